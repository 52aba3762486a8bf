//! The help of the screen below: what it is for, its keys, and the words of the field.
//!
//! The keys are read from the table that dispatch reads, so the help cannot name one that is not
//! there.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::Term,
    tui::{
        actions::Action,
        actions::{self, ActionInfo, Group, Scope},
        layout::{PROSE, Regions},
        screen::{Context, Heading, Screen, Step},
        text,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};

/// The columns of the keys.
const KEYS: u16 = 20;

/// What the screen itself does comes before what holds everywhere.
const ORDER: [Group; 7] = [
    Group::Screen,
    Group::Answer,
    Group::Rows,
    Group::Text,
    Group::Move,
    Group::Project,
    Group::View,
];

/// The help of a screen.
pub struct Help {
    place: String,
    passages: Vec<Passage>,
    keys: Vec<&'static ActionInfo>,
    state: SheetState,
}

impl Help {
    /// The overlay over a screen.
    pub fn of(cx: &Context, below: &dyn Screen) -> Box<dyn Screen> {
        let mut scopes = below.scopes(cx);
        if !below.in_text() {
            scopes.push(Scope::NoText);
        }
        scopes.push(Scope::Everywhere);
        if cx.kiosk {
            scopes.push(Scope::Kiosk);
        }
        let keys = actions::in_scopes(&scopes).filter(|info| !info.keys.is_empty());
        Box::new(Self {
            place: below.heading(cx).place,
            passages: below.help(cx),
            keys: keys.collect(),
            state: SheetState::default(),
        })
    }

    fn sheet(&self, cx: &Context, columns: u16) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        // a screen that sets its own blank rows is shown as it is
        let spaced = self.passages.iter().any(Passage::is_blank);
        for passage in &self.passages {
            sheet.passage(passage.clone());
            if !spaced {
                sheet.blank();
            }
        }
        if spaced {
            sheet.blank();
        }
        sheet.words("Keys", look.prompt());
        for group in ORDER {
            let mut rows = self.keys.iter().filter(|info| info.group == group).peekable();
            if rows.peek().is_none() {
                continue;
            }
            sheet.blank();
            sheet.words(group.words(), look.quiet());
            for info in rows {
                sheet.passage(key_row(info, columns).clone());
            }
        }
        sheet.blank();
        sheet.words("In the footer", look.quiet());
        sheet.passage(
            Passage::new(
                "Tab after the last control leads there: arrows choose an entry, Enter presses it. So everything \
                 can be done whatever keys a terminal keeps for itself.",
                look.quiet(),
            )
            .indented(2),
        );
        sheet.blank();
        sheet.words("Words of the field", look.prompt());
        for term in &cx.session.edition().glossary {
            sheet.blank();
            sheet.passage(Passage::new(meaning(term), look.quiet()).hanging(2));
        }
        sheet.blank();
        sheet.words(cx.session.edition().credit.clone(), look.quiet());
        sheet
    }
}

/// A word of the field and what it means, in a paragraph.
pub(super) fn meaning(term: &Term) -> String {
    let short = match &term.short {
        Some(short) => format!(" ({short})"),
        None => String::new(),
    };
    format!("{}{short}: {}", term.term, term.meaning)
}

/// What an action does, as people read it: without the README's emphasis.
pub(super) fn what(info: &ActionInfo) -> String {
    info.what.replace(['*', '`'], "")
}

fn key_row(info: &ActionInfo, columns: u16) -> Passage {
    let keys = info.keys_in_words();
    let style = ratatui::style::Style::new();
    let room = columns.min(PROSE);
    if room < 60 {
        return Passage::new(format!("{keys}: {}", what(info)), style)
            .indented(2)
            .hanging(2);
    }
    let wide = usize::from(KEYS.max(text::width(&keys) + 2));
    Passage::new(format!("{keys:<wide$}{}", what(info)), style)
        .indented(2)
        .hanging(KEYS)
}

impl Screen for Help {
    fn heading(&self, _cx: &Context) -> Heading {
        let place = if self.place.is_empty() {
            "Help".to_owned()
        } else {
            format!("{} / Help", self.place)
        };
        Heading {
            place,
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        Vec::new()
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        let of = |action| Button::of(action, &[Scope::Everywhere]);
        vec![
            of(Action::Close),
            of(Action::PageDown),
            of(Action::PageUp),
            of(Action::Last),
            of(Action::Search),
        ]
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Help | Action::Accept | Action::NextScreen | Action::PreviousScreen => Step::Close,
            Action::Menu | Action::GoTo | Action::Status | Action::Search => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let columns = Sheet::columns_of(area);
        // where pages are low there are many, and their count is long
        let columns = if columns < area.width {
            columns.saturating_sub(2)
        } else {
            columns
        };
        self.sheet(cx, columns).view(&self.state, focused, area, buf)
    }
}
