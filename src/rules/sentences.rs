//! Unmet rows grouped into sentences for people: made once here, read by every screen and
//! document.

use super::{
    assessment::{Sentence, Unmet},
    case::Case,
};

/// The rows as sentences, most important first, each with where its first row is met.
pub(super) fn sentences(_case: &Case, rows: &[Unmet]) -> Vec<Sentence> {
    rows.iter()
        .map(|row| Sentence {
            what: row.what.clone(),
            to: row.to.clone(),
        })
        .collect()
}

/// Names in a row, with `and` before the last: `A`, `A and B`, `A, B and C`.
pub(super) fn and(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words with a capital at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
