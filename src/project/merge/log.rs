//! Two logs made one, in order of time.

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    json::{canonical, sha256},
    project::file::LogLine,
};

/// All lines of both logs: each side's stay in its own order, and where the order is open the
/// earlier comes first.
pub(super) fn united(base: &[LogLine], ours: &[LogLine], theirs: &[LogLine]) -> Vec<LogLine> {
    let base: BTreeMap<Key, &LogLine> = lines(base).into_iter().collect();
    let (ours, theirs) = (lines(ours), lines(theirs));
    let by_key =
        |lines: &[(Key, &LogLine)]| -> BTreeSet<Key> { lines.iter().map(|(key, _)| key.clone()).collect() };
    let (in_ours, in_theirs) = (by_key(&ours), by_key(&theirs));
    let other: BTreeMap<&Key, &LogLine> = theirs.iter().map(|(key, line)| (key, *line)).collect();
    let own: BTreeMap<&Key, &LogLine> = ours.iter().map(|(key, line)| (key, *line)).collect();

    let mut written: BTreeSet<&Key> = BTreeSet::new();
    let mut all = Vec::new();
    let (mut left, mut right) = (ours.iter().peekable(), theirs.iter().peekable());
    loop {
        while left.next_if(|(key, _)| written.contains(key)).is_some() {}
        while right.next_if(|(key, _)| written.contains(key)).is_some() {}
        let key = match (left.peek(), right.peek()) {
            (None, None) => break,
            (Some((key, _)), None) | (None, Some((key, _))) => key,
            (Some((a, line)), Some((b, other))) => {
                // A line that only one side has goes before what both have after it.
                match (in_theirs.contains(a), in_ours.contains(b)) {
                    (true, false) => b,
                    (false, true) => a,
                    (true, true) | (false, false) => {
                        if (at(line), a) <= (at(other), b) {
                            a
                        } else {
                            b
                        }
                    }
                }
            }
        };
        written.insert(key);
        match (own.get(key), other.get(key)) {
            (Some(ours), Some(theirs)) => {
                all.extend(one_line(base.get(key).copied(), ours, theirs, &|id| {
                    let derived = Key {
                        id: id.to_owned(),
                        nth: 0,
                    };
                    in_ours.contains(&derived) || in_theirs.contains(&derived)
                }));
            }
            (Some(only), None) | (None, Some(only)) => all.push((*only).clone()),
            (None, None) => {}
        }
    }
    all
}

/// Whether a log goes on from an earlier one: it holds every line of that, none of them as it was
/// before something was folded into it.
pub(super) fn goes_on_from(log: &[LogLine], earlier: &[LogLine]) -> bool {
    let log: BTreeMap<Key, &LogLine> = lines(log).into_iter().collect();
    lines(earlier)
        .into_iter()
        .all(|(key, line)| log.get(&key).is_some_and(|now| until(now) >= until(line)))
}

fn until(line: &LogLine) -> Option<Timestamp> {
    match line {
        LogLine::Entry(entry) => entry.until.or(Some(entry.at)),
        LogLine::Unknown(_) => None,
    }
}

/// What tells one line from another: its id, or all of it where it has none; and which of several
/// such it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    id: String,
    nth: usize,
}

fn lines(log: &[LogLine]) -> Vec<(Key, &LogLine)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    log.iter()
        .map(|line| {
            let id = match line {
                LogLine::Entry(entry) => entry.id.clone(),
                LogLine::Unknown(json) => match json.get("id").and_then(Json::as_str) {
                    Some(id) => id.to_owned(),
                    None => canonical(json),
                },
            };
            let nth = seen.entry(id.clone()).or_default();
            let key = Key { id, nth: *nth };
            *nth += 1;
            (key, line)
        })
        .collect()
}

fn at(line: &LogLine) -> Option<Timestamp> {
    match line {
        LogLine::Entry(entry) => Some(entry.at),
        LogLine::Unknown(json) => json.get("at").and_then(Json::as_str)?.parse().ok(),
    }
}

/// A line that both sides have. Where both folded something into it, both are kept, the second
/// under an id made from its content.
fn one_line(
    base: Option<&LogLine>,
    ours: &LogLine,
    theirs: &LogLine,
    is_known: &dyn Fn(&str) -> bool,
) -> Vec<LogLine> {
    if ours == theirs || base == Some(theirs) {
        return vec![ours.clone()];
    }
    if base == Some(ours) {
        return vec![theirs.clone()];
    }
    let text = |line: &LogLine| canonical(&json!(line));
    let (first, second) = if text(ours) <= text(theirs) {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    let hash = sha256(&json!(second));
    let mut beside = second.clone();
    let id = match &mut beside {
        LogLine::Entry(entry) => {
            entry.id = format!("{}-{}", entry.id, hash.get(..8).unwrap_or(&hash));
            entry.id.clone()
        }
        LogLine::Unknown(json) => {
            let id = json.get("id").and_then(Json::as_str).unwrap_or_default();
            let id = format!("{id}-{}", hash.get(..8).unwrap_or(&hash));
            if let Some(members) = json.as_object_mut() {
                members.insert("id".to_owned(), json!(id));
            }
            id
        }
    };
    if is_known(&id) {
        vec![first.clone()]
    } else {
        vec![first.clone(), beside]
    }
}
