//! Two answers to one item made one, part by part.

use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

use super::{chosen, members, versions::united};
use crate::{
    guidance::ItemKind,
    json::canonical,
    project::{
        file::{FiledAnswer, Skipped, Version},
        value::Value,
    },
};

/// The answer that holds what both sides made of `base`; the kind of the item where it is known.
pub(super) fn merged(
    kind: Option<ItemKind>,
    base: &FiledAnswer,
    ours: &FiledAnswer,
    theirs: &FiledAnswer,
) -> FiledAnswer {
    if ours == theirs || theirs == base {
        return ours.clone();
    }
    if ours == base {
        return theirs.clone();
    }
    let apart = notes_differ(base, ours, theirs);
    let [was, a, b] = [base, ours, theirs].map(|answer| sides(answer, apart));
    let mut versions = united(&was, &a, &b, &|was, a, b| part_by_part(kind, was, a, b));
    let shown = versions.first().cloned().unwrap_or_else(|| side(ours, apart));
    let note = match &shown.note {
        Some(note) => note.clone(),
        None => one_note(&base.note, &ours.note, &theirs.note).to_owned(),
    };
    if versions
        .iter()
        .all(|version| version.note.as_ref() == Some(&note))
    {
        for version in &mut versions {
            version.note = None;
        }
    }
    FiledAnswer {
        carried: carried(base, ours, theirs, &shown.value),
        value: shown.value,
        note,
        evidence: evidence(&base.evidence, &ours.evidence, &theirs.evidence),
        by: shown.by,
        at: shown.at,
        skipped: chosen(&base.skipped, &ours.skipped, &theirs.skipped, later_skip),
        versions: if versions.len() > 1 { versions } else { Vec::new() },
        rest: members::merged(&base.rest, &ours.rest, &theirs.rest),
    }
}

/// What a side holds: its versions, or its one value; each with the note that goes with it where
/// notes are kept apart.
fn sides(answer: &FiledAnswer, apart: bool) -> Vec<Version> {
    if answer.versions.is_empty() {
        return vec![side(answer, apart)];
    }
    let noted = |version: &Version| Version {
        note: version
            .note
            .clone()
            .or_else(|| apart.then(|| answer.note.clone())),
        ..version.clone()
    };
    answer.versions.iter().map(noted).collect()
}

fn side(answer: &FiledAnswer, apart: bool) -> Version {
    Version {
        value: answer.value.clone(),
        note: apart.then(|| answer.note.clone()),
        by: answer.by.clone(),
        at: answer.at,
        rest: Map::new(),
    }
}

/// Whether versions have to keep a note each: both sides wrote another one, or had done so before.
fn notes_differ(base: &FiledAnswer, ours: &FiledAnswer, theirs: &FiledAnswer) -> bool {
    let both_wrote = ours.note != theirs.note && ours.note != base.note && theirs.note != base.note;
    let mut versions = [base, ours, theirs]
        .into_iter()
        .flat_map(|answer| &answer.versions);
    both_wrote || versions.any(|version| version.note.is_some())
}

/// The note that one side wrote, or that both have.
fn one_note<'a>(base: &str, ours: &'a str, theirs: &'a str) -> &'a str {
    if ours == base { theirs } else { ours }
}

/// The value with our parts, and with theirs, where both changed a part of it.
fn part_by_part(kind: Option<ItemKind>, base: &Json, ours: &Json, theirs: &Json) -> (Json, Json) {
    let whole = || (ours.clone(), theirs.clone());
    let Some(names) = kind.and_then(part_names) else {
        return whole();
    };
    if kind == Some(ItemKind::Decision) && (ours.is_null() || theirs.is_null()) {
        // A decision without a choice is none: cleared here and edited there are two versions.
        return whole();
    }
    let blank = Map::new();
    let parts = |value| match value {
        Json::Null => Some(blank.clone()),
        Json::Object(parts) => Some(parts),
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => None,
    };
    let (Some(was), Some(a), Some(b)) = (parts(base.clone()), parts(ours.clone()), parts(theirs.clone()))
    else {
        return whole();
    };
    let others: BTreeSet<&str> = a
        .keys()
        .chain(b.keys())
        .map(String::as_str)
        .filter(|name| !names.contains(name))
        .collect();
    let (mut with_ours, mut with_theirs) = (Map::new(), Map::new());
    for name in names.iter().copied().chain(others) {
        let part = |parts: &Map<String, Json>| match parts.get(name) {
            None if names.contains(&name) => json!(""),
            None => Json::Null,
            Some(part) => part.clone(),
        };
        let (was, a, b) = (part(&was), part(&a), part(&b));
        let (x, y) = if a == b || b == was {
            (a.clone(), a)
        } else if a == was {
            (b.clone(), b)
        } else {
            (a, b)
        };
        for (parts, part) in [(&mut with_ours, x), (&mut with_theirs, y)] {
            if !part.is_null() {
                parts.insert(name.to_owned(), part);
            }
        }
    }
    (said(with_ours), said(with_theirs))
}

/// The names of the parts that two people may change side by side.
fn part_names(kind: ItemKind) -> Option<&'static [&'static str]> {
    match kind {
        ItemKind::ThreeWay | ItemKind::Head | ItemKind::Decision => Some(Value::members(kind)),
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Practice
        | ItemKind::Attestation
        | ItemKind::Outcome
        | ItemKind::Period => None,
    }
}

/// The value of these parts; none where all are blank.
fn said(parts: Map<String, Json>) -> Json {
    if parts.values().all(|part| *part == json!("")) {
        Json::Null
    } else {
        Json::Object(parts)
    }
}

/// What the shown value was taken from, where one side gives it whole.
fn carried(
    base: &FiledAnswer,
    ours: &FiledAnswer,
    theirs: &FiledAnswer,
    shown: &Json,
) -> Vec<crate::project::file::CarriedFrom> {
    let of_ours = ours.versions.is_empty() && ours.value == *shown;
    let of_theirs = theirs.versions.is_empty() && theirs.value == *shown;
    match (of_ours, of_theirs) {
        (true, true) => chosen(&base.carried, &ours.carried, &theirs.carried, |a, b| {
            let key = |sources: &Vec<_>| canonical(&json!(sources));
            if key(&b) > key(&a) { b } else { a }
        }),
        (true, false) => ours.carried.clone(),
        (false, true) => theirs.carried.clone(),
        (false, false) => Vec::new(),
    }
}

/// Evidence as a set: what either side added, without what either side took away.
fn evidence(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let kept = base
        .iter()
        .filter(|piece| ours.contains(piece) && theirs.contains(piece));
    let added: BTreeSet<&String> = ours
        .iter()
        .chain(theirs)
        .filter(|piece| !base.contains(piece))
        .collect();
    kept.chain(added).cloned().collect()
}

/// A reason given is never lost to an answer given at once; of two reasons the later stands.
fn later_skip(ours: Option<Skipped>, theirs: Option<Skipped>) -> Option<Skipped> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            let key = |skip: &Skipped| (skip.at, canonical(&json!(skip)));
            Some(if key(&theirs) > key(&ours) { theirs } else { ours })
        }
        (ours, theirs) => ours.or(theirs),
    }
}
