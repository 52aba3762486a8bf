//! Checks that everything which names something else names what is there.

use std::{collections::BTreeSet, fmt};

use super::Checker;
use crate::guidance::{
    edition::{Edition, Need, Step},
    id::{ItemId, ListId},
    item::{Citation, Condition, Entry, FieldKind, Item, ItemKind, Join},
};

impl Checker {
    pub(super) fn references(&mut self, edition: &Edition) {
        for step in edition.steps() {
            self.step_refers(edition, step);
        }
        self.gates_refer(edition);
        self.sign_offs_refer(edition);
        self.documents_own(edition);
        self.texts_refer(edition);
    }

    fn step_refers(&mut self, edition: &Edition, step: &Step) {
        let file = format!("{}.json", step.id);
        self.citation(edition, &file, &step.id, &step.source);
        for need in &step.needs {
            self.need(edition, &file, "needs", need);
        }
        for item in step.items() {
            self.citation(edition, &file, &item.id, &item.source);
            if let Some(condition) = &item.when {
                self.condition(edition, &file, item, condition);
            }
            self.carry(edition, &file, item);
        }
        for list in step.lists() {
            self.citation(edition, &file, &list.id, &list.source);
            for field in &list.fields {
                let Some(of) = &field.of else { continue };
                if !matches!(field.kind, FieldKind::Reference | FieldKind::References) {
                    let what = format_args!("{} is of {of}, and refers to nothing", field.id);
                    self.fault(&file, &list.id, what);
                } else if edition.subject(of.as_str()).is_none() {
                    let what = format_args!("{} is of {of}, which is no subject", field.id);
                    self.fault(&file, &list.id, what);
                }
            }
        }
    }

    fn condition(&mut self, edition: &Edition, file: &str, item: &Item, condition: &Condition) {
        let id = &item.id;
        if condition.is.is_empty() {
            self.fault(file, id, "its condition names no value");
        }
        let Some(by) = edition.item(condition.item.as_str()) else {
            if !self.homes.contains_key(condition.item.as_str()) {
                let what = format_args!("applies by {}, which is no item", condition.item);
                self.fault(file, id, what);
            }
            return;
        };
        if by.id == *id {
            self.fault(file, id, "applies by itself");
        } else if edition.position(by.id.as_str()) > edition.position(id.as_str()) {
            self.fault(
                file,
                id,
                format_args!("applies by {}, which is asked later", by.id),
            );
        }
        for value in condition.is.iter().filter(|value| !may_be(by, value)) {
            let what = format_args!("applies where {} is {value:?}, which it cannot be", by.id);
            self.fault(file, id, what);
        }
    }

    fn carry(&mut self, edition: &Edition, file: &str, item: &Item) {
        for source in &item.carry {
            let from = source.from.as_str();
            match edition.entry(from) {
                None if self.homes.contains_key(from) => {}
                None => {
                    let what = format_args!("is carried from {from}, which is neither item nor list");
                    self.fault(file, &item.id, what);
                }
                Some(Entry::Item(_)) if !source.fields.is_empty() => {
                    let what = format_args!("asks for fields of {from}, which is an item");
                    self.fault(file, &item.id, what);
                }
                Some(Entry::List(_)) if source.fields.is_empty() => {
                    let what = format_args!("does not say which fields of {from} it asks for");
                    self.fault(file, &item.id, what);
                }
                Some(Entry::Item(_)) => {}
                Some(Entry::List(list)) => {
                    for field in source.fields.iter().filter(|field| list.field(field).is_none()) {
                        let what = format_args!("asks for {from}.{field}, which is no field");
                        self.fault(file, &item.id, what);
                    }
                }
            }
        }
        if !item.carry.is_empty() && !can_take(edition, item) {
            let what = format_args!("a {} cannot take what it is carried from", item.kind);
            self.fault(file, &item.id, what);
        }
        if carries_itself(edition, item) {
            self.fault(file, &item.id, "is carried from itself");
        }
    }

