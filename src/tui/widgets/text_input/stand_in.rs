//! Characters that a terminal would obey, kept in a text without being shown.
//!
//! While a text is open, each is a private character of its own, drawn as U+FFFD, and comes back
//! as it was: opening and editing a text changes nothing beside what was typed.

use crate::tui::text;

/// The first of the private characters; 512 follow, one for each unsafe character.
const FIRST: u32 = 0x0010_fd00;
/// Where the unsafe characters above U+00FF start and end.
const HIGH: [(u32, u32); 3] = [(0x2028, 0x202e), (0x2066, 0x2069), (0xfeff, 0xfeff)];

/// A text with a stand-in for each unsafe character; line breaks and tabs stay where they may.
pub(super) fn put(text: &str, line_breaks: bool) -> String {
    text.chars()
        .map(|c| match c {
            '\n' if line_breaks => c,
            '\t' => c,
            c if text::is_unsafe(c) => stand_in(c).unwrap_or('\u{fffd}'),
            c => c,
        })
        .collect()
}

/// A text with each stand-in as what it stands for.
pub(super) fn restore(text: &str) -> String {
    text.chars().map(|c| original(c).unwrap_or(c)).collect()
}

/// Whether a character stands in for another one.
pub(super) fn is_one(c: char) -> bool {
    original(c).is_some()
}

fn stand_in(c: char) -> Option<char> {
    let code = u32::from(c);
    if code < 0x100 {
        return char::from_u32(FIRST + code);
    }
    let mut from = 0x100;
    for (first, last) in HIGH {
        if (first..=last).contains(&code) {
            return char::from_u32(FIRST + from + code - first);
        }
        from += last - first + 1;
    }
    None
}

fn original(c: char) -> Option<char> {
    let code = u32::from(c).checked_sub(FIRST)?;
    let found = if code < 0x100 {
        char::from_u32(code)
    } else {
        let mut rest = code - 0x100;
        let mut found = None;
        for (first, last) in HIGH {
            if rest <= last - first {
                found = char::from_u32(first + rest);
                break;
            }
            rest -= last - first + 1;
        }
        found
    };
    found.filter(|c| text::is_unsafe(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unsafe_character_comes_back_as_it_was() {
        let unsafe_ones: String = ('\0'..=char::MAX)
            .filter(|c| text::is_unsafe(*c) && !matches!(c, '\n' | '\t'))
            .collect();
        let put = put(&unsafe_ones, true);
        assert!(!put.chars().any(text::is_unsafe));
        assert!(!put.contains('\u{fffd}'));
        assert_eq!(restore(&put), unsafe_ones);
    }
}
