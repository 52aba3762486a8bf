//! The table itself. Read it aloud before changing it: people meet these words on every screen.

use crossterm::event::KeyCode as C;

use super::Action as A;
use super::Group as G;
use super::Key::{Char, Code, Ctrl, CtrlCode, Digit};
use super::Scope as S;
use super::{Action, ActionInfo, Group, Key, Scope};

/// Every action, by scope, with its keys.
#[rustfmt::skip] // a table is read by its rows
pub const ACTIONS: &[ActionInfo] = &[
    row(A::NextControl, "next field", &[Code(C::Tab)], G::Move, S::Everywhere, "Next control; after the last one the footer"),
    row(A::PreviousControl, "field before", &[Code(C::BackTab)], G::Move, S::Everywhere, "Previous control"),
    row(A::NextScreen, "next", &[Code(C::F(6)), Ctrl('n')], G::Move, S::Everywhere, "Next screen; never blocked by an invalid or empty answer"),
    row(A::PreviousScreen, "back", &[Code(C::F(5)), Ctrl('p')], G::Move, S::Everywhere, "Previous screen"),
    row(A::Accept, "next", &[Code(C::Enter)], G::Move, S::Everywhere, "Accept what stands there and go on"),
    row(A::Up, "up", &[Code(C::Up)], G::Move, S::Everywhere, "One up; in choices and lists, moving changes nothing"),
    row(A::Down, "down", &[Code(C::Down)], G::Move, S::Everywhere, "One down"),
    row(A::Left, "left", &[Code(C::Left)], G::Move, S::Everywhere, "One left; in the footer, the button before"),
    row(A::Right, "right", &[Code(C::Right)], G::Move, S::Everywhere, "One right; in the footer, the next button, shown or not"),
    row(A::PageUp, "page up", &[Code(C::PageUp)], G::Move, S::Everywhere, "A page up in help, lists, texts and a long prompt"),
    row(A::PageDown, "page down", &[Code(C::PageDown)], G::Move, S::Everywhere, "A page down"),
    row(A::First, "first", &[Code(C::Home)], G::Move, S::Everywhere, "To the top"),
    row(A::Last, "last", &[Code(C::End)], G::Move, S::Everywhere, "To the end"),
    row(A::Press, "press", &[Code(C::Enter), Char(' ')], G::Move, S::Footer, "Press the button"),
    row(A::Close, "close", &[Code(C::Esc)], G::Move, S::Everywhere, "Close what lies on top, else leave a text for the footer; nothing is discarded"),

    row(A::Yes, "yes", &[Char('y')], G::Answer, S::YesNo, "Choose *yes*, and see at once what that changes"),
    row(A::No, "no", &[Char('n')], G::Answer, S::YesNo, "Choose *no*"),
    row(A::NotSure, "not sure", &[Char('u')], G::Answer, S::YesNo, "Choose *not sure*"),
    row(A::Take, "take", &[Char(' ')], G::Answer, S::Choice, "Take the option under the cursor"),
    row(A::Accept, "next", &[Code(C::Enter)], G::Answer, S::Choice, "After an arrow, take the option under the cursor; otherwise go on"),
    row(A::Number(1), "choose", &[Digit], G::Answer, S::Choice, "Take the option with that number at once"),
    row(A::Take, "take", &[Char(' ')], G::Answer, S::Pick, "Take the row under the cursor, or give it back; letters narrow the rows"),
    row(A::Accept, "next", &[Code(C::Enter)], G::Answer, S::Pick, "After an arrow or letters, take the row or give it back; otherwise go on"),
    row(A::NotApplicable, "not applicable", &[Char('x')], G::Answer, S::Skippable, "Say *not applicable*, with a reason"),

    row(A::Open, "open", &[Code(C::Enter)], G::Rows, S::List, "Open the row"),
    row(A::Add, "add", &[Char('a')], G::Rows, S::List, "Add a row"),
    row(A::Remove, "remove", &[Char('d')], G::Rows, S::List, "Remove the row, after a question"),
    row(A::Filter, "filter", &[Char('/')], G::Rows, S::List, "Show only the rows that hold what is typed"),
    row(A::NotApplicable, "not applicable", &[Char('x')], G::Rows, S::List, "Say *not applicable*, where that is allowed"),
    row(A::Suggested, "suggested", &[Char('g')], G::Rows, S::Suggesting, "Choose from what is often on such a list in the project's care setting"),
    row(A::Amend, "amend", &[Char('m')], G::Rows, S::Milestones, "Begin an amendment; for a milestone that moved or was dropped"),
    row(A::Amend, "amend", &[], G::Places, S::Milestone, "Begin an amendment; for this milestone that moved"),
    row(A::Number(1), "choose", &[Digit], G::Rows, S::List, "Give the row the answer with that number; in Check answers, number and Enter go there"),

    row(A::Open, "open", &[Code(C::Enter)], G::Screen, S::Projects, "Open the project"),
    row(A::NewProject, "new", &[Char('n')], G::Screen, S::Projects, "Begin a project"),
    row(A::Triage, "triage", &[Char('t')], G::Screen, S::Projects, "Is an idea eligible? A quick triage without a project"),
    row(A::Sample, "sample", &[Char('s')], G::Screen, S::Projects, "Begin a project from a fictional sample"),
    row(A::Filter, "filter", &[Char('/')], G::Screen, S::Projects, "Show only the projects that hold what is typed"),
    row(A::Archive, "archive", &[Char('d')], G::Screen, S::Projects, "Put the project into the archive, or take it out; nothing is deleted"),
    row(A::Archived, "archived", &[], G::Places, S::Projects, "Archived projects, and back"),
    row(A::Quit, "quit", &[Char('q')], G::Screen, S::Projects, "Quit"),
    row(A::Open, "question", &[Code(C::Enter)], G::Screen, S::Verdict, "Go to the question"),
    row(A::Open, "record one", &[Code(C::Enter)], G::Screen, S::SignOffs, "Record a sign-off"),
    row(A::WhatChanged, "what changed", &[Char('c')], G::Screen, S::SignOffs, "Show what changed since the sign-off"),
    row(A::Withdraw, "withdraw", &[Char('w')], G::Screen, S::SignOffs, "Withdraw the sign-off, with a reason"),
    row(A::Open, "go there", &[Code(C::Enter)], G::Screen, S::Risks, "Open the risk, or go where the deadline is met"),
    row(A::Add, "add risk", &[Char('a')], G::Screen, S::Risks, "Add a risk of the project's own"),
    row(A::Restore, "restore", &[Char('r')], G::Screen, S::SignOffs, "Put back what changed, as it was signed, so that the sign-off stands again"),
    row(A::Restore, "restore", &[Char('r')], G::Screen, S::Standing, "Put back the change by which a gate shut again"),
    row(A::Open, "open", &[Code(C::Enter)], G::Screen, S::History, "Show the entry whole: before and after, who and when"),
    row(A::Regroup, "by person", &[Char('v')], G::Screen, S::History, "By day, by person or by item"),
    row(A::Restore, "restore", &[Char('r')], G::Screen, S::History, "Put back what was there before the entry, or what it made"),
    row(A::Filter, "filter", &[Char('/')], G::Screen, S::History, "Show only the entries that hold what is typed"),
    row(A::Open, "read", &[Code(C::Enter)], G::Screen, S::Documents, "Read the document as it stands"),
    row(A::Export, "export", &[Char('e')], G::Screen, S::Documents, "Write the document to a file: Word, Markdown or HTML"),
    row(A::NextGap, "next gap", &[Char('g')], G::Screen, S::Document, "Go where the next gap is filled; the screen before comes back"),
    row(A::Open, "fill gap", &[Code(C::Enter)], G::Screen, S::Document, "Go where the chosen gap is filled"),
    row(A::Export, "export", &[Char('e')], G::Screen, S::Document, "Write the document to a file: Word, Markdown or HTML"),
    row(A::Export, "export", &[Char('e')], G::Screen, S::Verdict, "Write the checklist with its verdict to a file"),
    row(A::MakeProject, "make project", &[Char('m')], G::Screen, S::TriageEnd, "Make a project of it; these answers go along"),
    row(A::Open, "question", &[Code(C::Enter)], G::Screen, S::TriageEnd, "Do what the row says, or go to its question"),
    row(A::Export, "export", &[Char('e')], G::Screen, S::TriageEnd, "Export the result: Word, Markdown or HTML"),
    row(A::Quit, "leave", &[Char('q')], G::Screen, S::TriageEnd, "Leave, and keep nothing"),

    row(A::Open, "question", &[Code(C::Enter)], G::Screen, S::Compare, "Go to the question here; the next screen comes back"),
    row(A::TakeTheirs, "take theirs", &[Char('t')], G::Screen, S::Compare, "Take their answer into this project, with its note and evidence"),
    row(A::TakeNew, "take new", &[Char('a')], G::Screen, S::Compare, "Take all that only they have answered, after a question"),

    row(A::NewLine, "new line", &[Code(C::Enter), Ctrl('j')], G::Text, S::LongText, "A new line"),
    row(A::Accept, "next", &[Code(C::Enter), Ctrl('j')], G::Text, S::Line, "Accept the line and go on"),
    row(A::LineStart, "line start", &[Code(C::Home), Ctrl('a')], G::Text, S::Text, "To the start of the line"),
    row(A::LineEnd, "line end", &[Code(C::End), Ctrl('e')], G::Text, S::Text, "To the end of the line"),
    row(A::WordLeft, "word left", &[CtrlCode(C::Left)], G::Text, S::Text, "One word to the left"),
    row(A::WordRight, "word right", &[CtrlCode(C::Right)], G::Text, S::Text, "One word to the right"),
    row(A::EraseBack, "erase", &[Code(C::Backspace), Ctrl('h')], G::Text, S::Text, "Erase the character before the cursor"),
    row(A::EraseForward, "erase forward", &[Code(C::Delete)], G::Text, S::Text, "Erase the character at the cursor"),
    row(A::EraseWord, "erase word", &[Ctrl('w')], G::Text, S::Text, "Erase the word before the cursor"),
    row(A::EraseToStart, "erase back", &[Ctrl('u')], G::Text, S::Text, "Erase to the start of the line"),
    row(A::EraseToEnd, "erase rest", &[Ctrl('k')], G::Text, S::Text, "Erase to the end of the line"),
    row(A::Editor, "editor", &[Ctrl('x')], G::Text, S::LongText, "Edit the text in `$EDITOR`"),

    row(A::SaveNow, "save now", &[Ctrl('s')], G::Project, S::Everywhere, "Save now; it saves by itself anyway"),
    row(A::Undo, "undo", &[Ctrl('z')], G::Project, S::Everywhere, "Undo, back to when the project was opened"),
    row(A::Redo, "redo", &[Ctrl('y')], G::Project, S::Everywhere, "Redo"),
    row(A::Quit, "quit", &[Ctrl('q')], G::Project, S::Everywhere, "Save and quit"),
    row(A::Interrupt, "quit", &[Ctrl('c')], G::Project, S::Everywhere, "Pressed twice: save and quit"),

    row(A::Help, "help", &[Code(C::F(1))], G::View, S::Everywhere, "Help for this screen"),
    row(A::Help, "help", &[Char('?')], G::View, S::NoText, "Help for this screen"),
    row(A::GoTo, "go to", &[Code(C::F(2)), Ctrl('g')], G::View, S::Everywhere, "Go to any step or question"),
    row(A::Status, "status", &[Code(C::F(3))], G::View, S::Everywhere, "Where the project stands"),
    row(A::PlainLook, "plain look", &[Code(C::F(4)), Ctrl('t')], G::View, S::Everywhere, "Plain look: ASCII, no colour, one column in the order in which it should be heard"),
    row(A::Search, "search", &[Ctrl('f')], G::View, S::Everywhere, "Search questions, help and answers"),
    row(A::Search, "search", &[Char('/')], G::View, S::NoText, "Search, where nothing filters"),
    row(A::Menu, "menu", &[Code(C::F(9)), Ctrl('o')], G::View, S::Everywhere, "Every command, by name, with its key"),
    row(A::Redraw, "redraw", &[Ctrl('l')], G::View, S::Everywhere, "Draw the screen again"),

    row(A::GoVerdict, "verdict", &[], G::Places, S::Everywhere, "Verdict"),
    row(A::GoAnswers, "check answers", &[], G::Places, S::Everywhere, "Check answers of this step"),
    row(A::GoSignOffs, "sign-offs", &[], G::Places, S::Everywhere, "Sign-offs"),
    row(A::GoRisks, "risks", &[], G::Places, S::Everywhere, "Risks and deadlines"),
    row(A::GoCompare, "compare", &[], G::Places, S::Everywhere, "Compare with another's copy"),
    row(A::GoRisks, "risks", &[], G::Places, S::Everywhere, "Risks"),
    row(A::GoHistory, "history", &[], G::Places, S::Everywhere, "History: who decided what, and when"),
    row(A::GoDocuments, "documents", &[], G::Places, S::Everywhere, "Documents"),
    row(A::HistoryOfThis, "history", &[], G::Places, S::Everywhere, "History of this alone"),
    row(A::EarlierCopies, "earlier copies", &[], G::Places, S::Everywhere, "Earlier copies; what each holds, and one put back"),
    row(A::GoProjects, "projects", &[], G::Places, S::Everywhere, "Projects"),
];

/// What a kiosk keeps out: the way to another program, and keys that end a session by a slip.
pub const NOT_IN_A_KIOSK: &[(Action, Scope)] = &[
    (A::Editor, S::LongText),
    (A::Quit, S::Projects),
    (A::Quit, S::TriageEnd),
    (A::Interrupt, S::Everywhere),
];

const fn row(
    action: Action,
    label: &'static str,
    keys: &'static [Key],
    group: Group,
    scope: Scope,
    what: &'static str,
) -> ActionInfo {
    ActionInfo {
        action,
        label,
        keys,
        group,
        scope,
        what,
    }
}
