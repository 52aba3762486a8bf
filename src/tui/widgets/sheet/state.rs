//! Which row of a sheet is chosen, and how far it is scrolled.

use std::cell::Cell;

use super::Sheet;
use crate::tui::actions::Action;

/// Which row of a sheet is chosen, and how far it is scrolled.
#[derive(Debug, Clone, Default)]
pub struct SheetState {
    /// The entry, counted from 0, one beyond the last meaning the last; none while nobody has
    /// chosen, when it is the one that the sheet starts with.
    selected: Option<usize>,
    /// Whether scrolling has left the chosen entry behind.
    adrift: bool,
    top: Cell<usize>,
    /// How wide the sheet was, and how many rows it was drawn on.
    size: Cell<(u16, u16)>,
    tight: Cell<bool>,
    /// Not drawn yet: what is chosen from the start stands in the middle.
    fresh: Cell<bool>,
}

impl SheetState {
    /// A state with an entry chosen from the start.
    pub fn at(selected: usize) -> Self {
        Self {
            selected: Some(selected),
            fresh: Cell::new(true),
            ..Self::default()
        }
    }

    /// A state that shows the beginning, with nothing chosen until somebody moves.
    pub fn unchosen() -> Self {
        Self {
            adrift: true,
            ..Self::default()
        }
    }

    /// How wide the sheet was drawn last.
    pub fn columns(&self) -> u16 {
        self.size.get().0
    }

    /// Whether the sheet was last made for a tight height, and so is made again to act on it.
    pub fn is_tight(&self) -> bool {
        self.tight.get()
    }

    /// Remembers whether the sheet is made for a tight height; tells it.
    pub fn made_tight(&self, tight: bool) -> bool {
        self.tight.set(tight);
        tight
    }

    /// The entry that somebody chose, counted from 0; the first while nobody has.
    pub fn selected(&self) -> usize {
        self.selected.unwrap_or_default()
    }

    /// Chooses another entry, and brings it into sight.
    pub fn select(&mut self, entry: usize) {
        self.selected = Some(entry);
        self.adrift = false;
    }

    /// The entry that is chosen and in sight, where there is one.
    pub fn chosen(&self, sheet: &Sheet) -> Option<usize> {
        (sheet.entries() > 0 && !self.adrift).then(|| self.now(sheet))
    }

    /// The entry that is chosen and in sight, else the next one further down, else the first.
    pub fn coming(&self, sheet: &Sheet) -> Option<usize> {
        let top = self.top.get();
        let below = |entry: &usize| sheet.rows_of(*entry).is_some_and(|(first, _)| first >= top);
        self.chosen(sheet)
            .or_else(|| (0..sheet.entries()).find(below))
            .or_else(|| (sheet.entries() > 0).then_some(0))
    }

    /// The entry that is chosen, in sight or not.
    fn now(&self, sheet: &Sheet) -> usize {
        self.selected
            .unwrap_or(sheet.start)
            .min(sheet.entries().saturating_sub(1))
    }

    /// Moves where the action is about moving; tells whether it was.
    pub fn act(&mut self, action: Action, sheet: &Sheet) -> bool {
        let height = self.size.get().1;
        let page = sheet.page(height).max(1);
        let turn = page.saturating_sub(1).max(1);
        match action {
            Action::Up => self.step(sheet, false),
            Action::Down => self.step(sheet, true),
            Action::PageUp => self.turn(sheet, turn, false),
            Action::PageDown => self.turn(sheet, turn, true),
            Action::First => {
                self.top.set(0);
                self.select(0);
                self.adrift = !self.sees(sheet, 0);
            }
            Action::Last => {
                self.top.set(sheet.last_top(height));
                let last = sheet.entries().saturating_sub(1);
                self.select(last);
                self.adrift = !self.sees(sheet, last);
            }
            _ => return false,
        }
        true
    }

    /// To the entry beside, or one row on where that one is out of sight.
    fn step(&mut self, sheet: &Sheet, down: bool) {
        if let Some(beside) = self.beside(sheet, down)
            && self.sees(sheet, beside)
        {
            self.select(beside);
            return;
        }
        let last = sheet.last_top(self.size.get().1);
        let top = self.top.get();
        let moved = if down {
            (top + 1).min(last)
        } else {
            top.saturating_sub(1)
        };
        self.top.set(moved);
        if let Some(beside) = self.beside(sheet, down)
            && self.sees(sheet, beside)
        {
            self.select(beside);
        } else {
            self.adrift = !self.sees(sheet, self.now(sheet));
        }
    }

    /// The entry that an arrow leads to: the next one, or, where the chosen one was left behind,
    /// the first that comes into sight.
    fn beside(&self, sheet: &Sheet, down: bool) -> Option<usize> {
        sheet.entries().checked_sub(1)?;
        let now = self.now(sheet);
        if self.adrift {
            let top = self.top.get();
            let above = sheet.rows_of(now).is_some_and(|(first, _)| first < top);
            if above != down {
                return Some(now);
            }
        }
        if down {
            Some(now + 1).filter(|next| *next < sheet.entries())
        } else {
            now.checked_sub(1)
        }
    }

    fn turn(&mut self, sheet: &Sheet, by: usize, down: bool) {
        let last = sheet.last_top(self.size.get().1);
        let top = self.top.get();
        let moved = if down {
            top.saturating_add(by).min(last)
        } else {
            top.saturating_sub(by)
        };
        self.top.set(moved);
        if moved == top {
            let edge = if down {
                sheet.entries().saturating_sub(1)
            } else {
                0
            };
            if self.sees(sheet, edge) {
                self.select(edge);
            }
            return;
        }
        if self.sees(sheet, self.now(sheet)) {
            self.adrift = false;
            return;
        }
        let mut seen = (0..sheet.entries()).filter(|entry| self.sees(sheet, *entry));
        let found = if down { seen.next() } else { seen.next_back() };
        drop(seen);
        match found {
            Some(entry) => self.select(entry),
            None => self.adrift = true,
        }
    }

    fn sees(&self, sheet: &Sheet, entry: usize) -> bool {
        let (top, page) = (self.top.get(), sheet.page(self.size.get().1));
        sheet
            .rows_of(entry)
            .is_some_and(|(first, _)| (top..top + page).contains(&first))
    }

    /// The sheet is drawn on so many rows: what is chosen comes into sight; tells the first row
    /// shown.
    pub(super) fn drawn(&self, sheet: &Sheet, height: u16) -> usize {
        let top = self.settled(sheet, height);
        self.top.set(top);
        self.size.set((sheet.columns, height));
        top
    }

    /// The first row shown: as it was, moved no further than the chosen entry asks for.
    fn settled(&self, sheet: &Sheet, height: u16) -> usize {
        let page = sheet.page(height);
        let top = self.top.get().min(sheet.last_top(height));
        let Some((first, last)) = self.chosen(sheet).and_then(|entry| sheet.rows_of(entry)) else {
            return top;
        };
        let low = (last + 1).saturating_sub(page).min(first);
        if self.fresh.replace(false) && low > 0 {
            return first.saturating_sub(page / 2).min(sheet.last_top(height));
        }
        top.clamp(low, first.max(low))
    }
}
