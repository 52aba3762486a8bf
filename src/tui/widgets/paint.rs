//! Lines and marks put on a buffer, never outside an area.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::tui::text;
use crate::tui::theme::{Look, Mark};

/// Draws a line on a row of an area, counted from its first; below its last nothing is drawn.
pub fn line<'a>(buf: &mut Buffer, area: Rect, row: u16, line: impl Into<Line<'a>>) {
    at(buf, area, 0, row, line);
}

/// Draws a line from a column of a row of an area, both counted from its first.
pub fn at<'a>(buf: &mut Buffer, area: Rect, column: u16, row: u16, line: impl Into<Line<'a>>) {
    if row >= area.height || column >= area.width {
        return;
    }
    let target = Rect {
        x: area.x + column,
        y: area.y + row,
        width: area.width - column,
        height: 1,
    };
    line.into().render(target.intersection(buf.area), buf);
}

/// Draws a line that ends where a row of an area ends; cut at its end where there is no room.
pub fn right<'a>(buf: &mut Buffer, area: Rect, row: u16, line: impl Into<Line<'a>>) {
    let line = line.into();
    let wide = u16::try_from(line.width()).unwrap_or(u16::MAX);
    at(buf, area, area.width.saturating_sub(wide), row, line);
}

/// Draws the focus mark two columns left of a row of an area, where there is room.
pub fn focus(buf: &mut Buffer, area: Rect, row: u16, look: Look) {
    mark_left(buf, area, row, 2, look.focus());
}

/// Draws a mark some columns left of a row of an area, where there is room.
pub fn mark_left(buf: &mut Buffer, area: Rect, row: u16, columns: u16, mark: Mark) {
    let place = Rect {
        x: area.x.saturating_sub(columns),
        y: area.y.saturating_add(row),
        width: 1,
        height: 1,
    };
    if area.x < columns || row >= area.height || !buf.area.contains(place.as_position()) {
        return;
    }
    mark.span().render(place, buf);
}

/// Draws the one rule over a row.
pub fn rule(buf: &mut Buffer, area: Rect, look: Look) {
    let mark = look.rule();
    line(
        buf,
        area,
        0,
        Span::styled(mark.symbol.repeat(usize::from(area.width)), mark.style),
    );
}

/// Where the cursor stands, by column and row of an area, held inside it; none in an empty one.
pub fn cursor(area: Rect, column: u16, row: u16) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    Some(Position {
        x: area.x + column.min(area.width - 1),
        y: area.y + row.min(area.height - 1),
    })
}

/// A text of one line made ready: cleaned, and cut to so many columns.
pub fn fitted(words: &str, columns: u16, look: Look) -> String {
    text::cut(&text::clean_line(words), columns, look).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{FULL, SIZES, canvas, rows};
    use super::*;

    #[test]
    fn nothing_is_drawn_outside_an_area_or_a_buffer() {
        for (width, height) in SIZES {
            let mut buf = canvas(width, height);
            let far = Rect::new(width, height, 10, 10);
            for area in [buf.area, far, Rect::new(1, 1, 200, 200)] {
                line(&mut buf, area, 3, "words");
                at(&mut buf, area, 9, 0, "words");
                right(&mut buf, area, 0, "words");
                focus(&mut buf, area, 2, FULL);
                rule(&mut buf, area, FULL);
                let _ = cursor(area, 4, 4);
            }
        }
    }

    #[test]
    fn words_on_the_right_end_where_the_area_ends() {
        let mut buf = canvas(12, 1);
        let area = buf.area;
        right(&mut buf, area, 0, "Saved");
        assert_eq!(rows(&buf), ["       Saved"]);
    }
}
