//! One question: what is asked, what stands there, and the answer, part by part.

use super::{
    stops,
    talk::{Halt, quoted},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Item, ItemId},
    interview::{self, Place},
    project::{covers, offer},
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
        self.ask_briefly(item)?;
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

    /// Says which question it is.
    pub(super) fn ask_briefly(&mut self, item: &Item) -> Result<(), Halt> {
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
            .say(&format!("Question{position}{severity}: {name}{group}."))
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
            "{} as it stands: an edit would make that lapse, and is asked about first.",
            words::capital(&words::and(&who))
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
                self.tell_text(&format!("Now{from}"), &interview::words(item, value))?;
            }
            None => self.talk.say("No answer yet.")?,
        }
        let noted_apart = answer.versions.iter().any(|version| version.note.is_some());
        if !answer.note.is_empty() && !noted_apart {
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
        let Some(offered) = offer(&edition, self.session.project(), item) else {
            return Ok(());
        };
        let from: Vec<String> = offered
            .sources
            .iter()
            .filter(|source| !source.text.is_empty())
            .map(|source| words::label(&edition, &source.from))
            .collect();
        self.tell_text(
            &format!("Carried from {}", words::and(&from)),
            &interview::words(item, &offered.value),
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
}
