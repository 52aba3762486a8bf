//! Entries in a few words: what they concern, and what was done.

use serde_json::Value as Json;

use super::Names;
use crate::{
    guidance::{Edition, Item, ItemKind, List},
    project::{
        answer::{Answer, Signed},
        calendar::day_words,
        carry::field_words,
        change::Change,
        file::{LogEntry, Record},
        state::Project,
        value::{Value, choice_words},
    },
};

/// What an entry concerns that this program does not know.
pub(super) const NOT_KNOWN: &str = "Not known here";
/// The most characters of a text in a line.
const SNIPPET: usize = 120;
/// The most fields of a record that a line names.
const NAMED: usize = 3;

/// A change in a few words, such as `question 3, yes` or `a party removed`.
pub fn change_words(edition: &Edition, change: &Change) -> String {
    let name = |id: &str| match edition.item(id) {
        Some(item) if item.severity.is_some() => format!("question {}", item.name()),
        Some(item) => item.label.clone(),
        None => id.to_owned(),
    };
    let list = |id: &str| {
        edition
            .list(id)
            .map_or_else(|| id.to_owned(), |list| list.one.clone())
    };
    match change {
        Change::Answer {
            item,
            value: Some(value),
            ..
        } => match (edition.item(item), value.as_str()) {
            (Some(found), Some(chosen)) if chosen.len() < 20 && found.severity.is_some() => {
                format!("{}, {}", name(item), choice_words(found, chosen))
            }
            _ => name(item),
        },
        Change::Answer {
            item, value: None, ..
        } => format!("the note of {}", name(item)),
        Change::Clear { item } => format!("{} cleared", name(item)),
        Change::Skip { item, .. } => format!("{} skipped", name(item)),
        Change::Confirm { item } => format!("{} taken over", name(item)),
        Change::Add { list: id, .. } => format!("a {} added", list(id)),
        Change::Update { list: id, .. } => format!("a {} changed", list(id)),
        Change::Remove { list: id, .. } => format!("a {} removed", list(id)),
        Change::Sign { role, .. } => role.done().to_owned(),
        Change::Withdraw { .. } => "a sign-off withdrawn".to_owned(),
        Change::Archive => "archived".to_owned(),
        Change::Unarchive => "taken back from the archive".to_owned(),
    }
}

/// What an item is called: a question of the checklist by its number too, one whose label another
/// item has as well with its step.
pub(super) fn item_label(edition: &Edition, id: &str) -> String {
    let Some(item) = edition.item(id) else {
        return id.to_owned();
    };
    if item.severity.is_some() {
        return format!("Question {}, {}", item.name(), item.label);
    }
    let alone = edition.items().filter(|other| other.label == item.label).count() < 2;
    match edition.step(item.step.as_str()).filter(|_| !alone) {
        Some(step) => format!("{} ({})", item.label, step.label),
        None => item.label.clone(),
    }
}

/// What a subject of sign-offs is called in a word or two: its step's label.
pub(super) fn subject_label(edition: &Edition, subject: &str) -> String {
    let kind = subject.split('/').next().unwrap_or(subject);
    let step = edition.subject(kind).map(|subject| subject.step.as_str());
    step.and_then(|step| edition.step(step))
        .map_or_else(|| subject.to_owned(), |step| step.label.clone())
}

/// What a record is called: the first of its columns that says something, on one line.
pub(super) fn record_name(
    edition: &Edition,
    project: &Project,
    list: &List,
    record: &Record,
) -> Option<String> {
    let columns = list.columns.iter().filter_map(|column| list.field(column));
    columns
        .map(|field| line(&field_words(edition, project, field, record)))
        .find(|words| !words.is_empty())
}

/// What an entry did, in a line.
pub(super) fn did(names: &Names, entry: &LogEntry, change: &Change) -> String {
    match change {
        Change::Answer { item, .. }
        | Change::Clear { item }
        | Change::Skip { item, .. }
        | Change::Confirm { item } => match names.edition.item(item) {
            Some(item) => did_to_answer(item, entry, change),
            None => later_version(&entry.change),
        },
        Change::Add { .. } => "added".to_owned(),
        Change::Remove { .. } => "removed".to_owned(),
        Change::Update { list, fields, .. } => match names.edition.list(list) {
            Some(list) => did_to_record(list, entry, fields),
            None => "changed".to_owned(),
        },
        Change::Sign { role, name, date, .. } => {
            let date = crate::project::day(date).map_or_else(|| date.clone(), day_words);
            format!("{} by {}, {date}", role.done(), line(name))
        }
        Change::Withdraw { reason, .. } if reason.trim().is_empty() => "withdrawn".to_owned(),
        Change::Withdraw { reason, .. } => format!("withdrawn: {}", line(reason)),
        Change::Archive => "put into the archive".to_owned(),
        Change::Unarchive => "taken back from the archive".to_owned(),
    }
}

/// What an entry is that only a later version of the program understands.
pub(super) fn later_version(change: &Json) -> String {
    match change.get("op").and_then(Json::as_str) {
        Some(op) => format!("{}: written by a later version", line(op)),
        None => "written by a later version".to_owned(),
    }
}

