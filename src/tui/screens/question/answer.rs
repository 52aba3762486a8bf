//! What the controls of a question hold, and what becomes of it.

use serde_json::{Value as Json, json};

use super::{
    Question,
    control::{Control, Holds, Input},
    effect,
    faces::{self, Face},
    skip,
};
use crate::{
    characters,
    guidance::{Item, ItemKind},
    interview::{self, PartError, Place, Raw},
    project::{Answer, Change, TEXT_LIMIT, Value},
    rules::Carry,
    tui::{
        layout::MESSAGE,
        screen::{Context, Step, Unkept},
        widgets::{
            prose::ProsePage,
            text_input::{Edit, TextInput, TextKind},
        },
    },
};

impl Question {
    /// The screen of an item, with what the project holds, or what waits to become an answer.
    pub(super) fn new(cx: &Context, item: &Item) -> Self {
        let project = cx.session.project();
        let answer = project.answer(item.id.as_str()).cloned().unwrap_or_default();
        let mut question = Self {
            item: item.id.clone(),
            controls: controls(cx, item, &answer),
            focus: 0,
            face: Face::Ordinary,
            aside: false,
            offering: false,
            unsent: false,
            wrong: None,
            page: ProsePage::default(),
            drawn: super::Drawn::default(),
        };
        question.face = faces::face(cx, item, question.aside);
        question.offering = question.offer(cx).is_some();
        if let Some(waiting) = cx.unkept.get(&Place::Item(item.id.clone())) {
            for (key, words) in waiting {
                if let Some(control) = question.part_mut(key) {
                    control.write(words);
                }
            }
            question.wrong = question.value(cx, item).err();
            question.unsent = question.wrong.is_some();
        }
        question
    }

    fn part_mut(&mut self, key: &str) -> Option<&mut Control> {
        self.controls
            .iter_mut()
            .find(|control| matches!(&control.holds, Holds::Part(own) if own == key))
    }

    /// What is written in the parts.
    pub(super) fn raw(&self) -> Raw {
        self.controls
            .iter()
            .filter_map(|control| match &control.holds {
                Holds::Part(key) => Some((key.clone(), control.written())),
                Holds::Note | Holds::Evidence => None,
            })
            .collect()
    }

    /// The value that it makes, blank where nothing is written; fails where it is no answer.
    pub(super) fn value(&self, cx: &Context, item: &Item) -> Result<Json, PartError> {
        interview::value(item, &self.raw(), cx.session.acting().today())
    }

    /// The change that what is written in a control makes.
    fn change(&self, control: &Control, cx: &Context, item: &Item) -> Result<Change, PartError> {
        let id = item.id.as_str();
        match control.holds {
            Holds::Part(_) => self.value(cx, item).map(|value| Change::value(id, value)),
            Holds::Note => Ok(Change::note(id, &control.written())),
            Holds::Evidence => Ok(Change::evidence(id, interview::pieces(&control.written()))),
        }
    }

    /// What follows from an edit of the focused text.
    pub(super) fn after(&mut self, edit: Edit, cx: &Context) -> Step {
        let at_word_end = match edit {
            Edit::Ignored => return Step::Ignored,
            Edit::Moved => return Step::Stay,
            Edit::Refused(words) => return Step::Say(words),
            Edit::Changed => false,
            Edit::ChangedAtWordEnd => true,
        };
        let (Some(item), Some(control)) = (self.item(cx), self.focused()) else {
            return Step::Stay;
        };
        let is_part = control.is_part();
        let notice = control.text().and_then(TextInput::notice);
        let change = self.change(control, cx, item);
        if is_part {
            self.wrong = None;
            self.unsent = change.is_err();
            self.expect(item, change.as_ref().ok());
        }
        match (change, notice) {
            (Err(_), _) => Step::Stay,
            (Ok(change), None) => Step::Draft { change, at_word_end },
            (Ok(change), Some(notice)) => Step::Then(
                Box::new(Step::Draft { change, at_word_end }),
                Box::new(Step::Say(notice)),
            ),
        }
    }

