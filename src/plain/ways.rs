//! The commands that mean the same at every stop: where to go, what to hear, what to take back.

use super::{
    command::{COMMANDS, Command, Verb},
    glance::Glance,
    stops::{self, Extent},
    talk::Halt,
    walk::{Go, Walk},
    words,
};
use crate::{interview::Place, project::Change};

impl Walk<'_> {
    /// Does what a command asks for; nothing where that only said something, so that what was asked
    /// need not be read out whole again.
    pub(super) fn command_or_told(&mut self, command: &Command) -> Result<Option<Go>, Halt> {
        let others = self.session.elsewhere();
        let go = self.command(command)?;
        if go != Go::Again || !command.verb.only_tells() || self.session.elsewhere() != others {
            return Ok(Some(go));
        }
        self.talk.pause()?;
        Ok(None)
    }

    /// Does what a command asks for that means the same at every stop.
    pub(super) fn command(&mut self, command: &Command) -> Result<Go, Halt> {
        let row = COMMANDS.iter().find(|row| row.verb == command.verb);
        let says_nothing_here =
            row.map(|row| format!(":{} does nothing here. It is for this: {}.", row.name, row.does));
        let only_in_a_project = self.extent == Extent::Triage && row.is_some_and(|row| !row.in_triage);
        match command.verb {
            _ if only_in_a_project => {
                self.talk.say(&says_nothing_here.unwrap_or_default())?;
                Ok(Go::Again)
            }
            Verb::Back => Ok(Go::Back),
            Verb::Next => Ok(Go::On),
            Verb::Goto => self.goto(&command.rest),
            Verb::List => self.tell_list().map(|()| Go::Again),
            Verb::Verdict => self.tell_verdict().map(|()| Go::Again),
            Verb::Status => self.tell_status().map(|()| Go::Again),
            Verb::History => self.tell_history(&command.rest).map(|()| Go::Again),
            Verb::Restore => self.restore(&command.rest),
            Verb::Undo => self.undo(),
            Verb::Redo => self.redo(),
            Verb::Export => self.export(&command.rest).map(|()| Go::Again),
            Verb::Save => {
                let failed = self.failed;
                self.save()?;
                if !self.failed && !failed {
                    let word = if self.session.path().is_some() {
                        "Saved."
                    } else {
                        "Not kept: no project yet."
                    };
                    self.talk.say(word)?;
                }
                Ok(Go::Again)
            }
            Verb::Help => self.tell_help().map(|()| Go::Again),
            Verb::Quit => Err(Halt::Quit),
            Verb::Why
            | Verb::Show
            | Verb::Note
            | Verb::Evidence
            | Verb::Clear
            | Verb::Skip
            | Verb::Confirm
            | Verb::Add
            | Verb::Edit
            | Verb::Remove
            | Verb::Sign
            | Verb::Withdraw => {
                self.talk.say(&says_nothing_here.unwrap_or_default())?;
                Ok(Go::Again)
            }
        }
    }

    fn undo(&mut self) -> Result<Go, Halt> {
        let before = Glance::of(&self.session);
        match self.session.undo() {
            Ok((what, change)) => self.undone("Taken back", &what, &change, &before),
            Err(error) => {
                self.talk
                    .say(&format!("{}.", words::capital(&error.to_string())))?;
                Ok(Go::Again)
            }
        }
    }

    fn redo(&mut self) -> Result<Go, Halt> {
        let before = Glance::of(&self.session);
        match self.session.redo() {
            Ok((what, change)) => self.undone("Made again", &what, &change, &before),
            Err(error) => {
                self.talk
                    .say(&format!("{}.", words::capital(&error.to_string())))?;
                Ok(Go::Again)
            }
        }
    }

    fn undone(&mut self, done: &str, what: &str, change: &Change, before: &Glance) -> Result<Go, Halt> {
        self.talk.say(&format!("{done}: {what}."))?;
        self.tell_what_changed(before)?;
        self.save()?;
        let place = match change {
            Change::Answer { item, .. }
            | Change::Clear { item }
            | Change::Skip { item, .. }
            | Change::Confirm { item } => Some(Place::Item(item.as_str().into())),
            // A record is shown in its list, not opened.
            Change::Add { list, .. } | Change::Update { list, .. } | Change::Remove { list, .. } => {
                Some(Place::List(list.as_str().into()))
            }
            Change::Sign { .. } | Change::Withdraw { .. } | Change::Archive | Change::Unarchive => {
                Place::of_change(self.session.edition(), self.session.project(), change)
            }
        };
        let asked = |place: &Place| stops::stops(&self.session, self.extent).contains(place);
        Ok(place.filter(asked).map_or(Go::Again, Go::To))
    }

    fn goto(&mut self, name: &str) -> Result<Go, Halt> {
        match self.place_named(name) {
            Ok(place) if place.is_aside() && self.at != place => Ok(Go::Visit(place)),
            Ok(place) => Ok(Go::To(place)),
            Err(teach) => {
                self.talk.say(&teach)?;
                Ok(Go::Again)
            }
        }
    }

    pub(super) fn place_named(&self, name: &str) -> Result<Place, String> {
        let edition = self.edition();
        let teach = || {
            ":goto takes a number of :list, an id such as checklist.4, parties or scoping, or verdict, check, sign-offs or due.".to_owned()
        };
        let stops = stops::stops(&self.session, self.extent);
        let step = self.at.step(&edition);
        let here = step
            .map(|step| stops::entries(&self.session, self.extent, step))
            .unwrap_or_default();
        let by_number = |places: &[Place]| {
            let mut numbered = places.iter().enumerate();
            numbered
                .find(|(at, place)| stops::number(&edition, place, at + 1).eq_ignore_ascii_case(name))
                .map(|(_, place)| place.clone())
        };
        if name.is_empty() {
            return Err(teach());
        }
        if let Some(place) = by_number(&here) {
            return Ok(place);
        }
        let of_step = |wanted: fn(&Place) -> bool| {
            let in_step = stops
                .iter()
                .filter(|place| wanted(place))
                .find(|place| place.step(&edition).map(|step| &step.id) == step.map(|step| &step.id));
            in_step
                .or_else(|| stops.iter().find(|place| wanted(place)))
                .cloned()
        };
        let name = name.to_lowercase();
        let found = match name.as_str() {
            "verdict" => Some(Place::Verdict),
            "check" => of_step(|place| matches!(place, Place::Check(_))),
            "sign-offs" => of_step(|place| matches!(place, Place::SignOffs(_))),
            "due" if self.extent == Extent::Project => Some(Place::RisksAndDeadlines),
            _ => None,
        };
        if let Some(place) = found {
            return Ok(place);
        }
        let by_id = edition
            .steps()
            .iter()
            .flat_map(|step| &step.entries)
            .find(|entry| {
                let number = entry.as_item().and_then(|item| item.number.as_deref());
                // A bare number is a number of this step; 1A and 1B are nobody else's.
                let own = number.filter(|number| number.parse::<u32>().is_err());
                entry.id().eq_ignore_ascii_case(&name)
                    || own.is_some_and(|own| own.eq_ignore_ascii_case(&name))
            });
        if let Some(entry) = by_id {
            let place = match entry.as_item() {
                Some(item) => Place::Item(item.id.clone()),
                None => Place::List(entry.id().into()),
            };
            return if stops.contains(&place) {
                Ok(place)
            } else {
                Err(format!(
                    "{} is not asked now; an answer to it is kept.",
                    words::label(&edition, entry.id())
                ))
            };
        }
        let step = edition.steps().iter().find(|step| step.id == *name.as_str());
        step.and_then(|step| {
            stops
                .iter()
                .find(|place| place.step(&edition).is_some_and(|other| other.id == step.id))
                .cloned()
        })
        .ok_or_else(teach)
    }

    fn tell_help(&mut self) -> Result<(), Halt> {
        self.talk.say(
            "Type an answer and press Enter. An empty line keeps what is there and goes on. A text of several lines ends with a line that holds a single dot; two dots give a dot. Choices are named by number, value or label. Commands stand on the first line of an answer; :: starts a text with a colon.",
        )?;
        for row in COMMANDS
            .iter()
            .filter(|row| self.extent == Extent::Project || row.in_triage)
        {
            self.talk.point(&format!("{}: {}.", row.said(), row.does))?;
        }
        Ok(())
    }
}
