//! The values of answers, by kind: from JSON and back, the one way in.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::calendar::{Month, Quarter, day, day_words};
use crate::{
    characters::{first_unwelcome, quoted},
    guidance::{Field, FieldKind, Item, ItemKind, PeriodOf},
};

/// The most bytes that a text, a note or a piece of evidence takes.
pub const TEXT_LIMIT: usize = 50_000;
/// The most bytes that a line takes.
pub const LINE_LIMIT: usize = 500;
/// The most pence that a sum takes.
pub const PENCE_LIMIT: u64 = 10_000_000_000_000;
/// The longest project, in months.
pub const LENGTH_LIMIT: u16 = 240;

/// An answer's value, sound for its item's kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A line or a text.
    Text(String),
    /// Three texts.
    ThreeWay(ThreeWay),
    /// A value of a closed choice: yes-no, choice, practice, outcome.
    Chosen(String),
    /// A quarter.
    Quarter(Quarter),
    /// A month.
    Month(Month),
    /// A day.
    Date(Date),
    /// A length in months, 1 to 240.
    Months(u16),
    /// A sum.
    Money(Money),
    /// A decision with its details.
    Decision {
        /// `go-ahead`, `no-go` or `deferred`.
        choice: String,
        /// What goes with it; may be empty.
        details: String,
    },
    /// Who states it, and when.
    Attestation {
        /// The name; may be empty while it is being filled in.
        name: String,
        /// The day.
        date: Option<Date>,
    },
    /// How a head of the agreement is covered.
    Head {
        /// `yes`, `no`, `not-applicable`, or empty while it is open.
        covered: String,
        /// The clause's number.
        clause: String,
        /// What was agreed.
        notes: String,
    },
    /// From one quarter to another.
    Quarters(Quarter, Quarter),
    /// From one month to another.
    MonthSpan(Month, Month),
}

/// The same said for patients, for the NHS and for industry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreeWay {
    /// For patients.
    pub patients: String,
    /// For the NHS.
    pub nhs: String,
    /// For the industry partner.
    pub industry: String,
}

impl ThreeWay {
    /// The three parts with the names that files and people use.
    pub fn parts(&self) -> [(&'static str, &str); 3] {
        [
            ("patients", &self.patients),
            ("nhs", &self.nhs),
            ("industry", &self.industry),
        ]
    }
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// Whole pence, at most 10^13.
    pub pence: u64,
    /// `included`, `excluded` or `none`.
    pub vat: String,
}

/// Why a value is not one of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// It is of another kind.
    #[error("takes {wanted}, not {found}")]
    Kind {
        /// What would be taken, with an example.
        wanted: String,
        /// What was found, quoted.
        found: String,
    },
    /// It is longer than its kind allows.
    #[error("takes at most {limit} bytes, not {found}")]
    TooLong {
        /// The most bytes.
        limit: usize,
        /// How many there are.
        found: usize,
    },
    /// It holds a character that could act on a terminal.
    #[error("holds the control character {0}, which no text may hold")]
    Character(String),
    /// A line holds a line break.
    #[error("takes one line, and this one breaks")]
    LineBreak,
    /// It has a member that its kind does not have.
    #[error("has no member {0}")]
    Member(String),
}

/// A text of at most `limit` bytes without control characters; fails on any other.
pub fn sound_text(text: &str, limit: usize) -> Result<(), ValueError> {
    if text.len() > limit {
        return Err(ValueError::TooLong {
            limit,
            found: text.len(),
        });
    }
    match first_unwelcome(text) {
        Some(c) => Err(ValueError::Character(c.escape_default().to_string())),
        None => Ok(()),
    }
}

fn sound_line(text: &str) -> Result<(), ValueError> {
    sound_text(text, LINE_LIMIT)?;
    if text.contains('\n') {
        Err(ValueError::LineBreak)
    } else {
        Ok(())
    }
}

