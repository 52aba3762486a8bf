//! A page of words in which some rows can be chosen: a verdict, where a project stands, a menu.
//!
//! It is made anew for each drawing, as wide as it is drawn; what is chosen and how far it is
//! scrolled is its state. Nothing is cut: what does not fit is scrolled to, and how much that is
//! stands on the last row.

mod state;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use state::SheetState;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::paint;
use super::prose::{Passage, Prose};
use crate::tui::text;
use crate::tui::theme::{Look, Severity};

/// The mark and the blank after it.
const MARK: u16 = 2;
/// Where what belongs to a row with a mark of its own begins.
const UNDER: u16 = 6;
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
    /// Of each entry its first and its last row.
    spans: Vec<(usize, usize)>,
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

    /// How many columns its words take.
    pub fn width(&self) -> u16 {
        let widths = self.pieces.iter().map(|piece| text::width(&piece.content));
        widths.fold(0, u16::saturating_add)
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
            spans: Vec::new(),
            start: 0,
        }
    }

    /// The entry that comes next is chosen until somebody chooses another.
    pub fn start_with_next(&mut self) {
        self.start = self.spans.len();
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
        self.spans.len()
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
            entry: Some((self.spans.len(), true)),
            label: entry.label,
        });
        self.spans.push((self.rows.len() - 1, self.rows.len() - 1));
    }

    /// Adds a sentence that can be chosen, wrapped; shown as it is, so that our own words want
    /// [`text::own`] first.
    pub fn sentence(&mut self, words: &str, style: Style) {
        self.sentence_at(MARK, words, style);
    }

    /// The same further right, since it belongs to the row above.
    pub fn sentence_under(&mut self, words: &str, style: Style) {
        self.sentence_at(UNDER, words, style);
    }

    fn sentence_at(&mut self, indent: u16, words: &str, style: Style) {
        let room = self.columns.min(crate::tui::layout::PROSE).saturating_sub(indent);
        let first = self.rows.len();
        for (line, words) in text::wrap(words, room).into_iter().enumerate() {
            self.rows.push(SheetRow {
                pieces: vec![Span::styled(words, style)],
                indent,
                entry: Some((self.spans.len(), line == 0)),
                ..SheetRow::default()
            });
        }
        self.spans.push((first, self.rows.len().saturating_sub(1)));
    }

    /// Belongs to the last entry: more words below it, seen with it.
    pub fn below_entry(&mut self, passage: Passage) {
        let before = self.rows.len();
        self.passage(passage);
        let last = self.rows.len().saturating_sub(1);
        let Some(entry) = self.spans.len().checked_sub(1) else {
            return;
        };
        for row in self.rows.iter_mut().skip(before) {
            row.entry = Some((entry, false));
            row.label = usize::MAX;
        }
        if let Some(span) = self.spans.get_mut(entry) {
            span.1 = last;
        }
    }

    /// The first and the last row of an entry.
    fn rows_of(&self, entry: usize) -> Option<(usize, usize)> {
        self.spans.get(entry).copied()
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
        let top = state.drawn(self, area.height);
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
