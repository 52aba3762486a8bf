//! A page of words in which some rows can be chosen: a verdict, where a project stands, a menu.
//!
//! It is made anew for each drawing, as wide as it is drawn; what is chosen and how far it is
//! scrolled is its state. Nothing is cut: what does not fit is scrolled to, and how much that is
//! stands on the last row.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::paint;
use super::prose::{Passage, Prose};
use crate::tui::actions::Action;
use crate::tui::text;
use crate::tui::theme::{Look, Severity};

/// The mark and the blank after it.
const MARK: u16 = 2;
/// Below so many rows the page is counted beside the words, not on a row of its own.
const LOW: u16 = 8;
/// Below so many columns none is spent on the bar of a severity.
const NARROW: u16 = 60;
/// The columns of that count.
const COUNT: u16 = 4;

/// Rows of words, some of which can be chosen.
#[derive(Debug, Clone)]
pub struct Sheet {
    columns: u16,
    look: Look,
    rows: Vec<SheetRow>,
    entries: usize,
    /// The entry that is chosen until somebody chooses.
    start: usize,
}

#[derive(Debug, Clone, Default)]
struct SheetRow {
    pieces: Vec<Span<'static>>,
    indent: u16,
    severity: Option<Severity>,
    /// The number of the entry that it belongs to, and whether it is that one's first row.
    entry: Option<(usize, bool)>,
    /// Which piece is reversed while the entry is chosen.
    label: usize,
}

/// One row of a table within a sheet that can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pieces: Vec<Span<'static>>,
    severity: Option<Severity>,
    label: usize,
    indent: u16,
}

impl Entry {
    /// An entry without words.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with words that end where they end.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>, style: Style) -> Self {
        self.pieces.push(Span::styled(words.into(), style));
        self
    }

    /// The same with words in so many columns, cut where they do not fit.
    #[must_use]
    pub fn cell(mut self, words: &str, columns: u16, style: Style, look: Look) -> Self {
        let words = paint::fitted(words, columns, look);
        let blanks = usize::from(columns.saturating_sub(text::width(&words)));
        self.pieces.push(Span::styled(words, style));
        self.pieces.push(Span::raw(" ".repeat(blanks)));
        self
    }

    /// The same, where what comes next is its label, which is reversed while it is chosen.
    #[must_use]
    pub fn labelled(mut self) -> Self {
        self.label = self.pieces.len();
        self
    }

    /// The same with the bar of its severity.
    #[must_use]
    pub fn severe(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The same so many columns further right.
    #[must_use]
    pub fn indented(mut self, columns: u16) -> Self {
        self.indent = columns;
        self
    }
}

impl Sheet {
    /// An empty sheet so many columns wide.
    pub fn new(columns: u16, look: Look) -> Self {
        Self {
            columns,
            look,
            rows: Vec::new(),
            entries: 0,
            start: 0,
        }
    }

    /// The entry that comes next is chosen until somebody chooses another.
    pub fn start_with_next(&mut self) {
        self.start = self.entries;
    }

    /// How many columns of an area a sheet may fill.
    pub fn columns_of(area: Rect) -> u16 {
        if area.height < LOW {
            area.width.saturating_sub(COUNT)
        } else {
            area.width
        }
    }

    /// How wide it is.
    pub fn columns(&self) -> u16 {
        self.columns
    }

    /// How many rows can be chosen.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a paragraph.
    pub fn passage(&mut self, passage: Passage) {
        let wide = self.columns.min(crate::tui::layout::PROSE);
        let lines = Prose::new(vec![passage]).wrapped(wide, self.look);
        self.rows.extend(lines.into_iter().map(|(words, style)| SheetRow {
            pieces: vec![Span::styled(words, style)],
            ..SheetRow::default()
        }));
    }

    /// Adds a paragraph of our own words.
    pub fn words(&mut self, words: impl Into<String>, style: Style) {
        self.passage(Passage::new(words, style));
    }

    /// Adds a blank row, unless there is one already or nothing at all.
    pub fn blank(&mut self) {
        let last = self.rows.last();
        if last.is_some_and(|row| row.pieces.iter().any(|piece| !piece.content.trim().is_empty())) {
            self.rows.push(SheetRow::default());
        }
    }

    /// Adds one row of pieces, not wrapped.
    pub fn row(&mut self, pieces: Vec<Span<'static>>) {
        self.rows.push(SheetRow {
            pieces,
            ..SheetRow::default()
        });
    }

    /// Adds a row like an entry's that cannot be chosen.
    pub fn still(&mut self, entry: Entry) {
        self.rows.push(SheetRow {
            pieces: entry.pieces,
            indent: MARK + entry.indent,
            severity: entry.severity,
            ..SheetRow::default()
        });
    }

    /// Adds a row that can be chosen.
    pub fn entry(&mut self, entry: Entry) {
        self.rows.push(SheetRow {
            pieces: entry.pieces,
            indent: MARK + entry.indent,
            severity: entry.severity,
            entry: Some((self.entries, true)),
            label: entry.label,
        });
        self.entries += 1;
    }

