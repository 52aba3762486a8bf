//! The conditions of a step that are no item: what has to hold, whether it does, and what it lacks.

use super::{
    assessment::{StepState, Target, Unmet},
    case::Case,
    needs::{met, services_list, unmet},
    words::{and, capital, lower},
};
use crate::guidance::{By, FieldKind, ListId, ListRole, Need, Step};

/// A condition of a step that is no item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What has to hold, such as `Every measure has its actual value`.
    pub what: String,
    /// Whether it does.
    pub met: Met,
    /// What it lacks; where nothing is recorded yet, what the project will not close without.
    pub unmet: Vec<Unmet>,
    /// Where it is met and can be seen; none where nothing is to be done.
    pub to: Option<Target>,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It holds.
    Yes,
    /// It counts as met, since nothing is recorded yet.
    NothingRecorded,
    /// It does not hold.
    No,
}

impl StepState {
    /// What its conditions that do not hold lack.
    pub fn unmet(&self) -> impl Iterator<Item = &Unmet> {
        let open = self
            .conditions
            .iter()
            .filter(|condition| condition.met == Met::No);
        open.flat_map(|condition| &condition.unmet)
    }
}

/// The conditions of a step, in the edition's order.
pub(super) fn conditions(case: &Case, step: &Step) -> Vec<Condition> {
    let condition = |need: &Need| {
        let lacking = unmet(case, need, None);
        Condition {
            what: what(case, need),
            met: met(case, need, &lacking),
            to: seen(case, need).or_else(|| lacking.first().map(|unmet| unmet.to.clone())),
            unmet: lacking,
        }
    };
    step.needs.iter().map(condition).collect()
}

/// What has to hold, in a few words.
fn what(case: &Case, need: &Need) -> String {
    match need {
        Need::SignOff { role, by, .. } => {
            let by = match by {
                By::EveryParty => "every party",
                By::EveryCompany => "every company",
                By::ProjectTeam => "the project team",
                By::GovernanceCommittee => "the governance committee",
            };
            format!("{} by {by}", capital(role.done()))
        }
        Need::EveryParty { list } => {
            let label = case.edition.list(list.as_str()).map_or("", |list| &list.label);
            format!("{label}: every party's")
        }
        Need::Some { list, with } => some(case, list, with),
        Need::EarlierGate => "The gate before is open".to_owned(),
        Need::Verdict => "The verdict is a candidate".to_owned(),
        Need::Parties => "The party rules hold".to_owned(),
        Need::Decision => "The decision is to go ahead".to_owned(),
        Need::Items { .. } => "Every field is filled".to_owned(),
        Need::MemberOfEveryParty => "Every party has somebody on the team".to_owned(),
        Need::ProjectManagers => "Every party names its project manager".to_owned(),
        Need::Declarations => "Every member's declaration is recorded".to_owned(),
        Need::Measured => "Every measure has its actual value".to_owned(),
        Need::MilestonesSettled => "Every milestone is done, moved or dropped".to_owned(),
        Need::AmendmentsAgreed => "Every amendment is agreed".to_owned(),
        Need::PublishedByCompanies => "Every company has published".to_owned(),
        Need::PublishedByOthers => "Every other party has, or says why not".to_owned(),
        Need::Disclosed => "Every company has disclosed every year".to_owned(),
        Need::ServicesPublished => "Services and fees are published".to_owned(),
        Need::Prospective => "The work began after it was signed".to_owned(),
    }
}

/// `At least one measure with its target`.
fn some(case: &Case, id: &ListId, with: &[String]) -> String {
    let Some(list) = case.edition.list(id.as_str()) else {
        return String::new();
    };
    let fields: Vec<String> = with
        .iter()
        .filter_map(|field| list.field(field))
        .map(|field| match field.kind {
            FieldKind::Date => "date".to_owned(),
            _ => lower(&field.label),
        })
        .collect();
    let with = if fields.is_empty() {
        String::new()
    } else {
        format!(" with its {}", and(&fields))
    };
    format!("At least one {}{with}", list.one)
}

/// Where a condition is met and can be seen; none of those that only gates have.
fn seen(case: &Case, need: &Need) -> Option<Target> {
    let of = |role| case.edition.list_role(role).cloned();
    let list = match need {
        Need::SignOff { subject, role, .. } => {
            return Some(Target::SignOff(subject.to_string(), *role, None));
        }
        Need::EveryParty { list } | Need::Some { list, .. } => Some(list.clone()),
        Need::MemberOfEveryParty | Need::Declarations => of(ListRole::Members),
        Need::Parties | Need::ProjectManagers => of(ListRole::Parties),
        Need::Measured => of(ListRole::Measures),
        Need::MilestonesSettled => of(ListRole::Milestones),
        Need::AmendmentsAgreed => of(ListRole::Amendments),
        Need::PublishedByCompanies | Need::PublishedByOthers => of(ListRole::Publication),
        Need::Disclosed => of(ListRole::Disclosure),
        Need::ServicesPublished => services_list(case),
        Need::EarlierGate | Need::Verdict | Need::Decision | Need::Items { .. } | Need::Prospective => None,
    };
    list.map(|list| Target::List(list, None))
}
