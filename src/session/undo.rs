//! Undo and redo, as ordinary changes that put back what was there.

use serde_json::{Value as Json, json};

use super::Session;
use crate::{
    guidance::Edition,
    project::{Change, Done, Project, change_words, inverse},
};

/// Why undo or redo did nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UndoError {
    /// There is nothing more.
    #[error("nothing to undo since the project was opened")]
    NothingToUndo,
    /// Nothing can put it back any more.
    #[error("what was there before can no longer be put back")]
    NothingLeft,
    /// There is nothing more.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Somebody else changed it since.
    #[error("somebody else has changed {0} since, so it is left as it is")]
    ChangedSince(String),
    /// It can no longer be put back.
    #[error("{0}")]
    Refused(String),
}

impl Session {
    /// Takes the last thing back; says what that was, and what it concerned.
    pub fn undo(&mut self) -> Result<(String, Change), UndoError> {
        self.settle()
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let unit = self.undo.pop_back().ok_or(UndoError::NothingToUndo)?;
        self.untouched(&unit)?;
        let back = self.back_from(&unit);
        self.make(&back)
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let done = back.last().cloned().ok_or(UndoError::NothingLeft)?;
        let what = unit.what.clone();
        self.redo.push(unit);
        Ok((what, done))
    }

    /// Does again what was last taken back; says what that was, and what it concerned.
    pub fn redo(&mut self) -> Result<(String, Change), UndoError> {
        self.settle()
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let mut unit = self.redo.pop().ok_or(UndoError::NothingToRedo)?;
        let changes: Vec<Change> = unit.done.iter().map(|done| done.change.clone()).collect();
        self.make(&changes)
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let done = changes.last().cloned().ok_or(UndoError::NothingToRedo)?;
        let what = unit.what.clone();
        unit.after = changes
            .iter()
            .map(|change| standing(&self.project, change))
            .collect();
        self.undo.push_back(unit);
        Ok((what, done))
    }

    /// What undo would take back, in words.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.back().map(|unit| unit.what.as_str())
    }

    /// What redo would do again, in words.
    pub fn redoable(&self) -> Option<&str> {
        self.redo.last().map(|unit| unit.what.as_str())
    }

    /// What puts back what was there before a unit, the last of its changes first.
    fn back_from(&self, unit: &Unit) -> Vec<Change> {
        let done = unit.done.iter().rev();
        done.flat_map(|done| inverse(&self.edition, &self.project, &done.change, &done.before))
            .collect()
    }

    fn untouched(&self, unit: &Unit) -> Result<(), UndoError> {
        let changes = unit.done.iter().map(|done| &done.change);
        let touched = changes
            .zip(&unit.after)
            .find(|(change, after)| standing(&self.project, change) != **after);
        match touched {
            Some((change, _)) => Err(UndoError::ChangedSince(change_words(&self.edition, change))),
            None => Ok(()),
        }
    }
}

/// One thing that undo takes back: a word, a paste, a pause, a key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// The changes that it made, and what was there before each.
    done: Vec<Done>,
    /// What it was, in words.
    what: String,
    /// The things that it changed, as they stood after it.
    after: Vec<(String, Json)>,
}

/// The unit that takes back what was done, given the project after it.
pub(super) fn unit(edition: &Edition, after: &Project, done: Vec<Done>) -> Unit {
    let last = done.last();
    Unit {
        what: last
            .map(|done| change_words(edition, &done.change))
            .unwrap_or_default(),
        after: done.iter().map(|done| standing(after, &done.change)).collect(),
        done,
    }
}

/// What a change concerns, and how that stands in the project: for seeing whether somebody else
/// changed it since.
pub(super) fn standing(project: &Project, change: &Change) -> (String, Json) {
    match change {
        Change::Answer { item, .. }
        | Change::Clear { item }
        | Change::Skip { item, .. }
        | Change::Confirm { item } => {
            let said = project.answer(item).map(|answer| {
                json!([
                    answer.value.as_ref().map(crate::project::Value::to_json),
                    answer.note,
                    answer.evidence
                ])
            });
            (item.clone(), json!(said))
        }
        Change::Add { list, record } => {
            let id = record.get("id").and_then(Json::as_str).unwrap_or_default();
            (format!("{list}/{id}"), json!(project.record(list, id)))
        }
        Change::Update { list, id, .. } | Change::Remove { list, id } => {
            (format!("{list}/{id}"), json!(project.record(list, id)))
        }
        Change::Sign {
            subject, role, party, ..
        }
        | Change::Withdraw {
            subject, role, party, ..
        } => {
            let standing = project
                .standing(subject, *role, party)
                .map(|sign_off| &sign_off.id);
            (format!("{subject}/{}/{party}", role.name()), json!(standing))
        }
        Change::Archive | Change::Unarchive => ("archived".to_owned(), json!(project.archived_at.is_some())),
    }
}
