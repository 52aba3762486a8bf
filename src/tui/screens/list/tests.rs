use crate::tui::harness::{FULL, Script};
use crate::tui::theme::Look;
use insta::assert_snapshot;

const ASCII: Look = Look {
    colour: false,
    ascii: true,
    plain: false,
};

fn parties(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go("list/parties");
    script
}

#[test]
fn the_parties_are_a_table_with_what_is_missing_and_the_party_rules() {
    assert_snapshot!("parties_80x24", parties(80, 24, FULL).screen());
    assert_snapshot!("parties_140x40", parties(140, 40, FULL).screen());
    assert_snapshot!("parties_40x9", parties(40, 9, FULL).screen());
    assert_snapshot!("parties_80x24_ascii", parties(80, 24, ASCII).screen());
}

#[test]
fn an_empty_list_teaches_its_keys() {
    let mut script = Script::sample();
    script.go("list/stakeholders.map");
    assert_snapshot!("empty_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("empty_40x9", script.screen());
}

#[test]
fn a_party_is_added_by_letters_tab_and_enter_alone() {
    let mut script = parties(80, 24, FULL);
    script.keys("aHeart Hospital<tab><down><space><tab><tab>1 Mere Lane<tab><tab>B. Example");
    assert_snapshot!("record_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("record_40x9", script.screen());
    script.resize(140, 40);
    assert_snapshot!("record_140x40", script.screen());
}

#[test]
fn a_party_that_something_names_is_not_removed_and_what_names_it_is_said() {
    let mut script = parties(80, 24, FULL);
    script.go("list/team.members").keys("aB. Example<tab>");
    script.keys("3<enter>");
    script.go("list/parties").keys("<end>d");
    assert_snapshot!("removal_refused", script.screen());
    script.keys("<enter>");
    assert!(script.screen().contains("3 parties"));
    script.keys("<up>d");
    assert_snapshot!("removal_asked", script.screen());
    script.keys("<esc>");
    assert!(script.screen().contains("3 parties"));
    script.keys("d<enter>");
    assert!(script.screen().contains("2 parties"), "{}", script.screen());
    assert!(script.screen().contains("Removed. Ctrl+Z brings it back."));
    script.keys("<c-z>");
    assert!(script.screen().contains("3 parties"));
}

#[test]
fn forty_stakeholders_and_sixty_milestones_stay_readable() {
    let mut script = Script::sample();
    for at in 1..=40 {
        script
            .go("list/stakeholders.map")
            .keys("a")
            .paste(&format!("Group {at}"));
        script.keys("<tab><right><space>");
    }
    script.go("list/stakeholders.map");
    assert_snapshot!("forty_first", script.screen());
    script.keys("<end>");
    assert_snapshot!("forty_last", script.screen());
    script.resize(40, 9);
    assert_snapshot!("forty_last_40x9", script.screen());
    script.resize(80, 24);
    script.keys("/group 3<enter>");
    assert_snapshot!("filtered", script.screen());
    script.keys("/4z<enter>");
    assert_snapshot!("filtered_none", script.screen());
}

#[test]
fn a_risk_that_a_question_raises_stands_on_the_list_before_anybody_writes_about_it() {
    let mut script = Script::sample();
    script.go("item/checklist.13");
    script.go("list/risks");
    script.keys("d<enter>");
    assert_snapshot!("raised_risk", script.screen());
    script.keys("d");
    assert!(
        script
            .screen()
            .contains("Question 12 raises it: it goes with a yes there.")
    );
    script.keys("<enter><tab><tab>Ask the network<tab>");
    assert_snapshot!("raised_risk_form", script.screen());
}

#[test]
fn what_is_often_on_a_list_is_taken_by_one_key_each() {
    let mut script = Script::sample();
    script.go("list/stakeholders.map").keys("g");
    assert_snapshot!("suggested_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("suggested_40x9", script.screen());
    script.resize(140, 40);
    assert_snapshot!("suggested_140x40", script.screen());
    script.resize(80, 24).keys("<enter>");
    assert!(script.screen().contains("Added: "), "{}", script.screen());
    script.keys("<down><space>2<esc>");
    assert_snapshot!("suggested_taken_80x24", script.screen());
    let records = script.app().session().project().records("stakeholders.map");
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record.has("side")));
    script.keys("<c-z>");
    assert!(script.screen().contains("2 stakeholders"), "{}", script.screen());
    for _ in 0..20 {
        script.keys("g<enter><esc>");
    }
    assert!(!script.screen().contains("g suggested"), "{}", script.screen());
    script.go("list/team.members").keys("g1<esc>");
    assert!(
        script.screen().contains("Still missing: name"),
        "{}",
        script.screen()
    );
    let mut script = Script::made_sized(80, 24, FULL, &[]);
    script.go("list/team.members").keys("g");
    assert_snapshot!("suggested_no_setting_80x24", script.screen());
}

/// A milestone of a project under way that was put off.
fn put_off(columns: u16, rows: u16) -> Script {
    let mut script = Script::sample_sized(columns, rows, FULL);
    let record = serde_json::json!({"id": "training", "title": "Training", "due": "2027-01-31",
        "replanned_due": "2027-03-31", "replanned_reason": "The ward was closed by snow."});
    let later = serde_json::json!({"id": "visits", "title": "First visits", "due": "2027-05-31"});
    script.change(
        [record, later]
            .iter()
            .map(|record| crate::project::Change::Add {
                list: "plan.milestones".to_owned(),
                record: record.as_object().unwrap().clone(),
            })
            .collect(),
    );
    script.go("list/plan.milestones");
    script
}

#[test]
fn a_milestone_that_moved_begins_its_amendment_by_one_key() {
    let mut script = put_off(80, 24);
    assert!(script.screen().contains("m amend"), "{}", script.screen());
    script.keys("<down>");
    assert!(!script.screen().contains("m amend"), "{}", script.screen());
    script.keys("m");
    assert!(
        script
            .screen()
            .contains("It has not moved: write its new date or the reason first.")
    );
    script.keys("<up>m");
    assert_eq!(script.place(), "record/amendments/moves-training");
    assert_snapshot!("amendment_begun_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("amendment_begun_40x9", script.screen());
    script.resize(140, 40);
    assert_snapshot!("amendment_begun_140x40", script.screen());
    script.go("list/plan.milestones").keys("m");
    assert_eq!(script.place(), "record/amendments/moves-training");
    assert!(
        script
            .screen()
            .contains("This amendment was begun for it already."),
        "{}",
        script.screen()
    );
    // from the milestone's own form it is a button, and in the menu
    script.go("record/plan.milestones/training");
    assert!(
        script.screen().contains("the button amend begins it"),
        "{}",
        script.screen()
    );
    script.keys("<f9>amendment<enter>");
    assert_eq!(script.place(), "record/amendments/moves-training");
    script.go("list/amendments").keys("d<enter>");
    script.go("record/plan.milestones/training");
    script.keys("<esc><right><enter>");
    assert_eq!(
        script.place(),
        "record/amendments/moves-training",
        "{}",
        script.screen()
    );
}

#[test]
fn an_agreed_amendment_shows_its_mark_where_the_pid_is_and_what_was_agreed() {
    let mut script = put_off(80, 24);
    let sign = |subject: &str, party: &str| crate::project::Change::Sign {
        subject: subject.to_owned(),
        role: crate::guidance::SignRole::Approve,
        party: party.to_owned(),
        name: "B. Example".to_owned(),
        date: "2026-11-20".to_owned(),
        address: None,
    };
    script.change(vec![
        sign("pid", "project-team"),
        sign("pid", "governance-committee"),
    ]);
    script.keys("m");
    let update = |list: &str, id: &str, fields: serde_json::Value| crate::project::Change::Update {
        list: list.to_owned(),
        id: id.to_owned(),
        fields: fields.as_object().unwrap().clone(),
    };
    script.change(vec![
        update(
            "amendments",
            "moves-training",
            serde_json::json!({"impact": "Two months.", "submitted": "2026-11-20"}),
        ),
        update(
            "plan.milestones",
            "training",
            serde_json::json!({"due": "2027-03-31"}),
        ),
    ]);
    assert!(!script.screen().contains("agreed by"), "{}", script.screen());
    script.change(vec![
        sign("amendment/moves-training", "project-team"),
        sign("amendment/moves-training", "governance-committee"),
    ]);
    script.resize(80, 40);
    assert_snapshot!("amendment_agreed_80x40", script.screen());
    let mark = "As amended: Amendment 1, agreed by the project team on 20 Nov 2026";
    script.resize(140, 40);
    for place in ["check/pid", "sign-offs/pid"] {
        script.go(place);
        if !script.screen().contains("As amended: Amendment 1") {
            script.keys("<end>");
        }
        let said = script.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            said.contains("As amended: Amendment 1, agreed by the project") || said.contains(mark),
            "{place}: {}",
            script.screen()
        );
    }
    script.change(vec![update(
        "plan.milestones",
        "training",
        serde_json::json!({"due": "2027-04-30"}),
    )]);
    script.resize(80, 40).go("record/amendments/moves-training");
    assert_snapshot!("amendment_left_behind_80x40", script.screen());
    script.go("check/pid").keys("<end>");
    assert!(!script.screen().contains("As amended"), "{}", script.screen());
}
