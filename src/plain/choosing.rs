//! One of a few values, as people name it: by number, letter, value or label.

use crate::guidance::Choice;

/// The value that somebody named, or what to write instead.
pub(super) fn chosen(choices: &[Choice], written: &str) -> Result<String, String> {
    let written = written.trim().to_lowercase();
    let is =
        |choice: &&Choice| choice.value.to_lowercase() == written || choice.label.to_lowercase() == written;
    let by_name = choices.iter().find(is);
    let by_letter = || {
        let value = match written.as_str() {
            "y" => "yes",
            "n" => "no",
            "u" => "unsure",
            _ => return None,
        };
        choices.iter().find(|choice| choice.value == value)
    };
    let by_number = || {
        let number: usize = written.parse().ok()?;
        choices.get(number.checked_sub(1)?)
    };
    let by_beginning = || {
        let mut fitting = choices.iter().filter(|choice| {
            choice.value.to_lowercase().starts_with(&written)
                || choice.label.to_lowercase().starts_with(&written)
        });
        fitting.next().filter(|_| fitting.next().is_none())
    };
    by_name
        .or_else(by_letter)
        .or_else(by_number)
        .or_else(by_beginning)
        .map(|choice| choice.value.clone())
        .ok_or_else(|| format!("This takes {}.", offered(choices)))
}

/// With more values than these they are not read out before somebody names a part of one.
pub(super) const MANY: usize = 30;

/// What came of a name for one of many values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<'c> {
    /// This one.
    One(&'c Choice),
    /// Any of these; a number picks one of them next.
    Some(Vec<&'c Choice>),
    /// None is called so.
    Nothing,
}

/// The values that somebody may mean: by a number of those told last, by value or label, by the
/// guidance's own number, or by a part of the label.
pub(super) fn found<'c>(choices: &'c [Choice], told: &[&'c Choice], written: &str) -> Found<'c> {
    let written = written.trim().to_lowercase();
    let by_number = written.parse::<usize>().ok();
    if let Some(&choice) = by_number.and_then(|number| told.get(number.checked_sub(1)?)) {
        return Found::One(choice);
    }
    let is = |choice: &&Choice| {
        let label = choice.label.to_lowercase();
        let numbered = label.split_once(' ').is_some_and(|(number, _)| number == written);
        choice.value.to_lowercase() == written || label == written || numbered
    };
    if let Some(choice) = choices.iter().find(is) {
        return Found::One(choice);
    }
    let holding: Vec<&Choice> = choices
        .iter()
        .filter(|choice| {
            let label = choice.label.to_lowercase();
            written.split_whitespace().all(|word| label.contains(word))
        })
        .collect();
    match holding.as_slice() {
        [] => Found::Nothing,
        [only] => Found::One(only),
        _ => Found::Some(holding),
    }
}

/// Whether these are the answers to a plain question.
pub(super) fn is_yes_no(choices: &[Choice]) -> bool {
    choices.first().is_some_and(|choice| choice.value == "yes")
        && choices.get(1).is_some_and(|choice| choice.value == "no")
        && choices.iter().all(|choice| choice.help.is_none())
        && choices.iter().skip(2).all(|choice| choice.value == "unsure")
}

/// The values in a line: `y yes, n no, u not sure`, or `1 to 3, a label, or its beginning`.
pub(super) fn offered(choices: &[Choice]) -> String {
    if is_yes_no(choices) {
        let words = choices.iter().map(|choice| {
            let letter: String = choice.value.chars().take(1).collect();
            format!("{letter} for {}", choice.label.to_lowercase())
        });
        return words.collect::<Vec<_>>().join(", ");
    }
    let numbered = choices
        .iter()
        .enumerate()
        .map(|(at, choice)| format!("{} {}", at + 1, choice.label));
    match choices {
        [] => "nothing yet: there is nothing to choose from".to_owned(),
        _ => format!("a number or a name: {}", numbered.collect::<Vec<_>>().join("; ")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn choice(value: &str, label: &str) -> Choice {
        Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            help: None,
        }
    }

    #[test]
    fn a_plain_question_takes_letters_and_words_in_any_case() {
        let choices = [
            choice("yes", "Yes"),
            choice("no", "No"),
            choice("unsure", "Not sure"),
        ];
        for (written, value) in [
            ("y", "yes"),
            ("YES", "yes"),
            ("ye", "yes"),
            ("n", "no"),
            (" No ", "no"),
            ("u", "unsure"),
            ("Not sure", "unsure"),
            ("not", "unsure"),
            ("unsure", "unsure"),
            ("3", "unsure"),
        ] {
            assert_eq!(chosen(&choices, written).unwrap(), value, "{written}");
        }
        for written in ["", "maybe", "0", "4", "yesterday", "-1"] {
            assert_eq!(
                chosen(&choices, written).unwrap_err(),
                "This takes y for yes, n for no, u for not sure.",
                "{written}"
            );
        }
    }

    #[test]
    fn a_choice_is_named_by_number_value_label_or_beginning() {
        let choices = [
            choice("go-ahead", "Go ahead"),
            choice("no-go", "Do not go ahead"),
            choice("deferred", "Defer"),
        ];
        for (written, value) in [
            ("1", "go-ahead"),
            ("no-go", "no-go"),
            ("defer", "deferred"),
            ("do", "no-go"),
            ("g", "go-ahead"),
        ] {
            assert_eq!(chosen(&choices, written).unwrap(), value, "{written}");
        }
        assert!(chosen(&choices, "d").is_err(), "d begins two of them");
        assert!(chosen(&[], "1").is_err());
    }

    #[test]
    fn one_of_many_is_found_by_a_part_of_its_name_and_then_by_its_number() {
        let choices = [
            choice("checklist.1A", "1A Patients first"),
            choice("checklist.12", "12 Skills and capacity"),
            choice("scoping.capacity", "Scoping: People's capacity"),
            choice("pid.exit", "PID: Exit strategy"),
        ];
        let [patients, skills, capacity, exit] = &choices;
        let cases: [(&str, &[&Choice], Found); 9] = [
            ("12", &[], Found::One(skills)),
            ("1a", &[], Found::One(patients)),
            ("PID.exit", &[], Found::One(exit)),
            ("exit", &[], Found::One(exit)),
            ("capacity", &[], Found::Some(vec![skills, capacity])),
            ("capacity people", &[], Found::One(capacity)),
            ("2", &[skills, capacity], Found::One(capacity)),
            ("12", &[skills, capacity], Found::One(skills)),
            ("swimming", &[], Found::Nothing),
        ];
        for (written, told, expected) in cases {
            assert_eq!(found(&choices, told, written), expected, "{written}");
        }
    }
}
