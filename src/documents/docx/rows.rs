//! The rows of the tables in a Word file that comes back, by the bookmarks of their headers: those
//! that somebody added, those that were struck, and the cells that lost their own bookmark.

use super::{
    super::returned::{RowState, RowText, TableText},
    WordError,
    archive::Archive,
    bookmarks::{self, Address, Named, Place, fingerprint},
    reading::pieced,
    scan::own_attribute,
    walk::{Reader, character, walk},
};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// The most rows that are read of one file.
const MOST_ROWS: usize = 100_000;

/// Every table whose columns bear the names of a list's fields, in reading order; of the rows that
/// were there before, the cells alone that bear no bookmark of their own.
pub fn tables(bytes: &[u8]) -> Result<Vec<TableText>, WordError> {
    let mut archive = Archive::open(bytes)?;
    let main = archive.main_part()?;
    let text = archive.text(&main)?.ok_or(WordError::NotWord)?;
    let mut reading = Reading {
        pieced: pieced(&text),
        ..Reading::default()
    };
    walk(&text, &mut reading)?;
    Ok(reading.found)
}

#[derive(Default)]
struct Reading {
    pieced: BTreeMap<usize, Address>,
    found: Vec<TableText>,
    count: usize,
    /// How many tables the reader is in; rows are read of the outermost.
    tables: usize,
    list: Option<String>,
    /// The field of each column, once the row of headers was read.
    columns: Vec<Option<String>>,
    rows: Vec<RowText>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// Bookmarks that stand between cells, and belong to the next.
    coming: Vec<Address>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    is_struck: bool,
}

#[derive(Default)]
struct Cell {
    paragraphs: Vec<String>,
    marks: Vec<String>,
    /// The list and field that it heads.
    heads: Option<Address>,
    /// The record whose value it holds.
    holds: Option<Address>,
    /// How many columns it takes.
    span: usize,
}

impl Reader for Reading {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "tbl" => self.tables += 1,
            "bookmarkStart" => self.bookmark(tag),
            _ if self.tables != 1 => {}
            "tr" => self.row = Some(Row::default()),
            // said of a row before its cells
            "del" if self.cell.is_none() => {
                if let Some(row) = &mut self.row {
                    row.is_struck = true;
                }
            }
            "tc" => {
                self.cell = Some(Cell {
                    span: 1,
                    ..Cell::default()
                });
                for address in std::mem::take(&mut self.coming) {
                    self.value(address);
                }
            }
            "gridSpan" => {
                let span = own_attribute(tag, "val").and_then(|span| span.parse().ok());
                if let (Some(cell), Some(span)) = (&mut self.cell, span) {
                    cell.span = span;
                }
            }
            "p" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs.push(String::new());
                }
            }
            other => self.say(character(other).unwrap_or_default()),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.table();
                }
            }
            _ if self.tables != 1 => {}
            "tc" => {
                if let (Some(row), Some(cell)) = (&mut self.row, self.cell.take()) {
                    row.cells.push(cell);
                }
            }
            "tr" => {
                if let Some(row) = self.row.take() {
                    self.row(row);
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.tables == 1
            && let Some(cell) = &mut self.cell
            && let Some(paragraph) = cell.paragraphs.last_mut()
        {
            paragraph.push_str(text);
        }
    }

    fn is_too_large(&self) -> bool {
        self.count > MOST_ROWS
    }
}

impl Reading {
    fn bookmark(&mut self, tag: &BytesStart<'_>) {
        let named = own_attribute(tag, "name").and_then(|name| bookmarks::read(&name));
        let named = match named {
            Some(Named::Piece(place, piece)) if piece.at == 0 => {
                let address = self.pieced.get(&piece.ordinal).cloned();
                address.map(|address| Named::At(place, address))
            }
            named => named,
        };
        match (named, &mut self.cell) {
            (Some(Named::At(Place::Header, address)), Some(cell)) => cell.heads = Some(address),
            (Some(Named::At(Place::Value, address)), Some(_)) => self.value(address),
            (Some(Named::At(Place::Value, address)), None) => self.coming.push(address),
            (Some(Named::Mark(print)), Some(cell)) => cell.marks.push(print),
            _ => {}
        }
    }

    fn value(&mut self, address: Address) {
        if let Some(cell) = &mut self.cell {
            cell.holds = Some(address);
        }
    }

    fn row(&mut self, row: Row) {
        self.count += 1;
        if let Some(list) = row.cells.iter().find_map(|cell| cell.heads.as_ref()) {
            self.list.get_or_insert(list.field.clone());
            self.columns = columns(row.cells);
            return;
        }
        let Some(list) = &self.list else { return };
        let width: usize = row.cells.iter().map(|cell| cell.span).sum();
        let record = row.cells.iter().find_map(|cell| {
            let (of, id) = cell.holds.as_ref()?.field.split_once('/')?;
            (of == list).then(|| id.to_owned())
        });
        let state = if row.is_struck {
            RowState::Struck
        } else if width > self.columns.len() || row.cells.len() < width {
            RowState::Uneven
        } else {
            RowState::Standing
        };
        let cells = row.cells.iter().zip(&self.columns);
        let cells = cells.filter(|(cell, _)| cell.holds.is_none());
        let cells = cells.filter_map(|(cell, column)| Some((column.clone()?, cell.text())));
        self.rows.push(RowText {
            record,
            cells: cells.collect(),
            state,
        });
    }

    fn table(&mut self) {
        self.columns.clear();
        self.coming.clear();
        let rows = std::mem::take(&mut self.rows);
        if let Some(list) = self.list.take() {
            self.found.push(TableText { list, rows });
        }
    }
}

fn columns(headers: Vec<Cell>) -> Vec<Option<String>> {
    let columns = headers.into_iter().flat_map(|cell| {
        let rest = cell.span.clamp(1, 100) - 1;
        let named = cell.heads.map(|address| address.part);
        std::iter::once(named).chain(std::iter::repeat_n(None, rest))
    });
    columns.collect()
}

impl Cell {
    /// What was typed into it, without the document's own words about its row.
    fn text(&self) -> String {
        let typed = self.paragraphs.iter().map(String::as_str);
        let typed =
            typed.filter(|words| words.trim().is_empty() || !self.marks.contains(&fingerprint(words)));
        typed.collect::<Vec<_>>().join("\n\n").trim().to_owned()
    }
}
