//! Unmet rows grouped into sentences for people: made once here, read by every screen and
//! document.

use std::collections::HashMap;

use super::{
    assessment::{Rule, Sentence, Standing, Target, Unmet},
    case::Case,
    shut,
    words::{and, and_more, capital, lower, ranges, subject_title},
};
use crate::guidance::{Gate, ItemId, ItemKind, ListId, ListRole, Severity, SignRole, StepId, Verdict};

/// The rows as sentences, most important first, each with where its first row is met.
pub(super) fn sentences(case: &Case, gate: &Gate, rows: &[Unmet]) -> Vec<Sentence> {
    let mut groups: Vec<(Group, Vec<&Unmet>)> = Vec::new();
    let mut places: HashMap<Group, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let group = group_of(case, row, at);
        let place = *places.entry(group.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(row),
            None => groups.push((group, vec![row])),
        }
    }
    groups
        .iter()
        .flat_map(|(group, members)| said(case, gate, group, members))
        .collect()
}

/// What makes rows one sentence.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Group {
    /// A row that is a sentence by itself, by its place.
    Alone(usize),
    Verdict,
    Items(StepId, Class),
    /// Records of parties, or any at all, that a list lacks.
    PartiesOf(ListId),
    /// Records of a list that are not as they must be.
    RecordsOf(ListId),
    /// Records of a list that have two versions.
    Doubled(ListId),
    NotSigned(String, SignRole),
    Lapsed(String, SignRole),
    NotPublished,
    /// Records of value that wait until the same day.
    Waiting(jiff::civil::Date),
    NotDisclosed,
    NotRecorded(i16),
    Amendments,
}

/// How an open item is spoken of together with others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Field,
    Question,
    Head,
    Attestation,
}

fn group_of(case: &Case, row: &Unmet, at: usize) -> Group {
    match &row.rule {
        Rule::Verdict => Group::Verdict,
        Rule::StepItem { item } => match case.edition.item(item.as_str()) {
            Some(item) => Group::Items(item.step.clone(), class(item.kind)),
            None => Group::Alone(at),
        },
        Rule::StepList {
            list, id: Some(id), ..
        } => match case.project.record(list.as_str(), id) {
            Some(record) if !record.versions.is_empty() => Group::Doubled(list.clone()),
            Some(_) | None => Group::RecordsOf(list.clone()),
        },
        Rule::StepList { list, .. } => Group::PartiesOf(list.clone()),
        Rule::SignOff { subject, role, party } => match case.sign_offs.standing(subject, *role, party) {
            Standing::Lapsed { .. } => Group::Lapsed(subject.clone(), *role),
            Standing::Outstanding | Standing::Given { .. } => Group::NotSigned(subject.clone(), *role),
        },
        Rule::Publication { party: Some(_), .. } => Group::NotPublished,
        Rule::Disclosure { year: Some(year), .. } => Group::NotRecorded(*year),
        Rule::Disclosure { id: Some(id), .. } => match super::needs::waits_until(case, id) {
            Some(due) => Group::Waiting(due),
            None => Group::NotDisclosed,
        },
        Rule::Amendment { .. } => Group::Amendments,
        Rule::Parties { .. }
        | Rule::Decision { .. }
        | Rule::Prospective { .. }
        | Rule::Publication { .. }
        | Rule::Disclosure { .. }
        | Rule::EarlierGate { .. } => Group::Alone(at),
    }
}

fn class(kind: ItemKind) -> Class {
    match kind {
        ItemKind::Head => Class::Head,
        ItemKind::Attestation => Class::Attestation,
        ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => Class::Question,
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Period => Class::Field,
    }
}

fn said(case: &Case, gate: &Gate, group: &Group, rows: &[&Unmet]) -> Vec<Sentence> {
    if *group == Group::Verdict {
        return verdict(case, gate, rows);
    }
    let Some(first) = rows.first() else {
        return Vec::new();
    };
    let lapse = if let Group::Lapsed(subject, role) = group {
        shut::lapse(case, subject, *role, &signers(rows))
    } else {
        None
    };
    let what = match (&lapse, rows) {
        (Some(lapse), [_, _, ..]) => lapsed(case, group, rows, lapse),
        (Some(lapse), _) if lapse.amended => lapsed(case, group, rows, lapse),
        (_, [only]) => only.what.clone(),
        _ => together(case, group, rows),
    };
    vec![Sentence {
        what,
        to: first.to.clone(),
        since: lapse.map(|lapse| lapse.turned),
    }]
}

