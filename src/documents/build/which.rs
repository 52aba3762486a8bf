//! The documents by their names on the command line.

use std::{fmt, str::FromStr};

use crate::{
    guidance::{DocumentKind, Edition, ListRole},
    project::Project,
};

/// Which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The Project Concept Framework.
    Concept,
    /// The Project Initiation Document.
    Pid,
    /// What has been agreed for the agreement.
    Agreement,
    /// The executive summary.
    Summary,
    /// The amendment with this id.
    Amendment(String),
    /// The summary of outcomes.
    Outcomes,
    /// The checklist with its verdict.
    Eligibility,
    /// Where the project stands.
    Status,
    /// All of them in one.
    Pack,
}

/// Those that every project may have, by name.
const NAMED: [(&str, Which); 8] = [
    ("concept", Which::Concept),
    ("pid", Which::Pid),
    ("agreement", Which::Agreement),
    ("summary", Which::Summary),
    ("outcomes", Which::Outcomes),
    ("eligibility", Which::Eligibility),
    ("status", Which::Status),
    ("pack", Which::Pack),
];

/// What stands before an amendment's id.
const AMENDMENT: &str = "amendment/";

/// A name that is no document's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no document {}", crate::characters::quoted(.0))]
pub struct UnknownDocument(pub String);

impl UnknownDocument {
    /// The names that there are.
    pub fn hint(&self) -> String {
        let names: Vec<&str> = Which::names().collect();
        format!("documents are {}, amendment/ID, and all", names.join(", "))
    }
}

impl Which {
    /// The names of those that every project may have.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// The name of its file, without folder and ending.
    pub fn file_stem(&self) -> String {
        self.to_string().replace('/', "-")
    }

    fn of(kind: DocumentKind) -> Option<Self> {
        match kind {
            DocumentKind::Eligibility => Some(Self::Eligibility),
            DocumentKind::Concept => Some(Self::Concept),
            DocumentKind::Pid => Some(Self::Pid),
            DocumentKind::Agreement => Some(Self::Agreement),
            DocumentKind::Summary => Some(Self::Summary),
            DocumentKind::Outcomes => Some(Self::Outcomes),
            // There are as many as the project has.
            DocumentKind::Amendment => None,
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Amendment(id) => write!(formatter, "{AMENDMENT}{id}"),
            named => {
                let name = NAMED.iter().find(|(_, which)| which == named);
                formatter.write_str(name.map_or("", |(name, _)| name))
            }
        }
    }
}

impl FromStr for Which {
    type Err = UnknownDocument;

    fn from_str(name: &str) -> Result<Self, UnknownDocument> {
        if let Some(id) = name.strip_prefix(AMENDMENT).filter(|id| !id.is_empty()) {
            return Ok(Self::Amendment(id.to_owned()));
        }
        let named = NAMED.into_iter().find(|(known, _)| *known == name);
        named
            .map(|(_, which)| which)
            .ok_or_else(|| UnknownDocument(name.to_owned()))
    }
}

/// Every document that a project has, in the order in which they come about; where it stands, and
/// the pack of them all, last.
pub fn all(edition: &Edition, project: &Project) -> Vec<Which> {
    let mut all = parts(edition, project);
    all.push(Which::Pack);
    all
}

/// Every document but the pack, which holds them.
pub(super) fn parts(edition: &Edition, project: &Project) -> Vec<Which> {
    let amendments = project.records_in(edition, ListRole::Amendments);
    let mut parts: Vec<Which> = Vec::new();
    for plan in &edition.documents {
        match Which::of(plan.document) {
            Some(which) => parts.push(which),
            None => parts.extend(
                amendments
                    .iter()
                    .map(|record| Which::Amendment(record.id.clone())),
            ),
        }
    }
    parts.push(Which::Status);
    parts
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_document_that_it_is_shown_by() {
        for (name, which) in NAMED {
            assert_eq!(name.parse::<Which>().unwrap(), which);
            assert_eq!(which.to_string(), name);
            assert_eq!(which.file_stem(), name);
        }
        let amendment: Which = "amendment/later-start".parse().unwrap();
        assert_eq!(amendment, Which::Amendment("later-start".to_owned()));
        assert_eq!(amendment.to_string(), "amendment/later-start");
        assert_eq!(amendment.file_stem(), "amendment-later-start");
    }

    #[test]
    fn another_name_is_told_those_that_there_are() {
        for name in ["", "PID", "amendment", "amendment/", "all", "pid\u{1b}[31m"] {
            let error = name.parse::<Which>().unwrap_err();
            assert!(!error.to_string().contains('\u{1b}'), "{error}");
            assert!(
                error.hint().contains("pid, agreement, summary"),
                "{}",
                error.hint()
            );
        }
    }
}
