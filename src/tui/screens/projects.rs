//! The list of projects: stage, verdict and next step of each, and the ways to begin one.
//!
//! Archived projects are a list of their own, which only moves between the two; nothing is
//! deleted. A file that cannot be read stays in sight, with the reason.

mod drawing;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::{cell::Cell, path::PathBuf};

use super::{ask::Ask, one_line::said, title};
use crate::{
    session::{Listed, ListedProject, SAMPLES},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Effect, Entering, Heading, Screen, Step},
        widgets::{
            footer::Button, prose::Passage, sheet::SheetState, table::TableState, text_input::TextInput,
            typed_filter,
        },
    },
};

/// The list of projects.
#[derive(Default)]
pub struct Projects {
    table: TableState,
    /// The selected project's file, which stays selected when the list changes its order.
    on: Option<PathBuf>,
    filter: Option<TextInput>,
    in_filter: bool,
    /// Whether the archived ones are shown.
    archived: bool,
    /// The ways to begin, where there is no project.
    ways: SheetState,
    /// How many rows were drawn at once.
    page: Cell<usize>,
}

/// A way to begin where there is no project yet.
const WAYS: [(Action, &str, &str, &str); 3] = [
    (
        Action::NewProject,
        "n",
        "New project",
        "from first idea to published outcomes",
    ),
    (
        Action::Triage,
        "t",
        "Quick triage",
        "is an idea eligible? Fifteen questions",
    ),
    (
        Action::Sample,
        "s",
        "A sample",
        "a fictional project to look around in",
    ),
];

/// `4 projects, 2 need you`.
pub fn count_words(projects: &[Listed]) -> String {
    let present = |listed: &&Listed| !listed.is_archived();
    let count = projects.iter().filter(present).count();
    let needing = projects
        .iter()
        .filter(present)
        .filter(|listed| needs(listed))
        .count();
    let projects = match count {
        0 => return "no project yet".to_owned(),
        1 => "1 project".to_owned(),
        count => format!("{count} projects"),
    };
    match needing {
        0 => projects,
        1 => format!("{projects}, 1 needs you"),
        count => format!("{projects}, {count} need you"),
    }
}

fn needs(listed: &Listed) -> bool {
    !listed.beside.is_empty() || listed.state.as_ref().map_or(true, |project| project.attention)
}

/// What people call it: its title, else its id.
fn called(listed: &Listed) -> &str {
    match &listed.state {
        Ok(project) if !project.title.is_empty() => &project.title,
        Ok(_) | Err(_) => &listed.id,
    }
}

