//! `schema`: the JSON Schema of the project file; its frame is that of the file's own types, and
//! each item's value, each record's fields come from the edition by their kinds.

use serde_json::{Map, Value as Json, json};

use super::{context::edition, error::Failure, output::Report};
use crate::{
    guidance::{Edition, Field, FieldKind, Item, ItemKind, List, PeriodOf},
    project::{File, LENGTH_LIMIT, LINE_LIMIT, PENCE_LIMIT, RECORD_LIMIT, SCHEMA, TEXT_LIMIT},
};

/// The schema for the edition that new projects are answered under.
pub fn run() -> Result<Report, Failure> {
    Ok(Report::json(&of(edition()?)))
}

/// The schema of a project file under an edition, draft 2020-12.
pub fn of(edition: &Edition) -> Json {
    let mut schema = schemars::schema_for!(File).to_value();
    put(&mut schema, "/title", json!("A Triplewin project"));
    put(&mut schema, "/properties/schema", json!({"const": SCHEMA}));
    put(&mut schema, "/properties/edition", json!({"const": edition.id}));
    let answers: Map<String, Json> = edition
        .items()
        .map(|item| (item.id.to_string(), answer(item)))
        .collect();
    put(
        &mut schema,
        "/properties/answers",
        json!({
            "description": "Answers by item id; items of other editions are kept.",
            "type": "object",
            "properties": answers,
            "additionalProperties": {"$ref": "#/$defs/FiledAnswer"},
        }),
    );
    let lists: Map<String, Json> = edition
        .lists()
        .map(|list| (list.id.to_string(), records(list)))
        .collect();
    put(
        &mut schema,
        "/properties/lists",
        json!({
            "description": "Records by list id; lists of other editions are kept.",
            "type": "object",
            "properties": lists,
            "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Record"}},
        }),
    );
    put(
        &mut schema,
        "/$defs/Record/properties/id",
        json!({"description": "Its id, unique in its list.", "type": "string", "pattern": RECORD_ID}),
    );
    schema
}

const RECORD_ID: &str = "^[a-z0-9][a-z0-9-]{0,63}$";
const QUARTER: &str = "^[0-9]{4}-Q[1-4]$";
const MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

/// Puts a value where the pointer leads; its last part may be new.
fn put(schema: &mut Json, pointer: &str, value: Json) {
    if let Some((parent, key)) = pointer.rsplit_once('/')
        && let Some(members) = schema.pointer_mut(parent).and_then(Json::as_object_mut)
    {
        members.insert(key.to_owned(), value);
    }
}

fn answer(item: &Item) -> Json {
    json!({
        "$ref": "#/$defs/FiledAnswer",
        "title": item.label,
        "description": item.prompt,
        "properties": {"value": {"anyOf": [{"type": "null"}, value(item)]}},
    })
}

/// The schema of an item's value, by its kind; the most characters stand for the most bytes, of
/// which a character has at least one.
fn value(item: &Item) -> Json {
    let choices = || -> Vec<&str> { item.choices.iter().map(|choice| choice.value.as_str()).collect() };
    match item.kind {
        ItemKind::Line => line(),
        ItemKind::Text => text(),
        ItemKind::ThreeWay => members(
            &[("patients", text()), ("nhs", text()), ("industry", text())],
            &[],
        ),
        ItemKind::YesNo if item.unsure => json!({"enum": ["yes", "no", "unsure"]}),
        ItemKind::YesNo => json!({"enum": ["yes", "no"]}),
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => json!({"enum": choices()}),
        ItemKind::Quarter => pattern(QUARTER),
        ItemKind::Month => pattern(MONTH),
        ItemKind::Date => date(),
        ItemKind::Months => json!({"type": "integer", "minimum": 1, "maximum": LENGTH_LIMIT}),
        ItemKind::Money => members(
            &[
                ("pence", pence()),
                ("vat", json!({"enum": ["included", "excluded", "none"]})),
            ],
            &["pence", "vat"],
        ),
        ItemKind::Decision => members(
            &[("choice", json!({"enum": choices()})), ("details", text())],
            &["choice"],
        ),
        ItemKind::Attestation => {
            let date = json!({"anyOf": [{"const": ""}, date()]});
            members(&[("name", line()), ("date", date)], &[])
        }
        ItemKind::Head => {
            let covered = if item.not_applicable {
                json!({"enum": ["yes", "no", "not-applicable", ""]})
            } else {
                json!({"enum": ["yes", "no", ""]})
            };
            members(
                &[("covered", covered), ("clause", line()), ("notes", text())],
                &[],
            )
        }
        ItemKind::Period => {
            let end = match item.period_of {
                Some(PeriodOf::Months) => pattern(MONTH),
                Some(PeriodOf::Quarters) | None => pattern(QUARTER),
            };
            members(&[("from", end.clone()), ("to", end)], &["from", "to"])
        }
    }
}

