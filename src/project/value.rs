//! The values of answers, by kind: from JSON and back, the one way in.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::calendar::{Month, Quarter, day, day_words};
use crate::{
    characters::{first_unwelcome, quoted},
    guidance::{Item, ItemKind, PeriodOf},
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

/// A text of at most [`LINE_LIMIT`] bytes in one line, without control characters; fails on any
/// other.
pub(super) fn sound_line(text: &str) -> Result<(), ValueError> {
    sound_text(text, LINE_LIMIT)?;
    one_line(text)
}

pub(super) fn one_line(text: &str) -> Result<(), ValueError> {
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
        let value = Self::shaped(item, json)?;
        if let Some(value) = &value {
            value.sound(item)?;
        }
        Ok(value.filter(|value| !value.is_blank()))
    }

    /// The value that a file holds for an item: as [`Self::from_json`], but length and control
    /// characters are left as they are.
    pub fn from_file(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        Ok(Self::shaped(item, json)?.filter(|value| !value.is_blank()))
    }

    /// The members that a value of the kind has; none where it is no object.
    pub(super) fn members(kind: ItemKind) -> &'static [&'static str] {
        match kind {
            ItemKind::ThreeWay => &["patients", "nhs", "industry"],
            ItemKind::Money => &["pence", "vat"],
            ItemKind::Decision => &["choice", "details"],
            ItemKind::Attestation => &["name", "date"],
            ItemKind::Head => &["covered", "clause", "notes"],
            ItemKind::Period => &["from", "to"],
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::YesNo
            | ItemKind::Choice
            | ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Practice
            | ItemKind::Outcome => &[],
        }
    }

    fn shaped(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        if is_emptying(json) || *json == json!([]) {
            return Ok(None);
        }
        let members = |wanted| object(json, Self::members(item.kind), wanted);
        let value = match item.kind {
            ItemKind::Line => {
                let text = string(json, "a line of text")?;
                one_line(text)?;
                Self::Text(text.to_owned())
            }
            ItemKind::Text => Self::Text(string(json, "text")?.to_owned()),
            ItemKind::YesNo if item.unsure => Self::Chosen(one_of(json, &["yes", "no", "unsure"])?),
            ItemKind::YesNo => Self::Chosen(one_of(json, &["yes", "no"])?),
            ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => {
                Self::Chosen(one_of(json, &allowed(item))?)
            }
            ItemKind::Quarter => Self::Quarter(quarter(json)?),
            ItemKind::Month => Self::Month(month(json)?),
            ItemKind::Date => Self::Date(date(json)?),
            ItemKind::Months => Self::Months(months(json)?),
            ItemKind::ThreeWay => {
                let members = members(THREE_WAY)?;
                let part = |key| text_member(members, key, THREE_WAY);
                Self::ThreeWay(ThreeWay {
                    patients: part("patients")?,
                    nhs: part("nhs")?,
                    industry: part("industry")?,
                })
            }
            ItemKind::Money => {
                let members = members(MONEY)?;
                let pence = members
                    .get("pence")
                    .and_then(Json::as_u64)
                    .filter(|pence| *pence <= PENCE_LIMIT);
                Self::Money(Money {
                    pence: pence.ok_or_else(|| wrong(MONEY, json))?,
                    vat: one_of(member(members, "vat"), &["included", "excluded", "none"])?,
                })
            }
            ItemKind::Decision => {
                let members = members(DECISION)?;
                Self::Decision {
                    choice: one_of(member(members, "choice"), &allowed(item))?,
                    details: text_member(members, "details", DECISION)?,
                }
            }
            ItemKind::Attestation => {
                let members = members(ATTESTATION)?;
                let day = member(members, "date");
                Self::Attestation {
                    name: line_member(members, "name", ATTESTATION)?,
                    date: if is_emptying(day) { None } else { Some(date(day)?) },
                }
            }
            ItemKind::Head => {
                let members = members(HEAD)?;
                let covered = member(members, "covered");
                let allowed: &[&str] = if item.not_applicable {
                    &["yes", "no", "not-applicable"]
                } else {
                    &["yes", "no"]
                };
                Self::Head {
                    covered: if is_emptying(covered) {
                        String::new()
                    } else {
                        one_of(covered, allowed)?
                    },
                    clause: line_member(members, "clause", HEAD)?,
                    notes: text_member(members, "notes", HEAD)?,
                }
            }
            ItemKind::Period => {
                let members = members("a period with from and to")?;
                let (from, to) = (member(members, "from"), member(members, "to"));
                let ordered = match item.period_of {
                    Some(PeriodOf::Months) => {
                        let (from, to) = (month(from)?, month(to)?);
                        (from <= to).then_some(Self::MonthSpan(from, to))
                    }
                    Some(PeriodOf::Quarters) | None => {
                        let (from, to) = (quarter(from)?, quarter(to)?);
                        (from <= to).then_some(Self::Quarters(from, to))
                    }
                };
                ordered.ok_or_else(|| wrong("a period whose end is not before its start", json))?
            }
        };
        Ok(Some(value))
    }

    /// Whether its texts are short enough and hold no control characters.
    fn sound(&self, item: &Item) -> Result<(), ValueError> {
        match self {
            Self::Text(text) if item.kind == ItemKind::Line => sound_text(text, LINE_LIMIT),
            Self::Text(text) | Self::Decision { details: text, .. } => sound_text(text, TEXT_LIMIT),
            Self::ThreeWay(parts) => parts
                .parts()
                .iter()
                .try_for_each(|(_, text)| sound_text(text, TEXT_LIMIT)),
            Self::Attestation { name, .. } => sound_text(name, LINE_LIMIT),
            Self::Head { clause, notes, .. } => {
                sound_text(clause, LINE_LIMIT)?;
                sound_text(notes, TEXT_LIMIT)
            }
            Self::Chosen(_)
            | Self::Quarter(_)
            | Self::Month(_)
            | Self::Date(_)
            | Self::Months(_)
            | Self::Money(_)
            | Self::Quarters(..)
            | Self::MonthSpan(..) => Ok(()),
        }
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
            Self::Text(text) => says_nothing(text),
            Self::ThreeWay(parts) => parts.parts().iter().all(|(_, text)| says_nothing(text)),
            Self::Attestation { name, date } => says_nothing(name) && date.is_none(),
            Self::Head {
                covered,
                clause,
                notes,
            } => covered.is_empty() && says_nothing(clause) && says_nothing(notes),
            Self::Chosen(_)
            | Self::Quarter(_)
            | Self::Month(_)
            | Self::Date(_)
            | Self::Months(_)
            | Self::Money(_)
            | Self::Decision { .. }
            | Self::Quarters(..)
            | Self::MonthSpan(..) => false,
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

const THREE_WAY: &str = r#"{"patients":"…","nhs":"…","industry":"…"}"#;
const MONEY: &str = r#"{"pence":1250000,"vat":"included|excluded|none"}, at most 10000000000000 pence"#;
const DECISION: &str = r#"{"choice":"go-ahead|no-go|deferred","details":"…"}"#;
const ATTESTATION: &str = r#"{"name":"…","date":"2026-11-21"}"#;
const HEAD: &str = r#"{"covered":"yes|no","clause":"…","notes":"…"}"#;

/// Whether a JSON value says nothing: null, blank text, an empty list or object.
pub fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => says_nothing(text),
        Json::Array(values) => values.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Whether a JSON value empties whatever it is given to: null or blank text.
pub(super) fn is_emptying(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => says_nothing(text),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => false,
    }
}

