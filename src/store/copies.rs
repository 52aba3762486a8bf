//! The last good copies: what a project's file held before its latest saves.
//!
//! They lie in the side folder as `<id>.<when it was saved>.json`, a handful for each project, the
//! further back the further apart. What an earlier copy was put back over, and what was merged,
//! lies there as `<id>.<when>.kept.json` and stays: somebody may want it back long after.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::error::{Kind, Operation, StoreError};
use super::read::{Target, read};
use super::replace::{Beside, Readers};
use super::{SIDE_FOLDER, Store};

/// Of each of these ages one copy is kept, beside the newest.
const AGES: [SignedDuration; 6] = [
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(24),
    SignedDuration::from_hours(7 * 24),
    SignedDuration::from_hours(30 * 24),
    SignedDuration::MAX,
];

/// How the time stands in a copy's name.
const NAMED: &str = ".%Y%m%dT%H%M%S.%3fZ";
/// What stands after it in the name of one that stays.
const STAYS: &str = ".kept";

/// How long a copy is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// As long as it is one of the handful.
    AHandful,
    /// For good.
    ForGood,
}

/// An earlier content of a project's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// When that content was saved.
    pub saved_at: Timestamp,
    /// Whether it stays, however many younger ones there are.
    stays: bool,
}

impl Store {
    /// The earlier contents of a project's file, the newest first.
    pub fn copies(&self, path: &Path) -> Result<Vec<KeptCopy>, StoreError> {
        of(&Target::of(path)?)
    }

    /// The ids of the projects of which copies are kept, sorted, whether their files are there or not.
    pub fn kept_ids(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.dir.join(SIDE_FOLDER)) else {
            return Vec::new();
        };
        let mut ids: Vec<String> = entries
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let (stem, _) = name.split_once('.')?;
                time_in(&name, stem).map(|_| stem.to_owned())
            })
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// The content that the project's file had before it was last saved.
    pub fn last_good(&self, path: &Path) -> Result<Option<KeptCopy>, StoreError> {
        Ok(self.copies(path)?.into_iter().next())
    }
}

/// Keeps the file's present content, which is about to be replaced.
pub(super) fn keep(target: &Target, bytes: &[u8], how_long: Keep) -> Result<PathBuf, StoreError> {
    let path = target.path();
    let saved_at = fs::metadata(&path).map_or_else(|_| Timestamp::now(), |found| saved_at(&found));
    let copy = match how_long {
        Keep::AHandful => place(target, saved_at, how_long),
        Keep::ForGood => free_place(target, saved_at),
    };
    forget(&copy);
    // a second name for the old file costs nothing and holds on a full disk; not all systems have it
    if fs::hard_link(&path, &copy).is_err() {
        Beside::written(&copy, bytes, Readers::OwnerOrSharingGroup)
            .and_then(Beside::replace)
            .map_err(|error| StoreError {
                operation: Operation::KeepCopy,
                ..error
            })?;
    }
    Ok(copy)
}

impl Store {
    /// Moves another copy of a project among its copies, where it stays; fails where it is not as
    /// it was read any more.
    pub fn keep_another(&self, path: &Path, other: &Path, as_read: &[u8]) -> Result<PathBuf, StoreError> {
        let target = Target::of(path)?;
        let from = Target::of(other)?.path();
        if read(&from)? != as_read {
            return Err(StoreError::new(Operation::KeepCopy, from, Kind::Unsettled));
        }
        let found = fs::metadata(&from).map_err(|error| StoreError::io(Operation::KeepCopy, &from, error))?;
        let copy = free_place(&target, saved_at(&found));
        fs::rename(&from, &copy).map_err(|error| StoreError::io(Operation::KeepCopy, &from, error))?;
        Ok(copy)
    }
}

/// Moves the present file, which cannot be read, among the copies; tells where.
pub(super) fn set_aside(target: &Target) -> Result<PathBuf, StoreError> {
    let path = target.path();
    let copy = free_place(target, Timestamp::now());
    fs::rename(&path, &copy).map_err(|error| StoreError::io(Operation::KeepCopy, &path, error))?;
    Ok(copy)
}

/// Moves back what was set aside, unless a file has come in its place.
pub(super) fn bring_back(target: &Target, copy: &Path) {
    let path = target.path();
    if fs::symlink_metadata(&path).is_err() {
        let _ = fs::rename(copy, path);
    }
}

/// Where a copy of this instant lies.
fn place(target: &Target, at: Timestamp, how_long: Keep) -> PathBuf {
    let mut name = target.stem();
    name.push(at.strftime(NAMED).to_string());
    if how_long == Keep::ForGood {
        name.push(STAYS);
    }
    name.push(".json");
    target.folder().join(SIDE_FOLDER).join(name)
}

