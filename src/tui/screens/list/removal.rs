//! The question before a record is removed, or what keeps it there.

use ratatui::{buffer::Buffer, layout::Position};

use super::rows::record_name;
use crate::{
    guidance::{FieldKind, List, ListId, ListRole},
    project::Change,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        widgets::{
            footer::Button,
            paint,
            prose::{Passage, Prose, ProsePage},
        },
    },
};

/// The question, or why it cannot be asked.
pub(super) struct Removal {
    list: ListId,
    id: String,
    name: String,
    /// What refers to the record, in words; it can go only where nothing does.
    named_by: Vec<String>,
    page: ProsePage,
}

impl Removal {
    /// The question about a record.
    pub(super) fn new(cx: &Context, list: &List, id: &str, name: &str) -> Self {
        Self {
            list: list.id.clone(),
            id: id.to_owned(),
            name: name.to_owned(),
            named_by: named_by(cx, list, id),
            page: ProsePage::default(),
        }
    }

    fn prose(&self, cx: &Context) -> Prose {
        let (prompt, quiet) = (cx.look.prompt(), cx.look.quiet());
        let mut passages = Vec::new();
        if self.named_by.is_empty() {
            passages.push(Passage::typed(format!("Remove {}?", self.name), prompt));
            passages.push(Passage::blank());
            passages.push(Passage::new(
                "Enter removes it, and Ctrl+Z brings it back. Esc leaves it where it is.",
                quiet,
            ));
        } else {
            passages.push(Passage::typed(
                format!("{} cannot be removed yet", self.name),
                prompt,
            ));
            passages.push(Passage::blank());
            passages.push(Passage::new("It is still named by:", quiet));
            for thing in &self.named_by {
                passages.push(Passage::typed(thing.as_str(), quiet).indented(2).hanging(2));
            }
            passages.push(Passage::blank());
            passages.push(Passage::new(
                "Change those first; a sign-off is ended on its own screen, by w.",
                quiet,
            ));
        }
        Prose::new(passages)
    }
}

impl Screen for Removal {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: format!("Remove {}", self.name),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        Vec::new()
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let mut buttons = vec![everywhere(Action::Close).labelled("keep it")];
        if self.named_by.is_empty() {
            buttons.push(everywhere(Action::Accept).labelled("remove"));
        }
        buttons
    }

    fn act(&mut self, action: Action, _cx: &Context) -> Step {
        match action {
            Action::Accept if self.named_by.is_empty() => {
                let change = Change::Remove {
                    list: self.list.to_string(),
                    id: self.id.clone(),
                };
                let say = "Removed. Ctrl+Z brings it back.".to_owned();
                Step::CloseAnd(Box::new(Step::Apply(vec![change], Some(say))))
            }
            Action::Accept | Action::NextScreen | Action::PreviousScreen => Step::Close,
            action if self.page.act(action, usize::MAX) => Step::Stay,
            _ => Step::Ignored,
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        self.prose(cx).view(self.page, cx.look, regions.centre, buf);
        paint::cursor(regions.centre, 0, 0).filter(|_| focused)
    }
}

/// What refers to a party, or to an amendment, in words, such as `Team members: B. Example`.
fn named_by(cx: &Context, list: &List, id: &str) -> Vec<String> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let is = |role| edition.list_role(role) == Some(&list.id);
    let mut things = Vec::new();
    if is(ListRole::Parties) {
        for other in edition.lists() {
            let naming: Vec<&str> = other
                .fields
                .iter()
                .filter(|field| matches!(field.kind, FieldKind::Party | FieldKind::Company))
                .map(|field| field.id.as_str())
                .collect();
            let records = project.records(other.id.as_str()).iter().enumerate();
            let names: Vec<String> = records
                .filter(|(_, record)| naming.iter().any(|field| record.text(field) == id))
                .map(|(at, record)| record_name(cx, other, record, at))
                .collect();
            if !names.is_empty() {
                things.push(format!("{}: {}", other.label, names.join(", ")));
            }
        }
    }
    let amendment = format!("amendment/{id}");
    for state in &cx.session.assessment().sign_offs {
        let concerns = is(ListRole::Parties) && state.party == id
            || is(ListRole::Amendments) && state.subject == amendment;
        let standing = project.standing(&state.subject, state.role, &state.party);
        if let (true, Some(sign_off)) = (concerns, standing) {
            let kind = state.subject.split('/').next().unwrap_or_default();
            let title = edition
                .subject(kind)
                .map_or(kind, |subject| subject.title.as_str());
            things.push(format!(
                "{title}: {} by {} on {}",
                state.role.done(),
                sign_off.name,
                crate::project::day_words(sign_off.date)
            ));
        }
    }
    things
}
