//! A text being typed: long and soft-wrapped, or one line.
//!
//! It keeps the text and the cursor, knows its limit, and says in words what it does not take.
//! Undo is the session's: the editor's own history is off. What a text held before, unsafe
//! characters included, is never changed by being shown; what is typed or pasted is cleaned.

mod drawing;
mod rows;
mod stand_in;

use std::cell::Cell;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{CursorMove, DataCursor, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use crate::characters;
use crate::tui::actions::{self, Action, Scope};

/// A long text holds at most so many bytes of UTF-8.
pub const TEXT_LIMIT: usize = 50_000;
/// A line holds at most so many bytes of UTF-8.
pub const LINE_LIMIT: usize = 500;
/// From so many bytes on a long text is said to be long.
pub const LONG_FROM: usize = 20_000;

const LONG_SCOPES: &[Scope] = &[Scope::LongText, Scope::Text];
const LINE_SCOPES: &[Scope] = &[Scope::Line, Scope::Text];

/// Whether a text may have line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Soft-wrapped; Enter is a new line.
    Long,
    /// One line, scrolled sideways; Enter goes on.
    Line,
}

/// What a key or a paste did to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one.
    Changed,
    /// A space or a line break was typed, or something was pasted: a word's end.
    ChangedAtWordEnd,
    /// The cursor moved, or had nowhere to go.
    Moved,
    /// Nothing was taken, for this reason, to be shown as the message.
    Refused(String),
    /// The key is none of a text's.
    Ignored,
}

/// A text, its cursor and its limit.
#[derive(Debug, Clone)]
pub struct TextInput {
    area: TextArea<'static>,
    kind: TextKind,
    limit: usize,
    /// The column that moving up and down keeps to.
    goal: Option<u16>,
    /// How it was drawn last, which moving by rows and pages goes by.
    drawn: Cell<Drawn>,
}

/// The size of a drawn text, and what was scrolled out of it above and on the left.
#[derive(Debug, Clone, Copy)]
struct Drawn {
    columns: u16,
    rows: u16,
    top: usize,
    left: u16,
}

impl TextInput {
    /// A long text, with the cursor at its end.
    pub fn long(text: &str) -> Self {
        Self::new(text, TextKind::Long, TEXT_LIMIT)
    }

    /// A line, with the cursor at its end.
    pub fn line(text: &str) -> Self {
        Self::new(text, TextKind::Line, LINE_LIMIT)
    }

    fn new(text: &str, kind: TextKind, limit: usize) -> Self {
        let mut input = Self {
            area: editor(text, kind),
            kind,
            limit,
            goal: None,
            drawn: Cell::new(Drawn {
                columns: u16::MAX,
                rows: 1,
                top: 0,
                left: 0,
            }),
        };
        let end = text.chars().count();
        input.place(end);
        input
    }

    /// Whether it is long or a line.
    pub fn kind(&self) -> TextKind {
        self.kind
    }

