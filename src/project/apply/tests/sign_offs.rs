//! What a sign-off keeps, and which one counts.

use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

use super::{Trial, edition, refused::all_refused};
use crate::{
    guidance::{SignRole, Verdict},
    json::sha256,
    project::{changed_since, covers, pid_hash},
};

fn sign(subject: &str, role: &str, party: &str, name: &str) -> serde_json::Value {
    json!({"op": "sign", "subject": subject, "role": role, "party": party, "name": name, "date": "2026-11-02"})
}

#[test]
fn a_sign_off_covers_the_values_of_its_subject_and_the_plan_without_its_progress() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([
        {"op": "answer", "item": "concept.purpose", "value": "Why", "note": "a note"},
        {"op": "answer", "item": "agreement.aims", "value": {"covered": "yes", "clause": "4", "notes": "n"}},
        {"op": "add", "list": "plan.measures", "record": {"id": "beds", "measure": "Beds", "actual": "9", "target": "10"}},
        sign("concept", "approve", "north", "Di"),
        sign("agreement", "sign", "north", "Di"),
        sign("pid", "approve", "project-team", "Ed"),
    ]));
    let [concept, agreement, pid] = trial.project.sign_offs.as_slice() else {
        panic!()
    };
    assert_eq!(concept.verdict, Verdict::JointWorking);
    assert_eq!(concept.covers.len(), 7);
    assert_eq!(concept.covers["concept.purpose"], sha256(&json!("Why")));
    assert_eq!(concept.covers["concept.start"], sha256(&json!(null)));
    assert_eq!(
        agreement.covers["agreement.aims"],
        sha256(&json!({"notes": "n", "clause": "4", "covered": "yes"}))
    );
    assert_eq!(agreement.covers.len(), 22);
    assert_eq!(pid.covers.len(), 22);
    assert_eq!(
        pid.covers["plan.measures/beds"],
        sha256(&json!({"measure": "Beds", "target": "10"}))
    );
    assert_eq!(covers(edition(), &trial.project, "budget"), None);
}

#[test]
fn a_change_of_content_shows_and_one_beside_it_does_not() {
    for (change, changed) in [
        (
            json!({"op": "answer", "item": "pid.title", "value": "New"}),
            vec!["pid.title"],
        ),
        (json!({"op": "answer", "item": "pid.title", "note": "n"}), vec![]),
        (
            json!({"op": "answer", "item": "pid.title", "evidence": ["e"]}),
            vec![],
        ),
        (
            json!({"op": "answer", "item": "plan.success-criteria", "value": "New"}),
            vec!["plan.success-criteria"],
        ),
        (
            json!({"op": "update", "list": "plan.measures", "id": "m", "fields": {"actual": "9"}}),
            vec![],
        ),
        (
            json!({"op": "update", "list": "plan.measures", "id": "m", "fields": {"target": "9"}}),
            vec!["plan.measures/m"],
        ),
        (
            json!({"op": "remove", "list": "plan.measures", "id": "m"}),
            vec!["plan.measures/m"],
        ),
        (
            json!({"op": "add", "list": "plan.milestones", "record": {"id": "x", "title": "X"}}),
            vec!["plan.milestones/x"],
        ),
        (
            json!({"op": "answer", "item": "concept.purpose", "value": "New"}),
            vec![],
        ),
    ] {
        let mut trial = Trial::new();
        trial.make(&json!([
            {"op": "add", "list": "plan.measures", "record": {"id": "m", "measure": "Beds"}},
            sign("pid", "approve", "project-team", "Ed"),
        ]));
        trial.make(&json!([change]));
        let sign_off = &trial.project.sign_offs[0];
        assert_eq!(
            changed_since(edition(), &trial.project, sign_off),
            changed,
            "{change}"
        );
    }
}

#[test]
fn the_one_recorded_last_counts_and_none_after_a_withdraw_until_it_is_given_anew() {
    let mut trial = Trial::with_parties();
    let standing = |trial: &Trial| {
        let standing = trial.project.standing("concept", SignRole::Approve, "north");
        standing.map(|sign_off| sign_off.name.clone())
    };
    let withdraw =
        json!({"op": "withdraw", "subject": "concept", "role": "approve", "party": "north", "reason": "r"});
    assert!(trial.changes(&sign("concept", "approve", "north", "Di")));
    assert!(trial.changes(&sign("concept", "approve", "north", "Ed")));
    assert_eq!(standing(&trial).as_deref(), Some("Ed"));
    assert!(trial.changes(&withdraw));
    assert_eq!(standing(&trial), None);
    assert!(!trial.changes(&withdraw));
    assert!(trial.changes(&sign("concept", "approve", "north", "Ed")));
    assert_eq!(standing(&trial).as_deref(), Some("Ed"));
    assert_eq!(trial.project.sign_offs.len(), 3);
    let ids: BTreeSet<_> = trial
        .project
        .sign_offs
        .iter()
        .map(|sign_off| &sign_off.id)
        .collect();
    assert_eq!(ids.len(), 3);
    let withdrawn = trial.project.sign_offs[1].withdrawn.as_ref().unwrap();
    assert_eq!((withdrawn.reason.as_str(), withdrawn.by.as_str()), ("r", "Ann"));
}

