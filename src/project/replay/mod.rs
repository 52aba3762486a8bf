//! Does the log explain what the project shows?
//!
//! Every answer, record and sign-off is followed through the log, from nothing, part by part. One
//! value altered in the file by hand shows, whether it is in what the project says or in what the
//! log tells. Accepted changes, folded or not, and merges never do.

mod answers;
mod records;
mod sign_offs;
mod strand;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use jiff::Timestamp;
use serde_json::Value as Json;

use super::{
    change::Change,
    file::{LogEntry, LogLine},
    state::Project,
};
use crate::guidance::Edition;
use strand::Span;

/// Something that the log does not explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexplained {
    /// The item, `list/record`, the sign-off's `subject/role/party`, or `project`.
    pub subject: String,
    /// What does not match, in words.
    pub what: String,
}

impl Unexplained {
    fn new(subject: &str, what: &str) -> Self {
        Self {
            subject: subject.to_owned(),
            what: what.to_owned(),
        }
    }
}

/// Everything that the log does not explain: answers in the guidance's order, then records, then
/// sign-offs, then the project itself. Items, lists and log entries that this program does not
/// know are passed over.
pub fn unexplained(edition: &Edition, project: &Project) -> Vec<Unexplained> {
    let told: Vec<Told> = project.log.iter().filter_map(Told::of).collect();
    let mut findings = answers::unexplained(edition, project, &told);
    findings.extend(records::unexplained(edition, project, &told));
    findings.extend(sign_offs::unexplained(project, &told));
    findings.extend(archived(project, &told));
    findings
}

/// An entry of the log whose change this program understands.
struct Told<'a> {
    entry: &'a LogEntry,
    change: Change,
}

impl<'a> Told<'a> {
    fn of(line: &'a LogLine) -> Option<Self> {
        let entry = line.entry()?;
        let change = Change::from_json(&entry.change).ok()?;
        Some(Self { entry, change })
    }

    fn span(&self) -> Span<'a> {
        Span {
            by: &self.entry.by,
            from: self.entry.at,
            until: self.entry.until,
        }
    }
}

/// Whether the log leads to the project's being put away, or not, as it is.
fn archived(project: &Project, told: &[Told]) -> Option<Unexplained> {
    let mut now = None;
    let mut ever = Vec::new();
    let mut follows = true;
    for told in told {
        let before: Option<Timestamp> = match &told.entry.before {
            Json::Null => None,
            before => before
                .as_str()
                .and_then(|at| at.parse().ok())
                .or(Some(Timestamp::MIN)),
        };
        match told.change {
            Change::Archive => {
                follows &= before.is_none();
                ever.push(told.entry.at);
                now = Some(told.entry.at);
            }
            Change::Unarchive => {
                follows &= before.is_some_and(|at| ever.contains(&at));
                now = None;
            }
            Change::Answer { .. }
            | Change::Clear { .. }
            | Change::Skip { .. }
            | Change::Confirm { .. }
            | Change::Add { .. }
            | Change::Update { .. }
            | Change::Remove { .. }
            | Change::Sign { .. }
            | Change::Withdraw { .. } => {}
        }
    }
    (project.archived_at != now || !follows).then(|| {
        Unexplained::new(
            "project",
            "whether and when it was archived is not what the log tells",
        )
    })
}
