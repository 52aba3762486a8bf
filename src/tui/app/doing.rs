//! What the app does: steps that screens ask for, and actions that hold on every screen.

use super::{App, Flow, LeftOverlay, Mode, WayBack};
use crate::{
    interview::{self, Place},
    project::{Change, Topic},
    rules::{Standing, capital},
    tui::{
        actions::Action,
        screen::{Effect, Entering, Step},
        screens,
        widgets::footer::FooterFocus,
    },
};

impl App {
    /// Does what a screen asked for.
    pub(super) fn perform(&mut self, step: Step) {
        match step {
            Step::Ignored | Step::Stay => {}
            Step::Footer => self.footer = Some(FooterFocus::default()),
            Step::FooterEnd => self.footer = Some(FooterFocus { at: usize::MAX }),
            Step::Say(words) => self.message = words,
            Step::Draft { change, at_word_end } => self.type_in(change, at_word_end),
            Step::Apply(changes, say) => {
                self.apply(changes, say);
            }
            Step::Then(first, then) => match *first {
                Step::Apply(changes, say) => {
                    if self.apply(changes, say) {
                        self.perform(*then);
                    }
                }
                first => {
                    self.perform(first);
                    self.perform(*then);
                }
            },
            Step::Go(place) => {
                let overlaid = !self.overlays.is_empty();
                let here = self.screen.place();
                let into_record = matches!(place, Place::Record(..));
                if let Some(here) = here.as_ref().filter(|here| {
                    !here.is_aside() && place.is_aside() && !matches!(here, Place::Document(_))
                }) {
                    self.aside_from = Some(here.clone());
                }
                let left = self.overlays.pop_if(|top| top.comes_back());
                self.go(&place);
                self.left_overlay = left.and_then(|overlay| {
                    Some(LeftOverlay {
                        overlay,
                        over: here.clone()?,
                        from: self.screen.place()?,
                    })
                });
                // what is looked at from there comes back there, over a list's records too
                match (here, self.screen.place()) {
                    (Some(to), Some(from)) if to.comes_back() && !overlaid => {
                        self.back_to = Some(WayBack {
                            from,
                            to,
                            asked: place,
                            screen: self.left.take(),
                        });
                    }
                    _ if into_record && !overlaid => {}
                    _ => self.back_to = None,
                }
            }
            Step::Next => self.go_beside(true),
            Step::Previous => self.go_beside(false),
            Step::Overlay(overlay) => self.lay_on_top(overlay),
            Step::Close => self.close_overlay(),
            Step::CloseAnd(then) => {
                self.close_overlay();
                self.perform(*then);
            }
            Step::Press(action) => {
                self.close_overlay();
                let step = self.step_of(action);
                self.perform(step);
            }
            Step::Editor(_) if self.library.kiosk => {}
            Step::Editor(text) => self.flow = Flow::Edit(text),
            Step::Effect(effect) => self.effect(effect),
        }
    }

