//! With whose copy to compare: the other projects of the folder, or a path that is typed.

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::path::PathBuf;

use crate::{
    session::Listed,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Effect, Heading, Screen, Step},
        screens::menu::{Chooser, choosing, typed_into},
        standing, text,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
            text_input::TextInput,
            typed_filter,
        },
    },
};

/// The columns of a title at most.
const TITLE: u16 = 44;

/// A copy that may be chosen.
struct Copy {
    path: PathBuf,
    title: String,
    /// What the checklist makes of it, or that it cannot be read.
    verdict: &'static str,
    /// Its file, and who changed it last, and when.
    file: String,
}

/// The chooser over a screen.
pub struct Choosing {
    copies: Vec<Copy>,
    input: TextInput,
    state: SheetState,
}

impl Choosing {
    /// The overlay over a screen.
    pub fn of(cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Self {
            copies: cx.projects.iter().filter_map(|listed| copy(cx, listed)).collect(),
            input: TextInput::line(""),
            state: SheetState::default(),
        })
    }

    fn shown(&self) -> Vec<&Copy> {
        let typed = self.input.text();
        let holds = |copy: &&Copy| typed_filter::holds(&format!("{} {}", copy.title, copy.file), &typed);
        self.copies.iter().filter(holds).collect()
    }

    /// The path that is typed, where it is one: it has a slash, or ends as a project's file does.
    fn path(&self) -> Option<PathBuf> {
        let typed = self.input.text();
        let typed = typed.trim();
        let ends = std::path::Path::new(typed)
            .extension()
            .is_some_and(|ending| ending == "json");
        (typed.contains('/') || ends).then(|| PathBuf::from(typed))
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        if self.path().is_some() {
            sheet.entry(Entry::new().then("Read the file with this path", look.quiet()));
            return sheet;
        }
        let shown = self.shown();
        for (at, copy) in shown.iter().enumerate() {
            let room = columns
                .saturating_sub(2 + 2 + text::width(copy.verdict))
                .min(TITLE);
            let entry = Entry::new()
                .cell(&copy.title, room, look.quiet(), look)
                .then("  ", look.quiet())
                .then(copy.verdict, look.quiet());
            sheet.entry(entry);
            // where it is tight, the file of the chosen one alone is told
            if !tight || at == self.state.selected() {
                sheet.below_entry(Passage::typed(&copy.file, look.quiet()).indented(4));
            }
        }
        if shown.is_empty() {
            let words = if self.copies.is_empty() {
                "No other project lies in this folder."
            } else {
                "No project is called that here."
            };
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
        }
        sheet.blank();
        let words = "A copy that lies elsewhere: type the path of its file, such as ~/Downloads/theirs.json. It is \
                     read once, and never changed.";
        sheet.passage(Passage::new(words, look.quiet()).indented(2));
        sheet
    }
}

/// A project of the folder that is not the open one, and answered under its edition, whatever its
/// file is named; one that cannot be read too, since choosing it says why.
fn copy(cx: &Context, listed: &Listed) -> Option<Copy> {
    if cx.session.path() == Some(listed.path.as_path()) {
        return None;
    }
    let file = listed.path.file_name().unwrap_or_default().to_string_lossy();
    let copy = |title: &str, verdict, file: String| Copy {
        path: listed.path.clone(),
        title: if title.is_empty() { &listed.id } else { title }.to_owned(),
        verdict,
        file,
    };
    let Some(project) = listed.state.as_ref().ok().or(listed.misnamed.as_ref()) else {
        return Some(copy("", "cannot be read", file.into_owned()));
    };
    if project.archived_at.is_some() || project.edition != cx.session.edition().id {
        return None;
    }
    let at = standing::moment_words(project.updated_at, cx.session.acting());
    let changed = match &project.updated_by {
        Some(by) => format!("{file}, last changed by {by}, {at}"),
        None => format!("{file}, last changed {at}"),
    };
    Some(copy(&project.title, project.verdict.words(), changed))
}

impl Screen for Choosing {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Compare".to_owned(),
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
        choosing("compare")
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => {
                let chosen = self.state.chosen(&sheet);
                let copy = chosen.and_then(|chosen| self.shown().get(chosen).map(|copy| copy.path.clone()));
                match self.path().or(copy) {
                    Some(path) => Step::Effect(Effect::Compare(path)),
                    None => Step::Say("Choose a project, or type the path of a file.".to_owned()),
                }
            }
            Action::Menu | Action::GoTo | Action::Status | Action::Search => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        typed_into(&mut self.input, &mut self.state, |input| input.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        typed_into(&mut self.input, &mut self.state, |input| input.paste(text))
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "Two parties may answer the same questions each on a copy of their own. Choose the other's copy: it \
             is laid beside this project question by question. A copy is a file; one that was sent to you may be \
             read where it lies, by its path.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let words = match (self.path(), self.shown().len()) {
            (Some(_), _) => "a path".to_owned(),
            (None, 1) => "1 project".to_owned(),
            (None, count) => format!("{count} projects"),
        };
        let top = Chooser {
            prompt: "With whose copy?",
            count: &words,
            input: &self.input,
        };
        let (cursor, area) = top.view(cx, regions, focused, buf);
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf);
        cursor
    }
}
