//! Amendments: how far each is, what it changes in the PID, and the mark that an agreed one leaves
//! (guidance p. 34).

use jiff::civil::Date;

use super::{
    assessment::{Assessment, SignOffState, Standing},
    changed::Since,
    sign_offs::{PID, amendment_subject, is_agreed},
    words::{and, and_more, lower},
};
use crate::{
    guidance::{Edition, Entry, List, ListRole},
    project::{Project, Record, day_words, field_words, is_blank},
};

/// An amendment as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its record.
    pub id: String,
    /// Its place among the amendments, from 1.
    pub number: usize,
    /// The labels of the required fields that it lacks, within a sentence.
    pub lacks: Vec<String>,
    /// The approvals that stand.
    pub approvals: Vec<Agreed>,
    /// Who has to approve it still, or again, within a sentence.
    pub waits_for: Vec<String>,
    /// Whether it is agreed: nothing is missing, and every approval that it needs stands.
    pub agreed: bool,
    /// Whether it lets the PID's sign-offs count as given although the PID has changed since.
    pub heals: bool,
}

/// An approval of an amendment that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// For whom, within a sentence: `the project team`.
    pub whose: String,
    /// The person.
    pub name: String,
    /// The day.
    pub date: Date,
}

/// Every amendment, in the order in which they were begun.
pub(super) fn amendments(edition: &Edition, project: &Project, states: &[SignOffState]) -> Vec<Amendment> {
    let Some(list) = list_of(edition) else {
        return Vec::new();
    };
    let records = project.records(list.id.as_str()).iter().enumerate();
    records
        .map(|(at, record)| {
            let subject = amendment_subject(&record.id);
            let wanted = || {
                states
                    .iter()
                    .filter(|state| state.subject == subject && state.required)
            };
            let signer = |state: &SignOffState| project.signer_name(edition, &state.party).to_owned();
            let approvals = wanted().filter_map(|state| {
                let Standing::Given { id } = &state.standing else {
                    return None;
                };
                let sign_off = project.sign_offs.iter().find(|sign_off| sign_off.id == *id)?;
                Some(Agreed {
                    whose: signer(state),
                    name: sign_off.name.clone(),
                    date: sign_off.date,
                })
            });
            Amendment {
                id: record.id.clone(),
                number: at + 1,
                lacks: record
                    .lacks(list)
                    .iter()
                    .map(|field| lower(&field.label))
                    .collect(),
                approvals: approvals.collect(),
                waits_for: wanted()
                    .filter(|state| !matches!(state.standing, Standing::Given { .. }))
                    .map(signer)
                    .collect(),
                agreed: is_agreed(edition, project, states, &record.id),
                heals: states
                    .iter()
                    .any(|state| state.healed_by.as_ref() == Some(&record.id)),
            }
        })
        .collect()
}

fn list_of(edition: &Edition) -> Option<&List> {
    edition.list(edition.list_role(ListRole::Amendments)?.as_str())
}

impl Amendment {
    /// How far it is, in a sentence: its mark once it is agreed, else what it waits for.
    pub fn words(&self) -> String {
        let words = if self.agreed {
            self.mark()
        } else {
            self.open_words()
        };
        format!("{words}.")
    }

    /// What it is called: `Amendment 2`.
    pub fn title(&self) -> String {
        format!("Amendment {}", self.number)
    }

    /// What it is called and who agreed to it when: `Amendment 1, agreed by the project team on
    /// 3 May 2027 and by the governance committee on 5 May 2027`.
    pub fn mark(&self) -> String {
        let by: Vec<String> = self
            .approvals
            .iter()
            .map(|approval| format!("by {} on {}", approval.whose, day_words(approval.date)))
            .collect();
        format!("{}, agreed {}", self.title(), and(&by))
    }

    /// Why it is open, in a sentence without its full stop.
    pub fn open_words(&self) -> String {
        let title = self.title();
        match (self.lacks.as_slice(), self.waits_for.as_slice()) {
            ([], []) => format!("{title} is not agreed"),
            ([], [one]) => format!("{title} is not agreed: {one} has not approved it as it stands"),
            ([], several) => format!(
                "{title} is not agreed: {} have not approved it as it stands",
                and(several)
            ),
            (lacks, _) => format!("{title} lacks its {}", and(lacks)),
        }
    }
}

impl Assessment {
    /// An amendment by its record's id.
    pub fn amendment(&self, id: &str) -> Option<&Amendment> {
        self.amendments.iter().find(|amendment| amendment.id == id)
    }

    /// The amendments that are not agreed yet.
    pub fn open_amendments(&self) -> impl Iterator<Item = &Amendment> {
        self.amendments.iter().filter(|amendment| !amendment.agreed)
    }

