//! Every item: whether it applies, how far it is, how it stands to what is carried to it.

use jiff::civil::Date;

use super::{
    assessment::{Eligibility, ItemState, State},
    carry,
};
use crate::{
    guidance::{Condition, Edition, Item, Role, Severity},
    project::{Answer, Project, Value},
};

/// How many conditions may hang on one another before one counts as false.
const DEEPEST: usize = 16;

/// Every item's state, in the guidance's order.
pub(super) fn states(
    edition: &Edition,
    project: &Project,
    eligibility: &Eligibility,
    today: Date,
) -> Vec<ItemState> {
    let nothing = Answer::default();
    edition
        .items()
        .map(|item| {
            let answer = project.answer(item.id.as_str()).unwrap_or(&nothing);
            let counts = if item.severity.is_some() {
                eligibility.applying.contains(&item.id)
            } else {
                item.when
                    .as_ref()
                    .is_none_or(|condition| holds(edition, project, condition, DEEPEST))
            };
            let applies = counts || item.suggested;
            let doubled = !answer.versions.is_empty();
            let chosen = answer.value.as_ref().and_then(Value::chosen);
            let unsure = chosen == Some("unsure");
            let filled = answer.value.as_ref().is_some_and(Value::is_filled)
                && day_fault(edition, project, item, today).is_none();
            let done = !doubled && (answer.skipped.is_some() || filled);
            let red_no = item.severity == Some(Severity::Red) && chosen == Some("no");
            let state = if applies && (doubled || answer.skipped.is_none() && (unsure || red_no)) {
                State::Attention
            } else if answer.skipped.is_some() {
                State::Skipped
            } else if filled {
                State::Done
            } else if answer.is_empty() {
                State::Empty
            } else {
                State::Part
            };
            ItemState {
                id: item.id.clone(),
                applies,
                counts,
                done,
                state,
                unsure,
                doubled,
                carry: carry::carry(edition, project, item, answer),
            }
        })
        .collect()
}

/// Why a recorded start or end is not done: the start is after today, or the end is, or the end is
/// before the start.
pub(super) fn day_fault(
    edition: &Edition,
    project: &Project,
    item: &Item,
    today: Date,
) -> Option<&'static str> {
    let is = |role| edition.role(role) == Some(&item.id);
    if !is(Role::ActualStart) && !is(Role::ActualEnd) {
        return None;
    }
    let day = project.value(item.id.as_str()).and_then(Value::date)?;
    let start = project.in_role(edition, Role::ActualStart).and_then(Value::date);
    if start.is_some_and(|start| day < start) {
        Some("is before the actual start")
    } else if day > today {
        Some("is after today")
    } else {
        None
    }
}

/// Whether a condition holds: false while what it looks at is open, doubled or parked.
fn holds(edition: &Edition, project: &Project, condition: &Condition, depth: usize) -> bool {
    depth > 0
        && project
            .chosen(condition.item.as_str())
            .is_some_and(|chosen| condition.is.iter().any(|wanted| wanted == chosen))
        && edition
            .item(condition.item.as_str())
            .and_then(|item: &Item| item.when.as_ref())
            .is_none_or(|above| holds(edition, project, above, depth - 1))
}
