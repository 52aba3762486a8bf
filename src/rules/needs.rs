//! One exhaustive look at each thing that a gate or a step needs: what of it is unmet.

use std::collections::BTreeSet;

use super::{
    assessment::{GateState, Rule, Standing, Target, Unmet},
    case::Case,
    disclosure,
    items::end_fault,
    parties::name_of,
    sentences::{and, capital},
    sign_offs::{is_agreed, who},
};
use crate::{
    guidance::{
        By, Edition, FieldKind, Item, ItemId, ItemKind, List, ListId, ListRole, Need, Role, SignRole, Verdict,
    },
    project::{Record, Value},
};

/// The unmet rows of a need; none where it is met. `before` is the gate before, where there is one.
pub(super) fn unmet(case: &Case, need: &Need, before: Option<&GateState>) -> Vec<Unmet> {
    match need {
        Need::EarlierGate => earlier_gate(case, before).into_iter().collect(),
        Need::Verdict => verdict(case).into_iter().collect(),
        Need::Parties => case.parties.broken(),
        Need::Decision => decision(case).into_iter().collect(),
        Need::Items { items } => items.iter().filter_map(|item| open_item(case, item)).collect(),
        Need::SignOff { subject, role, by } => sign_off(case, subject.as_str(), *role, *by),
        Need::MemberOfEveryParty => member_of_every_party(case),
        Need::ProjectManagers => project_managers(case),
        Need::Declarations => declarations(case),
        Need::EveryParty { list } => every_party(case, list),
        Need::Some { list, with } => some(case, list, with),
        Need::Measured => measured(case),
        Need::MilestonesSettled => milestones_settled(case),
        Need::AmendmentsAgreed => amendments_agreed(case),
        Need::PublishedByCompanies => published(case, case.parties.companies(), false),
        Need::PublishedByOthers => published(case, case.parties.others(), true),
        Need::Disclosed => disclosure::undisclosed(case),
        Need::ServicesPublished => disclosure::unpublished_services(case),
        Need::Prospective => prospective(case).into_iter().collect(),
    }
}

/// How far a need of a step is: some count as met while nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Yes,
    /// Met only because nothing is recorded yet.
    NothingRecorded,
    No,
}

/// Whether a need of a step is met.
pub(super) fn met(case: &Case, need: &Need) -> Met {
    let recorded = match need {
        Need::AmendmentsAgreed => !case.records(ListRole::Amendments).is_empty(),
        Need::Disclosed => !case.records(ListRole::Disclosure).is_empty(),
        Need::ServicesPublished => disclosure::services(case).next().is_some(),
        Need::EarlierGate
        | Need::Verdict
        | Need::Parties
        | Need::Decision
        | Need::Items { .. }
        | Need::SignOff { .. }
        | Need::MemberOfEveryParty
        | Need::ProjectManagers
        | Need::Declarations
        | Need::EveryParty { .. }
        | Need::Some { .. }
        | Need::Measured
        | Need::MilestonesSettled
        | Need::PublishedByCompanies
        | Need::PublishedByOthers
        | Need::Prospective => true,
    };
    if !recorded {
        Met::NothingRecorded
    } else if unmet(case, need, None).is_empty() {
        Met::Yes
    } else {
        Met::No
    }
}

fn earlier_gate(case: &Case, before: Option<&GateState>) -> Option<Unmet> {
    let before = before.filter(|before| !before.open)?;
    let title = case
        .edition
        .gates
        .iter()
        .find(|gate| gate.id == before.id)
        .map_or(before.id.as_str(), |gate| gate.title.as_str());
    Some(Unmet {
        rule: Rule::EarlierGate {
            gate: before.id.clone(),
        },
        what: format!("The gate before, {title}, is not open"),
        to: before.unmet.first()?.to.clone(),
    })
}

fn verdict(case: &Case) -> Option<Unmet> {
    let found = &case.eligibility;
    let what = match found.verdict {
        Verdict::JointWorking | Verdict::CollaborativeWorking => return None,
        Verdict::NotYetEligible => "A red question is answered no: the project is not yet eligible",
        Verdict::OtherSupport => "The checklist leads to another form of support",
        Verdict::Undetermined => "The checklist does not decide yet",
    };
    Some(Unmet {
        rule: Rule::Verdict,
        what: what.to_owned(),
        to: Target::Item(holding_question(case)?),
    })
}

