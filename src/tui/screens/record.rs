//! One record: a form with a row for each of its fields.
//!
//! A new record comes into being with the first thing that is written in it, so that none is ever
//! empty. What is no answer is said below the form, holds nobody up, and stays until it is
//! written otherwise or the form is left.

mod asked;
mod beside;
mod page;
mod versions;

use crossterm::event::KeyEvent;
use jiff::civil::Date;
use ratatui::{buffer::Buffer, layout::Position};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

use super::list::{amend, may_begin, place_words, record_name};
use crate::{
    guidance::{Field, FieldKind, List, ListId, Role},
    interview::{self, Form as PartForm, Place},
    project::{Change, Record},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step, Unkept},
        widgets::{
            footer::Button,
            form::{Form, FormField, FormStep},
            prose::Passage,
        },
    },
};
use asked::{hint, seed, suggestions, writes};
use versions::Versions;

/// The form of a record; nothing where the project does not have it. Without an id it is a new
/// one.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::Record(list, id) = place else {
        return None;
    };
    let list = cx.session.edition().list(list.as_str())?;
    let stands = cx.session.project().record(list.id.as_str(), id);
    let which = if id.is_empty() {
        Which::New {
            others: records(cx, list).iter().map(|record| record.id.clone()).collect(),
            sent: None,
        }
    } else if stands.is_some() {
        Which::Known(id.clone())
    } else {
        Which::Raised {
            id: id.clone(),
            seed: seed(cx, list, id)?,
        }
    };
    let mut screen = RecordForm {
        list: list.id.clone(),
        which,
        form: Form::default(),
        versions: None,
        erased: None,
    };
    screen.form = Form::new(screen.fields(cx, list));
    if let Some(field) = screen.progress(cx, list) {
        screen.form.focus(&field.id);
    }
    screen.refresh(cx);
    for (key, written) in cx.unkept.get(place).into_iter().flatten() {
        screen.form.write_again(key, written);
        // it says what is wrong with it, and is no change
        let _ = screen.change(key, cx);
    }
    Some(Box::new(screen))
}

struct RecordForm {
    list: ListId,
    which: Which,
    form: Form,
    /// The choice between two versions, while there are two.
    versions: Option<Versions>,
    /// The day or sum that was erased, perhaps only to be written anew: it is empty once the
    /// focus leaves it so.
    erased: Option<String>,
}

/// Which record it is.
enum Which {
    /// One that the project has.
    Known(String),
    /// One that comes into being with the first thing written: the others that were there when it
    /// was begun, and what was last written.
    New {
        others: BTreeSet<String>,
        sent: Option<(String, Json)>,
    },
    /// A risk that a question raises, whose record comes into being with the first thing written,
    /// with its id and with what it starts from.
    Raised { id: String, seed: Map<String, Json> },
}

fn records<'a>(cx: &Context<'a>, list: &List) -> &'a [Record] {
    cx.session.project().records(list.id.as_str())
}

