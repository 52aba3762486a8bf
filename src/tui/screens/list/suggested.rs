//! What is often on a list in the project's care setting, laid over it: each is taken by one key,
//! and what is taken is a record to be completed.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::{List, ListId, Role},
    interview::{self, Suggested},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        text,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
        },
    },
};

/// The columns before a row's label: where the cursor stands, and its number.
const MARGIN: u16 = 5;
/// The columns of what else is said of a row; below so many columns it is left out.
const WITH: u16 = 12;
const NARROW: u16 = 60;

/// Whether anything is suggested for a list that is not on it yet.
pub(super) fn are_any(cx: &Context, list: &ListId) -> bool {
    cx.session
        .edition()
        .list(list.as_str())
        .is_some_and(|list| !of_list(cx, list).is_empty())
}

fn of_list(cx: &Context, list: &List) -> Vec<Suggested> {
    interview::suggested(cx.session.edition(), cx.session.project(), list)
}

/// What is suggested for a list.
pub(super) struct Suggestions {
    list: ListId,
    state: SheetState,
}

impl Suggestions {
    /// What is suggested for a list.
    pub(super) fn of(list: &ListId) -> Self {
        Self {
            list: list.clone(),
            state: SheetState::default(),
        }
    }

    fn list<'a>(&self, cx: &Context<'a>) -> Option<&'a List> {
        cx.session.edition().list(self.list.as_str())
    }

    fn suggested(&self, cx: &Context) -> Vec<Suggested> {
        self.list(cx).map(|list| of_list(cx, list)).unwrap_or_default()
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        let suggested = self.suggested(cx);
        if suggested.is_empty() {
            sheet.words("All that is suggested here is on the list now.", look.prompt());
            return sheet;
        }
        sheet.words("Who belongs on it?", look.prompt());
        if !tight {
            sheet.blank();
            sheet.words(
                "Each that is taken is a row to be completed, and can be removed again.",
                look.quiet(),
            );
            sheet.blank();
        }
        let narrow = columns < NARROW;
        let beside = if narrow { MARGIN } else { MARGIN + WITH };
        let wide = suggested.iter().map(|one| text::width(&one.label));
        let wide = wide.max().unwrap_or_default().min(columns.saturating_sub(beside));
        for (at, one) in suggested.iter().enumerate() {
            let number = if at < 9 {
                format!("{}  ", at + 1)
            } else {
                "   ".to_owned()
            };
            let entry =
                Entry::new()
                    .then(number, look.quiet())
                    .labelled()
                    .cell(&one.label, wide, look.quiet(), look);
            sheet.entry(if narrow {
                entry
            } else {
                entry.then(format!("  {}", one.with), look.quiet())
            });
        }
        let (edition, project) = (cx.session.edition(), cx.session.project());
        let of_list = format!("{}.", self.list);
        let by_setting = edition
            .suggestions
            .iter()
            .any(|one| one.setting.is_some() && one.what.starts_with(&of_list));
        if by_setting && project.in_role(edition, Role::Setting).is_none() {
            if !tight {
                sheet.blank();
            }
            sheet.words(
                "No care setting is chosen yet: chosen under Partners, it suggests more.",
                look.quiet(),
            );
        }
        sheet
    }

    /// Takes a row: it is a record now, and the others stay to be taken.
    fn take(&self, cx: &Context, at: usize) -> Step {
        match self.suggested(cx).into_iter().nth(at) {
            Some(one) => {
                let say = format!("Added: {}.", text::cut(&one.label, 50, cx.look));
                Step::Apply(vec![one.change], Some(say))
            }
            None => Step::Stay,
        }
    }
}

impl Screen for Suggestions {
    fn heading(&self, cx: &Context) -> Heading {
        let list = self.list(cx).map_or("", |list| list.label.as_str());
        Heading {
            place: format!("{list} / Suggested"),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Choice]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let close = Button::of(Action::Close, &[Scope::Everywhere]);
        if self.suggested(cx).is_empty() {
            return vec![close];
        }
        vec![
            Button::of(Action::Accept, &[Scope::Choice]).labelled("take"),
            Button::of(Action::Down, &[Scope::Everywhere])
                .keyed("arrows")
                .labelled("choose"),
            close,
        ]
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept | Action::Take => match self.state.chosen(&sheet) {
                Some(at) => self.take(cx, at),
                None => Step::Close,
            },
            Action::Number(number) => match usize::from(number).checked_sub(1) {
                Some(at) => self.take(cx, at),
                None => Step::Stay,
            },
            Action::NextScreen | Action::PreviousScreen | Action::Suggested => Step::Close,
            _ => Step::Ignored,
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "Who is often on such a list in the care setting of the project, and is not on it yet. Enter, Space or a \
             number takes one; it is then a row of the list, with its name or role and, where it is known, on which \
             side it stands. What is still missing of it is completed there.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf)
    }
}
