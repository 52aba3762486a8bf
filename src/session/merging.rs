//! Three files of one project made one: for a version control system, or two copies that went
//! their own ways.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;

use crate::{
    characters::quoted,
    guidance::Edition,
    project::{Project, ReadError, ReadOnly, merge},
    rules,
    store::{self, Overwrite, StoreError},
};

/// Why files were not merged; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The filesystem refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file is no sound project file.
    #[error("{source}: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ReadError,
    },
    /// A file was written by a newer program, or under an edition that this one lacks.
    #[error("{why}: {}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why it may not be changed.
        why: ReadOnly,
    },
    /// The files are not of one project.
    #[error("{} is another project than {}, and only one project's copies can be merged: {}",
        quoted(other), quoted(id), path.display())]
    AnotherProject {
        /// The file that differs.
        path: PathBuf,
        /// The id in it.
        other: String,
        /// The id in ours.
        id: String,
    },
    /// The files are answered under different editions.
    #[error("it is answered under another edition, {other}, than ours: {}", path.display())]
    AnotherEdition {
        /// The file that differs.
        path: PathBuf,
        /// Its edition.
        other: String,
    },
}

/// Merges what `ours` and `theirs` made of `base`, and writes it to `out`; gives what was written.
///
/// An empty file as `base` means that the two have nothing in common, as version control says it.
/// The outcome is the same whoever merges, on whatever clock: only the day that the verdict is
/// judged by goes in.
pub fn merge_files(
    [base, ours, theirs]: [&Path; 3],
    out: &Path,
    editions: &[Arc<Edition>],
    today: Date,
) -> Result<(Project, Arc<Edition>), MergeError> {
    let (mine, edition) = copy_in(ours, editions)?;
    let (yours, _) = same_project(copy_in(theirs, editions)?, theirs, &mine)?;
    let base_bytes = store::read(base)?;
    let common = if base_bytes.iter().all(u8::is_ascii_whitespace) {
        Project::new(mine.id.clone(), &edition, mine.created_at.min(yours.created_at))
    } else {
        let parsed = parsed(&base_bytes, base, editions)?;
        same_project(parsed, base, &mine)?.0
    };
    let merged = counted(
        &edition,
        merge(&edition, &common, &mine, &yours),
        [&mine, &yours],
        today,
    );
    store::write_atomically(out, &merged.to_bytes(&edition), Overwrite::Allowed)?;
    Ok((merged, edition))
}

fn copy_in(path: &Path, editions: &[Arc<Edition>]) -> Result<(Project, Arc<Edition>), MergeError> {
    parsed(&store::read(path)?, path, editions)
}

fn parsed(
    bytes: &[u8],
    path: &Path,
    editions: &[Arc<Edition>],
) -> Result<(Project, Arc<Edition>), MergeError> {
    let damaged = |source| MergeError::Damaged {
        path: path.to_owned(),
        source,
    };
    let (project, edition) = Project::parse(bytes, editions).map_err(damaged)?;
    match project.read_only {
        Some(why) => Err(MergeError::ReadOnly {
            path: path.to_owned(),
            why,
        }),
        None => Ok((project, Arc::clone(edition))),
    }
}

fn same_project(
    read: (Project, Arc<Edition>),
    path: &Path,
    ours: &Project,
) -> Result<(Project, Arc<Edition>), MergeError> {
    let project = &read.0;
    if project.id != ours.id {
        return Err(MergeError::AnotherProject {
            path: path.to_owned(),
            other: project.id.clone(),
            id: ours.id.clone(),
        });
    }
    if project.edition != ours.edition {
        return Err(MergeError::AnotherEdition {
            path: path.to_owned(),
            other: project.edition.to_string(),
        });
    }
    Ok(read)
}

/// The merged project with its receipt, its start and, where it is neither side's, the next
/// revision.
fn counted(edition: &Edition, mut merged: Project, sides: [&Project; 2], today: Date) -> Project {
    if let Some(side) = sides.into_iter().find(|side| is_as(edition, &merged, side)) {
        return side.clone();
    }
    merged.revision += 1;
    let at = merged.updated_at;
    merged.receipt = Some(rules::receipt(edition, &merged, today, at));
    merged.started = rules::started(edition, &merged, today, at);
    merged
}

/// Whether the merged project is this side, but for what a save adds by itself.
fn is_as(edition: &Edition, merged: &Project, side: &Project) -> bool {
    let mut counted = merged.clone();
    counted.revision = side.revision;
    counted.receipt.clone_from(&side.receipt);
    counted.to_bytes(edition) == side.to_bytes(edition)
}
