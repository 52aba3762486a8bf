//! A document as a few plain lines, for pictures of trees.

use std::fmt::Write as _;

use crate::documents::document::{Block, Document, Field, Mark, MarkKind, Part, Style, Text};

/// The tree as lines: a sign for what it is, then what it says.
pub(super) fn outline(document: &Document) -> String {
    let mut lines = Lines(String::new());
    let imprint = &document.imprint;
    lines.add(0, "", &document.title);
    lines.add(0, "", &format!("{} | {}", imprint.project, imprint.authors));
    lines.add(0, "", &format!("{} | {}", imprint.line, imprint.date));
    if let Some(draft) = &imprint.draft {
        lines.add(0, "DRAFT", draft);
    }
    for block in &document.blocks {
        lines.block(block);
    }
    lines.0
}

/// The tree without its leaves: what stands above the first heading, and every heading.
pub(super) fn skeleton(document: &Document) -> String {
    let whole = outline(document);
    let top = whole.split("\n#").next().unwrap_or_default().lines();
    let headings = whole.lines().filter(|line| line.starts_with('#'));
    let lines: Vec<&str> = top.chain(headings).collect();
    lines.join("\n")
}

/// Every text of a document, each whole.
pub(super) fn texts(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, words) => texts.push(words.clone()),
            Block::Paragraph(text) | Block::Note(text) => texts.push(words(text)),
            Block::Bullets(lines) => texts.extend(lines.iter().map(words)),
            Block::Checks(checks) => texts.extend(checks.iter().map(|check| words(&check.statement))),
            Block::Fields(fields) => {
                for field in fields {
                    texts.push(field.name.clone());
                    let parts = field.parts.iter().chain(&field.beside);
                    texts.extend(parts.map(|part| part.text.clone()));
                    texts.extend(field.marks.iter().map(|mark| mark.words.clone()));
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    texts.extend(row.cells.iter().map(words));
                    texts.extend(row.marks.iter().map(|mark| mark.words.clone()));
                }
            }
            Block::SignOffs(sign_offs) => {
                for sign_off in sign_offs {
                    texts.extend([sign_off.name.clone(), sign_off.address.clone()]);
                    texts.extend(sign_off.marks.iter().map(|mark| mark.words.clone()));
                }
            }
            Block::PageBreak => {}
        }
    }
    texts
}

fn words(text: &Text) -> String {
    text.0.iter().map(|span| span.text.as_str()).collect()
}

struct Lines(String);

impl Lines {
    fn add(&mut self, indent: usize, sign: &str, words: &str) {
        let pad = " ".repeat(indent);
        let words = words.replace('\n', &format!("\n{pad}    "));
        let space = if sign.is_empty() { "" } else { " " };
        writeln!(self.0, "{pad}{sign}{space}{words}").unwrap();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => {
                self.0.push('\n');
                self.add(0, &"#".repeat(*level as usize + 1), words);
            }
            Block::Paragraph(text) => self.add(0, "", &styled(text)),
            Block::Note(text) => self.add(0, "!", &styled(text)),
            Block::Bullets(lines) => lines.iter().for_each(|line| self.add(0, "-", &styled(line))),
            Block::Fields(fields) => fields.iter().for_each(|field| self.field(field)),
            Block::Checks(checks) => {
                for check in checks {
                    let sign = if check.is_settled { "[x]" } else { "[ ]" };
                    self.add(0, sign, &format!("{}: {}", words(&check.statement), check.answer));
                }
            }
            Block::Table(table) => {
                let list = table
                    .list
                    .as_deref()
                    .map(|list| format!(" ({list})"))
                    .unwrap_or_default();
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| format!("{} {}", column.title, column.share))
                    .collect();
                self.add(
                    0,
                    "|",
                    &format!("{}{list}: {}", table.caption, columns.join(" | ")),
                );
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(styled).collect();
                    let id = row.id.as_deref().map(|id| format!("<{id}> ")).unwrap_or_default();
                    self.add(2, "|", &format!("{id}{}", cells.join(" | ")));
                    row.marks.iter().for_each(|mark| self.mark(4, mark));
                }
            }
            Block::SignOffs(sign_offs) => {
                for sign_off in sign_offs {
                    let words = [&sign_off.name, &sign_off.date, &sign_off.address];
                    let words: Vec<&str> = words
                        .into_iter()
                        .map(|word| if word.is_empty() { "____" } else { word.as_str() })
                        .collect();
                    let who = format!("{} by {}", sign_off.role, sign_off.party);
                    self.add(0, "&", &format!("{who}: {}", words.join(", ")));
                    sign_off.marks.iter().for_each(|mark| self.mark(2, mark));
                }
            }
            Block::PageBreak => self.add(0, "", "\n----------------"),
        }
    }

    fn field(&mut self, field: &Field) {
        self.add(0, "=", &format!("{} <{}>", field.name, field.id));
        if !field.question.is_empty() {
            self.add(2, "?", &field.question);
        }
        field.parts.iter().for_each(|part| self.part(":", part));
        field.beside.iter().for_each(|part| self.part("+", part));
        field.marks.iter().for_each(|mark| self.mark(2, mark));
    }

    fn part(&mut self, sign: &str, part: &Part) {
        let key = match part.key.as_str() {
            "" => String::new(),
            key => format!("[{key}] "),
        };
        let label = match part.label.as_str() {
            "" => String::new(),
            label => format!("{label}: "),
        };
        let text = if part.text.is_empty() { "____" } else { &part.text };
        self.add(2, sign, &format!("{key}{label}{text}"));
    }

    fn mark(&mut self, indent: usize, mark: &Mark) {
        let sign = match mark.kind {
            MarkKind::Gap => "*gap*",
            MarkKind::Carried => "*carried*",
            MarkKind::Attention => "*attention*",
            MarkKind::Remark => "*remark*",
        };
        self.add(indent, sign, &mark.words);
    }
}

fn styled(text: &Text) -> String {
    let spans = text.0.iter().map(|span| match span.style {
        Style::Plain => span.text.clone(),
        Style::Strong => format!("**{}**", span.text),
        Style::Mark => format!("_{}_", span.text),
    });
    spans.collect()
}
