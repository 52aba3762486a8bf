//! One question: its prompt, its answer whatever its kind, the note beside it, and its help.
//!
//! What is typed goes out as a draft, what is chosen as a change. What is written and is no
//! answer stays in its place and blocks nobody. A source that changed and two versions are faces
//! of the same screen.

mod answer;
mod carried;
mod control;
pub(in crate::tui::screens) mod difference;
mod effect;
mod faces;
mod form;
mod help;
pub(in crate::tui::screens) mod reading;
mod skip;
mod source;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
mod versions;
mod view;

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::cell::Cell;

use self::{
    control::{Control, Input},
    faces::Face,
};
use crate::{
    guidance::{Item, ItemId, ItemKind, Severity},
    interview::{PartError, Place, places},
    project::Offer,
    rules::ItemState,
    tui::{
        actions::{self, Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step, Unkept},
        screens::triage,
        standing, theme,
        widgets::{
            choice_row::ChoiceStep,
            footer::Button,
            prose::{Passage, ProsePage},
            text_input::{Edit, TextKind},
        },
    },
};

/// The screen of a place; nothing where the edition does not have it.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::Item(id) = place else { return None };
    let item = cx.session.edition().item(id.as_str())?;
    Some(Box::new(Question::new(cx, item)))
}

/// The screen of one question.
pub struct Question {
    item: ItemId,
    controls: Vec<Control>,
    focus: usize,
    face: Face,
    /// Somebody chose to answer anew, or to edit: the face is put aside.
    aside: bool,
    /// A text was offered when the screen opened, so it has a place of its own.
    offering: bool,
    /// What stands in the parts is no answer, and was not sent.
    unsent: bool,
    /// What is wrong with it, once somebody wanted to go on.
    wrong: Option<PartError>,
    page: ProsePage,
    drawn: Drawn,
}

/// What the last picture showed, which keys go by.
#[derive(Debug, Default)]
struct Drawn {
    pages: Cell<usize>,
    /// How many rows the focused text had, and how many it needed.
    rows: Cell<(u16, u16)>,
}

impl Question {
    /// The item; a screen is only made for one that the edition has.
    fn item<'a>(&self, cx: &Context<'a>) -> Option<&'a Item> {
        cx.session.edition().item(self.item.as_str())
    }

    fn state<'a>(&self, cx: &Context<'a>) -> Option<&'a ItemState> {
        cx.session.assessment().item(self.item.as_str())
    }

    fn focused(&self) -> Option<&Control> {
        self.controls.get(self.focus)
    }

    /// What is offered and not taken yet.
    fn offer(&self, cx: &Context) -> Option<Offer> {
        let open = self.state(cx)?.carry == crate::rules::Carry::Offered;
        let item = self.item(cx).filter(|_| open)?;
        crate::project::offer(cx.session.edition(), cx.session.project(), item)
    }

    /// Whether Enter takes the offered text over here: nothing is written yet where it would go.
    fn takes_over(&self, cx: &Context) -> bool {
        let nothing_here = self
            .focused()
            .filter(|control| control.is_part())
            .and_then(Control::text)
            .is_some_and(|input| input.text().trim().is_empty());
        // a head takes the text over as its notes, whatever else it says
        let is_head = self.item(cx).is_some_and(|item| item.kind == ItemKind::Head);
        let here = !is_head || self.focused().is_some_and(Control::is_long);
        let mut parts = self.controls.iter().filter(|control| control.is_part());
        let alone = is_head || parts.all(|control| control.written().trim().is_empty());
        nothing_here && here && alone && self.offer(cx).is_some()
    }

    /// `4 of 15`: the place among the step's questions that apply.
    fn position(&self, cx: &Context) -> Option<(usize, usize)> {
        let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
        let all: Vec<Place> = if cx.triage {
            triage::places(edition, assessment)
        } else {
            let step = edition.step(self.item(cx)?.step.as_str())?;
            places(edition, assessment, step)
        };
        let asked = |place: &&Place| matches!(place, Place::Item(_) | Place::Set(..));
        let asked: Vec<&Place> = all.iter().filter(asked).collect();
        let here = Place::Item(self.item.clone());
        let at = asked.iter().position(|place| **place == here)?;
        Some((at + 1, asked.len()))
    }

    fn buttons_of_focus(&self, cx: &Context) -> Vec<Button> {
        let mut buttons = Vec::new();
        let scopes = self.scopes(cx);
        let Some(control) = self.focused() else {
            return buttons;
        };
        let takes_over = self.takes_over(cx);
        match &control.input {
            Input::Choice { .. } => {
                buttons.push(Button::of(Action::Accept, &scopes));
                for (value, action) in [
                    ("yes", Action::Yes),
                    ("no", Action::No),
                    ("unsure", Action::NotSure),
                ] {
                    if control.takes(value) {
                        buttons.push(Button::of(action, &scopes));
                    }
                }
                if !control.takes("yes") {
                    buttons.push(Button::of(Action::Take, &scopes).keyed("Space"));
                }
            }
            Input::Text(input) => match input.kind() {
                TextKind::Long => {
                    buttons.push(Button::of(Action::NextScreen, &scopes));
                    if takes_over {
                        buttons.push(Button::of(Action::NewLine, &scopes).labelled("take over"));
                    }
                }
                TextKind::Line if takes_over => {
                    buttons.push(Button::of(Action::NextScreen, &scopes));
                    buttons.push(Button::of(Action::Accept, &scopes).labelled("take over"));
                }
                TextKind::Line => buttons.push(Button::of(Action::Accept, &scopes)),
            },
        }
        let tab = match self.controls.get(self.focus + 1) {
            Some(next) => standing::uncapital(&next.label),
            None if control.text().is_some() => "leave text".to_owned(),
            None => return buttons,
        };
        let tab = if tab.split_whitespace().count() > 2 {
            "next field"
        } else {
            &tab
        };
        buttons.push(Button::of(Action::NextControl, &scopes).labelled(tab));
        buttons
    }

    /// Pages of help, or at small sizes of the prompt, turn.
    fn turn(&mut self, action: Action) -> Step {
        self.page.act(action, self.drawn.pages.get());
        Step::Stay
    }

    /// Whether the focused text is longer than what is shown of it, so that pages are the text's.
    fn text_scrolls(&self) -> bool {
        let (shown, needed) = self.drawn.rows.get();
        needed > shown
    }
}

