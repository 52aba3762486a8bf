//! A list of choices: on one row where they fit, else one below the other.
//!
//! Moving changes nothing. Space takes the option under the cursor, and so does Enter after an
//! arrow; Enter before any arrow goes on. A number takes at once.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::paint;
use crate::tui::actions::Action;
use crate::tui::text;
use crate::tui::theme::Look;

/// The blanks between two options, from the widest that may be used.
const GAPS: [u16; 3] = [5, 3, 2];
/// A radio button and the blank after it.
const RADIO: u16 = 4;

/// The choices of a question, the one that is its answer, and the one under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRow {
    labels: Vec<String>,
    chosen: Option<usize>,
    under: usize,
    moved: bool,
}

/// What an action did to a list of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceStep {
    /// The cursor moved, or had nowhere to go; nothing is chosen by that.
    Moved,
    /// This option, counted from 0, was taken.
    Took(usize),
    /// Enter before any arrow: go on.
    GoOn,
    /// The action is none of this control's.
    Ignored,
}

impl ChoiceRow {
    /// Choices in the order in which they are read, with the one that is the answer.
    ///
    /// The labels are shown as they are, so that our own want [`text::own`] first.
    pub fn new(labels: impl IntoIterator<Item = impl Into<String>>, chosen: Option<usize>) -> Self {
        let labels: Vec<String> = labels.into_iter().map(Into::into).collect();
        let chosen = chosen.filter(|at| *at < labels.len());
        Self {
            labels,
            chosen,
            under: chosen.unwrap_or(0),
            moved: false,
        }
    }

    /// The answer.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// The option under the cursor.
    pub fn under(&self) -> usize {
        self.under
    }

    /// Makes an option the answer, or none; the cursor goes along unless somebody is moving it.
    pub fn choose(&mut self, chosen: Option<usize>) {
        self.chosen = chosen.filter(|at| *at < self.labels.len());
        if let (Some(at), false) = (self.chosen, self.moved) {
            self.under = at;
        }
    }

    /// What an action does here.
    pub fn act(&mut self, action: Action) -> ChoiceStep {
        let last = self.labels.len().saturating_sub(1);
        let to = match action {
            Action::Left | Action::Up => self.under.saturating_sub(1),
            Action::Right | Action::Down => (self.under + 1).min(last),
            Action::First => 0,
            Action::Last => last,
            Action::Take => return self.take(self.under),
            Action::Accept if self.moved => return self.take(self.under),
            Action::Accept => return ChoiceStep::GoOn,
            Action::Number(number) => {
                return usize::from(number)
                    .checked_sub(1)
                    .map_or(ChoiceStep::Ignored, |at| self.take(at));
            }
            _ => return ChoiceStep::Ignored,
        };
        self.under = to;
        self.moved = true;
        ChoiceStep::Moved
    }

    fn take(&mut self, at: usize) -> ChoiceStep {
        if at >= self.labels.len() {
            return ChoiceStep::Ignored;
        }
        self.under = at;
        self.chosen = Some(at);
        self.moved = false;
        ChoiceStep::Took(at)
    }

    /// How many rows the choices take in so many columns.
    pub fn rows(&self, columns: u16) -> u16 {
        if self.gap(columns).is_some() {
            1
        } else {
            u16::try_from(self.labels.len()).unwrap_or(u16::MAX)
        }
    }

    /// Draws the choices; where rows are missing, those around the cursor.
    pub fn view(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cursor = self.view_unmarked(focused, look, area, buf);
        if let Some(position) = cursor {
            paint::focus(buf, area, position.y.saturating_sub(area.y), look);
        }
        cursor
    }

    /// The same without the mark of the focus, for a form, which has it beside the label.
    pub fn view_unmarked(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self.gap(area.width) {
            Some(gap) => self.view_row(gap, focused, look, area, buf),
            None => self.view_column(focused, look, area, buf),
        }
    }

    fn view_row(
        &self,
        gap: u16,
        focused: bool,
        look: Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let mut column = 0;
        let mut under = 0;
        for at in 0..self.labels.len() {
            if at == self.under {
                under = column;
            }
            let option = self.option(at, area.width, focused, look);
            let wide = u16::try_from(option.width()).unwrap_or(u16::MAX);
            paint::at(buf, area, column, 0, option);
            column = column.saturating_add(wide).saturating_add(gap);
        }
        if !focused {
            return None;
        }
        paint::cursor(area, under + 1, 0)
    }

    fn view_column(&self, focused: bool, look: Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let height = usize::from(area.height);
        let top = (self.under + 1).saturating_sub(height);
        let mut under = None;
        for (row, at) in (0..area.height).zip(top..self.labels.len()) {
            paint::line(buf, area, row, self.option(at, area.width, focused, look));
            if at == self.under {
                under = Some(row);
            }
        }
        let row = under.filter(|_| focused)?;
        paint::cursor(area, 1, row)
    }

