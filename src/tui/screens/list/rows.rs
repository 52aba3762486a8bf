//! The rows of a list's table, and each of them in words.

use jiff::civil::Date;
use std::collections::HashMap;

use crate::{
    guidance::{Field, FieldKind, List, ListRole, Role},
    interview::Place,
    project::{Record, day_words, field_words},
    rules::{Risk, Target},
    tui::{
        screen::Context,
        standing::{self, uncapital},
    },
};

/// A row of the table.
pub(super) struct ListRow {
    /// The record's id; of a risk that nobody has written about yet, the one that it will have.
    pub(super) id: String,
    /// How it is spoken of.
    pub(super) name: String,
    /// The columns of the list.
    pub(super) cells: Vec<String>,
    /// The labels of what is still missing.
    pub(super) missing: Vec<String>,
    /// Whether two people wrote it at once.
    pub(super) doubled: bool,
    /// The day that has passed without what was to be done by it.
    pub(super) overdue: Option<Date>,
    /// All that is said of it, a field a sentence.
    pub(super) sentences: Vec<String>,
    /// The checklist's question that raises it, where it has no record yet.
    pub(super) raised_by: Option<String>,
}

/// The rows that hold what is wanted, in any letter case; all where nothing is.
pub(super) fn rows(cx: &Context, list: &List, wanted: &str) -> Vec<ListRow> {
    let records = cx.session.project().records(list.id.as_str());
    let wanted = wanted.trim().to_lowercase();
    let overdue = overdue(cx, list);
    let raised = raised(cx, list)
        .into_iter()
        .filter(|risk| risk.record.is_none())
        .filter_map(|risk| raised_row(cx, list, risk));
    let recorded = records.iter().enumerate().map(|(at, record)| ListRow {
        id: record.id.clone(),
        name: record_name(cx, list, record, at),
        cells: cells(cx, list, record),
        missing: missing(cx, list, record),
        doubled: !record.versions.is_empty(),
        overdue: overdue.get(record.id.as_str()).copied(),
        sentences: sentences(cx, list, record),
        raised_by: None,
    });
    let closed = closed(cx, list);
    let recorded = recorded.map(|mut row| {
        if let Some(words) = closed.get(row.id.as_str()) {
            let status = list.columns.iter().position(|id| id == "status");
            if let Some(cell) = status.and_then(|at| row.cells.get_mut(at)) {
                "no longer raised".clone_into(cell);
            }
            row.sentences.retain(|sentence| !sentence.starts_with("Status: "));
            row.sentences.insert(0, words.clone());
        }
        row
    });
    raised.chain(recorded).filter(|row| row.holds(&wanted)).collect()
}

/// What is said of each risk that is no longer raised, by its record.
fn closed<'a>(cx: &Context<'a>, list: &List) -> HashMap<&'a str, String> {
    let acting = cx.session.acting();
    raised(cx, list)
        .into_iter()
        .filter_map(|risk| Some((risk.record.as_deref()?, standing::closed_words(risk, acting)?)))
        .collect()
}

/// How many rows there are while nothing filters them.
pub(super) fn count(cx: &Context, list: &List) -> usize {
    let raised = raised(cx, list);
    let unwritten = raised
        .into_iter()
        .filter(|risk| risk.record.is_none() && risk.item.is_some());
    cx.session.project().records(list.id.as_str()).len() + unwritten.count()
}

impl ListRow {
    fn holds(&self, wanted: &str) -> bool {
        let said = self.sentences.iter().chain(&self.cells).chain([&self.name]);
        wanted.is_empty()
            || said
                .into_iter()
                .any(|words| words.to_lowercase().contains(wanted))
    }
}

/// The risks of the project, where the list is of risks.
fn raised<'a>(cx: &Context<'a>, list: &List) -> Vec<&'a Risk> {
    if is(cx, list, ListRole::Risks) {
        cx.session.assessment().risks.iter().collect()
    } else {
        Vec::new()
    }
}

/// The row of a risk that a question raises and that nobody has written about yet.
fn raised_row(cx: &Context, list: &List, risk: &Risk) -> Option<ListRow> {
    let item = risk.item.as_ref()?;
    let question = cx.session.edition().item(item.as_str())?.name().to_owned();
    let cell = |id: &String| match id.as_str() {
        "title" => risk.title.clone(),
        "status" => "open".to_owned(),
        _ => String::new(),
    };
    let open = list
        .fields
        .iter()
        .filter(|field| !field.required && !matches!(field.id.as_str(), "item" | "status"))
        .map(|field| uncapital(&field.label))
        .collect::<Vec<_>>();
    Some(ListRow {
        id: crate::rules::risk_record_id(item),
        name: risk.title.clone(),
        cells: list.columns.iter().map(cell).collect(),
        missing: open,
        doubled: false,
        overdue: None,
        sentences: vec![format!(
            "Question {question} raises it. Enter writes what is done about it."
        )],
        raised_by: Some(question),
    })
}

