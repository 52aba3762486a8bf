//! An answer to an item: its value, what stands beside it, and how an edit changes it.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::{
    change::Change,
    file::{CarriedFrom, FiledAnswer, Skipped, Version},
    value::{Value, ValueError},
};
use crate::guidance::Item;

/// An answer to an item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The value; `None` while there is none.
    pub value: Option<Value>,
    /// What was noted beside it.
    pub note: String,
    /// What supports it: texts or links.
    pub evidence: Vec<String>,
    /// Who last changed the value.
    pub by: Option<String>,
    /// When the value was last changed.
    pub at: Option<Timestamp>,
    /// Why it does not apply, where somebody said so.
    pub skipped: Option<Skipped>,
    /// What it was taken from, while it stands as it was taken.
    pub carried: Vec<CarriedFrom>,
    /// Values that were given at once, until somebody chooses.
    pub versions: Vec<Version>,
    /// Members of the value that this program does not know.
    pub(super) value_rest: Map<String, Json>,
    /// Members that this program does not know.
    pub(super) rest: Map<String, Json>,
}

impl Answer {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.value.is_none()
            && self.note.is_empty()
            && self.evidence.is_empty()
            && self.skipped.is_none()
            && self.versions.is_empty()
            && self.value_rest.is_empty()
            && self.rest.is_empty()
    }

    /// The value as the file holds it, null while there is none.
    pub fn value_json(&self) -> Json {
        match self.value.as_ref().map(Value::to_json) {
            Some(Json::Object(mut members)) => {
                members.extend(self.value_rest.clone());
                Json::Object(members)
            }
            Some(value) => value,
            None if self.value_rest.is_empty() => Json::Null,
            None => Json::Object(self.value_rest.clone()),
        }
    }

    /// The answer as the file holds it.
    pub fn to_filed(&self) -> FiledAnswer {
        FiledAnswer {
            value: self.value_json(),
            note: self.note.clone(),
            evidence: self.evidence.clone(),
            by: self.by.clone(),
            at: self.at,
            skipped: self.skipped.clone(),
            carried: self.carried.clone(),
            versions: self.versions.clone(),
            rest: self.rest.clone(),
        }
    }

    /// The answer that the file holds; fails on a value that its item cannot have.
    pub fn from_filed(item: &Item, filed: FiledAnswer) -> Result<Self, ValueError> {
        let (value, value_rest) = split(item, filed.value);
        Ok(Self {
            value: Value::from_file(item, &value)?,
            note: filed.note,
            evidence: filed.evidence,
            by: filed.by,
            at: filed.at,
            skipped: filed.skipped,
            carried: filed.carried,
            versions: filed.versions,
            value_rest,
            rest: filed.rest,
        })
    }

    /// The answer that a log entry holds, null for none; `None` where it holds another thing.
    pub(super) fn from_json(item: &Item, json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::default()),
            json => Self::from_filed(item, FiledAnswer::deserialize(json).ok()?).ok(),
        }
    }

    /// Whether the other says the same, whoever said it and when.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let reason = |answer: &Self| answer.skipped.as_ref().map(|skipped| skipped.reason.clone());
        self.value == other.value
            && self.note == other.note
            && self.evidence == other.evidence
            && self.carried == other.carried
            && self.versions == other.versions
            && reason(self) == reason(other)
    }

    /// The answer after an edit of it, `made` being what a `confirm` took; `None` where the change
    /// is no edit of an answer, or malformed.
    pub(super) fn edited(
        &self,
        item: &Item,
        change: &Change,
        made: Option<&Json>,
        stamp: Signed,
    ) -> Option<Self> {
        let mut after = self.clone();
        match change {
            Change::Answer {
                value,
                note,
                evidence,
                ..
            } => {
                after.skipped = None;
                if let Some(json) = value {
                    after.give(Value::from_json(item, json).ok()?, stamp);
                }
                if let Some(note) = note {
                    note.clone_into(&mut after.note);
                    after.settle_notes();
                }
                if let Some(evidence) = evidence {
                    let said = |piece: &&String| !piece.trim().is_empty();
                    after.evidence = evidence.iter().filter(said).cloned().collect();
                }
            }
            Change::Clear { .. } => after.give(None, stamp),
            Change::Skip { reason, .. } => {
                if after
                    .skipped
                    .as_ref()
                    .is_none_or(|skipped| skipped.reason != *reason)
                {
                    after.skipped = Some(stamp.because(reason));
                }
            }
            Change::Confirm { .. } => {
                let made = made?;
                let value = Value::from_json(item, made.get("value")?).ok()?;
                after.give(value, stamp);
                after.carried = Vec::deserialize(made.get("carried")?).ok()?;
            }
            Change::Add { .. }
            | Change::Update { .. }
            | Change::Remove { .. }
            | Change::Sign { .. }
            | Change::Withdraw { .. }
            | Change::Archive
            | Change::Unarchive => return None,
        }
        Some(after)
    }

    /// Ends two notes: one was written in their place. Versions that differed in nothing else end
    /// with them.
    fn settle_notes(&mut self) {
        let mut values: Vec<Version> = Vec::new();
        for version in std::mem::take(&mut self.versions) {
            let version = Version {
                note: None,
                ..version
            };
            if !values.iter().any(|known| known.value == version.value) {
                values.push(version);
            }
        }
        if values.len() > 1 {
            self.versions = values;
        }
    }

    /// Gives the answer a value of somebody's own: what it was carried from and two versions end
    /// with it, and so does a skip.
    ///
    /// Of a head only the notes are carried: its clause, or whether it is covered, leaves them as
    /// they were taken.
    fn give(&mut self, value: Option<Value>, stamp: Signed) {
        let only_beside = match (&self.value, &value) {
            (Some(was @ Value::Head { notes: taken, .. }), Some(now @ Value::Head { notes, .. })) => {
                taken == notes && was != now
            }
            _ => false,
        };
        if self.value != value || !self.versions.is_empty() {
            if value.is_none() {
                self.value_rest.clear();
            }
            self.value = value;
            self.by = Some(stamp.by.to_owned());
            self.at = Some(stamp.at);
        }
        if !only_beside {
            self.carried.clear();
        }
        self.versions.clear();
        self.skipped = None;
    }
}

/// Who made an edit, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signed<'a> {
    pub(super) by: &'a str,
    pub(super) at: Timestamp,
}

impl Signed<'_> {
    /// A reason, as they gave it.
    pub(super) fn because(self, reason: &str) -> Skipped {
        Skipped {
            reason: reason.to_owned(),
            by: self.by.to_owned(),
            at: self.at,
            rest: Map::new(),
        }
    }
}

/// A value as this program knows it: without members that its kind does not have, and null where
/// it is blank or none.
pub(super) fn known_value(item: &Item, value: &Json) -> Json {
    let (known, _) = split(item, value.clone());
    match Value::from_file(item, &known) {
        Ok(value) => value.map_or(Json::Null, |value| value.to_json()),
        Err(_) => value.clone(),
    }
}

/// A value's members that its kind has, and those that it does not.
fn split(item: &Item, value: Json) -> (Json, Map<String, Json>) {
    let known = Value::members(item.kind);
    match value {
        Json::Object(members) if !known.is_empty() => {
            let (known, rest): (Map<_, _>, Map<_, _>) = members
                .into_iter()
                .partition(|(member, _)| known.contains(&member.as_str()));
            let value = if known.is_empty() {
                Json::Null
            } else {
                Json::Object(known)
            };
            (value, rest)
        }
        value => (value, Map::new()),
    }
}
