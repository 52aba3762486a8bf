//! What shuts each gate, line by line of the brief: on a closed project one thing is broken, the
//! gate says exactly that, and what mends it opens the gate and closes the project again.

mod close;
mod stage_3;

use super::*;

/// Breaks one thing of a closed project, and mends it.
#[track_caller]
fn shuts(gate: &str, breaks: Json, unmet: &[Json], mends: Json) {
    let mut story = Story::at(4).clone();
    story.apply(&breaks);
    let mut shut = false;
    for each in story.assess().gates {
        let id = each.id.as_str();
        if id == gate {
            assert_eq!(story.rows(gate), unmet, "{breaks}");
            shut = true;
        } else if shut {
            assert_eq!(story.rows(id)[0]["rule"], "earlier-gate", "{breaks}");
        }
        assert_eq!(each.open, !shut, "{id} after {breaks}");
    }
    assert!(shut);
    assert_eq!(story.stage(), "stage3", "once started it does not fall back");
    story.apply(&mends);
    assert_eq!(story.rows(gate), [] as [Json; 0], "after {mends}");
    assert_eq!(story.stage(), "closed", "after {mends}");
}

/// What a closed project answers to an item.
fn again(item: &str) -> Json {
    let value = Story::at(4).project.value(item).unwrap().to_json();
    json!({"op": "answer", "item": item, "value": value})
}

fn answer(item: &str, value: Json) -> Json {
    json!({"op": "answer", "item": item, "value": value})
}

fn clear(item: &str) -> Json {
    json!({"op": "clear", "item": item})
}

fn update(list: &str, id: &str, fields: Json) -> Json {
    json!({"op": "update", "list": list, "id": id, "fields": fields})
}

fn withdraw(subject: &str, role: &str, party: &str) -> Json {
    json!({"op": "withdraw", "subject": subject, "role": role, "party": party, "reason": ""})
}

fn sign(subject: &str, role: &str, party: &str, date: &str) -> Json {
    let mut sign = json!({"op": "sign", "subject": subject, "role": role, "party": party,
        "name": "H. Again", "date": date});
    if role == "publish" {
        sign["address"] = json!("https://acme.example/again");
    }
    sign
}

fn step(item: &str) -> Json {
    json!({"rule": "step", "item": item})
}

fn signed(subject: &str, role: &str, party: &str) -> Json {
    json!({"rule": "sign-off", "subject": subject, "role": role, "party": party})
}

/// The sign-offs of a subject that a gate wants, in its order.
fn all_signed(subject: &str) -> Vec<Json> {
    let by: &[(&str, &str)] = match subject {
        "concept" => &[("approve", "north"), ("approve", "acme")],
        "pid" => &[
            ("certify", "acme"),
            ("approve", "project-team"),
            ("approve", "governance-committee"),
        ],
        "agreement" => &[("sign", "north"), ("sign", "acme")],
        _ => &[("certify", "acme"), ("publish", "acme")],
    };
    by.iter()
        .map(|(role, party)| signed(subject, role, party))
        .collect()
}

/// The id of a party's record in a list.
fn record_of(list: &str, party: &str) -> String {
    let records = Story::at(4).project.records(list).iter();
    records
        .clone()
        .find(|record| record.text("party") == party)
        .unwrap()
        .id
        .clone()
}

/// Each item of a document, cleared: its own row, then the sign-offs that lapse.
fn each_field_of(subject: &str, gate: &str) -> usize {
    let covered = &edition().subject(subject).unwrap().covers.items;
    for item in covered {
        let mut unmet = all_signed(subject);
        // Sign-offs come after all that the document holds; the last of it are records here.
        unmet.insert(0, step(item.as_str()));
        shuts(
            gate,
            json!([clear(item.as_str())]),
            &unmet,
            json!([again(item.as_str())]),
        );
    }
    covered.len()
}

#[test]
fn the_gate_to_stage_2_wants_a_candidate_verdict() {
    for number in 2..=10 {
        let item = format!("checklist.{number}");
        for breaks in [
            answer(&item, json!("no")),
            answer(&item, json!("unsure")),
            clear(&item),
        ] {
            shuts(
                "gate-1-2",
                json!([breaks]),
                &[json!({"rule": "verdict"})],
                json!([answer(&item, json!("yes"))]),
            );
        }
    }
    for (breaks, mends) in [
        (
            json!([answer("checklist.1A", json!("no"))]),
            json!([answer("checklist.1B", json!("yes"))]),
        ),
        (
            json!([
                answer("checklist.1A", json!("no")),
                answer("checklist.1B", json!("no"))
            ]),
            json!([answer("checklist.1A", json!("yes"))]),
        ),
        (
            json!([clear("checklist.1A")]),
            json!([answer("checklist.1A", json!("yes"))]),
        ),
    ] {
        shuts("gate-1-2", breaks, &[json!({"rule": "verdict"})], mends);
    }
}

