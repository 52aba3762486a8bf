//! What somebody meets who edits what others have signed.

use insta::assert_snapshot;

use crate::{
    guidance::SignRole,
    project::Change,
    session::SAMPLES,
    tui::harness::{FULL, Script},
};

const PURPOSE: &str = "concept.purpose";

/// The sample, its concept approved by two of its three parties, at its purpose.
fn signed(columns: u16, rows: u16) -> Script {
    let mut changes = SAMPLES[0].changes().unwrap();
    for party in ["northmere-icb", "acme-pharma"] {
        changes.push(Change::Sign {
            subject: "concept".to_owned(),
            role: SignRole::Approve,
            party: party.to_owned(),
            name: "B. Example".to_owned(),
            date: "2026-11-20".to_owned(),
            address: None,
        });
    }
    let mut script = Script::made_sized(columns, rows, FULL, &changes);
    script.go(&format!("item/{PURPOSE}"));
    script
}

#[test]
fn the_question_names_whose_sign_off_would_lapse() {
    for (columns, rows) in [(40, 9), (80, 24)] {
        let mut script = signed(columns, rows);
        script.keys("x");
        assert_snapshot!(format!("question_{columns}x{rows}"), script.screen());
    }
}

#[test]
fn enter_and_esc_leave_it_as_it_was_signed() {
    for key in ["<enter>", "<esc>", "<f5>"] {
        let mut script = signed(80, 24);
        let before = script.answer(PURPOSE);
        script.keys("x").keys(key).wait(600);
        assert_eq!(script.answer(PURPOSE), before, "{key}");
        let screen = script.screen();
        assert!(screen.contains("Purpose"), "back at the question: {screen}");
        script.keys("<f6><f5>");
        assert_eq!(script.answer(PURPOSE), before, "nothing waits to be kept");
    }
}

#[test]
fn who_edits_all_the_same_is_asked_once_and_undo_makes_it_stand_again() {
    let mut script = signed(80, 24);
    let before = script.answer(PURPOSE);
    script.keys("x<down><enter>").wait(600);
    assert_ne!(script.answer(PURPOSE), before);
    script.keys("yz ").wait(600);
    assert!(
        script.answer(PURPOSE).contains("xyz"),
        "{}",
        script.answer(PURPOSE)
    );
    script.keys("<f3>");
    assert!(script.screen().contains("lapsed"), "{}", script.screen());
    script.keys("<esc><c-z><c-z><c-z>");
    assert_eq!(script.answer(PURPOSE), before);
    script.keys("<f3>");
    assert!(!script.screen().contains("lapsed"), "{}", script.screen());
}
