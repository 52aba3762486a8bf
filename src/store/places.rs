//! Where each person left off: a small file in this user's state folder, never in a project. Beside
//! it lies what could not be saved where it belongs.
//!
//! Losing it costs a few keystrokes, so nothing here is worth stopping for: a caller may ignore
//! every error.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::error::{Kind, Operation, StoreError};
use super::folder::{chosen, is_id};
use super::read::read_within;
use super::replace::{Beside, Readers, make_private};

const MOST: usize = 200;
const MAX_BYTES: u64 = 1_000_000;

/// The folder for what this user's programs remember: `TRIPLEWIN_STATE`, else the system's.
pub fn default_state_dir(env: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, StoreError> {
    let system = dirs::state_dir().or_else(dirs::data_local_dir);
    chosen(None, env("TRIPLEWIN_STATE"), system)
        .ok_or_else(|| StoreError::new(Operation::Find, "places.json", Kind::NoHome))
}

/// Where this user left each project, of the 200 visited last.
#[derive(Debug, Clone)]
pub struct Places {
    file: PathBuf,
}

impl Places {
    /// The places kept in this state folder, which need not be there yet.
    pub fn in_dir(state_dir: &Path) -> Self {
        Self {
            file: state_dir.join("places.json"),
        }
    }

    /// Where the project was left, if it is remembered.
    pub fn get(&self, project: &Path) -> Result<Option<String>, StoreError> {
        let key = key_of(project);
        Ok(self.load()?.get(&key).and_then(Value::as_str).map(str::to_owned))
    }

    /// Remembers where the project was left.
    pub fn set(&self, project: &Path, place: &str) -> Result<(), StoreError> {
        // a damaged file is begun anew: it holds nothing that anybody wrote
        let mut places = self.load().unwrap_or_default();
        let key = key_of(project);
        if places.get(&key).and_then(Value::as_str) == Some(place) && places.keys().next_back() == Some(&key)
        {
            return Ok(());
        }
        places.shift_remove(&key);
        places.insert(key, place.into());
        let forgotten = places.len().saturating_sub(MOST);
        let places: Map<String, Value> = places.into_iter().skip(forgotten).collect();
        if let Some(dir) = self.file.parent() {
            make_private(dir)?;
        }
        let text = format!("{:#}\n", Value::Object(places));
        // every screen remembers itself, and none of them is to wait for the disk
        Beside::unsynced(&self.file, text.as_bytes(), Readers::OwnerOrSharingGroup)?.replace_unsynced()
    }

    /// Keeps what could not be saved in its place; tells where.
    pub fn rescue(&self, id: &str, at: Timestamp, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let dir = self.file.with_file_name("rescued");
        make_private(&dir)?;
        let id = if is_id(id) { id } else { "project" };
        let mut at = at;
        loop {
            let path = dir.join(format!("{id}.{}.json", at.strftime("%Y%m%dT%H%M%S.%3fZ")));
            let beside = Beside::written(&path, bytes, Readers::OwnerOrSharingGroup)?;
            match beside.put_where_none_is() {
                Err(error) if matches!(error.kind, Kind::AlreadyThere) => {
                    at += SignedDuration::from_millis(1);
                }
                result => return result.map(|()| path),
            }
        }
    }

    /// By project, the one visited last at the end.
    fn load(&self) -> Result<Map<String, Value>, StoreError> {
        let bytes = match read_within(&self.file, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind, Kind::Missing) => return Ok(Map::new()),
            Err(error) => return Err(error),
        };
        serde_json::from_slice(&bytes).map_err(|error| {
            let error = io::Error::new(io::ErrorKind::InvalidData, error);
            StoreError::io(Operation::Read, &self.file, error)
        })
    }
}

/// The same project by whatever path it was opened.
fn key_of(project: &Path) -> String {
    fs::canonicalize(project)
        .or_else(|_| std::path::absolute(project))
        .unwrap_or_else(|_| project.to_path_buf())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_project_opens_where_it_was_left() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(&dir.path().join("state/deep"));
        let ward = Path::new("/projects/ward.json");
        assert_eq!(places.get(ward).unwrap(), None);
        places.set(ward, "checklist.4").unwrap();
        places.set(Path::new("/projects/other.json"), "pid").unwrap();
        places.set(ward, "scoping.scale").unwrap();
        let again = Places::in_dir(&dir.path().join("state/deep"));
        assert_eq!(again.get(ward).unwrap().as_deref(), Some("scoping.scale"));
    }

    #[test]
    fn the_200_projects_visited_last_are_remembered() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        let path = |n: usize| PathBuf::from(format!("/projects/{n}.json"));
        for n in 0..MOST {
            places.set(&path(n), "here").unwrap();
        }
        places.set(&path(0), "again").unwrap();
        places.set(&path(MOST), "new").unwrap();
        assert_eq!(places.get(&path(0)).unwrap().as_deref(), Some("again"));
        assert_eq!(places.get(&path(1)).unwrap(), None);
        assert_eq!(places.get(&path(2)).unwrap().as_deref(), Some("here"));
        assert_eq!(places.load().unwrap().len(), MOST);
    }

    #[test]
    fn a_damaged_file_is_told_of_and_begun_anew() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::in_dir(dir.path());
        fs::write(dir.path().join("places.json"), b"[not a map").unwrap();
        let ward = Path::new("/projects/ward.json");
        assert!(places.get(ward).is_err());
        places.set(ward, "pid").unwrap();
        assert_eq!(places.get(ward).unwrap().as_deref(), Some("pid"));
    }

    #[test]
    fn a_state_folder_that_cannot_be_made_is_an_error_that_harms_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a-file");
        fs::write(&file, b"mine").unwrap();
        let places = Places::in_dir(&file);
        assert!(places.set(Path::new("/projects/ward.json"), "pid").is_err());
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[test]
    fn the_state_folder_may_be_named() {
        let named = default_state_dir(|name| (name == "TRIPLEWIN_STATE").then(|| OsString::from("/state")));
        assert_eq!(named.unwrap(), Path::new("/state"));
    }
}
