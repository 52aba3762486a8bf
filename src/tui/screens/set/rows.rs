//! The rows of a set: what each holds, and what is to be said of it.

use crate::{
    guidance::{Choice, Item, ItemKind},
    interview::{self, Form as PartForm},
    project::{self, Answer, Change, Value, choice_words, day_words},
    rules::Carry,
    tui::{
        screen::Context,
        screens::list::capital,
        standing::uncapital,
        widgets::table::{Cell, Column, Row},
    },
};

/// Where nothing is answered yet.
const OPEN: &str = "[ ]";
/// The answer that has to say why.
pub(super) const NOT_APPLICABLE: &str = "not-applicable";

/// The answers that may be chosen; none of an attestation.
pub(super) fn choices(item: &Item) -> Vec<Choice> {
    let part = interview::parts(item)
        .into_iter()
        .find_map(|part| match part.form {
            PartForm::Choice(choices) => Some(choices),
            PartForm::Line | PartForm::Text => None,
        });
    part.unwrap_or_default()
}

/// The change that chooses a value, and leaves the rest of the answer as it is.
pub(super) fn chosen(cx: &Context, item: &Item, value: &str) -> Option<Change> {
    let parts = interview::parts(item);
    let key = &parts
        .iter()
        .find(|part| matches!(part.form, PartForm::Choice(_)))?
        .key;
    let mut raw = interview::raw(item, cx.session.project().value(item.id.as_str()));
    for (name, text) in &mut raw {
        if name == key {
            value.clone_into(text);
        }
    }
    let json = interview::value(item, &raw, cx.session.acting().today()).ok()?;
    Some(Change::value(item.id.as_str(), json))
}

/// Whether a row says that it is not applicable, and not why.
pub(super) fn lacks_reason(cx: &Context, item: &Item) -> bool {
    let answer = cx.session.project().answer(item.id.as_str());
    answer.is_some_and(|answer| {
        let value = answer.value.as_ref();
        value.is_some_and(|value| is_unexplained(value, &answer.note))
    })
}

/// Whether it does once a change of its value is made.
pub(super) fn would_lack_reason(cx: &Context, item: &Item, change: &Change) -> bool {
    let Change::Answer {
        value: Some(value), ..
    } = change
    else {
        return false;
    };
    let answer = cx.session.project().answer(item.id.as_str());
    let note = answer.map_or("", |answer| answer.note.as_str());
    let value = Value::from_json(item, value).ok().flatten();
    value.is_some_and(|value| is_unexplained(&value, note))
}

fn is_unexplained(value: &Value, note: &str) -> bool {
    match value {
        Value::Head { covered, notes, .. } => covered == NOT_APPLICABLE && notes.trim().is_empty(),
        value => value.chosen() == Some(NOT_APPLICABLE) && note.trim().is_empty(),
    }
}

/// What is offered as the row's answer from elsewhere, and not taken yet.
pub(super) fn offer(cx: &Context, item: &Item) -> Option<project::Offer> {
    let state = cx.session.assessment().item(item.id.as_str())?;
    if state.carry != Carry::Offered {
        return None;
    }
    project::offer(cx.session.edition(), cx.session.project(), item)
}

/// What is offered, and where it comes from: `From the PID, Background: …`.
pub(super) fn offer_words(cx: &Context, item: &Item) -> Option<String> {
    let offer = offer(cx, item)?;
    let text = match &offer.value {
        Value::Head { notes, .. } => notes.clone(),
        value => value.text(item),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("From {}: {text}", sources(cx, item)))
}

/// Where an answer is carried from: `the PID, Background and Aims`.
pub(super) fn sources(cx: &Context, item: &Item) -> String {
    let edition = cx.session.edition();
    let entries: Vec<_> = item
        .carry
        .iter()
        .filter_map(|source| edition.entry(&source.from))
        .collect();
    let labels: Vec<&str> = entries.iter().map(|entry| entry.label()).collect();
    let step = entries.first().and_then(|entry| {
        let (step, _) = edition.position(entry.id())?;
        edition.steps().get(step)
    });
    let labels = match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    match step {
        Some(step) => format!("the {}, {labels}", step.label),
        None => labels,
    }
}

/// What is to be chosen before anything else, in words.
pub(super) fn dispute(cx: &Context, item: &Item) -> Option<String> {
    let state = cx.session.assessment().item(item.id.as_str())?;
    if state.doubled {
        let answer = cx.session.project().answer(item.id.as_str());
        let what = if answer.is_some_and(Answer::has_two_notes) {
            "Two people wrote its note"
        } else {
            "Two people answered"
        };
        return Some(format!(
            "TWO VERSIONS. {what} at once. Nothing is lost: Enter chooses which stands."
        ));
    }
    (state.carry == Carry::SourceChanged).then(|| {
        format!(
            "SOURCE CHANGED. {} changed after this was taken from it. Enter chooses.",
            capital(&sources(cx, item))
        )
    })
}

