//! History: who decided what, when, and on which wording; by day, by person, by item.

pub(in crate::tui::screens) mod back;
mod page;
mod whole;

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use std::cell::RefCell;

use crate::{
    interview::Place,
    project::{About, LogLine, Names, Row, Topic, rows},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step},
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
            typed_filter::{self, FilterStep, TypedFilter},
        },
    },
};
use page::{Grouping, Made, Page, Size};
use whole::Whole;

/// The screen of a history; nothing where what it is of is not known.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::History(topic) = place else { return None };
    let edition = cx.session.edition();
    match topic {
        Topic::Project => {}
        Topic::Item(item) => drop(edition.item(item.as_str())?),
        Topic::List(list) | Topic::Record(list, _) => drop(edition.list(list.as_str())?),
    }
    let mut history = History {
        topic: topic.clone(),
        grouping: Grouping::Day,
        rows: Vec::new(),
        read: None,
        state: SheetState::default(),
        made: RefCell::new(None),
        filter: TypedFilter::default(),
    };
    history.read(cx);
    Some(Box::new(history))
}

struct History {
    topic: Topic,
    grouping: Grouping,
    /// The entries, the newest first: made anew when the log is another one.
    rows: Vec<Row>,
    read: Option<Read>,
    state: SheetState,
    /// The page as it was drawn last: a log may be long.
    made: RefCell<Option<Made>>,
    filter: TypedFilter,
}

/// By what one sees that the log is another one.
#[derive(PartialEq)]
struct Read {
    lines: usize,
    last: Option<LogLine>,
    elsewhere: u64,
}

impl History {
    /// Reads the log, unless it is the one that was read.
    fn read(&mut self, cx: &Context) {
        let log = &cx.session.project().log;
        let now = Read {
            lines: log.len(),
            last: log.last().cloned(),
            elsewhere: cx.session.elsewhere(),
        };
        if self.read.as_ref() == Some(&now) {
            return;
        }
        let chosen = self.chosen(cx).map(|row| row.id.clone());
        self.rows = rows(cx.session.edition(), cx.session.project(), &self.topic);
        self.read = Some(now);
        self.made.replace(None);
        self.keep(chosen.as_deref(), cx);
    }

    /// The entry stays chosen, wherever it stands now.
    fn keep(&mut self, id: Option<&str>, cx: &Context) {
        let Some(id) = id else { return };
        let rows = &self.rows;
        let is_it = |row: &usize| rows.get(*row).is_some_and(|row| row.id == id);
        let at = self.with_page(cx, self.size(), |page| page.order.iter().position(is_it));
        if let Some(at) = at {
            self.state.select(at);
        }
    }

    /// The room that the page had when it was drawn last.
    fn size(&self) -> Size {
        Size {
            columns: self.state.columns(),
            tight: self.state.is_tight(),
        }
    }

    /// Does something with the page for that room.
    fn with_page<T>(&self, cx: &Context, size: Size, f: impl FnOnce(&Page) -> T) -> T {
        let typed = self.filter.words();
        let mut made = self.made.borrow_mut();
        let made = page::made(
            &mut made,
            cx,
            size,
            self.grouping,
            &self.topic,
            &self.rows,
            &typed,
        );
        f(made)
    }

    fn chosen(&self, cx: &Context) -> Option<&Row> {
        let at = self.with_page(cx, self.size(), |page| {
            let at = self.state.chosen(&page.sheet)?;
            page.order.get(at).copied()
        });
        self.rows.get(at?)
    }

    fn moved(&mut self, action: Action, cx: &Context) -> bool {
        let size = self.size();
        let mut state = std::mem::take(&mut self.state);
        let moved = self.with_page(cx, size, |page| state.act(action, &page.sheet));
        self.state = state;
        moved
    }

    fn regroup(&mut self, cx: &Context) {
        let chosen = self.chosen(cx).map(|row| row.id.clone());
        self.grouping = self.next_grouping();
        self.made.replace(None);
        self.keep(chosen.as_deref(), cx);
    }

    /// What the entries are grouped by after this: one thing alone is not grouped by thing.
    fn next_grouping(&self) -> Grouping {
        match (self.grouping, &self.topic) {
            (Grouping::Day, _) => Grouping::Person,
            (Grouping::Person, Topic::Project | Topic::List(_)) => Grouping::Thing,
            (Grouping::Person | Grouping::Thing, _) => Grouping::Day,
        }
    }

