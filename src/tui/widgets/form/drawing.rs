//! How a form is drawn: label, bar, value; the focused field with all its rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Form, FormField, field::Control};
use crate::tui::{
    layout::{Density, Height, PROSE, take_rows},
    text,
    theme::Look,
    widgets::{
        paint,
        prose::{Passage, Prose, ProsePage},
        table::hidden,
    },
};

/// The mark and the blank after it.
const MARK: u16 = 2;
/// Labels have this many columns at most.
const LABEL: u16 = 22;
/// In a narrow form, labels of fields without the focus have this many.
const SHORT_LABEL: u16 = 14;
/// Below so many columns a form is narrow: the focused field stands under its label.
const NARROW: u16 = 56;
/// The bar and the blank after it.
const BAR: u16 = 2;
/// A long text with the focus has so many rows at least and at most.
const LONG: (u16, u16) = (3, 8);

impl Form {
    /// How many rows the form takes in so many columns, all of it shown.
    pub fn rows(&self, columns: u16) -> u16 {
        let area = Rect::new(0, 0, columns, u16::MAX);
        (0..self.fields.len())
            .map(|at| self.field_rows(at, area))
            .fold(0, u16::saturating_add)
    }

    /// Draws the form, and below it what is wrong or what the focused field holds.
    pub fn view_advised(
        &self,
        focused: bool,
        density: Density,
        look: Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        self.view_with(Vec::new(), focused, density, look, area, buf)
    }

    /// The same, with more to be read where there is room below that.
    pub fn view_with(
        &self,
        more: Vec<Passage>,
        focused: bool,
        density: Density,
        look: Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let advice = Prose::new(self.advice(look));
        let columns = area.width.min(PROSE);
        let most = match density.height {
            Height::Tall => 5,
            Height::Usual | Height::Compact | Height::Short => 2,
            Height::Low | Height::Tight | Height::TooSmall => 1,
        };
        let gap = u16::from(density.height >= Height::Compact);
        let rows = u16::try_from(advice.rows(columns, look)).unwrap_or(u16::MAX);
        let whole = self.rows(area.width);
        let left = area.height.saturating_sub(whole + gap);
        let rows = if more.is_empty() {
            rows.clamp(1, most.max(left))
        } else {
            rows.clamp(1, most)
        };
        let mut area = area;
        let room = area.height.saturating_sub(rows + gap);
        let form = take_rows(&mut area, whole.min(room));
        let cursor = self.view(focused, look, form, buf);
        take_rows(&mut area, gap);
        let below = take_rows(&mut area, rows);
        if below.height > 0 {
            let below = Rect {
                width: columns,
                ..below
            };
            advice.view(ProsePage::default(), look, below, buf);
        }
        // what has no room here stands in the help
        take_rows(&mut area, gap);
        let rest = Rect {
            width: columns,
            ..area
        };
        if rest.height > 0 {
            Prose::new(fitting(more, rest, look)).view(ProsePage::default(), look, rest, buf);
        }
        cursor
    }

    /// Draws the form, with the fields around the focus where there is no room for all.
    pub fn view(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let heights: Vec<u16> = (0..self.fields.len())
            .map(|at| self.field_rows(at, area))
            .collect();
        let total = heights.iter().copied().fold(0, u16::saturating_add);
        let (top, room) = if total <= area.height {
            (0, area.height)
        } else {
            let room = area.height.saturating_sub(u16::from(area.height > 3));
            (self.top(&heights, room), room)
        };
        let mut cursor = None;
        let mut row = 0;
        let mut shown = 0;
        for (at, height) in heights.iter().enumerate().skip(top) {
            let left = room.saturating_sub(row);
            if left == 0 || (*height > left && at != self.focus) {
                break;
            }
            let place = Rect {
                y: area.y + row,
                height: (*height).min(left),
                ..area
            };
            if let Some(field) = self.fields.get(at) {
                let has_focus = at == self.focus;
                let position = view_field(field, has_focus, focused && has_focus, look, place, buf);
                cursor = cursor.or(position);
            }
            row += place.height;
            shown += 1;
        }
        if let Some(words) = hidden(top, heights.len().saturating_sub(top + shown))
            && room < area.height
        {
            paint::at(buf, area, MARK, area.height - 1, words);
        }
        cursor
    }

