//! Records of a list: a table where it stays readable, else a form a record; every cell whole.

use super::{
    super::document::{Block, Column, Field, Mark, Part, Row, Table, Text},
    amended,
    answer::VERSIONS,
    case::Case,
    pieces::{aside, attention, gap, part, remark},
    words::{record_name, sentence, version_words},
};
use crate::{
    guidance::{Entry, Field as ListField, FieldKind, List},
    project::{Record, field_words},
    rules::{Target, and, lower},
};

/// The most columns that a table takes.
const COLUMNS: usize = 7;
/// The most that the shares of its columns come to.
const SHARES: u16 = 14;
/// The most fields that stand together in a cell, and how wide that is.
const MORE: usize = 5;
const MORE_SHARE: u16 = 4;
/// The most bytes that stand well in a cell.
const CELL: usize = 400;

/// A list whole, with what it lacks.
pub(super) fn list(case: &Case, list: &List) -> Vec<Block> {
    let records = case.records(list);
    let mut blocks = Vec::new();
    blocks.extend(amended::words(case, list.id.as_str()).map(aside));
    if !records.is_empty() {
        blocks.extend(match layout(case, list, records) {
            Layout::Table { columns, more } => tabled(case, list, &columns, &more, records),
            Layout::Forms => forms(case, list, records),
        });
    }
    blocks.extend(fields_block(missing(case, list, records).into_iter().collect()));
    blocks
}

/// How records stay readable.
enum Layout<'a> {
    /// A row a record; fields that are few and short stand together in its last cell.
    Table {
        columns: Vec<&'a ListField>,
        more: Vec<&'a ListField>,
    },
    /// A form a record.
    Forms,
}

fn layout<'a>(case: &Case, list: &'a List, records: &[Record]) -> Layout<'a> {
    let used = used(list, records);
    let is_long = |record: &Record, fields: &[&ListField]| {
        let lengths = fields.iter().map(|field| cell(case, field, record).len());
        lengths.max() > Some(CELL)
    };
    if records.iter().any(|record| is_long(record, &used)) {
        return Layout::Forms;
    }
    if used.len() <= COLUMNS && used.iter().map(|field| share(field.kind)).sum::<u16>() <= SHARES {
        return Layout::Table {
            columns: used,
            more: Vec::new(),
        };
    }
    let (columns, more): (Vec<_>, Vec<_>) = used
        .into_iter()
        .partition(|field| list.columns.contains(&field.id));
    if more.len() <= MORE {
        Layout::Table { columns, more }
    } else {
        Layout::Forms
    }
}

fn tabled(
    case: &Case,
    list: &List,
    columns: &[&ListField],
    more: &[&ListField],
    records: &[Record],
) -> Vec<Block> {
    let rows = records.iter().map(|record| {
        let mut cells = cells(case, columns, record);
        if !more.is_empty() {
            cells.push(Text::plain(together(case, more, record)));
        }
        Row {
            id: Some(record.id.clone()),
            cells,
            marks: marks(case, list, record),
        }
    });
    let mut table = table(list, columns, rows.collect(), Some(list.id.to_string()));
    if !more.is_empty() {
        table.columns.push(Column {
            title: "More".to_owned(),
            key: String::new(),
            share: MORE_SHARE,
        });
    }
    let doubled = records.iter().filter(|record| !record.versions.is_empty());
    let doubled: Vec<Field> = doubled.map(|record| versions(case, list, record)).collect();
    [Block::Table(table)]
        .into_iter()
        .chain(fields_block(doubled))
        .collect()
}

/// Fields in one cell, a line each: `Email: b.example@acme.example`.
fn together(case: &Case, fields: &[&ListField], record: &Record) -> String {
    let said = fields.iter().filter(|field| record.has(&field.id));
    let lines = said.map(|field| format!("{}: {}", field.field_name(), cell(case, field, record)));
    lines.collect::<Vec<_>>().join("\n")
}

fn forms(case: &Case, list: &List, records: &[Record]) -> Vec<Block> {
    let several = records.len() > 1;
    let overview = several.then(|| overview(case, list, records));
    let forms = records.iter().map(|record| form(case, list, record)).collect();
    overview.into_iter().chain(fields_block(forms)).collect()
}

/// The columns of the list's own table, with every record; it stands whole elsewhere.
pub(super) fn overview(case: &Case, list: &List, records: &[Record]) -> Block {
    let fields: Vec<&ListField> = list.columns.iter().filter_map(|id| list.field(id)).collect();
    glance(case, list, &fields, records)
}

/// Some fields of every record; it stands whole elsewhere.
pub(super) fn glance(case: &Case, list: &List, fields: &[&ListField], records: &[Record]) -> Block {
    let rows = records.iter().map(|record| Row {
        id: None,
        cells: cells(case, fields, record),
        marks: Vec::new(),
    });
    Block::Table(table(list, fields, rows.collect(), None))
}

fn fields_block(fields: Vec<Field>) -> Option<Block> {
    (!fields.is_empty()).then_some(Block::Fields(fields))
}

/// The fields that any record holds, those that each must hold, and those of the list's own table.
fn used<'a>(list: &'a List, records: &[Record]) -> Vec<&'a ListField> {
    let wanted = |field: &&ListField| {
        let in_use = records.iter().any(|record| record.has(&field.id));
        in_use || field.required || list.columns.contains(&field.id)
    };
    // What came of the plan has a column once it is known.
    let in_sight = |field: &&ListField| !field.progress || records.iter().any(|record| record.has(&field.id));
    list.fields.iter().filter(wanted).filter(in_sight).collect()
}

