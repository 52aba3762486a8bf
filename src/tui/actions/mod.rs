//! What can be done, by which key, where: the one table.
//!
//! Dispatch, footer, help, menu and the README's table of keys all read it, so a key that is in
//! the help and not in the table cannot exist. Nothing here does anything: a screen says which
//! scopes hold, looks a key up, and acts.

mod key;
mod table;

pub use key::{Key, normalise};
pub use table::{ACTIONS, NOT_IN_A_KIOSK};

use crossterm::event::{KeyCode, KeyEvent};

/// Something that a key, a button of the footer or a line of the menu does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// To the next control, after the last one to the footer.
    NextControl,
    /// To the control before.
    PreviousControl,
    /// To the next screen, whatever this one holds.
    NextScreen,
    /// To the screen before.
    PreviousScreen,
    /// One up in what has the focus.
    Up,
    /// One down in what has the focus.
    Down,
    /// One left in what has the focus.
    Left,
    /// One right in what has the focus.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row or the top.
    First,
    /// To the last row or the end.
    Last,
    /// Accept what stands there, and go on.
    Accept,
    /// Close the top overlay, else leave a text for the footer.
    Close,
    /// Press the focused button of the footer.
    Press,

    /// Answer *yes*.
    Yes,
    /// Answer *no*.
    No,
    /// Answer *not sure*.
    NotSure,
    /// Take the option under the cursor.
    Take,
    /// Take the option, or begin the number of the row, with this digit.
    Number(u8),

    /// Open the selected row.
    Open,
    /// Add a row.
    Add,
    /// Remove the selected row, after a question.
    Remove,
    /// Show only the rows that hold what is typed.
    Filter,
    /// Say *not applicable*, with a reason.
    NotApplicable,
    /// Begin an amendment for a milestone that moved.
    Amend,
    /// Choose from what is often on the list.
    Suggested,

    /// Begin a project.
    NewProject,
    /// Begin a quick triage, without a project.
    Triage,
    /// Begin a project from a fictional sample.
    Sample,
    /// Put a project into the archive, or take it out.
    Archive,
    /// Between the projects and the archived ones.
    Archived,
    /// Show what changed since a sign-off.
    WhatChanged,
    /// Withdraw a sign-off.
    Withdraw,
    /// Put back what was.
    Restore,
    /// By day, by person, by item.
    Regroup,
    /// Make a project of a triage.
    MakeProject,
    /// Take the answer that another's copy has.
    TakeTheirs,
    /// Take every answer that another's copy alone has.
    TakeNew,

    /// A new line in a long text.
    NewLine,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// Erase the character before the cursor.
    EraseBack,
    /// Erase the character under the cursor.
    EraseForward,
    /// Erase the word before the cursor.
    EraseWord,
    /// Erase from the line's start to the cursor.
    EraseToStart,
    /// Erase from the cursor to the line's end.
    EraseToEnd,
    /// Edit a long text in the user's own editor.
    Editor,

    /// Save at once.
    SaveNow,
    /// Take the last change back.
    Undo,
    /// Make the change again that was taken back.
    Redo,
    /// Save and leave.
    Quit,
    /// Ctrl+C: the first says that a second one quits.
    Interrupt,

    /// The help of this screen.
    Help,
    /// Go to any step or question.
    GoTo,
    /// Where the project stands.
    Status,
    /// The plain look, on and off.
    PlainLook,
    /// Search questions, help and answers.
    Search,
    /// Every command, by name.
    Menu,
    /// Draw the screen again.
    Redraw,

    /// To the verdict.
    GoVerdict,
    /// To every answer of this step.
    GoAnswers,
    /// To the sign-offs.
    GoSignOffs,
    /// To risks and deadlines.
    GoRisks,
    /// To a comparison with another's copy.
    GoCompare,
    /// To the history of the project.
    GoHistory,
    /// To the documents.
    GoDocuments,
    /// Write a document to a file.
    Export,
    /// To where the next gap of a document is filled.
    NextGap,
    /// To the history of what this screen is about.
    HistoryOfThis,
    /// The earlier copies of the project.
    EarlierCopies,
    /// To the list of projects.
    GoProjects,
}

