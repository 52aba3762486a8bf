//! Markdown that shows the same wherever it is put: `CommonMark` with the tables of GitHub, GitLab
//! and pandoc, and no other extension.
//!
//! Before each value stands a comment with the item's id, which shows as nothing and by which a
//! document that comes back is read; in tables of records such comments name the field of a column
//! and the record of a row. Whatever was typed is escaped in `escape`, and nowhere else.

mod escape;
mod reading;
mod rows;
mod spans;
mod table;

pub use reading::{fields, origin};
pub use rows::tables;

use super::{
    document::{Block, Document, Field, Level, Mark, Part, Style, Text},
    flow::{Outline, contents_depth, one_line, styled},
};
use escape::{Place, line};
use spans::{paragraphs, strong};
use std::collections::BTreeMap;

/// A document as Markdown, with a line break at its end.
pub fn render(document: &Document) -> String {
    let mut page = Page::default();
    page.top(document);
    if document.has_contents {
        page.contents(document);
    }
    for block in &document.blocks {
        page.block(block);
    }
    page.foot(document);
    page.markdown
}

/// Markdown being written, thing by thing, each parted from the one before by an empty line.
#[derive(Default)]
struct Page {
    markdown: String,
    outline: Outline,
    /// The last heading, which a caption need not repeat.
    heading: String,
}

impl Page {
    fn top(&mut self, document: &Document) {
        self.add(&format!("# {}", line(&one_line(&document.title), Place::Within)));
        self.add(&strong(&document.imprint.project));
        self.add(&line(&one_line(&document.imprint.authors), Place::LineStart));
        if let Some(draft) = &document.imprint.draft {
            let mut text = styled("Draft.", Style::Strong);
            text.0.extend(Text::plain(format!(" {draft}")).0);
            self.add(&quoted(&paragraphs(&text)));
        }
        self.add(&line(&one_line(&document.imprint.line), Place::LineStart));
    }

    /// The headings as a list; those that every host gives the same anchor lead there.
    fn contents(&mut self, document: &Document) {
        self.add(&strong("Contents"));
        let headings = document.blocks.iter().filter_map(|block| match block {
            Block::Heading(level, text) => Some((*level, one_line(text))),
            _ => None,
        });
        let headings: Vec<(Level, String)> = headings.collect();
        let mut times = BTreeMap::new();
        for name in headings
            .iter()
            .map(|(_, text)| text)
            .chain([&one_line(&document.title)])
        {
            *times.entry(anchor(name)).or_insert(0) += 1;
        }
        let mut outline = Outline::default();
        let deepest = contents_depth(headings.len());
        let list = headings.iter().filter_map(|(level, text)| {
            let depth = outline.next(*level);
            let indent = "  ".repeat(depth - 1);
            let shown = line(text, Place::LineStart);
            let entry = match anchor(text) {
                Some(anchor) if times.get(&Some(anchor.clone())) == Some(&1) => {
                    format!("{indent}- [{shown}](#{anchor})")
                }
                _ => format!("{indent}- {shown}"),
            };
            (depth <= deepest).then_some(entry)
        });
        let list: Vec<String> = list.collect();
        self.add(&list.join("\n"));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                self.heading = one_line(text);
                let hashes = "#".repeat(self.outline.next(*level) + 1);
                self.add(&format!("{hashes} {}", line(&one_line(text), Place::Within)));
            }
            Block::Paragraph(text) => self.add(&paragraphs(text)),
            Block::Fields(fields) => fields.iter().for_each(|field| self.field(field)),
            Block::Table(table) => {
                if one_line(&table.caption) != self.heading {
                    self.add(&strong(&table.caption));
                }
                self.add(&table::records(table));
            }
            Block::Bullets(texts) => self.add(&bullets(texts)),
            Block::Checks(checks) => self.add(&table::checks(checks)),
            Block::Note(text) => self.add(&quoted(&paragraphs(text))),
            Block::SignOffs(sign_offs) => self.add(&table::sign_offs(sign_offs)),
            Block::PageBreak => self.add("---"),
        }
    }

    fn field(&mut self, field: &Field) {
        self.add(&strong(&field.name));
        self.add(&emphasised(&field.question));
        for part in field.parts.iter().chain(&field.beside) {
            self.part(&field.id, part);
        }
        for mark in &field.marks {
            self.add(&quoted(&paragraphs(&marked(mark))));
        }
    }

    fn part(&mut self, field: &str, part: &Part) {
        if !part.label.is_empty() {
            self.add(&emphasised(&format!("{}:", part.label)));
        }
        self.add(&reading::marker(field, &part.key));
        self.add(&escape::answer(&part.text));
        self.add(reading::END);
    }

    fn foot(&mut self, document: &Document) {
        self.add("---");
        self.add(&line(&one_line(&document.imprint.credit), Place::LineStart));
        self.markdown.push('\n');
    }

    fn add(&mut self, thing: &str) {
        if thing.is_empty() {
            return;
        }
        if !self.markdown.is_empty() {
            self.markdown.push_str("\n\n");
        }
        self.markdown.push_str(thing);
    }
}

/// What is to be known of a field or a row, in the style of marks.
fn marked(mark: &Mark) -> Text {
    styled(&mark.words, Style::Mark)
}

fn emphasised(text: &str) -> String {
    spans::on_one_line(&styled(&one_line(text), Style::Mark), Place::LineStart)
}

fn quoted(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| match line {
        "" => ">".to_owned(),
        line => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn bullets(texts: &[Text]) -> String {
    let items = texts.iter().map(|text| {
        let lines = paragraphs(text);
        let indented = lines.lines().enumerate().map(|(at, line)| match (at, line) {
            (0, line) => format!("- {line}"),
            (_, "") => String::new(),
            (_, line) => format!("  {line}"),
        });
        indented.collect::<Vec<_>>().join("\n")
    });
    items.collect::<Vec<_>>().join("\n")
}

/// The anchor of a heading where GitHub, GitLab and pandoc agree on it: plain words alone.
fn anchor(heading: &str) -> Option<String> {
    let is_plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    let agreed =
        heading.starts_with(|c: char| c.is_ascii_alphabetic()) && heading.split([' ', '-']).all(is_plain);
    agreed.then(|| heading.to_ascii_lowercase().replace(' ', "-"))
}
