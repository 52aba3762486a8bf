//! The documents of an open project: each as it stands, and where one is written that is asked for.

use std::path::{Path, PathBuf};

use super::{ExportError, Exported, Exporter, Library, Session, document_file_name};
use crate::{
    characters::escaped,
    documents::{BuildError, Document, Format, Which, all, build},
    store::{Kind, Operation, Overwrite, StoreError, is_folder, is_link, make_folder},
};

/// The folder beside the projects that a kiosk's documents go to.
const EXPORTS: &str = "exports";

impl Session {
    /// Every document that there is, as it stands now.
    pub fn documents(&self) -> Vec<(Which, Document)> {
        let all = all(&self.edition, &self.project).into_iter();
        all.filter_map(|which| {
            let document = self.document(&which).ok()?;
            Some((which, document))
        })
        .collect()
    }

    /// A document as it stands now.
    pub fn document(&self, which: &Which) -> Result<Document, BuildError> {
        let today = self.acting.today();
        build(&self.edition, &self.project, &self.assessment, today, which)
    }

    /// Writes a document as it stands now to a file whose folder is there.
    pub fn export(
        &self,
        which: &Which,
        format: Format,
        path: &Path,
        overwrite: Overwrite,
    ) -> Result<Exported, ExportError> {
        self.exporter().written(which, format, path, overwrite)
    }

    /// What draws and writes the documents as they stand now.
    pub(super) fn exporter(&self) -> Exporter<'_> {
        Exporter {
            edition: &self.edition,
            project: &self.project,
            assessment: &self.assessment,
            today: self.acting.today(),
            reference: None,
        }
    }

    /// The name that the file of a document has unless another is asked for.
    pub fn export_name(&self, which: &Which, format: Format) -> String {
        document_file_name(&self.project, &which.to_string(), format.extension())
    }
}

impl Library {
    /// Where a document goes that is asked for in a file: there; in a kiosk under its name alone,
    /// in the folder `exports` beside the projects, and through no link.
    pub fn export_place(&self, path: &Path) -> Result<PathBuf, StoreError> {
        if !self.kiosk {
            return Ok(path.to_owned());
        }
        let exports = self.store.dir().join(EXPORTS);
        make_folder(&exports)?;
        let place = path
            .file_name()
            .map_or_else(|| exports.clone(), |name| exports.join(name));
        no_link(&place)?;
        Ok(place)
    }

    /// The file of a document as it is told: where it lies, whoever asks; in a kiosk no folder
    /// but the one that every document goes to.
    pub fn export_told(&self, place: &Path) -> String {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        if self.kiosk {
            return escaped(&format!("{EXPORTS}/{name}"));
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = std::path::absolute(folder.unwrap_or(Path::new(".")));
        let whole = folder.map_or_else(|_| place.to_owned(), |folder| folder.join(name.as_ref()));
        escaped(&below_home(&whole))
    }
}

/// Fails where a link is there, wherever it leads.
pub(super) fn no_link(place: &Path) -> Result<(), StoreError> {
    if is_link(place) {
        return Err(StoreError {
            operation: Operation::Write,
            kind: Kind::LinkOut {
                target: place.to_owned(),
            },
            path: place.to_owned(),
        });
    }
    Ok(())
}

/// How a document stands, in words: `draft, 7 gaps`, `final`.
pub fn document_state(which: &Which, document: &Document) -> String {
    let state = match (which, &document.imprint.draft) {
        (Which::Status, _) => "as it is today",
        (_, Some(_)) => "draft",
        (_, None) => "final",
    };
    match document.gaps().count() {
        0 => state.to_owned(),
        1 => format!("{state}, 1 gap"),
        gaps => format!("{state}, {gaps} gaps"),
    }
}

/// The folder that a name alone goes to, as it is told.
pub fn export_folder() -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    escaped(&below_home(&here))
}

