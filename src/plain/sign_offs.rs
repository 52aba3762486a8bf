//! Who has to approve, certify, sign or publish what: given, outstanding, lapsed.

use super::{
    command::{Command, Verb},
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Edition, Field, FieldKind, ListRole, SignRole, StepId},
    interview,
    project::{Change, day_words},
    rules::{ChangedThing, SignOffState, Standing},
};

impl Walk<'_> {
    pub(super) fn sign_offs(&mut self, step: &StepId) -> Result<Go, Halt> {
        let edition = self.edition();
        let states = self.states_of(&edition, step);
        self.talk.say("Sign-offs.")?;
        if states.is_empty() {
            self.talk.say(
                "Nobody has to sign anything off here yet: there is nobody, or nothing, to do it for.",
            )?;
        }
        let mut subject = None;
        for (at, state) in states.iter().enumerate() {
            if subject != Some(&state.subject) {
                subject = Some(&state.subject);
                let title = self.subject_title(&edition, &state.subject);
                self.talk.say(&format!("{title}:"))?;
                if let Some(mark) = self.session.assessment().mark_of(&state.subject) {
                    self.talk.say(&format!("{mark}."))?;
                }
            }
            self.tell_sign_off(&edition, at, state)?;
        }
        if !states.is_empty() {
            let lapsed = |state: &SignOffState| matches!(state.standing, Standing::Lapsed { .. });
            let restore = if states.iter().any(lapsed) {
                ", :restore N puts what changed under it back as it was signed"
            } else {
                ""
            };
            self.talk.say(&format!(
                ":sign N records one, :withdraw N ends one{restore}. An empty line goes on."
            ))?;
        }
        loop {
            let command = match self.talk.ask()? {
                Said::Nothing => return Ok(Go::On),
                Said::Command(command) => command,
                Said::Words(_) => {
                    self.talk
                        .say(":sign N records a sign-off, :withdraw N ends one; an empty line goes on.")?;
                    continue;
                }
            };
            match command.verb {
                Verb::Sign | Verb::Withdraw => match numbered(&states, &command) {
                    None => self.say_which(&command, &states)?,
                    Some(state) if command.verb == Verb::Sign => return self.sign(&edition, state),
                    Some(state) => return self.withdraw(&edition, state),
                },
                Verb::Why => self.tell_why_sign(&edition, step)?,
                Verb::Restore if !self.has_told_history() => match numbered(&states, &command) {
                    None => self.say_which(&command, &states)?,
                    Some(state) => return self.restore_signed(state),
                },
                _ => match self.command_or_told(&command)? {
                    None => self.talk.say("Sign-offs.")?,
                    Some(go) => return Ok(go),
                },
            }
        }
    }

    /// The sign-offs of what a step makes.
    fn states_of(&self, edition: &Edition, step: &StepId) -> Vec<SignOffState> {
        let of_step = |state: &&SignOffState| {
            edition
                .subject(kind(&state.subject))
                .is_some_and(|subject| subject.step == *step)
        };
        let all = self.session.assessment().sign_offs.iter();
        all.filter(of_step).cloned().collect()
    }

    fn subject_title(&self, edition: &Edition, subject: &str) -> String {
        let title = edition
            .subject(kind(subject))
            .map_or_else(|| subject.to_owned(), |subject| subject.title.clone());
        let record = subject.split_once('/').and_then(|(_, id)| {
            let list = edition.list(edition.list_role(ListRole::Amendments)?.as_str())?;
            let project = self.session.project();
            let record = project.record(list.id.as_str(), id)?;
            Some(words::record(edition, project, list, record))
        });
        record.map_or_else(|| title.clone(), |record| format!("{title}, {record}"))
    }

    fn tell_sign_off(&mut self, edition: &Edition, at: usize, state: &SignOffState) -> Result<(), Halt> {
        let project = self.session.project();
        let who = words::capital(project.signer_name(edition, &state.party));
        let given = project
            .standing(&state.subject, state.role, &state.party)
            .map(|sign_off| {
                let address = sign_off.address.as_ref().map(|address| format!(", at {address}"));
                format!(
                    "{} by {} on {}{}",
                    state.role.done(),
                    sign_off.name,
                    day_words(sign_off.date),
                    address.unwrap_or_default()
                )
            })
            .unwrap_or_default();
        let wanted = if state.required { "" } else { " (not required)" };
        let line = match &state.standing {
            Standing::Outstanding => format!("not {} yet", state.role.done()),
            Standing::Given { .. } if state.healed_by.is_some() => {
                format!("{given}; it stands by an agreed amendment")
            }
            Standing::Given { .. } => given,
            Standing::Lapsed { .. } => format!("LAPSED, {given}"),
        };
        self.talk.point(&format!("{} {who}{wanted}: {line}.", at + 1))?;
        match &state.standing {
            Standing::Lapsed { changed, .. } => {
                for thing in changed {
                    self.tell_changed(thing)?;
                }
                Ok(())
            }
            Standing::Outstanding | Standing::Given { .. } => Ok(()),
        }
    }

    fn tell_changed(&mut self, thing: &ChangedThing) -> Result<(), Halt> {
        let who = words::by_on(thing.by.as_deref(), thing.at);
        self.talk.quote(&format!("{} has changed{who}.", thing.label))?;
        match thing.was.as_deref().filter(|was| !was.trim().is_empty()) {
            Some(was) => self.talk.quote(&format!("It was: {was}")),
            None => Ok(()),
        }
    }

    fn say_which(&mut self, command: &Command, states: &[SignOffState]) -> Result<(), Halt> {
        let what = match command.verb {
            Verb::Sign => "sign",
            Verb::Restore => "restore",
            _ => "withdraw",
        };
        self.talk.say(&match states.len() {
            0 => "There is no sign-off here yet.".to_owned(),
            many => format!("Which one? :{what} takes a number from 1 to {many}."),
        })
    }

    fn sign(&mut self, edition: &Edition, state: &SignOffState) -> Result<Go, Halt> {
        let who = self
            .session
            .project()
            .signer_name(edition, &state.party)
            .to_owned();
        let title = self.subject_title(edition, &state.subject);
        self.talk
            .say(&format!("{title}, {} by {who}.", state.role.done()))?;
        let name = match self.line("Who, by name? An empty line leaves it.")? {
            Asked::Line(name) => name,
            Asked::Nothing => return self.left(),
            Asked::Go(go) => return Ok(go),
        };
        let today = self.session.acting().today();
        let date = loop {
            let question = format!(
                "On which day, such as 21 Nov 2026? An empty line is today, {}.",
                day_words(today)
            );
            match self.line(&question)? {
                Asked::Nothing => break today.to_string(),
                Asked::Go(go) => return Ok(go),
                Asked::Line(written) => match interview::field_value(&day_field(), &written, today) {
                    Ok(value) => {
                        let written = value.as_str().unwrap_or_default().to_owned();
                        // Days in this form stand in the order of the calendar.
                        if written > today.to_string() {
                            self.talk
                                .say("That day is still to come: a sign-off is recorded once it is given.")?;
                        } else {
                            break written;
                        }
                    }
                    Err(wrong) => self.talk.say(&wrong.what)?,
                },
            }
        };
        let address = match state.role {
            SignRole::Publish => match self.line("At which address?")? {
                Asked::Line(address) => Some(address),
                Asked::Nothing => return self.left(),
                Asked::Go(go) => return Ok(go),
            },
            SignRole::Approve | SignRole::Certify | SignRole::Sign => None,
        };
        let made = self.make(&[Change::Sign {
            subject: state.subject.clone(),
            role: state.role,
            party: state.party.clone(),
            name,
            date,
            address,
        }])?;
        if made.is_some() {
            self.talk.say("Recorded.")?;
        }
        Ok(Go::Again)
    }

    fn withdraw(&mut self, edition: &Edition, state: &SignOffState) -> Result<Go, Halt> {
        if state.standing == Standing::Outstanding {
            self.talk
                .say("There is nothing to withdraw: it has not been given.")?;
            return Ok(Go::Again);
        }
        let who = self
            .session
            .project()
            .signer_name(edition, &state.party)
            .to_owned();
        let question = format!(
            "Why is {who}'s sign-off withdrawn? A dot alone gives no reason; an empty line leaves it."
        );
        let reason = match self.line(&question)? {
            Asked::Line(reason) if reason == "." => String::new(),
            Asked::Line(reason) => reason,
            Asked::Nothing => return self.left(),
            Asked::Go(go) => return Ok(go),
        };
        let made = self.make(&[Change::Withdraw {
            subject: state.subject.clone(),
            role: state.role,
            party: state.party.clone(),
            reason,
        }])?;
        if made.is_some() {
            self.talk
                .say("Withdrawn. It stays in the record, with the reason.")?;
        }
        Ok(Go::Again)
    }

    fn left(&mut self) -> Result<Go, Halt> {
        self.talk.say("Left as it is.")?;
        Ok(Go::Again)
    }

    /// Asks for one line about something that is not a part of an answer.
    fn line(&mut self, question: &str) -> Result<Asked, Halt> {
        self.talk.say(question)?;
        match self.talk.ask()? {
            Said::Nothing => Ok(Asked::Nothing),
            Said::Words(words) => Ok(Asked::Line(words.replace('\n', " ").trim().to_owned())),
            Said::Command(command) => {
                let go = match command.verb {
                    Verb::Back => Go::Again,
                    _ => self.command(&command)?,
                };
                Ok(Asked::Go(go))
            }
        }
    }

    fn tell_why_sign(&mut self, edition: &Edition, step: &StepId) -> Result<(), Halt> {
        self.talk.say(
            "A sign-off holds for what was signed, as it was signed. Any later change to that shows it as LAPSED, until it is given again.",
        )?;
        match edition.step(step.as_str()) {
            Some(step) => self
                .talk
                .say(&format!("{}.", words::source(edition, &step.source))),
            None => Ok(()),
        }
    }
}

/// What came of a question for a line.
enum Asked {
    Line(String),
    Nothing,
    Go(Go),
}

fn kind(subject: &str) -> &str {
    subject.split('/').next().unwrap_or(subject)
}

fn numbered<'s>(states: &'s [SignOffState], command: &Command) -> Option<&'s SignOffState> {
    let number = if command.rest.is_empty() && states.len() == 1 {
        1
    } else {
        command.rest.parse::<usize>().ok()?
    };
    states.get(number.checked_sub(1)?)
}

/// A day, as the fields of records are read.
fn day_field() -> Field {
    Field {
        id: "date".to_owned(),
        label: "Date".to_owned(),
        field_name: None,
        kind: FieldKind::Date,
        required: true,
        unless: None,
        progress: false,
        help: String::new(),
        choices: Vec::new(),
        of: None,
    }
}
