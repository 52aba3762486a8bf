//! How each kind of answer is asked for, read and written: the one place for all of them.
//!
//! An answer is entered in parts: most kinds have one, a three-way has three, a head has a choice
//! and two texts. Both front ends ask for the parts; what they return is read here, with errors
//! that teach.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::reading::{day_from, money_from, month_from, months_from, quarter_from, record_year, whole_pence};
use crate::{
    guidance::{Choice, Edition, Field, FieldKind, Item, ItemKind, ListRole, PeriodOf},
    project::{LINE_LIMIT, Project, Record, TEXT_LIMIT, Value, field_words},
};

/// One part of an answer, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name within the answer: empty where the answer has one part, or a record's field.
    pub key: String,
    /// What stands beside it; empty where the answer has one part.
    pub label: String,
    /// How it is entered.
    pub form: Form,
    /// Whether several of its choices may be taken; they are written a line each.
    pub many: bool,
    /// What to write, in a line.
    pub hint: String,
}

/// How a part is entered.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// One line.
    Line,
    /// A text of several lines.
    Text,
    /// One of a few values.
    Choice(Vec<Choice>),
}

impl Form {
    /// The most bytes that it takes.
    pub fn limit(&self) -> usize {
        match self {
            Self::Line | Self::Choice(_) => LINE_LIMIT,
            Self::Text => TEXT_LIMIT,
        }
    }
}

/// What is written in each part, in the order of the parts.
pub type Raw = Vec<(String, String)>;

/// Why what was written in a part is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct PartError {
    /// The part.
    pub key: String,
    /// What to write instead.
    pub what: String,
}

/// The parts that an item's answer is entered in.
pub fn parts(item: &Item) -> Vec<Part> {
    let one = |form, hint: &str| vec![part("", "", form, hint)];
    match item.kind {
        ItemKind::Line => one(Form::Line, "One line."),
        ItemKind::Text => one(Form::Text, "As long as it needs to be."),
        ItemKind::ThreeWay => vec![
            part("patients", "Patients", Form::Text, "For patients."),
            part("nhs", "NHS", Form::Text, "For the NHS."),
            part("industry", "Industry", Form::Text, "For the industry partner."),
        ],
        ItemKind::YesNo => {
            let unsure = item.unsure.then(|| choice("unsure", "Not sure"));
            let choices = [choice("yes", "Yes"), choice("no", "No")]
                .into_iter()
                .chain(unsure)
                .collect();
            one(Form::Choice(choices), "y yes, n no, u not sure.")
        }
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => {
            one(Form::Choice(item.choices.clone()), "One of these.")
        }
        ItemKind::Quarter => one(Form::Line, "A quarter of the calendar year, such as Q4 2026."),
        ItemKind::Month => one(Form::Line, "A month, such as November 2026."),
        ItemKind::Date => one(Form::Line, "A day, such as 21 Nov 2026."),
        ItemKind::Months => one(Form::Line, "Whole months, 1 to 240, such as 18."),
        ItemKind::Money => vec![
            part(
                "amount",
                "Amount",
                Form::Line,
                "Pounds and pence, such as £12,500 or 12500.50.",
            ),
            part(
                "vat",
                "VAT",
                Form::Choice(vec![
                    choice("included", "Included"),
                    choice("excluded", "Excluded"),
                    choice("none", "None"),
                ]),
                "What the sum says of VAT.",
            ),
        ],
        ItemKind::Decision => vec![
            part(
                "choice",
                "Decision",
                Form::Choice(item.choices.clone()),
                "One of these.",
            ),
            part(
                "details",
                "Details",
                Form::Text,
                "What goes with it; may stay empty.",
            ),
        ],
        ItemKind::Attestation => vec![
            part("name", "Name", Form::Line, "Who states it."),
            part("date", "Date", Form::Line, "A day, such as 21 Nov 2026."),
        ],
        ItemKind::Head => {
            let not_applicable = item
                .not_applicable
                .then(|| choice("not-applicable", "Not applicable"));
            let choices = [choice("yes", "Yes"), choice("no", "No")]
                .into_iter()
                .chain(not_applicable)
                .collect();
            vec![
                part(
                    "covered",
                    "Covered",
                    Form::Choice(choices),
                    "Whether the agreement covers it.",
                ),
                part("clause", "Clause", Form::Line, "The number of the clause."),
                part(
                    "notes",
                    "Notes",
                    Form::Text,
                    "What was agreed, or why it does not apply.",
                ),
            ]
        }
        ItemKind::Period => {
            let hint = match item.period_of {
                Some(PeriodOf::Months) => "A month, such as November 2026.",
                Some(PeriodOf::Quarters) | None => "A quarter, such as Q4 2026.",
            };
            vec![
                part("from", "From", Form::Line, hint),
                part("to", "To", Form::Line, hint),
            ]
        }
    }
}

/// Whether an item asks for a note and for evidence beside its answer; any other may have them.
pub fn is_noted(item: &Item) -> bool {
    match item.kind {
        ItemKind::YesNo | ItemKind::Practice | ItemKind::Outcome | ItemKind::Attestation => true,
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
        | ItemKind::Head
        | ItemKind::Period => item.severity.is_some(),
    }
}

