//! The line above a list that is typed into: what it holds narrows the list below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint;
use super::text_input::TextInput;
use crate::tui::text;
use crate::tui::theme::Look;

/// Draws the line with its label; `marked` where it has the one `>` of the screen, which stands
/// two columns left of the label.
pub fn view(
    label: &str,
    input: &TextInput,
    focused: bool,
    marked: bool,
    look: Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let row = Rect {
        height: area.height.min(1),
        ..area
    };
    let before = text::width(label).saturating_add(2).min(row.width);
    let line = Rect {
        x: row.x + before,
        width: row.width - before,
        ..row
    };
    let cursor = input.view(focused, look, line, buf);
    // the input draws a mark of its own where the blanks after the label belong
    paint::at(
        buf,
        row,
        0,
        0,
        format!("{label:<width$}", width = usize::from(before)),
    );
    if focused && marked {
        paint::focus(buf, row, 0, look);
    }
    cursor
}

/// Whether a text holds every word of what was typed, in whatever order and case.
pub fn holds(text: &str, typed: &str) -> bool {
    let text = text.to_lowercase();
    typed
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::canvas::{FULL, SIZES, canvas, rows};
    use super::*;

    #[test]
    fn the_mark_stands_left_of_the_label_and_the_cursor_after_the_words() {
        let mut buf = canvas(30, 1);
        let area = Rect::new(2, 0, 28, 1);
        let input = TextInput::line("heart");
        let cursor = view("Filter", &input, true, true, FULL, area, &mut buf);
        assert_eq!(rows(&buf), ["> Filter  ┃ heart"]);
        assert_eq!(cursor, Some(Position::new(17, 0)));
        let mut buf = canvas(30, 1);
        view("Type", &input, true, false, FULL, area, &mut buf);
        assert_eq!(rows(&buf), ["  Type  ┃ heart"]);
    }

    #[test]
    fn words_are_found_in_whatever_order_and_case() {
        assert!(holds("Heart failure at home", "HOME heart"));
        assert!(holds("Heart failure at home", ""));
        assert!(!holds("Heart failure at home", "heart lung"));
    }

    #[test]
    fn no_size_panics() {
        for (width, height) in SIZES {
            let mut buf = canvas(width, height);
            let area = buf.area;
            let _ = view(
                "Filter",
                &TextInput::line("heart"),
                true,
                true,
                FULL,
                area,
                &mut buf,
            );
        }
    }
}
