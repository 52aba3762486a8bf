//! Applies changes to a project: all of a batch or none, refusing what is malformed and only
//! that, and writes the log.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::{Map, Value as Json, json};

use super::{
    carry,
    change::{Change, ChangeError, Refusal, day_in, nearest},
    cover,
    file::{LogEntry, LogLine, Record, SignOff, Skipped},
    id::{Ids, RESERVED, is_record_id},
    state::{Answer, Project},
    value::{LINE_LIMIT, TEXT_LIMIT, Value, field_from_json, sound_text},
};
use crate::guidance::{By, Edition, FieldKind, Item, List, ListRole, SignRole, Verdict};

/// The most records of a list.
pub const RECORD_LIMIT: usize = 2_000;

/// How long edits of one item by one person fold into one log entry.
const FOLD: SignedDuration = SignedDuration::from_mins(10);

/// Who changes a project, when, and where the rest of what a change needs comes from.
pub struct Stamp<'a> {
    /// Who.
    pub by: &'a str,
    /// The instant that entries are stamped with.
    pub at: Timestamp,
    /// The day that sign-offs are judged by.
    pub today: Date,
    /// Fresh ids.
    pub ids: &'a mut dyn Ids,
    /// The verdict on a project, which a sign-off keeps.
    pub verdict: &'a dyn Fn(&Edition, &Project) -> Verdict,
}

/// What came of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Whether anything changed.
    pub changed: bool,
    /// The ids of the records that were added, in order.
    pub ids: Vec<String>,
}

/// The project with all changes applied; or, where one is malformed, why, and nothing is changed.
pub fn apply(
    project: &mut Project,
    changes: &[Change],
    edition: &Edition,
    stamp: &mut Stamp,
) -> Result<Applied, Refusal> {
    let mut draft = project.clone();
    let mut applied = Applied::default();
    if let Some(read_only) = &project.read_only {
        return Err(Refusal {
            position: 0,
            of: 0,
            what: ChangeError::ReadOnly(read_only.to_string()),
        });
    }
    for (at, change) in changes.iter().enumerate() {
        let mut edit = Edit {
            project: &mut draft,
            edition,
            stamp: &mut *stamp,
            ids: &mut applied.ids,
        };
        applied.changed |= edit.make(change).map_err(|what| Refusal {
            position: at + 1,
            of: changes.len(),
            what,
        })?;
    }
    if applied.changed {
        draft.updated_at = stamp.at;
        *project = draft;
    }
    Ok(applied)
}

struct Edit<'a, 's, 'e> {
    project: &'a mut Project,
    edition: &'e Edition,
    stamp: &'a mut Stamp<'s>,
    ids: &'a mut Vec<String>,
}

impl<'e> Edit<'_, '_, 'e> {
    /// Makes one change; whether it changed anything.
    fn make(&mut self, change: &Change) -> Result<bool, ChangeError> {
        match change {
            Change::Answer {
                item,
                value,
                note,
                evidence,
            } => self.answer(change, item, value.as_ref(), note.as_deref(), evidence.as_deref()),
            Change::Clear { item } => self.clear(change, item),
            Change::Skip { item, reason } => self.skip(change, item, reason),
            Change::Confirm { item } => self.confirm(change, item),
            Change::Add { list, record } => self.add(list, record),
            Change::Update { list, id, fields } => self.update(change, list, id, fields),
            Change::Remove { list, id } => self.remove(change, list, id),
            Change::Sign {
                subject,
                role,
                party,
                name,
                date,
                address,
            } => {
                let given = Signing {
                    subject,
                    role: *role,
                    party,
                    name,
                    date,
                    address: address.as_deref(),
                };
                self.sign(change, &given)
            }
            Change::Withdraw {
                subject,
                role,
                party,
                reason,
            } => self.withdraw(change, subject, *role, party, reason),
            Change::Archive => Ok(self.archive(change, Some(self.stamp.at))),
            Change::Unarchive => Ok(self.archive(change, None)),
        }
    }

