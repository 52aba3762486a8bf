//! Every command by its name, with its key: what does nothing here is not in it.

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{help, title::said};
use crate::interview::Place;
use crate::tui::{
    actions::{self, Action, ActionInfo, Group, Scope},
    layout::Regions,
    screen::{Context, Heading, Screen, Step},
    text,
    widgets::{
        footer::Button,
        paint,
        prose::Passage,
        sheet::{Entry, Sheet, SheetState},
        text_input::TextInput,
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
    input: TextInput,
    state: SheetState,
}

impl Menu {
    /// The overlay over a screen.
    pub fn of(cx: &Context, below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Self {
            commands: commands(cx, below),
            input: TextInput::line(""),
            state: SheetState::default(),
        })
    }

    fn shown(&self) -> Vec<&Command> {
        let typed = self.input.text();
        self.commands
            .iter()
            .filter(|command| typed_filter::holds(&format!("{} {}", command.name, command.keys), &typed))
            .collect()
    }

    fn sheet(&self, cx: &Context, columns: u16) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        let keys = if columns < 56 { 10 } else { 16 };
        let name = columns.saturating_sub(2 + 2 + keys).min(NAME);
        let shown = self.shown();
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
}

/// What can be done over a screen, the screen's own first.
fn commands(cx: &Context, below: &dyn Screen) -> Vec<Command> {
    let mut scopes = below.scopes(cx);
    if !below.in_text() {
        scopes.push(Scope::NoText);
    }
    scopes.push(Scope::Everywhere);
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
        | Action::HistoryOfThis
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
        | Action::SaveNow => project,
        Action::HistoryOfThis => project && below.place().as_ref().is_some_and(Place::has_history),
        Action::GoAnswers => {
            project
                && below
                    .place()
                    .is_some_and(|place| place.step(cx.session.edition()).is_some())
        }
        Action::Archived => offered,
        Action::Undo => cx.session.undoable().is_some(),
        Action::Redo => cx.session.redoable().is_some(),
        Action::Help | Action::PlainLook | Action::Redraw | Action::Quit => true,
        _ => false,
    }
}

impl Screen for Menu {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Menu".to_owned(),
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
        choosing("do it")
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => {
                let chosen = self.state.chosen(&sheet);
                match chosen.and_then(|chosen| self.shown().get(chosen).map(|command| command.action)) {
                    Some(action) => Step::Press(action),
                    None => Step::Stay,
                }
            }
            Action::Menu => Step::Close,
            Action::GoTo | Action::Status | Action::Search => Step::Press(action),
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
            "Every command that does something here, with its key. Typing narrows the list; Enter does the \
             one that is marked, as if its key had been pressed.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let count = self.shown().len();
        let words = format!("{count} {}", if count == 1 { "command" } else { "commands" });
        let top = Chooser {
            prompt: "What next?",
            count: &words,
            input: &self.input,
        };
        let (cursor, area) = top.view(cx, regions, focused, buf);
        let sheet = self.sheet(cx, Sheet::columns_of(area));
        sheet.view(&self.state, focused, area, buf);
        cursor
    }
}

/// The top of what is chosen from by typing: prompt, count, and the line typed into.
pub(super) struct Chooser<'a> {
    pub(super) prompt: &'a str,
    pub(super) count: &'a str,
    pub(super) input: &'a TextInput,
}

impl Chooser<'_> {
    /// Draws it; returns where the cursor stands, and what is left for the rows below.
    pub(super) fn view(
        &self,
        cx: &Context,
        regions: &Regions,
        focused: bool,
        buf: &mut Buffer,
    ) -> (Option<Position>, Rect) {
        let centre = regions.centre;
        let tight = regions.density.eyebrow_in_header();
        let gap = u16::from(!tight);
        let mut area = centre;
        if !tight {
            paint::line(
                buf,
                area,
                0,
                ratatui::text::Span::styled(self.prompt.to_owned(), cx.look.prompt()),
            );
            area = below(area, 1 + gap);
        }
        let count = text::width(self.count);
        let line = Rect {
            width: area.width.saturating_sub(count + 2),
            ..area
        };
        paint::right(
            buf,
            Rect {
                height: area.height.min(1),
                ..area
            },
            0,
            self.count.to_owned(),
        );
        let cursor = typed_filter::view("Type", self.input, focused, false, cx.look, line, buf);
        (cursor, below(area, 1 + gap))
    }
}

/// The buttons of what is chosen from by typing.
pub(super) fn choosing(enter: &str) -> Vec<Button> {
    let of = |action| Button::of(action, &[Scope::Everywhere]);
    vec![
        of(Action::Accept).labelled(enter),
        of(Action::Down).keyed("arrows").labelled("choose"),
        of(Action::Close),
    ]
}

/// A key or a paste into the line; what is found then begins with its first row.
pub(super) fn typed_into(
    input: &mut TextInput,
    state: &mut SheetState,
    edit: impl FnOnce(&mut TextInput) -> crate::tui::widgets::text_input::Edit,
) -> Step {
    let before = input.text();
    let step = said(edit(input));
    if input.text() != before {
        *state = SheetState::default();
    }
    step
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}