fn did_to_answer(item: &Item, entry: &LogEntry, change: &Change) -> String {
    let Some((before, after)) = around(item, entry, change) else {
        return change_verb(change).to_owned();
    };
    let mut said = Vec::new();
    if before.value != after.value {
        said.push(new_value(
            item,
            change,
            before.value.as_ref(),
            after.value.as_ref(),
        ));
    } else if before.versions.len() > after.versions.len() {
        said.push("one of two versions chosen".to_owned());
    } else if before.carried != after.carried {
        said.push("kept as it is".to_owned());
    }
    if before.note != after.note {
        said.push(match line(&after.note).as_str() {
            "" => "note emptied".to_owned(),
            _ => format!("note: {}", from_difference(&before.note, &after.note)),
        });
    }
    if before.evidence != after.evidence {
        let new = |piece: &&String| !before.evidence.contains(piece);
        said.push(match after.evidence.iter().find(new) {
            Some(new) => format!("evidence: {}", line(new)),
            None => "evidence taken out".to_owned(),
        });
    }
    let reason = |answer: &Answer| answer.skipped.as_ref().map(|skipped| skipped.reason.clone());
    match (reason(&before), reason(&after)) {
        (was, Some(reason)) if was.as_ref() != Some(&reason) => {
            said.push(format!("not applicable: {}", line(&reason)));
        }
        (Some(_), None) if said.is_empty() => said.push("applies again".to_owned()),
        _ => {}
    }
    if said.is_empty() {
        return "changed, and put back".to_owned();
    }
    said.join("; ")
}

/// The answer before an entry and after it; none where the entry does not make sense.
pub(super) fn around(item: &Item, entry: &LogEntry, change: &Change) -> Option<(Answer, Answer)> {
    let before = Answer::from_json(item, &entry.before)?;
    let stamp = Signed {
        by: &entry.by,
        at: entry.until.unwrap_or(entry.at),
    };
    let after = before.edited(item, change, entry.made.as_ref(), stamp)?;
    Some((before, after))
}

fn change_verb(change: &Change) -> &'static str {
    match change {
        Change::Clear { .. } => "cleared",
        Change::Skip { .. } => "not applicable",
        Change::Confirm { .. } => "taken over",
        Change::Answer { .. }
        | Change::Add { .. }
        | Change::Update { .. }
        | Change::Remove { .. }
        | Change::Sign { .. }
        | Change::Withdraw { .. }
        | Change::Archive
        | Change::Unarchive => "changed",
    }
}

/// `no, was yes`, `written: Fewer admissions`, `changed: ... within three days`.
fn new_value(item: &Item, change: &Change, was: Option<&Value>, now: Option<&Value>) -> String {
    let text = |value: Option<&Value>| value.map(|value| value.whole(item)).unwrap_or_default();
    let (before, after) = (text(was), text(now));
    let taken = matches!(change, Change::Confirm { .. });
    match (was, now) {
        (_, None) if is_short(item) => format!("cleared, was {}", line(&before)),
        (_, None) => "cleared".to_owned(),
        (_, Some(_)) if taken => format!("taken over: {}", line(&after)),
        (None, Some(_)) if is_short(item) => line(&after),
        (Some(_), Some(_)) if is_short(item) => format!("{}, was {}", line(&after), line(&before)),
        (None, Some(_)) => format!("written: {}", line(&after)),
        (Some(_), Some(_)) => format!("changed: {}", from_difference(&before, &after)),
    }
}

/// Whether a value of the item is said in a few words.
fn is_short(item: &Item) -> bool {
    match item.kind {
        ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Practice
        | ItemKind::Outcome
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Period => true,
        ItemKind::Line | ItemKind::Text | ItemKind::ThreeWay | ItemKind::Attestation | ItemKind::Head => {
            false
        }
    }
}

/// The fields that an entry changed, by their labels.
fn did_to_record(list: &List, entry: &LogEntry, given: &serde_json::Map<String, Json>) -> String {
    let was = |field: &str| {
        entry
            .before
            .get(field)
            .filter(|json| !super::super::is_blank(json))
    };
    let differs = |field: &str| {
        let now = given.get(field).filter(|json| !super::super::is_blank(json));
        given.contains_key(field) && now != was(field)
    };
    let labels: Vec<&str> = list
        .fields
        .iter()
        .filter(|field| differs(&field.id))
        .map(|field| field.label.as_str())
        .collect();
    let settled = entry.before.get("versions").is_some();
    match labels.as_slice() {
        [] if settled => "one of two versions chosen".to_owned(),
        [] => "changed, and put back".to_owned(),
        [only] => format!("{only} changed"),
        some if some.len() <= NAMED => format!("{} changed", some.join(", ")),
        many => {
            let (named, rest) = many.split_at(NAMED - 1);
            format!("{} and {} more fields changed", named.join(", "), rest.len())
        }
    }
}

/// The later text from where the two differ, behind dots where that is not its beginning.
fn from_difference(before: &str, after: &str) -> String {
    let same = before
        .split_whitespace()
        .zip(after.split_whitespace())
        .take_while(|(was, now)| was == now)
        .count();
    let rest: Vec<&str> = after.split_whitespace().skip(same).take(SNIPPET).collect();
    match (same, rest.is_empty()) {
        (0, _) => line(after),
        (_, true) => "its end taken off".to_owned(),
        (_, false) => format!("... {}", line(&rest.join(" "))),
    }
}

/// The beginning of a text, on one line, ended after a word where it is long.
fn line(text: &str) -> String {
    let mut kept = String::new();
    for word in text.split_whitespace() {
        let space = usize::from(!kept.is_empty());
        if kept.chars().count() + space + word.chars().count() > SNIPPET {
            if kept.is_empty() {
                kept.extend(word.chars().take(SNIPPET));
            }
            kept.push_str(" ...");
            return kept;
        }
        if space == 1 {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}

/// The words with a capital at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
