//! Pure judgement: what the answers make of a project on a day, and why.
//!
//! Rules keep no state and refuse no change; each cites its page of the guidance.

mod assessment;

pub use assessment::{
    Assessment, Carry, ChangedThing, Deadline, DeadlineKind, Eligibility, GateState, ItemState, NewAnswer,
    Next, Reason, Risk, Rule, Sentence, SignOffState, Standing, State, StepState, Target, Unmet, WouldChange,
};
#[allow(missing_docs)]
pub fn assess(
    _e: &crate::guidance::Edition,
    _p: &crate::project::Project,
    _d: jiff::civil::Date,
) -> Assessment {
    loop {}
}
#[allow(missing_docs)]
pub fn verdict(
    _e: &crate::guidance::Edition,
    _p: &crate::project::Project,
    _d: jiff::civil::Date,
) -> crate::guidance::Verdict {
    loop {}
}
#[allow(missing_docs)]
pub fn receipt(
    _e: &crate::guidance::Edition,
    _p: &crate::project::Project,
    _d: jiff::civil::Date,
    _t: jiff::Timestamp,
) -> crate::project::Receipt {
    loop {}
}
#[allow(missing_docs)]
pub fn started(
    _e: &crate::guidance::Edition,
    _p: &crate::project::Project,
    _d: jiff::civil::Date,
    _t: jiff::Timestamp,
) -> Option<crate::project::Started> {
    loop {}
}
