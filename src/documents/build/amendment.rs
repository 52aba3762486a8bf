//! A project amendment (guidance p. 34): what deviates from the PID, and who agreed to it.

use super::{
    super::document::{Block, Document, Field, Level, Text},
    BuildError, Which, amended,
    case::Case,
    form, imprint,
    pieces::{heading, row, table},
    records, sign_offs,
    words::sentence,
};
use crate::{
    guidance::{DocumentKind, Item, ListRole},
    rules::amended_parts,
};

/// The amendment with an id; fails where the project has none such.
pub(super) fn document(case: &Case, id: &str) -> Result<Document, BuildError> {
    let which = Which::Amendment(id.to_owned());
    let plan = case.plan(DocumentKind::Amendment);
    let (Some((plan, step)), Some(list)) = (plan, case.list_in(ListRole::Amendments)) else {
        return Err(BuildError::NotInEdition {
            edition: case.edition.id.to_string(),
            which,
        });
    };
    let Some((amendment, record)) = case
        .assessment
        .amendment(id)
        .and_then(|amendment| Some((amendment, amended::record(case, amendment)?)))
    else {
        return Err(BuildError::NoAmendment {
            id: id.to_owned(),
            known: case
                .records(list)
                .iter()
                .map(|record| record.id.clone())
                .collect(),
        });
    };
    let form = Field {
        name: amendment.title(),
        ..records::form(case, list, record)
    };
    let mut blocks = vec![form::source(case, step), Block::Fields(vec![form])];
    blocks.extend(changes(case, id));
    blocks.extend(sign_offs::section(case, &format!("amendment/{id}")));
    let draft = (!amendment.agreed).then(|| sentence(&amendment.open_words()));
    Ok(Document {
        name: which.to_string(),
        title: format!("{} {}", plan.title, amendment.number),
        imprint: imprint::imprint(case, draft),
        has_contents: false,
        blocks,
    })
}

/// What it changes, with what the PID says of it; that stands whole in the PID.
fn changes(case: &Case, id: &str) -> Vec<Block> {
    let parts = amended_parts(case.edition, case.project, case.assessment, id);
    if parts.is_empty() {
        return Vec::new();
    }
    let was_other = parts.iter().any(|part| part.agreed.is_some());
    let rows = parts.iter().map(|part| {
        let name = case.edition.item(&part.thing).map(Item::field_name);
        let mut cells = vec![Text::plain(name.unwrap_or(&part.label)), Text::plain(&part.now)];
        if was_other {
            let agreed = part.agreed.as_deref().unwrap_or("the same");
            cells.push(Text::plain(agreed));
        }
        row(cells)
    });
    let mut columns = vec!["Field", "What it says now"];
    if was_other {
        columns.push("When the amendment was agreed");
    }
    vec![
        heading(Level::One, "What it changes"),
        table("What the initiation document says", &columns, rows.collect()),
    ]
}