    /// What the project will hold once a change is made is no news when it is looked at again.
    fn expect(&mut self, item: &Item, change: Option<&Change>) {
        let Some(Change::Answer {
            value: Some(value), ..
        }) = change
        else {
            return;
        };
        let value = Value::from_json(item, value).ok().flatten();
        for (key, words) in interview::raw(item, value.as_ref()) {
            if let Some(control) = self.part_mut(&key) {
                control.known = words;
            }
        }
    }

    /// A choice was taken: it is a change at once, where all parts make an answer.
    pub(super) fn chosen(&mut self, cx: &Context) -> Step {
        if cx.session.project().read_only.is_some() {
            return self.read_only(cx);
        }
        let (Some(item), Some(control)) = (self.item(cx), self.focused()) else {
            return Step::Stay;
        };
        let chosen = control.written();
        self.wrong = None;
        let Ok(value) = self.value(cx, item) else {
            self.unsent = true;
            return Step::Stay;
        };
        self.unsent = false;
        let changes = vec![Change::value(item.id.as_str(), value)];
        self.expect(item, changes.first());
        let says = match item.kind {
            ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => cx
                .session
                .assessment_after(&changes)
                .map(|after| effect::words(cx, item, &chosen, &after)),
            _ => None,
        };
        Step::Apply(changes, says)
    }

    /// Takes one of the values of the first row of choices, wherever the focus is.
    pub(super) fn take_value(&mut self, value: &str, cx: &Context) -> Step {
        let at = self
            .controls
            .iter()
            .position(|control| matches!(control.input, Input::Choice { .. }));
        let Some(at) = at else { return Step::Ignored };
        let takes = self.controls.get(at).is_some_and(|control| control.takes(value));
        if !takes {
            return Step::Say("This question takes no such answer.".to_owned());
        }
        self.focus = at;
        if let Some(control) = self.controls.get_mut(at) {
            control.write(value);
        }
        self.chosen(cx)
    }

    /// The offered text becomes the answer.
    pub(super) fn take_over(&mut self, cx: &Context) -> Step {
        let from = self
            .offer(cx)
            .map(|offer| super::carried::from_words(cx.session.edition(), super::carried::giving(&offer)));
        Step::Apply(
            vec![Change::Confirm {
                item: self.item.to_string(),
            }],
            from.map(|from| match format!("Taken over from {from}.") {
                said if said.chars().count() <= usize::from(MESSAGE) => said,
                _ => "Taken over; below it says from where.".to_owned(),
            }),
        )
    }

    /// Enter: to the next part, or on; what is no answer is said once, and then left behind.
    pub(super) fn go_on(&mut self, cx: &Context) -> Step {
        let Some(item) = self.item(cx) else {
            return Step::Next;
        };
        let parts = self.controls.iter().filter(|control| control.is_part()).count();
        if parts > 1 && self.focus + 1 < parts {
            return self.next_control(cx);
        }
        let value = self.value(cx, item);
        match (value, self.wrong.is_some()) {
            (Err(wrong), false) => {
                let at = self
                    .controls
                    .iter()
                    .position(|control| matches!(&control.holds, Holds::Part(key) if *key == wrong.key));
                self.focus = at.unwrap_or(self.focus);
                self.wrong = Some(wrong);
                Step::Stay
            }
            (Err(_), true) => Step::Next,
            (Ok(value), _) => Step::Then(
                Box::new(Step::Say(left_words(item, &value))),
                Box::new(Step::Next),
            ),
        }
    }

    /// Whether the focus is in a text of one line, out of which arrows lead up and down.
    pub(super) fn in_line(&self) -> bool {
        self.focused()
            .and_then(Control::text)
            .is_some_and(|input| input.kind() == TextKind::Line)
    }

