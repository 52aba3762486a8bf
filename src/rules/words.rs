//! Words that the rules' sentences are made of.

use crate::{
    guidance::{Edition, ItemId, List},
    project::Record,
};

/// How many names a sentence takes before it counts the rest.
const NAMED: usize = 4;

/// Names in a row, with `and` before the last: `A`, `A and B`, `A, B and C`.
pub fn and(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The same, with the fourth and later ones counted: `A, B, C and 5 more`.
pub(super) fn and_more(names: &[impl AsRef<str>]) -> String {
    if names.len() <= NAMED {
        return and(names);
    }
    let (first, rest) = names.split_at(NAMED - 1);
    let mut said: Vec<String> = first.iter().map(|name| name.as_ref().to_owned()).collect();
    said.push(format!("{} more", rest.len()));
    and(&said)
}

/// The words with a capital at the beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// What is somebody's: `Acme Pharma's`, `Harbour Practices'`.
pub(super) fn possessive(name: &str) -> String {
    let end = if name.ends_with('s') { "'" } else { "'s" };
    format!("{name}{end}")
}

/// What a subject is called within a sentence, such as `the Project Concept Framework`.
pub(super) fn subject_title(edition: &Edition, subject: &str) -> String {
    match subject.split_once('/') {
        Some(_) => "the amendment".to_owned(),
        None => edition
            .subject(subject)
            .map_or_else(|| subject.to_owned(), |known| format!("the {}", known.title)),
    }
}

/// A record by its first required field, in quotation marks; by its id while that is empty.
pub(super) fn quoted(list: &List, record: &Record) -> String {
    let name = list
        .fields
        .iter()
        .find(|field| field.required)
        .map_or("", |field| record.text(&field.id));
    match name.lines().next().unwrap_or_default() {
        "" => record.id.clone(),
        name => format!("\"{name}\""),
    }
}

pub(super) fn part_name(part: &str) -> &str {
    match part {
        "nhs" => "the NHS",
        other => other,
    }
}

/// A label within a sentence: its first letter small, unless it is an abbreviation.
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// Questions by number, with `2 to 10` for more than three that follow one another.
pub fn ranges(edition: &Edition, ids: &[ItemId]) -> Vec<String> {
    let order: Vec<&ItemId> = edition.checklist().map(|item| &item.id).collect();
    let place = |id: &ItemId| order.iter().position(|other| *other == id);
    let name = |id: &ItemId| {
        edition
            .item(id.as_str())
            .map_or_else(|| id.to_string(), |item| item.name().to_owned())
    };
    let follows = |before: &ItemId, after: &ItemId| {
        place(before)
            .zip(place(after))
            .is_some_and(|(before, after)| before + 1 == after)
    };
    ids.chunk_by(follows)
        .flat_map(|run| match run {
            [first, _, _, .., last] => vec![format!("{} to {}", name(first), name(last))],
            few => few.iter().map(name).collect(),
        })
        .collect()
}
