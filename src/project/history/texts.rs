//! The two texts of an entry: what was there before it, and what it made.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::words::{around, record_name};
use crate::{
    guidance::{Edition, Item, List},
    project::{
        answer::Answer,
        calendar::day_words,
        carry::field_words,
        change::Change,
        file::{LogEntry, Record, SignOff, Version},
        state::Project,
        value::Value,
    },
};

/// What was there before an entry of the log and what it made, as texts; empty where nothing was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    /// What was there before.
    pub before: String,
    /// What the entry made of it.
    pub after: String,
}

/// The two texts of an entry: of an answer the parts that it changed, of a record the fields.
pub fn texts(edition: &Edition, project: &Project, entry: &LogEntry) -> Texts {
    let Ok(change) = Change::from_json(&entry.change) else {
        return raw(entry);
    };
    let told = match &change {
        Change::Answer { item, .. }
        | Change::Clear { item }
        | Change::Skip { item, .. }
        | Change::Confirm { item } => edition.item(item).and_then(|item| {
            let (before, after) = around(item, entry, &change)?;
            Some(of_answer(item, &before, &after))
        }),
        Change::Add { list, record } => edition.list(list).map(|list| Texts {
            before: String::new(),
            after: all_fields(edition, project, list, record),
        }),
        Change::Update { list, fields, .. } => edition
            .list(list)
            .map(|list| of_update(edition, project, list, entry, fields)),
        Change::Remove { list, .. } => edition.list(list).map(|list| Texts {
            before: super::removed_record(entry)
                .map(|record| all_fields(edition, project, list, &record.fields))
                .unwrap_or_default(),
            after: String::new(),
        }),
        Change::Sign { .. } => Some(Texts {
            before: signed(&entry.before),
            after: entry.made.as_ref().map(signed).unwrap_or_default(),
        }),
        Change::Withdraw { reason, .. } => Some(Texts {
            before: signed(&entry.before),
            after: match reason.trim() {
                "" => "Withdrawn".to_owned(),
                reason => format!("Withdrawn: {reason}"),
            },
        }),
        Change::Archive => Some(Texts {
            before: "In use".to_owned(),
            after: "In the archive".to_owned(),
        }),
        Change::Unarchive => Some(Texts {
            before: "In the archive".to_owned(),
            after: "In use".to_owned(),
        }),
    };
    told.unwrap_or_else(|| raw(entry))
}

/// An entry that this program does not understand, as the file holds it.
fn raw(entry: &LogEntry) -> Texts {
    Texts {
        before: pretty(&entry.before),
        after: pretty(&entry.change),
    }
}

fn pretty(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        json => serde_json::to_string_pretty(json).unwrap_or_default(),
    }
}

/// The parts of an answer that are not the same before and after; its value where none differs.
fn of_answer(item: &Item, before: &Answer, after: &Answer) -> Texts {
    let reason = |answer: &Answer| answer.skipped.as_ref().map(|skipped| skipped.reason.clone());
    let (note, evidence) = (before.note != after.note, before.evidence != after.evidence);
    let skipped = reason(before) != reason(after);
    let value =
        before.value != after.value || before.versions != after.versions || !(note || evidence || skipped);
    let said = |answer: &Answer| {
        let mut lines = Vec::new();
        if value {
            lines.push(value_words(item, answer));
        }
        if skipped {
            lines.extend(reason(answer).map(|reason| format!("Not applicable: {reason}")));
        }
        if note && !answer.note.is_empty() {
            lines.push(format!("Note: {}", answer.note));
        }
        if evidence {
            lines.extend(answer.evidence.iter().map(|piece| format!("Evidence: {piece}")));
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    };
    Texts {
        before: said(before),
        after: said(after),
    }
}

/// A value, or the versions of it while nobody has chosen.
fn value_words(item: &Item, answer: &Answer) -> String {
    if answer.versions.is_empty() {
        let value = answer.value.as_ref();
        return value.map(|value| value.whole(item)).unwrap_or_default();
    }
    let version = |version: &Version| {
        let value = Value::from_json(item, &version.value).ok().flatten();
        let value = value.map_or_else(|| "no answer".to_owned(), |value| value.whole(item));
        format!("{}: {value}", version.by.as_deref().unwrap_or("unknown"))
    };
    let versions: Vec<String> = answer.versions.iter().map(version).collect();
    format!("Two versions\n{}", versions.join("\n"))
}

fn of_update(
    edition: &Edition,
    project: &Project,
    list: &List,
    entry: &LogEntry,
    given: &Map<String, Json>,
) -> Texts {
    let was = entry.before.as_object().cloned().unwrap_or_default();
    let blank = |json: Option<&Json>| json.is_none_or(super::super::is_blank);
    let differs = |field: &str| {
        let (before, now) = (was.get(field), given.get(field));
        given.contains_key(field) && before != now && !(blank(before) && blank(now))
    };
    let named = |fields: &Map<String, Json>| {
        let record = record_of(fields);
        let changed = list.fields.iter().filter(|field| differs(&field.id));
        let lines = changed.map(|field| {
            let words = field_words(edition, project, field, &record);
            let words = if words.is_empty() { "empty" } else { &words };
            format!("{}: {words}", field.label)
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let before = named(&was);
    Texts {
        before: match was.contains_key("versions") {
            true if before.is_empty() => "Two versions".to_owned(),
            true => format!("Two versions\n{before}"),
            false => before,
        },
        after: named(given),
    }
}

/// Every field of a record that says something, a line each.
fn all_fields(edition: &Edition, project: &Project, list: &List, fields: &Map<String, Json>) -> String {
    let record = record_of(fields);
    let lines: Vec<String> = list
        .fields
        .iter()
        .map(|field| (field, field_words(edition, project, field, &record)))
        .filter(|(_, words)| !words.is_empty())
        .map(|(field, words)| format!("{}: {words}", field.label))
        .collect();
    if lines.is_empty() {
        return record_name(edition, project, list, &record).unwrap_or_default();
    }
    lines.join("\n")
}

fn record_of(fields: &Map<String, Json>) -> Record {
    Record {
        id: String::new(),
        fields: fields.clone(),
        versions: Vec::new(),
    }
}

/// Who signed, and when; empty where nobody had.
fn signed(json: &Json) -> String {
    let Ok(sign_off) = SignOff::deserialize(json) else {
        return String::new();
    };
    let address = sign_off.address.map(|address| format!(", {address}"));
    let role = super::words::capital(sign_off.role.done());
    format!(
        "{role} by {}, {}{}",
        sign_off.name,
        day_words(sign_off.date),
        address.unwrap_or_default()
    )
}
