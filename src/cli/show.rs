//! `show`: a project's answers and records, with what is carried from where.
//!
//! As JSON a row an item, in the guidance's order; a list's row is its id with its records. One
//! item or list alone is the same array with its row alone.

use serde_json::{Map, Value as Json, json};

use super::{
    args::ShowArguments,
    context::Context,
    error::Failure,
    opened::{Opened, entry, title, who},
    output::{Report, paragraph},
};
use crate::{
    guidance::{Edition, Entry, Item, List},
    json::sha256_text,
    project::{Answer, Offer, Project, Record, Value, Version, field_words, offer},
    rules::{self, Assessment, Carry, ItemState, State},
};

/// The answers of a project, or one item or list of it.
pub fn run(context: &Context, arguments: &ShowArguments) -> Result<Report, Failure> {
    let opened = Opened::find(context, &arguments.project)?;
    let assessment = rules::assess(&opened.edition, &opened.project, context.acting.today());
    let view = View {
        edition: &opened.edition,
        project: &opened.project,
        assessment: &assessment,
    };
    let only = match &arguments.entry {
        Some(name) => Some(entry(&opened.edition, name)?),
        None => None,
    };
    let report = match (only, arguments.json) {
        (Some(only), true) => Report::json(&Json::Array(vec![view.row(only)])),
        (None, true) => Report::json(&view.rows()),
        (Some(Entry::Item(item)), false) => Report::text(view.item_text(item)),
        (Some(Entry::List(list)), false) => Report::text(view.list_text(list)),
        (None, false) => Report::text(view.text()),
    };
    Ok(report.with_notes(opened.notes()))
}

struct View<'a> {
    edition: &'a Edition,
    project: &'a Project,
    assessment: &'a Assessment,
}

/// One source of a carried answer, as it stands now.
struct Source {
    from: String,
    text: String,
    state: &'static str,
}

