//! One writer at a time: a lock file beside the project, which is never removed, since a lock on a
//! removed file would lock nobody out.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::SIDE_FOLDER;
use super::error::{Kind, Operation, StoreError};
use super::read::Target;
use super::replace::{make_private_within, share_like};

/// The right to write one project, given back when dropped.
#[derive(Debug)]
pub(super) struct Held {
    _file: File,
}

/// Takes the project's lock, or says after this long that another holds it.
pub(super) fn take(target: &Target, patience: Duration) -> Result<Held, StoreError> {
    let mut name = target.stem();
    name.push(".lock");
    let path = side_folder(target.folder())?.join(name);
    let file = open(&path, target.folder())?;
    let until = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Held { _file: file }),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::new(Operation::Lock, path, Kind::Locked));
            }
            Err(TryLockError::Error(error)) => {
                return Err(StoreError::io(Operation::Lock, path, error));
            }
        }
    }
}

/// The folder for locks and copies beside the projects, made if need be.
fn side_folder(folder: &Path) -> Result<PathBuf, StoreError> {
    let side = folder.join(SIDE_FOLDER);
    match fs::symlink_metadata(&side) {
        Ok(found) if found.is_dir() => Ok(side),
        // a link too: what we write must stay in this folder
        Ok(_) => Err(StoreError::new(Operation::Lock, side, Kind::NotAFolder)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_private_within(&side)?;
            share_like(folder, &side);
            Ok(side)
        }
        Err(error) => Err(StoreError::io(Operation::Lock, side, error)),
    }
}

fn open(path: &Path, folder: &Path) -> Result<File, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(found) if found.is_dir() => {
            return Err(StoreError::new(Operation::Lock, path, Kind::IsFolder));
        }
        Ok(_) => return Err(StoreError::new(Operation::Lock, path, Kind::Special)),
        Err(_) => {
            let file = opened(path)?;
            share_like(folder, path);
            return Ok(file);
        }
    }
    opened(path)
}

fn opened(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
        .open(path)
        .map_err(|error| StoreError::io(Operation::Lock, path, error))
}