#[test]
fn a_sign_off_given_again_after_its_content_changed_is_a_change() {
    let mut trial = Trial::with_parties();
    let sign = sign("concept", "approve", "north", "Di");
    assert!(trial.changes(&sign));
    assert!(!trial.changes(&sign));
    trial.make(&json!([{"op": "answer", "item": "concept.purpose", "value": "Why"}]));
    assert!(trial.changes(&sign));
    assert!(!trial.changes(&sign));
}

#[test]
fn an_amendments_approval_covers_its_record_and_keeps_the_pid_as_agreed_with_it() {
    let mut trial = Trial::new();
    trial.make(&json!([{"op": "add", "list": "amendments", "record": {"id": "a1", "name": "Later", "items": ["pid.title"]}}]));
    let approve = sign("amendment/a1", "approve", "project-team", "Di");
    assert!(trial.changes(&approve));
    let first = trial.project.sign_offs[0].clone();
    assert_eq!(first.covers.keys().collect::<Vec<_>>(), ["amendments/a1"]);
    assert_eq!(first.pid, pid_hash(edition(), &trial.project));
    assert!(!trial.changes(&approve));
    trial.make(&json!([{"op": "answer", "item": "pid.title", "value": "New"}]));
    assert_ne!(first.pid, pid_hash(edition(), &trial.project));
    assert!(trial.changes(&approve), "the PID alone changed");
}

#[test]
fn any_party_of_any_kind_may_have_its_sign_off_ended() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([
        sign("pid", "certify", "acme", "Di"),
        {"op": "update", "list": "parties", "id": "acme", "fields": {"kind": "other"}},
        {"op": "withdraw", "subject": "pid", "role": "certify", "party": "acme", "reason": "no company any more"},
    ]));
    assert!(trial.project.standing("pid", SignRole::Certify, "acme").is_none());
}

#[test]
#[allow(clippy::too_many_lines)] // a table
fn sign_offs_that_the_edition_does_not_know() {
    let mut trial = Trial::with_parties();
    trial.make(&json!([{"op": "add", "list": "amendments", "record": {"id": "a1", "name": "Later"}}]));
    let sign = |subject: &str, role: &str, party: &str| json!({"op": "sign", "subject": subject, "role": role, "party": party, "name": "Di", "date": "2026-11-02"});
    let with = |mut change: Json, key: &str, value: Json| {
        change[key] = value;
        change
    };
    all_refused(
        trial,
        vec![
            (
                sign("budget", "approve", "acme"),
                "budget is not approved by acme",
            ),
            (
                sign("amendment", "approve", "project-team"),
                "amendment is not approved by project-team",
            ),
            (
                sign("pid/a1", "approve", "project-team"),
                "pid/a1 is not approved by project-team",
            ),
            (
                sign("amendment/gone", "approve", "project-team"),
                "amendments has no record \"gone\"",
            ),
            (
                sign("amendment/a1", "approve", "acme"),
                "amendment/a1 is not approved by acme",
            ),
            (
                sign("concept", "certify", "acme"),
                "concept is not certified by acme",
            ),
            (
                sign("concept", "approve", "project-team"),
                "concept is not approved by project-team",
            ),
            (
                sign("concept", "approve", "gone"),
                "there is no party \"gone\": a sign-off of concept",
            ),
            (sign("pid", "certify", "north"), "pid is not certified by north"),
            (
                sign("agreement", "sign", "project-team"),
                "agreement is not signed by project-team",
            ),
            (
                sign("agreement", "approve", "acme"),
                "agreement is not approved by acme",
            ),
            (
                with(
                    sign("summary", "publish", "north"),
                    "address",
                    json!("https://north.example"),
                ),
                "summary is not published by north",
            ),
            (
                sign("summary", "publish", "acme"),
                "a sign-off of summary as published needs the address",
            ),
            (
                with(
                    sign("pid", "approve", "north"),
                    "address",
                    json!("https://north.example"),
                ),
                "a sign-off of pid has an address only where it is a publication",
            ),
            (
                with(sign("pid", "approve", "north"), "date", json!("2026-11-22")),
                "a sign-off of pid is dated 2026-11-22, which is after today (2026-11-21)",
            ),
            (
                with(sign("pid", "approve", "north"), "date", json!("yesterday")),
                "a sign-off of pid takes a day",
            ),
            (
                with(sign("pid", "approve", "north"), "name", json!(" ")),
                "a sign-off of pid names a person",
            ),
            (
                with(sign("pid", "approve", "north"), "name", json!("a\u{1b}b")),
                "a sign-off of pid holds the control",
            ),
            (
                with(sign("pid", "approve", "north"), "name", json!("a\nb")),
                "a sign-off of pid takes one line",
            ),
            (
                with(sign("pid", "approve", "north"), "name", json!("a".repeat(501))),
                "a sign-off of pid takes at most 500",
            ),
            (
                json!({"op": "withdraw", "subject": "budget", "role": "approve", "party": "acme"}),
                "budget is not approved by acme",
            ),
            (
                json!({"op": "withdraw", "subject": "concept", "role": "approve", "party": "gone"}),
                "there is no party \"gone\"",
            ),
        ],
    );
}
