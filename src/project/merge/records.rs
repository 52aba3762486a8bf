//! Two lists of records made one: record by record, field by field.

use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

use super::{Told, in_sequence, versions::united};
use crate::{
    guidance::{Edition, FieldKind, List, ListId, ListRole},
    project::{
        change::Change,
        file::{LogEntry, LogLine, Record, SignOff, Version},
        id::RESERVED,
        record::in_order,
        state::Project,
    },
};

type Records = BTreeMap<String, Record>;

/// The lists of the edition, with what both sides made of them. A party or an amendment that was
/// removed on one side, and is named by a record or a standing sign-off of the other, is kept, in
/// two versions.
pub(super) fn merged(
    edition: &Edition,
    sides: [&Project; 3],
    sign_offs: &[SignOff],
    told: &Told,
) -> BTreeMap<ListId, Vec<Record>> {
    let lists: Vec<&List> = edition.lists().collect();
    let mut all: BTreeMap<&ListId, Records> = BTreeMap::new();
    for &list in &lists {
        let records = sides.map(|side| by_id(side.records(list.id.as_str())));
        all.insert(&list.id, one_list(Some(list), list.id.as_str(), &records, sides));
    }
    for (list, id) in wanted(edition, &all, sign_offs) {
        let records = sides.map(|side| by_id(side.records(list.as_str())));
        let kept = kept_in_two(list.as_str(), &id, &records, sides);
        if let (Some(kept), Some(records)) = (kept, all.get_mut(list)) {
            records.entry(id).or_insert(kept);
        }
    }
    let mut merged = BTreeMap::new();
    for (list, records) in all {
        let ids = sides.map(|side| ids(side.records(list.as_str())));
        let records = ordered(list.as_str(), records, &ids, told);
        if !records.is_empty() {
            merged.insert(list.clone(), records);
        }
    }
    merged
}

/// Lists that the edition does not have, merged in the same way.
pub(super) fn merged_unknown(
    sides: &[BTreeMap<String, Vec<Record>>; 3],
    told: &Told,
) -> BTreeMap<String, Vec<Record>> {
    let [base, ours, theirs] = sides;
    let lists: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut merged = BTreeMap::new();
    for list in lists {
        let of_list = |side: &BTreeMap<String, Vec<Record>>| side.get(list).cloned();
        let whole = [base, ours, theirs].map(of_list);
        let sides = whole
            .each_ref()
            .map(|records| records.as_deref().unwrap_or_default());
        let one = if whole[1] == whole[2] || whole[2] == whole[0] {
            whole[1].clone()
        } else if whole[1] == whole[0] {
            whole[2].clone()
        } else {
            let records = one_list(None, list, &sides.map(by_id), []);
            Some(ordered(list, records, &sides.map(ids), told))
        };
        if let Some(one) = one {
            merged.insert(list.clone(), one);
        }
    }
    merged
}

fn by_id(records: &[Record]) -> Records {
    records
        .iter()
        .map(|record| (record.id.clone(), record.clone()))
        .collect()
}

fn ids(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.id.clone()).collect()
}

fn ordered(list: &str, mut records: Records, ids: &[Vec<String>; 3], told: &Told) -> Vec<Record> {
    let [base, ours, theirs] = ids;
    let place = |id: &str| told.added.get(&(list.to_owned(), id.to_owned())).copied();
    in_sequence([base, ours, theirs], place)
        .iter()
        .filter_map(|id| records.remove(id))
        .collect()
}

/// The records of one list by their ids; `projects` are the sides whose logs tell who wrote what.
fn one_list<const N: usize>(
    list: Option<&List>,
    name: &str,
    [base, ours, theirs]: &[Records; 3],
    projects: [&Project; N],
) -> Records {
    let all: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    all.into_iter()
        .filter_map(|id| {
            let (was, a, b) = (base.get(id), ours.get(id), theirs.get(id));
            if a == b || b == was {
                return a.cloned();
            }
            if a == was {
                return b.cloned();
            }
            let side = |at: usize, record| held(record, last_edit(projects.get(at).copied(), name, id));
            let (was, ours, theirs) = (held(was, None), side(1, a), side(2, b));
            recorded(
                id,
                united(&was, &ours, &theirs, &|was, a, b| field_by_field(list, was, a, b)),
            )
        })
        .map(|record| (record.id.clone(), record))
        .collect()
}

