//! Text to read: wrapped, page by page where it does not fit, with `1/2` on the last row.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::paint;
use crate::tui::actions::Action;
use crate::tui::text;
use crate::tui::theme::Look;

/// A paragraph, a heading or a blank row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    words: String,
    style: Style,
    indent: u16,
    hang: u16,
    typed: bool,
}

impl Passage {
    /// A paragraph of our own words in a style; they keep to ASCII where drawing does.
    pub fn new(words: impl Into<String>, style: Style) -> Self {
        Self {
            words: words.into(),
            style,
            indent: 0,
            hang: 0,
            typed: false,
        }
    }

    /// A paragraph that somebody typed, shown as it is.
    pub fn typed(words: impl Into<String>, style: Style) -> Self {
        Self {
            typed: true,
            ..Self::new(words, style)
        }
    }

    /// A blank row.
    pub fn blank() -> Self {
        Self::new("", Style::new())
    }

    /// Whether it is a blank row.
    pub fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// The same with so many blanks before every line.
    #[must_use]
    pub fn indented(mut self, columns: u16) -> Self {
        self.indent = columns;
        self
    }

    /// The same with so many more blanks before every line but the first.
    #[must_use]
    pub fn hanging(mut self, columns: u16) -> Self {
        self.hang = columns;
        self
    }
}

/// Passages to be read from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    passages: Vec<Passage>,
}

/// Which page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProsePage {
    /// Counted from 0; one beyond the last shows the last.
    pub page: usize,
}

impl ProsePage {
    /// Turns the page where the action is about pages; tells whether it was.
    pub fn act(&mut self, action: Action, pages: usize) -> bool {
        let last = pages.saturating_sub(1);
        self.page = match action {
            Action::PageUp => self.page.min(last).saturating_sub(1),
            Action::PageDown => (self.page + 1).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }
}

impl Prose {
    /// Prose of these passages.
    pub fn new(passages: Vec<Passage>) -> Self {
        Self { passages }
    }

    /// Prose of one paragraph.
    pub fn of(words: impl Into<String>, style: Style) -> Self {
        Self::new(vec![Passage::new(words, style)])
    }

    /// The prose as rows of so many columns, without pages.
    pub fn wrapped(&self, columns: u16, look: Look) -> Vec<(String, Style)> {
        self.lines(columns, look, &|_| 0)
    }

    /// How many rows the prose takes in so many columns, if it does not turn pages.
    pub fn rows(&self, columns: u16, look: Look) -> usize {
        self.lines(columns, look, &|_| 0).len()
    }

    /// How many pages the prose has in an area of this size; one at least.
    pub fn pages(&self, area: Rect, look: Look) -> usize {
        self.paged(area, look).0
    }

    /// Draws a page, and which of how many it is where there are more.
    pub fn view(&self, page: ProsePage, look: Look, area: Rect, buf: &mut Buffer) {
        let (pages, lines) = self.paged(area, look);
        let page = page.page.min(pages - 1);
        let height = usize::from(area.height);
        let shown = lines.iter().skip(page.saturating_mul(height));
        for (row, (words, style)) in (0..area.height).zip(shown) {
            paint::line(buf, area, row, Span::styled(words.as_str(), *style));
        }
        if pages > 1 {
            let marker = format!("{}/{pages}", page + 1);
            paint::right(buf, area, area.height.saturating_sub(1), marker);
        }
    }

    /// The number of pages, and all lines, with room for the marker on each page's last.
    fn paged(&self, area: Rect, look: Look) -> (usize, Vec<(String, Style)>) {
        let height = usize::from(area.height);
        let lines = self.lines(area.width, look, &|_| 0);
        if height == 0 || lines.len() <= height {
            return (1, lines);
        }
        let room: u16 = if lines.len() / height < 9 { 4 } else { 6 };
        let lines = self.lines(area.width, look, &|line| {
            if line % height == height - 1 { room } else { 0 }
        });
        (lines.len().div_ceil(height).max(1), lines)
    }

