//! What changed under a sign-off, and what it was: read back from the log.

use serde_json::Value as Json;
use std::collections::HashMap;

use super::assessment::ChangedThing;
use crate::{
    guidance::{Edition, Item, List},
    project::{LogEntry, Project, Record, SignOff, Value, field_words, record_before},
};

/// The things that changed since the sign-off, each with what it was, who changed it first and
/// when, where the log tells.
pub(super) fn changed_things(
    edition: &Edition,
    project: &Project,
    sign_off: &SignOff,
    things: &[String],
) -> Vec<ChangedThing> {
    let since = Since::new(project, sign_off);
    things
        .iter()
        .map(|thing| match thing.split_once('/') {
            Some((list_id, id)) => match edition.list(list_id) {
                Some(list) => changed_record(edition, project, list, id, since.of_record(thing)),
                None => unknown(thing),
            },
            None => match edition.item(thing) {
                Some(item) => changed_item(item, since.first_of_item(thing)),
                None => unknown(thing),
            },
        })
        .collect()
}

/// The log's entries after a sign-off was recorded, by what they touch; a log may be long.
#[derive(Default)]
pub(super) struct Since<'a> {
    /// Of each item the first entry that sets its value.
    items: HashMap<&'a str, &'a LogEntry>,
    /// Of each record, by `list/id`, its entries, oldest first.
    records: HashMap<String, Vec<&'a LogEntry>>,
}

impl<'a> Since<'a> {
    pub(super) fn new(project: &'a Project, sign_off: &SignOff) -> Self {
        let mut since = Self::default();
        for entry in entries_since(project, sign_off) {
            let change = &entry.change;
            let record = change.get("record").unwrap_or(change);
            match text(change, "op") {
                "answer" if change.get("value").is_none() => {}
                "answer" | "clear" | "confirm" => {
                    since.items.entry(text(change, "item")).or_insert(entry);
                }
                "add" | "update" | "remove" => {
                    let key = format!("{}/{}", text(change, "list"), text(record, "id"));
                    since.records.entry(key).or_default().push(entry);
                }
                _ => {}
            }
        }
        since
    }

    fn first_of_item(&self, item: &str) -> Option<&'a LogEntry> {
        self.items.get(item).copied()
    }

    /// What an item said before anything was said to it since; `None` where nothing was.
    pub(super) fn item_then(&self, item: &Item) -> Option<String> {
        let entry = self.first_of_item(item.id.as_str())?;
        let json = entry.before.get("value").unwrap_or(&Json::Null);
        let value = Value::from_json(item, json).ok()?;
        Some(value.map(|value| value.whole(item)).unwrap_or_default())
    }

    /// The records of a list as they were: those of now, walked back through the log. What was
    /// removed since stands last.
    pub(super) fn records_then(&self, project: &Project, list: &List) -> Vec<Record> {
        let now = project.records(list.id.as_str());
        let of_list = format!("{}/", list.id);
        let mut then: Vec<Record> = now
            .iter()
            .filter_map(|record| {
                let since = self.of_record(&format!("{of_list}{}", record.id));
                walked_back(list, Some(record), since).0
            })
            .collect();
        let mut gone: Vec<Record> = self
            .records
            .iter()
            .filter(|(thing, _)| {
                let id = thing.strip_prefix(&of_list);
                id.is_some_and(|id| !now.iter().any(|record| record.id == id))
            })
            .filter_map(|(_, since)| walked_back(list, None, since).0)
            .collect();
        gone.sort_by(|a, b| a.id.cmp(&b.id));
        then.append(&mut gone);
        then
    }

    fn of_record(&self, thing: &str) -> &[&'a LogEntry] {
        self.records.get(thing).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The log's entries after the sign-off was recorded, oldest first.
fn entries_since<'a>(project: &'a Project, sign_off: &SignOff) -> Vec<&'a LogEntry> {
    let entries: Vec<&LogEntry> = project.log.iter().filter_map(|line| line.entry()).collect();
    let signed = |entry: &LogEntry| {
        entry.at == sign_off.at
            && text(&entry.change, "op") == "sign"
            && text(&entry.change, "subject") == sign_off.subject
            && text(&entry.change, "role") == sign_off.role.name()
            && text(&entry.change, "party") == sign_off.party
    };
    match entries.iter().rposition(|entry| signed(entry)) {
        Some(at) => entries.into_iter().skip(at + 1).collect(),
        None => entries
            .into_iter()
            .filter(|entry| entry.at > sign_off.at)
            .collect(),
    }
}

