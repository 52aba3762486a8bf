//! What a screen is: its state, the keys that hold on it, what an action does, and its picture.
//!
//! A screen changes nothing but itself. What it wants done, it says as a [`Step`]; the app does
//! it. Overlays (menu, help, go to, a question) are screens drawn in the place of the centre.

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::{collections::HashMap, path::PathBuf};

use super::{
    actions::{Action, Scope},
    layout::Regions,
    theme::Look,
    widgets::footer::Button,
};
use crate::{
    documents::{Format, Which},
    interview::{Place, Raw},
    project::Change,
    session::{EarlierCopy, Listed, Sample, Session},
    store::Overwrite,
};

/// What a screen sees of the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The open project; on the list of projects an empty one.
    pub session: &'a Session,
    /// The projects of the folder, as they were last read.
    pub projects: &'a [Listed],
    /// How things are drawn.
    pub look: Look,
    /// Whether this is a quick triage, which is no project yet.
    pub triage: bool,
    /// Whether this is a shared terminal, from which nothing but the projects can be reached.
    pub kiosk: bool,
    /// What was typed and is no answer, by place, while the project is open.
    pub unkept: &'a HashMap<Place, Raw>,
}

/// What is typed on a screen and cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unkept {
    /// What stands in its parts.
    pub raw: Raw,
    /// What to say of it on leaving, such as `Not kept: Start. It waits there as you wrote it.`
    pub said: String,
}

impl Context<'_> {
    /// Whether this is about a project: neither the list of projects nor a quick triage.
    pub fn in_project(&self) -> bool {
        self.session.path().is_some()
    }
}

/// What a screen wants done.
pub enum Step {
    /// The action or key is none of this screen's.
    Ignored,
    /// All is done; something may look different.
    Stay,
    /// The focus goes past the last control, to the first button of the footer.
    Footer,
    /// The focus goes before the first control, to the last button of the footer.
    FooterEnd,
    /// A sentence for the message line, at most 60 characters.
    Say(String),
    /// What is being typed: it becomes a change at a word's end, or after a pause.
    Draft {
        /// What it would change.
        change: Change,
        /// Whether a word has just ended, or something was pasted.
        at_word_end: bool,
    },
    /// Changes to make, and what to say when they are made.
    Apply(Vec<Change>, Option<String>),
    /// One thing, and then another unless the first was refused.
    Then(Box<Step>, Box<Step>),
    /// To a place.
    Go(Place),
    /// To the next screen.
    Next,
    /// To the screen before.
    Previous,
    /// Something to lay on top.
    Overlay(Box<dyn Screen>),
    /// The overlay goes.
    Close,
    /// The overlay goes, and the screen below does this.
    CloseAnd(Box<Step>),
    /// As if the key of this action had been pressed on the screen below the overlay.
    Press(Action),
    /// A long text goes to the user's own editor; [`Screen::edited`] takes it back.
    Editor(String),
    /// Something that only the app can do.
    Effect(Effect),
}

/// Something that only the app can do.
pub enum Effect {
    /// To the list of projects; the open one is saved.
    Projects,
    /// Opens the project in a file, where it was left.
    Open(PathBuf),
    /// Makes a project with a title, and opens it.
    New(String),
    /// Makes a project from a sample, and opens it.
    FromSample(&'static Sample),
    /// Puts a project away, or takes it back.
    Archive(PathBuf, bool),
    /// Lists the earlier copies of the project in a file.
    Earlier(PathBuf),
    /// Shows what putting a copy back in a file's place would come to, and asks.
    LookAtCopy(PathBuf, Box<EarlierCopy>),
    /// Puts a copy back in a file's place.
    PutBack(PathBuf, Box<EarlierCopy>),
    /// Merges other copies of the open project, which lie beside it, into it.
    TakeIn(Vec<PathBuf>),
    /// Begins a quick triage.
    Triage,
    /// Makes a project with a title of the quick triage, and opens it.
    MakeProject(String),
    /// Reads another's copy by its path, and lays it beside the open project.
    Compare(PathBuf),
    /// Somebody agrees that sign-offs over what these changes touch may lapse.
    Agree(Vec<Change>),
    /// Writes a document to a file, or all of them into a folder.
    Export(Export),
    /// Saves and leaves; in a kiosk after a question.
    Quit,
    /// Saves and leaves, since somebody has been asked.
    Leave,
    /// Writes what cannot be saved in its place to this file, and leaves.
    SaveElsewhere(PathBuf),
    /// Leaves though something could not be saved.
    LeaveUnsaved,
}

/// What is to be written of the documents, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// What is.
    pub what: Exporting,
    /// Into which file, or folder where it is everything.
    pub path: PathBuf,
    /// Whether a file that is there may be replaced.
    pub overwrite: Overwrite,
}

