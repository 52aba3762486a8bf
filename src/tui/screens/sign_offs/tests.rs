use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

fn at_sign_offs(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go("sign-offs/concept");
    script
}

#[test]
fn every_party_is_asked_and_what_is_given_stands_there() {
    let mut script = at_sign_offs(80, 24, FULL);
    script.keys("<enter>B. Example<enter><enter>");
    assert!(script.screen().contains("[x] "), "{}", script.screen());
    insta::assert_snapshot!("given_80x24", script.screen());
    insta::assert_snapshot!(
        "given_140x40",
        at_sign_offs(140, 40, FULL)
            .keys("<enter>B. Example<enter><enter>")
            .screen()
    );
    insta::assert_snapshot!("open_40x9", at_sign_offs(40, 9, FULL).screen());
    insta::assert_snapshot!("open_80x24_ascii", at_sign_offs(80, 24, Look::plainly()).screen());
}

#[test]
fn a_day_after_today_is_refused_in_words_and_nothing_is_lost() {
    let mut script = at_sign_offs(80, 24, FULL);
    script.keys("<enter>B. Example<enter><c-u>22 Nov 2026<enter>");
    assert!(script.screen().contains("after today"), "{}", script.screen());
    assert!(script.screen().contains("B. Example"));
    script.keys("<c-u>today<enter>");
    assert!(script.screen().contains("[x] "));
}

#[test]
fn three_approvals_and_a_decision_open_the_gate() {
    let mut script = at_sign_offs(80, 24, FULL);
    for _ in 0..3 {
        script
            .keys("<enter>B. Example<enter><enter>")
            .go("sign-offs/concept");
    }
    assert!(
        !script.screen().contains("is open"),
        "the decision is still deferred"
    );
    let mut open = script;
    open.answer_with(
        "concept.decision",
        serde_json::json!({"choice": "go-ahead", "details": ""}),
    );
    assert!(
        open.screen().contains("LAPSED"),
        "the decision is part of what was approved: {}",
        open.screen()
    );
    for _ in 0..3 {
        open.keys("<enter>B. Example<enter><enter>")
            .go("sign-offs/concept");
    }
    assert!(
        open.screen().contains("The gate to Stage 2 is open."),
        "{}",
        open.screen()
    );
}

#[test]
fn a_lapsed_one_names_what_changed_and_what_it_was() {
    let mut script = at_sign_offs(80, 24, FULL);
    script.keys("<enter>B. Example<enter><enter>");
    script.answer_with("concept.length", serde_json::json!(24));
    script.go("sign-offs/concept");
    insta::assert_snapshot!("lapsed_80x24", script.screen());
    script.keys("c");
    assert!(
        script.screen().contains("It was: 18 months"),
        "{}",
        script.screen()
    );
}

#[test]
fn withdrawing_asks_why() {
    let mut script = at_sign_offs(80, 24, FULL);
    script
        .keys("<enter>B. Example<enter><enter>")
        .go("sign-offs/concept")
        .keys("<up><up><up>w<enter>");
    assert!(script.screen().contains("Say why"), "{}", script.screen());
    script.keys("The budget is gone<enter>");
    assert!(!script.screen().contains("[x] "), "{}", script.screen());
}

#[test]
fn in_a_closed_project_everybody_stands_whole_and_the_amended_ones_say_by_what() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let mut script = Script::sample_named("complete-bone-health", columns, rows, FULL);
        script.go("sign-offs/pid");
        insta::assert_snapshot!(format!("closed_{columns}x{rows}"), script.screen());
        script.keys("c");
        assert!(
            script.screen().contains("An agreed amendment"),
            "{}",
            script.screen()
        );
    }
}

#[test]
fn what_was_signed_is_put_back_by_one_key_and_the_sign_off_stands_again() {
    let mut script = at_sign_offs(80, 24, FULL);
    script.keys("<enter>B. Example<enter><enter>");
    script
        .answer_with("concept.length", serde_json::json!(24))
        .answer_with("concept.purpose", serde_json::json!("Another purpose."));
    script.go("sign-offs/concept");
    assert!(script.screen().contains("LAPSED"), "{}", script.screen());
    script.keys("r");
    assert_eq!(script.app().message(), "As it was signed. Ctrl+Z undoes it.");
    assert!(!script.screen().contains("LAPSED"), "{}", script.screen());
    assert_eq!(script.answer("concept.length"), "18");
    script.keys("r");
    assert_eq!(script.app().message(), "Nothing has changed under this one.");
    script.keys("<c-z>");
    assert_eq!(script.answer("concept.length"), "24");
}

#[test]
fn the_status_names_who_shut_the_gate_and_when_and_r_opens_it_there() {
    for (columns, rows) in [(80, 24), (140, 40), (40, 9)] {
        let mut script = at_sign_offs(columns, rows, FULL);
        script.keys("<enter>B. Example<enter><enter>");
        script.answer_with("concept.length", serde_json::json!(24));
        script.keys("<f3><down>");
        insta::assert_snapshot!(format!("status_lapsed_{columns}x{rows}"), script.screen());
        script.keys("r");
        assert_eq!(script.app().message(), "As it was signed. Ctrl+Z undoes it.");
        assert_eq!(script.answer("concept.length"), "18");
        assert!(
            !script.screen().contains("has changed since"),
            "{}",
            script.screen()
        );
    }
}

#[test]
fn a_gate_that_shut_after_the_work_began_stands_first_with_who_and_when() {
    for (columns, rows) in [(80, 24), (140, 40), (40, 9)] {
        let mut script = Script::sample_named("complete-bone-health", columns, rows, FULL);
        script.answer_with("checklist.4", serde_json::json!("no"));
        script.change(vec![crate::project::Change::Update {
            list: "plan.measures".to_owned(),
            id: script.app().session().project().records("plan.measures")[0]
                .id
                .clone(),
            fields: serde_json::json!({"target": "Another target"})
                .as_object()
                .unwrap()
                .clone(),
        }]);
        script.keys("<f3>");
        insta::assert_snapshot!(format!("status_shut_{columns}x{rows}"), script.screen());
        script.keys("r");
        assert_eq!(script.answer("checklist.4"), "\"yes\"");
        script.keys("r");
        assert_eq!(script.app().message(), "As it was agreed. Ctrl+Z undoes it.");
        assert!(!script.screen().contains("shut again"), "{}", script.screen());
    }
}