impl Projects {
    fn shown<'a>(&self, cx: &Context<'a>) -> Vec<&'a Listed> {
        let typed = self.filter.as_ref().map(TextInput::text).unwrap_or_default();
        cx.projects
            .iter()
            .filter(|listed| listed.is_archived() == self.archived)
            .filter(|listed| typed_filter::holds(&drawing::searched(listed), &typed))
            .collect()
    }

    fn selected<'a>(&self, cx: &Context<'a>) -> Option<&'a Listed> {
        let shown = self.shown(cx);
        shown.get(self.table.selected).or(shown.last()).copied()
    }

    /// Nothing to choose from, and nothing filtered out: the screen teaches how to begin.
    fn is_empty(&self, cx: &Context) -> bool {
        !self.archived && !cx.projects.iter().any(|listed| !listed.is_archived())
    }

    fn filters(&self) -> bool {
        self.filter.as_ref().is_some_and(|filter| !filter.is_empty())
    }

    fn remember(&mut self, cx: &Context) {
        self.on = self.selected(cx).map(|listed| listed.path.clone());
    }

    /// The selection follows its project, wherever that stands now.
    fn follow(&mut self, cx: &Context) {
        let shown = self.shown(cx);
        let at = shown
            .iter()
            .position(|listed| Some(&listed.path) == self.on.as_ref());
        self.table.selected = at.unwrap_or(self.table.selected.min(shown.len().saturating_sub(1)));
    }

    fn open(&self, cx: &Context) -> Step {
        match self.selected(cx) {
            None => Step::Stay,
            Some(listed) if listed.state.is_err() && listed.misnamed.is_some() => {
                Step::Say("This file is not opened: the reason stands below.".to_owned())
            }
            Some(listed) if listed.state.is_err() => Step::Effect(Effect::Earlier(listed.path.clone())),
            Some(listed) => Step::Effect(Effect::Open(listed.path.clone())),
        }
    }

    fn archive(&self, cx: &Context) -> Step {
        let Some(listed) = self.selected(cx) else {
            return Step::Say("There is no project to archive.".to_owned());
        };
        if listed.state.is_err() {
            return Step::Say("This file cannot be read, so it is left as it is.".to_owned());
        }
        let path = listed.path.clone();
        if self.archived {
            return Step::Effect(Effect::Archive(path, false));
        }
        let ask = Ask::new("Archive", format!("Put {} into the archive?", called(listed)))
            .because(
                "It leaves this list and stays on disk as it is. Archived projects have a list of \
                 their own, in the menu (F9), which gives it back.",
            )
            .way("Archive it", "", Step::Effect(Effect::Archive(path, true)))
            .way("Leave it here", "", Step::Stay);
        Step::Overlay(Box::new(ask))
    }

    fn sample() -> Step {
        let mut ask = Ask::new("Samples", "Which sample?").because(
            "All are fictional. The one you choose becomes a project of your own, to change as you like.",
        );
        for sample in SAMPLES {
            let mut name = sample.name.replace('-', " ");
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            ask = ask.way(
                name,
                format!("{}.", sample.what),
                Step::Effect(Effect::FromSample(sample)),
            );
        }
        Step::Overlay(Box::new(ask.called("open it", "leave it")))
    }

    fn switch(&mut self, cx: &Context) -> Step {
        self.archived = !self.archived;
        self.filter = None;
        self.in_filter = false;
        self.table.selected = 0;
        self.remember(cx);
        Step::Stay
    }

    fn begin_filter(&mut self, cx: &Context) -> Step {
        if self.is_empty(cx) {
            return Step::Say("Nothing to filter yet.".to_owned());
        }
        self.filter.get_or_insert_with(|| TextInput::line(""));
        self.in_filter = true;
        Step::Stay
    }

    fn leave_filter(&mut self) {
        self.in_filter = false;
        if !self.filters() {
            self.filter = None;
        }
    }
}

