use serde_json::json;

use crate::{
    project::Change,
    session::SAMPLES,
    tui::{
        harness::{FULL, Script},
        theme::Look,
    },
};

fn at_checklist(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go("check/checklist");
    script
}

#[test]
fn every_answer_of_a_step_stands_there_with_its_number() {
    insta::assert_snapshot!("checklist_80x24", at_checklist(80, 24, FULL).screen());
    insta::assert_snapshot!("checklist_140x40", at_checklist(140, 40, FULL).screen());
    insta::assert_snapshot!("checklist_40x9", at_checklist(40, 9, FULL).screen());
    insta::assert_snapshot!(
        "checklist_80x24_ascii",
        at_checklist(80, 24, Look::plainly()).screen()
    );
}

#[test]
fn a_number_and_enter_goes_there_and_the_next_screen_comes_back() {
    let mut script = at_checklist(80, 24, FULL);
    script.keys("12<enter>");
    assert_eq!(script.place(), "item/checklist.12");
    script.keys("<f6>");
    assert_eq!(script.place(), "check/checklist");
    script.keys("3<enter>");
    assert_eq!(script.place(), "item/checklist.3");
}

#[test]
fn a_number_that_is_not_there_is_said() {
    let mut script = at_checklist(80, 24, FULL);
    script.keys("99");
    assert_eq!(script.place(), "check/checklist");
}

/// A plan that is under way: a measure without its value, a milestone done and one overdue.
fn under_way(columns: u16, rows: u16) -> Script {
    let add = |list: &str, record: serde_json::Value| Change::Add {
        list: list.to_owned(),
        record: record.as_object().unwrap().clone(),
    };
    let mut changes = SAMPLES[0].changes().unwrap();
    changes.extend([
        add(
            "plan.measures",
            json!({"id": "beds", "measure": "Bed days", "area": "service", "target": "1,200", "due": "2028-12-31"}),
        ),
        add(
            "plan.milestones",
            json!({"id": "trained", "title": "Nurses trained", "due": "2026-10-30", "done": "2026-10-28"}),
        ),
        add(
            "plan.milestones",
            json!({"id": "first", "title": "First patient at home", "due": "2026-11-13"}),
        ),
        add(
            "plan.milestones",
            json!({"id": "moved", "title": "Two more districts", "due": "2027-04-01",
                   "replanned_due": "2027-06-01", "replanned_reason": "Two nurses on leave."}),
        ),
        Change::value("project.actual-start", json!("2026-10-01")),
    ]);
    Script::made_sized(columns, rows, FULL, &changes)
}

#[test]
fn what_else_a_step_needs_stands_below_its_answers_met_or_not() {
    for (columns, rows) in [(80, 24), (140, 40), (40, 9)] {
        let mut script = under_way(columns, rows);
        script.go("check/delivery").keys("<end>");
        insta::assert_snapshot!(format!("delivery_{columns}x{rows}"), script.screen());
    }
    let mut script = under_way(80, 24);
    script.go("check/team");
    insta::assert_snapshot!("team_80x24", script.screen());
    script.go("check/disclosure");
    insta::assert_snapshot!("disclosure_80x24", script.screen());
    script.go("check/amendments");
    insta::assert_snapshot!("amendments_80x24", script.screen());
}

#[test]
fn from_monitoring_a_value_is_recorded_in_the_plan_and_the_next_screen_is_monitoring_again() {
    let mut script = under_way(80, 24);
    script.go("check/delivery");
    let at_it = |script: &Script| {
        let screen = script.screen();
        screen
            .lines()
            .any(|line| line.trim_start().starts_with('>') && line.ends_with("Bed days"))
    };
    while !at_it(&script) {
        let before = script.screen();
        script.keys("<down>");
        assert_ne!(script.screen(), before, "{before}");
    }
    script.keys("<enter>");
    assert_eq!(script.place(), "record/plan.measures/beds");
    assert!(script.screen().contains("> Actual value"), "{}", script.screen());
    script.keys("1,340 in all<f6>");
    assert_eq!(script.place(), "check/delivery");
    assert!(
        script.screen().contains("[x] Every measure has its actual value"),
        "{}",
        script.screen()
    );
}

#[test]
fn the_plan_on_its_list_says_what_became_of_it() {
    for (columns, rows) in [(80, 24), (40, 9)] {
        let mut script = under_way(columns, rows);
        script.go("list/plan.milestones").keys("<down>");
        insta::assert_snapshot!(format!("milestones_{columns}x{rows}"), script.screen());
    }
    let mut script = under_way(80, 24);
    script.go("list/plan.measures");
    insta::assert_snapshot!("measures_80x24", script.screen());
}

#[test]
fn before_the_work_begins_a_form_of_the_plan_begins_with_the_plan() {
    let mut script = under_way(80, 24);
    script.go("record/plan.milestones/first");
    assert!(script.screen().contains("> Done"), "{}", script.screen());
    script.change(vec![Change::Clear {
        item: "project.actual-start".to_owned(),
    }]);
    script
        .go("list/plan.milestones")
        .go("record/plan.milestones/first");
    assert!(script.screen().contains("> Milestone"), "{}", script.screen());
}
