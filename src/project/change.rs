//! The one vocabulary of edits: what the screens make, what the log records, what `apply` reads.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Map, Value as Json};

use super::value::ValueError;
use crate::{
    characters::{escaped, quoted},
    guidance::SignRole,
};

/// One edit of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// Gives an item a value, a note or evidence; what is absent stays as it is.
    Answer {
        /// The item.
        item: String,
        /// The value; blank clears it.
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        value: Option<Json>,
        /// The note; `""` empties it.
        #[serde(default, deserialize_with = "note", skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The evidence; `[]` empties it.
        #[serde(
            default,
            deserialize_with = "evidence",
            skip_serializing_if = "Option::is_none"
        )]
        evidence: Option<Vec<String>>,
    },
    /// Clears an item's value and keeps its note and evidence.
    Clear {
        /// The item.
        item: String,
    },
    /// Says that an item does not apply, and why; keeps its value.
    Skip {
        /// The item.
        item: String,
        /// Why.
        reason: String,
    },
    /// Takes the carried text as the answer.
    Confirm {
        /// The item.
        item: String,
    },
    /// Adds a record to a list.
    Add {
        /// The list.
        list: String,
        /// The record; one without an `id` is given one.
        record: Map<String, Json>,
    },
    /// Changes fields of a record; blank empties one.
    Update {
        /// The list.
        list: String,
        /// The record.
        id: String,
        /// The fields.
        fields: Map<String, Json>,
    },
    /// Removes a record.
    Remove {
        /// The list.
        list: String,
        /// The record.
        id: String,
    },
    /// Records that somebody approved, certified, signed or published something.
    Sign {
        /// What.
        subject: String,
        /// In which role.
        role: SignRole,
        /// For whom: a party's id, `project-team` or `governance-committee`.
        party: String,
        /// The person.
        name: String,
        /// The day.
        date: String,
        /// Where it was published.
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// Ends the sign-off that stands.
    Withdraw {
        /// What was signed.
        subject: String,
        /// In which role.
        role: SignRole,
        /// For whom.
        party: String,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Puts the project away.
    Archive,
    /// Takes it back.
    Unarchive,
}

impl Change {
    /// An answer's value alone.
    pub fn value(item: &str, value: Json) -> Self {
        Self::Answer {
            item: item.to_owned(),
            value: Some(value),
            note: None,
            evidence: None,
        }
    }

    /// An answer's note alone.
    pub fn note(item: &str, note: &str) -> Self {
        Self::Answer {
            item: item.to_owned(),
            value: None,
            note: Some(note.to_owned()),
            evidence: None,
        }
    }

    /// An answer's evidence alone.
    pub fn evidence(item: &str, evidence: Vec<String>) -> Self {
        Self::Answer {
            item: item.to_owned(),
            value: None,
            note: None,
            evidence: Some(evidence),
        }
    }

    /// The item or list that it edits, or the subject that it signs; empty for the whole project.
    pub fn target(&self) -> &str {
        match self {
            Self::Answer { item, .. }
            | Self::Clear { item }
            | Self::Skip { item, .. }
            | Self::Confirm { item } => item,
            Self::Add { list, .. } | Self::Update { list, .. } | Self::Remove { list, .. } => list,
            Self::Sign { subject, .. } | Self::Withdraw { subject, .. } => subject,
            Self::Archive | Self::Unarchive => "",
        }
    }

    /// The item whose answer it edits, where it edits one.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Answer { item, .. }
            | Self::Clear { item }
            | Self::Skip { item, .. }
            | Self::Confirm { item } => Some(item),
            Self::Add { .. }
            | Self::Update { .. }
            | Self::Remove { .. }
            | Self::Sign { .. }
            | Self::Withdraw { .. }
            | Self::Archive
            | Self::Unarchive => None,
        }
    }

    /// The list and the id of the record that it edits, where it edits one that has an id.
    pub fn record(&self) -> Option<(&str, &str)> {
        match self {
            Self::Add { list, record } => Some((list, record.get("id")?.as_str()?)),
            Self::Update { list, id, .. } | Self::Remove { list, id } => Some((list, id)),
            Self::Answer { .. }
            | Self::Clear { .. }
            | Self::Skip { .. }
            | Self::Confirm { .. }
            | Self::Sign { .. }
            | Self::Withdraw { .. }
            | Self::Archive
            | Self::Unarchive => None,
        }
    }

    /// Whether it takes something away: a record, a sign-off, the project into the archive.
    pub fn takes_away(&self) -> bool {
        match self {
            Self::Remove { .. } | Self::Withdraw { .. } | Self::Archive => true,
            Self::Answer { .. }
            | Self::Clear { .. }
            | Self::Skip { .. }
            | Self::Confirm { .. }
            | Self::Add { .. }
            | Self::Update { .. }
            | Self::Sign { .. }
            | Self::Unarchive => false,
        }
    }

    /// The change that a JSON value is; fails on an unknown op or member, or a missing one.
    pub fn from_json(json: &Json) -> Result<Self, ChangeError> {
        let Some(members) = json.as_object() else {
            return Err(ChangeError::Shape("a change is an object with an op".to_owned()));
        };
        let change = Self::deserialize(json)
            .map_err(|error| ChangeError::Shape(escaped(&error.to_string().replace('`', "\""))))?;
        let alone = matches!(change, Self::Archive | Self::Unarchive);
        match members.keys().find(|&key| alone && key != "op") {
            // serde passes over the members of a variant that has none.
            Some(key) => Err(ChangeError::Shape(format!("unknown field {}", quoted(key)))),
            None => Ok(change),
        }
    }

    /// The changes that a JSON array holds; fails on the first that is malformed, with its place.
    pub fn list_from_json(json: &Json) -> Result<Vec<Self>, Refusal> {
        let Some(values) = json.as_array() else {
            return Err(Refusal {
                position: 0,
                of: 0,
                what: ChangeError::Shape("a list of changes is a JSON array".to_owned()),
            });
        };
        let place = |position| {
            move |what| Refusal {
                position,
                of: values.len(),
                what,
            }
        };
        values
            .iter()
            .enumerate()
            .map(|(at, value)| Self::from_json(value).map_err(place(at + 1)))
            .collect()
    }

    /// The change as the log and `apply` write it.
    pub fn to_json(&self) -> Json {
        // An enum of strings and JSON values with a tag is always a JSON object.
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// A member that is there, so that null is a value like any other.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A note: a text; an empty list empties it too.
fn note<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Json::deserialize(deserializer)? {
        Json::String(note) => Ok(Some(note)),
        Json::Array(none) if none.is_empty() => Ok(Some(String::new())),
        _ => Err(D::Error::custom("a note is a text")),
    }
}

