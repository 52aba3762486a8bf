//! Sign-offs: given, lapsed, withdrawn, healed by an amendment.

use super::*;

fn standing(story: &Story, subject: &str, role: &str, party: &str) -> Standing {
    story
        .assess()
        .sign_offs
        .into_iter()
        .find(|state| state.subject == subject && state.role.name() == role && state.party == party)
        .unwrap()
        .standing
}

fn is_given(story: &Story, subject: &str, role: &str, party: &str) -> bool {
    matches!(standing(story, subject, role, party), Standing::Given { .. })
}

#[test]
fn a_change_under_a_sign_off_shows_it_lapsed_with_what_it_was_and_by_whom() {
    let mut story = Story::through_stage_1();
    story
        .answer("concept.length", json!(9))
        .answer("concept.length", json!(10));
    let Standing::Lapsed { changed, .. } = standing(&story, "concept", "approve", "acme") else {
        panic!("it still stands");
    };
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].thing, "concept.length");
    assert_eq!(changed[0].was.as_deref(), Some("8 months"));
    assert_eq!(changed[0].by.as_deref(), Some("A. Example"));
    // As it was signed, it stands again.
    story.answer("concept.length", json!(8));
    assert!(is_given(&story, "concept", "approve", "acme"));
    // A note is not part of it.
    story.apply(&json!([{"op": "answer", "item": "concept.length", "note": "Eight."}]));
    assert!(is_given(&story, "concept", "approve", "acme"));
}

#[test]
fn a_record_of_the_plan_is_rebuilt_as_it_was_signed() {
    let mut story = Story::through_stage_2();
    // Progress is no part of what was signed.
    story.update("plan.measures", "visits", json!({"actual": "90"}));
    assert!(is_given(&story, "pid", "certify", "acme"));
    story
        .update("plan.measures", "visits", json!({"target": "200"}))
        .update("plan.measures", "visits", json!({"target": "300"}))
        .apply(&json!([{"op": "remove", "list": "plan.milestones", "id": "first"}]))
        .add(
            "plan.milestones",
            json!({"id": "second", "title": "Second patient"}),
        );
    let Standing::Lapsed { changed, .. } = standing(&story, "pid", "certify", "acme") else {
        panic!("it still stands");
    };
    let said: Vec<_> = changed
        .iter()
        .map(|thing| (thing.thing.as_str(), thing.label.as_str(), thing.was.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            ("plan.measures/visits", "measure Visits", Some("Target: 100")),
            (
                "plan.milestones/first",
                "milestone First patient",
                Some("Milestone: First patient; Due: 31 Jan 2027")
            ),
            ("plan.milestones/second", "milestone Second patient", None),
        ]
    );
}

#[test]
fn an_agreed_amendment_heals_the_pid_and_nothing_else() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-12-01")).save();
    story
        .answer("pid.exit", json!("Another exit."))
        .answer("summary.rationale", json!("Another."));
    assert_eq!(story.stage(), "stage3");
    assert_eq!(story.step("pid"), "attention 23/26");
    story
        .add(
            "amendments",
            json!({"id": "exit", "name": "P", "owner": "Q", "requested": "R", "impact": "S", "submitted": "2026-12-01"}),
        )
        .sign("amendment/exit", "approve", "project-team", "2026-12-01");
    assert_eq!(story.step("amendments"), "part 0/1");
    assert!(!is_given(&story, "pid", "certify", "acme"));
    assert!(
        story
            .rows("close")
            .contains(&json!({"rule": "amendment", "id": "exit"}))
    );
    story.sign("amendment/exit", "approve", "governance-committee", "2026-12-01");
    assert_eq!(story.step("amendments"), "done 1/1");
    assert!(is_given(&story, "pid", "certify", "acme"));
    assert!(!is_given(&story, "summary", "certify", "acme"));
    assert_eq!(story.step("pid"), "done 26/26");
    let found = story.assess();
    let healed = found
        .sign_offs
        .iter()
        .filter(|state| state.healed_by.is_some())
        .count();
    assert_eq!(healed, 3);
    // The PID changes again: the amendment stays agreed, and no longer heals.
    story.answer("pid.exit", json!("A third exit."));
    assert!(!is_given(&story, "pid", "certify", "acme"));
    assert_eq!(story.step("amendments"), "done 1/1");
    // Given again by both, it is agreed with the PID as it is now.
    story
        .sign("amendment/exit", "approve", "project-team", "2026-12-01")
        .sign("amendment/exit", "approve", "governance-committee", "2026-12-01");
    assert!(is_given(&story, "pid", "certify", "acme"));
    // The amendment's own record changes: its approvals lapse, and with them the healing.
    story.update("amendments", "exit", json!({"impact": "More."}));
    assert_eq!(story.step("amendments"), "attention 0/1");
    assert!(!is_given(&story, "pid", "certify", "acme"));
}