    fn gates_refer(&mut self, edition: &Edition) {
        let file = "edition.json";
        for stage in &edition.stages {
            self.citation(edition, file, &stage.id, &stage.source);
        }
        for gate in &edition.gates {
            self.citation(edition, file, &gate.id, &gate.source);
            if edition.stage(gate.stage.as_str()).is_none() {
                let what = format_args!("ends {}, which is no stage", gate.stage);
                self.fault(file, &gate.id, what);
            }
            for need in &gate.needs {
                self.need(edition, file, gate.id.as_str(), need);
            }
        }
    }

    fn sign_offs_refer(&mut self, edition: &Edition) {
        let file = "edition.json";
        for subject in &edition.subjects {
            if edition.step(subject.step.as_str()).is_none() {
                let what = format_args!("is made by {}, which is no step", subject.step);
                self.fault(file, &subject.id, what);
            }
            self.items_exist(edition, file, &subject.id, &subject.covers.items);
            for list in &subject.covers.lists {
                self.list_exists(edition, file, &subject.id, list);
            }
        }
        for wanted in &edition.sign_offs {
            if edition.subject(wanted.subject.as_str()).is_none() {
                let what = format_args!("{} is no subject", wanted.subject);
                self.fault(file, "sign_offs", what);
            }
        }
    }

    /// Every step's answers stand in one document, and no document is planned twice.
    fn documents_own(&mut self, edition: &Edition) {
        let file = "edition.json";
        let mut planned = BTreeSet::new();
        for plan in &edition.documents {
            let title = &plan.title;
            self.texts(file, format_args!("documents.{title}"), [("title", title)]);
            if !planned.insert(plan.document) {
                self.fault(file, "documents", format_args!("{title:?} is planned twice"));
            }
            if !edition.gates.iter().any(|gate| gate.id == plan.gate) {
                let what = format_args!("{title:?} passes {}, which is no gate", plan.gate);
                self.fault(file, "documents", what);
            }
            if plan.steps.is_empty() {
                self.fault(file, "documents", format_args!("{title:?} holds no step"));
            }
            for step in plan
                .steps
                .iter()
                .filter(|step| edition.step(step.as_str()).is_none())
            {
                let what = format_args!("{title:?} holds {step}, which is no step");
                self.fault(file, "documents", what);
            }
        }
        for step in edition.steps() {
            let owners = edition.documents.iter().flat_map(|plan| &plan.steps);
            let owners = owners.filter(|owned| **owned == step.id).count();
            if owners != 1 {
                let what = format_args!("{} stands in {owners} documents, not in one", step.id);
                self.fault(file, "documents", what);
            }
        }
    }

