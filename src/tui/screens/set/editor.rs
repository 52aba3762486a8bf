//! What belongs to a row of a set, as a form: its answer, what is written beside it, and, where
//! there are two versions or a changed source, which of them stands.

use serde_json::Value as Json;

use super::rows;
use crate::{
    guidance::{Choice, Item, ItemId},
    interview::{self, Form as PartForm, Raw},
    project::{self, Change, Value},
    rules::Carry,
    tui::{
        screen::{Context, Step},
        standing::moment_words,
        widgets::form::{Form, FormField, FormStep},
    },
};

/// The field in which it is chosen what stands.
const WHICH: &str = "which";
/// The field of the note.
const NOTE: &str = "note";
/// The field of the evidence.
const EVIDENCE: &str = "evidence";
/// The field of a head's notes.
const NOTES: &str = "notes";
/// What is said where a row was found not applicable and does not say why.
pub(super) const WHY_NOT: &str = "Not applicable: why? A few words do.";
/// Ours stays, though its source changed.
const KEEP: &str = "keep";
/// The source's new text is taken.
const TAKE: &str = "take";

/// The form of a row.
pub(super) struct Editor {
    pub(super) item: ItemId,
    pub(super) form: Form,
}

impl Editor {
    /// The form of an item, with the focus on the first text, or on what has to be chosen first.
    pub(super) fn new(cx: &Context, item: &Item, waiting: &Raw) -> Self {
        let mut form = Form::new(fields(cx, item));
        let first = form.fields().iter().find(|field| field.key == WHICH);
        let first = first.or_else(|| form.fields().iter().find(|field| field.is_text()));
        if let Some(key) = first.map(|field| field.key.clone()) {
            form.focus(&key);
        }
        let mut editor = Self {
            item: item.id.clone(),
            form,
        };
        let own = format!("{}/", item.id);
        for (key, written) in waiting {
            if let Some(key) = key.strip_prefix(&own) {
                editor.form.write_again(key, written);
                // it says what is wrong with it, and is no change
                let _ = editor.change_of(key, cx);
            }
        }
        editor
    }

    /// The form of an item, with the focus on why it is not applicable.
    pub(super) fn asking_why(cx: &Context, item: &Item, waiting: &Raw) -> Self {
        let mut editor = Self::new(cx, item, waiting);
        editor.ask_why();
        editor
    }

    fn ask_why(&mut self) {
        self.form.focus(NOTE);
        self.form.focus(NOTES);
    }

    /// What is done about what the form says.
    pub(super) fn step(&mut self, step: FormStep, cx: &Context) -> Step {
        match step {
            FormStep::Ignored => Step::Ignored,
            FormStep::Stay | FormStep::Done | FormStep::PastEnd | FormStep::BeforeStart => Step::Stay,
            FormStep::Moved => Step::Apply(Vec::new(), None),
            FormStep::Refused(why) => Step::Say(why),
            FormStep::Typed { at_word_end } => match self.change(cx) {
                Some(change) => Step::Draft { change, at_word_end },
                None => Step::Stay,
            },
            FormStep::Chose => self.chose(cx),
        }
    }

    /// A choice was taken: it is a change at once, and one that says *not applicable* asks why.
    fn chose(&mut self, cx: &Context) -> Step {
        if self.form.focused().is_some_and(|field| field.key == WHICH) {
            return self.decided(cx);
        }
        let Some(change) = self.change(cx) else {
            return Step::Stay;
        };
        let item = cx.session.edition().item(self.item.as_str());
        let why = item.is_some_and(|item| rows::would_lack_reason(cx, item, &change));
        if why {
            self.ask_why();
        }
        Step::Apply(vec![change], why.then(|| WHY_NOT.to_owned()))
    }

    /// The change that the focused field makes.
    fn change(&mut self, cx: &Context) -> Option<Change> {
        let key = self.form.focused()?.key.clone();
        self.change_of(&key, cx)
    }