    fn filtered(&mut self, step: FilterStep) -> Step {
        match step {
            FilterStep::Narrowed => {
                self.made.replace(None);
                self.state = SheetState::default();
                Step::Stay
            }
            FilterStep::Done => Step::Stay,
            FilterStep::BeforeStart => Step::FooterEnd,
            FilterStep::Refused(why) => Step::Say(why),
            FilterStep::Ignored => Step::Ignored,
        }
    }

    /// What the history is of, in words; nothing for the project.
    fn of_what(&self, cx: &Context) -> Option<String> {
        let about = match &self.topic {
            Topic::Project => return None,
            Topic::Item(item) => About::Item(item.to_string()),
            Topic::Record(list, id) => About::Record(list.to_string(), id.clone()),
            Topic::List(list) => {
                let list = cx.session.edition().list(list.as_str())?;
                return Some(list.label.clone());
            }
        };
        Some(Names::of(cx.session.edition(), cx.session.project()).thing(&about))
    }
}

impl Screen for History {
    fn heading(&self, cx: &Context) -> Heading {
        Heading {
            place: match self.of_what(cx) {
                Some(what) => format!("History / {what}"),
                None => "History".to_owned(),
            },
            brief: self.rows.len().to_string(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::History(self.topic.clone()))
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        if self.filter.has_focus() {
            vec![Scope::Line, Scope::Text]
        } else {
            vec![Scope::History]
        }
    }

    fn in_text(&self) -> bool {
        self.filter.has_focus()
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let on = |action| Button::of(action, &[Scope::History]);
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let mut buttons = Vec::new();
        if self.chosen(cx).is_some() {
            buttons.push(on(Action::Open));
        } else {
            buttons.push(everywhere(Action::PreviousScreen));
        }
        if self.rows.len() > 1 {
            buttons.push(on(Action::Regroup).labelled(self.next_grouping().label()));
        }
        if self.chosen(cx).is_some() {
            buttons.push(on(Action::Restore));
        }
        if self.rows.len() > 1 {
            buttons.push(on(Action::Filter));
        }
        if self.chosen(cx).is_some() {
            buttons.push(everywhere(Action::PreviousScreen));
        }
        buttons.push(everywhere(Action::GoTo));
        buttons.push(everywhere(Action::Status));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if self.filter.has_focus() {
            let step = self.filter.act(action);
            return self.filtered(step);
        }
        if self.moved(action, cx) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => match self.chosen(cx) {
                Some(row) => Step::Overlay(Box::new(Whole::of(cx, row))),
                None => Step::Stay,
            },
            Action::Restore => match self.chosen(cx) {
                Some(row) => back::of_row(cx, row),
                None => Step::Say("Nothing is chosen that could be put back.".to_owned()),
            },
            Action::Regroup => {
                self.regroup(cx);
                Step::Stay
            }
            Action::Filter => {
                self.filter.open();
                Step::Stay
            }
            Action::PreviousControl if self.filter.is_there() => {
                self.filter.open();
                Step::Stay
            }
            _ => Step::Ignored,
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

    fn refresh(&mut self, cx: &Context) {
        self.read(cx);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let quiet = cx.look.quiet();
        vec![
            Passage::new(
                "Every change, the newest first: who made it, when, and what it was before. What one person writes \
                 on one thing within ten minutes is one entry.",
                quiet,
            ),
            Passage::blank(),
            Passage::new(
                "Enter shows an entry whole, r puts back what was there before it or what it made. That is a change \
                 like any other: it stands at the top, it can be undone, and where somebody has signed it is asked \
                 about first. A sign-off comes back only over the wording that was signed.",
                quiet,
            ),
        ]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let mut area = regions.centre;
        let mut cursor = None;
        if let Some(filter) = self.filter.input() {
            let row = Rect {
                x: area.x + 2.min(area.width),
                width: area.width.saturating_sub(2),
                ..area
            };
            let on_it = focused && self.filter.has_focus();
            cursor = typed_filter::view("Filter", filter, on_it, true, cx.look, row, buf);
            let gap = if regions.density.eyebrow_in_header() { 1 } else { 2 };
            crate::tui::layout::take_rows(&mut area, gap);
        }
        let on_rows = focused && !self.filter.has_focus();
        let size = Size {
            columns: Sheet::columns_of(area),
            tight: self.state.made_tight(regions.density.eyebrow_in_header()),
        };
        let shown = self.with_page(cx, size, |page| page.sheet.view(&self.state, on_rows, area, buf));
        cursor.filter(|_| self.filter.has_focus()).or(shown)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value)]
mod tests;
