//! A gate that shut again: which item, who, when, and the way back.

use proptest::prelude::*;

use super::*;
use crate::project::{Which, restore, restore_agreed, restore_signed};

/// The first sentence of a gate, with who and when, as `what (who, when)`.
fn first(story: &Story, gate: &str) -> String {
    let found = story.assess();
    let sentence = found.gate(gate).unwrap().sentences.first().unwrap();
    let since = sentence.since.as_ref().map(|since| {
        let more = if since.several { ", first of several" } else { "" };
        format!(" ({}, {}{more})", since.by.as_deref().unwrap(), since.at.unwrap())
    });
    format!("{}{}", sentence.what, since.unwrap_or_default())
}

/// Puts back what the first sentence of a gate names.
fn put_back(story: &mut Story, gate: &str) {
    let found = story.assess();
    let since = found.gate(gate).unwrap().sentences[0].since.clone().unwrap();
    let project = &story.project;
    let changes = match since.back {
        Back::Signed(id) => {
            let sign_off = project.sign_offs.iter().find(|sign_off| sign_off.id == id);
            restore_signed(edition(), project, sign_off.unwrap())
        }
        Back::Agreed(id) => {
            let approval = project.sign_offs.iter().find(|sign_off| sign_off.id == id);
            restore_agreed(edition(), project, approval.unwrap())
        }
        Back::Entry(id) => {
            let mut entries = project.log.iter().filter_map(|line| line.entry());
            let entry = entries.find(|entry| entry.id == id).unwrap();
            restore(edition(), project, entry, Which::Before)
        }
    };
    let changes: Vec<Json> = changes.unwrap().iter().map(Change::to_json).collect();
    story.apply(&json!(changes));
}

#[test]
fn a_lapsed_sign_off_names_the_item_who_and_when_and_opens_again() {
    let mut story = Story::through_stage_1();
    story.answer("concept.length", json!(9));
    let at = story.at;
    assert_eq!(
        first(&story, "gate-1-2"),
        format!(
            "The Project Concept Framework has changed since North ICB and Acme Pharma approved it: Length \
             (A. Example, {at})"
        )
    );
    story
        .answer("concept.length", json!(10))
        .answer("concept.purpose", json!("Another."));
    assert!(
        first(&story, "gate-1-2").ends_with(&format!(
            "approved it: Purpose and Length (A. Example, {at}, first of several)"
        )),
        "{}",
        first(&story, "gate-1-2")
    );
    put_back(&mut story, "gate-1-2");
    assert!(story.assess().gate("gate-1-2").unwrap().open);
    story.save();
    assert_eq!(verify(edition(), &story.project, story.today), []);
}

#[test]
fn one_who_signed_alone_is_named_alone() {
    let mut story = Story::through_stage_1();
    story
        .answer("concept.length", json!(9))
        .sign("concept", "approve", "north", "2026-11-02");
    assert!(
        first(&story, "gate-1-2").starts_with(
            "Acme Pharma approved the Project Concept Framework, which has changed since: Length (A. Example"
        ),
        "{}",
        first(&story, "gate-1-2")
    );
}

#[test]
fn a_red_no_after_the_approvals_names_who_and_when_and_goes_back() {
    let mut story = Story::through_stage_1();
    story.answer("checklist.4", json!("unsure"));
    let at = story.at;
    assert_eq!(
        first(&story, "gate-1-2"),
        format!("Question 4 is not sure yet (A. Example, {at})")
    );
    story.answer("checklist.4", json!("no"));
    assert_eq!(
        first(&story, "gate-1-2"),
        format!("Red question 4 is answered no (A. Example, {at})")
    );
    put_back(&mut story, "gate-1-2");
    assert!(story.assess().gate("gate-1-2").unwrap().open);
}

#[test]
fn a_red_no_before_anybody_approved_is_nobodys_doing() {
    let mut story = Story::new();
    story.fill("checklist").answer("checklist.4", json!("no"));
    assert_eq!(first(&story, "gate-1-2"), "Red question 4 is answered no");
    let mut story = Story::through_stage_1();
    story.apply(
        &json!([{"op": "withdraw", "subject": "concept", "role": "approve", "party": "north", "reason": ""}]),
    );
    story.answer("checklist.4", json!("no"));
    assert_eq!(first(&story, "gate-1-2"), "Red question 4 is answered no");
}

