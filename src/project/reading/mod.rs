//! From a file's bytes to a project and back.
//!
//! Nothing that the file holds is lost: what this program does not know is kept where it stood.
//! What it knows and cannot be is damage, named with its line and column. A file of an earlier schema
//! is raised to ours first, and is written as ours from its next save on.

mod raising;

use jiff::Timestamp;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value as Json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use super::{
    answer::Answer,
    apply::RECORD_LIMIT,
    field::field_shape,
    file::{File, FiledAnswer, Receipt, Record, SCHEMA, SignOff, Started},
    record::in_order,
    state::{Project, ReadOnly},
    value::ValueError,
};
use crate::{
    characters::{escaped, quoted},
    guidance::{Edition, EditionId, List},
    json::{self, JsonError},
};

/// More answers than any edition will ask for; a file with more was not made by people.
const MOST_ANSWERS: usize = 10_000;
/// The most records of one list that are read: many more than may be added, since a merge keeps
/// what each side has.
const MOST_RECORDS: usize = 20 * RECORD_LIMIT;
/// The last revision that a file may say: what every reader of JSON can count to.
const LAST_REVISION: u64 = (1 << 53) - 1;

/// Why bytes are no project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are not JSON.
    #[error("this is no sound project file: {0}")]
    Json(#[from] JsonError),
    /// A part of the file has another shape than it must.
    #[error("this is no sound project file: {what}: {place}")]
    Shape {
        /// What is wrong.
        what: String,
        /// Where.
        place: Place,
    },
    /// An item, or a field of a record, holds a value that it cannot have.
    #[error("this is no sound project file: {subject} {source}: {place}")]
    Value {
        /// The item, or the list, record and field.
        subject: String,
        /// What is wrong with its value.
        source: ValueError,
        /// Where.
        place: Place,
    },
}

/// Where in a file something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

