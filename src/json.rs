//! Strict JSON: what every file, change list and answer sheet is read with.
//!
//! A key given twice is an error, and so are nesting past 127 levels and more values than memory
//! should hold; each error names the line and the column. This room knows no domain.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::{
    cell::Cell,
    fmt::{self, Write as _},
};

use crate::characters::quoted;

/// The most values that are read at once. A file of ours at its largest, laid out as we lay it out,
/// has fewer; without a limit, 50 MB of `[],` would be many times as much memory.
const MOST_VALUES: usize = 4_000_000;

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
            "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
                "a \\u escape stands for half a character"
            }
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
        let (line, column) = end_of(bytes);
        Self {
            what: what.to_owned(),
            line,
            column,
        }
    }
}

/// Reads bytes as strict JSON; fails on what is not UTF-8, not JSON, nested past 127 levels, gives a
/// key twice, or has more than four million values.
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
    let left = Cell::new(MOST_VALUES);
    let mut reader = serde_json::Deserializer::from_str(text);
    StrictValue { left: &left }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| JsonError::new(&error))
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
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The value pretty-printed, with a newline at the end.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The line and column at which a value begins, given the keys and positions that lead to it;
/// `None` where they lead nowhere, or the bytes are not JSON.
pub fn place_of(bytes: &[u8], path: &[&str]) -> Option<(usize, usize)> {
    let mut scan = Scan { bytes, at: 0 };
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        scan.at = 3;
    }
    for step in path {
        scan.enter(step)?;
    }
    scan.blanks();
    bytes.get(..scan.at).map(end_of)
}

/// The line and column at which something after these bytes begins.
fn end_of(bytes: &[u8]) -> (usize, usize) {
    let mut lines = bytes.split(|&byte| byte == b'\n').rev();
    let column = lines.next().map_or(0, <[u8]>::len) + 1;
    (lines.count() + 1, column)
}

/// A walk through bytes that were read as JSON before.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.next().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes to the member with the key, or to the element at the position.
    fn enter(&mut self, step: &str) -> Option<()> {
        self.blanks();
        let is_object = match self.next()? {
            b'{' => true,
            b'[' => false,
            _ => return None,
        };
        self.at += 1;
        for position in 0_usize.. {
            self.blanks();
            let found = if is_object {
                let from = self.at;
                self.value()?;
                let key: String = serde_json::from_slice(self.bytes.get(from..self.at)?).ok()?;
                self.blanks();
                self.at += 1;
                key == step
            } else {
                position.to_string() == step
            };
            if found {
                return Some(());
            }
            self.value()?;
            self.blanks();
            if self.next()? != b',' {
                return None;
            }
            self.at += 1;
        }
        None
    }

    /// Passes over a value.
    fn value(&mut self) -> Option<()> {
        self.blanks();
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => self.text()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => {
                    let from = self.at;
                    while self
                        .next()
                        .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                    {
                        self.at += 1;
                    }
                    if self.at == from {
                        return None;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.next()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }
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

/// Reads a JSON value in which no object gives a key twice, of so many values at most.
#[derive(Clone, Copy)]
struct StrictValue<'a> {
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for StrictValue<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.left.get().checked_sub(1);
        self.left
            .set(left.ok_or_else(|| D::Error::custom(format!("there are more than {MOST_VALUES} values")))?);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for StrictValue<'_> {
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
        while let Some(value) = sequence.next_element_seed(self)? {
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
            let value = access.next_value_seed(self)?;
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
    fn more_values_than_a_file_of_ours_can_hold_are_refused_where_they_begin() {
        let many = |count: usize| format!("[{}0]", "0,".repeat(count - 2));
        assert!(parse(many(MOST_VALUES).as_bytes()).is_ok());
        let error = parse(many(MOST_VALUES + 1).as_bytes()).unwrap_err();
        assert_eq!(error.what, "there are more than 4000000 values");
        assert_eq!((error.line, error.column), (1, 2 * MOST_VALUES - 1));
    }

    #[test]
    fn half_a_character_is_refused() {
        for text in [r#"["\ud800"]"#, r#"["\udc00"]"#, r#"["\ud800\u0041"]"#] {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(error.what.contains("half a character"), "{text}: {error}");
        }
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
    fn a_value_is_found_by_the_way_that_leads_to_it() {
        let text = b"{\n \"a\": {\"x\\\"y\": [1, [2, \"]\"],\n  {\"b\": true}]}}";
        for (path, place) in [
            (&[][..], Some((1, 1))),
            (&["a"][..], Some((2, 7))),
            (&["a", "x\"y", "1", "1"][..], Some((2, 24))),
            (&["a", "x\"y", "2", "b"][..], Some((3, 9))),
            (&["a", "x\"y", "3"][..], None),
            (&["b"][..], None),
        ] {
            assert_eq!(place_of(text, path), place, "{path:?}");
        }
    }

    #[test]
    fn canonical_json_sorts_keys_at_every_depth() {
        let value = json!({"b": {"d": 1, "c": "é"}, "a": [true, null]});
        assert_eq!(canonical(&value), r#"{"a":[true,null],"b":{"c":"é","d":1}}"#);
    }
}
