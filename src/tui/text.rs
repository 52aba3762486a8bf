//! Words made ready for the screen: made safe, measured, wrapped and cut.
//!
//! What people typed is never changed here, only shown: a character that a terminal would obey,
//! or that would turn a line round, is shown as U+FFFD. Measuring is by columns, not characters.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, CellWidth};
use textwrap::core::Word;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter, word_splitters::split_words};
use unicode_segmentation::UnicodeSegmentation;

use super::theme::Look;
use crate::characters;

/// Whether a character cannot be drawn as it is: it commands a terminal, turns a line round,
/// breaks it or vanishes.
///
/// Line feeds and tabs count: who lets them stand says so.
pub fn is_unsafe(c: char) -> bool {
    characters::is_unwelcome(c) || matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// The most bytes that one cell gives to a terminal: a family of four with its skin colours takes 41.
const MOST_IN_A_CELL: usize = 64;

/// Sees to it that no cell of a picture holds what a terminal would obey or choke on, whoever drew
/// it: marks heaped on one letter without end are cut there.
pub fn tame(picture: &mut Buffer) {
    for cell in &mut picture.content {
        let symbol = cell.symbol();
        if symbol.len() > MOST_IN_A_CELL || symbol.chars().any(is_unsafe) {
            let mut shown = clean(symbol).replace('\n', " ");
            shown.truncate(shown.floor_char_boundary(MOST_IN_A_CELL));
            // a joiner at the end would take hold of the next cell
            cell.set_symbol(shown.trim_end_matches('\u{200d}'));
        }
    }
}

/// Text as it may be shown: tabs become blanks, line feeds stay, and what is unsafe is U+FFFD.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\n' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                '\n' => '\n',
                '\t' => ' ',
                c if is_unsafe(c) => '\u{fffd}',
                c => c,
            })
            .collect(),
    )
}

/// Text as it may be shown on one line: as [`clean`], with line feeds as blanks.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        clean if clean.contains('\n') => Cow::Owned(clean.replace('\n', " ")),
        clean => clean,
    }
}

/// Words of our own in a look: typographic characters folded where drawing keeps to ASCII.
///
/// Never for what people typed.
pub fn own(text: &str, look: Look) -> Cow<'_, str> {
    if !look.ascii || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => folded.push(c),
            '‘' | '’' | '‚' | '′' => folded.push('\''),
            '“' | '”' | '„' | '″' => folded.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' | '─' => folded.push('-'),
            '━' => folded.push('='),
            '│' | '┃' => folded.push('|'),
            '…' => folded.push_str("..."),
            '•' | '·' => folded.push('*'),
            '×' => folded.push('x'),
            '→' => folded.push_str("->"),
            '←' => folded.push_str("<-"),
            '≤' => folded.push_str("<="),
            '≥' => folded.push_str(">="),
            '½' => folded.push_str("1/2"),
            '£' => folded.push_str("GBP "),
            '€' => folded.push_str("EUR "),
            '°' => folded.push_str(" degrees"),
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '▌' => folded.push(' '),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'à' | 'á' | 'â' | 'ä' => folded.push('a'),
            'ö' | 'ó' | 'ô' => folded.push('o'),
            'ü' | 'ú' | 'û' => folded.push('u'),
            'ï' | 'í' | 'î' => folded.push('i'),
            'ç' => folded.push('c'),
            _ => folded.push('?'),
        }
    }
    Cow::Owned(folded)
}

/// How many columns a text of one line takes.
pub fn width(text: &str) -> u16 {
    text.graphemes(true)
        .fold(0, |sum: u16, grapheme| sum.saturating_add(columns(grapheme)))
}

/// A text of one line cut to `columns`, with an ellipsis where something is missing.
pub fn cut(text: &str, columns: u16, look: Look) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let ellipsis = look.ellipsis();
    let room = columns.saturating_sub(width(ellipsis));
    if room == 0 {
        return Cow::Owned(ellipsis.chars().take(usize::from(columns)).collect());
    }
    let kept = prefix(text, room).trim_end();
    Cow::Owned(format!("{kept}{ellipsis}"))
}