    fn answer(
        &mut self,
        change: &Change,
        id: &str,
        value: Option<&Json>,
        note: Option<&str>,
        evidence: Option<&[String]>,
    ) -> Result<bool, ChangeError> {
        let item = self.item(id)?;
        if value.is_none() && note.is_none() && evidence.is_none() {
            return Err(ChangeError::EmptyAnswer(id.to_owned()));
        }
        let before = self.answer_of(id);
        let mut after = before.clone();
        if let Some(json) = value {
            let value = Value::from_json(item, json).map_err(|what| value_error(id, what))?;
            self.set_value(&mut after, value);
        }
        if let Some(note) = note {
            sound_text(note, TEXT_LIMIT).map_err(|what| value_error(&format!("the note of {id}"), what))?;
            note.clone_into(&mut after.note);
        }
        if let Some(evidence) = evidence {
            for piece in evidence {
                sound_text(piece, TEXT_LIMIT)
                    .map_err(|what| value_error(&format!("the evidence of {id}"), what))?;
            }
            after.evidence = evidence
                .iter()
                .filter(|piece| !piece.trim().is_empty())
                .cloned()
                .collect();
        }
        Ok(self.keep_answer(change, item, &before, after))
    }

    fn clear(&mut self, change: &Change, id: &str) -> Result<bool, ChangeError> {
        let item = self.item(id)?;
        let before = self.answer_of(id);
        let mut after = before.clone();
        self.set_value(&mut after, None);
        Ok(self.keep_answer(change, item, &before, after))
    }

    /// Gives an answer another value, as its author's own: what it was carried from, two versions
    /// and a skip end with it.
    fn set_value(&self, answer: &mut Answer, value: Option<Value>) {
        if answer.value != value || !answer.versions.is_empty() {
            answer.value = value;
            answer.by = Some(self.stamp.by.to_owned());
            answer.at = Some(self.stamp.at);
        }
        answer.carried.clear();
        answer.versions.clear();
        answer.skipped = None;
    }

    fn skip(&mut self, change: &Change, id: &str, reason: &str) -> Result<bool, ChangeError> {
        let item = self.item(id)?;
        if !item.skippable {
            return Err(ChangeError::Skip {
                item: id.to_owned(),
                what: "cannot be skipped: only scoping questions can",
            });
        }
        if reason.trim().is_empty() {
            return Err(ChangeError::Skip {
                item: id.to_owned(),
                what: "is skipped with a reason, and this one is empty",
            });
        }
        sound_text(reason, TEXT_LIMIT).map_err(|what| value_error(&format!("the reason of {id}"), what))?;
        let before = self.answer_of(id);
        let mut after = before.clone();
        if before
            .skipped
            .as_ref()
            .is_none_or(|skipped| skipped.reason != reason)
        {
            after.skipped = Some(self.because(reason));
        }
        Ok(self.keep_answer(change, item, &before, after))
    }

    fn confirm(&mut self, change: &Change, id: &str) -> Result<bool, ChangeError> {
        let item = self.item(id)?;
        let offer = carry::offer(self.edition, self.project, item)
            .ok_or_else(|| ChangeError::NothingCarried(id.to_owned()))?;
        // What is offered fits its kind, but may be too long for it.
        let value = Value::from_json(item, &offer.value.to_json()).map_err(|what| value_error(id, what))?;
        let before = self.answer_of(id);
        let mut after = before.clone();
        self.set_value(&mut after, value);
        after.carried = offer.carried();
        Ok(self.keep_answer(change, item, &before, after))
    }

    fn keep_answer(&mut self, change: &Change, item: &Item, before: &Answer, after: Answer) -> bool {
        if *before == after {
            return false;
        }
        let was = if before.is_empty() {
            Json::Null
        } else {
            json!(before.to_filed())
        };
        if after.is_empty() && after.by.is_none() {
            self.project.answers.remove(item.id.as_str());
        } else {
            self.project.answers.insert(item.id.clone(), after);
        }
        self.log(change, was);
        true
    }

