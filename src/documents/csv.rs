//! Rows for a spreadsheet, none of whose cells it would run as a formula.
//!
//! A file begins with a byte order mark: without it Excel takes a file that it opens for the old code
//! page of its country, and shows `£` as `Â£`. Standard output has none: there a program reads, which
//! would take the mark for a part of the first header.

use super::flow::safe;
use crate::{
    guidance::{Edition, Field, FieldKind, List},
    project::{Project, Record, field_words},
};

/// A row of headers, and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The headers.
    pub headers: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The sheet as a file that every spreadsheet opens rightly: CSV behind a byte order mark.
    pub fn to_csv_file(&self) -> Result<Vec<u8>, csv::Error> {
        let mut file = "\u{FEFF}".as_bytes().to_vec();
        file.extend(self.to_csv()?);
        Ok(file)
    }

    /// The sheet as CSV in UTF-8: every cell in quotes, lines ended as RFC 4180 has them.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        for row in std::iter::once(&self.headers).chain(&self.rows) {
            writer.write_record(row.iter().map(|cell| harmless(cell)))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

/// A project's list, a row a record: its id, then every field as people read it, days as
/// `2026-11-21` and sums as pence, so that a spreadsheet can sort and add them.
pub fn list_sheet(edition: &Edition, project: &Project, list: &List) -> Sheet {
    let fields = list.fields.iter();
    let headers = fields.map(|field| field.label.clone());
    let row = |record: &Record| {
        let cells = list
            .fields
            .iter()
            .map(|field| cell(edition, project, field, record));
        std::iter::once(record.id.clone()).chain(cells).collect()
    };
    Sheet {
        headers: std::iter::once("Id".to_owned()).chain(headers).collect(),
        rows: project.records(list.id.as_str()).iter().map(row).collect(),
    }
}

fn cell(edition: &Edition, project: &Project, field: &Field, record: &Record) -> String {
    match field.kind {
        FieldKind::Date => record
            .date(&field.id)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        FieldKind::Pence => record
            .number(&field.id)
            .map(|pence| pence.to_string())
            .unwrap_or_default(),
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Choice
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Year
        | FieldKind::Reference
        | FieldKind::References => field_words(edition, project, field, record),
    }
}

/// The cell with an apostrophe before what a spreadsheet would take for a formula, as it or its
/// wider sister begins one; spaces before it change nothing there.
fn harmless(cell: &str) -> String {
    let cell = safe(cell);
    let first = cell.trim_start().chars().next();
    let begins_formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if begins_formula || cell.starts_with(['\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn sheet(cells: &[&str]) -> Sheet {
        Sheet {
            headers: vec!["Cell".to_owned()],
            rows: cells.iter().map(|cell| vec![(*cell).to_owned()]).collect(),
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let cells = [
            "=1+1", "+44 20", "-5", "@SUM(A1)", "  =cmd()", "\n=cmd()", "\tx", "＝1",
        ];
        let csv = sheet(&cells).to_csv().unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        let read: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        let quoted: Vec<String> = cells.iter().map(|cell| format!("'{cell}")).collect();
        assert_eq!(read, quoted);
    }

    #[test]
    fn what_is_no_formula_comes_back_as_it_was() {
        let cells = [
            "a, b; c",
            "he said \"no\"",
            "two\nlines",
            "'quoted",
            "1-2",
            "ünïcode £",
            "",
        ];
        let csv = sheet(&cells).to_csv().unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        let read: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(read, cells);
        assert!(csv.starts_with(b"\"Cell\"\r\n"));
    }

    #[test]
    fn a_file_says_that_it_is_unicode_and_holds_the_same_rows() {
        let sheet = sheet(&["£1"]);
        let file = sheet.to_csv_file().unwrap();
        assert_eq!(
            file.strip_prefix(b"\xEF\xBB\xBF"),
            Some(sheet.to_csv().unwrap().as_slice())
        );
    }

    #[test]
    fn what_could_act_on_a_terminal_does_not_come_through() {
        let csv = sheet(&["a\u{1b}[31mb\u{202E}"]).to_csv().unwrap();
        assert!(String::from_utf8(csv).unwrap().contains("a\u{FFFD}[31mb\u{FFFD}"));
    }
}
