//! The one way that a project's file changes.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use super::copies::Keep;
use super::error::{Kind, Operation, SaveError, StoreError};
use super::folder::is_id;
use super::read::{MAX_BYTES, Target};
use super::replace::{Beside, Readers, make_private, sweep};
use super::{Store, copies, lock};

/// How often to start anew when a program that takes no lock changes the file meanwhile.
const TRIES: usize = 5;

/// What a save came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// The new content is on the disk.
    Written,
    /// There was nothing to write.
    Unchanged,
}

impl Store {
    /// Replaces a project's file by what `prepare` makes of the present bytes (none: no file yet).
    ///
    /// The project's lock is held meanwhile. `prepare` compares and merges; it returns none where
    /// there is nothing to write, or an error, which leaves the file as it is. It is called again
    /// if a program that takes no lock changed the file in between. An error leaves the old file
    /// untouched and nothing lying about, except that after [`Operation::SyncFolder`] the new
    /// content is in place and may not outlast a loss of power.
    pub fn save<E>(
        &self,
        path: &Path,
        prepare: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Saved, SaveError<E>> {
        self.save_keeping(Keep::AHandful, path, prepare)
    }

    /// The same, with what is replaced kept for good: for a file of an earlier schema.
    pub fn save_and_keep<E>(
        &self,
        path: &Path,
        prepare: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Saved, SaveError<E>> {
        self.save_keeping(Keep::ForGood, path, prepare)
    }

    fn save_keeping<E>(
        &self,
        how_long: Keep,
        path: &Path,
        prepare: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Saved, SaveError<E>> {
        let target = Target::of(path)?;
        let _held = lock::take(&target, self.patience)?;
        replaced(&target, how_long, prepare)
    }

    /// The same, even where the present file cannot be read: it is moved among the copies then, and
    /// `prepare` is told of none. An error puts it back.
    pub fn save_over_anything<E>(
        &self,
        path: &Path,
        prepare: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Saved, SaveError<E>> {
        let target = Target::of(path)?;
        let _held = lock::take(&target, self.patience)?;
        let aside = match target.read_if_there() {
            Err(error) if matches!(error.kind, Kind::NoPermission | Kind::TooLarge | Kind::Other(_)) => {
                Some(copies::set_aside(&target)?)
            }
            Err(error) => return Err(error.into()),
            Ok(_) => None,
        };
        let saved = replaced(&target, Keep::ForGood, prepare);
        if let (Some(aside), Err(_) | Ok(Saved::Unchanged)) = (aside, &saved) {
            copies::bring_back(&target, &aside);
        }
        saved
    }

    /// Makes the file of a new project, and the folder if need be; tells where it lies.
    pub fn create(&self, id: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let path = self.path_of(id);
        let failed = |kind| StoreError::new(Operation::Create, path.clone(), kind);
        if !is_id(id) {
            return Err(failed(Kind::BadId(id.to_owned())));
        }
        if !self.dir.is_dir() {
            make_private(&self.dir)?;
        }
        if std::fs::symlink_metadata(&path).is_ok() {
            return Err(failed(Kind::AlreadyThere));
        }
        let mut made = false;
        let result = self.save(&path, |before| {
            made = before.is_none();
            Ok::<_, Infallible>(made.then(|| bytes.to_vec()))
        });
        match result {
            Ok(_) if made => Ok(path),
            Ok(_) => Err(failed(Kind::AlreadyThere)),
            Err(SaveError::Store(error)) => Err(error),
            Err(SaveError::Refused(never)) => match never {},
        }
    }
}

/// Replaces the file, whose lock is held, by what `prepare` makes of its bytes.
fn replaced<E>(
    target: &Target,
    how_long: Keep,
    mut prepare: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
) -> Result<Saved, SaveError<E>> {
    let path = target.path();
    for _ in 0..TRIES {
        let before = target.read_if_there()?;
        let Some(after) = prepare(before.as_deref()).map_err(SaveError::Refused)? else {
            return Ok(Saved::Unchanged);
        };
        if before.as_ref() == Some(&after) {
            return Ok(Saved::Unchanged);
        }
        if after.len() as u64 > MAX_BYTES {
            return Err(StoreError::new(Operation::Write, &path, Kind::TooLarge).into());
        }
        let beside = Beside::written(&path, &after, Readers::OwnerOrSharingGroup)?;
        if target.read_if_there()? != before {
            continue;
        }
        match before {
            None => match beside.put_where_none_is() {
                Err(error) if matches!(error.kind, Kind::AlreadyThere) => continue,
                result => result?,
            },
            Some(before) => {
                let copy = copies::keep(target, &before, how_long)?;
                beside.replace().inspect_err(|error| {
                    if error.operation == Operation::Replace {
                        copies::forget(&copy);
                    }
                })?;
                copies::thin(target, &copy);
            }
        }
        sweep(target.folder());
        return Ok(Saved::Written);
    }
    Err(StoreError::new(Operation::Write, path, Kind::Unsettled).into())
}
