//! What stands beside a value: who gave it, skips, what it was taken from.

use serde_json::json;

use super::Trial;
use crate::{
    json::sha256_text,
    project::{Record, Version},
};

#[test]
fn by_and_at_are_those_of_the_values_last_change() {
    let mut trial = Trial::new();
    let at = |minute: u8| format!("2026-11-21T10:{minute:02}:00Z").parse().unwrap();
    trial
        .try_as(
            "Ann",
            at(0),
            &json!([{"op": "answer", "item": "checklist.4", "value": "yes"}]),
        )
        .unwrap();
    let said_by = |trial: &Trial, by: &str, minute: u8| {
        let answer = trial.project.answer("checklist.4").unwrap();
        assert_eq!((answer.by.as_deref(), answer.at), (Some(by), Some(at(minute))));
    };
    for (minute, change) in [
        (1, json!({"op": "answer", "item": "checklist.4", "note": "n"})),
        (
            2,
            json!({"op": "answer", "item": "checklist.4", "evidence": ["e"]}),
        ),
        (
            3,
            json!({"op": "answer", "item": "checklist.4", "value": "yes", "note": "m"}),
        ),
    ] {
        trial.try_as("Bo", at(minute), &json!([change])).unwrap();
        said_by(&trial, "Ann", 0);
    }
    trial
        .try_as(
            "Bo",
            at(4),
            &json!([{"op": "answer", "item": "checklist.4", "value": "no"}]),
        )
        .unwrap();
    said_by(&trial, "Bo", 4);
    trial
        .try_as("Cy", at(5), &json!([{"op": "clear", "item": "checklist.4"}]))
        .unwrap();
    said_by(&trial, "Cy", 5);
    assert_eq!(trial.filed("checklist.4")["note"], "m");
}

#[test]
fn a_skip_keeps_the_value_and_ends_with_the_next_answer_or_clear() {
    let skip = json!({"op": "skip", "item": "scoping.scale", "reason": "not a numbers project"});
    for (next, value) in [
        (
            json!({"op": "answer", "item": "scoping.scale", "value": "40"}),
            Some("40"),
        ),
        (
            json!({"op": "answer", "item": "scoping.scale", "value": "30"}),
            Some("30"),
        ),
        (
            json!({"op": "answer", "item": "scoping.scale", "note": "n"}),
            Some("30"),
        ),
        (
            json!({"op": "answer", "item": "scoping.scale", "evidence": ["e"]}),
            Some("30"),
        ),
        (json!({"op": "clear", "item": "scoping.scale"}), None),
    ] {
        let mut trial = Trial::new();
        trial.make(&json!([{"op": "answer", "item": "scoping.scale", "value": "30"}, skip]));
        let answer = trial.project.answer("scoping.scale").unwrap();
        assert_eq!(answer.value_json(), "30");
        assert_eq!(answer.skipped.as_ref().unwrap().reason, "not a numbers project");
        assert_eq!(answer.skipped.as_ref().unwrap().by, "Ann");
        assert!(trial.changes(&next), "{next}");
        let answer = trial.project.answer("scoping.scale").unwrap();
        assert_eq!(answer.skipped, None, "{next}");
        assert_eq!(answer.value_json().as_str(), value, "{next}");
    }
}

#[test]
fn confirm_takes_what_is_carried_and_remembers_what_each_source_gave() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([
        {"op": "answer", "item": "scoping.unmet-need", "value": "Long waits"},
        {"op": "answer", "item": "scoping.scale", "value": "400 a year"},
        {"op": "answer", "item": "scoping.benefits", "value": "Fewer falls"},
        {"op": "confirm", "item": "concept.purpose"},
        {"op": "confirm", "item": "concept.objectives"},
        {"op": "confirm", "item": "pid.aims"},
        {"op": "confirm", "item": "concept.partners"},
    ]));
    let purpose = trial.project.answer("concept.purpose").unwrap();
    assert_eq!(purpose.value_json(), "Long waits\n\n400 a year");
    let sources: Vec<_> = purpose
        .carried
        .iter()
        .map(|source| (source.from.as_str(), source.sha256.clone()))
        .collect();
    assert_eq!(
        sources,
        [
            ("scoping.unmet-need", sha256_text("Long waits")),
            ("scoping.scale", sha256_text("400 a year"))
        ]
    );
    assert_eq!(
        trial.filed("concept.objectives")["value"]["patients"],
        "Fewer falls"
    );
    assert_eq!(trial.filed("pid.aims")["value"], "Fewer falls");
    let partners = trial.project.answer("concept.partners").unwrap().value_json();
    assert_eq!(partners, "Acme\nNorth\nVoices");
    assert_eq!(
        partners.as_str().map(sha256_text),
        Some(
            trial.project.answer("concept.partners").unwrap().carried[0]
                .sha256
                .clone()
        )
    );

    trial.make(&json!([{"op": "answer", "item": "concept.purpose", "value": "Long waits\n\n400 a year"}]));
    let own = trial.project.answer("concept.purpose").unwrap();
    assert_eq!((own.carried.len(), own.by.as_deref()), (0, Some("Ann")));
}

