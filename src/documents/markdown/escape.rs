//! Text that somebody typed, as Markdown that shows it and does nothing else, and back again.
//!
//! Three readings are held to at once: `CommonMark` with the tables of GitHub and GitLab, what those
//! hosts make of a text afterwards (links of bare addresses, mentions, emoji), and pandoc's own
//! Markdown, with its lists, maths and dashes. Where an escaped character is still taken for an
//! address, as `@` is on GitHub, an empty comment parts it from what follows.

use super::super::flow::safe;
use std::fmt::Write as _;

/// What parts two characters that a host would read as one thing; it shows as nothing.
const PARTING: &str = "<!-- -->";

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It begins a line, where lists and headings could begin too.
    LineStart,
    /// It follows other text of its line.
    Within,
    /// It stands in a cell of a table, which a bar would end.
    Cell,
}

/// An answer as Markdown: its paragraphs, with its line breaks, from the start of a line.
///
/// Line breaks that Markdown would drop, at either end or more than two at once, are written as
/// characters.
pub(super) fn answer(text: &str) -> String {
    let safe = safe(text);
    let inner = safe.trim_matches('\n');
    let before = safe.len() - safe.trim_start_matches('\n').len();
    if inner.is_empty() {
        return "&#10;".repeat(before);
    }
    let mut markdown = "&#10;".repeat(before);
    let mut breaks = 0;
    for (position, one) in inner.split('\n').enumerate() {
        if position > 0 {
            breaks += 1;
        }
        if one.is_empty() {
            continue;
        }
        match breaks {
            0 => {}
            1 => markdown.push_str("\\\n"),
            more => {
                markdown.push_str("\n\n");
                markdown.push_str(&"&#10;".repeat(more - 2));
            }
        }
        breaks = 0;
        markdown.push_str(&line(one, Place::LineStart));
    }
    markdown.push_str(&"&#10;".repeat(safe.len() - before - inner.len()));
    markdown
}

/// One line of text as Markdown; its outermost spaces are kept as characters.
pub(super) fn line(text: &str, place: Place) -> String {
    escaped(text, place).markdown
}

/// A line as Markdown, with where each of its characters begins there.
pub(super) struct Escaped {
    /// The Markdown.
    pub(super) markdown: String,
    /// Where each character begins, and where the last one ends.
    pub(super) begins: Vec<usize>,
}

/// One line of text as Markdown, to be parted at its characters.
pub(super) fn escaped(text: &str, place: Place) -> Escaped {
    let characters: Vec<char> = text.chars().collect();
    let first = characters.iter().position(|c| !c.is_whitespace());
    let last = characters.iter().rposition(|c| !c.is_whitespace());
    let enumerator = match place {
        Place::LineStart => enumerator_end(&characters),
        Place::Within | Place::Cell => None,
    };
    let mut markdown = String::with_capacity(text.len() + text.len() / 8);
    let mut begins = Vec::with_capacity(characters.len() + 1);
    for (at, &c) in characters.iter().enumerate() {
        begins.push(markdown.len());
        let is_edge = first.is_none_or(|first| at < first) || last.is_none_or(|last| at > last);
        if c == '\t' || c.is_whitespace() && is_edge {
            let _ = write!(markdown, "&#{};", u32::from(c));
            continue;
        }
        let around = Around {
            before: at
                .checked_sub(1)
                .and_then(|before| characters.get(before))
                .copied(),
            after: characters.get(at + 1).copied(),
            opens_line: place == Place::LineStart && at == 0,
            ends_enumerator: enumerator == Some(at),
        };
        let rest = characters.get(at + 1..).unwrap_or_default();
        push(&mut markdown, c, &around, rest, place);
    }
    begins.push(markdown.len());
    Escaped { markdown, begins }
}

/// What a character stands beside.
struct Around {
    before: Option<char>,
    after: Option<char>,
    opens_line: bool,
    ends_enumerator: bool,
}

impl Around {
    fn is_within_a_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && self.after.is_some_and(char::is_alphanumeric)
    }

    /// Within a word that could be the name of a host, such as `example.org`; `1.2` could not.
    fn is_within_a_name(&self) -> bool {
        self.is_within_a_word()
            && (self.before.is_some_and(char::is_alphabetic) || self.after.is_some_and(char::is_alphabetic))
    }

    /// Between words or inside one, where a dash is a dash to every reader.
    fn is_plain_dash(&self) -> bool {
        let plain = |c: Option<char>| c.is_some_and(|c| c == ' ' || c.is_alphanumeric());
        !self.opens_line && plain(self.before) && plain(self.after)
    }
}

fn push(markdown: &mut String, c: char, around: &Around, rest: &[char], place: Place) {
    let must_escape = match c {
        '<' => return markdown.push_str("&lt;"),
        '>' => return markdown.push_str("&gt;"),
        '&' => return markdown.push_str("&amp;"),
        '|' if place == Place::Cell => return markdown.push_str("&#124;"),
        '@' => {
            markdown.push('@');
            if around.after.is_some_and(|after| !after.is_whitespace()) {
                markdown.push_str(PARTING);
            }
            return;
        }
        ':' if rest.starts_with(&['/', '/']) || begins_emoji(rest) => {
            markdown.push_str(if around.opens_line { "\\:" } else { ":" });
            return markdown.push_str(PARTING);
        }
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '#' | '$' | '~' | '^' | '|' | '"' => true,
        '\'' => !around.is_within_a_word(),
        '-' => !around.is_plain_dash(),
        '.' => around.ends_enumerator || around.is_within_a_name() || around.after == Some('.'),
        ')' => around.ends_enumerator,
        '=' => around.opens_line || around.before == Some('=') || around.after == Some('='),
        '(' | '+' => around.opens_line,
        ':' => around.opens_line || around.after == Some('-'),
        '!' | '%' => around.opens_line || around.after.is_some_and(|after| !after.is_whitespace()),
        _ => false,
    };
    if must_escape {
        markdown.push('\\');
    }
    markdown.push(c);
}