/// The first question that holds the verdict: a red no, else one that is not sure or open, else
/// the first routing question.
fn holding_question(case: &Case) -> Option<ItemId> {
    let found = &case.eligibility;
    let first_route = case.edition.routes.first().map(|route| &route.item);
    if found.verdict == Verdict::OtherSupport {
        return first_route.cloned();
    }
    let open = found.applying.iter().find(|id| {
        let decides = case
            .edition
            .item(id.as_str())
            .is_some_and(|item| item.severity != Some(crate::guidance::Severity::Amber));
        decides && (found.unanswered.contains(id) || found.to_confirm.contains(id))
    });
    found.red_no.first().or(open).or(first_route).cloned()
}

fn decision(case: &Case) -> Option<Unmet> {
    let id = case.edition.role(Role::Decision)?;
    if !case.item(id.as_str())?.done {
        return None;
    }
    let item = case.edition.item(id.as_str())?;
    let choice = case.project.chosen(id.as_str())?;
    (choice != "go-ahead").then(|| Unmet {
        rule: Rule::Decision { item: id.clone() },
        what: format!("The decision is {}", lower(item.choice_label(choice))),
        to: Target::Item(id.clone()),
    })
}

/// The row of an item that counts and is not done.
fn open_item(case: &Case, id: &ItemId) -> Option<Unmet> {
    let state = case.item(id.as_str())?;
    if state.done || !state.counts {
        return None;
    }
    let item = case.edition.item(id.as_str())?;
    Some(Unmet {
        rule: Rule::StepItem { item: id.clone() },
        what: why_open(case, item),
        to: Target::Item(id.clone()),
    })
}

/// Why an item is not done, in a sentence.
pub(super) fn why_open(case: &Case, item: &Item) -> String {
    let step = case
        .edition
        .step(item.step.as_str())
        .map_or("", |step| step.label.as_str());
    let name = match &item.number {
        Some(number) => format!("Question {number} ({})", item.label),
        None => format!("{step}: {}", item.label),
    };
    let answer = case.project.answer(item.id.as_str());
    if answer.is_some_and(|answer| !answer.versions.is_empty()) {
        return format!("{name} has two versions: one has to be chosen");
    }
    let Some(value) = answer.and_then(|answer| answer.value.as_ref()) else {
        let empty = match item.kind {
            ItemKind::Attestation => "is not attested",
            ItemKind::Head => "is not covered",
            ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => "is not answered",
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::ThreeWay
            | ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Money
            | ItemKind::Decision
            | ItemKind::Period => "is empty",
        };
        return match answer.and_then(|answer| answer.by.as_ref()) {
            Some(by) => format!("{name} {empty}: {by} cleared it"),
            None => format!("{name} {empty}"),
        };
    };
    match value {
        Value::Chosen(_) => format!("{name} is not sure yet"),
        Value::ThreeWay(parts) => {
            let empty: Vec<String> = parts
                .parts()
                .iter()
                .filter(|(_, text)| text.trim().is_empty())
                .map(|(part, _)| part_name(part).to_owned())
                .collect();
            format!("{name} says nothing yet of {}", and(&empty))
        }
        Value::Attestation { name: who, .. } if who.trim().is_empty() => {
            format!("{name} is attested without a name")
        }
        Value::Attestation { .. } => format!("{name} is attested without a date"),
        Value::Head { covered, .. } if covered == "not-applicable" => {
            format!("{name} is not applicable, and the notes do not say why")
        }
        Value::Head { .. } => format!("{name} is not covered"),
        Value::Date(_) => match end_fault(case.edition, case.project, case.today) {
            Some(fault) => format!("{name} {fault}"),
            None => format!("{name} is open"),
        },
        Value::Text(_)
        | Value::Quarter(_)
        | Value::Month(_)
        | Value::Months(_)
        | Value::Money(_)
        | Value::Decision { .. }
        | Value::Quarters(..)
        | Value::MonthSpan(..) => format!("{name} is open"),
    }
}

fn sign_off(case: &Case, subject: &str, role: SignRole, by: By) -> Vec<Unmet> {
    let wanted = who(by, &case.parties);
    if wanted.is_empty() {
        let who = match by {
            By::EveryCompany => "company",
            By::EveryParty | By::ProjectTeam | By::GovernanceCommittee => "party",
        };
        let title = subject_title(case.edition, subject);
        return no_parties(
            case,
            format!("No {who} is there yet to have {} {title}", role.done()),
        )
        .into_iter()
        .collect();
    }
    wanted
        .into_iter()
        .filter_map(|party| open_sign_off(case, subject, role, party))
        .collect()
}

