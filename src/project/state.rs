//! A project in memory: the file read with its edition, its answers typed.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

use super::{
    file::{
        CarriedFrom, File, FiledAnswer, LogLine, Receipt, Record, SCHEMA, SignOff, Skipped, Started, Version,
    },
    value::{Value, ValueError},
};
use crate::{
    characters::{escaped, quoted},
    guidance::{Edition, EditionId, Field, Item, ItemId, List, ListId, ListRole, Role, SignRole},
    json::{self, JsonError},
};

/// A project: answers, records, sign-offs and the log of how they came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The layout of the file it was read from.
    pub schema: u64,
    /// Its id.
    pub id: String,
    /// The edition it is answered under.
    pub edition: EditionId,
    /// Counts saves; only grows.
    pub revision: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was put away, if it was.
    pub archived_at: Option<Timestamp>,
    /// When the work was first found to have started lawfully.
    pub started: Option<Started>,
    /// Answers to the edition's items.
    pub answers: BTreeMap<ItemId, Answer>,
    /// Records of the edition's lists.
    pub lists: BTreeMap<ListId, Vec<Record>>,
    /// All sign-offs ever given, in the order in which they were recorded.
    pub sign_offs: Vec<SignOff>,
    /// The verdict at the last save.
    pub receipt: Option<Receipt>,
    /// Every change, oldest first.
    pub log: Vec<LogLine>,
    /// Answers to items that the edition does not have.
    pub(super) other_answers: BTreeMap<String, FiledAnswer>,
    /// Records of lists that the edition does not have.
    pub(super) other_lists: BTreeMap<String, Vec<Record>>,
    /// Members of the file that this program does not know.
    pub(super) rest: Map<String, Json>,
    /// The copy of the title that the file held, for an edition without one.
    pub(super) filed_title: String,
    /// Why it may not be changed, where it may not.
    pub read_only: Option<ReadOnly>,
}

/// Why a project may be looked at and not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// A later program wrote the file.
    #[error("a later version of triplewin wrote this project (schema {0}): it can be read here, not changed")]
    NewerSchema(u64),
    /// The program lacks the edition.
    #[error(
        "this program lacks the edition {0}, under which the project is answered: it can be read here, not changed"
    )]
    UnknownEdition(EditionId),
}

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
    /// Members that this program does not know.
    pub(super) rest: Map<String, Json>,
}

impl Answer {
    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        self.value.is_none()
            && self.note.is_empty()
            && self.evidence.is_empty()
            && self.skipped.is_none()
            && self.versions.is_empty()
            && self.rest.is_empty()
    }

    /// The answer as the file holds it.
    pub fn to_filed(&self) -> FiledAnswer {
        FiledAnswer {
            value: self.value.as_ref().map_or(Json::Null, Value::to_json),
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
        Ok(Self {
            value: Value::from_json(item, &filed.value)?,
            note: filed.note,
            evidence: filed.evidence,
            by: filed.by,
            at: filed.at,
            skipped: filed.skipped,
            carried: filed.carried,
            versions: filed.versions,
            rest: filed.rest,
        })
    }
}

impl Record {
    /// A field's text, or its empty text.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Json::as_str).unwrap_or_default()
    }

    /// A field's day.
    pub fn date(&self, field: &str) -> Option<jiff::civil::Date> {
        super::calendar::day(self.text(field))
    }

    /// A field's whole number: a year, or pence.
    pub fn number(&self, field: &str) -> Option<u64> {
        self.fields.get(field)?.as_u64()
    }

    /// The required fields that it lacks, in the order of the list.
    pub fn lacks<'a>(&self, list: &'a List) -> Vec<&'a Field> {
        let wanted = |field: &&Field| {
            field.required
                && !self.has(&field.id)
                && !field.unless.as_ref().is_some_and(|other| self.has(other))
        };
        list.fields.iter().filter(wanted).collect()
    }

    /// Whether a field holds something.
    pub fn has(&self, field: &str) -> bool {
        self.fields
            .get(field)
            .is_some_and(|json| !super::value::is_blank(json))
    }
}