    /// To the next control; past the last one to the footer. What is wrong is said, and stays.
    pub(super) fn next_control(&mut self, cx: &Context) -> Step {
        self.look_back(cx);
        if self.focus + 1 < self.controls.len() {
            self.focus += 1;
            return Step::Stay;
        }
        Step::Footer
    }

    /// An arrow goes from line to line and stays where there is no other.
    pub(super) fn step_by_arrow(&mut self, down: bool, cx: &Context) -> Step {
        match (down, self.focus) {
            (true, at) if at + 1 < self.controls.len() => self.next_control(cx),
            (false, 1..) => self.previous_control(cx),
            _ => Step::Stay,
        }
    }

    /// To the control before; before the first one to the footer.
    pub(super) fn previous_control(&mut self, cx: &Context) -> Step {
        self.look_back(cx);
        match self.focus.checked_sub(1) {
            Some(before) => {
                self.focus = before;
                Step::Stay
            }
            None => Step::FooterEnd,
        }
    }

    /// What is wrong with the part that is left, and not merely still missing in another one.
    fn look_back(&mut self, cx: &Context) {
        let (Some(item), Some(control)) = (self.item(cx), self.focused()) else {
            return;
        };
        let Holds::Part(key) = &control.holds else { return };
        let written = !control.written().trim().is_empty();
        self.wrong = self
            .value(cx, item)
            .err()
            .filter(|wrong| wrong.key == *key && written);
    }

    /// Lays the question for the reason on top.
    pub(super) fn skip(&self, cx: &Context) -> Step {
        let skipped = cx
            .session
            .project()
            .answer(self.item.as_str())
            .and_then(|answer| answer.skipped.as_ref());
        let reason = skipped.map_or("", |skipped| skipped.reason.as_str());
        match cx.session.edition().item(self.item.as_str()) {
            Some(item) => Step::Overlay(Box::new(skip::of(item, reason))),
            None => Step::Ignored,
        }
    }

    /// What came back from the user's editor stands in the focused text.
    pub(super) fn replace_text(&mut self, text: &str, cx: &Context) -> Step {
        let clean = characters::stripped(text);
        let clean = clean.trim_end_matches('\n');
        if clean.len() > TEXT_LIMIT {
            return Step::Say(format!(
                "Not taken: a text holds at most {} kB.",
                TEXT_LIMIT / 1000
            ));
        }
        let Some(control) = self
            .controls
            .get_mut(self.focus)
            .filter(|control| control.is_long())
        else {
            return Step::Stay;
        };
        control.write(clean);
        let (Some(item), Some(control)) = (self.item(cx), self.focused()) else {
            return Step::Stay;
        };
        let Ok(change) = self.change(control, cx, item) else {
            self.unsent = true;
            return Step::Stay;
        };
        self.expect(item, Some(&change));
        Step::Apply(vec![change], Some("Taken from your editor.".to_owned()))
    }

    /// Nothing is changed in a project that is only read.
    pub(super) fn read_only(&mut self, cx: &Context) -> Step {
        self.take_in(cx);
        Step::Say("Read only: nothing can be changed here.".to_owned())
    }

    /// Takes in what became different: by undo, by a change, by another hand. What is being typed
    /// stays, unless it is not the same text any more.
    pub(super) fn take_in(&mut self, cx: &Context) {
        let Some(item) = self.item(cx) else { return };
        self.face = faces::taken_in(&self.face, faces::face(cx, item, self.aside));
        let typing = cx.session.drafted();
        if typing.is_some_and(|change| change.target() == item.id.as_str()) {
            return;
        }
        let nothing = Answer::default();
        let answer = cx.session.project().answer(item.id.as_str()).unwrap_or(&nothing);
        let written = self.value(cx, item);
        let stored = answer.value.as_ref().map_or_else(|| json!(""), Value::to_json);
        let same_value = written.is_ok_and(|written| written == stored);
        let raw = interview::raw(item, answer.value.as_ref());
        let parts_differ = raw
            .iter()
            .any(|(key, words)| self.part_mut(key).is_some_and(|control| control.known != *words));
        if parts_differ || !same_value && !self.unsent {
            self.unsent = false;
            self.wrong = None;
        }
        for (key, words) in raw {
            let keep = same_value || self.unsent;
            if let Some(control) = self.part_mut(&key) {
                control.known.clone_from(&words);
                if !keep {
                    control.write(&words);
                }
            }
        }
        self.take_in_beside(item, answer);
        self.offering &= self.offer(cx).is_some();
        self.focus = self.focus.min(self.controls.len().saturating_sub(1));
    }

