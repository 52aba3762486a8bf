//! What every renderer asks of a text before it escapes it: its paragraphs and lines, its
//! direction, what may not come through, and headings that skip no level.

use super::{Level, Span, Style, Text};
use crate::characters;

/// A paragraph: lines, each of them spans without a line break.
pub(super) type Paragraph = Vec<Vec<Span>>;

/// The text with U+FFFD for whatever may hide, act or break a file.
///
/// Controls and the controls of direction first of all; then what XML 1.0 cannot hold.
pub(super) fn safe(text: &str) -> String {
    let mut shown = characters::shown(text);
    if shown.contains(['\u{FFFE}', '\u{FFFF}']) {
        shown = shown.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
    }
    shown
}

/// The text on one line, for a heading, a header or a property.
pub(super) fn one_line(text: &str) -> String {
    let safe = safe(text);
    let words = safe.split(['\n', '\t', ' ']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text, safe to draw; a text without a word has one empty line.
///
/// Two line breaks end a paragraph, wherever the spans change; a third one begins the next.
pub(super) fn paragraphs(text: &Text) -> Vec<Paragraph> {
    let mut paragraphs = vec![vec![Vec::new()]];
    let mut breaks = 0;
    for span in &text.0 {
        let safe = safe(&span.text);
        for (position, piece) in safe.split('\n').enumerate() {
            if position > 0 {
                breaks += 1;
                if breaks == 2 {
                    breaks = 0;
                    end_paragraph(&mut paragraphs);
                } else {
                    last(&mut paragraphs).push(Vec::new());
                }
            }
            if !piece.is_empty() {
                breaks = 0;
                if let Some(line) = last(&mut paragraphs).last_mut() {
                    line.push(Span {
                        text: piece.to_owned(),
                        ..span.clone()
                    });
                }
            }
        }
    }
    paragraphs
}

/// The paragraphs of a text in no particular style.
pub(super) fn plain_paragraphs(text: &str) -> Vec<Paragraph> {
    paragraphs(&Text::plain(text))
}

/// A piece of a paragraph that stands by itself: a typed point, or the lines between points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its lines; a point has one.
    pub(super) lines: Paragraph,
    /// Whether it goes on after one line break, in the paragraph of the piece before.
    pub(super) goes_on: bool,
    /// How far the later lines of a point hang, in thousandths of the letters' size; 0 for no point.
    pub(super) hang: u32,
}

/// How many letters a paragraph has, as bytes.
pub(super) fn letters(paragraph: &Paragraph) -> usize {
    paragraph.iter().flatten().map(|span| span.text.len()).sum()
}

/// A paragraph parted where a line begins as a point does, so that its further lines can hang.
pub(super) fn pieces(paragraph: &Paragraph) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for line in paragraph {
        let text: String = line.iter().map(|span| span.text.as_str()).collect();
        let hang = hang(&text);
        match pieces.last_mut() {
            Some(piece) if piece.hang == 0 && hang == 0 => piece.lines.push(line.clone()),
            before => {
                let piece = Piece {
                    lines: vec![line.clone()],
                    goes_on: before.is_some(),
                    hang,
                };
                pieces.push(piece);
            }
        }
    }
    pieces
}

/// How wide the sign of a point is at the beginning of a line: a dash, a dot, a number or a letter,
/// and a space after it; 0 where there is none.
pub(super) fn hang(line: &str) -> u32 {
    let Some((sign, rest)) = line.split_once(' ') else {
        return 0;
    };
    let number = sign.strip_suffix(['.', ')']);
    let number = number.map(|number| number.strip_prefix('(').unwrap_or(number));
    let is_number = number.is_some_and(|number| {
        (1..=2).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit())
            || number.len() == 1 && sign.ends_with(')') && number.chars().all(|c| c.is_ascii_lowercase())
    });
    if rest.is_empty() || !(is_number || ["-", "–", "•", "*"].contains(&sign)) {
        return 0;
    }
    let widths = sign.chars().map(|c| match c {
        '.' => 278,
        '-' | '(' | ')' => 333,
        '•' | '*' => 370,
        _ => 556,
    });
    widths.sum::<u32>() + 278
}

/// A span in a style of the renderer's own.
pub(super) fn styled(text: &str, style: Style) -> Text {
    Text(vec![Span {
        text: text.to_owned(),
        style,
        link: None,
    }])
}

/// Whether the first letter with a direction runs from right to left.
pub(super) fn is_right_to_left(text: &str) -> bool {
    text.chars()
        .find(|&c| runs_right_to_left(c) || c.is_alphabetic())
        .is_some_and(runs_right_to_left)
}

/// The addresses that may become links: what a browser opens without running it.
pub(super) fn address(span: &Span) -> Option<&str> {
    let address = span.link.as_deref()?;
    let opens = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let is_whole = address
        .chars()
        .all(|c| !c.is_whitespace() && !characters::is_unwelcome(c));
    (opens && is_whole).then_some(address)
}

