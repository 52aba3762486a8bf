//! What is merely wrong for the project is accepted: rules say so, and refuse nothing.

use serde_json::{Value as Json, json};

use super::Trial;

#[test]
fn what_is_well_formed_is_accepted_however_unwise() {
    let mut trial = Trial::with_parties();
    for change in [
        json!({"op": "answer", "item": "checklist.1B", "value": "yes"}),
        json!({"op": "answer", "item": "project.actual-start", "value": "1999-01-01"}),
        json!({"op": "answer", "item": "project.actual-end", "value": "2999-01-01"}),
        json!({"op": "answer", "item": "scoping.therapy-others", "value": "parked: there is no therapy focus"}),
        json!({"op": "answer", "item": "outcomes.q.vision-variance", "value": "partly"}),
        json!({"op": "add", "list": "team.members", "record": {"name": "Vi", "party": "voices"}}),
        json!({"op": "add", "list": "team.members", "record": {"conflict_details": "no name, no party"}}),
        json!({"op": "add", "list": "disclosure.records", "record": {"company": "north", "year": 1900, "pence": 0}}),
        json!({"op": "add", "list": "disclosure.records", "record": {"pence": 10_000_000_000_000_u64, "year": 2999}}),
        json!({"op": "add", "list": "amendments", "record": {"items": ["pid.title", "plan.measures", "pid.title"]}}),
        json!({"op": "add", "list": "parties", "record": {"left": "2026-01-01", "joined": "2027-01-01"}}),
        json!({"op": "sign", "subject": "concept", "role": "approve", "party": "voices", "name": "Vi", "date": "2026-11-21"}),
        json!({"op": "sign", "subject": "pid", "role": "approve", "party": "north", "name": "Di", "date": "1999-12-31"}),
        json!({"op": "sign", "subject": "summary", "role": "publish", "party": "acme", "name": "Ed", "date": "2026-11-01",
            "address": "on the noticeboard"}),
        json!({"op": "answer", "item": "concept.length", "value": 240}),
        json!({"op": "answer", "item": "pid.cost", "value": {"pence": 10_000_000_000_000_u64, "vat": "excluded"}}),
        json!({"op": "answer", "item": "agreement.medicines", "value": {"covered": "not-applicable"}}),
        json!({"op": "answer", "item": "safeguards.rights", "value": {"date": "2031-01-01"}}),
        json!({"op": "answer", "item": "project.title", "value": "ä".repeat(250)}),
        json!({"op": "answer", "item": "project.summary", "value": "a\tb\nc\u{2028}\u{feff}"}),
    ] {
        assert!(trial.changes(&change), "{change}");
    }
}

#[test]
fn blank_empties_whatever_the_kind_and_keeps_what_stands_beside() {
    for (item, value) in [
        ("project.title", json!("T")),
        ("project.summary", json!("S")),
        ("concept.objectives", json!({"nhs": "x"})),
        ("checklist.4", json!("no")),
        ("project.setting", json!("system")),
        ("concept.start", json!("2026-Q4")),
        ("project.actual-start", json!("2026-11-01")),
        ("concept.length", json!(12)),
        ("pid.cost", json!({"pence": 1, "vat": "none"})),
        ("concept.decision", json!({"choice": "no-go", "details": "x"})),
        ("trust.vision", json!("planned")),
        ("safeguards.rights", json!({"name": "Di"})),
        ("agreement.aims", json!({"clause": "4"})),
        ("outcomes.q.vision", json!("partly")),
        ("summary.period", json!({"from": "2026-Q4", "to": "2026-Q4"})),
        ("outcomes.duration", json!({"from": "2026-11", "to": "2027-05"})),
    ] {
        for blank in [json!(""), json!("  \n"), json!([]), Json::Null] {
            let mut trial = Trial::new();
            trial.make(&json!([
                {"op": "answer", "item": item, "value": value, "note": "n", "evidence": ["e"]},
                {"op": "answer", "item": item, "value": blank},
            ]));
            let answer = trial.project.answer(item).unwrap();
            assert_eq!(answer.value, None, "{item} {blank}");
            assert_eq!(
                (answer.note.as_str(), answer.evidence.as_slice()),
                ("n", &["e".to_owned()][..])
            );
        }
    }
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "answer", "item": "checklist.4", "value": "yes", "note": "n", "evidence": ["e", " ", "f"]},
    ]));
    assert_eq!(trial.project.answer("checklist.4").unwrap().evidence, ["e", "f"]);
    for (members, note, evidence) in [
        (json!({"note": ""}), "", 2),
        (json!({"note": "m", "evidence": []}), "m", 0),
        (json!({"evidence": ["g"], "note": []}), "", 1),
        (json!({"evidence": ""}), "", 0),
    ] {
        let mut change = json!({"op": "answer", "item": "checklist.4"});
        for (key, value) in members.as_object().unwrap() {
            change[key] = value.clone();
        }
        trial.make(&json!([change]));
        let answer = trial.project.answer("checklist.4").unwrap();
        assert_eq!((answer.note.as_str(), answer.evidence.len()), (note, evidence));
        assert_eq!(trial.project.chosen("checklist.4"), Some("yes"));
    }
}

