//! What is said about an answer beside the answer itself: notes, evidence, skips, and why it is
//! asked.

use super::{
    command::{Command, Verb},
    entering::Entered,
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Item, Role},
    interview::{self, Form, Part},
    project::{Answer, Change, Value},
};

impl Walk<'_> {
    /// The commands that concern the item at hand; the others are the same everywhere.
    pub(super) fn item_command(&mut self, item: &Item, command: &Command) -> Result<Go, Halt> {
        let id = item.id.to_string();
        match command.verb {
            Verb::Why => self.tell_why(item).map(|()| Go::Again),
            Verb::Show => self.tell_whole(item).map(|()| Go::Again),
            Verb::Note => self.note(item, &command.rest).map(|()| Go::Again),
            Verb::Evidence => self.evidence(item, &command.rest).map(|()| Go::Again),
            Verb::Clear if command.rest.eq_ignore_ascii_case("note") => {
                self.make(&[Change::note(&id, "")])?;
                self.talk.say("The note is empty.").map(|()| Go::Again)
            }
            Verb::Clear => {
                if self.answer(item, Change::Clear { item: id })? {
                    self.talk.say("Empty now; :undo brings it back.")?;
                }
                Ok(Go::Again)
            }
            Verb::Remove => self.remove_evidence(item, &command.rest).map(|()| Go::Again),
            Verb::Skip if !item.skippable => {
                self.talk
                    .say("This cannot be skipped: only scoping questions can. :next leaves it for later.")?;
                Ok(Go::Again)
            }
            Verb::Skip => self.skip(item, &command.rest),
            Verb::Confirm => {
                let taken = self.answer(item, Change::Confirm { item: id })?;
                Ok(if taken { Go::On } else { Go::Again })
            }
            Verb::Back
            | Verb::Next
            | Verb::List
            | Verb::Goto
            | Verb::Add
            | Verb::Edit
            | Verb::Sign
            | Verb::Withdraw
            | Verb::Verdict
            | Verb::Status
            | Verb::History
            | Verb::Restore
            | Verb::Undo
            | Verb::Redo
            | Verb::Export
            | Verb::Save
            | Verb::Help
            | Verb::Quit => self.command(command),
        }
    }

    fn skip(&mut self, item: &Item, reason: &str) -> Result<Go, Halt> {
        let reason = if reason.is_empty() {
            self.talk
                .say("Why does it not apply? One line; an empty one leaves it.")?;
            match self.talk.ask()? {
                Said::Words(reason) => reason,
                Said::Nothing => return Ok(Go::Again),
                Said::Command(command) => return self.item_command(item, &command),
            }
        } else {
            reason.to_owned()
        };
        let skipped = self.answer(
            item,
            Change::Skip {
                item: item.id.to_string(),
                reason,
            },
        )?;
        Ok(if skipped { Go::On } else { Go::Again })
    }

    fn note(&mut self, item: &Item, text: &str) -> Result<(), Halt> {
        let note = if text.is_empty() {
            let present = self.answer_of(item).note;
            if !present.is_empty() {
                self.tell_text("Note", &present)?;
            }
            self.talk
                .say("The note? A line with a single dot ends it; an empty first line leaves it as it is.")?;
            match self.part(&text_part())? {
                Entered::Text(note) => note,
                Entered::Kept => return Ok(()),
                Entered::Command(command) => return self.item_command(item, &command).map(|_| ()),
            }
        } else {
            text.to_owned()
        };
        if self.make(&[Change::note(item.id.as_str(), &note)])?.is_some() {
            self.talk.say("Noted.")?;
        }
        Ok(())
    }

    fn evidence(&mut self, item: &Item, text: &str) -> Result<(), Halt> {
        let mut evidence = self.answer_of(item).evidence;
        self.tell_evidence(&evidence)?;
        let piece = if text.is_empty() {
            self.talk
                .say("What supports it, a text or a link? One line; an empty one adds nothing.")?;
            match self.talk.ask()? {
                Said::Words(piece) => piece,
                Said::Nothing => return Ok(()),
                Said::Command(command) => return self.item_command(item, &command).map(|_| ()),
            }
        } else {
            text.to_owned()
        };
        evidence.push(piece);
        let added = self.make(&[with_evidence(item, evidence)])?;
        match added {
            Some(_) => self.talk.say("Added."),
            None => Ok(()),
        }
    }

    fn remove_evidence(&mut self, item: &Item, number: &str) -> Result<(), Halt> {
        let mut evidence = self.answer_of(item).evidence;
        let at = number
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        match at.filter(|at| *at < evidence.len()) {
            None if evidence.is_empty() => self.talk.say("There is no evidence here to remove."),
            None => {
                self.talk.say("Which piece of evidence? Such as :remove 1.")?;
                self.tell_evidence(&evidence)
            }
            Some(at) => {
                evidence.remove(at);
                self.make(&[with_evidence(item, evidence)])?;
                self.talk.say("Taken out.")
            }
        }
    }

    fn tell_evidence(&mut self, evidence: &[String]) -> Result<(), Halt> {
        for (at, piece) in evidence.iter().enumerate() {
            self.talk.point(&format!("Evidence {}: {piece}", at + 1))?;
        }
        Ok(())
    }

    fn answer_of(&self, item: &Item) -> Answer {
        self.session
            .project()
            .answer(item.id.as_str())
            .cloned()
            .unwrap_or_default()
    }

    /// Why it is asked, what helps, what may be chosen and where it stands in the guidance.
    fn tell_why(&mut self, item: &Item) -> Result<(), Halt> {
        let edition = self.edition();
        self.talk.say(&format!("Why: {}", item.why))?;
        self.talk.say(&format!("What helps: {}", item.help))?;
        for choice in &item.choices {
            if let Some(help) = &choice.help {
                self.talk.point(&format!("{}: {help}", choice.label))?;
            }
        }
        if let Some(ours) = &item.ours {
            self.talk.say(&format!("Our reading: {ours}"))?;
        }
        let setting = self.setting();
        self.tell_suggestions(item.id.as_str(), setting.as_deref())?;
        let tips: Vec<_> = edition
            .tips
            .iter()
            .filter(|tip| tip.step == item.step)
            .filter(|tip| tip.setting.is_none() || tip.setting == setting)
            .collect();
        for tip in tips {
            self.talk.say(&format!(
                "Tip: {} ({})",
                tip.text,
                words::source(&edition, &tip.source)
            ))?;
        }
        self.talk
            .say(&format!("{}.", words::source(&edition, &item.source)))
    }

    /// The project's care setting.
    pub(super) fn setting(&self) -> Option<String> {
        let edition = self.session.edition();
        let value = self.session.project().in_role(edition, Role::Setting);
        value.and_then(Value::chosen).map(str::to_owned)
    }

    pub(super) fn tell_suggestions(&mut self, what: &str, setting: Option<&str>) -> Result<(), Halt> {
        let edition = self.edition();
        let values: Vec<&str> = edition.suggestions_for(what, setting).collect();
        if values.is_empty() {
            Ok(())
        } else {
            self.talk.say(&format!("Often: {}.", values.join(", ")))
        }
    }

    /// The whole answer, with who gave it and what stands beside it.
    fn tell_whole(&mut self, item: &Item) -> Result<(), Halt> {
        let answer = self.answer_of(item);
        match &answer.value {
            None => self.talk.say("No answer yet.")?,
            Some(value) => {
                let who = words::by_on(answer.by.as_deref(), answer.at);
                self.talk.say(&format!("Answer{who}:"))?;
                self.talk.quote(&interview::words(item, value))?;
            }
        }
        if !answer.note.is_empty() {
            self.talk.say("Note:")?;
            self.talk.quote(&answer.note)?;
        }
        self.tell_evidence(&answer.evidence)
    }
}

fn with_evidence(item: &Item, evidence: Vec<String>) -> Change {
    Change::Answer {
        item: item.id.to_string(),
        value: None,
        note: None,
        evidence: Some(evidence),
    }
}

/// A text by itself, such as a note.
pub(super) fn text_part() -> Part {
    Part {
        key: String::new(),
        label: String::new(),
        form: Form::Text,
        many: false,
        hint: String::new(),
    }
}
