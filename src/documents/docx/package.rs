//! The parts of a Word file in one: what they are called, how they belong together, and packing.

use super::super::{document::Document, flow::one_line, format::RenderError};
use super::xml::Xml;
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its place in the file, without a slash before it.
    pub(super) path: String,
    /// What it is; `None` for a part that says which others belong to one.
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    /// One of Word's own parts, such as `styles`, in the folder that all but the properties are in.
    pub(super) fn word(name: &str, kind: &str, xml: impl Into<Vec<u8>>) -> Self {
        Self {
            path: format!("word/{name}.xml"),
            content_type: Some(format!("{WORD}.{kind}+xml")),
            bytes: xml.into(),
        }
    }

    /// The theme, which is not Word's alone.
    pub(super) fn theme(xml: impl Into<Vec<u8>>) -> Self {
        Self {
            path: "word/theme/theme1.xml".to_owned(),
            content_type: Some("application/vnd.openxmlformats-officedocument.theme+xml".to_owned()),
            bytes: xml.into(),
        }
    }
}

/// One part's tie to another, or to an address outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tie {
    pub(super) id: String,
    /// The last word of the kind's name, such as `styles`.
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) is_outside: bool,
}

impl Tie {
    pub(super) fn inside(id: &str, kind: &str, target: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind: kind.to_owned(),
            target: target.to_owned(),
            is_outside: false,
        }
    }
}

/// The part that says which others belong to the one at `path`.
pub(super) fn ties(path: &str, ties: &[Tie]) -> Part {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let mut xml = Xml::part();
    xml.element("Relationships", &[("xmlns", RELATIONSHIPS)], |xml| {
        for tie in ties {
            let kind = match tie.kind.as_str() {
                "core-properties" => {
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                        .to_owned()
                }
                kind => format!("{OFFICE}/{kind}"),
            };
            let mut attributes = vec![("Id", tie.id.as_str()), ("Type", &kind), ("Target", &tie.target)];
            if tie.is_outside {
                attributes.push(("TargetMode", "External"));
            }
            xml.empty("Relationship", &attributes);
        }
    });
    Part {
        path: format!("{folder}_rels/{name}.rels"),
        content_type: None,
        bytes: xml.finish().into_bytes(),
    }
}

/// Title, authors, language and day, where every program looks for them.
pub(super) fn properties(document: &Document) -> [Part; 2] {
    let imprint = &document.imprint;
    let mut core = Xml::part();
    let spaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let day = format!("{}T00:00:00Z", one_line(&imprint.date));
    core.element("cp:coreProperties", &spaces, |xml| {
        let title = format!("{}: {}", one_line(&document.title), one_line(&imprint.project));
        xml.worded("dc:title", &title);
        xml.worded("dc:subject", &one_line(&imprint.line));
        xml.worded("dc:creator", &one_line(&imprint.authors));
        xml.worded("dc:description", &one_line(&imprint.credit));
        xml.worded("dc:language", "en-GB");
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&day));
        }
        if imprint.draft.is_some() {
            xml.worded("cp:contentStatus", "Draft");
        }
    });
    let mut app = Xml::part();
    let space = [(
        "xmlns",
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    )];
    app.element("Properties", &space, |xml| {
        xml.worded("Application", "Triplewin");
    });
    [
        Part {
            path: "docProps/core.xml".to_owned(),
            content_type: Some("application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
            bytes: core.finish().into_bytes(),
        },
        Part {
            path: "docProps/app.xml".to_owned(),
            content_type: Some(
                "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
            ),
            bytes: app.finish().into_bytes(),
        },
    ]
}

/// The file: what the parts are first, as readers that stream expect; no entry knows the clock.
pub(super) fn packed(parts: &[Part]) -> Result<Vec<u8>, RenderError> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    file.start_file("[Content_Types].xml", options)?;
    file.write_all(content_types(parts).as_bytes())?;
    for part in parts {
        file.start_file(part.path.as_str(), options)?;
        file.write_all(&part.bytes)?;
    }
    Ok(file.finish()?.into_inner())
}

fn content_types(parts: &[Part]) -> String {
    let mut xml = Xml::part();
    let space = [(
        "xmlns",
        "http://schemas.openxmlformats.org/package/2006/content-types",
    )];
    xml.element("Types", &space, |xml| {
        let relationships = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty(
            "Default",
            &[("Extension", "rels"), ("ContentType", relationships)],
        );
        xml.empty(
            "Default",
            &[("Extension", "xml"), ("ContentType", "application/xml")],
        );
        for part in parts {
            if let Some(content_type) = &part.content_type {
                let path = format!("/{}", part.path);
                xml.empty("Override", &[("PartName", &path), ("ContentType", content_type)]);
            }
        }
    });
    xml.finish()
}
