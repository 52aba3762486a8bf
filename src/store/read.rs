//! Reading a file without being led astray by what may stand in its place.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Store;
use super::error::{Kind, Operation, StoreError};

/// The most bytes that a file of ours may have: 50 MB.
pub const MAX_BYTES: u64 = 50_000_000;

impl Store {
    /// The bytes of a project's file.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, StoreError> {
        Target::of(path)?.read()
    }
}

/// The bytes of any file that a user names, at most [`MAX_BYTES`] of them.
///
/// A pipe is refused, never waited for.
pub fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    read_within(path, MAX_BYTES)
}

/// A file to be read or replaced, with any link to it followed inside its folder.
#[derive(Debug)]
pub(super) struct Target {
    folder: PathBuf,
    name: OsString,
}

impl Target {
    /// The file of this path, there or not; what is neither a file nor a place for one is refused.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let failed = |kind| StoreError::new(Operation::Read, path, kind);
        let name = path.file_name().ok_or_else(|| failed(Kind::IsFolder))?;
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        let mut target = Self {
            folder,
            name: name.to_owned(),
        };
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => target.name = target.linked(path)?,
            Ok(found) => file_alone(path, &found)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !target.folder.exists() {
                    let kind = Kind::FolderMissing;
                    return Err(StoreError::new(Operation::Read, target.folder, kind));
                }
            }
            Err(error) => return Err(StoreError::io(Operation::Read, path, error)),
        }
        Ok(target)
    }

    /// The name in this folder that a link leads to.
    fn linked(&self, link: &Path) -> Result<OsString, StoreError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::new(Operation::Read, link, Kind::DanglingLink),
            _ => StoreError::io(Operation::Read, link, error),
        };
        let target = fs::canonicalize(link).map_err(failed)?;
        file_alone(link, &fs::metadata(&target).map_err(failed)?)?;
        let folder = fs::canonicalize(&self.folder).map_err(failed)?;
        match target.file_name() {
            Some(name) if target.parent() == Some(&folder) => Ok(name.to_owned()),
            _ => Err(StoreError::new(Operation::Read, link, Kind::LinkOut { target })),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// The file's name without `.json`: what its lock and its copies are called by.
    pub(super) fn stem(&self) -> OsString {
        let path = Path::new(&self.name);
        match path.extension() {
            Some(ending) if ending == "json" => path.file_stem().unwrap_or(&self.name).to_owned(),
            _ => self.name.clone(),
        }
    }

    pub(super) fn read(&self) -> Result<Vec<u8>, StoreError> {
        read(&self.path())
    }

    /// The file's bytes, or none where there is no file.
    pub(super) fn read_if_there(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.read() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if matches!(error.kind, Kind::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The bytes of a file, unless there are more of them than this.
pub(super) fn read_within(path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |error| StoreError::io(Operation::Read, path, error);
    // before opening, which would wait for a pipe's other end
    file_alone(path, &fs::metadata(path).map_err(failed)?)?;
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(StoreError::new(Operation::Read, path, Kind::TooLarge));
    }
    Ok(bytes)
}

/// At most so many bytes from a file's beginning; none where it is no file that can be read.
pub(super) fn beginning(path: &Path, most: u64) -> Option<Vec<u8>> {
    file_alone(path, &fs::metadata(path).ok()?).ok()?;
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn file_alone(path: &Path, found: &Metadata) -> Result<(), StoreError> {
    let kind = match found.file_type() {
        it if it.is_file() => return Ok(()),
        it if it.is_dir() => Kind::IsFolder,
        _ => Kind::Special,
    };
    Err(StoreError::new(Operation::Read, path, kind))
}
