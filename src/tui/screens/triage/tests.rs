//! A quick triage as somebody lives it: fifteen keys and an answer.

use insta::assert_snapshot;

use crate::tui::{
    app::Mode,
    harness::{FULL, Script},
    theme::Look,
};

/// A triage from the list of projects.
fn triage() -> Script {
    let mut script = Script::new();
    script.keys("t");
    script
}

#[test]
fn y_and_enter_are_all_that_it_takes() {
    let mut script = triage();
    assert_eq!(script.place(), "item/checklist.1A");
    for _ in 0..15 {
        script.keys("y<enter>");
    }
    assert_eq!(script.place(), "verdict", "1A and 2 to 15, without 1B");
    assert!(
        script.screen().contains("JOINT WORKING   15 answers"),
        "{}",
        script.screen()
    );
}

#[test]
fn a_no_to_1a_asks_1b_next_and_two_of_them_end_it() {
    let mut script = triage();
    script.keys("n<enter>");
    assert_eq!(script.place(), "item/checklist.1B");
    script.keys("n<enter>");
    assert_eq!(script.place(), "verdict");
    assert!(script.screen().contains("ANOTHER FORM OF SUPPORT"));
}

#[test]
fn a_project_made_of_it_takes_the_answers_along() {
    let mut script = triage();
    script.keys("y<enter>n<enter><f9>verdict<enter>m");
    assert!(script.screen().contains("What is the project called?"));
    script.keys("Heart failure at home<enter>");
    assert_eq!(script.app().mode(), Mode::Project);
    assert_eq!(
        script.app().message(),
        "A project now: its checklist holds your answers."
    );
    assert_eq!(script.answer("checklist.1A"), "\"yes\"");
    assert_eq!(script.answer("checklist.2"), "\"no\"");
    script.projects();
    assert!(script.screen().contains("Heart failure at home"));
}

#[test]
fn leaving_asks_once_and_keeps_nothing() {
    let mut script = triage();
    script.keys("y<enter><f9>verdict<enter>q");
    assert!(
        script
            .screen()
            .contains("Leave, and keep nothing of this triage?")
    );
    script.keys("<enter>");
    assert_eq!(script.place(), "verdict", "to stay is what Enter does first");
    script.keys("q<down><down><enter>");
    assert_eq!(script.app().mode(), Mode::Projects);
    assert!(script.screen().contains("Nothing here yet"));
}

#[test]
fn leaving_before_any_answer_asks_nothing() {
    let mut script = triage();
    script.keys("<f9>projects<enter>");
    assert_eq!(script.app().mode(), Mode::Projects);
}

#[test]
fn quitting_asks_too_and_the_second_time_quits() {
    let mut script = triage();
    script.keys("y<c-q>");
    assert!(!script.quit);
    assert!(script.screen().contains("Leave, and keep nothing"));
    script.keys("<c-q>");
    assert!(script.quit);
}

#[test]
fn an_answer_is_changed_from_the_end_and_comes_back_there() {
    let mut script = triage();
    for at in 0..15 {
        script.keys(if at == 3 { "n<enter>" } else { "y<enter>" });
    }
    assert!(script.screen().contains("NOT YET ELIGIBLE"));
    script.keys("<home><enter>");
    assert_eq!(script.place(), "item/checklist.4");
    script.keys("y<enter>");
    assert_eq!(script.place(), "verdict");
    assert!(script.screen().contains("JOINT WORKING"));
}

#[test]
fn back_leads_through_the_questions_again() {
    let mut script = triage();
    script.keys("y<enter>y<enter><f5>");
    assert_eq!(script.place(), "item/checklist.2");
    assert_eq!(script.answer("checklist.2"), "\"yes\"");
}

#[test]
fn the_end_at_every_size() {
    for (columns, rows, look, name) in [
        (40, 9, FULL, "end_40x9"),
        (80, 24, FULL, "end_80x24"),
        (140, 40, FULL, "end_140x40"),
        (80, 24, Look::plainly(), "end_plain"),
    ] {
        let mut script = Script::sized(columns, rows, look);
        script.keys("tn<enter>");
        for at in 0..15 {
            script.keys(match at {
                11 => "n<enter>",
                12 => "u<enter>",
                _ => "y<enter>",
            });
        }
        assert_snapshot!(name, script.screen());
    }
}
