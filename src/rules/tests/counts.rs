//! What each step counts, and when it needs somebody to look.

use super::*;

/// A step of a closed project after these changes.
#[track_caller]
fn after(step: &str, changes: Json, counts: &str) {
    let mut story = Story::at(4).clone();
    story.apply(&changes);
    assert_eq!(story.step(step), counts, "{step} after {changes}");
}

fn clear(item: &str) -> Json {
    json!([{"op": "clear", "item": item}])
}

fn update(list: &str, id: &str, fields: Json) -> Json {
    json!({"op": "update", "list": list, "id": id, "fields": fields})
}

fn withdraw(subject: &str, role: &str, party: &str) -> Json {
    json!([{"op": "withdraw", "subject": subject, "role": role, "party": party, "reason": ""}])
}

/// A change of the plan that the PID's sign-offs are given anew for.
fn signed_anew(change: Json) -> Json {
    let sign = |role: &str, party: &str| json!({"op": "sign", "subject": "pid", "role": role, "party": party, "name": "S", "date": "2027-07-31"});
    json!([
        change,
        sign("certify", "acme"),
        sign("approve", "project-team"),
        sign("approve", "governance-committee")
    ])
}

fn id_in(list: &str, at: usize) -> String {
    Story::at(4).project.records(list)[at].id.clone()
}

#[test]
fn a_closed_project_has_every_step_done() {
    let found = Story::at(4).assess();
    let counts: Vec<_> = found
        .steps
        .iter()
        .map(|step| format!("{} {} {}/{}", step.id, step.state.name(), step.done, step.total))
        .collect();
    assert_eq!(
        counts,
        [
            "partners done 5/5",
            "scoping done 19/19",
            "checklist done 15/15",
            "concept done 8/8",
            "team done 6/6",
            "trust done 14/14",
            "pid done 26/26",
            "governance done 3/3",
            "stakeholders done 7/7",
            "safeguards done 10/10",
            "agreement done 26/26",
            "summary done 10/10",
            "delivery done 6/6",
            "amendments empty 1/1",
            "outcomes done 16/16",
            "publication done 3/3",
            "disclosure done 2/2",
        ]
    );
}

#[test]
fn every_item_that_counts_is_one_of_its_step() {
    let closed = Story::at(4).assess();
    let counting = edition()
        .items()
        .filter(|item| closed.item(item.id.as_str()).unwrap().counts);
    for item in counting {
        let before = closed.step(item.step.as_str()).unwrap();
        let mut story = Story::at(4).clone();
        story.apply(&clear(item.id.as_str()));
        let now = story.assess();
        let now = now.step(item.step.as_str()).unwrap();
        assert!(now.done < before.done, "{}", item.id);
        assert_ne!(now.state, State::Done, "{}", item.id);
    }
}

#[test]
fn each_condition_is_one_of_its_step() {
    let north = json!([update("parties", "north", json!({"project_manager": null}))]);
    let member = |fields: Json| json!([update("team.members", &id_in("team.members", 0), fields)]);
    let removed = |list: &str, at: usize| json!([{"op": "remove", "list": list, "id": id_in(list, at)}]);
    let record = |list: &str, fields: Json| json!([{"op": "add", "list": list, "record": fields}]);
    let published = |fields: Json| {
        json!([update(
            "publication.records",
            &id_in("publication.records", 0),
            fields
        )])
    };
    let amendment =
        json!({"name": "P", "owner": "Q", "requested": "R", "impact": "S", "submitted": "2027-01-01"});
    for (step, changes, counts) in [
        (
            "partners",
            json!([update("parties", "north", json!({"kind": "other"}))]),
            "part 4/5",
        ),
        ("concept", withdraw("concept", "approve", "north"), "part 7/8"),
        // Members, project managers, declarations.
        ("team", member(json!({"left": "2027-01-01"})), "part 5/6"),
        ("team", north, "part 5/6"),
        ("team", member(json!({"conflict": null})), "part 5/7"),
        // Measure, milestone, certified, team, committee.
        (
            "pid",
            signed_anew(update("plan.measures", "visits", json!({"target": null}))),
            "part 25/26",
        ),
        (
            "pid",
            signed_anew(json!({"op": "remove", "list": "plan.milestones", "id": "first"})),
            "part 25/26",
        ),
        ("pid", withdraw("pid", "certify", "acme"), "part 25/26"),
        ("pid", withdraw("pid", "approve", "project-team"), "part 25/26"),
        (
            "pid",
            withdraw("pid", "approve", "governance-committee"),
            "part 25/26",
        ),
        // The committee, and each party's own review.
        (
            "governance",
            json!([
                removed("governance.committee", 0)[0],
                removed("governance.committee", 1)[0]
            ]),
            "part 2/3",
        ),
        (
            "governance",
            removed("governance.parties-reviewed", 0),
            "part 2/3",
        ),
        ("stakeholders", removed("stakeholders.map", 0), "part 6/7"),
        // In principle, signed.
        ("agreement", removed("agreement.in-principle", 0), "part 25/26"),
        ("agreement", withdraw("agreement", "sign", "north"), "part 25/26"),
        // Certified, published.
        ("summary", withdraw("summary", "certify", "acme"), "part 9/10"),
        ("summary", withdraw("summary", "publish", "acme"), "part 9/10"),
        // Reviews, measures, milestones.
        ("delivery", removed("delivery.reviews", 0), "part 5/6"),
        (
            "delivery",
            json!([update("plan.measures", "visits", json!({"actual": null}))]),
            "attention 5/6",
        ),
        (
            "delivery",
            json!([update("plan.milestones", "first", json!({"done": null}))]),
            "attention 5/6",
        ),
        ("amendments", record("amendments", amendment), "part 0/1"),
        // Companies, others.
        (
            "publication",
            published(json!({"date": null, "address": null})),
            "part 2/4",
        ),
        (
            "publication",
            published(json!({"date": null, "address": null, "reason": "No site."})),
            "done 3/3",
        ),
        ("publication", removed("publication.records", 1), "part 2/3"),
        // Records, services and fees.
        (
            "disclosure",
            json!([update("disclosure.records", "y2027", json!({"disclosed": "no"}))]),
            "part 1/2",
        ),
        ("disclosure", removed("disclosure.records", 0), "part 1/2"),
        (
            "disclosure",
            record("disclosure.public-fees", json!({"company": "acme"})),
            "part 1/3",
        ),
    ] {
        after(step, changes, counts);
    }
}

