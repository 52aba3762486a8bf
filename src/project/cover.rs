//! What a sign-off covers, and the hashes by which a later change shows.

use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

use super::{
    answer::Answer,
    file::{Record, SignOff},
    state::Project,
};
use crate::{
    guidance::{Edition, List, ListRole},
    json::sha256,
};

/// The hash of each thing that a sign-off of the subject covers now: the values of items (not
/// their notes or evidence), and records of the plan without their *progress* fields. `None`
/// where the edition does not know the subject.
pub fn covers(edition: &Edition, project: &Project, subject: &str) -> Option<BTreeMap<String, String>> {
    if let Some(id) = subject.strip_prefix("amendment/") {
        let list = edition.list(edition.list_role(ListRole::Amendments)?.as_str())?;
        let record = project.record(list.id.as_str(), id)?;
        return Some(BTreeMap::from([(
            format!("{}/{id}", list.id),
            record_hash(list, record),
        )]));
    }
    let subject = edition.subject(subject)?;
    let mut hashes = BTreeMap::new();
    for item in &subject.covers.items {
        let value = project
            .answer(item.as_str())
            .map_or(Json::Null, Answer::value_json);
        hashes.insert(item.to_string(), sha256(&value));
    }
    for list in subject
        .covers
        .lists
        .iter()
        .filter_map(|list| edition.list(list.as_str()))
    {
        for record in project.records(list.id.as_str()) {
            hashes.insert(format!("{}/{}", list.id, record.id), record_hash(list, record));
        }
    }
    Some(hashes)
}

/// The hash of the PID as it stands, which an amendment's approval keeps; `None` in an edition
/// without one.
pub fn pid_hash(edition: &Edition, project: &Project) -> Option<String> {
    covers(edition, project, "pid").map(|hashes| sha256(&json!(hashes)))
}

/// The things covered by a sign-off that are no longer as they were signed, by item id or
/// `list/record`, in the guidance's order; two versions of one count as changed.
pub fn changed_since(edition: &Edition, project: &Project, sign_off: &SignOff) -> Vec<String> {
    let now = covers(edition, project, &sign_off.subject).unwrap_or_default();
    let mut changed: Vec<String> = sign_off
        .covers
        .iter()
        .filter(|(thing, hash)| now.get(*thing) != Some(hash))
        .map(|(thing, _)| thing.clone())
        .chain(
            now.keys()
                .filter(|thing| !sign_off.covers.contains_key(*thing))
                .cloned(),
        )
        .collect();
    for thing in now.keys() {
        let doubled = match thing.split_once('/') {
            Some((list, id)) => project
                .record(list, id)
                .is_some_and(|record| !record.versions.is_empty()),
            None => project
                .answer(thing)
                .is_some_and(|answer| !answer.versions.is_empty()),
        };
        if doubled && !changed.contains(thing) {
            changed.push(thing.clone());
        }
    }
    changed.sort_by_key(|thing| edition.position(thing.split('/').next().unwrap_or(thing)));
    changed
}

/// The hash of what a sign-off covers of a record.
pub(super) fn record_hash(list: &List, record: &Record) -> String {
    let covered: Map<String, Json> = list
        .fields
        .iter()
        .filter(|field| !field.progress && record.has(&field.id))
        .filter_map(|field| Some((field.id.clone(), record.fields.get(&field.id)?.clone())))
        .collect();
    sha256(&Json::Object(covered))
}