impl Screen for Question {
    fn heading(&self, cx: &Context) -> Heading {
        let step = self
            .item(cx)
            .and_then(|item| cx.session.edition().step(item.step.as_str()));
        let position = self.position(cx).map(|(at, of)| format!("{at} of {of}"));
        let face = self.face.words().map(str::to_owned);
        let severity = self
            .item(cx)
            .and_then(|item| severity(item.severity))
            .map(|severity| severity.word().to_owned());
        let brief: Vec<String> = [position, face.or(severity)].into_iter().flatten().collect();
        Heading {
            place: step.map(|step| step.label.clone()).unwrap_or_default(),
            brief: brief.join("  "),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Item(self.item.clone()))
    }

    fn scopes(&self, cx: &Context) -> Vec<Scope> {
        let mut scopes = match (&self.face, self.focused()) {
            (Face::Ordinary, Some(control)) => control.scopes(),
            (Face::Ordinary, None) => Vec::new(),
            (Face::Source(_) | Face::Versions(_), _) => vec![Scope::Choice],
        };
        // in a text the letter is typed; in the footer it holds
        if self.item(cx).is_some_and(|item| item.skippable) {
            scopes.push(Scope::Skippable);
        }
        scopes
    }

    fn in_text(&self) -> bool {
        matches!(self.face, Face::Ordinary) && self.focused().is_some_and(|control| control.text().is_some())
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let scopes = self.scopes(cx);
        let of = |action: Action| Button::of(action, &scopes);
        let mut buttons = match &self.face {
            Face::Ordinary => self.buttons_of_focus(cx),
            Face::Source(_) => faces::source_buttons(&scopes),
            Face::Versions(choosing) => faces::version_buttons(choosing, &scopes),
        };
        buttons.push(of(Action::PreviousScreen));
        if self.in_text() && self.focused().is_some_and(Control::is_long) {
            buttons.push(of(Action::Editor));
        }
        if self.item(cx).is_some_and(|item| item.skippable) {
            buttons.push(of(Action::NotApplicable));
        }
        buttons.push(of(Action::GoTo));
        if !cx.triage {
            buttons.push(of(Action::Status));
        }
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        match action {
            Action::PageUp | Action::PageDown => return self.turn(action),
            Action::NotApplicable if self.item(cx).is_some_and(|item| item.skippable) => {
                return self.skip(cx);
            }
            _ => {}
        }
        if !matches!(self.face, Face::Ordinary) {
            return self.act_on_face(action, cx);
        }
        match action {
            Action::NextControl => self.next_control(cx),
            Action::PreviousControl => self.previous_control(cx),
            Action::Down if self.in_line() => self.step_by_arrow(true, cx),
            Action::Up if self.in_line() => self.step_by_arrow(false, cx),
            Action::Yes => self.take_value("yes", cx),
            Action::No => self.take_value("no", cx),
            Action::NotSure => self.take_value("unsure", cx),
            Action::Accept | Action::NewLine if self.takes_over(cx) => self.take_over(cx),
            Action::Editor => match self.focused().filter(|control| control.is_long()) {
                Some(control) => Step::Editor(control.written()),
                None => Step::Ignored,
            },
            action => {
                let focus = self.focus;
                let stepped = match self.controls.get_mut(focus).map(|control| &mut control.input) {
                    Some(Input::Choice { row, .. }) => row.act(action),
                    Some(Input::Text(_)) if action == Action::Accept => ChoiceStep::GoOn,
                    Some(Input::Text(_)) | None => ChoiceStep::Ignored,
                };
                match stepped {
                    ChoiceStep::Moved => Step::Stay,
                    ChoiceStep::Took(_) => self.chosen(cx),
                    ChoiceStep::GoOn => self.go_on(cx),
                    ChoiceStep::Ignored => Step::Ignored,
                }
            }
        }
    }

