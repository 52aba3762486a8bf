//! The edition: what is asked, in which order, why, and what each gate needs.
//!
//! It is data from `assets/guidance/`; [`check()`] turns the JSON into a sound [`Edition`] and
//! reports all faults at once. This room knows of no answers and holds no rules.

mod check;
mod edition;
mod id;
mod item;
mod referring;
mod verdict;

pub use check::{Fault, Source as EditionFile, check};
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
}
