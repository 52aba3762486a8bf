//! One control of a question: a row of choices or a text, with what it is called.

use crate::{
    guidance::Choice,
    interview::{Form, Part},
    tui::{
        actions::Scope,
        text,
        theme::Look,
        widgets::{
            choice_row::ChoiceRow,
            text_input::{TextInput, TextKind},
        },
    },
};

/// What a control holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// A part of the answer, by its key.
    Part(String),
    /// The note beside it.
    Note,
    /// What supports it, a piece a line.
    Evidence,
}

/// How a control is worked.
#[derive(Debug, Clone)]
pub(super) enum Input {
    /// Typed.
    Text(Box<TextInput>),
    /// Chosen.
    Choice { row: ChoiceRow, choices: Vec<Choice> },
}

/// A control of a question.
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub(super) holds: Holds,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) input: Input,
    /// What the project held when this was last looked at.
    pub(super) known: String,
}

impl Control {
    /// The control of a part, with what the project holds there.
    pub(super) fn part(part: &Part, known: &str, look: Look) -> Self {
        let input = match &part.form {
            Form::Line => Input::Text(Box::new(TextInput::line(known))),
            Form::Text => Input::Text(Box::new(TextInput::long(known))),
            Form::Choice(choices) => {
                let labels = choices.iter().map(|choice| text::own(&choice.label, look));
                Input::Choice {
                    row: ChoiceRow::new(labels, place_of(choices, known)),
                    choices: choices.clone(),
                }
            }
        };
        Self {
            holds: Holds::Part(part.key.clone()),
            label: part.label.clone(),
            hint: part.hint.clone(),
            input,
            known: known.to_owned(),
        }
    }

    /// The control of the note or the evidence.
    pub(super) fn beside(holds: Holds, known: &str) -> Self {
        let (label, hint) = match holds {
            Holds::Evidence => (
                "Evidence",
                "What supports the answer: a text or a link, a piece a line.",
            ),
            Holds::Note | Holds::Part(_) => ("Note", "Whatever helps to understand the answer later."),
        };
        Self {
            holds,
            label: label.to_owned(),
            hint: hint.to_owned(),
            input: Input::Text(Box::new(TextInput::long(known))),
            known: known.to_owned(),
        }
    }

    /// What stands there now: the text, or the value chosen.
    pub(super) fn written(&self) -> String {
        match &self.input {
            Input::Text(input) => input.text(),
            Input::Choice { row, choices } => row
                .chosen()
                .and_then(|at| choices.get(at))
                .map(|choice| choice.value.clone())
                .unwrap_or_default(),
        }
    }

    /// Puts something else there.
    pub(super) fn write(&mut self, words: &str) {
        match &mut self.input {
            // into an empty one with the cursor behind it, else around the cursor
            Input::Text(input) if input.is_empty() => {
                **input = match input.kind() {
                    TextKind::Long => TextInput::long(words),
                    TextKind::Line => TextInput::line(words),
                };
            }
            Input::Text(input) => input.set_text(words),
            Input::Choice { row, choices } => row.choose(place_of(choices, words)),
        }
    }

    /// Whether it is part of the answer.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.holds, Holds::Part(_))
    }

    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&TextInput> {
        match &self.input {
            Input::Text(input) => Some(input),
            Input::Choice { .. } => None,
        }
    }

    /// Whether it is a text of several lines.
    pub(super) fn is_long(&self) -> bool {
        self.text().is_some_and(|input| input.kind() == TextKind::Long)
    }

    /// Where its keys hold; `yes_no` where *yes* and *no* are among its choices.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match &self.input {
            Input::Text(input) => match input.kind() {
                TextKind::Long => vec![Scope::LongText, Scope::Text],
                TextKind::Line => vec![Scope::Line, Scope::Text],
            },
            Input::Choice { .. } if self.takes("yes") => vec![Scope::YesNo, Scope::Choice],
            Input::Choice { .. } => vec![Scope::Choice],
        }
    }

    /// Whether a value is among its choices.
    pub(super) fn takes(&self, value: &str) -> bool {
        match &self.input {
            Input::Choice { choices, .. } => place_of(choices, value).is_some(),
            Input::Text(_) => false,
        }
    }
}

fn place_of(choices: &[Choice], value: &str) -> Option<usize> {
    choices.iter().position(|choice| choice.value == value)
}
