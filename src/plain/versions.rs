//! Choosing between two: versions that two people gave at once, and a taken text whose source
//! has changed.

use serde_json::{Map, Value as Json};

use super::{
    command::Verb,
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Item, List},
    interview,
    project::{Answer, Change, Record, Value, Version, field_words, offer},
    rules::changed_sources,
};

/// Which of some numbered ways was chosen.
enum Chosen {
    /// That one, from 0.
    Way(usize),
    /// None for now.
    Later(Go),
}

impl Walk<'_> {
    /// Two versions of an answer; nothing where it is to be answered anew.
    pub(super) fn two_versions(&mut self, item: &Item, answer: &Answer) -> Result<Option<Go>, Halt> {
        let two_notes = answer.has_two_notes();
        self.talk.say(if two_notes {
            "TWO VERSIONS of the note. The answer is the same, and its note was written twice at once. Nothing is lost: choose which stands."
        } else {
            "TWO VERSIONS. Two people answered at once. Nothing is lost: choose which stands."
        })?;
        let told = self.session.project().told_versions(item.id.as_str());
        for (at, version) in told.iter().enumerate() {
            let value = Value::from_json(item, &version.value).ok().flatten();
            let value = value.map_or_else(|| "no answer".to_owned(), |value| interview::words(item, &value));
            self.tell_text(&numbered(at, version), &value)?;
            match version.note.as_deref() {
                Some("") if two_notes => self.talk.say("  without a note")?,
                None | Some("") => {}
                Some(note) => self.tell_text("  with the note", note)?,
            }
        }
        let anew = answer.versions.len();
        self.talk.say(&format!("{}: answer anew.", anew + 1))?;
        match self.choose(anew + 1)? {
            Chosen::Later(go) => Ok(Some(go)),
            Chosen::Way(at) => match answer.versions.get(at) {
                None => Ok(None),
                Some(version) => {
                    let change = Change::Answer {
                        item: item.id.to_string(),
                        value: Some(version.value.clone()),
                        note: version.note.clone(),
                        evidence: None,
                    };
                    let stands = self.answer(item, change)?;
                    Ok(Some(if stands { Go::On } else { Go::Again }))
                }
            },
        }
    }

    /// A taken text whose source has changed; nothing where it is to be written anew.
    pub(super) fn source_changed(&mut self, item: &Item, answer: &Answer) -> Result<Option<Go>, Halt> {
        let edition = self.edition();
        let Some(offer) = offer(&edition, self.session.project(), item) else {
            self.talk
                .say("SOURCE CHANGED. What this was taken from is empty now.")?;
            return self.keep_or_write(item, answer);
        };
        let changed = changed_sources(answer, &offer);
        for source in &changed {
            let when = self.last_change(source);
            self.talk.say(&format!(
                "SOURCE CHANGED. {} has changed{when} since this was taken from it.",
                words::label(&edition, source)
            ))?;
        }
        if let Some(value) = &answer.value {
            self.tell_text("1: keep ours", &interview::words(item, value))?;
        }
        self.tell_text("2: take what is there now", &interview::words(item, &offer.value))?;
        self.talk.say("3: write it anew.")?;
        let change = match self.choose(3)? {
            Chosen::Later(go) => return Ok(Some(go)),
            Chosen::Way(0) => keep(item, answer),
            Chosen::Way(1) => Change::Confirm {
                item: item.id.to_string(),
            },
            Chosen::Way(_) => return Ok(None),
        };
        let settled = self.answer(item, change)?;
        Ok(Some(if settled { Go::On } else { Go::Again }))
    }

    fn keep_or_write(&mut self, item: &Item, answer: &Answer) -> Result<Option<Go>, Halt> {
        if let Some(value) = &answer.value {
            self.tell_text("1: keep ours", &interview::words(item, value))?;
        }
        self.talk.say("2: write it anew.")?;
        match self.choose(2)? {
            Chosen::Later(go) => Ok(Some(go)),
            Chosen::Way(0) => {
                let kept = self.answer(item, keep(item, answer))?;
                Ok(Some(if kept { Go::On } else { Go::Again }))
            }
            Chosen::Way(_) => Ok(None),
        }
    }

    /// When an item, or a list's records, last changed.
    fn last_change(&self, source: &str) -> String {
        let answer = self.session.project().answer(source);
        let own = answer.map(|answer| words::by_on(answer.by.as_deref(), answer.at));
        own.unwrap_or_default()
    }

    /// Two versions of a record; true where one was chosen.
    pub(super) fn two_records(&mut self, list: &List, record: &Record) -> Result<Option<Go>, Halt> {
        let edition = self.edition();
        let name = words::record(&edition, self.session.project(), list, record);
        self.talk.say(&format!(
            "TWO VERSIONS of {name}. Two people changed it at once. Nothing is lost: choose which stands."
        ))?;
        for (at, version) in record.versions.iter().enumerate() {
            let text = match version.value.as_object() {
                None => "removed".to_owned(),
                Some(fields) => {
                    let as_record = Record {
                        id: record.id.clone(),
                        fields: fields.clone(),
                        versions: Vec::new(),
                    };
                    let lines = list.fields.iter().filter(|field| differs(record, &field.id));
                    let lines = lines.map(|field| {
                        let words = field_words(&edition, self.session.project(), field, &as_record);
                        let words = if words.is_empty() { "empty" } else { &words };
                        format!("{}: {words}", field.label)
                    });
                    lines.collect::<Vec<_>>().join("\n")
                }
            };
            self.tell_text(&numbered(at, version), &text)?;
        }
        match self.choose(record.versions.len())? {
            Chosen::Later(go) => Ok(Some(go)),
            Chosen::Way(at) => {
                let Some(version) = record.versions.get(at) else {
                    return Ok(Some(Go::Again));
                };
                let change = match version.value.as_object() {
                    None => Change::Remove {
                        list: list.id.to_string(),
                        id: record.id.clone(),
                    },
                    Some(fields) => Change::Update {
                        list: list.id.to_string(),
                        id: record.id.clone(),
                        fields: all_fields(list, fields),
                    },
                };
                self.make(&[change])?;
                Ok(None)
            }
        }
    }

    fn choose(&mut self, ways: usize) -> Result<Chosen, Halt> {
        self.talk.say(&format!(
            "A number, 1 to {ways}; an empty line leaves it for later."
        ))?;
        loop {
            match self.talk.ask()? {
                Said::Nothing => return Ok(Chosen::Later(Go::On)),
                Said::Command(command) if command.verb == Verb::Confirm => {
                    self.talk.say("Here a number says what stands.")?;
                }
                Said::Command(command) => return Ok(Chosen::Later(self.command(&command)?)),
                Said::Words(words) => match words.trim().parse::<usize>() {
                    Ok(number) if (1..=ways).contains(&number) => return Ok(Chosen::Way(number - 1)),
                    _ => self.talk.say(&format!("This takes a number from 1 to {ways}."))?,
                },
            }
        }
    }
}

