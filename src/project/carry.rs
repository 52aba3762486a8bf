//! Facts carried from one document to the next: what an item is offered from elsewhere.
//!
//! An offer is taken by `confirm`, which remembers what each source gave, so that a later change
//! of the source shows.

use serde_json::Map;

use super::{
    calendar::{Month, Quarter},
    file::{CarriedFrom, Record},
    state::Project,
    value::{Money, ThreeWay, Value, joined},
};
use crate::{
    guidance::{
        CarrySource, Edition, Entry, Field, FieldKind, Item, ItemKind, Join, List, ListRole, PeriodOf,
    },
    json::sha256_text,
};

/// What an item is offered from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The value that taking it would give.
    pub value: Value,
    /// What each source gives.
    pub sources: Vec<OfferedBy>,
}

/// What one source gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedBy {
    /// The item or list.
    pub from: String,
    /// The text.
    pub text: String,
}

impl Offer {
    /// What a confirmed answer remembers of it.
    pub fn carried(&self) -> Vec<CarriedFrom> {
        self.sources
            .iter()
            .map(|source| CarriedFrom {
                from: source.from.clone(),
                sha256: sha256_text(&source.text),
                rest: Map::new(),
            })
            .collect()
    }
}

/// How the cells of a record are joined into a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joining {
    /// As a sentence is written.
    Sentences,
    /// By commas alone, as once: some answers were taken so.
    Commas,
}

/// What the item is offered now, if its sources give anything.
pub fn offer(edition: &Edition, project: &Project, item: &Item) -> Option<Offer> {
    offered(edition, project, item, Joining::Sentences)
}

/// The same as it was once worded, by which an answer that was taken then is known.
pub fn former_offer(edition: &Edition, project: &Project, item: &Item) -> Option<Offer> {
    offered(edition, project, item, Joining::Commas)
}

fn offered(edition: &Edition, project: &Project, item: &Item, joining: Joining) -> Option<Offer> {
    let sources: Vec<OfferedBy> = item
        .carry
        .iter()
        .map(|source| OfferedBy {
            from: source.from.clone(),
            text: source_text(edition, project, source, joining),
        })
        .collect();
    if sources.iter().all(|source| source.text.is_empty()) {
        return None;
    }
    let value = match item.join {
        Join::Texts => joined_value(edition, project, item, &sources)?,
        Join::Completion => {
            let [start, length] = item.carry.as_slice() else {
                return None;
            };
            match (
                present(edition, project, &start.from)?,
                present(edition, project, &length.from)?,
            ) {
                (Value::Quarter(start), Value::Months(months)) => Value::Quarter(start.completion(months)),
                _ => return None,
            }
        }
        Join::Period => {
            let [from, to] = item.carry.as_slice() else {
                return None;
            };
            period(
                item,
                &present(edition, project, &from.from)?,
                &present(edition, project, &to.from)?,
            )?
        }
    };
    Some(Offer { value, sources })
}

/// The item's own value or, of a day, quarter or length, what it is offered while it has none.
pub fn present(edition: &Edition, project: &Project, id: &str) -> Option<Value> {
    let own = project.value(id).cloned();
    own.or_else(|| {
        let item = edition.item(id)?;
        match item.kind {
            ItemKind::Quarter | ItemKind::Months | ItemKind::Month | ItemKind::Date => {
                offer(edition, project, item).map(|offer| offer.value)
            }
            _ => None,
        }
    })
}

fn joined_value(edition: &Edition, project: &Project, item: &Item, sources: &[OfferedBy]) -> Option<Value> {
    if let [only] = item.carry.as_slice()
        && let Some(same) = edition.item(&only.from).filter(|source| source.kind == item.kind)
        && item.kind != ItemKind::Head
    {
        return present(edition, project, same.id.as_str());
    }
    let text = joined(sources.iter().map(|source| source.text.as_str()));
    match item.kind {
        ItemKind::Text => Some(Value::Text(text)),
        ItemKind::Line => Some(Value::Text(text.split('\n').collect::<Vec<_>>().join(" "))),
        ItemKind::ThreeWay => Some(Value::ThreeWay(ThreeWay {
            patients: text,
            ..ThreeWay::default()
        })),
        ItemKind::Head => {
            let (covered, clause) = match project.value(item.id.as_str()) {
                Some(Value::Head { covered, clause, .. }) => (covered.clone(), clause.clone()),
                _ => Default::default(),
            };
            Some(Value::Head {
                covered,
                clause,
                notes: text,
            })
        }
        ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Practice
        | ItemKind::Attestation
        | ItemKind::Outcome
        | ItemKind::Period => None,
    }
}

