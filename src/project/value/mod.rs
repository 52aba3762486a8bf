//! The values of answers and fields, by kind: from JSON and back, the one way in.

mod reading;
mod words;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::calendar::{Month, Quarter};
use crate::characters::first_unwelcome;

pub use reading::sound_text;
pub(super) use reading::{date, one_line, one_of, sound_line, string, wrong};
pub use words::choice_words;
pub(crate) use words::joined;

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

impl Value {
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
