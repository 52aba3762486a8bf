//! Every document of a project, as a pure function of edition, project, assessment and day.
//!
//! A file a kind of document, over pieces that they share. Which step's answers stand in which
//! document the edition says; here is only how they are laid out. Nothing is judged here: what
//! the rules found is said.

mod agreement;
mod amended;
mod amendment;
mod answer;
mod carried;
mod case;
mod concept;
mod draft;
mod eligibility;
mod form;
mod imprint;
mod outcomes;
mod pack;
mod pid;
mod pieces;
mod portfolio;
mod records;
mod sign_offs;
mod sound;
mod status;
mod summary;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
mod which;
mod words;

pub use portfolio::{PortfolioProject, portfolio};
pub use which::{UnknownDocument, Which, all};

use jiff::civil::Date;

use super::document::Document;
use crate::{guidance::Edition, project::Project, rules::Assessment};
use case::Case;

/// Why a document cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The project's edition asks for no such document.
    #[error("the edition {edition} has no document {which}")]
    NotInEdition {
        /// The edition.
        edition: String,
        /// The document.
        which: Which,
    },
    /// The project is answered under an edition that this program lacks.
    #[error("this program lacks the edition {0}, under which the project is answered")]
    OtherEdition(String),
    /// The project has no amendment of that id.
    #[error("there is no amendment {id:?}")]
    NoAmendment {
        /// The id that was asked for.
        id: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

impl BuildError {
    /// What can be done about it, where something can.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotInEdition { .. } => None,
            Self::OtherEdition(_) => Some("a later version of triplewin makes its documents".to_owned()),
            Self::NoAmendment { known, .. } if known.is_empty() => {
                Some("the project has no amendment yet".to_owned())
            }
            Self::NoAmendment { known, .. } => Some(format!("it has {}", known.join(", "))),
        }
    }
}

/// A document of a project on a day; the same ones give the same document.
pub fn build(
    edition: &Edition,
    project: &Project,
    assessment: &Assessment,
    today: Date,
    which: &Which,
) -> Result<Document, BuildError> {
    if project.edition != edition.id {
        return Err(BuildError::OtherEdition(project.edition.to_string()));
    }
    let case = Case::new(edition, project, assessment, today);
    built(&case, which).map(sound::sound)
}

/// The document as it was built, unsafe characters and all.
fn built(case: &Case, which: &Which) -> Result<Document, BuildError> {
    let document = match which {
        Which::Concept => concept::document(case),
        Which::Pid => pid::document(case),
        Which::Agreement => agreement::document(case),
        Which::Summary => summary::document(case),
        Which::Amendment(id) => return amendment::document(case, id),
        Which::Outcomes => outcomes::document(case),
        Which::Eligibility => eligibility::document(case),
        Which::Status => Some(status::document(case)),
        Which::Pack => Some(pack::document(case)),
    };
    document.ok_or_else(|| BuildError::NotInEdition {
        edition: case.edition.id.to_string(),
        which: which.clone(),
    })
}