/// Whose sign-offs the rows want.
fn signers<'a>(rows: &[&'a Unmet]) -> Vec<&'a str> {
    let mut parties = Vec::new();
    for row in rows {
        if let Rule::SignOff { party, .. } = &row.rule {
            parties.push(party.as_str());
        }
    }
    parties
}

/// `The PID has changed since North ICB and Acme Pharma certified it: Length`.
fn lapsed(case: &Case, group: &Group, rows: &[&Unmet], lapse: &shut::Lapse) -> String {
    let labels: Vec<&str> = lapse.changed.iter().map(|thing| thing.label.as_str()).collect();
    let amended = if lapse.amended {
        " and an amendment to it was agreed"
    } else {
        ""
    };
    format!("{}{amended}: {}", together(case, group, rows), and_more(&labels))
}

/// Several rows of a group as one sentence.
fn together(case: &Case, group: &Group, rows: &[&Unmet]) -> String {
    let count = rows.len();
    let parties: Vec<String> = rows.iter().filter_map(|row| party_of(case, row)).collect();
    let parties = and_more(&parties);
    match group {
        Group::Alone(_) | Group::Verdict => rows
            .iter()
            .map(|row| row.what.as_str())
            .collect::<Vec<_>>()
            .join("; "),
        Group::Items(step, class) => items(case, step, *class, rows),
        Group::PartiesOf(list) if case.edition.list_role(ListRole::Members) == Some(list) => {
            format!("{parties} have nobody on the team")
        }
        Group::PartiesOf(list) => format!("{}: still missing from {parties}", list_label(case, list)),
        Group::RecordsOf(list) => records(case, list, count),
        Group::Doubled(list) => {
            format!(
                "{}: {} have two versions, of which one has to be chosen",
                list_label(case, list),
                counted(case, list, count)
            )
        }
        Group::NotSigned(subject, role) => format!(
            "{} have not {} {}",
            capital(&parties),
            role.done(),
            subject_title(case.edition, subject)
        ),
        Group::Lapsed(subject, role) => format!(
            "{} has changed since {parties} {} it",
            capital(&subject_title(case.edition, subject)),
            role.done()
        ),
        Group::NotPublished => format!("{parties} have not published the outcomes"),
        Group::Waiting(due) => format!(
            "{count} records of value are waiting until {}",
            crate::project::day_words(*due)
        ),
        Group::NotDisclosed => format!("{count} records of value are not disclosed"),
        Group::NotRecorded(year) => {
            format!("{parties} have no record of the value that moved in {year} (0 pence where none did)")
        }
        Group::Amendments => {
            let open = case.amendments.iter().filter(|amendment| !amendment.agreed);
            let numbers: Vec<String> = open.map(|amendment| amendment.number.to_string()).collect();
            format!("Amendments {} are not agreed", and_more(&numbers))
        }
    }
}

/// `The concept has 7 empty fields`; `Safeguards: 10 statements are not attested`.
fn items(case: &Case, step: &StepId, class: Class, rows: &[&Unmet]) -> String {
    let count = rows.len();
    let label = case
        .edition
        .step(step.as_str())
        .map_or(step.as_str(), |step| step.label.as_str());
    let is_document = case.edition.subjects.iter().any(|subject| subject.step == *step);
    let untouched = rows.iter().all(|row| match &row.rule {
        Rule::StepItem { item } => case.project.value(item.as_str()).is_none(),
        _ => false,
    });
    let empty = if untouched { "empty" } else { "open" };
    if let ([first, second], Class::Field) = (rows, class) {
        let names = [first, second].map(|row| match &row.rule {
            Rule::StepItem { item } => case
                .edition
                .item(item.as_str())
                .map_or_else(String::new, |item| format!("\"{}\"", item.label)),
            _ => String::new(),
        });
        return format!("{label}: {} are {empty}", and(&names));
    }
    if is_document {
        let the = format!("The {} has {count}", lower(label));
        return match class {
            Class::Field => format!("{the} {empty} fields"),
            Class::Question => format!("{the} open questions"),
            Class::Head => format!("{the} heads that are not covered"),
            Class::Attestation => format!("{the} statements that nobody attests yet"),
        };
    }
    match class {
        Class::Field => format!("{label}: {count} fields are {empty}"),
        Class::Question => format!("{label}: {count} questions are open"),
        Class::Head => format!("{label}: {count} heads are not covered"),
        Class::Attestation => format!("{label}: {count} statements are not attested"),
    }
}

