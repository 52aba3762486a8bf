//! Answers that come back from outside: a document that was filled in by hand, or answers by the
//! ids of their fields, as a list of changes to look at and accept.
//!
//! What comes back is held against what the project's own documents show now, so that a document
//! that nobody touched changes nothing. Nothing is cleared: what is empty there and filled here is
//! left as it is. What cannot be read is refused, all of it at once, and nothing is made of the
//! rest. Nothing is changed here.

mod answers;
mod items;
mod records;
mod rows;
mod shown;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
mod words;

use jiff::civil::Date;
use std::path::Path;

use crate::{
    characters::{quoted, shown as safe, stripped},
    documents::{FieldText, Origin, TableText, docx, markdown},
    guidance::Edition,
    json::JsonError,
    project::{Change, Project},
};
use rows::Rows;
use shown::{Shown, by_field};

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnedKind {
    /// A Word document of ours.
    Word,
    /// A Markdown document of ours.
    Markdown,
    /// A JSON object of answers by the ids of their items.
    Answers,
}

/// What would become of the project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Import {
    /// The changes, in the order in which they stand in what came back.
    pub changes: Vec<ProposedChange>,
    /// What was not taken, and why: a sentence each.
    pub left: Vec<String>,
    /// What else is worth knowing: a sentence each.
    pub notes: Vec<String>,
}

/// A change to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposedChange {
    /// The change.
    pub change: Change,
    /// What it changes, as documents call it.
    pub label: String,
    /// What stands there now, in words; empty where nothing does.
    pub before: String,
    /// What would stand there, in words.
    pub after: String,
}

/// Why nothing is made of what came back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no Word file that can be read.
    #[error(transparent)]
    Word(#[from] docx::WordError),
    /// It is no JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// It is JSON, and no object.
    #[error("the answers are no JSON object")]
    NoObject,
    /// It is no text.
    #[error("this is neither a Word file nor UTF-8 text")]
    NoText,
    /// It is a page for a browser.
    #[error("a page for a browser is not read back")]
    Page,
    /// No field of ours stands in it.
    #[error("there is no field of a project in it")]
    NoFields,
    /// It was made of another project.
    #[error("it is a document of the project {}, not of {}", quoted(.theirs), quoted(.ours))]
    OtherProject {
        /// The id of the project that it was made of.
        theirs: String,
        /// The id of this one.
        ours: String,
    },
    /// What was written does not fit its fields: all of it, field by field.
    #[error("{}", .0.join("; "))]
    Unfit(Vec<String>),
}

impl ImportError {
    /// What to do about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Word(_) | Self::Json(_) | Self::NoText => None,
            Self::NoObject => Some(r#"such as {"scoping.scale":"…","concept.start":"2026-Q4"}"#.to_owned()),
            Self::Page => Some("Word and Markdown are: `triplewin export PROJECT DOCUMENT`".to_owned()),
            Self::NoFields => Some(
                "documents from `triplewin export` name their fields: in Word by bookmarks, in Markdown by \
                 comments such as <!-- pid.background -->"
                    .to_owned(),
            ),
            Self::OtherProject { theirs, .. } => Some(format!(
                "`triplewin import {} FILE` takes it where it belongs",
                safe(theirs)
            )),
            Self::Unfit(_) => {
                Some("nothing was changed; put these right in the file, then try again".to_owned())
            }
        }
    }
}

impl ReturnedKind {
    /// What a file is by its ending, else by what stands in it; fails on a page for a browser.
    pub fn of(name: &Path, bytes: &[u8]) -> Result<Self, ImportError> {
        let ending = name.extension().unwrap_or_default().to_string_lossy();
        match ending.to_ascii_lowercase().as_str() {
            "docx" => return Ok(Self::Word),
            "md" | "markdown" => return Ok(Self::Markdown),
            "json" => return Ok(Self::Answers),
            "html" | "htm" => return Err(ImportError::Page),
            _ => {}
        }
        let start = bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(bytes)
            .trim_ascii_start();
        let page = start
            .get(..9)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype"));
        match start.first() {
            Some(b'P') if bytes.starts_with(b"PK\x03\x04") => Ok(Self::Word),
            Some(b'{' | b'[') => Ok(Self::Answers),
            _ if page => Err(ImportError::Page),
            _ => Ok(Self::Markdown),
        }
    }
}

