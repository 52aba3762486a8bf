//! Reads the steps, and checks what each item and list is in itself.

use serde_json::{Map, Value};
use std::{collections::BTreeSet, fmt};

use super::{Checker, Source};
use crate::guidance::{
    edition::{Stage, Step},
    id::{StageId, StepId},
    item::{Choice, Citation, Entry, FieldKind, Item, ItemKind, List},
};

/// The longest label, in characters.
const LABEL: usize = 22;

impl Checker {
    /// The steps that the stages name, each from the file of its name.
    pub(super) fn steps(&mut self, files: &[Source], stages: &[Stage]) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut known = BTreeSet::from(["edition.json".to_owned()]);
        for stage in stages {
            for id in &stage.steps {
                let name = format!("{id}.json");
                let Some(source) = files.iter().find(|source| source.name == name) else {
                    let what = format_args!("the file is missing; {} names its step", stage.id);
                    self.fault(&name, "", what);
                    continue;
                };
                if !known.insert(name.clone()) {
                    self.fault("edition.json", id, "the step is named twice");
                    continue;
                }
                steps.extend(self.step(source, id, &stage.id));
            }
        }
        for file in files {
            if !known.contains(file.name) {
                self.fault(file.name, "", "no stage names this step");
            }
        }
        steps
    }

    fn step(&mut self, source: &Source, id: &StepId, stage: &StageId) -> Option<Step> {
        let file = source.name;
        let mut members = self.object(source)?;
        let own: Option<StepId> = self.one(file, &mut members, "id");
        if let Some(own) = own.filter(|own| own != id) {
            let what = format_args!("the step's id is not its file's name {id}");
            self.fault(file, &own, what);
        }
        let table = members.remove("table").unwrap_or(Value::Bool(false));
        let step = Step {
            id: id.clone(),
            stage: stage.clone(),
            entries: self.entries(file, &mut members, id),
            title: self.one(file, &mut members, "title").unwrap_or_default(),
            label: self.one(file, &mut members, "label").unwrap_or_default(),
            prompt: self.one(file, &mut members, "prompt").unwrap_or_default(),
            why: self.one(file, &mut members, "why").unwrap_or_default(),
            source: self
                .one(file, &mut members, "source")
                .unwrap_or_else(|| Citation {
                    key: String::new(),
                    page: String::new(),
                }),
            table: self.typed(file, "table", table).unwrap_or_default(),
            needs: self.each(file, &mut members, "needs"),
        };
        self.label(file, id, &step.label);
        self.nothing_else(file, "", &members);
        Some(step)
    }

    fn entries(&mut self, file: &str, members: &mut Map<String, Value>, step: &StepId) -> Vec<Entry> {
        let raw: Vec<Value> = self.one(file, members, "items").unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for (position, value) in raw.into_iter().enumerate() {
            let named = value.get("id").and_then(Value::as_str);
            let id = named.map_or_else(|| format!("items[{position}]"), str::to_owned);
            if let Some(home) = self.homes.insert(id.clone(), file.to_owned()) {
                self.fault(file, &id, format_args!("the id stands in {home} already"));
            }
            let Some(entry) = self.entry(file, &id, value, step) else {
                continue;
            };
            if entries.iter().any(|other| other.label() == entry.label()) {
                let what = format_args!("its label {:?} stands twice in the step", entry.label());
                self.fault(file, &id, what);
            }
            self.label(file, &id, entry.label());
            match &entry {
                Entry::Item(item) => self.item(file, item),
                Entry::List(list) => self.list(file, list),
            }
            entries.push(entry);
        }
        entries
    }

    fn entry(&mut self, file: &str, id: &str, value: Value, step: &StepId) -> Option<Entry> {
        let step = step.clone();
        if value.get("kind").and_then(Value::as_str) == Some("list") {
            let list: List = self.typed(file, id, value)?;
            Some(Entry::List(List { step, ..list }))
        } else {
            let item: Item = self.typed(file, id, value)?;
            Some(Entry::Item(Item { step, ..item }))
        }
    }

    fn item(&mut self, file: &str, item: &Item) {
        let texts = [("prompt", &item.prompt), ("why", &item.why), ("help", &item.help)];
        self.texts(file, &item.id, texts);
        self.texts(
            file,
            &item.id,
            item.field_name.iter().map(|name| ("field name", name)),
        );
        self.choices(file, &item.id, &item.choices);
        match item.kind {
            ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome | ItemKind::Decision => {
                if item.choices.is_empty() {
                    self.fault(file, &item.id, format_args!("a {} needs choices", item.kind));
                }
            }
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::ThreeWay
            | ItemKind::YesNo
            | ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Money
            | ItemKind::Attestation
            | ItemKind::Head
            | ItemKind::Period => {
                if !item.choices.is_empty() {
                    self.fault(file, &item.id, format_args!("a {} takes no choices", item.kind));
                }
            }
        }
        let goes_with = [
            ("period_of", item.period_of.is_some(), ItemKind::Period),
            ("a severity", item.severity.is_some(), ItemKind::YesNo),
            ("not_applicable", item.not_applicable, ItemKind::Head),
            ("unsure", !item.unsure, ItemKind::YesNo),
        ];
        for (what, is_there, kind) in goes_with {
            if is_there && item.kind != kind {
                self.fault(file, &item.id, format_args!("{what} goes with a {kind} alone"));
            }
        }
        if item.kind == ItemKind::Period && item.period_of.is_none() {
            self.fault(file, &item.id, "a period needs period_of");
        }
    }

    fn list(&mut self, file: &str, list: &List) {
        let texts = [
            ("prompt", &list.prompt),
            ("why", &list.why),
            ("help", &list.help),
            ("one", &list.one),
            ("many", &list.many),
        ];
        self.texts(file, &list.id, texts);
        if list.fields.is_empty() {
            self.fault(file, &list.id, "a list needs fields");
        }
        let mut ids = BTreeSet::new();
        for field in &list.fields {
            let id = format!("{}.{}", list.id, field.id);
            if !ids.insert(&field.id) || ["id", "versions"].contains(&field.id.as_str()) {
                self.fault(file, &id, "the field's id is taken");
            }
            self.label(file, &id, &field.label);
            self.choices(file, &id, &field.choices);
            if let Some(other) = field.unless.as_ref().filter(|other| list.field(other).is_none()) {
                let what = format_args!("is required unless {other}, which is no field");
                self.fault(file, &id, what);
            }
            if (field.kind == FieldKind::Choice) == field.choices.is_empty() {
                self.fault(file, &id, "choices go with a choice, and only with one");
            }
        }
        for column in &list.columns {
            if list.field(column).is_none() {
                self.fault(file, &list.id, format_args!("its column {column} is no field"));
            }
        }
    }

    fn choices(&mut self, file: &str, id: impl fmt::Display, choices: &[Choice]) {
        let mut values = BTreeSet::new();
        for choice in choices {
            if !values.insert(&choice.value) {
                self.fault(
                    file,
                    &id,
                    format_args!("its choice {:?} stands twice", choice.value),
                );
            }
            if choice.value.trim().is_empty() || choice.label.trim().is_empty() {
                self.fault(file, &id, "one of its choices is empty");
            }
        }
    }

    fn label(&mut self, file: &str, id: impl fmt::Display, label: &str) {
        let length = label.chars().count();
        if length == 0 || length > LABEL {
            let what = format_args!("its label has {length} characters, not 1 to {LABEL}");
            self.fault(file, id, what);
        }
    }
}
