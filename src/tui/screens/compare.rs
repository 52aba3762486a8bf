//! Our answers beside those of another's copy: where they agree and differ, what would change the
//! verdict first, and theirs taken by one key.
//!
//! Their file was read when the comparison was opened, and is never written. Ours is compared anew
//! after every change.

pub mod choosing;
mod page;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use ratatui::{buffer::Buffer, layout::Position};
use std::cell::Cell;

use super::{ask::Ask, menu::Menu, status::Status};
use crate::{
    guidance::ItemId,
    interview::Place,
    project::Change,
    rules::{self, Agreement, CompareGroup, Compared, Comparison, Said},
    session::Theirs,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        screens::list::capital,
        widgets::{footer::Button, prose::Passage, table::TableState},
    },
};

/// The comparison over a screen.
pub struct Compare {
    theirs: Theirs,
    found: Comparison,
    state: TableState,
    /// Which page of the selected row's answers is open.
    page: usize,
    /// How many there were when it was drawn last.
    pages: Cell<usize>,
    /// What was taken here: where undo gives it back, it is chosen again.
    taken: Vec<ItemId>,
}

/// The open project beside another's copy.
pub fn of(cx: &Context, theirs: Theirs) -> Box<dyn Screen> {
    let found = compared(cx, &theirs);
    Box::new(Compare {
        theirs,
        found,
        state: TableState::default(),
        page: 0,
        pages: Cell::new(1),
        taken: Vec::new(),
    })
}

/// Why another's copy is not compared, in full.
pub fn unread(why: &str) -> Box<dyn Screen> {
    let ask = Ask::new("Compare", "That cannot be compared.").naming(capital(why));
    Box::new(
        ask.because("Nothing is changed, here or there.")
            .way("Choose another", "", Step::Stay)
            .called("back", "back"),
    )
}

fn compared(cx: &Context, theirs: &Theirs) -> Comparison {
    let session = cx.session;
    let today = session.acting().today();
    rules::compare(session.edition(), session.project(), &theirs.project, today)
}

/// The rows in the order in which they are shown.
fn rows(found: &Comparison) -> Vec<&Compared> {
    let groups = CompareGroup::ALL.into_iter();
    groups.flat_map(|group| found.in_group(group)).collect()
}

/// Where the row stands that is chosen now, after what is compared has changed: one that came to
/// agree leaves the choice to the next that does not.
fn moved(before: &Comparison, now: &Comparison, chosen: usize) -> usize {
    let (before, now) = (rows(before), rows(now));
    let place = |row: &&Compared| now.iter().position(|other| other.item == row.item);
    let is_open = |row: &&Compared| row.agreement != Agreement::Same;
    let stays_open = |row: &&&Compared| place(row).and_then(|at| now.get(at)).is_some_and(is_open);
    let (above, below) = before.split_at(chosen.min(before.len().saturating_sub(1)));
    let next = if below.first().is_some_and(is_open) {
        let under = below.iter().find(stays_open);
        under.or_else(|| above.iter().rev().find(stays_open))
    } else {
        below.first()
    };
    next.and_then(place).unwrap_or_default()
}

impl Compare {
    fn chosen(&self) -> Option<&Compared> {
        let rows = rows(&self.found);
        let at = self.state.selected.min(rows.len().saturating_sub(1));
        rows.get(at).copied()
    }

    fn select(&mut self, row: usize) {
        if row != self.state.selected {
            self.state.selected = row;
            self.page = 0;
        }
    }

    /// To another row, or to another page of this one's answers; tells whether the action was about
    /// that. Behind the last page comes the next row.
    fn moves(&mut self, action: Action) -> bool {
        let last = self.found.rows.len().saturating_sub(1);
        let at = self.state.selected.min(last);
        match action {
            Action::PageDown if self.page + 1 < self.pages.get() => self.page += 1,
            Action::PageUp if self.page > 0 => self.page -= 1,
            Action::Down | Action::PageDown => self.select((at + 1).min(last)),
            Action::Up | Action::PageUp => self.select(at.saturating_sub(1)),
            Action::First => self.select(0),
            Action::Last => self.select(last),
            _ => return false,
        }
        true
    }

    /// The changes by which the chosen row's answer is taken; in words where there is nothing to
    /// take.
    fn taking(&self, cx: &Context) -> Result<Vec<Change>, String> {
        let Some(row) = self.chosen() else {
            return Err("There is no answer here or there yet.".to_owned());
        };
        match row.b.said {
            Said::Nothing => return Err("They have not answered it: nothing to take.".to_owned()),
            Said::Versions(_) => return Err("They have two versions of it: they choose first.".to_owned()),
            Said::Value(_) | Said::NotApplicable(_) => {}
        }
        if row.agreement == Agreement::Same && row.a.is_noted_as(&row.b) {
            return Err("You agree, notes and all: nothing to take.".to_owned());
        }
        let skippable = cx.session.edition().item(row.item.as_str());
        if matches!(row.b.said, Said::NotApplicable(_)) && !skippable.is_some_and(|item| item.skippable) {
            return Err("It cannot be left out here: only scoping questions can.".to_owned());
        }
        Ok(row.b.as_changes(&row.item))
    }