    fn texts_refer(&mut self, edition: &Edition) {
        let file = "edition.json";
        let texts = [
            ("title", &edition.title),
            ("credit", &edition.credit),
            ("expectation", &edition.expectation),
        ];
        self.texts(file, "", texts);
        for term in &edition.glossary {
            self.citation(edition, file, &term.term, &term.source);
        }
        for form in &edition.other_forms {
            self.citation(edition, file, &form.title, &form.source);
        }
        for tip in &edition.tips {
            self.citation(edition, file, "tips", &tip.source);
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
                let what = format_args!("{what} is neither an item nor a list's field");
                self.fault(file, "suggestions", what);
            }
            let list = what.rsplit_once('.').and_then(|(list, _)| edition.list(list));
            for (id, value) in &suggestion.with {
                let field = list.and_then(|list| list.field(id));
                let offered = field.is_some_and(|field| {
                    field.choices.is_empty() || field.choices.iter().any(|choice| choice.value == *value)
                });
                if !offered {
                    let what = format_args!("{what} comes with {id} {value:?}, which no record can say");
                    self.fault(file, "suggestions", what);
                }
            }
        }
    }

    fn need(&mut self, edition: &Edition, file: &str, id: &str, need: &Need) {
        match need {
            Need::Items { items } => self.items_exist(edition, file, id, items),
            Need::EveryParty { list } => self.list_exists(edition, file, id, list),
            Need::Some { list, with } => {
                self.list_exists(edition, file, id, list);
                let Some(known) = edition.list(list.as_str()) else {
                    return;
                };
                for field in with.iter().filter(|field| known.field(field).is_none()) {
                    self.fault(file, id, format_args!("{list}.{field} is no field"));
                }
            }
            Need::SignOff { subject, role, by } => {
                let known = edition
                    .sign_offs
                    .iter()
                    .any(|wanted| wanted.subject == *subject && wanted.role == *role && wanted.by == *by);
                if !known {
                    let what = format_args!("no sign-off of {subject} is given so ({})", role.name());
                    self.fault(file, id, what);
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

    pub(super) fn items_exist<'a>(
        &mut self,
        edition: &Edition,
        file: &str,
        id: impl fmt::Display,
        items: impl IntoIterator<Item = &'a ItemId>,
    ) {
        for item in items {
            // One that is there and has a fault of its own is named with that.
            if edition.item(item.as_str()).is_none() && !self.homes.contains_key(item.as_str()) {
                self.fault(file, &id, format_args!("{item} is no item"));
            }
        }
    }

    pub(super) fn list_exists(
        &mut self,
        edition: &Edition,
        file: &str,
        id: impl fmt::Display,
        list: &ListId,
    ) {
        if edition.list(list.as_str()).is_none() && !self.homes.contains_key(list.as_str()) {
            self.fault(file, id, format_args!("{list} is no list"));
        }
    }

    fn citation(&mut self, edition: &Edition, file: &str, id: impl fmt::Display, citation: &Citation) {
        if !edition.sources.iter().any(|source| source.key == citation.key) {
            let what = format_args!("cites {:?}, which is no source", citation.key);
            self.fault(file, &id, what);
        }
        if !is_page(&citation.page) {
            let what = format_args!("cites {:?}, which is no page", citation.page);
            self.fault(file, &id, what);
        }
    }
}

/// Whether a reader can look it up: pages such as `7-8, 29`, or the name of a part, such as
/// `Clause 23`.
fn is_page(page: &str) -> bool {
    let is_named = page.starts_with(|c: char| c.is_ascii_alphabetic());
    is_named && page.trim() == page
        || page.split(", ").all(|pages| {
            let (first, last) = pages.split_once('-').unwrap_or((pages, pages));
            match (first.parse::<u16>(), last.parse::<u16>()) {
                (Ok(first), Ok(last)) => 0 < first && first <= last,
                _ => false,
            }
        })
}

/// Whether the item can have the value.
fn may_be(item: &Item, value: &str) -> bool {
    match item.kind {
        ItemKind::YesNo => ["yes", "no"].contains(&value) || item.unsure && value == "unsure",
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome | ItemKind::Decision => {
            item.choices.iter().any(|choice| choice.value == value)
        }
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Attestation
        | ItemKind::Head
        | ItemKind::Period => false,
    }
}

/// Whether an item of this kind can be given what its sources make.
fn can_take(edition: &Edition, item: &Item) -> bool {
    let kinds: Vec<Option<ItemKind>> = item
        .carry
        .iter()
        .map(|source| edition.item(&source.from).map(|source| source.kind))
        .collect();
    let of_unit = |kind: &Option<ItemKind>| {
        matches!(
            kind,
            None | Some(ItemKind::Quarter | ItemKind::Month | ItemKind::Date)
        )
    };
    match (item.join, kinds.as_slice()) {
        (Join::Texts, [Some(kind)]) if *kind == item.kind => true,
        (Join::Texts, _) => matches!(
            item.kind,
            ItemKind::Line | ItemKind::Text | ItemKind::ThreeWay | ItemKind::Head
        ),
        (Join::Completion, [start, length]) => {
            item.kind == ItemKind::Quarter
                && matches!(start, None | Some(ItemKind::Quarter))
                && matches!(length, None | Some(ItemKind::Months))
        }
        (Join::Period, [from, to]) => item.kind == ItemKind::Period && of_unit(from) && of_unit(to),
        (Join::Completion | Join::Period, _) => false,
    }
}

/// Whether following the sources leads back to the item.
fn carries_itself(edition: &Edition, item: &Item) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut open: Vec<&Item> = vec![item];
    while let Some(next) = open.pop() {
        for source in &next.carry {
            if source.from == item.id.as_str() {
                return true;
            }
            if !seen.contains(&source.from.as_str()) {
                seen.push(&source.from);
                open.extend(edition.item(&source.from));
            }
        }
    }
    false
}
