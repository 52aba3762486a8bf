//! Records of a list: a table where it stays readable, else a form a record; every cell whole.

use super::{
    super::{
        columns,
        document::{Block, Column, Field, Mark, Part, Row, Table, Text},
    },
    amended,
    answer::VERSIONS,
    case::Case,
    pieces::{aside, attention, gap, line_part, part, row},
    words::{record_name, sentence, version_words},
};
use crate::{
    guidance::{Field as ListField, FieldKind, List},
    project::{Record, field_words},
    rules::{Target, and, lower},
};

/// The most columns that a table takes.
const COLUMNS: usize = 7;
/// The most fields that stand together in a cell.
const MORE: usize = 5;
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
    blocks.extend(missing(case, list, records));
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
    let is_long = |record: &Record| used.iter().any(|field| cell(case, field, record).len() > CELL);
    if records.iter().any(is_long) {
        return Layout::Forms;
    }
    let (columns, more) = sparse_apart(list, used.clone(), records);
    if columns.len() + usize::from(!more.is_empty()) <= COLUMNS && fits(case, list, &columns, &more, records)
    {
        return Layout::Table { columns, more };
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

/// The fields that have a column each, and those that hardly any record holds: two or more of them
/// stand together.
fn sparse_apart<'a>(
    list: &List,
    fields: Vec<&'a ListField>,
    records: &[Record],
) -> (Vec<&'a ListField>, Vec<&'a ListField>) {
    let more = |field: &&ListField| !list.columns.contains(&field.id) && is_sparse(field, records);
    match fields.iter().filter(|field| more(field)).count() {
        0 | 1 => (fields, Vec::new()),
        _ => fields.into_iter().partition(|field| !more(field)),
    }
}

/// Whether hardly any record holds the field, so that a column of its own would stand empty.
fn is_sparse(field: &ListField, records: &[Record]) -> bool {
    let held = records.iter().filter(|record| record.has(&field.id)).count();
    !field.required && held * 3 <= records.len()
}

/// Whether these fields, and more in a last cell, fit beside one another.
fn fits(case: &Case, list: &List, columns: &[&ListField], more: &[&ListField], records: &[Record]) -> bool {
    !columns::is_crowded(&whole_table(case, list, columns, more, records))
}

fn whole_table(
    case: &Case,
    list: &List,
    columns: &[&ListField],
    more: &[&ListField],
    records: &[Record],
) -> Table {
    let title = (!more.is_empty()).then_some("More");
    let rows = records.iter().map(|record| {
        let extra = title.map(|_| Text::plain(together(case, more, record)));
        Row {
            id: Some(record.id.clone()),
            cells: cells(case, columns, record).into_iter().chain(extra).collect(),
            marks: marks(case, list, record),
        }
    });
    Table {
        list: Some(list.id.to_string()),
        ..table(list, columns, title, rows.collect())
    }
}

fn tabled(
    case: &Case,
    list: &List,
    columns: &[&ListField],
    more: &[&ListField],
    records: &[Record],
) -> Vec<Block> {
    let table = whole_table(case, list, columns, more, records);
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
    let fields = list.columns.iter().filter_map(|id| list.field(id)).collect();
    glance(case, list, fields, records)
}

/// Some fields of every record; it stands whole elsewhere.
pub(super) fn glance(case: &Case, list: &List, fields: Vec<&ListField>, records: &[Record]) -> Block {
    let (columns, more) = sparse_apart(list, fields, records);
    let whole = whole_table(case, list, &columns, &more, records);
    Block::Table(Table {
        list: None,
        rows: whole.rows.into_iter().map(|whole| row(whole.cells)).collect(),
        ..whole
    })
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

/// A table of a list's fields, with one more column where there is one.
fn table(list: &List, fields: &[&ListField], more: Option<&str>, rows: Vec<Row>) -> Table {
    let column = |field: &&ListField| Column {
        title: field.field_name().to_owned(),
        key: field.id.clone(),
        share: share(field.kind),
    };
    let more = more.map(|title| Column {
        title: title.to_owned(),
        key: String::new(),
        share: share(FieldKind::Text),
    });
    Table {
        caption: list.count(rows.len()),
        list: None,
        columns: fields.iter().map(column).chain(more).collect(),
        rows,
    }
}

/// How a column shares in what the others leave.
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

/// A cell in words; of several references each on a line of its own.
fn cell(case: &Case, field: &ListField, record: &Record) -> String {
    match field.kind {
        FieldKind::References => {
            let named = record.references(&field.id);
            let lines: Vec<String> = named.map(|id| case.edition.reference_words(field, id)).collect();
            lines.join("\n")
        }
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Choice
        | FieldKind::Date
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Reference
        | FieldKind::Year
        | FieldKind::Pence => field_words(case.edition, case.project, field, record),
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
            line_part(format!("{before}{}", field.field_name()), &field.id, text)
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
fn missing(case: &Case, list: &List, records: &[Record]) -> Option<Block> {
    let lacking = case.lacking(list, None).into_iter();
    let marks: Vec<Mark> = lacking
        .map(|unmet| gap(sentence(&unmet.what), Some(unmet.to.clone())))
        .collect();
    if marks.is_empty() {
        return records.is_empty().then(|| aside("None recorded."));
    }
    Some(Block::Fields(vec![Field {
        id: list.id.to_string(),
        name: "Still missing".to_owned(),
        question: String::new(),
        parts: Vec::new(),
        marks,
        beside: Vec::new(),
    }]))
}
