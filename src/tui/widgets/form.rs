//! A form: fields one below the other, a row each; the one with the focus grows.
//!
//! It knows texts and choices, not what they mean: whoever shows it reads what was written, says
//! what is wrong with it, and hands in what the project holds. Nothing wrong ever traps anyone,
//! and nothing that was typed goes while the form is open.

mod drawing;
mod field;
mod picker;

pub use field::FormField;

use crossterm::event::KeyEvent;

use super::{
    choice_row::ChoiceStep,
    prose::Passage,
    text_input::{Edit, TextKind},
};
use crate::tui::{
    actions::{Action, Scope},
    screen::Entering,
    theme::Look,
};
use field::Control;

/// Fields, one of which has the focus.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<FormField>,
    focus: usize,
    /// Whether the focus has gone on behind the last field, or before the first.
    away: bool,
}

/// What a key or an action did in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormStep {
    /// Nothing: it is none of the form's.
    Ignored,
    /// Something may look different, and nothing was written or chosen.
    Stay,
    /// The text of the focused field is another one.
    Typed {
        /// Whether a word has just ended, or something was pasted.
        at_word_end: bool,
    },
    /// The focused field has another choice.
    Chose,
    /// The focus went to another field.
    Moved,
    /// Enter in the last field.
    Done,
    /// The focus wants to go behind the last field.
    PastEnd,
    /// The focus wants to go before the first field.
    BeforeStart,
    /// What was typed or pasted was not taken, for this reason.
    Refused(String),
}

impl Form {
    /// A form of these fields, the first of which has the focus.
    pub fn new(fields: Vec<FormField>) -> Self {
        Self {
            fields,
            focus: 0,
            away: false,
        }
    }

    /// Its fields.
    pub fn fields(&self) -> &[FormField] {
        &self.fields
    }

    /// The field with the focus.
    pub fn focused(&self) -> Option<&FormField> {
        self.fields.get(self.focus)
    }

    /// A field by its key.
    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// A field by its key, to be changed.
    pub fn field_mut(&mut self, key: &str) -> Option<&mut FormField> {
        self.fields.iter_mut().find(|field| field.key == key)
    }

    /// What is written or chosen in a field.
    pub fn text(&self, key: &str) -> String {
        self.field(key).map(FormField::text).unwrap_or_default()
    }

    /// Gives the focus to a field.
    pub fn focus(&mut self, key: &str) {
        if let Some(at) = self.fields.iter().position(|field| field.key == key) {
            self.focus = at;
            self.away = false;
        }
    }

    /// The focus enters from before the first field or from behind the last one.
    pub fn enter(&mut self, from: Entering) {
        self.away = false;
        self.focus = match from {
            Entering::First => 0,
            Entering::Last => self.fields.len().saturating_sub(1),
        };
    }

    /// Whether a text has the focus.
    pub fn in_text(&self) -> bool {
        self.focused().is_some_and(FormField::is_text)
    }

    /// Where the keys of the focused field hold, the most particular first.
    pub fn scopes(&self) -> Vec<Scope> {
        match self.focused().map(|field| &field.control) {
            Some(Control::Text(text)) if text.input.kind() == TextKind::Long => {
                vec![Scope::LongText, Scope::Text]
            }
            Some(Control::Text(_)) => vec![Scope::Line, Scope::Text],
            Some(Control::Choice(choice)) if choice.has("yes") && choice.has("no") => {
                vec![Scope::YesNo, Scope::Choice]
            }
            Some(Control::Choice(_)) => vec![Scope::Choice],
            Some(Control::Pick(_)) => vec![Scope::Pick, Scope::Line, Scope::Text],
            None => Vec::new(),
        }
    }