impl RecordForm {
    fn list<'a>(&self, cx: &Context<'a>) -> Option<&'a List> {
        cx.session.edition().list(self.list.as_str())
    }

    /// The record, once it is there.
    fn record<'a>(&self, cx: &Context<'a>) -> Option<&'a Record> {
        let project = cx.session.project();
        match &self.which {
            Which::Known(id) | Which::Raised { id, .. } => project.record(self.list.as_str(), id),
            Which::New { others, sent } => {
                let (key, value) = sent.as_ref()?;
                project
                    .records(self.list.as_str())
                    .iter()
                    .rev()
                    .find(|record| !others.contains(&record.id) && record.fields.get(key) == Some(value))
            }
        }
    }

    /// The first field of a plan's progress, once the work has begun: the plan itself is settled.
    fn progress<'a>(&self, cx: &Context, list: &'a List) -> Option<&'a Field> {
        let project = cx.session.project();
        let begun = project.in_role(cx.session.edition(), Role::ActualStart).is_some();
        let known = self.record(cx).filter(|_| begun);
        known.and_then(|_| list.fields.iter().find(|field| field.progress))
    }

    fn is_new(&self) -> bool {
        matches!(self.which, Which::New { .. })
    }

    /// What stands in a field as it is written: of the record, or of what it starts from.
    fn raw(&self, cx: &Context, field: &Field) -> String {
        let (edition, project) = (cx.session.edition(), cx.session.project());
        match (self.record(cx), &self.which) {
            (Some(record), _) => interview::field_raw(edition, project, field, record),
            (None, Which::Raised { seed, .. }) => {
                let started = seed.get(&field.id).and_then(Json::as_str);
                started.unwrap_or_default().to_owned()
            }
            (None, Which::Known(_) | Which::New { .. }) => String::new(),
        }
    }

    fn fields(&self, cx: &Context, list: &List) -> Vec<FormField> {
        let (edition, project) = (cx.session.edition(), cx.session.project());
        list.fields
            .iter()
            .map(|field| {
                let part = interview::field_part(edition, project, field);
                let raw = self.raw(cx, field);
                let made = match part.form {
                    PartForm::Line => FormField::line(&part.key, &part.label, &raw),
                    PartForm::Text => FormField::long(&part.key, &part.label, &raw),
                    PartForm::Choice(options) if part.many => {
                        FormField::several(&part.key, &part.label, options, &raw)
                    }
                    PartForm::Choice(options) => FormField::choice(&part.key, &part.label, options, &raw),
                };
                made.hinted(&hint(field, &part.hint, project, edition))
                    .suggesting(suggestions(edition, project, list, field))
            })
            .collect()
    }

    /// The change that writes a field; nothing where what is written is no answer.
    fn change(&mut self, key: &str, cx: &Context) -> Option<Change> {
        let list = self.list(cx)?;
        let field = list.field(key)?;
        let written = self.form.text(key);
        let read = interview::field_value(field, &written, today(cx));
        let shown = self.form.field_mut(key)?;
        let value = match read {
            Ok(value) => {
                shown.error = None;
                value
            }
            Err(wrong) => {
                shown.error = Some(wrong.what);
                return None;
            }
        };
        let id = self.record(cx).map(|record| record.id.clone());
        let mut fields = Map::from_iter([(key.to_owned(), value.clone())]);
        if let Some(id) = id {
            self.which = Which::Known(id.clone());
            return Some(Change::Update {
                list: self.list.to_string(),
                id,
                fields,
            });
        }
        match &mut self.which {
            Which::New { sent, .. } => *sent = Some((key.to_owned(), value)),
            Which::Raised { seed, .. } => {
                for (field, value) in seed.iter() {
                    fields.entry(field).or_insert_with(|| value.clone());
                }
            }
            // it was removed meanwhile, by another's hand
            Which::Known(_) => {}
        }
        Some(Change::Add {
            list: self.list.to_string(),
            record: fields,
        })
    }

    /// What is done about what the form says.
    fn step(&mut self, step: FormStep, cx: &Context) -> Step {
        let key = self.form.focused().map(|field| field.key.clone());
        match step {
            FormStep::Ignored => Step::Ignored,
            FormStep::Stay => Step::Stay,
            FormStep::Typed { at_word_end } => {
                self.erased = key.clone().filter(|key| self.is_erased(key, cx));
                if self.erased.is_some() {
                    return Step::Stay;
                }
                match key.as_ref().and_then(|key| self.change(key, cx)) {
                    Some(change) => Step::Draft { change, at_word_end },
                    None => Step::Stay,
                }
            }
            FormStep::Chose => match key.as_ref().and_then(|key| self.change(key, cx)) {
                Some(change) => Step::Apply(vec![change], None),
                None => Step::Stay,
            },
            FormStep::Moved => self.settle(cx),
            FormStep::Done | FormStep::PastEnd => {
                Step::Then(Box::new(Step::Footer), Box::new(self.settle(cx)))
            }
            FormStep::BeforeStart => Step::Then(Box::new(Step::FooterEnd), Box::new(self.settle(cx))),
            FormStep::Refused(why) => Step::Say(why),
        }
    }

    /// Whether nothing is written where a day or a sum was.
    fn is_erased(&mut self, key: &str, cx: &Context) -> bool {
        let blank = self.form.text(key).trim().is_empty();
        let field = self.list(cx).and_then(|list| list.field(key));
        let is_read = field
            .is_some_and(|field| matches!(field.kind, FieldKind::Date | FieldKind::Year | FieldKind::Pence));
        if blank && let Some(shown) = self.form.field_mut(key) {
            shown.error = None;
        }
        blank && is_read
    }

    /// What is being typed becomes a change now, and the form takes in what came of it.
    fn settle(&mut self, cx: &Context) -> Step {
        let erased = self.erased.take();
        let change = erased.and_then(|key| {
            let stands = self.record(cx).is_some_and(|record| record.has(&key));
            if stands { self.change(&key, cx) } else { None }
        });
        Step::Apply(change.into_iter().collect(), None)
    }

    /// Goes, once what was erased is empty.
    fn leaving(&mut self, to: Step, cx: &Context) -> Step {
        match self.erased {
            Some(_) => Step::Then(Box::new(self.settle(cx)), Box::new(to)),
            None => to,
        }
    }

    /// Whether it is a milestone that moved.
    fn may_amend(&self, cx: &Context) -> bool {
        let record = self.record(cx);
        record.is_some_and(|record| may_begin(cx, &self.list, &record.id))
    }

    fn name(&self, cx: &Context) -> String {
        let Some(list) = self.list(cx) else {
            return String::new();
        };
        let all = records(cx, list);
        match self.record(cx) {
            Some(record) => {
                let at = all.iter().position(|other| other.id == record.id);
                record_name(cx, list, record, at.unwrap_or_default())
            }
            None => match &self.which {
                Which::Raised { seed, .. } => {
                    let title = seed.get("title").and_then(Json::as_str);
                    title.unwrap_or_default().to_owned()
                }
                Which::Known(_) | Which::New { .. } => format!("New {}", list.one),
            },
        }
    }

    /// Which of how many it is.
    fn position(&self, cx: &Context) -> String {
        let Some(list) = self.list(cx) else {
            return String::new();
        };
        let all = records(cx, list);
        let at = self
            .record(cx)
            .and_then(|record| all.iter().position(|other| other.id == record.id));
        let one = super::list::capital(&list.one);
        match at {
            Some(at) => format!("{one} {} of {}", at + 1, all.len()),
            None => format!("New {}", list.one),
        }
    }

    /// What is missing, in words.
    fn missing(&self, cx: &Context) -> String {
        let lacks = self
            .list(cx)
            .and_then(|list| self.record(cx).map(|record| record.lacks(list).len()));
        match lacks {
            None => "nothing written yet".to_owned(),
            Some(0) => "nothing missing".to_owned(),
            Some(1) => "1 field missing".to_owned(),
            Some(count) => format!("{count} fields missing"),
        }
    }
}

