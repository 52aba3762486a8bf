//! The summary of project outcomes (guidance p. 35 and 36), with what came of the plan, and in its
//! annexes how the work was followed and where its outcomes and transfers were made public.

use super::{
    super::document::{Block, Document, Level},
    case::Case,
    form,
    pieces::{bullets, heading},
    records,
    words::sentence,
};
use crate::{
    guidance::{DocumentKind, Field, List, ListRole, Step},
    project::Record,
    rules::Target,
};

/// The outcomes; `None` in an edition without them.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Outcomes)?;
    let mut blocks = vec![form::source(case, step)];
    blocks.extend(notes(case));
    let in_form = step
        .entries
        .iter()
        .filter(|entry| entry.as_item().is_none_or(|item| item.set.is_none()));
    blocks.extend(form::entries(case, in_form, Level::One));
    blocks.extend(prompts(case, step));
    blocks.extend(came_of(case, ListRole::Measures, "What was measured"));
    blocks.extend(came_of(
        case,
        ListRole::Milestones,
        "What became of the milestones",
    ));
    blocks.extend(form::annexes(case, plan));
    Some(Document {
        has_contents: true,
        ..form::document(case, plan, "outcomes", blocks)
    })
}

/// The questions on how it went, which are answered with a word and a comment.
fn prompts(case: &Case, step: &Step) -> Vec<Block> {
    let asked = step.items().filter(|item| item.set.is_some());
    match form::fields(case, asked) {
        Some(fields) => vec![heading(Level::One, "How the partnership went"), fields],
        None => Vec::new(),
    }
}

/// What came of a part of the plan, which stands whole in the document that owns it.
fn came_of(case: &Case, role: ListRole, title: &str) -> Vec<Block> {
    let Some(list) = case.list_in(role) else {
        return Vec::new();
    };
    let all = case.records(list);
    if all.is_empty() {
        return Vec::new();
    }
    let fields = planned_and_done(list, all);
    vec![
        heading(Level::One, title),
        records::glance(case, list, fields, all),
    ]
}

/// The columns of the list's own table, and what came of its records.
fn planned_and_done<'a>(list: &'a List, all: &[Record]) -> Vec<&'a Field> {
    let came_of_it = |field: &Field| field.progress && all.iter().any(|record| record.has(&field.id));
    let wanted = |field: &&Field| list.columns.contains(&field.id) || came_of_it(field);
    list.fields.iter().filter(wanted).collect()
}

/// What is worth knowing, such as outcomes that were published late.
fn notes(case: &Case) -> Option<Block> {
    let list = case.list_in(ListRole::Publication)?;
    let late: Vec<String> = case
        .assessment
        .notes
        .iter()
        .filter(|note| note.to == Target::List(list.id.clone(), None))
        .map(|note| sentence(&note.what))
        .collect();
    (!late.is_empty()).then(|| bullets(late))
}
