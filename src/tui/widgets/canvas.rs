//! A buffer to draw on in tests, and its rows as text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::tui::theme::Look;

/// Colour, Unicode, columns.
pub(crate) const FULL: Look = Look {
    colour: true,
    ascii: false,
    plain: false,
};

/// The sizes at which everything is drawn at least once.
pub(crate) const SIZES: [(u16, u16); 9] = [
    (0, 0),
    (1, 1),
    (0, 5),
    (5, 0),
    (2, 3),
    (12, 1),
    (40, 9),
    (80, 24),
    (140, 40),
];

/// An empty buffer of that size.
pub(crate) fn canvas(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

/// The rows as text, without blanks at their ends.
pub(crate) fn rows(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width);
    if width == 0 {
        return Vec::new();
    }
    buf.content()
        .chunks(width)
        .map(|row| {
            let mut text = String::new();
            let mut covered = 0;
            for cell in row {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                text.push_str(cell.symbol());
                covered = usize::from(crate::tui::text::width(cell.symbol())).saturating_sub(1);
            }
            text.trim_end().to_owned()
        })
        .collect()
}

/// What is drawn with this modifier, row by row, without blanks at the ends.
pub(crate) fn with(buf: &Buffer, modifier: Modifier) -> Vec<String> {
    let width = usize::from(buf.area.width).max(1);
    buf.content()
        .chunks(width)
        .map(|row| {
            row.iter()
                .map(|cell| {
                    if cell.modifier.contains(modifier) {
                        cell.symbol()
                    } else {
                        " "
                    }
                })
                .collect::<String>()
                .trim()
                .to_owned()
        })
        .filter(|row| !row.is_empty())
        .collect()
}
