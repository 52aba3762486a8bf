//! The log, read for people: who decided what, when, and on which wording; and the way back to
//! any of it.
//!
//! Nothing is judged and nothing is changed here. Rows are short, for lists of thousands; the
//! two texts of an entry are made when somebody opens it. [`restore()`] answers with ordinary
//! changes, for whoever applies them.

mod restore;
mod signed;
mod texts;
mod words;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use jiff::Timestamp;
use serde_json::Value as Json;
use std::collections::HashMap;

use super::{
    change::Change,
    file::{LogEntry, LogLine, Record},
    state::Project,
};
use crate::guidance::{Edition, ItemId, List, ListId, ListRole, SignRole};

pub(super) use restore::as_it_was;
pub use restore::{NoWay, Which, restore};
pub use signed::{as_agreed, recorded_at, restore_agreed, restore_signed};
pub use texts::{Texts, texts};
pub use words::change_words;

/// What a history is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The whole project.
    Project,
    /// One item.
    Item(ItemId),
    /// A list, with all of its records.
    List(ListId),
    /// One record.
    Record(ListId, String),
}

/// What one entry of the log concerns.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// An item.
    Item(String),
    /// A record of a list.
    Record(String, String),
    /// A sign-off: subject, role and by whom.
    SignOff(String, SignRole, String),
    /// The project as a whole.
    Project,
    /// Something that this program does not know.
    Unknown,
}

impl About {
    /// What a change concerns.
    pub fn of(change: &Change) -> Self {
        match change {
            Change::Answer { item, .. }
            | Change::Clear { item }
            | Change::Skip { item, .. }
            | Change::Confirm { item } => Self::Item(item.clone()),
            Change::Add { list, record } => {
                let id = record.get("id").and_then(Json::as_str).unwrap_or_default();
                Self::Record(list.clone(), id.to_owned())
            }
            Change::Update { list, id, .. } | Change::Remove { list, id } => {
                Self::Record(list.clone(), id.clone())
            }
            Change::Sign {
                subject, role, party, ..
            }
            | Change::Withdraw {
                subject, role, party, ..
            } => Self::SignOff(subject.clone(), *role, party.clone()),
            Change::Archive | Change::Unarchive => Self::Project,
        }
    }
}

impl Topic {
    /// Whether an entry about this belongs to the history.
    pub fn holds(&self, about: &About) -> bool {
        match (self, about) {
            (Self::Project, _) => true,
            (Self::Item(item), About::Item(other)) => item.as_str() == other,
            (Self::List(list), About::Record(other, _)) => list.as_str() == other,
            (Self::Record(list, id), About::Record(other, other_id)) => {
                list.as_str() == other && id == other_id
            }
            (Self::Item(_) | Self::List(_) | Self::Record(..), _) => false,
        }
    }
}

/// An entry of the log in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id; of a line that has none, its place in the log.
    pub id: String,
    /// Which line of the log it is, from 0.
    pub line: usize,
    /// When it was made; of a folded entry, its first change.
    pub at: Option<Timestamp>,
    /// Who made it; empty where that is not known.
    pub by: String,
    /// What it concerns.
    pub about: About,
    /// What that is called, such as `Question 4, A fair share` or `Party Acme Pharma`.
    pub thing: String,
    /// What was done, such as `no, was yes` or `changed: within three days`.
    pub did: String,
}

impl Row {
    /// The entry, wherever in the log it stands now.
    pub fn entry<'a>(&self, project: &'a Project) -> Option<&'a LogEntry> {
        let is_it = |entry: &&LogEntry| entry.id == self.id;
        let there = project.log.get(self.line).and_then(LogLine::entry);
        let mut all = project.log.iter().filter_map(LogLine::entry);
        there.filter(is_it).or_else(|| all.find(is_it))
    }
}

/// The entries of the log that belong to a topic, the newest first; lines that this program does
/// not know are told as such.
pub fn rows(edition: &Edition, project: &Project, topic: &Topic) -> Vec<Row> {
    let names = Names::of(edition, project);
    let lines = project.log.iter().enumerate();
    let mut rows: Vec<Row> = lines
        .filter_map(|(line, told)| match told {
            LogLine::Entry(entry) => row(&names, topic, line, entry),
            LogLine::Unknown(json) => (*topic == Topic::Project).then(|| unknown(line, json)),
        })
        .collect();
    rows.reverse();
    // Logs are united in the order in which things follow from one another, which is nearly that
    // of time.
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    rows
}

