//! What a document's tables say beside the values of its records: rows that were added, and rows
//! that are gone. Nothing is ever removed.

use serde_json::Map;
use std::collections::BTreeSet;

use super::{
    Reading,
    records::{TOGETHER, parted},
    shown::{Shown, same_in_a_cell},
};
use crate::{
    characters::{quoted, stripped},
    documents::{FieldText, RowState, RowText, TableText},
    guidance::List,
    project::{Change, Record, field_words},
};

/// The rows of a document's tables.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// What the rows of records say, by field and part.
    pub(super) known: Vec<FieldText>,
    /// What somebody added.
    pub(super) added: Vec<Added<'a>>,
    /// The records whose rows were struck, by field.
    pub(super) struck: BTreeSet<String>,
}

/// A row that somebody added.
pub(super) struct Added<'a> {
    list: &'a List,
    cells: Vec<(String, String)>,
}

impl<'a> Reading<'a> {
    /// The rows of the tables: as values where their record is known, the others as what to add.
    pub(super) fn rows(&mut self, tables: Vec<TableText>, shown: &Shown) -> Rows<'a> {
        let mut rows = Rows::default();
        let mut gone = BTreeSet::new();
        for table in tables {
            let Some(list) = self.edition.list(&table.list) else {
                let unknown = format!("there is no list {}", quoted(&table.list));
                self.problems.push(unknown);
                continue;
            };
            let mut missing: Vec<&str> = shown.rows(&table.list).iter().map(String::as_str).collect();
            let stands = |row: &RowText| row.state != RowState::Struck;
            let ids = table.rows.iter().filter(|row| stands(row));
            let ids: Vec<&str> = ids.filter_map(|row| row.record.as_deref()).collect();
            missing.retain(|id| !ids.contains(id));
            for row in &table.rows {
                self.row(list, row, &mut missing, shown, &mut rows);
            }
            for id in missing {
                let record = self.project.record(list.id.as_str(), id);
                let name = record.map_or_else(|| id.to_owned(), |record| self.name(list, record));
                gone.insert(format!("{} {} ({name})", list.id, quoted(id)));
            }
        }
        for place in gone {
            self.leave(&place, "its row is gone from the file; an import removes nothing");
        }
        rows
    }

    fn row(
        &mut self,
        list: &'a List,
        row: &RowText,
        missing: &mut Vec<&str>,
        shown: &Shown,
        rows: &mut Rows<'a>,
    ) {
        let of = |id: &str| format!("{}/{id}", list.id);
        if row.state == RowState::Struck {
            rows.struck.extend(row.record.as_deref().map(of));
            return;
        }
        let cells: Vec<(String, String)> = row
            .cells
            .iter()
            .map(|(key, text)| (key.clone(), stripped(text)))
            .collect();
        if row.record.is_none() && cells.iter().all(|(_, text)| text.trim().is_empty()) {
            return;
        }
        if row.state == RowState::Uneven {
            let first = cells.first().map_or("", |(_, text)| text.as_str());
            self.problems.push(format!(
                "{}, row {}: it has other cells than the table has columns",
                list.id,
                quoted(row.record.as_deref().unwrap_or(first))
            ));
            return;
        }
        // a row that lost its mark is known by what stands in its first column
        let known = row.record.clone().or_else(|| {
            let (key, name) = cells.first()?;
            let mut same = missing
                .iter()
                .filter(|id| same_in_a_cell(shown.text(&of(id), key), name));
            let one = (*same.next()?).to_owned();
            same.next().is_none().then_some(one)
        });
        match known {
            Some(id) => {
                missing.retain(|other| *other != id);
                rows.known.extend(cells.into_iter().map(|(part, text)| FieldText {
                    field: of(&id),
                    part,
                    text,
                }));
            }
            None => rows.added.push(Added { list, cells }),
        }
    }

    /// Proposes the record of a row that somebody added, unless it is there or proposed already.
    pub(super) fn added(&mut self, row: &Added<'_>) {
        let list = row.list;
        let first = row.cells.iter().map(|(_, text)| text.trim());
        let first = first.clone().find(|text| !text.is_empty()).unwrap_or_default();
        let place = format!("{}, new row {}", list.id, quoted(first));
        let mut cells = Vec::new();
        for (key, text) in &row.cells {
            match (key.as_str(), parted(list, text)) {
                (TOGETHER, Ok(said)) => cells.extend(said),
                (TOGETHER, Err(wrong)) => self.problems.push(format!("{place} {wrong}")),
                (..) => cells.push((key.clone(), text.clone())),
            }
        }
        let mut fields = Map::new();
        for (key, text) in cells.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let Some(field) = list.field(key) else {
                self.problems
                    .push(format!("{place}: there is no field {}", quoted(key)));
                continue;
            };
            match self.field(field, text) {
                Ok(Some(value)) => {
                    fields.insert(key.clone(), value);
                }
                Ok(None) => {}
                Err(wrong) => self
                    .problems
                    .push(format!("{place}, {} {wrong}", field.field_name())),
            }
        }
        if fields.is_empty() {
            return;
        }
        let there = self.project.records(list.id.as_str());
        if there.iter().any(|record| record.fields == fields) {
            self.leave(
                &place,
                "a record that says the same is there already; it was not added",
            );
            return;
        }
        let change = Change::Add {
            list: list.id.to_string(),
            record: fields.clone(),
        };
        // a pack shows some lists twice
        if self
            .import
            .changes
            .iter()
            .any(|proposed| proposed.change == change)
        {
            return;
        }
        let record = Record {
            id: String::new(),
            fields,
            versions: Vec::new(),
        };
        let said = list.fields.iter().filter_map(|field| {
            let words = field_words(self.edition, self.project, field, &record);
            (!words.is_empty()).then(|| format!("{}: {words}", field.label))
        });
        let after = said.collect::<Vec<_>>().join("\n");
        self.propose(change, &format!("{}, new", list.label), String::new(), after);
    }
}
