//! The whole of Stage 1 as somebody walks it who has Tab, arrows, Enter, Space and letters alone.

use crate::{guidance::editions, tui::harness::Script};

/// To the footer's first button, and press it.
const GO_ON: &str = "<tab><enter>";

#[test]
fn stage_1_is_walked_by_tab_arrows_enter_and_letters_to_the_open_gate() {
    let mut script = Script::new();
    assert!(
        script.screen().contains("Nothing here yet"),
        "{}",
        script.screen()
    );
    script.keys("nHeart failure at home<enter>");
    assert_eq!(script.place(), "item/project.title");
    script
        .keys("<enter>Nurses see people at home within two days of leaving hospital.")
        .keys(GO_ON);
    assert_eq!(script.place(), "item/project.setting");
    script.keys("<down><enter><enter>y<enter>");
    assert_eq!(script.place(), "list/parties");
    party(&mut script, "North ICB", 0);
    party(&mut script, "Acme Pharma", 2);
    assert!(
        script.screen().contains("party rules hold"),
        "{}",
        script.screen()
    );
    script.keys(GO_ON);
    assert_eq!(script.place(), "check/partners");
    script.keys(GO_ON);
    scoping(&mut script);
    checklist(&mut script);
    concept(&mut script);
    assert_eq!(script.place(), "sign-offs/concept");
    script.keys("<enter>A. Example<enter><enter>");
    assert!(
        !script.screen().contains("is open"),
        "one party is still to approve"
    );
    script.keys("<enter>B. Example<enter><enter>");
    assert!(
        script.screen().contains("The gate to Stage 2 is open."),
        "{}",
        script.screen()
    );
    assert_eq!(script.app().session().assessment().stage_name(), "stage2");
}

/// Adds a party by its name and the place of its kind among the choices.
fn party(script: &mut Script, name: &str, kind: usize) {
    script.keys("a").keys(name).keys("<tab>");
    for _ in 0..kind {
        script.keys("<right>");
    }
    script.keys("<space>");
    let mut tries = 0;
    while !script.screen().contains("[F") && tries < 30 {
        script.keys("<tab>");
        tries += 1;
    }
    back_to_list(script);
}

/// From the footer of a record's form back to its list, by the button that says so.
fn back_to_list(script: &mut Script) {
    for _ in 0..12 {
        if script.place() == "list/parties" {
            return;
        }
        let list = script
            .screen()
            .lines()
            .last()
            .is_some_and(|footer| footer.contains("[F5 list]"));
        script.keys(if list { "<enter>" } else { "<right>" });
    }
    panic!("{}", script.screen());
}

fn scoping(script: &mut Script) {
    let questions = editions()[0].step("scoping").unwrap().items().count();
    for question in 0..questions {
        assert!(script.place().starts_with("item/scoping."), "{}", script.screen());
        script
            .keys(&format!("Answer {question} to it, in a few words."))
            .keys(GO_ON);
    }
    assert_eq!(script.place(), "check/scoping");
    script.keys(GO_ON);
}

fn checklist(script: &mut Script) {
    assert_eq!(script.place(), "item/checklist.1A");
    for _ in 0..15 {
        script.keys("y<enter>");
    }
    assert_eq!(script.place(), "verdict");
    assert!(script.screen().contains("JOINT WORKING"), "{}", script.screen());
    while script.place() != "item/concept.partners" {
        let here = script.place();
        script.keys(GO_ON);
        assert_ne!(script.place(), here, "{}", script.screen());
    }
}

fn concept(script: &mut Script) {
    // What is carried is taken over by one key, and what is not is written.
    script.keys("<enter>").keys(GO_ON);
    assert_ne!(script.answer("concept.partners"), "", "{}", script.screen());
    script.keys("<enter>").keys(GO_ON);
    assert_eq!(script.place(), "item/concept.objectives");
    script
        .keys("Seen sooner.<tab>Fewer admissions.<tab>Experience of the NHS.")
        .keys(GO_ON);
    script.keys("Nurses, a project manager, an analyst.").keys(GO_ON);
    assert_eq!(script.place(), "item/concept.start");
    script.keys("Q2 2027<enter>").keys("18<enter>");
    assert_eq!(script.place(), "item/concept.decision");
    script.keys("<space><tab>Both boards agree.").keys(GO_ON);
    assert_eq!(script.place(), "check/concept");
    script.keys(GO_ON);
}

#[test]
fn a_screen_left_open_overnight_judges_by_the_new_day() {
    let mut script = Script::sample();
    script.change(vec![
        crate::project::Change::from_json(&serde_json::json!({
            "op": "add", "list": "plan.milestones",
            "record": {"id": "m", "title": "First patient", "due": "2026-11-21"}
        }))
        .unwrap(),
    ]);
    script.keys("<f3>");
    assert!(!script.screen().contains("overdue"), "{}", script.screen());
    script.overnight("2026-11-22").keys("<down>");
    assert!(script.screen().contains("overdue"), "{}", script.screen());
}
