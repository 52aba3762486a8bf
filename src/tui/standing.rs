//! Where a project stands, in the words that panel, status row, F3 and the list of projects share.
//!
//! It judges nothing: the assessment does. It draws nothing either.

use jiff::{Timestamp, tz::TimeZone};

use super::theme::Progress;
use crate::{
    guidance::{Edition, Item, ItemId, Role, Severity, StageId, Verdict},
    interview::Place,
    project::{Project, Value, day_words},
    rules::{Assessment, Eligibility, ItemState, Next, Risk, Sentence, State, StepState, Target},
    session::Acting,
};

/// A verdict as the verdict word: `NOT DECIDED YET`.
pub fn capitals(verdict: Verdict) -> String {
    verdict.words().to_uppercase()
}

/// How the questions of a severity stand that are not answered yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Answered no.
    pub no: usize,
    /// Not answered.
    pub open: usize,
    /// Answered *not sure*, or in two versions.
    pub unsure: usize,
}

impl Counts {
    /// How the questions of a severity stand.
    pub fn of(edition: &Edition, eligibility: &Eligibility, severity: Severity) -> Self {
        let count = |ids: &[ItemId]| {
            let items = ids.iter().filter_map(|id| edition.item(id.as_str()));
            items.filter(|item| item.severity == Some(severity)).count()
        };
        Self {
            no: count(&eligibility.red_no) + count(&eligibility.amber_no),
            open: count(&eligibility.unanswered),
            unsure: count(&eligibility.to_confirm),
        }
    }

    /// `5 open`, `1 not sure`: what there is besides a no.
    pub fn rest(self) -> Vec<String> {
        let open = (self.open > 0).then(|| format!("{} open", self.open));
        let unsure = (self.unsure > 0).then(|| format!("{} not sure", self.unsure));
        open.into_iter().chain(unsure).collect()
    }
}

/// The mark of a step.
pub fn step_mark(state: State) -> Progress {
    match state {
        State::Empty => Progress::Empty,
        State::Part => Progress::Part,
        State::Done => Progress::Done,
        State::Skipped => Progress::Skipped,
        State::Attention => Progress::Attention,
    }
}

/// The mark of an item.
pub fn item_mark(item: &ItemState) -> Progress {
    if item.unsure && !item.doubled {
        Progress::NotSure
    } else {
        step_mark(item.state)
    }
}

/// A stage as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageStanding {
    /// Which.
    pub id: StageId,
    /// Its place, from 1.
    pub number: u8,
    /// One word for it.
    pub label: String,
    /// How far it is.
    pub mark: Progress,
    /// Whether it is the one that the project is in.
    pub present: bool,
    /// Whether its gate before is still shut: it can be drafted, and is *to come*.
    pub to_come: bool,
    /// How many items and conditions are met.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// Every stage as it stands, in order.
pub fn stages(edition: &Edition, assessment: &Assessment) -> Vec<StageStanding> {
    let number = |id: &StageId| edition.stage(id.as_str()).map(|stage| stage.number);
    let present = assessment.stage.as_ref().and_then(number);
    edition
        .stages
        .iter()
        .map(|stage| {
            let steps = || assessment.steps.iter().filter(|step| step.stage == stage.id);
            let shut = assessment
                .gates
                .iter()
                .any(|gate| gate.stage == stage.id && !gate.open);
            let to_come = present.is_some_and(|present| stage.number > present);
            let is_present = present == Some(stage.number);
            let mark = if to_come {
                Progress::Empty
            } else if is_present {
                Progress::Part
            } else if shut {
                Progress::Attention
            } else {
                Progress::Done
            };
            StageStanding {
                id: stage.id.clone(),
                number: stage.number,
                label: stage.label.clone(),
                mark,
                present: is_present,
                to_come,
                done: steps().map(|step| step.done).sum(),
                total: steps().map(|step| step.total).sum(),
            }
        })
        .collect()
}

