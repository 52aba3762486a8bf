//! What is malformed is refused, and named.

use serde_json::{Value as Json, json};

use super::Trial;

/// A change and what its refusal says, or how that begins.
pub(super) type Case = (Json, &'static str);

pub(super) fn all_refused(mut trial: Trial, cases: Vec<Case>) {
    let before = trial.project.clone();
    for (change, why) in cases {
        let refusal = match trial.try_make(&json!([change])) {
            Ok(_) => panic!("accepted: {change}"),
            Err(refusal) => refusal.to_string(),
        };
        assert!(refusal.starts_with(why), "{change}\n  {refusal}\n  {why}");
        assert_eq!(trial.project, before, "{change}");
    }
}

#[test]
fn what_is_no_change() {
    all_refused(
        Trial::new(),
        vec![
            (json!({"op": "fly"}), "unknown variant \"fly\""),
            (json!({"item": "project.title"}), "missing field \"op\""),
            (json!(["archive"]), "a change is an object with an op"),
            (json!({"op": "archive", "why": "done"}), "unknown field \"why\""),
            (json!({"op": "unarchive", "at": 1}), "unknown field \"at\""),
            (
                json!({"op": "answer", "item": "project.title", "value": "T", "colour": "red"}),
                "unknown field \"colour\"",
            ),
            (json!({"op": "clear"}), "missing field \"item\""),
            (json!({"op": "clear", "item": 4}), "invalid type: integer \"4\""),
            (
                json!({"op": "answer", "item": "project.title"}),
                "an answer to project.title gives a value",
            ),
            (
                json!({"op": "answer", "item": "project.title", "note": null}),
                "a note is a text",
            ),
            (
                json!({"op": "answer", "item": "project.title", "evidence": "a link"}),
                "evidence is a list of texts",
            ),
            (
                json!({"op": "answer", "item": "project.title", "evidence": ["a", 1]}),
                "evidence is a list of texts",
            ),
            (
                json!({"op": "add", "list": "parties", "record": []}),
                "invalid type: sequence",
            ),
            (
                json!({"op": "sign", "subject": "pid", "role": "bless", "party": "x", "name": "Di", "date": "2026-11-01"}),
                "unknown variant \"bless\"",
            ),
            (
                json!({"op": "sign", "subject": "pid", "role": "approve", "party": "x", "date": "2026-11-01"}),
                "missing field \"name\"",
            ),
        ],
    );
}

#[test]
fn what_the_edition_or_the_project_does_not_have() {
    all_refused(
        Trial::with_parties(),
        vec![
            (
                json!({"op": "answer", "item": "scoping.scal", "value": "x"}),
                "there is no item \"scoping.scal\"",
            ),
            (
                json!({"op": "clear", "item": "parties"}),
                "there is no item \"parties\"",
            ),
            (json!({"op": "confirm", "item": ""}), "there is no item \"\""),
            (
                json!({"op": "add", "list": "party", "record": {"name": "x"}}),
                "there is no list \"party\"",
            ),
            (
                json!({"op": "add", "list": "project.title", "record": {"name": "x"}}),
                "there is no list \"project.title\"",
            ),
            (
                json!({"op": "add", "list": "parties", "record": {"nme": "x"}}),
                "parties has no field \"nme\"",
            ),
            (
                json!({"op": "update", "list": "parties", "id": "acme", "fields": {"id": "bcme"}}),
                "parties has no field \"id\"",
            ),
            (
                json!({"op": "update", "list": "parties", "id": "acme", "fields": {"versions": []}}),
                "parties has no field \"versions\"",
            ),
            (
                json!({"op": "update", "list": "parties", "id": "gone", "fields": {"name": "x"}}),
                "parties has no record \"gone\"",
            ),
            (
                json!({"op": "remove", "list": "parties", "id": "gone"}),
                "parties has no record \"gone\"",
            ),
            (
                json!({"op": "remove", "list": "amendments", "id": "gone"}),
                "amendments has no record \"gone\"",
            ),
            (
                json!({"op": "add", "list": "team.members", "record": {"name": "Di", "party": "gone"}}),
                "there is no party \"gone\": team.members.party",
            ),
            (
                json!({"op": "add", "list": "disclosure.records", "record": {"company": "gone"}}),
                "there is no party \"gone\": disclosure.records.company",
            ),
            (
                json!({"op": "add", "list": "amendments", "record": {"items": ["pid.title", "pid.colour"]}}),
                "there is no item \"pid.colour\"",
            ),
        ],
    );
}

#[test]
fn a_name_nearly_right_is_answered_with_the_right_one() {
    let mut trial = Trial::new();
    for (change, hint) in [
        (
            json!({"op": "clear", "item": "scoping.scal"}),
            "did you mean scoping.scale?",
        ),
        (
            json!({"op": "add", "list": "partys", "record": {"name": "x"}}),
            "did you mean parties?",
        ),
        (
            json!({"op": "add", "list": "parties", "record": {"nam": "x"}}),
            "did you mean name?",
        ),
    ] {
        let refusal = trial.try_make(&json!([change])).unwrap_err();
        let said = refusal.what.hint().unwrap();
        assert!(said.starts_with(hint), "{said}");
    }
}

#[test]
fn ids_that_are_no_ids_or_taken() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([
        {"op": "add", "list": "parties", "record": {"id": "gone", "name": "Gone", "kind": "nhs"}},
        {"op": "sign", "subject": "concept", "role": "approve", "party": "gone", "name": "Di", "date": "2026-11-02"},
        {"op": "withdraw", "subject": "concept", "role": "approve", "party": "gone", "reason": "left"},
        {"op": "remove", "list": "parties", "id": "gone"},
        {"op": "add", "list": "amendments", "record": {"id": "late", "name": "Late"}},
        {"op": "sign", "subject": "amendment/late", "role": "approve", "party": "project-team", "name": "Di", "date": "2026-11-02"},
        {"op": "withdraw", "subject": "amendment/late", "role": "approve", "party": "project-team"},
        {"op": "remove", "list": "amendments", "id": "late"},
    ]));
    let add = |list: &str, id: Json| json!({"op": "add", "list": list, "record": {"id": id, "name": "x"}});
    let long = "a".repeat(65);
    all_refused(
        trial,
        vec![
            (add("parties", json!("North")), "\"North\" is no id of a record"),
            (add("parties", json!("-a")), "\"-a\" is no id"),
            (add("parties", json!("a_b")), "\"a_b\" is no id"),
            (add("parties", json!("")), "\"\" is no id"),
            (add("parties", json!(4)), "\"4\" is no id"),
            (add("parties", Json::Null), "\"null\" is no id"),
            (add("parties", json!(long)), "\"aaaa"),
            (
                add("parties", json!("acme")),
                "parties cannot take the id \"acme\": a record has it already",
            ),
            (
                add("parties", json!("project-team")),
                "parties cannot take the id \"project-team\": the name is kept",
            ),
            (
                add("parties", json!("governance-committee")),
                "parties cannot take the id \"governance-committee\"",
            ),
            (
                add("parties", json!("gone")),
                "parties cannot take the id \"gone\": a kept sign-off of concept names it",
            ),
            (
                add("amendments", json!("late")),
                "amendments cannot take the id \"late\": a kept sign-off of amendment/late",
            ),
        ],
    );
}

