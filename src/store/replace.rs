//! Putting new bytes in a file's place at once: the reader sees the old content or the new.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, NamedTempFile};

use super::error::{Kind, Operation, StoreError};

const BESIDE_PREFIX: &str = ".triplewin-";
const BESIDE_SUFFIX: &str = ".tmp";

/// Whether a file that is there already may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Replace what is there.
    Allowed,
    /// Refuse where something is there.
    Refused,
}

/// Writes a file whole or not at all, following a link to where it leads; its folder must be there.
pub fn write_atomically(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StoreError> {
    write_all_atomically([(path, bytes)], overwrite)
}

/// Writes several files, each whole or not at all, and waits for the disk once for all of them.
pub fn write_all_atomically<'a>(
    files: impl IntoIterator<Item = (&'a Path, &'a [u8])>,
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    let mut all = Vec::new();
    for (path, bytes) in files {
        let path = place_for(path, overwrite)?;
        all.push(Beside::unsynced(&path, bytes, Readers::AsUsual)?);
    }
    // the first takes the others' content along to the disk
    for beside in &all {
        beside.sync()?;
    }
    let folders: BTreeSet<PathBuf> = all.iter().map(|beside| beside.folder.clone()).collect();
    for beside in all {
        match overwrite {
            Overwrite::Allowed => beside.replace_unsynced()?,
            Overwrite::Refused => beside.put_where_none_is_unsynced()?,
        }
    }
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

/// Where a file that a user names is to lie, with a link followed.
fn place_for(path: &Path, overwrite: Overwrite) -> Result<PathBuf, StoreError> {
    let failed = |kind| StoreError::new(Operation::Write, path, kind);
    let path = match fs::symlink_metadata(path) {
        Ok(_) if overwrite == Overwrite::Refused => return Err(failed(Kind::AlreadyThere)),
        Ok(found) if found.is_symlink() => fs::canonicalize(path).map_err(|_| failed(Kind::DanglingLink))?,
        _ => path.to_path_buf(),
    };
    match fs::metadata(&path) {
        Ok(found) if found.is_dir() => Err(failed(Kind::IsFolder)),
        Ok(found) if !found.is_file() => Err(failed(Kind::Special)),
        _ => Ok(path),
    }
}

/// Who may read a file that was not there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Its owner, and in a folder that a group shares the group.
    OwnerOrSharingGroup,
    /// Whoever may read what this user's programs write.
    AsUsual,
}

/// New content that lies beside its place, whole; it goes if it is not put in place.
#[derive(Debug)]
pub(super) struct Beside {
    file: NamedTempFile,
    path: PathBuf,
    folder: PathBuf,
}

impl Beside {
    /// Writes and syncs the content in the folder of the file that it is for.
    pub(super) fn written(path: &Path, bytes: &[u8], readers: Readers) -> Result<Self, StoreError> {
        let beside = Self::unsynced(path, bytes, readers)?;
        beside.sync()?;
        Ok(beside)
    }

    fn sync(&self) -> Result<(), StoreError> {
        let synced = self.file.as_file().sync_all();
        synced.map_err(|error| StoreError::io(Operation::Write, &self.path, error))
    }

    /// Writes the content and does not wait for the disk: for what may be lost with the power.
    pub(super) fn unsynced(path: &Path, bytes: &[u8], readers: Readers) -> Result<Self, StoreError> {
        let failed = |error| StoreError::io(Operation::Write, path, error);
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = Builder::new();
        builder.prefix(BESIDE_PREFIX).suffix(BESIDE_SUFFIX);
        #[cfg(unix)]
        if readers == Readers::AsUsual {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::new(Operation::Write, folder, Kind::FolderMissing),
            // tempfile's own words would name the temporary file
            kind => match error.raw_os_error() {
                Some(code) => failed(io::Error::from_raw_os_error(code)),
                None => failed(kind.into()),
            },
        })?;
        file.as_file_mut().write_all(bytes).map_err(failed)?;
        match fs::metadata(path) {
            Ok(old) => keep_owner_and_mode(file.as_file(), &old),
            Err(_) if readers == Readers::OwnerOrSharingGroup => share_like(folder, file.path()),
            Err(_) => {}
        }
        Ok(Self {
            file,
            path: path.to_path_buf(),
            folder: folder.to_path_buf(),
        })
    }

    /// Puts the content in place of whatever file is there.
    pub(super) fn replace(self) -> Result<(), StoreError> {
        let folder = self.folder.clone();
        self.replace_unsynced()?;
        sync_folder(&folder)
    }

    /// The same without waiting for the disk.
    pub(super) fn replace_unsynced(self) -> Result<(), StoreError> {
        let Self { file, path, .. } = self;
        let replaced = file.persist(&path);
        replaced.map(|_| ()).map_err(|error| in_place(&path, error.error))
    }

    /// Puts the content in place, unless something has come there.
    pub(super) fn put_where_none_is(self) -> Result<(), StoreError> {
        let folder = self.folder.clone();
        self.put_where_none_is_unsynced()?;
        sync_folder(&folder)
    }

    /// The same without waiting for the disk.
    fn put_where_none_is_unsynced(self) -> Result<(), StoreError> {
        let Self { file, path, .. } = self;
        if let Err(error) = file.persist_noclobber(&path) {
            // where the file system can neither rename without replacing nor link
            let cannot =
                error.error.kind() != io::ErrorKind::AlreadyExists && fs::symlink_metadata(&path).is_err();
            if !cannot {
                return Err(in_place(&path, error.error));
            }
            error
                .file
                .persist(&path)
                .map_err(|error| in_place(&path, error.error))?;
        }
        Ok(())
    }
}