    fn option(&self, at: usize, columns: u16, focused: bool, look: Look) -> Line<'static> {
        let chosen = self.chosen == Some(at);
        let label = self.labels.get(at).map_or("", String::as_str);
        let style = if chosen {
            look.chosen()
        } else if focused && self.moved && at == self.under {
            look.under_cursor()
        } else {
            look.quiet()
        };
        let label = paint::fitted(label, columns.saturating_sub(RADIO), look);
        Line::from(vec![
            look.radio(chosen).span(),
            Span::raw(" "),
            Span::styled(label, style),
        ])
    }

    /// The blanks between options if all fit on one row.
    fn gap(&self, columns: u16) -> Option<u16> {
        let options = self.labels.iter().fold(0u16, |sum, label| {
            sum.saturating_add(RADIO)
                .saturating_add(text::width(&text::clean_line(label)))
        });
        let gaps = u16::try_from(self.labels.len().saturating_sub(1)).unwrap_or(u16::MAX);
        GAPS.into_iter()
            .find(|gap| options.saturating_add(gaps.saturating_mul(*gap)) <= columns)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ratatui::style::Modifier;

    use super::super::canvas::{FULL, SIZES, canvas, rows, with};
    use super::*;

    fn yes_no(chosen: Option<usize>) -> ChoiceRow {
        ChoiceRow::new(["Yes", "No", "Not sure"], chosen)
    }

    #[test]
    fn three_answers_stand_on_one_row_with_the_cursor_inside_the_first() {
        let mut buf = canvas(80, 3);
        let area = Rect::new(2, 1, 76, 1);
        let cursor = yes_no(None).view(true, FULL, area, &mut buf);
        assert_eq!(rows(&buf)[1], "> ( ) Yes     ( ) No     ( ) Not sure");
        assert_eq!(cursor, Some(Position::new(3, 1)));
        assert!(
            with(&buf, Modifier::REVERSED).is_empty(),
            "before an arrow, Enter takes nothing"
        );
    }

    #[test]
    fn at_40_columns_they_stand_closer_and_below_that_one_below_the_other() {
        let choices = yes_no(Some(2));
        let mut buf = canvas(29, 1);
        let area = buf.area;
        choices.view(false, FULL, area, &mut buf);
        assert_eq!(rows(&buf), ["( ) Yes  ( ) No  (•) Not sure"]);
        assert_eq!(choices.rows(29), 1);
        assert_eq!(choices.rows(28), 3);
        let mut buf = canvas(14, 3);
        let area = Rect::new(2, 0, 12, 3);
        let cursor = choices.view(true, Look::plainly(), area, &mut buf);
        assert_eq!(rows(&buf), ["  ( ) Yes", "  ( ) No", "> (*) Not sure"]);
        assert_eq!(cursor, Some(Position::new(3, 2)));
    }

    #[test]
    fn moving_changes_nothing_and_enter_after_an_arrow_takes() {
        let mut choices = yes_no(None);
        assert_eq!(choices.act(Action::Accept), ChoiceStep::GoOn);
        assert_eq!(choices.act(Action::Right), ChoiceStep::Moved);
        assert_eq!(choices.chosen(), None);
        let mut buf = canvas(40, 1);
        let area = buf.area;
        choices.view(true, FULL, area, &mut buf);
        assert_eq!(with(&buf, Modifier::REVERSED), ["No"]);
        assert_eq!(choices.act(Action::Accept), ChoiceStep::Took(1));
        assert_eq!(choices.act(Action::Accept), ChoiceStep::GoOn);
        let mut buf = canvas(40, 1);
        choices.view(true, FULL, area, &mut buf);
        assert!(with(&buf, Modifier::REVERSED).is_empty());
        assert_eq!(with(&buf, Modifier::BOLD), ["(•) No"].map(|_| "(•) No"));
    }

    #[test]
    fn a_number_takes_at_once_and_one_too_high_does_nothing() {
        let mut choices = yes_no(None);
        assert_eq!(choices.act(Action::Number(3)), ChoiceStep::Took(2));
        assert_eq!(choices.act(Action::Number(4)), ChoiceStep::Ignored);
        assert_eq!(choices.act(Action::Number(0)), ChoiceStep::Ignored);
        assert_eq!(choices.chosen(), Some(2));
        assert_eq!(choices.act(Action::Take), ChoiceStep::Took(2));
        assert_eq!(choices.act(Action::SaveNow), ChoiceStep::Ignored);
    }

    #[test]
    fn no_size_panics_and_no_choices_do_not_either() {
        for (width, height) in SIZES {
            let mut buf = canvas(width, height);
            let area = buf.area;
            let _ = yes_no(Some(1)).view(true, FULL, area, &mut buf);
            let mut none = ChoiceRow::new(Vec::<String>::new(), Some(3));
            let _ = none.act(Action::Take);
            let _ = none.view(true, FULL, area, &mut buf);
        }
    }
}
