//! One line asked for, laid over a screen: a title, why something does not apply or no longer
//! stands.

use std::borrow::Cow;

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::tui::{
    actions::{Action, Scope},
    layout::{PROSE, Regions},
    screen::{Context, Heading, Screen, Step},
    widgets::{
        footer::Button,
        paint,
        prose::{Passage, Prose, ProsePage},
        text_input::{Edit, TextInput},
    },
};

/// A line that is asked for, and what is done with it.
pub(super) struct OneLine {
    heading: Heading,
    prompt: String,
    help: Cow<'static, str>,
    /// What is said where nothing stands in the line yet.
    empty: &'static str,
    /// What Enter and Esc are called in the footer.
    labels: (&'static str, &'static str),
    input: TextInput,
    then: Box<dyn Fn(String) -> Step>,
}

impl OneLine {
    /// A question asked at a place, and what is done with its answer, which is never blank.
    pub(super) fn new(
        place: impl Into<String>,
        prompt: impl Into<String>,
        then: impl Fn(String) -> Step + 'static,
    ) -> Self {
        Self {
            heading: Heading {
                place: place.into(),
                brief: String::new(),
            },
            prompt: prompt.into(),
            help: Cow::Borrowed(""),
            empty: "",
            labels: ("keep it", "leave it"),
            input: TextInput::line(""),
            then: Box::new(then),
        }
    }

    /// The same with what stands below the line, and what is said where the line is blank.
    #[must_use]
    pub(super) fn explained(self, help: impl Into<Cow<'static, str>>, empty: &'static str) -> Self {
        Self {
            help: help.into(),
            empty,
            ..self
        }
    }

    /// The same with other words for Enter and Esc in the footer.
    #[must_use]
    pub(super) fn called(self, enter: &'static str, esc: &'static str) -> Self {
        Self {
            labels: (enter, esc),
            ..self
        }
    }

    /// The same with what the narrowest header adds to the place.
    #[must_use]
    pub(super) fn briefly(mut self, brief: &str) -> Self {
        brief.clone_into(&mut self.heading.brief);
        self
    }

    /// The same with a line that stands there already.
    #[must_use]
    pub(super) fn begun_with(self, line: &str) -> Self {
        Self {
            input: TextInput::line(line),
            ..self
        }
    }

    fn take(&self) -> Step {
        match self.input.text().trim() {
            "" => Step::Say(self.empty.to_owned()),
            line => (self.then)(line.to_owned()),
        }
    }
}

impl Screen for OneLine {
    fn heading(&self, _cx: &Context) -> Heading {
        self.heading.clone()
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Line, Scope::Text]
    }

    fn in_text(&self) -> bool {
        true
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        let (enter, esc) = self.labels;
        vec![
            Button::of(Action::Accept, &[Scope::Line]).labelled(enter),
            Button::of(Action::Close, &[Scope::Everywhere]).labelled(esc),
        ]
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        match &*self.help {
            "" => Vec::new(),
            help => vec![Passage::typed(help, cx.look.quiet())],
        }
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept => self.take(),
            // the next screen is never blocked: what is written is taken, and a blank line left
            Action::NextScreen if !self.input.text().trim().is_empty() => self.take(),
            Action::NextScreen | Action::PreviousScreen => Step::Close,
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
        let prompt = Prose::new(vec![Passage::typed(&self.prompt, cx.look.prompt())]);
        prompt.view(ProsePage::default(), cx.look, parts.prompt, buf);
        let top = parts.answer.y.saturating_add(2).min(regions.centre.bottom());
        let help = Rect {
            y: top,
            height: regions.centre.bottom() - top,
            width: regions.centre.width.min(PROSE),
            ..regions.centre
        };
        Prose::of(&*self.help, cx.look.quiet()).view(ProsePage::default(), cx.look, help, buf);
        let cursor = self.input.view(focused, cx.look, parts.answer, buf);
        cursor.or_else(|| paint::cursor(regions.centre, 0, 0).filter(|_| focused))
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
