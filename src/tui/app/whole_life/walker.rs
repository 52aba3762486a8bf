//! Somebody who has Tab, arrows, Enter, Space, Backspace and letters, and knows what to write.

use serde_json::{Map, Value as Json};

use super::Chapter;
use crate::{
    guidance::{Edition, Field, FieldKind, Item, ItemKind, ListRole},
    interview::{self, Form, Place},
    project::{Change, Project, Value},
    tui::harness::Script,
};

/// The keys that may be pressed.
pub(super) struct Walker {
    pub(super) script: Script,
    /// The names of the records of the life, by the ids that it gives them.
    names: Vec<(String, String)>,
    /// How often somebody was asked whether sign-offs may lapse.
    pub(super) asked: usize,
}

impl Walker {
    pub(super) fn new() -> Self {
        let mut script = Script::new();
        script.keys("nBreathing well in Northshire<enter>");
        Self {
            script,
            names: Vec::new(),
            asked: 0,
        }
    }

    pub(super) fn project(&self) -> &Project {
        self.script.app().session().project()
    }

    fn edition(&self) -> std::sync::Arc<Edition> {
        std::sync::Arc::clone(self.script.app().session().edition())
    }

    /// Does on a day what the life says of it.
    pub(super) fn live(&mut self, chapter: &Chapter) {
        self.script.on(&chapter.day);
        let mut changes = chapter.changes.iter().peekable();
        while let Some(change) = changes.next() {
            let place = self.place_of(change);
            self.walk_to(&place);
            // a head's text is taken over before its row is opened
            if let (Change::Answer { item, .. }, Some(Change::Confirm { item: next })) =
                (change, changes.peek())
                && item == next
            {
                changes.next();
                let label = self.edition().item(item).unwrap().label.clone();
                self.select(&label);
                self.press("<enter>");
            }
            self.make(change, &place);
        }
        self.script.wait(600);
    }

    fn place_of(&self, change: &Change) -> Place {
        let edition = self.edition();
        match change {
            Change::Add { list, .. } | Change::Update { list, .. } => {
                Place::List(edition.list(list).unwrap().id.clone())
            }
            change => Place::of_change(&edition, self.project(), change).unwrap(),
        }
    }

    fn make(&mut self, change: &Change, place: &Place) {
        let edition = self.edition();
        match change {
            Change::Answer {
                item,
                value,
                note,
                evidence,
            } => {
                let item = edition.item(item).unwrap();
                let beside = (note.as_deref(), evidence.as_deref().unwrap_or_default());
                match place {
                    Place::Set(..) => self.row(item, value.as_ref(), beside),
                    _ => self.question(item, value.as_ref().unwrap(), beside),
                }
            }
            Change::Confirm { .. } => self.press("<enter>"),
            Change::Skip { reason, .. } => {
                self.button("not applicable");
                self.press(reason);
                self.press("<enter>");
            }
            Change::Add { list, record } => self.record(list, record),
            Change::Update { list, id, fields } => {
                let name = self.name(id);
                self.select(&name);
                self.press("<enter>");
                self.fields(list, fields);
            }
            Change::Sign {
                subject,
                role,
                party,
                name,
                date,
                address,
            } => {
                let who = self.signer(party);
                let _ = (subject, role);
                self.select(&who);
                self.press("<enter>");
                self.press(name);
                self.press("<tab>");
                self.rewrite(&day(date));
                if let Some(address) = address {
                    self.press("<tab>");
                    self.press(address);
                }
                self.press("<enter>");
            }
            other => panic!("a life needs no {other:?}"),
        }
    }

    /// Presses keys, and agrees to what would lapse by them.
    fn press(&mut self, keys: &str) {
        self.script.keys_at_once(&keys.replace('\n', "<enter>"));
        if self.script.screen().contains("A sign-off would lapse") {
            self.asked += 1;
            self.script.keys("<down><enter>");
        }
    }

    /// Presses a key until something is so.
    fn until(&mut self, key: &str, is_so: impl Fn(&Self) -> bool) {
        for _ in 0..60 {
            if is_so(self) {
                return;
            }
            self.press(key);
        }
        panic!("{key} never led there:\n{}", self.script.screen());
    }

    /// The button of the footer that has the focus.
    fn button_in_focus(&self) -> Option<String> {
        let screen = self.script.screen();
        let (_, button) = screen.lines().last()?.split_once('[')?;
        Some(button.split_once(']')?.0.to_owned())
    }