fn cells(cx: &Context, list: &List, record: &Record) -> Vec<String> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let fields = list.columns.iter().filter_map(|id| list.field(id));
    fields
        .map(|field| {
            let words = field_words(edition, project, field, record);
            let became = is(cx, list, ListRole::Milestones).then(|| became(field, record));
            became.flatten().unwrap_or(words)
        })
        .collect()
}

fn is(cx: &Context, list: &List, role: ListRole) -> bool {
    cx.session.edition().list_role(role) == Some(&list.id)
}

/// What became of a milestone: the day that it was moved to, and, while it is not done, how it
/// stands.
fn became(field: &Field, record: &Record) -> Option<String> {
    match field.id.as_str() {
        "due" => record.date("replanned_due").map(day_words),
        "done" if record.has("done") => None,
        "done" if record.has("dropped_reason") => Some("dropped".to_owned()),
        "done" if record.has("replanned_reason") => Some("moved".to_owned()),
        _ => None,
    }
}

/// The labels of what is still missing; once the work has begun, of a measure's value too.
fn missing(cx: &Context, list: &List, record: &Record) -> Vec<String> {
    let begun = cx
        .session
        .project()
        .in_role(cx.session.edition(), Role::ActualStart)
        .is_some();
    let measured = list.fields.iter().filter(|field| {
        begun && is(cx, list, ListRole::Measures) && field.progress && !record.has(&field.id)
    });
    let required = record.lacks(list).into_iter();
    required.chain(measured).map(missing_words).collect()
}

/// The days that have passed without what was to be done by them, by record.
fn overdue<'a>(cx: &Context<'a>, list: &List) -> HashMap<&'a str, Date> {
    let deadlines = cx.session.assessment().deadlines.iter();
    deadlines
        .filter(|deadline| deadline.overdue)
        .filter_map(|deadline| match &deadline.to {
            Target::List(of, Some(record)) if *of == list.id => Some((record.as_str(), deadline.due)),
            Target::List(..) | Target::Item(_) | Target::SignOff(..) => None,
        })
        .collect()
}

/// What a record is called: its first column, else what it is and which of them.
pub(in crate::tui::screens) fn record_name(cx: &Context, list: &List, record: &Record, at: usize) -> String {
    let named = cells(cx, list, record).into_iter().next();
    match named {
        Some(name) if !name.trim().is_empty() => match name.split_once('\n') {
            Some((first, _)) => first.to_owned(),
            None => name,
        },
        _ => format!("{} {}", capital(&list.one), at + 1),
    }
}

/// All that a record holds, a field a sentence; what the table shows comes last.
fn sentences(cx: &Context, list: &List, record: &Record) -> Vec<String> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let first = list.columns.first();
    let shown = |field: &&Field| list.columns.contains(&field.id);
    let (late, early): (Vec<&Field>, Vec<&Field>) = list.fields.iter().partition(shown);
    early
        .into_iter()
        .chain(late)
        .filter(|field| record.has(&field.id) && Some(&field.id) != first)
        .map(|field| {
            let words = field_words(edition, project, field, record);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
            format!("{}: {words}{stop}", field.label)
        })
        .collect()
}

/// A field that is missing: its label, or what may stand in its place.
fn missing_words(field: &Field) -> String {
    match field.kind {
        FieldKind::Party if field.unless.is_some() => format!("{} or organisation", uncapital(&field.label)),
        _ => uncapital(&field.label),
    }
}

/// A word at the head of a sentence.
pub(in crate::tui::screens) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(char::to_uppercase)
        .into_iter()
        .flatten()
        .chain(letters)
        .collect()
}

/// What the gates want of the list and do not have, as sentences; of the parties, their rules.
pub(super) fn wanted(cx: &Context, list: &List) -> Vec<String> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    if edition.list_role(ListRole::Parties) == Some(&list.id) {
        let broken: Vec<String> = assessment
            .parties
            .iter()
            .map(|row| format!("{}.", row.what))
            .collect();
        return match (broken.is_empty(), assessment.eligibility.route) {
            (false, _) => broken,
            (true, Some(route)) if route.is_candidate() => {
                vec![format!("The party rules hold for {}.", route.words())]
            }
            (true, _) => vec!["The party rules hold.".to_owned()],
        };
    }
    let mut sentences: Vec<String> = Vec::new();
    for gate in &assessment.gates {
        let label = edition
            .gates
            .iter()
            .find(|other| other.id == gate.id)
            .map_or("", |gate| gate.label.as_str());
        for row in &gate.unmet {
            let here = Place::of_target(edition, &row.to) == Place::List(list.id.clone());
            let said = sentences.iter().any(|sentence| sentence.contains(&row.what));
            if here && !said {
                sentences.push(format!("{label}: {}.", row.what));
            }
        }
    }
    sentences
}
