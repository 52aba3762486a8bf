//! Two parties' separate answers side by side: where they agree, where they differ, and which of
//! them would change a verdict if the other side took it.
//!
//! What is compared is every item of the edition that either side has answered, in the guidance's
//! order. An answer is a value, a *not applicable*, or two versions of which nobody has chosen
//! yet; a note alone is none. What does not apply now is compared as it was given, since it counts
//! again as soon as it applies.

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};

use super::{assess, verdict};
use crate::{
    guidance::{Edition, EditionId, ItemId, Verdict},
    project::{Answer, Change, Project, ReadOnly, Value, Version},
};

/// Two projects' answers side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What the checklist makes of the first.
    pub verdict_a: Verdict,
    /// What the checklist makes of the second.
    pub verdict_b: Verdict,
    /// Whether the verdicts would differ even with the same answers, by the parties recorded.
    pub parties_decide: bool,
    /// Every item that either has answered, in the guidance's order.
    pub rows: Vec<Compared>,
}

/// An item that at least one side has answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The item.
    pub item: ItemId,
    /// What the first says.
    pub a: Given,
    /// What the second says.
    pub b: Given,
    /// How the two stand to each other.
    pub agreement: Agreement,
    /// The first's verdict with the second's answer, where that is another one.
    pub a_becomes: Option<Verdict>,
    /// The second's verdict with the first's answer, where that is another one.
    pub b_becomes: Option<Verdict>,
}

/// How two answers to one item stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Both say the same; their notes may differ.
    Same,
    /// They say different things.
    Differ,
    /// Only the first has answered.
    OnlyA,
    /// Only the second has answered.
    OnlyB,
}

/// What a comparison is read by, most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareGroup {
    /// One side's verdict would be another with the other's answer.
    Decides,
    /// They differ, and no verdict would change.
    Differ,
    /// Only the first has answered, and no verdict would change.
    OnlyA,
    /// Only the second has answered, and no verdict would change.
    OnlyB,
    /// They say the same.
    Same,
}

impl CompareGroup {
    /// Every group, most important first.
    pub const ALL: [Self; 5] = [Self::Decides, Self::Differ, Self::OnlyA, Self::OnlyB, Self::Same];
}

/// What one side says of an item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    /// The answer.
    pub said: Said,
    /// What was noted beside it.
    pub note: String,
    /// What supports it.
    pub evidence: Vec<String>,
    /// Who gave the answer; of two versions each has its own.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// Whether there is an answer that does not apply on this side now.
    pub parked: bool,
}

/// An answer, of whatever form.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Said {
    /// None.
    #[default]
    Nothing,
    /// A value.
    Value(Value),
    /// That the item does not apply, and why.
    NotApplicable(String),
    /// Two versions, of which nobody has chosen yet.
    Versions(Vec<Version>),
}

/// Why two projects cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// They are answered under different editions.
    #[error("the two are answered under different editions, {0} and {1}, which ask different questions")]
    Editions(EditionId, EditionId),
    /// This program lacks the edition of one.
    #[error("this program lacks the edition {0}, under which the project {1} is answered")]
    UnknownEdition(EditionId, String),
}

/// Whether two projects can be compared: both are answered under one edition, and it is known.
pub fn comparable(a: &Project, b: &Project) -> Result<(), Incomparable> {
    for project in [a, b] {
        if let Some(ReadOnly::UnknownEdition(edition)) = &project.read_only {
            return Err(Incomparable::UnknownEdition(edition.clone(), project.id.clone()));
        }
    }
    if a.edition == b.edition {
        Ok(())
    } else {
        Err(Incomparable::Editions(a.edition.clone(), b.edition.clone()))
    }
}

/// The answers of two projects under one edition side by side, both judged on one day.
pub fn compare(edition: &Edition, a: &Project, b: &Project, today: Date) -> Comparison {
    let mut sides = (Side::of(edition, a, today), Side::of(edition, b, today));
    let rows = edition
        .items()
        .filter_map(|item| row(&item.id, &mut sides.0, &mut sides.1))
        .collect();
    let (verdict_a, verdict_b) = (sides.0.verdict, sides.1.verdict);
    let mut with_the_same_answers = sides.0.project;
    with_the_same_answers.answers = sides.1.project.answers;
    Comparison {
        verdict_a,
        verdict_b,
        parties_decide: verdict(edition, &with_the_same_answers, today) != verdict_b,
        rows,
    }
}

impl Comparison {
    /// The rows of a group, in the guidance's order.
    pub fn in_group(&self, group: CompareGroup) -> impl Iterator<Item = &Compared> {
        self.rows.iter().filter(move |row| row.group() == group)
    }

    /// The rows that stand so to each other: those that would change a verdict first, then in the
    /// guidance's order.
    pub fn which(&self, agreement: Agreement) -> Vec<&Compared> {
        let mut rows: Vec<&Compared> = self
            .rows
            .iter()
            .filter(|row| row.agreement == agreement)
            .collect();
        rows.sort_by_key(|row| !row.changes_verdict());
        rows
    }
}

impl Compared {
    /// Whether one side's verdict would be another with the other's answer.
    pub fn changes_verdict(&self) -> bool {
        self.a_becomes.is_some() || self.b_becomes.is_some()
    }

    /// The group that it is read in.
    pub fn group(&self) -> CompareGroup {
        match self.agreement {
            Agreement::Same => CompareGroup::Same,
            _ if self.changes_verdict() => CompareGroup::Decides,
            Agreement::Differ => CompareGroup::Differ,
            Agreement::OnlyA => CompareGroup::OnlyA,
            Agreement::OnlyB => CompareGroup::OnlyB,
        }
    }
}

