//! Every command by its name, with its key: what does nothing here is not in it.

use super::{
    chooser::{Choices, Chooser, Drawn},
    help,
};
use crate::interview::Place;
use crate::tui::{
    actions::{self, Action, ActionInfo, Group, Scope},
    screen::{Context, Screen, Step},
    text,
    widgets::{
        prose::Passage,
        sheet::{Entry, Sheet},
        typed_filter,
    },
};

/// The columns of a command's name.
const NAME: u16 = 56;

/// A line of the menu.
struct Command {
    action: Action,
    name: String,
    keys: String,
}

/// The menu over a screen.
pub struct Menu {
    commands: Vec<Command>,
}

impl Menu {
    /// The overlay over a screen.
    pub fn of(cx: &Context, below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Chooser::new(Self {
            commands: commands(cx, below),
        }))
    }

    fn shown(&self, typed: &str) -> Vec<&Command> {
        self.commands
            .iter()
            .filter(|command| typed_filter::holds(&format!("{} {}", command.name, command.keys), typed))
            .collect()
    }
}

impl Choices for Menu {
    fn place(&self) -> &'static str {
        "Menu"
    }

    fn prompt(&self) -> &'static str {
        "What next?"
    }

    fn enter(&self) -> &'static str {
        "do it"
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Menu)
    }

    fn count(&self, typed: &str) -> String {
        match self.shown(typed).len() {
            1 => "1 command".to_owned(),
            count => format!("{count} commands"),
        }
    }

    fn sheet(&self, cx: &Context, typed: &str, drawn: Drawn) -> Sheet {
        let (look, columns) = (cx.look, drawn.columns);
        let mut sheet = Sheet::new(columns, look);
        let keys = if columns < 56 { 10 } else { 16 };
        let name = columns.saturating_sub(2 + 2 + keys).min(NAME);
        let shown = self.shown(typed);
        for command in &shown {
            let words = text::own(&command.name, look);
            let keys = if columns < 56 {
                command.keys.split(" or ").next().unwrap_or_default()
            } else {
                &command.keys
            };
            let wide = text::width(&text::clean_line(&words)).min(name);
            let entry = Entry::new()
                .cell(&words, wide, look.quiet(), look)
                .then(" ".repeat(usize::from(name - wide + 2)), look.quiet())
                .then(keys.to_owned(), look.quiet());
            sheet.entry(entry);
        }
        if shown.is_empty() {
            sheet.passage(Passage::new("No command is called that here.", look.quiet()).indented(2));
        }
        sheet
    }

    fn take(&self, typed: &str, row: Option<usize>) -> Step {
        let command = row.and_then(|row| self.shown(typed).into_iter().nth(row));
        command.map_or(Step::Stay, |command| Step::Press(command.action))
    }

    fn help(&self) -> &'static str {
        "Every command that does something here, with its key. Typing narrows the list; Enter does the \
         one that is marked, as if its key had been pressed."
    }
}

/// What can be done over a screen, the screen's own first.
fn commands(cx: &Context, below: &dyn Screen) -> Vec<Command> {
    let mut scopes = below.scopes(cx);
    if !below.in_text() {
        scopes.push(Scope::NoText);
    }
    scopes.push(Scope::Everywhere);
    if cx.kiosk {
        scopes.push(Scope::Kiosk);
    }
    let mut commands: Vec<Command> = Vec::new();
    let buttons = below.buttons(cx);
    let offered = |action: Action| buttons.iter().find(|button| button.action == action);
    for info in actions::commands_in(&scopes) {
        let known = commands.iter().any(|command| command.action == info.action);
        if known || !does_something(info, cx, below, offered(info.action).is_some()) {
            continue;
        }
        commands.push(Command {
            action: info.action,
            name: name(info, cx),
            keys: info.keys_in_words(),
        });
    }
    // a stable sort: within a rank the order is the table's
    commands.sort_by_key(|command| rank(command.action));
    commands
}

/// Where a command stands: going on first, then what the screen itself does, then other places,
/// and leaving last.
fn rank(action: Action) -> u8 {
    match action {
        Action::NextScreen | Action::PreviousScreen => 0,
        Action::GoTo => 2,
        Action::Search => 3,
        Action::Status => 4,
        Action::GoVerdict
        | Action::GoAnswers
        | Action::GoSignOffs
        | Action::GoRisks
        | Action::GoCompare
        | Action::GoHistory
        | Action::GoDocuments
        | Action::HistoryOfThis
        | Action::EarlierCopies
        | Action::Archived => 5,
        Action::Undo | Action::Redo => 6,
        Action::SaveNow => 7,
        Action::Help | Action::PlainLook | Action::Redraw => 8,
        Action::GoProjects => 9,
        Action::Quit => 10,
        _ => 1,
    }
}

/// The name of a command: what it does, up to where the explanation begins.
fn name(info: &ActionInfo, cx: &Context) -> String {
    let what = help::what(info);
    let short = what.split([';', ':']).next().unwrap_or(&what).trim().to_owned();
    match info.action {
        Action::Undo => format!("Undo: {}", cx.session.undoable().unwrap_or_default()),
        Action::Redo => format!("Redo: {}", cx.session.redoable().unwrap_or_default()),
        Action::Quit if cx.triage => "Quit".to_owned(),
        _ => short,
    }
}

/// Whether a command does anything over this screen.
fn does_something(info: &ActionInfo, cx: &Context, below: &dyn Screen, offered: bool) -> bool {
    match info.group {
        // keys of the hand, not commands
        Group::Text => return info.action == Action::Editor && offered,
        Group::Answer => return matches!(info.action, Action::Yes | Action::No | Action::NotSure) && offered,
        Group::Rows | Group::Screen => return offered,
        Group::Move | Group::Project | Group::View | Group::Places => {}
    }
    let (project, asked) = (cx.in_project(), cx.in_project() || cx.triage);
    match info.action {
        Action::NextScreen | Action::PreviousScreen => asked && below.place().is_some(),
        Action::GoTo | Action::Search | Action::GoVerdict | Action::GoProjects => asked,
        Action::Status
        | Action::GoSignOffs
        | Action::GoRisks
        | Action::GoCompare
        | Action::GoHistory
        | Action::GoDocuments
        | Action::SaveNow => project,
        Action::EarlierCopies => project || offered,
        Action::HistoryOfThis => project && below.place().as_ref().is_some_and(Place::has_history),
        Action::GoAnswers => {
            project
                && below
                    .place()
                    .is_some_and(|place| place.step(cx.session.edition()).is_some())
        }
        Action::Archived | Action::Amend => offered,
        Action::Undo => cx.session.undoable().is_some(),
        Action::Redo => cx.session.redoable().is_some(),
        Action::Help | Action::PlainLook | Action::Redraw | Action::Quit => true,
        _ => false,
    }
}
