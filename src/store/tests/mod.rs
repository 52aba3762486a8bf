//! What the room promises as a whole: nothing lost, nothing torn, nothing left lying about.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod processes;
mod saving;
#[cfg(unix)]
mod unix;
mod watching;

use std::convert::Infallible;
use std::fs;

use super::*;

/// A folder with one project, `ward`, that says `one`.
struct Desk {
    dir: tempfile::TempDir,
    store: Store,
    ward: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(dir.path().join("projects"));
        let ward = store.create("ward", b"one").unwrap();
        Self { dir, store, ward }
    }

    fn write(&self, text: &str) -> Result<Saved, SaveError<Infallible>> {
        self.store
            .save(&self.ward, |_| Ok(Some(text.as_bytes().to_vec())))
    }

    fn says(&self) -> String {
        String::from_utf8(self.store.read(&self.ward).unwrap()).unwrap()
    }

    /// Every name in the project's folder and its side folder, sorted; copies as `copy`.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for dir in [self.store.dir().to_path_buf(), self.store.dir().join(SIDE_FOLDER)] {
            for entry in fs::read_dir(dir).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                names.push(if name.starts_with("ward.2") {
                    "copy".into()
                } else {
                    name
                });
            }
        }
        names.sort();
        names
    }
}

fn failure<T: std::fmt::Debug>(result: Result<T, SaveError<Infallible>>) -> StoreError {
    match result {
        Err(SaveError::Store(error)) => error,
        other => panic!("{other:?}"),
    }
}
