//! Two people's work made one: a three-way merge, item by item and part by part.
//!
//! What only one side changed is taken from that side. What both changed to different values is
//! kept twice, as two versions, ours first. Nothing is ever dropped. The outcome is the same
//! whoever is called *ours*, but for the order of two versions.

mod answers;
mod log;
mod members;
mod records;
mod versions;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::Answer,
    change::Change,
    file::{FiledAnswer, LogLine, Receipt, SignOff, Skipped, Started},
    state::Project,
};
use crate::{
    guidance::{Edition, ItemId},
    json::canonical,
};

/// The project that holds what both sides made of `base`, which is what both began with.
pub fn merge(edition: &Edition, base: &Project, ours: &Project, theirs: &Project) -> Project {
    let log = log::united(&base.log, &ours.log, &theirs.log);
    let told = Told::by(&log);
    let sign_offs = sign_offs(base, ours, theirs, &told);
    let lists = records::merged(edition, [base, ours, theirs], &sign_offs, &told);
    let others = |project: &Project| project.other_lists.clone();
    let other_lists = records::merged_unknown(&[others(base), others(ours), others(theirs)], &told);
    let mut merged = Project {
        schema: ours.schema.max(theirs.schema),
        id: ours.id.clone(),
        edition: ours.edition.clone(),
        revision: ours.revision.max(theirs.revision),
        created_at: ours.created_at.min(theirs.created_at),
        updated_at: ours.updated_at.max(theirs.updated_at),
        archived_at: match told.archived {
            Some(Archived::Since(at)) => Some(at),
            Some(Archived::No) => None,
            None => chosen(
                &base.archived_at,
                &ours.archived_at,
                &theirs.archived_at,
                |a, b| {
                    if a > b { a } else { b }
                },
            ),
        },
        started: chosen(&base.started, &ours.started, &theirs.started, earliest),
        answers: answers(edition, base, ours, theirs),
        lists,
        sign_offs,
        receipt: chosen(&base.receipt, &ours.receipt, &theirs.receipt, latest_receipt),
        log,
        other_answers: keyed(
            [&base.other_answers, &ours.other_answers, &theirs.other_answers],
            |base, ours, theirs| Some(answers::merged(None, &or_unsaid(base), ours, theirs)),
        ),
        other_lists,
        rest: members::merged(&base.rest, &ours.rest, &theirs.rest),
        filed_title: ours.filed_title.clone(),
        read_only: ours.read_only.clone().or_else(|| theirs.read_only.clone()),
    };
    merged.filed_title = merged.title(edition).to_owned();
    merged
}

impl Project {
    /// Whether this came of another by changes and merges alone: its log tells all that the
    /// other's does. A file that was put back by hand does not come of what it replaced.
    pub fn descends_from(&self, other: &Self) -> bool {
        log::goes_on_from(&self.log, &other.log)
    }
}

/// What one side changed, or what both have; otherwise as `both` says of their two.
fn chosen<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T, both: impl FnOnce(T, T) -> T) -> T {
    if ours == theirs || theirs == base {
        ours.clone()
    } else if ours == base {
        theirs.clone()
    } else {
        both(ours.clone(), theirs.clone())
    }
}

/// Two maps made one, key by key; where both changed something, as `both` says, a missing one
/// of theirs or ours being nothing.
fn keyed<K: Ord + Clone, T: Clone + PartialEq + Default>(
    [base, ours, theirs]: [&BTreeMap<K, T>; 3],
    both: impl Fn(Option<&T>, &T, &T) -> Option<T>,
) -> BTreeMap<K, T> {
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let nothing = T::default();
    keys.into_iter()
        .filter_map(|key| {
            let (was, a, b) = (base.get(key), ours.get(key), theirs.get(key));
            let merged = if a == b || b == was {
                a.cloned()
            } else if a == was {
                b.cloned()
            } else {
                both(was, a.unwrap_or(&nothing), b.unwrap_or(&nothing))
            };
            merged.map(|merged| (key.clone(), merged))
        })
        .collect()
}

fn or_unsaid(answer: Option<&FiledAnswer>) -> FiledAnswer {
    answer.cloned().unwrap_or_default()
}

fn answers(edition: &Edition, base: &Project, ours: &Project, theirs: &Project) -> BTreeMap<ItemId, Answer> {
    let filed = |project: &Project| -> BTreeMap<ItemId, FiledAnswer> {
        let answers = project.answers.iter();
        answers
            .map(|(id, answer)| (id.clone(), answer.to_filed()))
            .collect()
    };
    let (was, a, b) = (filed(base), filed(ours), filed(theirs));
    let keys: BTreeSet<&ItemId> = a.keys().chain(b.keys()).collect();
    let kind = |id: &ItemId| edition.item(id.as_str()).map(|item| item.kind);
    let mut merged = BTreeMap::new();
    for id in keys {
        let one = |map: &BTreeMap<ItemId, FiledAnswer>| map.get(id).cloned();
        let both = chosen(&one(&was), &one(&a), &one(&b), |ours, theirs| {
            let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
            Some(answers::merged(kind(id), &or_unsaid(was.get(id)), &ours, &theirs))
        });
        let Some(filed) = both else { continue };
        // Parts of sound values make a sound value; if not, ours stands.
        let typed = edition
            .item(id.as_str())
            .and_then(|item| Answer::from_filed(item, filed).ok());
        if let Some(answer) = typed.or_else(|| ours.answers.get(id).cloned()) {
            merged.insert(id.clone(), answer);
        }
    }
    merged
}

