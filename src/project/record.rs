//! A record of a list: its fields, and how they are set.

use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::{file::Record, value::is_blank};
use crate::guidance::{Field, List};

impl Record {
    /// A field's text, or its empty text.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Json::as_str).unwrap_or_default()
    }

    /// A field's day.
    pub fn date(&self, field: &str) -> Option<Date> {
        super::calendar::day(self.text(field))
    }

    /// A field's whole number: a year, or pence.
    pub fn number(&self, field: &str) -> Option<u64> {
        self.fields.get(field)?.as_u64()
    }

    /// The ids that a field names: one, or several.
    pub fn references<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let json = self.fields.get(field);
        let several = json
            .and_then(Json::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        json.and_then(Json::as_str)
            .into_iter()
            .chain(several.iter().filter_map(Json::as_str))
            .filter(|id| !id.trim().is_empty())
    }

    /// Whether a field of several ids names this one, in any of the record's versions.
    pub(super) fn ever_named(&self, field: &str, id: &str) -> bool {
        let versions = self
            .versions
            .iter()
            .filter_map(|version| version.value.get(field));
        let all = versions.chain(self.fields.get(field)).filter_map(Json::as_array);
        all.flatten().any(|named| named == id)
    }

    /// The required fields that it lacks, in the order of the list.
    pub fn lacks<'a>(&self, list: &'a List) -> Vec<&'a Field> {
        let wanted = |field: &&Field| {
            field.required
                && !self.has(&field.id)
                && !field.unless.as_ref().is_some_and(|other| self.has(other))
        };
        list.fields.iter().filter(wanted).collect()
    }

    /// Whether a field holds something.
    pub fn has(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|json| !is_blank(json))
    }

    /// Sets fields, empties those given as `None`, and puts all in the order of the list.
    pub(super) fn set(&mut self, list: &List, fields: Vec<(String, Option<Json>)>) {
        for (id, value) in fields {
            match value {
                Some(value) => {
                    self.fields.insert(id, value);
                }
                None => {
                    self.fields.shift_remove(&id);
                }
            }
        }
        in_order(list, &mut self.fields);
    }
}

/// Puts the fields that the list has first, in its order; the others keep theirs.
pub(super) fn in_order(list: &List, fields: &mut Map<String, Json>) {
    let place = |id: &str| {
        list.fields
            .iter()
            .position(|field| field.id == id)
            .unwrap_or(usize::MAX)
    };
    let mut sorted: Vec<_> = std::mem::take(fields).into_iter().collect();
    sorted.sort_by_key(|(id, _)| place(id));
    *fields = sorted.into_iter().collect();
}
