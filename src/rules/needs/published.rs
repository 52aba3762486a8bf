//! The outcomes published by every company, and by every other party or with a reason why not.

use std::collections::BTreeSet;

use super::super::{
    assessment::{Rule, Target, Unmet},
    case::Case,
    parties::name_of,
};
use crate::{guidance::ListRole, project::Record};

/// The companies that have not published the outcomes: a reason fills nothing for them.
pub(super) fn by_companies(case: &Case) -> Vec<Unmet> {
    let done = with(case, is_published);
    unpublished(
        case,
        case.parties.companies(),
        &done,
        &Words {
            nobody: "No company is there yet to publish the outcomes",
            not_yet: "has not published the outcomes",
        },
    )
}

/// The other parties that have neither published the outcomes nor said why not.
pub(super) fn by_others(case: &Case) -> Vec<Unmet> {
    let done = with(case, |record| is_published(record) || record.has("reason"));
    unpublished(
        case,
        case.parties.others(),
        &done,
        &Words {
            nobody: "No party but companies is there yet to publish the outcomes",
            not_yet: "has neither published the outcomes nor said why not",
        },
    )
}

struct Words {
    nobody: &'static str,
    not_yet: &'static str,
}

fn is_published(record: &Record) -> bool {
    record.has("date") && record.has("address")
}

/// The parties of which a record is as it must be.
fn with<'a>(case: &Case<'a>, whole: impl Fn(&Record) -> bool) -> BTreeSet<&'a str> {
    case.records(ListRole::Publication)
        .iter()
        .filter(|record| whole(record))
        .map(|record| record.text("party"))
        .collect()
}

fn unpublished<'a>(
    case: &Case<'a>,
    parties: impl Iterator<Item = &'a Record>,
    done: &BTreeSet<&str>,
    words: &Words,
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
    let mut parties = parties.peekable();
    if parties.peek().is_none() {
        return vec![row(None, words.nobody.to_owned())];
    }
    parties
        .filter(|party| !done.contains(party.id.as_str()))
        .map(|party| row(Some(party), format!("{} {}", name_of(party), words.not_yet)))
        .collect()
}
