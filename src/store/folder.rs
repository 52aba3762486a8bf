//! Which folder, which projects are in it, and which of them a name means.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Store;
use super::error::{Kind, Operation, StoreError};
use super::read::{Target, beginning};

/// How much of a file's beginning is read to see which project it holds, in bytes.
const HEAD: u64 = 1_024;

/// The folder of projects: the flag's, else `TRIPLEWIN_DIR`, else the data folder of this system.
pub fn default_dir(
    flag: Option<PathBuf>,
    env: impl Fn(&str) -> Option<OsString>,
) -> Result<PathBuf, StoreError> {
    chosen(flag, env("TRIPLEWIN_DIR"), dirs::data_dir())
        .ok_or_else(|| StoreError::new(Operation::List, "triplewin", Kind::NoHome))
}

/// What was said outright, else the variable unless empty, else `triplewin` in the system's folder.
pub(super) fn chosen(
    said: Option<PathBuf>,
    variable: Option<OsString>,
    system: Option<PathBuf>,
) -> Option<PathBuf> {
    said.or_else(|| variable.filter(|dir| !dir.is_empty()).map(PathBuf::from))
        .or_else(|| system.map(|dir| dir.join("triplewin")))
}

impl Store {
    /// Every project file of the folder, sorted by name; none where there is no folder yet.
    pub fn list(&self) -> Result<Vec<PathBuf>, StoreError> {
        projects_in(&self.dir).map_err(|error| StoreError::io(Operation::List, self.dir.clone(), error))
    }

    /// The file that a name means: a path, an id, or the beginning of one id alone.
    ///
    /// A link is followed in its folder, so that one project has one path.
    pub fn find(&self, name: &str) -> Result<PathBuf, StoreError> {
        if is_path(name) {
            return self.find_path(name);
        }
        let ids = self.ids()?;
        if ids.iter().any(|id| id == name) || is_id(name) && fs::symlink_metadata(self.path_of(name)).is_ok()
        {
            return self.found(name);
        }
        // a file that was carried over a system which writes names in capitals
        if let Some(id) = ids.iter().find(|id| id.eq_ignore_ascii_case(name)) {
            return self.found(id);
        }
        let mut candidates: Vec<String> = ids
            .iter()
            .filter(|id| !name.is_empty() && id.starts_with(name))
            .cloned()
            .collect();
        if candidates.len() > 1 {
            // another copy of a project that lies beside it is not meant
            candidates.retain(|id| {
                let told = self.id_told(&self.path_of(id));
                told.is_none_or(|told| told == *id || !ids.contains(&told))
            });
        }
        let kind = match candidates.len() {
            0 => match self.gone(name) {
                Some(path) => Kind::UnknownProject {
                    name: name.to_owned(),
                    nearest: None,
                    copies: path.file_stem().map(|id| id.to_string_lossy().into_owned()),
                },
                None => Kind::UnknownProject {
                    name: name.to_owned(),
                    nearest: nearest(name, ids),
                    copies: None,
                },
            },
            1 => return self.found(&candidates.remove(0)),
            _ => Kind::AmbiguousProject {
                prefix: name.to_owned(),
                candidates,
            },
        };
        Err(StoreError::new(Operation::Find, self.dir.clone(), kind))
    }

    /// The file that a name means, as [`Self::find`] has it, or where it lay while only copies of
    /// it are left.
    pub fn find_with_copies(&self, name: &str) -> Result<PathBuf, StoreError> {
        match self.find(name) {
            Err(error) if matches!(error.kind, Kind::UnknownProject { .. }) => {
                let gone = if is_path(name) {
                    let path = PathBuf::from(name);
                    let any = self.copies(&path).is_ok_and(|copies| !copies.is_empty());
                    any.then_some(path)
                } else {
                    self.gone(name)
                };
                gone.ok_or(error)
            }
            found => found,
        }
    }

    /// Where the one project lay that this names, of which nothing but copies is left.
    fn gone(&self, name: &str) -> Option<PathBuf> {
        let ids = self.kept_ids();
        let mut named = ids.iter().filter(|id| !name.is_empty() && id.starts_with(name));
        let one = match ids.iter().find(|id| *id == name) {
            Some(id) => id,
            None => named.next().filter(|_| named.next().is_none())?,
        };
        Some(self.path_of(one))
    }