    /// Note and evidence follow the project; they appear where somebody else gave some.
    fn take_in_beside(&mut self, item: &Item, answer: &Answer) {
        for (holds, words) in beside(item, answer) {
            match self.controls.iter_mut().find(|control| control.holds == holds) {
                Some(control) => {
                    let same = match control.holds {
                        Holds::Evidence => interview::pieces(&control.written()) == answer.evidence,
                        Holds::Note | Holds::Part(_) => control.written() == words,
                    };
                    if !same {
                        control.write(&words);
                    }
                    control.known = words;
                }
                None => self.controls.push(Control::beside(holds, &words)),
            }
        }
    }

    /// What is written and is no answer waits until somebody comes back.
    pub(super) fn what_is_unkept(&self, cx: &Context) -> Option<Unkept> {
        let item = self.item(cx)?;
        let wrong = self.value(cx, item).err()?;
        if !self.unsent {
            return None;
        }
        let written = self
            .controls
            .iter()
            .find(|control| matches!(&control.holds, Holds::Part(key) if *key == wrong.key))
            .is_some_and(|control| !control.written().trim().is_empty());
        let what = if written {
            "It waits as you wrote it."
        } else {
            "A part is missing."
        };
        Some(Unkept {
            raw: self.raw(),
            said: format!("Not kept: {}. {what}", item.label),
        })
    }

    /// Whether the answer stands as it was taken over.
    pub(super) fn is_taken_over(&self, cx: &Context) -> bool {
        self.state(cx)
            .is_some_and(|state| state.carry == Carry::Confirmed)
    }
}

/// The controls of an item: its parts, and the note and the evidence where it takes them.
fn controls(cx: &Context, item: &Item, answer: &Answer) -> Vec<Control> {
    let raw = interview::raw(item, answer.value.as_ref());
    let parts = interview::parts(item);
    let parts = parts
        .iter()
        .zip(&raw)
        .map(|(part, (_, words))| Control::part(part, words, cx.look));
    let beside = beside(item, answer)
        .into_iter()
        .map(|(holds, words)| Control::beside(holds, &words));
    parts.chain(beside).collect()
}

/// Note and evidence, where the item takes them or has some.
fn beside(item: &Item, answer: &Answer) -> Vec<(Holds, String)> {
    let takes = interview::is_noted(item);
    let note = (takes || !answer.note.is_empty()).then(|| (Holds::Note, answer.note.clone()));
    let evidence =
        (takes || !answer.evidence.is_empty()).then(|| (Holds::Evidence, answer.evidence.join("\n")));
    note.into_iter().chain(evidence).collect()
}

/// What is said on going on: `Question 3: yes. F5 goes back.`
fn left_words(item: &Item, value: &Json) -> String {
    let name = match item.severity {
        Some(_) => format!("Question {}", item.name()),
        None => item.label.clone(),
    };
    let value = Value::from_json(item, value).ok().flatten();
    let words = match &value {
        None => return format!("{name} stays open. F5 goes back."),
        Some(Value::Chosen(chosen)) => crate::project::choice_words(item, chosen).to_owned(),
        Some(value) => value.text(item),
    };
    if words.lines().count() > 1 || words.chars().count() + name.chars().count() > 40 {
        return format!("{name}: answered. F5 goes back.");
    }
    format!("{name}: {words}. F5 goes back.")
}