    /// What an action does that holds on every screen.
    #[allow(clippy::too_many_lines)] // an arm an action, so that a new one is visited here
    pub(super) fn everywhere(&mut self, action: Action) -> Step {
        match action {
            Action::NextControl => Step::Footer,
            Action::PreviousControl => Step::FooterEnd,
            Action::NextScreen | Action::Accept => Step::Next,
            Action::PreviousScreen => Step::Previous,
            Action::Close => match (self.overlays.is_empty(), self.footer) {
                (false, _) => Step::Close,
                (true, None) => Step::Footer,
                (true, Some(_)) => {
                    self.footer = None;
                    self.top_mut().enter(Entering::First);
                    Step::Stay
                }
            },
            Action::SaveNow => self.save_now(),
            Action::Undo => self.undo(true),
            Action::Redo => self.undo(false),
            Action::Quit => self.leave(Effect::Quit),
            Action::Interrupt => self.interrupt(),
            Action::Help => self.overlay_of(screens::help::Help::of),
            Action::GoTo if self.overlays.is_empty() => self.overlay_of(screens::go_to::GoTo::of),
            Action::Search if self.overlays.is_empty() => self.overlay_of(screens::search::Search::of),
            Action::Menu if self.overlays.is_empty() => self.overlay_of(screens::menu::Menu::of),
            Action::Status if self.overlays.is_empty() && self.mode == Mode::Project => {
                self.overlay_of(screens::status::Status::of)
            }
            Action::Status if self.mode == Mode::Triage => {
                Step::Say("No project yet: the menu (F9) has the verdict so far.".to_owned())
            }
            Action::PlainLook => self.switch_look(),
            Action::Redraw => {
                self.flow = Flow::Redraw;
                Step::Stay
            }
            Action::GoProjects => self.leave(Effect::Projects),
            Action::GoVerdict if self.mode != Mode::Projects => Step::Go(Place::Verdict),
            Action::GoAnswers => self.go_answers(),
            Action::GoSignOffs if self.mode == Mode::Project => self.go_sign_offs(),
            Action::GoRisks if self.mode == Mode::Project => Step::Go(Place::RisksAndDeadlines),
            Action::GoCompare if self.mode == Mode::Project => {
                self.list_projects();
                self.overlay_of(screens::compare::choosing::Choosing::of)
            }
            Action::GoHistory if self.mode == Mode::Project => Step::Go(Place::History(Topic::Project)),
            Action::HistoryOfThis if self.mode == Mode::Project => self.go_history_of_this(),
            Action::GoDocuments if self.mode == Mode::Project => Step::Go(Place::Documents),
            Action::EarlierCopies => match self.session.path() {
                Some(path) => Step::Effect(Effect::Earlier(path.to_owned())),
                None => Step::Ignored,
            },
            Action::GoRisks
            | Action::GoCompare
            | Action::GoHistory
            | Action::GoDocuments
            | Action::Export
            | Action::NextGap
            | Action::HistoryOfThis
            | Action::GoTo
            | Action::Search
            | Action::Menu
            | Action::Status
            | Action::GoVerdict
            | Action::GoSignOffs
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Press
            | Action::Yes
            | Action::No
            | Action::NotSure
            | Action::Take
            | Action::Number(_)
            | Action::Open
            | Action::Add
            | Action::Remove
            | Action::Filter
            | Action::NotApplicable
            | Action::Amend
            | Action::Suggested
            | Action::NewProject
            | Action::Triage
            | Action::Sample
            | Action::Archive
            | Action::Archived
            | Action::WhatChanged
            | Action::Withdraw
            | Action::Restore
            | Action::Regroup
            | Action::MakeProject
            | Action::TakeTheirs
            | Action::TakeNew
            | Action::NewLine
            | Action::LineStart
            | Action::LineEnd
            | Action::WordLeft
            | Action::WordRight
            | Action::EraseBack
            | Action::EraseForward
            | Action::EraseWord
            | Action::EraseToStart
            | Action::EraseToEnd
            | Action::Editor => Step::Ignored,
        }
    }

    /// The plain look on, or off again.
    fn switch_look(&mut self) -> Step {
        let plain = if self.own_look.plain {
            crate::tui::theme::Look {
                plain: false,
                ..self.own_look
            }
        } else {
            crate::tui::theme::Look::plainly()
        };
        self.look = if self.look == self.own_look {
            plain
        } else {
            self.own_look
        };
        self.flow = Flow::Redraw;
        Step::Stay
    }

    /// Leaves for another place than a screen; a triage, that would be lost, is asked about once.
    fn leave(&self, effect: Effect) -> Step {
        if self.mode == Mode::Triage && (self.overlays.is_empty() || self.library.kiosk) {
            screens::verdict::leave(&self.context(), Step::Effect(effect))
        } else {
            Step::Effect(effect)
        }
    }

    fn overlay_of(
        &self,
        make: fn(
            &crate::tui::screen::Context,
            &dyn crate::tui::screen::Screen,
        ) -> Box<dyn crate::tui::screen::Screen>,
    ) -> Step {
        Step::Overlay(make(&self.context(), self.top()))
    }

    pub(super) fn lay_on_top(&mut self, overlay: Box<dyn crate::tui::screen::Screen>) {
        self.footer = None;
        self.overlays.push(overlay);
        self.new_screen = true;
    }

    fn close_overlay(&mut self) {
        self.footer = None;
        self.leaving_unsaved = false;
        if self.overlays.pop().is_some() {
            self.refresh();
            self.new_screen = true;
        }
    }

