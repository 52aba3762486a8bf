//! A set of like things: a row each, answered by a number, with the note of the row below.
//!
//! A number answers the selected row at once and goes on to the next one; Enter opens what else
//! belongs to the row, a note, a clause, a name and a day, under the table. Where there is little
//! room, one row stands there at a time, with its whole question.

mod editor;
mod page;
mod rows;

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};
use std::cell::Cell;

use crate::{
    guidance::{Item, ItemId, ItemKind, StepId},
    interview::{Place, Raw},
    project::{Change, Topic},
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step, Unkept},
        screens::record::unkept,
        standing::uncapital,
        widgets::{
            footer::Button,
            form::{FormField, FormStep},
            prose::Passage,
            table::TableState,
        },
    },
};
use editor::Editor;

/// The screen of a set; nothing where the edition does not have it, or nothing of it applies.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::Set(step, set) = place else {
        return None;
    };
    let mut screen = SetScreen {
        step: step.clone(),
        set: set.clone(),
        state: TableState::default(),
        item: None,
        editor: None,
        waiting: cx.unkept.get(place).cloned().unwrap_or_default(),
        page: Cell::new(1),
    };
    screen.item = screen.items(cx).first().map(|item| item.id.clone());
    screen.item.is_some().then(|| Box::new(screen) as Box<dyn Screen>)
}

/// The screen of the set that an item is a row of, with that row selected; nothing where it is of
/// none.
pub(super) fn of_row(cx: &Context, item: &ItemId) -> Option<Box<dyn Screen>> {
    let place = Place::of_item(cx.session.edition(), item);
    let mut screen = of(cx, &place)?;
    screen.come_from(&Place::Item(item.clone()), cx);
    Some(screen)
}

struct SetScreen {
    step: StepId,
    set: String,
    state: TableState,
    /// The item of the selected row, which stays selected when rows come and go.
    item: Option<ItemId>,
    /// What else belongs to the selected row, while it is open.
    editor: Option<Editor>,
    /// What was written in rows and is no answer, by item and part, until somebody comes back.
    waiting: Raw,
    /// How many rows were shown at once when it was drawn last.
    page: Cell<usize>,
}

