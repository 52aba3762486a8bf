//! What a document says of a record of a list: a form of its own, or a row of a table in Word.

use serde_json::{Map, Value as Json, json};

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
        for (part, texts) in parts {
            let place = format!("{place}, {part}");
            let Some(asked) = list.field(part) else {
                self.leave(&place, "no field of such a record is called so; it was not taken");
                continue;
            };
            match Written::of(Some(texts), shown.text(&field, part)) {
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

    fn field(&self, field: &Field, written: &str) -> Found {
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
        let label = format!("{}, {}", list.label, record.id);
        self.propose(change, &label, before, after);
    }
}
