//! Checks that what stands for something in the rules is of the form that they read.

use super::Checker;
use crate::guidance::{
    edition::{Edition, ListRole, Role},
    item::{FieldKind, ItemKind, Severity},
};

impl Checker {
    pub(super) fn roles(&mut self, edition: &Edition) {
        let file = "edition.json";
        for (role, id) in &edition.roles {
            self.items_exist(edition, file, "roles", [id]);
            let wanted = kind_of(*role);
            if let Some(item) = edition.item(id.as_str()).filter(|item| item.kind != wanted) {
                let what = format_args!("{id} is a {}, where the rules read a {wanted}", item.kind);
                self.fault(file, "roles", what);
            }
        }
        if edition.role(Role::Title).is_none() {
            self.fault(file, "roles", "no item is bound to title");
        }
        for (role, id) in &edition.list_roles {
            self.list_exists(edition, file, "lists", id);
            let Some(list) = edition.list(id.as_str()) else {
                continue;
            };
            for &(field, kind) in fields_of(*role) {
                if list.field(field).is_none_or(|field| field.kind != kind) {
                    let what = format_args!("{id} has no field {field} as the rules read it");
                    self.fault(file, "lists", what);
                }
            }
        }
        if edition.list_role(ListRole::Parties).is_none() {
            self.fault(file, "lists", "no list is bound to parties");
        }
        self.routes(edition);
    }

    fn routes(&mut self, edition: &Edition) {
        let file = "edition.json";
        let items = edition.routes.iter().map(|route| &route.item);
        self.items_exist(edition, file, "routes", items);
        for route in &edition.routes {
            let item = edition.item(route.item.as_str());
            if item.is_some_and(|item| item.severity != Some(Severity::Route)) {
                let what = format_args!("{} is no routing question", route.item);
                self.fault(file, "routes", what);
            }
        }
        for item in edition.checklist() {
            let is_routed = edition.routes.iter().any(|route| route.item == item.id);
            if item.severity == Some(Severity::Route) && !is_routed {
                let what = format_args!("{} leads nowhere", item.id);
                self.fault(file, "routes", what);
            }
        }
    }
}

/// The kind of item that the rules read in the role.
fn kind_of(role: Role) -> ItemKind {
    match role {
        Role::Title => ItemKind::Line,
        Role::Summary | Role::Benefits => ItemKind::Text,
        Role::Setting => ItemKind::Choice,
        Role::TherapyFocus => ItemKind::YesNo,
        Role::Decision => ItemKind::Decision,
        Role::Length => ItemKind::Months,
        Role::Completion => ItemKind::Quarter,
        Role::ActualStart | Role::ActualEnd => ItemKind::Date,
    }
}

/// The fields without which the rules would judge wrongly.
fn fields_of(role: ListRole) -> &'static [(&'static str, FieldKind)] {
    match role {
        ListRole::Parties => &[("name", FieldKind::Line), ("kind", FieldKind::Choice)],
        ListRole::Members => &[("name", FieldKind::Line), ("party", FieldKind::Party)],
        ListRole::Risks => &[("title", FieldKind::Line), ("status", FieldKind::Choice)],
        ListRole::Measures => &[("actual", FieldKind::Text)],
        ListRole::Milestones => &[("due", FieldKind::Date), ("done", FieldKind::Date)],
        ListRole::Publication => &[("party", FieldKind::Party), ("date", FieldKind::Date)],
        ListRole::Disclosure => &[
            ("company", FieldKind::Company),
            ("year", FieldKind::Year),
            ("disclosed", FieldKind::Choice),
        ],
        ListRole::Committee | ListRole::Reviews | ListRole::Amendments => &[],
    }
}
