//! Tables: the fields of a form, records, statements and sign-offs.
//!
//! Each has a row of headers that is flagged as such and repeated on every page, and a caption for
//! those who cannot see what it shows.

use super::{
    super::{
        columns,
        document::{Check, Field, Part, SignOff, Style, Table, Text},
        flow::{self, one_line, styled},
    },
    body::Body,
    bookmarks::Place,
    styles::StyleName,
    xml::Xml,
};

/// From how many lines on an answer may go on over the page: such rows leave gaps otherwise. Rows
/// of several columns are hard to follow over a page, and split far later.
const LONG_ANSWER: usize = 9;
const LONG_CELL: usize = 25;

/// How many characters stand on a line of an answer, and of a cell among several: about.
const ANSWER_LINE: usize = 75;
const CELL_LINE: usize = 24;

/// The least height of a row that is signed by hand, in twentieths of a point.
const SIGNING_HEIGHT: &str = "794";

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowKind {
    Header,
    Whole,
    Long,
    Signing,
}

impl RowKind {
    fn whole_up_to(longest: usize, lines: usize) -> Self {
        if lines > longest { Self::Long } else { Self::Whole }
    }
}

/// About how many lines a text takes.
fn lines(text: &str, line: usize) -> usize {
    text.lines().map(|one| one.len().div_ceil(line).max(1)).sum()
}

/// Whether the first line of a text hangs, and can have no words above it in its paragraph.
fn begins_with_a_point(text: &str) -> bool {
    let first = flow::plain_paragraphs(text).into_iter().next();
    first.is_some_and(|paragraph| {
        flow::pieces(&paragraph)
            .first()
            .is_some_and(|piece| piece.hang > 0)
    })
}

