//! The line above a list that is typed into: what it holds narrows the list below.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paint;
use super::text_input::{Edit, TextInput};
use crate::tui::actions::Action;
use crate::tui::text;
use crate::tui::theme::Look;

/// A filter that is there once somebody asks for it, and goes when it says nothing.
#[derive(Debug, Default)]
pub struct TypedFilter {
    input: Option<TextInput>,
    focused: bool,
}

/// What came of a key in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterStep {
    /// It holds other words.
    Narrowed,
    /// Nothing that matters to what it narrows.
    Done,
    /// The focus goes before the first control.
    BeforeStart,
    /// It does not take that, and why.
    Refused(String),
    /// The key is none of its own.
    Ignored,
}

impl TypedFilter {
    /// What is typed; nothing where there is no filter.
    pub fn words(&self) -> String {
        self.input.as_ref().map(TextInput::text).unwrap_or_default()
    }

    /// The line, where there is one.
    pub fn input(&self) -> Option<&TextInput> {
        self.input.as_ref()
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.input.is_some()
    }

    /// Whether it has the focus.
    pub fn has_focus(&self) -> bool {
        self.focused
    }

    /// Takes the focus, and is there from now on.
    pub fn open(&mut self) {
        self.input.get_or_insert_with(|| TextInput::line(""));
        self.focused = true;
    }

    /// Takes the focus where it is there, or gives it away.
    pub fn focus(&mut self, focused: bool) {
        self.focused = focused && self.input.is_some();
    }

    /// What an action does while it has the focus.
    pub fn act(&mut self, action: Action) -> FilterStep {
        match action {
            Action::NextControl | Action::Accept | Action::Down | Action::Close => {
                self.focused = false;
                self.input.take_if(|input| input.is_empty());
                FilterStep::Done
            }
            Action::PreviousControl => FilterStep::BeforeStart,
            action => self.edit(|input| input.act(action)),
        }
    }

    /// What a key does.
    pub fn key(&mut self, key: KeyEvent) -> FilterStep {
        self.edit(|input| input.key(key))
    }

    /// What a paste does.
    pub fn paste(&mut self, text: &str) -> FilterStep {
        if self.focused {
            self.edit(|input| input.paste(text))
        } else {
            FilterStep::Refused("Nothing here takes a paste.".to_owned())
        }
    }

    fn edit(&mut self, edit: impl FnOnce(&mut TextInput) -> Edit) -> FilterStep {
        match self.input.as_mut().map(edit) {
            Some(Edit::Changed | Edit::ChangedAtWordEnd) => FilterStep::Narrowed,
            Some(Edit::Moved) => FilterStep::Done,
            Some(Edit::Refused(why)) => FilterStep::Refused(why),
            Some(Edit::Ignored) | None => FilterStep::Ignored,
        }
    }
}

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