/// Evidence: a list of texts; an empty text empties it too.
fn evidence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let wrong = || D::Error::custom("evidence is a list of texts");
    match Json::deserialize(deserializer)? {
        Json::String(text) if text.is_empty() => Ok(Some(Vec::new())),
        Json::Array(pieces) => {
            let texts = pieces.iter().map(|piece| piece.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>().map(Some).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

/// A change that was refused, and with it its whole batch.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct Refusal {
    /// Which change, from 1; 0 where the batch itself is malformed.
    pub position: usize,
    /// How many changes the batch has.
    pub of: usize,
    /// Why.
    pub what: ChangeError,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        if self.of > 1 {
            write!(
                formatter,
                "{}: change {} of {}",
                self.what, self.position, self.of
            )
        } else {
            write!(formatter, "{}", self.what)
        }
    }
}

/// Why a change is refused: it is malformed. What is merely wrong for the project is accepted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChangeError {
    /// It is no change.
    #[error("{0}")]
    Shape(String),
    /// The edition has no such item.
    #[error("there is no item {}", quoted(.item))]
    UnknownItem {
        /// What was named.
        item: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// The edition has no such list.
    #[error("there is no list {}", quoted(.list))]
    UnknownList {
        /// What was named.
        list: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// The list's records have no such field.
    #[error("{list} has no field {}", quoted(.field))]
    UnknownField {
        /// The list.
        list: String,
        /// What was named.
        field: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// The list has no such record.
    #[error("{list} has no record {}", quoted(.id))]
    UnknownRecord {
        /// The list.
        list: String,
        /// What was named.
        id: String,
    },
    /// There is no such party.
    #[error("there is no party {}: {place}", quoted(.party))]
    UnknownParty {
        /// What was named.
        party: String,
        /// Where it was named.
        place: String,
    },
    /// A value is not one of its kind.
    #[error("{place} {what}")]
    Value {
        /// The item, or the list and field.
        place: String,
        /// What is wrong with it.
        what: ValueError,
    },
    /// An answer gives nothing.
    #[error("an answer to {0} gives a value, a note or evidence, and this one gives none")]
    EmptyAnswer(String),
    /// The item cannot be skipped, or the reason is missing.
    #[error("{item} {what}")]
    Skip {
        /// The item.
        item: String,
        /// What is wrong.
        what: &'static str,
    },
    /// Nothing is carried to the item.
    #[error("nothing is carried to {0} now, so there is nothing to confirm")]
    NothingCarried(String),
    /// A record holds no field.
    #[error("a record of {0} needs at least one field")]
    EmptyRecord(String),
    /// An id is not of the form that ids have.
    #[error("{} is no id of a record: small letters, digits and hyphens, at most 64, not first a hyphen", quoted(.0))]
    BadId(String),
    /// An id is taken.
    #[error("{list} cannot take the id {}: {why}", quoted(.id))]
    Taken {
        /// The list.
        list: String,
        /// The id.
        id: String,
        /// What has it already.
        why: String,
    },
    /// A list is full.
    #[error("{0} holds 2000 records, which is all it takes")]
    Full(String),
    /// A record is still referred to.
    #[error("{id} cannot be removed: {by} refers to it")]
    Referred {
        /// The record.
        id: String,
        /// What refers to it.
        by: String,
    },
    /// The edition does not know the sign-off.
    #[error("{subject} is not {role} by {party}")]
    UnknownSignOff {
        /// The subject.
        subject: String,
        /// What is done in the role.
        role: &'static str,
        /// For whom.
        party: String,
    },
    /// A sign-off lacks something, or has too much.
    #[error("a sign-off of {subject} {what}")]
    SignOff {
        /// The subject.
        subject: String,
        /// What is wrong.
        what: String,
    },
    /// The project may not be changed.
    #[error("{0}")]
    ReadOnly(String),
}

impl ChangeError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownItem { nearest, .. }
            | Self::UnknownList { nearest, .. }
            | Self::UnknownField { nearest, .. } => Some(match nearest {
                Some(nearest) => {
                    format!("did you mean {nearest}? `triplewin guidance` lists them all")
                }
                None => "`triplewin guidance` lists them all".to_owned(),
            }),
            Self::UnknownParty { .. } => {
                Some("parties are named by their id: `triplewin show PROJECT parties`".to_owned())
            }
            Self::Referred { .. } => Some("change that first; a sign-off is ended by `withdraw`".to_owned()),
            Self::NothingCarried(_) => {
                Some("answer what it is carried from, or write it anew with `answer`".to_owned())
            }
            Self::Shape(_)
            | Self::UnknownRecord { .. }
            | Self::Value { .. }
            | Self::EmptyAnswer(_)
            | Self::Skip { .. }
            | Self::EmptyRecord(_)
            | Self::BadId(_)
            | Self::Taken { .. }
            | Self::Full(_)
            | Self::UnknownSignOff { .. }
            | Self::SignOff { .. }
            | Self::ReadOnly(_) => None,
        }
    }
}

/// Of the names, the one that differs least from what was written, if one is near.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    if written.len() > 100 {
        return None;
    }
    names
        .map(|name| (distance(written, name), name))
        .filter(|&(distance, name)| distance <= 2.max(name.len() / 4))
        .min()
        .map(|(_, name)| name.to_owned())
}

/// How many characters have to be added, removed or replaced to make one text the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, c) in from.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (&above, &other) in row.iter().skip(1).zip(&to) {
            left = (diagonal + usize::from(c != other)).min(left + 1).min(above + 1);
            diagonal = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// The day that a text is; fails with the place on anything else.
pub(crate) fn day_in(place: &str, text: &str) -> Result<Date, ChangeError> {
    super::calendar::day(text).ok_or_else(|| ChangeError::Value {
        place: place.to_owned(),
        what: ValueError::Kind {
            wanted: "a day such as 2026-11-21".to_owned(),
            found: quoted(text),
        },
    })
}