fn open_sign_off(case: &Case, subject: &str, role: SignRole, party: &str) -> Option<Unmet> {
    let signer = capital(&case.signer(party));
    let title = subject_title(case.edition, subject);
    let what = match case.sign_offs.standing(subject, role, party) {
        Standing::Given { .. } => return None,
        Standing::Outstanding => format!("{signer} has not {} {title}", role.done()),
        Standing::Lapsed { changed, .. } => {
            let labels: Vec<String> = changed.iter().map(|thing| thing.label.clone()).collect();
            format!(
                "{signer} {} {title}, and that has lapsed: changed since {}",
                role.done(),
                and(&labels)
            )
        }
    };
    Some(Unmet {
        rule: Rule::SignOff {
            subject: subject.to_owned(),
            role,
            party: party.to_owned(),
        },
        what,
        to: Target::SignOff(subject.to_owned(), role, Some(party.to_owned())),
    })
}

fn no_parties(case: &Case, what: String) -> Option<Unmet> {
    Some(list_row(
        case.edition.list_role(ListRole::Parties)?,
        None,
        None,
        what,
    ))
}

fn member_of_every_party(case: &Case) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Members) else {
        return Vec::new();
    };
    let members = present_members(case);
    let mut parties = case.parties.signing().peekable();
    if parties.peek().is_none() {
        return vec![list_row(
            list,
            None,
            None,
            "The team has no member from a party".to_owned(),
        )];
    }
    parties
        .filter(|party| {
            !members
                .iter()
                .any(|member| member.text("party") == party.id && member.has("name"))
        })
        .map(|party| {
            let what = format!("The team has no member from {}", name_of(party));
            list_row(list, Some(&party.id), None, what)
        })
        .collect()
}

fn project_managers(case: &Case) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Parties) else {
        return Vec::new();
    };
    let mut parties = case.parties.signing().peekable();
    if parties.peek().is_none() {
        return vec![list_row(
            list,
            None,
            None,
            "No party names a project manager yet".to_owned(),
        )];
    }
    parties
        .filter(|party| !party.has("project_manager"))
        .map(|party| {
            let what = format!("{} names no project manager", name_of(party));
            list_row(list, Some(&party.id), None, what)
        })
        .collect()
}

fn declarations(case: &Case) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Members) else {
        return Vec::new();
    };
    let members = present_members(case);
    if members.is_empty() {
        return vec![list_row(
            list,
            None,
            None,
            "The team has no members yet".to_owned(),
        )];
    }
    members
        .into_iter()
        .filter(|member| !member.has("conflict"))
        .map(|member| {
            let what = format!("{}'s declaration of interests is not recorded", name_of(member));
            list_row(list, None, Some(&member.id), what)
        })
        .collect()
}

/// The team's members; one who left no longer counts.
fn present_members<'a>(case: &Case<'a>) -> Vec<&'a Record> {
    case.records(ListRole::Members)
        .iter()
        .filter(|member| !member.has("left"))
        .collect()
}

fn every_party(case: &Case, id: &ListId) -> Vec<Unmet> {
    let Some(list) = case.edition.list(id.as_str()) else {
        return Vec::new();
    };
    let records = case.project.records(id.as_str());
    let names_party = |record: &Record, party: &Record| {
        list.fields
            .iter()
            .any(|field| field.kind == FieldKind::Party && record.text(&field.id) == party.id)
    };
    let mut parties = case.parties.signing().peekable();
    if parties.peek().is_none() {
        let what = format!("{}: no party is there yet", list.label);
        return vec![list_row(id, None, None, what)];
    }
    let done: BTreeSet<&str> = records
        .iter()
        .filter(|record| record.lacks(list).is_empty())
        .flat_map(|record| {
            list.fields
                .iter()
                .filter(|field| field.kind == FieldKind::Party)
                .map(|field| record.text(&field.id))
        })
        .collect();
    parties
        .filter(|party| !done.contains(party.id.as_str()))
        .map(|party| {
            let begun = records.iter().any(|record| names_party(record, party));
            let state = if begun { "not complete" } else { "missing" };
            let what = format!("{}: {}'s is {state}", list.label, name_of(party));
            list_row(id, Some(&party.id), None, what)
        })
        .collect()
}