impl View<'_> {
    fn rows(&self) -> Json {
        let entries = self.edition.steps().iter().flat_map(|step| &step.entries);
        Json::Array(entries.map(|entry| self.row(entry)).collect())
    }

    fn row(&self, entry: &Entry) -> Json {
        match entry {
            Entry::Item(item) => self.item_row(item),
            Entry::List(list) => json!({
                "list": list.id,
                "records": self.project.records(list.id.as_str()),
            }),
        }
    }

    fn item_row(&self, item: &Item) -> Json {
        let answer = self.answer(item);
        let mut members = Map::new();
        let mut put = |key: &str, value: Json| members.insert(key.to_owned(), value);
        put("item", json!(item.id));
        put("kind", json!(item.kind));
        put("state", json!(self.state(item).name()));
        put("value", json!(answer.value.as_ref().map(Value::to_json)));
        put("note", json!(answer.note));
        put("evidence", json!(answer.evidence));
        put("by", json!(answer.by));
        put("at", json!(answer.at));
        if let Some(skipped) = &answer.skipped {
            put("skipped", json!(skipped));
        }
        let sources = self.carried(item, &answer);
        if !sources.is_empty() {
            let sources: Vec<Json> = sources
                .iter()
                .map(|source| json!({"from": source.from, "text": source.text, "state": source.state}))
                .collect();
            put("carried", json!(sources));
        }
        if !answer.versions.is_empty() {
            put("versions", json!(answer.versions));
        }
        Json::Object(members)
    }

    fn answer(&self, item: &Item) -> Answer {
        self.project.answer(item.id.as_str()).cloned().unwrap_or_default()
    }

    fn item_state(&self, item: &Item) -> Option<&ItemState> {
        self.assessment.item(item.id.as_str())
    }

    fn state(&self, item: &Item) -> State {
        self.item_state(item).map_or(State::Empty, |state| state.state)
    }

    /// Where the answer is carried from: offered while there is none, else what it was taken from.
    fn carried(&self, item: &Item, answer: &Answer) -> Vec<Source> {
        let stands = self.item_state(item).map_or(Carry::None, |state| state.carry);
        let offered = match stands {
            Carry::None => return Vec::new(),
            Carry::Offered | Carry::Confirmed | Carry::SourceChanged => {
                offer(self.edition, self.project, item)
            }
        };
        let now = offered
            .as_ref()
            .map(|offer: &Offer| offer.sources.as_slice())
            .unwrap_or_default();
        let taken = |from: &str| answer.carried.iter().find(|taken| taken.from == from);
        let is_same =
            |from: &str, text: &str| taken(from).is_some_and(|taken| taken.sha256 == sha256_text(text));
        // Three texts may have moved among themselves and still make the same text.
        let moved = stands == Carry::SourceChanged
            && now.len() == answer.carried.len()
            && now.iter().all(|source| is_same(&source.from, &source.text));
        let state = |from: &str, text: &str| match stands {
            Carry::Offered => "offered",
            Carry::Confirmed => "confirmed",
            Carry::SourceChanged | Carry::None if is_same(from, text) && !moved => "confirmed",
            Carry::SourceChanged | Carry::None => "changed",
        };
        let gone = answer
            .carried
            .iter()
            .filter(|taken| !now.iter().any(|source| source.from == taken.from))
            .map(|taken| (taken.from.clone(), String::new()));
        now.iter()
            .map(|source| (source.from.clone(), source.text.clone()))
            .chain(gone)
            .map(|(from, text)| Source {
                state: state(&from, &text),
                from,
                text,
            })
            .collect()
    }

    fn text(&self) -> String {
        let mut text = paragraph("", "  ", title(self.edition, self.project));
        for step in self.edition.steps() {
            let shown: Vec<&Entry> = step.entries.iter().filter(|entry| self.is_shown(entry)).collect();
            if shown.is_empty() {
                continue;
            }
            text.push('\n');
            text.push_str(&paragraph("", "  ", &step.title));
            for entry in shown {
                text.push_str(&match entry {
                    Entry::Item(item) => self.item_block(item),
                    Entry::List(list) => self.list_block(list),
                });
            }
        }
        text
    }

    /// What applies, and what does not but holds something.
    fn is_shown(&self, entry: &Entry) -> bool {
        match entry {
            Entry::Item(item) => {
                self.item_state(item).is_some_and(|state| state.applies)
                    || self
                        .project
                        .answer(item.id.as_str())
                        .is_some_and(|answer| !answer.is_empty())
            }
            Entry::List(_) => true,
        }
    }

    fn item_text(&self, item: &Item) -> String {
        paragraph("", "", &item.prompt) + "\n" + &self.item_block(item)
    }

    fn list_text(&self, list: &List) -> String {
        paragraph("", "", &list.prompt) + "\n" + &self.list_block(list)
    }

    fn item_block(&self, item: &Item) -> String {
        let answer = self.answer(item);
        let state = self.state_words(item, &answer);
        let mut text = paragraph("  ", "      ", &format!("{} ({}): {state}", item.label, item.id));
        let sources = self.carried(item, &answer);
        match &answer.value {
            Some(value) => text.push_str(&value_text(item, value)),
            None => {
                if let Some(offer) = offer(self.edition, self.project, item)
                    && !sources.is_empty()
                {
                    text.push_str(&value_text(item, &offer.value));
                }
            }
        }
        if let Some(skipped) = &answer.skipped {
            text.push_str(&indented(&format!("Not applicable, because {}", skipped.reason)));
        }
        if !answer.note.is_empty() {
            text.push_str(&indented(&format!("Note: {}", answer.note)));
        }
        for piece in &answer.evidence {
            text.push_str(&indented(&format!("Evidence: {piece}")));
        }
        if !sources.is_empty() {
            text.push_str(&indented(&source_words(&sources)));
        }
        let two_notes = answer.has_two_notes();
        for version in &self.project.told_versions(item.id.as_str()) {
            let words = if two_notes {
                note_words(version)
            } else {
                version_words(item, version)
            };
            text.push_str(&indented(&words));
        }
        if answer.by.is_some() && answer.at.is_some() {
            text.push_str(&indented(&who(answer.by.as_deref(), answer.at)));
        }
        text
    }

    fn state_words(&self, item: &Item, answer: &Answer) -> String {
        let state = match self.state(item) {
            State::Attention if answer.has_two_notes() => "two versions of the note",
            State::Attention if !answer.versions.is_empty() => "two versions",
            State::Attention => "needs attention",
            other => other.name(),
        };
        let parked = self.item_state(item).is_some_and(|state| !state.applies);
        if parked {
            format!("{state}, parked: it does not apply now")
        } else {
            state.to_owned()
        }
    }

    fn list_block(&self, list: &List) -> String {
        let records = self.project.records(list.id.as_str());
        let mut text = paragraph(
            "  ",
            "      ",
            &format!("{} ({}): {}", list.label, list.id, list.count(records.len())),
        );
        for record in records {
            text.push_str(&self.record_block(list, record));
        }
        text
    }

    fn record_block(&self, list: &List, record: &Record) -> String {
        let mut text = paragraph("    - ", "      ", &record.id);
        for field in &list.fields {
            let words = field_words(self.edition, self.project, field, record);
            if !words.is_empty() {
                text.push_str(&indented(&format!("{}: {words}", field.label)));
            }
        }
        for version in &record.versions {
            let said = by_and_at(version);
            text.push_str(&indented(&format!(
                "One of two versions, {said}: {}",
                version.value
            )));
        }
        text
    }
}

