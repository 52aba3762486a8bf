//! An answer as a document shows it, back as a value: the way back from `Value::text`.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::{
    guidance::{Item, ItemKind},
    interview::{self, Form, PartError, Raw},
};

/// What reads the parts of an answer that a document shows in one, of the kinds that it shows so.
fn in_one(kind: ItemKind) -> Option<fn(&str) -> Raw> {
    match kind {
        ItemKind::Money => Some(money),
        ItemKind::Period => Some(period),
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Decision
        | ItemKind::Practice
        | ItemKind::Attestation
        | ItemKind::Head
        | ItemKind::Outcome => None,
    }
}

/// The parts that an item's answer has in a document.
pub(super) fn keys(item: &Item) -> Vec<String> {
    match in_one(item.kind) {
        Some(_) => vec![String::new()],
        None => interview::parts(item).into_iter().map(|part| part.key).collect(),
    }
}

/// The value that the words in an answer's parts make; fails on the first part that makes none.
pub(super) fn value(item: &Item, written: &Raw, today: Date) -> Result<Json, PartError> {
    let whole = written.first().map_or("", |(_, text)| text.as_str());
    let raw = match in_one(item.kind) {
        Some(read) => read(whole),
        None => written.clone(),
    };
    let entered = interview::parts(item).into_iter().map(|part| {
        let text = raw.iter().find(|(key, _)| *key == part.key);
        let text = text.map_or("", |(_, text)| text.as_str());
        let text = match &part.form {
            Form::Choice(choices) if !text.trim().is_empty() => {
                interview::chosen(choices, text).map_err(|what| PartError {
                    key: part.key.clone(),
                    what,
                })?
            }
            Form::Line | Form::Choice(_) => text.trim().to_owned(),
            Form::Text => text.to_owned(),
        };
        Ok((part.key, text))
    });
    interview::value(item, &entered.collect::<Result<Raw, PartError>>()?, today)
}

/// `£12,500.00, VAT included` as its two parts.
fn money(written: &str) -> Raw {
    let at = written.find(char::is_alphabetic).unwrap_or(written.len());
    let (amount, vat) = written.split_at(at);
    let vat = vat.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| vat.contains(word));
    let vat = if says(&["no vat", "without vat"]) {
        "none"
    } else if says(&["excl", "plus"]) {
        "excluded"
    } else if says(&["incl"]) {
        "included"
    } else {
        vat.as_str()
    };
    vec![
        part("amount", amount.trim_end_matches([',', ';', ' ', '('])),
        part("vat", vat),
    ]
}

/// `Q4 2026 (Oct to Dec) to Q3 2027 (Jul to Sep)` as its two ends.
fn period(written: &str) -> Raw {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for c in written.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let (from, to) = bare.split_once(" to ").unwrap_or((&bare, ""));
    vec![part("from", from.trim()), part("to", to.trim())]
}

fn part(key: &str, text: &str) -> (String, String) {
    (key.to_owned(), text.to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{guidance::editions, project::Value};
    use serde_json::json;

    fn read(id: &str, written: &str) -> Result<Json, PartError> {
        let item = editions()[0].item(id).unwrap();
        let today = "2026-11-21".parse().unwrap();
        value(item, &vec![(String::new(), written.to_owned())], today)
    }

    #[test]
    fn words_are_read_as_documents_and_people_write_them() {
        for (item, written, value) in [
            ("concept.start", "Q4 2026 (Oct to Dec)", json!("2026-Q4")),
            ("concept.length", "18 months", json!(18)),
            (
                "pid.cost",
                "£12,500.00, VAT included",
                json!({"pence": 1_250_000, "vat": "included"}),
            ),
            (
                "pid.cost",
                "12500 (excl. VAT)",
                json!({"pence": 1_250_000, "vat": "excluded"}),
            ),
            ("pid.cost", "£5, no VAT", json!({"pence": 500, "vat": "none"})),
            ("checklist.4", "not sure", json!("unsure")),
            ("checklist.4", " Yes ", json!("yes")),
        ] {
            assert_eq!(read(item, written), Ok(value), "{written}");
        }
        for (item, written) in [
            ("concept.start", "soon"),
            ("pid.cost", "£12,500"),
            ("pid.cost", "a lot, VAT included"),
            ("checklist.4", "perhaps"),
        ] {
            assert!(read(item, written).is_err(), "{written}");
        }
    }

    #[test]
    fn every_period_of_the_edition_comes_back() {
        let periods = editions()[0].items().filter(|item| item.kind == ItemKind::Period);
        let mut count = 0;
        for item in periods {
            let ends = [["2026-Q4", "2027-Q3"], ["2026-11", "2027-02"]];
            let value = ends.iter().find_map(|[from, to]| {
                Value::from_json(item, &json!({"from": from, "to": to}))
                    .ok()
                    .flatten()
            });
            let value = value.unwrap();
            assert_eq!(read(item.id.as_str(), &value.text(item)), Ok(value.to_json()));
            assert!(read(item.id.as_str(), "Q4 2026").is_err());
            count += 1;
        }
        assert!(count > 0);
    }
}
