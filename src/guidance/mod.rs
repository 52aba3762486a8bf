//! The edition: what is asked, in which order, why, and what each gate needs.
//!
//! It is data from `assets/guidance/`; [`check()`] turns the JSON into a sound [`Edition`] and
//! reports all faults at once. This room knows of no answers and holds no rules.

mod check;
mod document;
mod edition;
mod id;
mod item;
mod referring;
mod verdict;

pub use check::{Fault, Source as EditionFile, check};
pub use document::{DocumentKind, DocumentPlan};
pub use edition::{
    By, Covers, Edition, Gate, ListRole, Need, OtherForm, Reading, Role, RouteQuestion, SignRole, Source,
    Stage, Step, Subject, Suggestion, Term, Tip, VerdictText, WantedSignOff,
};
pub use id::{EditionId, GateId, ItemId, ListId, StageId, StepId, SubjectId};
pub use item::{
    CarrySource, Choice, Citation, Condition, Entry, Field, FieldKind, Item, ItemKind, Join, List, PeriodOf,
    Severity,
};
pub use verdict::Verdict;

use std::sync::{Arc, OnceLock};

macro_rules! edition_files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(EditionFile {
            name: concat!($name, ".json"),
            json: include_bytes!(concat!("../../assets/guidance/", $folder, "/", $name, ".json")),
        }),+]
    };
}

/// The files of the edition `nhs-abpi-2024`, as they are embedded in the program.
pub const NHS_ABPI_2024: &[EditionFile] = edition_files!("nhs-abpi-2024":
    "edition", "partners", "scoping", "checklist", "concept", "team", "trust", "pid", "governance",
    "stakeholders", "safeguards", "agreement", "summary", "delivery", "amendments", "outcomes",
    "publication", "disclosure",
);

/// The editions that this program holds, the one for new projects first.
///
/// An embedded edition with a fault is left out; a test shows that none has one.
pub fn editions() -> &'static [Arc<Edition>] {
    static EDITIONS: OnceLock<Vec<Arc<Edition>>> = OnceLock::new();
    EDITIONS.get_or_init(|| {
        [NHS_ABPI_2024]
            .iter()
            .filter_map(|files| check(files).ok())
            .map(Arc::new)
            .collect()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_edition_is_sound() {
        if let Err(faults) = check(NHS_ABPI_2024) {
            let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"));
        }
    }

    #[test]
    fn what_the_help_calls_a_field_is_its_name() {
        let edition = editions().first().unwrap();
        let items = edition
            .items()
            .map(|item| (item.id.to_string(), &item.help, item.field_name()));
        let fields = edition.lists().flat_map(|list| &list.fields);
        let fields = fields.map(|field| (field.id.clone(), &field.help, field.field_name()));
        let mut told = 0;
        for (id, help, name) in items.chain(fields) {
            if let Some((_, called)) = help.split_once("The form calls this field ") {
                told += 1;
                assert!(called.starts_with(name), "{id} is not called {name}: {called}");
            }
        }
        assert!(told > 0);
    }
}
