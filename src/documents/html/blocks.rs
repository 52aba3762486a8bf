//! The blocks of a document as HTML.

use super::{
    super::{
        columns,
        document::{Block, Check, Field, Mark, MarkKind, Part, SignOff, Span, Style, Table, Text},
        flow::{self, address, one_line, plain_paragraphs},
    },
    Heading,
    escape::escaped,
};
use std::{collections::BTreeSet, fmt::Write as _};

/// How wide a table is, in the letters of a screen, whose columns fill a page.
const PAGE_REMS: f64 = 50.0;

/// A field with fewer letters than these goes on over no page.
const WHOLE: usize = 600;

/// The main part of a page being written.
#[derive(Default)]
pub(super) struct Body {
    pub(super) html: String,
    ids: BTreeSet<String>,
    /// The last heading, by which a table without a caption is called.
    heading: Heading,
}

impl Body {
    /// The main part below a title.
    pub(super) fn below(title: Heading) -> Self {
        let mut body = Self {
            heading: title,
            ..Self::default()
        };
        for own in ["doc-main", "doc-title", "doc-contents"] {
            body.ids.insert(own.to_owned());
        }
        body
    }

    /// The id as the anchor of a thing, unless another thing has it.
    pub(super) fn free_id(&mut self, id: &str) -> Option<String> {
        let fits = !id.is_empty() && !id.contains(char::is_whitespace);
        (fits && self.ids.insert(id.to_owned())).then(|| id.to_owned())
    }

    pub(super) fn write(&mut self, blocks: &[Block], headings: &[Heading]) {
        let mut headings = headings.iter();
        let mut class = "";
        for block in blocks {
            match block {
                Block::Heading(..) => {
                    if let Some(heading) = headings.next() {
                        self.heading(heading, std::mem::take(&mut class));
                    }
                }
                Block::Paragraph(text) => self.html.push_str(&paragraphs(text)),
                Block::Fields(fields) => self.fields(fields),
                Block::Table(table) => self.table(table),
                Block::Bullets(texts) => self.bullets(texts),
                Block::Checks(checks) => self.checks(checks),
                Block::Note(text) => {
                    let inner = paragraphs(text);
                    let _ = writeln!(self.html, "<div class=\"note\" role=\"note\">\n{inner}</div>");
                }
                Block::SignOffs(sign_offs) => self.sign_offs(sign_offs),
                Block::PageBreak => class = " class=\"new-page\"",
            }
        }
    }

    fn heading(&mut self, heading: &Heading, class: &str) {
        let tag = heading.depth + 1;
        self.heading.clone_from(heading);
        let _ = writeln!(
            self.html,
            "<h{tag} id=\"{}\"{class} dir=\"auto\">{}</h{tag}>",
            escaped(&heading.id),
            escaped(&heading.text)
        );
    }

    fn fields(&mut self, fields: &[Field]) {
        self.html.push_str("<dl>\n");
        for field in fields {
            self.field(field);
        }
        self.html.push_str("</dl>\n");
    }

    fn field(&mut self, field: &Field) {
        let id = self.anchor(&field.id);
        let parts = field.parts.iter().chain(&field.beside);
        let letters: usize = parts.map(|part| part.text.len()).sum();
        let class = if letters < WHOLE { " class=\"whole\"" } else { "" };
        let _ = write!(self.html, "<div{id}{class}>\n<dt>{}", words(&field.name));
        if !field.question.is_empty() {
            let question = escaped(&one_line(&field.question));
            let _ = write!(
                self.html,
                " <span class=\"question\" dir=\"auto\">{question}</span>"
            );
        }
        self.html.push_str("</dt>\n<dd>\n");
        for part in &field.parts {
            self.part(part, "answer");
        }
        self.html.push_str(&marks(&field.marks));
        for part in &field.beside {
            self.part(part, "beside");
        }
        self.html.push_str("</dd>\n</div>\n");
    }

    fn part(&mut self, part: &Part, class: &str) {
        let is_line = part.stands_beside_its_label();
        if is_line {
            self.html.push_str("<div class=\"line\">\n");
        }
        if !part.label.is_empty() {
            let label = escaped(&one_line(&part.label));
            let _ = writeln!(self.html, "<p class=\"label\" dir=\"auto\">{label}</p>");
        }
        if part.text.is_empty() {
            let _ = writeln!(self.html, "<div class=\"{class} blank\"></div>");
        } else {
            let text = drawn(&plain_paragraphs(&part.text));
            let _ = writeln!(self.html, "<div class=\"{class}\">\n{text}</div>");
        }
        if is_line {
            self.html.push_str("</div>\n");
        }
    }

