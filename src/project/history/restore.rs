//! What was, put back by ordinary changes: as it stood before an entry, or as the entry made it.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::words::around;
use crate::{
    guidance::{Edition, List, Verdict},
    project::{
        apply::{Stamp, apply},
        change::{Change, Refusal},
        file::{LogEntry, Record},
        id::CountedIds,
        state::Project,
        undo::{Parts, put_back, signed_again, withdrawal},
    },
};

/// Which of an entry's two states is wanted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// What was there before it.
    Before,
    /// What it made.
    Made,
}

/// Why nothing is put back.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoWay {
    /// It is so already.
    #[error("that is how it stands now")]
    AlreadySo,
    /// Only a later version of the program understands it.
    #[error("a later version wrote this: here it is only read")]
    Unknown,
    /// The record is not there any more.
    #[error("it was removed since: that is put back first")]
    Gone,
    /// A sign-off is for whoever signs, and not for a wording that nobody has signed.
    #[error("what was signed has changed since: it is signed anew")]
    SignedOtherwise,
    /// The log does not tell how something was when it was signed.
    #[error("the log does not tell how it was when it was signed")]
    NotTold,
    /// The changes that would put it back are refused.
    #[error("{}", .0.what)]
    Refused(Refusal),
}

/// The changes that put back what was there before an entry of the log, or what it made; of an
/// answer the parts that it changed, of a record the fields.
///
/// Two versions do not come back: the one that was shown does.
pub fn restore(
    edition: &Edition,
    project: &Project,
    entry: &LogEntry,
    which: Which,
) -> Result<Vec<Change>, NoWay> {
    let change = Change::from_json(&entry.change).map_err(|_| NoWay::Unknown)?;
    let changes = match &change {
        Change::Answer { item, .. }
        | Change::Clear { item }
        | Change::Skip { item, .. }
        | Change::Confirm { item } => {
            let item = edition.item(item).ok_or(NoWay::Unknown)?;
            let (before, after) = around(item, entry, &change).ok_or(NoWay::Unknown)?;
            let wanted = match which {
                Which::Before => before,
                Which::Made => after,
            };
            let present = project.answer(item.id.as_str());
            let note = present.map_or("", |answer| answer.note.as_str());
            put_back(edition, project, item, &wanted, Parts::of(&change), note)
        }
        Change::Add { list, .. } | Change::Update { list, .. } | Change::Remove { list, .. } => {
            let list = edition.list(list).ok_or(NoWay::Unknown)?;
            vec![of_record(project, list, entry, &change, which)?]
        }
        Change::Sign { .. } => match (which, &entry.made) {
            (Which::Made, Some(made)) => vec![again(edition, project, made)?],
            (Which::Made, None) => return Err(NoWay::Unknown),
            (Which::Before, _) if entry.before.is_null() => vec![withdrawal(&change)],
            (Which::Before, _) => vec![again(edition, project, &entry.before)?],
        },
        Change::Withdraw { .. } => match which {
            Which::Before => vec![again(edition, project, &entry.before)?],
            Which::Made => vec![change],
        },
        Change::Archive | Change::Unarchive => vec![match (which, &change) {
            (Which::Made, _) => change,
            (Which::Before, Change::Archive) => Change::Unarchive,
            (Which::Before, _) => Change::Archive,
        }],
    };
    tried(edition, project, &changes)?;
    Ok(changes)
}

/// The project as it would be; fails where the changes are refused, or change nothing.
pub(super) fn tried(edition: &Edition, project: &Project, changes: &[Change]) -> Result<Project, NoWay> {
    let mut copy = project.clone();
    // Nothing is kept of who, when and what verdict: the copy is only looked at.
    let mut stamp = Stamp {
        by: "",
        at: project.updated_at,
        today: jiff::civil::Date::MAX,
        ids: &mut CountedIds::default(),
        verdict: &|_, _| Verdict::Undetermined,
    };
    match apply(&mut copy, changes, edition, &mut stamp) {
        Err(refusal) => Err(NoWay::Refused(refusal)),
        Ok(applied) if !applied.changed => Err(NoWay::AlreadySo),
        Ok(_) => Ok(copy),
    }
}

/// What makes a record as an entry found it, or left it.
fn of_record(
    project: &Project,
    list: &List,
    entry: &LogEntry,
    change: &Change,
    which: Which,
) -> Result<Change, NoWay> {
    let (_, id) = change.record().ok_or(NoWay::Unknown)?;
    let present = project.record(list.id.as_str(), id);
    match (change, which) {
        (Change::Update { fields, .. }, which) => {
            present.ok_or(NoWay::Gone)?;
            let value = |field: &String, given: &Json| match which {
                Which::Before => entry.before.get(field).cloned().unwrap_or_default(),
                Which::Made => given.clone(),
            };
            let known = fields.iter().filter(|(field, _)| list.field(field).is_some());
            Ok(Change::Update {
                list: list.id.to_string(),
                id: id.to_owned(),
                fields: known
                    .map(|(field, given)| (field.clone(), value(field, given)))
                    .collect(),
            })
        }
        (Change::Add { record, .. }, Which::Made) => Ok(as_it_was(list, id, record, present)),
        (Change::Remove { .. }, Which::Before) => {
            let record = super::removed_record(entry).ok_or(NoWay::Unknown)?;
            Ok(as_it_was(list, id, &record.fields, present))
        }
        _ if present.is_none() => Err(NoWay::AlreadySo),
        _ => Ok(Change::Remove {
            list: list.id.to_string(),
            id: id.to_owned(),
        }),
    }
}

/// Adds a record under its id with these fields, or gives the one that is there all of them; what
/// the list does not know is left out.
pub(in crate::project) fn as_it_was(
    list: &List,
    id: &str,
    fields: &Map<String, Json>,
    present: Option<&Record>,
) -> Change {
    let known = list.fields.iter().map(|field| &field.id);
    match present {
        Some(_) => Change::Update {
            list: list.id.to_string(),
            id: id.to_owned(),
            fields: known
                .map(|field| (field.clone(), fields.get(field).cloned().unwrap_or_default()))
                .collect(),
        },
        None => Change::Add {
            list: list.id.to_string(),
            record: [("id".to_owned(), json!(id))]
                .into_iter()
                .chain(known.filter_map(|field| Some((field.clone(), fields.get(field)?.clone()))))
                .collect(),
        },
    }
}

/// Gives a former sign-off again, where what it covers is still as it was signed.
fn again(edition: &Edition, project: &Project, former: &Json) -> Result<Change, NoWay> {
    let former = crate::project::file::SignOff::deserialize(former).map_err(|_| NoWay::Unknown)?;
    signed_again(edition, project, former).ok_or(NoWay::SignedOtherwise)
}
