//! The parties on a day, and the rules that they keep (guidance p. 6 to 8).
//!
//! A party with a `left` date counts up to that day. Nobody is ever asked to change an answer to
//! suit the parties.

use jiff::civil::Date;

use super::assessment::{Rule, Target, Unmet};
use crate::{
    guidance::{Edition, ListId, ListRole},
    project::{Project, Record},
};

/// What kind of organisation a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartyKind {
    Nhs,
    Healthcare,
    Company,
    Other,
    PatientOrganisation,
    /// Nobody has said yet.
    Unsaid,
}

pub(super) fn kind_of(party: &Record) -> PartyKind {
    match party.text("kind") {
        "nhs" => PartyKind::Nhs,
        "healthcare" => PartyKind::Healthcare,
        "company" => PartyKind::Company,
        "patient-organisation" => PartyKind::PatientOrganisation,
        "" => PartyKind::Unsaid,
        _ => PartyKind::Other,
    }
}

/// The parties of a project on a day.
pub(super) struct Parties<'a> {
    list: Option<&'a ListId>,
    /// Every party ever, those that left too.
    pub(super) ever: &'a [Record],
    /// Those that have not left.
    pub(super) present: Vec<&'a Record>,
    /// Where the guidance says who may be a party.
    page: &'a str,
}

impl<'a> Parties<'a> {
    pub(super) fn of(edition: &'a Edition, project: &'a Project, today: Date) -> Self {
        let ever = project.records_in(edition, ListRole::Parties);
        let list = edition.list_role(ListRole::Parties);
        let page = list
            .and_then(|list| edition.list(list.as_str()))
            .map_or("", |list| list.source.page.as_str());
        Self {
            list,
            ever,
            present: ever
                .iter()
                .filter(|party| party.date("left").is_none_or(|left| today <= left))
                .collect(),
            page,
        }
    }

    /// Everybody who approves and signs: a patient organisation cannot be a party.
    pub(super) fn signing(&self) -> impl Iterator<Item = &'a Record> {
        self.present
            .iter()
            .copied()
            .filter(|party| kind_of(party) != PartyKind::PatientOrganisation)
    }

    pub(super) fn companies(&self) -> impl Iterator<Item = &'a Record> {
        self.present
            .iter()
            .copied()
            .filter(|party| kind_of(party) == PartyKind::Company)
    }

    /// Everybody who signs and is no company.
    pub(super) fn others(&self) -> impl Iterator<Item = &'a Record> {
        self.signing()
            .filter(|party| kind_of(party) != PartyKind::Company)
    }

    /// Whether another healthcare organisation is a party, and no NHS one: what joint working
    /// would be is then collaborative working, its wider form.
    pub(super) fn healthcare_without_nhs(&self) -> bool {
        self.has(PartyKind::Healthcare) && !self.has(PartyKind::Nhs)
    }

    fn has(&self, kind: PartyKind) -> bool {
        self.present.iter().any(|party| kind_of(party) == kind)
    }

    /// The party rules that do not hold, one row each.
    pub(super) fn broken(&self) -> Vec<Unmet> {
        let Some(list) = self.list else {
            return Vec::new();
        };
        let row = |party: Option<&Record>, what: String| Unmet {
            rule: Rule::Parties {
                list: list.clone(),
                party: party.map(|party| party.id.clone()),
            },
            what,
            to: Target::List(list.clone(), party.map(|party| party.id.clone())),
        };
        let page = self.page;
        let mut rows = Vec::new();
        if !self.has(PartyKind::Company) {
            rows.push(row(
                None,
                format!("No pharmaceutical company is a party: at least one is needed (guidance p. {page})"),
            ));
        }
        if !self.has(PartyKind::Nhs) && !self.has(PartyKind::Healthcare) {
            rows.push(row(
                None,
                format!(
                    "No NHS or other healthcare organisation is a party: at least one is needed, for joint working an NHS one (guidance p. {page})"
                ),
            ));
        }
        for party in &self.present {
            if kind_of(party) == PartyKind::PatientOrganisation {
                let name = name_of(party);
                rows.push(row(
                    Some(party),
                    format!(
                        "{name} is a patient organisation: it cannot be a party, but may be contracted to deliver a service (guidance p. {page})"
                    ),
                ));
            }
        }
        rows
    }
}

/// How a party is spoken of.
pub(super) fn name_of(party: &Record) -> &str {
    match party.text("name") {
        "" => &party.id,
        name => name,
    }
}
