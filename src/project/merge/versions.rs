//! Two versions of one thing: what stands beside what until somebody chooses.

use serde_json::Value as Json;

use super::chosen;
use crate::project::file::Version;

/// How the values of two sides that both changed it become one, or two: the value with our parts,
/// and with theirs, where both changed a part. Base, ours, theirs.
pub(super) type ByParts<'a> = &'a dyn Fn(&Json, &Json, &Json) -> (Json, Json);

/// What stands after both sides had their say, ours first.
///
/// Where both began with one version, each of ours meets each of theirs, part by part. Where they
/// began with several, a side that holds one has chosen it, and a side that holds several has only
/// kept them: so what the other chose among them stands.
pub(super) fn united(
    base: &[Version],
    ours: &[Version],
    theirs: &[Version],
    by_parts: ByParts,
) -> Vec<Version> {
    let standing: Vec<Version> = if let ([base], [ours], [theirs]) = (base, ours, theirs) {
        let (first, second) = meeting(base, ours, theirs, by_parts);
        vec![first, second]
    } else if equal(ours, theirs) {
        ours.iter().chain(theirs).cloned().collect()
    } else if equal(theirs, base) {
        ours.to_vec()
    } else if equal(ours, base) {
        theirs.to_vec()
    } else if let [base] = base {
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
        let (first, second): (Vec<_>, Vec<_>) = pairs.map(|(a, b)| meeting(base, a, b, by_parts)).unzip();
        first.into_iter().chain(second).collect()
    } else {
        let stands = |own: &[Version], other: &[Version], version: &Version| {
            own.len() == 1 || !among(base, version) || among(other, version)
        };
        let ours_first = ours.iter().filter(|version| stands(ours, theirs, version));
        let theirs_next = theirs.iter().filter(|version| stands(theirs, ours, version));
        ours_first.chain(theirs_next).cloned().collect()
    };
    let mut once: Vec<Version> = Vec::new();
    for version in standing {
        match once.iter_mut().find(|known| same(known, &version)) {
            Some(known) => *known = later(known, &version),
            None => once.push(version),
        }
    }
    once
}

/// Whether the version is among these.
fn among(versions: &[Version], one: &Version) -> bool {
    versions.iter().any(|version| same(version, one))
}

fn equal(one: &[Version], other: &[Version]) -> bool {
    let within = |few: &[Version], many: &[Version]| few.iter().all(|version| among(many, version));
    within(one, other) && within(other, one)
}

/// Whether two versions say the same, whoever gave them.
fn same(one: &Version, other: &Version) -> bool {
    one.value == other.value && one.note == other.note
}

/// Of two versions that say the same, the one given later.
fn later(one: &Version, other: &Version) -> Version {
    let given = |version: &Version| (version.at, version.by.clone());
    if given(other) > given(one) {
        other.clone()
    } else {
        one.clone()
    }
}

/// One of ours and one of theirs made one, or two: with our parts, and with theirs.
fn meeting(base: &Version, ours: &Version, theirs: &Version, by_parts: ByParts) -> (Version, Version) {
    let (with_ours, with_theirs) = if ours.value == theirs.value || theirs.value == base.value {
        (ours.value.clone(), ours.value.clone())
    } else if ours.value == base.value {
        (theirs.value.clone(), theirs.value.clone())
    } else {
        by_parts(&base.value, &ours.value, &theirs.value)
    };
    let stamp = |version: &Version| (version.at, version.by.clone());
    let version = |value: Json, note: Option<String>, (at, by)| Version {
        value,
        note,
        by,
        at,
        rest: ours.rest.clone(),
    };
    let (our_note, their_note) = if ours.note == theirs.note || theirs.note == base.note {
        (ours.note.clone(), ours.note.clone())
    } else if ours.note == base.note {
        (theirs.note.clone(), theirs.note.clone())
    } else {
        (ours.note.clone(), theirs.note.clone())
    };
    if with_ours != with_theirs {
        return (
            version(with_ours, our_note, stamp(ours)),
            version(with_theirs, their_note, stamp(theirs)),
        );
    }
    let given = match (with_ours == ours.value, with_ours == theirs.value) {
        (true, true) => chosen(&stamp(base), &stamp(ours), &stamp(theirs), Ord::max),
        (true, false) => stamp(ours),
        (false, true) => stamp(theirs),
        (false, false) => stamp(ours).max(stamp(theirs)),
    };
    (
        version(with_ours, our_note, given.clone()),
        version(with_theirs, their_note, given),
    )
}