    fn add(&mut self, list_id: &str, given: &Map<String, Json>) -> Result<bool, ChangeError> {
        let list = self.list(list_id)?;
        let mut fields = given.clone();
        let id = match fields.shift_remove("id") {
            None => self.fresh_record_id(list_id),
            Some(Json::String(id)) if is_record_id(&id) => id,
            Some(other) => {
                let written = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
                return Err(ChangeError::BadId(written));
            }
        };
        let fields = self.sound_fields(list, &fields)?;
        if fields.iter().all(|(_, value)| value.is_none()) {
            return Err(ChangeError::EmptyRecord(list_id.to_owned()));
        }
        self.id_is_free(list, &id)?;
        let records = self.project.lists.entry(list.id.clone()).or_default();
        if records.len() >= RECORD_LIMIT {
            return Err(ChangeError::Full(list_id.to_owned()));
        }
        let mut record = Record {
            id: id.clone(),
            fields: Map::new(),
            versions: Vec::new(),
        };
        set_fields(list, &mut record, fields);
        let mut logged = record.fields.clone();
        logged.shift_insert(0, "id".to_owned(), json!(id));
        records.push(record);
        self.ids.push(id);
        self.log(
            &Change::Add {
                list: list_id.to_owned(),
                record: logged,
            },
            Json::Null,
        );
        Ok(true)
    }

    fn id_is_free(&self, list: &List, id: &str) -> Result<(), ChangeError> {
        let taken = |why: String| ChangeError::Taken {
            list: list.id.to_string(),
            id: id.to_owned(),
            why,
        };
        if self.project.record(list.id.as_str(), id).is_some() {
            return Err(taken(String::new()));
        }
        let is = |role| self.edition.list_role(role) == Some(&list.id);
        if is(ListRole::Parties) && RESERVED.contains(&id) {
            return Err(taken(": the name is kept for sign-offs".to_owned()));
        }
        let amendment = format!("amendment/{id}");
        let signed = self.project.sign_offs.iter().find(|sign_off| {
            is(ListRole::Parties) && sign_off.party == id
                || is(ListRole::Amendments) && sign_off.subject == amendment
        });
        match signed {
            Some(sign_off) => Err(taken(format!(
                ": a kept sign-off of {} names it",
                sign_off.subject
            ))),
            None => Ok(()),
        }
    }

    fn fresh_record_id(&mut self, list: &str) -> String {
        loop {
            let id = self.stamp.ids.fresh(8);
            if self.project.record(list, &id).is_none() {
                return id;
            }
        }
    }

    fn update(
        &mut self,
        change: &Change,
        list_id: &str,
        id: &str,
        given: &Map<String, Json>,
    ) -> Result<bool, ChangeError> {
        let list = self.list(list_id)?;
        if self.project.record(list_id, id).is_none() {
            return Err(ChangeError::UnknownRecord {
                list: list_id.to_owned(),
                id: id.to_owned(),
            });
        }
        if given.is_empty() {
            return Err(ChangeError::EmptyRecord(list_id.to_owned()));
        }
        let fields = self.sound_fields(list, given)?;
        let record = self
            .project
            .lists
            .get_mut(list_id)
            .and_then(|records| records.iter_mut().find(|record| record.id == id));
        let Some(record) = record else {
            return Ok(false);
        };
        let before = record.clone();
        set_fields(list, record, fields);
        record.versions.clear();
        if *record == before {
            return Ok(false);
        }
        let was: Map<String, Json> = given
            .keys()
            .map(|field| {
                (
                    field.clone(),
                    before.fields.get(field).cloned().unwrap_or(Json::Null),
                )
            })
            .chain((!before.versions.is_empty()).then(|| ("versions".to_owned(), json!(before.versions))))
            .collect();
        self.log(change, Json::Object(was));
        Ok(true)
    }

    fn remove(&mut self, change: &Change, list_id: &str, id: &str) -> Result<bool, ChangeError> {
        let list = self.list(list_id)?;
        if let Some(by) = self.referring(list, id) {
            let record = self.project.record(list_id, id);
            let name = record
                .map(|record| record.text("name"))
                .filter(|name| !name.is_empty())
                .unwrap_or(id)
                .to_owned();
            return Err(ChangeError::Referred { id: name, by });
        }
        let records = self.project.lists.entry(list.id.clone()).or_default();
        let Some(at) = records.iter().position(|record| record.id == id) else {
            return Err(ChangeError::UnknownRecord {
                list: list_id.to_owned(),
                id: id.to_owned(),
            });
        };
        let record = records.remove(at);
        // Where it stood goes along, so that undo puts it back in its place.
        self.log(change, json!({"position": at, "record": record}));
        Ok(true)
    }

