//! Entering one part of an answer: a line, a text, a choice, or several of them.

use super::{
    choosing::{self, Found, MANY},
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
        self.part_over(part, "")
    }

    /// The same, where this stands in it: of several choices each that is named is taken, or given
    /// back where it was taken.
    pub(super) fn part_over(&mut self, part: &Part, stands: &str) -> Result<Entered, Halt> {
        let mut told: Vec<Choice> = match &part.form {
            Form::Choice(choices) if choices.len() <= MANY => choices.clone(),
            _ => Vec::new(),
        };
        loop {
            let words = match self.talk.ask()? {
                Said::Nothing => return Ok(Entered::Kept),
                Said::Command(command) => return Ok(Entered::Command(command)),
                Said::Words(words) => words,
            };
            match &part.form {
                Form::Choice(choices) if part.many => {
                    if let Some(text) = self.several(choices, &mut told, stands, &words)? {
                        return Ok(Entered::Text(text));
                    }
                }
                Form::Choice(choices) if choices.len() > MANY => {
                    if let Some(choice) = self.one_of_many(choices, &mut told, &words)? {
                        return Ok(Entered::Text(choice.value));
                    }
                }
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

    /// The one of many that is meant; where several may be, they are told with numbers.
    fn one_of_many(
        &mut self,
        choices: &[Choice],
        told: &mut Vec<Choice>,
        written: &str,
    ) -> Result<Option<Choice>, Halt> {
        let last: Vec<Choice> = std::mem::take(told);
        let last: Vec<&Choice> = last.iter().collect();
        match choosing::found(choices, &last, written) {
            Found::One(choice) => Ok(Some(choice.clone())),
            Found::Some(some) => {
                *told = some.into_iter().cloned().collect();
                self.talk.say("Which of these? A number takes one.")?;
                for (at, choice) in told.iter().enumerate() {
                    self.talk.point(&format!("{} {}", at + 1, choice.label))?;
                }
                Ok(None)
            }
            Found::Nothing => {
                self.talk
                    .say(&format!("Nothing here is called \"{}\".", written.trim()))?;
                Ok(None)
            }
        }
    }

    /// What stands there once those that are named, with commas between, are taken or given back.
    fn several(
        &mut self,
        choices: &[Choice],
        told: &mut Vec<Choice>,
        stands: &str,
        written: &str,
    ) -> Result<Option<String>, Halt> {
        let mut values: Vec<String> = stands.lines().map(str::to_owned).collect();
        let known = told.clone();
        for name in written.split([',', '\n']).filter(|name| !name.trim().is_empty()) {
            told.clone_from(&known);
            let Some(choice) = self.one_of_many(choices, told, name)? else {
                return Ok(None);
            };
            match values.iter().position(|value| *value == choice.value) {
                Some(at) => {
                    values.remove(at);
                }
                None => values.push(choice.value),
            }
        }
        let place = |value: &String| choices.iter().position(|choice| choice.value == *value);
        values.sort_by_key(place);
        Ok(Some(values.join("\n")))
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
            Form::Choice(choices) if choices.len() > MANY => self
                .talk
                .say("A part of its name, or its number in the checklist, finds it."),
            Form::Choice(choices) if part.many => {
                self.teach_choices(choices)?;
                self.talk
                    .say("A number or a name takes one, or gives it back; several have commas between.")
            }
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
