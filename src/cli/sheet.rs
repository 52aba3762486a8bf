//! An answer sheet: the checklist's answers by the guidance's numbers, as `triage` reads them.

use serde_json::{Value as Json, json};

use super::error::Failure;
use crate::{
    characters::{escaped, quoted},
    guidance::{Edition, Item},
    json,
    project::Change,
};

/// The answers that a sheet gives, as changes; fails on the first thing that is none, naming it.
pub fn changes(edition: &Edition, bytes: &[u8]) -> Result<Vec<Change>, Failure> {
    let sheet = json::parse(bytes).map_err(|error| Failure::failed(error.to_string()))?;
    let Json::Object(answers) = sheet else {
        return Err(
            Failure::failed("the answers are no JSON object").hint(r#"such as {"1A":"yes","2":"no"}"#)
        );
    };
    answers
        .iter()
        .map(|(key, value)| {
            let item = question(edition, key)?;
            Ok(Change::value(item.id.as_str(), json!(answer(key, value)?)))
        })
        .collect()
}

fn question<'e>(edition: &'e Edition, key: &str) -> Result<&'e Item, Failure> {
    let asked = |item: &&Item| item.number.as_deref() == Some(key);
    edition.checklist().find(asked).ok_or_else(|| {
        let nearest = edition
            .checklist()
            .filter_map(|item| item.number.as_deref().map(|number| (item, number)))
            .find(|(item, number)| {
                let key = key.trim();
                number.eq_ignore_ascii_case(key)
                    || item.id.as_str().eq_ignore_ascii_case(key)
                    || key
                        .trim_start_matches(|c: char| !c.is_ascii_digit())
                        .eq_ignore_ascii_case(number)
                    || key.trim_start_matches('0') == *number
            })
            .map(|(_, number)| number);
        let failure = Failure::failed(format!("there is no question {}", quoted(key)));
        match nearest {
            Some(number) => failure.hint(format!(
                "did you mean {}? keys are the guidance's numbers",
                quoted(number)
            )),
            None => failure.hint(format!("keys are the guidance's numbers: {}", numbers(edition))),
        }
    })
}

fn answer<'v>(key: &str, value: &'v Json) -> Result<&'v str, Failure> {
    const ANSWERS: [&str; 3] = ["yes", "no", "unsure"];
    if let Some(answer) = value.as_str().filter(|answer| ANSWERS.contains(answer)) {
        return Ok(answer);
    }
    let found = match value {
        Json::String(text) => quoted(text),
        Json::Null => "null".to_owned(),
        other => escaped(&other.to_string()),
    };
    let failure = Failure::failed(format!("question {key} takes yes, no or unsure, not {found}"));
    let meant = value.as_str().map(|text| text.trim().to_lowercase());
    Err(match meant.as_deref() {
        Some("yes" | "y" | "true") => failure.hint(r#"did you mean "yes"?"#),
        Some("no" | "n" | "false") => failure.hint(r#"did you mean "no"?"#),
        Some("unsure" | "u" | "not sure" | "unknown") => failure.hint(r#"did you mean "unsure"?"#),
        Some("") => failure.hint("leave an unanswered question out"),
        _ if value.is_null() => failure.hint("leave an unanswered question out"),
        _ => failure,
    })
}

/// The numbers of all questions, such as `1A, 1B, 2 … 15`.
fn numbers(edition: &Edition) -> String {
    let numbers: Vec<&str> = edition
        .checklist()
        .filter_map(|item| item.number.as_deref())
        .collect();
    numbers.join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::guidance::editions;

    fn failure(bytes: &[u8]) -> String {
        changes(editions().first().unwrap(), bytes)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn answers_are_taken_by_the_guidances_numbers() {
        let made = changes(editions().first().unwrap(), br#"{"1A":"yes","15":"unsure"}"#).unwrap();
        assert_eq!(
            made,
            [
                Change::value("checklist.1A", json!("yes")),
                Change::value("checklist.15", json!("unsure"))
            ]
        );
    }

    #[test]
    fn whatever_else_is_named_with_what_may_have_been_meant() {
        for (sheet, line) in [
            (
                &br#"{"1a":"yes"}"#[..],
                "there is no question \"1a\"\nhint: did you mean \"1A\"?",
            ),
            (
                br#"{"Q4":"yes"}"#,
                "there is no question \"Q4\"\nhint: did you mean \"4\"?",
            ),
            (br#"{"checklist.4":"yes"}"#, "hint: did you mean \"4\"?"),
            (
                br#"{"16":"yes"}"#,
                "there is no question \"16\"\nhint: keys are the guidance's numbers: 1A, 1B, 2, 3",
            ),
            (br#"{"\u001b[31m":"yes"}"#, r#"there is no question "\u{1b}[31m""#),
            (
                br#"{"4":"Yes"}"#,
                "question 4 takes yes, no or unsure, not \"Yes\"\nhint: did you mean \"yes\"?",
            ),
            (br#"{"4":true}"#, "question 4 takes yes, no or unsure, not true"),
            (
                br#"{"4":null}"#,
                "not null\nhint: leave an unanswered question out",
            ),
            (br#"{"4":["\u009b"]}"#, r#"not ["\u{9b}"]"#),
            (
                br#"{"4":"yes","4":"no"}"#,
                "the key \"4\" is given twice at line 1",
            ),
            (
                br#"["1A"]"#,
                "the answers are no JSON object\nhint: such as {\"1A\":\"yes\"",
            ),
            (b"{\"4\":\"y\xff\"}", "this is not UTF-8 at line 1, column 8"),
            (b"yes", "this is not JSON"),
            (b"", "the file is empty"),
        ] {
            let said = failure(sheet);
            assert!(said.contains(line), "{said}");
            assert!(said.lines().count() <= 2, "{said}");
        }
    }

    #[test]
    fn two_hundred_thousand_brackets_are_an_error_like_any_other() {
        assert!(failure("[".repeat(200_000).as_bytes()).contains("nested more than"));
        assert!(failure("{\"4\":".repeat(200_000).as_bytes()).contains("nested more than"));
    }
}