    /// What refers to a party, or to an amendment, so that it cannot be removed.
    fn referring(&self, list: &List, id: &str) -> Option<String> {
        let is = |role| self.edition.list_role(role) == Some(&list.id);
        let amendment = format!("amendment/{id}");
        if is(ListRole::Parties) {
            for list in self.edition.lists() {
                let names_parties = |kind| matches!(kind, FieldKind::Party | FieldKind::Company);
                for field in list.fields.iter().filter(|field| names_parties(field.kind)) {
                    let record = self
                        .project
                        .records(list.id.as_str())
                        .iter()
                        .find(|record| record.text(&field.id) == id);
                    if let Some(record) = record {
                        return Some(format!("{} {}", list.id, record.id));
                    }
                }
            }
        } else if !is(ListRole::Amendments) {
            return None;
        }
        let standing = |sign_off: &&SignOff| {
            (sign_off.party == id && is(ListRole::Parties)
                || sign_off.subject == amendment && is(ListRole::Amendments))
                && self
                    .project
                    .standing(&sign_off.subject, sign_off.role, &sign_off.party)
                    .is_some_and(|now| now.id == sign_off.id)
        };
        let sign_off = self.project.sign_offs.iter().find(standing)?;
        Some(format!(
            "the sign-off of {} ({}, {})",
            sign_off.subject,
            sign_off.role.name(),
            sign_off.name
        ))
    }

