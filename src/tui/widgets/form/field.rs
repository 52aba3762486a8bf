//! One field of a form: a text being written, a choice, or a choice from many.

use super::picker::{Picker, Takes};
use crate::{
    guidance::Choice,
    tui::{
        actions::Action,
        widgets::{
            choice_row::{ChoiceRow, ChoiceStep},
            text_input::{TextInput, TextKind},
        },
    },
};

/// With more values than these a choice is one from many: they are found by typing.
const FEW: usize = 9;
/// How a choice that was made is taken back.
const NONE_OF_THEM: &str = "Leave it open";

/// A field: its label, what it holds, and what is to be said of it.
#[derive(Debug, Clone)]
pub struct FormField {
    /// Its name, by which whoever shows the form knows it.
    pub key: String,
    /// What stands beside it.
    pub label: String,
    /// What it holds, in a line.
    pub hint: String,
    /// Whether something is missing while it is empty.
    pub wanted: bool,
    /// What is wrong with what is written, if anything.
    pub error: Option<String>,
    /// What may be taken instead of typing it.
    pub suggestions: Vec<String>,
    pub(super) control: Control,
    /// Whether the focus has left it once, so that an error is worth a word.
    pub(super) left: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Control {
    Text(Box<Text>),
    Choice(Choices),
    Pick(Box<Picker>),
}

#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) input: TextInput,
    /// What the project was last known to hold.
    known: String,
    /// What was typed when somebody was asked about it, to be put back if the answer is yes.
    waiting: Option<TextInput>,
}

#[derive(Debug, Clone)]
pub(super) struct Choices {
    options: Vec<Choice>,
    value: String,
    pub(super) row: ChoiceRow,
}

impl FormField {
    /// A line of text.
    pub fn line(key: &str, label: &str, text: &str) -> Self {
        Self::text_field(key, label, TextInput::line(text), text)
    }

    /// A text of several lines.
    pub fn long(key: &str, label: &str, text: &str) -> Self {
        Self::text_field(key, label, TextInput::long(text), text)
    }

    /// One of a few values; empty where none is chosen.
    pub fn choice(key: &str, label: &str, options: Vec<Choice>, value: &str) -> Self {
        Self::with(key, label, Control::of_one(options, value))
    }

    /// Any number of many values; `raw` has those that are chosen, a line each.
    pub fn several(key: &str, label: &str, options: Vec<Choice>, raw: &str) -> Self {
        let picker = Picker::new(options, Takes::Several, raw);
        Self::with(key, label, Control::Pick(Box::new(picker)))
    }

    fn text_field(key: &str, label: &str, input: TextInput, known: &str) -> Self {
        let text = Text {
            input,
            known: known.to_owned(),
            waiting: None,
        };
        Self::with(key, label, Control::Text(Box::new(text)))
    }

