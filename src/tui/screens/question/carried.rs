//! Where a carried text comes from, and what became of it since, in words.

use jiff::Timestamp;

use crate::{guidance::Edition, rules::document_words, tui::screen::Context};

pub(super) use crate::rules::{
    changed_sources as changed, giving_sources as giving, last_change as changed_by,
    source_words as from_words,
};

/// `The concept's Purpose changed on 14 Nov, after this was taken from it.`
pub(super) fn changed_words(cx: &Context, changed: &[&str]) -> String {
    let edition = cx.session.edition();
    let names: Vec<String> = changed
        .iter()
        .map(|id| match (edition.item(id), edition.list(id)) {
            (Some(item), _) => format!("{}'s {}", document_words(edition, item), item.label),
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
