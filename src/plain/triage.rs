//! The quick triage, line by line: the checklist alone, the verdict, and an offer to keep it.

use std::{io, path::PathBuf};

use super::{
    command::{Command, Verb},
    entering::Entered,
    stops,
    talk::{Halt, Said},
    walk::{Go, Walk, ended},
    words,
};
use crate::{
    guidance::Verdict,
    interview::{Form, Part, Place},
    project::{Answer, Change, Value},
};

/// What came of a triage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the answers make of the project.
    pub verdict: Verdict,
    /// The project that was made of them, where one was.
    pub made: Option<Made>,
}

/// A project that a triage became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
}

/// Whether the questions are over.
enum After {
    /// Not yet.
    Questions,
    /// They are, with or without a project.
    Over(Option<Made>),
}

impl Walk<'_> {
    /// The whole triage, until somebody leaves or the input ends.
    pub(super) fn triage(mut self) -> io::Result<Outcome> {
        let result = self.questions();
        let made = match result {
            Ok(made) => made,
            Err(halt) => {
                ended(self.stopped(halt))?;
                None
            }
        };
        Ok(Outcome {
            verdict: self.session.assessment().eligibility.verdict,
            made,
        })
    }

    fn questions(&mut self) -> Result<Option<Made>, Halt> {
        let count = stops::stops(&self.session, self.extent).len().saturating_sub(1);
        self.talk.say(&format!(
            "Quick triage: {count} questions, under two minutes. Answer y, n or u for not sure; an empty line goes on. :why says why one is asked, :help lists the commands."
        ))?;
        loop {
            if self.at != Place::Verdict {
                let go = self.stop()?;
                self.go(go)?;
                continue;
            }
            self.talk.pause()?;
            self.tell_verdict()?;
            let edition = self.edition();
            self.talk.say(&edition.credit)?;
            self.talk.pause()?;
            match self.offer()? {
                After::Questions => {}
                After::Over(made) => return Ok(made),
            }
        }
    }

    /// Offers to make a project of the answers.
    fn offer(&mut self) -> Result<After, Halt> {
        self.talk.say(
            "Make a project of it? These answers go along. y makes one; n leaves and keeps nothing; :back returns to the questions.",
        )?;
        loop {
            match self.talk.ask()? {
                Said::Words(words) => match words.trim().to_lowercase().as_str() {
                    "y" | "yes" => {
                        if let Some(made) = self.make_project()? {
                            return Ok(After::Over(Some(made)));
                        }
                    }
                    "n" | "no" => {
                        self.talk.say("Nothing is kept: no project was made.")?;
                        return Ok(After::Over(None));
                    }
                    _ => {}
                },
                Said::Nothing => {}
                Said::Command(command) => match self.offered_command(&command)? {
                    Go::Again => {}
                    go => {
                        self.go(go)?;
                        return Ok(After::Questions);
                    }
                },
            }
            self.talk.say("y makes a project; n leaves and keeps nothing.")?;
        }
    }

    fn offered_command(&mut self, command: &Command) -> Result<Go, Halt> {
        match command.verb {
            // There is nothing further to go on to.
            Verb::Next => Ok(Go::Again),
            _ => self.command(command),
        }
    }

    /// Asks for a title and makes the project; `None` where it was not made.
    fn make_project(&mut self) -> Result<Option<Made>, Halt> {
        self.talk
            .say("What is it called? One line, which may change later.")?;
        let title = loop {
            match self.part(&title_part())? {
                Entered::Text(title) => break title,
                Entered::Kept => self.talk.say("A project needs a title; :back leaves it.")?,
                Entered::Command(command) => match command.verb {
                    Verb::Quit => return Err(Halt::Quit),
                    _ => return Ok(None),
                },
            }
        };
        match self.library.create(&title, &self.answers()) {
            Ok(session) => {
                let id = session.project().id.clone();
                let path = session
                    .path()
                    .map(std::path::Path::to_path_buf)
                    .unwrap_or_default();
                self.talk.say(&format!("Made: {id}."))?;
                Ok(Some(Made { id, path }))
            }
            Err(error) => {
                let why = self.library.told(&error);
                self.talk.say(&format!("Not made: {why}."))?;
                Ok(None)
            }
        }
    }

    /// The answers given, as changes for the project that is made of them.
    fn answers(&self) -> Vec<Change> {
        let project = self.session.project();
        let given = |answer: &Answer| {
            answer.value.is_some() || !answer.note.is_empty() || !answer.evidence.is_empty()
        };
        self.session
            .edition()
            .checklist()
            .filter_map(|item| {
                Some((
                    item,
                    project.answer(item.id.as_str()).filter(|answer| given(answer))?,
                ))
            })
            .map(|(item, answer)| Change::Answer {
                item: item.id.to_string(),
                value: answer.value.as_ref().map(Value::to_json),
                note: (!answer.note.is_empty()).then(|| answer.note.clone()),
                evidence: (!answer.evidence.is_empty()).then(|| answer.evidence.clone()),
            })
            .collect()
    }

    /// Says how it ends where it was left before its end.
    fn stopped(&mut self, halt: Halt) -> Result<(), Halt> {
        match halt {
            Halt::Broken(error) => return Err(Halt::Broken(error)),
            Halt::End => self.talk.pause()?,
            Halt::Quit => {}
        }
        let verdict = words::verdict(self.session.assessment().eligibility.verdict);
        self.talk.say(&format!("Verdict so far: {verdict}."))?;
        self.talk.say("Nothing is kept: no project was made.")
    }
}

fn title_part() -> Part {
    Part {
        key: String::new(),
        label: "Title".to_owned(),
        form: Form::Line,
        many: false,
        hint: String::new(),
    }
}
