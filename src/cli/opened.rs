//! A project read for looking at, and the names in it that a command was given.

use jiff::{Timestamp, tz::TimeZone};
use std::{ffi::OsStr, path::PathBuf, sync::Arc};

use super::{context::Context, error::Failure};
use crate::{
    characters::quoted,
    guidance::{Edition, Entry, editions},
    project::{Project, nearest, title_words},
    session,
    store::Store,
};

/// A project with its edition and the file that it lies in.
#[derive(Debug)]
pub struct Opened {
    /// Where it lies.
    pub path: PathBuf,
    /// How its file is named to whoever asks.
    pub file: String,
    /// The project.
    pub project: Project,
    /// The edition that it is answered under, or the first one where the program lacks that.
    pub edition: Arc<Edition>,
}

impl Opened {
    /// The project that a name means; fails on a file that is missing, damaged or no project.
    pub fn find(context: &Context, name: &OsStr) -> Result<Self, Failure> {
        let store = context.store()?;
        let path = path_of(&store, name)?;
        let (project, edition) = session::read(&store, &path, editions())?;
        Ok(Self {
            file: context.named(&path),
            path,
            project,
            edition,
        })
    }

    /// What has to be known of the file beside what it holds: that it is read-only, or that its
    /// name is not its id.
    pub fn notes(&self) -> Vec<String> {
        let read_only = self.project.read_only.as_ref().map(ToString::to_string);
        read_only.into_iter().chain(self.misnamed()).collect()
    }

    /// That the file's name is not the project's id, where it is not.
    pub fn misnamed(&self) -> Option<String> {
        let stem = self.path.file_stem()?.to_string_lossy();
        (stem != self.project.id).then(|| {
            format!(
                "the file's name is not the project's id, which is {}: {}",
                quoted(&self.project.id),
                self.file
            )
        })
    }
}

/// A project's title, or what stands for it while there is none.
pub fn title<'p>(edition: &Edition, project: &'p Project) -> &'p str {
    title_words(project.title(edition))
}

/// The file that a name on the command line means.
pub fn path_of(store: &Store, name: &OsStr) -> Result<PathBuf, Failure> {
    match name.to_str() {
        Some(name) => Ok(store.find(name)?),
        None => {
            Err(Failure::usage("the name of a project is not UTF-8").hint("rename the file, then try again"))
        }
    }
}

/// The item or list of an id; fails on any other name with what may have been meant.
pub fn entry<'e>(edition: &'e Edition, name: &str) -> Result<&'e Entry, Failure> {
    edition.entry(name).ok_or_else(|| {
        Failure::failed(format!("there is no item or list {}", quoted(name))).hint(did_you_mean(
            edition,
            name,
            entry_ids(edition),
        ))
    })
}

/// The id of every item and list.
pub fn entry_ids(edition: &Edition) -> impl Iterator<Item = &str> {
    edition
        .steps()
        .iter()
        .flat_map(|step| step.entries.iter().map(Entry::id))
}

/// What may have been meant by a name that is none of these.
pub fn did_you_mean<'e>(edition: &'e Edition, name: &str, ids: impl Iterator<Item = &'e str>) -> String {
    let by_number = edition
        .items()
        .find(|item| {
            item.number
                .as_deref()
                .is_some_and(|number| number.eq_ignore_ascii_case(name))
        })
        .map(|item| item.id.to_string());
    match by_number.or_else(|| nearest(name, ids)) {
        Some(id) => format!("did you mean {id}? `triplewin guidance` lists them all"),
        None => "`triplewin guidance` lists them all".to_owned(),
    }
}

/// An instant in local time, such as `21 Nov 2026 14:02`.
pub fn local_time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%-d %b %Y %H:%M")
        .to_string()
}

/// Somebody and a time, such as `A. Example, 21 Nov 2026 14:02`.
pub fn who(by: Option<&str>, at: Option<Timestamp>) -> String {
    let by = by.unwrap_or("unknown");
    match at {
        Some(at) => format!("{by}, {}", local_time(at)),
        None => by.to_owned(),
    }
}