/// The changes that would make the project say what came back; fails on all that does not fit.
pub fn changes_from(
    edition: &Edition,
    project: &Project,
    today: Date,
    bytes: &[u8],
    kind: ReturnedKind,
) -> Result<Import, ImportError> {
    let mut reading = Reading {
        edition,
        project,
        today,
        import: Import::default(),
        problems: Vec::new(),
    };
    match kind {
        ReturnedKind::Answers => reading.answers(bytes)?,
        ReturnedKind::Markdown => {
            let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NoText)?;
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            let (fields, tables) = (markdown::fields(text), markdown::tables(text));
            reading.document(markdown::origin(text), fields, tables)?;
            reading.note(
                "Of Markdown what stands between a field's comments is read back, and the rows of tables whose \
                 columns bear comments; nothing that was written elsewhere.",
            );
        }
        ReturnedKind::Word => {
            let fields = docx::fields(bytes)?;
            reading.document(docx::origin(bytes)?, fields, docx::tables(bytes)?)?;
        }
    }
    if reading.problems.is_empty() {
        Ok(reading.import)
    } else {
        Err(ImportError::Unfit(reading.problems))
    }
}

/// What came back, being held against the project.
struct Reading<'a> {
    edition: &'a Edition,
    project: &'a Project,
    today: Date,
    import: Import,
    problems: Vec<String>,
}

impl Reading<'_> {
    fn document(
        &mut self,
        origin: Option<Origin>,
        fields: Vec<FieldText>,
        tables: Vec<TableText>,
    ) -> Result<(), ImportError> {
        if fields.is_empty() && tables.is_empty() {
            return Err(ImportError::NoFields);
        }
        if let Some(origin) = origin {
            self.made_of(origin)?;
        }
        let shown = Shown::of(self.edition, self.project, self.today);
        let Rows { known, added, struck } = self.rows(tables, &shown);
        let fields = fields.into_iter().filter(|field| !struck.contains(&field.field));
        for (field, parts) in by_field(fields.chain(known).map(pasted)) {
            if let Some(item) = self.edition.item(&field) {
                self.item(item, &parts, &shown);
            } else if let Some((list, id)) = self.listed(&field) {
                self.record(list, id, &parts, &shown);
            } else if !shown.is_of_the_documents_own(&field) && self.edition.list(&field).is_none() {
                let unknown = self.unknown(&field);
                self.problems.push(unknown);
            }
        }
        for row in added {
            self.added(&row);
        }
        Ok(())
    }

    /// Fails on a document of another project, and says so of one from another revision.
    fn made_of(&mut self, origin: Origin) -> Result<(), ImportError> {
        if origin.project != safe(&self.project.id) {
            return Err(ImportError::OtherProject {
                theirs: origin.project,
                ours: self.project.id.clone(),
            });
        }
        if origin.revision < self.project.revision {
            self.note(&format!(
                "The document shows revision {}, and the project is at {}: what changed since is among these too, \
                 as it was then.",
                origin.revision, self.project.revision
            ));
        }
        Ok(())
    }

    fn propose(&mut self, change: Change, label: &str, before: String, after: String) {
        self.import.changes.push(ProposedChange {
            change,
            label: label.to_owned(),
            before,
            after,
        });
    }

    fn leave(&mut self, place: &str, why: &str) {
        self.import.left.push(format!("{place}: {why}"));
    }

    fn note(&mut self, note: &str) {
        self.import.notes.push(note.to_owned());
    }
}

/// A text from outside loses the characters that a paste loses.
fn pasted(field: FieldText) -> FieldText {
    FieldText {
        text: stripped(&field.text),
        ..field
    }
}
