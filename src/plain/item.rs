//! One question: what is asked, what stands there, and the answer, part by part.

use super::{
    command::{Command, Verb},
    entering::Entered,
    stops,
    talk::{Halt, Said, quoted},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Item, ItemId},
    interview::{self, Form, Part, Place, Raw},
    project::{Answer, Change, Value, covers},
    rules::{Carry, Standing},
};

/// The most lines of an answer that are read out unasked.
const READ_OUT: usize = 12;

impl Walk<'_> {
    pub(super) fn item(&mut self, id: &ItemId) -> Result<Go, Halt> {
        let edition = self.edition();
        let Some(item) = edition.item(id.as_str()) else {
            return Ok(Go::On);
        };
        self.ask_item(item)?;
        let state = self.session.assessment().item(id.as_str()).cloned();
        let answer = self
            .session
            .project()
            .answer(id.as_str())
            .cloned()
            .unwrap_or_default();
        let source_changed = state.is_some_and(|state| state.carry == Carry::SourceChanged);
        let settled = if !answer.versions.is_empty() {
            self.two_versions(item, &answer)?
        } else if source_changed {
            self.source_changed(item, &answer)?
        } else {
            None
        };
        match settled {
            Some(go) => Ok(go),
            None => self.answer_parts(item),
        }
    }

    /// Reads the question out: where it stands, what is asked, and what is there.
    fn ask_item(&mut self, item: &Item) -> Result<(), Halt> {
        let place = Place::Item(item.id.clone());
        let position = stops::position(&self.session, self.extent, &place);
        let severity = words::severity(item)
            .map(|word| format!(", {word}"))
            .unwrap_or_default();
        // The guidance's own number is said where it is another than the one just said.
        let name = match &item.number {
            Some(number) if position.is_none_or(|(at, _)| *number != at.to_string()) => {
                format!("number {number}, {}", item.label)
            }
            Some(_) | None => item.label.clone(),
        };
        let position = position
            .map(|(at, of)| format!(" {at} of {of}"))
            .unwrap_or_default();
        let group = item
            .group
            .as_ref()
            .map(|group| format!(" ({group})"))
            .unwrap_or_default();
        self.talk
            .say(&format!("Question{position}{severity}: {name}{group}."))?;
        self.talk.say(&item.prompt)?;
        if item.suggested
            && self
                .session
                .assessment()
                .item(item.id.as_str())
                .is_some_and(|state| !state.counts)
        {
            self.talk.say("Suggested; it does not count.")?;
        }
        self.tell_signed(item)?;
        self.tell_present(item)
    }

    /// Says whose sign-off an edit would make lapse.
    fn tell_signed(&mut self, item: &Item) -> Result<(), Halt> {
        let (edition, project) = (self.session.edition(), self.session.project());
        let given = self.session.assessment().sign_offs.iter().filter(|state| {
            matches!(state.standing, Standing::Given { .. })
                && covers(edition, project, &state.subject)
                    .is_some_and(|covers| covers.contains_key(item.id.as_str()))
        });
        let who: Vec<String> = given
            .map(|state| {
                let signer = project.signer_name(edition, &state.party);
                format!("{} by {signer}", state.role.done())
            })
            .collect();
        if who.is_empty() {
            return Ok(());
        }
        self.talk.say(&format!(
            "This is {}: an edit makes that lapse, after a question.",
            words::and(&who)
        ))
    }

    fn tell_present(&mut self, item: &Item) -> Result<(), Halt> {
        let answer = self
            .session
            .project()
            .answer(item.id.as_str())
            .cloned()
            .unwrap_or_default();
        let state = self.session.assessment().item(item.id.as_str()).cloned();
        let carry = state.map_or(Carry::None, |state| state.carry);
        if let Some(skipped) = &answer.skipped {
            let who = words::by_on(Some(&skipped.by), Some(skipped.at));
            self.talk
                .say(&format!("Skipped{who}: {}", words::snippet(&skipped.reason)))?;
        }
        match &answer.value {
            // Both are read out with the choice between them.
            _ if !answer.versions.is_empty() || carry == Carry::SourceChanged => {}
            // Of several parts each is read out where it is asked for.
            Some(_) if interview::parts(item).len() > 1 => {}
            Some(value) => {
                let from = if carry == Carry::Confirmed {
                    " (taken over)"
                } else {
                    ""
                };
                self.tell_text(&format!("Now{from}"), &words::answer(item, value))?;
            }
            None => self.talk.say("No answer yet.")?,
        }
        if !answer.note.is_empty() {
            self.tell_text("Note", &answer.note)?;
        }
        if !answer.evidence.is_empty() {
            let count = answer.evidence.len();
            let plural = if count == 1 { "piece" } else { "pieces" };
            self.talk
                .say(&format!("{count} {plural} of evidence; :show reads them."))?;
        }
        if carry == Carry::Offered {
            self.tell_offer(item)?;
        }
        Ok(())
    }

    fn tell_offer(&mut self, item: &Item) -> Result<(), Halt> {
        let edition = self.edition();
        let Some(offer) = crate::project::offer(&edition, self.session.project(), item) else {
            return Ok(());
        };
        let from: Vec<String> = offer
            .sources
            .iter()
            .filter(|source| !source.text.is_empty())
            .map(|source| words::label(&edition, &source.from))
            .collect();
        self.tell_text(
            &format!("Carried from {}", words::and(&from)),
            &words::answer(item, &offer.value),
        )?;
        self.talk
            .say(":confirm takes that over as it stands; or write another answer.")
    }

    /// Reads a text out behind its name: on one line where it is short, else quoted, and a long
    /// one not to its end.
    pub(super) fn tell_text(&mut self, name: &str, text: &str) -> Result<(), Halt> {
        let lines = quoted(text);
        match lines.as_slice() {
            [] => self.talk.say(&format!("{name}: nothing.")),
            [only] => self.talk.say(&format!("{name}: {only}")),
            _ => {
                self.talk.say(&format!("{name}:"))?;
                self.talk.quote_lines(lines.iter().take(READ_OUT))?;
                match lines.len().saturating_sub(READ_OUT) {
                    0 => Ok(()),
                    1 => self.talk.say("1 more line; :show reads it all."),
                    more => self
                        .talk
                        .say(&format!("{more} more lines; :show reads them all.")),
                }
            }
        }
    }

    /// Asks for an answer's parts one after the other; each is kept as soon as all that is there
    /// makes an answer.
    fn answer_parts(&mut self, item: &Item) -> Result<Go, Halt> {
        let parts = interview::parts(item);
        let mut raw = self.present_raw(item);
        // What was written and makes no answer yet without a later part.
        let mut waiting = false;
        let mut reminded = false;
        let mut at = 0;
        loop {
            let Some(part) = parts.get(at) else {
                let Some(missing) = self.missing(item, &raw).filter(|_| waiting) else {
                    return Ok(Go::On);
                };
                if reminded {
                    self.talk.say(&format!("Not kept: {}", missing.what))?;
                    return Ok(Go::On);
                }
                reminded = true;
                self.talk.say(&missing.what)?;
                at = parts.iter().position(|part| part.key == missing.key).unwrap_or(0);
                continue;
            };
            if parts.len() > 1 {
                self.ask_part(part, at, &raw)?;
            }
            self.teach_item_part(item, part)?;
            let entered = match self.part(part) {
                Err(halt) if waiting => {
                    let missing = self.missing(item, &raw).map(|missing| missing.what);
                    self.talk.pause()?;
                    self.talk
                        .say(&format!("Not kept: {}", missing.unwrap_or_default()))?;
                    return Err(halt);
                }
                other => other?,
            };
            let written = match entered {
                Entered::Kept => {
                    at += 1;
                    continue;
                }
                Entered::Text(text) => text,
                Entered::Command(command) => match (command.verb, &part.form) {
                    (Verb::Back, _) if at > 0 => {
                        at -= 1;
                        continue;
                    }
                    (Verb::Clear, _) if command.rest.is_empty() && self.may_empty(item, &raw, part) => {
                        String::new()
                    }
                    (Verb::Add, Form::Text) => {
                        let Some(text) = self.more(&raw, part)? else {
                            continue;
                        };
                        text
                    }
                    _ => return self.item_command(item, &command),
                },
            };
            let mut next = raw.clone();
            if let Some((_, text)) = next.iter_mut().find(|(key, _)| *key == part.key) {
                *text = written;
            }
            match interview::value(item, &next, self.session.acting().today()) {
                Err(wrong) if parts.iter().skip(at + 1).any(|later| later.key == wrong.key) => {
                    raw = next;
                    waiting = true;
                    at += 1;
                }
                Err(wrong) => self.talk.say(&wrong.what)?,
                Ok(value) => {
                    if self.answer(item, Change::value(item.id.as_str(), value))? {
                        raw = next;
                        waiting = false;
                        at += 1;
                    } else {
                        // Refused, or left for the sake of a sign-off: what stands there goes on.
                        return Ok(Go::Again);
                    }
                }
            }
        }
    }

    /// Whether one of several parts may be emptied by itself: a sum without its VAT is no sum.
    fn may_empty(&self, item: &Item, raw: &Raw, part: &Part) -> bool {
        let emptied: Raw = raw
            .iter()
            .map(|(key, text)| {
                (
                    key.clone(),
                    if *key == part.key {
                        String::new()
                    } else {
                        text.clone()
                    },
                )
            })
            .collect();
        raw.len() > 1 && self.missing(item, &emptied).is_none()
    }

    fn present_raw(&self, item: &Item) -> Raw {
        interview::raw(item, self.session.project().value(item.id.as_str()))
    }

    fn missing(&self, item: &Item, raw: &Raw) -> Option<interview::PartError> {
        interview::value(item, raw, self.session.acting().today()).err()
    }

    fn ask_part(&mut self, part: &Part, at: usize, raw: &Raw) -> Result<(), Halt> {
        let text = raw
            .iter()
            .find(|(key, _)| *key == part.key)
            .map(|(_, text)| words::written(&part.form, text))
            .unwrap_or_default();
        let of = raw.len();
        self.talk
            .say(&format!("Part {} of {of}, {}.", at + 1, part.label))?;
        if text.is_empty() {
            Ok(())
        } else {
            self.tell_text("Now", &text)
        }
    }

    /// More lines behind the text that stands there.
    fn more(&mut self, raw: &Raw, part: &Part) -> Result<Option<String>, Halt> {
        let present = raw
            .iter()
            .find(|(key, _)| *key == part.key)
            .map(|(_, text)| text.clone())
            .unwrap_or_default();
        self.talk
            .say("What is to follow? A line with a single dot ends it.")?;
        match self.part(part)? {
            Entered::Text(more) if present.trim().is_empty() => Ok(Some(more)),
            Entered::Text(more) => Ok(Some(format!("{}\n{more}", present.trim_end()))),
            Entered::Kept | Entered::Command(_) => Ok(None),
        }
    }

    /// Makes one change to an item, and says what it does; false where it was not made.
    pub(super) fn answer(&mut self, item: &Item, change: Change) -> Result<bool, Halt> {
        let before = self.session.assessment().eligibility.verdict;
        match self.make(&[change])? {
            None => Ok(false),
            Some(applied) => {
                if applied.changed {
                    self.tell_consequence(item, before)?;
                }
                Ok(true)
            }
        }
    }

    /// The commands that concern the item at hand; the others are the same everywhere.
    fn item_command(&mut self, item: &Item, command: &Command) -> Result<Go, Halt> {
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
            | Verb::Undo
            | Verb::Redo
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
        let value = self
            .session
            .project()
            .in_role(edition, crate::guidance::Role::Setting);
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
                self.talk.quote(&words::answer(item, value))?;
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
        hint: String::new(),
    }
}
