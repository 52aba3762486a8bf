//! The answers in a Word file that comes back, by the bookmarks around them.
//!
//! People type where they see room: at the end of a value, in a paragraph below it, over all of it,
//! over the words that say what is missing. So a value is whatever its cell holds, from its bookmark
//! or the label before it to the next one, less the words that were the document's own and still
//! are.

use super::{
    super::returned::FieldText,
    WordError,
    archive::Archive,
    bookmarks::{self, Address, Named, Place, fingerprint},
    scan::{self, is_named, own_attribute},
    styles::{self, StyleName},
    walk::{Reader, character, walk},
};
use quick_xml::events::BytesStart;
use std::collections::{BTreeMap, BTreeSet};

/// The most fields that are read of one file.
const MOST_FIELDS: usize = 100_000;

/// Every value of a document, as it was typed, in reading order.
///
/// A paragraph begins after two line breaks, a line after one.
pub fn fields(bytes: &[u8]) -> Result<Vec<FieldText>, WordError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let label_style = label_style(&mut archive, &main)?;
    let text = archive.text(&main)?.ok_or(WordError::NotWord)?;
    let mut reading = Reading {
        label_style,
        pieced: pieced(&text),
        ..Reading::default()
    };
    walk(&text, &mut reading)?;
    Ok(reading.found)
}

/// The id of the style of labels in this file.
fn label_style(archive: &mut Archive<'_>, main: &str) -> Result<String, WordError> {
    let ties = archive.ties(main)?;
    let styles = ties.into_iter().find(|tie| tie.kind == "styles");
    let Some(xml) = styles.and_then(|tie| archive.text(&tie.target).transpose()) else {
        return Ok(String::new());
    };
    let xml = xml?;
    let name = StyleName::PartName.name().to_lowercase();
    let found = styles::found(&xml).unwrap_or_default();
    let label = found.into_iter().find(|style| style.name == name);
    Ok(label.map(|style| style.id).unwrap_or_default())
}

/// The addresses whose names are written over several bookmarks, by the number that these share.
pub(super) fn pieced(xml: &str) -> BTreeMap<usize, Address> {
    let mut pieces: BTreeMap<usize, BTreeMap<usize, Vec<u8>>> = BTreeMap::new();
    scan::visit(xml, |tag| {
        if is_named(tag, "bookmarkStart")
            && let Some(name) = own_attribute(tag, "name")
            && let Some(Named::Piece(_, piece)) = bookmarks::read(&name)
        {
            pieces
                .entry(piece.ordinal)
                .or_default()
                .insert(piece.at, piece.bytes);
        }
    });
    let joined = pieces.iter();
    joined
        .filter_map(|(ordinal, pieces)| Some((*ordinal, bookmarks::joined(pieces)?)))
        .collect()
}

#[derive(Default)]
struct Reading {
    label_style: String,
    pieced: BTreeMap<usize, Address>,
    found: Vec<FieldText>,
    value: Option<Value>,
    /// The paragraph that the reader is in.
    paragraph: Option<Paragraph>,
    /// Bookmarks that stand between paragraphs, and belong to the next.
    coming: Paragraph,
    /// The value that the next cell of this row holds.
    led: Option<Address>,
    /// How many cells the reader is in.
    cells: usize,
}

/// A value being read.
struct Value {
    address: Address,
    text: String,
    /// The name of the bookmark around it, which `LibreOffice` begins more than once.
    name: String,
    /// The ids of the bookmarks around it that have not ended.
    open: BTreeSet<String>,
    /// How deep the cell is that it stands in; 0 outside any.
    depth: usize,
    /// Whether a paragraph of it has been read.
    has_begun: bool,
    /// Empty paragraphs after its bookmark, which count once something follows them.
    pending: usize,
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    begins: Vec<Begin>,
    ends: Vec<String>,
    lead: Option<Lead>,
    marks: Vec<String>,
    /// Whether it was typed as the next line of the paragraph before.
    goes_on: bool,
}

/// Words that lead to a value: their bookmark, and where in the paragraph they end.
struct Lead {
    address: Address,
    ids: BTreeSet<String>,
    end: Option<usize>,
}

/// Where in its paragraph a value begins.
struct Begin {
    at: usize,
    address: Address,
    bookmark: Bookmark,
}

struct Bookmark {
    name: String,
    ids: BTreeSet<String>,
}

impl Reader for Reading {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "p" => self.paragraph = Some(std::mem::take(&mut self.coming)),
            "tc" => {
                self.cells += 1;
                if let Some(address) = self.led.take() {
                    self.open(address, None);
                }
            }
            "pStyle" => {
                if let (Some(paragraph), Some(style)) = (&mut self.paragraph, own_attribute(tag, "val")) {
                    paragraph.style = style;
                }
            }
            "bookmarkStart" => self.bookmark(tag),
            "bookmarkEnd" => self.bookmark_end(tag),
            other => self.say(character(other).unwrap_or_default()),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraph.take() {
                    self.paragraph(paragraph);
                }
            }
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                if self.value.as_ref().is_some_and(|value| value.depth > self.cells) {
                    self.close();
                }
            }
            "tr" => self.led = None,
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.text.push_str(text);
        }
    }

    fn is_too_large(&self) -> bool {
        self.found.len() > MOST_FIELDS
    }
}