impl SetScreen {
    /// The items of the set that apply now.
    fn items<'a>(&self, cx: &Context<'a>) -> Vec<&'a Item> {
        let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
        let Some(step) = edition.step(self.step.as_str()) else {
            return Vec::new();
        };
        let here = Place::Set(self.step.clone(), self.set.clone());
        step.items()
            .filter(|item| Place::of_item(edition, &item.id) == here)
            .filter(|item| {
                assessment
                    .item(item.id.as_str())
                    .is_some_and(|state| state.applies)
            })
            .collect()
    }

    fn selected<'a>(&self, cx: &Context<'a>) -> Option<&'a Item> {
        let items = self.items(cx);
        let at = self.state.selected.min(items.len().checked_sub(1)?);
        items.get(at).copied()
    }

    fn select(&mut self, item: &ItemId, cx: &Context) {
        if let Some(at) = self.items(cx).iter().position(|other| other.id == *item) {
            self.state.selected = at;
        }
        self.item = self.selected(cx).map(|item| item.id.clone());
    }

    fn moved(&mut self, action: Action, cx: &Context) -> bool {
        let count = self.items(cx).len();
        let moved = self.state.act(action, count, self.page.get());
        self.item = self.selected(cx).map(|item| item.id.clone());
        moved
    }

    /// Gives the selected row an answer, and goes on to the next one.
    fn answer(&mut self, at: usize, cx: &Context) -> Step {
        let Some(item) = self.selected(cx) else {
            return Step::Stay;
        };
        let choices = rows::choices(item);
        let Some(choice) = choices.get(at) else {
            return if choices.is_empty() {
                Step::Say("Enter writes who attests it, and when.".to_owned())
            } else {
                Step::Say(format!("There are {} answers to choose from.", choices.len()))
            };
        };
        let change = rows::chosen(cx, item, &choice.value);
        let say = format!("{}: {}.", item.label, uncapital(&choice.label));
        if let Some(change) = &change
            && rows::would_lack_reason(cx, item, change)
        {
            self.editor = Some(Editor::asking_why(cx, item, &self.waiting));
            return Step::Apply(vec![change.clone()], Some(editor::WHY_NOT.to_owned()));
        }
        let last = self.state.selected + 1 >= self.items(cx).len();
        if !last {
            self.moved(Action::Down, cx);
        }
        match change {
            Some(change) => Step::Apply(vec![change], Some(say)),
            None => Step::Stay,
        }
    }

    fn answer_with(&mut self, value: &str, cx: &Context) -> Step {
        let at = self.selected(cx).and_then(|item| {
            let choices = rows::choices(item);
            choices.iter().position(|choice| choice.value == value)
        });
        match at {
            Some(at) => self.answer(at, cx),
            None => Step::Say("That is no answer here.".to_owned()),
        }
    }

    /// Takes over what is carried to the row, or opens what belongs to it.
    fn open(&mut self, cx: &Context) -> Step {
        let Some(item) = self.selected(cx) else {
            return Step::Stay;
        };
        if rows::offer(cx, item).is_some() {
            let change = Change::Confirm {
                item: item.id.to_string(),
            };
            let say = format!("{}: taken over. Enter changes it.", item.label);
            return Step::Apply(vec![change], Some(say));
        }
        self.editor = Some(Editor::new(cx, item, &self.waiting));
        Step::Stay
    }

    /// Closes what belongs to the row; what was being typed becomes a change.
    fn close(&mut self) -> Step {
        let say = match self.editor.take() {
            Some(editor) => {
                let unkept = unkept(self.all_waiting(Some(&editor)), &editor.form);
                self.waiting = self.all_waiting(Some(&editor));
                unkept.map(|unkept| unkept.said)
            }
            None => None,
        };
        Step::Apply(Vec::new(), say)
    }

    /// What waits in the rows, with what stands in the open one.
    fn all_waiting(&self, editor: Option<&Editor>) -> Raw {
        let Some(editor) = editor else {
            return self.waiting.clone();
        };
        let own = format!("{}/", editor.item);
        let others = self
            .waiting
            .iter()
            .filter(|(key, _)| !key.starts_with(&own))
            .cloned();
        let faults = editor.form.faults().into_iter();
        others
            .chain(faults.map(|(key, written)| (format!("{own}{key}"), written)))
            .collect()
    }

    fn form_step(&mut self, step: FormStep, cx: &Context) -> Step {
        let Some(editor) = &mut self.editor else {
            return Step::Ignored;
        };
        match step {
            FormStep::Done => {
                let close = self.close();
                self.moved(Action::Down, cx);
                close
            }
            FormStep::BeforeStart => self.close(),
            FormStep::PastEnd => {
                let settle = Step::Apply(Vec::new(), None);
                Step::Then(Box::new(Step::Footer), Box::new(settle))
            }
            step => editor.step(step, cx),
        }
    }
}

impl Screen for SetScreen {
    fn heading(&self, cx: &Context) -> Heading {
        let Some(step) = cx.session.edition().step(self.step.as_str()) else {
            return Heading::default();
        };
        let place = if step.table {
            step.label.clone()
        } else {
            format!("{} / {}", step.label, super::list::capital(&self.set))
        };
        let count = self.items(cx).len();
        Heading {
            place,
            brief: format!("{} of {count}", self.state.selected.min(count) + 1),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Set(self.step.clone(), self.set.clone()))
    }

    fn scopes(&self, cx: &Context) -> Vec<Scope> {
        if let Some(editor) = &self.editor {
            return editor.form.scopes();
        }
        let choices = self.selected(cx).map(rows::choices).unwrap_or_default();
        let has = |value: &str| choices.iter().any(|choice| choice.value == value);
        if has("yes") && has("no") {
            vec![Scope::YesNo, Scope::List]
        } else {
            vec![Scope::List]
        }
    }

