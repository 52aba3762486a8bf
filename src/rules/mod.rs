//! Pure judgement: what the answers make of a project on a day, and why.
//!
//! Rules keep no state and refuse no change; each cites its page of the guidance. What is
//! general stands here as code, what is particular comes from the edition's data.

mod amendments;
mod assessment;
mod carry;
mod case;
mod changed;
mod checklist;
mod compare;
mod conditions;
mod deadlines;
mod eligibility;
mod items;
mod lifecycle;
mod needs;
mod next;
mod notes;
mod parties;
mod reasons;
mod receipt;
mod risks;
mod sentences;
mod shut;
mod sign_offs;
mod sources;
mod steps;
#[cfg(test)]
mod tests;
mod verify;
mod words;

pub use amendments::{Agreed, AmendedPart, Amendment, amended_parts};
pub use assessment::{
    Assessment, Back, Carry, ChangedThing, Closed, Deadline, DeadlineKind, Eligibility, GateState, ItemState,
    NewAnswer, Next, Note, Reason, Risk, Rule, Sentence, SignOffState, Standing, State, StepState, Target,
    Turned, Unmet, WouldChange,
};
pub use checklist::{Check, CheckAnswers, verdict};
pub use compare::{
    Agreement, CompareGroup, Compared, Comparison, Given, Incomparable, Said, comparable, compare,
};
pub use conditions::{Condition, Met};
pub use eligibility::eligibility;
pub use lifecycle::started;
pub use receipt::receipt;
pub use risks::record_id as risk_record_id;
pub use shut::way_back;
pub use sources::{changed_sources, document_words, giving_sources, last_change, source_words};
pub use verify::{Finding, FindingKind, verify};
pub use words::{and, capital, lower, ranges};

use crate::{guidance::Edition, project::Project};
use case::Case;
use jiff::civil::Date;

/// Everything that the rules say of a project on a day.
pub fn assess(edition: &Edition, project: &Project, today: Date) -> Assessment {
    let case = Case::new(edition, project, today);
    let gates = lifecycle::gates(&case);
    let stage = lifecycle::stage(&case, &gates);
    let risks = risks::risks(&case);
    let deadlines = match stage {
        Some(_) => deadlines::deadlines(&case, &risks),
        None => Vec::new(),
    };
    let steps = steps::steps(&case, &deadlines, &risks);
    let next = next::next(&case, stage.as_ref(), &gates, &deadlines);
    Assessment {
        parties: case.parties.broken(),
        stage,
        steps,
        risks,
        deadlines,
        next,
        notes: notes::notes(&case),
        delivered: lifecycle::is_delivered(&case, &gates),
        gates,
        eligibility: case.eligibility,
        items: case.items,
        amendments: case.amendments,
        sign_offs: case.sign_offs.states,
    }
}