/// The columns of a set, and whether they need their titles.
pub(super) fn columns(kind: ItemKind, label: u16, notes: bool) -> (Vec<Column>, bool) {
    match kind {
        ItemKind::Head => {
            let mut columns = vec![
                Column::new("Head", label),
                Column::new("Covered", 14),
                Column::new("Clause", 8),
            ];
            if notes {
                columns.push(Column::new("Notes", 10).growing());
            }
            (columns, true)
        }
        ItemKind::Attestation => (
            vec![
                Column::new("Safeguard", label),
                Column::new("Attested by", 24),
                Column::new("On", 11),
            ],
            true,
        ),
        _ => {
            let mut columns = vec![Column::new("", label), Column::new("", 14)];
            if notes {
                columns.push(Column::new("", 5));
            }
            (columns, false)
        }
    }
}

/// A row of the table.
pub(super) fn row(cx: &Context, item: &Item) -> Row {
    let look = cx.look;
    let project = cx.session.project();
    let quiet = |words: String| Cell::new(words, look.quiet());
    let state = cx.session.assessment().item(item.id.as_str());
    let doubled = state.is_some_and(|state| state.doubled);
    let label = quiet(item.label.clone());
    let note = project
        .answer(item.id.as_str())
        .is_some_and(|answer| !answer.note.trim().is_empty() || !answer.evidence.is_empty());
    let cells = match project.value(item.id.as_str()) {
        Some(Value::Head {
            covered,
            clause,
            notes,
        }) => vec![
            label,
            quiet(covered_words(item, covered)),
            quiet(clause.clone()),
            notes_cell(cx, item, notes),
        ],
        None if item.kind == ItemKind::Head => vec![
            label,
            quiet(OPEN.to_owned()),
            quiet(String::new()),
            notes_cell(cx, item, ""),
        ],
        Some(Value::Attestation { name, date }) => vec![
            label,
            quiet(if name.is_empty() {
                OPEN.to_owned()
            } else {
                name.clone()
            }),
            quiet(date.map_or_else(|| OPEN.to_owned(), day_words)),
        ],
        None if item.kind == ItemKind::Attestation => {
            vec![label, quiet(OPEN.to_owned()), quiet(String::new())]
        }
        value => {
            let words = value
                .and_then(Value::chosen)
                .map_or(OPEN.to_owned(), |chosen| uncapital(choice_words(item, chosen)));
            let note = if note { "note" } else { "" };
            vec![label, quiet(words), quiet(note.to_owned())]
        }
    };
    if doubled {
        let versions = Cell::new("TWO VERSIONS", look.alert());
        let mut cells = cells.into_iter();
        let kept: Vec<Cell> = cells.next().into_iter().chain([versions]).collect();
        return Row::new(kept).needing_attention();
    }
    Row::new(cells)
}

fn covered_words(item: &Item, covered: &str) -> String {
    let choices = choices(item);
    match choices.iter().find(|choice| choice.value == covered) {
        Some(choice) => uncapital(&choice.label),
        None => OPEN.to_owned(),
    }
}

fn notes_cell(cx: &Context, item: &Item, notes: &str) -> Cell {
    let look = cx.look;
    match cx
        .session
        .assessment()
        .item(item.id.as_str())
        .map(|state| state.carry)
    {
        Some(Carry::SourceChanged) => Cell::new("SOURCE CHANGED", look.alert()),
        Some(Carry::Offered) => Cell::new("offered", look.quiet()),
        _ => Cell::new(notes, look.quiet()),
    }
}

/// What was written beside the answer: the note, or a head's clause and notes; and the evidence.
pub(super) fn beside(cx: &Context, item: &Item) -> Option<String> {
    let project = cx.session.project();
    let evidence = project
        .answer(item.id.as_str())
        .map(|answer| answer.evidence.join("; "))
        .filter(|evidence| !evidence.is_empty())
        .map(|evidence| format!("Evidence: {evidence}"));
    let words = match project.value(item.id.as_str()) {
        Some(Value::Head { clause, notes, .. }) => {
            let clause = clause.trim();
            let clause = (!clause.is_empty()).then(|| format!("Clause {clause}."));
            let notes = Some(notes.trim().to_owned()).filter(|notes| !notes.is_empty());
            [clause, notes]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        }
        _ => project
            .answer(item.id.as_str())
            .map(|answer| answer.note.trim().to_owned())
            .unwrap_or_default(),
    };
    let words: Vec<&str> = words
        .split_whitespace()
        .chain(evidence.iter().flat_map(|evidence| evidence.split_whitespace()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// How many are done, in words: `9 of 14 considered`.
pub(super) fn count(cx: &Context, items: &[&Item]) -> String {
    let done = items
        .iter()
        .filter(|item| {
            cx.session
                .assessment()
                .item(item.id.as_str())
                .is_some_and(|state| state.done)
        })
        .count();
    let word = match items.first().map(|item| item.kind) {
        Some(ItemKind::Head) => "covered",
        Some(ItemKind::Attestation) => "attested",
        Some(ItemKind::Practice) => "considered",
        _ => "answered",
    };
    format!("{done} of {} {word}", items.len())
}