fn in_place(path: &Path, error: io::Error) -> StoreError {
    StoreError::io(Operation::Replace, path, error)
}

/// Fails on the first of these paths at which something is there.
pub fn none_there<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<(), StoreError> {
    match paths.into_iter().find(|path| fs::symlink_metadata(path).is_ok()) {
        Some(path) => Err(StoreError::new(Operation::Write, path, Kind::AlreadyThere)),
        None => Ok(()),
    }
}

/// Whether a folder is there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a link is there, wherever it leads.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

/// Makes the folder that a user names and those above it that are missing, open to whom their
/// folders are.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    made(folder, DirBuilder::new().recursive(true))
}

/// Makes the folder and those above it that are missing, for its owner alone.
pub(super) fn make_private(folder: &Path) -> Result<(), StoreError> {
    made(folder, private().recursive(true))
}

/// Makes the folder, for its owner alone, in one that must be there.
pub(super) fn make_private_within(folder: &Path) -> Result<(), StoreError> {
    made(folder, &private())
}

fn private() -> DirBuilder {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

fn made(folder: &Path, builder: &DirBuilder) -> Result<(), StoreError> {
    let failed = |kind| StoreError::new(Operation::MakeFolder, folder, kind);
    match builder.create(folder) {
        // somebody else was quicker
        Err(_) if folder.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(failed(Kind::NotAFolder)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(failed(Kind::FolderMissing)),
        Err(error) => Err(StoreError::io(Operation::MakeFolder, folder, error)),
        Ok(()) => Ok(()),
    }
}

/// Opens what was just made here to the group, if the folder around it is shared by one.
///
/// Shared is a folder that its group may write in and hands its group down (`chmod g+ws`). Where
/// the system refuses, it stays its owner's alone.
#[cfg(unix)]
pub(super) fn share_like(folder: &Path, path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    const SHARED: u32 = 0o2020;
    let (Ok(around), Ok(it)) = (fs::metadata(folder), fs::metadata(path)) else {
        return;
    };
    if around.permissions().mode() & SHARED == SHARED {
        let mode = if it.is_dir() { 0o2770 } else { 0o660 };
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
pub(super) fn share_like(_folder: &Path, _path: &Path) {}

/// Gives the new file what the old one had, as far as the system allows.
#[cfg(unix)]
fn keep_owner_and_mode(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let same = file
        .metadata()
        .is_ok_and(|new| (new.uid(), new.gid()) == (old.uid(), old.gid()));
    if !same && fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        let _ = fchown(file, None, Some(old.gid()));
    }
    let mode = old.permissions().mode() & 0o777;
    let _ = file.set_permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn keep_owner_and_mode(_file: &File, _old: &Metadata) {}

/// Brings a rename in this folder to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // some network file systems have no such thing
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(StoreError::io(Operation::SyncFolder, folder, error))
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Clears away what a program that was killed while writing left beside the projects.
pub(super) fn sweep(folder: &Path) {
    const LEFT_FOR: Duration = Duration::from_hours(1);
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(BESIDE_PREFIX) && name.ends_with(BESIDE_SUFFIX);
        let old = || {
            let written = entry.metadata().and_then(|found| found.modified());
            written.is_ok_and(|at| {
                SystemTime::now()
                    .duration_since(at)
                    .is_ok_and(|age| age > LEFT_FOR)
            })
        };
        if ours && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}
