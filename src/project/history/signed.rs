//! What somebody signed, put back as it was signed, so that the sign-off stands again.

use serde_json::{Map, Value as Json};

use super::{
    About, record_before,
    restore::{NoWay, as_it_was, tried},
    words::around,
};
use crate::{
    guidance::{Edition, Item, List},
    json::sha256,
    project::{
        answer::Answer,
        change::Change,
        cover::{changed_since, covers, record_hash},
        file::{LogEntry, LogLine, Record, SignOff},
        state::Project,
        undo::{Parts, put_back},
    },
};

/// The changes that put everything that a sign-off covers back as it was signed.
///
/// How each thing was is looked for in the log, by the hash that the sign-off keeps of it. Fails
/// where the log does not tell it, or the changes are refused; nothing is put back in part.
pub fn restore_signed(
    edition: &Edition,
    project: &Project,
    sign_off: &SignOff,
) -> Result<Vec<Change>, NoWay> {
    // What was taken from elsewhere is taken again where that gives the same; it may not, once
    // what it is taken from is put back with it.
    let taken = put_back_all(edition, project, sign_off, Carried::Again);
    taken.or_else(|_| put_back_all(edition, project, sign_off, Carried::AsOwn))
}

/// What becomes of a text that was taken from elsewhere when it was signed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// It is taken again.
    Again,
    /// It is written as one's own.
    AsOwn,
}

fn put_back_all(
    edition: &Edition,
    project: &Project,
    sign_off: &SignOff,
    carried: Carried,
) -> Result<Vec<Change>, NoWay> {
    let mut changes = Vec::new();
    for thing in changed_since(edition, project, sign_off) {
        let hash = sign_off.covers.get(&thing).map(String::as_str);
        if let Some((list, id)) = thing.split_once('/') {
            let list = edition.list(list).ok_or(NoWay::NotTold)?;
            changes.push(record_as_signed(project, list, id, hash)?);
        } else {
            let item = edition.item(&thing).ok_or(NoWay::NotTold)?;
            let (signed, note) = item_as_signed(project, item, hash, carried)?;
            changes.extend(put_back(edition, project, item, &signed, Parts::VALUE, &note));
        }
    }
    let after = tried(edition, project, &changes)?;
    let as_signed = covers(edition, &after, &sign_off.subject).as_ref() == Some(&sign_off.covers);
    if as_signed && changed_since(edition, &after, sign_off).is_empty() {
        Ok(changes)
    } else {
        Err(NoWay::NotTold)
    }
}

/// The answer as it was signed, and the note that stands beside it now.
fn item_as_signed(
    project: &Project,
    item: &Item,
    hash: Option<&str>,
    carried: Carried,
) -> Result<(Answer, String), NoWay> {
    let is_signed = |answer: &Answer| Some(sha256(&answer.value_json()).as_str()) == hash;
    let present = project.answer(item.id.as_str()).cloned().unwrap_or_default();
    let told = entries_about(project, About::Item(item.id.to_string()));
    let was = told.flat_map(|entry| {
        let change = Change::from_json(&entry.change).ok();
        let around = change.and_then(|change| around(item, entry, &change));
        around.into_iter().flat_map(|(before, after)| [before, after])
    });
    let note = present.note.clone();
    let signed = std::iter::once(present)
        .chain(was)
        .find(is_signed)
        .ok_or(NoWay::NotTold)?;
    let taken = match carried {
        Carried::Again => signed.carried.clone(),
        Carried::AsOwn => Vec::new(),
    };
    // Nothing but the value is signed.
    let signed = Answer {
        skipped: None,
        carried: taken,
        ..signed
    };
    Ok((signed, note))
}

/// The record with the fields that are signed as they were; those of its progress stay.
fn record_as_signed(project: &Project, list: &List, id: &str, hash: Option<&str>) -> Result<Change, NoWay> {
    let present = project.record(list.id.as_str(), id);
    let Some(hash) = hash else {
        return Ok(Change::Remove {
            list: list.id.to_string(),
            id: id.to_owned(),
        });
    };
    let signed = former_records(project, list, id)
        .find(|record| record_hash(list, record) == hash)
        .ok_or(NoWay::NotTold)?;
    let Some(present) = present else {
        return Ok(as_it_was(list, id, &signed.fields, None));
    };
    let covered = || list.fields.iter().filter(|field| !field.progress);
    let value = |record: &Record, field: &str| record.fields.get(field).cloned().unwrap_or_default();
    let all: Map<String, Json> = covered()
        .map(|field| (field.id.clone(), value(&signed, &field.id)))
        .collect();
    let differing: Map<String, Json> = covered()
        .filter(|field| value(present, &field.id) != value(&signed, &field.id))
        .map(|field| (field.id.clone(), value(&signed, &field.id)))
        .collect();
    // Of two versions none differs from what is shown, and any field settles them.
    Ok(Change::Update {
        list: list.id.to_string(),
        id: id.to_owned(),
        fields: if differing.is_empty() { all } else { differing },
    })
}

/// The record as it is and as it was, the newest first, as far back as the log tells.
fn former_records(project: &Project, list: &List, id: &str) -> impl Iterator<Item = Record> {
    let present = project.record(list.id.as_str(), id).cloned();
    let told = entries_about(project, About::Record(list.id.to_string(), id.to_owned()));
    let mut state = present.clone();
    let former: Vec<Option<Record>> = told
        .map(|entry| {
            state = record_before(list, state.take(), entry);
            state.clone()
        })
        .collect();
    std::iter::once(present).chain(former).flatten()
}

/// The entries about something, the newest first.
fn entries_about(project: &Project, about: About) -> impl Iterator<Item = &LogEntry> {
    let entries = project.log.iter().rev().filter_map(LogLine::entry);
    entries
        .filter(move |entry| Change::from_json(&entry.change).is_ok_and(|change| About::of(&change) == about))
}
