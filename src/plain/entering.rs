//! Entering one part of an answer: a line, a text or a choice.

use super::{
    choosing,
    command::Command,
    talk::{Halt, Said, thousands},
    walk::Walk,
};
use crate::{
    guidance::{Choice, Item, ItemKind},
    interview::{Form, Part},
    project::LINE_LIMIT,
};

/// What was entered in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entered {
    /// Nothing: it stays as it is.
    Kept,
    /// What is to stand in it.
    Text(String),
    /// A command instead.
    Command(Command),
}

impl Walk<'_> {
    /// Asks for one part; what cannot stand in it is taught and asked again.
    pub(super) fn part(&mut self, part: &Part) -> Result<Entered, Halt> {
        loop {
            let words = match self.talk.ask()? {
                Said::Nothing => return Ok(Entered::Kept),
                Said::Command(command) => return Ok(Entered::Command(command)),
                Said::Words(words) => words,
            };
            match &part.form {
                Form::Choice(choices) => match choosing::chosen(choices, &words) {
                    Ok(value) => return Ok(Entered::Text(value)),
                    Err(teach) => self.talk.say(&teach)?,
                },
                Form::Line => {
                    let line = words.replace('\n', " ").trim().to_owned();
                    if line.len() <= LINE_LIMIT {
                        return Ok(Entered::Text(line));
                    }
                    self.talk.say(&format!(
                        "That line has {} bytes, and this takes at most {LINE_LIMIT}. Nothing is changed.",
                        thousands(line.len())
                    ))?;
                }
                Form::Text if words.trim() == "." => {
                    self.talk.say("Kept as it is; :clear empties it.")?;
                    return Ok(Entered::Kept);
                }
                Form::Text => return Ok(Entered::Text(self.talk.text(&words)?)),
            }
        }
    }

    /// Says how an item's part is entered, in few words.
    pub(super) fn teach_item_part(&mut self, item: &Item, part: &Part) -> Result<(), Halt> {
        match &part.form {
            Form::Line if item.kind == ItemKind::Line => Ok(()),
            Form::Line => self.talk.say(&part.hint),
            Form::Text => self.teach_text(),
            Form::Choice(choices) => self.teach_choices(choices),
        }
    }

    /// Says how a record's field is entered, and what it holds.
    pub(super) fn teach_field_part(&mut self, part: &Part) -> Result<(), Halt> {
        self.talk.say(&part.hint)?;
        match &part.form {
            Form::Line => Ok(()),
            Form::Text => self.teach_text(),
            Form::Choice(choices) => self.teach_choices(choices),
        }
    }

    /// Says once how a text ends.
    fn teach_text(&mut self) -> Result<(), Halt> {
        if std::mem::replace(&mut self.taught.text, true) {
            return Ok(());
        }
        self.talk
            .say("A text of as many lines as it needs; a line with a single dot ends it.")
    }

    /// Says what there is to choose from; of a plain question only once.
    fn teach_choices(&mut self, choices: &[Choice]) -> Result<(), Halt> {
        if choices.is_empty() {
            return self.talk.say("There is nothing to choose from yet.");
        }
        if choosing::is_yes_no(choices) {
            if std::mem::replace(&mut self.taught.yes_no, true) {
                return Ok(());
            }
            return self.talk.say(&format!("Answer {}.", choosing::offered(choices)));
        }
        for (at, choice) in choices.iter().enumerate() {
            self.talk.point(&format!("{} {}", at + 1, choice.label))?;
        }
        Ok(())
    }
}
