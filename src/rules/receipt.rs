//! The file's receipt of a verdict: what it was, a hash of what it followed from, and one of the
//! whole file, by which anything altered beside it shows.

use jiff::{Timestamp, civil::Date};
use serde_json::{Map, json};

use super::{
    checklist::{CheckAnswers, Checklist},
    parties::Parties,
};
use crate::{
    guidance::Edition,
    json::sha256,
    project::{Project, Receipt},
};

/// The verdict on a project on a day, with what it follows from. It covers the whole file: so it
/// is made last, when all else is as it will be saved.
pub fn receipt(edition: &Edition, project: &Project, today: Date, at: Timestamp) -> Receipt {
    let answers = CheckAnswers::from_project(edition, project, today);
    let checklist = Checklist::new(edition, &answers);
    let receipt = Receipt {
        verdict: checklist.verdict(&checklist.given),
        edition: edition.id.clone(),
        answers: answers_hash(edition, project, today),
        at,
        day: today,
        content: None,
        rest: Map::new(),
    };
    Receipt {
        content: Some(content_hash(edition, project, &receipt)),
        ..receipt
    }
}

/// The SHA-256 of the file with this receipt, but for the receipt's own hash of it.
pub(super) fn content_hash(edition: &Edition, project: &Project, receipt: &Receipt) -> String {
    let mut file = project.to_file(edition);
    file.verdict = Some(Receipt {
        content: None,
        ..receipt.clone()
    });
    sha256(&json!(file))
}

/// The SHA-256 of what a verdict follows from: the answers to the checklist, what its conditions
/// look at elsewhere, and the kinds of the parties on that day.
pub(super) fn answers_hash(edition: &Edition, project: &Project, day: Date) -> String {
    let answers = CheckAnswers::from_project(edition, project, day);
    let given: Map<_, _> = answers
        .given
        .iter()
        .map(|(item, check)| (item.to_string(), json!(check.name())))
        .collect();
    let parties: Map<_, _> = Parties::of(edition, project, day)
        .present
        .iter()
        .map(|party| (party.id.clone(), json!(party.text("kind"))))
        .collect();
    let elsewhere: Map<_, _> = answers
        .elsewhere
        .iter()
        .map(|(item, chosen)| (item.to_string(), json!(chosen)))
        .collect();
    sha256(&json!({"answers": given, "elsewhere": elsewhere, "parties": parties}))
}
