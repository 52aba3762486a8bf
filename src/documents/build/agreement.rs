//! What the parties have agreed for their agreement, head by head, for the lawyers who draft it
//! (guidance p. 29 and 30). It drafts no contract.

use super::{
    super::document::{Block, Check, Document, Field, Level, Part, Text},
    answer,
    case::Case,
    concept::subject_of,
    form,
    pieces::{bullets, heading, note, paragraph, part},
    sign_offs,
    words::{count, sentence},
};
use crate::{
    guidance::{DocumentKind, Entry, Item, ItemKind, Join, Step},
    project::{Offer, Value, offer},
    rules::{Carry, capital, giving_sources, source_words},
};

/// The agreed content; `None` in an edition without an agreement.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Agreement)?;
    let heads: Vec<&Item> = step.items().filter(|item| item.kind == ItemKind::Head).collect();
    let mut blocks = vec![
        form::source(case, step),
        note(
            "This is no contract and drafts none. It gathers what the parties have agreed, head by head, \
             so that their lawyers can draft from it.",
        ),
        heading(Level::One, "What is covered"),
        paragraph(coverage(case, &heads)),
        Block::Checks(heads.iter().map(|item| check(case, item)).collect()),
    ];
    blocks.extend(notes(case, step));
    for list in step.lists() {
        blocks.extend(form::list_section(case, list, Level::One));
    }
    let others = step.items().filter(|item| item.kind != ItemKind::Head);
    if let Some(fields) = form::fields(case, others) {
        blocks.push(heading(Level::One, "What is confirmed"));
        blocks.push(fields);
    }
    blocks.push(heading(Level::One, "The agreed content, head by head"));
    let fields = heads.iter().filter(|item| case.applies(item));
    blocks.push(Block::Fields(fields.map(|item| head(case, item)).collect()));
    if let Some(subject) = subject_of(case, step) {
        blocks.extend(sign_offs::section(case, subject));
    }
    blocks.extend(form::annexes(case, plan));
    Some(Document {
        has_contents: true,
        ..form::document(case, plan, "agreement", blocks)
    })
}

/// How the head is covered, and whether that settles it.
fn covered(case: &Case, item: &Item) -> (&'static str, bool) {
    let answer = case.answer(item);
    if answer.is_some_and(|answer| !answer.versions.is_empty()) {
        return ("two versions", false);
    }
    let Some(Value::Head { covered, .. }) = answer.and_then(|answer| answer.value.as_ref()) else {
        return ("open", false);
    };
    let is_done = case.state(item).is_some_and(|state| state.done);
    match covered.as_str() {
        "yes" => ("covered", is_done),
        "no" => ("not covered", is_done),
        "not-applicable" => ("not applicable", is_done),
        _ => ("open", is_done),
    }
}

fn coverage(case: &Case, heads: &[&Item]) -> String {
    let number = |word: &str| heads.iter().filter(|item| covered(case, item).0 == word).count();
    let of = |word: &'static str| Some((number(word), word)).filter(|(count, _)| *count > 0);
    let words: Vec<String> = ["not applicable", "not covered", "two versions", "open"]
        .into_iter()
        .filter_map(of)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let rest = if words.is_empty() {
        String::new()
    } else {
        format!("; {}", words.join(", "))
    };
    format!(
        "{} of {} covered{rest}.",
        number("covered"),
        count(heads.len(), "head", "heads")
    )
}

fn check(case: &Case, item: &Item) -> Check {
    let (answer, is_settled) = covered(case, item);
    let clause = match case.answer(item).and_then(|answer| answer.value.as_ref()) {
        Some(Value::Head { clause, .. }) if !clause.is_empty() => format!(", clause {clause}"),
        _ => String::new(),
    };
    Check {
        answer: format!("{}{clause}", capital(answer)),
        is_settled,
        statement: Text::plain(item.field_name()),
    }
}

/// A head with its notes and, where those are the parties' own, what the PID says beside them.
fn head(case: &Case, item: &Item) -> Field {
    let mut field = answer::field(case, item);
    let is_own = case.state(item).is_some_and(|state| state.carry == Carry::None);
    let offered = if is_own {
        offer(case.edition, case.project, item)
    } else {
        None
    };
    if let Some(offered) = offered {
        field.beside.extend(quoted(case, item, &offered));
    }
    field
}

/// What the PID says of a head: each source's words below its name, where they stand side by side.
fn quoted(case: &Case, item: &Item, offered: &Offer) -> Vec<Part> {
    let from =
        |sources: &mut dyn Iterator<Item = &str>| format!("From {}", source_words(case.edition, sources));
    match item.join {
        Join::Texts => {
            let giving = offered
                .sources
                .iter()
                .filter(|source| !source.text.trim().is_empty());
            let parts = giving.map(|source| {
                let name = from(&mut std::iter::once(source.from.as_str()));
                part(name, "offered", source.text.as_str())
            });
            parts.collect()
        }
        Join::Completion | Join::Period => {
            let name = from(&mut giving_sources(offered));
            vec![part(name, "offered", offered.value.text(item))]
        }
    }
}

/// What is worth knowing of the agreement: dates in another order than usual.
fn notes(case: &Case, step: &Step) -> Option<Block> {
    let is_own = |to: &crate::rules::Target| match to {
        crate::rules::Target::List(list, _) => step
            .entries
            .iter()
            .any(|entry| matches!(entry, Entry::List(own) if own.id == *list)),
        crate::rules::Target::Item(_) | crate::rules::Target::SignOff(..) => false,
    };
    let notes: Vec<String> = case
        .assessment
        .notes
        .iter()
        .filter(|note| is_own(&note.to))
        .map(|note| sentence(&capital(&note.what)))
        .collect();
    (!notes.is_empty()).then(|| bullets(notes))
}
