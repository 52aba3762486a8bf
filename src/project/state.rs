//! A project in memory: the file read with its edition, its answers typed.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

use super::{
    answer::Answer,
    file::{FiledAnswer, LogLine, Receipt, Record, SCHEMA, SignOff, Skipped, Started, Version},
    value::Value,
};
use crate::guidance::{Edition, EditionId, ItemId, List, ListId, ListRole, Role, SignRole};

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
    /// The copy of the title that the file holds beside its answer.
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

/// A title, or what stands for it while there is none.
pub fn title_words(title: &str) -> &str {
    match title {
        "" => "(no title yet)",
        title => title,
    }
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

    /// The copy of the title that the file held when it was read, or that was made since.
    pub fn title_copy(&self) -> &str {
        &self.filed_title
    }

    /// Its title; empty while it has none.
    pub fn title(&self, edition: &Edition) -> &str {
        match self.in_role(edition, Role::Title) {
            Some(Value::Text(title)) => title,
            _ if self.read_only.is_some() => &self.filed_title,
            _ => "",
        }
    }

    /// Whether the file holds nothing that this program does not know.
    pub fn is_known_whole(&self, edition: &Edition) -> bool {
        let skip = |skip: &Option<Skipped>| skip.as_ref().is_none_or(|skip| skip.rest.is_empty());
        let versions = |versions: &[Version]| versions.iter().all(|version| version.rest.is_empty());
        let answer = |answer: &Answer| {
            answer.rest.is_empty()
                && answer.value_rest.is_empty()
                && skip(&answer.skipped)
                && answer.carried.iter().all(|source| source.rest.is_empty())
                && versions(&answer.versions)
        };
        let record = |list: &List, record: &Record| {
            record.fields.keys().all(|field| list.field(field).is_some()) && versions(&record.versions)
        };
        self.rest.is_empty()
            && self.other_answers.is_empty()
            && self.other_lists.is_empty()
            && self
                .started
                .as_ref()
                .is_none_or(|started| started.rest.is_empty())
            && self
                .receipt
                .as_ref()
                .is_none_or(|receipt| receipt.rest.is_empty())
            && self.answers.values().all(answer)
            && edition
                .lists()
                .all(|list| self.records(list.id.as_str()).iter().all(|of| record(list, of)))
            && self
                .sign_offs
                .iter()
                .all(|sign_off| sign_off.rest.is_empty() && skip(&sign_off.withdrawn))
            && self
                .log
                .iter()
                .all(|line| line.entry().is_some_and(|entry| entry.rest.is_empty()))
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