/// The file that a document goes to when somebody types a name, where `offered` was offered: a name
/// alone lies in the present folder, a folder that is there takes the name offered, and a name
/// without an ending gets the format's; fails, in a sentence, on the ending of another format and
/// on a folder that is not there.
pub fn export_path(typed: &str, offered: &str, format: Format) -> Result<PathBuf, String> {
    let path = typed_path(typed, offered);
    if is_folder(&path) {
        return Ok(path.join(offered));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !is_folder(folder)) {
        Some(folder) => Err(format!(
            "There is no folder {}.",
            escaped(&folder.to_string_lossy())
        )),
        None => with_ending(path, format),
    }
}

/// The same in a kiosk: whatever is typed is a name alone, and no folder is looked for.
pub fn kiosk_export_path(typed: &str, offered: &str, format: Format) -> Result<PathBuf, String> {
    with_ending(typed_name(typed, offered), format)
}

/// The path that is typed, below the home folder from `~` on; nothing means the one offered.
pub(super) fn typed_path(typed: &str, offered: &str) -> PathBuf {
    let typed = typed.trim();
    let home = std::env::home_dir();
    match (typed, typed.strip_prefix("~/"), home) {
        ("", ..) => PathBuf::from(offered),
        ("~", _, Some(home)) => home,
        (_, Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

/// The last name of what is typed, else the one offered.
pub(super) fn typed_name(typed: &str, offered: &str) -> PathBuf {
    let name = Path::new(typed.trim()).file_name();
    name.map_or_else(|| PathBuf::from(offered), PathBuf::from)
}

fn with_ending(path: PathBuf, format: Format) -> Result<PathBuf, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bare = name.strip_prefix('.').filter(|rest| !rest.contains('.'));
    if bare.is_some_and(|bare| bare.parse::<Format>().is_ok()) || name.is_empty() {
        return Err(format!("A file needs a name before .{format}."));
    }
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending.and_then(|ending| ending.parse::<Format>().ok()) {
        Some(named) if named == format => Ok(path),
        Some(named) => Err(format!(
            "The name ends in .{named}; this is written as .{format}."
        )),
        None => {
            let mut name = path.into_os_string();
            name.push(format!(".{format}"));
            Ok(PathBuf::from(name))
        }
    }
}

/// A path in words: below the home folder from `~` on.
fn below_home(path: &Path) -> String {
    let home = std::env::home_dir().filter(|home| home.parent().is_some());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_typed_becomes_a_file_of_that_format() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().display().to_string();
        let path = |typed: &str| export_path(typed, "heart-pid.docx", Format::Docx);
        assert_eq!(path(" ").unwrap(), Path::new("heart-pid.docx"));
        assert_eq!(path("mine").unwrap(), Path::new("mine.docx"));
        assert_eq!(path("v1.2").unwrap(), Path::new("v1.2.docx"));
        assert_eq!(path("/tmp/mine.DOCX").unwrap(), Path::new("/tmp/mine.DOCX"));
        assert_eq!(path("~").unwrap().file_name().unwrap(), "heart-pid.docx");
        assert_ne!(path("~").unwrap(), Path::new("heart-pid.docx"));
        assert_eq!(path(&there).unwrap(), folder.path().join("heart-pid.docx"));
        assert_eq!(
            path("mine.md").unwrap_err(),
            "The name ends in .md; this is written as .docx."
        );
        let nowhere = folder.path().join("nowhere");
        assert_eq!(
            path(&nowhere.join("mine").display().to_string()).unwrap_err(),
            format!("There is no folder {}.", nowhere.display())
        );
        assert_eq!(path(".docx").unwrap_err(), "A file needs a name before .docx.");
    }

    #[test]
    fn in_a_kiosk_every_name_is_a_name_alone() {
        let path = |typed: &str| kiosk_export_path(typed, "heart-pid.docx", Format::Docx);
        for (typed, name) in [
            ("", "heart-pid.docx"),
            ("..", "heart-pid.docx"),
            ("/", "heart-pid.docx"),
            ("/etc", "etc.docx"),
            ("../../mine", "mine.docx"),
            ("~/mine.docx", "mine.docx"),
            ("/etc/..", "heart-pid.docx"),
        ] {
            assert_eq!(path(typed).unwrap(), Path::new(name), "{typed}");
        }
        assert!(path("mine.md").is_err());
    }
}
