//! What is carried to a field and not confirmed, or has changed where it came from.

use super::{case::Case, words::who_and_when};
use crate::{
    guidance::Item,
    project::{Answer, offer},
    rules::{and, capital, changed_sources, document_words, giving_sources, last_change, source_words},
};

/// `From the concept, Purpose: not confirmed yet.`
pub(super) fn offered_words(case: &Case, item: &Item) -> String {
    let offered = offer(case.edition, case.project, item);
    let from = offered
        .as_ref()
        .map(|offer| source_words(case.edition, giving_sources(offer)))
        .unwrap_or_default();
    format!("From {from}: not confirmed yet.")
}

/// `SOURCE CHANGED: the concept's Purpose (Ann, 14 Nov 2026, 09:05 UTC), after this was taken
/// from it.`
pub(super) fn changed_words(case: &Case, item: &Item, answer: &Answer) -> String {
    let now = offer(case.edition, case.project, item);
    let changed = now.as_ref().map(|offer| changed_sources(answer, offer));
    // Where nothing is offered any more, all that it was taken from has changed.
    let changed = changed.unwrap_or_else(|| answer.carried.iter().map(|taken| taken.from.as_str()).collect());
    let names: Vec<String> = changed
        .iter()
        .map(|from| source_with_change(case, from))
        .collect();
    let them = if names.len() == 1 { "it" } else { "them" };
    format!(
        "SOURCE CHANGED: {} changed after this was taken from {them}.",
        capital(&and(&names))
    )
}

fn source_with_change(case: &Case, from: &str) -> String {
    let name = match (case.edition.item(from), case.edition.list(from)) {
        (Some(item), _) => format!("{}'s {}", document_words(case.edition, item), item.label),
        (None, Some(list)) => format!("the {}", list.many),
        (None, None) => from.to_owned(),
    };
    let (by, at) = last_change(case.project, from);
    match who_and_when(by.as_deref(), at) {
        said if said.is_empty() => name,
        said => format!("{name} ({said})"),
    }
}
