//! The formats that a document can be had in, and the one way to each.

use super::{Document, docx, html, markdown};
use std::{fmt, str::FromStr};

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Word.
    Docx,
    /// Markdown, for a repository or a wiki.
    Markdown,
    /// One page for a browser, which prints well.
    Html,
}

/// Why a document could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The parts of a Word file could not be packed.
    #[error("the Word file could not be packed: {0}")]
    Packing(#[from] zip::result::ZipError),
    /// The same, of the bytes themselves.
    #[error("the Word file could not be packed: {0}")]
    Writing(#[from] std::io::Error),
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a format is docx, md or html, not {0:?}")]
pub struct UnknownFormat(pub String);

impl Format {
    /// Every format, the one that is made unless another is asked for first.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Markdown, Self::Html];

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        let lower = word.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == lower)
            .ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

/// The bytes of a document in a format; the same ones for the same document.
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Docx => docx::render(document, None),
        Format::Markdown => Ok(markdown::render(document).into_bytes()),
        Format::Html => Ok(html::render(document).into_bytes()),
    }
}