/// A path cut to `columns` at its beginning, since its end names the file.
pub fn end_of(path: &str, columns: u16, look: Look) -> Cow<'_, str> {
    if width(path) <= columns {
        return Cow::Borrowed(path);
    }
    let ellipsis = look.ellipsis();
    let room = columns.saturating_sub(width(ellipsis));
    let mut used = 0;
    let kept = path.graphemes(true).rev().take_while(|grapheme| {
        used += self::columns(grapheme);
        used <= room
    });
    let kept = kept.map(str::len).sum::<usize>();
    Cow::Owned(format!(
        "{ellipsis}{}",
        path.get(path.len() - kept..).unwrap_or_default()
    ))
}

/// The longest beginning of a text that fits into `columns`.
pub fn prefix(text: &str, columns: u16) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += u32::from(self::columns(grapheme));
        if used > u32::from(columns) {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// A text wrapped at words, line breaks kept, words too long for a line broken.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    wrap_by(text, |_| columns)
}

/// A text wrapped with `indent` columns before every line but the first of each paragraph.
pub fn wrap_hanging(text: &str, columns: u16, indent: u16) -> Vec<String> {
    // an indent that leaves no room for words helps nobody
    let indent = if indent.saturating_mul(2) > columns {
        0
    } else {
        indent
    };
    let blanks = " ".repeat(usize::from(indent));
    clean(text)
        .split('\n')
        .flat_map(|paragraph| {
            wrap_paragraph(paragraph, &|line| {
                if line == 0 { columns } else { columns - indent }
            })
            .into_iter()
            .enumerate()
            .map(|(line, words)| {
                if line == 0 {
                    words
                } else {
                    format!("{blanks}{words}")
                }
            })
            .collect::<Vec<_>>()
        })
        .collect()
}

/// A text wrapped where each line has its own width, told by its number from 0.
pub fn wrap_by(text: &str, columns: impl Fn(usize) -> u16) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in clean(text).split('\n') {
        let before = lines.len();
        lines.extend(wrap_paragraph(paragraph, &|line| columns(before + line)));
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: &dyn Fn(usize) -> u16) -> Vec<String> {
    // more lines than bytes of text cannot come out, as each holds one character at least
    let widths: Vec<u16> = (0..paragraph.len().saturating_add(1).min(MANY_LINES))
        .map(|line| columns(line).max(1))
        .collect();
    let narrowest = widths.iter().copied().min().unwrap_or(1);
    let words: Vec<Word<'_>> = split_words(
        WordSeparator::AsciiSpace.find_words(paragraph),
        &WordSplitter::HyphenSplitter,
    )
    .flat_map(|word| pieces(word, narrowest))
    .collect();
    let widths: Vec<f64> = widths.into_iter().map(f64::from).collect();
    wrap_first_fit(&words, &widths)
        .into_iter()
        .map(|line| {
            let mut drawn = String::new();
            for (at, word) in line.iter().enumerate() {
                drawn.push_str(word.word);
                if at + 1 < line.len() {
                    drawn.push_str(word.whitespace);
                }
            }
            drawn
        })
        .collect()
}

