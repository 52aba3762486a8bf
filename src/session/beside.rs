//! Another copy of a project that lies beside its file, as services that synchronise folders leave
//! one where two machines saved at once: known by what it holds, merged in, and kept.

use std::path::{Path, PathBuf};

use super::{
    Library, Listed, OpenError, SaveFailed,
    ancestry::{kept, nearest, rewound},
    commit::settled,
};
use crate::{
    characters::quoted,
    project::{Project, merge},
    store::{SaveError, StoreError},
};

/// What came of merging another copy in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The name that its file had.
    pub name: String,
    /// The ids of the items and records that stand in two versions, since it was merged.
    pub two_versions: Vec<String>,
    /// Why its file still lies there, though all of it is merged, where it does.
    pub still_there: Option<SaveFailed>,
}

/// Why another copy was not merged in; both files are as they were.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// The project's own file cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The filesystem refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The copy cannot be merged.
    #[error("{why}: {name}")]
    Copy {
        /// Its file's name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

/// What is said of copies beside a project, such as `Another copy lies beside it: ward (1).json`.
pub fn beside_words(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("another copy lies beside it: {one}"),
        several => format!(
            "{} other copies lie beside it: {}",
            several.len(),
            several.join(", ")
        ),
    }
}

impl Listed {
    /// The names of the other copies of it that lie beside it.
    pub fn beside_names(&self) -> Vec<String> {
        self.beside.iter().map(|copy| name_of(&copy.path)).collect()
    }
}

/// The rows with each copy under the project that it is one of, where that has a row of its own.
pub(super) fn gathered(rows: Vec<(Listed, Option<String>)>) -> Vec<Listed> {
    let own: Vec<String> = rows.iter().map(|(row, _)| row.id.clone()).collect();
    let (copies, mut projects): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|(row, holds)| holds.as_ref().is_some_and(|id| *id != row.id && own.contains(id)));
    for (copy, holds) in copies {
        let of = |(row, _): &&mut (Listed, Option<String>)| Some(&row.id) == holds.as_ref();
        if let Some((project, _)) = projects.iter_mut().find(of) {
            project.beside.push(copy);
        }
    }
    projects.into_iter().map(|(row, _)| row).collect()
}

impl Library {
    /// The other files of the folder that hold the project of this file.
    pub fn beside(&self, path: &Path) -> Vec<PathBuf> {
        let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) else {
            return Vec::new();
        };
        let files = self.store.list().unwrap_or_default().into_iter();
        files
            .filter(|other| other != path && self.store.id_told(other).as_deref() == Some(id))
            .collect()
    }

    /// Merges another copy of a project into its file, and moves it among the kept copies.
    pub fn take_in(&self, path: &Path, copy: &Path) -> Result<TakenIn, TakeInError> {
        let name = name_of(copy);
        let refused = |why: String| TakeInError::Copy {
            name: name.clone(),
            why,
        };
        let bytes = self.store.read(copy)?;
        let (theirs, edition) =
            Project::parse(&bytes, &self.editions).map_err(|error| refused(error.to_string()))?;
        if let Some(read_only) = &theirs.read_only {
            return Err(refused(read_only.to_string()));
        }
        let mut two_versions = Vec::new();
        let written = self.store.save(path, |present| {
            let Some(present) = present else {
                return Err(refused("the project that it is a copy of is gone".to_owned()));
            };
            let (ours, own) = Project::parse(present, &self.editions).map_err(|source| {
                TakeInError::Open(OpenError::Damaged {
                    path: path.to_owned(),
                    source: Box::new(source),
                    copy: None,
                })
            })?;
            if let Some(read_only) = &ours.read_only {
                return Err(refused(read_only.to_string()));
            }
            if ours.id != theirs.id {
                let what = format!("it is another project than {}", quoted(&ours.id));
                return Err(refused(what));
            }
            if own.id != edition.id {
                return Err(refused(format!(
                    "it is answered under another edition, {}",
                    theirs.edition
                )));
            }
            let mut known = vec![rewound(edition, &ours, &theirs)];
            known.extend(kept(&self.store, path, edition));
            let base = nearest(edition, known, [&ours, &theirs]);
            let merged = merge(edition, &base, &ours, &theirs);
            let doubled = doubled(&merged);
            let before = self::doubled(&ours);
            two_versions = doubled.into_iter().filter(|id| !before.contains(id)).collect();
            let saved = settled(edition, merged, Some(&ours), self.acting.today(), &self.acting);
            Ok((saved != ours).then(|| saved.to_bytes(edition)))
        });
        match written {
            Ok(_) => {}
            Err(SaveError::Store(error)) => return Err(error.into()),
            Err(SaveError::Refused(error)) => return Err(error),
        }
        let moved = self.store.keep_another(path, copy, &bytes);
        Ok(TakenIn {
            name,
            two_versions,
            still_there: moved.err().map(|error| SaveFailed(self.told(&error))),
        })
    }
}

/// The ids of all that stands in two versions.
fn doubled(project: &Project) -> Vec<String> {
    let answers = project.answers.iter();
    let answers = answers
        .filter(|(_, answer)| !answer.versions.is_empty())
        .map(|(id, _)| id.to_string());
    let records = project.lists.iter().flat_map(|(list, records)| {
        let doubled = records.iter().filter(|record| !record.versions.is_empty());
        doubled.map(move |record| format!("{list}/{}", record.id))
    });
    answers.chain(records).collect()
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    crate::characters::escaped(&name)
}
