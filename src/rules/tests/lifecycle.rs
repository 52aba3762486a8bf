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
fn a_project_goes_through_its_gates_to_the_close() {
    let mut story = Story::through_stage_1();
    assert_eq!(story.rows("gate-1-2"), Vec::<Json>::new());
    assert_eq!(story.stage(), "stage2");
    for step in ["partners 5/5", "scoping 19/19", "checklist 15/15", "concept 8/8"] {
        let (id, counts) = step.split_once(' ').unwrap();
        assert_eq!(story.step(id), format!("done {counts}"), "{id}");
    }
    story = Story::through_stage_2();
    assert_eq!(story.rows("gate-2-3"), Vec::<Json>::new());
    assert_eq!(story.stage(), "stage3");
    for step in edition().steps_of(&"stage2".into()) {
        assert!(
            story.step(step.id.as_str()).starts_with("done"),
            "{} {}",
            step.id,
            story.step(step.id.as_str())
        );
    }
    story = Story::through_delivery();
    assert_eq!(story.step("delivery"), "done 6/6");
    assert_eq!(story.step("amendments"), "empty 1/1");
    let close = story.rows("close");
    assert_eq!(close[0], json!({"rule": "step", "item": "outcomes.name"}));
    assert_eq!(
        close[close.len() - 4..],
        [
            json!({"rule": "publication", "list": "publication.records", "party": "acme"}),
            json!({"rule": "publication", "list": "publication.records", "party": "north"}),
            json!({"rule": "disclosure", "list": "disclosure.records", "party": "acme", "year": 2026}),
            json!({"rule": "disclosure", "list": "disclosure.records", "party": "acme", "year": 2027}),
        ]
    );
    story = Story::closed();
    assert_eq!(story.rows("close"), Vec::<Json>::new());
    assert_eq!(story.stage(), "closed");
    assert_eq!(story.next(), Json::Null);
    assert!(story.deadlines().is_empty());
}

#[test]
fn a_decision_to_wait_is_its_own_row_and_an_open_one_a_step() {
    let mut story = Story::through_stage_1();
    story.answer("concept.decision", json!({"choice": "deferred", "details": ""}));
    assert_eq!(
        story.rows("gate-1-2")[0],
        json!({"rule": "decision", "item": "concept.decision"})
    );
    story.apply(&json!([{"op": "clear", "item": "concept.decision"}]));
    assert_eq!(
        story.rows("gate-1-2")[0],
        json!({"rule": "step", "item": "concept.decision"})
    );
    // The approvals lapsed with it.
    assert_eq!(
        story.rows("gate-1-2")[1],
        json!({"rule": "sign-off", "subject": "concept", "role": "approve", "party": "north"})
    );
    assert_eq!(story.stage(), "stage1");
    assert_eq!(
        story.rows("gate-2-3")[0],
        json!({"rule": "earlier-gate", "gate": "gate-1-2"})
    );
}

#[test]
fn once_started_the_stage_stays_and_a_gate_that_shuts_holds_the_close() {
    let mut story = Story::closed();
    story.answer("concept.purpose", json!("Another purpose."));
    assert_eq!(story.stage(), "stage3");
    assert!(!story.assess().gate("gate-1-2").unwrap().open);
    assert_eq!(
        story.rows("gate-2-3"),
        [json!({"rule": "earlier-gate", "gate": "gate-1-2"})]
    );
    assert_eq!(
        story.rows("close"),
        [json!({"rule": "earlier-gate", "gate": "gate-2-3"})]
    );
    assert_eq!(story.step("concept"), "attention 7/8");
    // A save that finds no start drops it, and the stage falls back.
    story
        .apply(&json!([{"op": "clear", "item": "project.actual-start"}]))
        .save();
    assert_eq!(story.project.started, None);
    assert_eq!(story.stage(), "stage1");
}

#[test]
fn a_start_is_kept_from_the_first_save_that_finds_the_gate_open() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-11-29")).save();
    assert_eq!(story.project.started, None);
    assert_eq!(
        story.rows("gate-2-3"),
        [json!({"rule": "prospective", "item": "project.actual-start"})]
    );
    story.answer("project.actual-start", json!("2026-12-01")).save();
    let kept = story.project.started.clone().unwrap();
    assert_eq!(kept.revision, story.project.revision);
    story.answer("project.summary", json!("Said anew.")).save();
    assert_eq!(story.project.started, Some(kept));
}

#[test]
fn a_party_counts_until_the_day_on_which_it_leaves() {
    let mut story = Story::through_stage_1();
    story.update("parties", "north", json!({"left": "2026-11-10"}));
    assert!(story.on("2026-11-10").assess().gate("gate-1-2").unwrap().open);
    assert_eq!(
        story.on("2026-11-11").rows("gate-1-2"),
        [json!({"rule": "parties", "list": "parties"})]
    );
    // What it signed stays, and is wanted no more.
    let found = story.assess();
    let its = found
        .sign_offs
        .iter()
        .find(|state| state.party == "north" && state.subject == "concept")
        .unwrap();
    assert!(!its.required && matches!(its.standing, Standing::Given { .. }));
}

