//! What can go wrong with files: what was tried, on which path, why it failed, and what to do.

use std::fmt::{self, Display, Write as _};
use std::io;
use std::path::{Path, PathBuf};

/// Something that could not be done with a file or a folder.
#[derive(Debug, thiserror::Error)]
pub struct StoreError {
    /// What was tried.
    pub operation: Operation,
    /// The file or folder that it was tried on.
    pub path: PathBuf,
    /// Why it failed.
    pub kind: Kind,
}

/// What was being done to a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Finding out where a project lies.
    Find,
    /// Listing the projects of a folder.
    List,
    /// Reading a file.
    Read,
    /// Making a new project.
    Create,
    /// Making a folder.
    MakeFolder,
    /// Taking a project's lock.
    Lock,
    /// Writing the new content beside the old.
    Write,
    /// Keeping the last good copy.
    KeepCopy,
    /// Putting the new content in the old one's place.
    Replace,
    /// Bringing the folder's change to the disk.
    SyncFolder,
}

/// Why it failed.
#[derive(Debug, thiserror::Error)]
pub enum Kind {
    /// No project answers to the name.
    #[error("there is no project {name:?}")]
    UnknownProject {
        /// The name asked for.
        name: String,
        /// An id that it may have meant.
        nearest: Option<String>,
        /// The id of one whose file is gone while copies of it are left.
        copies: Option<String>,
    },
    /// Several ids begin with the name.
    #[error("{prefix:?} begins the id of {}", listed(candidates))]
    AmbiguousProject {
        /// The name asked for.
        prefix: String,
        /// The ids that begin with it, sorted.
        candidates: Vec<String>,
    },
    /// The name cannot be the id of a project.
    #[error("{0:?} cannot be a project's id")]
    BadId(String),
    /// The system knows no home folder.
    #[error("no home folder is known")]
    NoHome,
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// There is no such folder.
    #[error("no such folder")]
    FolderMissing,
    /// A folder stands where a file should be.
    #[error("a folder, not a file")]
    IsFolder,
    /// A file or a link stands where a folder should be.
    #[error("not a folder")]
    NotAFolder,
    /// A pipe, a socket or a device stands where a file should be.
    #[error("a pipe or a device, not a file")]
    Special,
    /// A link that leads nowhere.
    #[error("a link that leads nowhere")]
    DanglingLink,
    /// A link that leads out of its own folder.
    #[error("a link out of its folder")]
    LinkOut {
        /// Where it leads.
        target: PathBuf,
    },
    /// The file is larger than a project may be.
    #[error("larger than 50 MB")]
    TooLarge,
    /// A file of that name is there already.
    #[error("already there")]
    AlreadyThere,
    /// Another program held the lock for as long as we waited.
    #[error("another program is saving and holds the lock")]
    Locked,
    /// A program that takes no lock changed the file each time that we came to write it.
    #[error("another program keeps changing the file")]
    Unsettled,
    /// No room is left, or the user's share of it is used up.
    #[error("disk full")]
    DiskFull,
    /// The file would be larger than this user's files may be.
    #[error("over this user's limit for a file")]
    OverLimit,
    /// The system does not let this user do it.
    #[error("no permission")]
    NoPermission,
    /// The file system takes no changes.
    #[error("read-only file system")]
    ReadOnly,
    /// Anything else, in the system's words.
    #[error("{0}")]
    Other(io::Error),
}

/// Why a save did not happen.
#[derive(Debug, thiserror::Error)]
pub enum SaveError<E> {
    /// The filesystem did not let us.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The caller refused the content that it found or would have written.
    #[error(transparent)]
    Refused(E),
}

impl StoreError {
    pub(super) fn new(operation: Operation, path: impl Into<PathBuf>, kind: Kind) -> Self {
        Self {
            operation,
            path: path.into(),
            kind,
        }
    }

    pub(super) fn io(operation: Operation, path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::new(operation, path, Kind::of(error))
    }

    /// Whether it failed since there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self.kind, Kind::Missing)
    }

    /// What to do about it, where there is something to do.
    pub fn hint(&self) -> Option<String> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let hint = match &self.kind {
            Kind::UnknownProject { copies: Some(id), .. } => {
                format!(
                    "its file is gone; `triplewin restore {}` lists the copies that are kept of it",
                    visible(id)
                )
            }
            Kind::UnknownProject {
                nearest: Some(id), ..
            } => format!("did you mean {}? `triplewin list` shows them all", visible(id)),
            Kind::UnknownProject { .. } => {
                "`triplewin list` shows the projects of this folder; --dir names another".into()
            }
            Kind::AmbiguousProject { .. } => "give more of the id".into(),
            Kind::BadId(_) => "an id is made of ASCII letters, digits, hyphens and underscores".into(),
            Kind::NoHome => "name a folder with --dir or TRIPLEWIN_DIR".into(),
            Kind::Missing | Kind::DanglingLink => {
                "it may have been moved; `triplewin list` shows the projects of a folder".into()
            }
            Kind::FolderMissing => "make the folder, or connect the disk that holds it".into(),
            Kind::NotAFolder => "move away what stands there, or name another folder".into(),
            Kind::LinkOut { target } => format!("give the path it leads to: {}", shown(target)),
            Kind::TooLarge => "is it a project at all? Its texts take at most 50 kB each".into(),
            Kind::AlreadyThere => match self.operation {
                Operation::Create => "open that one, or choose another id".into(),
                _ => "--force replaces it".into(),
            },
            Kind::Locked => "try again; another Triplewin has this project in hand".into(),
            Kind::Unsettled => "stop the program that writes to it, then try again".into(),
            Kind::DiskFull => "free some room, then try again".into(),
            Kind::OverLimit => "`ulimit -f` tells it; ask for more".into(),
            Kind::NoPermission => match self.operation {
                Operation::Read | Operation::Find => "ask its owner to let you read it".into(),
                Operation::List => "ask its owner to let you see into it".into(),
                _ => format!("may you write in {}? --dir names another", shown(folder)),
            },
            Kind::ReadOnly => "copy the file to a disk that can be written".into(),
            Kind::IsFolder | Kind::Special => "name a file".into(),
            Kind::Other(_) => return None,
        };
        Some(hint)
    }
}