/// How far the work is, once its end is recorded and stands, and the stage that it belongs to:
/// `ended 20 Jun 2025`, `work done, ended 20 Jun 2025` where all of its step is met, and `delivered,
/// …` where only disclosures wait for their day.
pub fn work_words(
    edition: &Edition,
    project: &Project,
    assessment: &Assessment,
) -> Option<(StageId, String)> {
    let end = edition.role(Role::ActualEnd)?;
    let met = assessment
        .item(end.as_str())
        .is_some_and(|item| item.state == State::Done);
    let day = project
        .in_role(edition, Role::ActualEnd)
        .and_then(Value::date)
        .filter(|_| met)?;
    let item = edition.item(end.as_str())?;
    let step = assessment.step(item.step.as_str())?;
    let before = match step.state {
        _ if assessment.delivered => "delivered, ",
        State::Done => "work done, ",
        State::Empty | State::Part | State::Skipped | State::Attention => "",
    };
    Some((step.stage.clone(), format!("{before}ended {}", day_words(day))))
}

/// How much of a step is met: `6 of 15`; nothing where it counts nothing.
pub fn share(step: &StepState) -> String {
    if step.total == 0 {
        String::new()
    } else {
        format!("{} of {}", step.done, step.total)
    }
}

/// What stands above the unmet conditions of the gate that comes next, such as `Before Stage 2`,
/// and the conditions; nothing once it is open.
pub fn before<'a>(edition: &'a Edition, assessment: &'a Assessment) -> Option<(&'a str, &'a [Sentence])> {
    let gate = assessment.next_gate().filter(|gate| !gate.open)?;
    let label = edition.gates.iter().find(|other| other.id == gate.id)?;
    Some((label.label.as_str(), gate.sentences.as_slice()))
}

/// The gates before the present stage that have shut again: what stands above each one's unmet
/// conditions, and the conditions.
pub fn shut_again<'a>(edition: &'a Edition, assessment: &'a Assessment) -> Vec<(&'a str, &'a [Sentence])> {
    let shut = assessment.shut_again(edition).into_iter();
    shut.filter_map(|gate| {
        let label = edition.gates.iter().find(|other| other.id == gate.id)?;
        Some((label.label.as_str(), gate.sentences.as_slice()))
    })
    .collect()
}

/// A condition that is not met, with who changed that and when where it had been met.
pub fn sentence_words(sentence: &Sentence, acting: &Acting) -> String {
    sentence.whole(|at| moment_words(at, acting))
}

/// `B. Example, 14 Nov at 10:02`, as far as either is known.
pub fn by_at_words(by: Option<&str>, at: Option<Timestamp>, acting: &Acting) -> String {
    let at = at.map(|at| moment_words(at, acting));
    let known: Vec<&str> = [by, at.as_deref()].into_iter().flatten().collect();
    known.join(", ")
}

/// `1 thing`, `4 things`.
pub fn things(count: usize) -> String {
    format!("{count} {}", if count == 1 { "thing" } else { "things" })
}

/// How an item is spoken of within a line: `question 4, A fair share`, `Background`.
pub fn item_words(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("question {number}, {}", item.label),
        None => item.label.clone(),
    }
}

/// What to do next, in a line: `question 4, A fair share`.
pub fn next_words(edition: &Edition, next: &Next) -> String {
    let item = match &next.to {
        Target::Item(id) => edition.item(id.as_str()),
        Target::List(..) | Target::SignOff(..) => None,
    };
    let open = item.filter(|item| item.number.is_some() && item.severity.is_some());
    open.map_or_else(|| next.what.clone(), item_words)
}

/// Where the next thing to do is done.
pub fn next_place(edition: &Edition, next: &Next) -> Place {
    target_place(edition, &next.to)
}

/// The place to which a target leads: of an item that is a row of a set, that row.
pub fn target_place(edition: &Edition, target: &Target) -> Place {
    match target {
        Target::Item(item) => Place::Item(item.clone()),
        Target::List(..) | Target::SignOff(..) => Place::of_target(edition, target),
    }
}

