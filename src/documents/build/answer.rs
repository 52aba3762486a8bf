//! An answer as a field of a form: entire, with its note, its evidence, and what is to be known
//! of it.

use super::{
    super::document::{Field, Mark, Part},
    amended, carried,
    case::Case,
    pieces::{attention, carried as mark_carried, gap, line_part, part, remark},
    words::{sentence, version_words, who_and_when},
};
use crate::{
    guidance::{Item, ItemKind, Severity},
    project::{Answer, ThreeWay, Value, day_words, offer},
    rules::{Carry, Rule, Target, and, capital, lower},
};

/// What the parts of a version are called in their answer: nothing that an answer has.
pub(super) const VERSIONS: &str = "versions";

/// The field of an item, under the guidance's own name.
pub(super) fn field(case: &Case, item: &Item) -> Field {
    let nothing = Answer::default();
    let answer = case.answer(item).unwrap_or(&nothing);
    Field {
        id: item.id.to_string(),
        name: item.field_name().to_owned(),
        question: if is_asked(item) {
            item.prompt.clone()
        } else {
            String::new()
        },
        parts: said(case, item, answer),
        marks: marks(case, item, answer),
        beside: beside(answer),
    }
}

/// Whether the question has to be read for the answer to say anything.
fn is_asked(item: &Item) -> bool {
    match item.kind {
        ItemKind::YesNo | ItemKind::Practice | ItemKind::Attestation | ItemKind::Head | ItemKind::Outcome => {
            true
        }
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Period => item.skippable,
    }
}

/// What stands in the field: the answer, or what is offered as one; of two versions, both.
fn said(case: &Case, item: &Item, answer: &Answer) -> Vec<Part> {
    let offered = case
        .state(item)
        .is_some_and(|state| state.carry == Carry::Offered);
    let offered = if offered {
        offer(case.edition, case.project, item)
    } else {
        None
    };
    let value = offered.map(|offer| offer.value).or_else(|| answer.value.clone());
    let present = answer.value_json();
    let own = answer.versions.iter().all(|version| version.value != present);
    let mut said = if own {
        parts(item, value.as_ref())
    } else {
        Vec::new()
    };
    for version in &case.project.told_versions(item.id.as_str()) {
        let who = version_words(version);
        let labelled = |part: Part| Part {
            label: [who.as_str(), part.label.as_str()]
                .into_iter()
                .filter(|label| !label.is_empty())
                .collect::<Vec<_>>()
                .join(": "),
            key: VERSIONS.to_owned(),
            ..part
        };
        match Value::from_file(item, &version.value) {
            Ok(Some(value)) => {
                let filled = parts(item, Some(&value)).into_iter();
                said.extend(filled.filter(|part| !part.text.is_empty()).map(labelled));
            }
            Ok(None) => said.push(labelled(part("", "", "(cleared)"))),
            Err(_) => said.push(labelled(part("", "", version.value.to_string()))),
        }
        if let Some(note) = version.note.as_ref().filter(|note| !note.is_empty()) {
            said.push(labelled(part("Note", "", note)));
        }
    }
    said
}

/// A value in the parts that its kind has, those that are empty too.
pub(super) fn parts(item: &Item, value: Option<&Value>) -> Vec<Part> {
    let whole = || {
        let text = match value {
            Some(chosen @ Value::Chosen(_)) => capital(&chosen.text(item)),
            Some(value) => value.text(item),
            None => String::new(),
        };
        vec![part("", "", text)]
    };
    match item.kind {
        ItemKind::ThreeWay => {
            let three = match value {
                Some(Value::ThreeWay(three)) => three.clone(),
                _ => ThreeWay::default(),
            };
            let parts = three.parts().map(|(key, text)| part(party_words(key), key, text));
            parts.into()
        }
        ItemKind::Decision => {
            let (choice, details) = match value {
                Some(Value::Decision { choice, details }) => (item.choice_label(choice), details.as_str()),
                _ => ("", ""),
            };
            vec![part("", "choice", choice), part("Details", "details", details)]
        }
        ItemKind::Attestation => {
            let (name, date) = match value {
                Some(Value::Attestation { name, date }) => (name.as_str(), date.map(day_words)),
                _ => ("", None),
            };
            vec![
                line_part("Attested by", "name", name),
                line_part("Date", "date", date.unwrap_or_default()),
            ]
        }
        ItemKind::Head => {
            let (covered, clause, notes) = match value {
                Some(Value::Head {
                    covered,
                    clause,
                    notes,
                }) => (covered.as_str(), clause.as_str(), notes.as_str()),
                _ => ("", "", ""),
            };
            vec![
                line_part("Covered", "covered", capital(&covered.replace('-', " "))),
                line_part("Clause", "clause", clause),
                part("Notes", "notes", notes),
            ]
        }
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Practice
        | ItemKind::Outcome
        | ItemKind::Period => whole(),
    }
}

