//! Changes to the records of a list: added, updated, removed.

use serde_json::{Map, Value as Json, json};

use super::{Edit, unknown_item, value_error};
use crate::{
    guidance::{Field, FieldKind, List, ListRole},
    project::{
        change::{Change, ChangeError, nearest},
        field::field_from_json,
        file::{Record, SignOff},
        id::{RESERVED, is_record_id},
    },
};

/// The most records of a list.
pub const RECORD_LIMIT: usize = 2_000;

impl Edit<'_, '_, '_> {
    pub(super) fn add(&mut self, list_id: &str, given: &Map<String, Json>) -> Result<(), ChangeError> {
        let list = self.list(list_id)?;
        let mut fields = given.clone();
        let id = match fields.shift_remove("id") {
            None => self.fresh_record_id(list),
            Some(Json::String(id)) if is_record_id(&id) => id,
            Some(other) => {
                let written = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
                return Err(ChangeError::BadId(written));
            }
        };
        let fields = self.sound_fields(list, &fields, None)?;
        if fields.iter().all(|(_, value)| value.is_none()) {
            return Err(ChangeError::EmptyRecord(list_id.to_owned()));
        }
        if let Some(why) = self.taken(list, &id) {
            return Err(ChangeError::Taken {
                list: list_id.to_owned(),
                id,
                why,
            });
        }
        let records = self.project.lists.entry(list.id.clone()).or_default();
        if records.len() >= RECORD_LIMIT {
            return Err(ChangeError::Full(list_id.to_owned()));
        }
        let mut record = Record {
            id: id.clone(),
            fields: Map::new(),
            versions: Vec::new(),
        };
        record.set(list, fields);
        let mut logged = record.fields.clone();
        logged.shift_insert(0, "id".to_owned(), json!(id));
        records.push(record);
        self.applied.ids.push(id);
        let change = Change::Add {
            list: list_id.to_owned(),
            record: logged,
        };
        self.log(&change, Json::Null, None);
        Ok(())
    }

    /// Why an id cannot be given to a new record, if it cannot.
    fn taken(&self, list: &List, id: &str) -> Option<String> {
        let is = |role| self.edition.list_role(role) == Some(&list.id);
        if self.project.record(list.id.as_str(), id).is_some() {
            return Some("a record has it already".to_owned());
        }
        if is(ListRole::Parties) && RESERVED.contains(&id) {
            return Some("the name is kept for sign-offs".to_owned());
        }
        let amendment = format!("amendment/{id}");
        let names = |sign_off: &&SignOff| {
            is(ListRole::Parties) && sign_off.party == id
                || is(ListRole::Amendments) && sign_off.subject == amendment
        };
        let sign_off = self.project.sign_offs.iter().find(names)?;
        Some(format!("a kept sign-off of {} names it", sign_off.subject))
    }

    fn fresh_record_id(&mut self, list: &List) -> String {
        loop {
            let id = self.stamp.ids.fresh(8);
            if self.taken(list, &id).is_none() {
                return id;
            }
        }
    }

    pub(super) fn update(
        &mut self,
        change: &Change,
        list_id: &str,
        id: &str,
        given: &Map<String, Json>,
    ) -> Result<(), ChangeError> {
        let list = self.list(list_id)?;
        let before = self.record(list, id)?.clone();
        if given.is_empty() {
            return Err(ChangeError::EmptyRecord(list_id.to_owned()));
        }
        let fields = self.sound_fields(list, given, Some(&before))?;
        let mut after = before.clone();
        after.set(list, fields);
        after.versions.clear();
        if after == before {
            return Ok(());
        }
        let mut was = Map::new();
        for field in given.keys() {
            let former = before.fields.get(field).cloned();
            was.insert(field.clone(), former.unwrap_or(Json::Null));
        }
        if !before.versions.is_empty() {
            // Choosing between two versions settles every field.
            was.extend(before.fields.clone());
            was.insert("versions".to_owned(), json!(before.versions));
        }
        let records = self.project.lists.entry(list.id.clone()).or_default();
        for record in records.iter_mut().filter(|record| record.id == id) {
            record.clone_from(&after);
        }
        self.log(change, Json::Object(was), None);
        Ok(())
    }

    pub(super) fn remove(&mut self, change: &Change, list_id: &str, id: &str) -> Result<(), ChangeError> {
        let list = self.list(list_id)?;
        let record = self.record(list, id)?.clone();
        if let Some(by) = self.referring(list, id) {
            let name = match record.text("name") {
                "" => id,
                name => name,
            };
            return Err(ChangeError::Referred {
                id: name.to_owned(),
                by,
            });
        }
        let records = self.project.lists.entry(list.id.clone()).or_default();
        let position = records.iter().position(|record| record.id == id);
        records.retain(|record| record.id != id);
        if records.is_empty() {
            self.project.lists.remove(&list.id);
        }
        self.log(change, json!({"position": position, "record": record}), None);
        Ok(())
    }

    fn record(&self, list: &List, id: &str) -> Result<&Record, ChangeError> {
        self.project
            .record(list.id.as_str(), id)
            .ok_or_else(|| ChangeError::UnknownRecord {
                list: list.id.to_string(),
                id: id.to_owned(),
            })
    }

    /// What refers to a party, or to an amendment, so that it cannot be removed.
    fn referring(&self, list: &List, id: &str) -> Option<String> {
        let standing = |sign_off: &&SignOff| {
            let of_key = self
                .project
                .standing(&sign_off.subject, sign_off.role, &sign_off.party);
            of_key.is_some_and(|standing| standing.id == sign_off.id)
        };
        let amendment = format!("amendment/{id}");
        let is = |role| self.edition.list_role(role) == Some(&list.id);
        let sign_off = if is(ListRole::Parties) {
            if let Some(record) = self.record_naming(id) {
                return Some(record);
            }
            let mut of_party = self.project.sign_offs.iter().filter(|given| given.party == id);
            of_party.find(standing)?
        } else if is(ListRole::Amendments) {
            let mut of_amendment = self
                .project
                .sign_offs
                .iter()
                .filter(|given| given.subject == amendment);
            of_amendment.find(standing)?
        } else {
            return None;
        };
        Some(format!(
            "the sign-off of {} ({}, {})",
            sign_off.subject,
            sign_off.role.name(),
            sign_off.name
        ))
    }

    /// The first record that names the party, as `list id`.
    fn record_naming(&self, party: &str) -> Option<String> {
        let names_parties = |field: &&Field| matches!(field.kind, FieldKind::Party | FieldKind::Company);
        self.edition.lists().find_map(|list| {
            let fields: Vec<_> = list.fields.iter().filter(names_parties).collect();
            let names = |record: &&Record| fields.iter().any(|field| record.text(&field.id) == party);
            let record = self.project.records(list.id.as_str()).iter().find(names)?;
            Some(format!("{} {}", list.id, record.id))
        })
    }

    /// The fields of a record, each checked against its kind; blank ones as `None`. An id that
    /// nobody knows any more may stay where `before` has it.
    fn sound_fields(
        &self,
        list: &List,
        given: &Map<String, Json>,
        before: Option<&Record>,
    ) -> Result<Vec<(String, Option<Json>)>, ChangeError> {
        let mut sound = Vec::new();
        for (id, json) in given {
            let field = list.field(id).ok_or_else(|| ChangeError::UnknownField {
                list: list.id.to_string(),
                field: id.clone(),
                nearest: nearest(id, list.fields.iter().map(|field| field.id.as_str())),
            })?;
            let place = format!("{}.{id}", list.id);
            let value = field_from_json(field, json).map_err(|what| value_error(&place, what))?;
            match (field.kind, &value) {
                (FieldKind::Party | FieldKind::Company, Some(Json::String(party)))
                    if self.project.party(self.edition, party).is_none() =>
                {
                    return Err(ChangeError::UnknownParty {
                        party: party.clone(),
                        place,
                    });
                }
                (FieldKind::References, Some(Json::Array(ids))) => {
                    let kept = |other: &str| before.is_some_and(|before| before.ever_named(id, other));
                    let mut ids = ids.iter().filter_map(Json::as_str);
                    if let Some(unknown) = ids.find(|id| self.edition.entry(id).is_none() && !kept(id)) {
                        return Err(unknown_item(self.edition, unknown));
                    }
                }
                _ => {}
            }
            sound.push((id.clone(), value));
        }
        Ok(sound)
    }
}
