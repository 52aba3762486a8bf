//! The two faces that a question has beside its own: the source of its text changed since it was
//! taken over, and two people answered at once.

use super::{Question, carried, versions};
use crate::{
    guidance::Item,
    project::{Change, offer},
    rules::Carry,
    tui::{
        actions::{Action, Scope},
        screen::{Context, Step},
        standing,
        widgets::{
            choice_row::{ChoiceRow, ChoiceStep},
            footer::Button,
        },
    },
};

/// What a question shows.
#[derive(Debug, Clone)]
pub(super) enum Face {
    /// Its answer.
    Ordinary,
    /// Its own text beside what its source has become.
    Source(ChoiceRow),
    /// Two versions to choose from.
    Versions(Choosing),
}

/// Choosing between versions.
#[derive(Debug, Clone)]
pub(super) struct Choosing {
    row: ChoiceRow,
    /// An arrow was pressed: Enter takes what is under the cursor.
    pub(super) moved: bool,
    pub(super) options: usize,
}

impl Choosing {
    /// The option under the cursor.
    pub(super) fn under(&self) -> usize {
        self.row.under()
    }
}

impl Face {
    /// What stands in capitals before the question.
    pub(super) fn words(&self) -> Option<&'static str> {
        match self {
            Self::Ordinary => None,
            Self::Source(_) => Some("SOURCE CHANGED"),
            Self::Versions(_) => Some("TWO VERSIONS"),
        }
    }
}

/// The face of an item as the project stands; the ordinary one where the others are put aside.
pub(super) fn face(cx: &Context, item: &Item, aside: bool) -> Face {
    let state = cx.session.assessment().item(item.id.as_str());
    let answer = cx.session.project().answer(item.id.as_str());
    match (state, answer) {
        (Some(_), Some(answer)) if !aside && !answer.versions.is_empty() => {
            let options = answer.versions.len() + 1;
            Face::Versions(Choosing {
                row: ChoiceRow::new(vec![""; options], None),
                moved: false,
                options,
            })
        }
        (Some(state), Some(_)) if !aside && state.carry == Carry::SourceChanged => {
            let Some(offer) = offer(cx.session.edition(), cx.session.project(), item) else {
                return Face::Ordinary;
            };
            let sources: Vec<&str> = carried::giving(&offer).collect();
            let name = standing::uncapital(&carried::short_name(cx.session.edition(), &sources));
            let take = match sources.as_slice() {
                [only] if cx.session.edition().item(only).is_some() => format!("Take the {name}'s"),
                _ => "Take the new".to_owned(),
            };
            let labels = ["Keep ours".to_owned(), take, "Edit ours".to_owned()];
            Face::Source(ChoiceRow::new(labels, None))
        }
        _ => Face::Ordinary,
    }
}

/// The face as it is now, with the cursor where somebody has moved it.
pub(super) fn taken_in(old: &Face, new: Face) -> Face {
    match (old, new) {
        (Face::Source(row), Face::Source(_)) => Face::Source(row.clone()),
        (Face::Versions(choosing), Face::Versions(new)) if choosing.options == new.options => {
            Face::Versions(choosing.clone())
        }
        (_, new) => new,
    }
}

/// The keys of a changed source.
pub(super) fn source_buttons(scopes: &[Scope]) -> Vec<Button> {
    let number = |number: u8, label: &str| {
        Button::of(Action::Number(number), scopes)
            .keyed(&number.to_string())
            .labelled(label)
    };
    vec![
        Button::of(Action::NextScreen, scopes),
        number(1, "keep"),
        number(2, "take"),
        number(3, "edit"),
    ]
}

/// The keys of two versions.
pub(super) fn version_buttons(choosing: &Choosing, scopes: &[Scope]) -> Vec<Button> {
    let mut buttons = vec![Button::of(Action::NextScreen, scopes).labelled("later")];
    for number in 1..=u8::try_from(choosing.options).unwrap_or(9).min(9) {
        let label = match number {
            1 => "first",
            2 => "second",
            3 if choosing.options == 3 => "anew",
            _ => "choose",
        };
        buttons.push(
            Button::of(Action::Number(number), scopes)
                .keyed(&number.to_string())
                .labelled(label),
        );
    }
    if choosing.moved {
        buttons.push(Button::of(Action::Accept, scopes).labelled("take it"));
    }
    buttons
}