/// The pieces of evidence in a text: the lines that say something.
pub fn pieces(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect()
}

/// What stands in the parts of an answer that has this value.
pub fn raw(item: &Item, value: Option<&Value>) -> Raw {
    let keys = parts(item).into_iter().map(|part| part.key);
    let text = |key: &str| -> String {
        let Some(value) = value else { return String::new() };
        match value {
            Value::Text(text) | Value::Chosen(text) => text.clone(),
            Value::ThreeWay(three) => three
                .parts()
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, text)| (*text).to_owned())
                .unwrap_or_default(),
            Value::Quarter(quarter) => quarter.short_words(),
            Value::Month(month) => month.words(),
            Value::Date(day) => crate::project::day_words(*day),
            Value::Months(months) => months.to_string(),
            Value::Money(money) if key == "vat" => money.vat.clone(),
            Value::Money(money) => money.pounds(),
            Value::Decision { choice, .. } if key == "choice" => choice.clone(),
            Value::Decision { details, .. } => details.clone(),
            Value::Attestation { name, .. } if key == "name" => name.clone(),
            Value::Attestation { date, .. } => date.map(crate::project::day_words).unwrap_or_default(),
            Value::Head { covered, .. } if key == "covered" => covered.clone(),
            Value::Head { clause, .. } if key == "clause" => clause.clone(),
            Value::Head { notes, .. } => notes.clone(),
            Value::Quarters(from, _) if key == "from" => from.short_words(),
            Value::Quarters(_, to) => to.short_words(),
            Value::MonthSpan(from, _) if key == "from" => from.words(),
            Value::MonthSpan(_, to) => to.words(),
        }
    };
    keys.map(|key| (text(&key), key))
        .map(|(text, key)| (key, text))
        .collect()
}

/// An answer whole, with the name of each part where it has several, and choices by their label.
pub fn words(item: &Item, value: &Value) -> String {
    let parts = parts(item);
    if parts.len() < 2 {
        return value.text(item);
    }
    let raw = raw(item, Some(value));
    let lines = parts
        .iter()
        .zip(raw)
        .filter(|(_, (_, text))| !text.trim().is_empty());
    let lines: Vec<String> = lines
        .map(|(part, (_, text))| format!("{}: {}", part.label, written(&part.form, &text)))
        .collect();
    lines.join("\n")
}

/// What is written in a part, with choices by their label.
pub fn written(form: &Form, text: &str) -> String {
    match form {
        Form::Choice(choices) => choices
            .iter()
            .find(|choice| choice.value == text)
            .map_or(text, |choice| &choice.label)
            .to_owned(),
        Form::Line | Form::Text => text.to_owned(),
    }
}

/// The JSON value that the parts of an answer make, blank where nothing is written; fails on the
/// first part that is not of its kind. `today` is what the word `today` means.
pub fn value(item: &Item, raw: &Raw, today: Date) -> Result<Json, PartError> {
    let text = |key: &str| {
        raw.iter()
            .find(|(name, _)| name == key)
            .map_or("", |(_, text)| text.as_str())
    };
    let wrong = |key: &str, what: String| PartError {
        key: key.to_owned(),
        what,
    };
    if raw.iter().all(|(_, text)| text.trim().is_empty()) {
        return Ok(json!(""));
    }
    let single = text("");
    match item.kind {
        ItemKind::Line => Ok(json!(single.trim_end_matches('\n'))),
        ItemKind::Text => Ok(json!(single)),
        ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => {
            let parts = parts(item);
            let choices = parts.first().map(|part| &part.form);
            match choices {
                Some(Form::Choice(choices)) => chosen(choices, single)
                    .map(|value| json!(value))
                    .map_err(|what| wrong("", what)),
                _ => Ok(json!(single)),
            }
        }
        ItemKind::Quarter => quarter_from(single)
            .map(|quarter| json!(quarter.to_string()))
            .map_err(|what| wrong("", what)),
        ItemKind::Month => month_from(single)
            .map(|month| json!(month.to_string()))
            .map_err(|what| wrong("", what)),
        ItemKind::Date => day_from(single, today)
            .map(|day| json!(day.to_string()))
            .map_err(|what| wrong("", what)),
        ItemKind::Months => months_from(single)
            .map(|months| json!(months))
            .map_err(|what| wrong("", what)),
        ItemKind::ThreeWay => {
            Ok(json!({"patients": text("patients"), "nhs": text("nhs"), "industry": text("industry")}))
        }
        ItemKind::Money => {
            let pence = money_from(text("amount")).map_err(|what| wrong("amount", what))?;
            match text("vat") {
                "" => Err(wrong("vat", "What the sum says of VAT is still open.".to_owned())),
                vat => Ok(json!({"pence": pence, "vat": vat})),
            }
        }
        ItemKind::Decision => match text("choice") {
            "" => Err(wrong("choice", "The decision itself is still open.".to_owned())),
            choice => Ok(json!({"choice": choice, "details": text("details")})),
        },
        ItemKind::Attestation => {
            let date = match text("date").trim() {
                "" => String::new(),
                date => day_from(date, today)
                    .map_err(|what| wrong("date", what))?
                    .to_string(),
            };
            Ok(json!({"name": text("name"), "date": date}))
        }
        ItemKind::Head => {
            Ok(json!({"covered": text("covered"), "clause": text("clause"), "notes": text("notes")}))
        }
        ItemKind::Period => {
            let end = |key: &str| -> Result<String, PartError> {
                match item.period_of {
                    Some(PeriodOf::Months) => month_from(text(key)).map(|month| month.to_string()),
                    Some(PeriodOf::Quarters) | None => {
                        quarter_from(text(key)).map(|quarter| quarter.to_string())
                    }
                }
                .map_err(|what| wrong(key, what))
            };
            let (from, to) = (end("from")?, end("to")?);
            if from > to {
                return Err(wrong("to", "The end is before the start.".to_owned()));
            }
            Ok(json!({"from": from, "to": to}))
        }
    }
}