impl Given {
    fn of(answer: Option<&Answer>, applies: bool) -> Self {
        let Some(answer) = answer else {
            return Self::default();
        };
        let (said, by, at) = match (&answer.skipped, &answer.value) {
            _ if !answer.versions.is_empty() => (Said::Versions(answer.versions.clone()), None, None),
            (Some(skipped), _) => (
                Said::NotApplicable(skipped.reason.clone()),
                Some(skipped.by.clone()),
                Some(skipped.at),
            ),
            (None, Some(value)) => (Said::Value(value.clone()), answer.by.clone(), answer.at),
            (None, None) => (Said::Nothing, None, None),
        };
        Self {
            parked: said != Said::Nothing && !applies,
            said,
            note: answer.note.clone(),
            evidence: answer.evidence.clone(),
            by,
            at,
        }
    }

    /// Whether there is an answer.
    pub fn is_answered(&self) -> bool {
        self.said != Said::Nothing
    }

    /// The answer as JSON: the value; `{"skipped"}` with the reason; `{"versions"}` with their
    /// values; null where there is none.
    pub fn to_json(&self) -> Json {
        match &self.said {
            Said::Nothing => Json::Null,
            Said::Value(value) => value.to_json(),
            Said::NotApplicable(reason) => json!({"skipped": reason}),
            Said::Versions(versions) => {
                let values: Vec<&Json> = versions.iter().map(|version| &version.value).collect();
                json!({"versions": values})
            }
        }
    }

    /// The changes by which another project takes this answer, with its note and its evidence;
    /// none where there is no answer, or two versions of it.
    pub fn as_changes(&self, item: &ItemId) -> Vec<Change> {
        let answer = |value: Option<Json>| Change::Answer {
            item: item.to_string(),
            value,
            note: Some(self.note.clone()),
            evidence: Some(self.evidence.clone()),
        };
        match &self.said {
            Said::Nothing | Said::Versions(_) => Vec::new(),
            Said::Value(value) => vec![answer(Some(value.to_json()))],
            Said::NotApplicable(reason) => vec![
                answer(None),
                Change::Skip {
                    item: item.to_string(),
                    reason: reason.clone(),
                },
            ],
        }
    }

    /// Whether the note and the evidence are the same too.
    pub fn is_noted_as(&self, other: &Self) -> bool {
        self.note == other.note && self.evidence == other.evidence
    }
}

impl Said {
    /// Whether two answers say the same; why something does not apply may be said in other words.
    fn agrees(&self, other: &Self) -> bool {
        match self {
            Self::Nothing => matches!(other, Self::Nothing),
            Self::Value(value) => matches!(other, Self::Value(other) if other == value),
            Self::NotApplicable(_) => matches!(other, Self::NotApplicable(_)),
            Self::Versions(versions) => matches!(other, Self::Versions(others)
                if holds(versions, others) && holds(others, versions)),
        }
    }
}

/// Whether every version is one of the others, in whatever order.
fn holds(versions: &[Version], others: &[Version]) -> bool {
    versions.iter().all(|version| {
        let says_so = |other: &Version| other.value == version.value && other.note == version.note;
        others.iter().any(says_so)
    })
}

/// One side, and a copy of it to try answers on.
struct Side<'a> {
    edition: &'a Edition,
    project: Project,
    today: Date,
    verdict: Verdict,
    parked: Vec<ItemId>,
}

impl<'a> Side<'a> {
    fn of(edition: &'a Edition, project: &Project, today: Date) -> Self {
        let found = assess(edition, project, today);
        let parked = found.items.into_iter().filter(|item| !item.applies);
        let mut project = project.clone();
        project.log.clear();
        Self {
            edition,
            project,
            today,
            verdict: found.eligibility.verdict,
            parked: parked.map(|item| item.id).collect(),
        }
    }

    fn given(&self, item: &ItemId) -> Given {
        Given::of(self.project.answer(item.as_str()), !self.parked.contains(item))
    }

    /// The verdict with another answer to an item, where that is another one.
    fn becomes(&mut self, item: &ItemId, other: &Project) -> Option<Verdict> {
        let mut taken = other.answer(item.as_str())?.clone();
        if taken.skipped.is_some() {
            // what is said not to apply keeps the value that it has
            taken.value = self.project.value(item.as_str()).cloned();
        }
        let own = self.project.answers.insert(item.clone(), taken);
        let verdict = verdict(self.edition, &self.project, self.today);
        match own {
            Some(own) => self.project.answers.insert(item.clone(), own),
            None => self.project.answers.remove(item),
        };
        (verdict != self.verdict).then_some(verdict)
    }
}

/// The two answers to an item; nothing where neither has answered.
fn row(item: &ItemId, first: &mut Side, second: &mut Side) -> Option<Compared> {
    let (a, b) = (first.given(item), second.given(item));
    let agreement = match (a.is_answered(), b.is_answered()) {
        (false, false) => return None,
        (true, false) => Agreement::OnlyA,
        (false, true) => Agreement::OnlyB,
        (true, true) if a.said.agrees(&b.said) => Agreement::Same,
        (true, true) => Agreement::Differ,
    };
    // what cannot be taken changes nothing
    let takes = |given: &Given| agreement != Agreement::Same && !given.as_changes(item).is_empty();
    let a_becomes = if takes(&b) {
        first.becomes(item, &second.project)
    } else {
        None
    };
    let b_becomes = if takes(&a) {
        second.becomes(item, &first.project)
    } else {
        None
    };
    Some(Compared {
        item: item.clone(),
        agreement,
        a_becomes,
        b_becomes,
        a,
        b,
    })
}
