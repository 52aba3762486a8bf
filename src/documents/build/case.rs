//! One project on one day, as every document looks at it.

use jiff::civil::Date;

use crate::{
    guidance::{DocumentKind, DocumentPlan, Edition, Item, List, ListRole, Step},
    project::{Answer, Project, Record},
    rules::{Assessment, ItemState, Target, Unmet},
};

/// What every document is made of.
pub(super) struct Case<'a> {
    pub(super) edition: &'a Edition,
    pub(super) project: &'a Project,
    pub(super) assessment: &'a Assessment,
    pub(super) today: Date,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        edition: &'a Edition,
        project: &'a Project,
        assessment: &'a Assessment,
        today: Date,
    ) -> Self {
        Self {
            edition,
            project,
            assessment,
            today,
        }
    }

    /// The plan of a document, and the step whose form it is.
    pub(super) fn plan(&self, kind: DocumentKind) -> Option<(&'a DocumentPlan, &'a Step)> {
        let plan = self.edition.document(kind)?;
        Some((plan, self.edition.step(plan.steps.first()?.as_str())?))
    }

    pub(super) fn answer(&self, item: &Item) -> Option<&'a Answer> {
        self.project.answer(item.id.as_str())
    }

    pub(super) fn state(&self, item: &Item) -> Option<&'a ItemState> {
        self.assessment.item(item.id.as_str())
    }

    /// Whether the item is asked now; an answer to one that is not is parked.
    pub(super) fn applies(&self, item: &Item) -> bool {
        self.state(item).is_some_and(|state| state.applies)
    }

    pub(super) fn records(&self, list: &List) -> &'a [Record] {
        self.project.records(list.id.as_str())
    }

    pub(super) fn list_in(&self, role: ListRole) -> Option<&'a List> {
        self.edition.list(self.edition.list_role(role)?.as_str())
    }

    /// What a list's own step still lacks of it: of one record, or of the list itself.
    pub(super) fn lacking(&self, list: &List, record: Option<&str>) -> Vec<&'a Unmet> {
        let Some(step) = self.assessment.step(list.step.as_str()) else {
            return Vec::new();
        };
        let wanted = |unmet: &&Unmet| match &unmet.to {
            Target::List(id, of) => *id == list.id && of.as_deref() == record,
            Target::Item(_) | Target::SignOff(..) => false,
        };
        step.unmet().filter(wanted).collect()
    }
}
