//! What is chosen from by typing, laid over a screen: a prompt, a line that narrows, and the rows.
//!
//! The menu, going to a place, the search and the choice of a copy are each a list of rows with
//! what Enter does with one; keys, cursor and picture stand here.

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};

use super::one_line::said;
use crate::tui::{
    actions::{Action, Scope},
    layout::{Regions, take_rows},
    screen::{Context, Heading, Screen, Step},
    text,
    widgets::{
        footer::Button,
        paint,
        prose::Passage,
        sheet::{Sheet, SheetState},
        text_input::{Edit, TextInput},
        typed_filter,
    },
};

/// What is chosen from.
pub(super) trait Choices {
    /// Where one is, such as `Menu`.
    fn place(&self) -> &'static str;

    /// What is asked.
    fn prompt(&self) -> &'static str;

    /// What Enter does, in the footer's words.
    fn enter(&self) -> &'static str;

    /// The action that lays it on top, and takes it away again; none where a menu's line alone
    /// leads there.
    fn opened_by(&self) -> Option<Action>;

    /// How many rows there are for what is typed, in words.
    fn count(&self, typed: &str) -> String;

    /// The rows for what is typed.
    fn sheet(&self, cx: &Context, typed: &str, drawn: Drawn) -> Sheet;

    /// What choosing the row of that number does, or Enter where there is none.
    fn take(&self, typed: &str, row: Option<usize>) -> Step;

    /// The row that is meant by what is typed, where that is another than the first.
    fn meant(&self, _typed: &str) -> Option<usize> {
        None
    }

    /// The page of help on it.
    fn help(&self) -> &'static str;
}

/// For what the rows are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    /// How wide they may be.
    pub(super) columns: u16,
    /// Whether the height is tight.
    pub(super) tight: bool,
    /// The row that is chosen.
    pub(super) chosen: usize,
}

/// A list of rows over a screen, narrowed by typing.
pub(super) struct Chooser<C> {
    choices: C,
    input: TextInput,
    state: SheetState,
}

impl<C: Choices> Chooser<C> {
    /// The choices with the first row chosen.
    pub(super) fn new(choices: C) -> Self {
        Self {
            choices,
            input: TextInput::line(""),
            state: SheetState::default(),
        }
    }

    /// The choices with another row chosen from the start.
    pub(super) fn at(choices: C, row: usize) -> Self {
        Self {
            state: SheetState::at(row),
            ..Self::new(choices)
        }
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let drawn = Drawn {
            columns,
            tight,
            chosen: self.state.selected(),
        };
        self.choices.sheet(cx, &self.input.text(), drawn)
    }

    /// After another text was typed the first row is chosen, or the one that is meant.
    fn edit(&mut self, edit: impl FnOnce(&mut TextInput) -> Edit) -> Step {
        let before = self.input.text();
        let step = said(edit(&mut self.input));
        let typed = self.input.text();
        if typed != before {
            self.state = SheetState::default();
            if let Some(row) = self.choices.meant(&typed) {
                self.state.select(row);
            }
        }
        step
    }

    /// Draws prompt, count and line; returns where the cursor stands, and what is left for rows.
    fn view_top(
        &self,
        cx: &Context,
        regions: &Regions,
        focused: bool,
        buf: &mut Buffer,
    ) -> (Option<Position>, Rect) {
        let tight = regions.density.eyebrow_in_header();
        let gap = u16::from(!tight);
        let mut area = regions.centre;
        if !tight {
            let prompt = Span::styled(self.choices.prompt(), cx.look.prompt());
            paint::line(buf, area, 0, prompt);
            take_rows(&mut area, 1 + gap);
        }
        let count = self.choices.count(&self.input.text());
        let line = Rect {
            width: area.width.saturating_sub(text::width(&count) + 2),
            ..area
        };
        let counted = Rect {
            height: area.height.min(1),
            ..area
        };
        paint::right(buf, counted, 0, count);
        let cursor = typed_filter::view("Type", &self.input, focused, false, cx.look, line, buf);
        take_rows(&mut area, 1 + gap);
        (cursor, area)
    }
}

impl<C: Choices> Screen for Chooser<C> {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: self.choices.place().to_owned(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Line, Scope::Text]
    }

    fn in_text(&self) -> bool {
        true
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        let of = |action| Button::of(action, &[Scope::Everywhere]);
        vec![
            of(Action::Accept).labelled(self.choices.enter()),
            of(Action::Down).keyed("arrows").labelled("choose"),
            of(Action::Close),
        ]
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => self.choices.take(&self.input.text(), self.state.chosen(&sheet)),
            own if self.choices.opened_by() == Some(own) => Step::Close,
            Action::Menu | Action::GoTo | Action::Status | Action::Search => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        self.edit(|input| input.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        self.edit(|input| input.paste(text))
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(self.choices.help(), cx.look.quiet())]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let (cursor, area) = self.view_top(cx, regions, focused, buf);
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf);
        cursor
    }
}