#[test]
fn the_completion_is_carried_from_start_and_length() {
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "answer", "item": "concept.start", "value": "2026-Q4"},
        {"op": "answer", "item": "concept.length", "value": 12},
        {"op": "confirm", "item": "pid.completion"},
        {"op": "confirm", "item": "summary.period"},
    ]));
    assert_eq!(trial.filed("pid.completion")["value"], "2027-Q3");
    assert_eq!(
        trial.filed("summary.period")["value"],
        json!({"from": "2026-Q4", "to": "2027-Q3"})
    );
}

fn versions(values: [serde_json::Value; 2]) -> Vec<Version> {
    let version = |value| serde_json::from_value(json!({"value": value, "by": "Bo"})).unwrap();
    values.map(version).into()
}

#[test]
fn two_versions_end_with_any_answer_that_gives_a_value() {
    for (change, ends) in [
        (
            json!({"op": "answer", "item": "scoping.scale", "value": "a"}),
            true,
        ),
        (
            json!({"op": "answer", "item": "scoping.scale", "value": "c"}),
            true,
        ),
        (json!({"op": "clear", "item": "scoping.scale"}), true),
        (
            json!({"op": "answer", "item": "scoping.scale", "note": "n"}),
            false,
        ),
        (
            json!({"op": "answer", "item": "scoping.scale", "evidence": ["e"]}),
            false,
        ),
        (
            json!({"op": "skip", "item": "scoping.scale", "reason": "r"}),
            false,
        ),
    ] {
        let mut trial = Trial::new();
        trial.make(&json!([{"op": "answer", "item": "scoping.scale", "value": "a"}]));
        for answer in trial.project.answers.values_mut() {
            answer.versions = versions([json!("a"), json!("b")]);
        }
        assert!(trial.changes(&change), "{change}");
        let answer = trial.project.answer("scoping.scale").unwrap();
        assert_eq!(answer.versions.is_empty(), ends, "{change}");
        if ends {
            assert_eq!(answer.at, Some(trial.now()), "{change}");
        }
    }
    let mut trial = Trial::new();
    trial.make(&json!([
        {"op": "answer", "item": "concept.purpose", "value": "p"},
        {"op": "answer", "item": "pid.background", "value": "a"},
    ]));
    for answer in trial.project.answers.values_mut() {
        answer.versions = versions([json!("a"), json!("b")]);
    }
    assert!(trial.changes(&json!({"op": "confirm", "item": "pid.background"})));
    assert!(
        trial
            .project
            .answer("pid.background")
            .unwrap()
            .versions
            .is_empty()
    );
}

#[test]
fn two_versions_of_a_record_end_with_update_or_remove() {
    let doubled = || {
        let mut trial = Trial::with_parties();
        for record in trial.project.lists.values_mut().flatten() {
            let removed = [json!(record.fields), serde_json::Value::Null];
            record.versions = versions(removed);
        }
        trial
    };
    let mut trial = doubled();
    assert!(
        trial.changes(&json!({"op": "update", "list": "parties", "id": "acme", "fields": {"name": "Acme"}}))
    );
    let acme: &Record = trial.project.record("parties", "acme").unwrap();
    assert!(acme.versions.is_empty());
    assert!(trial.log().last().unwrap().before["versions"].is_array());
    let mut trial = doubled();
    assert!(trial.changes(&json!({"op": "remove", "list": "parties", "id": "acme"})));
    assert!(trial.project.record("parties", "acme").is_none());
}
