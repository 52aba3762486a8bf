//! Risks: each amber *no* is one, derived; its record in `risks` is made on the first edit.

use super::{assessment::Risk, case::Case};
use crate::guidance::{ItemId, ListRole, Severity};

/// Those raised by the checklist first, then the project's own.
pub(super) fn risks(case: &Case) -> Vec<Risk> {
    let records = case.records(ListRole::Risks);
    let ambers = case
        .edition
        .checklist()
        .filter(|item| item.severity == Some(Severity::Amber));
    let mut risks = Vec::new();
    let mut derived = Vec::new();
    for item in ambers {
        let id = record_id(&item.id);
        let record = records.iter().find(|record| record.id == id);
        let raised = case.eligibility.amber_no.contains(&item.id);
        if record.is_none() && !raised {
            continue;
        }
        derived.push(id);
        risks.push(Risk {
            item: Some(item.id.clone()),
            record: record.map(|record| record.id.clone()),
            title: record
                .map(|record| record.text("title"))
                .filter(|title| !title.is_empty())
                .unwrap_or(&item.label)
                .to_owned(),
            status: match record.map(|record| record.text("status")) {
                _ if !raised => "no-longer-raised",
                Some(status) => status_of(status),
                None => "open",
            },
            due: record.and_then(|record| record.date("due")),
        });
    }
    let own = records.iter().filter(|record| !derived.contains(&record.id));
    risks.extend(own.map(|record| Risk {
        item: case.edition.item(record.text("item")).map(|item| item.id.clone()),
        record: Some(record.id.clone()),
        title: match record.text("title") {
            "" => record.id.clone(),
            title => title.to_owned(),
        },
        status: status_of(record.text("status")),
        due: record.date("due"),
    }));
    risks
}

/// The id of the record that belongs to the risk which an amber question raises.
pub fn record_id(item: &ItemId) -> String {
    item.as_str().replace('.', "-").to_lowercase()
}

fn status_of(status: &str) -> &'static str {
    match status {
        "mitigated" => "mitigated",
        "accepted" => "accepted",
        _ => "open",
    }
}
