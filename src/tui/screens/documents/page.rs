//! A document as words on a screen: tables as their rows, one field a line.

use ratatui::style::Style as Drawn;

use crate::{
    documents::{Block, Document, Field, Mark, MarkKind, Part, Style, Table, Text, Which},
    interview::Place,
    session::document_state,
    tui::{
        screen::Context,
        text,
        theme::Look,
        widgets::{prose::Passage, sheet::Sheet},
    },
};

/// What stands before a gap.
const GAP: &str = "GAP";
/// How far what stands in a field is set in.
const INDENT: u16 = 2;

/// The words, and where each gap is filled.
pub(super) struct Page {
    pub(super) sheet: Sheet,
    pub(super) leads: Vec<Place>,
}

impl Page {
    /// A document so many columns wide.
    pub(super) fn of(cx: &Context, which: &Which, document: &Document, columns: u16) -> Self {
        let mut writing = Writing {
            cx,
            page: Self {
                sheet: Sheet::new(columns, cx.look),
                leads: Vec::new(),
            },
        };
        writing.top(which, document);
        for block in &document.blocks {
            writing.block(block);
        }
        writing.page.sheet.blank();
        writing.ours(&document.imprint.credit, 0, cx.look.quiet());
        writing.page
    }
}

struct Writing<'a> {
    cx: &'a Context<'a>,
    page: Page,
}

impl Writing<'_> {
    fn top(&mut self, which: &Which, document: &Document) {
        let look = self.cx.look;
        self.ours(&document.title, 0, look.prompt());
        let state = document_state(which, document);
        match &document.imprint.draft {
            Some(why) => self.theirs(&format!("{}. {why}", first_capital(&state)), 0, look.quiet()),
            None => self.ours(&format!("{}.", first_capital(&state)), 0, look.quiet()),
        }
        self.theirs(&document.imprint.authors, 0, look.quiet());
        self.ours(&document.imprint.line, 0, look.quiet());
    }

    fn block(&mut self, block: &Block) {
        let look = self.cx.look;
        match block {
            Block::Heading(_, words) => {
                self.page.sheet.blank();
                self.ours(words, 0, look.prompt());
            }
            Block::Paragraph(text) | Block::Note(text) => {
                self.page.sheet.blank();
                self.running(text, 0, "");
            }
            Block::Fields(fields) => fields.iter().for_each(|field| self.field(field)),
            Block::Table(table) => self.table(table),
            Block::Bullets(texts) => texts.iter().for_each(|text| self.running(text, 0, "- ")),
            Block::Checks(checks) => {
                for check in checks {
                    self.running(&check.statement, 0, &format!("{}: ", check.answer));
                }
            }
            Block::SignOffs(signed) => {
                for sign_off in signed {
                    let given = [&sign_off.name, &sign_off.date, &sign_off.address];
                    let given: Vec<&str> = given.into_iter().map(String::as_str).collect();
                    let given: Vec<&str> = given.into_iter().filter(|words| !words.is_empty()).collect();
                    let colon = if given.is_empty() { "" } else { ": " };
                    let words = format!("{}, {}{colon}{}", sign_off.role, sign_off.party, given.join(", "));
                    self.theirs(&words, 0, look.quiet());
                    self.marks(&sign_off.marks);
                }
            }
            Block::PageBreak => {
                self.page.sheet.blank();
                self.ours("* * *", 0, look.quiet());
            }
        }
    }

    fn field(&mut self, field: &Field) {
        let look = self.cx.look;
        self.page.sheet.blank();
        self.ours(&field.name, 0, look.prompt());
        for part in field.parts.iter().chain(&field.beside) {
            self.part(part);
        }
        self.marks(&field.marks);
    }

    fn part(&mut self, part: &Part) {
        if part.text.is_empty() {
            return;
        }
        let look = self.cx.look;
        match part.label.as_str() {
            "" => self.theirs(&part.text, INDENT, look.quiet()),
            label => self.labelled(label, &part.text, INDENT, look.quiet()),
        }
    }

    /// A label with what is said beside it, or under it where that is of several lines.
    fn labelled(&mut self, label: &str, text: &str, indent: u16, style: Drawn) {
        if text.trim_end().contains('\n') {
            self.theirs(&format!("{label}:"), indent, self.cx.look.quiet());
            self.theirs(text, indent + INDENT, style);
        } else {
            self.theirs(&format!("{label}: {text}"), indent, style);
        }
    }

    /// A table as its rows: the first cell, and the others below it with their headers.
    fn table(&mut self, table: &Table) {
        self.page.sheet.blank();
        self.ours(&table.caption, 0, self.cx.look.prompt());
        for row in &table.rows {
            for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                if words(cell).is_empty() {
                    continue;
                }
                match at {
                    0 => self.running(cell, INDENT, ""),
                    _ => self.labelled(
                        &column.title,
                        &words(cell),
                        2 * INDENT,
                        style_of(self.cx.look, cell),
                    ),
                }
            }
            self.marks(&row.marks);
        }
    }

    fn marks(&mut self, marks: &[Mark]) {
        let look = self.cx.look;
        for mark in marks {
            let place = mark.to.as_ref();
            let place = place.map(|to| Place::of_target(self.cx.session.edition(), to));
            match (mark.kind, place) {
                (MarkKind::Gap, Some(place)) => {
                    let words = text::own(&format!("{GAP}  {}", mark.words), look).into_owned();
                    self.page.sheet.sentence(&words, look.alert());
                    self.page.leads.push(place);
                }
                (MarkKind::Gap, None) => self.ours(&format!("{GAP}  {}", mark.words), INDENT, look.alert()),
                (MarkKind::Attention, _) => self.ours(&mark.words, INDENT, look.alert()),
                (MarkKind::Carried | MarkKind::Remark, _) => self.ours(&mark.words, INDENT, look.quiet()),
            }
        }
    }

    fn running(&mut self, text: &Text, indent: u16, before: &str) {
        let style = style_of(self.cx.look, text);
        self.theirs(&format!("{before}{}", words(text)), indent, style);
    }

    /// Words of the edition or of ours.
    fn ours(&mut self, words: &str, indent: u16, style: Drawn) {
        if !words.is_empty() {
            self.page
                .sheet
                .passage(Passage::new(words, style).indented(indent));
        }
    }

    /// Words that somebody typed, a line a row at least.
    fn theirs(&mut self, words: &str, indent: u16, style: Drawn) {
        for line in words.lines() {
            self.page
                .sheet
                .passage(Passage::typed(line, style).indented(indent).hanging(INDENT));
        }
    }
}

fn style_of(look: Look, text: &Text) -> Drawn {
    let strong = !text.0.is_empty() && text.0.iter().all(|span| span.style == Style::Strong);
    if strong { look.prompt() } else { look.quiet() }
}

fn words(text: &Text) -> String {
    text.0.iter().map(|span| span.text.as_str()).collect()
}

fn first_capital(words: &str) -> String {
    crate::tui::screens::list::capital(words)
}