fn earliest(ours: Option<Started>, theirs: Option<Started>) -> Option<Started> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            let key = |started: &Started| (started.at, started.revision);
            Some(if key(&theirs) < key(&ours) { theirs } else { ours })
        }
        (ours, theirs) => ours.or(theirs),
    }
}

fn latest_receipt(ours: Option<Receipt>, theirs: Option<Receipt>) -> Option<Receipt> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => {
            let key = |receipt: &Receipt| (receipt.at, canonical(&serde_json::json!(receipt)));
            Some(if key(&theirs) > key(&ours) { theirs } else { ours })
        }
        (ours, theirs) => ours.or(theirs),
    }
}

/// All sign-offs of both sides; withdrawn on either side stays withdrawn.
fn sign_offs(base: &Project, ours: &Project, theirs: &Project, told: &Told) -> Vec<SignOff> {
    let by_id = |project: &Project| -> BTreeMap<String, SignOff> {
        let sign_offs = project.sign_offs.iter();
        sign_offs
            .map(|sign_off| (sign_off.id.clone(), sign_off.clone()))
            .collect()
    };
    let (was, a, b) = (by_id(base), by_id(ours), by_id(theirs));
    let mut merged = BTreeMap::new();
    for id in a.keys().chain(b.keys()).chain(was.keys()) {
        let sign_off = match (a.get(id), b.get(id)) {
            (Some(ours), Some(theirs)) => one_sign_off(was.get(id).unwrap_or(ours), ours, theirs),
            (Some(only), None) | (None, Some(only)) => only.clone(),
            (None, None) => continue,
        };
        merged.insert(id.clone(), sign_off);
    }
    let ids = |project: &Project| -> Vec<String> {
        let sign_offs = project.sign_offs.iter();
        sign_offs.map(|sign_off| sign_off.id.clone()).collect()
    };
    let (first, second, third) = (ids(base), ids(ours), ids(theirs));
    let mut order = in_sequence([&first, &second, &third], |_| None);
    if order.iter().all(|id| told.signed.contains_key(id)) {
        // The one recorded last counts: so they stand as the log tells them, arrival aside.
        order.sort_by_key(|id| told.signed.get(id).copied());
    }
    order.into_iter().filter_map(|id| merged.remove(&id)).collect()
}

fn one_sign_off(base: &SignOff, ours: &SignOff, theirs: &SignOff) -> SignOff {
    let withdrawn = match (&ours.withdrawn, &theirs.withdrawn) {
        (Some(a), Some(b)) => {
            let key = |why: &Skipped| (why.at, canonical(&serde_json::json!(why)));
            Some(if key(b) < key(a) { b.clone() } else { a.clone() })
        }
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    let apart = |sign_off: &SignOff| SignOff {
        withdrawn: None,
        rest: serde_json::Map::new(),
        ..sign_off.clone()
    };
    let content = chosen(&apart(base), &apart(ours), &apart(theirs), |a, b| {
        let key = |sign_off: &SignOff| canonical(&serde_json::json!(sign_off));
        if key(&b) < key(&a) { b } else { a }
    });
    SignOff {
        withdrawn,
        rest: members::merged(&base.rest, &ours.rest, &theirs.rest),
        ..content
    }
}

/// Ids in one order: as one side has them where the other did not change it; otherwise as `base`
/// had them, and then what was added, in the order in which the log tells it.
fn in_sequence([base, ours, theirs]: [&[String]; 3], told: impl Fn(&str) -> Option<usize>) -> Vec<String> {
    let mut order: Vec<String> = if theirs == base {
        ours.to_vec()
    } else if ours == base || ours == theirs {
        theirs.to_vec()
    } else {
        base.to_vec()
    };
    let known: BTreeSet<&String> = order.iter().collect();
    let all = base.iter().chain(ours).chain(theirs);
    let added: BTreeSet<&String> = all.filter(|id| !known.contains(id)).collect();
    let mut added: Vec<String> = added.into_iter().cloned().collect();
    added.sort_by_key(|id| told(id).unwrap_or(usize::MAX));
    order.extend(added);
    order
}

/// Whether a project is put away.
#[derive(Clone, Copy)]
enum Archived {
    Since(Timestamp),
    No,
}

/// What the united log tells of the order in which things came about.
#[derive(Default)]
struct Told {
    /// Where each record was added last, by list and id.
    added: BTreeMap<(String, String), usize>,
    /// Where each sign-off was given, by its id.
    signed: BTreeMap<String, usize>,
    /// Whether the project was last put away or taken back.
    archived: Option<Archived>,
}

impl Told {
    fn by(log: &[LogLine]) -> Self {
        let mut told = Self::default();
        for (at, entry) in log.iter().enumerate() {
            let Some(entry) = entry.entry() else { continue };
            match Change::from_json(&entry.change) {
                Ok(Change::Add { list, record }) => {
                    if let Some(id) = record.get("id").and_then(serde_json::Value::as_str) {
                        told.added.insert((list, id.to_owned()), at);
                    }
                }
                Ok(Change::Sign { .. }) => {
                    let id = entry.made.as_ref().and_then(|made| made.get("id")?.as_str());
                    if let Some(id) = id {
                        told.signed.insert(id.to_owned(), at);
                    }
                }
                Ok(Change::Archive) => told.archived = Some(Archived::Since(entry.at)),
                Ok(Change::Unarchive) => told.archived = Some(Archived::No),
                Ok(
                    Change::Answer { .. }
                    | Change::Clear { .. }
                    | Change::Skip { .. }
                    | Change::Confirm { .. }
                    | Change::Update { .. }
                    | Change::Remove { .. }
                    | Change::Withdraw { .. },
                )
                | Err(_) => {}
            }
        }
        told
    }
}
