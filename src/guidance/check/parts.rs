//! Takes an edition's JSON apart: every member that is there and no other, each of its type.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::fmt;

use super::{Checker, Source};
use crate::json;

/// What stands in for a text that is missing, so that the rest can be looked at.
const MISSING: &str = "?";

impl Checker {
    /// The members of the object that a file holds.
    pub(super) fn object(&mut self, source: &Source) -> Option<Map<String, Value>> {
        match json::parse(source.json) {
            Ok(Value::Object(members)) => Some(members),
            Ok(_) => {
                self.fault(source.name, "", "this is no JSON object");
                None
            }
            Err(error) => {
                self.fault(source.name, "", error);
                None
            }
        }
    }

    /// Takes a member that must be there.
    pub(super) fn one<T: DeserializeOwned>(
        &mut self,
        file: &str,
        members: &mut Map<String, Value>,
        key: &str,
    ) -> Option<T> {
        let Some(value) = members.remove(key) else {
            self.fault(file, key, "is missing");
            return None;
        };
        self.typed(file, key, value)
    }

    /// Takes a list that must be there, without its elements that are none of their type.
    pub(super) fn each<T: DeserializeOwned>(
        &mut self,
        file: &str,
        members: &mut Map<String, Value>,
        key: &str,
    ) -> Vec<T> {
        let values: Vec<Value> = self.one(file, members, key).unwrap_or_default();
        let mut sound = Vec::new();
        for (position, value) in values.into_iter().enumerate() {
            let id = value
                .get("id")
                .and_then(Value::as_str)
                .map_or_else(|| format!("{key}[{position}]"), |id| format!("{key}.{id}"));
            sound.extend(self.typed(file, &id, value));
        }
        sound
    }

    /// The value as its type; each unknown member and each missing text is a fault of its own.
    pub(super) fn typed<T: DeserializeOwned>(&mut self, file: &str, id: &str, mut value: Value) -> Option<T> {
        let mut guessed = false;
        loop {
            let said = match T::deserialize(&value) {
                Ok(typed) => return Some(typed),
                Err(error) => error.to_string().replace('`', "\""),
            };
            let members = value.as_object_mut();
            let named = |before: &str| Some(said.strip_prefix(before)?.split('"').next()?.to_owned());
            match (members, named("unknown field \""), named("missing field \"")) {
                (Some(members), Some(unknown), _) if members.contains_key(&unknown) => {
                    self.fault(file, id, format_args!("the member {unknown:?} is unknown"));
                    members.remove(&unknown);
                }
                (Some(members), _, Some(missing)) if !members.contains_key(&missing) => {
                    self.fault(file, id, format_args!("the member {missing:?} is missing"));
                    members.insert(missing, json!(MISSING));
                    guessed = true;
                }
                // What stands in for a missing member may be of another type than it.
                _ if guessed && said.contains(&format!("{MISSING:?}")) => return None,
                _ => {
                    self.fault(file, id, said);
                    return None;
                }
            }
        }
    }

    pub(super) fn nothing_else(&mut self, file: &str, id: &str, members: &Map<String, Value>) {
        for key in members.keys() {
            self.fault(file, id, format_args!("the member {key:?} is unknown"));
        }
    }

    /// None of the texts is blank.
    pub(super) fn texts<'a>(
        &mut self,
        file: &str,
        id: impl fmt::Display,
        texts: impl IntoIterator<Item = (&'static str, &'a String)>,
    ) {
        for (name, text) in texts {
            if text.trim().is_empty() {
                self.fault(file, &id, format_args!("its {name} is empty"));
            }
        }
    }
}
