//! What is worth knowing and holds nothing up: dates in another order than the guidance has them,
//! and publication that came late.

use jiff::civil::Date;

use super::{
    assessment::{Note, Target},
    case::Case,
    needs::firsts,
    parties::name_of,
    words::{and, and_more},
};
use crate::{
    guidance::{By, Citation, ListRole, Need, Role, SignRole},
    project::{day_words, months_later},
};

/// Every note on a project.
pub(super) fn notes(case: &Case) -> Vec<Note> {
    let mut notes = Vec::new();
    notes.extend(published_on_the_day(case));
    notes.extend(approved_before_the_committee(case));
    notes.extend(signed_before_agreed(case));
    notes.extend(published_late(case));
    notes
}

/// Where the work starts on the day of a first publication, publication comes first.
fn published_on_the_day(case: &Case) -> Option<Note> {
    let item = case.edition.role(Role::ActualStart)?;
    let start = case.day(Role::ActualStart)?;
    let names: Vec<String> = firsts(case)
        .into_iter()
        .filter(|first| first.role == SignRole::Publish && first.date == start)
        .map(|first| case.signer(&first.party))
        .collect();
    if names.is_empty() {
        return None;
    }
    let page = case
        .edition
        .gates
        .iter()
        .find(|gate| gate.needs.contains(&Need::Prospective))
        .map(|gate| gate.source.page.clone())
        .unwrap_or_default();
    Some(Note {
        what: format!(
            "The work started on the day on which {} published: publication comes first.",
            and(&names)
        ),
        page,
        to: Target::Item(item.clone()),
    })
}

/// The governance committee approved a document before it had a member.
fn approved_before_the_committee(case: &Case) -> Option<Note> {
    let wanted = case.edition.sign_offs.iter().find(|wanted| {
        wanted.by == By::GovernanceCommittee && !wanted.subject.as_str().starts_with("amendment")
    })?;
    let subject = case.edition.subject(wanted.subject.as_str())?;
    case.project
        .standing(wanted.subject.as_str(), wanted.role, "governance-committee")?;
    let list = case
        .edition
        .list_role(ListRole::Committee)
        .and_then(|list| case.edition.list(list.as_str()))?;
    if !case.project.records(list.id.as_str()).is_empty() {
        return None;
    }
    Some(Note {
        what: format!(
            "The governance committee has {} the {}, and names no member yet.",
            wanted.role.done(),
            subject.title
        ),
        page: list.source.page.clone(),
        to: Target::List(list.id.clone(), None),
    })
}

/// Approval in principle comes before the agreement is drafted, and so before it is signed.
fn signed_before_agreed(case: &Case) -> Option<Note> {
    let wanted = case
        .edition
        .sign_offs
        .iter()
        .find(|wanted| wanted.role == SignRole::Sign)?;
    let step = &case.edition.subject(wanted.subject.as_str())?.step;
    let step = case.edition.step(step.as_str())?;
    let list = step.needs.iter().find_map(|need| match need {
        Need::EveryParty { list } => case.edition.list(list.as_str()),
        _ => None,
    })?;
    let late: Vec<&str> = case
        .parties
        .signing()
        .filter(|party| {
            let approved = case
                .project
                .records(list.id.as_str())
                .iter()
                .filter(|record| record.text("party") == party.id)
                .filter_map(|record| record.date("date"))
                .min();
            let signed: Option<Date> = case
                .project
                .standing(wanted.subject.as_str(), wanted.role, &party.id)
                .map(|sign_off| sign_off.date);
            approved
                .zip(signed)
                .is_some_and(|(approved, signed)| approved > signed)
        })
        .map(name_of)
        .collect();
    if late.is_empty() {
        return None;
    }
    Some(Note {
        what: format!(
            "Approval in principle comes before drafting: that of {} is dated after the signature.",
            and_more(&late)
        ),
        page: list.source.page.clone(),
        to: Target::List(list.id.clone(), None),
    })
}

/// Outcomes published later than six months after the end are flagged, and never block.
fn published_late(case: &Case) -> Option<Note> {
    let list = case
        .edition
        .list_role(ListRole::Publication)
        .and_then(|list| case.edition.list(list.as_str()))?;
    let due = months_later(case.day(Role::ActualEnd)?, super::deadlines::PUBLISH_WITHIN);
    let late: Vec<String> = case
        .records(ListRole::Publication)
        .iter()
        .filter(|record| record.has("address") && record.date("date").is_some_and(|date| date > due))
        .map(|record| case.signer(record.text("party")))
        .collect();
    if late.is_empty() {
        return None;
    }
    let Citation { page, .. } = &list.source;
    Some(Note {
        what: format!(
            "Published late by {}: the outcomes were due by {}.",
            and_more(&late),
            day_words(due)
        ),
        page: page.clone(),
        to: Target::List(list.id.clone(), None),
    })
}