    /// The text, byte for byte what it was where nobody typed.
    pub fn text(&self) -> String {
        stand_in::restore(&self.area.lines().join("\n"))
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Whether the cursor stands after the last character.
    pub fn is_at_end(&self) -> bool {
        let lines = self.area.lines();
        let chars: usize = lines.iter().map(|line| line.chars().count()).sum();
        self.offset() == chars + lines.len().saturating_sub(1)
    }

    /// Puts another text there, as when somebody else's save comes in or a change is taken back.
    ///
    /// The cursor stays with the words around it.
    pub fn set_text(&mut self, text: &str) {
        let safe = stand_in::put(text, self.kind == TextKind::Long);
        let old: Vec<char> = self.area.lines().join("\n").chars().collect();
        let new: Vec<char> = safe.chars().collect();
        if old == new {
            return;
        }
        let cursor = self.offset();
        let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let longest = old.len().min(new.len()) - before;
        let after = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(longest)
            .take_while(|(a, b)| a == b)
            .count();
        let cursor = if cursor <= before {
            cursor
        } else if cursor >= old.len() - after {
            new.len() - (old.len() - cursor)
        } else {
            cursor.min(new.len() - after)
        };
        // only what differs is put in anew, so that the text stays scrolled as it is
        self.place(before);
        self.area.delete_str(old.len() - before - after);
        let differs: String = new.iter().skip(before).take(new.len() - before - after).collect();
        self.area.insert_str(differs);
        self.place(cursor);
    }

    /// What is to be said about the length, if anything.
    pub fn notice(&self) -> Option<String> {
        let bytes = self.bytes();
        (self.kind == TextKind::Long && bytes >= LONG_FROM).then(|| {
            format!(
                "Long: {} of at most {} kB",
                bytes.div_ceil(1000),
                self.limit / 1000
            )
        })
    }

    /// What a key does to the text.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let scopes = match self.kind {
            TextKind::Long => LONG_SCOPES,
            TextKind::Line => LINE_SCOPES,
        };
        if let Some(action) = actions::action_for(key, scopes) {
            return self.act(action);
        }
        let Some(key) = actions::normalise(key) else {
            return Edit::Ignored;
        };
        match key.code {
            KeyCode::Char(c) if key.modifiers.is_empty() => self.typed(c),
            KeyCode::Left if key.modifiers.is_empty() => self.act(Action::Left),
            KeyCode::Right if key.modifiers.is_empty() => self.act(Action::Right),
            KeyCode::Up if key.modifiers.is_empty() => self.act(Action::Up),
            KeyCode::Down if key.modifiers.is_empty() => self.act(Action::Down),
            KeyCode::PageUp if key.modifiers.is_empty() => self.act(Action::PageUp),
            KeyCode::PageDown if key.modifiers.is_empty() => self.act(Action::PageDown),
            KeyCode::Home if key.modifiers == KeyModifiers::CONTROL => self.act(Action::First),
            KeyCode::End if key.modifiers == KeyModifiers::CONTROL => self.act(Action::Last),
            _ => Edit::Ignored,
        }
    }

    /// What an action does to the text.
    pub fn act(&mut self, action: Action) -> Edit {
        let by_rows = [Action::Up, Action::Down, Action::PageUp, Action::PageDown];
        if !by_rows.contains(&action) {
            self.goal = None;
        }
        match action {
            Action::Left => self.moved_by(CursorMove::Back),
            Action::Right => self.moved_by(CursorMove::Forward),
            Action::WordLeft => self.moved_by(CursorMove::WordBack),
            Action::WordRight => self.moved_by(CursorMove::WordForward),
            Action::LineStart => self.moved_by(CursorMove::Head),
            Action::LineEnd => self.moved_by(CursorMove::End),
            Action::Up | Action::Down | Action::PageUp | Action::PageDown if self.kind == TextKind::Line => {
                Edit::Ignored
            }
            Action::Up => self.moved_up(1),
            Action::Down => self.moved_down(1),
            Action::PageUp => self.moved_up(self.page()),
            Action::PageDown => self.moved_down(self.page()),
            Action::First => self.moved_to(0),
            Action::Last => self.moved_to(usize::MAX),
            Action::EraseBack => self.erased_back(),
            Action::EraseForward => self.erased_forward(),
            Action::EraseWord => changed(self.area.delete_word()),
            Action::EraseToStart => changed(self.area.delete_line_by_head()),
            Action::EraseToEnd => changed(self.area.delete_line_by_end()),
            Action::NewLine if self.kind == TextKind::Long => self.typed('\n'),
            _ => Edit::Ignored,
        }
    }

    /// What a paste does to the text: all of it goes in, cleaned, or none.
    ///
    /// In a line, line breaks become blanks, and those at its ends go.
    pub fn paste(&mut self, pasted: &str) -> Edit {
        let pasted = characters::stripped(pasted);
        let pasted = match self.kind {
            TextKind::Long => pasted,
            TextKind::Line => pasted.trim_matches('\n').replace('\n', " "),
        };
        if pasted.is_empty() {
            return Edit::Moved;
        }
        if self.bytes() + pasted.len() > self.limit {
            return Edit::Refused(self.too_long("Not pasted"));
        }
        self.area.insert_str(&pasted);
        self.goal = None;
        Edit::ChangedAtWordEnd
    }

    fn typed(&mut self, c: char) -> Edit {
        let taken = match (c, self.kind) {
            ('\n', kind) => kind == TextKind::Long,
            ('\t', _) => false,
            (c, _) => !characters::is_unwelcome(c),
        };
        if !taken {
            return Edit::Ignored;
        }
        if self.bytes() + c.len_utf8() > self.limit {
            return Edit::Refused(self.too_long("Not taken"));
        }
        let key = match c {
            '\n' => KeyCode::Enter,
            c => KeyCode::Char(c),
        };
        self.area
            .input_without_shortcuts(KeyEvent::new(key, KeyModifiers::NONE));
        self.goal = None;
        if c.is_whitespace() {
            Edit::ChangedAtWordEnd
        } else {
            Edit::Changed
        }
    }

    fn moved_by(&mut self, movement: CursorMove) -> Edit {
        self.area.move_cursor(movement);
        self.leave_middle(matches!(movement, CursorMove::Forward));
        Edit::Moved
    }

    fn moved_to(&mut self, offset: usize) -> Edit {
        self.place(offset);
        Edit::Moved
    }

    /// How many rows a page turns: one less than it shows, so that a row stays in sight.
    fn page(&self) -> usize {
        usize::from(self.drawn.get().rows.saturating_sub(1)).max(1)
    }

    fn moved_up(&mut self, by: usize) -> Edit {
        self.moved_to_row(|row| row.saturating_sub(by))
    }

    fn moved_down(&mut self, by: usize) -> Edit {
        self.moved_to_row(|row| row.saturating_add(by))
    }

    fn moved_to_row(&mut self, to: impl Fn(usize) -> usize) -> Edit {
        let lines = self.area.lines();
        let rows = rows::rows(lines, self.drawn.get().columns);
        let (line, byte) = self.cursor_byte();
        let (row, column) = rows::find(&rows, lines, line, byte);
        let goal = self.goal.unwrap_or(column);
        let target = to(row).min(rows.len().saturating_sub(1));
        if let Some(found) = rows.get(target).copied()
            && target != row
        {
            let byte = rows::byte_at(found, lines, goal);
            let chars = lines
                .get(found.line)
                .and_then(|line| line.get(..byte))
                .map_or(0, |before| before.chars().count());
            self.jump(found.line, chars);
        }
        self.goal = Some(goal);
        Edit::Moved
    }

    fn erased_back(&mut self) -> Edit {
        let DataCursor(row, column) = self.area.cursor();
        let before = self.around(row, column).0;
        if before < 2 {
            let back = KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE);
            return changed(self.area.input_without_shortcuts(back));
        }
        for _ in 0..before {
            self.area.move_cursor(CursorMove::Back);
        }
        changed(self.area.delete_str(before))
    }

    fn erased_forward(&mut self) -> Edit {
        let DataCursor(row, column) = self.area.cursor();
        let after = self.around(row, column).1;
        if after < 2 {
            let delete = KeyEvent::new(KeyCode::Delete, KeyModifiers::NONE);
            return changed(self.area.input_without_shortcuts(delete));
        }
        changed(self.area.delete_str(after))
    }

    /// What people see as one character may be several: the cursor never stands inside one.
    fn leave_middle(&mut self, forward: bool) {
        let DataCursor(row, column) = self.area.cursor();
        let line = self.area.lines().get(row).map_or("", String::as_str);
        let mut at = 0;
        for grapheme in line.graphemes(true) {
            let end = at + grapheme.chars().count();
            if at < column && column < end {
                let steps = if forward { end - column } else { column - at };
                let step = if forward {
                    CursorMove::Forward
                } else {
                    CursorMove::Back
                };
                for _ in 0..steps {
                    self.area.move_cursor(step);
                }
                return;
            }
            if end >= column {
                return;
            }
            at = end;
        }
    }

    /// How many characters what people see as one has before and after the cursor.
    fn around(&self, row: usize, column: usize) -> (usize, usize) {
        let line = self.area.lines().get(row).map_or("", String::as_str);
        let split = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let (before, after) = line.split_at(split);
        let chars = |grapheme: Option<&str>| grapheme.map_or(0, |g| g.chars().count());
        (
            chars(before.graphemes(true).next_back()),
            chars(after.graphemes(true).next()),
        )
    }

    /// The cursor as a number of characters from the start.
    fn offset(&self) -> usize {
        let DataCursor(row, column) = self.area.cursor();
        let above = self.area.lines().iter().take(row);
        above.map(|line| line.chars().count() + 1).sum::<usize>() + column
    }

    fn place(&mut self, offset: usize) {
        let mut left = offset;
        let lines = self.area.lines();
        let last = lines.len().saturating_sub(1);
        let mut place = (last, usize::from(u16::MAX));
        for (row, line) in lines.iter().enumerate() {
            let chars = line.chars().count();
            if left <= chars {
                place = (row, left);
                break;
            }
            left -= chars + 1;
        }
        self.jump(place.0, place.1);
    }

    fn jump(&mut self, line: usize, chars: usize) {
        let short = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(short(line), short(chars)));
    }

    /// The cursor as a line and a byte of it.
    fn cursor_byte(&self) -> (usize, usize) {
        let DataCursor(line, column) = self.area.cursor();
        let words = self.area.lines().get(line).map_or("", String::as_str);
        let byte = words.char_indices().nth(column).map_or(words.len(), |(at, _)| at);
        (line, byte)
    }

    fn bytes(&self) -> usize {
        let lines = self.area.lines();
        lines.iter().map(String::len).sum::<usize>() + lines.len().saturating_sub(1)
    }

    fn too_long(&self, what: &str) -> String {
        match self.kind {
            TextKind::Long => format!("{what}: a text holds {} kB at most", self.limit / 1000),
            TextKind::Line => format!("{what}: a line holds {} bytes at most", self.limit),
        }
    }
}

fn editor(text: &str, kind: TextKind) -> TextArea<'static> {
    let safe = stand_in::put(text, kind == TextKind::Long);
    let mut area = TextArea::new(safe.split('\n').map(str::to_owned).collect());
    area.set_max_histories(0);
    area
}

fn changed(changed: bool) -> Edit {
    if changed { Edit::Changed } else { Edit::Moved }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
