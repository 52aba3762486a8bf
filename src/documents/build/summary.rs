//! The executive summary (guidance p. 31): a form while it is made, clean text once it may be
//! published.

use super::{
    super::document::{Block, Document, Field, Level, Part},
    case::Case,
    concept::subject_of,
    form,
    pieces::{heading, led, note, paragraph},
    sign_offs,
    words::long_day,
};
use crate::{
    guidance::{DocumentKind, Entry, Item, SignRole, Step},
    project::Project,
    rules::Standing,
};

/// The summary; `None` in an edition without one.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Summary)?;
    let subject = subject_of(case, step);
    let document = form::document(case, plan, "summary", Vec::new());
    let fields: Vec<Field> = step
        .items()
        .filter(|item| case.applies(item))
        .map(|item| super::answer::field(case, item))
        .collect();
    let is_ready = document.imprint.draft.is_none() && fields.iter().all(|field| field.marks.is_empty());
    let blocks = if is_ready && step.lists().next().is_none() {
        clean(case, subject, fields)
    } else {
        draft(case, step, subject)
    };
    Some(Document { blocks, ..document })
}

fn draft(case: &Case, step: &Step, subject: Option<&str>) -> Vec<Block> {
    let mut blocks = vec![form::source(case, step)];
    if let Some(contacts) = public_contacts(step) {
        blocks.push(note(format!(
            "{} become public with this summary: has everybody who is named agreed?",
            contacts.field_name()
        )));
    }
    blocks.extend(form::step(case, step, Level::One));
    if let Some(subject) = subject {
        blocks.extend(sign_offs::section(case, subject));
    }
    blocks
}

/// The field that takes over people's names and addresses from a list.
fn public_contacts(step: &Step) -> Option<&Item> {
    let takes_emails = |item: &&Item| {
        let fields = item.carry.iter().flat_map(|source| &source.fields);
        fields.into_iter().any(|field| field.ends_with("email"))
    };
    step.entries.iter().filter_map(Entry::as_item).find(takes_emails)
}

/// The text alone, as it may be published; what was noted beside it stands on a page of its own.
fn clean(case: &Case, subject: Option<&str>, fields: Vec<Field>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut kept = Vec::new();
    for field in fields {
        blocks.push(heading(Level::One, &field.name));
        blocks.extend(field.parts.iter().map(said));
        if !field.beside.is_empty() {
            kept.push(Field {
                parts: Vec::new(),
                ..field
            });
        }
    }
    blocks.extend(
        subject
            .and_then(|subject| certified(case, subject))
            .map(paragraph),
    );
    if !kept.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.push(heading(Level::One, "Kept with the summary, not for publication"));
        blocks.push(Block::Fields(kept));
    }
    blocks
}

fn said(part: &Part) -> Block {
    if part.label.is_empty() {
        paragraph(&part.text)
    } else {
        Block::Paragraph(led(format!("{}: ", part.label), &part.text))
    }
}

/// By which companies it is certified, and when; without the signatories' names.
fn certified(case: &Case, subject: &str) -> Option<String> {
    let project: &Project = case.project;
    let certified: Vec<String> = sign_offs::of(case, subject)
        .into_iter()
        .filter(|state| state.role == SignRole::Certify)
        .filter_map(|state| {
            let Standing::Given { id } = &state.standing else {
                return None;
            };
            let sign_off = project.sign_offs.iter().find(|found| found.id == *id)?;
            let company = project.signer_name(case.edition, &state.party);
            Some(format!("{company} on {}", long_day(sign_off.date)))
        })
        .collect();
    (!certified.is_empty()).then(|| format!("Certified by {}.", crate::rules::and(&certified)))
}