fn records(case: &Case, list: &ListId, count: usize) -> String {
    let is = |role| case.edition.list_role(role) == Some(list);
    if is(ListRole::Measures) {
        return format!("{count} measures have no actual value");
    }
    if is(ListRole::Milestones) {
        return format!("{count} milestones are neither done nor re-planned or dropped with a reason");
    }
    if is(ListRole::Members) {
        return format!("{count} team members' declarations of interests are not recorded");
    }
    format!(
        "{}: {} are not whole",
        list_label(case, list),
        counted(case, list, count)
    )
}

fn counted(case: &Case, list: &ListId, count: usize) -> String {
    case.edition
        .list(list.as_str())
        .map_or_else(|| count.to_string(), |list| list.count(count))
}

fn list_label<'a>(case: &Case<'a>, list: &'a ListId) -> &'a str {
    case.edition
        .list(list.as_str())
        .map_or(list.as_str(), |list| list.label.as_str())
}

/// The name of the party that a row concerns.
fn party_of(case: &Case, row: &Unmet) -> Option<String> {
    let id = match &row.rule {
        Rule::SignOff { party, .. } => Some(party),
        Rule::StepList { party, .. }
        | Rule::Parties { party, .. }
        | Rule::Publication { party, .. }
        | Rule::Disclosure { party, .. } => party.as_ref(),
        Rule::Verdict
        | Rule::StepItem { .. }
        | Rule::Decision { .. }
        | Rule::Prospective { .. }
        | Rule::Amendment { .. }
        | Rule::EarlierGate { .. } => None,
    };
    id.map(|id| case.signer(id))
}

/// What holds the verdict, question by question: red no first, then what is open, then what is
/// not sure yet. One that turned after the gate had been passed is a sentence by itself.
fn verdict(case: &Case, gate: &Gate, rows: &[&Unmet]) -> Vec<Sentence> {
    let found = &case.eligibility;
    if found.verdict == Verdict::OtherSupport {
        return rows
            .iter()
            .map(|row| Sentence {
                what: row.what.clone(),
                to: row.to.clone(),
                since: None,
            })
            .collect();
    }
    let of = |ids: &[ItemId], severity| -> Vec<ItemId> {
        ids.iter()
            .filter(|id| {
                case.edition
                    .item(id.as_str())
                    .is_some_and(|item| item.severity == Some(severity))
            })
            .cloned()
            .collect()
    };
    let open = &found.unanswered;
    let unsure = &found.to_confirm;
    let passed = shut::passed(case, gate);
    let turned = |id: &ItemId| passed.and_then(|passed| shut::turned(case, id, passed));
    [
        ("Red question", found.red_no.clone(), "answered no"),
        ("Question", of(open, Severity::Route), "open"),
        ("Red question", of(open, Severity::Red), "open"),
        ("Question", of(unsure, Severity::Route), "not sure yet"),
        ("Question", of(unsure, Severity::Red), "not sure yet"),
    ]
    .into_iter()
    .flat_map(|(questions, ids, state)| {
        let (since, others): (Vec<_>, Vec<_>) = ids
            .into_iter()
            .map(|id| (turned(&id), id))
            .partition(|(since, _)| since.is_some());
        let others: Vec<ItemId> = others.into_iter().map(|(_, id)| id).collect();
        let said = |ids: &[ItemId], since| {
            let first = ids.first()?;
            let (plural, be) = if ids.len() == 1 { ("", "is") } else { ("s", "are") };
            Some(Sentence {
                what: format!(
                    "{questions}{plural} {} {be} {state}",
                    and(&ranges(case.edition, ids))
                ),
                to: Target::Item(first.clone()),
                since,
            })
        };
        let alone = since
            .into_iter()
            .filter_map(|(since, id)| said(std::slice::from_ref(&id), since));
        alone.chain(said(&others, None)).collect::<Vec<_>>()
    })
    .collect()
}