impl Value {
    /// The value that a JSON value is for an item, `None` where it is blank; fails on one of
    /// another kind, too long, or with control characters.
    pub fn from_json(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        if is_blank(json) {
            return Ok(None);
        }
        let value = match item.kind {
            ItemKind::Line => {
                let text = string(json, "a line of text")?;
                sound_line(text)?;
                Self::Text(text.to_owned())
            }
            ItemKind::Text => {
                let text = string(json, "text")?;
                sound_text(text, TEXT_LIMIT)?;
                Self::Text(text.to_owned())
            }
            ItemKind::YesNo => {
                let allowed: &[&str] = if item.unsure {
                    &["yes", "no", "unsure"]
                } else {
                    &["yes", "no"]
                };
                Self::Chosen(one_of(json, allowed)?)
            }
            ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => {
                Self::Chosen(one_of(json, &allowed(item))?)
            }
            ItemKind::Quarter => Self::Quarter(quarter(json)?),
            ItemKind::Month => Self::Month(month(json)?),
            ItemKind::Date => Self::Date(date(json)?),
            ItemKind::Months => Self::Months(months(json)?),
            ItemKind::ThreeWay => {
                let members = object(json, &["patients", "nhs", "industry"], THREE_WAY)?;
                let part = |key| text_member(members, key, TEXT_LIMIT, THREE_WAY);
                Self::ThreeWay(ThreeWay {
                    patients: part("patients")?,
                    nhs: part("nhs")?,
                    industry: part("industry")?,
                })
            }
            ItemKind::Money => {
                let members = object(json, &["pence", "vat"], MONEY)?;
                let pence = members
                    .get("pence")
                    .and_then(Json::as_u64)
                    .filter(|pence| *pence <= PENCE_LIMIT);
                Self::Money(Money {
                    pence: pence.ok_or_else(|| wrong(MONEY, json))?,
                    vat: one_of(
                        members.get("vat").unwrap_or(&Json::Null),
                        &["included", "excluded", "none"],
                    )?,
                })
            }
            ItemKind::Decision => {
                let members = object(json, &["choice", "details"], DECISION)?;
                Self::Decision {
                    choice: one_of(members.get("choice").unwrap_or(&Json::Null), &allowed(item))?,
                    details: text_member(members, "details", TEXT_LIMIT, DECISION)?,
                }
            }
            ItemKind::Attestation => {
                let members = object(json, &["name", "date"], ATTESTATION)?;
                let name = text_member(members, "name", LINE_LIMIT, ATTESTATION)?;
                sound_line(&name)?;
                let date = members
                    .get("date")
                    .filter(|json| !is_blank(json))
                    .map(date)
                    .transpose()?;
                Self::Attestation { name, date }
            }
            ItemKind::Head => {
                let members = object(json, &["covered", "clause", "notes"], HEAD)?;
                let allowed: &[&str] = if item.not_applicable {
                    &["yes", "no", "not-applicable"]
                } else {
                    &["yes", "no"]
                };
                let covered = match members.get("covered") {
                    Some(json) if !is_blank(json) => one_of(json, allowed)?,
                    _ => String::new(),
                };
                let clause = text_member(members, "clause", LINE_LIMIT, HEAD)?;
                sound_line(&clause)?;
                Self::Head {
                    covered,
                    clause,
                    notes: text_member(members, "notes", TEXT_LIMIT, HEAD)?,
                }
            }
            ItemKind::Period => {
                let members = object(json, &["from", "to"], "a period with from and to")?;
                let end = |key: &str| members.get(key).unwrap_or(&Json::Null);
                let ordered = match item.period_of {
                    Some(PeriodOf::Months) => {
                        let (from, to) = (month(end("from"))?, month(end("to"))?);
                        (from <= to).then_some(Self::MonthSpan(from, to))
                    }
                    Some(PeriodOf::Quarters) | None => {
                        let (from, to) = (quarter(end("from"))?, quarter(end("to"))?);
                        (from <= to).then_some(Self::Quarters(from, to))
                    }
                };
                ordered.ok_or_else(|| wrong("a period whose end is not before its start", json))?
            }
        };
        Ok((!value.is_blank()).then_some(value))
    }

