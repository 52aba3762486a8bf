//! A list: its records as a table, the selected one in words below it, and what is still missing.

mod amending;
mod columns;
mod page;
mod removal;
mod rows;
mod suggested;

pub(super) use amending::{amend, may_begin};
pub(super) use rows::{capital, record_name};

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::cell::Cell;

use crate::{
    guidance::{List, ListId},
    interview::Place,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step},
        widgets::{
            footer::Button,
            prose::Passage,
            table::TableState,
            typed_filter::{FilterStep, TypedFilter},
        },
    },
};
use rows::{ListRow, rows};

/// From so many rows on, the filter is worth a button before the one that goes back.
const MANY: usize = 9;

/// The screen of a list; nothing where the edition does not have it.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::List(id) = place else { return None };
    let list = cx.session.edition().list(id.as_str())?;
    Some(Box::new(ListScreen {
        list: list.id.clone(),
        state: TableState::default(),
        selected: None,
        filter: TypedFilter::default(),
        page: Cell::new(1),
    }))
}

struct ListScreen {
    list: ListId,
    state: TableState,
    /// The record of the selected row, which stays selected when rows come and go.
    selected: Option<String>,
    filter: TypedFilter,
    /// How many rows were shown at once when it was drawn last.
    page: Cell<usize>,
}

impl ListScreen {
    fn list<'a>(&self, cx: &Context<'a>) -> Option<&'a List> {
        cx.session.edition().list(self.list.as_str())
    }

    fn rows(&self, cx: &Context) -> Vec<ListRow> {
        let wanted = self.filter.words();
        self.list(cx)
            .map(|list| rows(cx, list, &wanted))
            .unwrap_or_default()
    }

    /// How many rows there are, without making them where nothing filters them.
    fn count(&self, cx: &Context) -> usize {
        match self.list(cx) {
            Some(list) if !self.filter.is_there() => rows::count(cx, list),
            _ => self.rows(cx).len(),
        }
    }

    fn row(&self, cx: &Context) -> Option<ListRow> {
        let mut rows = self.rows(cx);
        let at = self.state.selected.min(rows.len().checked_sub(1)?);
        Some(rows.swap_remove(at))
    }

    fn select(&mut self, id: &str, cx: &Context) {
        let rows = self.rows(cx);
        if let Some(at) = rows.iter().position(|row| row.id == id) {
            self.state.selected = at;
            self.selected = Some(id.to_owned());
        }
    }

    fn open(&self, cx: &Context) -> Step {
        match self.row(cx) {
            Some(row) => Step::Go(Place::Record(self.list.clone(), row.id)),
            None if self.filter.is_there() => Step::Say("Nothing holds that. a adds a new one.".to_owned()),
            None => self.add(),
        }
    }

    fn add(&self) -> Step {
        Step::Go(Place::Record(self.list.clone(), String::new()))
    }

    fn remove(&self, cx: &Context) -> Step {
        let (Some(row), Some(list)) = (self.row(cx), self.list(cx)) else {
            return Step::Stay;
        };
        match row.raised_by {
            Some(question) => Step::Say(format!(
                "Question {question} raises it: it goes with a yes there."
            )),
            None => Step::Overlay(removal::question(cx, list, &row.id, &row.name)),
        }
    }

    fn filtered(&mut self, step: FilterStep) -> Step {
        match step {
            FilterStep::Narrowed => {
                self.state.selected = 0;
                self.selected = None;
                Step::Stay
            }
            FilterStep::Done => Step::Stay,
            FilterStep::BeforeStart => Step::FooterEnd,
            FilterStep::Refused(why) => Step::Say(why),
            FilterStep::Ignored => Step::Ignored,
        }
    }
}

