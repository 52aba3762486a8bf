//! An answer part by part; each is kept as soon as all that is there makes an answer.

use super::{
    command::{Command, Verb},
    entering::Entered,
    talk::Halt,
    walk::{Go, Walk},
};
use crate::{
    guidance::Item,
    interview::{self, Form, Part, PartError, Raw},
    project::Change,
};

/// How far an answer is.
struct Progress {
    /// The part that is asked for.
    at: usize,
    /// What is written in the parts.
    raw: Raw,
    /// Whether something is written that makes no answer yet without a later part.
    waiting: bool,
    /// Whether a part that is still missing has been asked for again.
    reminded: bool,
    /// Whether the part has just been asked for, and something else was said since.
    repeated: bool,
}

/// What comes after a part.
enum Then {
    /// The part that is due now.
    Ask,
    /// Something else.
    Leave(Go),
}

impl Walk<'_> {
    /// Asks for an answer's parts one after the other.
    pub(super) fn answer_parts(&mut self, item: &Item) -> Result<Go, Halt> {
        let parts = interview::parts(item);
        let mut progress = Progress {
            at: 0,
            raw: self.present_raw(item),
            waiting: false,
            reminded: false,
            repeated: false,
        };
        loop {
            let then = match parts.get(progress.at) {
                None => self.after_the_last(item, &parts, &mut progress)?,
                Some(part) => match self.one_part(item, &parts, part, &mut progress) {
                    Err(halt) if progress.waiting => {
                        self.talk.pause()?;
                        self.tell_not_kept(item, &progress)?;
                        return Err(halt);
                    }
                    other => other?,
                },
            };
            if let Then::Leave(go) = then {
                return Ok(go);
            }
        }
    }

    /// Goes on after the last part, or asks once more for one that is missing.
    fn after_the_last(&mut self, item: &Item, parts: &[Part], progress: &mut Progress) -> Result<Then, Halt> {
        let Some(missing) = self.missing(item, &progress.raw).filter(|_| progress.waiting) else {
            return Ok(Then::Leave(Go::On));
        };
        if progress.reminded {
            self.tell_not_kept(item, progress)?;
            return Ok(Then::Leave(Go::On));
        }
        progress.reminded = true;
        self.talk.say(&missing.what)?;
        progress.at = parts
            .iter()
            .position(|part| part.key == missing.key)
            .unwrap_or_default();
        Ok(Then::Ask)
    }

    fn one_part(
        &mut self,
        item: &Item,
        parts: &[Part],
        part: &Part,
        progress: &mut Progress,
    ) -> Result<Then, Halt> {
        self.ask_part(item, part, progress)?;
        let written = match self.part(part)? {
            Entered::Kept => {
                progress.at += 1;
                return Ok(Then::Ask);
            }
            Entered::Text(text) => text,
            Entered::Command(command) => match (command.verb, &part.form) {
                (Verb::Back, _) if progress.at > 0 => {
                    progress.at -= 1;
                    return Ok(Then::Ask);
                }
                (Verb::Clear, _) if command.rest.is_empty() && self.may_empty(item, part, &progress.raw) => {
                    String::new()
                }
                (Verb::Add, Form::Text) => match self.more(part, &progress.raw)? {
                    Some(text) => text,
                    None => return Ok(Then::Ask),
                },
                _ => return self.told_or_left(item, &command, progress),
            },
        };
        let mut next = progress.raw.clone();
        if let Some((_, text)) = next.iter_mut().find(|(key, _)| *key == part.key) {
            *text = written;
        }
        match interview::value(item, &next, self.session.acting().today()) {
            Err(wrong)
                if parts
                    .iter()
                    .skip(progress.at + 1)
                    .any(|later| later.key == wrong.key) =>
            {
                progress.raw = next;
                progress.waiting = true;
                progress.at += 1;
            }
            Err(wrong) => {
                self.talk.say(&wrong.what)?;
                progress.repeated = true;
            }
            Ok(value) => {
                if !self.answer(item, Change::value(item.id.as_str(), value))? {
                    // Refused, or left for the sake of a sign-off: what stands is read out again.
                    return Ok(Then::Leave(Go::Again));
                }
                // Somebody else's part may have come in with the save.
                progress.raw = self.present_raw(item);
                progress.waiting = false;
                progress.at += 1;
            }
        }
        Ok(Then::Ask)
    }

    /// Does what a command asks for; where that only said something, the part is asked for again.
    fn told_or_left(
        &mut self,
        item: &Item,
        command: &Command,
        progress: &mut Progress,
    ) -> Result<Then, Halt> {
        let others = self.session.elsewhere();
        let go = self.item_command(item, command)?;
        if go == Go::Again && command.verb.only_tells() && self.session.elsewhere() == others {
            progress.repeated = true;
            self.talk.pause()?;
            return Ok(Then::Ask);
        }
        if progress.waiting {
            self.tell_not_kept(item, progress)?;
        }
        Ok(Then::Leave(go))
    }

    fn tell_not_kept(&mut self, item: &Item, progress: &Progress) -> Result<(), Halt> {
        match self.missing(item, &progress.raw) {
            Some(missing) => self.talk.say(&format!("Not kept: {}", missing.what)),
            None => Ok(()),
        }
    }

    /// Says which part is asked for, what stands there and how it is entered; a second time only
    /// which one it is.
    fn ask_part(&mut self, item: &Item, part: &Part, progress: &mut Progress) -> Result<(), Halt> {
        let repeated = std::mem::take(&mut progress.repeated);
        let of = progress.raw.len();
        match (of, repeated) {
            (1, false) => {}
            (1, true) => return self.ask_briefly(item),
            _ => self
                .talk
                .say(&format!("Part {} of {of}, {}.", progress.at + 1, part.label))?,
        }
        if repeated {
            return Ok(());
        }
        let text = progress
            .raw
            .iter()
            .find(|(key, _)| *key == part.key)
            .map(|(_, text)| interview::written(&part.form, text))
            .unwrap_or_default();
        if of > 1 && !text.is_empty() {
            self.tell_text("Now", &text)?;
        }
        self.teach_item_part(item, part)
    }

    /// Whether one of several parts may be emptied by itself: a sum without its VAT is no sum.
    fn may_empty(&self, item: &Item, part: &Part, raw: &Raw) -> bool {
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

    fn missing(&self, item: &Item, raw: &Raw) -> Option<PartError> {
        interview::value(item, raw, self.session.acting().today()).err()
    }

    /// More lines behind the text that stands there.
    fn more(&mut self, part: &Part, raw: &Raw) -> Result<Option<String>, Halt> {
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
}
