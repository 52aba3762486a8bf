//! The list of projects as somebody meets it.

use insta::assert_snapshot;

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

const SIZES: [(u16, u16); 3] = [(40, 9), (80, 24), (140, 40)];

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

/// Four projects, of which one waits for somebody and one is a file that cannot be read.
fn folder(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.projects();
    for title in ["Asthma reviews in the north", "Eye clinic data desk"] {
        script.keys(&format!("n{title}<enter>"));
        script.projects();
    }
    let broken = script
        .folder
        .path()
        .join("projects/diabetes-foot-checks-0001.json");
    std::fs::write(broken, "{").unwrap();
    script.keys("t<f9>projects<enter>");
    script
}

/// The temporary folder's name is another one each time.
fn steady(script: &Script) -> String {
    let folder = script.folder.path().display().to_string();
    script.screen().replace(&folder, "/folder")
}

#[test]
fn the_list_at_every_size() {
    for (columns, rows) in SIZES {
        let script = folder(columns, rows, FULL);
        assert_snapshot!(format!("list_{columns}x{rows}"), steady(&script));
    }
    assert_snapshot!("list_plain", steady(&folder(80, 24, Look::plainly())));
}

#[test]
fn the_empty_list_at_every_size() {
    for (columns, rows) in SIZES {
        let script = Script::sized(columns, rows, FULL);
        assert_snapshot!(format!("empty_{columns}x{rows}"), script.screen());
    }
}

#[test]
fn the_question_before_archiving_at_every_size() {
    for (columns, rows) in SIZES {
        let mut script = folder(columns, rows, FULL);
        script.keys("d");
        assert_snapshot!(format!("archive_{columns}x{rows}"), script.screen());
    }
}

#[test]
fn a_file_that_cannot_be_read_stays_in_sight_with_its_reason() {
    let mut script = folder(80, 24, FULL);
    script.keys("<end>");
    assert!(script.screen().contains("this is no sound project file"));
    script.keys("<enter>");
    assert_eq!(script.app().mode(), crate::tui::app::Mode::Projects);
}

#[test]
fn a_damaged_file_names_its_last_good_copy() {
    let mut script = with_projects(&["Heart failure"]);
    let file = script.app().projects()[0].path.clone();
    script.keys("<enter>").go("item/project.summary");
    script.keys("Care at home.<c-s>");
    script.projects();
    std::fs::write(&file, "{").unwrap();
    script.changed(&file);
    let screen = script.screen();
    assert!(screen.contains("cannot be read"), "{screen}");
    assert!(screen.contains("The last good copy is"), "{screen}");
}

#[test]
fn two_hundred_projects_are_paged_and_the_one_chosen_opens() {
    let mut script = Script::sample();
    let from = script.app().session().path().unwrap().to_owned();
    let json = std::fs::read_to_string(&from).unwrap();
    let id = script.app().session().project().id.clone();
    for number in 0..199 {
        let other = format!("copy-{number:04}");
        let copy = json.replacen(&id, &other, 1);
        std::fs::write(from.with_file_name(format!("{other}.json")), copy).unwrap();
    }
    script.projects();
    assert!(script.screen().contains("200 projects"), "{}", script.screen());
    script.keys("<end>");
    assert!(script.screen().contains("more above"));
    script.keys("<up><enter>");
    assert_eq!(script.app().session().project().id, "copy-0198");
}

#[test]
fn the_selection_stays_with_its_project_when_the_list_changes_its_order() {
    let mut script = with_projects(&["Heart failure", "Eye clinic"]);
    script.keys("<down>");
    let selected = |script: &Script| {
        let screen = script.screen();
        let row = screen.lines().find(|row| row.trim_start().starts_with('>'));
        row.unwrap_or_default().to_owned()
    };
    let before = selected(&script);
    let broken = script.folder.path().join("projects/aaa-0001.json");
    std::fs::write(&broken, "{").unwrap();
    script.changed(&broken);
    assert_eq!(selected(&script), before);
}

#[test]
fn the_samples_at_every_size_say_what_each_teaches() {
    for (columns, rows) in SIZES {
        let mut script = Script::sized(columns, rows, FULL);
        script.keys("s");
        assert_snapshot!(format!("samples_{columns}x{rows}"), script.screen());
    }
    for (down, title) in [
        "Hospital at home for heart failure",
        "One-stop hub for breathlessness",
        "Remote clinics for inflammatory arthritis",
        "A specialist nurse for the bowel clinic",
        "Bone health after a first fracture",
    ]
    .into_iter()
    .enumerate()
    {
        let mut script = Script::sized(40, 9, FULL);
        script.keys("s").keys(&"<down>".repeat(down)).keys("<enter>");
        let session = script.app().session();
        assert_eq!(session.project().title(session.edition()), title);
    }
}
