//! The project file, exactly as serde reads and writes it: known members in a fixed order, then
//! whatever else stood there.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

use super::id::LogId;
use crate::guidance::{EditionId, SignRole, Verdict};

/// The layout of the file that this program writes.
pub const SCHEMA: u64 = 1;

/// The largest file that is read, in bytes.
pub const FILE_LIMIT: usize = 50_000_000;

/// A project as it lies in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct File {
    /// The layout of the file.
    pub schema: u64,
    /// The project's id, which is the file's name.
    pub id: String,
    /// A copy of the answer that is the project's title.
    pub title: String,
    /// The edition that it is answered under.
    #[schemars(with = "String")]
    pub edition: EditionId,
    /// Counts saves; only grows.
    pub revision: u64,
    /// When the project was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was put away, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
    /// The first save that found the work started and the gate to it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Started>,
    /// Answers by item id.
    #[serde(default)]
    pub answers: BTreeMap<String, FiledAnswer>,
    /// Records by list id.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Record>>,
    /// All sign-offs ever given.
    #[serde(default)]
    pub sign_offs: Vec<SignOff>,
    /// The verdict at the last save, and what it followed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Receipt>,
    /// Every change, oldest first.
    #[serde(default)]
    pub log: Vec<LogLine>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// When the work was first found to have started lawfully.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Started {
    /// The instant of that save.
    pub at: Timestamp,
    /// Its revision.
    pub revision: u64,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// An answer as it lies in the file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FiledAnswer {
    /// The value, by the item's kind; null while there is none.
    #[serde(default)]
    pub value: Json,
    /// What was noted beside it.
    #[serde(default)]
    pub note: String,
    /// What supports it: texts or links.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Who last changed the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When the value was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Why it does not apply, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Skipped>,
    /// What it was taken from, while it stands as it was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<CarriedFrom>,
    /// Answers that were given at once, until somebody chooses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// Why an item does not apply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// The reason.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// One source of a carried answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CarriedFrom {
    /// The item or list.
    pub from: String,
    /// The SHA-256 of the text that it gave.
    pub sha256: String,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// One of several values given at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The value; of a record, its fields; null where it was removed or cleared.
    pub value: Json,
    /// The note that went with it, where the notes differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// A record of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Its id, unique in its list.
    pub id: String,
    /// Its fields, and members that this program does not know.
    #[serde(flatten)]
    pub fields: Map<String, Json>,
    /// Records that were written at once, until somebody chooses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

/// Somebody's approval, certification, signature or publication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignOff {
    /// Its id.
    pub id: String,
    /// What was signed: `concept`, `pid`, `agreement`, `summary` or `amendment/<id>`.
    pub subject: String,
    /// In which role.
    pub role: SignRole,
    /// For which party, or for `project-team` or `governance-committee`.
    pub party: String,
    /// The person.
    pub name: String,
    /// The day.
    pub date: Date,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// The verdict that it was given under.
    pub verdict: Verdict,
    /// A SHA-256 for each thing that it covers.
    pub covers: BTreeMap<String, String>,
    /// Of an amendment: the SHA-256 of the PID as agreed with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<String>,
    /// Why it no longer stands, where somebody withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Skipped>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The verdict at a save, and what it followed from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Receipt {
    /// The verdict.
    pub verdict: Verdict,
    /// The edition whose rules gave it.
    #[schemars(with = "String")]
    pub edition: EditionId,
    /// The SHA-256 of the answers that it follows from.
    pub answers: String,
    /// When it was given.
    pub at: Timestamp,
    /// The day that the rules judged by.
    pub day: Date,
    /// The SHA-256 of the whole file as it was saved, without this member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// A line of the log: an entry, or something that a later program wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant)] // nearly every line is an entry
pub enum LogLine {
    /// An entry that this program understands.
    Entry(LogEntry),
    /// Anything else, kept as it is.
    Unknown(Json),
}

impl LogLine {
    /// The entry, where it is one.
    pub fn entry(&self) -> Option<&LogEntry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Unknown(_) => None,
        }
    }

    /// The entry to be written on, where it is one.
    pub(super) fn entry_mut(&mut self) -> Option<&mut LogEntry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Unknown(_) => None,
        }
    }
}

/// One change, who made it, and what was there before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogEntry {
    /// Its id, by which two people's logs are united.
    pub id: LogId,
    /// When it was made; of a folded entry, its first change.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// The change.
    pub change: Json,
    /// What it changed, as it was.
    pub before: Json,
    /// When the last change that was folded into it was made, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What came of it, where the change alone does not tell: of `confirm` the value and what it
    /// was taken from, of `sign` the sign-off as it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Json>,
    /// Members that this program does not know.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}
