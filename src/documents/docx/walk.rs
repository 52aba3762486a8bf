//! The text of a Word file, tag by tag and piece by piece, without what is none of it.

use super::{WordError, scan::is_named};
use quick_xml::{
    Reader as Xml,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// Who hears a Word file's text.
pub(super) trait Reader {
    /// A tag begins.
    fn begin(&mut self, tag: &BytesStart<'_>);
    /// A tag of this name ends, its prefix aside.
    fn end(&mut self, name: &str);
    /// A piece of text.
    fn say(&mut self, text: &str);
    /// Whether more was heard than any document of ours holds.
    fn is_too_large(&self) -> bool;
}

/// What stands in a text and is none of it: what was struck, drawn beside it, or drawn again for
/// older programs.
const PASSED_OVER: [&str; 13] = [
    "txbxContent",
    "Fallback",
    "del",
    "moveFrom",
    "rPr",
    "tblPr",
    "tcPr",
    "sectPr",
    "tabs",
    "instrText",
    "drawing",
    "pict",
    "object",
];

/// Reads it out, in order.
pub(super) fn walk(xml: &str, heard_by: &mut impl Reader) -> Result<(), WordError> {
    let mut reader = Xml::from_str(xml);
    let mut is_text = false;
    loop {
        match reader.read_event().map_err(|_| WordError::Damaged)? {
            Event::Start(tag) if PASSED_OVER.iter().any(|name| is_named(&tag, name)) => {
                let end = tag.to_end().into_owned();
                reader.read_to_end(end.name()).map_err(|_| WordError::Damaged)?;
            }
            Event::Start(tag) => {
                is_text = is_named(&tag, "t");
                heard_by.begin(&tag);
            }
            Event::Empty(tag) => {
                heard_by.begin(&tag);
                heard_by.end(tag.local_name().as_ref());
            }
            Event::End(tag) => {
                is_text = false;
                heard_by.end(tag.local_name().as_ref());
            }
            Event::Text(text) if is_text => heard_by.say(&text.xml10_content()),
            Event::CData(text) if is_text => heard_by.say(&text.xml10_content()),
            Event::GeneralRef(reference) if is_text => match reference.resolve_char_ref() {
                Ok(Some(c)) => heard_by.say(c.encode_utf8(&mut [0; 4])),
                _ => heard_by.say(resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default()),
            },
            Event::DocType(_) => return Err(WordError::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if heard_by.is_too_large() {
            return Err(WordError::TooLarge);
        }
    }
}

/// What a tag says that is a character, such as a line's end.
pub(super) fn character(tag: &str) -> Option<&'static str> {
    match tag {
        "br" | "cr" => Some("\n"),
        "tab" => Some("\t"),
        "noBreakHyphen" => Some("\u{2011}"),
        "softHyphen" => Some("\u{AD}"),
        _ => None,
    }
}
