//! A field that chooses from many: what is typed narrows what is offered, and Space takes the row
//! under the cursor or gives it back.
//!
//! What was chosen before and is not offered any more stays, by its own name, until somebody gives
//! it back.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::{
    guidance::Choice,
    tui::{
        actions::Action,
        text,
        theme::Look,
        widgets::{
            choice_row::ChoiceStep,
            paint,
            text_input::{Edit, TextInput},
            typed_filter,
        },
    },
};

/// The bar and the blank after it.
const BAR: u16 = 2;
/// The mark of a row and the blank after it.
const MARK: u16 = 4;
/// So many rows of what is offered are shown at most.
const ROWS: u16 = 7;

/// How many may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    One,
    Several,
}

/// What is offered, what is chosen of it, and what is typed to find it.
#[derive(Debug, Clone)]
pub(super) struct Picker {
    offered: Vec<Choice>,
    takes: Takes,
    /// The chosen values, in the order in which they were chosen.
    chosen: Vec<String>,
    /// What was chosen when somebody last came here, or the project last changed it: those rows
    /// stand first, and none jumps while it is taken or given back.
    first: Vec<String>,
    filter: TextInput,
    under: usize,
    moved: bool,
}

impl Picker {
    pub(super) fn new(offered: Vec<Choice>, takes: Takes, raw: &str) -> Self {
        let chosen: Vec<String> = values(raw);
        Self {
            offered,
            takes,
            first: chosen.clone(),
            chosen,
            filter: TextInput::line(""),
            under: 0,
            moved: false,
        }
    }

    /// The chosen values, a line each.
    pub(super) fn raw(&self) -> String {
        self.chosen.join("\n")
    }

    /// Takes in what the project holds.
    pub(super) fn choose(&mut self, raw: &str) {
        let values = values(raw);
        if self.chosen != values {
            self.first.clone_from(&values);
            self.chosen = values;
        }
    }

    /// Offers something else, such as after a party was renamed.
    pub(super) fn offer(&mut self, offered: Vec<Choice>) {
        self.offered = offered;
    }

    /// The focus goes: what was typed to find something has served.
    pub(super) fn leave(&mut self) {
        self.first.clone_from(&self.chosen);
        self.filter = TextInput::line("");
        self.under = 0;
        self.moved = false;
    }

    /// What is chosen, as people read it.
    pub(super) fn words(&self) -> String {
        let labels: Vec<&str> = self.chosen.iter().map(|value| self.label(value)).collect();
        labels.join(", ")
    }

    fn label<'a>(&'a self, value: &'a str) -> &'a str {
        self.offered
            .iter()
            .find(|choice| choice.value == value)
            .map_or(value, |choice| &choice.label)
    }

    /// The values that are shown: what was chosen before anything else, narrowed by what is typed.
    fn shown(&self) -> Vec<&str> {
        let typed = self.filter.text();
        let first = self.first.iter().map(String::as_str);
        let others = self
            .offered
            .iter()
            .map(|choice| choice.value.as_str())
            .filter(|value| !self.first.iter().any(|first| first == value));
        first
            .chain(others)
            .filter(|value| typed_filter::holds(self.label(value), &typed))
            .collect()
    }

    fn toggle(&mut self) -> ChoiceStep {
        let Some(value) = self.shown().get(self.under).map(|value| (*value).to_owned()) else {
            return ChoiceStep::Moved;
        };
        let was = self.chosen.iter().position(|chosen| *chosen == value);
        match (was, self.takes) {
            (Some(at), _) => {
                self.chosen.remove(at);
            }
            (None, Takes::One) => self.chosen = vec![value],
            (None, Takes::Several) => {
                self.chosen.push(value);
                let place = |value: &String| self.offered.iter().position(|choice| choice.value == *value);
                let mut chosen = self.chosen.clone();
                chosen.sort_by_key(place);
                self.chosen = chosen;
            }
        }
        self.moved = false;
        ChoiceStep::Took(self.under)
    }

