//! Lines to be read page by page, in which single words may be underlined.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::tui::{text, theme::Look, widgets::paint};

/// Lines, and how they turn pages where they do not fit.
#[derive(Debug, Default)]
pub(in crate::tui::screens) struct Reading {
    lines: Vec<Line<'static>>,
}

impl Reading {
    /// Adds a paragraph of our own words.
    pub(in crate::tui::screens) fn say(&mut self, words: &str, style: Style, columns: u16, look: Look) {
        for line in text::wrap(&text::own(words, look), columns) {
            self.lines.push(Line::styled(line, style));
        }
    }

    /// Adds a line as it is.
    pub(in crate::tui::screens) fn line(&mut self, line: impl Into<Line<'static>>) {
        self.lines.push(line.into());
    }

    /// Adds a blank row.
    pub(in crate::tui::screens) fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds lines that were made before.
    pub(in crate::tui::screens) fn lines(&mut self, lines: impl IntoIterator<Item = Line<'static>>) {
        self.lines.extend(lines);
    }

    /// How many lines there are.
    pub(in crate::tui::screens) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The lines alone.
    pub(in crate::tui::screens) fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// How many pages there are in so many rows; one at least.
    pub(in crate::tui::screens) fn pages(&self, rows: u16) -> usize {
        self.lines.len().div_ceil(self.page_rows(rows)).max(1)
    }

    /// How many lines a page holds: one row less where there are several, for their number.
    fn page_rows(&self, rows: u16) -> usize {
        let rows = usize::from(rows);
        if self.lines.len() <= rows {
            rows.max(1)
        } else {
            rows.saturating_sub(1).max(1)
        }
    }

    /// Draws a page, and which of how many it is.
    pub(in crate::tui::screens) fn view(&self, page: usize, area: Rect, buf: &mut Buffer) {
        let (pages, each) = (self.pages(area.height), self.page_rows(area.height));
        let page = page.min(pages - 1);
        for (row, line) in (0..area.height).zip(self.lines.iter().skip(page * each).take(each)) {
            paint::line(buf, area, row, line.clone());
        }
        if pages > 1 {
            let marker = format!("{}/{pages}", page + 1);
            paint::right(buf, area, area.height.saturating_sub(1), marker);
        }
    }
}

/// A line of somebody's text, and whether a word of it differs from another text.
pub(in crate::tui::screens) struct Written {
    pub(in crate::tui::screens) line: Line<'static>,
    pub(in crate::tui::screens) differs: bool,
}

/// A text that somebody wrote, wrapped, with what stands before each line; words are underlined
/// where they differ.
pub(in crate::tui::screens) fn written(
    words: &str,
    differs: &[bool],
    before: &Span<'static>,
    columns: u16,
    look: Look,
) -> Vec<Written> {
    let clean = text::clean(words);
    let mut marks = clean
        .split_whitespace()
        .zip(differs.iter().copied().chain(std::iter::repeat(false)))
        .flat_map(|(word, differs)| word.chars().map(move |_| differs));
    let room = columns.saturating_sub(u16::try_from(before.width()).unwrap_or(u16::MAX));
    let mut lines = Vec::new();
    for wrapped in text::wrap(&clean, room) {
        let mut line = Line::from(before.clone());
        let mut run = String::new();
        let mut run_differs = false;
        let mut any = false;
        for c in wrapped.chars() {
            let differs = !c.is_whitespace() && marks.next().unwrap_or(false);
            any |= differs;
            if differs != run_differs {
                push(&mut line, &mut run, run_differs, look);
                run_differs = differs;
            }
            run.push(c);
        }
        push(&mut line, &mut run, run_differs, look);
        lines.push(Written { line, differs: any });
    }
    lines
}

/// The lines in which something differs, each with so many beside it, and a mark for the rest;
/// where nothing does, the first lines.
pub(in crate::tui::screens) fn excerpt(
    lines: &[Written],
    beside: usize,
    before: &Span<'static>,
    look: Look,
) -> Vec<Line<'static>> {
    let differing: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.differs))
        .collect();
    let keep = |at: usize| {
        if differing.is_empty() {
            at <= beside
        } else {
            differing.iter().any(|other| at.abs_diff(*other) <= beside)
        }
    };
    let mut shown = Vec::new();
    let mut skipping = false;
    for (at, line) in lines.iter().enumerate() {
        if keep(at) {
            shown.push(line.line.clone());
        } else if !skipping {
            shown.push(Line::from(vec![before.clone(), Span::raw(look.ellipsis())]));
        }
        skipping = !keep(at);
    }
    shown
}

fn push(line: &mut Line<'static>, run: &mut String, differs: bool, look: Look) {
    if run.is_empty() {
        return;
    }
    let style = if differs { look.differs() } else { look.quiet() };
    line.push_span(Span::styled(std::mem::take(run), style));
}
