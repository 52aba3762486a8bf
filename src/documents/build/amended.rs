//! Amendments, as the documents that they amend speak of them.

use super::{
    case::Case,
    pieces,
    words::{record_name, sentence},
};
use crate::{
    documents::document::Block,
    guidance::ListRole,
    project::Record,
    rules::{Amendment, and},
};

/// The record of an amendment.
pub(super) fn record<'a>(case: &Case<'a>, amendment: &Amendment) -> Option<&'a Record> {
    let list = case.list_in(ListRole::Amendments)?;
    case.project.record(list.id.as_str(), &amendment.id)
}

/// What amends the document and what would, a note each.
pub(super) fn notes(case: &Case) -> Vec<Block> {
    let told = case.assessment.amendments.iter().map(|amendment| {
        let words = if amendment.agreed {
            format!("As amended: {}{}.", amendment.mark(), named(case, amendment))
        } else {
            sentence(&amendment.open_words())
        };
        pieces::note(words)
    });
    told.collect()
}

/// That an item or a list is as agreed amendments left it: `As amended by Amendment 1.`
pub(super) fn words(case: &Case, id: &str) -> Option<String> {
    let changes = |amendment: &&Amendment| {
        amendment.agreed
            && record(case, amendment)
                .is_some_and(|record| record.references("items").any(|thing| thing == id))
    };
    let amendments = case.assessment.amendments.iter().filter(changes);
    let names: Vec<String> = amendments.map(Amendment::title).collect();
    (!names.is_empty()).then(|| format!("As amended by {}.", and(&names)))
}

/// The name in an amendment's own form, after a colon, where it is another than the project's.
fn named(case: &Case, amendment: &Amendment) -> String {
    let list = case.list_in(ListRole::Amendments);
    let name = list
        .zip(record(case, amendment))
        .map(|(list, record)| record_name(case, list, record));
    match name {
        Some(name) if name != case.project.title(case.edition) && name != amendment.id => format!(": {name}"),
        Some(_) | None => String::new(),
    }
}