fn changed_item(item: &Item, first: Option<&LogEntry>) -> ChangedThing {
    ChangedThing {
        thing: item.id.to_string(),
        label: item.label.clone(),
        was: first.and_then(|entry| {
            let json = entry.before.get("value").unwrap_or(&Json::Null);
            Some(Value::from_json(item, json).ok()??.whole(item))
        }),
        by: first.map(|entry| entry.by.clone()),
        at: first.map(|entry| entry.at),
    }
}

/// A record is rebuilt as it was by walking the log back from what it is now.
fn changed_record(
    edition: &Edition,
    project: &Project,
    list: &List,
    id: &str,
    since: &[&LogEntry],
) -> ChangedThing {
    let now = project.record(list.id.as_str(), id);
    let (was, first) = walked_back(list, now, since);
    let name = was
        .as_ref()
        .or(now)
        .and_then(|record| {
            list.fields
                .iter()
                .find(|field| field.required)
                .map(|field| field_words(edition, project, field, record))
        })
        .filter(|name| !name.is_empty());
    ChangedThing {
        thing: format!("{}/{id}", list.id),
        label: match name {
            Some(name) => format!("{} {name}", list.one),
            None => list.one.clone(),
        },
        was: was.map(|was| record_words(edition, project, list, &was, now)),
        by: first.map(|entry| entry.by.clone()),
        at: first.map(|entry| entry.at),
    }
}

/// A record as it was before so many entries of the log, oldest first, and the first of them that
/// a sign-off sees.
fn walked_back<'a>(
    list: &List,
    now: Option<&Record>,
    since: &[&'a LogEntry],
) -> (Option<Record>, Option<&'a LogEntry>) {
    let mut was: Option<Record> = now.cloned();
    let mut first = None;
    for entry in since.iter().rev() {
        was = record_before(list, was, entry);
        let change = &entry.change;
        let touched = match text(change, "op") {
            "update" => covers_one(list, change),
            op => matches!(op, "add" | "remove"),
        };
        if touched {
            first = Some(*entry);
        }
    }
    (was, first)
}

/// Whether an update touches a field that a sign-off covers.
fn covers_one(list: &List, change: &Json) -> bool {
    change
        .get("fields")
        .and_then(Json::as_object)
        .is_some_and(|fields| {
            fields
                .keys()
                .any(|id| list.field(id).is_some_and(|field| !field.progress))
        })
}

/// The covered fields that were otherwise than now; all of them where the record is gone.
fn record_words(
    edition: &Edition,
    project: &Project,
    list: &List,
    was: &Record,
    now: Option<&Record>,
) -> String {
    let parts: Vec<String> = list
        .fields
        .iter()
        .filter(|field| !field.progress)
        .filter(|field| now.is_none_or(|now| now.fields.get(&field.id) != was.fields.get(&field.id)))
        .map(|field| {
            let words = field_words(edition, project, field, was);
            let words = if words.is_empty() {
                "empty".to_owned()
            } else {
                words
            };
            format!("{}: {words}", field.label)
        })
        .filter(|part| now.is_some() || !part.ends_with(": empty"))
        .collect();
    parts.join("; ")
}

fn unknown(thing: &str) -> ChangedThing {
    ChangedThing {
        thing: thing.to_owned(),
        label: thing.to_owned(),
        was: None,
        by: None,
        at: None,
    }
}

fn text<'a>(json: &'a Json, member: &str) -> &'a str {
    json.get(member).and_then(Json::as_str).unwrap_or_default()
}
