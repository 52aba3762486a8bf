//! What the project's documents show now, which what came back is held against; and the fields
//! that came back, with what stands in each of their parts.

use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    documents::{Block, Document, FieldText, Text, Which, build},
    guidance::Edition,
    project::Project,
    rules,
};

/// The texts of each part of a field, in reading order.
pub(super) type Parts = BTreeMap<String, Vec<String>>;

/// What the documents of a project show, by field and part.
#[derive(Default)]
pub(super) struct Shown {
    fields: BTreeMap<String, Parts>,
    own: BTreeSet<String>,
    /// The records that tables show, by their list, in order.
    rows: BTreeMap<String, Vec<String>>,
}

impl Shown {
    /// Everything that stands in the pack, which holds every document.
    pub(super) fn of(edition: &Edition, project: &Project, today: Date) -> Self {
        let assessment = rules::assess(edition, project, today);
        let mut shown = Self::default();
        if let Ok(pack) = build(edition, project, &assessment, today, &Which::Pack) {
            shown.add(edition, &pack);
        }
        shown
    }

    fn add(&mut self, edition: &Edition, document: &Document) {
        for block in &document.blocks {
            match block {
                Block::Fields(fields) => {
                    for field in fields {
                        if edition.entry(&field.id).is_none() && !field.id.contains('/') {
                            self.own.insert(field.id.clone());
                        }
                        for part in field.parts.iter().chain(&field.beside) {
                            self.put(&field.id, &part.key, part.text.clone());
                        }
                    }
                }
                Block::Table(table) => {
                    let Some(list) = &table.list else { continue };
                    for row in &table.rows {
                        let Some(id) = &row.id else { continue };
                        let rows = self.rows.entry(list.clone()).or_default();
                        if !rows.contains(id) {
                            rows.push(id.clone());
                        }
                        for (column, cell) in table.columns.iter().zip(&row.cells) {
                            self.put(&format!("{list}/{id}"), &column.key, plain(cell));
                        }
                    }
                }
                Block::Heading(..)
                | Block::Paragraph(_)
                | Block::Bullets(_)
                | Block::Checks(_)
                | Block::Note(_)
                | Block::SignOffs(_)
                | Block::PageBreak => {}
            }
        }
    }

    fn put(&mut self, field: &str, part: &str, text: String) {
        let parts = self.fields.entry(field.to_owned()).or_default();
        parts.entry(part.to_owned()).or_default().push(text);
    }

    /// The records of a list that stand in a table, a row each.
    pub(super) fn rows(&self, list: &str) -> &[String] {
        self.rows.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// The texts of a part.
    pub(super) fn texts(&self, field: &str, part: &str) -> &[String] {
        let parts = self.fields.get(field);
        parts
            .and_then(|parts| parts.get(part))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The text of a part that stands once; empty where it is not shown.
    pub(super) fn text(&self, field: &str, part: &str) -> &str {
        self.texts(field, part).first().map_or("", String::as_str)
    }

    /// Whether a field says something about the document, such as its receipt, and is nobody's answer.
    pub(super) fn is_of_the_documents_own(&self, field: &str) -> bool {
        self.own.contains(field)
    }
}

fn plain(text: &Text) -> String {
    text.0.iter().map(|span| span.text.as_str()).collect()
}

/// The fields that came back, each once, in the order in which they first stand there.
pub(super) fn by_field(texts: impl Iterator<Item = FieldText>) -> Vec<(String, Parts)> {
    let mut places = BTreeMap::new();
    let mut fields: Vec<(String, Parts)> = Vec::new();
    for FieldText { field, part, text } in texts {
        let place = *places.entry(field.clone()).or_insert(fields.len());
        if place == fields.len() {
            fields.push((field, Parts::new()));
        }
        if let Some((_, parts)) = fields.get_mut(place) {
            parts.entry(part).or_default().push(text);
        }
    }
    fields
}

/// What stands in a part that an answer has once.
pub(super) enum Written<'a> {
    /// Nothing: the part is not there, or says what is shown already.
    AsShown,
    /// The part is there, and empty.
    Nothing,
    /// Something else than is shown.
    Anew(&'a str),
    /// Two different things, neither of which is shown.
    Twice,
}

impl<'a> Written<'a> {
    /// What the texts of a part say, beside what is shown of it.
    pub(super) fn of(texts: Option<&'a Vec<String>>, shown: &str) -> Self {
        Self::by(same, texts, shown)
    }

    /// What the texts of a part of a record say, which may stand in a table's cell.
    pub(super) fn of_a_record(texts: &'a Vec<String>, shown: &str) -> Self {
        Self::by(same_in_a_cell, Some(texts), shown)
    }

    fn by(same: fn(&str, &str) -> bool, texts: Option<&'a Vec<String>>, shown: &str) -> Self {
        let mut anew = texts
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|text| !same(text, shown));
        match (anew.next(), anew.next()) {
            (None, _) => Self::AsShown,
            (Some(first), Some(second)) if !same(first, second) => Self::Twice,
            (Some(first), _) if first.trim().is_empty() => Self::Nothing,
            (Some(first), _) => Self::Anew(first),
        }
    }
}

/// Whether two texts say the same: blanks around them do not count, nor do the two characters that
/// no file keeps.
pub(super) fn same(one: &str, other: &str) -> bool {
    fn kept(text: &str) -> impl Iterator<Item = char> + '_ {
        text.trim().chars().map(|c| {
            if matches!(c, '\u{FFFE}' | '\u{FFFF}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
    }
    kept(one).eq(kept(other))
}

/// Whether two texts of a table's cell say the same: a cell keeps lines, and one empty one between.
pub(super) fn same_in_a_cell(one: &str, other: &str) -> bool {
    fn lines(text: &str) -> Vec<&str> {
        let mut lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
        lines
    }
    same(&lines(one).join("\n"), &lines(other).join("\n"))
}

/// Whether the texts of a part that may stand several times are those that are shown.
pub(super) fn all_same(texts: &[String], shown: &[String]) -> bool {
    texts.len() == shown.len() && texts.iter().zip(shown).all(|(text, shown)| same(text, shown))
}
