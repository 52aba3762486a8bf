//! One line asked for: the title of a project that is to be made.

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};

use crate::tui::{
    actions::{Action, Scope},
    layout::Regions,
    screen::{Context, Effect, Heading, Screen, Step},
    widgets::{
        footer::Button,
        prose::{Passage, Prose, ProsePage},
        text_input::{Edit, TextInput},
    },
};

/// The line that asks for a title.
pub struct Title {
    place: &'static str,
    help: &'static str,
    input: TextInput,
    make: fn(String) -> Effect,
}

impl Title {
    /// Asks for the title of a new project.
    pub fn of_new() -> Self {
        Self {
            place: "New project",
            help: "A few words that both sides would use for it. It can be changed later. Enter makes \
                   the project and opens its first question.",
            input: TextInput::line(""),
            make: Effect::New,
        }
    }

    /// Asks for the title of the project that a triage becomes.
    pub fn of_triage() -> Self {
        Self {
            place: "Quick triage / Make a project",
            help: "A few words that both sides would use for it. It can be changed later. Enter makes \
                   the project; every answer and note of this triage goes along.",
            input: TextInput::line(""),
            make: Effect::MakeProject,
        }
    }
}

impl Screen for Title {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: self.place.to_owned(),
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
        vec![
            Button::of(Action::Accept, &[Scope::Line]).labelled("make it"),
            Button::of(Action::Close, &[Scope::Everywhere]).labelled("leave it"),
        ]
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept | Action::NextScreen => match self.input.text().trim() {
                "" => Step::Say("A project needs a title: a few words.".to_owned()),
                title => Step::Effect((self.make)(title.to_owned())),
            },
            Action::PreviousScreen => Step::Close,
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        said(self.input.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        said(self.input.paste(text))
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let parts = regions.question();
        Prose::of("What is the project called?", cx.look.prompt()).view(
            ProsePage::default(),
            cx.look,
            parts.prompt,
            buf,
        );
        let help = ratatui::layout::Rect {
            y: parts.answer.y.saturating_add(2),
            height: regions
                .centre
                .bottom()
                .saturating_sub(parts.answer.y.saturating_add(2)),
            width: regions.centre.width.min(crate::tui::layout::PROSE),
            ..regions.centre
        };
        Prose::new(vec![Passage::new(self.help, cx.look.quiet())]).view(
            ProsePage::default(),
            cx.look,
            help,
            buf,
        );
        self.input.view(focused, cx.look, parts.answer, buf)
    }
}

/// What an edit of a line that is no answer comes to.
pub(super) fn said(edit: Edit) -> Step {
    match edit {
        Edit::Changed | Edit::ChangedAtWordEnd | Edit::Moved => Step::Stay,
        Edit::Refused(why) => Step::Say(why),
        Edit::Ignored => Step::Ignored,
    }
}
