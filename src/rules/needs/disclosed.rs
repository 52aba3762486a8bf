//! Transfers of value: which company has to have a record of which year, and which are undisclosed
//! (guidance p. 42).

use jiff::civil::Date;
use std::{collections::BTreeSet, ops::RangeInclusive};

use super::{
    super::{
        assessment::{Rule, Target, Unmet},
        case::Case,
        parties::{PartyKind, kind_of, name_of},
        words::{and, lower, possessive},
    },
    records::list_row,
};
use crate::{
    guidance::{List, ListId, ListRole, Role, Step},
    project::{Record, day_words},
};

/// The most missing records that are named: as many as a list may hold.
const NAMED: usize = 2_000;

/// The years that a record can name.
const YEARS: RangeInclusive<i16> = 1900..=2999;

/// The records that are there and not disclosed, then the missing ones of each company and year.
pub(super) fn undisclosed(case: &Case) -> Vec<Unmet> {
    let Some(list) = case
        .edition
        .list_role(ListRole::Disclosure)
        .and_then(|list| case.edition.list(list.as_str()))
    else {
        return Vec::new();
    };
    let records = case.records(ListRole::Disclosure);
    let row = |id: Option<&str>, party: Option<&str>, year: Option<i16>, what: String| Unmet {
        rule: Rule::Disclosure {
            list: list.id.clone(),
            id: id.map(str::to_owned),
            party: party.map(str::to_owned),
            year,
        },
        what,
        to: Target::List(list.id.clone(), id.map(str::to_owned)),
    };
    let mut rows: Vec<Unmet> = records
        .iter()
        .filter(|record| !is_disclosed(record) || !record.lacks(list).is_empty())
        .map(|record| row(Some(&record.id), None, None, why(case, list, record)))
        .collect();
    let recorded: BTreeSet<(&str, u64)> = records
        .iter()
        .filter_map(|record| Some((record.text("company"), record.number("year")?)))
        .collect();
    let companies: Vec<&Record> = case
        .parties
        .ever
        .iter()
        .filter(|party| kind_of(party) == PartyKind::Company)
        .collect();
    let missing = companies
        .iter()
        .flat_map(|company| years(case, company).map(move |year| (*company, year)))
        .filter(|(company, year)| {
            u64::try_from(*year).is_ok_and(|year| !recorded.contains(&(company.id.as_str(), year)))
        })
        .take(NAMED);
    rows.extend(missing.map(|(company, year)| {
        let name = name_of(company);
        row(
            None,
            Some(&company.id),
            Some(year),
            format!("{name} has no record of the value that moved in {year} (0 pence where none did)"),
        )
    }));
    if rows.is_empty() && records.is_empty() && (companies.is_empty() || span(case).is_none()) {
        let what = if companies.is_empty() {
            "No company is there yet to disclose transfers of value"
        } else {
            "No transfer of value is recorded yet: each company discloses every year from the actual start"
        };
        rows.push(row(None, None, None, what.to_owned()));
    }
    rows
}

/// By when a year's transfers of value are disclosed: 30 June of the next.
pub(in crate::rules) fn due(year: u64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?.checked_add(1)?, 6, 30).ok()
}

pub(in crate::rules) fn is_disclosed(record: &Record) -> bool {
    record.text("disclosed") == "yes"
}

/// Why a record that is there is not disclosed: it waits while it is not due.
fn why(case: &Case, list: &List, record: &Record) -> String {
    let company = match record.text("company") {
        "" => "A company".to_owned(),
        id => case.signer(id),
    };
    let whose = possessive(&company);
    if is_disclosed(record) {
        let lacks: Vec<String> = record
            .lacks(list)
            .iter()
            .map(|field| lower(&field.label))
            .collect();
        return format!("{whose} record of value lacks its {}", and(&lacks));
    }
    let Some(year) = record.number("year") else {
        return format!("{whose} record of value is not disclosed");
    };
    match waits(case, record) {
        Some(due) => format!("{whose} value of {year} is waiting until {}", day_words(due)),
        None => format!("{whose} value of {year} is not disclosed"),
    }
}

/// The day until which the disclosure of a record may wait, where that is not past.
pub(in crate::rules) fn waits_until(case: &Case, id: &str) -> Option<Date> {
    let record = case
        .records(ListRole::Disclosure)
        .iter()
        .find(|record| record.id == id)?;
    waits(case, record)
}

fn waits(case: &Case, record: &Record) -> Option<Date> {
    due(record.number("year")?).filter(|due| !is_disclosed(record) && case.today <= *due)
}

/// The years from the actual start to the actual end, or so far to today.
fn span(case: &Case) -> Option<(i16, i16)> {
    let start = case.day(Role::ActualStart)?.year();
    let end = case.day(Role::ActualEnd).unwrap_or(case.today).year();
    Some((start, end.max(start)))
}

/// The years of which a company has to have a record: from its joining to its leaving, of those
/// that a record can name.
fn years(case: &Case, company: &Record) -> impl Iterator<Item = i16> + use<> {
    let (start, end) = span(case).unwrap_or((1, 0));
    let from = company
        .date("joined")
        .map_or(start, |joined| joined.year().max(start));
    let to = company.date("left").map_or(end, |left| left.year().min(end));
    from.max(*YEARS.start())..=to.min(*YEARS.end())
}

/// The lists of contracted services and fees: the others of the step that discloses.
fn service_lists<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a List> + use<'a> {
    let edition = case.edition;
    let own = edition.list_role(ListRole::Disclosure);
    let step = own
        .and_then(|own| edition.list(own.as_str()))
        .and_then(|own| edition.step(own.step.as_str()));
    step.into_iter()
        .flat_map(Step::lists)
        .filter(move |list| Some(&list.id) != own)
}

/// The first of those lists.
pub(in crate::rules) fn services_list(case: &Case) -> Option<ListId> {
    service_lists(case).next().map(|list| list.id.clone())
}

/// The records of contracted services and fees.
pub(super) fn services<'a>(case: &Case<'a>) -> impl Iterator<Item = (&'a List, &'a Record)> + use<'a> {
    let project = case.project;
    service_lists(case).flat_map(move |list| {
        let records = project.records(list.id.as_str()).iter();
        records.map(move |record| (list, record))
    })
}

/// The services and fees that are not published on the company's site, or not whole.
pub(super) fn unpublished_services(case: &Case) -> Vec<Unmet> {
    services(case)
        .filter(|(list, record)| !record.lacks(list).is_empty())
        .map(|(list, record)| {
            let lacks: Vec<String> = record
                .lacks(list)
                .iter()
                .map(|field| lower(&field.label))
                .collect();
            let what = format!("{}: one lacks its {}", list.label, and(&lacks));
            list_row(&list.id, None, Some(&record.id), what)
        })
        .collect()
}
