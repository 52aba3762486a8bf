//! XML of others' making, taken apart as far as a house style needs: the children of a part's root,
//! and an attribute here and there.

use super::WordError;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::ops::Range;

/// The deepest nesting that is read; no Word file comes near it.
const DEEPEST: usize = 512;

/// A part taken apart: what stands before, between and after the children of its root.
#[derive(Debug)]
pub(super) struct Part<'a> {
    xml: &'a str,
    /// Where the root's own tag stands.
    pub(super) root: Range<usize>,
    /// The children of the root, in order.
    pub(super) children: Vec<Child<'a>>,
    /// Where the root ends.
    pub(super) end: usize,
}

/// A child of a part's root.
#[derive(Debug, Clone)]
pub(super) struct Child<'a> {
    /// Its name without a prefix.
    pub(super) name: String,
    /// All of it.
    pub(super) xml: &'a str,
    /// Where it stands in the part.
    pub(super) range: Range<usize>,
}

impl<'a> Part<'a> {
    /// The part, if it is sound.
    pub(super) fn read(xml: &'a str) -> Result<Self, WordError> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0;
        let mut start = 0;
        let mut name = String::new();
        let mut part = Self {
            xml,
            root: 0..0,
            children: Vec::new(),
            end: 0,
        };
        loop {
            let before = position(&reader);
            let event = reader.read_event().map_err(|_| WordError::Damaged)?;
            let after = position(&reader);
            match event {
                Event::Start(tag) => {
                    match depth {
                        0 => part.root = before..after,
                        1 => (start, name) = (before, local(&tag)),
                        DEEPEST.. => return Err(WordError::TooLarge),
                        _ => {}
                    }
                    depth += 1;
                }
                Event::Empty(tag) if depth == 1 => part.add(local(&tag), before..after)?,
                Event::Empty(_) if depth == 0 => part.root = before..after,
                Event::End(_) => {
                    depth -= 1;
                    match depth {
                        0 => part.end = before,
                        1 => part.add(std::mem::take(&mut name), start..after)?,
                        _ => {}
                    }
                }
                Event::Eof if depth == 0 => return Ok(part),
                Event::DocType(_) | Event::Eof => return Err(WordError::Damaged),
                _ => {}
            }
        }
    }

    fn add(&mut self, name: String, range: Range<usize>) -> Result<(), WordError> {
        let xml = self.xml.get(range.clone()).ok_or(WordError::Damaged)?;
        self.children.push(Child { name, xml, range });
        Ok(())
    }

    /// The tag of the root, with its namespaces.
    pub(super) fn root_tag(&self) -> &'a str {
        self.xml.get(self.root.clone()).unwrap_or_default()
    }
}

/// The attribute of the first element of this name, both without their prefixes.
pub(super) fn attribute(xml: &str, element: &str, attribute: &str) -> Option<String> {
    let mut found = None;
    visit(xml, |tag| {
        if found.is_none() && is_named(tag, element) {
            found = own_attribute(tag, attribute);
        }
    });
    found
}

/// Every opening tag of a piece of XML, as far as it can be read.
pub(super) fn visit(xml: &str, mut visitor: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => visitor(&tag),
            Event::Eof => return,
            _ => {}
        }
    }
}

/// The last element of this name, its prefix aside, with all that stands in it.
pub(super) fn last_element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let mut reader = Reader::from_str(xml);
    let mut start = None;
    let mut last = None;
    loop {
        let before = position(&reader);
        match reader.read_event().ok()? {
            Event::Start(tag) if is_named(&tag, name) => start = Some(before),
            Event::Empty(tag) if is_named(&tag, name) => last = xml.get(before..position(&reader)),
            Event::End(tag) if tag.local_name().as_ref() == name => {
                last = start.take().and_then(|start| xml.get(start..position(&reader)));
            }
            Event::Eof => return last,
            _ => {}
        }
    }
}

/// The attribute of a tag, both without their prefixes, its references resolved.
pub(super) fn own_attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().with_checks(false).flatten().find(|attribute| {
        let key = attribute.key.local_name();
        key.as_ref() == name
    })?;
    let value = quick_xml::escape::unescape(&attribute.value).ok()?;
    Some(value.into_owned())
}

/// Whether a tag has this name, its prefix aside.
pub(super) fn is_named(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}

fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