/// What is to be written of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exporting {
    /// One of them in a format.
    One(Which, Format),
    /// Each in every format.
    Everything,
}

/// What stands at the top of a screen, left and in its middle row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Where one is, such as `Checklist` or `Partners / Acme Pharma`.
    pub place: String,
    /// What the narrowest header adds to it, such as `4 of 15  RED`.
    pub brief: String,
}

/// Where the focus comes from when it enters a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entering {
    /// From before the first control.
    First,
    /// From behind the last one.
    Last,
}

/// A screen, or an overlay.
pub trait Screen {
    /// What stands at its top.
    fn heading(&self, cx: &Context) -> Heading;

    /// A shorter name for where one is, where the whole does not fit at its top.
    fn short(&self) -> Option<String> {
        None
    }

    /// Where it is, for the outline and for whoever comes back later; none for an overlay.
    fn place(&self) -> Option<Place> {
        None
    }

    /// Where its keys hold, the most particular first, without those that hold on every screen.
    fn scopes(&self, cx: &Context) -> Vec<Scope>;

    /// Whether a text has the focus, so that letters are typed.
    fn in_text(&self) -> bool {
        false
    }

    /// Its buttons, the one that goes on first; menu and help are added.
    fn buttons(&self, cx: &Context) -> Vec<Button>;

    /// What an action does.
    fn act(&mut self, action: Action, cx: &Context) -> Step;

    /// What a key does in a text, before any action is looked up.
    fn typed(&mut self, _key: KeyEvent, _cx: &Context) -> Step {
        Step::Ignored
    }

    /// What a paste does in a text.
    fn paste(&mut self, _text: &str, _cx: &Context) -> Step {
        Step::Say("Nothing here takes a paste.".to_owned())
    }

    /// What comes back from the user's own editor.
    fn edited(&mut self, _text: &str, _cx: &Context) -> Step {
        Step::Stay
    }

    /// The focus enters.
    fn enter(&mut self, _from: Entering) {}

    /// Somebody comes here from that place: what it was about is selected.
    fn come_from(&mut self, _place: &Place, _cx: &Context) {}

    /// The project became different by another hand, by undo or by a change: takes in what is
    /// shown, and leaves alone what is being typed unless it is not the same text any more.
    fn refresh(&mut self, _cx: &Context) {}

    /// What is typed here and is no answer: it waits, as it was typed, until somebody comes back.
    fn unkept(&self, _cx: &Context) -> Option<Unkept> {
        None
    }

    /// Of an overlay: whether it comes back, as it was, from the screen for which it was left.
    fn comes_back(&self) -> bool {
        false
    }

    /// Of an overlay: whether a change shows on it, so that undoing it need not lead elsewhere.
    fn shows(&self, _change: &Change) -> bool {
        false
    }

    /// The page of help on this screen, beside its keys.
    fn help(&self, _cx: &Context) -> Vec<super::widgets::prose::Passage> {
        Vec::new()
    }

    /// Whether the screen wants the whole width, such as the list of projects, which stands
    /// without outline and panel.
    fn is_wide(&self) -> bool {
        false
    }

    /// What stands in the status row instead of the project's state, where the screen has
    /// something else to say there.
    fn status(&self, _cx: &Context) -> Option<String> {
        None
    }

    /// The same in a few words, where there is no room for all of it.
    fn status_brief(&self, _cx: &Context) -> Option<String> {
        None
    }

    /// Draws it; `focused` is false while the focus is in the footer or in an overlay. Returns
    /// where the cursor stands.
    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position>;
}