fn some(case: &Case, id: &ListId, with: &[String]) -> Vec<Unmet> {
    let Some(list) = case.edition.list(id.as_str()) else {
        return Vec::new();
    };
    let records = case.project.records(id.as_str());
    let whole =
        |record: &&Record| record.lacks(list).is_empty() && with.iter().all(|field| record.has(field));
    if records.iter().any(|record| whole(&record)) {
        return Vec::new();
    }
    let fields: Vec<String> = with
        .iter()
        .filter_map(|field| list.field(field))
        .map(|field| lower(&field.label))
        .collect();
    let fields = if fields.is_empty() {
        String::new()
    } else {
        format!(" with its {}", and(&fields))
    };
    let what = match records.first() {
        None => format!("{}: at least one {}{fields} is needed", list.label, list.one),
        Some(_) => format!(
            "{}: none is whole yet; one {}{fields} is needed",
            list.label, list.one
        ),
    };
    vec![list_row(
        id,
        None,
        records.first().map(|record| record.id.as_str()),
        what,
    )]
}

fn measured(case: &Case) -> Vec<Unmet> {
    each(
        case,
        ListRole::Measures,
        "no measures are planned yet",
        |list, record| {
            (!record.has("actual"))
                .then(|| format!("The measure {} has no actual value", quoted(list, record)))
        },
    )
}

fn milestones_settled(case: &Case) -> Vec<Unmet> {
    each(
        case,
        ListRole::Milestones,
        "no milestones are planned yet",
        |list, record| {
            let settled = ["done", "replanned_reason", "dropped_reason"]
                .iter()
                .any(|field| record.has(field));
            (!settled).then(|| {
                format!(
                    "The milestone {} is neither done nor re-planned or dropped with a reason",
                    quoted(list, record)
                )
            })
        },
    )
}

/// A row for each record that is not as it must be; one for the list where there is none.
fn each(
    case: &Case,
    role: ListRole,
    none: &str,
    fault: impl Fn(&List, &Record) -> Option<String>,
) -> Vec<Unmet> {
    let Some(list) = case
        .edition
        .list_role(role)
        .and_then(|list| case.edition.list(list.as_str()))
    else {
        return Vec::new();
    };
    let records = case.records(role);
    if records.is_empty() {
        return vec![list_row(&list.id, None, None, format!("{}: {none}", list.label))];
    }
    records
        .iter()
        .filter_map(|record| Some(list_row(&list.id, None, Some(&record.id), fault(list, record)?)))
        .collect()
}

fn amendments_agreed(case: &Case) -> Vec<Unmet> {
    let Some(list) = case
        .edition
        .list_role(ListRole::Amendments)
        .and_then(|list| case.edition.list(list.as_str()))
    else {
        return Vec::new();
    };
    case.records(ListRole::Amendments)
        .iter()
        .filter(|record| !is_agreed(case.edition, case.project, &case.sign_offs.states, &record.id))
        .map(|record| {
            let lacks: Vec<String> = record
                .lacks(list)
                .iter()
                .map(|field| lower(&field.label))
                .collect();
            let what = if lacks.is_empty() {
                format!("The amendment {} is not agreed", quoted(list, record))
            } else {
                format!("The amendment {} lacks its {}", quoted(list, record), and(&lacks))
            };
            Unmet {
                rule: Rule::Amendment {
                    id: record.id.clone(),
                },
                what,
                to: Target::List(list.id.clone(), Some(record.id.clone())),
            }
        })
        .collect()
}

fn published<'a>(
    case: &Case<'a>,
    parties: impl Iterator<Item = &'a Record>,
    a_reason_will_do: bool,
) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Publication) else {
        return Vec::new();
    };
    let row = |party: Option<&Record>, what: String| Unmet {
        rule: Rule::Publication {
            list: list.clone(),
            party: party.map(|party| party.id.clone()),
        },
        what,
        to: Target::List(list.clone(), None),
    };
    let done: BTreeSet<&str> = case
        .records(ListRole::Publication)
        .iter()
        .filter(|record| {
            record.has("date") && record.has("address") || a_reason_will_do && record.has("reason")
        })
        .map(|record| record.text("party"))
        .collect();
    let mut parties = parties.peekable();
    if parties.peek().is_none() {
        let who = if a_reason_will_do {
            "No party but companies"
        } else {
            "No company"
        };
        return vec![row(None, format!("{who} is there yet to publish the outcomes"))];
    }
    parties
        .filter(|party| !done.contains(party.id.as_str()))
        .map(|party| {
            let or = if a_reason_will_do {
                ", nor said why not"
            } else {
                ""
            };
            row(
                Some(party),
                format!("{} has not published the outcomes{or}", name_of(party)),
            )
        })
        .collect()
}