fn period(item: &Item, from: &Value, to: &Value) -> Option<Value> {
    match item.period_of? {
        PeriodOf::Quarters => {
            let quarter = |value: &Value| -> Option<Quarter> {
                match value {
                    Value::Quarter(quarter) => Some(*quarter),
                    Value::Date(day) => Some(Month::of(*day).quarter()),
                    _ => None,
                }
            };
            let (from, to) = (quarter(from)?, quarter(to)?);
            (from <= to).then_some(Value::Quarters(from, to))
        }
        PeriodOf::Months => {
            let month = |value: &Value| -> Option<Month> {
                match value {
                    Value::Month(month) => Some(*month),
                    Value::Date(day) => Some(Month::of(*day)),
                    _ => None,
                }
            };
            let (from, to) = (month(from)?, month(to)?);
            (from <= to).then_some(Value::MonthSpan(from, to))
        }
    }
}

/// The text that a source gives now; empty where it gives none.
fn source_text(edition: &Edition, project: &Project, source: &CarrySource, joining: Joining) -> String {
    match edition.entry(&source.from) {
        Some(Entry::Item(item)) => {
            let id = item.id.as_str();
            match item.kind {
                // What a yes-no question carries on is what was noted beside it.
                ItemKind::YesNo | ItemKind::Practice | ItemKind::Outcome => project
                    .answer(id)
                    .map(|answer| answer.note.clone())
                    .unwrap_or_default(),
                _ => present(edition, project, id)
                    .map(|value| value.text(item))
                    .unwrap_or_default(),
            }
        }
        Some(Entry::List(list)) => {
            let is_team = edition.list_role(ListRole::Members) == Some(&list.id);
            let lines: Vec<String> = project
                .records(list.id.as_str())
                .iter()
                .filter(|record| !(is_team && record.has("left")))
                .map(|record| line(edition, project, list, record, &source.fields, joining))
                .filter(|line| !line.is_empty())
                .collect();
            lines.join("\n")
        }
        None => String::new(),
    }
}

fn line(
    edition: &Edition,
    project: &Project,
    list: &List,
    record: &Record,
    fields: &[String],
    joining: Joining,
) -> String {
    let mut line = String::new();
    let mut cells = 0;
    let mut was_text = false;
    for field in fields.iter().filter_map(|id| list.field(id)) {
        let words = field_words(edition, project, field, record);
        let cell = words.lines().collect::<Vec<_>>().join(", ");
        if cell.is_empty() {
            continue;
        }
        let is_text = field.kind == FieldKind::Text;
        line.push_str(match cells {
            0 => "",
            _ if joining == Joining::Commas => ", ",
            _ if was_text && line.ends_with(['.', '!', '?']) => " ",
            1 if is_text => ": ",
            _ => ", ",
        });
        line.push_str(&cell);
        was_text = is_text;
        cells += 1;
    }
    line
}

/// A record's field as people read it: choices by their label, parties by their name.
pub fn field_words(edition: &Edition, project: &Project, field: &Field, record: &Record) -> String {
    let text = record.text(&field.id);
    match field.kind {
        FieldKind::Line | FieldKind::Text => text.to_owned(),
        FieldKind::Choice => field.choice_label(text).to_owned(),
        FieldKind::Date => record
            .date(&field.id)
            .map(super::calendar::day_words)
            .unwrap_or_default(),
        FieldKind::Party | FieldKind::Company => project.signer_name(edition, text).to_owned(),
        FieldKind::Year => record
            .number(&field.id)
            .map(|year| year.to_string())
            .unwrap_or_default(),
        FieldKind::Pence => record
            .number(&field.id)
            .map(|pence| {
                Money {
                    pence,
                    vat: String::new(),
                }
                .pounds()
            })
            .unwrap_or_default(),
        FieldKind::Reference | FieldKind::References => {
            let named = record.references(&field.id);
            let words: Vec<String> = named.map(|id| edition.reference_words(field, id)).collect();
            words.join(", ")
        }
    }
}
