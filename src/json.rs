//! Strict JSON: what every file, change list and answer sheet is read with.
//!
//! A key given twice is an error, and so is nesting past 128 levels; each error names the line
//! and the column. This room knows no domain.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::fmt;

use crate::characters::quoted;

/// Why a text is not the JSON that we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line}, column {column}")]
pub struct JsonError {
    /// What is wrong, in words.
    pub what: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1 (0 where the line is empty).
    pub column: usize,
}

impl JsonError {
    fn new(error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let what = said
            .rsplit_once(" at line ")
            .map_or(said.as_str(), |(what, _)| what);
        let what = match what {
            "recursion limit exceeded" => "the JSON is nested more than 127 levels deep",
            "expected value" | "expected ident" => "this is not JSON: a value was expected",
            "trailing characters" => "something follows the end of the JSON",
            other => other,
        };
        Self {
            what: what.to_owned(),
            line: error.line(),
            column: error.column(),
        }
    }

    fn at_byte(what: &str, bytes: &[u8]) -> Self {
        let line = bytes.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = bytes.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        Self {
            what: what.to_owned(),
            line,
            column,
        }
    }
}

/// Reads bytes as strict JSON; fails on what is not UTF-8, not JSON, nested past 127 levels, or
/// gives a key twice.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
        JsonError::at_byte("this is not UTF-8", sound)
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(JsonError {
            what: "the file is empty".to_owned(),
            line: 1,
            column: 1,
        });
    }
    let strict: Strict = serde_json::from_str(text).map_err(|error| JsonError::new(&error))?;
    Ok(strict.0)
}

/// The compact UTF-8 JSON of a value with its keys sorted at every depth.
pub fn canonical(value: &Value) -> String {
    sorted(value).to_string()
}

/// The SHA-256 of the canonical JSON of a value, in lower-case hexadecimal.
pub fn sha256(value: &Value) -> String {
    sha256_text(&canonical(value))
}

/// The SHA-256 of a text's UTF-8, in lower-case hexadecimal.
pub fn sha256_text(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let mut hexadecimal = String::with_capacity(64);
    for byte in digest {
        hexadecimal.push_str(&format!("{byte:02x}"));
    }
    hexadecimal
}

/// The value pretty-printed, with a newline at the end.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut keys: Vec<_> = members.iter().collect();
            keys.sort_by_key(|&(key, _)| key);
            Value::Object(
                keys.into_iter()
                    .map(|(key, value)| (key.clone(), sorted(value)))
                    .collect(),
            )
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// A JSON value in which no object gives a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        StrictValue.deserialize(deserializer).map(Strict)
    }
}

struct StrictValue;

impl<'de> DeserializeSeed<'de> for StrictValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for StrictValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element_seed(StrictValue)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format!(
                    "the key {} is given twice",
                    quoted(&key)
                )));
            }
            let value = access.next_value_seed(StrictValue)?;
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_given_twice_is_named_with_its_place() {
        let error = parse(b"{\"a\":1,\n \"b\":{\"c\":1,\"c\":2}}").unwrap_err();
        assert_eq!(error.what, "the key \"c\" is given twice");
        assert_eq!(error.line, 2);
    }

    #[test]
    fn deep_nesting_is_refused_not_overflowed() {
        let error = parse("[".repeat(200_000).as_bytes()).unwrap_err();
        assert!(error.what.contains("nested"), "{error}");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused_with_their_place() {
        let error = parse(b"{\n\"a\xff\"").unwrap_err();
        assert_eq!(
            (error.what.as_str(), error.line, error.column),
            ("this is not UTF-8", 2, 3)
        );
    }

    #[test]
    fn canonical_json_sorts_keys_at_every_depth() {
        let value = json!({"b": {"d": 1, "c": "é"}, "a": [true, null]});
        assert_eq!(canonical(&value), r#"{"a":[true,null],"b":{"c":"é","d":1}}"#);
    }
}
