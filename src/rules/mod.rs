//! Pure judgement: what the answers make of a project on a day, and why.
//!
//! Rules keep no state and refuse no change; each cites its page of the guidance.

mod assessment;

pub use assessment::{
    Assessment, Carry, ChangedThing, Deadline, DeadlineKind, Eligibility, GateState, ItemState, NewAnswer,
    Next, Reason, Risk, Rule, Sentence, SignOffState, Standing, State, StepState, Target, Unmet, WouldChange,
};