/// A place for a copy that stays which no other has, of this instant or soon after.
fn free_place(target: &Target, at: Timestamp) -> PathBuf {
    let mut at = at;
    loop {
        let place = place(target, at, Keep::ForGood);
        if fs::symlink_metadata(&place).is_err() {
            return place;
        }
        at += SignedDuration::from_millis(1);
    }
}

/// Removes a copy, if it is there.
pub(super) fn forget(copy: &Path) {
    let _ = fs::remove_file(copy);
}

/// Removes the copies that stand too close together for their age, except the one just kept.
pub(super) fn thin(target: &Target, just_kept: &Path) {
    let Ok(copies) = of(target) else { return };
    let copies: Vec<KeptCopy> = copies.into_iter().filter(|copy| !copy.stays).collect();
    let times: Vec<Timestamp> = copies.iter().map(|copy| copy.saved_at).collect();
    let kept = worth_keeping(&times, Timestamp::now());
    let dropped = |copy: &&KeptCopy| !kept.contains(&copy.saved_at) && copy.path != just_kept;
    for copy in copies.iter().filter(dropped) {
        forget(&copy.path);
    }
}

fn of(target: &Target) -> Result<Vec<KeptCopy>, StoreError> {
    let side = target.folder().join(SIDE_FOLDER);
    let failed = |error| StoreError::io(Operation::List, &side, error);
    let entries = match fs::read_dir(&side) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let stem = target.stem();
    let mut copies = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        if let Some((saved_at, stays)) =
            time_in(&entry.file_name().to_string_lossy(), &stem.to_string_lossy())
        {
            copies.push(KeptCopy {
                path: entry.path(),
                saved_at,
                stays,
            });
        }
    }
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.saved_at));
    Ok(copies)
}

/// When the copy of that name was saved, and whether it stays.
fn time_in(name: &str, stem: &str) -> Option<(Timestamp, bool)> {
    let named = name
        .strip_prefix(stem)?
        .strip_prefix('.')?
        .strip_suffix(".json")?;
    let (at, stays) = match named.strip_suffix(STAYS) {
        Some(at) => (at, true),
        None => (named, false),
    };
    Some((at.parse().ok()?, stays))
}

fn saved_at(found: &Metadata) -> Timestamp {
    found
        .modified()
        .ok()
        .and_then(|at| Timestamp::try_from(at).ok())
        .unwrap_or_else(Timestamp::now)
}

/// Of these times, newest first: the newest, and the oldest of each age, so that copies grow old
/// instead of being pushed out by younger ones; of the last age, which has no end, the newest.
fn worth_keeping(times: &[Timestamp], now: Timestamp) -> Vec<Timestamp> {
    let mut kept: Vec<Timestamp> = times.first().copied().into_iter().collect();
    let mut from = SignedDuration::MIN;
    for to in AGES {
        let mut of_age = times.iter().copied().filter(|at| {
            let age = now.duration_since(*at);
            from <= age && age < to
        });
        let one = if to == SignedDuration::MAX {
            of_age.next()
        } else {
            of_age.next_back()
        };
        kept.extend(one);
        from = to;
    }
    kept
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn months_of_saves_every_minute_leaves_a_handful_of_copies_of_all_ages() {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut now = start;
        let mut kept: Vec<Timestamp> = Vec::new();
        for _ in 0..(60 * 24 * 100) {
            kept.insert(0, now);
            now += SignedDuration::from_mins(1);
            let keep = worth_keeping(&kept, now);
            kept.retain(|at| keep.contains(at));
            assert!(kept.len() <= 7, "{kept:?}");
        }
        let minutes: Vec<i64> = kept.iter().map(|at| now.duration_since(*at).as_mins()).collect();
        let bounds = [
            (0, 1),
            (1, 9),
            (10, 59),
            (60, 1439),
            (1440, 10_079),
            (10_080, 43_199),
            (43_200, i64::MAX),
        ];
        assert_eq!(minutes.len(), bounds.len(), "{minutes:?}");
        for (age, (from, to)) in minutes.iter().zip(bounds) {
            assert!((from..=to).contains(age), "{minutes:?}");
        }
    }

    #[test]
    fn a_copy_is_known_by_its_name_alone() {
        let at: Timestamp = "2026-11-21T14:02:33.123Z".parse().unwrap();
        assert_eq!(
            time_in("ward.20261121T140233.123Z.json", "ward"),
            Some((at, false))
        );
        assert_eq!(
            time_in("ward.20261121T140233.123Z.kept.json", "ward"),
            Some((at, true))
        );
        let strangers = [
            "ward-9.20261121T140233.123Z.json",
            "ward.x.20261121T140233.123Z.json",
            "ward.lock",
            "ward.json",
        ];
        for name in strangers {
            assert_eq!(time_in(name, "ward"), None, "{name}");
        }
    }
}
