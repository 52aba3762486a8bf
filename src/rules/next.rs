//! What to do next: the first of a fixed order of things.

use jiff::ToSpan;

use super::{
    assessment::{Deadline, DeadlineKind, GateState, Next, Rule, Target, Unmet},
    case::Case,
    needs::{unmet, why_open},
    words::{capital, subject_title},
};
use crate::{
    guidance::{Entry, ListRole, Need, Role, StageId, Step},
    project::day_words,
};

/// How near a deadline comes before the rows that are unmet, in days.
const SOON: i32 = 30;

/// What to do next; `None` once closed.
pub(super) fn next(
    case: &Case,
    stage: Option<&StageId>,
    gates: &[GateState],
    deadlines: &[Deadline],
) -> Option<Next> {
    let stage = stage?;
    let soon = case
        .today
        .checked_add(SOON.days())
        .unwrap_or(jiff::civil::Date::MAX);
    let deadlines: Vec<&Deadline> = deadlines.iter().filter(|due| has_somebody(case, due)).collect();
    let first = |is: &dyn Fn(&Deadline) -> bool| deadlines.iter().copied().find(|due| is(due));
    doubled(case)
        .or_else(|| lapsed(case))
        .or_else(|| of(first(&|due| due.overdue)))
        .or_else(|| open_item(case, stage))
        .or_else(|| of(first(&|due| due.due <= soon)))
        .or_else(|| {
            row(gates
                .iter()
                .flat_map(|gate| &gate.unmet)
                .find(|row| can_be_met_now(case, row)))
        })
        .or_else(|| of(deadlines.first().copied()))
        .or_else(|| {
            row(gates
                .iter()
                .flat_map(|gate| &gate.unmet)
                .find(|row| !is_gate(row)))
        })
}

fn doubled(case: &Case) -> Option<Next> {
    let entries = case.edition.steps().iter().flat_map(|step| &step.entries);
    for entry in entries {
        match entry {
            Entry::Item(item) => {
                if case
                    .item(item.id.as_str())
                    .is_some_and(|state| state.applies && state.doubled)
                {
                    return Some(Next {
                        to: Target::Item(item.id.clone()),
                        what: why_open(case, item),
                    });
                }
            }
            Entry::List(list) => {
                let record = case
                    .project
                    .records(list.id.as_str())
                    .iter()
                    .find(|record| !record.versions.is_empty());
                if let Some(record) = record {
                    return Some(Next {
                        to: Target::List(list.id.clone(), Some(record.id.clone())),
                        what: format!(
                            "{}: a {} has two versions, one has to be chosen",
                            list.label, list.one
                        ),
                    });
                }
            }
        }
    }
    None
}

fn lapsed(case: &Case) -> Option<Next> {
    let state = case.sign_offs.lapsed().next()?;
    Some(Next {
        to: Target::SignOff(state.subject.clone(), state.role, Some(state.party.clone())),
        what: format!(
            "{} {} {}, and that has lapsed",
            capital(&case.signer(&state.party)),
            state.role.done(),
            subject_title(case.edition, &state.subject)
        ),
    })
}

fn of(deadline: Option<&Deadline>) -> Option<Next> {
    let deadline = deadline?;
    let due = day_words(deadline.due);
    Some(Next {
        to: deadline.to.clone(),
        what: if deadline.overdue {
            format!("{} was due on {due}", deadline.what)
        } else {
            format!("{} is due on {due}", deadline.what)
        },
    })
}

/// Whether somebody is there to meet a deadline: outcomes are published by a party, or not at all.
fn has_somebody(case: &Case, deadline: &Deadline) -> bool {
    let of_a_party = |row: &Unmet| matches!(row.rule, Rule::Publication { party: Some(_), .. });
    deadline.kind != DeadlineKind::Publish
        || [Need::PublishedByCompanies, Need::PublishedByOthers]
            .iter()
            .any(|need| unmet(case, need, None).iter().any(of_a_party))
}

/// Before the stage of the last gate: the first item of the stage that counts and is not done.
fn open_item(case: &Case, stage: &StageId) -> Option<Next> {
    if case.edition.gates.last().is_some_and(|gate| gate.stage == *stage) {
        return None;
    }
    let item = case.edition.steps_of(stage).flat_map(Step::items).find(|item| {
        case.item(item.id.as_str())
            .is_some_and(|state| state.counts && !state.done)
    })?;
    Some(Next {
        to: Target::Item(item.id.clone()),
        what: why_open(case, item),
    })
}

fn row(row: Option<&Unmet>) -> Option<Next> {
    let row = row?;
    Some(Next {
        to: row.to.clone(),
        what: row.what.clone(),
    })
}

fn is_gate(row: &Unmet) -> bool {
    matches!(row.rule, Rule::EarlierGate { .. })
}

/// Whether an unmet row can be met now: before an actual end is recorded, the end itself, the
/// outcomes, publication and disclosure wait for it.
fn can_be_met_now(case: &Case, row: &Unmet) -> bool {
    let ended = case.day(Role::ActualEnd).is_some();
    match &row.rule {
        Rule::EarlierGate { .. } => false,
        Rule::Publication { .. } | Rule::Disclosure { .. } => ended,
        Rule::StepItem { item } => ended || !waits_for_the_end(case, item.as_str()),
        Rule::Verdict
        | Rule::Parties { .. }
        | Rule::StepList { .. }
        | Rule::Decision { .. }
        | Rule::SignOff { .. }
        | Rule::Prospective { .. }
        | Rule::Amendment { .. } => true,
    }
}

/// The actual end, and what the edition asks in the steps after the one that records it, up to
/// and with disclosure.
fn waits_for_the_end(case: &Case, item: &str) -> bool {
    let edition = case.edition;
    let Some(end) = edition.role(Role::ActualEnd) else {
        return false;
    };
    if end.as_str() == item {
        return true;
    }
    let place = |id: &str| edition.position(id).map(|(step, _)| step);
    let amendments = edition
        .list_role(ListRole::Amendments)
        .and_then(|list| place(list.as_str()));
    let own = place(item);
    own > place(end.as_str()) && own != amendments
}
