//! Every document in every format, written into one folder for whoever asks on a screen.

use std::path::{Path, PathBuf};

use super::{
    ExportError, Library, Session,
    documents::{no_link, typed_name, typed_path},
};
use crate::{
    documents::Format,
    store::{Kind, Overwrite, none_there},
};

/// What stands for every document where one is chosen.
pub const EVERYTHING: &str = "Everything, each document in every format";

/// What came of writing every document into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Everything {
    /// So many files were written there.
    Written {
        /// How many.
        files: usize,
        /// The folder, as it is told.
        folder: String,
    },
    /// Nothing was, since some of the files are there already.
    There {
        /// How many are there.
        there: usize,
        /// Of how many that would be written.
        of: usize,
        /// The folder, as it is told.
        folder: String,
    },
}

impl Everything {
    /// What is asked before files are replaced, such as `12 of the 27 files are there already.`
    pub fn asked(there: usize, of: usize) -> String {
        match (there, of) {
            (1, _) => format!("1 of the {of} files is there already."),
            (there, of) if there == of => format!("All {of} files are there already."),
            _ => format!("{there} of the {of} files are there already."),
        }
    }
}

impl Session {
    /// The name of the folder that every document goes to unless another is asked for.
    pub fn everything_name(&self) -> String {
        format!("{}-documents", self.project.id)
    }
}

impl Library {
    /// Writes every document of a session in every format into a folder, which is made where it is
    /// missing; where one of the files is there and may not be replaced, nothing is written. In a
    /// kiosk the folder lies in the one that every document goes to, and nothing goes through a link.
    pub fn export_everything(
        &self,
        session: &Session,
        folder: &Path,
        overwrite: Overwrite,
    ) -> Result<Everything, ExportError> {
        let place = self.export_place(folder)?;
        let told = self.export_told(&place);
        let exporter = session.exporter();
        let files = exporter.all_files(&Format::ALL, &place);
        if self.kiosk {
            files.iter().try_for_each(|file| no_link(file))?;
        }
        match exporter.all_written(&Format::ALL, &place, overwrite) {
            Ok(written) => Ok(Everything::Written {
                files: written.len(),
                folder: told,
            }),
            Err(ExportError::Store(error)) if matches!(error.kind, Kind::AlreadyThere) => {
                let there = files.iter().filter(|file| is_there(file)).count();
                Ok(Everything::There {
                    there,
                    of: files.len(),
                    folder: told,
                })
            }
            Err(error) => Err(error),
        }
    }
}

/// The folder that every document goes to when somebody types a name, where `offered` was offered.
pub fn everything_path(typed: &str, offered: &str) -> PathBuf {
    typed_path(typed, offered)
}

/// The same in a kiosk: whatever is typed is a name alone.
pub fn kiosk_everything_path(typed: &str, offered: &str) -> PathBuf {
    typed_name(typed, offered)
}

fn is_there(file: &Path) -> bool {
    none_there([file]).is_err()
}
