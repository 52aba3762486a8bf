//! With whose copy to compare: the other projects of the folder, or a path that is typed.

use std::path::{Path, PathBuf};

use crate::{
    session::Listed,
    tui::{
        actions::Action,
        screen::{Context, Effect, Screen, Step},
        screens::chooser::{Choices, Chooser, Drawn},
        standing, text,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
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
    /// Whether a path may be typed too.
    paths: bool,
}

impl Choosing {
    /// The overlay over a screen.
    pub fn of(cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        let copies = cx
            .projects
            .iter()
            .flat_map(|listed| std::iter::once(listed).chain(&listed.beside))
            .filter_map(|listed| copy(cx, listed));
        Box::new(Chooser::new(Self {
            copies: copies.collect(),
            paths: !cx.kiosk,
        }))
    }

    fn shown(&self, typed: &str) -> Vec<&Copy> {
        let holds = |copy: &&Copy| typed_filter::holds(&format!("{} {}", copy.title, copy.file), typed);
        self.copies.iter().filter(holds).collect()
    }

    /// The path that is typed, where it is one: it has a slash, or ends as a project's file does.
    fn path(&self, typed: &str) -> Option<PathBuf> {
        let typed = typed.trim();
        let ends = Path::new(typed)
            .extension()
            .is_some_and(|ending| ending == "json");
        (self.paths && (typed.contains('/') || ends)).then(|| PathBuf::from(typed))
    }
}

impl Choices for Choosing {
    fn place(&self) -> &'static str {
        "Compare"
    }

    fn prompt(&self) -> &'static str {
        "With whose copy?"
    }

    fn enter(&self) -> &'static str {
        "compare"
    }

    fn opened_by(&self) -> Option<Action> {
        None
    }

    fn count(&self, typed: &str) -> String {
        match (self.path(typed), self.shown(typed).len()) {
            (Some(_), _) => "a path".to_owned(),
            (None, 1) => "1 project".to_owned(),
            (None, count) => format!("{count} projects"),
        }
    }

    fn sheet(&self, cx: &Context, typed: &str, drawn: Drawn) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(drawn.columns, look);
        if self.path(typed).is_some() {
            sheet.entry(Entry::new().then("Read the file with this path", look.quiet()));
            return sheet;
        }
        let shown = self.shown(typed);
        for (at, copy) in shown.iter().enumerate() {
            let room = drawn
                .columns
                .saturating_sub(2 + 2 + text::width(copy.verdict))
                .min(TITLE);
            let entry = Entry::new()
                .cell(&copy.title, room, look.quiet(), look)
                .then("  ", look.quiet())
                .then(copy.verdict, look.quiet());
            sheet.entry(entry);
            // where it is tight, the file of the chosen one alone is told
            if !drawn.tight || at == drawn.chosen {
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
        if !self.paths {
            return sheet;
        }
        sheet.blank();
        let words = "A copy that lies elsewhere: type the path of its file, such as ~/Downloads/theirs.json. It is \
                     read once, and never changed.";
        sheet.passage(Passage::new(words, look.quiet()).indented(2));
        sheet
    }

    fn take(&self, typed: &str, row: Option<usize>) -> Step {
        let copy = || Some(self.shown(typed).get(row?)?.path.clone());
        match self.path(typed).or_else(copy) {
            Some(path) => Step::Effect(Effect::Compare(path)),
            None if !self.paths => Step::Say("Choose a project of the list.".to_owned()),
            None => Step::Say("Choose a project, or type the path of a file.".to_owned()),
        }
    }

    fn help(&self) -> &'static str {
        if !self.paths {
            return "Two parties may answer the same questions each on a copy of their own. Choose the other's \
                    copy: it is laid beside this project question by question.";
        }
        "Two parties may answer the same questions each on a copy of their own. Choose the other's copy: it \
         is laid beside this project question by question. A copy is a file; one that was sent to you may be \
         read where it lies, by its path."
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
