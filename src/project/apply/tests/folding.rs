//! Edits of one thing by one person fold into one log entry, for ten minutes.

use serde_json::{Value as Json, json};

use super::Trial;
use crate::project::unexplained;

fn title(value: &str) -> Json {
    json!({"op": "answer", "item": "project.title", "value": value})
}

/// The log after these edits: who, when as `hh:mm:ss`, and what.
fn log_of(edits: &[(&str, &str, Json)]) -> Vec<(Json, Json)> {
    let mut trial = Trial::new();
    for (by, time, change) in edits {
        let at = format!("2026-11-21T{time}Z").parse().unwrap();
        trial.try_as(by, at, &json!([change])).unwrap();
    }
    assert_eq!(unexplained(super::edition(), &trial.project), []);
    trial
        .log()
        .iter()
        .map(|entry| (entry.change.clone(), entry.before.clone()))
        .collect()
}

fn folds(edits: &[(&str, &str, Json)]) -> bool {
    log_of(edits).len() == 1
}

#[test]
fn what_one_person_types_within_ten_minutes_is_one_entry() {
    let log = log_of(&[
        ("Ann", "10:00:00", title("H")),
        ("Ann", "10:00:05", title("Ho")),
        ("Ann", "10:09:59", title("Hos")),
    ]);
    assert_eq!(log, [(title("Hos"), Json::Null)]);
    for (name, edits, one) in [
        ("ten minutes pass", ("Ann", "10:10:00", title("B")), false),
        ("another person", ("Bo", "10:00:05", title("B")), false),
        ("a clock that went back", ("Ann", "09:59:00", title("B")), false),
        (
            "another item",
            (
                "Ann",
                "10:00:05",
                json!({"op": "answer", "item": "project.summary", "value": "B"}),
            ),
            false,
        ),
        (
            "its note",
            (
                "Ann",
                "10:00:05",
                json!({"op": "answer", "item": "project.title", "note": "B"}),
            ),
            true,
        ),
        (
            "a clear",
            ("Ann", "10:00:05", json!({"op": "clear", "item": "project.title"})),
            true,
        ),
    ] {
        assert_eq!(folds(&[("Ann", "10:00:00", title("A")), edits]), one, "{name}");
    }
}

#[test]
fn another_change_in_between_ends_it() {
    let log = log_of(&[
        ("Ann", "10:00:00", title("A")),
        ("Ann", "10:00:01", json!({"op": "archive"})),
        ("Ann", "10:00:02", title("B")),
    ]);
    assert_eq!(log.len(), 3);
}

#[test]
fn a_folded_entry_does_what_its_edits_did_and_says_what_was_there_before_the_first() {
    let answer = |members: Json| {
        let mut change = json!({"op": "answer", "item": "scoping.scale"});
        for (key, value) in members.as_object().unwrap() {
            change[key] = value.clone();
        }
        change
    };
    let clear = json!({"op": "clear", "item": "scoping.scale"});
    let skip = |reason: &str| json!({"op": "skip", "item": "scoping.scale", "reason": reason});
    for (first, second, folded) in [
        (
            answer(json!({"value": "a"})),
            answer(json!({"note": "n"})),
            Some(answer(json!({"value": "a", "note": "n"}))),
        ),
        (
            answer(json!({"note": "n"})),
            answer(json!({"evidence": ["e"]})),
            Some(answer(json!({"note": "n", "evidence": ["e"]}))),
        ),
        (
            answer(json!({"value": "a", "note": "n"})),
            clear.clone(),
            Some(answer(json!({"value": "", "note": "n"}))),
        ),
        (skip("r"), skip("s"), Some(skip("s"))),
        (
            skip("r"),
            answer(json!({"note": "n"})),
            Some(answer(json!({"note": "n"}))),
        ),
        (
            skip("r"),
            answer(json!({"value": "a"})),
            Some(answer(json!({"value": "a"}))),
        ),
        (
            skip("r"),
            clear,
            Some(json!({"op": "clear", "item": "scoping.scale"})),
        ),
        (answer(json!({"value": "a"})), skip("r"), None),
    ] {
        let begin = answer(json!({"value": "old", "note": "was", "evidence": ["x"]}));
        let log = log_of(&[
            ("Ann", "08:00:00", begin),
            ("Ann", "10:00:00", first.clone()),
            ("Ann", "10:00:05", second.clone()),
        ]);
        match folded {
            Some(folded) => {
                assert_eq!(log.len(), 2, "{first} {second}");
                assert_eq!(log[1].0, folded, "{first} {second}");
                assert_eq!(log[1].1["value"], "old");
            }
            None => assert_eq!(log.len(), 3, "{first} {second}"),
        }
    }
}

#[test]
fn edits_of_one_record_fold_field_by_field() {
    let update = |fields: Json| json!({"op": "update", "list": "parties", "id": "n", "fields": fields});
    let log = log_of(&[
        (
            "Ann",
            "09:00:00",
            json!({"op": "add", "list": "parties", "record": {"id": "n", "name": "North"}}),
        ),
        ("Ann", "10:00:00", update(json!({"name": "Nort", "address": "1"}))),
        (
            "Ann",
            "10:00:05",
            update(json!({"address": "1 Road", "kind": "nhs"})),
        ),
        ("Ann", "10:00:06", update(json!({"kind": ""}))),
    ]);
    assert_eq!(log.len(), 2);
    assert_eq!(
        log[1],
        (
            update(json!({"name": "Nort", "address": "1 Road", "kind": ""})),
            json!({"name": "North", "address": null, "kind": null})
        )
    );
}

#[test]
fn a_folded_entry_keeps_its_first_instant_and_tells_its_last() {
    let mut trial = Trial::new();
    for (time, value) in [("10:00:00", "A"), ("10:04:00", "B")] {
        let at = format!("2026-11-21T{time}Z").parse().unwrap();
        trial.try_as("Ann", at, &json!([title(value)])).unwrap();
    }
    let entry = serde_json::to_value(trial.log()[0]).unwrap();
    assert_eq!(entry["at"], "2026-11-21T10:00:00Z");
    assert_eq!(entry["until"], "2026-11-21T10:04:00Z");
}
