//! Records that a gate or a step wants: of every party, one at least, or each of them settled.

use std::collections::BTreeSet;

use super::super::{
    assessment::{Rule, Target, Unmet},
    case::Case,
    parties::name_of,
    words::{and, lower, possessive, quoted},
};
use crate::{
    guidance::{FieldKind, List, ListId, ListRole},
    project::Record,
};

pub(super) fn member_of_every_party(case: &Case) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Members) else {
        return Vec::new();
    };
    let on_the_team: BTreeSet<&str> = present_members(case)
        .into_iter()
        .filter(|member| member.has("name"))
        .map(|member| member.text("party"))
        .collect();
    let mut parties = case.parties.signing().peekable();
    if parties.peek().is_none() {
        return vec![list_row(
            list,
            None,
            None,
            "No party has anybody on the team yet".to_owned(),
        )];
    }
    parties
        .filter(|party| !on_the_team.contains(party.id.as_str()))
        .map(|party| {
            let what = format!("{} has nobody on the team", name_of(party));
            list_row(list, Some(&party.id), None, what)
        })
        .collect()
}

pub(super) fn project_managers(case: &Case) -> Vec<Unmet> {
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

pub(super) fn declarations(case: &Case) -> Vec<Unmet> {
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
            let what = format!(
                "{} declaration of interests is not recorded",
                possessive(name_of(member))
            );
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

pub(super) fn every_party(case: &Case, id: &ListId) -> Vec<Unmet> {
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
            let what = format!("{}: {} is {state}", list.label, possessive(name_of(party)));
            list_row(id, Some(&party.id), None, what)
        })
        .collect()
}

pub(super) fn some(case: &Case, id: &ListId, with: &[String]) -> Vec<Unmet> {
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
        .map(|field| match field.kind {
            FieldKind::Date => format!("{} date", lower(&field.label)),
            _ => lower(&field.label),
        })
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

pub(super) fn measured(case: &Case) -> Vec<Unmet> {
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

pub(super) fn milestones_settled(case: &Case) -> Vec<Unmet> {
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

pub(super) fn amendments_agreed(case: &Case) -> Vec<Unmet> {
    let Some(list) = case.edition.list_role(ListRole::Amendments) else {
        return Vec::new();
    };
    case.amendments
        .iter()
        .filter(|amendment| !amendment.agreed)
        .map(|amendment| Unmet {
            rule: Rule::Amendment {
                id: amendment.id.clone(),
            },
            what: amendment.open_words(),
            to: Target::List(list.clone(), Some(amendment.id.clone())),
        })
        .collect()
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