    fn table(&mut self, table: &Table) {
        let id = table
            .list
            .as_ref()
            .map_or(String::new(), |list| self.anchor(list));
        let caption = one_line(&table.caption);
        // On a narrow screen a table is moved to and fro rather than its words broken.
        let least = f64::from(columns::least(table)) * PAGE_REMS / f64::from(columns::WHOLE);
        let id = format!("{id} style=\"min-width: {least:.1}rem\"");
        self.html.push_str("<div class=\"wide\">\n");
        if caption == self.heading.text {
            self.open_table(&id);
        } else {
            let caption = escaped(&caption);
            let _ = writeln!(
                self.html,
                "<table{id}>\n<caption dir=\"auto\">{caption}</caption>"
            );
        }
        self.html.push_str("<colgroup>");
        for width in columns::widths(table) {
            let percent = f64::from(width) * 100.0 / f64::from(columns::WHOLE);
            let _ = write!(self.html, "<col style=\"width: {percent:.2}%\">");
        }
        self.html.push_str("</colgroup>\n");
        self.header_row(table.columns.iter().map(|column| column.title.as_str()));
        for row in &table.rows {
            self.html.push_str("<tr>");
            for (at, text) in row.cells.iter().enumerate() {
                let marks = if at == 0 { marks(&row.marks) } else { String::new() };
                let _ = write!(self.html, "<td>{}{marks}</td>", paragraphs(text));
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn checks(&mut self, checks: &[Check]) {
        self.open_table(" class=\"checks\"");
        self.header_row(["Statement", "Answer"].into_iter());
        for check in checks {
            let class = if check.is_settled { "settled" } else { "open" };
            let _ = writeln!(
                self.html,
                "<tr><td>{}</td><td class=\"{class}\">{}</td></tr>",
                paragraphs(&check.statement),
                words(&check.answer)
            );
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn sign_offs(&mut self, sign_offs: &[SignOff]) {
        self.open_table(" class=\"sign-offs\"");
        self.header_row(["Sign-off", "By", "Name and signature", "Date"].into_iter());
        for sign_off in sign_offs {
            let class = if sign_off.name.is_empty() {
                " class=\"outstanding\""
            } else {
                ""
            };
            let mut name = words(&sign_off.name);
            if !sign_off.address.is_empty() {
                let _ = write!(name, "<br>{}", words(&sign_off.address));
            }
            let _ = writeln!(
                self.html,
                "<tr{class}><td><p dir=\"auto\">{}</p>\n{}</td><td>{}</td><td>{name}</td><td>{}</td></tr>",
                escaped(&one_line(&sign_off.role)),
                marks(&sign_off.marks),
                words(&sign_off.party),
                words(&sign_off.date)
            );
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn bullets(&mut self, texts: &[Text]) {
        self.html.push_str("<ul>\n");
        for text in texts {
            let _ = writeln!(self.html, "<li>{}</li>", paragraphs(text));
        }
        self.html.push_str("</ul>\n");
    }

    /// A table that is called as its heading is.
    fn open_table(&mut self, attributes: &str) {
        let heading = escaped(&self.heading.id);
        let _ = writeln!(self.html, "<table{attributes} aria-labelledby=\"{heading}\">");
    }

    fn header_row<'a>(&mut self, titles: impl Iterator<Item = &'a str>) {
        self.html.push_str("<thead><tr>");
        for title in titles {
            let title = escaped(&one_line(title));
            let _ = write!(self.html, "<th scope=\"col\" dir=\"auto\">{title}</th>");
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
    }

    fn anchor(&mut self, id: &str) -> String {
        self.free_id(id)
            .map_or(String::new(), |id| format!(" id=\"{}\"", escaped(&id)))
    }
}

/// What is to be known of a field or a row: in words, with a colour beside them.
fn marks(marks: &[Mark]) -> String {
    let mut html = String::new();
    for mark in marks {
        let kind = match mark.kind {
            MarkKind::Gap => "gap",
            MarkKind::Carried => "carried",
            MarkKind::Attention => "attention",
            MarkKind::Remark => "remark",
        };
        for paragraph in plain_paragraphs(&mark.words) {
            let said = lines(&paragraph);
            let _ = writeln!(html, "<p class=\"mark {kind}\" dir=\"auto\">{said}</p>");
        }
    }
    html
}

fn paragraphs(text: &Text) -> String {
    drawn(&flow::paragraphs(text))
}

fn drawn(paragraphs: &[flow::Paragraph]) -> String {
    let mut html = String::new();
    for paragraph in paragraphs {
        let _ = writeln!(html, "<p dir=\"auto\">{}</p>", typed_lines(paragraph));
    }
    html
}

/// The lines of a paragraph that somebody typed, in which the further lines of a point hang.
fn typed_lines(paragraph: &flow::Paragraph) -> String {
    let pieces = flow::pieces(paragraph).into_iter().map(|piece| {
        let lines = lines(&piece.lines);
        match piece.hang {
            0 => lines,
            1..=750 => format!("<span class=\"point\">{lines}</span>"),
            751..=1300 => format!("<span class=\"point number\">{lines}</span>"),
            _ => format!("<span class=\"point long number\">{lines}</span>"),
        }
    });
    pieces.collect::<Vec<_>>().join("<br>")
}

/// The lines of a paragraph; its white space is kept by the style, so none is added here.
fn lines(paragraph: &flow::Paragraph) -> String {
    let lines = paragraph
        .iter()
        .map(|spans| spans.iter().map(span).collect::<String>());
    lines.collect::<Vec<_>>().join("<br>")
}

fn span(span: &Span) -> String {
    let text = escaped(&span.text);
    let text = match address(span) {
        Some(address) => format!("<a href=\"{}\" rel=\"noreferrer\">{text}</a>", escaped(address)),
        None => text,
    };
    match span.style {
        Style::Plain => text,
        Style::Strong => format!("<strong>{text}</strong>"),
        Style::Mark => format!("<em>{text}</em>"),
    }
}

fn words(text: &str) -> String {
    format!("<span dir=\"auto\">{}</span>", escaped(&one_line(text)))
}
