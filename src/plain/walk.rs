//! Going from stop to stop: what every stop shares, and how a conversation begins and ends.

use std::{io, sync::Arc, time::Instant};

use super::{
    choosing,
    command::{Command, Verb},
    glance::Glance,
    history::Heard,
    stops::{self, Extent},
    talk::{Halt, Said, Talk},
    words,
};
use crate::{
    guidance::{Choice, Edition, StageId, Step, StepId},
    interview::Place,
    project::{Applied, Change},
    session::{Library, Session, WouldLapse, would_lapse},
};

/// A conversation about one project.
pub(super) struct Walk<'a> {
    pub(super) session: Session,
    pub(super) library: &'a Library,
    pub(super) talk: Talk<'a>,
    pub(super) extent: Extent,
    pub(super) at: Place,
    /// What was left to look at something else, to come back to, the last one first to come back.
    back_to: Vec<Place>,
    /// The step that was last announced.
    announced: Option<StepId>,
    /// Whether the last save failed, so that the next good one is said too.
    pub(super) failed: bool,
    pub(super) taught: Taught,
    pub(super) history: Heard,
}

/// What is said once in a conversation, and not again.
#[derive(Debug, Default)]
pub(super) struct Taught {
    /// How a text ends.
    pub(super) text: bool,
    /// What a plain question takes.
    pub(super) yes_no: bool,
    /// The ways through a record.
    pub(super) record: bool,
}

/// Where to go from a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Go {
    /// To the next one.
    On,
    /// To the one before.
    Back,
    /// Nowhere: it is asked again.
    Again,
    /// Somewhere else.
    To(Place),
    /// Somewhere else, and back here once that is answered.
    Visit(Place),
}

impl<'a> Walk<'a> {
    pub(super) fn new(session: Session, library: &'a Library, talk: Talk<'a>, extent: Extent) -> Self {
        let at = stops::stops(&session, extent)
            .into_iter()
            .next()
            .unwrap_or(Place::Verdict);
        Self {
            session,
            library,
            talk,
            extent,
            at,
            back_to: Vec::new(),
            announced: None,
            failed: false,
            history: Heard::default(),
            // A triage says at once what its questions take.
            taught: Taught {
                yes_no: extent == Extent::Triage,
                ..Taught::default()
            },
        }
    }

    pub(super) fn edition(&self) -> Arc<Edition> {
        Arc::clone(self.session.edition())
    }

    /// The whole interview, until somebody leaves or the input ends.
    pub(super) fn interview(mut self, start: Option<StepId>) -> io::Result<()> {
        self.at = self.beginning(start);
        let halted = self.greet().and_then(|()| self.walk());
        self.leave();
        let by_a_word = matches!(halted, Ok(()) | Err(Halt::Quit));
        if let Err(error) = self.save_at_last(by_a_word) {
            let words = self.library.rescue(&self.session, &error.to_string());
            return Err(io::Error::other(format!("NOT SAVED: {words}")));
        }
        ended(match halted {
            Err(Halt::End) => self.talk.pause().and_then(|()| self.farewell()),
            Ok(()) | Err(Halt::Quit) => self.farewell(),
            Err(Halt::Broken(error)) => Err(Halt::Broken(error)),
        })
    }

    /// Goes from stop to stop until the conversation ends.
    fn walk(&mut self) -> Result<(), Halt> {
        loop {
            let from = self.at.clone();
            let go = self.stop()?;
            self.go(go)?;
            if self.at != from {
                self.leave();
            }
        }
    }

    /// Asks what is asked at the present stop.
    pub(super) fn stop(&mut self) -> Result<Go, Halt> {
        self.look_for_others()?;
        self.talk.pause()?;
        self.announce_step()?;
        match self.at.clone() {
            Place::Item(item) => self.item(&item),
            Place::Set(step, set) => {
                // A set is come to by its first row.
                let place = Place::Set(step, set);
                let rows = stops::rows(&self.edition(), self.session.assessment(), place);
                Ok(rows.into_iter().next().map_or(Go::On, Go::To))
            }
            Place::List(list) => self.list(&list),
            Place::Record(list, id) => {
                let which = self.which(&list, id);
                match self.record(&list, which)? {
                    Go::Again if self.back_to.is_empty() => Ok(Go::To(Place::List(list))),
                    Go::Again => Ok(Go::On),
                    go => Ok(go),
                }
            }
            Place::Check(step) => self.check(&step),
            Place::Verdict => self.verdict_place(),
            Place::SignOffs(step) => self.sign_offs(&step),
            Place::RisksAndDeadlines => self.risks_and_deadlines(),
            // These are told where they are asked for, and are no stops.
            Place::History(_) | Place::Documents | Place::Document(_) => Ok(Go::On),
        }
    }