    /// All lines with their indents, each with so many columns left free at its end.
    fn lines(&self, columns: u16, look: Look, free: &dyn Fn(usize) -> u16) -> Vec<(String, Style)> {
        let mut lines = Vec::new();
        for passage in &self.passages {
            let before = lines.len();
            // an indent that leaves no room for words helps nobody
            let indent = |line: usize| {
                let hang = if line == 0 { 0 } else { passage.hang };
                let indent = passage.indent.saturating_add(hang);
                if indent.saturating_mul(2) > columns {
                    0
                } else {
                    indent
                }
            };
            let words = if passage.typed {
                Cow::Borrowed(passage.words.as_str())
            } else {
                text::own(&passage.words, look)
            };
            let wrapped = text::wrap_by(&words, |line| {
                columns
                    .saturating_sub(indent(line))
                    .saturating_sub(free(before + line))
            });
            for (line, words) in wrapped.into_iter().enumerate() {
                let words = if words.is_empty() {
                    words
                } else {
                    format!("{}{words}", " ".repeat(usize::from(indent(line))))
                };
                lines.push((words, passage.style));
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{FULL, SIZES, canvas, rows};
    use super::*;

    const QUESTION: &str = "Does every party contribute significantly to the pooled resources, \
        which between them include people, money and equipment given wholly or partly to the \
        project?";

    fn drawn(prose: &Prose, page: usize, width: u16, height: u16) -> Vec<String> {
        let mut buf = canvas(width, height);
        let area = buf.area;
        prose.view(ProsePage { page }, FULL, area, &mut buf);
        rows(&buf)
    }

    #[test]
    fn at_40_columns_a_long_prompt_has_pages_and_the_words_make_room_for_the_marker() {
        let prose = Prose::of(QUESTION, Style::new());
        assert_eq!(
            drawn(&prose, 0, 40, 3),
            [
                "Does every party contribute",
                "significantly to the pooled resources,",
                "which between them include people,   1/2",
            ]
        );
        assert_eq!(
            drawn(&prose, 1, 40, 3),
            [
                "money and equipment given wholly or",
                "partly to the project?",
                "                                     2/2",
            ]
        );
        assert_eq!(drawn(&prose, 9, 40, 3), drawn(&prose, 1, 40, 3));
        assert_eq!(prose.rows(72, FULL), 3);
    }

    #[test]
    fn headings_hang_and_indent() {
        let prose = Prose::new(vec![
            Passage::new("Why it is asked", Style::new()),
            Passage::new("one two three", Style::new()).indented(2),
            Passage::blank(),
            Passage::new("1. one two three", Style::new()).hanging(3),
        ]);
        assert_eq!(
            drawn(&prose, 0, 15, 7),
            [
                "Why it is asked",
                "  one two three",
                "",
                "1. one two",
                "   three",
                "",
                ""
            ]
        );
    }

    #[test]
    fn our_words_keep_to_ascii_and_what_was_typed_stays() {
        let prose = Prose::new(vec![
            Passage::new("A fair share – £1 …", Style::new()),
            Passage::typed("Müller – £1 …", Style::new()),
        ]);
        let mut buf = canvas(30, 2);
        let area = buf.area;
        prose.view(ProsePage::default(), Look::plainly(), area, &mut buf);
        assert_eq!(rows(&buf), ["A fair share - GBP 1 ...", "Müller – £1 …"]);
    }

    #[test]
    fn pages_turn_and_stop_at_both_ends() {
        let mut page = ProsePage::default();
        assert!(page.act(Action::PageDown, 2));
        assert!(page.act(Action::PageDown, 2));
        assert_eq!(page.page, 1);
        assert!(page.act(Action::First, 2));
        assert_eq!(page.page, 0);
        assert!(!page.act(Action::Down, 2));
    }

    #[test]
    fn no_size_panics() {
        for (width, height) in SIZES {
            let _ = drawn(&Prose::of(QUESTION, Style::new()), 1, width, height);
            let _ = drawn(&Prose::default(), 0, width, height);
        }
    }
}