/// The note, and each piece of evidence.
pub(super) fn beside(answer: &Answer) -> Vec<Part> {
    let note = (!answer.note.is_empty()).then(|| part("Note", "note", &answer.note));
    let evidence = answer
        .evidence
        .iter()
        .map(|piece| part("Evidence", "evidence", piece));
    note.into_iter().chain(evidence).collect()
}

/// What is to be known of the answer, the most pressing first.
fn marks(case: &Case, item: &Item, answer: &Answer) -> Vec<Mark> {
    let to = || Some(Target::Item(item.id.clone()));
    let mut marks = Vec::new();
    if !answer.versions.is_empty() {
        marks.push(attention("TWO VERSIONS: one of them has to be chosen.", to()));
    }
    if let Some(skipped) = &answer.skipped {
        let who = who_and_when(Some(&skipped.by), Some(skipped.at));
        let reason = sentence(&skipped.reason);
        marks.push(remark(format!("Not applicable, because: {reason} ({who})")));
    }
    let Some(state) = case.state(item) else {
        return marks;
    };
    match state.carry {
        Carry::Offered => marks.push(mark_carried(carried::offered_words(case, item), to())),
        Carry::SourceChanged => marks.push(mark_carried(carried::changed_words(case, item, answer), to())),
        Carry::None | Carry::Confirmed => {}
    }
    // Of what is offered it is said already; a head is to be covered as well.
    let is_offered = state.carry == Carry::Offered && item.kind != ItemKind::Head;
    if state.applies && !state.done && !state.doubled && !is_offered {
        marks.push(if state.unsure {
            attention("Not sure yet: to be confirmed.", to())
        } else {
            gap(open_words(case, item, answer), to())
        });
    }
    let is_no = answer.value.as_ref().and_then(Value::chosen) == Some("no");
    match item.severity {
        Some(Severity::Red) if is_no && state.applies && !state.doubled => marks.push(attention(
            "A no here stops the project: change the project, or look at another form of support.",
            to(),
        )),
        Some(Severity::Red | Severity::Amber | Severity::Route) | None => {}
    }
    marks.extend(amended::words(case, item.id.as_str()).map(remark));
    marks
}

/// What is missing of an item that is not done.
fn open_words(case: &Case, item: &Item, answer: &Answer) -> String {
    let missing = |what: &str| format!("Not filled yet: {what}");
    match &answer.value {
        // The question stands above already.
        None if is_asked(item) => nothing_said(item.kind).to_owned(),
        None => missing(&item.prompt),
        Some(Value::ThreeWay(three)) => {
            let empty: Vec<String> = three
                .parts()
                .iter()
                .filter(|(_, text)| text.trim().is_empty())
                .map(|(key, _)| lower(party_words(key)))
                .collect();
            missing(&sentence(&and(&empty)))
        }
        Some(Value::Attestation { name, .. }) if name.trim().is_empty() => missing("by whom."),
        Some(Value::Attestation { .. }) => missing("the date."),
        Some(Value::Head { covered, .. }) if covered == "not-applicable" => {
            missing("why it is not applicable.")
        }
        Some(Value::Head { .. }) => nothing_said(ItemKind::Head).to_owned(),
        Some(_) => case
            .assessment
            .gates
            .iter()
            .flat_map(|gate| &gate.unmet)
            .find(|unmet| matches!(&unmet.rule, Rule::StepItem { item: open } if *open == item.id))
            .map_or_else(|| missing(&item.prompt), |unmet| sentence(&unmet.what)),
    }
}

fn nothing_said(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Attestation => "Not attested yet.",
        ItemKind::Head => "Not covered yet.",
        ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => "Not answered yet.",
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Period => "Not filled yet.",
    }
}

fn party_words(key: &str) -> &'static str {
    match key {
        "patients" => "For patients",
        "nhs" => "For the NHS",
        _ => "For the industry partner",
    }
}