    /// The id that the beginning of a project's file tells, even where the rest is damaged.
    pub fn id_told(&self, path: &Path) -> Option<String> {
        let bytes = beginning(path, HEAD)?;
        let head = String::from_utf8_lossy(&bytes);
        let (_, after) = head.split_once("\"id\"")?;
        let value = after
            .trim_start()
            .strip_prefix(':')?
            .trim_start()
            .strip_prefix('"')?;
        let (id, _) = value.split_once('"')?;
        is_id(id).then(|| id.to_owned())
    }

    fn found(&self, id: &str) -> Result<PathBuf, StoreError> {
        Ok(Target::of(&self.path_of(id))?.path())
    }

    fn find_path(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = PathBuf::from(name);
        match fs::symlink_metadata(&path) {
            Ok(_) => Ok(Target::of(&path)?.path()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // somebody who types a listed file's name stands in another folder
                let nearest = match path.file_stem() {
                    Some(stem) => nearest(&stem.to_string_lossy(), self.ids()?),
                    None => None,
                };
                let kind = Kind::UnknownProject {
                    name: name.to_owned(),
                    nearest,
                    copies: None,
                };
                Err(StoreError::new(Operation::Find, path, kind))
            }
            Err(error) => Err(StoreError::io(Operation::Find, path, error)),
        }
    }

    fn ids(&self) -> Result<Vec<String>, StoreError> {
        Ok(self
            .list()?
            .iter()
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect())
    }
}