    /// The value as the file holds it.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) | Self::Chosen(text) => json!(text),
            Self::ThreeWay(parts) => {
                json!({"patients": parts.patients, "nhs": parts.nhs, "industry": parts.industry})
            }
            Self::Quarter(quarter) => json!(quarter.to_string()),
            Self::Month(month) => json!(month.to_string()),
            Self::Date(date) => json!(date.to_string()),
            Self::Months(months) => json!(months),
            Self::Money(money) => json!({"pence": money.pence, "vat": money.vat}),
            Self::Decision { choice, details } => json!({"choice": choice, "details": details}),
            Self::Attestation { name, date } => {
                json!({"name": name, "date": date.map(|date| date.to_string()).unwrap_or_default()})
            }
            Self::Head {
                covered,
                clause,
                notes,
            } => {
                json!({"covered": covered, "clause": clause, "notes": notes})
            }
            Self::Quarters(from, to) => json!({"from": from.to_string(), "to": to.to_string()}),
            Self::MonthSpan(from, to) => json!({"from": from.to_string(), "to": to.to_string()}),
        }
    }

    /// Whether the answer is whole: all three texts; a head covered, or not applicable with notes;
    /// an attestation with name and date; never *not sure*.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Text(text) => !text.trim().is_empty(),
            Self::ThreeWay(parts) => parts.parts().iter().all(|(_, text)| !text.trim().is_empty()),
            Self::Chosen(choice) => choice != "unsure",
            Self::Attestation { name, date } => !name.trim().is_empty() && date.is_some(),
            Self::Head { covered, notes, .. } => match covered.as_str() {
                "yes" => true,
                "not-applicable" => !notes.trim().is_empty(),
                _ => false,
            },
            Self::Quarter(_)
            | Self::Month(_)
            | Self::Date(_)
            | Self::Months(_)
            | Self::Money(_)
            | Self::Decision { .. }
            | Self::Quarters(..)
            | Self::MonthSpan(..) => true,
        }
    }

    /// The chosen value of a closed choice, or the choice of a decision.
    pub fn chosen(&self) -> Option<&str> {
        match self {
            Self::Chosen(choice) | Self::Decision { choice, .. } => Some(choice),
            _ => None,
        }
    }

    /// The day, where it is one.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The value as one plain text, for carrying and for reading aloud; choices as `item` labels them.
    pub fn text(&self, item: &Item) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Chosen(choice) => choice_words(item, choice).to_owned(),
            Self::ThreeWay(parts) => joined(parts.parts().map(|(_, text)| text)),
            Self::Quarter(quarter) => quarter.words(),
            Self::Month(month) => month.words(),
            Self::Date(date) => day_words(*date),
            Self::Months(1) => "1 month".to_owned(),
            Self::Months(months) => format!("{months} months"),
            Self::Money(money) => money.words(),
            Self::Decision { choice, details } => joined([item.choice_label(choice), details]),
            Self::Attestation { name, date } => match date {
                Some(date) => format!("{name}, {}", day_words(*date)),
                None => name.clone(),
            },
            Self::Head { notes, .. } => notes.clone(),
            Self::Quarters(from, to) => format!("{} to {}", from.words(), to.words()),
            Self::MonthSpan(from, to) => format!("{} to {}", from.words(), to.words()),
        }
    }

    fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::ThreeWay(parts) => parts.parts().iter().all(|(_, text)| text.trim().is_empty()),
            Self::Attestation { name, date } => name.trim().is_empty() && date.is_none(),
            Self::Head {
                covered,
                clause,
                notes,
            } => covered.is_empty() && clause.trim().is_empty() && notes.trim().is_empty(),
            _ => false,
        }
    }
}

impl Money {
    /// The sum in pounds and what it says of VAT, such as `£12,500.00, VAT included`.
    pub fn words(&self) -> String {
        let vat = match self.vat.as_str() {
            "included" => "VAT included",
            "excluded" => "VAT excluded",
            _ => "no VAT",
        };
        format!("{}, {vat}", self.pounds())
    }