    /// The fields of a record, each checked against its kind; blank ones as `None`.
    fn sound_fields(
        &self,
        list: &List,
        given: &Map<String, Json>,
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
                (FieldKind::Party | FieldKind::Company, Some(Json::String(party))) => {
                    if self.project.party(self.edition, party).is_none() {
                        return Err(ChangeError::UnknownParty {
                            party: party.clone(),
                            place,
                        });
                    }
                }
                (FieldKind::References, Some(Json::Array(ids))) => {
                    for id in ids.iter().filter_map(Json::as_str) {
                        if self.edition.entry(id).is_none() {
                            return Err(unknown_item(self.edition, id));
                        }
                    }
                }
                _ => {}
            }
            sound.push((id.clone(), value));
        }
        Ok(sound)
    }

    fn sign(&mut self, change: &Change, given: &Signing) -> Result<bool, ChangeError> {
        let Signing {
            subject, role, party, ..
        } = *given;
        self.may_sign(given)?;
        let wrong = |what: &str| ChangeError::SignOff {
            subject: subject.to_owned(),
            what: what.to_owned(),
        };
        let place = format!("a sign-off of {subject}");
        if given.name.trim().is_empty() {
            return Err(wrong("names a person, and this one names nobody"));
        }
        for line in [Some(given.name), given.address].into_iter().flatten() {
            sound_text(line, LINE_LIMIT).map_err(|what| value_error(&place, what))?;
            if line.contains('\n') {
                return Err(value_error(&place, super::value::ValueError::LineBreak));
            }
        }
        let date = day_in(&place, given.date)?;
        if date > self.stamp.today {
            return Err(wrong(&format!(
                "is dated {date}, which is after today ({})",
                self.stamp.today
            )));
        }
        let address = given.address.filter(|address| !address.trim().is_empty());
        match (role, address) {
            (SignRole::Publish, None) => {
                return Err(wrong("as published needs the address where it was published"));
            }
            (SignRole::Approve | SignRole::Certify | SignRole::Sign, Some(_)) => {
                return Err(wrong("has an address only where it is a publication"));
            }
            _ => {}
        }
        let covers = cover::covers(self.edition, self.project, subject).unwrap_or_default();
        let pid = subject
            .starts_with("amendment/")
            .then(|| cover::pid_hash(self.edition, self.project))
            .flatten();
        let before = self.project.standing(subject, role, party);
        let unchanged = before.is_some_and(|before| {
            before.name == given.name
                && before.date == date
                && before.address.as_deref() == address
                && before.covers == covers
                && before.pid == pid
        });
        if unchanged {
            return Ok(false);
        }
        let was = before.map_or(Json::Null, |before| json!(before));
        let sign_off = SignOff {
            id: self.stamp.ids.fresh(8),
            subject: subject.to_owned(),
            role,
            party: party.to_owned(),
            name: given.name.to_owned(),
            date,
            address: address.map(str::to_owned),
            by: self.stamp.by.to_owned(),
            at: self.stamp.at,
            verdict: (self.stamp.verdict)(self.edition, self.project),
            covers,
            pid,
            withdrawn: None,
            rest: Map::new(),
        };
        self.project.sign_offs.push(sign_off);
        self.log(change, was);
        Ok(true)
    }

    /// Whether the edition knows the sign-off, by that party.
    fn may_sign(&self, given: &Signing) -> Result<(), ChangeError> {
        let Signing {
            subject, role, party, ..
        } = *given;
        let unknown = || ChangeError::UnknownSignOff {
            subject: crate::characters::escaped(subject),
            role: role.done(),
            party: crate::characters::escaped(party),
        };
        let kind = match subject.split_once('/') {
            Some(("amendment", id)) => {
                let list = self.edition.list_role(ListRole::Amendments).ok_or_else(unknown)?;
                if self.project.record(list.as_str(), id).is_none() {
                    return Err(ChangeError::UnknownRecord {
                        list: list.to_string(),
                        id: id.to_owned(),
                    });
                }
                "amendment"
            }
            Some(_) => return Err(unknown()),
            None if subject == "amendment" => return Err(unknown()),
            None => subject,
        };
        if self.edition.subject(kind).is_none() {
            return Err(unknown());
        }
        let by_party = self.project.party(self.edition, party);
        let may = self
            .edition
            .sign_offs
            .iter()
            .filter(|wanted| wanted.subject == *kind && wanted.role == role)
            .any(|wanted| match wanted.by {
                By::EveryParty => by_party.is_some(),
                By::EveryCompany => by_party.is_some_and(|party| party.text("kind") == "company"),
                By::ProjectTeam => party == "project-team",
                By::GovernanceCommittee => party == "governance-committee",
            });
        if may {
            Ok(())
        } else if by_party.is_none() && !RESERVED.contains(&party) {
            Err(ChangeError::UnknownParty {
                party: party.to_owned(),
                place: format!("a sign-off of {subject}"),
            })
        } else {
            Err(unknown())
        }
    }

    fn withdraw(
        &mut self,
        change: &Change,
        subject: &str,
        role: SignRole,
        party: &str,
        reason: &str,
    ) -> Result<bool, ChangeError> {
        let kind = subject.split_once('/').map_or(subject, |(kind, _)| kind);
        if self.edition.subject(kind).is_none() {
            return Err(ChangeError::UnknownSignOff {
                subject: crate::characters::escaped(subject),
                role: role.done(),
                party: crate::characters::escaped(party),
            });
        }
        let known = |sign_off: &SignOff| sign_off.party == party;
        if self.project.party(self.edition, party).is_none()
            && !RESERVED.contains(&party)
            && !self.project.sign_offs.iter().any(known)
        {
            return Err(ChangeError::UnknownParty {
                party: party.to_owned(),
                place: format!("a sign-off of {subject}"),
            });
        }
        sound_text(reason, TEXT_LIMIT).map_err(|what| value_error("the reason", what))?;
        let Some(standing) = self
            .project
            .standing(subject, role, party)
            .map(|standing| standing.id.clone())
        else {
            return Ok(false);
        };
        let because = self.because(reason);
        let mut was = Json::Null;
        for sign_off in &mut self.project.sign_offs {
            if sign_off.id == standing {
                was = json!(sign_off);
                sign_off.withdrawn = Some(because.clone());
            }
        }
        self.log(change, was);
        Ok(true)
    }

    fn archive(&mut self, change: &Change, at: Option<Timestamp>) -> bool {
        if self.project.archived_at.is_some() == at.is_some() {
            return false;
        }
        let was = json!(self.project.archived_at);
        self.project.archived_at = at;
        self.log(change, was);
        true
    }

    fn because(&self, reason: &str) -> Skipped {
        Skipped {
            reason: reason.to_owned(),
            by: self.stamp.by.to_owned(),
            at: self.stamp.at,
        }
    }

    fn item(&self, id: &str) -> Result<&'e Item, ChangeError> {
        self.edition
            .item(id)
            .ok_or_else(|| unknown_item(self.edition, id))
    }

    fn list(&self, id: &str) -> Result<&'e List, ChangeError> {
        self.edition.list(id).ok_or_else(|| ChangeError::UnknownList {
            list: id.to_owned(),
            nearest: nearest(id, self.edition.lists().map(|list| list.id.as_str())),
        })
    }

    fn answer_of(&self, id: &str) -> Answer {
        self.project.answer(id).cloned().unwrap_or_default()
    }

    /// Writes a change to the log, or folds it into the last entry where that edits the same
    /// thing, by the same person, begun less than ten minutes ago.
    fn log(&mut self, change: &Change, before: Json) {
        let last = self.project.log.last_mut().and_then(|line| match line {
            LogLine::Entry(entry) => Some(entry),
            LogLine::Unknown(_) => None,
        });
        if let Some(entry) = last
            && entry.by == self.stamp.by
            && self.stamp.at.duration_since(entry.at) < FOLD
            && self.stamp.at >= entry.at
            && let Some((folded, was)) = fold(&entry.change, &entry.before, change, &before)
        {
            entry.change = folded;
            entry.before = was;
            return;
        }
        let entry = LogEntry {
            id: self.stamp.ids.fresh(12),
            at: self.stamp.at,
            by: self.stamp.by.to_owned(),
            change: change.to_json(),
            before,
            rest: Map::new(),
        };
        self.project.log.push(LogLine::Entry(entry));
    }
}