#[test]
fn once_the_work_has_started_a_gate_that_shuts_is_told_with_who_and_when() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-12-01")).save();
    story.answer("checklist.4", json!("no"));
    let at = story.at;
    assert_eq!(story.stage(), "stage3");
    assert_eq!(
        first(&story, "gate-1-2"),
        format!("Red question 4 is answered no (A. Example, {at})")
    );
    put_back(&mut story, "gate-1-2");
    story.update("plan.measures", "visits", json!({"target": "200"}));
    assert!(
        first(&story, "gate-2-3").contains("measure Visits (A. Example"),
        "{}",
        first(&story, "gate-2-3")
    );
    put_back(&mut story, "gate-2-3");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
}

#[test]
fn a_pid_that_was_amended_goes_back_to_what_was_agreed() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-12-01")).save();
    let amendment = json!({"id": "exit", "name": "P", "owner": "Q", "requested": "R", "impact": "S",
        "submitted": "2026-12-01"});
    story
        .answer("pid.exit", json!("As amended."))
        .update("plan.measures", "visits", json!({"target": "150"}))
        .add(
            "plan.milestones",
            json!({"id": "second", "title": "Second", "due": "2027-02-01"}),
        )
        .apply(&json!([{"op": "remove", "list": "plan.milestones", "id": "first"}]))
        .add("amendments", amendment)
        .sign("amendment/exit", "approve", "project-team", "2026-12-01")
        .sign("amendment/exit", "approve", "governance-committee", "2026-12-01");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
    story.answer("pid.exit", json!("As nobody agreed."));
    let at = story.at;
    assert_eq!(
        first(&story, "gate-2-3"),
        format!(
            "The Project Initiation Document has changed since Acme Pharma certified it and an amendment to it was \
             agreed: Exit strategy (A. Example, {at})"
        )
    );
    story
        .update("plan.measures", "visits", json!({"target": "99", "actual": "7"}))
        .apply(&json!([{"op": "remove", "list": "plan.milestones", "id": "second"}]))
        .add(
            "plan.milestones",
            json!({"id": "late", "title": "Late", "due": "2027-03-01"}),
        );
    put_back(&mut story, "gate-2-3");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
    assert_eq!(
        verify(edition(), &story.save().project, day("2026-12-01").unwrap()),
        []
    );
    let project = &story.project;
    assert_eq!(
        project.value("pid.exit").map(Value::to_json),
        Some(json!("As amended."))
    );
    let visits = project.record("plan.measures", "visits").unwrap();
    assert_eq!((visits.text("target"), visits.text("actual")), ("150", "7"));
    let milestones: Vec<&str> = project
        .records("plan.milestones")
        .iter()
        .map(|record| record.id.as_str())
        .collect();
    assert_eq!(milestones, ["second"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edit_under_a_sign_off_it_can_be_made_to_stand_again(edit in super::chance::any_change()) {
        let mut story = Story::at(1).clone();
        let _ = story.attempt(&json!([edit]));
        let lapsed: Vec<String> = story
            .assess()
            .sign_offs
            .iter()
            .filter_map(|state| match &state.standing {
                Standing::Lapsed { id, .. } => Some(id.clone()),
                Standing::Given { .. } | Standing::Outstanding => None,
            })
            .collect();
        for id in lapsed {
            let sign_off = story.project.sign_offs.iter().find(|sign_off| sign_off.id == id).unwrap().clone();
            let Ok(changes) = restore_signed(edition(), &story.project, &sign_off) else {
                // The first of them was put back, and the others signed the same.
                prop_assert_eq!(crate::project::changed_since(edition(), &story.project, &sign_off), Vec::<String>::new());
                continue;
            };
            let changes: Vec<Json> = changes.iter().map(Change::to_json).collect();
            story.apply(&json!(changes));
        }
        let found = story.assess();
        let lapsed = found.sign_offs.iter().any(|state| matches!(state.standing, Standing::Lapsed { .. }));
        prop_assert!(!lapsed);
        let saved = story.save();
        prop_assert_eq!(verify(edition(), &saved.project, saved.today), []);
    }
}
