//! Inputs that were sound once: bytes changed, pieces moved, values put where others stood.

use fastrand::Rng;
use serde_json::{Map, Value as Json, json};

/// No input grows past this, so that a million of them are tried in minutes.
const LONGEST: usize = 1 << 17;

/// What is put into inputs, beside what stands in them.
const WORDS: [&str; 30] = [
    "",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "e\u{301}\u{301}\u{301}",
    "\u{10ffff}",
    "\\ud800",
    "\\u0000",
    "]]>",
    "&lt;&#0;&#x110000;",
    "<!-- / -->",
    "<!-- pid.background -->",
    "| a | b |",
    "9999-12-31",
    "-0001-01-01",
    "2026-02-30",
    "2026-Q5",
    "2026-11-21T14:02:00Z",
    "1e400",
    "-0",
    "18446744073709551616",
    "9223372036854775808",
    "0.1",
    "null",
    "{\"a\":1,\"a\":2}",
    "[[[[[[[[",
    "\r\n",
    "/",
];

/// The bytes, bent a few times; `others` are what pieces are taken from.
pub fn bytes(chance: &mut Rng, sound: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=chance.usize(..4) {
        once(chance, &mut bytes, others);
        bytes.truncate(LONGEST);
    }
    bytes
}

fn once(chance: &mut Rng, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
    let at = chance.usize(..=bytes.len());
    let end = (at + chance.usize(..=16)).min(bytes.len());
    match chance.u8(..10) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.u8(..8);
            }
        }
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = chance.u8(..);
            }
        }
        4 => insert(bytes, at, chance.choice(&WORDS).unwrap().as_bytes()),
        5 => {
            let other = chance.choice(others).unwrap();
            let from = chance.usize(..=other.len());
            let to = (from + chance.usize(..=64)).min(other.len());
            insert(bytes, at, &other[from..to]);
        }
        6 => {
            let piece = bytes[at..end].repeat(1 << chance.usize(..=8));
            insert(bytes, at, &piece);
        }
        7 => {
            let piece: Vec<u8> = bytes.drain(at..end).collect();
            let at = chance.usize(..=bytes.len());
            insert(bytes, at, &piece);
        }
        8 => insert(
            bytes,
            at,
            &vec![*chance.choice(b"[{\"\\ \n9-|#").unwrap(); chance.usize(..300)],
        ),
        _ => {
            let digit = |&at: &usize| bytes[at].is_ascii_digit();
            if let Some(at) = (at..bytes.len()).find(digit) {
                bytes[at] = chance.digit(10) as u8;
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(bytes.splice(at..at, piece.iter().copied()));
}

/// The JSON with a few of its values gone, changed, or standing elsewhere.
pub fn json(chance: &mut Rng, sound: &Json) -> Json {
    let mut json = sound.clone();
    for _ in 0..=chance.usize(..3) {
        let (at, from) = (chance.usize(..count(&json)), chance.usize(..count(&json)));
        let graft = nth(&mut json, &mut { from }).cloned().unwrap_or_default();
        if let Some(value) = nth(&mut json, &mut { at }) {
            bend(chance, value, graft);
        }
    }
    json
}

fn bend(chance: &mut Rng, value: &mut Json, graft: Json) {
    match (chance.u8(..6), &mut *value) {
        (0, Json::Object(members)) if !members.is_empty() => {
            let key = chance.choice(members.keys()).unwrap().clone();
            members.remove(&key);
        }
        (1, Json::Object(members)) if !members.is_empty() => {
            let key = chance.choice(members.keys()).unwrap().clone();
            let held = members.remove(&key).unwrap_or_default();
            members.insert(word(chance), held);
        }
        (0..=2, Json::Object(members)) => drop(members.insert(word(chance), graft)),
        (0, Json::Array(values)) => values.clear(),
        (1..=2, Json::Array(values)) => {
            let at = chance.usize(..=values.len());
            values.insert(at, graft);
        }
        (0..=1, Json::String(text)) => text.push_str(&word(chance)),
        (2, Json::String(text)) => *text = text.repeat(1 << chance.usize(..6)),
        (5, _) => *value = graft,
        _ => *value = any(chance),
    }
}

/// Any JSON of little depth.
fn any(chance: &mut Rng) -> Json {
    match chance.u8(..12) {
        0 => Json::Null,
        1 => json!(chance.bool()),
        2 => json!(chance.i64(-3..3)),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!(-0.5),
        7 => json!([]),
        8 => Json::Object(Map::new()),
        9 => json!([word(chance), word(chance)]),
        10 => json!({ word(chance): word(chance) }),
        _ => Json::String(word(chance)),
    }
}

fn word(chance: &mut Rng) -> String {
    let known = [
        "yes",
        "no",
        "unsure",
        "id",
        "value",
        "note",
        "op",
        "add",
        "answer",
        "parties",
        "nhs",
        "company",
        "checklist.4",
        "pid.background",
        "rest",
        "versions",
        "by",
        "at",
    ];
    match chance.u8(..4) {
        0 => (*chance.choice(&WORDS).unwrap()).to_owned(),
        1 => chance.char(..).to_string().repeat(chance.usize(..40)),
        _ => (*chance.choice(&known).unwrap()).to_owned(),
    }
}

/// How many values there are in a JSON, itself among them.
fn count(json: &Json) -> usize {
    1 + match json {
        Json::Array(values) => values.iter().map(count).sum(),
        Json::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// The value that stands at a place, counted from the front.
fn nth<'a>(json: &'a mut Json, left: &mut usize) -> Option<&'a mut Json> {
    if *left == 0 {
        return Some(json);
    }
    *left -= 1;
    match json {
        Json::Array(values) => values.iter_mut().find_map(|value| nth(value, left)),
        Json::Object(members) => members.values_mut().find_map(|value| nth(value, left)),
        _ => None,
    }
}