/// What the status row says while there are two versions of what decides the verdict.
pub(super) fn status(question: &Question, cx: &Context) -> Option<String> {
    let decides = question.item(cx)?.severity.is_some();
    if !decides || !matches!(question.face, Face::Versions(_)) {
        return None;
    }
    let verdict = standing::capitals(cx.session.assessment().eligibility.verdict);
    let key = if cx.triage { "" } else { "   F3 all" };
    Some(format!(
        "{verdict}   two versions count as not sure until you choose{key}"
    ))
}

/// The same where it is narrow.
pub(super) fn status_brief(question: &Question, cx: &Context) -> Option<String> {
    status(question, cx)?;
    let verdict = standing::capitals(cx.session.assessment().eligibility.verdict);
    Some(format!("{verdict} choose a version"))
}

impl Question {
    /// What an action does while another face than the answer's is shown.
    pub(super) fn act_on_face(&mut self, action: Action, cx: &Context) -> Step {
        match action {
            Action::NextControl => return Step::Footer,
            Action::PreviousControl => return Step::FooterEnd,
            _ => {}
        }
        let (row, moved) = match &mut self.face {
            Face::Source(row) => (row, None),
            Face::Versions(choosing) => (&mut choosing.row, Some(&mut choosing.moved)),
            Face::Ordinary => return Step::Ignored,
        };
        let stepped = row.act(action);
        row.choose(None);
        if let Some(moved) = moved {
            *moved = stepped == ChoiceStep::Moved || *moved && stepped == ChoiceStep::Ignored;
        }
        match stepped {
            ChoiceStep::Moved => Step::Stay,
            ChoiceStep::GoOn => Step::Next,
            ChoiceStep::Ignored => Step::Ignored,
            ChoiceStep::Took(_) if cx.session.project().read_only.is_some() => self.read_only(cx),
            ChoiceStep::Took(at) => match &self.face {
                Face::Source(_) => self.take_source(at, cx),
                Face::Versions(choosing) if at + 1 == choosing.options => self.answer_anew(),
                Face::Versions(_) => self.take_version(at, cx),
                Face::Ordinary => Step::Ignored,
            },
        }
    }

    fn take_source(&mut self, at: usize, cx: &Context) -> Step {
        match at {
            0 => {
                let ours = cx.session.project().value(self.item.as_str());
                let keep = ours.map(|ours| Change::value(self.item.as_str(), ours.to_json()));
                Step::Apply(
                    keep.into_iter().collect(),
                    Some("Kept: it is yours now, whatever the source becomes.".to_owned()),
                )
            }
            1 => {
                let confirm = Change::Confirm {
                    item: self.item.to_string(),
                };
                Step::Apply(
                    vec![confirm],
                    Some("Taken over as the source has it now.".to_owned()),
                )
            }
            _ => {
                self.aside = true;
                self.face = Face::Ordinary;
                Step::Say("Edit it: the first change makes it yours.".to_owned())
            }
        }
    }

    fn answer_anew(&mut self) -> Step {
        self.aside = true;
        self.face = Face::Ordinary;
        Step::Say("Both versions stand until you answer.".to_owned())
    }

    fn take_version(&mut self, at: usize, cx: &Context) -> Step {
        let Some(item) = self.item(cx) else {
            return Step::Stay;
        };
        let versions = versions::versions(cx, item);
        let Some(version) = versions.get(at) else {
            return Step::Stay;
        };
        let id = item.id.to_string();
        let mut changes = Vec::new();
        if version.value.is_null() {
            changes.push(Change::Clear { item: id.clone() });
            changes.extend(version.note.as_deref().map(|note| Change::note(&id, note)));
        } else {
            changes.push(Change::Answer {
                item: id,
                value: Some(version.value.clone()),
                note: version.note.clone(),
                evidence: None,
            });
        }
        let told = cx.session.project().told_versions(item.id.as_str());
        let who = told.get(at).and_then(|version| version.by.as_deref());
        let who = who.unwrap_or("somebody");
        let did = if versions::of_notes(cx, item) {
            "wrote"
        } else {
            "answered"
        };
        Step::Apply(
            changes,
            Some(format!("Chosen: what {who} {did}. Ctrl+Z undoes it.")),
        )
    }
}
