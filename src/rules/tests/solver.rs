//! A person who reads what is unmet, or what comes next, and does just that: from a row to the
//! changes that its members name.

use jiff::ToSpan;
use std::collections::HashSet;

use super::*;
use crate::{
    guidance::{FieldKind, List, ListRole, Role, Severity},
    project::Record,
};

impl Story {
    /// Does what an unmet row names.
    pub(super) fn meet(&mut self, row: &Unmet) {
        match &row.rule {
            Rule::Verdict => self.qualify(),
            Rule::Parties { party: None, .. } => self.invite(),
            Rule::Parties { party: Some(id), .. } => self.part_with(id),
            Rule::StepItem { item } | Rule::Decision { item } | Rule::Prospective { item } => {
                self.fill_in(item.as_str());
            }
            Rule::StepList { list, party, id } => {
                if party.is_none() && id.is_none() {
                    // What every party does, somebody has to be there to do.
                    self.invite();
                }
                if party.is_some() || id.is_some() || !is(ListRole::Parties, list.as_str()) {
                    self.complete(list.as_str(), party.as_deref(), id.as_deref(), &[]);
                }
            }
            Rule::SignOff { subject, role, party } => self.give(subject, role.name(), party),
            Rule::Publication {
                list,
                party: Some(party),
            } => {
                self.complete(list.as_str(), Some(party), None, &[]);
            }
            Rule::Disclosure {
                list,
                party: Some(party),
                year: Some(year),
                ..
            } => {
                self.complete(list.as_str(), Some(party), None, &[("year", json!(year))]);
            }
            Rule::Disclosure {
                list, id: Some(id), ..
            } => {
                self.complete(list.as_str(), None, Some(id), &[]);
            }
            // Nobody is there to do it, or nothing has begun.
            Rule::Publication { party: None, .. } | Rule::Disclosure { .. } => {
                self.invite();
                if self.project.in_role(edition(), Role::ActualStart).is_none() {
                    self.fill_in("project.actual-start");
                }
            }
            Rule::Amendment { id } => self.agree(id),
            Rule::EarlierGate { gate } => panic!("{gate} is no thing to do"),
        }
    }

    /// Does what comes next, by where it leads.
    pub(super) fn follow(&mut self, next: &Next) {
        match &next.to {
            Target::Item(item) => self.fill_in(item.as_str()),
            Target::List(list, _) => self.tend(list.as_str()),
            Target::SignOff(subject, role, Some(party)) => self.give(subject, role.name(), party),
            Target::SignOff(subject, _, None) => panic!("{subject} names nobody"),
        }
    }

    /// Chooses, wherever there are two versions.
    pub(super) fn choose(&mut self) {
        for list in edition().lists() {
            let records = self.project.records(list.id.as_str()).to_vec();
            for record in records.iter().filter(|record| !record.versions.is_empty()) {
                self.complete(list.id.as_str(), None, Some(&record.id), &[]);
            }
        }
        for (id, answer) in self.project.answers.clone() {
            if !answer.versions.is_empty() {
                self.answer(id.as_str(), answer.value_json());
            }
        }
    }

    /// Does all that a list is wanted for: what is unmet, in two versions, or due.
    fn tend(&mut self, list: &str) {
        let doubled = |record: &&Record| !record.versions.is_empty();
        while let Some(record) = self.project.records(list).iter().find(doubled) {
            let id = record.id.clone();
            self.complete(list, None, Some(&id), &[]);
        }
        let leads_here = |to: &Target| matches!(to, Target::List(of, _) if *of == *list);
        // Where nobody is there to publish or disclose, nothing can be done here.
        let can_be_met = |rule: &Rule| {
            !matches!(
                rule,
                Rule::EarlierGate { .. }
                    | Rule::Publication { party: None, .. }
                    | Rule::Disclosure {
                        party: None,
                        id: None,
                        ..
                    }
            )
        };
        let mut met = HashSet::new();
        loop {
            let found = self.assess();
            let gates = found.gates.iter().flat_map(|gate| &gate.unmet);
            let steps = found.steps.iter().flat_map(StepState::unmet);
            let here =
                |row: &&Unmet| leads_here(&row.to) && can_be_met(&row.rule) && !met.contains(&row.rule);
            let Some(row) = gates.chain(steps).find(here).cloned() else {
                break;
            };
            self.meet(&row);
            met.insert(row.rule);
        }
        for deadline in self.assess().deadlines {
            if let Target::List(of, Some(id)) = &deadline.to
                && *of == *list
            {
                self.complete(list, None, Some(id), &[]);
            }
        }
    }

    /// Answers the checklist as a project of this kind would.
    fn qualify(&mut self) {
        let found = self.assess().eligibility;
        let candidate =
            |row: &&WouldChange| matches!(row.verdict, Verdict::JointWorking | Verdict::CollaborativeWorking);
        let advice = found
            .would_change
            .iter()
            .find(candidate)
            .expect("a way to a candidate");
        for answer in &advice.answers {
            self.answer(answer.item.as_str(), json!(if answer.yes { "yes" } else { "no" }));
        }
    }

    /// Adds a company and an NHS party, where none is there.
    fn invite(&mut self) {
        for kind in ["company", "nhs"] {
            let found = self.assess();
            let lacks = |what: &str| found.parties.iter().any(|row| row.what.contains(what));
            if lacks(if kind == "company" {
                "No pharmaceutical company"
            } else {
                "No NHS"
            }) {
                self.add("parties", json!({"name": format!("A new {kind}"), "kind": kind}));
            }
        }
    }

