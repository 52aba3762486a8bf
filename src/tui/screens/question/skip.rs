//! Why a question does not apply: one line, laid over the question.

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::ItemId,
    project::Change,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        widgets::{
            footer::Button,
            paint,
            prose::{Passage, Prose, ProsePage},
            text_input::{Edit, TextInput},
        },
    },
};

const HINT: &str = "Enter keeps the reason, and the question counts as done. What is written there \
                    stays. Esc goes back.";

/// Asks for the reason.
pub(super) struct Skip {
    item: ItemId,
    reason: TextInput,
    said: String,
}

impl Skip {
    /// The overlay over a question, with the reason that was given before.
    pub(super) fn new(item: &ItemId, reason: &str) -> Self {
        Self {
            item: item.clone(),
            reason: TextInput::line(reason),
            said: HINT.to_owned(),
        }
    }

    fn edited_by(edit: Edit) -> Step {
        match edit {
            Edit::Ignored => Step::Ignored,
            Edit::Refused(words) => Step::Say(words),
            Edit::Changed | Edit::ChangedAtWordEnd | Edit::Moved => Step::Stay,
        }
    }
}

impl Screen for Skip {
    fn heading(&self, cx: &Context) -> Heading {
        let item = cx.session.edition().item(self.item.as_str());
        Heading {
            place: item.map(|item| item.label.clone()).unwrap_or_default(),
            brief: "not applicable".to_owned(),
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
            Button::of(Action::Accept, &[Scope::Line]).labelled("keep it"),
            Button::of(Action::Close, &[Scope::Everywhere]).labelled("back"),
        ]
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept if self.reason.text().trim().is_empty() => {
                "A reason is needed, so that others can follow: a few words are enough."
                    .clone_into(&mut self.said);
                Step::Stay
            }
            Action::Accept => Step::CloseAnd(Box::new(Step::Apply(
                vec![Change::Skip {
                    item: self.item.to_string(),
                    reason: self.reason.text(),
                }],
                Some("Not applicable: it counts as done.".to_owned()),
            ))),
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        Self::edited_by(self.reason.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        Self::edited_by(self.reason.paste(text))
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let question = regions.question();
        let prompt = Prose::of("Not applicable, because", cx.look.prompt());
        prompt.view(ProsePage::default(), cx.look, question.prompt, buf);
        let cursor = self.reason.view(focused, cx.look, question.answer, buf);
        let mut below = regions.centre;
        let row = question.answer.y.saturating_add(2);
        below.height = below.bottom().saturating_sub(row);
        below.y = row.min(regions.centre.bottom());
        let hint = Prose::new(vec![Passage::new(self.said.clone(), cx.look.quiet())]);
        hint.view(ProsePage::default(), cx.look, below, buf);
        if focused && cursor.is_none() {
            return paint::cursor(regions.centre, 0, 0);
        }
        cursor
    }
}
