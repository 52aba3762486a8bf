//! What somebody meets who edits what others have signed.

use insta::assert_snapshot;
use serde_json::json;

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

/// The sample with everything of its plan and its agreement signed once.
fn all_signed() -> Script {
    let mut changes = SAMPLES[0].changes().unwrap();
    let add = |list: &str, record: serde_json::Value| Change::Add {
        list: list.to_owned(),
        record: record.as_object().unwrap().clone(),
    };
    changes.push(add(
        "plan.measures",
        json!({"id": "beds", "measure": "Bed days", "area": "service", "target": "1,200"}),
    ));
    changes.push(add(
        "plan.milestones",
        json!({"id": "first", "title": "First patient", "due": "2027-09-30"}),
    ));
    changes.push(add("amendments", json!({"id": "later", "name": "Later"})));
    let sign = |subject: &str, role, party: &str| Change::Sign {
        subject: subject.to_owned(),
        role,
        party: party.to_owned(),
        name: "B. Example".to_owned(),
        date: "2026-11-20".to_owned(),
        address: (role == SignRole::Publish).then(|| "https://acme.example".to_owned()),
    };
    changes.push(sign("pid", SignRole::Certify, "acme-pharma"));
    changes.push(sign("pid", SignRole::Approve, "project-team"));
    changes.push(sign("agreement", SignRole::Sign, "corden-vale"));
    changes.push(sign("summary", SignRole::Publish, "acme-pharma"));
    changes.push(sign("amendment/later", SignRole::Approve, "governance-committee"));
    Script::made_sized(80, 24, FULL, &changes)
}

/// Whether it is asked, and about which document by whom.
fn asks(script: &Script, document: &str, who: &str) -> bool {
    let screen = script.screen();
    screen.contains("A sign-off would lapse") && screen.contains(&format!("{document}: {who}"))
}

const PID: &str = "Project Initiation Document";
const BOTH: &str = "Acme Pharma Ltd, the project team";

#[test]
fn a_field_of_the_plan_asks_once_and_its_progress_never() {
    let mut script = all_signed();
    script.go("record/plan.milestones/first").keys("s");
    assert!(asks(&script, PID, BOTH), "{}", script.screen());
    assert_snapshot!("record_field", script.screen());
    script.keys("<enter>").wait(600);
    assert!(script.screen().contains("First patient"), "{}", script.screen());
    assert!(
        !script.screen().contains("First patients"),
        "left as it was: {}",
        script.screen()
    );
    script.keys("s<down><enter>").wait(600);
    script.keys(" seen ").wait(600);
    let milestone = |script: &Script| {
        let record = script
            .app()
            .session()
            .project()
            .record("plan.milestones", "first");
        record
            .map(|record| record.text("title").to_owned())
            .unwrap_or_default()
    };
    assert_eq!(milestone(&script).trim_end(), "First patients seen");

    let mut script = all_signed();
    script.go("record/plan.milestones/first").keys("<tab><tab><tab>");
    script.keys("1 Oct 2026<tab>").wait(600);
    assert!(!script.screen().contains("would lapse"), "{}", script.screen());
    script.keys("<f3>");
    assert!(!script.screen().contains("lapsed"), "{}", script.screen());
}

#[test]
fn adding_to_the_plan_and_removing_from_it_ask_too() {
    let mut script = all_signed();
    script.go("list/plan.measures").keys("aW");
    assert!(asks(&script, PID, BOTH), "{}", script.screen());
    script.keys("<enter>").wait(600);
    assert_eq!(
        script.app().session().project().records("plan.measures").len(),
        1,
        "none was begun"
    );
    script.go("list/plan.measures").keys("d<enter>");
    assert!(asks(&script, PID, BOTH), "{}", script.screen());
    script.keys("<esc>");
    assert!(script.screen().contains("1 measure"), "{}", script.screen());
    script.keys("d<enter><down><enter>");
    assert!(script.screen().contains("no measures yet"), "{}", script.screen());
    script.keys("aWaits <tab>").wait(600);
    assert!(
        !script.screen().contains("would lapse"),
        "once for the document: {}",
        script.screen()
    );
}

#[test]
fn a_row_of_the_agreement_asks_once() {
    let mut script = all_signed();
    script.go("item/agreement.disputes").keys("y");
    assert!(
        asks(
            &script,
            "Collaborative / Joint Working Agreement",
            "Corden Vale Hospitals"
        ),
        "{}",
        script.screen()
    );
    script.keys("<esc>");
    assert_eq!(script.answer("agreement.disputes"), "");
    script.go("item/agreement.disputes").keys("y<down><enter>");
    assert!(script.answer("agreement.disputes").contains("yes"));
    script
        .go("item/agreement.disputes")
        .keys("<enter>14<tab>By the two boards. <esc>")
        .wait(600);
    assert!(!script.screen().contains("would lapse"), "{}", script.screen());
    assert!(script.answer("agreement.disputes").contains("By the two boards."));
}

#[test]
fn the_note_of_a_row_that_is_not_applicable_is_asked_for_once_the_lapse_is_agreed_to() {
    let mut script = all_signed();
    script.go("item/agreement.medicines").keys("3<down><enter>");
    assert!(script.screen().contains("> Notes"), "{}", script.screen());
    script.keys("No medicine.<esc>").wait(600);
    assert!(script.answer("agreement.medicines").contains("No medicine."));
}

#[test]
fn a_summary_that_is_public_and_an_amendment_that_is_agreed_ask() {
    let mut script = all_signed();
    script.go("item/summary.contacts").keys("x");
    assert!(
        asks(&script, "Executive summary", "Acme Pharma"),
        "{}",
        script.screen()
    );
    script.keys("<esc>").go("record/amendments/later").keys("x");
    assert!(
        asks(&script, "Project amendment", "the governance committee"),
        "{}",
        script.screen()
    );
}

#[test]
fn what_is_signed_anew_is_asked_about_anew() {
    let mut script = all_signed();
    script
        .go("record/plan.milestones/first")
        .keys("x<down><enter>y<tab>")
        .wait(600);
    script.change(vec![Change::Sign {
        subject: "pid".to_owned(),
        role: SignRole::Certify,
        party: "acme-pharma".to_owned(),
        name: "B. Example".to_owned(),
        date: "2026-11-21".to_owned(),
        address: None,
    }]);
    script.go("record/plan.milestones/first").keys("z");
    assert!(asks(&script, PID, "Acme Pharma Ltd"), "{}", script.screen());
}