#[test]
fn a_record_that_lacks_a_required_field_adds_one() {
    let closed = Story::at(4).assess();
    for list in edition().lists() {
        let before = closed.step(list.step.as_str()).unwrap();
        let mut story = Story::at(4).clone();
        // One field is enough to add it, and none is whole with one of several.
        let field = list
            .fields
            .iter()
            .find(|field| !field.required)
            .or(list.fields.last())
            .unwrap();
        let value = super::chance::field_value(field, 1);
        story.add(list.id.as_str(), json!({"id": "part", &field.id: value}));
        let now = story.assess();
        let now = now.step(list.step.as_str()).unwrap();
        assert_eq!(now.total, before.total + 1, "{}", list.id);
        assert!(now.done < now.total, "{}", list.id);
    }
}

#[test]
fn what_needs_somebody_to_look_comes_before_all_else() {
    let answered = |item: &str, value: &str| json!([{"op": "answer", "item": item, "value": value}]);
    let risk = |item: &str| json!([{"op": "add", "list": "risks", "record": {"title": "Late", "item": item, "due": "2027-07-30"}}]);
    for (step, changes, counts) in [
        ("checklist", answered("checklist.4", "no"), "attention 15/15"),
        ("checklist", answered("checklist.12", "unsure"), "attention 14/15"),
        ("checklist", answered("checklist.12", "no"), "done 15/15"),
        (
            "concept",
            answered("concept.purpose", "Another."),
            "attention 7/8",
        ),
        (
            "pid",
            json!([update("plan.measures", "visits", json!({"target": "9"}))]),
            "attention 23/26",
        ),
        ("agreement", clear("agreement.aims"), "attention 24/26"),
        ("summary", clear("summary.title"), "attention 7/10"),
        // Nothing is overdue once it is closed.
        ("scoping", risk("scoping.pressures"), "done 19/19"),
        ("delivery", clear("project.actual-end"), "part 5/6"),
    ] {
        after(step, changes, counts);
    }
    let mut story = Story::at(4).clone();
    story.apply(&clear("project.actual-end")).on("2027-08-03");
    assert_eq!(
        story.step("delivery"),
        "attention 5/6",
        "the expected end is past"
    );
    // A risk in the step of its item, or else where the risks are.
    for (step, changes) in [
        ("scoping", risk("scoping.pressures")),
        ("checklist", risk("")),
        ("pid", risk("pid.exit")),
        (
            "delivery",
            json!([{"op": "add", "list": "plan.measures", "record": {"measure": "M", "due": "2027-07-30"}}]),
        ),
        (
            "delivery",
            json!([update(
                "plan.milestones",
                "first",
                json!({"done": null, "replanned_reason": "Snow.", "replanned_due": "2027-07-30"})
            )]),
        ),
        (
            "publication",
            json!([{"op": "answer", "item": "project.actual-start", "value": "2026-12-01"},
                {"op": "answer", "item": "project.actual-end", "value": "2026-12-31"}]),
        ),
        (
            "disclosure",
            json!([update("disclosure.records", "y2026", json!({"disclosed": "no"}))]),
        ),
    ] {
        let mut story = Story::at(4).clone();
        let publication = id_in("publication.records", 1);
        story.apply(&changes).apply(&json!([
            {"op": "remove", "list": "publication.records", "id": publication},
            update("disclosure.records", "y2027", json!({"disclosed": "no"})),
        ]));
        assert!(
            story.step(step).starts_with("attention"),
            "{step} {}",
            story.step(step)
        );
    }
}

#[test]
fn two_versions_of_an_answer_or_a_record_need_somebody_to_look() {
    let mut story = Story::at(4).clone();
    let version: crate::project::Version = serde_json::from_value(json!({"value": "Another."})).unwrap();
    for id in ["trust.vision", "outcomes.learning"] {
        let answer = story.project.answers.get_mut(id).unwrap();
        answer.versions = vec![version.clone(); 2];
    }
    assert_eq!(story.step("trust"), "attention 13/14");
    assert_eq!(story.step("outcomes"), "attention 15/16");
    let records = story.project.lists.get_mut("stakeholders.map").unwrap();
    records[0].versions = vec![version; 2];
    assert_eq!(story.step("stakeholders"), "attention 7/7");
}