    fn typed(&mut self, key: KeyEvent, cx: &Context) -> Step {
        let scopes = self.scopes(cx);
        match actions::action_for(key, &scopes) {
            Some(Action::NewLine | Action::Accept) if self.takes_over(cx) => return self.take_over(cx),
            _ => {}
        }
        let page = actions::action_for(key, &[Scope::Everywhere]);
        if matches!(page, Some(Action::PageUp | Action::PageDown)) && !self.text_scrolls() {
            return Step::Ignored;
        }
        let edit = match self
            .controls
            .get_mut(self.focus)
            .map(|control| &mut control.input)
        {
            Some(Input::Text(input)) => {
                let mut trial = input.clone();
                let edit = trial.key(key);
                if cx.session.project().read_only.is_some() && edit != Edit::Moved && edit != Edit::Ignored {
                    return self.read_only(cx);
                }
                *input = trial;
                edit
            }
            Some(Input::Choice { .. }) | None => Edit::Ignored,
        };
        self.after(edit, cx)
    }

    fn paste(&mut self, text: &str, cx: &Context) -> Step {
        if !self.in_text() {
            return Step::Say("Nothing here takes a paste.".to_owned());
        }
        if cx.session.project().read_only.is_some() {
            return self.read_only(cx);
        }
        let edit = match self
            .controls
            .get_mut(self.focus)
            .map(|control| &mut control.input)
        {
            Some(Input::Text(input)) => input.paste(text),
            Some(Input::Choice { .. }) | None => Edit::Ignored,
        };
        self.after(edit, cx)
    }

    fn edited(&mut self, text: &str, cx: &Context) -> Step {
        self.replace_text(text, cx)
    }

    fn enter(&mut self, from: Entering) {
        self.focus = match from {
            Entering::First => 0,
            Entering::Last => self.controls.len().saturating_sub(1),
        };
    }

    fn refresh(&mut self, cx: &Context) {
        self.take_in(cx);
    }

    fn unkept(&self, cx: &Context) -> Option<Unkept> {
        self.what_is_unkept(cx)
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        self.item(cx)
            .map(|item| help::page(self, cx, item))
            .unwrap_or_default()
    }

    fn status(&self, cx: &Context) -> Option<String> {
        faces::status(self, cx)
    }

    fn status_brief(&self, cx: &Context) -> Option<String> {
        faces::status_brief(self, cx)
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let item = self.item(cx)?;
        match &self.face {
            Face::Ordinary => view::draw(self, cx, item, regions, focused, buf),
            Face::Source(row) => source::draw(self, row, cx, item, regions, focused, buf),
            Face::Versions(choosing) => versions::draw(self, choosing, cx, item, regions, focused, buf),
        }
    }
}

/// How heavy a question weighs, as far as drawing is concerned.
fn severity(of: Option<Severity>) -> Option<theme::Severity> {
    match of? {
        Severity::Red => Some(theme::Severity::Red),
        Severity::Amber => Some(theme::Severity::Amber),
        Severity::Route => None,
    }
}
