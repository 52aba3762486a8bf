//! The keys of a screen, as a row of buttons.
//!
//! The first is the key that goes on; F9 and F1 stay at the end; what does not fit falls out just
//! before those two. Arrows run through all of them, shown or not, so that whatever keys a
//! terminal keeps for itself, everything can still be pressed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::paint;
use crate::tui::actions::{self, Action, Scope};
use crate::tui::layout::{Density, Width};
use crate::tui::text;
use crate::tui::theme::Look;

/// A button: the key, the word beside it, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What pressing it does.
    pub action: Action,
    /// The key in words.
    pub key: String,
    /// The label, two words at most.
    pub label: String,
}

impl Button {
    /// The button of an action where these scopes hold, as the table of keys has it.
    pub fn of(action: Action, scopes: &[Scope]) -> Self {
        let info = actions::info(action, scopes);
        Self {
            action,
            key: info.and_then(actions::ActionInfo::footer_key).unwrap_or_default(),
            label: info.map_or("", |info| info.label).to_owned(),
        }
    }

    /// The same button with a label that says more here: `Tab note`.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    /// The same button with its key named otherwise: `1 2 3`, `arrows`.
    #[must_use]
    pub fn keyed(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// The same where a kiosk has it: a key that it keeps out gives way to one that holds everywhere.
    #[must_use]
    pub fn in_a_kiosk(self) -> Option<Self> {
        let kiosk = |scope| [scope, Scope::Kiosk];
        let kept_out = actions::ACTIONS
            .iter()
            .filter(|info| info.action == self.action && info.footer_key().as_ref() == Some(&self.key))
            .any(|info| info.is_kept_out(&kiosk(info.scope)));
        if !kept_out {
            return Some(self);
        }
        let everywhere = actions::ACTIONS.iter().find(|info| {
            info.action == self.action
                && info.scope == Scope::Everywhere
                && !info.is_kept_out(&kiosk(info.scope))
        })?;
        Some(Self {
            key: everywhere.footer_key().unwrap_or_default(),
            ..self
        })
    }

    fn is_letter(&self) -> bool {
        self.key.chars().count() == 1
    }

    fn words(&self, labels: bool) -> (&str, &str) {
        if labels || !self.is_letter() {
            (&self.key, &self.label)
        } else {
            (&self.key, "")
        }
    }

    fn wide(&self, labels: bool) -> u16 {
        let (key, label) = self.words(labels);
        let label = if label.is_empty() {
            0
        } else {
            text::width(label).saturating_add(1)
        };
        // a button that no key reaches is its label alone
        text::width(key)
            .saturating_add(label)
            .saturating_sub(u16::from(key.is_empty()))
    }
}

/// The buttons of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer {
    buttons: Vec<Button>,
    /// How many at the end stay when others fall out.
    pinned: usize,
}

impl Footer {
    /// A screen's buttons, the one that goes on first; menu and help are added.
    pub fn new(mut buttons: Vec<Button>) -> Self {
        for action in [Action::Menu, Action::Help] {
            buttons.retain(|button| button.action != action);
            buttons.push(Button::of(action, &[Scope::Everywhere]));
        }
        Self { buttons, pinned: 2 }
    }

    /// The buttons of an overlay that needs no menu; help is added.
    pub fn of_overlay(mut buttons: Vec<Button>) -> Self {
        buttons.retain(|button| button.action != Action::Help);
        buttons.push(Button::of(Action::Help, &[Scope::Everywhere]));
        Self { buttons, pinned: 1 }
    }

    /// All buttons, shown or not.
    pub fn buttons(&self) -> &[Button] {
        &self.buttons
    }

