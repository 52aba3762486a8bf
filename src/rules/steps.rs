//! How far each step is, and which need somebody to look.

use super::{
    assessment::{Deadline, DeadlineKind, Risk, State, StepState, Target},
    case::Case,
    conditions::{Condition, Met, conditions},
    sign_offs::kind_of,
};
use crate::guidance::{Item, ItemId, ListRole, Need, Role, Step, StepId};

/// Every step's state, in order.
pub(super) fn steps(case: &Case, deadlines: &[Deadline], risks: &[Risk]) -> Vec<StepState> {
    let overdue = overdue_steps(case, deadlines, risks);
    case.edition
        .steps()
        .iter()
        .map(|step| {
            let conditions = conditions(case, step);
            let counted = count(case, step, &conditions);
            let attention = needs_attention(case, step) || overdue.contains(&step.id);
            StepState {
                id: step.id.clone(),
                stage: step.stage.clone(),
                state: if attention {
                    State::Attention
                } else {
                    counted.state()
                },
                done: counted.done,
                total: counted.total,
                conditions,
            }
        })
        .collect()
}

/// What a step counts.
#[allow(clippy::struct_field_names)] // all are counts, and named so
struct Count {
    done: usize,
    total: usize,
    /// Of those done: skipped items.
    skipped: usize,
    /// Of those done: conditions met only because nothing is recorded.
    vacuous: usize,
    /// Whether anything at all is said in the step.
    said: bool,
}

impl Count {
    fn state(&self) -> State {
        if !self.said && self.done == self.vacuous {
            State::Empty
        } else if self.done < self.total {
            State::Part
        } else if self.skipped == self.total && self.total > 0 {
            State::Skipped
        } else {
            State::Done
        }
    }
}

/// Items that apply and count, conditions, and one for each record that lacks a required field.
fn count(case: &Case, step: &Step, conditions: &[Condition]) -> Count {
    let mut count = Count {
        done: 0,
        total: 0,
        skipped: 0,
        vacuous: 0,
        said: false,
    };
    for state in step.items().filter_map(|item| case.item(item.id.as_str())) {
        if state.applies {
            count.said |= state.state != State::Empty;
        }
        if state.counts {
            count.total += 1;
            count.done += usize::from(state.done);
            count.skipped += usize::from(state.state == State::Skipped);
        }
    }
    for list in step.lists() {
        let records = case.project.records(list.id.as_str());
        count.said |= !records.is_empty();
        count.total += records
            .iter()
            .filter(|record| !record.lacks(list).is_empty())
            .count();
    }
    for condition in conditions {
        count.total += 1;
        match condition.met {
            Met::Yes => count.done += 1,
            Met::NothingRecorded => {
                count.done += 1;
                count.vacuous += 1;
            }
            Met::No => {}
        }
    }
    count.said |= case.sign_offs.states.iter().any(|state| {
        state.standing != super::Standing::Outstanding && subject_step(case, &state.subject) == Some(&step.id)
    });
    count
}

/// A red *no*, a *not sure*, two versions, or a lapsed sign-off.
fn needs_attention(case: &Case, step: &Step) -> bool {
    let item = |item: &Item| {
        case.item(item.id.as_str())
            .is_some_and(|state| state.applies && state.state == State::Attention)
    };
    let doubled = || {
        step.lists()
            .flat_map(|list| case.project.records(list.id.as_str()))
            .any(|record| !record.versions.is_empty())
    };
    let lapsed = || {
        case.sign_offs
            .lapsed()
            .any(|state| subject_step(case, &state.subject) == Some(&step.id))
    };
    step.items().any(item) || doubled() || lapsed()
}

fn subject_step<'a>(case: &Case<'a>, subject: &str) -> Option<&'a StepId> {
    case.edition
        .subject(kind_of(subject))
        .map(|subject| &subject.step)
}

/// The steps in which something is overdue: of the plan where it is delivered, of publishing and
/// disclosing in their steps, of a risk in the step of its item.
fn overdue_steps(case: &Case, deadlines: &[Deadline], risks: &[Risk]) -> Vec<StepId> {
    let edition = case.edition;
    let of_list = |role| {
        edition
            .list_role(role)
            .and_then(|list| edition.list(list.as_str()))
            .map(|list| list.step.clone())
    };
    let of_item = |item: &ItemId| edition.item(item.as_str()).map(|item| item.step.clone());
    let of_plan = || {
        edition
            .steps()
            .iter()
            .find(|step| {
                step.needs.contains(&Need::MilestonesSettled) || step.needs.contains(&Need::Measured)
            })
            .map(|step| step.id.clone())
    };
    let of_risk = |to: &Target| {
        let record = match to {
            Target::List(_, record) => record.as_ref(),
            Target::Item(_) | Target::SignOff(..) => None,
        };
        risks
            .iter()
            .find(|risk| record.is_some() && risk.record.as_ref() == record)
            .and_then(|risk| of_item(risk.item.as_ref()?))
            .or_else(|| of_list(ListRole::Risks))
    };
    deadlines
        .iter()
        .filter(|deadline| deadline.overdue)
        .filter_map(|deadline| match deadline.kind {
            DeadlineKind::ExpectedEnd => edition.role(Role::ActualEnd).and_then(of_item),
            DeadlineKind::Milestone | DeadlineKind::Measure => of_plan(),
            DeadlineKind::Publish => of_list(ListRole::Publication),
            DeadlineKind::Disclosure => of_list(ListRole::Disclosure),
            DeadlineKind::Risk => of_risk(&deadline.to),
        })
        .collect()
}