/// Whether this may be the id of a project, and so the name of a file on any system.
pub(super) fn is_id(id: &str) -> bool {
    (1..=100).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Every project file of a folder, sorted by name; none where there is no folder.
pub(super) fn projects_in(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        // a link that leads nowhere is listed, so that reading it can say so
        if is_project(&path) && !path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file of this name is a project's: ends in `.json` and does not hide.
pub(super) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
        && path
            .file_name()
            .is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."))
}

fn is_path(name: &str) -> bool {
    name.contains('/')
        || name.contains(std::path::MAIN_SEPARATOR)
        || Path::new(name).extension().is_some_and(|ending| ending == "json")
}

/// The id that begins most like the name, if a third of the name at most is mistyped.
fn nearest(name: &str, ids: Vec<String>) -> Option<String> {
    let length = name.chars().count();
    ids.into_iter()
        .map(|id| {
            let beginning: String = id.chars().take(length).collect();
            (slips(name, &beginning).min(slips(name, &id)), id)
        })
        .filter(|(slips, _)| length > 0 && *slips <= length / 3)
        .min()
        .map(|(_, id)| id)
}

/// How many letters must be put in, taken out or changed to make one text of the other.
fn slips(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, to) in row
            .iter_mut()
            .zip(std::iter::once(None).chain(b.chars().map(Some)))
        {
            let Some(to) = to else {
                *cell = left;
                continue;
            };
            let above = *cell;
            left = (diagonal + usize::from(from != to)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn store_of(ids: &[&str]) -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        for id in ids {
            fs::write(dir.path().join(format!("{id}.json")), b"{}").unwrap();
        }
        let store = Store::new(dir.path().to_path_buf());
        (dir, store)
    }

    #[test]
    fn the_folder_is_the_flags_else_the_variables_else_the_systems() {
        let path = |text: &str| Some(PathBuf::from(text));
        let cases = [
            (path("/flag"), Some("/variable"), path("/data"), path("/flag")),
            (None, Some("/variable"), path("/data"), path("/variable")),
            (None, Some(""), path("/data"), path("/data/triplewin")),
            (None, None, path("/data"), path("/data/triplewin")),
            (None, None, None, None),
        ];
        for (flag, variable, system, wanted) in cases {
            assert_eq!(chosen(flag, variable.map(OsString::from), system), wanted);
        }
    }

    #[test]
    fn a_name_is_an_id_or_the_beginning_of_one_id_alone() {
        let (_dir, store) = store_of(&["asthma-clinic-a1b2", "asthma-hub-c3d4", "ward", "ward-9f"]);
        let cases = [
            ("asthma-clinic-a1b2", Ok("asthma-clinic-a1b2")),
            ("asthma-c", Ok("asthma-clinic-a1b2")),
            ("asthma-h", Ok("asthma-hub-c3d4")),
            ("ward", Ok("ward")),
            ("ward-", Ok("ward-9f")),
            (
                "asthma",
                Err("\"asthma\" begins the id of asthma-clinic-a1b2, asthma-hub-c3d4"),
            ),
            ("", Err("there is no project \"\"")),
            ("..", Err("there is no project \"..\"")),
            ("zebra", Err("there is no project \"zebra\"")),
        ];
        for (name, wanted) in cases {
            match (store.find(name), wanted) {
                (Ok(path), Ok(id)) => assert_eq!(path, store.path_of(id), "{name}"),
                (Err(error), Err(what)) => assert_eq!(error.kind.to_string(), what),
                (found, _) => panic!("{name}: {found:?}"),
            }
        }
    }

    #[test]
    fn a_project_is_found_in_capitals_and_never_as_another_copy_of_it() {
        let (dir, store) = store_of(&["WARD-9F"]);
        assert_eq!(store.find("ward-9f").unwrap(), store.path_of("WARD-9F"));
        let of = |name: &str, id: &str| {
            let text = format!("{{\"schema\": 1, \"id\": \"{id}\"}}");
            fs::write(dir.path().join(format!("{name}.json")), text).unwrap();
        };
        of("hub-1a", "hub-1a");
        of("hub-1a (1)", "hub-1a");
        of("hub-1a-HOST", "hub-1a");
        assert_eq!(store.find("hub").unwrap(), store.path_of("hub-1a"));
        fs::create_dir(dir.path().join("desk-2b.json")).unwrap();
        let error = store.find("desk-2b").unwrap_err();
        assert!(matches!(error.kind, Kind::IsFolder), "{error}");
    }

    #[test]
    fn a_mistyped_name_is_told_the_nearest_project() {
        let (_dir, store) = store_of(&["asthma-clinic-a1b2", "dialysis-at-home-c3d4"]);
        let cases = [
            ("astma-clinic", Some("asthma-clinic-a1b2")),
            ("dialisys-at-home", Some("dialysis-at-home-c3d4")),
            ("dialysis-at-home-c3d5", Some("dialysis-at-home-c3d4")),
            ("./asthma-clinic-a1b2.json", Some("asthma-clinic-a1b2")),
            ("x", None),
            ("hospital", None),
        ];
        for (name, wanted) in cases {
            let error = store.find(name).unwrap_err();
            let Kind::UnknownProject { nearest, .. } = &error.kind else {
                panic!("{name}: {error}")
            };
            assert_eq!(nearest.as_deref(), wanted, "{name}");
            assert!(error.hint().unwrap().contains("`triplewin list`"));
        }
    }

    #[test]
    fn a_path_is_taken_as_it_is_wherever_it_leads() {
        let (dir, store) = store_of(&["ward"]);
        let elsewhere = Store::new(dir.path().join("none"));
        let path = dir.path().join("ward.json");
        assert_eq!(elsewhere.find(path.to_str().unwrap()).unwrap(), path);
        let missing = dir.path().join("no-such.json");
        let error = store.find(missing.to_str().unwrap()).unwrap_err();
        assert!(matches!(error.kind, Kind::UnknownProject { .. }), "{error}");
    }

    #[test]
    fn a_list_holds_the_project_files_alone_and_a_missing_folder_holds_none() {
        let (dir, store) = store_of(&["b", "a", ".hidden"]);
        fs::write(dir.path().join("notes.txt"), b"").unwrap();
        fs::create_dir(dir.path().join("folder.json")).unwrap();
        assert_eq!(store.list().unwrap(), [store.path_of("a"), store.path_of("b")]);
        let none = Store::new(dir.path().join("none"));
        assert_eq!(none.list().unwrap(), Vec::<PathBuf>::new());
        let file = Store::new(dir.path().join("notes.txt"));
        assert!(matches!(file.list().unwrap_err().kind, Kind::NotAFolder));
    }

    #[test]
    fn slips_count_the_letters_between_two_words() {
        let cases = [
            ("", "", 0),
            ("abc", "", 3),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
        ];
        for (a, b, count) in cases {
            assert_eq!(slips(a, b), count, "{a} {b}");
        }
    }
}
