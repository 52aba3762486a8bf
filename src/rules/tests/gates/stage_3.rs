//! What shuts the gate to Stage 3.

use super::*;

#[test]
fn the_gate_to_stage_3_wants_a_declared_member_of_every_party_and_every_review() {
    for party in ["north", "acme"] {
        let member = record_of("team.members", party);
        let of = |fields: Json| json!([update("team.members", &member, fields)]);
        let missing = json!({"rule": "step", "list": "team.members", "party": party});
        shuts(
            "gate-2-3",
            of(json!({"left": "2027-01-01"})),
            &[missing],
            of(json!({"left": null})),
        );
        let undeclared = json!({"rule": "step", "list": "team.members", "id": member});
        shuts(
            "gate-2-3",
            of(json!({"conflict": null})),
            &[undeclared],
            of(json!({"conflict": "declared"})),
        );
        for list in ["governance.parties-reviewed", "agreement.in-principle"] {
            let id = record_of(list, party);
            let missing = json!({"rule": "step", "list": list, "party": party});
            for field in ["name", "date"] {
                let value = Story::at(4).project.record(list, &id).unwrap().fields[field].clone();
                let of = |value: Json| json!([update(list, &id, json!({field: value}))]);
                shuts(
                    "gate-2-3",
                    of(json!(null)),
                    std::slice::from_ref(&missing),
                    of(value),
                );
            }
            shuts(
                "gate-2-3",
                json!([{"op": "remove", "list": list, "id": id}]),
                std::slice::from_ref(&missing),
                json!([{"op": "add", "list": list, "record": {"party": party, "name": "Again", "date": "2026-11-20"}}]),
            );
        }
    }
    for half in [
        clear("governance.review"),
        answer("governance.review", json!({"name": "G"})),
    ] {
        shuts(
            "gate-2-3",
            json!([half]),
            &[step("governance.review")],
            json!([again("governance.review")]),
        );
    }
}

#[test]
fn the_gate_to_stage_3_wants_the_pid_whole_certified_and_approved() {
    let pid = &edition().subject("pid").unwrap().covers;
    assert_eq!(pid.items.len(), 21);
    for item in &pid.items {
        let unmet = [vec![step(item.as_str())], all_signed("pid")].concat();
        shuts(
            "gate-2-3",
            json!([clear(item.as_str())]),
            &unmet,
            json!([again(item.as_str())]),
        );
    }
    for (list, id, field, value) in [
        ("plan.measures", "visits", "target", "100"),
        ("plan.milestones", "first", "due", "2027-01-31"),
    ] {
        let row = json!({"rule": "step", "list": list, "id": id});
        let unmet = [vec![row], all_signed("pid")].concat();
        let of = |value: Json| json!([update(list, id, json!({field: value}))]);
        shuts("gate-2-3", of(json!(null)), &unmet, of(json!(value)));
        let record = json!(Story::at(4).project.record(list, id).unwrap());
        let unmet = [vec![json!({"rule": "step", "list": list})], all_signed("pid")].concat();
        shuts(
            "gate-2-3",
            json!([{"op": "remove", "list": list, "id": id}]),
            &unmet,
            json!([{"op": "add", "list": list, "record": record}]),
        );
    }
    for row in all_signed("pid") {
        let [role, party] = ["role", "party"].map(|key| row[key].as_str().unwrap());
        shuts(
            "gate-2-3",
            json!([withdraw("pid", role, party)]),
            std::slice::from_ref(&row),
            json!([sign("pid", role, party, "2027-07-31")]),
        );
    }
}

#[test]
fn the_gate_to_stage_3_wants_every_safeguard_attested() {
    let safeguards: Vec<_> = edition().step("safeguards").unwrap().items().collect();
    assert_eq!(safeguards.len(), 10);
    for item in safeguards {
        let id = item.id.as_str();
        for breaks in [
            clear(id),
            answer(id, json!({"name": "G"})),
            answer(id, json!({"date": "2026-11-20"})),
        ] {
            shuts("gate-2-3", json!([breaks]), &[step(id)], json!([again(id)]));
        }
    }
}

#[test]
fn the_gate_to_stage_3_wants_every_head_covered_and_the_agreement_signed() {
    assert_eq!(each_field_of("agreement", "gate-2-3"), 22);
    let lapsed = |id: &str| [vec![step(id)], all_signed("agreement")].concat();
    let open = json!({"covered": "no", "clause": "", "notes": "Not yet."});
    shuts(
        "gate-2-3",
        json!([answer("agreement.exit", open)]),
        &lapsed("agreement.exit"),
        json!([again("agreement.exit")]),
    );
    let unsaid = json!({"covered": "not-applicable", "clause": "", "notes": ""});
    shuts(
        "gate-2-3",
        json!([answer("agreement.medicines", unsaid)]),
        &lapsed("agreement.medicines"),
        json!([again("agreement.medicines")]),
    );
    for id in ["agreement.data-provisions", "agreement.legal-experts"] {
        shuts("gate-2-3", json!([clear(id)]), &[step(id)], json!([again(id)]));
    }
    for party in ["north", "acme"] {
        shuts(
            "gate-2-3",
            json!([withdraw("agreement", "sign", party)]),
            &[signed("agreement", "sign", party)],
            json!([sign("agreement", "sign", party, "2026-12-02")]),
        );
    }
}

#[test]
fn the_gate_to_stage_3_wants_the_summary_whole_certified_and_published() {
    assert_eq!(each_field_of("summary", "gate-2-3"), 8);
    for role in ["certify", "publish"] {
        shuts(
            "gate-2-3",
            json!([withdraw("summary", role, "acme")]),
            &[signed("summary", role, "acme")],
            json!([sign("summary", role, "acme", "2026-12-01")]),
        );
    }
}

#[test]
fn the_gate_to_stage_3_wants_no_start_before_a_signature_or_a_publication() {
    let early = [json!({"rule": "prospective", "item": "project.actual-start"})];
    let started = |day: &str| json!([answer("project.actual-start", json!(day))]);
    for day in ["2026-11-30", "2026-11-29"] {
        shuts("gate-2-3", started(day), &early, started("2026-12-01"));
    }
    // Given anew after the start, with nothing else standing.
    for (subject, role, party) in [("summary", "publish", "acme"), ("agreement", "sign", "north")] {
        shuts(
            "gate-2-3",
            json!([
                withdraw(subject, role, party),
                sign(subject, role, party, "2027-01-15")
            ]),
            &early,
            started("2027-01-15"),
        );
    }
}
