//! The documents that a project gives, and which steps' answers stand in which.

use serde::{Deserialize, Serialize};

use super::id::{GateId, StepId};

/// A document that holds answers, of a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// The checklist with its verdict.
    Eligibility,
    /// The Project Concept Framework.
    Concept,
    /// The Project Initiation Document.
    Pid,
    /// What has been agreed for the agreement, for the lawyers who draft it.
    Agreement,
    /// The executive summary, to be published.
    Summary,
    /// One amendment.
    Amendment,
    /// The summary of outcomes, to be published.
    Outcomes,
}

/// A document and the steps whose answers stand in it: every step has one document that owns it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentPlan {
    /// Which.
    pub document: DocumentKind,
    /// What it is called.
    pub title: String,
    /// The gate that it has to pass: until then it is a draft.
    pub gate: GateId,
    /// The step whose form it is, and those that stand in its annexes, in order.
    pub steps: Vec<StepId>,
}
