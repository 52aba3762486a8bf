//! Values in words: for reading aloud, for carrying on, for money.

use super::{Money, Value};
use crate::{guidance::Item, project::calendar::day_words};

impl Value {
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
}

impl Value {
    /// Everything that the value says, with the name of each part where it has several texts.
    pub fn whole(&self, item: &Item) -> String {
        let lines: Vec<String> = match self {
            Self::ThreeWay(parts) => {
                let named = ["Patients", "NHS", "Industry"].into_iter().zip(parts.parts());
                let said = named.filter(|(_, (_, text))| !text.trim().is_empty());
                said.map(|(name, (_, text))| format!("{name}: {text}")).collect()
            }
            Self::Head {
                covered,
                clause,
                notes,
            } => {
                let covered = match covered.as_str() {
                    "yes" => "covered",
                    "no" => "not covered",
                    "not-applicable" => "not applicable",
                    other => other,
                };
                let clause = (!clause.is_empty()).then(|| format!("clause {clause}"));
                let said = [covered, clause.as_deref().unwrap_or_default()];
                let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
                let lines = [said.join(", "), notes.clone()].into_iter();
                lines.filter(|line| !line.is_empty()).collect()
            }
            Self::Decision { choice, details } if !details.trim().is_empty() => {
                vec![format!("{}: {details}", item.choice_label(choice))]
            }
            Self::Text(_)
            | Self::Chosen(_)
            | Self::Quarter(_)
            | Self::Month(_)
            | Self::Date(_)
            | Self::Months(_)
            | Self::Money(_)
            | Self::Decision { .. }
            | Self::Attestation { .. }
            | Self::Quarters(..)
            | Self::MonthSpan(..) => vec![self.text(item)],
        };
        lines.join("\n")
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