    /// What an action does here.
    pub(super) fn act(&mut self, action: Action) -> Result<ChoiceStep, Edit> {
        let last = self.shown().len().saturating_sub(1);
        let page = usize::from(ROWS - 1);
        let to = match action {
            Action::Up => self.under.saturating_sub(1),
            Action::Down if self.moved || self.under > 0 || !self.filter.is_empty() => self.under + 1,
            // the first arrow steps from the line onto the first row
            Action::Down => self.under,
            Action::PageUp => self.under.saturating_sub(page),
            Action::PageDown => self.under + page,
            Action::Take => return Ok(self.toggle()),
            Action::Accept if self.moved || !self.filter.is_empty() => {
                let step = self.toggle();
                self.filter = TextInput::line("");
                self.under = 0;
                return Ok(step);
            }
            Action::Accept => return Ok(ChoiceStep::GoOn),
            action => return Err(self.edit(|filter| filter.act(action))),
        };
        self.under = to.min(last);
        self.moved = true;
        Ok(ChoiceStep::Moved)
    }

    /// A key or a paste into the line that narrows what is offered.
    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut TextInput) -> Edit) -> Edit {
        let before = self.filter.text();
        let edited = edit(&mut self.filter);
        if self.filter.text() != before {
            self.under = 0;
            self.moved = false;
        }
        edited
    }

    /// How many rows it takes with the focus: the line typed into, and what is offered.
    pub(super) fn rows(&self) -> u16 {
        let unknown = self.chosen.iter().filter(|value| !self.is_offered(value)).count();
        let all = u16::try_from(self.offered.len() + unknown).unwrap_or(u16::MAX);
        all.clamp(1, ROWS) + 1
    }

    fn is_offered(&self, value: &str) -> bool {
        self.offered.iter().any(|choice| choice.value == value)
    }

    /// Draws it with the focus: the line with how much is chosen, and the rows around the cursor.
    pub(super) fn view(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        for row in 0..area.height {
            paint::at(buf, area, 0, row, look.input_bar(focused).span());
        }
        let shown = self.shown();
        let count = self.count(shown.len());
        let wide = text::width(&count);
        let line = Rect {
            width: area.width.saturating_sub(wide + 2),
            height: area.height.min(1),
            ..area
        };
        let typed = self.filter.view_unmarked(focused, look, line, buf);
        paint::right(buf, line_of(area), 0, count);
        let rows = Rect {
            x: area.x + BAR.min(area.width),
            y: area.y + area.height.min(1),
            width: area.width.saturating_sub(BAR),
            height: area.height.saturating_sub(1),
        };
        if shown.is_empty() && rows.height > 0 {
            let words = if self.offered.is_empty() {
                "There is nothing to choose from yet."
            } else {
                "Nothing is called that."
            };
            paint::at(buf, rows, 0, 0, words);
        }
        let top = (self.under + 1).saturating_sub(usize::from(rows.height));
        let mut cursor = typed;
        for (row, (at, value)) in (0..rows.height).zip(shown.iter().enumerate().skip(top)) {
            let under = focused && at == self.under && (self.moved || !self.filter.is_empty());
            self.view_row(value, under, look, rows, row, buf);
            if under && self.moved {
                cursor = paint::cursor(rows, 1, row);
            }
        }
        cursor.filter(|_| focused)
    }

    fn view_row(&self, value: &str, under: bool, look: Look, rows: Rect, row: u16, buf: &mut Buffer) {
        let chosen = self.chosen.iter().any(|chosen| chosen == value);
        let mark = match (self.takes, chosen) {
            (Takes::One, chosen) => look.radio(chosen).span(),
            (Takes::Several, true) => Span::styled("[x]", look.chosen()),
            (Takes::Several, false) => Span::raw("[ ]"),
        };
        let style = match (chosen, under) {
            (_, true) => look.under_cursor(),
            (true, false) => look.chosen(),
            (false, false) => look.quiet(),
        };
        let gone = if self.is_offered(value) {
            ""
        } else {
            " (not asked here)"
        };
        let room = rows.width.saturating_sub(MARK);
        let label = paint::fitted(&format!("{}{gone}", self.label(value)), room, look);
        paint::at(buf, rows, 0, row, mark);
        paint::at(buf, rows, MARK, row, Span::styled(label, style));
    }

    fn count(&self, shown: usize) -> String {
        let all = self.offered.len();
        match (self.takes, self.filter.is_empty()) {
            (_, false) => format!("{shown} of {all}"),
            (Takes::One, true) => format!("{all} to choose from"),
            (Takes::Several, true) => format!("{} chosen of {all}", self.chosen.len()),
        }
    }
}

fn line_of(area: Rect) -> Rect {
    Rect {
        height: area.height.min(1),
        ..area
    }
}

fn values(raw: &str) -> Vec<String> {
    let lines = raw.lines().filter(|value| !value.trim().is_empty());
    lines.map(str::to_owned).collect()
}
