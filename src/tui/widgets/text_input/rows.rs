//! How a text lies on rows: wrapped at blanks and hyphens, blanks at a row's end hanging over.
//!
//! The editor's own wrapping starts rows with the blank, comma or full stop that did not fit, so
//! rows are made here, and the editor is asked only for lines and the cursor.

use unicode_segmentation::UnicodeSegmentation;

use super::stand_in;
use crate::tui::text;

/// A tab takes so many columns, wherever it stands.
const TAB: u16 = 4;

/// A row: part of a line, from a byte to a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the line ends here.
    pub(super) last: bool,
}

impl Row {
    /// The row's words.
    pub(super) fn of<'l>(&self, lines: &'l [String]) -> &'l str {
        lines
            .get(self.line)
            .and_then(|line| line.get(self.start..self.end))
            .unwrap_or_default()
    }
}

/// The rows of lines in so many columns; one at least.
pub(super) fn rows(lines: &[String], columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, words) in lines.iter().enumerate() {
        let mut start = 0;
        for end in breaks(words, columns.max(1)) {
            rows.push(Row {
                line,
                start,
                end,
                last: false,
            });
            start = end;
        }
        rows.push(Row {
            line,
            start,
            end: words.len(),
            last: true,
        });
    }
    rows
}

/// The bytes at which new rows of a line begin.
fn breaks(line: &str, columns: u16) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut start = 0;
    let mut may_break = 0;
    let mut used = 0u16;
    let mut before = "";
    for (at, grapheme) in line.grapheme_indices(true) {
        let wide = wide(grapheme);
        // after a hyphen between two words, and after a blank
        let hyphen = before == "-" && grapheme.starts_with(char::is_alphanumeric);
        if hyphen && at >= 2 && line.get(..at - 1).is_some_and(ends_in_word) {
            may_break = at;
        }
        before = grapheme;
        if grapheme == " " {
            used = used.saturating_add(1);
            may_break = at + 1;
            continue;
        }
        if used.saturating_add(wide) > columns && at > start {
            start = if may_break > start { may_break } else { at };
            breaks.push(start);
            used = line.get(start..at).map_or(0, width);
        }
        used = used.saturating_add(wide);
        if grapheme == "\t" {
            may_break = at + 1;
        }
    }
    breaks
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}

/// The row that a place in a line is on, and its column there.
pub(super) fn find(rows: &[Row], lines: &[String], line: usize, byte: usize) -> (usize, u16) {
    let at = rows
        .iter()
        .position(|row| row.line == line && byte >= row.start && (byte < row.end || row.last))
        .unwrap_or(0);
    let column = rows.get(at).map_or(0, |row| {
        let before = lines
            .get(line)
            .and_then(|words| words.get(row.start..byte))
            .unwrap_or_default();
        width(before)
    });
    (at, column)
}

/// The byte of a line that stands at a column of a row, or the nearest before it.
pub(super) fn byte_at(row: Row, lines: &[String], column: u16) -> usize {
    let words = row.of(lines);
    let mut used = 0u16;
    let mut place = 0;
    for (at, grapheme) in words.grapheme_indices(true) {
        place = at;
        used = used.saturating_add(wide(grapheme));
        if used > column {
            return row.start + at;
        }
    }
    // the place after the last word belongs to this row only where the line ends
    row.start + if row.last { words.len() } else { place }
}

/// Words as they are drawn: tabs as blanks, unsafe characters as U+FFFD.
pub(super) fn drawn(words: &str) -> String {
    let mut drawn = String::with_capacity(words.len());
    for grapheme in words.graphemes(true) {
        if grapheme == "\t" {
            drawn.extend(std::iter::repeat_n(' ', usize::from(TAB)));
        } else if grapheme.chars().any(stand_in::is_one) {
            drawn.push('\u{fffd}');
        } else {
            drawn.push_str(grapheme);
        }
    }
    drawn
}

/// How many columns words take when drawn.
pub(super) fn width(words: &str) -> u16 {
    words.graphemes(true).map(wide).fold(0, u16::saturating_add)
}

/// What is drawn of words from a column on; a wide character cut in two leaves a blank.
pub(super) fn from_column(words: &str, column: u16) -> String {
    let drawn = drawn(words);
    let mut used = 0u16;
    let mut rest = String::new();
    for grapheme in drawn.graphemes(true) {
        let wide = text::width(grapheme);
        if used >= column {
            rest.push_str(grapheme);
        } else if used.saturating_add(wide) > column {
            rest.push(' ');
        }
        used = used.saturating_add(wide);
    }
    rest
}

fn wide(grapheme: &str) -> u16 {
    if grapheme == "\t" {
        TAB
    } else if grapheme.chars().any(stand_in::is_one) {
        1
    } else {
        text::width(grapheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: u16) -> Vec<String> {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        rows(&lines, columns)
            .iter()
            .map(|row| drawn(row.of(&lines)))
            .collect()
    }

    #[test]
    fn rows_break_after_blanks_and_hyphens_and_start_with_words() {
        assert_eq!(wrapped("one two, three", 7), ["one ", "two, ", "three"]);
        assert_eq!(wrapped("one two, three", 8), ["one two, ", "three"]);
        assert_eq!(wrapped("not-for-profit", 8), ["not-for-", "profit"]);
        assert_eq!(wrapped("at -5 degrees", 4), ["at ", "-5 ", "degr", "ees"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrapped("ab    cd", 3), ["ab    ", "cd"]);
        assert_eq!(wrapped("日本語", 4), ["日本", "語"]);
        assert_eq!(wrapped("日", 1), ["日"]);
        assert_eq!(wrapped("a\tb", 5), ["a    ", "b"]);
    }

    #[test]
    fn a_place_at_a_break_is_on_the_row_below() {
        let lines = vec!["one two".to_owned()];
        let rows = rows(&lines, 5);
        assert_eq!(find(&rows, &lines, 0, 3), (0, 3));
        assert_eq!(find(&rows, &lines, 0, 4), (1, 0));
        assert_eq!(find(&rows, &lines, 0, 7), (1, 3));
        assert_eq!(byte_at(rows[0], &lines, 99), 3);
        assert_eq!(byte_at(rows[1], &lines, 99), 7);
        assert_eq!(byte_at(rows[1], &lines, 1), 5);
    }

    #[test]
    fn a_scrolled_line_starts_at_a_column() {
        assert_eq!(from_column("abcdef", 2), "cdef");
        assert_eq!(from_column("日本", 1), " 本");
        assert_eq!(from_column("ab", 5), "");
    }
}
