//! Rows of like things as a table: one line a row, whatever was typed into it.

use super::{
    super::{
        document::{Check, Mark, SignOff, Table, Text},
        flow,
    },
    escape::Place,
    marked,
    reading::{END, marker},
    spans,
};

/// A table of records: comments name the field of each column and the record of each row.
pub(super) fn records(table: &Table) -> String {
    let headers: Vec<String> = table
        .columns
        .iter()
        .map(|column| match &table.list {
            Some(list) => format!("{} {}", marker(list, &column.key), words(&column.title)),
            None => words(&column.title),
        })
        .collect();
    let rows = table.rows.iter().map(|row| {
        let mut cells: Vec<String> = row.cells.iter().map(cell).collect();
        cells.resize(headers.len(), String::new());
        if let Some(first) = cells.first_mut() {
            if let Some((list, id)) = table.list.as_ref().zip(row.id.as_ref()) {
                let ends = if row.marks.is_empty() { "" } else { END };
                *first = format!("{} {first}{ends}", marker(&format!("{list}/{id}"), ""));
            }
            add_marks(first, &row.marks);
        }
        cells
    });
    drawn(&headers, rows)
}

/// Statements with whether each holds.
pub(super) fn checks(checks: &[Check]) -> String {
    let rows = checks
        .iter()
        .map(|check| vec![cell(&check.statement), words(&check.answer)]);
    drawn(&["Statement", "Answer"].map(str::to_owned), rows)
}

/// Who signs what, with room for what is outstanding.
pub(super) fn sign_offs(sign_offs: &[SignOff]) -> String {
    let rows = sign_offs.iter().map(|sign_off| {
        let mut role = words(&sign_off.role);
        add_marks(&mut role, &sign_off.marks);
        let mut name = words(&sign_off.name);
        if !sign_off.address.is_empty() {
            name = [name, words(&sign_off.address)].join("<br>");
        }
        vec![role, words(&sign_off.party), name, words(&sign_off.date)]
    });
    drawn(&["Sign-off", "By", "Name", "Date"].map(str::to_owned), rows)
}

fn drawn(headers: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut lines = vec![row(headers), row(&vec!["---".to_owned(); headers.len()])];
    lines.extend(rows.map(|cells| row(&cells)));
    lines.join("\n")
}

fn row(cells: &[String]) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.push(' ');
        line.push_str(cell);
        line.push_str(" |");
    }
    line
}

fn cell(text: &Text) -> String {
    spans::on_one_line(text, Place::Cell)
}

fn words(text: &str) -> String {
    cell(&Text::plain(flow::one_line(text)))
}

fn add_marks(cell: &mut String, marks: &[Mark]) {
    for mark in marks {
        if !cell.is_empty() {
            cell.push_str("<br>");
        }
        cell.push_str(&spans::on_one_line(&marked(mark), Place::Cell));
    }
}
