//! What somebody signed, put back as it was signed, so that the sign-off stands again.

use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

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

/// The changes that put the PID back as an amendment was agreed with it.
pub fn restore_agreed(
    edition: &Edition,
    project: &Project,
    approval: &SignOff,
) -> Result<Vec<Change>, NoWay> {
    let agreed = as_agreed(edition, project, approval).ok_or(NoWay::NotTold)?;
    restore_signed(edition, project, &agreed)
}

/// An amendment's approval, as if it were a sign-off of the PID with which it was agreed; `None`
/// where the log does not lead back to that.
pub fn as_agreed(edition: &Edition, project: &Project, approval: &SignOff) -> Option<SignOff> {
    let since = entries_since(project, approval)?;
    let subject = edition.subject(PID)?;
    let mut then = covers(edition, project, PID)?;
    for item in &subject.covers.items {
        let about = About::Item(item.to_string());
        if let Some(first) = since.iter().find(|(other, _)| *other == about) {
            let item = edition.item(item.as_str())?;
            let was = Answer::from_json(item, &first.1.before)?;
            then.insert(item.id.to_string(), sha256(&was.value_json()));
        }
    }
    let lists = subject.covers.lists.iter();
    for list in lists.filter_map(|list| edition.list(list.as_str())) {
        let mut touched: BTreeSet<&str> = BTreeSet::new();
        for (about, _) in &since {
            if let About::Record(other, id) = about
                && list.id.as_str() == other
            {
                touched.insert(id);
            }
        }
        for id in touched {
            let about = About::Record(list.id.to_string(), id.to_owned());
            let back = since.iter().rev().filter(|(other, _)| *other == about);
            let present = project.record(list.id.as_str(), id).cloned();
            let was = back.fold(present, |record, (_, entry)| record_before(list, record, entry));
            let thing = format!("{}/{id}", list.id);
            match was {
                Some(record) => then.insert(thing, record_hash(list, &record)),
                None => then.remove(&thing),
            };
        }
    }
    (Some(sha256(&json!(then))) == approval.pid).then(|| SignOff {
        subject: PID.to_owned(),
        covers: then,
        pid: None,
        ..approval.clone()
    })
}

/// The subject with which amendments are agreed.
const PID: &str = "pid";

/// The entries after the one that recorded a sign-off, oldest first, with what each concerns.
fn entries_since<'a>(project: &'a Project, sign_off: &SignOff) -> Option<Vec<(About, &'a LogEntry)>> {
    let at = recorded_at(project, sign_off)?;
    let since = project.log.iter().skip(at + 1).filter_map(LogLine::entry);
    let about = |entry: &'a LogEntry| Some((About::of(&Change::from_json(&entry.change).ok()?), entry));
    Some(since.filter_map(about).collect())
}

/// Which line of the log recorded a sign-off, from 0.
pub fn recorded_at(project: &Project, sign_off: &SignOff) -> Option<usize> {
    let id = |line: &LogLine| {
        let made = line.entry()?.made.as_ref()?;
        Some(made.get("id")?.as_str()? == sign_off.id)
    };
    project.log.iter().position(|line| id(line) == Some(true))
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