/// Where a key holds; a screen names its scopes, the most particular first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// On every screen.
    Everywhere,
    /// Where no text has the focus.
    NoText,
    /// In any text.
    Text,
    /// In a long text.
    LongText,
    /// In a text of one line.
    Line,
    /// In a list of choices.
    Choice,
    /// In a field that is chosen from many.
    Pick,
    /// On a question answered *yes*, *no* or *not sure*.
    YesNo,
    /// On a question that may be left out.
    Skippable,
    /// In a list or table.
    List,
    /// On the list of milestones.
    Milestones,
    /// On a milestone's own form.
    Milestone,
    /// On a list for which something is suggested.
    Suggesting,
    /// In the footer.
    Footer,
    /// On the list of projects.
    Projects,
    /// On the verdict.
    Verdict,
    /// On the sign-offs.
    SignOffs,
    /// On risks and deadlines.
    Risks,
    /// On a history.
    History,
    /// On the list of documents.
    Documents,
    /// In the preview of a document.
    Document,
    /// Where the project stands.
    Standing,
    /// At the end of a quick triage.
    TriageEnd,
    /// In a comparison with another's copy.
    Compare,
    /// On a shared terminal: of the other scopes, what [`NOT_IN_A_KIOSK`] names does not hold.
    Kiosk,
}

impl Scope {
    /// Where the key holds, as the help and the README say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::NoText => "outside a text",
            Self::Text => "in a text",
            Self::LongText => "in a long text",
            Self::Line => "in a line",
            Self::Choice => "in a list of choices",
            Self::Pick => "in a choice from many",
            Self::YesNo => "on a yes or no question",
            Self::Skippable => "on a scoping question",
            Self::List => "in a list",
            Self::Milestones => "on Milestones",
            Self::Milestone => "on a milestone",
            Self::Suggesting => "on a list with suggestions",
            Self::Footer => "in the footer",
            Self::Projects => "on Projects",
            Self::Verdict => "on the Verdict",
            Self::SignOffs => "on Sign-offs",
            Self::Risks => "on Risks and deadlines",
            Self::History => "on History",
            Self::Documents => "on Documents",
            Self::Document => "in a document",
            Self::Standing => "in the status (F3)",
            Self::TriageEnd => "at the end of a triage",
            Self::Compare => "on Compare",
            Self::Kiosk => "in a kiosk",
        }
    }
}

/// What an action is about; the help and the README are in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// From control to control and from screen to screen.
    Move,
    /// Answering.
    Answer,
    /// Rows of lists.
    Rows,
    /// The letters of a screen.
    Screen,
    /// Typing.
    Text,
    /// Saving, undoing, leaving.
    Project,
    /// Help, overlays and the look.
    View,
    /// Screens without a key of their own, for the menu.
    Places,
}

impl Group {
    /// All groups, in the order in which people meet them.
    pub const ALL: [Self; 8] = [
        Self::Move,
        Self::Answer,
        Self::Rows,
        Self::Screen,
        Self::Text,
        Self::Project,
        Self::View,
        Self::Places,
    ];

    /// The group's heading.
    pub fn words(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Answer => "Answering",
            Self::Rows => "Lists",
            Self::Screen => "Letters of a screen",
            Self::Text => "Typing",
            Self::Project => "The project",
            Self::View => "Help and view",
            Self::Places => "Places",
        }
    }
}

/// A row of the table: what an action is called and by which keys it is reached in one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// Its name in the footer, two words at most; the first says where one goes.
    pub label: &'static str,
    /// Its keys, the one that the footer shows first; empty for what the menu alone reaches.
    pub keys: &'static [Key],
    /// What it is about.
    pub group: Group,
    /// Where the keys hold.
    pub scope: Scope,
    /// What it does, for the help, the menu and the README.
    pub what: &'static str,
}