#[test]
fn two_versions_under_a_sign_off_lapse_it_and_come_first() {
    let mut story = Story::through_stage_1();
    let answer = story.project.answers.get_mut("concept.purpose").unwrap();
    let version = json!({"value": "Another.", "by": "C. Example"});
    answer.versions = vec![serde_json::from_value(version.clone()).unwrap(); 2];
    assert!(!is_given(&story, "concept", "approve", "acme"));
    assert_eq!(story.next(), json!({"item": "concept.purpose"}));
    assert_eq!(story.step("concept"), "attention 6/8");
    // A checklist question with two versions counts as not sure.
    let answer = story.project.answers.get_mut("checklist.4").unwrap();
    answer.versions = vec![serde_json::from_value(version).unwrap(); 2];
    let found = story.assess();
    assert_eq!(found.eligibility.verdict, Verdict::Undetermined);
    assert_eq!(found.eligibility.to_confirm, ["checklist.4"]);
}

#[test]
fn a_withdrawn_sign_off_counts_no_more_until_it_is_given_anew() {
    let mut story = Story::through_stage_1();
    story.apply(&json!([{"op": "withdraw", "subject": "concept", "role": "approve", "party": "north", "reason": "Too soon."}]));
    assert_eq!(
        standing(&story, "concept", "approve", "north"),
        Standing::Outstanding
    );
    assert_eq!(
        story.sentences("gate-1-2"),
        ["North ICB has not approved the Project Concept Framework"]
    );
    story.sign("concept", "approve", "north", "2026-11-02");
    assert!(is_given(&story, "concept", "approve", "north"));
}

#[test]
fn a_partys_own_approval_of_the_pid_is_shown_and_not_wanted_yet_may_lapse() {
    let mut story = Story::through_stage_2();
    let found = story.assess();
    let own = found
        .sign_offs
        .iter()
        .find(|state| state.subject == "pid" && state.party == "north")
        .unwrap();
    assert!(!own.required);
    story
        .sign("pid", "approve", "north", "2026-12-01")
        .answer("pid.exit", json!("Another exit."));
    story
        .sign("pid", "certify", "acme", "2026-12-01")
        .sign("pid", "approve", "project-team", "2026-12-01")
        .sign("pid", "approve", "governance-committee", "2026-12-01");
    assert_eq!(story.rows("gate-2-3"), Vec::<Json>::new());
    assert_eq!(story.step("pid"), "attention 26/26");
    assert_eq!(story.next(), json!({"subject": "pid", "party": "north"}));
}

#[test]
fn carried_text_is_offered_confirmed_and_shows_when_its_source_changes() {
    let mut story = Story::new();
    let carry = |story: &Story| story.assess().item("pid.background").unwrap().carry;
    assert_eq!(carry(&story), Carry::None);
    story.answer("concept.purpose", json!("A purpose."));
    assert_eq!(carry(&story), Carry::Offered);
    story.apply(&json!([{"op": "confirm", "item": "pid.background"}]));
    assert_eq!(carry(&story), Carry::Confirmed);
    story.answer("concept.purpose", json!("Another purpose."));
    assert_eq!(carry(&story), Carry::SourceChanged);
    story.apply(&json!([{"op": "clear", "item": "concept.purpose"}]));
    assert_eq!(carry(&story), Carry::SourceChanged);
    story.answer("pid.background", json!("Our own."));
    assert_eq!(carry(&story), Carry::None);
}