    /// What a key does in a text.
    pub fn typed(&mut self, key: KeyEvent) -> FormStep {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return FormStep::Ignored;
        };
        if key.code == crossterm::event::KeyCode::Right && field.take_suggestion() {
            return FormStep::Typed { at_word_end: true };
        }
        match &mut field.control {
            Control::Text(text) => edited(text.input.key(key)),
            Control::Choice(_) => FormStep::Ignored,
            // a blank takes what is under the cursor
            Control::Pick(_) if key.code == crossterm::event::KeyCode::Char(' ') => FormStep::Ignored,
            Control::Pick(picker) => sought(picker.edit(|filter| filter.key(key))),
        }
    }

    /// What a paste does in a text.
    pub fn paste(&mut self, pasted: &str) -> FormStep {
        match self.fields.get_mut(self.focus).map(|field| &mut field.control) {
            Some(Control::Text(text)) => edited(text.input.paste(pasted)),
            Some(Control::Pick(picker)) => sought(picker.edit(|filter| filter.paste(pasted))),
            Some(Control::Choice(_)) | None => FormStep::Ignored,
        }
    }

    /// Puts the text there that came back from the user's own editor.
    pub fn edited(&mut self, written: &str) -> FormStep {
        match self.fields.get_mut(self.focus).map(|field| &mut field.control) {
            Some(Control::Text(text)) => {
                let written = crate::characters::stripped(written);
                text.input.set_text(written.trim_end_matches('\n'));
                FormStep::Typed { at_word_end: true }
            }
            Some(Control::Choice(_) | Control::Pick(_)) | None => FormStep::Ignored,
        }
    }

    /// What an action does here.
    pub fn act(&mut self, action: Action) -> FormStep {
        match action {
            Action::NextControl => return self.on(FormStep::PastEnd),
            Action::PreviousControl => return self.back(),
            _ => {}
        }
        let Some(field) = self.fields.get_mut(self.focus) else {
            return FormStep::Ignored;
        };
        match &mut field.control {
            Control::Choice(choice) => match choice.act(action) {
                ChoiceStep::Moved => FormStep::Stay,
                ChoiceStep::Took(_) => FormStep::Chose,
                ChoiceStep::GoOn => self.on(FormStep::Done),
                ChoiceStep::Ignored => FormStep::Ignored,
            },
            Control::Pick(picker) => match picker.act(action) {
                Ok(ChoiceStep::Moved) => FormStep::Stay,
                Ok(ChoiceStep::Took(_)) => FormStep::Chose,
                Ok(ChoiceStep::GoOn) => self.on(FormStep::Done),
                Ok(ChoiceStep::Ignored) => FormStep::Ignored,
                Err(edit) => sought(edit),
            },
            Control::Text(text) => match action {
                Action::Accept => self.on(FormStep::Done),
                Action::Up if text.input.kind() == TextKind::Line => match self.back() {
                    FormStep::BeforeStart => {
                        self.away = false;
                        FormStep::Stay
                    }
                    step => step,
                },
                Action::Down if text.input.kind() == TextKind::Line => self.on(FormStep::Stay),
                action => edited(text.input.act(action)),
            },
        }
    }

    /// To the next field, or what is to happen behind the last one.
    fn on(&mut self, behind: FormStep) -> FormStep {
        self.leave();
        if self.focus + 1 < self.fields.len() {
            self.focus += 1;
            FormStep::Moved
        } else {
            self.away = behind != FormStep::Stay;
            behind
        }
    }

    fn back(&mut self) -> FormStep {
        self.leave();
        if self.focus > 0 {
            self.focus -= 1;
            FormStep::Moved
        } else {
            self.away = true;
            FormStep::BeforeStart
        }
    }

    /// From now on what is wrong with the focused field is said.
    pub fn leave(&mut self) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.left = true;
            if let Control::Pick(picker) = &mut field.control {
                picker.leave();
            }
        }
    }

    /// Takes in what the project holds of a field. `counts` says that what is written there means
    /// the same, or is just becoming a change: it stays as it is while the field has the focus.
    pub fn show(&mut self, key: &str, raw: &str, counts: bool) {
        let focused = !self.away && self.focused().is_some_and(|field| field.key == key);
        if let Some(field) = self.field_mut(key) {
            field.show(raw, counts, focused);
        }
    }

    /// The first field whose text is no answer, and why.
    pub fn fault(&self) -> Option<(&FormField, &str)> {
        self.fields
            .iter()
            .find_map(|field| field.error.as_deref().map(|error| (field, error)))
    }

    /// What is written in fields and is no answer, by the fields' keys.
    pub fn faults(&self) -> Vec<(String, String)> {
        let wrong = self.fields.iter().filter(|field| field.error.is_some());
        wrong.map(|field| (field.key.clone(), field.text())).collect()
    }

    /// Writes in a field what was written there before, and left without being an answer.
    pub fn write_again(&mut self, key: &str, written: &str) {
        if let Some(field) = self.field_mut(key) {
            field.left = true;
            if let Control::Text(text) = &mut field.control {
                text.put(written, false);
            }
        }
    }

    /// What is to be said below the form: what is wrong, or what the focused field holds.
    pub fn advice(&self, look: Look) -> Vec<Passage> {
        let mut passages = Vec::new();
        let focused = self.focused();
        let wrong = focused.filter(|field| field.left && field.error.is_some());
        let other = || {
            self.fields
                .iter()
                .enumerate()
                .find(|(at, field)| *at != self.focus && field.error.is_some())
                .map(|(_, field)| field)
        };
        if let Some(error) = wrong.and_then(|field| field.error.as_deref()) {
            passages.push(Passage::new(error, look.alert()));
        } else if let Some((field, error)) = other().and_then(|field| Some((field, field.error.as_deref()?)))
        {
            passages.push(Passage::new(format!("{}: {error}", field.label), look.alert()));
        }
        if let Some(field) = focused {
            if !field.hint.is_empty() {
                passages.push(Passage::new(field.hint.as_str(), look.quiet()));
            }
            let offered = field.offered();
            if !offered.is_empty() {
                passages.push(Passage::new(
                    format!("Suggested: {}. Right takes the first.", offered.join(", ")),
                    look.quiet(),
                ));
            }
        }
        passages
    }
}

fn edited(edit: Edit) -> FormStep {
    match edit {
        Edit::Changed => FormStep::Typed { at_word_end: false },
        Edit::ChangedAtWordEnd => FormStep::Typed { at_word_end: true },
        Edit::Moved => FormStep::Stay,
        Edit::Refused(why) => FormStep::Refused(why),
        Edit::Ignored => FormStep::Ignored,
    }
}

/// What typing did that looks for something, and writes nothing.
fn sought(edit: Edit) -> FormStep {
    match edited(edit) {
        FormStep::Typed { .. } => FormStep::Stay,
        step => step,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