/// What is due first: `30 Jun 2027: The milestone "Training"`, with how many are overdue where any
/// is; `nothing yet`, or `nothing more` where the project is closed.
pub fn due_words(assessment: &Assessment) -> String {
    let Some(first) = assessment.deadlines.first() else {
        let closed = assessment.stage.is_none();
        return if closed { "nothing more" } else { "nothing yet" }.to_owned();
    };
    let due = day_words(first.due);
    let overdue = assessment.deadlines.iter().filter(|deadline| deadline.overdue);
    let before = match overdue.count() {
        0 => due,
        1 => format!("1 overdue, {due}"),
        count => format!("{count} overdue, first {due}"),
    };
    format!("{before}: {}", first.what)
}

/// The same in a few words: `2 overdue`, `3 due`; nothing where nothing is.
pub fn due_brief(assessment: &Assessment) -> String {
    let overdue = assessment.deadlines.iter().filter(|deadline| deadline.overdue);
    match (overdue.count(), assessment.deadlines.len()) {
        (0, 0) => String::new(),
        (0, due) => format!("{due} due"),
        (overdue, _) => format!("{overdue} overdue"),
    }
}

/// The open risks: `1 open: 12, skills and capacity`, or `none open`.
pub fn risk_words(edition: &Edition, assessment: &Assessment) -> String {
    let open: Vec<_> = assessment
        .risks
        .iter()
        .filter(|risk| risk.status == "open")
        .collect();
    let Some(first) = open.first() else {
        return "none open".to_owned();
    };
    let item = first.item.as_ref().and_then(|id| edition.item(id.as_str()));
    let named = match item.and_then(|item| item.number.as_deref().zip(Some(item.label.as_str()))) {
        Some((number, label)) => format!("{number}, {}", uncapital(label)),
        None => first.title.clone(),
    };
    match open.len() {
        1 => format!("1 open: {named}"),
        count => format!("{count} open, first {named}"),
    }
}

/// Why a risk is no longer raised, and who made it so when: `No longer raised: question 12 is
/// answered yes, by A. Example, today at 14:02.`; nothing while it is raised.
pub fn closed_words(risk: &Risk, acting: &Acting) -> Option<String> {
    let closed = risk.closed.as_ref()?;
    let by = closed.by.as_ref().map(|by| format!(", by {by}"));
    let at = closed.at.map(|at| format!(", {}", moment_words(at, acting)));
    Some(format!(
        "No longer raised: {}{}{}.",
        closed.what,
        by.unwrap_or_default(),
        at.unwrap_or_default()
    ))
}

/// A day and time as people say it today: `today at 14:02`, `yesterday at 14:02`,
/// `12 Nov at 09:30`, `12 Nov 2025 at 09:30`; in local time.
pub fn moment_words(at: Timestamp, acting: &Acting) -> String {
    moment_in(at, acting.clock.now(), &acting.clock.zone())
}

fn moment_in(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    let (day, today) = (local.date(), now.to_zoned(zone.clone()).date());
    let time = local.strftime("%H:%M");
    if day == today {
        format!("today at {time}")
    } else if day.tomorrow().is_ok_and(|next| next == today) {
        format!("yesterday at {time}")
    } else if day.year() == today.year() {
        format!("{} at {time}", day.strftime("%-d %b"))
    } else {
        format!("{} at {time}", day_words(day))
    }
}

/// A label within a line: its first letter small, unless the word is an abbreviation.
pub fn uncapital(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_say_them_today() {
        let now: Timestamp = "2026-11-21T14:30:00Z".parse().unwrap();
        for (at, words) in [
            ("2026-11-21T14:02:00Z", "today at 14:02"),
            ("2026-11-20T09:05:00Z", "yesterday at 09:05"),
            ("2026-01-02T09:05:00Z", "2 Jan at 09:05"),
            ("2025-11-21T09:05:00Z", "21 Nov 2025 at 09:05"),
        ] {
            assert_eq!(moment_in(at.parse().unwrap(), now, &TimeZone::UTC), words);
        }
    }

    #[test]
    fn a_label_within_a_line_begins_small_unless_it_is_an_abbreviation() {
        assert_eq!(uncapital("Skills and capacity"), "skills and capacity");
        assert_eq!(uncapital("NHS resources"), "NHS resources");
        assert_eq!(uncapital("A fair share"), "a fair share");
        assert_eq!(uncapital(""), "");
    }
}