/// A word measured by the columns it takes, broken where it takes more than a line has.
fn pieces(word: Word<'_>, columns: u16) -> Vec<Word<'_>> {
    let whole = width(word.word);
    if whole <= columns {
        return vec![Word {
            width: usize::from(whole),
            ..word
        }];
    }
    let mut pieces = Vec::new();
    let mut rest = word.word;
    while !rest.is_empty() {
        // a character wider than the line goes on it all the same
        let first = rest.graphemes(true).next().map_or(rest.len(), str::len);
        let piece = rest.get(..prefix(rest, columns).len().max(first)).unwrap_or(rest);
        rest = rest.get(piece.len()..).unwrap_or_default();
        let last = rest.is_empty();
        pieces.push(Word {
            word: piece,
            whitespace: if last { word.whitespace } else { "" },
            penalty: "",
            width: usize::from(width(piece)),
        });
    }
    pieces
}

/// Beyond this many lines of one paragraph all are as wide as the last.
const MANY_LINES: usize = 4096;

fn columns(grapheme: &str) -> u16 {
    if grapheme.contains(char::is_control) {
        0
    } else {
        grapheme.cell_width()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const UNICODE: Look = Look {
        colour: true,
        ascii: false,
        plain: false,
    };

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_a_replacement() {
        assert_eq!(clean("a\tb\nc"), "a b\nc");
        assert_eq!(clean("\u{1b}[2J"), "\u{fffd}[2J");
        for c in [
            '\0', '\r', '\u{7f}', '\u{85}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{2029}',
            '\u{feff}',
        ] {
            assert_eq!(clean(&format!("a{c}b")), "a\u{fffd}b", "{c:?}");
        }
        assert!(matches!(clean("£40,000 für 日本"), Cow::Borrowed(_)));
        assert_eq!(clean_line("a\nb"), "a b");
    }

    #[test]
    fn our_own_words_fold_to_ascii_and_only_there() {
        assert_eq!(own("‘no’ – £40,000 …", UNICODE), "‘no’ – £40,000 …");
        assert_eq!(own("‘no’ – £40,000 …", Look::plainly()), "'no' - GBP 40,000 ...");
        assert!(own("p.\u{a0}16 日", Look::plainly()).is_ascii());
    }

    #[test]
    fn wrapping_keeps_line_breaks_indents_and_breaks_long_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one\n\n  two", 10), ["one", "", "  two"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("not-for-profit", 8), ["not-for-", "profit"]);
        assert_eq!(wrap("Guidance p.\u{a0}16", 11), ["Guidance", "p.\u{a0}16"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("日本語", 5), ["日本", "語"]);
        assert_eq!(wrap("日本", 1), ["日", "本"]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }

    #[test]
    fn a_hanging_indent_starts_after_the_first_line() {
        assert_eq!(wrap_hanging("- one two three", 9, 2), ["- one two", "  three"]);
        assert_eq!(wrap_hanging("one two", 3, 9), ["one", "two"]);
    }

    #[test]
    fn each_line_may_have_its_own_width() {
        assert_eq!(
            wrap_by("aa bb cc dd ee", |line| if line == 1 { 2 } else { 5 }),
            ["aa bb", "cc", "dd ee"]
        );
    }

    #[test]
    fn cutting_leaves_an_ellipsis_and_never_more_than_there_is_room_for() {
        assert_eq!(cut("North ICB", 9, UNICODE), "North ICB");
        assert_eq!(cut("North ICB", 8, UNICODE), "North I…");
        assert_eq!(cut("North ICB", 7, UNICODE), "North…");
        assert_eq!(cut("North ICB", 8, Look::plainly()), "North...");
        assert_eq!(cut("North ICB", 2, Look::plainly()), "..");
        assert_eq!(cut("North ICB", 0, UNICODE), "");
        assert_eq!(cut("日本語", 4, UNICODE), "日…");
    }

    #[test]
    fn marks_that_join_what_stands_before_them_stay_with_it() {
        let text = "a\u{bca}\u{11d93}";
        for line in wrap(text, 2) {
            assert!(
                line.graphemes(true).count() == 1 || width(&line) <= 2,
                "{line:?} {:?}",
                line.graphemes(true)
                    .map(|g| (g.to_owned(), width(g)))
                    .collect::<Vec<_>>()
            );
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_word_is_lost(text in "\\PC{0,80}( [a-z]{1,9}){0,9}", columns in 2u16..60) {
            let lines = wrap(&text, columns);
            for line in &lines {
                // what people see as one character goes on a line whole, however wide
                let one = line.graphemes(true).count() == 1;
                prop_assert!(one || width(line) <= columns, "{line:?}");
            }
            let squeeze = |s: &str| s.split(' ').collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&clean(&text)));
        }

        #[test]
        fn a_cut_text_fits(text in "\\PC{0,40}", columns in 0u16..30) {
            prop_assert!(width(&cut(&text, columns, UNICODE)) <= columns);
            prop_assert!(width(&cut(&text, columns, Look::plainly())) <= columns);
        }
    }
}
