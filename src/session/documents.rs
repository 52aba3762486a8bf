//! The documents of an open project: each as it stands, and where one is written that is asked for.

use std::path::{Path, PathBuf};

use super::{ExportError, Exported, Exporter, Library, Session, document_file_name};
use crate::{
    documents::{BuildError, Document, Format, Which, all, build},
    store::{Overwrite, StoreError, is_folder, make_folder},
};

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
        let exporter = Exporter {
            edition: &self.edition,
            project: &self.project,
            assessment: &self.assessment,
            today: self.acting.today(),
            reference: None,
        };
        exporter.written(which, format, path, overwrite)
    }

    /// The name that the file of a document has unless another is asked for.
    pub fn export_name(&self, which: &Which, format: Format) -> String {
        document_file_name(&self.project, &which.to_string(), format.extension())
    }
}

impl Library {
    /// Where a document goes that is asked for in a file: there; in a kiosk under its name alone,
    /// in the folder `exports` beside the projects.
    pub fn export_place(&self, path: &Path) -> Result<PathBuf, StoreError> {
        if !self.kiosk {
            return Ok(path.to_owned());
        }
        let exports = self.store.dir().join("exports");
        make_folder(&exports)?;
        Ok(path
            .file_name()
            .map_or_else(|| exports.clone(), |name| exports.join(name)))
    }
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

/// The file that a document goes to when somebody types a name, where `offered` was offered: a name
/// alone lies in the present folder, a folder that is there takes the name offered, and a name
/// without an ending gets the format's; fails, in a sentence, on the ending of another format.
pub fn export_path(typed: &str, offered: &str, format: Format) -> Result<PathBuf, String> {
    let typed = typed.trim();
    let path = match typed.strip_prefix("~/").zip(std::env::home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => PathBuf::from(if typed.is_empty() { offered } else { typed }),
    };
    if is_folder(&path) {
        return Ok(path.join(offered));
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
        assert_eq!(path("out/mine.DOCX").unwrap(), Path::new("out/mine.DOCX"));
        assert_eq!(path(&there).unwrap(), folder.path().join("heart-pid.docx"));
        assert_eq!(
            path("mine.md").unwrap_err(),
            "The name ends in .md; this is written as .docx."
        );
    }
}
