//! The Project Initiation Document (guidance p. 23 to 26), with the plan behind it and, in its
//! annexes, the people and the stakeholders; as the agreed amendments left it.

use super::{
    super::document::{Document, Level},
    amended,
    case::Case,
    concept::subject_of,
    form, sign_offs,
};
use crate::guidance::DocumentKind;

/// The PID; `None` in an edition without one.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Pid)?;
    let mut blocks = vec![form::source(case, step)];
    blocks.extend(amended::notes(case));
    blocks.extend(form::step(case, step, Level::One));
    if let Some(subject) = subject_of(case, step) {
        blocks.extend(sign_offs::section(case, subject));
    }
    blocks.extend(form::annexes(case, plan));
    Some(Document {
        has_contents: true,
        ..form::document(case, plan, "pid", blocks)
    })
}