impl Body<'_> {
    /// Fields of a form: the name on the left, what stands in it on the right.
    pub(super) fn fields(&mut self, fields: &[Field]) {
        let caption = self.heading.clone();
        self.table(&caption, &[("Field", 29), ("Answer", 71)], |body| {
            for field in fields {
                let parts = field.parts.iter().chain(&field.beside);
                let lines = parts.map(|part| lines(&part.text, ANSWER_LINE)).sum();
                body.row(RowKind::whole_up_to(LONG_ANSWER, lines), |body| {
                    body.cell(|body| {
                        let names = match field.parts.first() {
                            Some(part) => body.bookmarks.at(Place::Lead, &field.id, &part.key),
                            None => Vec::new(),
                        };
                        body.bookmarked(StyleName::FieldName, &Text::plain(one_line(&field.name)), names);
                        if !field.question.is_empty() {
                            body.line(StyleName::Question, &field.question);
                        }
                    });
                    body.cell(|body| body.answer(field));
                });
            }
        });
    }

    fn answer(&mut self, field: &Field) {
        for part in &field.parts {
            self.part(&field.id, part, StyleName::Answer);
        }
        self.marks(&field.marks);
        for part in &field.beside {
            self.part(&field.id, part, StyleName::Beside);
        }
        if field.parts.is_empty() && field.marks.is_empty() && field.beside.is_empty() {
            self.line(StyleName::Answer, "");
        }
    }

    fn part(&mut self, field: &str, part: &Part, style: StyleName) {
        if part.stands_beside_its_label() {
            let style = if part.text.is_empty() {
                StyleName::AnswerLineBlank
            } else {
                StyleName::AnswerLine
            };
            self.led_line(style, field, part);
            return;
        }
        let label = one_line(&part.label);
        let mut lead = None;
        if !label.is_empty() {
            let names = self.bookmarks.at(Place::Lead, field, &part.key);
            if part.text.is_empty() || begins_with_a_point(&part.text) {
                self.bookmarked(StyleName::PartName, &Text::plain(label.as_str()), names);
            } else {
                lead = Some((label.as_str(), names));
            }
        }
        let style = if part.text.is_empty() {
            StyleName::AnswerBlank
        } else {
            style
        };
        let names = self.bookmarks.at(Place::Value, field, &part.key);
        self.typed(style, &Text::plain(part.text.as_str()), names, lead);
    }

    /// Records of a list, each cell bookmarked by its record and field.
    pub(super) fn records(&mut self, table: &Table) {
        if one_line(&table.caption) != self.heading {
            self.line(StyleName::Caption, &table.caption);
        }
        let titles = table.columns.iter().map(|column| column.title.as_str());
        let columns: Vec<(&str, u32)> = titles.zip(columns::widths(table)).collect();
        if let Some(list) = &table.list {
            let headers = table
                .columns
                .iter()
                .map(|column| self.bookmarks.at(Place::Header, list, &column.key));
            self.headers = headers.collect();
        }
        self.table(&table.caption, &columns, |body| {
            for row in &table.rows {
                let lines = row
                    .cells
                    .iter()
                    .map(|cell| cell.0.iter().map(|span| lines(&span.text, CELL_LINE)).sum());
                let kind = RowKind::whole_up_to(LONG_CELL, lines.max().unwrap_or_default());
                let record = table.list.as_ref().zip(row.id.as_ref());
                let record = record.map(|(list, id)| format!("{list}/{id}"));
                body.row(kind, |body| {
                    let empty = Text::default();
                    let cells = row.cells.iter().chain(std::iter::repeat(&empty));
                    for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
                        body.cell(|body| {
                            let names = match &record {
                                Some(record) => body.bookmarks.at(Place::Value, record, &column.key),
                                None => Vec::new(),
                            };
                            body.typed(StyleName::TableText, cell, names, None);
                            if at == 0 {
                                body.marks(&row.marks);
                            }
                        });
                    }
                });
            }
        });
    }

    /// Statements with whether each holds.
    pub(super) fn checks(&mut self, checks: &[Check]) {
        let caption = self.heading.clone();
        self.table(&caption, &[("Statement", 78), ("Answer", 22)], |body| {
            for check in checks {
                body.row(RowKind::Whole, |body| {
                    body.cell(|body| body.text(StyleName::TableText, &check.statement));
                    body.cell(|body| {
                        let style = if check.is_settled {
                            Style::Plain
                        } else {
                            Style::Strong
                        };
                        body.text(StyleName::TableText, &styled(&one_line(&check.answer), style));
                    });
                });
            }
        });
    }

    /// Who signs what, with room for a hand-written signature where it is outstanding.
    pub(super) fn sign_offs(&mut self, sign_offs: &[SignOff]) {
        let caption = self.heading.clone();
        let columns = [
            ("Sign-off", 25),
            ("By", 25),
            ("Name and signature", 32),
            ("Date", 18),
        ];
        self.table(&caption, &columns, |body| {
            for sign_off in sign_offs {
                let kind = if sign_off.name.is_empty() {
                    RowKind::Signing
                } else {
                    RowKind::Whole
                };
                body.row(kind, |body| {
                    body.cell(|body| {
                        body.line(StyleName::TableText, &sign_off.role);
                        body.marks(&sign_off.marks);
                    });
                    body.cell(|body| body.line(StyleName::TableText, &sign_off.party));
                    body.cell(|body| {
                        body.line(StyleName::TableText, &sign_off.name);
                        if !sign_off.address.is_empty() {
                            body.line(StyleName::TableText, &sign_off.address);
                        }
                    });
                    body.cell(|body| body.line(StyleName::TableText, &sign_off.date));
                });
            }
        });
    }

    /// A table over the whole width: columns with their shares of it, then the rows.
    fn table(&mut self, caption: &str, columns: &[(&str, u32)], rows: impl FnOnce(&mut Self)) {
        self.break_before_table();
        self.widths = widths(self.page.text_width(), columns);
        let whole: u32 = self.widths.iter().sum();
        let style = self.styles.id(StyleName::Table).to_owned();
        self.xml.open("w:tbl", &[]);
        self.xml.element("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", &style);
            xml.empty("w:tblW", &[("w:w", &whole.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.empty(
                "w:tblLook",
                &[
                    ("w:val", "0420"),
                    ("w:firstRow", "1"),
                    ("w:lastRow", "0"),
                    ("w:firstColumn", "0"),
                    ("w:lastColumn", "0"),
                    ("w:noHBand", "0"),
                    ("w:noVBand", "1"),
                ],
            );
            let caption = one_line(caption);
            if !caption.is_empty() {
                xml.value("w:tblCaption", &caption);
            }
        });
        self.xml.element("w:tblGrid", &[], |xml| {
            for width in &self.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        self.row(RowKind::Header, |body| {
            let names = std::mem::take(&mut body.headers);
            let names = names.into_iter().chain(std::iter::repeat(Vec::new()));
            for ((title, _), names) in columns.iter().zip(names) {
                let title = Text::plain(one_line(title));
                body.cell(|body| body.bookmarked(StyleName::TableHeader, &title, names));
            }
        });
        rows(self);
        self.xml.close("w:tbl");
        self.line(StyleName::TableEnd, "");
    }

    fn row(&mut self, kind: RowKind, cells: impl FnOnce(&mut Self)) {
        self.xml.open("w:tr", &[]);
        row_properties(&mut self.xml, kind);
        self.column = 0;
        cells(self);
        self.xml.close("w:tr");
    }

    /// The next cell of the row.
    fn cell(&mut self, inner: impl FnOnce(&mut Self)) {
        let width = self.widths.get(self.column).copied().unwrap_or_default();
        self.column += 1;
        self.xml.open("w:tc", &[]);
        self.xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        });
        inner(self);
        self.xml.close("w:tc");
    }
}

fn row_properties(xml: &mut Xml, kind: RowKind) {
    if kind == RowKind::Long {
        return;
    }
    xml.element("w:trPr", &[], |xml| {
        xml.empty("w:cantSplit", &[]);
        match kind {
            RowKind::Header => {
                xml.empty("w:tblHeader", &[]);
            }
            RowKind::Signing => {
                xml.empty("w:trHeight", &[("w:val", SIGNING_HEIGHT), ("w:hRule", "atLeast")]);
            }
            RowKind::Whole | RowKind::Long => {}
        }
    });
}

/// The width of each column; what rounding leaves goes to the last.
fn widths(whole: u32, columns: &[(&str, u32)]) -> Vec<u32> {
    let total: u32 = columns.iter().map(|(_, share)| share).sum();
    let mut widths: Vec<u32> = columns
        .iter()
        .map(|(_, share)| whole * share / total.max(1))
        .collect();
    let rest = whole - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}
