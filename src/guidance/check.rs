//! Turns an edition's JSON into a sound [`Edition`], or says everything that is wrong with it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    edition::{Edition, ListRole, Need, Role, Stage, Step},
    id::{EditionId, ItemId, ListId, StageId, StepId},
    item::{Citation, Entry, FieldKind, Item, ItemKind, List},
};
use crate::json;

/// One file of an edition: its name and its JSON.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name that faults are reported under.
    pub name: &'a str,
    /// Its bytes.
    pub json: &'a [u8],
}

/// One thing that is wrong with an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The id or member that it concerns; empty where it is the whole file.
    pub id: String,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.id.is_empty() {
            write!(formatter, "{}: {}", self.file, self.what)
        } else {
            write!(formatter, "{}: {}: {}", self.file, self.id, self.what)
        }
    }
}

/// The longest label, in characters.
const LABEL: usize = 22;

/// The sound edition that the files hold: `edition.json` and one file for each step that it
/// names; or every fault, each with its file and id.
pub fn check(files: &[Source]) -> Result<Edition, Vec<Fault>> {
    let mut checker = Checker::default();
    let edition = checker.read(files);
    if let Some(edition) = &edition {
        checker.references(edition);
    }
    match edition {
        Some(edition) if checker.faults.is_empty() => Ok(edition),
        _ => Err(checker.faults),
    }
}

#[derive(Default)]
struct Checker {
    faults: Vec<Fault>,
    /// Which file each id of an item or list stands in.
    homes: BTreeMap<String, String>,
}

impl Checker {
    fn fault(&mut self, file: &str, id: impl fmt::Display, what: impl fmt::Display) {
        self.faults.push(Fault {
            file: file.to_owned(),
            id: id.to_string(),
            what: what.to_string(),
        });
    }