    pub(super) fn go(&mut self, go: Go) -> Result<(), Halt> {
        let to = match go {
            Go::Again => return Ok(()),
            Go::To(place) => {
                self.back_to.clear();
                place
            }
            Go::Visit(place) => {
                self.back_to.push(self.at.clone());
                place
            }
            Go::On => match self.back_to.pop() {
                Some(check) => check,
                None => match stops::after(&self.session, self.extent, &self.at) {
                    Some(next) => next,
                    None => {
                        return self.talk.say(
                            "That was the last question. :status tells where the project stands; :quit saves and leaves.",
                        );
                    }
                },
            },
            Go::Back => match self.back_to.pop() {
                Some(check) => check,
                None => match stops::before(&self.session, self.extent, &self.at) {
                    Some(before) => before,
                    None => return self.talk.say("This is the first question."),
                },
            },
        };
        self.at = to;
        Ok(())
    }

    /// Where to begin: the step asked for, else where this person left off, else the first stop.
    fn beginning(&self, start: Option<StepId>) -> Place {
        let edition = self.session.edition();
        let stops = stops::stops(&self.session, self.extent);
        let first_of = |step: &StepId| {
            stops
                .iter()
                .find(|place| place.step(edition).is_some_and(|other| other.id == *step))
                .cloned()
        };
        if let Some(step) = start {
            return first_of(&step).unwrap_or_else(|| self.at.clone());
        }
        let left: Option<Place> = self
            .session
            .path()
            .and_then(|path| self.library.left_off(path))
            .and_then(|place| place.parse().ok());
        let Some(left) = left else { return self.at.clone() };
        let there = |place: &Place| match place {
            Place::Record(list, id) => self.session.project().record(list.as_str(), id).is_some(),
            other => stops.contains(other),
        };
        stops::rows(edition, self.session.assessment(), left.clone())
            .into_iter()
            .find(there)
            .or_else(|| left.step(edition).and_then(|step| first_of(&step.id)))
            .unwrap_or_else(|| self.at.clone())
    }

    /// Remembers where this person is; a row is remembered as its set.
    fn leave(&self) {
        let place = match &self.at {
            Place::Item(item) => Place::of_item(self.session.edition(), item),
            other => other.clone(),
        };
        if let Some(path) = self.session.path() {
            self.library.leave(path, &place.to_string());
        }
    }

    fn greet(&mut self) -> Result<(), Halt> {
        let edition = self.edition();
        let title = match self.session.project().title(&edition) {
            "" => "A project without a title".to_owned(),
            title => title.to_owned(),
        };
        self.talk.say(&format!("{title}."))?;
        self.talk.say(
            "Type an answer and press Enter. An empty line keeps what is there and goes on. :help lists the commands; :quit saves and leaves.",
        )?;
        if let Some(read_only) = self.session.project().read_only.clone() {
            self.talk.say(&words::capital(&format!("{read_only}.")))?;
        }
        Ok(())
    }

    fn farewell(&mut self) -> Result<(), Halt> {
        let next = self
            .session
            .assessment()
            .next
            .as_ref()
            .map(|next| next.what.clone());
        // What may not be changed was not saved either.
        if self.session.project().read_only.is_none() {
            self.talk.say("Saved.")?;
        }
        match next {
            Some(next) => self.talk.say(&format!("Next: {}.", next.trim_end_matches('.'))),
            None => Ok(()),
        }
    }

    /// Says which step this is, where it is another than before.
    fn announce_step(&mut self) -> Result<(), Halt> {
        if self.extent == Extent::Triage {
            return Ok(());
        }
        let edition = self.edition();
        let Some(step) = self.at.step(&edition) else {
            return Ok(());
        };
        if self.announced.as_ref() == Some(&step.id) {
            return Ok(());
        }
        let stage = edition.stage(step.stage.as_str());
        let former = self.announced.replace(step.id.clone());
        let number = stage
            .map(|stage| {
                let at = stage
                    .steps
                    .iter()
                    .position(|id| *id == step.id)
                    .unwrap_or_default();
                format!(
                    "Stage {}, step {} of {}: ",
                    stage.number,
                    at + 1,
                    stage.steps.len()
                )
            })
            .unwrap_or_default();
        self.talk
            .say(&words::sentence(&format!("{number}{}", step.title)))?;
        let another_stage = former
            .and_then(|former| edition.step(former.as_str()))
            .is_none_or(|former| former.stage != step.stage);
        if another_stage {
            self.announce_to_come(&edition, step)?;
        }
        self.talk.say(&step.prompt)?;
        self.talk.pause()
    }

