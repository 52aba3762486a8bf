//! The answers in a Markdown document that comes back, by the comments that stand before them.

use super::{
    super::returned::{FieldText, Origin},
    escape::unescaped,
};
use std::fmt::Write as _;

/// Where a value ends; what follows is said about it.
pub(super) const END: &str = "<!-- / -->";

/// The comment before a value: `<!-- concept.objectives patients -->`.
pub(super) fn marker(field: &str, part: &str) -> String {
    match part {
        "" => format!("<!-- {} -->", encoded(field)),
        part => format!("<!-- {} {} -->", encoded(field), encoded(part)),
    }
}

/// Every value of a document, as it was typed, in reading order.
///
/// A value is what stands below its comment, up to the next comment of this kind or the next
/// heading. Lines that somebody wrote by hand count as lines.
pub fn fields(markdown: &str) -> Vec<FieldText> {
    let mut found = Vec::new();
    let mut open: Option<(FieldText, Vec<&str>)> = None;
    for line in markdown.lines() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let marker = marked(line);
        if marker.is_some() || line.trim_end() == END || is_heading(line) {
            close(&mut found, open.take());
            open = marker.map(|field| (field, Vec::new()));
        } else if let Some((_, lines)) = &mut open {
            lines.push(line);
        }
    }
    close(&mut found, open);
    found
}

/// Which project the document was made of: said above everything that was typed.
pub fn origin(markdown: &str) -> Option<Origin> {
    let top = markdown.lines().take_while(|line| marked(line).is_none());
    top.filter_map(|line| Origin::of(&unescaped(line.trim()))).last()
}

fn close(found: &mut Vec<FieldText>, open: Option<(FieldText, Vec<&str>)>) {
    if let Some((field, lines)) = open {
        found.push(FieldText {
            text: joined(&lines),
            ..field
        });
    }
}

/// The field that a line marks, without its text.
pub(super) fn marked(line: &str) -> Option<FieldText> {
    let inner = line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    let mut words = inner.split(' ');
    let field = FieldText {
        field: decoded(words.next()?)?,
        part: decoded(words.next().unwrap_or_default())?,
        text: String::new(),
    };
    (words.next().is_none() && !field.field.is_empty() && inner != "/").then_some(field)
}

/// An ATX heading, as every host reads it.
fn is_heading(line: &str) -> bool {
    let hashes = line.chars().take_while(|&c| c == '#').count();
    (1..=6).contains(&hashes)
        && line
            .get(hashes..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The text of a value's lines: empty lines part paragraphs, and a backslash ends a line.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut is_parted = false;
    for line in lines {
        let line = line.trim_matches([' ', '\t']);
        if line.is_empty() {
            is_parted = true;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if is_parted { "\n\n" } else { "\n" });
        }
        is_parted = false;
        text.push_str(&unescaped(without_break(line)));
    }
    text
}

/// The line without the backslash that breaks it, which no escaped backslash is.
fn without_break(line: &str) -> &str {
    let slashes = line.len() - line.trim_end_matches('\\').len();
    match slashes % 2 {
        1 => line.strip_suffix('\\').unwrap_or(line),
        _ => line,
    }
}

/// An id as it may stand in a comment: whatever is neither letter, digit, dot nor slash, and a dash
/// after a dash, as `%` and its number.
fn encoded(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'_');
        if is_plain || byte == b'-' && !encoded.ends_with('-') && !encoded.is_empty() {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn decoded(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            let high = digit(rest.next())?;
            let low = digit(rest.next())?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(field: &str, part: &str, text: &str) -> FieldText {
        FieldText {
            field: field.to_owned(),
            part: part.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_document_written_by_hand_is_read_line_by_line() {
        let markdown = "# PID\r\n\r\n<!-- pid.title -->\r\nHome first\r\n\r\n<!-- / -->\r\n> Not confirmed.\r\n\
                        <!-- pid.background -->\n\none\ntwo\n\n\n\nthree\\\nfour\n\n## Next\nnot this\n\
                        <!-- concept.objectives nhs -->\n";
        assert_eq!(
            fields(markdown),
            [
                field("pid.title", "", "Home first"),
                field("pid.background", "", "one\ntwo\n\nthree\nfour"),
                field("concept.objectives", "nhs", ""),
            ]
        );
    }

    #[test]
    fn any_id_stands_in_a_comment() {
        for id in ["pid.long-term", "a--b->", "parties/north icb", "-", "é%"] {
            assert_eq!(marked(&marker(id, id)), Some(field(id, id, "")), "{id}");
        }
    }
}