fn records(list: &List) -> Json {
    let fields: Map<String, Json> = list
        .fields
        .iter()
        .map(|field| (field.id.clone(), described(field)))
        .collect();
    json!({
        "title": list.label,
        "description": list.prompt,
        "type": "array",
        "maxItems": RECORD_LIMIT,
        "items": {"$ref": "#/$defs/Record", "properties": fields},
    })
}

fn described(field: &Field) -> Json {
    let mut schema = field_value(field);
    if let Some(members) = schema.as_object_mut() {
        members.insert("title".to_owned(), json!(field.label));
        members.insert("description".to_owned(), json!(field.help));
    }
    schema
}

fn field_value(field: &Field) -> Json {
    match field.kind {
        FieldKind::Line | FieldKind::Reference => line(),
        FieldKind::Text => text(),
        FieldKind::Choice => {
            let values: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            json!({"enum": values})
        }
        FieldKind::Date => date(),
        FieldKind::Party | FieldKind::Company => pattern(RECORD_ID),
        FieldKind::Year => json!({"type": "integer", "minimum": 1900, "maximum": 2999}),
        FieldKind::Pence => pence(),
        FieldKind::References => json!({"type": "array", "items": line()}),
    }
}

fn line() -> Json {
    json!({"type": "string", "maxLength": LINE_LIMIT, "pattern": "^[^\\n]*$"})
}

fn text() -> Json {
    json!({"type": "string", "maxLength": TEXT_LIMIT})
}

fn date() -> Json {
    json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
}

fn pence() -> Json {
    json!({"type": "integer", "minimum": 0, "maximum": PENCE_LIMIT})
}

fn pattern(pattern: &str) -> Json {
    json!({"type": "string", "pattern": pattern})
}

/// An object of these members and no others, some of them required.
fn members(members: &[(&str, Json)], required: &[&str]) -> Json {
    let properties: Map<String, Json> = members
        .iter()
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::guidance::editions;

    #[test]
    fn every_item_and_list_has_its_schema_and_every_reference_leads_somewhere() {
        let edition = editions().first().unwrap();
        let schema = of(edition);
        assert_eq!(
            schema.pointer("/$schema").unwrap(),
            "https://json-schema.org/draft/2020-12/schema"
        );
        for item in edition.items() {
            let value = schema
                .pointer("/properties/answers/properties")
                .and_then(|answers| answers.get(item.id.as_str()))
                .and_then(|answer| answer.pointer("/properties/value/anyOf/1"));
            assert!(value.is_some(), "{}", item.id);
        }
        let lists = schema.pointer("/properties/lists/properties").unwrap();
        for list in edition.lists() {
            assert!(lists.get(list.id.as_str()).is_some(), "{}", list.id);
        }
        let mut references = Vec::new();
        collect(&schema, &mut references);
        assert!(references.len() > 100);
        for reference in references {
            assert!(
                schema.pointer(reference.trim_start_matches('#')).is_some(),
                "{reference}"
            );
        }
    }

    fn collect(json: &Json, references: &mut Vec<String>) {
        match json {
            Json::Object(members) => {
                if let Some(Json::String(reference)) = members.get("$ref") {
                    references.push(reference.clone());
                }
                members.values().for_each(|value| collect(value, references));
            }
            Json::Array(values) => values.iter().for_each(|value| collect(value, references)),
            _ => {}
        }
    }
}
