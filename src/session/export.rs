//! Documents drawn and written to files: their names, and nothing overwritten unasked.

use jiff::civil::Date;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    documents::{
        BuildError, Document, Format, RenderError, Which, all, build,
        docx::{self, Reference},
        render,
    },
    guidance::Edition,
    project::Project,
    rules::Assessment,
    store::{Overwrite, StoreError, make_folder, none_there, write_all_atomically, write_atomically},
};

/// A project whose documents are to be had.
pub struct Exporter<'a> {
    /// The edition that it is answered under.
    pub edition: &'a Edition,
    /// The project.
    pub project: &'a Project,
    /// What the rules make of it on that day.
    pub assessment: &'a Assessment,
    /// The day that is printed.
    pub today: Date,
    /// The house style of Word files, where it is another than ours.
    pub reference: Option<&'a Reference>,
}

/// A document as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its bytes in the format asked for.
    pub bytes: Vec<u8>,
    /// Why it is a draft, where it is one.
    pub draft: Option<String>,
    /// Where it was written, where it was.
    pub path: Option<PathBuf>,
}

/// Why a document was not made or not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is none such.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// It could not be drawn.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// It could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Exporter<'_> {
    /// A document in a format, written nowhere.
    pub fn drawn(&self, which: &Which, format: Format) -> Result<Exported, ExportError> {
        let document = self.built(which)?;
        Ok(Exported {
            bytes: drawn(&document, format, self.reference)?,
            draft: document.imprint.draft,
            path: None,
        })
    }

    fn built(&self, which: &Which) -> Result<Document, BuildError> {
        build(self.edition, self.project, self.assessment, self.today, which)
    }

    /// A document in a format, written to a file whose folder is there.
    pub fn written(
        &self,
        which: &Which,
        format: Format,
        path: &Path,
        overwrite: Overwrite,
    ) -> Result<Exported, ExportError> {
        let drawn = self.drawn(which, format)?;
        write_atomically(path, &drawn.bytes, overwrite)?;
        Ok(Exported {
            path: Some(path.to_owned()),
            ..drawn
        })
    }

    /// Every document in these formats, each in a file of its own in a folder, which is made where
    /// it is missing. Where anything may not be replaced, nothing is written.
    pub fn all_written(
        &self,
        formats: &[Format],
        folder: &Path,
        overwrite: Overwrite,
    ) -> Result<Vec<Exported>, ExportError> {
        let mut all_drawn = Vec::new();
        for (which, stem) in self.stems() {
            let document = self.built(&which)?;
            for format in formats {
                let path = folder.join(format!("{stem}.{format}"));
                all_drawn.push(Exported {
                    bytes: drawn(&document, *format, self.reference)?,
                    draft: document.imprint.draft.clone(),
                    path: Some(path),
                });
            }
        }
        let paths = || {
            let paths = all_drawn.iter();
            paths.filter_map(|drawn| Some((drawn.path.as_deref()?, drawn.bytes.as_slice())))
        };
        if overwrite == Overwrite::Refused {
            none_there(paths().map(|(path, _)| path))?;
        }
        make_folder(folder)?;
        write_all_atomically(paths(), overwrite)?;
        Ok(all_drawn)
    }

    /// The files that [`Self::all_written`] would write.
    pub fn all_files(&self, formats: &[Format], folder: &Path) -> Vec<PathBuf> {
        let files = |stem: String| {
            let names = formats.iter().map(move |format| format!("{stem}.{format}"));
            names.map(|name| folder.join(name))
        };
        self.stems()
            .into_iter()
            .flat_map(|(_, stem)| files(stem))
            .collect()
    }

    /// Every document with the name of its files, which none shares with another.
    fn stems(&self) -> Vec<(Which, String)> {
        let mut taken = BTreeSet::new();
        let mut stem = |which: &Which| free_stem(&safe_name(&which.file_stem()), &mut taken);
        let all = all(self.edition, self.project).into_iter();
        all.map(|which| {
            let stem = stem(&which);
            (which, stem)
        })
        .collect()
    }
}

/// The name that a document's file has unless another is asked for: `<id>-<document>.<format>`.
pub fn document_file_name(project: &Project, document: &str, format: &str) -> String {
    let stem = format!("{}-{}", project.id, document.replace('/', "-"));
    format!("{}.{format}", safe_name(&stem))
}

/// The bytes of a document in a format, in a house style where it is Word.
fn drawn(document: &Document, format: Format, reference: Option<&Reference>) -> Result<Vec<u8>, RenderError> {
    match (format, reference) {
        (Format::Docx, Some(reference)) => docx::render(document, Some(reference)),
        (format, _) => render(document, format),
    }
}

/// The name without what could lead out of its folder, hide the file, or trouble another system.
fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => c,
            _ => '-',
        })
        .collect();
    match safe.trim_matches('-') {
        "" => "document".to_owned(),
        name => name.to_owned(),
    }
}

/// The name, or with a number where another document has it.
fn free_stem(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut stem = name.to_owned();
    let mut number = 2;
    while !taken.insert(stem.clone()) {
        stem = format!("{name}-{number}");
        number += 1;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_leads_nowhere_else() {
        for (name, safe) in [
            ("heart-4k2m-pid", "heart-4k2m-pid"),
            ("../../etc/passwd", "etc-passwd"),
            (".hidden", "hidden"),
            ("a\u{202E}b\n", "a-b"),
            ("--", "document"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
    }

    #[test]
    fn two_documents_do_not_share_a_name() {
        let mut taken = BTreeSet::new();
        let names: Vec<String> = (0..3).map(|_| free_stem("amendment-a", &mut taken)).collect();
        assert_eq!(names, ["amendment-a", "amendment-a-2", "amendment-a-3"]);
    }
}
