//! Characters that may hurt a terminal or hide in a text, and how they are shown.
//!
//! The unwelcome ones are the C0 and C1 controls (line feed and tab aside) and the controls of
//! writing direction. What is typed or pasted loses them, what `apply` reads is refused for them,
//! and what a file already holds is shown with U+FFFD in their place.

/// Whether `c` is a control character or a control of writing direction.
///
/// Line feed and tab are welcome in a text of several lines, and so not counted here.
pub fn is_unwelcome(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}

/// Whether `c` would break a line or vanish when drawn, though it may be kept in a file.
fn draws_badly(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// The first unwelcome character of a text, if there is one.
pub fn first_unwelcome(text: &str) -> Option<char> {
    text.chars().find(|&c| is_unwelcome(c))
}

/// The text without its unwelcome characters; `\r\n` and `\r` become `\n`.
pub fn stripped(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
                kept.push('\n');
            }
            c if is_unwelcome(c) => {}
            c => kept.push(c),
        }
    }
    kept
}

/// The text as it is shown and exported: each unwelcome character as U+FFFD.
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if is_unwelcome(c) || draws_badly(c) {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// The text in double quotes for an error line: everything that could act on a terminal escaped.
pub fn quoted(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 2);
    line.push('"');
    line.push_str(&escaped(text));
    line.push('"');
    line
}

/// The text for an error line, at most 120 characters of it: controls and line breaks escaped.
pub fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (position, c) in text.chars().enumerate() {
        if position == 120 {
            line.push('…');
            break;
        }
        if is_unwelcome(c) || draws_badly(c) || c == '\n' || c == '\t' {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_reaches_no_error_line() {
        assert_eq!(quoted("a\u{1b}[31mb\n"), r#""a\u{1b}[31mb\n""#);
        assert_eq!(quoted("\u{202E}x"), r#""\u{202e}x""#);
    }

    #[test]
    fn a_paste_loses_its_controls_and_keeps_its_lines() {
        assert_eq!(stripped("a\r\nb\rc\u{0}\u{9b}d\te\u{2067}"), "a\nb\ncd\te");
    }

    #[test]
    fn what_is_shown_marks_what_it_hides() {
        assert_eq!(shown("a\u{7}b\u{2028}c\nd"), "a\u{FFFD}b\u{FFFD}c\nd");
    }
}