    fn read(&mut self, files: &[Source]) -> Option<Edition> {
        let mut names = BTreeSet::new();
        for file in files {
            if !names.insert(file.name) {
                self.fault(file.name, "", "the file is given twice");
            }
        }
        let file = "edition.json";
        let Some(source) = files.iter().find(|source| source.name == file) else {
            self.fault(file, "", "the file is missing");
            return None;
        };
        let mut members = self.object(source)?;
        let stages: Vec<Stage> = self.each(file, &mut members, "stages");
        let steps = self.steps(files, &stages);
        let mut places = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            for (position, entry) in step.entries.iter().enumerate() {
                places.entry(entry.id().to_owned()).or_insert((at, position));
            }
        }
        let edition = Edition {
            id: self
                .one(file, &mut members, "id")
                .unwrap_or_else(|| EditionId::from("")),
            title: self.one(file, &mut members, "title").unwrap_or_default(),
            credit: self.one(file, &mut members, "credit").unwrap_or_default(),
            expectation: self.one(file, &mut members, "expectation").unwrap_or_default(),
            sources: self.each(file, &mut members, "sources"),
            glossary: self.each(file, &mut members, "glossary"),
            gates: self.each(file, &mut members, "gates"),
            subjects: self.each(file, &mut members, "subjects"),
            sign_offs: self.each(file, &mut members, "sign_offs"),
            routes: self.each(file, &mut members, "routes"),
            verdicts: self.each(file, &mut members, "verdicts"),
            other_forms: self.each(file, &mut members, "other_forms"),
            suggestions: self.each(file, &mut members, "suggestions"),
            tips: self.each(file, &mut members, "tips"),
            further_reading: self.each(file, &mut members, "further_reading"),
            roles: self.one(file, &mut members, "roles").unwrap_or_default(),
            list_roles: self.one(file, &mut members, "lists").unwrap_or_default(),
            stages,
            steps,
            places,
        };
        self.nothing_else(file, "", &members);
        Some(edition)
    }

    fn steps(&mut self, files: &[Source], stages: &[Stage]) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut known = BTreeSet::from(["edition.json".to_owned()]);
        for stage in stages {
            for id in &stage.steps {
                let name = format!("{id}.json");
                let Some(source) = files.iter().find(|source| source.name == name) else {
                    self.fault(
                        &name,
                        "",
                        format_args!("the file is missing; {} names its step", stage.id),
                    );
                    continue;
                };
                if !known.insert(name.clone()) {
                    self.fault("edition.json", id, "the step is named twice");
                    continue;
                }
                if let Some(step) = self.step(source, id, &stage.id) {
                    steps.push(step);
                }
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
        let own: StepId = self.one(file, &mut members, "id")?;
        if own != *id {
            self.fault(
                file,
                &own,
                format_args!("the step's id is not its file's name {id}"),
            );
        }
        let entries = self.entries(file, &mut members, id);
        let step = Step {
            id: id.clone(),
            stage: stage.clone(),
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
            table: match members.remove("table") {
                None => false,
                Some(table) => self.typed(file, "table", table).unwrap_or_default(),
            },
            needs: self.each(file, &mut members, "needs"),
            entries,
        };
        self.label(file, id.as_str(), &step.label);
        self.nothing_else(file, "", &members);
        Some(step)
    }

    fn entries(&mut self, file: &str, members: &mut Map<String, Value>, step: &StepId) -> Vec<Entry> {
        let raw: Vec<Value> = self.one(file, members, "items").unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for (position, value) in raw.into_iter().enumerate() {
            let id = value
                .get("id")
                .and_then(Value::as_str)
                .map_or_else(|| format!("items[{position}]"), str::to_owned);
            let entry = if value.get("kind").and_then(Value::as_str) == Some("list") {
                self.typed::<List>(file, &id, value).map(|list| {
                    Entry::List(List {
                        step: step.clone(),
                        ..list
                    })
                })
            } else {
                self.typed::<Item>(file, &id, value).map(|item| {
                    Entry::Item(Item {
                        step: step.clone(),
                        ..item
                    })
                })
            };
            let Some(entry) = entry else { continue };
            if let Some(home) = self.homes.insert(id.clone(), file.to_owned()) {
                self.fault(file, &id, format_args!("the id stands in {home} already"));
            }
            if entries.iter().any(|other| other.label() == entry.label()) {
                self.fault(
                    file,
                    &id,
                    format_args!("its label {:?} stands twice in the step", entry.label()),
                );
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

    fn item(&mut self, file: &str, item: &Item) {
        self.texts(file, item.id.as_str(), [&item.prompt, &item.why, &item.help]);
        let (chosen, needs_choices) = match item.kind {
            ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome | ItemKind::Decision => (true, true),
            ItemKind::YesNo => (true, false),
            _ => (false, false),
        };
        if needs_choices && item.choices.is_empty() {
            self.fault(file, &item.id, format_args!("a {} needs choices", item.kind));
        }
        if !chosen && !item.choices.is_empty() {
            self.fault(file, &item.id, format_args!("a {} takes no choices", item.kind));
        }
        if (item.kind == ItemKind::Period) != item.period_of.is_some() {
            self.fault(file, &item.id, "period_of goes with a period, and only with one");
        }
        if item.severity.is_some() && item.kind != ItemKind::YesNo {
            self.fault(file, &item.id, "only a yes-no question has a severity");
        }
    }

    fn list(&mut self, file: &str, list: &List) {
        self.texts(
            file,
            list.id.as_str(),
            [&list.prompt, &list.why, &list.help, &list.one, &list.many],
        );
        let mut ids = BTreeSet::new();
        for field in &list.fields {
            let id = format!("{}.{}", list.id, field.id);
            if !ids.insert(&field.id) || ["id", "versions"].contains(&field.id.as_str()) {
                self.fault(file, &id, "the field's id is taken");
            }
            self.label(file, &id, &field.label);
            if let Some(other) = &field.unless
                && list.field(other).is_none()
            {
                self.fault(
                    file,
                    &id,
                    format_args!("is required unless {other}, which is no field"),
                );
            }
            if (field.kind == FieldKind::Choice) == field.choices.is_empty() {
                self.fault(file, &id, "choices go with a choice, and only with one");
            }
        }
        if list.fields.is_empty() {
            self.fault(file, &list.id, "a list needs fields");
        }
        for column in &list.columns {
            if list.field(column).is_none() {
                self.fault(file, &list.id, format_args!("its column {column} is no field"));
            }
        }
    }

    /// Everything that names something else names what is there.
    fn references(&mut self, edition: &Edition) {
        self.steps_refer(edition);
        self.edition_refers(edition);
    }

    fn steps_refer(&mut self, edition: &Edition) {
        for step in edition.steps() {
            let file = format!("{}.json", step.id);
            self.citation(edition, &file, step.id.as_str(), &step.source);
            for need in &step.needs {
                self.need(edition, &file, "needs", need);
            }
            for item in step.items() {
                let id = item.id.as_str();
                self.citation(edition, &file, id, &item.source);
                if let Some(condition) = &item.when {
                    match edition.item(condition.item.as_str()) {
                        None => self.fault(
                            &file,
                            id,
                            format_args!("applies by {}, which is no item", condition.item),
                        ),
                        Some(by) if by.id == item.id => self.fault(&file, id, "applies by itself"),
                        Some(by) if edition.position(by.id.as_str()) > edition.position(id) => {
                            self.fault(
                                &file,
                                id,
                                format_args!("applies by {}, which is asked later", by.id),
                            );
                        }
                        Some(_) => {}
                    }
                    if condition.is.is_empty() {
                        self.fault(&file, id, "its condition names no value");
                    }
                }
                for source in &item.carry {
                    self.carry(edition, &file, item, &source.from, &source.fields);
                }
            }
            for list in step.lists() {
                self.citation(edition, &file, list.id.as_str(), &list.source);
            }
        }
    }

    fn carry(&mut self, edition: &Edition, file: &str, item: &Item, from: &str, fields: &[String]) {
        match edition.entry(from) {
            None => self.fault(
                file,
                &item.id,
                format_args!("is carried from {from}, which is neither item nor list"),
            ),
            Some(Entry::Item(_)) if !fields.is_empty() => {
                self.fault(
                    file,
                    &item.id,
                    format_args!("asks for fields of {from}, which is an item"),
                );
            }
            Some(Entry::Item(_)) => {}
            Some(Entry::List(list)) => {
                if fields.is_empty() {
                    self.fault(
                        file,
                        &item.id,
                        format_args!("does not say which fields of {from} it asks for"),
                    );
                }
                for field in fields.iter().filter(|field| list.field(field).is_none()) {
                    self.fault(
                        file,
                        &item.id,
                        format_args!("asks for {from}.{field}, which is no field"),
                    );
                }
            }
        }
    }

    fn edition_refers(&mut self, edition: &Edition) {
        let file = "edition.json";
        self.texts(file, "", [&edition.title, &edition.credit]);
        for term in &edition.glossary {
            self.citation(edition, file, &term.term, &term.source);
        }
        for gate in &edition.gates {
            self.citation(edition, file, gate.id.as_str(), &gate.source);
            if edition.stage(gate.stage.as_str()).is_none() {
                self.fault(
                    file,
                    &gate.id,
                    format_args!("ends {}, which is no stage", gate.stage),
                );
            }
            for need in &gate.needs {
                self.need(edition, file, gate.id.as_str(), need);
            }
        }
        for subject in &edition.subjects {
            if edition.step(subject.step.as_str()).is_none() {
                self.fault(
                    file,
                    &subject.id,
                    format_args!("is made by {}, which is no step", subject.step),
                );
            }
            self.items_exist(edition, file, subject.id.as_str(), &subject.covers.items);
            for list in &subject.covers.lists {
                self.list_exists(edition, file, subject.id.as_str(), list);
            }
        }
        for wanted in &edition.sign_offs {
            if edition.subject(wanted.subject.as_str()).is_none() {
                self.fault(
                    file,
                    "sign_offs",
                    format_args!("{} is no subject", wanted.subject),
                );
            }
        }
        self.items_exist(edition, file, "roles", edition.roles.values());
        self.items_exist(
            edition,
            file,
            "routes",
            edition.routes.iter().map(|route| &route.item),
        );
        for list in edition.list_roles.values() {
            self.list_exists(edition, file, "lists", list);
        }
        if edition.role(Role::Title).is_none() {
            self.fault(file, "roles", "no item is bound to title");
        }
        if edition.list_role(ListRole::Parties).is_none() {
            self.fault(file, "lists", "no list is bound to parties");
        }
        for tip in &edition.tips {
            if edition.step(tip.step.as_str()).is_none() {
                self.fault(file, "tips", format_args!("{} is no step", tip.step));
            }
        }
        for suggestion in &edition.suggestions {
            let what = &suggestion.what;
            let field = what.rsplit_once('.').is_some_and(|(list, field)| {
                edition.list(list).is_some_and(|list| list.field(field).is_some())
            });
            if !field && edition.item(what).is_none() {
                self.fault(
                    file,
                    "suggestions",
                    format_args!("{what} is neither an item nor a list's field"),
                );
            }
        }
    }

    fn need(&mut self, edition: &Edition, file: &str, id: &str, need: &Need) {
        match need {
            Need::Items { items } => self.items_exist(edition, file, id, items),
            Need::EveryParty { list } => self.list_exists(edition, file, id, list),
            Need::Some { list, with } => {
                self.list_exists(edition, file, id, list);
                for field in with {
                    if edition
                        .list(list.as_str())
                        .is_some_and(|list| list.field(field).is_none())
                    {
                        self.fault(file, id, format_args!("{list}.{field} is no field"));
                    }
                }
            }
            Need::SignOff { subject, role, by } => {
                let known = edition
                    .sign_offs
                    .iter()
                    .any(|wanted| wanted.subject == *subject && wanted.role == *role && wanted.by == *by);
                if !known {
                    self.fault(
                        file,
                        id,
                        format_args!("no sign-off of {subject} is given so ({})", role.name()),
                    );
                }
            }
            Need::EarlierGate
            | Need::Verdict
            | Need::Parties
            | Need::Decision
            | Need::MemberOfEveryParty
            | Need::ProjectManagers
            | Need::Declarations
            | Need::Measured
            | Need::MilestonesSettled
            | Need::AmendmentsAgreed
            | Need::PublishedByCompanies
            | Need::PublishedByOthers
            | Need::Disclosed
            | Need::ServicesPublished
            | Need::Prospective => {}
        }
    }

    fn items_exist<'a>(
        &mut self,
        edition: &Edition,
        file: &str,
        id: &str,
        items: impl IntoIterator<Item = &'a ItemId>,
    ) {
        for item in items {
            if edition.item(item.as_str()).is_none() {
                self.fault(file, id, format_args!("{item} is no item"));
            }
        }
    }

    fn list_exists(&mut self, edition: &Edition, file: &str, id: &str, list: &ListId) {
        if edition.list(list.as_str()).is_none() {
            self.fault(file, id, format_args!("{list} is no list"));
        }
    }

    fn citation(&mut self, edition: &Edition, file: &str, id: &str, citation: &Citation) {
        if !edition.sources.iter().any(|source| source.key == citation.key) {
            self.fault(
                file,
                id,
                format_args!("cites {:?}, which is no source", citation.key),
            );
        }
        if citation.page.trim().is_empty() {
            self.fault(file, id, "cites no page");
        }
    }

    fn texts<'a>(&mut self, file: &str, id: &str, texts: impl IntoIterator<Item = &'a String>) {
        if texts.into_iter().any(|text| text.trim().is_empty()) {
            self.fault(file, id, "one of its texts is empty");
        }
    }

    fn label(&mut self, file: &str, id: &str, label: &str) {
        let length = label.chars().count();
        if length == 0 || length > LABEL {
            self.fault(
                file,
                id,
                format_args!("its label has {length} characters, not 1 to {LABEL}"),
            );
        }
    }

    fn object(&mut self, source: &Source) -> Option<Map<String, Value>> {
        match json::parse(source.json) {
            Ok(Value::Object(members)) => Some(members),
            Ok(_) => {
                self.fault(source.name, "", "this is no JSON object");
                None
            }
            Err(error) => {
                self.fault(source.name, "", error);
                None
            }
        }
    }

    fn one<T: DeserializeOwned>(
        &mut self,
        file: &str,
        members: &mut Map<String, Value>,
        key: &str,
    ) -> Option<T> {
        match members.remove(key) {
            Some(value) => self.typed(file, key, value),
            None => {
                self.fault(file, key, "is missing");
                None
            }
        }
    }

    fn each<T: DeserializeOwned>(
        &mut self,
        file: &str,
        members: &mut Map<String, Value>,
        key: &str,
    ) -> Vec<T> {
        let values: Vec<Value> = self.one(file, members, key).unwrap_or_default();
        let mut sound = Vec::new();
        for (position, value) in values.into_iter().enumerate() {
            let id = value
                .get("id")
                .and_then(Value::as_str)
                .map_or_else(|| format!("{key}[{position}]"), |id| format!("{key}.{id}"));
            sound.extend(self.typed(file, &id, value));
        }
        sound
    }

    fn typed<T: DeserializeOwned>(&mut self, file: &str, id: &str, value: Value) -> Option<T> {
        match serde_json::from_value(value) {
            Ok(typed) => Some(typed),
            Err(error) => {
                self.fault(file, id, error);
                None
            }
        }
    }

    fn nothing_else(&mut self, file: &str, id: &str, members: &Map<String, Value>) {
        for key in members.keys() {
            self.fault(file, id, format_args!("the member {key:?} is unknown"));
        }
    }
}
