//! Another's copy of a project: read to be compared with the open one, and never written.

use std::path::{Path, PathBuf};

use super::{Library, OpenError, Session, read};
use crate::{
    project::Project,
    rules::{self, Incomparable},
};

/// Another's copy, as it was when it was read.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// Its file.
    pub path: PathBuf,
    /// The project that it holds.
    pub project: Project,
}

/// Why another's copy cannot be compared with the open project.
#[derive(Debug, thiserror::Error)]
pub enum TheirsError {
    /// It cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is answered under another edition.
    #[error(transparent)]
    Incomparable(#[from] Incomparable),
    /// It is the open project's own file.
    #[error("this is the file of the open project itself, not another's copy of it")]
    Itself,
}

impl Library {
    /// Reads another's copy by its path, in which `~/` is the user's own folder.
    pub fn theirs(&self, path: &Path, ours: &Session) -> Result<Theirs, TheirsError> {
        let path = match (path.strip_prefix("~"), dirs::home_dir()) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_owned(),
        };
        let path = match path.to_str() {
            Some(name) => self.store.find(name).map_err(OpenError::Store)?,
            None => path,
        };
        if ours.path() == Some(path.as_path()) {
            return Err(TheirsError::Itself);
        }
        let (project, _) = read(&self.store, &path, &self.editions)?;
        rules::comparable(ours.project(), &project)?;
        Ok(Theirs { path, project })
    }
}
