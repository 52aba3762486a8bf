//! One exhaustive look at each thing that a gate or a step needs: what of it is unmet.

mod disclosed;
mod items;
mod prospective;
mod published;
mod records;
mod signed;

pub(super) use disclosed::{due as disclosure_due, is_disclosed, services_list, waits_until};
pub(super) use items::why_open;
pub(super) use prospective::firsts;

use super::{
    assessment::{GateState, Rule, Target, Unmet},
    case::Case,
    conditions::Met,
    words::lower,
};
use crate::guidance::{ItemId, ListRole, Need, Role, Severity, Verdict};

/// The unmet rows of a need; none where it is met. `before` is the gate before, where there is one.
pub(super) fn unmet(case: &Case, need: &Need, before: Option<&GateState>) -> Vec<Unmet> {
    match need {
        Need::EarlierGate => earlier_gate(case, before).into_iter().collect(),
        Need::Verdict => verdict(case).into_iter().collect(),
        Need::Parties => case.parties.broken(),
        Need::Decision => decision(case).into_iter().collect(),
        Need::Items { items: wanted } => wanted
            .iter()
            .filter_map(|item| items::open_item(case, item))
            .collect(),
        Need::SignOff { subject, role, by } => signed::unsigned(case, subject.as_str(), *role, *by),
        Need::MemberOfEveryParty => records::member_of_every_party(case),
        Need::ProjectManagers => records::project_managers(case),
        Need::Declarations => records::declarations(case),
        Need::EveryParty { list } => records::every_party(case, list),
        Need::Some { list, with } => records::some(case, list, with),
        Need::Measured => records::measured(case),
        Need::MilestonesSettled => records::milestones_settled(case),
        Need::AmendmentsAgreed => records::amendments_agreed(case),
        Need::PublishedByCompanies => published::by_companies(case),
        Need::PublishedByOthers => published::by_others(case),
        Need::Disclosed => disclosed::undisclosed(case),
        Need::ServicesPublished => disclosed::unpublished_services(case),
        Need::Prospective => prospective::started_too_early(case).into_iter().collect(),
    }
}

/// Whether a need of a step is met that lacks this: some count as met while nothing is recorded.
pub(super) fn met(case: &Case, need: &Need, lacking: &[Unmet]) -> Met {
    let recorded = match need {
        Need::AmendmentsAgreed => !case.records(ListRole::Amendments).is_empty(),
        Need::Disclosed => !case.records(ListRole::Disclosure).is_empty(),
        Need::ServicesPublished => disclosed::services(case).next().is_some(),
        Need::EarlierGate
        | Need::Verdict
        | Need::Parties
        | Need::Decision
        | Need::Items { .. }
        | Need::SignOff { .. }
        | Need::MemberOfEveryParty
        | Need::ProjectManagers
        | Need::Declarations
        | Need::EveryParty { .. }
        | Need::Some { .. }
        | Need::Measured
        | Need::MilestonesSettled
        | Need::PublishedByCompanies
        | Need::PublishedByOthers
        | Need::Prospective => true,
    };
    if !recorded {
        Met::NothingRecorded
    } else if lacking.is_empty() {
        Met::Yes
    } else {
        Met::No
    }
}

fn earlier_gate(case: &Case, before: Option<&GateState>) -> Option<Unmet> {
    let before = before.filter(|before| !before.open)?;
    let edition = case.edition;
    let gate = edition.gates.iter().find(|gate| gate.id == before.id);
    let stage = gate.and_then(|gate| edition.stages.iter().find(|stage| stage.id == gate.stage));
    Some(Unmet {
        rule: Rule::EarlierGate {
            gate: before.id.clone(),
        },
        what: stage.map_or_else(
            || "The stage before is not complete".to_owned(),
            |stage| format!("Stage {} ({}) is not complete", stage.number, stage.label),
        ),
        to: before.unmet.first()?.to.clone(),
    })
}

fn verdict(case: &Case) -> Option<Unmet> {
    let found = &case.eligibility;
    let what = match found.verdict {
        Verdict::JointWorking | Verdict::CollaborativeWorking => return None,
        Verdict::NotYetEligible => "A red question is answered no: the project is not yet eligible",
        Verdict::OtherSupport => "The checklist leads to another form of support",
        Verdict::Undetermined => "The checklist does not decide yet",
    };
    Some(Unmet {
        rule: Rule::Verdict,
        what: what.to_owned(),
        to: Target::Item(holding_question(case)?),
    })
}

/// The first question that holds the verdict: a red no, else one that is not sure or open, else
/// the first routing question.
fn holding_question(case: &Case) -> Option<ItemId> {
    let found = &case.eligibility;
    let first_route = case.edition.routes.first().map(|route| &route.item);
    if found.verdict == Verdict::OtherSupport {
        return first_route.cloned();
    }
    let open = found.applying.iter().find(|id| {
        let decides = case
            .edition
            .item(id.as_str())
            .is_some_and(|item| item.severity != Some(Severity::Amber));
        decides && (found.unanswered.contains(id) || found.to_confirm.contains(id))
    });
    found.red_no.first().or(open).or(first_route).cloned()
}

fn decision(case: &Case) -> Option<Unmet> {
    let id = case.edition.role(Role::Decision)?;
    if !case.item(id.as_str())?.done {
        return None;
    }
    let item = case.edition.item(id.as_str())?;
    let choice = case.project.chosen(id.as_str())?;
    let what = match choice {
        "go-ahead" => return None,
        "no-go" => "The decision is not to go ahead".to_owned(),
        other => format!("The decision is {}", lower(item.choice_label(other))),
    };
    Some(Unmet {
        rule: Rule::Decision { item: id.clone() },
        what,
        to: Target::Item(id.clone()),
    })
}
