//! Applies changes to a project: all of a batch or none, refusing what is malformed and only
//! that, and writes the log.

mod answers;
mod log;
mod records;
mod sign_offs;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};

use super::{
    answer::Signed,
    change::{Change, ChangeError, Refusal, nearest},
    id::Ids,
    state::Project,
    value::ValueError,
};
use crate::guidance::{Edition, Item, List, Verdict};

pub use records::RECORD_LIMIT;

/// Who changes a project, when, and where the rest of what a change needs comes from.
pub struct Stamp<'a> {
    /// Who.
    pub by: &'a str,
    /// The instant that entries are stamped with.
    pub at: Timestamp,
    /// The day that sign-offs are judged by.
    pub today: Date,
    /// Fresh ids.
    pub ids: &'a mut dyn Ids,
    /// The verdict on a project, which a sign-off keeps.
    pub verdict: &'a dyn Fn(&Edition, &Project) -> Verdict,
}

/// What came of a batch.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Applied {
    /// Whether anything changed.
    pub changed: bool,
    /// The ids of the records that were added, in order.
    pub ids: Vec<String>,
    /// Each change that changed something, in order, as it can be taken back.
    pub done: Vec<Done>,
}

/// A change that changed something, and what was there before.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The change; an added record has its id.
    pub change: Change,
    /// What it changed, as it was.
    pub before: Json,
}

/// The project with all changes applied; or, where one is malformed, why, and nothing is changed.
pub fn apply(
    project: &mut Project,
    changes: &[Change],
    edition: &Edition,
    stamp: &mut Stamp,
) -> Result<Applied, Refusal> {
    if let Some(read_only) = &project.read_only {
        return Err(Refusal {
            position: 0,
            of: 0,
            what: ChangeError::ReadOnly(read_only.to_string()),
        });
    }
    let mut draft = project.clone();
    let mut applied = Applied::default();
    for (at, change) in changes.iter().enumerate() {
        let mut edit = Edit {
            project: &mut draft,
            edition,
            stamp: &mut *stamp,
            applied: &mut applied,
        };
        edit.make(change).map_err(|what| Refusal {
            position: at + 1,
            of: changes.len(),
            what,
        })?;
    }
    if applied.changed {
        draft.updated_at = stamp.at;
        let title = draft.title(edition).to_owned();
        draft.filed_title = title;
        *project = draft;
    }
    Ok(applied)
}

/// One change being made.
struct Edit<'a, 's, 'e> {
    project: &'a mut Project,
    edition: &'e Edition,
    stamp: &'a mut Stamp<'s>,
    applied: &'a mut Applied,
}

impl<'e> Edit<'_, '_, 'e> {
    fn make(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::Answer {
                item,
                value,
                note,
                evidence,
            } => self.answer(change, item, value.as_ref(), note.as_deref(), evidence.as_deref()),
            Change::Clear { item } => self.clear(change, item),
            Change::Skip { item, reason } => self.skip(change, item, reason),
            Change::Confirm { item } => self.confirm(change, item),
            Change::Add { list, record } => self.add(list, record),
            Change::Update { list, id, fields } => self.update(change, list, id, fields),
            Change::Remove { list, id } => self.remove(change, list, id),
            Change::Sign { .. } => self.sign(change),
            Change::Withdraw {
                subject,
                role,
                party,
                reason,
            } => self.withdraw(change, subject, *role, party, reason),
            Change::Archive => {
                self.archive(change, Some(self.stamp.at));
                Ok(())
            }
            Change::Unarchive => {
                self.archive(change, None);
                Ok(())
            }
        }
    }

    fn archive(&mut self, change: &Change, at: Option<Timestamp>) {
        if self.project.archived_at.is_some() == at.is_some() {
            return;
        }
        let was = json!(self.project.archived_at);
        self.project.archived_at = at;
        self.log(change, was, None);
    }

    fn signed(&self) -> Signed<'_> {
        Signed {
            by: self.stamp.by,
            at: self.stamp.at,
        }
    }

    fn item(&self, id: &str) -> Result<&'e Item, ChangeError> {
        self.edition
            .item(id)
            .ok_or_else(|| unknown_item(self.edition, id))
    }

    fn list(&self, id: &str) -> Result<&'e List, ChangeError> {
        self.edition.list(id).ok_or_else(|| ChangeError::UnknownList {
            list: id.to_owned(),
            nearest: nearest(id, self.edition.lists().map(|list| list.id.as_str())),
        })
    }
}

fn value_error(place: &str, what: ValueError) -> ChangeError {
    ChangeError::Value {
        place: place.to_owned(),
        what,
    }
}

fn unknown_item(edition: &Edition, id: &str) -> ChangeError {
    ChangeError::UnknownItem {
        item: id.to_owned(),
        nearest: nearest(id, edition.items().map(|item| item.id.as_str())),
    }
}