/// Whether a text is blank; one that hides a control character is not.
fn says_nothing(text: &str) -> bool {
    text.trim().is_empty() && first_unwelcome(text).is_none()
}

fn allowed(item: &Item) -> Vec<&str> {
    item.choices.iter().map(|choice| choice.value.as_str()).collect()
}

pub(super) fn wrong(wanted: &str, found: &Json) -> ValueError {
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

pub(super) fn string<'a>(json: &'a Json, wanted: &str) -> Result<&'a str, ValueError> {
    json.as_str().ok_or_else(|| wrong(wanted, json))
}

pub(super) fn one_of(json: &Json, allowed: &[&str]) -> Result<String, ValueError> {
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

pub(super) fn date(json: &Json) -> Result<Date, ValueError> {
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

fn member<'a>(members: &'a Map<String, Json>, key: &str) -> &'a Json {
    members.get(key).unwrap_or(&Json::Null)
}

fn text_member(members: &Map<String, Json>, key: &str, wanted: &str) -> Result<String, ValueError> {
    match member(members, key) {
        Json::Null => Ok(String::new()),
        json => string(json, wanted).map(str::to_owned),
    }
}

fn line_member(members: &Map<String, Json>, key: &str, wanted: &str) -> Result<String, ValueError> {
    let line = text_member(members, key, wanted)?;
    one_line(&line)?;
    Ok(line)
}
