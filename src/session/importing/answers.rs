//! Answers by the ids of their items, as JSON.

use serde_json::Value as Json;

use super::{ImportError, Reading, words};
use crate::{
    characters::quoted,
    guidance::{Entry, Item},
    json,
    project::{Answer, Value, is_blank, nearest},
};

impl Reading<'_> {
    /// The answers of a JSON object.
    pub(super) fn answers(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let Json::Object(answers) = json::parse(bytes)? else {
            return Err(ImportError::NoObject);
        };
        for (id, value) in &answers {
            match self.edition.entry(id) {
                Some(Entry::Item(item)) => self.answer(item, value),
                Some(Entry::List(list)) => self.problems.push(format!(
                    "{} is a list, whose records are changed by `triplewin apply`",
                    list.id
                )),
                None => {
                    let unknown = self.unknown(id);
                    self.problems.push(unknown);
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, item: &Item, value: &Json) {
        let nothing = Answer::default();
        let answer = self.project.answer(item.id.as_str()).unwrap_or(&nothing);
        if is_blank(value) {
            if answer.value.is_some() {
                self.leave(
                    item.id.as_str(),
                    "left as it is, since the file has nothing there",
                );
            }
            return;
        }
        // As with `answer`, what is no value may still be words for one.
        let read = Value::from_json(item, value).or_else(|wrong| {
            let written = value.as_str().ok_or_else(|| wrong.clone())?;
            let written = vec![(String::new(), written.to_owned())];
            let value = match words::keys(item).len() {
                1 => words::value(item, &written, self.today).map_err(|_| wrong.clone())?,
                _ => return Err(wrong),
            };
            Value::from_json(item, &value)
        });
        match read {
            Ok(value) => self.answered(item, answer, value),
            Err(wrong) => self.problems.push(format!("{} {wrong}", item.id)),
        }
    }

    /// That there is no item of a name, and which one may have been meant.
    pub(super) fn unknown(&self, name: &str) -> String {
        let ids = self.edition.items().map(|item| item.id.as_str());
        let numbered = self
            .edition
            .items()
            .find(|item| item.number.as_deref() == Some(name))
            .map(|item| item.id.to_string());
        match numbered.or_else(|| nearest(name, ids)) {
            Some(id) => format!("there is no item {} (did you mean {id}?)", quoted(name)),
            None => format!("there is no item {}", quoted(name)),
        }
    }
}
