//! How a text is drawn: bar, rows, scrolling, and where the cursor stands.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::{Drawn, TextInput, TextKind, rows};
use crate::tui::text;
use crate::tui::theme::Look;
use crate::tui::widgets::paint;

/// The bar and the blank after it.
const BAR: u16 = 2;

impl TextInput {
    /// How many rows the text takes when drawn so many columns wide, bar included.
    pub fn rows(&self, columns: u16) -> u16 {
        if self.kind == TextKind::Line {
            return 1;
        }
        let columns = text_area(Rect::new(0, 0, columns, 1)).width;
        u16::try_from(rows::rows(self.area.lines(), columns).len()).unwrap_or(u16::MAX)
    }

    /// Draws the text, with its bar on each row; of one without the focus the beginning.
    pub fn view(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if focused {
            paint::focus(buf, area, 0, look);
        }
        self.view_unmarked(focused, look, area, buf)
    }

    /// The same without the mark of the focus, for a form, which has it beside the label.
    pub fn view_unmarked(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let area = match self.kind {
            TextKind::Long => area,
            TextKind::Line => Rect {
                height: area.height.min(1),
                ..area
            },
        };
        let bar = look.input_bar(focused);
        for row in 0..area.height {
            paint::at(buf, area, 0, row, bar.span());
        }
        let inner = text_area(area);
        if inner.is_empty() {
            return paint::cursor(area, 0, 0).filter(|_| focused);
        }
        match (focused, self.kind) {
            (false, _) => {
                self.view_beginning(look, inner, buf);
                None
            }
            (true, TextKind::Long) => self.view_long(inner, buf),
            (true, TextKind::Line) => self.view_line(inner, buf),
        }
    }

    fn view_long(&self, inner: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.area.lines();
        let rows = rows::rows(lines, inner.width);
        let (line, byte) = self.cursor_byte();
        let (row, column) = rows::find(&rows, lines, line, byte);
        let height = usize::from(inner.height);
        let was = self.drawn.get();
        let top = was
            .top
            .min(rows.len().saturating_sub(height))
            .clamp((row + 1).saturating_sub(height), row);
        self.drawn.set(Drawn {
            columns: inner.width,
            rows: inner.height,
            top,
            left: 0,
        });
        for (at, row) in (0..inner.height).zip(rows.iter().skip(top)) {
            paint::line(buf, inner, at, rows::drawn(row.of(lines)));
        }
        let row = u16::try_from(row - top).unwrap_or(u16::MAX);
        paint::cursor(with_end(inner), column, row)
    }

    fn view_line(&self, inner: Rect, buf: &mut Buffer) -> Option<Position> {
        let (_, byte) = self.cursor_byte();
        let line = self.area.lines().first().map_or("", String::as_str);
        let column = line.get(..byte).map_or(0, rows::width);
        let was = self.drawn.get();
        let left = was
            .left
            .min(rows::width(line).saturating_sub(inner.width))
            .clamp(column.saturating_sub(inner.width), column);
        self.drawn.set(Drawn {
            columns: inner.width,
            rows: 1,
            top: 0,
            left,
        });
        paint::line(buf, inner, 0, rows::from_column(line, left));
        paint::cursor(with_end(inner), column - left, 0)
    }

    fn view_beginning(&self, look: Look, inner: Rect, buf: &mut Buffer) {
        let lines = self.area.lines();
        if self.kind == TextKind::Line {
            let line = rows::drawn(lines.first().map_or("", String::as_str));
            let place = with_end(inner);
            paint::line(buf, place, 0, paint::fitted(&line, place.width, look));
            return;
        }
        let rows = rows::rows(lines, inner.width);
        let more = rows.len() > usize::from(inner.height);
        for (at, row) in (0..inner.height).zip(&rows) {
            let mut words = rows::drawn(row.of(lines));
            if more && at + 1 == inner.height {
                let mark = look.ellipsis();
                let room = with_end(inner).width.saturating_sub(text::width(mark));
                words = format!("{}{mark}", text::prefix(&words, room).trim_end());
            }
            paint::line(buf, with_end(inner), at, Span::raw(words));
        }
    }
}

/// Where the words go: after the bar, and a column less, for the cursor after a full row.
fn text_area(area: Rect) -> Rect {
    let bar = BAR.min(area.width);
    Rect {
        x: area.x + bar,
        width: (area.width - bar).saturating_sub(1),
        ..area
    }
}

/// The words' place with the column for the cursor after a full row.
fn with_end(inner: Rect) -> Rect {
    Rect {
        width: inner.width.saturating_add(1),
        ..inner
    }
}