#[test]
fn records_that_say_nothing() {
    all_refused(
        Trial::with_parties(),
        vec![
            (
                json!({"op": "add", "list": "parties", "record": {}}),
                "a record of parties needs at least one field",
            ),
            (
                json!({"op": "add", "list": "parties", "record": {"id": "x"}}),
                "a record of parties needs",
            ),
            (
                json!({"op": "add", "list": "parties", "record": {"name": "", "kind": null}}),
                "a record of parties needs",
            ),
            (
                json!({"op": "update", "list": "parties", "id": "acme", "fields": {}}),
                "a record of parties needs",
            ),
        ],
    );
}

#[test]
fn what_is_referred_to_is_not_removed_and_what_refers_is_named() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([
        {"op": "add", "list": "team.members", "record": {"id": "di", "name": "Di", "party": "north"}},
        {"op": "sign", "subject": "concept", "role": "approve", "party": "voices", "name": "Vi", "date": "2026-11-02"},
        {"op": "add", "list": "disclosure.records", "record": {"id": "d1", "company": "acme"}},
        {"op": "add", "list": "amendments", "record": {"id": "a1", "name": "Later"}},
        {"op": "sign", "subject": "amendment/a1", "role": "approve", "party": "project-team", "name": "Ed", "date": "2026-11-02"},
    ]));
    let remove = |list: &str, id: &str| json!({"op": "remove", "list": list, "id": id});
    all_refused(
        trial,
        vec![
            (
                remove("parties", "north"),
                "North cannot be removed: team.members di refers to it",
            ),
            (
                remove("parties", "acme"),
                "Acme cannot be removed: disclosure.records d1 refers to it",
            ),
            (
                remove("parties", "voices"),
                "Voices cannot be removed: the sign-off of concept (approve, Vi) refers to it",
            ),
            (
                remove("amendments", "a1"),
                "Later cannot be removed: the sign-off of amendment/a1 (approve, Ed) refers",
            ),
        ],
    );
}

#[test]
fn skips_of_what_must_be_answered_or_without_a_reason() {
    all_refused(
        Trial::new(),
        vec![
            (
                json!({"op": "skip", "item": "checklist.4", "reason": "x"}),
                "checklist.4 cannot be skipped",
            ),
            (
                json!({"op": "skip", "item": "project.title", "reason": "x"}),
                "project.title cannot be skipped",
            ),
            (
                json!({"op": "skip", "item": "scoping.scale", "reason": " "}),
                "scoping.scale is skipped with a reason",
            ),
            (
                json!({"op": "skip", "item": "scoping.scale"}),
                "missing field \"reason\"",
            ),
        ],
    );
}

#[test]
fn confirming_where_nothing_is_carried() {
    all_refused(
        Trial::new(),
        vec![
            (
                json!({"op": "confirm", "item": "pid.background"}),
                "nothing is carried to pid.background now",
            ),
            (
                json!({"op": "confirm", "item": "project.title"}),
                "nothing is carried to project.title now",
            ),
            (
                json!({"op": "confirm", "item": "pid.completion"}),
                "nothing is carried to pid.completion now",
            ),
            (
                json!({"op": "confirm", "item": "pid.partners"}),
                "nothing is carried to pid.partners now",
            ),
        ],
    );
}

#[test]
fn a_list_holds_two_thousand_records_and_no_more() {
    let mut trial = Trial::new();
    let add = json!({"op": "add", "list": "plan.measures", "record": {"measure": "Beds"}});
    trial.make(&Json::Array(vec![add.clone(); 2_000]));
    all_refused(
        trial,
        vec![(add, "plan.measures holds 2000 records, which is all it takes")],
    );
}