/// The present value as an answer of one's own, which no longer looks to its source.
fn keep(item: &Item, answer: &Answer) -> Change {
    let value = answer.value.as_ref().map_or(Json::Null, Value::to_json);
    Change::value(item.id.as_str(), value)
}

/// Whether a field is not the same in all versions; against a removal all of them count.
fn differs(record: &Record, field: &str) -> bool {
    let mut values = record
        .versions
        .iter()
        .filter_map(|version| version.value.as_object())
        .map(|fields| fields.get(field));
    let first = values.next();
    let whole = record.versions.iter().any(|version| version.value.is_null());
    whole || values.any(|value| Some(value) != first)
}

/// A record's fields with every field of the list, the absent ones emptied.
fn all_fields(list: &List, fields: &Map<String, Json>) -> Map<String, Json> {
    list.fields
        .iter()
        .map(|field| {
            let value = fields.get(&field.id).cloned().unwrap_or(Json::Null);
            (field.id.clone(), value)
        })
        .collect()
}

fn numbered(at: usize, version: &Version) -> String {
    let by = version
        .by
        .as_ref()
        .map(|by| format!(", {by}"))
        .unwrap_or_default();
    let when = version
        .at
        .map(|when| format!(", {}", words::local_time(when)))
        .unwrap_or_default();
    format!("{}{by}{when}", at + 1)
}