    /// Says that a stage is to come, where it is.
    fn announce_to_come(&mut self, edition: &Edition, step: &Step) -> Result<(), Halt> {
        let place = |id: &StageId| edition.stages.iter().position(|stage| stage.id == *id);
        let Some(present) = self.session.assessment().stage.clone() else {
            return Ok(());
        };
        if place(&step.stage) <= place(&present) {
            return Ok(());
        }
        self.talk
            .say("This stage is to come. It can be looked at and drafted already; :status says what has to happen first.")
    }

    /// Takes in what somebody else saved meanwhile.
    fn look_for_others(&mut self) -> Result<(), Halt> {
        let before = self.session.elsewhere();
        self.session.changed_on_disk();
        if let Err(refusal) = self.session.tick(Instant::now()) {
            self.talk.say(&words::capital(&refusal.to_string()))?;
        }
        self.tell_of_others(before)
    }

    fn tell_of_others(&mut self, before: u64) -> Result<(), Halt> {
        if self.session.elsewhere() == before {
            return Ok(());
        }
        self.talk.pause()?;
        self.talk
            .say("Somebody else changed this project meanwhile; their changes are here now.")
    }

    /// Makes changes and saves; what they changed is said. `None` where they were refused or left
    /// for the sake of a sign-off.
    pub(super) fn make(&mut self, changes: &[Change]) -> Result<Option<Applied>, Halt> {
        let lapses = would_lapse(&self.session, changes);
        if !lapses.is_empty() {
            let may = self.may_lapse(&lapses);
            if !matches!(may, Ok(true)) {
                self.talk.say("Left as it was signed.")?;
                return may.map(|_| None);
            }
        }
        let before = Glance::of(&self.session);
        match self.session.apply(changes) {
            Err(refusal) => {
                self.talk
                    .say(&format!("{}.", words::capital(&refusal.what.to_string())))?;
                Ok(None)
            }
            Ok(applied) => {
                if applied.changed {
                    self.tell_what_changed(&before)?;
                    self.save()?;
                }
                Ok(Some(applied))
            }
        }
    }

    fn may_lapse(&mut self, lapses: &[WouldLapse]) -> Result<bool, Halt> {
        let edition = self.edition();
        self.talk.say("This is signed off as it stands.")?;
        for lapse in lapses {
            let kind = lapse.subject.split('/').next().unwrap_or_default();
            let title = edition
                .subject(kind)
                .map_or(lapse.subject.as_str(), |subject| &subject.title);
            self.talk.point(&format!("{title}: {}.", lapse.who))?;
        }
        self.agrees("The change makes these sign-offs lapse until they are given again. Make it? y or n.")
    }

    /// Asks a plain question; only a yes is a yes.
    pub(super) fn agrees(&mut self, question: &str) -> Result<bool, Halt> {
        self.talk.say(question)?;
        let yes = [Choice {
            value: "yes".to_owned(),
            label: "Yes".to_owned(),
            help: None,
        }];
        match self.talk.ask()? {
            Said::Words(words) => Ok(choosing::chosen(&yes, &words).is_ok()),
            Said::Command(Command { verb: Verb::Quit, .. }) => Err(Halt::Quit),
            Said::Nothing | Said::Command(_) => Ok(false),
        }
    }

    /// Saves; says so only where it fails, or goes well again.
    pub(super) fn save(&mut self) -> Result<(), Halt> {
        let others = self.session.elsewhere();
        if let Err(error) = self.session.save_now(Instant::now()) {
            self.failed = true;
            return self.talk.say(&format!(
                "NOT SAVED: {error}. Nothing is lost here; :save tries again."
            ));
        }
        if std::mem::take(&mut self.failed) {
            self.talk.say("Saved again.")?;
        }
        self.tell_of_others(others)
    }
}

/// How a conversation ended: a reader that has gone is nobody's fault.
pub(super) fn ended(result: Result<(), Halt>) -> io::Result<()> {
    match result {
        Err(Halt::Broken(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Ok(()) | Err(Halt::Broken(_) | Halt::Quit | Halt::End) => Ok(()),
    }
}