    /// Goes to the footer by Tab, and presses a button of it.
    fn button(&mut self, label: &str) {
        self.until("<tab>", |walker| walker.button_in_focus().is_some());
        self.until("<right>", |walker| {
            walker
                .button_in_focus()
                .is_some_and(|button| button.ends_with(label))
        });
        self.press("<enter>");
    }

    /// By *next* where it is not far, else by the tree of all places.
    fn walk_to(&mut self, place: &Place) {
        let here: Place = self.script.place().parse().unwrap();
        if here == *place {
            return;
        }
        let session = self.script.app().session();
        let (edition, assessment) = (session.edition(), session.assessment());
        let mut at = here;
        for steps in 1..6 {
            at = interview::next(edition, assessment, &at);
            if at == *place {
                for _ in 0..steps {
                    self.button("next");
                }
                assert_eq!(self.script.place(), place.to_string());
                return;
            }
        }
        self.go_to(place);
    }

    fn go_to(&mut self, place: &Place) {
        let edition = self.edition();
        let step = place.step(&edition).unwrap().label.clone();
        let label = match place {
            Place::Item(item) => edition.item(item.as_str()).unwrap().prompt.clone(),
            Place::List(list) => format!("{} {step}", edition.list(list.as_str()).unwrap().label),
            Place::SignOffs(_) => format!("sign-offs {step}"),
            Place::Set(..) => step,
            other => panic!("nobody goes to {other}"),
        };
        self.button("go to");
        self.press(&label);
        self.press("<enter>");
        assert_eq!(self.script.place(), place.to_string(), "{}", self.script.screen());
    }

    /// The row with the mark, without it.
    fn marked(&self) -> String {
        let screen = self.script.screen();
        let marked = screen.lines().find(|line| line.trim_start().starts_with("> "));
        marked
            .unwrap_or_default()
            .trim_start_matches([' ', '>'])
            .to_owned()
    }

    /// Goes to the row that names something: down, and where it does not stand there, up.
    fn select(&mut self, words: &str) {
        let words: String = words.chars().take(20).collect();
        for key in ["<down>", "<up>"] {
            let mut before = String::new();
            while self.marked() != before {
                before = self.marked();
                if before.contains(&words) {
                    return;
                }
                self.press(key);
            }
        }
        panic!("no row names {words}:\n{}", self.script.screen());
    }

    fn name(&self, id: &str) -> String {
        let name = self.names.iter().find(|(other, _)| other == id);
        name.unwrap_or_else(|| panic!("nothing is called {id}")).1.clone()
    }

    fn signer(&self, party: &str) -> String {
        match party {
            "project-team" => "The project team".to_owned(),
            "governance-committee" => "The governance committee".to_owned(),
            party => self.name(party),
        }
    }

    /// Writes a text in place of the one that stands there.
    fn rewrite(&mut self, text: &str) {
        let marked = self.marked();
        let stands = marked.split('┃').nth(1).unwrap_or_default().trim();
        if stands != text {
            self.press(&"<back>".repeat(stands.chars().count()));
            self.press(text);
        }
    }

    /// Takes one of several values: arrows move, Space takes.
    fn choose(&mut self, at: usize) {
        if self.marked().contains("(•)") {
            self.press(&"<left>".repeat(4));
        }
        self.press(&"<right>".repeat(at));
        self.press("<space>");
    }

    /// Answers a question on its own screen.
    fn question(&mut self, item: &Item, value: &Json, beside: (Option<&str>, &[String])) {
        self.parts(item, value);
        self.beside(beside);
    }

    /// Answers the parts of an item, from the first one on.
    fn parts(&mut self, item: &Item, value: &Json) {
        let value = Value::from_json(item, value).unwrap().unwrap();
        let raw = interview::raw(item, Some(&value));
        let parts = interview::parts(item);
        for (at, (part, (_, text))) in parts.iter().zip(raw).enumerate() {
            if text.is_empty() {
                continue;
            }
            if at > 0 {
                self.until("<tab>", |walker| walker.marked().starts_with(&part.label));
            }
            match &part.form {
                Form::Choice(choices) => {
                    let at = choices.iter().position(|choice| choice.value == text);
                    self.choose(at.unwrap());
                }
                Form::Line => self.rewrite(&text),
                Form::Text => self.press(&text),
            }
        }
    }

