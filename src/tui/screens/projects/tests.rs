//! The list of projects as somebody meets it.

use crate::tui::harness::{FULL, Script};

#[test]
fn the_first_screen_says_how_to_begin_and_enter_begins() {
    let mut script = Script::new();
    assert!(script.screen().contains("Three ways to begin:"));
    script.keys("<enter>");
    assert!(script.screen().contains("What is the project called?"));
    script.keys("<enter>");
    assert_eq!(script.app().message(), "A project needs a title: a few words.");
    script.keys("Heart failure at home<enter>");
    assert_eq!(script.app().mode(), crate::tui::app::Mode::Project);
}

#[test]
fn a_title_left_with_esc_makes_no_project() {
    let mut script = Script::new();
    script.keys("nHeart<esc>");
    assert!(script.screen().contains("Three ways to begin:"));
}

fn with_projects(titles: &[&str]) -> Script {
    let mut script = Script::sized(80, 24, FULL);
    for title in titles {
        script.keys(&format!("n{title}<enter>"));
        script.projects();
    }
    script
}

#[test]
fn a_filter_narrows_the_list_to_what_holds_every_word() {
    let mut script = with_projects(&["Heart failure", "Asthma reviews", "Eye clinic"]);
    script.keys("/as rev");
    let screen = script.screen();
    assert!(
        screen.contains("Asthma reviews") && !screen.contains("Eye clinic"),
        "{screen}"
    );
    script.keys("<enter><enter>");
    assert!(script.app().session().project().id.starts_with("asthma-reviews"));
}

#[test]
fn a_project_goes_into_the_archive_after_a_question_and_comes_back() {
    let mut script = with_projects(&["Heart failure", "Eye clinic"]);
    script.keys("/eye<enter>d");
    assert!(script.screen().contains("Put Eye clinic into the archive?"));
    script.keys("<esc>");
    assert!(script.screen().contains("Eye clinic"), "Esc changes nothing");
    script.keys("d<enter>/<c-u><enter>");
    assert!(!script.screen().contains("Eye clinic"));
    assert!(script.screen().contains("1 archived"));
    script.keys("<f9>archived<enter>");
    assert!(script.screen().contains("Eye clinic"));
    script.keys("d");
    assert!(script.screen().contains("Heart failure") && script.screen().contains("Eye clinic"));
}