impl Project {
    /// The project that the bytes of a file hold, with the edition that it names; where the
    /// program lacks that one, or the schema is newer, with the first edition and read-only.
    pub fn parse<'a>(
        bytes: &[u8],
        editions: &'a [Arc<Edition>],
    ) -> Result<(Self, &'a Arc<Edition>), ReadError> {
        let reader = Reader { bytes };
        let file = reader.file(json::parse(bytes)?)?;
        let own = editions.iter().find(|edition| edition.id == file.edition);
        let Some(edition) = own.or(editions.first()) else {
            return Err(reader.shape("the program holds no edition", &["edition"]));
        };
        let read_only = if file.schema > SCHEMA {
            Some(ReadOnly::NewerSchema(file.schema))
        } else if own.is_none() {
            let id = escaped(file.edition.as_str());
            Some(ReadOnly::UnknownEdition(EditionId::from(id.as_str())))
        } else {
            None
        };
        reader
            .project(file, edition, read_only)
            .map(|project| (project, edition))
    }

    /// The project as its file holds it.
    pub fn to_file(&self, edition: &Edition) -> File {
        let mut answers = self.other_answers.clone();
        for (id, answer) in &self.answers {
            answers.insert(id.to_string(), answer.to_filed());
        }
        let mut lists = self.other_lists.clone();
        for (id, records) in &self.lists {
            lists.insert(id.to_string(), records.clone());
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
}

/// Reads one file, and can say where in it something stands.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn shape(&self, what: &str, path: &[&str]) -> ReadError {
        ReadError::Shape {
            what: what.to_owned(),
            place: self.place(path),
        }
    }

    /// Where the path leads; the file's beginning where it leads nowhere.
    fn place(&self, path: &[&str]) -> Place {
        let (line, column) = json::place_of(self.bytes, path).unwrap_or((1, 1));
        Place { line, column }
    }

    fn file(&self, mut json: Json) -> Result<File, ReadError> {
        self.numbers(&json)?;
        raising::raise(&mut json, raising::STEPS);
        self.parts(&json)?;
        let newer = json
            .get("schema")
            .and_then(Json::as_u64)
            .filter(|schema| *schema > SCHEMA);
        serde_json::from_value(json).map_err(|error| {
            let mut what = said(&error);
            if let Some(schema) = newer {
                what = format!("{what} (its schema {schema} is newer than ours)");
            }
            self.shape(&what, &[])
        })
    }

    /// Whether the file counts as a file can: its schema, its revision, and how much there is of each.
    fn numbers(&self, json: &Json) -> Result<(), ReadError> {
        let number = |key: &str| json.get(key).and_then(Json::as_u64);
        if number("schema") == Some(0) {
            return Err(self.shape("schemas count from 1", &["schema"]));
        }
        if number("revision") > Some(LAST_REVISION) {
            let what = format!("the revision is past {LAST_REVISION}");
            return Err(self.shape(&what, &["revision"]));
        }
        if members(json, "answers").count() > MOST_ANSWERS {
            let what = format!("there are more than {MOST_ANSWERS} answers");
            return Err(self.shape(&what, &["answers"]));
        }
        for (id, records) in members(json, "lists") {
            if elements(records).count() > MOST_RECORDS {
                let what = format!("there are more than {MOST_RECORDS} records of {}", escaped(id));
                return Err(self.shape(&what, &["lists", id]));
            }
        }
        Ok(())
    }

    /// Whether each member, answer, record and sign-off is one, so that an error can name it.
    fn parts(&self, json: &Json) -> Result<(), ReadError> {
        for key in ["schema", "revision"] {
            self.member::<u64>(json, key)?;
        }
        for key in ["id", "title", "edition"] {
            self.member::<String>(json, key)?;
        }
        for key in ["created_at", "updated_at"] {
            self.member::<Timestamp>(json, key)?;
        }
        self.member::<Option<Timestamp>>(json, "archived_at")?;
        self.member::<Option<Started>>(json, "started")?;
        self.member::<Option<Receipt>>(json, "verdict")?;
        for key in ["answers", "lists"] {
            // what is an object is not copied to be told so
            if !json.get(key).is_some_and(Json::is_object) {
                self.member::<Map<String, Json>>(json, key)?;
            }
        }
        for key in ["sign_offs", "log"] {
            self.member::<Vec<IgnoredAny>>(json, key)?;
        }
        for (id, answer) in members(json, "answers") {
            self.part::<FiledAnswer>(answer, &format!("the answer to {id}"), &["answers", id])?;
        }
        for (id, records) in members(json, "lists") {
            for (at, record) in elements(records).enumerate() {
                let path = ["lists", id, &at.to_string()];
                self.part::<Record>(record, &format!("record {} of {id}", at + 1), &path)?;
            }
        }
        let sign_offs = json.get("sign_offs").unwrap_or(&Json::Null);
        for (at, sign_off) in elements(sign_offs).enumerate() {
            let path = ["sign_offs", &at.to_string()];
            self.part::<SignOff>(sign_off, &format!("sign-off {}", at + 1), &path)?;
        }
        Ok(())
    }

    /// Whether a member of the file, where it is there, is what it must be.
    fn member<T: DeserializeOwned>(&self, json: &Json, key: &str) -> Result<(), ReadError> {
        match json.get(key) {
            Some(member) => self.part::<T>(member, key, &[key]),
            None => Ok(()),
        }
    }

    fn part<T: DeserializeOwned>(&self, json: &Json, name: &str, path: &[&str]) -> Result<(), ReadError> {
        match T::deserialize(json) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.shape(&format!("{}: {}", escaped(name), said(&error)), path)),
        }
    }

    fn project(
        &self,
        file: File,
        edition: &Edition,
        read_only: Option<ReadOnly>,
    ) -> Result<Project, ReadError> {
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
                        place: self.place(&["answers", &id, "value"]),
                        subject: id,
                        source,
                    });
                }
            }
        }
        let mut lists = BTreeMap::new();
        let mut other_lists = BTreeMap::new();
        for (id, mut records) in file.lists {
            let Some(list) = edition.list(&id) else {
                other_lists.insert(id, records);
                continue;
            };
            if read_only.is_none() {
                self.records(list, &records)?;
            }
            for record in &mut records {
                in_order(list, &mut record.fields);
            }
            if !records.is_empty() {
                lists.insert(list.id.clone(), records);
            }
        }
        Ok(Project {
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

    /// Whether a list's records have ids of their own and fields of their kinds.
    fn records(&self, list: &List, records: &[Record]) -> Result<(), ReadError> {
        let mut ids = BTreeSet::new();
        for (at, record) in records.iter().enumerate() {
            let at = at.to_string();
            if !ids.insert(&record.id) {
                let what = format!("{} holds the record {} twice", list.id, quoted(&record.id));
                return Err(self.shape(&what, &["lists", list.id.as_str(), &at]));
            }
            for (id, value) in &record.fields {
                let Some(field) = list.field(id) else { continue };
                field_shape(field, value).map_err(|source| ReadError::Value {
                    subject: format!("{} {}, {id},", list.id, escaped(&record.id)),
                    source,
                    place: self.place(&["lists", list.id.as_str(), &at, id]),
                })?;
            }
        }
        Ok(())
    }
}

fn members<'a>(json: &'a Json, key: &str) -> impl Iterator<Item = (&'a String, &'a Json)> {
    json.get(key).and_then(Json::as_object).into_iter().flatten()
}

fn elements(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

fn said(error: &serde_json::Error) -> String {
    let said = error.to_string().replace('`', "\"");
    escaped(&said.replace("expected u64", "expected a whole number"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