#[test]
fn a_partial_value_of_parts_is_kept_with_its_gaps() {
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "answer", "item": "concept.objectives", "value": {"nhs": "n"}},
        {"op": "answer", "item": "safeguards.rights", "value": {"name": "Di", "date": ""}},
        {"op": "answer", "item": "concept.decision", "value": {"choice": "deferred"}},
    ]));
    assert_eq!(
        trial.filed("concept.objectives")["value"],
        json!({"patients": "", "nhs": "n", "industry": ""})
    );
    assert_eq!(
        trial.filed("safeguards.rights")["value"],
        json!({"name": "Di", "date": ""})
    );
    assert_eq!(
        trial.filed("concept.decision")["value"],
        json!({"choice": "deferred", "details": ""})
    );
    for item in ["concept.objectives", "safeguards.rights"] {
        assert!(!trial.project.value(item).unwrap().is_filled(), "{item}");
    }
}

#[test]
fn fields_are_emptied_by_null_and_blank_and_stand_in_the_lists_order() {
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "add", "list": "parties", "record": {"address": "1 Road", "kind": "nhs", "id": "n", "name": "North"}},
    ]));
    let keys = |trial: &Trial| -> Vec<String> {
        trial
            .project
            .record("parties", "n")
            .unwrap()
            .fields
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(&trial), ["name", "kind", "address"]);
    trial.make(&json!([
        {"op": "update", "list": "parties", "id": "n", "fields": {"setting": "system", "address": null, "kind": " "}},
    ]));
    assert_eq!(keys(&trial), ["name", "setting"]);
    assert!(trial.changes(
        &json!({"op": "update", "list": "parties", "id": "n", "fields": {"name": "", "setting": ""}})
    ));
    assert_eq!(keys(&trial), Vec::<String>::new());
    assert!(trial.changes(&json!({"op": "remove", "list": "parties", "id": "n"})));
    assert!(trial.project.lists.is_empty());
}

#[test]
fn a_change_that_changes_nothing_is_neither_logged_nor_counted() {
    let mut trial = Trial::with_parties();
    let sign = json!({"op": "sign", "subject": "concept", "role": "approve", "party": "north", "name": "Di",
        "date": "2026-11-02"});
    trial.make(&json!([
        {"op": "answer", "item": "checklist.4", "value": "yes", "note": "n", "evidence": ["e"]},
        {"op": "answer", "item": "concept.objectives", "value": {"nhs": "x"}},
        {"op": "answer", "item": "concept.purpose", "value": "p"},
        {"op": "confirm", "item": "pid.background"},
        {"op": "skip", "item": "scoping.scale", "reason": "r"},
        sign,
    ]));
    let entries = trial.project.log.len();
    for change in [
        json!({"op": "answer", "item": "checklist.4", "value": "yes"}),
        json!({"op": "answer", "item": "checklist.4", "note": "n"}),
        json!({"op": "answer", "item": "checklist.4", "evidence": ["e"]}),
        json!({"op": "answer", "item": "concept.objectives", "value": {"nhs": "x", "patients": "", "industry": null}}),
        json!({"op": "answer", "item": "checklist.5", "value": ""}),
        json!({"op": "answer", "item": "checklist.5", "note": "", "evidence": []}),
        json!({"op": "clear", "item": "checklist.5"}),
        json!({"op": "confirm", "item": "pid.background"}),
        json!({"op": "skip", "item": "scoping.scale", "reason": "r"}),
        json!({"op": "update", "list": "parties", "id": "north", "fields": {"name": "North", "address": ""}}),
        sign.clone(),
        json!({"op": "withdraw", "subject": "pid", "role": "certify", "party": "acme"}),
        json!({"op": "withdraw", "subject": "pid", "role": "certify", "party": "north", "reason": "never given"}),
        json!({"op": "unarchive"}),
    ] {
        assert!(!trial.changes(&change), "{change}");
        assert_eq!(trial.project.log.len(), entries, "{change}");
    }
    trial.make(&json!([{"op": "archive"}]));
    assert!(!trial.changes(&json!({"op": "archive"})));
}

#[test]
fn what_no_longer_refers_no_longer_holds() {
    let mut trial = Trial::with_parties();
    let sign = |party: &str| {
        json!({"op": "sign", "subject": "concept", "role": "approve", "party": party,
        "name": "Di", "date": "2026-11-02"})
    };
    trial.make(&json!([
        {"op": "add", "list": "team.members", "record": {"id": "di", "name": "Di", "party": "voices"}},
        sign("voices"),
        {"op": "withdraw", "subject": "concept", "role": "approve", "party": "voices", "reason": "left"},
        {"op": "update", "list": "team.members", "id": "di", "fields": {"party": "north"}},
        {"op": "remove", "list": "parties", "id": "voices"},
    ]));
    assert!(trial.project.record("parties", "voices").is_none());
    assert_eq!(trial.project.sign_offs.len(), 1);
    // What was given before its party left can still be ended, though the party is gone.
    assert!(
        !trial
            .changes(&json!({"op": "withdraw", "subject": "concept", "role": "approve", "party": "voices"}))
    );
}

#[test]
fn an_id_of_another_edition_stays_where_it_is_and_goes_nowhere_else() {
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "add", "list": "amendments", "record": {"id": "one", "items": ["pid.exit"]}},
        {"op": "add", "list": "amendments", "record": {"id": "two", "name": "T"}},
    ]));
    let records = trial.project.lists.get_mut("amendments").unwrap();
    records[0].fields["items"] = json!(["old.field", "pid.exit"]);
    let items = |id: &str, items: Json| json!([{"op": "update", "list": "amendments", "id": id, "fields": {"items": items}}]);
    trial.make(&items("one", json!(["old.field", "plan.milestones"])));
    assert!(trial.try_make(&items("two", json!(["old.field"]))).is_err());
    trial.make(&items("one", json!(["plan.milestones"])));
    assert!(trial.try_make(&items("one", json!(["old.field"]))).is_err());
}