    fn in_text(&self) -> bool {
        self.editor.as_ref().is_some_and(|editor| editor.form.in_text())
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let mut buttons = vec![everywhere(Action::NextScreen)];
        if let Some(editor) = &self.editor {
            buttons.push(everywhere(Action::Close).labelled("rows"));
            buttons.push(everywhere(Action::NextControl));
            buttons.push(everywhere(Action::PreviousControl));
            if editor.form.focused().is_some_and(FormField::is_long) {
                buttons.push(Button::of(Action::Editor, &[Scope::LongText]));
            }
            return buttons;
        }
        let Some(item) = self.selected(cx) else {
            return buttons;
        };
        for (at, choice) in (1u8..).zip(rows::choices(item)) {
            let label = uncapital(&choice.label);
            buttons.push(
                Button::of(Action::Number(at), &[Scope::List])
                    .keyed(&at.to_string())
                    .labelled(&label),
            );
        }
        let open = match item.kind {
            _ if rows::offer(cx, item).is_some() => "take over",
            ItemKind::Head => "clause",
            ItemKind::Attestation => "attest",
            _ => "note",
        };
        buttons.push(Button::of(Action::Open, &[Scope::List]).labelled(open));
        buttons.push(everywhere(Action::PreviousScreen));
        buttons.push(everywhere(Action::GoTo));
        buttons.push(everywhere(Action::Status));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if let (Action::HistoryOfThis, Some(item)) = (action, self.selected(cx)) {
            return Step::Go(Place::History(Topic::Item(item.id.clone())));
        }
        if let Some(editor) = &mut self.editor {
            return match action {
                Action::Close => self.close(),
                Action::NextScreen | Action::PreviousScreen => Step::Ignored,
                Action::Editor => match editor.form.focused() {
                    Some(field) if field.is_long() => Step::Editor(field.text()),
                    _ => Step::Ignored,
                },
                action => {
                    let step = editor.form.act(action);
                    self.form_step(step, cx)
                }
            };
        }
        match action {
            Action::Open | Action::Accept => self.open(cx),
            Action::Number(0) | Action::Left | Action::Right => Step::Stay,
            Action::Number(number) => self.answer(usize::from(number) - 1, cx),
            Action::Yes => self.answer_with("yes", cx),
            Action::No => self.answer_with("no", cx),
            Action::NotSure => self.answer_with("unsure", cx),
            Action::NotApplicable => self.answer_with(rows::NOT_APPLICABLE, cx),
            Action::Filter => Step::Press(Action::Search),
            Action::Add | Action::Remove => Step::Say("These rows are the guidance's own.".to_owned()),
            action if self.moved(action, cx) => Step::Stay,
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, cx: &Context) -> Step {
        match self.editor.as_mut().map(|editor| editor.form.typed(key)) {
            Some(step) => self.form_step(step, cx),
            None => Step::Ignored,
        }
    }

    fn paste(&mut self, pasted: &str, cx: &Context) -> Step {
        match self.editor.as_mut().map(|editor| editor.form.paste(pasted)) {
            Some(FormStep::Ignored) => Step::Say("This is chosen, not written.".to_owned()),
            Some(step) => self.form_step(step, cx),
            None => Step::Say("Nothing here takes a paste.".to_owned()),
        }
    }

    fn edited(&mut self, written: &str, cx: &Context) -> Step {
        match self.editor.as_mut().map(|editor| editor.form.edited(written)) {
            Some(step) => self.form_step(step, cx),
            None => Step::Stay,
        }
    }

    fn enter(&mut self, from: Entering) {
        match (from, &mut self.editor) {
            (Entering::First, _) => self.editor = None,
            (Entering::Last, Some(editor)) => editor.form.enter(from),
            (Entering::Last, None) => {}
        }
    }

    fn unkept(&self, _cx: &Context) -> Option<Unkept> {
        let raw = self.all_waiting(self.editor.as_ref());
        match &self.editor {
            _ if raw.is_empty() => None,
            Some(editor) if editor.form.fault().is_some() => unkept(raw, &editor.form),
            _ => Some(Unkept {
                raw,
                said: String::new(),
            }),
        }
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        if let Place::Item(item) = place {
            self.select(item, cx);
        }
    }

    fn refresh(&mut self, cx: &Context) {
        if let Some(item) = self.item.clone() {
            self.select(&item, cx);
        }
        let selected = self.item.clone();
        self.editor = self
            .editor
            .take()
            .filter(|editor| Some(&editor.item) == selected.as_ref())
            .map(|mut editor| {
                editor.refresh(cx);
                editor
            });
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let Some(item) = self.selected(cx) else {
            return Vec::new();
        };
        let quiet = cx.look.quiet();
        let mut passages = vec![
            Passage::new(item.prompt.as_str(), cx.look.prompt()),
            Passage::blank(),
            Passage::new(item.why.as_str(), quiet),
            Passage::blank(),
            Passage::new(item.help.as_str(), quiet),
        ];
        if let Some(ours) = &item.ours {
            passages.push(Passage::blank());
            passages.push(Passage::new(ours.as_str(), quiet));
        }
        passages
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let page = page::Page {
            cx,
            step: cx.session.edition().step(self.step.as_str())?,
            items: self.items(cx),
            state: self.state,
            form: self.editor.as_ref().map(|editor| &editor.form),
        };
        let (shown, cursor) = page.view(regions, focused, buf);
        self.page.set(shown);
        cursor
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