impl Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown(&self.path);
        match self.operation {
            Operation::Find => write!(f, "{}: {path}", self.kind),
            operation => write!(f, "could not {operation}, {}: {path}", self.kind),
        }
    }
}

impl Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Find => "find",
            Self::List => "list the projects",
            Self::Read => "read",
            Self::Create => "make the project",
            Self::MakeFolder => "make the folder",
            Self::Lock => "lock",
            Self::Write => "write",
            Self::KeepCopy => "keep the last good copy",
            Self::Replace => "put the new file in place",
            Self::SyncFolder => "bring the folder's change to the disk",
        })
    }
}

impl Kind {
    fn of(error: io::Error) -> Self {
        use io::ErrorKind as E;
        match error.kind() {
            E::NotFound => Self::Missing,
            E::PermissionDenied => Self::NoPermission,
            E::AlreadyExists => Self::AlreadyThere,
            E::IsADirectory => Self::IsFolder,
            E::NotADirectory => Self::NotAFolder,
            E::StorageFull | E::QuotaExceeded => Self::DiskFull,
            E::FileTooLarge => Self::OverLimit,
            E::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Other(error),
        }
    }
}

/// A path as one line of plain text: control and direction characters are escaped.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            // writing into a String cannot fail
            let _ = write!(out, "{}", c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

fn listed(ids: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut names: Vec<String> = ids.iter().take(SHOWN).map(|id| visible(id)).collect();
    if ids.len() > SHOWN {
        names.push(format!("{} more", ids.len() - SHOWN));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(operation: Operation, kind: io::ErrorKind) -> StoreError {
        StoreError::io(operation, "/projects/a.json", kind.into())
    }

    #[test]
    fn an_error_is_one_line_of_what_and_where_with_what_to_do() {
        use io::ErrorKind as E;
        let cases = [
            (
                of(Operation::Write, E::StorageFull),
                "could not write, disk full: /projects/a.json",
                Some("free some room, then try again"),
            ),
            (
                of(Operation::Write, E::QuotaExceeded),
                "could not write, disk full: /projects/a.json",
                Some("free some room, then try again"),
            ),
            (
                of(Operation::Replace, E::ReadOnlyFilesystem),
                "could not put the new file in place, read-only file system: /projects/a.json",
                Some("copy the file to a disk that can be written"),
            ),
            (
                of(Operation::Write, E::PermissionDenied),
                "could not write, no permission: /projects/a.json",
                Some("may you write in /projects? --dir names another"),
            ),
            (
                of(Operation::Read, E::PermissionDenied),
                "could not read, no permission: /projects/a.json",
                Some("ask its owner to let you read it"),
            ),
            (
                of(Operation::Lock, E::NotADirectory),
                "could not lock, not a folder: /projects/a.json",
                Some("move away what stands there, or name another folder"),
            ),
            (
                of(Operation::Read, E::TimedOut),
                "could not read, timed out: /projects/a.json",
                None,
            ),
        ];
        for (error, line, hint) in cases {
            assert_eq!(error.to_string(), line);
            assert_eq!(error.hint().as_deref(), hint, "{line}");
        }
    }

    #[test]
    fn a_path_cannot_draw_on_the_terminal() {
        let error = StoreError::new(Operation::Read, "/p/\u{1b}[31m\nred\u{202e}.json", Kind::Missing);
        assert_eq!(
            error.to_string(),
            r"could not read, no such file: /p/\u{1b}[31m\nred\u{202e}.json"
        );
    }

    #[test]
    fn many_candidates_are_counted_rather_than_poured_out() {
        let candidates: Vec<String> = (1..=9).map(|n| format!("ward-{n}")).collect();
        let error = StoreError::new(
            Operation::Find,
            "/p",
            Kind::AmbiguousProject {
                prefix: "ward".into(),
                candidates,
            },
        );
        assert_eq!(
            error.to_string(),
            "\"ward\" begins the id of ward-1, ward-2, ward-3, ward-4, ward-5, ward-6, 3 more: /p"
        );
    }
}