#[test]
fn a_patient_organisation_breaks_a_rule_and_nothing_more_is_asked_of_it() {
    let mut story = Story::through_stage_1();
    story.add(
        "parties",
        json!({"id": "hearts", "name": "Hearts Together", "kind": "patient-organisation"}),
    );
    assert_eq!(
        story.rows("gate-1-2"),
        [json!({"rule": "parties", "list": "parties", "party": "hearts"})]
    );
    assert_eq!(story.step("partners"), "part 4/5");
}

#[test]
fn healthcare_without_nhs_passes_as_collaborative_working_with_1a_yes() {
    let mut story = Story::through_stage_1();
    story.update("parties", "north", json!({"kind": "healthcare"}));
    let found = story.assess();
    assert_eq!(found.eligibility.verdict, Verdict::CollaborativeWorking);
    assert!(found.gate("gate-1-2").unwrap().open);
}

#[test]
fn what_every_one_must_do_is_not_met_while_there_is_none() {
    let story = Story::new();
    let close = story.rows("close");
    for row in [
        json!({"rule": "step", "list": "delivery.reviews"}),
        json!({"rule": "step", "list": "plan.measures"}),
        json!({"rule": "step", "list": "plan.milestones"}),
        json!({"rule": "publication", "list": "publication.records"}),
        json!({"rule": "disclosure", "list": "disclosure.records"}),
    ] {
        assert!(close.contains(&row), "{row}");
    }
    let gate = story.rows("gate-2-3");
    for list in [
        "team.members",
        "governance.parties-reviewed",
        "plan.measures",
        "agreement.in-principle",
    ] {
        assert!(gate.contains(&json!({"rule": "step", "list": list})), "{list}");
    }
}

#[test]
fn records_that_lack_a_field_hold_their_step_open_and_are_counted() {
    let mut story = Story::through_stage_1();
    story.add("parties", json!({"id": "nameless", "kind": "other"}));
    assert_eq!(story.step("partners"), "part 5/6");
    story.update("parties", "nameless", json!({"name": "Named"}));
    assert_eq!(story.step("partners"), "done 5/5");
}

#[test]
fn equal_access_is_suggested_without_a_therapy_focus_and_not_counted() {
    let mut story = Story::new();
    story.answer("project.therapy-focus", json!("no"));
    let found = story.assess();
    let item = found.item("scoping.therapy-inequalities").unwrap();
    assert!(item.applies && !item.counts);
    assert!(!found.item("scoping.therapy-pathways").unwrap().applies);
    assert_eq!(story.step("scoping"), "empty 0/15");
    story.answer("project.therapy-focus", json!("yes"));
    assert_eq!(story.step("scoping"), "empty 0/19");
}

#[test]
fn a_step_skipped_whole_is_skipped_and_a_red_no_needs_attention() {
    let mut story = Story::new();
    for item in edition().step("scoping").unwrap().items() {
        story.apply(&json!([{"op": "skip", "item": item.id, "reason": "Not ours."}]));
    }
    assert_eq!(story.step("scoping"), "skipped 15/15");
    story.fill("checklist").answer("checklist.4", json!("no"));
    assert_eq!(story.step("checklist"), "attention 15/15");
    story.answer("checklist.4", json!("unsure"));
    assert_eq!(story.step("checklist"), "attention 14/15");
    story
        .answer("checklist.4", json!("yes"))
        .answer("checklist.12", json!("no"));
    assert_eq!(story.step("checklist"), "done 15/15");
}

#[test]
fn blockers_are_said_once_grouped_and_in_order() {
    let mut story = Story::new();
    story
        .add(
            "parties",
            json!({"id": "north", "name": "North ICB", "kind": "nhs"}),
        )
        .add(
            "parties",
            json!({"id": "acme", "name": "Acme Pharma", "kind": "company"}),
        );
    for number in ["1A", "2", "3", "7"] {
        story.answer(&format!("checklist.{number}"), json!("yes"));
    }
    story.answer("checklist.6", json!("unsure"));
    assert_eq!(
        story.sentences("gate-1-2"),
        [
            "Red questions 4, 5, 8, 9 and 10 are open",
            "Question 6 is not sure yet",
            "The concept has 7 empty fields",
            "North ICB and Acme Pharma have not approved the Project Concept Framework",
        ]
    );
    let found = story.assess();
    let to = &found.gate("gate-1-2").unwrap().sentences[0].to;
    assert_eq!(*to, Target::Item("checklist.4".into()));
    story.answer("checklist.3", json!("no"));
    assert_eq!(story.sentences("gate-1-2")[0], "Red question 3 is answered no");
    assert_eq!(
        Story::new().sentences("gate-1-2")[..2],
        ["Question 1A is open", "Red questions 2 to 10 are open"]
    );
}

#[test]
fn another_form_of_support_parks_the_rest_of_the_checklist() {
    let mut story = Story::through_stage_1();
    story
        .answer("checklist.1A", json!("no"))
        .answer("checklist.1B", json!("no"));
    assert_eq!(story.step("checklist"), "done 2/2");
    assert_eq!(story.rows("gate-1-2"), [json!({"rule": "verdict"})]);
    assert_eq!(story.next(), json!({"item": "checklist.1A"}));
    assert!(story.assess().risks.is_empty());
}