    fn take(&mut self, cx: &Context) -> Step {
        let changes = match self.taking(cx) {
            Ok(changes) => changes,
            Err(words) => return Step::Say(words),
        };
        let (item, verdict) = match self.chosen() {
            Some(row) => (row.item.clone(), row.a_becomes),
            None => return Step::Stay,
        };
        self.taken.push(item);
        let said = match verdict {
            Some(verdict) => format!("Taken. Now {}: Ctrl+Z takes it back.", verdict.words()),
            None => "Taken, with its note. Ctrl+Z brings back what stood here.".to_owned(),
        };
        Step::Apply(changes, Some(said))
    }

    /// What they alone have answered and may be taken.
    fn only_theirs(&self) -> Vec<&Compared> {
        let only_there = self.found.which(Agreement::OnlyB).into_iter();
        only_there
            .filter(|row| !row.b.as_changes(&row.item).is_empty())
            .collect()
    }

    fn take_new(&self, cx: &Context) -> Step {
        let rows = self.only_theirs();
        let edition = cx.session.edition();
        let names: Vec<String> = rows
            .iter()
            .filter_map(|row| edition.item(row.item.as_str()))
            .map(page::name)
            .collect();
        let prompt = match names.as_slice() {
            [] => return Step::Say("They have answered nothing that is open here.".to_owned()),
            [_] => "Take the one answer that only they have given?".to_owned(),
            several => format!("Take the {} answers that only they have given?", several.len()),
        };
        let changes = rows.iter().flat_map(|row| row.b.as_changes(&row.item)).collect();
        let said = "Taken, with their notes. Ctrl+Z takes all of it back.".to_owned();
        let ask = Ask::new("Compare / Take", prompt)
            .because("They come with their notes and evidence, as changes of your own. Nothing that is answered here changes.")
            .way("Take them", "Ctrl+Z takes all of it back", Step::Apply(changes, Some(said)))
            .way("Leave them", "", Step::Stay)
            .called("do it", "leave them");
        Step::Overlay(Box::new(names.into_iter().fold(ask, Ask::naming)))
    }

    fn go(&self, cx: &Context) -> Step {
        let Some(row) = self.chosen() else {
            return Step::Close;
        };
        let asked = cx.session.assessment().item(row.item.as_str());
        if asked.is_some_and(|item| item.applies) {
            Step::Go(Place::Item(row.item.clone()))
        } else {
            Step::Say("It is not asked here now; t takes their answer for later.".to_owned())
        }
    }
}

impl Screen for Compare {
    fn heading(&self, _cx: &Context) -> Heading {
        let open = self.found.rows.len() - self.found.in_group(CompareGroup::Same).count();
        Heading {
            place: "Compare".to_owned(),
            brief: if open == 0 {
                "agree".to_owned()
            } else {
                format!("{open} apart")
            },
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Compare]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let own = &[Scope::Compare];
        let mut buttons = Vec::new();
        if self.chosen().is_some() {
            buttons.push(Button::of(Action::Open, own));
        }
        if self.taking(cx).is_ok() {
            buttons.push(Button::of(Action::TakeTheirs, own));
        }
        if !self.only_theirs().is_empty() {
            buttons.push(Button::of(Action::TakeNew, own));
        }
        buttons.push(Button::of(Action::PreviousScreen, &[Scope::Everywhere]));
        buttons.push(Button::of(Action::Menu, &[Scope::Everywhere]));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if self.moves(action) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => self.go(cx),
            Action::TakeTheirs => self.take(cx),
            Action::TakeNew => self.take_new(cx),
            Action::Menu => Step::Overlay(Menu::of(cx, self)),
            Action::Status => Step::Overlay(Status::of(cx, self)),
            Action::GoTo | Action::Search => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn comes_back(&self) -> bool {
        true
    }

    fn shows(&self, change: &Change) -> bool {
        change.item().is_some_and(|item| {
            self.theirs.project.answer(item).is_some() || self.found.rows.iter().any(|row| row.item == *item)
        })
    }

    fn refresh(&mut self, cx: &Context) {
        let now = compared(cx, &self.theirs);
        let chosen = self.state.selected;
        let agrees = |found: &Comparison, item: &ItemId| {
            found.in_group(CompareGroup::Same).any(|row| row.item == *item)
        };
        let back = |item: &&ItemId| agrees(&self.found, item) && !agrees(&now, item);
        let given_back = self.taken.iter().find(back);
        let given_back = given_back.and_then(|item| rows(&now).iter().position(|row| row.item == *item));
        let place = given_back.unwrap_or_else(|| moved(&self.found, &now, chosen));
        self.found = now;
        self.select(place);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![
            Passage::new(
                "Every question that somebody has answered, here or in the other copy. First stand those whose \
                 answer would change a verdict if the other side took it, then those that differ, those that only \
                 one side has answered, and those on which both agree. Below the table stand both answers to the \
                 selected one in full, with their notes; words that differ are underlined. PgDn reads on.",
                cx.look.quiet(),
            ),
            Passage::blank(),
            Passage::new(
                "The other copy was read when this opened, and is never changed. Taking an answer changes this \
                 project alone: with the answer come its note and its evidence, in place of what stood here.",
                cx.look.quiet(),
            ),
        ]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let (pages, cursor) = page::view(self, cx, regions, focused, buf);
        self.pages.set(pages);
        cursor
    }
}