    /// Ends what cannot be a party.
    fn part_with(&mut self, id: &str) {
        let removed = self
            .attempt(&json!([{"op": "remove", "list": "parties", "id": id}]))
            .is_ok();
        if !removed {
            let yesterday = self.today.checked_sub(1.day()).unwrap();
            self.update("parties", id, json!({"left": yesterday.to_string()}));
        }
    }

    /// Takes what is carried, where that fills the item, or gives it a value of its own.
    fn fill_in(&mut self, id: &str) {
        let item = edition().item(id).unwrap();
        let whole = !matches!(item.kind, ItemKind::ThreeWay | ItemKind::Head);
        let empty = self.project.value(id).is_none();
        if empty
            && whole
            && !item.carry.is_empty()
            && self.attempt(&json!([{"op": "confirm", "item": id}])).is_ok()
        {
            return;
        }
        let value = match item.kind {
            ItemKind::Date => json!(self.today.to_string()),
            ItemKind::YesNo if item.severity == Some(Severity::Route) => json!("yes"),
            _ => sound_value(item),
        };
        self.answer(id, value);
    }

    /// Gives a sign-off, or ends one that nobody may give any more.
    fn give(&mut self, subject: &str, role: &str, party: &str) {
        let mut sign = json!({"op": "sign", "subject": subject, "role": role, "party": party,
            "name": "S. Olver", "date": self.today.to_string()});
        if role == "publish" {
            sign["address"] = json!("https://solver.example");
        }
        if self.attempt(&json!([sign])).is_err() {
            let withdraw = json!({"op": "withdraw", "subject": subject, "role": role, "party": party,
                "reason": "It is no longer wanted."});
            self.apply(&json!([withdraw]));
        }
    }

    /// Completes an amendment and has it agreed.
    fn agree(&mut self, id: &str) {
        self.complete("amendments", None, Some(id), &[]);
        for who in ["project-team", "governance-committee"] {
            self.give(&format!("amendment/{id}"), "approve", who);
        }
    }

    /// Fills the record of a list that has this id, or else one of this party, or adds one.
    fn complete(&mut self, list: &str, party: Option<&str>, id: Option<&str>, given: &[(&str, Json)]) {
        let list = edition().list(list).unwrap();
        let records = self.project.records(list.id.as_str());
        let of_party = |record: &&Record| {
            let gone = is(ListRole::Members, list.id.as_str()) && record.has("left");
            let name = if is(ListRole::Parties, list.id.as_str()) {
                &record.id
            } else {
                record.text(party_field(list))
            };
            !gone
                && Some(name) == party
                && given
                    .iter()
                    .all(|(field, value)| record.fields.get(*field) == Some(value))
        };
        let record = match id {
            Some(id) => self.project.record(list.id.as_str(), id).cloned(),
            None if party.is_some() => records.iter().find(of_party).cloned(),
            None => None,
        };
        let mut fields = serde_json::Map::new();
        for field in &list.fields {
            let has = record.as_ref().is_some_and(|record| record.has(&field.id));
            let value = match field.kind {
                FieldKind::Party | FieldKind::Company => json!(self.somebody(party, field.kind)),
                FieldKind::Line | FieldKind::Text => json!("Filled in."),
                FieldKind::Choice => json!(field.choices[0].value),
                FieldKind::Date => json!(self.today.to_string()),
                FieldKind::Year => json!(2027),
                FieldKind::Pence => json!(0),
                FieldKind::Reference => json!("pid.exit"),
                FieldKind::References => json!([]),
            };
            if let Some(settling) = settling(list, &field.id, &value) {
                fields.insert(field.id.clone(), settling);
            } else if field.required && !has {
                fields.insert(field.id.clone(), value);
            }
        }
        fields.extend(
            given
                .iter()
                .map(|(field, value)| ((*field).to_owned(), value.clone())),
        );
        match record {
            Some(record) => {
                if fields.is_empty() {
                    // Two versions end with any of its fields given again.
                    let (field, value) = record.fields.iter().next().unwrap();
                    fields.insert(field.clone(), value.clone());
                }
                self.update(list.id.as_str(), &record.id, Json::Object(fields));
            }
            None => {
                self.add(list.id.as_str(), Json::Object(fields));
            }
        }
    }

    /// The party, or anybody where none is named.
    fn somebody(&self, party: Option<&str>, kind: FieldKind) -> String {
        let parties = self.project.records("parties");
        let mut fit = parties
            .iter()
            .filter(|party| kind == FieldKind::Party || party.text("kind") == "company");
        let anybody = || fit.next().or(parties.first()).map(|party| party.id.clone());
        party.map(str::to_owned).or_else(anybody).unwrap_or_default()
    }
}

fn is(role: ListRole, list: &str) -> bool {
    edition().list_role(role).is_some_and(|id| *id == *list)
}

fn party_field(list: &List) -> &str {
    let names_party = |kind| matches!(kind, FieldKind::Party | FieldKind::Company);
    let field = list.fields.iter().find(|field| names_party(field.kind));
    field.map_or("", |field| &field.id)
}

/// What a field is given that settles a record beyond what is required of every one: `any` value
/// of its kind, or one of its own.
fn settling(list: &List, field: &str, any: &Json) -> Option<Json> {
    match (list.id.as_str(), field) {
        ("parties", "project_manager")
        | ("plan.measures", "target" | "actual")
        | ("plan.milestones", "done")
        | ("publication.records", "date" | "address") => Some(any.clone()),
        ("disclosure.records", "disclosed") => Some(json!("yes")),
        ("risks", "status") => Some(json!("mitigated")),
        _ => None,
    }
}
