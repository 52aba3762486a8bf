//! Amendments that are agreed: what the PID says is as they left it.

use super::{case::Case, pieces, words::sentence};
use crate::{
    documents::document::Block,
    guidance::{Edition, List, ListRole},
    project::{Project, Record, day_words},
    rules::{Assessment, SignOffState, Standing, amendment_is_agreed},
};

/// An agreed amendment.
pub(super) struct Agreed<'a> {
    /// Its place among all amendments, from 1.
    number: usize,
    record: &'a Record,
}

impl Agreed<'_> {
    /// `Amendment 1`.
    pub(super) fn name(&self) -> String {
        numbered(self.number)
    }

    /// Whether it changes what an item or a list says.
    pub(super) fn changes(&self, id: &str) -> bool {
        changed_ids(self.record).any(|changed| changed == id)
    }
}

/// The amendments that are agreed, in their order.
pub(super) fn agreed<'a>(
    edition: &'a Edition,
    project: &'a Project,
    assessment: &'a Assessment,
) -> Vec<Agreed<'a>> {
    let amendments = project.records_in(edition, ListRole::Amendments);
    let numbered = amendments.iter().enumerate();
    numbered
        .filter(|(_, record)| amendment_is_agreed(edition, project, &assessment.sign_offs, &record.id))
        .map(|(at, record)| Agreed {
            number: at + 1,
            record,
        })
        .collect()
}

/// `Amendment 1`, by the amendment's place; its id where it has none.
pub(super) fn amendment_name(case: &Case, id: &str) -> String {
    let amendments = case.project.records_in(case.edition, ListRole::Amendments);
    match amendments.iter().position(|record| record.id == id) {
        Some(at) => numbered(at + 1),
        None => format!("Amendment {id}"),
    }
}

/// What amends the document, and what would: a note each.
pub(super) fn notes(case: &Case) -> Vec<Block> {
    let amendments = case.project.records_in(case.edition, ListRole::Amendments);
    let told = amendments.iter().map(|record| {
        let is_agreed = case.agreed.iter().any(|agreed| agreed.record.id == record.id);
        let called = called(case, record);
        let words = if is_agreed {
            format!(
                "As amended by {called}: {}",
                sentence(&who_agreed(case, &record.id))
            )
        } else {
            format!("{called} is asked for and not agreed yet.")
        };
        pieces::note(words)
    });
    told.collect()
}

/// What a list says is as an amendment left it, in a sentence.
pub(super) fn list_words(case: &Case, list: &List) -> Option<String> {
    let names: Vec<String> = case
        .agreed
        .iter()
        .filter(|agreed| agreed.changes(list.id.as_str()))
        .map(Agreed::name)
        .collect();
    (!names.is_empty()).then(|| format!("As amended by {}.", crate::rules::and(&names)))
}

/// `Amendment 1, Later start`.
pub(super) fn called(case: &Case, record: &Record) -> String {
    let number = amendment_name(case, &record.id);
    match record.text("name").trim() {
        "" => number,
        name => format!("{number}, {name}"),
    }
}

/// `agreed by the project team on 3 Feb 2027 (Di) and by the governance committee on …`.
fn who_agreed(case: &Case, id: &str) -> String {
    let subject = format!("amendment/{id}");
    let given = |state: &&SignOffState| {
        state.subject == subject && state.required && matches!(state.standing, Standing::Given { .. })
    };
    let agreed: Vec<String> = case
        .assessment
        .sign_offs
        .iter()
        .filter(given)
        .filter_map(|state| {
            let sign_off = case.project.standing(&state.subject, state.role, &state.party)?;
            let signer = case.project.signer_name(case.edition, &state.party);
            Some(format!(
                "by {signer} on {} ({})",
                day_words(sign_off.date),
                sign_off.name
            ))
        })
        .collect();
    format!("agreed {}", crate::rules::and(&agreed))
}

fn numbered(number: usize) -> String {
    format!("Amendment {number}")
}

fn changed_ids(record: &Record) -> impl Iterator<Item = &str> {
    let ids = record.fields.get("items").and_then(serde_json::Value::as_array);
    ids.into_iter().flatten().filter_map(serde_json::Value::as_str)
}
