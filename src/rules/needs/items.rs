//! Items that a gate wants filled, and why one is not.

use super::super::{
    assessment::{Rule, Target, Unmet},
    case::Case,
    items::day_fault,
    words::{and, part_name},
};
use crate::{
    guidance::{Item, ItemId, ItemKind},
    project::{Answer, Value},
};

/// The row of an item that counts and is not done.
pub(super) fn open_item(case: &Case, id: &ItemId) -> Option<Unmet> {
    let state = case.item(id.as_str())?;
    if state.done || !state.counts {
        return None;
    }
    let item = case.edition.item(id.as_str())?;
    Some(Unmet {
        rule: Rule::StepItem { item: id.clone() },
        what: why_open(case, item),
        to: Target::Item(id.clone()),
    })
}

/// Why an item is not done, in a sentence.
pub(in crate::rules) fn why_open(case: &Case, item: &Item) -> String {
    let step = case
        .edition
        .step(item.step.as_str())
        .map_or("", |step| step.label.as_str());
    let name = match &item.number {
        Some(number) => format!("Question {number} ({})", item.label),
        None => format!("{step}: \"{}\"", item.label),
    };
    let answer = case.project.answer(item.id.as_str());
    if answer.is_some_and(Answer::has_two_notes) {
        return format!("{name} has two versions of its note: one has to be chosen");
    }
    if answer.is_some_and(|answer| !answer.versions.is_empty()) {
        return format!("{name} has two versions: one has to be chosen");
    }
    let Some(value) = answer.and_then(|answer| answer.value.as_ref()) else {
        let empty = match item.kind {
            ItemKind::Attestation => "is not attested",
            ItemKind::Head => "is not covered",
            ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => "is not answered",
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::ThreeWay
            | ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Money
            | ItemKind::Decision
            | ItemKind::Period => "is empty",
        };
        return match answer.and_then(|answer| answer.by.as_ref()) {
            Some(by) => format!("{name} {empty}: {by} cleared it"),
            None => format!("{name} {empty}"),
        };
    };
    match value {
        Value::Chosen(_) => format!("{name} is not sure yet"),
        Value::ThreeWay(parts) => {
            let empty: Vec<String> = parts
                .parts()
                .iter()
                .filter(|(_, text)| text.trim().is_empty())
                .map(|(part, _)| part_name(part).to_owned())
                .collect();
            format!("{name} says nothing yet of {}", and(&empty))
        }
        Value::Attestation { name: who, .. } if who.trim().is_empty() => {
            format!("{name} is attested without a name")
        }
        Value::Attestation { .. } => format!("{name} is attested without a date"),
        Value::Head { covered, .. } if covered == "not-applicable" => {
            format!("{name} is not applicable, and the notes do not say why")
        }
        Value::Head { .. } => format!("{name} is not covered"),
        Value::Date(_) => match day_fault(case.edition, case.project, item, case.today) {
            Some(fault) => format!("{name} {fault}"),
            None => format!("{name} is open"),
        },
        Value::Text(_)
        | Value::Quarter(_)
        | Value::Month(_)
        | Value::Months(_)
        | Value::Money(_)
        | Value::Decision { .. }
        | Value::Quarters(..)
        | Value::MonthSpan(..) => format!("{name} is open"),
    }
}