/// What is written in a form and is no answer, and what to say of it.
pub(super) fn unkept(raw: interview::Raw, form: &Form) -> Option<Unkept> {
    let (field, _) = form.fault()?;
    Some(Unkept {
        raw,
        said: format!("Not kept: {}. It waits there as you wrote it.", field.label),
    })
}

fn today(cx: &Context) -> Date {
    cx.session.acting().today()
}

impl Screen for RecordForm {
    fn heading(&self, cx: &Context) -> Heading {
        let place = self
            .list(cx)
            .map(|list| place_words(cx, list))
            .unwrap_or_default();
        Heading {
            place: format!("{place} / {}", self.name(cx)),
            brief: String::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        let id = match &self.which {
            Which::Known(id) | Which::Raised { id, .. } => id.clone(),
            Which::New { .. } => String::new(),
        };
        Some(Place::Record(self.list.clone(), id))
    }

    fn scopes(&self, cx: &Context) -> Vec<Scope> {
        if self.versions.is_some() {
            return vec![Scope::Choice];
        }
        let own = self.may_amend(cx).then_some(Scope::Milestone);
        self.form.scopes().into_iter().chain(own).collect()
    }

    fn in_text(&self) -> bool {
        self.versions.is_none() && self.form.in_text()
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let mut buttons = vec![everywhere(Action::NextScreen)];
        if let Some(versions) = &self.versions {
            buttons.extend(versions.buttons());
            buttons.push(everywhere(Action::PreviousScreen).labelled("list"));
            return buttons;
        }
        let focused = self.form.focused();
        match focused.map_or(0, FormField::options) {
            0 if focused.is_some_and(FormField::is_picked) => {
                buttons.push(Button::of(Action::Take, &[Scope::Pick]));
            }
            0 => {}
            1 => buttons.push(Button::of(Action::Number(1), &[Scope::Choice]).keyed("1")),
            last => {
                let last = last.min(9);
                buttons.push(
                    Button::of(Action::Take, &[Scope::Choice])
                        .keyed(&format!("1 to {last}"))
                        .labelled("choose"),
                );
            }
        }
        if self.may_amend(cx) {
            buttons.push(Button::of(Action::Amend, &[Scope::Milestone]));
        }
        buttons.push(everywhere(Action::NextControl));
        buttons.push(everywhere(Action::PreviousControl));
        buttons.push(everywhere(Action::PreviousScreen).labelled("list"));
        if focused.is_some_and(FormField::is_long) && !cx.triage {
            buttons.push(Button::of(Action::Editor, &[Scope::LongText]));
        }
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if let Some(versions) = &mut self.versions {
            return versions.act(action, self.list.as_str());
        }
        match action {
            Action::NextScreen => self.leaving(Step::Next, cx),
            Action::PreviousScreen => self.leaving(Step::Previous, cx),
            Action::Amend => match self.record(cx).map(|record| record.id.clone()) {
                Some(id) => self.leaving(amend(cx, &id), cx),
                None => Step::Stay,
            },
            Action::Close => Step::Then(Box::new(Step::Footer), Box::new(self.settle(cx))),
            Action::Editor => match self.form.focused() {
                Some(field) if field.is_long() => Step::Editor(field.text()),
                _ => Step::Ignored,
            },
            action => {
                let step = self.form.act(action);
                self.step(step, cx)
            }
        }
    }

    fn typed(&mut self, key: KeyEvent, cx: &Context) -> Step {
        let step = self.form.typed(key);
        self.step(step, cx)
    }

    fn paste(&mut self, pasted: &str, cx: &Context) -> Step {
        if self.versions.is_some() {
            return Step::Say("Nothing here takes a paste.".to_owned());
        }
        match self.form.paste(pasted) {
            FormStep::Ignored => Step::Say("This is chosen, not written.".to_owned()),
            step => self.step(step, cx),
        }
    }

    fn edited(&mut self, written: &str, cx: &Context) -> Step {
        let step = self.form.edited(written);
        self.step(step, cx)
    }

    fn enter(&mut self, from: Entering) {
        self.form.enter(from);
    }

    fn unkept(&self, _cx: &Context) -> Option<Unkept> {
        unkept(self.form.faults(), &self.form)
    }

    fn refresh(&mut self, cx: &Context) {
        let Some(list) = self.list(cx) else { return };
        let (edition, project) = (cx.session.edition(), cx.session.project());
        let record = self.record(cx);
        if let Some(record) = record {
            self.which = Which::Known(record.id.clone());
        }
        self.versions = record
            .filter(|record| !record.versions.is_empty())
            .map(|record| Versions::new(list, record, self.versions.take()));
        let drafted = cx.session.drafted();
        for field in &list.fields {
            let part = interview::field_part(edition, project, field);
            let raw = self.raw(cx, field);
            let typed = self.form.text(&field.id);
            let means = |written: &str| interview::field_value(field, written, today(cx)).ok();
            let same = means(&typed).is_some_and(|value| means(&raw) == Some(value));
            let counts = same || drafted.is_some_and(|change| writes(change, self.list.as_str(), &field.id));
            let lacking = match record {
                Some(record) => record.lacks(list).iter().any(|lacking| lacking.id == field.id),
                None => field.required,
            };
            if let Some(shown) = self.form.field_mut(&field.id) {
                shown.wanted = lacking;
                if let PartForm::Choice(options) = part.form {
                    shown.offer(options);
                }
            }
            self.form.show(&field.id, &raw, counts);
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let Some(list) = self.list(cx) else {
            return Vec::new();
        };
        let mut passages = vec![
            Passage::new(list.prompt.as_str(), cx.look.prompt()),
            Passage::blank(),
            Passage::new(list.help.as_str(), cx.look.quiet()),
            Passage::blank(),
        ];
        for field in &list.fields {
            let words = format!("{}: {}", field.label, field.help);
            passages.push(Passage::new(words, cx.look.quiet()).hanging(2));
        }
        passages.push(Passage::blank());
        passages.extend(beside::passages(self, cx, beside::Told::Whole));
        passages
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        page::view(self, cx, regions, focused, buf)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