/// The work may not have started before anybody's first signature or publication.
fn prospective(case: &Case) -> Option<Unmet> {
    let item = case.edition.role(Role::ActualStart)?;
    let start = case.day(Role::ActualStart)?;
    let mut late = Vec::new();
    for first in firsts(case) {
        if start < first.date {
            late.push(format!(
                "{} {} on {}",
                case.signer(&first.party),
                first.role.done(),
                crate::project::day_words(first.date)
            ));
        }
    }
    (!late.is_empty()).then(|| Unmet {
        rule: Rule::Prospective { item: item.clone() },
        what: format!(
            "The work started on {}, too early: {}",
            crate::project::day_words(start),
            and(&late)
        ),
        to: Target::Item(item.clone()),
    })
}

/// Somebody's first signature or publication.
pub(super) struct First {
    pub(super) party: String,
    pub(super) role: SignRole,
    pub(super) date: jiff::civil::Date,
}

/// The earliest signature of each party and the earliest publication of each company, of those
/// not withdrawn; a party that joined after the start is not judged by it.
pub(super) fn firsts(case: &Case) -> Vec<First> {
    let Some(start) = case.day(Role::ActualStart) else {
        return Vec::new();
    };
    let there = |party: &&Record| party.date("joined").is_none_or(|joined| joined <= start);
    let mut firsts = Vec::new();
    for wanted in case.edition.sign_offs.iter().filter(|wanted| wanted.required) {
        let parties: Vec<&Record> = match (wanted.role, wanted.by) {
            (SignRole::Sign | SignRole::Publish, By::EveryParty) => {
                case.parties.signing().filter(there).collect()
            }
            (SignRole::Sign | SignRole::Publish, By::EveryCompany) => {
                case.parties.companies().filter(there).collect()
            }
            (SignRole::Approve | SignRole::Certify, _) | (_, By::ProjectTeam | By::GovernanceCommittee) => {
                Vec::new()
            }
        };
        for party in parties {
            let date = case
                .project
                .sign_offs
                .iter()
                .filter(|sign_off| {
                    sign_off.subject == wanted.subject.as_str()
                        && sign_off.role == wanted.role
                        && sign_off.party == party.id
                        && sign_off.withdrawn.is_none()
                })
                .map(|sign_off| sign_off.date)
                .min();
            if let Some(date) = date {
                firsts.push(First {
                    party: party.id.clone(),
                    role: wanted.role,
                    date,
                });
            }
        }
    }
    firsts
}

pub(super) fn list_row(list: &ListId, party: Option<&str>, id: Option<&str>, what: String) -> Unmet {
    Unmet {
        rule: Rule::StepList {
            list: list.clone(),
            party: party.map(str::to_owned),
            id: id.map(str::to_owned),
        },
        what,
        to: Target::List(list.clone(), id.map(str::to_owned)),
    }
}

/// What a subject is called within a sentence, such as `the Project Concept Framework`.
pub(super) fn subject_title(edition: &Edition, subject: &str) -> String {
    match subject.split_once('/') {
        Some(_) => "the amendment".to_owned(),
        None => edition
            .subject(subject)
            .map_or_else(|| subject.to_owned(), |known| format!("the {}", known.title)),
    }
}

/// A record by its first required field, in quotation marks; by its id while that is empty.
fn quoted(list: &List, record: &Record) -> String {
    let name = list
        .fields
        .iter()
        .find(|field| field.required)
        .map_or("", |field| record.text(&field.id));
    match name.lines().next().unwrap_or_default() {
        "" => record.id.clone(),
        name => format!("\u{2018}{name}\u{2019}"),
    }
}

pub(super) fn part_name(part: &str) -> &str {
    match part {
        "nhs" => "the NHS",
        other => other,
    }
}

/// A label within a sentence: its first letter small, unless it is an abbreviation.
pub(super) fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}