impl Screen for Projects {
    fn heading(&self, cx: &Context) -> Heading {
        let place = if self.archived { "Archived projects" } else { "" };
        Heading {
            place: place.to_owned(),
            brief: count_words(cx.projects),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        if self.in_filter {
            vec![Scope::Line, Scope::Text]
        } else {
            vec![Scope::Projects]
        }
    }

    fn in_text(&self) -> bool {
        self.in_filter
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let projects = &[Scope::Projects];
        let of = |action| Button::of(action, projects);
        let any_archived = cx.projects.iter().any(Listed::is_archived);
        if self.in_filter {
            return vec![Button::of(Action::Accept, &[Scope::Line]).labelled("list")];
        }
        if self.archived {
            return vec![
                of(Action::Open),
                of(Action::Archive).labelled("take back"),
                of(Action::Filter),
                Button::of(Action::PreviousScreen, &[Scope::Everywhere]).labelled("projects"),
                of(Action::Quit),
            ];
        }
        let begin = [Action::NewProject, Action::Triage, Action::Sample];
        let mut buttons = Vec::new();
        if self.is_empty(cx) {
            buttons.push(of(Action::Open).labelled("begin"));
            buttons.extend(begin.map(of));
        } else {
            buttons.push(of(Action::Open));
            buttons.extend(begin.map(of));
            buttons.extend([Action::Filter, Action::Archive].map(of));
        }
        if any_archived {
            buttons.push(of(Action::Archived));
        }
        buttons.push(of(Action::Quit));
        if !self.is_empty(cx) {
            buttons.push(Button::of(Action::EarlierCopies, &[Scope::Everywhere]));
        }
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if self.in_filter && matches!(action, Action::Up | Action::Down) {
            self.leave_filter();
            return Step::Stay;
        }
        if self.is_empty(cx) {
            let sheet = drawing::ways(cx, self.ways.columns(), self.ways.is_tight());
            if self.ways.act(action, &sheet) {
                return Step::Stay;
            }
            if matches!(action, Action::Open | Action::Accept) {
                let chosen = self.ways.chosen(&sheet).and_then(|at| WAYS.get(at));
                let chosen = chosen.map(|(action, ..)| *action);
                return chosen.map_or(Step::Stay, |action| self.act(action, cx));
            }
        } else if self.table.act(action, self.shown(cx).len(), self.page.get()) {
            self.remember(cx);
            return Step::Stay;
        }
        match action {
            Action::Accept | Action::NextControl if self.in_filter => {
                self.leave_filter();
                Step::Stay
            }
            Action::PreviousControl if !self.in_filter && self.filter.is_some() => {
                self.in_filter = true;
                Step::Stay
            }
            Action::Open | Action::Accept | Action::NextScreen => self.open(cx),
            Action::PreviousScreen if self.archived => self.switch(cx),
            Action::NewProject => Step::Overlay(Box::new(title::of_new())),
            Action::Triage => Step::Effect(Effect::Triage),
            Action::Sample => Self::sample(),
            Action::Filter | Action::Search => self.begin_filter(cx),
            Action::Archive => self.archive(cx),
            Action::Archived => self.switch(cx),
            Action::EarlierCopies => match self.selected(cx) {
                Some(listed) => Step::Effect(Effect::Earlier(listed.path.clone())),
                None => Step::Say("There is no project here to have copies of.".to_owned()),
            },
            Action::Quit => Step::Effect(Effect::Quit),
            // here there is neither a step to go to nor a project that stands anywhere
            Action::Undo | Action::Redo => Step::Say("Nothing to undo on this list.".to_owned()),
            Action::GoTo | Action::Status => Step::Say("Open a project first: Enter does.".to_owned()),
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, cx: &Context) -> Step {
        let step = match &mut self.filter {
            Some(filter) => said(filter.key(key)),
            None => Step::Ignored,
        };
        self.follow(cx);
        step
    }

    fn paste(&mut self, text: &str, cx: &Context) -> Step {
        let step = match &mut self.filter {
            Some(filter) if self.in_filter => said(filter.paste(text)),
            _ => Step::Say("Nothing here takes a paste.".to_owned()),
        };
        self.follow(cx);
        step
    }

    fn enter(&mut self, _from: Entering) {
        self.leave_filter();
    }

    fn refresh(&mut self, cx: &Context) {
        if self.archived && !cx.projects.iter().any(Listed::is_archived) {
            self.archived = false;
        }
        self.follow(cx);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let quiet = cx.look.quiet();
        vec![
            Passage::new(
                "Every project is one file in one folder, and saves itself. A row tells its stage, what the \
                 checklist makes of it, and what to do next; an exclamation mark stands where something \
                 waits for somebody: a red no, a lapsed sign-off, a day that is past.",
                quiet,
            ),
            Passage::new(
                "A quick triage asks the checklist alone and makes no project; at its end it can become one. \
                 A sample is fictional, and yours to change.",
                quiet,
            ),
        ]
    }

    fn is_wide(&self) -> bool {
        true
    }

    fn status(&self, cx: &Context) -> Option<String> {
        Some(drawing::status(self, cx))
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        drawing::view(self, cx, regions, focused, buf)
    }
}

/// What is known of a listed project that can be read.
fn read(listed: &Listed) -> Option<&ListedProject> {
    listed.state.as_ref().ok()
}