impl ActionInfo {
    /// The keys in words: `F6 or Ctrl+N`; empty where there is none.
    pub fn keys_in_words(&self) -> String {
        let names: Vec<String> = self.keys.iter().map(|key| key.name()).collect();
        names.join(" or ")
    }

    /// Whether a kiosk keeps it out, where these scopes are a kiosk's.
    pub fn is_kept_out(&self, scopes: &[Scope]) -> bool {
        scopes.contains(&Scope::Kiosk) && NOT_IN_A_KIOSK.contains(&(self.action, self.scope))
    }

    /// The key that the footer shows.
    pub fn footer_key(&self) -> Option<String> {
        self.keys.first().map(|key| key.name())
    }
}

/// What a key does where these scopes hold, the most particular first.
pub fn action_for(key: KeyEvent, scopes: &[Scope]) -> Option<Action> {
    let key = normalise(key)?;
    scopes.iter().find_map(|scope| {
        ACTIONS
            .iter()
            .filter(|info| info.scope == *scope && !info.is_kept_out(scopes))
            .find(|info| info.keys.iter().any(|bound| bound.matches(key)))
            .map(|info| match (info.action, key.code) {
                (Action::Number(_), KeyCode::Char(c)) => Action::Number(
                    c.to_digit(10)
                        .and_then(|digit| u8::try_from(digit).ok())
                        .unwrap_or_default(),
                ),
                (action, _) => action,
            })
    })
}

/// The row of an action where these scopes hold, else its first row.
pub fn info(action: Action, scopes: &[Scope]) -> Option<&'static ActionInfo> {
    let same = |info: &&ActionInfo| match (info.action, action) {
        (Action::Number(_), Action::Number(_)) => true,
        (a, b) => a == b,
    };
    scopes
        .iter()
        .find_map(|scope| ACTIONS.iter().filter(same).find(|info| info.scope == *scope))
        .or_else(|| ACTIONS.iter().find(same))
}

/// The rows whose keys hold where these scopes hold, in the table's order: the keys of a screen.
///
/// A row all of whose keys mean something else there is left out.
pub fn in_scopes(scopes: &[Scope]) -> impl Iterator<Item = &'static ActionInfo> {
    ACTIONS.iter().filter(move |info| {
        let Some(rank) = scopes.iter().position(|scope| *scope == info.scope) else {
            return false;
        };
        if info.is_kept_out(scopes) {
            return false;
        }
        let shadowed = |key: &Key| {
            scopes.iter().take(rank).any(|above| {
                ACTIONS
                    .iter()
                    .any(|other| other.scope == *above && other.keys.contains(key))
            })
        };
        info.keys.iter().any(|key| !shadowed(key))
    })
}

/// As [`in_scopes`], with the rows that no key reaches: the commands of a screen.
pub fn commands_in(scopes: &[Scope]) -> impl Iterator<Item = &'static ActionInfo> {
    let unbound = ACTIONS.iter().filter(move |info| {
        info.keys.is_empty() && scopes.contains(&info.scope) && !info.is_kept_out(scopes)
    });
    in_scopes(scopes).chain(unbound)
}

/// The README's table of keys, as Markdown.
pub fn key_table() -> String {
    let mut table = String::from("| key | where | does |\n|---|---|---|\n");
    for group in Group::ALL {
        for info in ACTIONS.iter().filter(|info| info.group == group) {
            if info.keys.is_empty() {
                continue;
            }
            let keys: Vec<String> = info.keys.iter().map(|key| format!("`{}`", key.name())).collect();
            table.push_str("| ");
            table.push_str(&keys.join(" or "));
            table.push_str(" | ");
            table.push_str(info.scope.words());
            table.push_str(" | ");
            table.push_str(info.what);
            table.push_str(" |\n");
        }
    }
    table
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