fn value_text(item: &Item, value: &Value) -> String {
    indented(&value_words(item, value))
}

/// Everything that a value says, a line a part where it has several.
pub(super) fn value_words(item: &Item, value: &Value) -> String {
    let parts: Vec<(&str, String)> = match value {
        Value::ThreeWay(three) => vec![
            ("Patients: ", three.patients.clone()),
            ("NHS: ", three.nhs.clone()),
            ("Industry: ", three.industry.clone()),
        ],
        Value::Head {
            covered,
            clause,
            notes,
        } => vec![
            ("Covered: ", covered.clone()),
            ("Clause: ", clause.clone()),
            ("Notes: ", notes.clone()),
        ],
        Value::Attestation { .. } => vec![("Attested by ", value.text(item))],
        _ => vec![("", value.text(item))],
    };
    let said: Vec<String> = parts
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| format!("{label}{}", text.trim_end()))
        .collect();
    said.join("\n")
}

fn source_words(sources: &[Source]) -> String {
    let from: Vec<&str> = sources.iter().map(|source| source.from.as_str()).collect();
    let from = from.join(", ");
    let changed: Vec<&str> = sources
        .iter()
        .filter(|source| source.state == "changed")
        .map(|source| source.from.as_str())
        .collect();
    if !changed.is_empty() {
        format!("Carried from {from}; source changed: {}", changed.join(", "))
    } else if sources.iter().any(|source| source.state == "offered") {
        format!("Carried from {from}, not confirmed yet")
    } else {
        format!("Carried from {from}, confirmed")
    }
}

/// One of two versions: who gave it when, and what it says.
pub(super) fn version_words(item: &Item, version: &Version) -> String {
    let value = match Value::from_json(item, &version.value) {
        Ok(Some(value)) => value.text(item),
        Ok(None) => "(cleared)".to_owned(),
        Err(_) => version.value.to_string(),
    };
    let said = format!("One of two versions, {}: {value}", by_and_at(version));
    match version.note.as_deref().filter(|note| !note.is_empty()) {
        Some(note) => format!("{said}\nNote: {note}"),
        None => said,
    }
}

/// One of two versions of a note: who wrote it when, and what it says.
fn note_words(version: &Version) -> String {
    let note = version.note.as_deref().filter(|note| !note.is_empty());
    let note = note.unwrap_or("(emptied)");
    format!("One of two versions of the note, {}: {note}", by_and_at(version))
}

fn by_and_at(version: &Version) -> String {
    who(version.by.as_deref(), version.at)
}

fn indented(text: &str) -> String {
    paragraph("      ", "      ", text)
}