/// Where the number or letter that could begin a list ends: at the dot of `1. `, `a. ` or `iv. `.
fn enumerator_end(characters: &[char]) -> Option<usize> {
    let start = usize::from(characters.first() == Some(&'('));
    let words = characters.get(start..)?;
    let length = words.iter().take_while(|c| c.is_alphanumeric()).count();
    let number = words.get(..length)?;
    let counts = number.iter().all(char::is_ascii_digit)
        || number.iter().all(|c| "ivxlcdm".contains(c.to_ascii_lowercase()))
        || length == 1;
    let is_ended = words.get(length + 1).is_none_or(|c| c.is_whitespace());
    let is_enumerator = length > 0 && counts && matches!(words.get(length), Some('.' | ')')) && is_ended;
    is_enumerator.then_some(start + length)
}

/// Whether what follows a colon is the name of an emoji and its second colon.
fn begins_emoji(rest: &[char]) -> bool {
    let is_named = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let name = rest.iter().take(64).take_while(|c| is_named(c)).count();
    name > 0 && rest.get(name) == Some(&':')
}

/// The text that a piece of Markdown shows: escapes, character references and partings undone.
pub(super) fn unescaped(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['\\', '&', '<']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        rest = match from.as_bytes().first() {
            Some(b'\\') => after_backslash(&mut text, from),
            Some(b'&') => after_reference(&mut text, from),
            _ => match from.strip_prefix(PARTING) {
                Some(after) => after,
                None => keeping_one(&mut text, from),
            },
        };
    }
    text.push_str(rest);
    text
}

fn after_backslash<'a>(text: &mut String, from: &'a str) -> &'a str {
    let escaped = from.chars().nth(1).filter(char::is_ascii_punctuation);
    match escaped {
        Some(c) => {
            text.push(c);
            from.get(2..).unwrap_or_default()
        }
        None => keeping_one(text, from),
    }
}

fn after_reference<'a>(text: &mut String, from: &'a str) -> &'a str {
    let reference = from
        .char_indices()
        .take(10)
        .find(|&(_, c)| c == ';')
        .and_then(|(end, _)| Some((from.get(1..end)?, from.get(end + 1..)?)));
    match reference.and_then(|(name, after)| Some((referred(name)?, after))) {
        Some((c, after)) => {
            text.push(c);
            after
        }
        None => keeping_one(text, from),
    }
}

fn referred(name: &str) -> Option<char> {
    match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "quot" => return Some('"'),
        "nbsp" => return Some('\u{A0}'),
        _ => {}
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

fn keeping_one<'a>(text: &mut String, from: &'a str) -> &'a str {
    let mut characters = from.chars();
    text.extend(characters.next());
    characters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stays_as_readable_as_it_was() {
        let prose = "The patient's wait is 11.5 weeks (see p. 16); a follow-up - by phone, 24/7 - costs £40, or 50% less.";
        assert_eq!(answer(prose), prose);
    }

    #[test]
    fn nothing_begins_a_list_a_heading_or_a_rule() {
        for (typed, written) in [
            ("1. one", "1\\. one"),
            ("(a) one", "\\(a\\) one"),
            ("- one", "\\- one"),
            ("---", "\\-\\-\\-"),
            ("=cmd()", "\\=cmd()"),
            ("# one", "\\# one"),
            ("  four", "&#32;&#32;four"),
            (": one", "\\: one"),
            (":one:", "\\:<!-- -->one:"),
            ("iv) one", "iv\\) one"),
            ("Yes. One", "Yes. One"),
        ] {
            assert_eq!(answer(typed), written, "{typed}");
        }
    }

    #[test]
    fn an_address_is_parted() {
        assert_eq!(answer("https://example.org"), "https:<!-- -->//example\\.org");
        assert_eq!(answer("a.b@example.org"), "a\\.b@<!-- -->example\\.org");
        assert_eq!(answer("www.example.org"), "www\\.example\\.org");
        assert_eq!(
            answer("At :smile: 12:30:45"),
            "At :<!-- -->smile: 12:<!-- -->30:45"
        );
    }

    #[test]
    fn line_breaks_are_kept_to_the_last_one() {
        assert_eq!(answer("a\nb\n\nc"), "a\\\nb\n\nc");
        assert_eq!(answer("\na\n\n\nb\n"), "&#10;a\n\n&#10;b&#10;");
    }

    #[test]
    fn what_is_escaped_comes_back() {
        let typed = "\\ ` * _ {x} [a](b) <!-- --> &amp; &#10; | ~ \" ' @a :+1: \t";
        assert_eq!(unescaped(&line(typed, Place::LineStart)), typed);
        assert_eq!(unescaped(&line(typed, Place::Cell)), typed);
    }
}