fn table(list: &List, fields: &[&ListField], rows: Vec<Row>, id: Option<String>) -> Table {
    Table {
        caption: list.label.clone(),
        list: id,
        columns: fields.iter().map(|field| column(field)).collect(),
        rows,
    }
}

fn column(field: &ListField) -> Column {
    Column {
        title: field.field_name().to_owned(),
        key: field.id.clone(),
        share: share(field.kind),
    }
}

/// How wide a column stands beside others.
fn share(kind: FieldKind) -> u16 {
    match kind {
        FieldKind::Text => 3,
        FieldKind::Line
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Reference
        | FieldKind::References => 2,
        FieldKind::Choice | FieldKind::Date | FieldKind::Year | FieldKind::Pence => 1,
    }
}

fn cells(case: &Case, fields: &[&ListField], record: &Record) -> Vec<Text> {
    fields
        .iter()
        .map(|field| Text::plain(cell(case, field, record)))
        .collect()
}

/// A cell in words; an id that it names has the name of its question or field before it.
fn cell(case: &Case, field: &ListField, record: &Record) -> String {
    let words = field_words(case.edition, case.project, field, record);
    match field.kind {
        FieldKind::References => {
            let named = record.references(&field.id).map(|id| named(case, id));
            named.collect::<Vec<_>>().join("\n")
        }
        FieldKind::Reference => match record.text(&field.id) {
            "" => words,
            id => named(case, id),
        },
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Choice
        | FieldKind::Date
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Year
        | FieldKind::Pence => words,
    }
}

fn named(case: &Case, id: &str) -> String {
    match case.edition.entry(id) {
        Some(Entry::Item(item)) => match &item.number {
            Some(number) => format!("{number} {} ({id})", item.label),
            None => format!("{} ({id})", item.field_name()),
        },
        Some(Entry::List(list)) => format!("{} ({id})", list.label),
        None => id.to_owned(),
    }
}

/// A record as a form of its own, every field that it holds.
pub(super) fn form(case: &Case, list: &List, record: &Record) -> Field {
    let mut parts = parts(case, list, record, "");
    parts.extend(version_parts(case, list, record));
    Field {
        id: format!("{}/{}", list.id, record.id),
        name: record_name(case, list, record),
        question: String::new(),
        parts,
        marks: marks(case, list, record),
        beside: Vec::new(),
    }
}

/// The fields that a record holds and those that it must, each as a part.
fn parts(case: &Case, list: &List, record: &Record, before: &str) -> Vec<Part> {
    list.fields
        .iter()
        .filter(|field| {
            record.has(&field.id) || before.is_empty() && field.required && field.unless.is_none()
        })
        .map(|field| {
            let text = cell(case, field, record);
            part(format!("{before}{}", field.field_name()), &field.id, text)
        })
        .collect()
}

/// What each of two people wrote.
fn version_parts(case: &Case, list: &List, record: &Record) -> Vec<Part> {
    let told = record.versions.iter().flat_map(|version| {
        let who = version_words(version);
        let Some(fields) = version.value.as_object() else {
            return vec![part(who, VERSIONS, "(removed)")];
        };
        let written = Record {
            id: record.id.clone(),
            fields: fields.clone(),
            versions: Vec::new(),
        };
        let parts = parts(case, list, &written, &format!("{who}: "));
        let keyed = parts.into_iter().map(|part| Part {
            key: VERSIONS.to_owned(),
            ..part
        });
        keyed.collect()
    });
    told.collect()
}

/// The versions of a record that a table shows as it stands.
fn versions(case: &Case, list: &List, record: &Record) -> Field {
    Field {
        id: format!("{}/{}", list.id, record.id),
        name: format!("{}: two versions", record_name(case, list, record)),
        question: String::new(),
        parts: version_parts(case, list, record),
        marks: Vec::new(),
        beside: Vec::new(),
    }
}

/// What a record lacks, and whether it has two versions.
fn marks(case: &Case, list: &List, record: &Record) -> Vec<Mark> {
    let to = || Some(Target::List(list.id.clone(), Some(record.id.clone())));
    let mut marks = Vec::new();
    if !record.versions.is_empty() {
        marks.push(attention("TWO VERSIONS: one of them has to be chosen.", to()));
    }
    let lacks: Vec<String> = record
        .lacks(list)
        .iter()
        .map(|field| lower(field.field_name()))
        .collect();
    if !lacks.is_empty() {
        marks.push(gap(format!("Not filled yet: {}.", and(&lacks)), to()));
    }
    for unmet in case.lacking(list, Some(&record.id)) {
        marks.push(gap(sentence(&unmet.what), to()));
    }
    marks
}

/// What the list itself lacks, or that nothing stands in it.
fn missing(case: &Case, list: &List, records: &[Record]) -> Option<Field> {
    let lacking = case.lacking(list, None).into_iter();
    let mut marks: Vec<Mark> = lacking
        .map(|unmet| gap(sentence(&unmet.what), Some(unmet.to.clone())))
        .collect();
    if marks.is_empty() && records.is_empty() {
        marks.push(remark("None recorded."));
    }
    (!marks.is_empty()).then(|| Field {
        id: list.id.to_string(),
        name: list.label.clone(),
        question: String::new(),
        parts: Vec::new(),
        marks,
        beside: Vec::new(),
    })
}
