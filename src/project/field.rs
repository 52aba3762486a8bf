//! The values of records' fields, by kind.

use serde_json::Value as Json;

use super::value::{
    LINE_LIMIT, PENCE_LIMIT, TEXT_LIMIT, ValueError, date, is_blank, is_emptying, one_line, one_of,
    sound_text, string, wrong,
};
use crate::guidance::{Field, FieldKind};

/// A record's field as JSON, checked against its kind, `None` where it is blank; fails on one of
/// another kind, too long, or with control characters. Whether a party is there is the caller's
/// to see.
pub fn field_from_json(field: &Field, json: &Json) -> Result<Option<Json>, ValueError> {
    field_shape(field, json)?;
    let limit = match field.kind {
        FieldKind::Text => TEXT_LIMIT,
        FieldKind::Line
        | FieldKind::Choice
        | FieldKind::Date
        | FieldKind::Party
        | FieldKind::Company
        | FieldKind::Year
        | FieldKind::Pence
        | FieldKind::Reference
        | FieldKind::References => LINE_LIMIT,
    };
    match json {
        Json::String(text) => sound_text(text, limit)?,
        Json::Array(ids) => {
            for id in ids.iter().filter_map(Json::as_str) {
                sound_text(id, limit)?;
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => {}
    }
    Ok((!is_blank(json)).then(|| json.clone()))
}

/// Whether a record's field is of its kind or blank, as a file may hold it: length and control
/// characters aside.
pub(super) fn field_shape(field: &Field, json: &Json) -> Result<(), ValueError> {
    if is_emptying(json) {
        return Ok(());
    }
    match field.kind {
        FieldKind::Line => one_line(string(json, "a line of text")?),
        FieldKind::Text => string(json, "text").map(|_| ()),
        FieldKind::Choice => {
            let allowed: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            one_of(json, &allowed).map(|_| ())
        }
        FieldKind::Date => date(json).map(|_| ()),
        FieldKind::Party | FieldKind::Company => one_line(string(json, "the id of a party")?),
        FieldKind::Year => match json.as_u64() {
            Some(1900..=2999) => Ok(()),
            _ => Err(wrong("a year from 1900 to 2999", json)),
        },
        FieldKind::Pence => match json.as_u64() {
            Some(0..=PENCE_LIMIT) => Ok(()),
            _ => Err(wrong("whole pence, 0 to 10000000000000", json)),
        },
        FieldKind::Reference => one_line(string(json, "the id of an item")?),
        FieldKind::References => {
            let wanted = "a list of ids of items or lists";
            let ids = json.as_array().ok_or_else(|| wrong(wanted, json))?;
            ids.iter().try_for_each(|id| one_line(string(id, wanted)?))
        }
    }
}