/// What is given with a sign-off.
#[derive(Clone, Copy)]
struct Signing<'a> {
    subject: &'a str,
    role: SignRole,
    party: &'a str,
    name: &'a str,
    date: &'a str,
    address: Option<&'a str>,
}

/// Two edits of one thing as one, with what was there before the first; `None` where they do not
/// fold.
fn fold(earlier: &Json, was: &Json, change: &Change, before: &Json) -> Option<(Json, Json)> {
    let mut earlier = Change::from_json(earlier).ok()?;
    match (&mut earlier, change) {
        (
            Change::Answer {
                item,
                value,
                note,
                evidence,
            },
            Change::Answer {
                item: same,
                value: new_value,
                note: new_note,
                evidence: new_evidence,
            },
        ) if item == same => {
            *value = new_value.clone().or(value.take());
            *note = new_note.clone().or(note.take());
            *evidence = new_evidence.clone().or(evidence.take());
            Some((earlier.to_json(), was.clone()))
        }
        (Change::Answer { item, value, .. }, Change::Clear { item: same }) if item == same => {
            *value = Some(json!(""));
            Some((earlier.to_json(), was.clone()))
        }
        (
            Change::Update { list, id, fields },
            Change::Update {
                list: same,
                id: same_id,
                fields: new,
            },
        ) if list == same && id == same_id => {
            let mut was = was.as_object()?.clone();
            for (field, value) in before.as_object()? {
                if !was.contains_key(field) {
                    was.insert(field.clone(), value.clone());
                }
            }
            for (field, value) in new {
                fields.insert(field.clone(), value.clone());
            }
            Some((earlier.to_json(), Json::Object(was)))
        }
        _ => None,
    }
}

/// Sets a record's fields, empties the blank ones, and puts all in the order of the list.
fn set_fields(list: &List, record: &mut Record, fields: Vec<(String, Option<Json>)>) {
    for (id, value) in fields {
        match value {
            Some(value) => {
                record.fields.insert(id, value);
            }
            None => {
                record.fields.shift_remove(&id);
            }
        }
    }
    let place = |id: &str| {
        list.fields
            .iter()
            .position(|field| field.id == id)
            .unwrap_or(usize::MAX)
    };
    let mut sorted: Vec<_> = std::mem::take(&mut record.fields).into_iter().collect();
    sorted.sort_by_key(|(id, _)| place(id));
    record.fields = sorted.into_iter().collect();
}

fn value_error(place: &str, what: super::value::ValueError) -> ChangeError {
    ChangeError::Value {
        place: place.to_owned(),
        what,
    }
}

fn unknown_item(edition: &Edition, id: &str) -> ChangeError {
    ChangeError::UnknownItem {
        item: id.to_owned(),
        nearest: nearest(id, edition.items().map(|item| item.id.as_str())),
    }
}