    /// Adds a sentence that can be chosen, wrapped; shown as it is, so that our own words want
    /// [`text::own`] first.
    pub fn sentence(&mut self, words: &str, style: Style) {
        let room = self.columns.min(crate::tui::layout::PROSE).saturating_sub(MARK);
        for (line, words) in text::wrap(words, room).into_iter().enumerate() {
            self.rows.push(SheetRow {
                pieces: vec![Span::styled(words, style)],
                indent: MARK,
                entry: Some((self.entries, line == 0)),
                ..SheetRow::default()
            });
        }
        self.entries += 1;
    }

    /// Belongs to the last entry: more words below it, seen with it.
    pub fn below_entry(&mut self, passage: Passage) {
        let before = self.rows.len();
        self.passage(passage);
        if let Some(entry) = self.entries.checked_sub(1) {
            for row in self.rows.iter_mut().skip(before) {
                row.entry = Some((entry, false));
                row.label = usize::MAX;
            }
        }
    }

    /// The first and the last row of an entry.
    fn rows_of(&self, entry: usize) -> Option<(usize, usize)> {
        let own = |row: &SheetRow| row.entry.is_some_and(|(of, _)| of == entry);
        let first = self.rows.iter().position(own)?;
        let last = self.rows.iter().rposition(own)?;
        Some((first, last))
    }

    /// The rows shown at once in so many.
    fn page(&self, height: u16) -> usize {
        let height_rows = usize::from(height);
        if self.rows.len() <= height_rows || height < LOW {
            height_rows
        } else {
            height_rows - 1
        }
    }

    fn last_top(&self, height: u16) -> usize {
        self.rows.len().saturating_sub(self.page(height))
    }

    /// Draws it; returns where the cursor stands.
    pub fn view(&self, state: &SheetState, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let page = self.page(area.height);
        let top = state.settled(self, area.height);
        state.top.set(top);
        state.size.set((self.columns, area.height));
        let chosen = state.chosen(self);
        let mut cursor = None;
        for (y, row) in (0..area.height).zip(self.rows.iter().skip(top).take(page)) {
            let is_chosen = focused && row.entry.is_some_and(|(entry, _)| Some(entry) == chosen);
            self.view_row(row, is_chosen, area, y, buf);
            if is_chosen && row.entry.is_some_and(|(_, first)| first) {
                cursor = paint::cursor(area, 0, y);
            }
        }
        self.view_count(top, page, area, buf);
        cursor.or_else(|| paint::cursor(area, 0, 0)).filter(|_| focused)
    }

    fn view_row(&self, row: &SheetRow, chosen: bool, area: Rect, y: u16, buf: &mut Buffer) {
        let mut x = row.indent;
        if let Some(severity) = row.severity {
            // where it is narrow, the bar takes the blank after the mark
            let narrow = u16::from(self.columns < NARROW);
            let bar = self.look.severity_bar(severity).span();
            paint::at(buf, area, x.saturating_sub(narrow), y, bar);
            x += 1 - narrow;
        }
        for (at, piece) in row.pieces.iter().enumerate() {
            let mut piece = piece.clone();
            let wide = text::width(&piece.content);
            if chosen && at == row.label {
                piece.style = piece.style.patch(self.look.under_cursor());
            }
            paint::at(buf, area, x, y, piece);
            x = x.saturating_add(wide);
        }
        if chosen && row.entry.is_some_and(|(_, first)| first) {
            paint::at(buf, area, 0, y, self.look.focus().span());
        }
    }

