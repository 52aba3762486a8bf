//! Documents that people can send: a tree built from a project, and a renderer for each format.
//!
//! Everything here is a pure function: the same project, edition and day give the same bytes.
//! Nothing is written to a file here.

mod build;
mod columns;
mod csv;
mod document;
pub mod docx;
mod flow;
mod format;
mod html;
pub mod markdown;
mod returned;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;

pub use build::{BuildError, PortfolioProject, UnknownDocument, Which, all, build, portfolio};
pub use csv::{Sheet, list_sheet};
pub use document::{
    Block, Check, Column, Document, Field, Imprint, Level, Mark, MarkKind, Part, Row, SignOff, Span, Style,
    Table, Text,
};
pub use format::{Format, RenderError, UnknownFormat, render};
pub use returned::{FieldText, Origin, RowState, RowText, TableText};