    /// The agreed amendments with which the PID stands as it is now; none where it stands without.
    pub fn amended(&self) -> Vec<&Amendment> {
        let healed = self.amendments.iter().rposition(|amendment| amendment.heals);
        let up_to = self.amendments.iter().take(healed.map_or(0, |at| at + 1));
        up_to.filter(|amendment| amendment.agreed).collect()
    }

    /// The open amendments by number: `Amendment 2 is open`, `Amendments 2 and 3 are open`.
    pub fn open_amendment_words(&self) -> Option<String> {
        let numbers: Vec<String> = self
            .open_amendments()
            .map(|amendment| amendment.number.to_string())
            .collect();
        match numbers.as_slice() {
            [] => None,
            [one] => Some(format!("Amendment {one} is open")),
            several => Some(format!("Amendments {} are open", and_more(several))),
        }
    }

    /// The mark of a subject, which only the PID has.
    pub fn mark_of(&self, subject: &str) -> Option<String> {
        self.amended_words().filter(|_| subject == PID)
    }

    /// The PID's mark while agreed amendments let it stand: `As amended: Amendment 1, agreed …`.
    pub fn amended_words(&self) -> Option<String> {
        let marks: Vec<String> = self.amended().into_iter().map(Amendment::mark).collect();
        (!marks.is_empty()).then(|| format!("As amended: {}", marks.join("; ")))
    }
}

/// Something of the PID that an amendment changes, and what the PID says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendedPart {
    /// The item's or list's id.
    pub thing: String,
    /// What it is called.
    pub label: String,
    /// What it says now; empty where it says nothing.
    pub now: String,
    /// What it said when the amendment was agreed, where it is agreed and the log tells another
    /// text.
    pub agreed: Option<String>,
}

impl AmendedPart {
    /// `Milestones, as the PID says now: Training, 31 Jan 2027`.
    pub fn now_words(&self) -> String {
        match in_a_row(&self.now) {
            now if now.is_empty() => format!("{}: the PID says nothing now.", self.label),
            now => format!("{}, as the PID says now: {now}", self.label),
        }
    }

    /// `When it was agreed: Training, 31 Dec 2026`, where that was something else.
    pub fn agreed_words(&self) -> Option<String> {
        let then = in_a_row(self.agreed.as_ref()?);
        Some(match then.as_str() {
            "" => "When it was agreed: nothing.".to_owned(),
            then => format!("When it was agreed: {then}"),
        })
    }
}

/// Lines one after the other, with a semicolon where one ends without a stop.
fn in_a_row(text: &str) -> String {
    let mut row = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !row.is_empty() {
            let stopped = row.ends_with(['.', '?', '!', ':', ';', ',']);
            row.push_str(if stopped { " " } else { "; " });
        }
        row.push_str(line);
    }
    row
}

/// What an amendment changes, thing by thing, with what the PID says now and said when it was
/// agreed. An id that the edition does not know is passed over.
pub fn amended_parts(
    edition: &Edition,
    project: &Project,
    assessment: &Assessment,
    id: &str,
) -> Vec<AmendedPart> {
    let Some(list) = list_of(edition) else {
        return Vec::new();
    };
    let Some(record) = project.record(list.id.as_str(), id) else {
        return Vec::new();
    };
    let subject = amendment_subject(id);
    let agreed = assessment.amendment(id).is_some_and(|amendment| amendment.agreed);
    let newest = project
        .sign_offs
        .iter()
        .rfind(|sign_off| sign_off.subject == subject && sign_off.withdrawn.is_none());
    let since = newest
        .filter(|_| agreed)
        .map(|sign_off| Since::new(project, sign_off));
    record
        .references("items")
        .filter_map(|thing| {
            let (label, now, then) = match edition.entry(thing)? {
                Entry::Item(item) => (
                    &item.label,
                    project
                        .value(thing)
                        .map(|value| value.whole(item))
                        .unwrap_or_default(),
                    since.as_ref().and_then(|since| since.item_then(item)),
                ),
                Entry::List(list) => (
                    &list.label,
                    lines(edition, project, list, project.records(thing)),
                    since
                        .as_ref()
                        .map(|since| lines(edition, project, list, &since.records_then(project, list))),
                ),
            };
            Some(AmendedPart {
                thing: thing.to_owned(),
                label: label.clone(),
                agreed: then.filter(|then| *then != now),
                now,
            })
        })
        .collect()
}

/// Records as the PID holds them, a line each.
fn lines(edition: &Edition, project: &Project, list: &List, records: &[Record]) -> String {
    let lines = records.iter().map(|record| {
        let fields = list.fields.iter().filter(|field| !field.progress);
        let cells: Vec<String> = fields
            .filter(|field| record.fields.get(&field.id).is_some_and(|json| !is_blank(json)))
            .map(|field| field_words(edition, project, field, record))
            .collect();
        cells.join(", ")
    });
    lines.collect::<Vec<_>>().join("\n")
}