    fn change_of(&mut self, key: &str, cx: &Context) -> Option<Change> {
        let item = cx.session.edition().item(self.item.as_str())?;
        if key == NOTE {
            return Some(Change::note(self.item.as_str(), &self.form.text(NOTE)));
        }
        if key == EVIDENCE {
            let pieces = interview::pieces(&self.form.text(EVIDENCE));
            return Some(Change::evidence(self.item.as_str(), pieces));
        }
        let stands = interview::raw(item, cx.session.project().value(self.item.as_str()));
        let mut raw: Raw = stands
            .iter()
            .map(|(key, _)| (key.clone(), self.form.text(key)))
            .collect();
        for (key, _) in &stands {
            if let Some(field) = self.form.field_mut(key) {
                field.error = None;
            }
        }
        let today = cx.session.acting().today();
        // a part that is no answer leaves what stands there, and the others are taken
        for _ in 0..=stands.len() {
            let wrong = match interview::value(item, &raw, today) {
                Ok(json) => return Some(Change::value(self.item.as_str(), json)),
                Err(wrong) => wrong,
            };
            if wrong.key == key {
                if let Some(field) = self.form.field_mut(key) {
                    field.error = Some(wrong.what);
                }
                return None;
            }
            let former = stands.iter().find(|(key, _)| *key == wrong.key);
            let former = former.map(|(_, text)| text.clone()).unwrap_or_default();
            if let Some((_, text)) = raw.iter_mut().find(|(key, _)| *key == wrong.key) {
                *text = former;
            }
            if let Some(field) = self.form.field_mut(&wrong.key) {
                field.error = Some(wrong.what);
            }
        }
        None
    }

    /// What was chosen to stand becomes the answer.
    fn decided(&self, cx: &Context) -> Step {
        let id = self.item.as_str();
        let Some(answer) = cx.session.project().answer(id) else {
            return Step::Stay;
        };
        let chosen = self.form.text(WHICH);
        let changes = match chosen.as_str() {
            KEEP => match &answer.value {
                Some(value) => vec![Change::value(id, value.to_json())],
                None => Vec::new(),
            },
            TAKE => vec![Change::Confirm { item: id.to_owned() }],
            number => {
                let at: Option<usize> = number.parse().ok();
                let version = at.and_then(|at| answer.versions.get(at));
                version
                    .map(|version| Change::Answer {
                        item: id.to_owned(),
                        value: Some(match &version.value {
                            Json::Null => Json::from(""),
                            value => value.clone(),
                        }),
                        note: version.note.clone(),
                        evidence: None,
                    })
                    .into_iter()
                    .collect()
            }
        };
        Step::Apply(changes, Some("Chosen. Ctrl+Z takes it back.".to_owned()))
    }

    /// Takes in what the project holds now.
    pub(super) fn refresh(&mut self, cx: &Context) {
        let Some(item) = cx.session.edition().item(self.item.as_str()) else {
            return;
        };
        let fresh = fields(cx, item);
        let keys = |fields: &[FormField]| fields.iter().map(|field| field.key.clone()).collect::<Vec<_>>();
        if keys(&fresh) != keys(self.form.fields()) {
            let focused = self.form.focused().map(|field| field.key.clone());
            self.form = Form::new(fresh);
            if let Some(key) = focused {
                self.form.focus(&key);
            }
            return;
        }
        let drafted = cx.session.drafted();
        let answer = cx.session.project().answer(self.item.as_str());
        for field in fresh {
            let counts = drafted.is_some_and(|change| match change {
                Change::Answer {
                    item,
                    value,
                    note,
                    evidence,
                } => {
                    *item == *self.item.as_str()
                        && match field.key.as_str() {
                            NOTE => note.is_some(),
                            EVIDENCE => evidence.is_some(),
                            _ => value.is_some(),
                        }
                }
                _ => false,
            });
            let same = if field.key == EVIDENCE {
                // a line that says nothing yet is none of its pieces
                interview::pieces(&self.form.text(EVIDENCE)) == interview::pieces(&field.text())
            } else {
                self.means_the_same(
                    item,
                    &field.key,
                    answer.and_then(|answer| answer.value.as_ref()),
                    cx,
                )
            };
            self.form.show(&field.key, &field.text(), counts || same);
        }
    }

