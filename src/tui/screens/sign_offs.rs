//! Sign-offs: who has approved, certified, signed or published what, what is outstanding, and
//! which of them lapsed by which change.

mod giving;
mod page;
mod withdrawing;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::StepId,
    interview::Place,
    rules::{SignOffState, Standing, way_back},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};
use giving::Giving;

/// The screen of the sign-offs; those of a step's document are chosen first.
#[allow(clippy::unnecessary_wraps)] // every place has a screen, or none where it is not there
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::SignOffs(step) = place else { return None };
    let rows = page::rows(cx, step);
    let own = |state: &&SignOffState| page::step_of(cx, &state.subject) == Some(step);
    let waiting = |state: &&SignOffState| own(state) && !matches!(state.standing, Standing::Given { .. });
    let first = rows
        .iter()
        .position(waiting)
        .or_else(|| rows.iter().position(own));
    Some(Box::new(SignOffs {
        step: step.clone(),
        state: SheetState::at(first.unwrap_or_default()),
        unfolded: false,
        recording: None,
    }))
}

struct SignOffs {
    step: StepId,
    state: SheetState,
    /// Whether what changed under the chosen one stands there whole.
    unfolded: bool,
    /// The row that was being recorded, to go on from when it is.
    recording: Option<usize>,
}

impl SignOffs {
    fn chosen<'a>(&self, cx: &Context<'a>) -> Option<&'a SignOffState> {
        let sheet = page::page(cx, self.state.columns(), &self.view_of());
        page::rows(cx, &self.step)
            .into_iter()
            .nth(self.state.chosen(&sheet)?)
    }

    fn view_of(&self) -> page::View {
        page::View {
            step: self.step.clone(),
            unfolded: self.unfolded.then_some(self.state.selected()),
        }
    }

    fn give(&mut self, cx: &Context) -> Step {
        self.recording = Some(self.state.selected());
        match self.chosen(cx) {
            Some(state) => Step::Overlay(Box::new(Giving::new(cx, state))),
            None => Step::Say("Nobody has to sign yet: name the parties first.".to_owned()),
        }
    }

    fn withdraw(&self, cx: &Context) -> Step {
        match self.chosen(cx) {
            Some(state) if state.standing != Standing::Outstanding => {
                Step::Overlay(Box::new(withdrawing::of(cx, state)))
            }
            _ => Step::Say("There is nothing to withdraw here.".to_owned()),
        }
    }

    /// Puts what changed under the chosen one back as it was signed.
    fn restore(&self, cx: &Context) -> Step {
        let session = cx.session;
        let states = &session.assessment().sign_offs;
        let chosen = self.chosen(cx);
        let back = chosen.and_then(|state| way_back(session.edition(), session.project(), states, state));
        match back {
            Some(back) => super::history::back::of_gate(cx, &back),
            None => Step::Say("Nothing has changed under this one.".to_owned()),
        }
    }

    fn unfold(&mut self, cx: &Context) -> Step {
        match self.chosen(cx) {
            Some(SignOffState {
                standing: Standing::Lapsed { .. },
                ..
            }) => {
                self.unfolded = !self.unfolded;
                Step::Stay
            }
            Some(SignOffState {
                healed_by: Some(_), ..
            }) => Step::Say("An agreed amendment changed it; it stands by that.".to_owned()),
            _ => Step::Say("Nothing has changed under this one.".to_owned()),
        }
    }
}

impl Screen for SignOffs {
    fn heading(&self, cx: &Context) -> Heading {
        Heading {
            place: "Sign-offs".to_owned(),
            brief: page::open_words(cx, &self.step),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::SignOffs(self.step.clone()))
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::SignOffs]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let (own, everywhere) = (&[Scope::SignOffs], &[Scope::Everywhere]);
        let chosen = self.chosen(cx);
        let standing = chosen.map(|state| &state.standing);
        let mut buttons = Vec::new();
        match standing {
            None => buttons.push(Button::of(Action::NextScreen, everywhere)),
            Some(Standing::Given { .. }) => {
                buttons.push(Button::of(Action::NextScreen, everywhere));
                buttons.push(Button::of(Action::Open, own).labelled("record again"));
            }
            Some(Standing::Outstanding | Standing::Lapsed { .. }) => {
                buttons.push(Button::of(Action::Open, own));
                buttons.push(Button::of(Action::NextScreen, everywhere));
            }
        }
        if matches!(standing, Some(Standing::Lapsed { .. })) {
            buttons.push(Button::of(Action::WhatChanged, own));
            buttons.push(Button::of(Action::Restore, own));
        }
        if standing.is_some_and(|standing| *standing != Standing::Outstanding) {
            buttons.push(Button::of(Action::Withdraw, own));
        }
        buttons.push(Button::of(Action::PreviousScreen, everywhere));
        buttons.push(Button::of(Action::GoTo, everywhere));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = page::page(cx, self.state.columns(), &self.view_of());
        if self.state.act(action, &sheet) {
            self.unfolded = false;
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => self.give(cx),
            Action::Withdraw => self.withdraw(cx),
            Action::WhatChanged => self.unfold(cx),
            Action::Restore => self.restore(cx),
            _ => Step::Ignored,
        }
    }

    /// What was recorded is done: on to the next of the same document that is not.
    fn refresh(&mut self, cx: &Context) {
        let rows = page::rows(cx, &self.step);
        let given = |at: usize| {
            rows.get(at)
                .is_some_and(|state| matches!(state.standing, Standing::Given { .. }))
        };
        if let Some(at) = self.recording.filter(|at| given(*at)) {
            self.recording = None;
            let subject = rows.get(at).map(|state| &state.subject);
            let open = |next: &usize| rows.get(*next).map(|state| &state.subject) == subject && !given(*next);
            self.state
                .select((at..rows.len()).chain(0..at).find(open).unwrap_or(at));
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        page::help(cx)
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let sheet = page::page(cx, Sheet::columns_of(regions.centre), &self.view_of());
        sheet.view(&self.state, focused, regions.centre, buf)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
