//! The quick triage: the checklist alone, then what it comes to.

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use crate::{
    guidance::Edition,
    interview::{Place, neighbour},
    project::Change,
    rules::Assessment,
    session::Session,
};

/// The screens of a quick triage: the questions that apply, then the end.
pub fn places(edition: &Edition, assessment: &Assessment) -> Vec<Place> {
    let asked = |id: &str| assessment.item(id).is_some_and(|item| item.applies);
    let questions = edition.checklist().filter(|item| asked(item.id.as_str()));
    questions
        .map(|item| Place::Item(item.id.clone()))
        .chain([Place::Verdict])
        .collect()
}

/// The screen after this one; of the last, itself.
pub fn next(edition: &Edition, assessment: &Assessment, place: &Place) -> Place {
    beside(edition, assessment, place, 1)
}

/// The screen before this one; of the first, itself.
pub fn previous(edition: &Edition, assessment: &Assessment, place: &Place) -> Place {
    beside(edition, assessment, place, -1)
}

fn beside(edition: &Edition, assessment: &Assessment, place: &Place, by: isize) -> Place {
    let all = places(edition, assessment);
    let here = all.iter().position(|other| other == place).unwrap_or_default();
    neighbour(&all, here, by).unwrap_or_else(|| place.clone())
}

/// The answers of a triage, as changes for the project that is made of it.
pub fn answers(session: &Session) -> Vec<Change> {
    let project = session.project();
    session
        .edition()
        .checklist()
        .filter_map(|item| {
            let answer = project.answer(item.id.as_str())?;
            Some(Change::Answer {
                item: item.id.to_string(),
                value: answer.value.as_ref().map(crate::project::Value::to_json),
                note: (!answer.note.is_empty()).then(|| answer.note.clone()),
                evidence: (!answer.evidence.is_empty()).then(|| answer.evidence.clone()),
            })
        })
        .filter(|change| {
            !matches!(
                change,
                Change::Answer {
                    value: None,
                    note: None,
                    evidence: None,
                    ..
                }
            )
        })
        .collect()
}
