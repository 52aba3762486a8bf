//! Sign-offs, followed through the log: each as it was recorded, and withdrawn as it was.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::{Told, Unexplained};
use crate::project::{change::Change, file::SignOff, state::Project};

pub(super) fn unexplained(project: &Project, told: &[Told]) -> Vec<Unexplained> {
    let mut given: BTreeMap<String, (usize, SignOff)> = BTreeMap::new();
    let mut withdrawals: BTreeMap<String, Vec<&Told>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (at, told) in told.iter().enumerate() {
        match &told.change {
            Change::Sign { .. } => match recorded(told) {
                Some(sign_off) => {
                    given.insert(sign_off.id.clone(), (at, sign_off));
                }
                None => findings.push(odd(told, "does not tell which sign-off was recorded")),
            },
            Change::Withdraw { .. } => match SignOff::deserialize(&told.entry.before) {
                Ok(sign_off) => withdrawals.entry(sign_off.id).or_default().push(told),
                Err(_) => findings.push(odd(told, "does not tell which sign-off was withdrawn")),
            },
            Change::Answer { .. }
            | Change::Clear { .. }
            | Change::Skip { .. }
            | Change::Confirm { .. }
            | Change::Add { .. }
            | Change::Update { .. }
            | Change::Remove { .. }
            | Change::Archive
            | Change::Unarchive => {}
        }
    }
    for told in told {
        findings.extend(former(told, &given));
    }
    let mut last = 0;
    let mut seen = Vec::new();
    for sign_off in &project.sign_offs {
        let what = match given.get(&sign_off.id) {
            None => Some("the log does not tell that it was given"),
            Some(_) if seen.contains(&&sign_off.id) => Some("it stands there twice"),
            Some((_, made)) if *made != bare(sign_off) => {
                Some("it is not what the log tells to have been recorded")
            }
            Some((at, _)) if *at < last => Some("it does not stand where the log tells it"),
            Some((at, _)) => {
                last = *at;
                None
            }
        };
        let what = what.or_else(|| withdrawn_otherwise(sign_off, &withdrawals));
        findings.extend(what.map(|what| Unexplained::new(&subject(sign_off), what)));
        seen.push(&sign_off.id);
    }
    for (id, (_, sign_off)) in &given {
        if !seen.contains(&id) {
            findings.push(Unexplained::new(
                &subject(sign_off),
                "the log tells that it was given, and it is not there",
            ));
        }
    }
    findings
}

/// The sign-off that an entry recorded, where it is what its change says.
fn recorded(told: &Told) -> Option<SignOff> {
    let made = SignOff::deserialize(told.entry.made.as_ref()?).ok()?;
    let Change::Sign {
        subject,
        role,
        party,
        name,
        date,
        address,
    } = &told.change
    else {
        return None;
    };
    let address = address.clone().filter(|address| !address.trim().is_empty());
    let same = made.subject == *subject
        && made.role == *role
        && made.party == *party
        && made.name == *name
        && made.date.to_string() == *date
        && made.address == address
        && made.by == told.entry.by
        && made.at == told.entry.at
        && made.withdrawn.is_none();
    same.then(|| bare(&made))
}

/// Whether what stood before a sign-off or its withdrawal is something that was given.
fn former(told: &Told, given: &BTreeMap<String, (usize, SignOff)>) -> Option<Unexplained> {
    let (Change::Sign {
        subject, role, party, ..
    }
    | Change::Withdraw {
        subject, role, party, ..
    }) = &told.change
    else {
        return None;
    };
    let before = &told.entry.before;
    if before.is_null() && matches!(told.change, Change::Sign { .. }) {
        return None;
    }
    let was = SignOff::deserialize(before).ok();
    let follows = was.is_some_and(|was| {
        was.subject == *subject
            && was.role == *role
            && was.party == *party
            && was.withdrawn.is_none()
            && given.get(&was.id).is_some_and(|(_, made)| *made == bare(&was))
    });
    (!follows).then(|| odd(told, "tells of a former sign-off that was never given"))
}

fn withdrawn_otherwise(
    sign_off: &SignOff,
    withdrawals: &BTreeMap<String, Vec<&Told>>,
) -> Option<&'static str> {
    let told = withdrawals.get(&sign_off.id);
    match (&sign_off.withdrawn, told) {
        (None, None) => None,
        (None, Some(_)) => Some("the log tells that it was withdrawn"),
        (Some(_), None) => Some("the log does not tell that it was withdrawn"),
        (Some(why), Some(told)) => {
            let is = |told: &&&Told| {
                let same_reason =
                    matches!(&told.change, Change::Withdraw { reason, .. } if *reason == why.reason);
                same_reason && told.entry.by == why.by && told.entry.at == why.at
            };
            told.iter()
                .find(is)
                .is_none()
                .then_some("it was withdrawn otherwise, as the log tells it")
        }
    }
}

/// The sign-off as it was recorded: not withdrawn, and without members that this program does not
/// know.
fn bare(sign_off: &SignOff) -> SignOff {
    SignOff {
        withdrawn: None,
        rest: serde_json::Map::new(),
        ..sign_off.clone()
    }
}

fn subject(sign_off: &SignOff) -> String {
    format!("{}/{}/{}", sign_off.subject, sign_off.role.name(), sign_off.party)
}

fn odd(told: &Told, what: &str) -> Unexplained {
    Unexplained::new(
        told.change.target(),
        &format!("log entry {} {what}", told.entry.id),
    )
}