    /// What is shown follows what is so.
    pub(super) fn refresh(&mut self) {
        let cx = super::context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        );
        self.screen.refresh(&cx);
        for overlay in &mut self.overlays {
            overlay.refresh(&cx);
        }
    }

    fn type_in(&mut self, change: Change, at_word_end: bool) {
        if self.would_lapse(std::slice::from_ref(&change)) {
            self.ask_before(vec![change], None);
            return;
        }
        let drafted = self.session.draft(change, self.now);
        let settled = drafted.and_then(|()| {
            if at_word_end {
                self.session.settle()
            } else {
                Ok(())
            }
        });
        if let Err(refusal) = settled {
            self.message = refusal.to_string();
        }
        self.begin_save();
    }

    /// Makes changes; false where they were refused or wait for an answer.
    pub(super) fn apply(&mut self, changes: Vec<Change>, say: Option<String>) -> bool {
        if self.would_lapse(&changes) {
            self.ask_before(changes, say);
            return false;
        }
        match self.session.apply(&changes) {
            Ok(_) => {
                self.message = say.unwrap_or_default();
                self.ask_again_after(&changes);
                self.refresh();
                self.begin_save();
                true
            }
            Err(refusal) => {
                self.message = refusal.to_string();
                false
            }
        }
    }

    /// Whether changes touch what somebody has signed, and nobody has agreed to that yet.
    fn would_lapse(&self, changes: &[Change]) -> bool {
        screens::lapse::would_lapse(&self.session, changes)
            .iter()
            .any(|lapse| !self.agreed.contains(&lapse.subject))
    }

    fn ask_before(&mut self, changes: Vec<Change>, say: Option<String>) {
        let lapses = screens::lapse::would_lapse(&self.session, &changes);
        let question = screens::lapse::ask(self.session.edition(), &lapses, changes, say);
        self.lay_on_top(question);
    }

    /// Somebody agreed that these sign-offs may lapse.
    pub(super) fn agree(&mut self, changes: &[Change]) {
        for lapse in screens::lapse::would_lapse(&self.session, changes) {
            self.agreed.push(lapse.subject);
        }
    }

    /// What stands again by a sign-off, of itself or of an amendment, is asked about again.
    fn ask_again_after(&mut self, changes: &[Change]) {
        if changes.iter().any(|change| matches!(change, Change::Sign { .. })) {
            let states = &self.session.assessment().sign_offs;
            let stands = |subject: &String| {
                let own = states.iter().filter(|state| state.subject == *subject);
                own.into_iter()
                    .any(|state| matches!(state.standing, Standing::Given { .. }))
            };
            self.agreed.retain(|subject| !stands(subject));
        }
    }

    pub(super) fn begin_save(&mut self) {
        if let Err(refusal) = self.session.tick(self.now) {
            self.message = refusal.to_string();
        }
    }

    /// To a place, whatever the present screen holds.
    pub(super) fn go(&mut self, place: &Place) {
        if let Err(refusal) = self.session.settle() {
            self.message = refusal.to_string();
        }
        self.overlays.clear();
        self.footer = None;
        self.show(place);
        self.begin_save();
    }

    /// What is typed on the screen that is left and is no answer waits until somebody comes back.
    fn put_aside(&mut self) {
        let Some(place) = self.screen.place() else { return };
        match self.screen.unkept(&self.context()) {
            Some(unkept) => {
                self.unkept.insert(place, unkept.raw);
                self.message = unkept.said;
            }
            None => {
                self.unkept.remove(&place);
            }
        }
    }

    pub(super) fn show(&mut self, place: &Place) {
        self.put_aside();
        let left = self.screen.place();
        let cx = super::context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        );
        if let Some(mut screen) = screens::of_place(&cx, place) {
            if let Some(left) = left {
                screen.come_from(&left, &cx);
            }
            self.left = Some(std::mem::replace(&mut self.screen, screen));
            self.new_screen = true;
        }
        self.remember_place();
    }

    fn go_beside(&mut self, forward: bool) {
        if !self.overlays.is_empty() {
            self.close_overlay();
            return;
        }
        let Some(place) = self.screen.place() else { return };
        if let Err(refusal) = self.session.settle() {
            self.message = refusal.to_string();
        }
        if let Some(left) = self.left_overlay.take().filter(|left| left.from == place) {
            self.go(&left.over);
            self.lay_on_top(left.overlay);
            self.refresh();
            return;
        }
        if place.is_aside() {
            let from = self.aside_from.take();
            let first = || interview::first(self.session.edition(), self.session.assessment());
            let from = from.unwrap_or_else(first);
            self.go(&from);
            return;
        }
        if let Some(way) = self.back_to.take_if(|way| way.leads_from(&place)) {
            self.go(&way.to);
            if let Some(screen) = way.screen {
                self.screen = screen;
                self.refresh();
            }
            let cx = super::context(
                &self.session,
                &self.projects,
                self.look,
                self.mode,
                self.library.kiosk,
                &self.unkept,
            );
            self.screen.come_from(&way.asked, &cx);
            return;
        }
        if !matches!(place, Place::Record(..)) {
            self.back_to = None;
        }
        let (edition, assessment) = (self.session.edition(), self.session.assessment());
        let target = match (forward, self.mode) {
            (true, Mode::Triage) => screens::triage::next(edition, assessment, &place),
            (false, Mode::Triage) => screens::triage::previous(edition, assessment, &place),
            (true, _) => interview::next(edition, assessment, &place),
            (false, _) => interview::previous(edition, assessment, &place),
        };
        if target == place {
            let edge = if forward {
                "This is the last screen."
            } else {
                "This is the first screen."
            };
            edge.clone_into(&mut self.message);
        } else {
            self.go(&target);
        }
    }

    fn go_answers(&mut self) -> Step {
        let step = self
            .screen
            .place()
            .and_then(|place| place.step(self.session.edition()).map(|step| step.id.clone()));
        match step {
            Some(step) => Step::Go(Place::Check(step)),
            None => Step::Ignored,
        }
    }

    fn go_sign_offs(&mut self) -> Step {
        let edition = self.session.edition();
        let here = self
            .screen
            .place()
            .and_then(|place| place.step(edition).map(|step| step.id.clone()));
        let own = edition
            .subjects
            .iter()
            .find(|subject| Some(&subject.step) == here.as_ref());
        match own.or(edition.subjects.first()) {
            Some(subject) => Step::Go(Place::SignOffs(subject.step.clone())),
            None => Step::Ignored,
        }
    }

    fn go_history_of_this(&mut self) -> Step {
        match self.screen.place() {
            Some(place) => Step::Go(Place::History(place.topic())),
            None => Step::Ignored,
        }
    }

    fn save_now(&mut self) -> Step {
        if self.mode == Mode::Triage {
            return Step::Say("Not kept: no project yet. The end makes one of it.".to_owned());
        }
        if self.mode == Mode::Projects {
            return Step::Say("Every project here is saved.".to_owned());
        }
        match self.session.save_now(self.now) {
            Ok(()) => Step::Say("Saved.".to_owned()),
            Err(failed) => Step::Say(format!("NOT SAVED: {failed}")),
        }
    }

    fn undo(&mut self, back: bool) -> Step {
        let done = if back {
            self.session.undo()
        } else {
            self.session.redo()
        };
        match done {
            Err(error) => Step::Say(sentence(&error.to_string())),
            Ok((what, change)) => {
                let place = screens::place_of_change(&self.session, &change);
                let said = format!("{}: {what}.", if back { "Undone" } else { "Done again" });
                let here = self.overlays.last().is_some_and(|top| top.shows(&change));
                if let Some(place) =
                    place.filter(|place| !here && self.screen.place().as_ref() != Some(place))
                {
                    self.go(&place);
                }
                self.refresh();
                self.begin_save();
                Step::Say(said)
            }
        }
    }

    /// The first Ctrl+C says what a second one does; any other key between forgets it.
    fn interrupt(&mut self) -> Step {
        if self.interrupted {
            return Step::Effect(Effect::Quit);
        }
        self.interrupted = true;
        Step::Say("Ctrl+C again saves and quits.".to_owned())
    }
}

/// A phrase as a sentence of the message line.
pub(super) fn sentence(phrase: &str) -> String {
    format!("{}.", capital(phrase))
}
