//! What the checklist can make of a project.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What the checklist makes of a project (guidance p. 16): a candidate verdict, since the
/// parties' own governance decides.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Patients gain directly and the NHS is a party.
    JointWorking,
    /// Care improves, or the NHS gains while care stays as good.
    CollaborativeWorking,
    /// A red question is answered no.
    NotYetEligible,
    /// Neither patients nor care gain: not a partnership of this kind.
    OtherSupport,
    /// A question that decides is still open.
    Undetermined,
}

impl Verdict {
    /// Every verdict, in the order in which they are named.
    pub const ALL: [Self; 5] = [
        Self::JointWorking,
        Self::CollaborativeWorking,
        Self::NotYetEligible,
        Self::OtherSupport,
        Self::Undetermined,
    ];

    /// The verdict as JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::JointWorking => "joint-working",
            Self::CollaborativeWorking => "collaborative-working",
            Self::NotYetEligible => "not-yet-eligible",
            Self::OtherSupport => "other-support",
            Self::Undetermined => "undetermined",
        }
    }

    /// The verdict in words, as every screen writes it.
    pub fn words(self) -> &'static str {
        match self {
            Self::JointWorking => "joint working",
            Self::CollaborativeWorking => "collaborative working",
            Self::NotYetEligible => "not yet eligible",
            Self::OtherSupport => "another form of support",
            Self::Undetermined => "not decided yet",
        }
    }

    /// Whether the project may go on to its concept.
    pub fn is_candidate(self) -> bool {
        match self {
            Self::JointWorking | Self::CollaborativeWorking => true,
            Self::NotYetEligible | Self::OtherSupport | Self::Undetermined => false,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