    /// The first field shown: as near to the first as leaves room for the focused one and, if it
    /// can be, the one after it.
    fn top(&self, heights: &[u16], room: u16) -> usize {
        let fits = |top: usize, to: usize| {
            let shown = heights.iter().take(to + 1).skip(top).copied();
            shown.fold(0, u16::saturating_add) <= room
        };
        let after = (self.focus + 1).min(heights.len().saturating_sub(1));
        (0..=self.focus)
            .find(|top| fits(*top, after))
            .or_else(|| (0..=self.focus).find(|top| fits(*top, self.focus)))
            .unwrap_or(self.focus)
    }

    fn field_rows(&self, at: usize, area: Rect) -> u16 {
        let Some(field) = self.fields.get(at).filter(|_| at == self.focus) else {
            return 1;
        };
        let narrow = area.width < NARROW;
        let columns = control(area, narrow, true).width;
        let rows = match &field.control {
            Control::Text(text) if field.is_long() => {
                let room = area.height.saturating_sub(2).max(1);
                text.input.rows(columns).clamp(LONG.0, LONG.1).min(room)
            }
            Control::Text(_) => 1,
            Control::Choice(choice) => choice.row.rows(columns.saturating_sub(BAR)).max(1),
            Control::Pick(picker) => {
                let room = area.height.saturating_sub(2).max(2);
                picker.rows().min(room)
            }
        };
        let label = narrow && (rows > 1 || field.is_text());
        rows.saturating_add(u16::from(label))
    }
}

/// As many passages as fit; that there are more is said in the last row.
fn fitting(passages: Vec<Passage>, area: Rect, look: Look) -> Vec<Passage> {
    let fits = |passages: &[Passage]| {
        let rows = Prose::new(passages.to_vec()).rows(area.width, look);
        rows <= usize::from(area.height)
    };
    if fits(&passages) {
        return passages;
    }
    let mut kept = passages;
    while kept.pop().is_some() {
        let mut told = kept.clone();
        told.push(Passage::new("F1 tells the rest.", look.quiet()));
        if fits(&told) {
            return told;
        }
    }
    Vec::new()
}

/// Where a field's value stands.
fn control(area: Rect, narrow: bool, has_focus: bool) -> Rect {
    let left = match (narrow, has_focus) {
        (false, _) => MARK + LABEL,
        (true, true) => MARK,
        (true, false) => MARK + SHORT_LABEL + 1,
    };
    let left = left.min(area.width);
    Rect {
        x: area.x + left,
        width: area.width - left,
        ..area
    }
}

fn view_field(
    field: &FormField,
    has_focus: bool,
    focused: bool,
    look: Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let narrow = area.width < NARROW;
    if focused {
        paint::at(buf, area, 0, 0, look.focus().span());
    } else if field.error.is_some() {
        paint::at(buf, area, 0, 0, look.attention().span());
    }
    let own_row = narrow && has_focus && area.height > 1;
    let label_room = match (narrow, own_row) {
        (_, true) => area.width.saturating_sub(MARK),
        (true, false) => SHORT_LABEL,
        (false, false) => LABEL - 1,
    };
    let label = paint::fitted(&text::own(&field.label, look), label_room, look);
    paint::at(buf, area, MARK, 0, label);
    let below = u16::from(own_row);
    let place = Rect {
        y: area.y + below,
        height: area.height - below,
        ..control(area, narrow, own_row)
    };
    match &field.control {
        Control::Text(input) if !focused && !has_focus && field.wanted && input.input.is_empty() => {
            view_words("[ ]", look, place, buf);
            None
        }
        Control::Text(input) => input.input.view_unmarked(focused, look, place, buf),
        Control::Choice(choice) if has_focus => {
            for row in 0..place.height {
                paint::at(buf, place, 0, row, look.input_bar(focused).span());
            }
            let inner = Rect {
                x: place.x + BAR.min(place.width),
                width: place.width.saturating_sub(BAR),
                ..place
            };
            choice.row.view_unmarked(focused, look, inner, buf)
        }
        Control::Pick(picker) if has_focus => picker.view(focused, look, place, buf),
        Control::Pick(picker) => {
            let words = match picker.words() {
                words if words.is_empty() && field.wanted => "[ ]".to_owned(),
                words => words,
            };
            view_words(&words, look, place, buf);
            None
        }
        Control::Choice(choice) => {
            let words = match choice.words() {
                "" if field.wanted => "[ ]",
                words => words,
            };
            view_words(words, look, place, buf);
            None
        }
    }
}

fn view_words(words: &str, look: Look, place: Rect, buf: &mut Buffer) {
    paint::at(buf, place, 0, 0, look.input_bar(false).span());
    let words = paint::fitted(words, place.width.saturating_sub(BAR), look);
    paint::at(buf, place, BAR, 0, words);
}
