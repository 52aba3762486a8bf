//! The one way to save a project, for screens and commands alike.
//!
//! Under the store's lock the file is read again. Where another saved in between, the two are
//! merged; then the project is assessed, given its receipt, counted and written.

use jiff::civil::Date;
use std::{path::Path, sync::Arc};

use super::{acting::Acting, ancestry::base_of};
use crate::{
    guidance::Edition,
    project::{Project, ReadError, ReadOnly, SCHEMA, merge},
    rules,
    store::{SaveError, Store, StoreError},
};

/// Why a project was not saved; nothing was overwritten.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The filesystem refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What lies in the file now cannot be read, and so is not overwritten.
    #[error("the file on disk is damaged and is not overwritten: {0}")]
    Damaged(ReadError),
    /// What lies in the file now may not be changed.
    #[error("{0}")]
    ReadOnly(ReadOnly),
    /// Another project lies there now.
    #[error("the file now holds another project, {0}, and is not overwritten")]
    AnotherProject(String),
}

/// The project as it was saved: ours, or ours merged with what another saved since `base`.
///
/// `base` is what was last read or saved here. A save that would change nothing writes nothing. The
/// first save of a file of an earlier schema keeps that file for good.
pub fn commit(
    store: &Store,
    path: &Path,
    edition: &Arc<Edition>,
    base: &Project,
    ours: &Project,
    acting: &Acting,
) -> Result<Project, CommitError> {
    let today = acting.today();
    let mut saved = ours.clone();
    let prepare = |bytes: Option<&[u8]>| {
        let (next, on_disk) = match bytes {
            None => (ours.clone(), None),
            Some(bytes) => {
                let theirs = sound(bytes, edition, ours)?;
                let same = theirs.revision == base.revision && theirs == *base;
                let next = if same {
                    ours.clone()
                } else {
                    let base = base_of(store, path, edition, [base, ours, &theirs]);
                    merge(edition, &base, ours, &theirs)
                };
                (next, Some(theirs))
            }
        };
        saved = settled(edition, next, on_disk.as_ref(), today, acting);
        Ok(match on_disk {
            Some(theirs) if theirs == saved => None,
            _ => Some(saved.to_bytes(edition)),
        })
    };
    let written = if base.schema < SCHEMA {
        store.save_and_keep(path, prepare)
    } else {
        store.save(path, prepare)
    };
    match written {
        Ok(_) => Ok(saved),
        Err(SaveError::Store(error)) => Err(error.into()),
        Err(SaveError::Refused(error)) => Err(error),
    }
}

/// What another saved, if it is this project and may be changed.
fn sound(bytes: &[u8], edition: &Arc<Edition>, ours: &Project) -> Result<Project, CommitError> {
    let (theirs, _) = Project::parse(bytes, std::slice::from_ref(edition)).map_err(CommitError::Damaged)?;
    if let Some(read_only) = theirs.read_only {
        return Err(CommitError::ReadOnly(read_only));
    }
    if theirs.id != ours.id {
        return Err(CommitError::AnotherProject(crate::characters::escaped(
            &theirs.id,
        )));
    }
    Ok(theirs)
}

/// The project as it goes into the file: with its receipt, its start and, where anything differs
/// from the file, the next revision.
pub(super) fn settled(
    edition: &Edition,
    mut next: Project,
    on_disk: Option<&Project>,
    today: Date,
    acting: &Acting,
) -> Project {
    let revision = on_disk.map_or(0, |project| project.revision).max(next.revision);
    next.revision = on_disk.map_or(next.revision, |project| project.revision);
    if on_disk == Some(&next) {
        return next;
    }
    next.revision = revision + 1;
    next.schema = next.schema.max(SCHEMA);
    let now = acting.clock.now();
    next.started = rules::started(edition, &next, today, now);
    next.receipt = Some(rules::receipt(edition, &next, today, now));
    next
}
