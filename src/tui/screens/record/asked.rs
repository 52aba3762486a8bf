//! What the form of a record starts from, says of its fields and offers in them.

use serde_json::{Map, Value as Json, json};

use crate::{
    guidance::{Edition, Field, FieldKind, List, ListRole, Role},
    project::{Change, Project, Value},
    rules,
    tui::screen::Context,
};

/// What the record of a risk starts from; nothing where no question raises one of that id.
pub(super) fn seed(cx: &Context, list: &List, id: &str) -> Option<Map<String, Json>> {
    if cx.session.edition().list_role(ListRole::Risks) != Some(&list.id) {
        return None;
    }
    let risks = &cx.session.assessment().risks;
    let risk = risks.iter().find(|risk| {
        risk.item
            .as_ref()
            .is_some_and(|item| rules::risk_record_id(item) == id)
    })?;
    Some(Map::from_iter([
        ("id".to_owned(), json!(id)),
        ("title".to_owned(), json!(risk.title)),
        ("item".to_owned(), json!(risk.item)),
    ]))
}

/// What a field holds; and how it is written, where that is not plain.
pub(super) fn hint(field: &Field, help: &str, project: &Project, edition: &Edition) -> String {
    let more = match field.kind {
        FieldKind::Date => " A day, such as 21 Nov 2026, or today.",
        FieldKind::Year => " A year, such as 2026.",
        FieldKind::Pence => " Pounds, such as £12,500.",
        FieldKind::Reference => " Letters narrow the list, Space takes one.",
        FieldKind::References => " Letters narrow the list; Space takes one, or gives it back.",
        FieldKind::Party | FieldKind::Company => {
            if project.records_in(edition, ListRole::Parties).is_empty() {
                " There are no parties yet: they are added under Partners."
            } else {
                ""
            }
        }
        FieldKind::Line | FieldKind::Text | FieldKind::Choice => "",
    };
    format!("{help}{more}")
}

/// What is often written in a field in the project's care setting, and is not in the list yet.
pub(super) fn suggestions(edition: &Edition, project: &Project, list: &List, field: &Field) -> Vec<String> {
    let setting = project.in_role(edition, Role::Setting).and_then(Value::chosen);
    let what = format!("{}.{}", list.id, field.id);
    let records = project.records(list.id.as_str());
    edition
        .suggestions_for(&what, setting)
        .filter(|value| !records.iter().any(|record| record.text(&field.id) == *value))
        .map(str::to_owned)
        .collect()
}

/// Whether a change is about to write a field of a record of the list.
pub(super) fn writes(change: &Change, list: &str, field: &str) -> bool {
    match change {
        Change::Update {
            list: other, fields, ..
        }
        | Change::Add {
            list: other,
            record: fields,
        } => other == list && fields.contains_key(field),
        Change::Answer { .. }
        | Change::Clear { .. }
        | Change::Skip { .. }
        | Change::Confirm { .. }
        | Change::Remove { .. }
        | Change::Sign { .. }
        | Change::Withdraw { .. }
        | Change::Archive
        | Change::Unarchive => false,
    }
}