    /// The sum in pounds alone, such as `£12,500.00`.
    pub fn pounds(&self) -> String {
        let pounds = (self.pence / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in pounds.chars().enumerate() {
            if at > 0 && (pounds.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("£{grouped}.{:02}", self.pence % 100)
    }
}

/// How people read the value of a closed choice.
pub fn choice_words<'a>(item: &'a Item, value: &'a str) -> &'a str {
    if item.choices.is_empty() {
        match value {
            "yes" => "yes",
            "no" => "no",
            "unsure" => "not sure",
            other => other,
        }
    } else {
        item.choice_label(value)
    }
}

/// Texts with a blank line between, without the empty ones.
pub(crate) fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<_> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
    texts.join("\n\n")
}

/// A record's field as JSON, checked against its kind, `None` where it is blank; fails on one of
/// another kind. Whether a party is there is the caller's to see.
pub fn field_from_json(field: &Field, json: &Json) -> Result<Option<Json>, ValueError> {
    if is_blank(json) {
        return Ok(None);
    }
    match field.kind {
        FieldKind::Line => sound_line(string(json, "a line of text")?)?,
        FieldKind::Text => sound_text(string(json, "text")?, TEXT_LIMIT)?,
        FieldKind::Choice => {
            let allowed: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            one_of(json, &allowed)?;
        }
        FieldKind::Date => {
            date(json)?;
        }
        FieldKind::Party | FieldKind::Company => sound_line(string(json, "the id of a party")?)?,
        FieldKind::Year => {
            json.as_u64()
                .filter(|year| (1900..=2999).contains(year))
                .ok_or_else(|| wrong("a year from 1900 to 2999", json))?;
        }
        FieldKind::Pence => {
            json.as_u64()
                .filter(|pence| *pence <= PENCE_LIMIT)
                .ok_or_else(|| wrong("whole pence, 0 to 10000000000000", json))?;
        }
        FieldKind::References => {
            let wanted = "a list of ids of items or lists";
            let ids = json.as_array().ok_or_else(|| wrong(wanted, json))?;
            for id in ids {
                sound_line(string(id, wanted)?)?;
            }
        }
    }
    Ok(Some(json.clone()))
}

const THREE_WAY: &str = r#"{"patients":"…","nhs":"…","industry":"…"}"#;
const MONEY: &str = r#"{"pence":1250000,"vat":"included|excluded|none"}, at most 10000000000000 pence"#;
const DECISION: &str = r#"{"choice":"go-ahead|no-go|deferred","details":"…"}"#;
const ATTESTATION: &str = r#"{"name":"…","date":"2026-11-21"}"#;
const HEAD: &str = r#"{"covered":"yes|no","clause":"…","notes":"…"}"#;

/// Whether a JSON value says nothing: null, blank text, an empty list or object.
pub fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty() && first_unwelcome(text).is_none(),
        Json::Array(values) => values.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn allowed(item: &Item) -> Vec<&str> {
    item.choices.iter().map(|choice| choice.value.as_str()).collect()
}

fn wrong(wanted: &str, found: &Json) -> ValueError {
    let found = match found {
        Json::String(text) => quoted(text),
        Json::Null => "nothing".to_owned(),
        other => crate::characters::escaped(&other.to_string()),
    };
    ValueError::Kind {
        wanted: wanted.to_owned(),
        found,
    }
}

fn string<'a>(json: &'a Json, wanted: &str) -> Result<&'a str, ValueError> {
    json.as_str().ok_or_else(|| wrong(wanted, json))
}

fn one_of(json: &Json, allowed: &[&str]) -> Result<String, ValueError> {
    match json.as_str() {
        Some(text) if allowed.contains(&text) => Ok(text.to_owned()),
        _ => {
            let wanted = match allowed {
                [] => "nothing".to_owned(),
                [only] => (*only).to_owned(),
                [first @ .., last] => format!("{} or {last}", first.join(", ")),
            };
            Err(wrong(&wanted, json))
        }
    }
}

fn quarter(json: &Json) -> Result<Quarter, ValueError> {
    let wanted = "a quarter such as 2026-Q4";
    string(json, wanted)?.parse().map_err(|_| wrong(wanted, json))
}

fn month(json: &Json) -> Result<Month, ValueError> {
    let wanted = "a month such as 2026-11";
    string(json, wanted)?.parse().map_err(|_| wrong(wanted, json))
}

fn date(json: &Json) -> Result<Date, ValueError> {
    let wanted = "a day such as 2026-11-21";
    day(string(json, wanted)?).ok_or_else(|| wrong(wanted, json))
}

fn months(json: &Json) -> Result<u16, ValueError> {
    json.as_u64()
        .and_then(|months| u16::try_from(months).ok())
        .filter(|months| (1..=LENGTH_LIMIT).contains(months))
        .ok_or_else(|| wrong("a number of months from 1 to 240", json))
}

fn object<'a>(json: &'a Json, keys: &[&str], wanted: &str) -> Result<&'a Map<String, Json>, ValueError> {
    let members = json.as_object().ok_or_else(|| wrong(wanted, json))?;
    match members.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(ValueError::Member(quoted(key))),
        None => Ok(members),
    }
}

fn text_member(
    members: &Map<String, Json>,
    key: &str,
    limit: usize,
    wanted: &str,
) -> Result<String, ValueError> {
    match members.get(key) {
        None | Some(Json::Null) => Ok(String::new()),
        Some(json) => {
            let text = string(json, wanted)?;
            sound_text(text, limit)?;
            Ok(text.to_owned())
        }
    }
}
