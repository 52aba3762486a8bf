//! What is due and still open, earliest first. Months are added with the day held to the month's
//! end; overdue means due before today.

use jiff::civil::Date;

use super::{
    assessment::{Deadline, DeadlineKind, Risk, Target},
    case::Case,
    needs::{disclosure_due, is_disclosed, unmet},
    words::{possessive, quoted},
};
use crate::{
    guidance::{ListRole, Need, Role},
    project::{Record, Value, day_words, months_later, present},
};

/// How long after its end a project's outcomes are to be published (guidance p. 30 and 35).
pub(super) const PUBLISH_WITHIN: u16 = 6;

/// Every open deadline of a project that is not closed.
pub(super) fn deadlines(case: &Case, risks: &[Risk]) -> Vec<Deadline> {
    let mut found = Vec::new();
    found.extend(expected_end(case));
    found.extend(publish(case));
    found.extend(disclosures(case));
    found.extend(milestones(case));
    found.extend(risks_due(case, risks));
    found.extend(measures(case));
    found.sort_by_key(|deadline| deadline.due);
    found
}

fn deadline(case: &Case, kind: DeadlineKind, what: String, due: Date, to: Target) -> Deadline {
    Deadline {
        kind,
        what,
        due,
        overdue: due < case.today,
        to,
    }
}

/// The actual start plus the length, else the last day of the completion quarter, confirmed or
/// still only carried.
fn expected_end(case: &Case) -> Option<Deadline> {
    let item = case.edition.role(Role::ActualEnd)?;
    if case.day(Role::ActualEnd).is_some() {
        return None;
    }
    let months = match case.project.in_role(case.edition, Role::Length) {
        Some(Value::Months(months)) => Some(*months),
        _ => None,
    };
    let by_length = case
        .day(Role::ActualStart)
        .zip(months)
        .map(|(start, months)| months_later(start, months));
    let due = by_length.or_else(|| {
        let completion = case.edition.role(Role::Completion)?;
        match present(case.edition, case.project, completion.as_str())? {
            Value::Quarter(quarter) => Some(quarter.last_day()),
            _ => None,
        }
    })?;
    Some(deadline(
        case,
        DeadlineKind::ExpectedEnd,
        "The project's expected end".to_owned(),
        due,
        Target::Item(item.clone()),
    ))
}

fn publish(case: &Case) -> Option<Deadline> {
    let list = case.edition.list_role(ListRole::Publication)?;
    let end = case.day(Role::ActualEnd)?;
    let open = [Need::PublishedByCompanies, Need::PublishedByOthers]
        .iter()
        .any(|need| !unmet(case, need, None).is_empty());
    open.then(|| {
        deadline(
            case,
            DeadlineKind::Publish,
            "Publishing the outcomes".to_owned(),
            months_later(end, PUBLISH_WITHIN),
            Target::List(list.clone(), None),
        )
    })
}

/// One for each company and year with an undisclosed record.
fn disclosures(case: &Case) -> Vec<Deadline> {
    let Some(list) = case.edition.list_role(ListRole::Disclosure) else {
        return Vec::new();
    };
    let mut seen = std::collections::BTreeSet::new();
    case.records(ListRole::Disclosure)
        .iter()
        .filter(|record| !is_disclosed(record) && record.has("company"))
        .filter_map(|record| {
            let year = record.number("year")?;
            let company = record.text("company");
            if !seen.insert((company, year)) {
                return None;
            }
            Some(deadline(
                case,
                DeadlineKind::Disclosure,
                format!("{} disclosure for {year}", possessive(&case.signer(company))),
                disclosure_due(year)?,
                Target::List(list.clone(), Some(record.id.clone())),
            ))
        })
        .collect()
}

fn milestones(case: &Case) -> Vec<Deadline> {
    of_list(
        case,
        ListRole::Milestones,
        DeadlineKind::Milestone,
        "The milestone",
        |record| {
            if record.has("done") || record.has("dropped_reason") {
                return None;
            }
            record.date("replanned_due").or_else(|| record.date("due"))
        },
    )
}

fn measures(case: &Case) -> Vec<Deadline> {
    of_list(
        case,
        ListRole::Measures,
        DeadlineKind::Measure,
        "The value of the measure",
        |record| {
            if record.has("actual") {
                return None;
            }
            record.date("due")
        },
    )
}

fn of_list(
    case: &Case,
    role: ListRole,
    kind: DeadlineKind,
    named: &str,
    due: impl Fn(&Record) -> Option<Date>,
) -> Vec<Deadline> {
    let Some(list) = case
        .edition
        .list_role(role)
        .and_then(|list| case.edition.list(list.as_str()))
    else {
        return Vec::new();
    };
    case.records(role)
        .iter()
        .filter_map(|record| {
            let what = format!("{named} {}", quoted(list, record));
            let to = Target::List(list.id.clone(), Some(record.id.clone()));
            Some(deadline(case, kind, what, due(record)?, to))
        })
        .collect()
}

fn risks_due(case: &Case, risks: &[Risk]) -> Vec<Deadline> {
    let Some(list) = case.edition.list_role(ListRole::Risks) else {
        return Vec::new();
    };
    risks
        .iter()
        .filter(|risk| risk.status == "open")
        .filter_map(|risk| {
            let to = Target::List(list.clone(), risk.record.clone());
            let what = format!("The action on the risk \"{}\"", risk.title);
            Some(deadline(case, DeadlineKind::Risk, what, risk.due?, to))
        })
        .collect()
}

impl Deadline {
    /// How far off it is, in words: `in 12 days`, `today`, `1 day late`, `in 7 months`.
    pub fn when(&self, today: Date) -> String {
        let days = (self.due - today).get_days();
        match days {
            ..0 => format!("{} late", span(-days)),
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            2.. => format!("in {}", span(days)),
        }
    }

    /// Whether it only waits for its day: a disclosure before 30 June is nobody's omission.
    pub fn waits(&self) -> bool {
        self.kind == DeadlineKind::Disclosure && !self.overdue
    }

    /// Its day and how far off that is: `31 Jan 2027, 12 days late`; `waiting until 30 Jun 2027`.
    pub fn timing(&self, today: Date) -> String {
        let day = day_words(self.due);
        if self.waits() {
            format!("waiting until {day}")
        } else {
            format!("{day}, {}", self.when(today))
        }
    }
}

/// So many days in words: as they are up to eight weeks, then in months, then in years.
fn span(days: i32) -> String {
    let said = |count: i32, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    match days {
        ..57 => said(days, "day"),
        57..700 => said((days * 12 + 182) / 365, "month"),
        700.. => said((days + 182) / 365, "year"),
    }
}