/// What a side holds of a record: its versions, its fields, or that it is not there.
fn held(record: Option<&Record>, edit: Option<&LogEntry>) -> Vec<Version> {
    let value = match record {
        Some(record) if !record.versions.is_empty() => return record.versions.clone(),
        Some(record) => Json::Object(record.fields.clone()),
        None => Json::Null,
    };
    vec![Version {
        value,
        note: None,
        by: edit.map(|entry| entry.by.clone()),
        at: edit.map(|entry| entry.until.unwrap_or(entry.at)),
        rest: Map::new(),
    }]
}

/// The log's last entry of a record.
fn last_edit<'a>(project: Option<&'a Project>, list: &str, id: &str) -> Option<&'a LogEntry> {
    let concerns = |entry: &&LogEntry| {
        Change::from_json(&entry.change)
            .ok()
            .and_then(|change| change.record().map(|(of, which)| of == list && which == id))
            .unwrap_or(false)
    };
    let log = project.map(|project| project.log.as_slice()).unwrap_or_default();
    log.iter().rev().filter_map(LogLine::entry).find(concerns)
}

/// The fields with ours, and with theirs, where both changed one of them; null for a record that
/// is not there.
fn field_by_field(list: Option<&List>, base: &Json, ours: &Json, theirs: &Json) -> (Json, Json) {
    let (Some(ours), Some(theirs)) = (ours.as_object(), theirs.as_object()) else {
        return (ours.clone(), theirs.clone());
    };
    let nothing = Map::new();
    let base = base.as_object().unwrap_or(&nothing);
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let (mut with_ours, mut with_theirs) = (Map::new(), Map::new());
    for name in names {
        let (was, a, b) = (base.get(name), ours.get(name), theirs.get(name));
        let (x, y) = if a == b || b == was {
            (a, a)
        } else if a == was {
            (b, b)
        } else {
            (a, b)
        };
        for (fields, value) in [(&mut with_ours, x), (&mut with_theirs, y)] {
            if let Some(value) = value {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
    for fields in [&mut with_ours, &mut with_theirs] {
        if let Some(list) = list {
            in_order(list, fields);
        }
    }
    (Json::Object(with_ours), Json::Object(with_theirs))
}

/// The record that these versions make, the first that is there being shown; none where it is
/// gone.
fn recorded(id: &str, versions: Vec<Version>) -> Option<Record> {
    let shown = versions.iter().find_map(|version| version.value.as_object())?;
    Some(Record {
        id: id.to_owned(),
        fields: shown.clone(),
        versions: if versions.len() > 1 { versions } else { Vec::new() },
    })
}

/// Parties and amendments that something names and that are gone.
fn wanted<'e>(
    edition: &'e Edition,
    all: &BTreeMap<&ListId, Records>,
    sign_offs: &[SignOff],
) -> BTreeSet<(&'e ListId, String)> {
    let mut named: BTreeSet<(&ListId, String)> = BTreeSet::new();
    let standing = sign_offs.iter().filter(|sign_off| sign_off.withdrawn.is_none());
    if let Some(parties) = edition.list_role(ListRole::Parties) {
        for list in edition.lists() {
            let records = all.get(&list.id).into_iter().flat_map(BTreeMap::values);
            for record in records {
                let fields = list.fields.iter();
                named.extend(
                    fields
                        .filter(|field| matches!(field.kind, FieldKind::Party | FieldKind::Company))
                        .map(|field| (parties, record.text(&field.id).to_owned())),
                );
            }
        }
        named.extend(
            standing
                .clone()
                .map(|sign_off| (parties, sign_off.party.clone()))
                .filter(|(_, party)| !RESERVED.contains(&party.as_str())),
        );
    }
    if let Some(amendments) = edition.list_role(ListRole::Amendments) {
        named.extend(
            standing
                .filter_map(|sign_off| sign_off.subject.strip_prefix("amendment/"))
                .map(|id| (amendments, id.to_owned())),
        );
    }
    let gone =
        |(list, id): &(&ListId, String)| !all.get(list).is_some_and(|records| records.contains_key(id));
    named.into_iter().filter(gone).collect()
}

/// A record that one side removed and the other names, as both had it; none where neither has it.
fn kept_in_two(
    list: &str,
    id: &str,
    [_, ours, theirs]: &[Records; 3],
    [_, our_side, their_side]: [&Project; 3],
) -> Option<Record> {
    let side = |records: &Records, project| held(records.get(id), last_edit(Some(project), list, id));
    let mut versions = side(ours, our_side);
    versions.extend(side(theirs, their_side));
    recorded(id, versions)
}
