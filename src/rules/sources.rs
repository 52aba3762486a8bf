//! What a carried text comes from, what of it gives another text now, and who changed that: as
//! every screen and document says it.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::words::{and, lower};
use crate::{
    guidance::{Edition, Item},
    project::{Answer, LogLine, Offer, Project},
};

/// Where a text comes from: `the concept, Purpose`, `the PID, Start date and Completion date`.
pub fn source_words<'a>(edition: &Edition, sources: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<(String, Vec<String>)> = Vec::new();
    for id in sources {
        match (edition.item(id), edition.list(id)) {
            (Some(item), _) => {
                let document = document_words(edition, item);
                match names.last_mut().filter(|(last, _)| *last == document) {
                    Some((_, labels)) => labels.push(item.label.clone()),
                    None => names.push((document, vec![item.label.clone()])),
                }
            }
            (None, Some(list)) => names.push((format!("the {}", list.many), Vec::new())),
            (None, None) => names.push((id.to_owned(), Vec::new())),
        }
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|(document, labels)| match labels.as_slice() {
            [] => document,
            labels => format!("{document}, {}", and(labels)),
        })
        .collect();
    names.join("; ")
}

/// The sources that give something now.
pub fn giving_sources(offer: &Offer) -> impl Iterator<Item = &str> {
    let giving = offer
        .sources
        .iter()
        .filter(|source| !source.text.trim().is_empty());
    giving.map(|source| source.from.as_str())
}

/// The sources that give another text now than when the answer was taken from them.
pub fn changed_sources<'a>(answer: &Answer, offer: &'a Offer) -> Vec<&'a str> {
    let now = offer.carried();
    offer
        .sources
        .iter()
        .zip(&now)
        .filter(|(_, now)| !answer.carried.contains(now))
        .map(|(source, _)| source.from.as_str())
        .collect()
}

/// Who last changed a source, an item or a list, and when, as far as it is known.
pub fn last_change(project: &Project, source: &str) -> (Option<String>, Option<Timestamp>) {
    if let Some(answer) = project.answer(source) {
        return (answer.by.clone(), answer.at);
    }
    let last = project
        .log
        .iter()
        .rev()
        .filter_map(LogLine::entry)
        .find(|entry| entry.change.get("list").and_then(Json::as_str) == Some(source));
    last.map_or((None, None), |entry| (Some(entry.by.clone()), Some(entry.at)))
}

/// The document or step that an item stands in: `the concept`, `the PID`, `Scoping`.
pub fn document_words(edition: &Edition, item: &Item) -> String {
    let Some(step) = edition.step(item.step.as_str()) else {
        return String::new();
    };
    let is_document = edition.subjects.iter().any(|subject| subject.step == step.id);
    if is_document {
        format!("the {}", lower(&step.label))
    } else {
        step.label.clone()
    }
}
