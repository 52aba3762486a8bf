//! Where a carried text comes from, and what became of it since, in words.

use jiff::Timestamp;

use crate::{
    guidance::{Edition, Item},
    project::{Answer, Offer, Project},
    tui::{screen::Context, standing},
};

/// Where a text comes from: `the concept, Purpose`, `the PID, Start date and Completion date`.
pub(super) fn from_words<'a>(edition: &Edition, sources: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<(String, Vec<String>)> = Vec::new();
    for id in sources {
        match (edition.item(id), edition.list(id)) {
            (Some(item), _) => {
                let document = document(edition, item);
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
        .map(|(document, labels)| {
            if labels.is_empty() {
                document
            } else {
                format!("{document}, {}", and(&labels))
            }
        })
        .collect();
    names.join("; ")
}

/// The sources of an item that give something now.
pub(super) fn giving(offer: &Offer) -> impl Iterator<Item = &str> {
    let giving = offer
        .sources
        .iter()
        .filter(|source| !source.text.trim().is_empty());
    giving.map(|source| source.from.as_str())
}

/// The sources that give another text now than when the answer was taken from them.
pub(super) fn changed<'a>(answer: &Answer, offer: &'a Offer) -> Vec<&'a str> {
    let now = offer.carried();
    offer
        .sources
        .iter()
        .zip(&now)
        .filter(|(_, now)| !answer.carried.contains(now))
        .map(|(source, _)| source.from.as_str())
        .collect()
}

/// `The concept's Purpose changed on 14 Nov, after this was taken from it.`
pub(super) fn changed_words(cx: &Context, changed: &[&str]) -> String {
    let edition = cx.session.edition();
    let names: Vec<String> = changed
        .iter()
        .map(|id| match (edition.item(id), edition.list(id)) {
            (Some(item), _) => format!("{}'s {}", document(edition, item), item.label),
            (None, Some(list)) => format!("the {}", list.many),
            (None, None) => (*id).to_owned(),
        })
        .collect();
    let them = match changed {
        [only] if edition.list(only).is_none() => "it",
        _ => "them",
    };
    let when = match changed {
        [only] => changed_by(cx.session.project(), only)
            .1
            .map(|at| format!(" {}", on_day(cx, at)))
            .unwrap_or_default(),
        _ => String::new(),
    };
    format!(
        "{} changed{when}, after this was taken from {them}.",
        capital(&and(&names))
    )
}

/// Who last changed a source, and when.
pub(super) fn changed_by(project: &Project, source: &str) -> (Option<String>, Option<Timestamp>) {
    if let Some(answer) = project.answer(source) {
        return (answer.by.clone(), answer.at);
    }
    let of_list = |entry: &&crate::project::LogEntry| {
        entry.change.get("list").and_then(serde_json::Value::as_str) == Some(source)
    };
    let last = project
        .log
        .iter()
        .rev()
        .filter_map(crate::project::LogLine::entry)
        .find(of_list);
    last.map_or((None, None), |entry| (Some(entry.by.clone()), Some(entry.at)))
}

/// `14 Nov by B. Example`, as far as either is known.
pub(super) fn day_and_name(cx: &Context, at: Option<Timestamp>, by: Option<&str>) -> String {
    let day = at.map(|at| day(cx, at));
    let by = by.map(|by| format!("by {by}"));
    [day, by].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What a source is called on its own: `Concept`, `Scoping`, `Parties`.
pub(super) fn short_name(edition: &Edition, sources: &[&str]) -> String {
    match sources {
        [only] => match (edition.item(only), edition.list(only)) {
            (Some(item), _) => edition
                .step(item.step.as_str())
                .map_or_else(String::new, |step| step.label.clone()),
            (None, Some(list)) => list.label.clone(),
            (None, None) => String::new(),
        },
        _ => "Sources".to_owned(),
    }
}

/// `on 14 Nov`, or `today`.
fn on_day(cx: &Context, at: Timestamp) -> String {
    match day(cx, at) {
        today if today == "today" => today,
        day => format!("on {day}"),
    }
}

/// `today 14:02`, `14 Nov 14:02`.
pub(super) fn moment(cx: &Context, at: Timestamp) -> String {
    let local = at.to_zoned(cx.session.acting().clock.zone());
    format!("{} {}", day(cx, at), local.strftime("%H:%M"))
}

/// `14 Nov`, `14 Nov 2025`, or `today`.
pub(super) fn day(cx: &Context, at: Timestamp) -> String {
    let clock = &cx.session.acting().clock;
    let (at, now) = (at.to_zoned(clock.zone()), clock.now().to_zoned(clock.zone()));
    if at.date() == now.date() {
        "today".to_owned()
    } else if at.year() == now.year() {
        at.strftime("%-d %b").to_string()
    } else {
        crate::project::day_words(at.date())
    }
}

/// The document or step that an item stands in: `the concept`, `the PID`, `Scoping`.
fn document(edition: &Edition, item: &Item) -> String {
    let Some(step) = edition.step(item.step.as_str()) else {
        return String::new();
    };
    let is_document = edition.subjects.iter().any(|subject| subject.step == step.id);
    if is_document {
        format!("the {}", standing::uncapital(&step.label))
    } else {
        step.label.clone()
    }
}

fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