    /// Writes the note and the evidence, behind the last part.
    fn beside(&mut self, (note, evidence): (Option<&str>, &[String])) {
        if let Some(note) = note {
            self.press("<tab>");
            self.press(note);
        }
        if !evidence.is_empty() {
            self.press("<tab>");
            self.press(&evidence.join("\n"));
        }
    }

    /// Answers a row of a set.
    fn row(&mut self, item: &Item, value: Option<&Json>, beside: (Option<&str>, &[String])) {
        self.select(&item.label);
        self.press("<enter>");
        // the focus is on the first text: what is chosen stands before it
        if item.kind != ItemKind::Attestation {
            self.press("<s-tab>");
        }
        if let Some(value) = value {
            self.parts(item, value);
        }
        for (label, text) in [
            ("Note", beside.0.unwrap_or_default().to_owned()),
            ("Evidence", beside.1.join("\n")),
        ] {
            if !text.is_empty() {
                self.until("<tab>", |walker| walker.marked().starts_with(label));
                self.press(&text);
            }
        }
        self.button("rows");
    }

    /// Adds a record.
    fn record(&mut self, list: &str, record: &Map<String, Json>) {
        let edition = self.edition();
        // the first column that is no party, by which its row is told from others
        let shown = edition.list(list).unwrap();
        let columns = shown.columns.iter().filter_map(|column| shown.field(column));
        let told = |field: &&Field| !matches!(field.kind, FieldKind::Party | FieldKind::Company);
        let name = columns.filter(told).find_map(|field| record.get(&field.id));
        let name = match name {
            Some(Json::String(name)) => name.clone(),
            name => name.map(Json::to_string).unwrap_or_default(),
        };
        if let Some(id) = record.get("id").and_then(Json::as_str) {
            self.names.push((id.to_owned(), name.clone()));
        }
        let mut fields = record.clone();
        fields.remove("id");
        if edition
            .list_role(ListRole::Risks)
            .is_some_and(|risks| *risks == *list)
        {
            // the row is there already, since a question raises it
            self.select(&name);
            self.press("<enter>");
            fields.remove("title");
            fields.remove("item");
        } else {
            self.press("a");
        }
        self.fields(list, &fields);
    }

    /// Writes fields of the record whose form is open, and goes back to its list.
    fn fields(&mut self, list: &str, fields: &Map<String, Json>) {
        let edition = self.edition();
        let list = edition.list(list).unwrap();
        for field in &list.fields {
            if let Some(value) = fields.get(&field.id) {
                let label = field.label.clone();
                self.until("<tab>", |walker| walker.marked().starts_with(&label));
                self.field(field, value);
            }
        }
        self.button("list");
        assert_eq!(self.script.place(), format!("list/{}", list.id));
    }

    fn field(&mut self, field: &Field, value: &Json) {
        let text = value.as_str().unwrap_or_default();
        match field.kind {
            FieldKind::Choice | FieldKind::Party | FieldKind::Company => {
                let at = self.option(field, text);
                self.choose(at);
            }
            FieldKind::Date => self.press(&day(text)),
            FieldKind::Year => self.press(&value.to_string()),
            FieldKind::Pence => {
                let pence = value.as_u64().unwrap();
                self.press(&format!("{}.{:02}", pence / 100, pence % 100));
            }
            FieldKind::Reference | FieldKind::References => {
                for id in value.as_array().unwrap() {
                    let label = self.edition().item(id.as_str().unwrap()).unwrap().label.clone();
                    // letters narrow the list, and Space takes what is left of it
                    self.press(label.split(' ').next().unwrap());
                    self.press("<space>");
                }
            }
            FieldKind::Line | FieldKind::Text => self.press(text),
        }
    }

    /// The place of a value among the choices of a field.
    fn option(&self, field: &Field, value: &str) -> usize {
        let part = interview::field_part(&self.edition(), self.project(), field);
        let Form::Choice(choices) = part.form else {
            panic!("{} is chosen", field.id)
        };
        let is_party = field.kind != FieldKind::Choice;
        let name = if is_party { self.name(value) } else { String::new() };
        let meant = |choice: &crate::guidance::Choice| {
            if is_party {
                choice.label == name
            } else {
                choice.value == value
            }
        };
        choices.iter().position(meant).unwrap()
    }
}

/// A day as people write it.
fn day(date: &str) -> String {
    crate::project::day_words(date.parse().unwrap())
}
