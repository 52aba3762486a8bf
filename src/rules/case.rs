//! One project on one day, with what follows from it once and is asked for often.

use jiff::civil::Date;
use std::collections::HashMap;

use super::{
    amendments::{Amendment, amendments},
    assessment::{Eligibility, ItemState},
    checklist::CheckAnswers,
    eligibility::eligibility,
    items,
    parties::Parties,
    sign_offs::SignOffs,
};
use crate::{
    guidance::{Edition, ListRole, Role},
    project::{Project, Record, Value},
};

/// What every rule looks at.
pub(super) struct Case<'a> {
    pub(super) edition: &'a Edition,
    pub(super) project: &'a Project,
    pub(super) today: Date,
    pub(super) parties: Parties<'a>,
    pub(super) eligibility: Eligibility,
    pub(super) items: Vec<ItemState>,
    places: HashMap<&'a str, usize>,
    pub(super) sign_offs: SignOffs,
    pub(super) amendments: Vec<Amendment>,
}

impl<'a> Case<'a> {
    pub(super) fn new(edition: &'a Edition, project: &'a Project, today: Date) -> Self {
        let eligibility = eligibility(edition, &CheckAnswers::from_project(edition, project, today));
        let parties = Parties::of(edition, project, today);
        let items = items::states(edition, project, &eligibility, today);
        let sign_offs = SignOffs::of(edition, project, &parties);
        let amendments = amendments(edition, project, &sign_offs.states);
        Self {
            edition,
            project,
            today,
            parties,
            eligibility,
            items,
            places: edition
                .items()
                .enumerate()
                .map(|(at, item)| (item.id.as_str(), at))
                .collect(),
            sign_offs,
            amendments,
        }
    }

    pub(super) fn item(&self, id: &str) -> Option<&ItemState> {
        self.items.get(*self.places.get(id)?)
    }

    pub(super) fn records(&self, role: ListRole) -> &'a [Record] {
        self.project.records_in(self.edition, role)
    }

    pub(super) fn day(&self, role: Role) -> Option<Date> {
        self.project.in_role(self.edition, role).and_then(Value::date)
    }

    pub(super) fn signer(&self, id: &str) -> String {
        self.project.signer_name(self.edition, id).to_owned()
    }
}