    /// Draws the buttons that fit, with the focus on the button of that number.
    pub fn view(
        &self,
        focus: Option<FooterFocus>,
        density: Density,
        look: Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let labels = density.shows_key_labels();
        let focused = focus.map(|focus| focus.at.min(self.buttons.len().saturating_sub(1)));
        // where it is narrow, a key of the screen is worth more than the menu's
        let pinned = if density.width <= Width::Narrow {
            self.pinned.min(1)
        } else {
            self.pinned
        };
        let shown = self.shown(area.width, pinned, labels, focused);
        let mut cursor = None;
        let mut column = 0;
        for (place, at) in shown.iter().enumerate() {
            let Some(button) = self.buttons.get(*at) else {
                continue;
            };
            column += self.gap_before(&shown, place, labels);
            let wide = button.wide(labels);
            let (key, label) = button.words(labels);
            let mut line = vec![Span::styled(key.to_owned(), look.footer_key())];
            if !label.is_empty() {
                let blank = if key.is_empty() { "" } else { " " };
                line.push(Span::raw(format!("{blank}{}", text::own(label, look))));
            }
            let mut line = Line::from(line);
            if focused == Some(*at) {
                line = line.patch_style(look.footer_focus());
                if let Some(before) = column.checked_sub(1) {
                    paint::at(buf, area, before, 0, "[");
                }
                paint::at(buf, area, column.saturating_add(wide), 0, "]");
                cursor = paint::cursor(area, column, 0);
            }
            let place = Rect {
                width: wide.min(area.width.saturating_sub(column)),
                x: area.x.saturating_add(column),
                ..area
            };
            paint::line(buf, place, 0, line);
            column = column.saturating_add(wide);
        }
        cursor
    }

    /// The buttons that fit, in order: as many from the first as there is room for, the focused
    /// one, and those at the end.
    fn shown(&self, columns: u16, pinned: usize, labels: bool, focused: Option<usize>) -> Vec<usize> {
        let ordinary = self.buttons.len().saturating_sub(pinned);
        for kept in (1..=ordinary).rev() {
            let mut shown: Vec<usize> = (0..kept).collect();
            shown.extend(focused.filter(|at| (kept..ordinary).contains(at)));
            shown.extend(ordinary..self.buttons.len());
            if self.wide(&shown, labels) <= columns {
                return shown;
            }
        }
        // not even the first and those at the end: what has the focus counts, then what goes on
        match focused {
            Some(at) => vec![at],
            None => (0..self.buttons.len().min(1)).collect(),
        }
    }

    fn wide(&self, shown: &[usize], labels: bool) -> u16 {
        let buttons = shown.iter().filter_map(|at| self.buttons.get(*at));
        let gaps = (0..shown.len()).map(|place| self.gap_before(shown, place, labels));
        buttons
            .map(|button| button.wide(labels))
            .chain(gaps)
            .fold(0, u16::saturating_add)
    }

    /// One blank before the first and between letters without labels, else two.
    fn gap_before(&self, shown: &[usize], place: usize, labels: bool) -> u16 {
        let bare = |place: Option<usize>| {
            place
                .and_then(|place| shown.get(place))
                .and_then(|at| self.buttons.get(*at))
                .is_some_and(|button| !labels && button.is_letter())
        };
        let letters = bare(place.checked_sub(1)) && bare(Some(place));
        if place == 0 || letters { 1 } else { 2 }
    }
}

/// The focus while it is in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FooterFocus {
    /// The button, counted from 0 over all of them, shown or not.
    pub at: usize,
}

/// What an action did in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FooterStep {
    /// The focus moved, or had nowhere to go.
    Moved,
    /// A button was pressed.
    Pressed(Action),
    /// The action is none of the footer's.
    Ignored,
}