impl Reading {
    fn bookmark(&mut self, tag: &BytesStart<'_>) {
        let (Some(name), Some(id)) = (own_attribute(tag, "name"), own_attribute(tag, "id")) else {
            return;
        };
        let named = match bookmarks::read(&name) {
            Some(Named::Piece(place, piece)) if piece.at == 0 => {
                let address = self.pieced.get(&piece.ordinal).cloned();
                address.map(|address| Named::At(place, address))
            }
            named => named,
        };
        let paragraph = self.paragraph.as_mut().unwrap_or(&mut self.coming);
        match named {
            Some(Named::At(Place::Value, address)) => match paragraph.begins.last_mut() {
                Some(begin) if begin.bookmark.name == name => {
                    begin.bookmark.ids.insert(id);
                }
                _ => paragraph.begins.push(Begin {
                    at: paragraph.text.len(),
                    address,
                    bookmark: Bookmark {
                        name,
                        ids: BTreeSet::from([id]),
                    },
                }),
            },
            Some(Named::At(Place::Lead, address)) => match &mut paragraph.lead {
                Some(lead) if lead.address == address => {
                    lead.ids.insert(id);
                }
                lead => {
                    *lead = Some(Lead {
                        address,
                        ids: BTreeSet::from([id]),
                        end: None,
                    });
                }
            },
            Some(Named::Mark(print)) => paragraph.marks.push(print),
            Some(Named::Line) => paragraph.goes_on |= paragraph.text.is_empty(),
            Some(Named::At(Place::Header, _) | Named::Piece(..)) | None => {}
        }
    }

    fn bookmark_end(&mut self, tag: &BytesStart<'_>) {
        let Some(id) = own_attribute(tag, "id") else {
            return;
        };
        match (&mut self.paragraph, &mut self.value) {
            (Some(paragraph), _) => {
                if let Some(lead) = &mut paragraph.lead
                    && lead.ids.contains(&id)
                {
                    lead.end = Some(paragraph.text.len());
                }
                paragraph.ends.push(id);
            }
            (None, Some(value)) => {
                value.open.remove(&id);
            }
            (None, None) => {}
        }
    }

    fn paragraph(&mut self, mut paragraph: Paragraph) {
        let first = paragraph
            .begins
            .first()
            .map_or(paragraph.text.len(), |begin| begin.at);
        let before = paragraph.text.get(..first).unwrap_or_default();
        let is_label = !self.label_style.is_empty() && paragraph.style == self.label_style;
        if let Some(lead) = paragraph.lead {
            let beside = lead.end.filter(|_| !is_label);
            let beside = beside.unwrap_or(paragraph.text.len());
            match paragraph.begins.first_mut() {
                Some(begin) if begin.address == lead.address => begin.at = begin.at.min(beside),
                Some(_) | None => {}
            }
            let is_alone = paragraph.begins.is_empty();
            if self.lead(lead.address)
                && is_alone
                && let Some(value) = &mut self.value
                && let Some(typed) = paragraph.text.get(beside..).filter(|typed| !typed.is_empty())
            {
                value.add(typed, "\n\n");
            }
        } else if is_label && paragraph.begins.is_empty() {
            self.close();
        } else if let Some(value) = &mut self.value
            && (paragraph.begins.is_empty() || !before.is_empty())
            && !paragraph.marks.contains(&fingerprint(&paragraph.text))
        {
            value.add(before, if paragraph.goes_on { "\n" } else { "\n\n" });
        }
        let mut begins = paragraph.begins.into_iter().peekable();
        while let Some(begin) = begins.next() {
            let end = begins.peek().map_or(paragraph.text.len(), |next| next.at);
            self.open(begin.address, Some(begin.bookmark));
            if let Some(value) = &mut self.value {
                value.add(paragraph.text.get(begin.at..end).unwrap_or_default(), "\n\n");
            }
        }
        if let Some(value) = &mut self.value {
            value.open.retain(|id| !paragraph.ends.contains(id));
            if value.depth == 0 && value.open.is_empty() {
                self.close();
            }
        }
    }

    /// Words that lead to a value: to the rest of their cell, or to the next one of their row.
    ///
    /// Says whether it is the rest of the cell.
    fn lead(&mut self, address: Address) -> bool {
        let is_here = self
            .value
            .as_ref()
            .is_some_and(|value| value.depth == self.cells && self.cells > 0);
        if is_here {
            self.open(address, None);
        } else {
            self.led = Some(address);
        }
        is_here
    }

    /// Begins a value, or goes on with it where it was led to.
    fn open(&mut self, address: Address, bookmark: Option<Bookmark>) {
        let (name, ids) = bookmark.map_or_else(Default::default, |bookmark| (bookmark.name, bookmark.ids));
        match &mut self.value {
            Some(value) if !name.is_empty() && value.name == name => value.open.extend(ids),
            Some(value) if value.address == address && value.text.is_empty() => {
                value.name = name;
                value.open.extend(ids);
                value.has_begun = false;
            }
            _ => {
                self.close();
                self.value = Some(Value {
                    address,
                    text: String::new(),
                    name,
                    open: ids,
                    depth: self.cells,
                    has_begun: false,
                    pending: 0,
                });
            }
        }
    }

    fn close(&mut self) {
        if let Some(Value { address, text, .. }) = self.value.take() {
            self.found.push(FieldText {
                field: address.field,
                part: address.part,
                text,
            });
        }
    }
}

impl Value {
    /// A paragraph of it after these line breaks, or what follows it in its cell.
    fn add(&mut self, paragraph: &str, after: &str) {
        if !self.open.is_empty() {
            if self.has_begun {
                self.text.push_str(after);
            }
        } else if paragraph.is_empty() {
            self.pending += 1;
            return;
        } else if !self.text.is_empty() {
            self.text.push_str(&"\n\n".repeat(self.pending + 1));
        }
        self.pending = 0;
        self.has_begun = true;
        self.text.push_str(paragraph);
    }
}
