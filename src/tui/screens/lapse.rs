//! The one question before content under a standing sign-off is edited.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    project::Change,
    rules::Standing,
    session::Session,
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

/// A sign-off that a change would make lapse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldLapse {
    /// What was signed.
    pub subject: String,
    /// Who signed it, in words.
    pub who: String,
}

/// The standing sign-offs that changes would make lapse, one row a subject.
pub fn would_lapse(session: &Session, changes: &[Change]) -> Vec<WouldLapse> {
    let (edition, project) = (session.edition(), session.project());
    let mut lapses: Vec<WouldLapse> = Vec::new();
    let given = session
        .assessment()
        .sign_offs
        .iter()
        .filter(|state| matches!(state.standing, Standing::Given { .. }));
    for state in given {
        let covers = crate::project::covers(edition, project, &state.subject).unwrap_or_default();
        let kind = state.subject.split('/').next().unwrap_or_default();
        let lists = edition
            .subject(kind)
            .map(|subject| subject.covers.lists.as_slice())
            .unwrap_or_default();
        let touches = changes.iter().any(|change| match change {
            Change::Answer {
                item, value: Some(_), ..
            }
            | Change::Clear { item }
            | Change::Confirm { item } => covers.contains_key(item),
            Change::Add { list, .. } => {
                kind == state.subject && lists.iter().any(|covered| *covered == *list.as_str())
            }
            Change::Update { list, id, .. } | Change::Remove { list, id } => {
                covers.contains_key(&format!("{list}/{id}"))
            }
            Change::Answer { .. }
            | Change::Skip { .. }
            | Change::Sign { .. }
            | Change::Withdraw { .. }
            | Change::Archive
            | Change::Unarchive => false,
        });
        if !touches {
            continue;
        }
        let who = project.signer_name(edition, &state.party).to_owned();
        match lapses.iter_mut().find(|lapse| lapse.subject == state.subject) {
            Some(lapse) => lapse.who = format!("{}, {who}", lapse.who),
            None => lapses.push(WouldLapse {
                subject: state.subject.clone(),
                who,
            }),
        }
    }
    lapses
}

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
