//! The Project Concept Framework (guidance p. 18), with the parties and the scoping behind it.

use super::{
    super::document::{Document, Level},
    case::Case,
    form, sign_offs,
};
use crate::guidance::DocumentKind;

/// The concept; `None` in an edition without one.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Concept)?;
    let mut blocks = vec![form::source(case, step)];
    blocks.extend(form::step(case, step, Level::One));
    if let Some(subject) = subject_of(case, step) {
        blocks.extend(sign_offs::section(case, subject));
    }
    blocks.extend(form::annexes(case, plan));
    Some(Document {
        has_contents: plan.steps.len() > 1,
        ..form::document(case, plan, "concept", blocks)
    })
}

/// What is signed off with a step's form.
pub(super) fn subject_of<'a>(case: &Case<'a>, step: &crate::guidance::Step) -> Option<&'a str> {
    let subject = case
        .edition
        .subjects
        .iter()
        .find(|subject| subject.step == step.id);
    subject.map(|subject| subject.id.as_str())
}
