//! Withdrawing one sign-off, with a reason.

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::page;
use crate::{
    guidance::SignRole,
    project::Change,
    rules::SignOffState,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        screens::{list::capital, title::said},
        widgets::{
            footer::Button,
            prose::{Passage, Prose, ProsePage},
            text_input::TextInput,
        },
    },
};

/// The line that asks why.
pub(super) struct Withdrawing {
    subject: String,
    role: SignRole,
    party: String,
    prompt: String,
    input: TextInput,
}

impl Withdrawing {
    /// Asks why one that stands is to end.
    pub(super) fn new(cx: &Context, state: &SignOffState) -> Self {
        let who = capital(
            cx.session
                .project()
                .signer_name(cx.session.edition(), &state.party),
        );
        Self {
            subject: state.subject.clone(),
            role: state.role,
            party: state.party.clone(),
            prompt: format!(
                "{who} no longer stands by the {}. Why?",
                page::title(cx, &state.subject)
            ),
            input: TextInput::line(""),
        }
    }
}

impl Screen for Withdrawing {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Sign-offs / Withdraw".to_owned(),
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
            Button::of(Action::Accept, &[Scope::Line]).labelled("withdraw it"),
            Button::of(Action::Close, &[Scope::Everywhere]).labelled("leave it"),
        ]
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept | Action::NextScreen => {
                let reason = self.input.text().trim().to_owned();
                if reason.is_empty() {
                    return Step::Say("Say why in a few words: the log keeps it.".to_owned());
                }
                let change = Change::Withdraw {
                    subject: self.subject.clone(),
                    role: self.role,
                    party: self.party.clone(),
                    reason,
                };
                Step::CloseAnd(Box::new(Step::Apply(
                    vec![change],
                    Some("Withdrawn. Ctrl+Z gives it again.".to_owned()),
                )))
            }
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
        let prompt = Prose::new(vec![Passage::typed(&self.prompt, cx.look.prompt())]);
        prompt.view(ProsePage::default(), cx.look, parts.prompt, buf);
        let top = parts.answer.y.saturating_add(2);
        let help = Rect {
            y: top,
            height: regions.centre.bottom().saturating_sub(top),
            width: regions.centre.width.min(crate::tui::layout::PROSE),
            ..regions.centre
        };
        let words = "The sign-off stays in the record as withdrawn, with this reason; it counts again once it is given anew.";
        Prose::of(words, cx.look.quiet()).view(ProsePage::default(), cx.look, help, buf);
        self.input.view(focused, cx.look, parts.answer, buf)
    }
}