    /// Whether what is written in a part means what stands there, such as a day written otherwise.
    fn means_the_same(&self, item: &Item, key: &str, value: Option<&Value>, cx: &Context) -> bool {
        let stands = interview::raw(item, value);
        let written: Raw = stands
            .iter()
            .map(|(other, text)| {
                let text = if other == key {
                    self.form.text(key)
                } else {
                    text.clone()
                };
                (other.clone(), text)
            })
            .collect();
        let today = cx.session.acting().today();
        stands.iter().any(|(other, _)| other == key)
            && interview::value(item, &written, today).ok() == interview::value(item, &stands, today).ok()
            && interview::value(item, &written, today).is_ok()
    }
}

/// The fields of an item: what has to be chosen first, its parts, and its note.
fn fields(cx: &Context, item: &Item) -> Vec<FormField> {
    let answer = cx.session.project().answer(item.id.as_str());
    let value = answer.and_then(|answer| answer.value.as_ref());
    let raw = interview::raw(item, value);
    let parts = interview::parts(item)
        .into_iter()
        .zip(raw)
        .map(|(part, (_, text))| {
            let label = if part.label.is_empty() {
                "Answer"
            } else {
                &part.label
            };
            let field = match part.form {
                PartForm::Line => FormField::line(&part.key, label, &text),
                PartForm::Text => FormField::long(&part.key, label, &text),
                PartForm::Choice(choices) => FormField::choice(&part.key, label, choices, &text),
            };
            field.hinted(&part.hint)
        });
    let note = answer.map(|answer| answer.note.as_str()).unwrap_or_default();
    let note = (interview::is_noted(item) || !note.is_empty()).then(|| {
        FormField::long(NOTE, "Note", note).hinted("What is behind it. F1 says what a good answer holds.")
    });
    let evidence = answer
        .map(|answer| answer.evidence.join("\n"))
        .unwrap_or_default();
    let evidence = (interview::is_noted(item) || !evidence.is_empty()).then(|| {
        FormField::long(EVIDENCE, "Evidence", &evidence)
            .hinted("What supports it: a text or a link, a piece a line.")
    });
    let which = which(cx, item).map(|options| {
        FormField::choice(WHICH, "Which stands", options, "").hinted("Nothing is lost: choose which stands.")
    });
    which
        .into_iter()
        .chain(parts)
        .chain(note)
        .chain(evidence)
        .collect()
}

/// What may stand, where that is open: one of two versions, ours or its source's.
fn which(cx: &Context, item: &Item) -> Option<Vec<Choice>> {
    let option = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        help: None,
    };
    let state = cx.session.assessment().item(item.id.as_str())?;
    let answer = cx.session.project().answer(item.id.as_str())?;
    if state.doubled {
        let two_notes = answer.has_two_notes();
        let versions = cx.session.project().told_versions(item.id.as_str());
        let versions = versions.iter().enumerate().map(|(at, version)| {
            let who = version.by.as_deref().unwrap_or("unknown");
            let when = version
                .at
                .map(|when| format!(", {}", moment_words(when, cx.session.acting())))
                .unwrap_or_default();
            let said = Value::from_json(item, &version.value).ok().flatten();
            let said = said.map_or("empty".to_owned(), |value| said_words(item, &value));
            let said = match version.note.as_deref().filter(|_| two_notes) {
                Some("") => "no note".to_owned(),
                Some(note) => format!("the note {}", in_one_line(note)),
                None => said,
            };
            option(&at.to_string(), format!("{who}{when}: {said}"))
        });
        return Some(versions.collect());
    }
    let now = project::offer(cx.session.edition(), cx.session.project(), item);
    (state.carry == Carry::SourceChanged).then(|| {
        let now = now.map_or("nothing".to_owned(), |offer| match offer.value {
            Value::Head { notes, .. } => notes.split_whitespace().collect::<Vec<_>>().join(" "),
            value => said_words(item, &value),
        });
        vec![
            option(KEEP, "Keep ours".to_owned()),
            option(TAKE, format!("Take theirs: {now}")),
        ]
    })
}

/// A value in one line, to be told from another.
fn said_words(item: &Item, value: &Value) -> String {
    let said = match value {
        Value::Head {
            covered,
            clause,
            notes,
        } => [covered, clause, notes]
            .into_iter()
            .filter(|part| !part.trim().is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        value => value.text(item),
    };
    in_one_line(&said)
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
