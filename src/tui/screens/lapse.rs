//! The one question before content under a standing sign-off is edited.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    project::Change,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Effect, Heading, Screen, Step},
        widgets::{
            footer::Button,
            paint,
            prose::{Passage, Prose, ProsePage},
        },
    },
};

pub use crate::session::{WouldLapse, would_lapse};

/// The question, with what waits for its answer.
pub struct Lapse {
    lapses: Vec<WouldLapse>,
    changes: Vec<Change>,
    say: Option<String>,
}

impl Lapse {
    /// The question before these changes.
    pub fn new(lapses: Vec<WouldLapse>, changes: Vec<Change>, say: Option<String>) -> Self {
        Self { lapses, changes, say }
    }
}

impl Screen for Lapse {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "A sign-off would lapse".to_owned(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        Vec::new()
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        vec![
            Button::of(Action::Close, &[Scope::Everywhere]).labelled("leave it"),
            Button::of(Action::Accept, &[Scope::Everywhere]).labelled("edit"),
        ]
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept => {
                let changes = std::mem::take(&mut self.changes);
                let apply = Step::Apply(changes.clone(), self.say.take());
                Step::CloseAnd(Box::new(Step::Then(
                    Box::new(Step::Effect(Effect::Agree(changes))),
                    Box::new(apply),
                )))
            }
            Action::NextScreen | Action::PreviousScreen => Step::Close,
            _ => Step::Ignored,
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let edition = cx.session.edition();
        let mut passages = vec![
            Passage::new("This is signed off as it stands", cx.look.prompt()),
            Passage::blank(),
        ];
        for lapse in &self.lapses {
            let kind = lapse.subject.split('/').next().unwrap_or_default();
            let title = edition
                .subject(kind)
                .map_or(lapse.subject.as_str(), |subject| subject.title.as_str());
            passages.push(Passage::typed(format!("{title}: {}", lapse.who), cx.look.quiet()).hanging(2));
        }
        passages.push(Passage::blank());
        passages.push(Passage::new(
            "An edit makes these sign-offs lapse until they are given again. Enter edits; Esc leaves it as it was signed.",
            cx.look.quiet(),
        ));
        Prose::new(passages).view(ProsePage::default(), cx.look, regions.centre, buf);
        if focused {
            paint::cursor(regions.centre, 0, 0)
        } else {
            None
        }
    }
}
