//! What stands on every page.

use super::{super::document::Imprint, case::Case, words::long_day};
use crate::{guidance::ListRole, project::title_words};

/// The imprint of a document of the project.
pub(super) fn imprint(case: &Case, draft: Option<String>) -> Imprint {
    let parties = case.project.records_in(case.edition, ListRole::Parties);
    let names: Vec<&str> = parties
        .iter()
        .map(|party| party.text("name"))
        .filter(|name| !name.trim().is_empty())
        .collect();
    Imprint {
        project: title(case).to_owned(),
        authors: names.join(", "),
        draft,
        line: format!(
            "Triplewin project {}, revision {}, edition {}, printed {}",
            case.project.id,
            case.project.revision,
            case.project.edition,
            long_day(case.today)
        ),
        credit: case.edition.credit.clone(),
        date: case.today.to_string(),
    }
}

/// The project's title, or what stands for it while there is none.
fn title<'a>(case: &Case<'a>) -> &'a str {
    title_words(case.project.title(case.edition))
}
