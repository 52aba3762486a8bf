//! The only room that touches the filesystem.
//!
//! A project is one file. Saving is: lock, read, let the caller compare and merge, write beside,
//! sync, keep the last good copy, rename, sync the folder; so that a crash leaves the old file or
//! the new one, never a torn one. The room deals in bytes and names: what a project means, and how
//! two people's work becomes one, the caller says while the lock is held.

mod copies;
mod editor;
mod error;
mod folder;
mod limits;
mod lock;
mod mounts;
mod places;
mod read;
mod replace;
mod save;
mod veil;
mod watch;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use copies::KeptCopy;
pub use editor::{EditorError, edit_outside};
pub use error::{Kind, Operation, SaveError, StoreError};
pub use folder::default_dir;
pub use limits::outlive_limits;
pub use places::{Places, default_state_dir};
pub use read::{MAX_BYTES, read};
pub use replace::{
    Overwrite, is_folder, is_link, make_folder, none_there, write_all_atomically, write_atomically,
};
pub use save::Saved;
pub use veil::without_paths;
pub use watch::{Watch, watch};

/// The folder beside the projects that holds locks and last good copies.
const SIDE_FOLDER: &str = ".triplewin";

/// A folder of projects, one JSON file each.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
    patience: Duration,
}

impl Store {
    /// The store over this folder, which need not be there yet.
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            patience: Duration::from_secs(5),
        }
    }

    /// The same store, waiting this long for another's lock instead of five seconds.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The folder that the projects lie in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the project of this id lies, or would lie.
    pub fn path_of(&self, id: &str) -> PathBuf {
        self.dir.join(format!("{id}.json"))
    }
}
