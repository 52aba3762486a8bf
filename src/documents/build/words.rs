//! Words that documents share: days and moments, records' names, pages.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::case::Case;
use crate::{
    guidance::{Citation, Edition, List},
    project::{Month, Record, Version, day_words, field_words},
};

/// A day with the month's name whole, such as `21 November 2026`.
pub(super) fn long_day(day: Date) -> String {
    format!("{} {}", day.day(), Month::of(day).words())
}

/// An instant, the same wherever the document is made: `14 Nov 2026, 09:05 UTC`.
pub(super) fn moment(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    format!("{}, {} UTC", day_words(at.date()), at.strftime("%H:%M"))
}

/// Who and when, as far as either is known: `Ann, 14 Nov 2026, 09:05 UTC`.
pub(super) fn who_and_when(by: Option<&str>, at: Option<Timestamp>) -> String {
    let said = [by.map(str::to_owned), at.map(moment)];
    said.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who wrote a version, and when.
pub(super) fn version_words(version: &Version) -> String {
    match who_and_when(version.by.as_deref(), version.at) {
        said if said.is_empty() => "nobody is named".to_owned(),
        said => said,
    }
}

/// How a record is spoken of: its first required field; its id while that is empty.
pub(super) fn record_name(case: &Case, list: &List, record: &Record) -> String {
    let first = list.fields.iter().find(|field| field.required);
    let name = first.map(|field| field_words(case.edition, case.project, field, record));
    let name = name.as_deref().and_then(|name| name.lines().next());
    match name.map(str::trim) {
        None | Some("") => record.id.clone(),
        Some(name) => name.to_owned(),
    }
}

/// Where the official wording stands: `Guidance p. 16`, `ABPI Code of Practice 2024, Clause 23`.
pub(super) fn page_words(edition: &Edition, citation: &Citation) -> String {
    let is_guidance = edition
        .sources
        .first()
        .is_none_or(|source| source.key == citation.key);
    if is_guidance {
        return format!("Guidance p. {}", citation.page);
    }
    let source = edition.sources.iter().find(|source| source.key == citation.key);
    let place = if citation.page.starts_with(|c: char| c.is_ascii_digit()) {
        format!("p. {}", citation.page)
    } else {
        citation.page.clone()
    };
    match source {
        Some(source) => format!("{}, {place}", source.title),
        None => place,
    }
}

/// `1 thing`, `4 things`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The words as a sentence: one full stop at its end.
pub(super) fn sentence(words: &str) -> String {
    match words.chars().next_back() {
        Some('.' | '!' | '?' | '…') | None => words.to_owned(),
        Some(_) => format!("{words}."),
    }
}
