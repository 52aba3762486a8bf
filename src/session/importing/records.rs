//! What a document says of a record of a list: a form of its own, or a row of a table.

use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

use super::{
    Reading,
    shown::{Parts, Shown, Written, all_same},
};
use crate::{
    characters::quoted,
    guidance::{Field, FieldKind, List},
    interview::{self, Form},
    project::{Change, Record, field_from_json, field_words},
};

/// The part that several fields of a record stand in together, a line each.
pub(super) const TOGETHER: &str = "";

/// A field's own value, or why there is none.
type Found = Result<Option<Json>, String>;

impl<'a> Reading<'a> {
    /// The list and the id of the record that a field of a document is.
    pub(super) fn listed<'f>(&self, field: &'f str) -> Option<(&'a List, &'f str)> {
        let (list, id) = field.split_once('/')?;
        Some((self.edition.list(list)?, id))
    }

    /// What a document says of a record.
    pub(super) fn record(&mut self, list: &List, id: &str, parts: &Parts, shown: &Shown) {
        let field = format!("{}/{id}", list.id);
        let place = format!("{} {}", list.id, quoted(id));
        let project = self.project;
        let Some(record) = project
            .records(list.id.as_str())
            .iter()
            .find(|record| record.id == id)
        else {
            self.leave(
                &place,
                "it is not there any more; what the document says of it was not taken",
            );
            return;
        };
        if !record.versions.is_empty() {
            if parts
                .iter()
                .any(|(part, texts)| !all_same(texts, shown.texts(&field, part)))
            {
                self.leave(
                    &place,
                    "it has two versions, one of which is chosen here; the document's was not taken",
                );
            }
            return;
        }
        let mut fields = Map::new();
        let mut parts = parts.clone();
        let together = parts.remove(TOGETHER).unwrap_or_default();
        let mut here = BTreeMap::new();
        if let Written::Anew(text) = Written::of_a_record(&together, shown.text(&field, TOGETHER)) {
            match parted(list, text) {
                Ok(said) => {
                    for (key, text) in said {
                        parts.entry(key).or_default().push(text);
                    }
                }
                Err(wrong) => self.problems.push(format!("{place} {wrong}")),
            }
            here = parted(list, shown.text(&field, TOGETHER))
                .unwrap_or_default()
                .into_iter()
                .collect();
            for key in here.keys() {
                parts.entry(key.clone()).or_insert_with(|| vec![String::new()]);
            }
        }
        for (part, texts) in &parts {
            let place = format!("{place}, {part}");
            let Some(asked) = list.field(part) else {
                self.leave(&place, "no field of such a record is called so; it was not taken");
                continue;
            };
            let shown = here
                .get(part)
                .map_or_else(|| shown.text(&field, part), String::as_str);
            match Written::of_a_record(texts, shown) {
                Written::AsShown => {}
                Written::Nothing => self.leave(&place, "left as it is, since the document has nothing there"),
                Written::Twice => self.problems.push(format!(
                    "{place} stands several times in the document, each time another"
                )),
                Written::Anew(text) => match self.field(asked, text) {
                    Err(wrong) => self.problems.push(format!("{place} {wrong}")),
                    Ok(Some(value)) if record.fields.get(part) != Some(&value) => {
                        fields.insert(part.clone(), value);
                    }
                    Ok(_) => {}
                },
            }
        }
        if !fields.is_empty() {
            self.updated(list, record, fields);
        }
    }

    pub(super) fn field(&self, field: &Field, written: &str) -> Found {
        let part = interview::field_part(self.edition, self.project, field);
        let value = match (&part.form, field.kind) {
            (Form::Choice(choices), _) => interview::chosen(choices, written)
                .map(|value| json!(value))
                .map_err(|what| (written, what)),
            (_, FieldKind::References) => self.references(written).map(|ids| json!(ids)),
            (Form::Line, _) => interview::field_value(field, written.trim(), self.today)
                .map_err(|wrong| (written, wrong.what)),
            (Form::Text, _) => {
                interview::field_value(field, written, self.today).map_err(|wrong| (written, wrong.what))
            }
        };
        let value = value.map_err(|(found, what)| {
            format!("cannot be {}: {}", quoted(found), what.trim_end_matches('.'))
        })?;
        field_from_json(field, &value).map_err(|wrong| wrong.to_string())
    }

    /// Ids of items and lists, one a line with its name before it, or several with commas between.
    fn references<'w>(&self, written: &'w str) -> Result<Vec<&'w str>, (&'w str, String)> {
        let mut ids = Vec::new();
        for line in written.lines() {
            let named = line
                .trim()
                .strip_suffix(')')
                .and_then(|line| line.rsplit_once('('))
                .map(|(_, id)| id)
                .filter(|id| self.edition.entry(id).is_some());
            match named {
                Some(id) => ids.push(id),
                None => ids.extend(line.split([',', ' ']).filter(|id| !id.is_empty())),
            }
        }
        match ids.iter().find(|id| self.edition.entry(id).is_none()) {
            Some(unknown) => Err((unknown, "This takes ids of items or lists".to_owned())),
            None => Ok(ids),
        }
    }

    /// What a record is called: the first of its fields that says something, else its id.
    pub(super) fn name(&self, list: &List, record: &Record) -> String {
        let said = list
            .fields
            .iter()
            .map(|field| field_words(self.edition, self.project, field, record));
        said.map(|words| words.lines().next().unwrap_or_default().to_owned())
            .find(|words| !words.is_empty())
            .unwrap_or_else(|| record.id.clone())
    }

    fn updated(&mut self, list: &List, record: &Record, fields: Map<String, Json>) {
        let mut after = record.clone();
        after.fields.extend(fields.clone());
        let said = |record: &Record| {
            let changed = list.fields.iter().filter(|field| fields.contains_key(&field.id));
            let lines = changed.filter_map(|field| {
                let words = field_words(self.edition, self.project, field, record);
                (!words.is_empty()).then(|| format!("{}: {words}", field.label))
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        let (before, after) = (said(record), said(&after));
        let change = Change::Update {
            list: list.id.to_string(),
            id: record.id.clone(),
            fields,
        };
        let label = format!("{}, {}", list.label, self.name(list, record));
        self.propose(change, &label, before, after);
    }
}

/// The fields that stand together in a cell, such as `Email: a@b.example`: each with its words, which
/// may go on below it. Fails on words that no field's name stands before.
pub(super) fn parted(list: &List, text: &str) -> Result<Vec<(String, String)>, String> {
    let mut said: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let named = list.fields.iter().find_map(|field| {
            let rest = line.trim_start().strip_prefix(field.field_name())?;
            Some((field, rest.trim_start().strip_prefix(':')?))
        });
        match (named, said.last_mut()) {
            (Some((field, rest)), _) => said.push((field.id.clone(), rest.trim().to_owned())),
            (None, Some((_, before))) => {
                before.push('\n');
                before.push_str(line);
            }
            (None, None) if line.trim().is_empty() => {}
            (None, None) => {
                return Err(format!(
                    "cannot be read at {}: a line there is a field's name, a colon and its words",
                    quoted(line)
                ));
            }
        }
    }
    Ok(said)
}
