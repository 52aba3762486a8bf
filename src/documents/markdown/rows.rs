//! The rows of the tables in a Markdown document that comes back, by the comments in their cells.

use super::{
    super::returned::{RowState, RowText, TableText},
    escape::unescaped,
    reading::{END, marked},
};

/// Every table whose columns bear the names of a list's fields, in reading order.
///
/// It goes on to the first line without a cell, as on every host.
pub fn tables(markdown: &str) -> Vec<TableText> {
    let mut lines = markdown.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some((list, columns)) = header(line) else {
            continue;
        };
        let mut rows = Vec::new();
        while let Some(line) = lines.next_if(|line| line.contains('|')) {
            let cells = cells(line);
            if !is_rule(&cells) {
                rows.push(row(&list, &columns, &cells));
            }
        }
        found.push(TableText { list, rows });
    }
    found
}

/// The list of a table and the field of each of its columns, where the line heads such a table.
fn header(line: &str) -> Option<(String, Vec<Option<String>>)> {
    let mut list = None;
    let columns: Vec<Option<String>> = cells(line)
        .into_iter()
        .map(|cell| {
            let (mark, _) = parted(cell);
            let field = mark.and_then(marked).filter(|mark| !mark.field.contains('/'))?;
            list.get_or_insert(field.field);
            Some(field.part)
        })
        .collect();
    Some((list?, columns))
}

fn row(list: &str, columns: &[Option<String>], cells: &[&str]) -> RowText {
    let mut record = None;
    let mut texts = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let (mark, rest) = parted(cell);
        let named = mark.and_then(marked);
        let id = named.as_ref().and_then(|mark| mark.field.split_once('/'));
        if let Some((_, id)) = id.filter(|(of, _)| *of == list) {
            record.get_or_insert_with(|| id.to_owned());
        }
        if let Some(Some(key)) = columns.get(at) {
            texts.push((key.clone(), text(rest)));
        }
    }
    RowText {
        record,
        cells: texts,
        state: if cells.len() > columns.len() {
            RowState::Uneven
        } else {
            RowState::Standing
        },
    }
}

/// The cells of a line, without the blanks around them; none where it has no bar.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    if !line.contains('|') {
        return Vec::new();
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut begin = 0;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            '\\' => is_escaped = !is_escaped,
            '|' if !is_escaped => {
                cells.push(line.get(begin..at).unwrap_or_default().trim());
                begin = at + 1;
            }
            _ => is_escaped = false,
        }
    }
    match line.get(begin..).unwrap_or_default().trim() {
        "" => {}
        last => cells.push(last),
    }
    cells
}

/// The comment that a cell begins with, and the rest of it.
fn parted(cell: &str) -> (Option<&str>, &str) {
    let end = cell.starts_with("<!-- ").then(|| cell.find(" -->")).flatten();
    match end.and_then(|end| cell.split_at_checked(end + " -->".len())) {
        Some((mark, rest)) => (Some(mark), rest),
        None => (None, cell),
    }
}

/// What was typed into a cell: up to where the document's own words about it begin.
fn text(cell: &str) -> String {
    let typed = cell.split(END).next().unwrap_or_default();
    let typed = typed.replace("<br/>", "<br>").replace("<br />", "<br>");
    let lines: Vec<String> = typed.split("<br>").map(|line| unescaped(line.trim())).collect();
    lines.join("\n")
}

/// Whether these are the dashes below the headers.
fn is_rule(cells: &[&str]) -> bool {
    let is_dashes = |cell: &&str| cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'));
    !cells.is_empty() && cells.iter().all(is_dashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(record: Option<&str>, cells: &[(&str, &str)], state: RowState) -> RowText {
        let cells = cells.iter();
        RowText {
            record: record.map(str::to_owned),
            cells: cells
                .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
                .collect(),
            state,
        }
    }

    #[test]
    fn a_table_written_by_hand_is_read_row_by_row() {
        let markdown = "| a | b |\n|---|---|\n| not | this |\n\n\
                        | <!-- parties kind --> Kind | <!-- parties name --> Name | More |\n\
                        | :--- | --- | --- |\n\
                        | NHS | <!-- parties/north --> North \\| ICB<!-- / --><br>*Not filled.* | x |\n\
                        company | Acme<br />Pharma\n\
                        | a | b | c | d |\n\
                        \n| nor | this |\n";
        let standing = RowState::Standing;
        assert_eq!(
            tables(markdown),
            [TableText {
                list: "parties".to_owned(),
                rows: vec![
                    row(
                        Some("north"),
                        &[("kind", "NHS"), ("name", "North | ICB")],
                        standing
                    ),
                    row(None, &[("kind", "company"), ("name", "Acme\nPharma")], standing),
                    row(None, &[("kind", "a"), ("name", "b")], RowState::Uneven),
                ],
            }]
        );
    }
}
