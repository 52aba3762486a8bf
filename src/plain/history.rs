//! Who decided what, when, and on which wording; and putting back what was.

use super::{
    talk::Halt,
    walk::{Go, Walk},
    words,
};
use crate::{
    interview::Place,
    project::{
        About, Change, Names, NoWay, Row, Topic, Which, restore, restore_agreed, restore_signed, rows, texts,
    },
    rules::{Back, SignOffState, way_back},
};

/// So many entries are told at once.
const AT_ONCE: usize = 10;

/// The history that was told last: what a number means.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Where it was told, and of what.
    at: Option<(Place, Topic)>,
    rows: Vec<Row>,
    told: usize,
}

impl Walk<'_> {
    /// The history of what is asked here, or of the whole project, numbered from the newest on.
    pub(super) fn tell_history(&mut self, wanted: &str) -> Result<(), Halt> {
        let edition = self.edition();
        let here = self.at.topic();
        let (topic, from) = match (wanted, &self.history.at) {
            ("all", _) => (Topic::Project, 0),
            ("more", Some((place, topic))) if *place == self.at => (topic.clone(), self.history.told),
            ("" | "more", _) => (here, 0),
            _ => return self.talk.say(":history takes nothing, all or more."),
        };
        let rows = rows(&edition, self.session.project(), &topic);
        let changes = match rows.len() {
            0 => "nothing was ever changed".to_owned(),
            1 => "1 change".to_owned(),
            many => format!("{many} changes, the newest first"),
        };
        let of = self.history_of(&topic);
        self.talk.say(&format!("History of {of}: {changes}."))?;
        for (at, row) in rows.iter().enumerate().skip(from).take(AT_ONCE) {
            self.tell_row(at, row, topic == Topic::Project)?;
        }
        let told = (from + AT_ONCE).min(rows.len());
        let left = rows.len() - told;
        if left > 0 {
            self.talk.say(&format!("{left} more: :history more."))?;
        }
        if !rows.is_empty() {
            self.talk
                .say(":restore N puts back what N made; :restore N before what was there before it.")?;
        }
        self.history = Heard {
            at: Some((self.at.clone(), topic)),
            rows,
            told,
        };
        Ok(())
    }

    /// Whether a number means an entry of a history that was told here.
    pub(super) fn has_told_history(&self) -> bool {
        self.history
            .at
            .as_ref()
            .is_some_and(|(place, _)| *place == self.at)
    }

    fn history_of(&self, topic: &Topic) -> String {
        let about = match topic {
            Topic::Project => return "the project".to_owned(),
            Topic::List(list) => return words::label(self.session.edition(), list.as_str()),
            Topic::Item(item) => About::Item(item.to_string()),
            Topic::Record(list, id) => About::Record(list.to_string(), id.clone()),
        };
        Names::of(self.session.edition(), self.session.project()).thing(&about)
    }

    fn tell_row(&mut self, at: usize, row: &Row, with_thing: bool) -> Result<(), Halt> {
        let when = row.at.map(words::local_time);
        let by = Some(row.by.clone()).filter(|by| !by.is_empty());
        let who: Vec<String> = [by, when].into_iter().flatten().collect();
        let thing = if with_thing || matches!(self.at, Place::List(_)) {
            format!("{}: ", row.thing)
        } else {
            String::new()
        };
        let did = row.did.trim_end_matches('.');
        self.talk
            .point(&format!("{} {thing}{did} ({}).", at + 1, who.join(", ")))
    }

    /// Puts back what an entry made, or what was there before it.
    pub(super) fn restore(&mut self, wanted: &str) -> Result<Go, Halt> {
        let (number, which) = match wanted.split_once(char::is_whitespace) {
            Some((number, "before")) => (number, Which::Before),
            Some(_) => ("", Which::Made),
            None => (wanted, Which::Made),
        };
        let rows = if self.has_told_history() {
            self.history.rows.as_slice()
        } else {
            &[]
        };
        let at = number
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let Some(row) = at.and_then(|at| rows.get(at)).cloned() else {
            let words = match rows.len() {
                0 => "Which entry? :history numbers them.".to_owned(),
                many => format!(
                    "Which entry, 1 to {many}? :restore N puts back what N made; :restore N before what was there \
                     before it."
                ),
            };
            self.talk.say(&words)?;
            return Ok(Go::Again);
        };
        let edition = self.edition();
        let project = self.session.project();
        let entry = row.entry(project).ok_or(NoWay::Unknown);
        let way = entry.and_then(|entry| {
            let changes = restore(&edition, project, entry, which)?;
            Ok((changes, texts(&edition, project, entry)))
        });
        match way {
            Err(NoWay::AlreadySo) if which == Which::Made => self.talk.say(&format!(
                "That is how it stands now. :restore {number} before puts back what was there before it."
            ))?,
            Err(why) => self.talk.say(&format!("{}.", words::capital(&why.to_string())))?,
            Ok((changes, texts)) => {
                let text = match which {
                    Which::Before => texts.before,
                    Which::Made => texts.after,
                };
                self.put_back(&row.thing, &changes, &text)?;
            }
        }
        Ok(Go::Again)
    }

    /// Makes the changes that put something back; where they take something away, after a question.
    fn put_back(&mut self, thing: &str, changes: &[Change], text: &str) -> Result<(), Halt> {
        let takes_away = changes.iter().any(Change::takes_away);
        if takes_away && !self.agrees(&format!("{thing}: that takes it away again. Do it? y or n."))? {
            return self.talk.say("Left as it is.");
        }
        if self.make(changes)?.is_none() {
            return Ok(());
        }
        let text = if text.trim().is_empty() { "nothing" } else { text };
        self.tell_text(&format!("Put back, {thing}"), text)?;
        self.talk
            .say("It is a change like any other: :undo takes it back.")
    }

    /// Puts everything that a lapsed sign-off covers back, so that it stands again.
    pub(super) fn restore_signed(&mut self, state: &SignOffState) -> Result<Go, Halt> {
        let edition = self.edition();
        let project = self.session.project();
        let states = &self.session.assessment().sign_offs;
        let of = |id: &str| project.sign_offs.iter().find(|sign_off| sign_off.id == *id);
        let changes = match way_back(&edition, project, states, state) {
            Some(Back::Signed(id)) => of(&id).map(|sign_off| restore_signed(&edition, project, sign_off)),
            Some(Back::Agreed(id)) => of(&id).map(|approval| restore_agreed(&edition, project, approval)),
            Some(Back::Entry(_)) | None => None,
        };
        match changes {
            None => self.talk.say("Nothing has changed under this one.")?,
            Some(Err(why)) => self.talk.say(&format!("{}.", words::capital(&why.to_string())))?,
            Some(Ok(changes)) => {
                if self.make(&changes)?.is_some() {
                    self.talk
                        .say("Put back as it was signed, so that it stands again. :undo takes it back.")?;
                }
            }
        }
        Ok(Go::Again)
    }
}