    fn view_count(&self, top: usize, page: usize, area: Rect, buf: &mut Buffer) {
        let below = self.rows.len().saturating_sub(top + page);
        if page == 0 || (top == 0 && below == 0) {
            return;
        }
        let last = area.height.saturating_sub(1);
        if area.height < LOW {
            let pages = self.rows.len().div_ceil(page);
            let now = if below == 0 { pages } else { top.div_ceil(page) + 1 };
            paint::right(buf, area, last, format!("{now}/{pages}"));
            return;
        }
        let lines = |count: usize| if count == 1 { "line" } else { "lines" };
        let words = match (top, below) {
            (0, below) => format!("{below} {} more below", lines(below)),
            (above, 0) => format!("{above} {} more above", lines(above)),
            (above, below) => format!("{above} {} more above, {below} more below", lines(above)),
        };
        paint::at(buf, area, MARK, last, words);
    }
}

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
        (sheet.entries > 0 && !self.adrift).then(|| self.now(sheet))
    }

    /// The entry that is chosen, in sight or not.
    fn now(&self, sheet: &Sheet) -> usize {
        self.selected
            .unwrap_or(sheet.start)
            .min(sheet.entries.saturating_sub(1))
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
                let last = sheet.entries.saturating_sub(1);
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
        sheet.entries.checked_sub(1)?;
        let now = self.now(sheet);
        if self.adrift {
            let top = self.top.get();
            let above = sheet.rows_of(now).is_some_and(|(first, _)| first < top);
            if above != down {
                return Some(now);
            }
        }
        if down {
            Some(now + 1).filter(|next| *next < sheet.entries)
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
            let edge = if down { sheet.entries.saturating_sub(1) } else { 0 };
            if self.sees(sheet, edge) {
                self.select(edge);
            }
            return;
        }
        if self.sees(sheet, self.now(sheet)) {
            self.adrift = false;
            return;
        }
        let mut seen = (0..sheet.entries).filter(|entry| self.sees(sheet, *entry));
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ratatui::style::Modifier;

    use super::super::canvas::{FULL, SIZES, canvas, rows, with};
    use super::*;

    fn menu(entries: usize, columns: u16) -> Sheet {
        let mut sheet = Sheet::new(columns, FULL);
        sheet.words("What next?", FULL.prompt());
        sheet.blank();
        for at in 1..=entries {
            sheet.sentence(&format!("entry {at}"), FULL.quiet());
        }
        sheet.blank();
        for line in 1..=5 {
            sheet.words(format!("line {line}"), FULL.quiet());
        }
        sheet
    }

    fn draw(sheet: &Sheet, state: &SheetState, width: u16, height: u16) -> Vec<String> {
        let mut buf = canvas(width, height);
        let area = buf.area;
        sheet.view(state, true, area, &mut buf);
        rows(&buf)
    }

    #[test]
    fn one_row_has_the_mark_and_its_label_is_reversed() {
        let sheet = menu(2, 40);
        let mut buf = canvas(40, 12);
        let area = buf.area;
        let cursor = sheet.view(&SheetState::at(1), true, area, &mut buf);
        assert_eq!(rows(&buf)[..5], ["What next?", "", "  entry 1", "> entry 2", ""]);
        assert_eq!(with(&buf, Modifier::REVERSED), ["entry 2"]);
        assert_eq!(cursor, Some(Position::new(0, 3)));
    }

    #[test]
    fn arrows_choose_and_then_scroll_to_the_end_and_back() {
        let sheet = menu(3, 40);
        let mut state = SheetState::default();
        assert_eq!(
            draw(&sheet, &state, 40, 8),
            [
                "What next?",
                "",
                "> entry 1",
                "  entry 2",
                "  entry 3",
                "",
                "line 1",
                "  4 lines more below"
            ]
        );
        for _ in 0..6 {
            state.act(Action::Down, &sheet);
            draw(&sheet, &state, 40, 8);
        }
        assert_eq!(
            draw(&sheet, &state, 40, 8),
            [
                "> entry 3",
                "",
                "line 1",
                "line 2",
                "line 3",
                "line 4",
                "line 5",
                "  4 lines more above"
            ]
        );
        for _ in 0..9 {
            state.act(Action::Up, &sheet);
            draw(&sheet, &state, 40, 8);
        }
        assert_eq!(draw(&sheet, &state, 40, 8)[0], "What next?");
        assert_eq!(state.chosen(&sheet), Some(0));
    }

    #[test]
    fn a_page_may_leave_the_chosen_row_behind_and_an_arrow_finds_it_again() {
        let sheet = menu(1, 40);
        let mut state = SheetState::default();
        draw(&sheet, &state, 40, 4);
        state.act(Action::PageDown, &sheet);
        let shown = draw(&sheet, &state, 40, 4);
        assert_eq!(shown[0], "");
        assert!(shown[3].ends_with("2/3"), "{shown:?}");
        assert_eq!(state.chosen(&sheet), None);
        state.act(Action::Up, &sheet);
        assert_eq!(draw(&sheet, &state, 40, 4)[0], "> entry 1");
        state.act(Action::Last, &sheet);
        assert!(draw(&sheet, &state, 40, 4)[3].starts_with("line 5"));
    }

    #[test]
    fn a_sentence_wraps_under_itself_and_is_chosen_whole() {
        let mut sheet = Sheet::new(20, FULL);
        sheet.sentence("Red questions 4, 5, 8, 9 and 10 are open", FULL.quiet());
        let mut buf = canvas(20, 3);
        let area = buf.area;
        sheet.view(&SheetState::default(), true, area, &mut buf);
        assert_eq!(
            rows(&buf),
            ["> Red questions 4,", "  5, 8, 9 and 10 are", "  open"]
        );
        assert_eq!(with(&buf, Modifier::REVERSED).len(), 3);
    }

    #[test]
    fn no_size_panics() {
        for (width, height) in SIZES {
            for entries in [0, 1, 30] {
                let sheet = menu(entries, width);
                let mut state = SheetState::at(7);
                for action in [
                    Action::Down,
                    Action::PageDown,
                    Action::Last,
                    Action::Up,
                    Action::PageUp,
                    Action::First,
                ] {
                    let _ = draw(&sheet, &state, width, height);
                    state.act(action, &sheet);
                }
            }
        }
    }
}
