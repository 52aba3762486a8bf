//! Two versions of one thing: what stands beside what until somebody chooses.

use crate::project::file::Version;

/// Whether two versions say the same, whoever gave them.
fn same(one: &Version, other: &Version) -> bool {
    one.value == other.value && one.note == other.note
}

/// Whether the version is among these.
pub(super) fn among(versions: &[Version], one: &Version) -> bool {
    versions.iter().any(|version| same(version, one))
}

/// What stands after both sides had their say, ours first.
///
/// A side that holds one version has chosen it; a side that holds several has only kept them, so
/// that what the other side chose among them stands.
pub(super) fn united(base: &[Version], ours: &[Version], theirs: &[Version]) -> Vec<Version> {
    let within = |few: &[Version], many: &[Version]| few.iter().all(|version| among(many, version));
    let equal = |one: &[Version], other: &[Version]| within(one, other) && within(other, one);
    let mut standing: Vec<Version> = Vec::new();
    for (own, other) in [(ours, theirs), (theirs, ours)] {
        for version in own {
            let stands = if equal(ours, theirs) || equal(own, base) && equal(other, base) {
                true
            } else if equal(own, base) {
                among(other, version)
            } else {
                own.len() == 1 || !among(base, version) || among(other, version)
            };
            match standing.iter_mut().find(|known| same(known, version)) {
                Some(known) => *known = later(known, version),
                None if stands => standing.push(version.clone()),
                None => {}
            }
        }
    }
    standing
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
