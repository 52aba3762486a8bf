//! Words for answers, records and states, as they are read out.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    guidance::{Citation, Edition, Item, List, Severity, Verdict},
    project::{Project, Record, field_words},
    rules::State,
};

/// The most characters of a record's field, where it stands for the record.
const SNIPPET: usize = 56;
/// The most characters of a line in a list.
const ROW: usize = 76;

/// A state in a word or two.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Empty => "empty",
        State::Part => "part",
        State::Done => "done",
        State::Skipped => "skipped",
        State::Attention => "needs attention",
    }
}

/// A verdict in capitals.
pub(super) fn verdict(verdict: Verdict) -> String {
    verdict.words().to_uppercase()
}

/// What a *no* means, in the word that stands beside a question.
pub(super) fn severity(item: &Item) -> Option<&'static str> {
    match item.severity? {
        Severity::Route => None,
        Severity::Red => Some("red"),
        Severity::Amber => Some("amber"),
    }
}

/// The beginning of a text, on one line.
pub(super) fn snippet(text: &str) -> String {
    cut(text, SNIPPET)
}

/// A line of a list: what stands first, and as much of the text behind it as the line takes.
pub(super) fn row(first: &str, text: &str) -> String {
    let room = ROW.saturating_sub(first.chars().count() + 1).max(20);
    format!("{first} {}", cut(text, room)).trim_end().to_owned()
}

/// A text on one line, ended after a word where it is longer than so many characters.
fn cut(text: &str, room: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= room {
        return line;
    }
    let kept: String = line.chars().take(room.saturating_sub(4)).collect();
    let whole = kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words);
    format!("{whole} ...")
}

/// A title as a sentence: with a full stop, unless it ends otherwise.
pub(super) fn sentence(title: &str) -> String {
    if title.ends_with(['.', '?', '!']) {
        title.to_owned()
    } else {
        format!("{title}.")
    }
}

/// What a record is called: its first field that says something, or its id.
pub(super) fn record(edition: &Edition, project: &Project, list: &List, record: &Record) -> String {
    let named = list.columns.iter().filter_map(|column| list.field(column));
    named
        .map(|field| field_words(edition, project, field, record))
        .find(|words| !words.trim().is_empty())
        .map_or_else(|| record.id.clone(), |words| snippet(&words))
}

/// A record in a line: the fields of the list's table.
pub(super) fn record_line(edition: &Edition, project: &Project, list: &List, record: &Record) -> String {
    let cells: Vec<String> = list
        .columns
        .iter()
        .filter_map(|column| list.field(column))
        .map(|field| snippet(&field_words(edition, project, field, record)))
        .filter(|cell| !cell.is_empty())
        .collect();
    if cells.is_empty() {
        record.id.clone()
    } else {
        cells.join(", ")
    }
}

/// Where the official wording stands, such as `Guidance p. 16`.
pub(super) fn source(edition: &Edition, source: &Citation) -> String {
    let page = if source.page.starts_with(|c: char| c.is_ascii_digit()) {
        format!("p. {}", source.page)
    } else {
        source.page.clone()
    };
    let first = edition
        .sources
        .first()
        .is_some_and(|first| first.key == source.key);
    if first {
        return format!("Guidance {page}");
    }
    let title = edition.sources.iter().find(|other| other.key == source.key);
    format!(
        "{}, {page}",
        title.map_or(source.key.as_str(), |source| &source.title)
    )
}

/// What an item or list is called, by its id.
pub(super) fn label(edition: &Edition, id: &str) -> String {
    edition
        .entry(id)
        .map_or_else(|| id.to_owned(), |entry| entry.label().to_owned())
}

/// Names in a row: `A`, `A and B`, `A, B and C`.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
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

/// A day in local time, such as `21 Nov 2026`.
pub(super) fn local_day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%-d %b %Y").to_string()
}

/// An instant in local time, such as `21 Nov 2026, 14:02`.
pub(super) fn local_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%-d %b %Y, %H:%M")
        .to_string()
}

/// Who and when, such as ` by A. Example on 12 Nov 2026`; empty where neither is known.
pub(super) fn by_on(by: Option<&str>, at: Option<Timestamp>) -> String {
    let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
    let at = at.map(|at| format!(" on {}", local_day(at))).unwrap_or_default();
    format!("{by}{at}")
}