/// Headings as deep as they say, and never more than one level below the one before.
#[derive(Debug, Default)]
pub(super) struct Outline {
    depth: usize,
}

impl Outline {
    /// How deep the next heading stands, 1 to 3.
    pub(super) fn next(&mut self, level: Level) -> usize {
        let wanted = match level {
            Level::One => 1,
            Level::Two => 2,
            Level::Three => 3,
        };
        self.depth = wanted.min(self.depth + 1);
        self.depth
    }
}

/// How deep the contents go: a document with very many headings names the upper ones alone.
pub(super) fn contents_depth(headings: usize) -> usize {
    if headings > 40 { 2 } else { 3 }
}

fn last(paragraphs: &mut Vec<Paragraph>) -> &mut Paragraph {
    if paragraphs.is_empty() {
        paragraphs.push(Vec::new());
    }
    let end = paragraphs.len() - 1;
    &mut paragraphs[end]
}

/// Ends the present paragraph, whose last line was opened by the first of the two line breaks.
fn end_paragraph(paragraphs: &mut Vec<Paragraph>) {
    last(paragraphs).pop();
    paragraphs.push(vec![Vec::new()]);
}

/// The blocks of the scripts that are written from right to left.
fn runs_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08FF}'
        | '\u{200F}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> Vec<Vec<String>> {
        let line = |spans: &Vec<Span>| spans.iter().map(|span| span.text.as_str()).collect();
        plain_paragraphs(text)
            .iter()
            .map(|paragraph| paragraph.iter().map(line).collect())
            .collect()
    }

    #[test]
    fn two_line_breaks_end_a_paragraph_and_one_a_line() {
        assert_eq!(drawn("a\nb\n\nc"), [vec!["a", "b"], vec!["c"]]);
        assert_eq!(drawn("a\n\n\nb\n"), [vec!["a"], vec!["", "b", ""]]);
        assert_eq!(drawn("a\n\n\n\nb"), [["a"], [""], ["b"]]);
        assert_eq!(drawn(""), [[""]]);
    }

    #[test]
    fn joined_again_the_lines_are_the_text() {
        for text in ["\n", "\n\n", "\n\n\n", "a\n\n\n\n\nb\n\n", " \n \n\n\t"] {
            let paragraphs: Vec<String> = drawn(text).iter().map(|lines| lines.join("\n")).collect();
            assert_eq!(paragraphs.join("\n\n"), text);
        }
    }

    #[test]
    fn a_typed_point_stands_by_itself_and_prose_does_not() {
        let of = |text: &str| -> Vec<(String, bool)> {
            let pieces = pieces(&plain_paragraphs(text)[0]);
            let texts = pieces.iter().map(|piece| {
                let lines: Vec<&str> = piece
                    .lines
                    .iter()
                    .flatten()
                    .map(|span| span.text.as_str())
                    .collect();
                (lines.join("/"), piece.hang > 0)
            });
            texts.collect()
        };
        let said = |text: &str, hangs: bool| (text.to_owned(), hangs);
        assert_eq!(
            of("Three:\n- a\n- b\nand\nso on"),
            [
                said("Three:", false),
                said("- a", true),
                said("- b", true),
                said("and/so on", false)
            ]
        );
        for point in ["1. a", "12) b", "(c) d", "• e", "– f", "* g"] {
            assert!(hang(point) > 0, "{point}");
        }
        for prose in ["2026. a", "-5 degrees", "a. m.", "- ", "I) x", "-", "", "e.g. x"] {
            assert_eq!(hang(prose), 0, "{prose}");
        }
    }

    #[test]
    fn a_paragraph_ends_wherever_the_spans_change() {
        let mut text = styled("a\n", Style::Strong);
        text.0.push(Text::plain("\nb").0.remove(0));
        let paragraphs = paragraphs(&text);
        assert_eq!(paragraphs.len(), 2);
        assert_eq!(paragraphs[0][0][0].style, Style::Strong);
        assert_eq!(paragraphs[1][0][0].text, "b");
    }

    #[test]
    fn the_first_letter_says_the_direction() {
        assert!(is_right_to_left("12. שלום world"));
        assert!(!is_right_to_left("world שלום"));
        assert!(!is_right_to_left("1 2 3"));
    }

    #[test]
    fn only_an_address_that_opens_without_running_is_a_link() {
        let span = |link: &str| Span {
            link: Some(link.to_owned()),
            ..Text::plain("x").0.remove(0)
        };
        assert!(address(&span("https://example.org/a")).is_some());
        assert!(address(&span("javascript:alert(1)")).is_none());
        assert!(address(&span("https://a b")).is_none());
    }

    #[test]
    fn headings_skip_no_level() {
        let mut outline = Outline::default();
        let depths: Vec<usize> = [Level::Three, Level::Three, Level::Three, Level::One, Level::Three]
            .into_iter()
            .map(|level| outline.next(level))
            .collect();
        assert_eq!(depths, [1, 2, 3, 1, 2]);
    }
}
