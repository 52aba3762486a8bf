//! Members that this program does not know, made one without losing any.

use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

use crate::json::{canonical, sha256};

/// Both sides' members. Where both changed one to different values, the other is kept beside it,
/// under its name and the beginning of its hash.
pub(super) fn merged(
    base: &Map<String, Json>,
    ours: &Map<String, Json>,
    theirs: &Map<String, Json>,
) -> Map<String, Json> {
    if ours == theirs || theirs == base {
        return ours.clone();
    }
    if ours == base {
        return theirs.clone();
    }
    let known: Vec<&String> = base.keys().collect();
    let new: BTreeSet<&String> = ours
        .keys()
        .chain(theirs.keys())
        .filter(|key| !known.contains(key))
        .collect();
    let mut all = Map::new();
    for key in known.into_iter().chain(new) {
        let (was, a, b) = (base.get(key), ours.get(key), theirs.get(key));
        if a == b || b == was {
            keep(&mut all, key, a);
        } else if a == was {
            keep(&mut all, key, b);
        } else {
            both(&mut all, key, was, a, b);
        }
    }
    all
}

fn keep(all: &mut Map<String, Json>, key: &str, value: Option<&Json>) {
    if let Some(value) = value {
        all.insert(key.to_owned(), value.clone());
    }
}

fn both(all: &mut Map<String, Json>, key: &str, was: Option<&Json>, a: Option<&Json>, b: Option<&Json>) {
    match (a, b) {
        (Some(Json::Object(a)), Some(Json::Object(b))) => {
            let nothing = Map::new();
            let was = was.and_then(Json::as_object).unwrap_or(&nothing);
            all.insert(key.to_owned(), Json::Object(merged(was, a, b)));
        }
        (Some(a), Some(b)) => {
            let (first, second) = if canonical(a) <= canonical(b) {
                (a, b)
            } else {
                (b, a)
            };
            all.insert(key.to_owned(), first.clone());
            let hash = sha256(second);
            let beside = format!("{key}~{}", hash.get(..8).unwrap_or(&hash));
            all.insert(beside, second.clone());
        }
        (one, other) => keep(all, key, one.or(other)),
    }
}