impl Screen for ListScreen {
    fn heading(&self, cx: &Context) -> Heading {
        let Some(list) = self.list(cx) else {
            return Heading::default();
        };
        Heading {
            place: place_words(cx, list),
            brief: self.count(cx).to_string(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::List(self.list.clone()))
    }

    fn scopes(&self, cx: &Context) -> Vec<Scope> {
        if self.filter.has_focus() {
            vec![Scope::Line, Scope::Text]
        } else if amending::is_of_milestones(cx, &self.list) {
            vec![Scope::Milestones, Scope::List]
        } else if suggested::are_any(cx, &self.list) {
            vec![Scope::Suggesting, Scope::List]
        } else {
            vec![Scope::List]
        }
    }

    fn in_text(&self) -> bool {
        self.filter.has_focus()
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let on = |action| Button::of(action, &[Scope::List]);
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let count = self.count(cx);
        let filter = (count > 1 || self.filter.is_there()).then(|| on(Action::Filter));
        let (early, late) = if count >= MANY {
            (filter, None)
        } else {
            (None, filter)
        };
        let mut buttons = vec![everywhere(Action::NextScreen)];
        if count > 0 {
            buttons.push(on(Action::Open));
        }
        buttons.push(on(Action::Add));
        if suggested::are_any(cx, &self.list) {
            buttons.push(Button::of(Action::Suggested, &[Scope::Suggesting]));
        }
        if count > 0 {
            buttons.push(on(Action::Remove));
        }
        if self.row(cx).is_some_and(|row| may_begin(cx, &self.list, &row.id)) {
            buttons.push(Button::of(Action::Amend, &[Scope::Milestones]));
        }
        buttons.extend(early);
        buttons.push(everywhere(Action::PreviousScreen));
        buttons.extend(late);
        buttons.push(everywhere(Action::GoTo));
        buttons.push(everywhere(Action::Status));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if self.filter.has_focus() {
            let step = self.filter.act(action);
            return self.filtered(step);
        }
        match action {
            Action::Open | Action::Accept => self.open(cx),
            Action::Add => self.add(),
            Action::Remove => self.remove(cx),
            Action::Suggested => Step::Overlay(Box::new(suggested::Suggestions::of(&self.list))),
            Action::Amend => match self.row(cx) {
                Some(row) => amend(cx, &row.id),
                None => Step::Stay,
            },
            Action::Filter => {
                self.filter.open();
                Step::Stay
            }
            Action::PreviousControl if self.filter.is_there() => {
                self.filter.open();
                Step::Stay
            }
            Action::Left | Action::Right => Step::Stay,
            Action::NotApplicable => {
                Step::Say("A list is left empty where nothing belongs in it.".to_owned())
            }
            action => {
                if !self.state.act(action, self.count(cx), self.page.get()) {
                    return Step::Ignored;
                }
                self.selected = self.row(cx).map(|row| row.id);
                Step::Stay
            }
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        let step = self.filter.key(key);
        self.filtered(step)
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        let step = self.filter.paste(text);
        self.filtered(step)
    }

    fn enter(&mut self, from: Entering) {
        self.filter.focus(from == Entering::First);
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        let Place::Record(list, id) = place else { return };
        if *list != self.list {
            return;
        }
        match cx.session.project().records(list.as_str()).last() {
            Some(newest) if id.is_empty() => self.select(&newest.id, cx),
            _ => self.select(id, cx),
        }
    }

    fn refresh(&mut self, cx: &Context) {
        if let Some(id) = self.selected.clone() {
            self.select(&id, cx);
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let Some(list) = self.list(cx) else {
            return Vec::new();
        };
        let mut passages = vec![
            Passage::new(list.prompt.as_str(), cx.look.prompt()),
            Passage::blank(),
            Passage::new(list.why.as_str(), cx.look.quiet()),
            Passage::blank(),
            Passage::new(list.help.as_str(), cx.look.quiet()),
        ];
        if let Some(ours) = &list.ours {
            passages.push(Passage::blank());
            passages.push(Passage::new(ours.as_str(), cx.look.quiet()));
        }
        if let Some(row) = self.row(cx) {
            passages.push(Passage::blank());
            passages.push(Passage::typed(row.name.as_str(), cx.look.prompt()));
            for sentence in row.sentences {
                passages.push(Passage::typed(sentence, cx.look.quiet()).hanging(2));
            }
        }
        passages
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let list = self.list(cx)?;
        let page = page::Page {
            cx,
            list,
            rows: self.rows(cx),
            state: self.state,
            filter: self.filter.input(),
            filtering: self.filter.has_focus(),
        };
        let (shown, cursor) = page.view(regions, focused, buf);
        self.page.set(shown);
        cursor
    }
}

/// Where one is on a list: its step, and the list where the step has several.
pub(super) fn place_words(cx: &Context, list: &List) -> String {
    let step = cx.session.edition().step(list.step.as_str());
    match step {
        Some(step) if step.lists().count() < 2 => step.label.clone(),
        Some(step) => format!("{} / {}", step.label, list.label),
        None => list.label.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
