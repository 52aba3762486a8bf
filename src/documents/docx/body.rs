//! The text of a Word file: its blocks, one after another.

use super::{
    super::{
        document::{Block, Document, Level, Mark, MarkKind, Part, Style, Text},
        flow::{self, Outline, Paragraph, Piece, one_line, paragraphs, plain_paragraphs, styled},
    },
    bookmarks::{Bookmarks, Place},
    page::PageSetup,
    styles::{StyleName, Styles},
    text::{self, Bookmark, Line, Links, Shape, run},
    xml::Xml,
};

/// A paragraph of fewer letters goes on over no page.
const SHORT: usize = 450;

/// The text being written.
pub(super) struct Body<'a> {
    pub(super) xml: Xml,
    pub(super) styles: &'a Styles,
    pub(super) page: &'a PageSetup,
    pub(super) links: Links,
    pub(super) bookmarks: Bookmarks,
    /// The last heading, by which a table without a caption is called.
    pub(super) heading: String,
    /// The widths of the present table's columns, and the column of the next cell.
    pub(super) widths: Vec<u32>,
    pub(super) column: usize,
    /// The bookmarks of the next table's headers, a column each.
    pub(super) headers: Vec<Vec<String>>,
    begins_page: bool,
}

/// A heading with where it stands.
struct Heading {
    depth: usize,
    text: String,
    bookmark: Bookmark,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, page: &'a PageSetup) -> Self {
        Self {
            xml: Xml::part(),
            styles,
            page,
            links: Links::default(),
            bookmarks: Bookmarks::default(),
            heading: String::new(),
            widths: Vec::new(),
            headers: Vec::new(),
            column: 0,
            begins_page: false,
        }
    }

    /// Everything between the tags of the body, but the section that closes it.
    pub(super) fn write(&mut self, document: &Document) {
        let headings = self.headings(document);
        self.heading = one_line(&document.title);
        self.top(document);
        if document.has_contents && !headings.is_empty() {
            self.contents(&headings);
        }
        let mut headings = headings.into_iter();
        let mut blocks = document.blocks.iter().peekable();
        let mut under = None;
        while let Some(block) = blocks.next() {
            match block {
                Block::Heading(..) => {
                    if let Some(heading) = headings.next() {
                        self.heading(&heading);
                    }
                }
                Block::Paragraph(text) => {
                    let shape = Shape {
                        keeps_next: leads(under, blocks.peek().copied()),
                        ..Shape::of(StyleName::Normal)
                    };
                    for paragraph in paragraphs(text) {
                        self.paragraph(shape, &paragraph);
                    }
                }
                Block::Fields(fields) => self.fields(fields),
                Block::Table(table) => self.records(table),
                Block::Bullets(texts) => {
                    for text in texts {
                        self.text(StyleName::ListBullet, text);
                    }
                }
                Block::Checks(checks) => self.checks(checks),
                Block::Note(text) => self.text(StyleName::Note, text),
                Block::SignOffs(sign_offs) => self.sign_offs(sign_offs),
                Block::PageBreak => self.begins_page = true,
            }
            under = match block {
                Block::Heading(level, _) => Some(*level),
                _ => None,
            };
        }
    }

    fn headings(&mut self, document: &Document) -> Vec<Heading> {
        let mut outline = Outline::default();
        let mut heading = |level: Level, text: &str| {
            let number = self.bookmarks.number();
            Heading {
                depth: outline.next(level),
                text: one_line(text),
                bookmark: Bookmark {
                    number,
                    name: format!("_Toc{number:09}"),
                },
            }
        };
        let headings = document.blocks.iter().filter_map(|block| match block {
            Block::Heading(level, text) => Some(heading(*level, text)),
            _ => None,
        });
        headings.collect()
    }

    fn top(&mut self, document: &Document) {
        let imprint = &document.imprint;
        self.line(StyleName::Title, &document.title);
        for (style, words) in [
            (StyleName::Subtitle, &imprint.project),
            (StyleName::Byline, &imprint.authors),
            (StyleName::Byline, &imprint.line),
        ] {
            if !words.is_empty() {
                self.line(style, words);
            }
        }
        if let Some(draft) = &imprint.draft {
            let mut text = styled("Draft.", Style::Strong);
            text.0.extend(Text::plain(format!(" {}", one_line(draft))).0);
            self.text(StyleName::DraftNotice, &text);
        }
    }

    /// The contents as a field with its entries ready, which Word can make anew but need not.
    fn contents(&mut self, headings: &[Heading]) {
        self.line(StyleName::TocHeading, "Contents");
        let deepest = flow::contents_depth(headings.len());
        let listed: Vec<&Heading> = headings
            .iter()
            .filter(|heading| heading.depth <= deepest)
            .collect();
        let last = listed.len().saturating_sub(1);
        for (at, heading) in listed.into_iter().enumerate() {
            let style = match heading.depth {
                1 => StyleName::Toc1,
                2 => StyleName::Toc2,
                _ => StyleName::Toc3,
            };
            let turns = flow::is_right_to_left(&heading.text);
            self.xml.open("w:p", &[]);
            text::properties(&mut self.xml, self.styles, Shape::of(style), turns);
            if at == 0 {
                self.field_sign("begin");
                self.xml.element("w:r", &[], |xml| {
                    xml.element("w:instrText", &[("xml:space", "preserve")], |xml| {
                        xml.text(&format!(" TOC \\o \"1-{deepest}\" \\h \\n \\u "));
                    });
                });
                self.field_sign("separate");
            }
            let anchor = [("w:anchor", heading.bookmark.name.as_str()), ("w:history", "1")];
            self.xml.element("w:hyperlink", &anchor, |xml| {
                run(xml, self.styles, None, &heading.text);
            });
            if at == last {
                self.field_sign("end");
            }
            self.xml.close("w:p");
        }
        self.line(StyleName::TableEnd, "");
    }

    fn field_sign(&mut self, kind: &str) {
        self.xml.element("w:r", &[], |xml| {
            xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
        });
    }

    fn heading(&mut self, heading: &Heading) {
        let style = match heading.depth {
            1 => StyleName::Heading1,
            2 => StyleName::Heading2,
            _ => StyleName::Heading3,
        };
        self.heading.clone_from(&heading.text);
        let bookmark = std::slice::from_ref(&heading.bookmark);
        let shape = Shape {
            begins: bookmark,
            ends: bookmark,
            ..Shape::of(style)
        };
        for paragraph in plain_paragraphs(&heading.text) {
            self.paragraph(shape, &paragraph);
        }
    }

    /// A text in paragraphs of one style.
    pub(super) fn text(&mut self, style: StyleName, text: &Text) {
        for paragraph in paragraphs(text) {
            self.paragraph(Shape::of(style), &paragraph);
        }
    }

    /// Words on one line.
    pub(super) fn line(&mut self, style: StyleName, words: &str) {
        self.text(style, &Text::plain(one_line(words)));
    }

    /// A value in paragraphs of one style, with the bookmarks of these names around all of it.
    pub(super) fn bookmarked(&mut self, style: StyleName, text: &Text, names: Vec<String>) {
        let bookmarks = self.numbered(names);
        let paragraphs = paragraphs(text);
        let last = paragraphs.len().saturating_sub(1);
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let shape = Shape {
                begins: if at == 0 { &bookmarks } else { &[] },
                ends: if at == last { &bookmarks } else { &[] },
                ..Shape::of(style)
            };
            self.paragraph(shape, paragraph);
        }
    }

    /// What somebody typed, in paragraphs of one style, with the bookmarks of these names around all
    /// of it: points hang, and words that lead to it stand on a line above, so that no page parts them.
    pub(super) fn typed(
        &mut self,
        style: StyleName,
        text: &Text,
        names: Vec<String>,
        lead: Option<(&str, Vec<String>)>,
    ) {
        let bookmarks = self.numbered(names);
        let mut lead = lead.map(|(label, names)| (label, self.numbered(names)));
        let pieces: Vec<Piece> = paragraphs(text).iter().flat_map(flow::pieces).collect();
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.iter().enumerate() {
            let lead = lead.take();
            let mut around = Vec::new();
            if piece.goes_on {
                let line = self.bookmarks.line();
                around = self.numbered(vec![line]);
            }
            let own = around.clone();
            let (mut begins, mut ends) = (around, own);
            if at == 0 {
                begins.extend(bookmarks.iter().cloned());
            }
            if at == last {
                ends.extend(bookmarks.iter().cloned());
            }
            let shape = Shape {
                keeps_lines: flow::letters(&piece.lines) < SHORT,
                hang: piece.hang,
                line: Line {
                    goes_on: piece.goes_on,
                    is_gone_on: pieces.get(at + 1).is_some_and(|next| next.goes_on),
                },
                lead: lead.as_ref().map(|(label, leads)| (*label, leads.as_slice())),
                begins: &begins,
                ends: &ends,
                ..Shape::of(style)
            };
            self.paragraph(shape, &piece.lines);
        }
    }

    /// Words that lead to a value, and the value on the same line.
    pub(super) fn led_line(&mut self, style: StyleName, field: &str, part: &Part) {
        let leads = self.bookmarks.at(Place::Lead, field, &part.key);
        let leads = self.numbered(leads);
        let values = self.bookmarks.at(Place::Value, field, &part.key);
        let values = self.numbered(values);
        text::led_line(
            &mut self.xml,
            self.styles,
            style,
            (&one_line(&part.label), &leads),
            (&flow::safe(&part.text), &values),
        );
    }

    fn numbered(&mut self, names: Vec<String>) -> Vec<Bookmark> {
        let numbered = names.into_iter().map(|name| Bookmark {
            number: self.bookmarks.number(),
            name,
        });
        numbered.collect()
    }

    /// What is to be known of a field or a row, each paragraph of it known again by its words.
    pub(super) fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            let style = match mark.kind {
                MarkKind::Gap => StyleName::MarkGap,
                MarkKind::Carried => StyleName::MarkCarried,
                MarkKind::Attention => StyleName::MarkAttention,
                MarkKind::Remark => StyleName::Mark,
            };
            for paragraph in mark.words.split("\n\n") {
                let name = self.bookmarks.mark(&flow::safe(paragraph));
                self.bookmarked(style, &Text::plain(paragraph), vec![name]);
            }
        }
    }

    fn paragraph(&mut self, shape: Shape<'_>, paragraph: &Paragraph) {
        let shape = Shape {
            begins_page: std::mem::take(&mut self.begins_page),
            ..shape
        };
        text::paragraph(&mut self.xml, self.styles, &mut self.links, shape, paragraph);
    }

    /// The page break that was asked for, before a table, which cannot begin a page itself.
    pub(super) fn break_before_table(&mut self) {
        if self.begins_page {
            self.line(StyleName::TableEnd, "");
        }
    }
}

/// Whether a paragraph leads to the next thing, and may not stay behind at a page's foot: to a
/// table, to points, or from the heading that it stands under to a deeper one.
fn leads(under: Option<Level>, next: Option<&Block>) -> bool {
    match next {
        Some(
            Block::Fields(_) | Block::Table(_) | Block::Checks(_) | Block::SignOffs(_) | Block::Bullets(_),
        ) => true,
        Some(Block::Heading(level, _)) => under.is_some_and(|under| under < *level),
        Some(Block::Paragraph(_) | Block::Note(_) | Block::PageBreak) | None => false,
    }
}