    fn with(key: &str, label: &str, control: Control) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            wanted: false,
            error: None,
            suggestions: Vec::new(),
            control,
            left: false,
        }
    }

    /// The same with what it holds, in a line.
    #[must_use]
    pub fn hinted(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    /// The same, missing while it is empty.
    #[must_use]
    pub fn wanted(mut self, wanted: bool) -> Self {
        self.wanted = wanted;
        self
    }

    /// The same with values that may be taken instead of typing them.
    #[must_use]
    pub fn suggesting(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// What is written, or the value that is chosen; of several a line each.
    pub fn text(&self) -> String {
        match &self.control {
            Control::Text(text) => text.input.text(),
            Control::Choice(choice) => choice.value.clone(),
            Control::Pick(picker) => picker.raw(),
        }
    }

    /// Whether letters are typed into it.
    pub fn is_text(&self) -> bool {
        matches!(self.control, Control::Text(_) | Control::Pick(_))
    }

    /// Whether it is chosen from many.
    pub fn is_picked(&self) -> bool {
        matches!(self.control, Control::Pick(_))
    }

    /// Whether it is a text of several lines.
    pub fn is_long(&self) -> bool {
        match &self.control {
            Control::Text(text) => text.input.kind() == TextKind::Long,
            Control::Choice(_) | Control::Pick(_) => false,
        }
    }

    /// How many values stand there to be chosen by number; none of a text.
    pub fn options(&self) -> usize {
        match &self.control {
            Control::Text(_) | Control::Pick(_) => 0,
            Control::Choice(choice) => choice.labels().len(),
        }
    }

    /// Gives it other values to choose from, such as after a party was renamed.
    pub fn offer(&mut self, options: Vec<Choice>) {
        match &mut self.control {
            Control::Text(_) => {}
            Control::Choice(choice) if choice.options == options => {}
            Control::Choice(choice) => {
                let value = std::mem::take(&mut choice.value);
                self.control = Control::of_one(options, &value);
            }
            Control::Pick(picker) => picker.offer(options),
        }
    }

    /// The suggestions that begin with what is written.
    pub(super) fn offered(&self) -> Vec<&str> {
        let Control::Text(text) = &self.control else {
            return Vec::new();
        };
        let written = text.input.text().to_lowercase();
        let fits = |value: &&String| {
            let value = value.to_lowercase();
            value.starts_with(&written) && value != written
        };
        self.suggestions.iter().filter(fits).map(String::as_str).collect()
    }

    /// Takes the first suggestion that begins with what is written, at its end.
    pub(super) fn take_suggestion(&mut self) -> bool {
        let Some(first) = self.offered().first().map(|&first| first.to_owned()) else {
            return false;
        };
        match &mut self.control {
            Control::Text(text) if text.input.is_at_end() => {
                text.input.set_text(&first);
                true
            }
            Control::Text(_) | Control::Choice(_) | Control::Pick(_) => false,
        }
    }

    pub(super) fn show(&mut self, raw: &str, counts: bool, focused: bool) {
        let wrong = self.error.is_some();
        let text = match &mut self.control {
            Control::Choice(choice) => {
                choice.choose(raw);
                return;
            }
            Control::Pick(picker) => {
                picker.choose(raw);
                return;
            }
            Control::Text(text) => text,
        };
        let changed = text.known != raw;
        raw.clone_into(&mut text.known);
        if text.input.text() == raw {
            text.waiting = None;
        } else if counts {
            if !focused {
                text.put(raw, focused);
            }
        } else if text.waiting.as_ref().is_some_and(|waiting| waiting.text() == raw) {
            // what was asked about has come about: its cursor comes with it
            if let Some(waiting) = text.waiting.take() {
                text.input = waiting;
            }
        } else if changed {
            text.put(raw, focused);
            self.error = None;
        } else if !wrong {
            // it was asked about, and not agreed to so far
            text.waiting = Some(text.input.clone());
            text.put(raw, focused);
        }
    }
}

impl Control {
    /// A choice of one, beside one another or from many.
    fn of_one(options: Vec<Choice>, value: &str) -> Self {
        if options.len() > FEW {
            Self::Pick(Box::new(Picker::new(options, Takes::One, value)))
        } else {
            Self::Choice(Choices::new(options, value))
        }
    }
}

impl Text {
    /// Puts another text there: under the cursor where it has the focus, else with it at the end.
    pub(super) fn put(&mut self, written: &str, focused: bool) {
        match (focused, self.input.kind()) {
            (true, _) => self.input.set_text(written),
            (false, TextKind::Line) => self.input = TextInput::line(written),
            (false, TextKind::Long) => self.input = TextInput::long(written),
        }
    }
}

impl Choices {
    fn new(options: Vec<Choice>, value: &str) -> Self {
        let mut choices = Self {
            options,
            value: value.to_owned(),
            row: ChoiceRow::new(Vec::<String>::new(), None),
        };
        choices.row = ChoiceRow::new(choices.labels(), choices.chosen());
        choices
    }

    pub(super) fn has(&self, value: &str) -> bool {
        self.options.iter().any(|option| option.value == value)
    }

    /// The labels, with one that takes a choice back where there is one to take back.
    pub(super) fn labels(&self) -> Vec<String> {
        let none = (!self.value.is_empty()).then(|| NONE_OF_THEM.to_owned());
        self.options
            .iter()
            .map(|option| option.label.clone())
            .chain(none)
            .collect()
    }

    fn chosen(&self) -> Option<usize> {
        self.options.iter().position(|option| option.value == self.value)
    }

    /// What is chosen, as people read it.
    pub(super) fn words(&self) -> &str {
        self.options
            .iter()
            .find(|option| option.value == self.value)
            .map_or(&self.value, |option| &option.label)
    }

    fn choose(&mut self, value: &str) {
        if self.value != value {
            value.clone_into(&mut self.value);
            self.row = ChoiceRow::new(self.labels(), self.chosen());
        }
    }

    pub(super) fn act(&mut self, action: Action) -> ChoiceStep {
        let by_letter = match action {
            Action::Yes => Some("yes"),
            Action::No => Some("no"),
            Action::NotSure => Some("unsure"),
            _ => None,
        };
        let step = match by_letter {
            Some(value) => match self.options.iter().position(|option| option.value == value) {
                Some(at) => ChoiceStep::Took(at),
                None => ChoiceStep::Ignored,
            },
            None => self.row.act(action),
        };
        if let ChoiceStep::Took(at) = step {
            let value = self.options.get(at).map(|option| option.value.clone());
            self.choose(&value.unwrap_or_default());
        }
        step
    }
}
