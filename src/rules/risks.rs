//! Risks: each amber *no* is one, derived; its record in `risks` is made on the first edit,
//! and stays when the answer is another one later.

use serde_json::Value as Json;

use super::{
    assessment::{Assessment, Closed, Risk},
    case::Case,
    words::and,
};
use crate::{
    guidance::{Item, ItemId, ListRole, Severity},
    project::{LogEntry, Record},
};

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
        let mut risk = Risk {
            item: Some(item.id.clone()),
            raised: true,
            ..of_record(record, &item.label)
        };
        if !raised {
            risk.status = "no-longer-raised";
            risk.closed = Some(closed(case, item));
        }
        risks.push(risk);
    }
    let own = records.iter().filter(|record| !derived.contains(&record.id));
    risks.extend(own.map(|record| Risk {
        item: case.edition.item(record.text("item")).map(|item| item.id.clone()),
        ..of_record(Some(record), &record.id)
    }));
    risks
}

/// What a record says of a risk; without one it is open, and nothing is said of it.
fn of_record(record: Option<&Record>, unnamed: &str) -> Risk {
    let text = |field: &str| record.map_or("", |record| record.text(field));
    Risk {
        item: None,
        record: record.map(|record| record.id.clone()),
        title: match text("title") {
            "" => unnamed.to_owned(),
            title => title.to_owned(),
        },
        raised: false,
        status: match text("status") {
            "mitigated" => "mitigated",
            "accepted" => "accepted",
            _ => "open",
        },
        mitigation: text("mitigation").to_owned(),
        owner: text("owner").to_owned(),
        due: record.and_then(|record| record.date("due")),
        closed: None,
    }
}

/// Why an amber question no longer raises a risk: its answer, and who gave it when.
fn closed(case: &Case, item: &Item) -> Closed {
    let id = item.id.as_str();
    let answer = case.project.answer(id);
    let asked = case.item(id).is_some_and(|state| state.applies);
    let doubled = answer.is_some_and(|answer| !answer.versions.is_empty());
    let is = match case.project.chosen(id) {
        _ if !asked => "is not asked now",
        _ if doubled => "has two versions",
        Some("yes") => "is answered yes",
        Some(_) => "is not sure",
        None => "is no longer answered",
    };
    let last = case
        .project
        .log
        .iter()
        .rev()
        .filter_map(|line| line.entry())
        .find(|entry| ends_no(entry, id))
        .filter(|_| asked && !doubled);
    Closed {
        what: format!("question {} {is}", item.name()),
        by: last.map(|entry| entry.by.clone()),
        at: last.map(|entry| entry.until.unwrap_or(entry.at)),
    }
}

/// Whether an entry of the log made another answer of a *no*.
fn ends_no(entry: &LogEntry, item: &str) -> bool {
    let text = |member: &str| entry.change.get(member).and_then(Json::as_str);
    let was_no = entry.before.get("value").and_then(Json::as_str) == Some("no");
    let is_now = match text("op") {
        Some("answer") => text("value"),
        Some("clear") => Some(""),
        _ => None,
    };
    text("item") == Some(item) && was_no && is_now.is_some_and(|value| value != "no")
}

/// The id of the record that belongs to the risk which an amber question raises.
pub fn record_id(item: &ItemId) -> String {
    item.as_str().replace('.', "-").to_lowercase()
}

impl Assessment {
    /// The risks in the order in which they need somebody: open, mitigated, accepted, no longer
    /// raised.
    pub fn risks_by_standing(&self) -> Vec<&Risk> {
        let mut risks: Vec<&Risk> = self.risks.iter().collect();
        risks.sort_by_key(|risk| STANDINGS.iter().position(|status| *status == risk.status));
        risks
    }

    /// How many risks there are of each standing: `2 open, 1 mitigated`; nothing where there is none.
    pub fn risk_counts(&self) -> String {
        let of = |status: &str| self.risks.iter().filter(|risk| risk.status == status).count();
        let counts = STANDINGS.iter().map(|status| (of(status), words(status)));
        let said: Vec<String> = counts
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        said.join(", ")
    }
}

/// How a risk may stand: what needs somebody first.
const STANDINGS: [&str; 4] = ["open", "mitigated", "accepted", "no-longer-raised"];

fn words(status: &'static str) -> &'static str {
    match status {
        "no-longer-raised" => "no longer raised",
        other => other,
    }
}

impl Risk {
    /// How it stands, in words.
    pub fn status_words(&self) -> &'static str {
        words(self.status)
    }

    /// What an open one still lacks: `no owner`, `no mitigation`, `no date`.
    pub fn lacks(&self) -> Vec<&'static str> {
        if self.status != "open" {
            return Vec::new();
        }
        [
            (self.mitigation.trim().is_empty(), "no mitigation"),
            (self.owner.trim().is_empty(), "no owner"),
            (self.due.is_none(), "no date"),
        ]
        .into_iter()
        .filter_map(|(is_missing, words)| is_missing.then_some(words))
        .collect()
    }

    /// The same as one phrase: `no owner and no date`; nothing where nothing is lacking.
    pub fn lacks_words(&self) -> Option<String> {
        let lacks = self.lacks();
        (!lacks.is_empty()).then(|| and(&lacks))
    }
}