#[test]
fn the_gate_to_stage_2_wants_the_party_rules_to_hold() {
    let of = |id: &str, fields: Json| json!([update("parties", id, fields)]);
    let broken = [json!({"rule": "parties", "list": "parties"})];
    shuts(
        "gate-1-2",
        of("acme", json!({"left": "2027-07-30"})),
        &broken,
        of("acme", json!({"left": null})),
    );
    shuts(
        "gate-1-2",
        of("north", json!({"left": "2027-07-30"})),
        &broken,
        of("north", json!({"left": null})),
    );
    shuts(
        "gate-1-2",
        of("north", json!({"kind": "other"})),
        &broken,
        of("north", json!({"kind": "healthcare"})),
    );
    shuts(
        "gate-1-2",
        json!([{"op": "add", "list": "parties", "record": {"id": "hearts", "name": "Hearts Together", "kind": "patient-organisation"}}]),
        &[json!({"rule": "parties", "list": "parties", "party": "hearts"})],
        json!([{"op": "remove", "list": "parties", "id": "hearts"}]),
    );
}

#[test]
fn the_gate_to_stage_2_wants_the_concept_whole_gone_ahead_with_and_approved_by_every_party() {
    assert_eq!(each_field_of("concept", "gate-1-2"), 7);
    let decided = |choice: &str| {
        json!([answer(
            "concept.decision",
            json!({"choice": choice, "details": ""})
        )])
    };
    for choice in ["no-go", "deferred"] {
        let decision = json!({"rule": "decision", "item": "concept.decision"});
        let unmet = [vec![decision], all_signed("concept")].concat();
        shuts("gate-1-2", decided(choice), &unmet, decided("go-ahead"));
    }
    // Changed after approval, and approved anew.
    let day = "2027-07-31";
    shuts(
        "gate-1-2",
        json!([answer("concept.purpose", json!("Another purpose."))]),
        &all_signed("concept"),
        json!([
            sign("concept", "approve", "north", day),
            sign("concept", "approve", "acme", day)
        ]),
    );
    for party in ["north", "acme"] {
        shuts(
            "gate-1-2",
            json!([withdraw("concept", "approve", party)]),
            &[signed("concept", "approve", party)],
            json!([sign("concept", "approve", party, day)]),
        );
    }
    // Somebody who came later has to approve too.
    shuts(
        "gate-1-2",
        json!([{"op": "add", "list": "parties", "record": {"id": "late", "name": "Late", "kind": "other"}}]),
        &[signed("concept", "approve", "late")],
        json!([{"op": "remove", "list": "parties", "id": "late"}]),
    );
}

#[test]
fn nothing_else_shuts_a_gate() {
    let committee: Vec<_> = Story::at(4)
        .project
        .records("governance.committee")
        .iter()
        .collect();
    let gone = committee
        .iter()
        .map(|record| json!({"op": "remove", "list": "governance.committee", "id": record.id}));
    for change in gone {
        stays_closed(json!([change]));
    }
    for id in [
        "project.summary",
        "project.setting",
        "project.therapy-focus",
        "scoping.unmet-need",
        "checklist.12",
        "team.methodology",
        "team.contributions",
        "trust.vision",
        "stakeholders.communications",
        "patients.stories",
        "publication.case-study",
    ] {
        stays_closed(json!([clear(id)]));
    }
    stays_closed(json!([answer("checklist.12", json!("no"))]));
    stays_closed(json!([update(
        "parties",
        "acme",
        json!({"project_manager": null})
    )]));
    stays_closed(json!([
        sign("pid", "approve", "north", "2027-07-31"),
        withdraw("pid", "approve", "north")
    ]));
    stays_closed(json!([{"op": "add", "list": "risks", "record": {"title": "Late", "due": "2026-12-31"}}]));
    stays_closed(json!([{"op": "add", "list": "delivery.issues", "record": {"title": "Half said"}}]));
    stays_closed(
        json!([{"op": "add", "list": "disclosure.public-fees", "record": {"service": "Half said"}}]),
    );
    stays_closed(json!([{"op": "archive"}]));
}

#[track_caller]
fn stays_closed(changes: Json) {
    let mut story = Story::at(4).clone();
    story.apply(&changes);
    assert_eq!(story.stage(), "closed", "{changes}");
}
