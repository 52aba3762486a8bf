use insta::assert_snapshot;
use serde_json::{Value as Json, json};

use crate::{
    project::Change,
    tui::{
        harness::{FULL, Script},
        theme::Look,
    },
};

fn add(list: &str, record: &Json) -> Change {
    Change::Add {
        list: list.to_owned(),
        record: record.as_object().unwrap().clone(),
    }
}

/// A project under way, with things overdue, due and waiting, and risks of every standing.
fn busy(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.change(vec![
        Change::value("checklist.13", json!("no")),
        add("plan.milestones", &json!({"id": "training", "title": "Training of the ward nurses is complete on all four wards of both sites", "due": "2026-11-09"})),
        add("plan.measures", &json!({"id": "visits", "measure": "Visits at home within two days", "area": "service", "due": "2027-03-31"})),
        add("disclosure.records", &json!({"id": "y26", "company": "acme-pharma", "year": 2026, "recipient": "Corden Vale", "pence": 100, "disclosed": "no"})),
        add("risks", &json!({"id": "winter", "title": "Winter pressure on beds", "owner": "C. Example", "mitigation": "Start on the smaller ward, and hold two nurses back for January. Look again in the first week of every month, with the bed managers, until the end of March.", "due": "2026-11-20"})),
        add("risks", &json!({"id": "data", "title": "Data agreement late", "status": "mitigated", "owner": "D. Example"})),
        add("risks", &json!({"id": "price", "title": "Prices rise", "status": "accepted"})),
        add("risks", &json!({"id": "checklist-14", "title": "A partner leaves", "owner": "B. Example"})),
    ]);
    script.go("risks-and-deadlines");
    script
}

#[test]
fn what_is_overdue_comes_first_then_what_is_due_then_the_risks() {
    assert_snapshot!("busy_80x24", busy(80, 24, FULL).screen());
    assert_snapshot!("busy_140x40", busy(140, 40, FULL).screen());
    assert_snapshot!("busy_40x9", busy(40, 9, FULL).screen());
    let mut script = busy(80, 24, FULL);
    script.keys("<end>");
    assert_snapshot!("busy_end_80x24", script.screen());
    let mut script = busy(40, 9, FULL);
    script.keys("<end>");
    assert_snapshot!("busy_end_40x9", script.screen());
    assert_snapshot!("busy_140x40_plain", busy(140, 40, Look::plainly()).screen());
}

#[test]
fn an_empty_page_teaches() {
    let mut script = Script::made_sized(80, 24, FULL, &[]);
    script.go("risks-and-deadlines");
    assert_snapshot!("empty_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("empty_40x9", script.screen());
    script.resize(140, 40);
    assert_snapshot!("empty_140x40", script.screen());
    script.keys("aWinter pressure<tab>").wait(600).keys("<f5>");
    assert_eq!(script.place(), "risks-and-deadlines");
    assert!(
        script.screen().contains("Nothing is due yet"),
        "{}",
        script.screen()
    );
    assert!(
        script
            .screen()
            .contains("Still no mitigation, no owner and no date.")
    );
}

#[test]
fn enter_goes_where_a_row_is_settled_and_comes_back_to_it() {
    let mut script = busy(80, 24, FULL);
    script.keys("<enter>");
    assert_eq!(script.place(), "record/plan.milestones/training");
    script.keys("<f5>");
    assert_eq!(script.place(), "risks-and-deadlines");
    script.keys("<down><enter>");
    assert_eq!(script.place(), "record/risks/winter");
    script.keys("<f6>");
    assert_eq!(script.place(), "risks-and-deadlines");
    script.keys("<enter>");
    assert_eq!(script.place(), "record/risks/winter", "it is still chosen");
}

#[test]
fn it_is_reached_by_menu_go_to_and_status_and_both_ways_out_lead_back() {
    let mut script = busy(80, 24, FULL);
    for way in ["<f9>risks<enter>", "<f2>risks and<enter>", "<f3>"] {
        script.go("item/checklist.4").keys(way);
        if way.starts_with("<f3>") {
            // the row of what is due stands below what blocks the gate
            script.keys("<home>");
            for _ in 0..20 {
                if script.screen().contains("> Due") {
                    break;
                }
                script.keys("<down>");
            }
            script.keys("<enter>");
        }
        assert_eq!(script.place(), "risks-and-deadlines", "{way}");
        script.keys("<f5>");
        assert_eq!(script.place(), "item/checklist.4", "{way}");
    }
    script.keys("<f9>risks<enter><f6>");
    assert_eq!(script.place(), "item/checklist.4");
}

#[test]
fn a_yes_later_closes_a_risk_and_tells_who_and_when() {
    let mut script = Script::sample();
    script.go("risks-and-deadlines");
    assert!(script.screen().contains("Risks: 1 open"), "{}", script.screen());
    script.answer_with("checklist.12", json!("yes"));
    script.go("risks-and-deadlines");
    let screen = script.screen();
    assert!(screen.contains("Risks: 1 no longer raised"), "{screen}");
    let told = "No longer raised: question 12 is answered yes, by A. Example, today";
    let said = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(told), "{screen}");
    for place in ["list/risks", "record/risks/checklist-12"] {
        script.go(place);
        let said = script.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(told), "{place}: {}", script.screen());
    }
    insta::assert_snapshot!("closed_record_80x24", script.screen());
    script.go("list/risks");
    insta::assert_snapshot!("closed_list_80x24", script.screen());
    script.go("risks-and-deadlines");
    insta::assert_snapshot!("closed_80x24", script.screen());
    script.answer_with("checklist.12", json!("no"));
    assert!(script.screen().contains("Risks: 1 open"), "{}", script.screen());
}

#[test]
fn no_size_panics() {
    let mut script = busy(80, 24, FULL);
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (39, 8),
        (40, 9),
        (59, 12),
        (60, 16),
        (100, 24),
        (300, 90),
    ] {
        script.resize(columns, rows).keys("<down><pgdn><up><end><home>");
    }
}
