//! Word files, written and read.
//!
//! A Word file is written part by part and packed with `zip`, its text escaped by `quick-xml`: the
//! crates that write whole documents cannot flag a row of headers, set title, author or language,
//! or keep a line break, write XML that does not parse where a control character was typed, and
//! differ from one run to the next. What Word demands of a file stands in one place each: the look
//! in `assets/documents/word`, text in `text`, tables in `table`, parts and packing in `package`.
//!
//! Nothing that was typed is ever anything but the text of a run: fields and links are the
//! document's own. Each value has a bookmark around it (`bookmarks`), by which `reading` finds it
//! again in a file that Word or `LibreOffice` has saved since.

mod archive;
mod body;
mod bookmarks;
mod origin;
mod package;
mod page;
mod reading;
mod reference;
mod rows;
mod scan;
mod styles;
mod table;
mod text;
mod walk;
mod xml;

pub use origin::origin;
pub use reading::fields;
pub use reference::Reference;
pub use rows::tables;

use super::{document::Document, format::RenderError};
use body::Body;
use package::{Part, Tie, packed, properties, ties};
use reference::Look;

/// Why a Word file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// It is something else.
    #[error("this is no Word file (.docx), or it is protected by a password")]
    NotWord,
    /// One of its parts cannot be read.
    #[error("this Word file is damaged")]
    Damaged,
    /// It would take more memory than any document needs.
    #[error("this Word file is larger than any document, or packed to harm")]
    TooLarge,
}

/// The namespaces that a part of text declares.
const SPACES: [(&str, &str); 2] = [
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
];

/// A document as a Word file, in our own look or in a house style.
pub fn render(document: &Document, reference: Option<&Reference>) -> Result<Vec<u8>, RenderError> {
    let look = match reference {
        Some(reference) => reference.look(),
        None => Look::own(),
    };
    let mut body = Body::new(&look.styles, &look.page);
    body.xml.open("w:document", &SPACES).open("w:body", &[]);
    body.write(document);
    let Body { mut xml, links, .. } = body;
    look.page.section(&mut xml);
    xml.close("w:body").close("w:document");

    let [header, footer] = look.running(document);
    let mut parts = vec![
        ties(
            "",
            &[
                Tie::inside("rId1", "officeDocument", "word/document.xml"),
                Tie::inside("rId2", "core-properties", "docProps/core.xml"),
                Tie::inside("rId3", "extended-properties", "docProps/app.xml"),
            ],
        ),
        Part::word("document", "document.main", xml.finish()),
        ties("word/document.xml", &document_ties(&links.0)),
        header,
        footer,
    ];
    parts.extend(look.parts.iter().cloned());
    parts.extend(properties(document));
    packed(&parts)
}

fn document_ties(links: &[String]) -> Vec<Tie> {
    let mut ties = vec![
        Tie::inside("rIdStyles", "styles", "styles.xml"),
        Tie::inside("rIdSettings", "settings", "settings.xml"),
        Tie::inside("rIdNumbering", "numbering", "numbering.xml"),
        Tie::inside("rIdFonts", "fontTable", "fontTable.xml"),
        Tie::inside("rIdTheme", "theme", "theme/theme1.xml"),
        Tie::inside("rIdHeader", "header", "header1.xml"),
        Tie::inside("rIdFooter", "footer", "footer1.xml"),
    ];
    ties.extend(links.iter().enumerate().map(|(at, address)| Tie {
        id: format!("rIdLink{}", at + 1),
        kind: "hyperlink".to_owned(),
        target: address.clone(),
        is_outside: true,
    }));
    ties
}