fn row(names: &Names, topic: &Topic, line: usize, entry: &LogEntry) -> Option<Row> {
    let change = Change::from_json(&entry.change).ok();
    let about = change.as_ref().map_or(About::Unknown, About::of);
    topic.holds(&about).then(|| Row {
        id: entry.id.clone(),
        line,
        at: Some(entry.at),
        by: entry.by.clone(),
        thing: names.thing(&about),
        did: match &change {
            Some(change) => words::did(names, entry, change),
            None => words::later_version(&entry.change),
        },
        about,
    })
}

fn unknown(line: usize, json: &Json) -> Row {
    let text = |member: &str| json.get(member).and_then(Json::as_str).unwrap_or_default();
    Row {
        id: match text("id") {
            "" => line.to_string(),
            id => id.to_owned(),
        },
        line,
        at: text("at").parse().ok(),
        by: text("by").to_owned(),
        about: About::Unknown,
        thing: words::NOT_KNOWN.to_owned(),
        did: words::later_version(json.get("change").unwrap_or(&Json::Null)),
    }
}

/// What things are called, those too that are not there any more.
pub struct Names<'a> {
    edition: &'a Edition,
    project: &'a Project,
    /// What removed records were called, by list and id.
    removed: HashMap<(&'a str, String), String>,
}

impl<'a> Names<'a> {
    /// The names of everything that the project holds, or held.
    pub fn of(edition: &'a Edition, project: &'a Project) -> Self {
        let mut removed = HashMap::new();
        for entry in project.log.iter().filter_map(LogLine::entry) {
            let text = |member: &str| entry.change.get(member).and_then(Json::as_str);
            if text("op") != Some("remove") {
                continue;
            }
            let list = text("list").and_then(|list| edition.list(list));
            if let (Some(list), Some(record)) = (list, removed_record(entry))
                && let Some(name) = words::record_name(edition, project, list, &record)
            {
                removed.insert((list.id.as_str(), record.id), name);
            }
        }
        Self {
            edition,
            project,
            removed,
        }
    }

    /// What something is called, such as `Question 4, A fair share`.
    pub fn thing(&self, about: &About) -> String {
        match about {
            About::Item(id) => words::item_label(self.edition, id),
            About::Record(list, id) => match self.edition.list(list) {
                Some(known) => format!("{} {}", words::capital(&known.one), self.record(known, id)),
                None => format!("{list} {id}"),
            },
            About::SignOff(subject, _, party) => {
                let what = words::subject_label(self.edition, subject);
                format!("{what}, {}", self.signer(party))
            }
            About::Project => "The project".to_owned(),
            About::Unknown => words::NOT_KNOWN.to_owned(),
        }
    }

    /// What a record is called, or was: by its first column that says something, else by its id.
    fn record(&self, list: &'a List, id: &str) -> String {
        let present = self.project.record(list.id.as_str(), id);
        present
            .and_then(|record| words::record_name(self.edition, self.project, list, record))
            .or_else(|| self.removed.get(&(list.id.as_str(), id.to_owned())).cloned())
            .unwrap_or_else(|| id.to_owned())
    }

    /// How somebody who signs is spoken of, gone or not.
    fn signer(&self, id: &str) -> String {
        let parties = self.edition.list_role(ListRole::Parties);
        let gone = parties.and_then(|list| self.removed.get(&(list.as_str(), id.to_owned())));
        match self.project.signer_name(self.edition, id) {
            name if name == id => gone.cloned().unwrap_or_else(|| id.to_owned()),
            name => name.to_owned(),
        }
    }
}

/// The record that a removal took away.
fn removed_record(entry: &LogEntry) -> Option<Record> {
    serde_json::from_value(entry.before.get("record")?.clone()).ok()
}

/// A record as it stood before an entry of the log about it, given how it stood after.
pub fn record_before(list: &List, after: Option<Record>, entry: &LogEntry) -> Option<Record> {
    let op = entry.change.get("op").and_then(Json::as_str);
    match op {
        Some("add") => None,
        Some("remove") => removed_record(entry),
        Some("update") => {
            let mut record = after?;
            for (field, value) in entry.before.as_object().into_iter().flatten() {
                if list.field(field).is_none() {
                    continue;
                }
                if value.is_null() {
                    record.fields.shift_remove(field);
                } else {
                    record.fields.insert(field.clone(), value.clone());
                }
            }
            Some(record)
        }
        _ => after,
    }
}
