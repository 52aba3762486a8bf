//! Changes to the answer of an item: answered, cleared, skipped, confirmed.

use serde_json::{Value as Json, json};

use super::{Edit, value_error};
use crate::{
    guidance::Item,
    project::{
        carry,
        change::{Change, ChangeError},
        value::{TEXT_LIMIT, Value, sound_text},
    },
};

impl Edit<'_, '_, '_> {
    pub(super) fn answer(
        &mut self,
        change: &Change,
        id: &str,
        value: Option<&Json>,
        note: Option<&str>,
        evidence: Option<&[String]>,
    ) -> Result<(), ChangeError> {
        let item = self.item(id)?;
        if value.is_none() && note.is_none() && evidence.is_none() {
            return Err(ChangeError::EmptyAnswer(id.to_owned()));
        }
        if let Some(json) = value {
            Value::from_json(item, json).map_err(|what| value_error(id, what))?;
        }
        if let Some(note) = note {
            sound_text(note, TEXT_LIMIT).map_err(|what| value_error(&format!("the note of {id}"), what))?;
        }
        for piece in evidence.unwrap_or_default() {
            sound_text(piece, TEXT_LIMIT)
                .map_err(|what| value_error(&format!("the evidence of {id}"), what))?;
        }
        self.edit(change, item, None);
        Ok(())
    }

    pub(super) fn clear(&mut self, change: &Change, id: &str) -> Result<(), ChangeError> {
        let item = self.item(id)?;
        self.edit(change, item, None);
        Ok(())
    }

    pub(super) fn skip(&mut self, change: &Change, id: &str, reason: &str) -> Result<(), ChangeError> {
        let item = self.item(id)?;
        let refused = |what| ChangeError::Skip {
            item: id.to_owned(),
            what,
        };
        if !item.skippable {
            return Err(refused("cannot be skipped: only scoping questions can"));
        }
        sound_text(reason, TEXT_LIMIT).map_err(|what| value_error(&format!("the reason of {id}"), what))?;
        if reason.trim().is_empty() {
            return Err(refused("is skipped with a reason, and this one is empty"));
        }
        self.edit(change, item, None);
        Ok(())
    }

    pub(super) fn confirm(&mut self, change: &Change, id: &str) -> Result<(), ChangeError> {
        let item = self.item(id)?;
        let nothing = || ChangeError::NothingCarried(id.to_owned());
        let offer = carry::offer(self.edition, self.project, item).ok_or_else(nothing)?;
        // What is offered fits its kind, but may be too long for it, or blank.
        let value = Value::from_json(item, &offer.value.to_json())
            .map_err(|what| value_error(id, what))?
            .ok_or_else(nothing)?;
        let made = json!({"value": value.to_json(), "carried": offer.carried()});
        self.edit(change, item, Some(made));
        Ok(())
    }

    /// Makes an edit that was found sound, and logs it if it changes anything.
    fn edit(&mut self, change: &Change, item: &Item, made: Option<Json>) {
        let before = self.project.answer(item.id.as_str());
        let was = before.map_or(Json::Null, |before| json!(before.to_filed()));
        let before = before.cloned().unwrap_or_default();
        let after = before.edited(item, change, made.as_ref(), self.signed());
        if let Some(after) = after.filter(|after| *after != before) {
            self.project.answers.insert(item.id.clone(), after);
            self.log(change, was, made);
        }
    }
}
