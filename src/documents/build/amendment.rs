//! A project amendment (guidance p. 34): what deviates from the PID, and who agreed to it.

use super::{
    super::document::{Block, Document, Field, MarkKind},
    BuildError, Which, amended,
    case::Case,
    form,
    pieces::note,
    records, sign_offs,
    words::count,
};
use crate::{
    guidance::{DocumentKind, ListRole},
    rules::{Standing, amendment_is_agreed},
};

/// The amendment with an id; fails where the project has none such.
pub(super) fn document(case: &Case, id: &str) -> Result<Document, BuildError> {
    let which = Which::Amendment(id.to_owned());
    let (Some((plan, step)), Some(list)) = (
        case.plan(DocumentKind::Amendment),
        case.list_in(ListRole::Amendments),
    ) else {
        return Err(BuildError::NotInEdition {
            edition: case.edition.id.to_string(),
            which,
        });
    };
    let Some(record) = case.records(list).iter().find(|record| record.id == id) else {
        return Err(BuildError::NoAmendment {
            id: id.to_owned(),
            known: case
                .records(list)
                .iter()
                .map(|record| record.id.clone())
                .collect(),
        });
    };
    let subject = format!("{}/{id}", plan_subject(case));
    let form = records::form(case, list, record);
    let draft = draft(case, id, &subject, &form);
    let called = amended::called(case, record);
    let mut blocks = vec![form::source(case, step), note(format!("{called}."))];
    blocks.push(Block::Fields(vec![form]));
    blocks.extend(sign_offs::section(case, &subject));
    let document = form::document(case, plan, &which.to_string(), blocks);
    Ok(Document {
        title: format!("{}: {called}", plan.title),
        imprint: super::imprint::imprint(case, draft),
        ..document
    })
}

/// What amendments are signed off under, before the slash.
fn plan_subject<'a>(case: &Case<'a>) -> &'a str {
    let list = case.list_in(ListRole::Amendments);
    let subject = case
        .edition
        .subjects
        .iter()
        .find(|subject| list.is_some_and(|list| subject.covers.lists.contains(&list.id)));
    subject.map_or("amendment", |subject| subject.id.as_str())
}

/// An amendment is a draft until it is complete and agreed by all who have to.
fn draft(case: &Case, id: &str, subject: &str, form: &Field) -> Option<String> {
    if amendment_is_agreed(case.edition, case.project, &case.assessment.sign_offs, id) {
        return None;
    }
    let missing = form.marks.iter().find(|mark| mark.kind != MarkKind::Remark);
    let open = sign_offs::of(case, subject)
        .iter()
        .filter(|state| state.required && !matches!(state.standing, Standing::Given { .. }))
        .count();
    Some(match (missing, open) {
        (Some(mark), _) => mark.words.clone(),
        (None, 0) => "It is not agreed yet.".to_owned(),
        (None, open) => format!(
            "It is not agreed yet: {} open.",
            count(open, "approval is", "approvals are")
        ),
    })
}