/// The part in which a record's field is entered; parties are chosen from the project's.
pub fn field_part(edition: &Edition, project: &Project, field: &Field) -> Part {
    let form = match field.kind {
        FieldKind::Line | FieldKind::Date | FieldKind::Year | FieldKind::Pence => Form::Line,
        FieldKind::Reference | FieldKind::References => Form::Choice(edition.referable(field)),
        FieldKind::Text => Form::Text,
        FieldKind::Choice => Form::Choice(field.choices.clone()),
        FieldKind::Party | FieldKind::Company => {
            let parties = project.records_in(edition, ListRole::Parties).iter();
            let fitting =
                parties.filter(|party| field.kind == FieldKind::Party || party.text("kind") == "company");
            Form::Choice(
                fitting
                    .map(|party| choice(&party.id, name_or_id(party)))
                    .collect(),
            )
        }
    };
    Part {
        many: field.kind == FieldKind::References,
        ..part(&field.id, &field.label, form, &field.help)
    }
}

/// What stands in the part of a record's field.
pub fn field_raw(edition: &Edition, project: &Project, field: &Field, record: &Record) -> String {
    match field.kind {
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Choice
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Reference => record.text(&field.id).to_owned(),
        FieldKind::Date | FieldKind::Year | FieldKind::Pence => field_words(edition, project, field, record),
        FieldKind::References => record.references(&field.id).collect::<Vec<_>>().join("\n"),
    }
}

/// The JSON value of what is written in a record's field, blank where nothing is; fails on what is
/// not of its kind. `today` is what the word `today` means.
pub fn field_value(field: &Field, written: &str, today: Date) -> Result<Json, PartError> {
    let wrong = |what: String| PartError {
        key: field.id.clone(),
        what,
    };
    let trimmed = written.trim();
    if trimmed.is_empty() {
        return Ok(json!(""));
    }
    match field.kind {
        FieldKind::Line | FieldKind::Text | FieldKind::Party | FieldKind::Company | FieldKind::Reference => {
            Ok(json!(written))
        }
        FieldKind::Choice => chosen(&field.choices, trimmed)
            .map(|value| json!(value))
            .map_err(wrong),
        FieldKind::Date => day_from(trimmed, today)
            .map(|day| json!(day.to_string()))
            .map_err(wrong),
        FieldKind::Year => record_year(trimmed).map(|year| json!(year)).map_err(wrong),
        FieldKind::Pence => whole_pence(trimmed).map(|pence| json!(pence)).map_err(wrong),
        FieldKind::References => {
            let ids: Vec<&str> = written.lines().filter(|id| !id.trim().is_empty()).collect();
            Ok(json!(ids))
        }
    }
}

/// The day that somebody wrote, such as `21 Nov 2026` or `today`; fails with how to write one.
pub fn written_day(written: &str, today: Date) -> Result<Date, String> {
    day_from(written, today)
}

/// The value of a choice by its value, its label, or the only one that begins so; fails with what
/// there is to choose from.
pub fn chosen(choices: &[Choice], written: &str) -> Result<String, String> {
    let written = written.trim();
    let lower = written.to_lowercase();
    let exact = choices
        .iter()
        .find(|choice| choice.value == lower || choice.label.to_lowercase() == lower);
    let starting: Vec<&Choice> = choices
        .iter()
        .filter(|choice| choice.value.starts_with(&lower) || choice.label.to_lowercase().starts_with(&lower))
        .collect();
    match (exact, starting.as_slice()) {
        (Some(choice), _) => Ok(choice.value.clone()),
        (None, [only]) => Ok(only.value.clone()),
        _ => {
            let labels: Vec<&str> = choices.iter().map(|choice| choice.label.as_str()).collect();
            Err(format!("This takes one of: {}.", labels.join(", ")))
        }
    }
}

fn part(key: &str, label: &str, form: Form, hint: &str) -> Part {
    Part {
        key: key.to_owned(),
        label: label.to_owned(),
        form,
        many: false,
        hint: hint.to_owned(),
    }
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        help: None,
    }
}

fn name_or_id(party: &Record) -> &str {
    match party.text("name") {
        "" => &party.id,
        name => name,
    }
}