/// Why bytes are no project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are not JSON, or not of the file's shape.
    #[error("this is no sound project file: {0}")]
    Json(#[from] JsonError),
    /// A member has another shape than the file's.
    #[error("this is no sound project file: {0}")]
    Shape(String),
    /// A known item holds a value that it cannot have.
    #[error("the answer to {item} {source}")]
    Value {
        /// The item.
        item: ItemId,
        /// What is wrong with its value.
        source: ValueError,
    },
}

impl Project {
    /// A new project with nothing answered.
    pub fn new(id: String, edition: &Edition, now: Timestamp) -> Self {
        Self {
            schema: SCHEMA,
            id,
            edition: edition.id.clone(),
            revision: 0,
            created_at: now,
            updated_at: now,
            archived_at: None,
            started: None,
            answers: BTreeMap::new(),
            lists: BTreeMap::new(),
            sign_offs: Vec::new(),
            receipt: None,
            log: Vec::new(),
            other_answers: BTreeMap::new(),
            other_lists: BTreeMap::new(),
            rest: Map::new(),
            filed_title: String::new(),
            read_only: None,
        }
    }

    /// The project that the bytes of a file hold, with the edition that it names; where the
    /// program lacks that one, or the schema is newer, with the first edition and read-only.
    pub fn parse<'a>(
        bytes: &[u8],
        editions: &'a [std::sync::Arc<Edition>],
    ) -> Result<(Self, &'a std::sync::Arc<Edition>), ReadError> {
        let json = json::parse(bytes)?;
        let schema = json.get("schema").and_then(Json::as_u64);
        let file: File = serde_json::from_value(json).map_err(|error| {
            // A second reading of the text finds the line that the tree no longer knows.
            let placed = serde_json::from_slice::<File>(bytes).err();
            let said = placed.map_or_else(|| error.to_string(), |placed| placed.to_string());
            ReadError::Shape(match schema {
                Some(newer) if newer > SCHEMA => {
                    format!("{} (its schema {newer} is newer than ours)", escaped(&said))
                }
                _ => escaped(&said),
            })
        })?;
        let own = editions.iter().find(|edition| edition.id == file.edition);
        let Some(edition) = own.or(editions.first()) else {
            return Err(ReadError::Shape("the program holds no edition".to_owned()));
        };
        let read_only = if file.schema > SCHEMA {
            Some(ReadOnly::NewerSchema(file.schema))
        } else if own.is_none() {
            Some(ReadOnly::UnknownEdition(EditionId::from(
                escaped(file.edition.as_str()).as_str(),
            )))
        } else {
            None
        };
        Self::from_file(file, edition, read_only).map(|project| (project, edition))
    }

    fn from_file(file: File, edition: &Edition, read_only: Option<ReadOnly>) -> Result<Self, ReadError> {
        let mut answers = BTreeMap::new();
        let mut other_answers = BTreeMap::new();
        for (id, filed) in file.answers {
            let Some(item) = edition.item(&id) else {
                other_answers.insert(id, filed);
                continue;
            };
            match Answer::from_filed(item, filed.clone()) {
                Ok(answer) => {
                    answers.insert(item.id.clone(), answer);
                }
                Err(_) if read_only.is_some() => {
                    other_answers.insert(id, filed);
                }
                Err(source) => {
                    return Err(ReadError::Value {
                        item: item.id.clone(),
                        source,
                    });
                }
            }
        }
        let mut lists = BTreeMap::new();
        let mut other_lists = BTreeMap::new();
        for (id, records) in file.lists {
            match edition.list(&id) {
                Some(list) => {
                    let mut ids = std::collections::BTreeSet::new();
                    if let Some(twice) = records.iter().find(|record| !ids.insert(&record.id)) {
                        return Err(ReadError::Shape(format!(
                            "{id} holds the record {} twice",
                            quoted(&twice.id)
                        )));
                    }
                    lists.insert(list.id.clone(), records);
                }
                None => {
                    other_lists.insert(id, records);
                }
            }
        }
        Ok(Self {
            schema: file.schema,
            id: file.id,
            edition: file.edition,
            revision: file.revision,
            created_at: file.created_at,
            updated_at: file.updated_at,
            archived_at: file.archived_at,
            started: file.started,
            answers,
            lists,
            sign_offs: file.sign_offs,
            receipt: file.verdict,
            log: file.log,
            other_answers,
            other_lists,
            rest: file.rest,
            filed_title: file.title,
            read_only,
        })
    }

    /// The project as its file holds it.
    pub fn to_file(&self, edition: &Edition) -> File {
        let mut answers = self.other_answers.clone();
        for (id, answer) in &self.answers {
            if !answer.is_empty() {
                answers.insert(id.to_string(), answer.to_filed());
            }
        }
        let mut lists = self.other_lists.clone();
        for (id, records) in &self.lists {
            if !records.is_empty() {
                lists.insert(id.to_string(), records.clone());
            }
        }
        File {
            schema: self.schema,
            id: self.id.clone(),
            title: self.title(edition).to_owned(),
            edition: self.edition.clone(),
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
            archived_at: self.archived_at,
            started: self.started.clone(),
            answers,
            lists,
            sign_offs: self.sign_offs.clone(),
            verdict: self.receipt.clone(),
            log: self.log.clone(),
            rest: self.rest.clone(),
        }
    }

    /// The bytes of its file: pretty-printed UTF-8 JSON with a newline at the end.
    pub fn to_bytes(&self, edition: &Edition) -> Vec<u8> {
        // A file is made of strings, numbers, lists and maps with string keys: that is always JSON.
        let mut bytes = serde_json::to_vec_pretty(&self.to_file(edition)).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Its title; empty while it has none.
    pub fn title(&self, edition: &Edition) -> &str {
        match self.in_role(edition, Role::Title) {
            Some(Value::Text(title)) => title,
            _ if self.read_only.is_some() => &self.filed_title,
            _ => "",
        }
    }

    /// An answer, if anything is said to the item.
    pub fn answer(&self, item: &str) -> Option<&Answer> {
        self.answers.get(item)
    }

    /// An answer's value.
    pub fn value(&self, item: &str) -> Option<&Value> {
        self.answer(item)?.value.as_ref()
    }

    /// The chosen value of a closed choice; `None` while there are two versions of it.
    pub fn chosen(&self, item: &str) -> Option<&str> {
        self.answer(item)
            .filter(|answer| answer.versions.is_empty())?
            .value
            .as_ref()?
            .chosen()
    }

    /// The value of the item bound to a role.
    pub fn in_role(&self, edition: &Edition, role: Role) -> Option<&Value> {
        self.value(edition.role(role)?.as_str())
    }

    /// The records of a list, in the order in which they were added.
    pub fn records(&self, list: &str) -> &[Record] {
        self.lists.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// The records of the list bound to a role.
    pub fn records_in(&self, edition: &Edition, role: ListRole) -> &[Record] {
        edition
            .list_role(role)
            .map(|list| self.records(list.as_str()))
            .unwrap_or_default()
    }

    /// One record of a list.
    pub fn record(&self, list: &str, id: &str) -> Option<&Record> {
        self.records(list).iter().find(|record| record.id == id)
    }

    /// The party with an id.
    pub fn party(&self, edition: &Edition, id: &str) -> Option<&Record> {
        self.records_in(edition, ListRole::Parties)
            .iter()
            .find(|party| party.id == id)
    }

    /// How somebody who signs is spoken of: a party's name, the project team, the committee.
    pub fn signer_name<'a>(&'a self, edition: &Edition, id: &'a str) -> &'a str {
        match id {
            "project-team" => "the project team",
            "governance-committee" => "the governance committee",
            _ => self
                .party(edition, id)
                .map(|party| party.text("name"))
                .filter(|name| !name.is_empty())
                .unwrap_or(id),
        }
    }

    /// The sign-off that counts of a subject, role and party: the one recorded last, unless it
    /// was withdrawn. Whether it lapsed is for the rules to say.
    pub fn standing(&self, subject: &str, role: SignRole, party: &str) -> Option<&SignOff> {
        self.sign_offs
            .iter()
            .rev()
            .find(|sign_off| sign_off.subject == subject && sign_off.role == role && sign_off.party == party)
            .filter(|sign_off| sign_off.withdrawn.is_none())
    }
}
