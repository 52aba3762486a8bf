//! A project's way from nothing to its close, gate by gate.

use super::*;

#[test]
fn a_new_project_is_in_stage_1_and_says_what_it_lacks() {
    let story = Story::new();
    let found = story.assess();
    assert_eq!(found.stage_name(), "stage1");
    assert!(
        found
            .gates
            .iter()
            .all(|gate| !gate.open && !gate.unmet.is_empty())
    );
    assert_eq!(
        story.rows("gate-1-2")[..4],
        [
            json!({"rule": "verdict"}),
            json!({"rule": "parties", "list": "parties"}),
            json!({"rule": "parties", "list": "parties"}),
            json!({"rule": "step", "item": "concept.partners"}),
        ]
    );
    assert_eq!(
        story.rows("gate-2-3")[0],
        json!({"rule": "earlier-gate", "gate": "gate-1-2"})
    );
    assert_eq!(found.next.unwrap().to_json()["item"], "project.title");
    let totals: Vec<_> = found
        .steps
        .iter()
        .map(|step| (step.id.as_str(), step.done, step.total))
        .collect();
    assert_eq!(
        totals,
        [
            ("partners", 0, 5),
            ("scoping", 0, 15),
            ("checklist", 0, 15),
            ("concept", 0, 8),
            ("team", 0, 6),
            ("trust", 0, 14),
            ("pid", 0, 26),
            ("governance", 0, 3),
            ("stakeholders", 0, 7),
            ("safeguards", 0, 10),
            ("agreement", 0, 26),
            ("summary", 0, 10),
            ("delivery", 0, 6),
            ("amendments", 1, 1),
            ("outcomes", 0, 16),
            ("publication", 0, 3),
            ("disclosure", 2, 2),
        ]
    );
    assert!(found.steps.iter().all(|step| step.state == State::Empty));
}

#[test]
fn a_project_that_is_approved_enters_stage_2() {
    let mut story = Story::new();
    story
        .apply(&json!([
            {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
            {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme Pharma", "kind": "company"}},
        ]))
        .answer("checklist.1A", json!("yes"));
    for number in 2..=10 {
        story.answer(&format!("checklist.{number}"), json!("yes"));
    }
    for item in ["partners", "purpose", "resources"] {
        story.answer(&format!("concept.{item}"), json!("Said."));
    }
    story
        .answer(
            "concept.objectives",
            json!({"patients": "a", "nhs": "b", "industry": "c"}),
        )
        .answer("concept.start", json!("2026-Q4"))
        .answer("concept.length", json!(12))
        .answer("concept.decision", json!({"choice": "deferred", "details": ""}));
    assert_eq!(
        story.rows("gate-1-2"),
        [
            json!({"rule": "decision", "item": "concept.decision"}),
            json!({"rule": "sign-off", "subject": "concept", "role": "approve", "party": "north"}),
            json!({"rule": "sign-off", "subject": "concept", "role": "approve", "party": "acme"}),
        ]
    );
    story.answer("concept.decision", json!({"choice": "go-ahead", "details": ""}));
    for party in ["north", "acme"] {
        story.apply(
            &json!([{"op": "sign", "subject": "concept", "role": "approve", "party": party,
            "name": "B. Example", "date": "2026-11-01"}]),
        );
    }
    assert_eq!(story.rows("gate-1-2"), Vec::<Json>::new());
    assert_eq!(story.on("2026-12-01").assess().stage_name(), "stage2");
}
