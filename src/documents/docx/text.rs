//! Paragraphs and runs: text that somebody typed, as nothing but text.

use super::{
    super::{
        document::{Span, Style},
        flow::{Paragraph, address, is_right_to_left},
    },
    styles::{StyleName, Styles},
    xml::Xml,
};

/// About how large the letters of an answer are, in twentieths of a point.
const LETTERS: u32 = 200;

/// A bookmark with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bookmark {
    pub(super) number: usize,
    pub(super) name: String,
}

/// Which of the paragraphs around one were typed as its own lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// It is the next line of the one before.
    pub(super) goes_on: bool,
    /// The one after is its next line.
    pub(super) is_gone_on: bool,
}

/// How a paragraph stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) style: StyleName,
    /// Whether it begins a page.
    pub(super) begins_page: bool,
    /// Whether it stands on the page on which the next thing begins.
    pub(super) keeps_next: bool,
    /// Whether it goes on over no page.
    pub(super) keeps_lines: bool,
    /// How far its further lines hang, in thousandths of the letters' size.
    pub(super) hang: u32,
    /// Where it is a line of a typed paragraph that stands in several.
    pub(super) line: Line,
    /// Words on a line above its text that lead to it, with the bookmarks around them.
    pub(super) lead: Option<(&'a str, &'a [Bookmark])>,
    /// Bookmarks that begin before its text.
    pub(super) begins: &'a [Bookmark],
    /// Bookmarks that end after its text.
    pub(super) ends: &'a [Bookmark],
}

impl Shape<'_> {
    /// A paragraph of this style and nothing else.
    pub(super) fn of(style: StyleName) -> Self {
        Self {
            style,
            begins_page: false,
            keeps_next: false,
            keeps_lines: false,
            hang: 0,
            line: Line::default(),
            lead: None,
            begins: &[],
            ends: &[],
        }
    }
}

/// The addresses that the links of a part lead to, by their number.
#[derive(Debug, Default)]
pub(super) struct Links(pub(super) Vec<String>);

impl Links {
    fn id(&mut self, address: &str) -> String {
        let known = self.0.iter().position(|known| known == address);
        let at = known.unwrap_or_else(|| {
            self.0.push(address.to_owned());
            self.0.len() - 1
        });
        format!("rIdLink{}", at + 1)
    }
}

/// A paragraph.
pub(super) fn paragraph(
    xml: &mut Xml,
    styles: &Styles,
    links: &mut Links,
    shape: Shape<'_>,
    paragraph: &Paragraph,
) {
    let text: String = paragraph
        .iter()
        .flatten()
        .map(|span| span.text.as_str())
        .collect();
    let turns = is_right_to_left(&text);
    xml.open("w:p", &[]);
    properties(xml, styles, shape, turns);
    if let Some((label, leads)) = shape.lead {
        begin(xml, leads);
        run(xml, styles, Some(StyleName::PartLabel), label);
        line_break(xml);
        end(xml, leads);
    }
    begin(xml, shape.begins);
    for (at, line) in paragraph.iter().enumerate() {
        if at > 0 {
            line_break(xml);
        }
        for span in line {
            linked(xml, styles, links, span, turns);
        }
    }
    end(xml, shape.ends);
    xml.close("w:p");
}

fn line_break(xml: &mut Xml) {
    xml.element("w:r", &[], |xml| {
        xml.empty("w:br", &[]);
    });
}

/// A paragraph of one line: words that lead to a value, the value beside them at the first stop,
/// and around each its bookmarks.
pub(super) fn led_line(
    xml: &mut Xml,
    styles: &Styles,
    style: StyleName,
    (label, leads): (&str, &[Bookmark]),
    (value, values): (&str, &[Bookmark]),
) {
    xml.open("w:p", &[]);
    properties(xml, styles, Shape::of(style), is_right_to_left(value));
    begin(xml, leads);
    run(xml, styles, Some(StyleName::PartLabel), &format!("{label}\t"));
    end(xml, leads);
    begin(xml, values);
    if !value.is_empty() {
        run(xml, styles, None, value);
    }
    end(xml, values);
    xml.close("w:p");
}

fn begin(xml: &mut Xml, bookmarks: &[Bookmark]) {
    for bookmark in bookmarks {
        xml.empty(
            "w:bookmarkStart",
            &[("w:id", &bookmark.number.to_string()), ("w:name", &bookmark.name)],
        );
    }
}

fn end(xml: &mut Xml, bookmarks: &[Bookmark]) {
    for bookmark in bookmarks {
        xml.empty("w:bookmarkEnd", &[("w:id", &bookmark.number.to_string())]);
    }
}

/// A run of text in a character style, or in none.
pub(super) fn run(xml: &mut Xml, styles: &Styles, style: Option<StyleName>, text: &str) {
    directed(xml, styles, style, text, is_right_to_left(text));
}

/// What a paragraph is before its text.
pub(super) fn properties(xml: &mut Xml, styles: &Styles, shape: Shape<'_>, turns: bool) {
    let stands_apart = shape.begins_page || shape.keeps_next || shape.keeps_lines;
    let is_point = shape.hang > 0 || shape.line.goes_on || shape.line.is_gone_on;
    let is_bare = !stands_apart && !is_point && !turns;
    if shape.style == StyleName::Normal && is_bare {
        return;
    }
    xml.element("w:pPr", &[], |xml| {
        if shape.style != StyleName::Normal {
            xml.value("w:pStyle", styles.id(shape.style));
        }
        if shape.keeps_next {
            xml.empty("w:keepNext", &[]);
        }
        if shape.keeps_lines {
            xml.empty("w:keepLines", &[]);
        }
        if shape.begins_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if turns {
            xml.empty("w:bidi", &[]);
        }
        let spacing = [
            (shape.line.goes_on, ("w:before", "0")),
            (shape.line.is_gone_on, ("w:after", "20")),
        ];
        let spacing: Vec<(&str, &str)> = spacing
            .into_iter()
            .filter_map(|(holds, said)| holds.then_some(said))
            .collect();
        if !spacing.is_empty() {
            xml.empty("w:spacing", &spacing);
        }
        if shape.hang > 0 {
            let hang = (shape.hang * LETTERS / 1000).to_string();
            xml.empty("w:ind", &[("w:left", &hang), ("w:hanging", &hang)]);
        }
    });
}

fn linked(xml: &mut Xml, styles: &Styles, links: &mut Links, span: &Span, turns: bool) {
    let style = match span.style {
        Style::Plain => None,
        Style::Strong => Some(StyleName::Strong),
        Style::Mark => Some(StyleName::MarkText),
    };
    match address(span) {
        Some(address) => {
            let id = links.id(address);
            xml.element("w:hyperlink", &[("r:id", &id), ("w:history", "1")], |xml| {
                directed(xml, styles, Some(StyleName::Hyperlink), &span.text, turns);
            });
        }
        None => directed(xml, styles, style, &span.text, turns),
    }
}

fn directed(xml: &mut Xml, styles: &Styles, style: Option<StyleName>, text: &str, turns: bool) {
    xml.open("w:r", &[]);
    if style.is_some() || turns {
        xml.element("w:rPr", &[], |xml| {
            if let Some(style) = style {
                xml.value("w:rStyle", styles.id(style));
            }
            if turns {
                xml.empty("w:rtl", &[]);
            }
        });
    }
    for (at, piece) in text.split('\t').enumerate() {
        if at > 0 {
            xml.empty("w:tab", &[]);
        }
        if !piece.is_empty() {
            xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(piece));
        }
    }
    xml.close("w:r");
}
