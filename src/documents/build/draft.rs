//! Whether a document is a draft, and why.
//!
//! It is one while its gate is shut. What a gate asks for after the document is finished, that it
//! is published and what moved is disclosed, makes no draft of it: else nobody could publish
//! anything but a draft.

use super::{case::Case, words::sentence};
use crate::{
    guidance::{DocumentPlan, GateId, ListRole, SignRole},
    rules::{Sentence, Target},
};

/// Why a document of the plan is a draft, in a sentence; `None` where it is none.
pub(super) fn draft(case: &Case, plan: &DocumentPlan) -> Option<String> {
    let gate = case
        .assessment
        .gate(plan.gate.as_str())
        .filter(|gate| !gate.open)?;
    let before = gate
        .sentences
        .iter()
        .filter(|sentence| !comes_after(case, sentence));
    let sentences: Vec<&str> = before.map(|sentence| sentence.what.as_str()).collect();
    let first = sentence(sentences.first()?);
    let label = label(case, &plan.gate);
    Some(match sentences.len() {
        1 => format!("{label}: {first}"),
        several => format!("{label}, {several} things are still open. First: {first}"),
    })
}

/// What stands above the conditions of a gate, such as `Before Stage 2`.
pub(super) fn label<'a>(case: &Case<'a>, id: &'a GateId) -> &'a str {
    let gate = case.edition.gates.iter().find(|gate| gate.id == *id);
    gate.map_or(id.as_str(), |gate| gate.label.as_str())
}

/// Whether it asks for what is done with a finished document.
fn comes_after(case: &Case, sentence: &Sentence) -> bool {
    match &sentence.to {
        Target::SignOff(_, SignRole::Publish, _) => true,
        Target::SignOff(_, SignRole::Approve | SignRole::Certify | SignRole::Sign, _) | Target::Item(_) => {
            false
        }
        Target::List(id, _) => {
            let step = case.edition.list(id.as_str()).map(|list| &list.step);
            [ListRole::Publication, ListRole::Disclosure]
                .into_iter()
                .filter_map(|role| case.list_in(role))
                .any(|list| Some(&list.step) == step)
        }
    }
}
