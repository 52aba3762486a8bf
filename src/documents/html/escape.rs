//! Text as HTML and as a string of CSS.

use std::fmt::Write as _;

/// Text as it stands between tags, and in an attribute in quotes of either kind.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

/// A string of CSS, in its quotes: whatever is neither letter, digit nor space as its number, which
/// the space behind it ends.
pub(super) fn css_string(text: &str) -> String {
    let mut css = String::with_capacity(text.len() + 2);
    css.push('"');
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            css.push(c);
        } else {
            let _ = write!(css, "\\{:X} ", u32::from(c));
        }
    }
    css.push('"');
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_css_never_ends_early() {
        assert_eq!(css_string("a\"}</style>"), r#""a\22 \7D \3C \2F style\3E ""#);
    }
}