impl FooterFocus {
    /// What an action does here.
    pub fn act(&mut self, action: Action, footer: &Footer) -> FooterStep {
        let last = footer.buttons.len().saturating_sub(1);
        self.at = self.at.min(last);
        self.at = match action {
            Action::Left | Action::Up => self.at.saturating_sub(1),
            Action::Right | Action::Down => (self.at + 1).min(last),
            Action::First => 0,
            Action::Last => last,
            Action::Press | Action::Accept | Action::Take => {
                return footer
                    .buttons
                    .get(self.at)
                    .map_or(FooterStep::Ignored, |button| FooterStep::Pressed(button.action));
            }
            _ => return FooterStep::Ignored,
        };
        FooterStep::Moved
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;
    use ratatui::style::Modifier;

    use super::super::canvas::{FULL, SIZES, canvas, rows, with};
    use super::*;

    const CHECKLIST: &[Scope] = &[Scope::YesNo, Scope::Choice, Scope::NoText, Scope::Everywhere];

    fn checklist() -> Footer {
        Footer::new(vec![
            Button::of(Action::Accept, CHECKLIST),
            Button::of(Action::Yes, CHECKLIST),
            Button::of(Action::No, CHECKLIST),
            Button::of(Action::NotSure, CHECKLIST),
            Button::of(Action::NextControl, CHECKLIST).labelled("note"),
            Button::of(Action::PreviousScreen, CHECKLIST),
            Button::of(Action::GoTo, CHECKLIST),
            Button::of(Action::Status, CHECKLIST),
        ])
    }

    fn draw(footer: &Footer, focus: Option<usize>, width: u16) -> (Buffer, Option<Position>) {
        let mut buf = canvas(width, 1);
        let area = buf.area;
        let density = Density::of(Size::new(width, 24));
        let cursor = footer.view(focus.map(|at| FooterFocus { at }), density, FULL, area, &mut buf);
        (buf, cursor)
    }

    fn drawn(footer: &Footer, focus: Option<usize>, width: u16) -> String {
        rows(&draw(footer, focus, width).0).concat()
    }

    #[test]
    fn what_does_not_fit_falls_out_before_menu_and_help() {
        let footer = checklist();
        assert_eq!(
            drawn(&footer, None, 140),
            " Enter next  y yes  n no  u not sure  Tab note  F5 back  F2 go to  F3 status  F9 menu  F1 help"
        );
        assert_eq!(
            drawn(&footer, None, 80),
            " Enter next  y yes  n no  u not sure  Tab note  F5 back  F9 menu  F1 help"
        );
        assert_eq!(
            drawn(&footer, None, 60),
            " Enter next  y n u  Tab note  F5 back  F9 menu  F1 help"
        );
        assert_eq!(drawn(&footer, None, 40), " Enter next  y n u  Tab note  F1 help");
        assert_eq!(drawn(&footer, None, 12), " Enter next");
    }

    #[test]
    fn the_focused_button_gets_its_brackets_and_nothing_moves() {
        let footer = checklist();
        let (buf, cursor) = draw(&footer, Some(1), 80);
        assert_eq!(
            rows(&buf).concat(),
            " Enter next [y yes] n no  u not sure  Tab note  F5 back  F9 menu  F1 help"
        );
        assert_eq!(with(&buf, Modifier::REVERSED), ["y yes"]);
        assert_eq!(cursor, Some(Position::new(13, 0)));
        assert!(drawn(&footer, Some(0), 80).starts_with("[Enter next]"));
        assert!(drawn(&footer, Some(9), 80).ends_with("[F1 help]"));
    }

    #[test]
    fn arrows_run_through_all_buttons_and_a_hidden_one_shows_while_focused() {
        let footer = checklist();
        let mut focus = FooterFocus::default();
        let mut seen = vec![];
        for _ in 0..12 {
            let FooterStep::Pressed(action) = focus.act(Action::Press, &footer) else {
                continue;
            };
            if !seen.contains(&action) {
                seen.push(action);
            }
            let row = drawn(&footer, Some(focus.at), 40);
            assert!(row.contains('['), "{row}");
            let label = &footer.buttons()[focus.at].key;
            assert!(row.contains(&format!("[{label}")), "{row}");
            assert_eq!(focus.act(Action::Right, &footer), FooterStep::Moved);
        }
        assert_eq!(seen.len(), footer.buttons().len());
        assert_eq!(focus.act(Action::Yes, &footer), FooterStep::Ignored);
    }

    #[test]
    fn an_overlay_pins_help_alone() {
        let footer = Footer::of_overlay(vec![
            Button::of(Action::Open, &[Scope::List]).labelled("do it"),
            Button::of(Action::Down, &[Scope::Everywhere])
                .keyed("arrows")
                .labelled("choose"),
            Button::of(Action::Close, &[Scope::Everywhere]),
        ]);
        assert_eq!(
            drawn(&footer, None, 80),
            " Enter do it  arrows choose  Esc close  F1 help"
        );
    }

    #[test]
    fn no_size_panics() {
        for (width, height) in SIZES {
            let mut buf = canvas(width, height);
            let area = buf.area;
            let density = Density::of(Size::new(width, height));
            for at in [0, 3, 99] {
                let focus = Some(FooterFocus { at });
                let _ = checklist().view(focus, density, FULL, area, &mut buf);
            }
        }
    }
}
