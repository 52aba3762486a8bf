//! One record, field after field; each field is kept as soon as it is given.

use serde_json::{Map, Value as Json, json};

use super::{
    command::{Command, Verb},
    entering::Entered,
    list::raised_id,
    talk::Halt,
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Edition, Field, FieldKind, ItemId, List, ListId, ListRole},
    interview::{self, Amending, Part, Place},
    project::{Change, Record},
    rules,
};

/// Which record is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// One that is not there yet.
    New,
    /// The one that a checklist question raises, which is not there yet.
    Raised(ItemId),
    /// One that is there.
    There(String),
}

impl Walk<'_> {
    /// Asks for a record's fields one after the other.
    pub(super) fn record(&mut self, id: &ListId, which: Which) -> Result<Go, Halt> {
        let edition = self.edition();
        let Some(list) = edition.list(id.as_str()) else {
            return Ok(Go::On);
        };
        let mut which = which;
        if let Which::There(record) = &which {
            let Some(record) = self.session.project().record(id.as_str(), record).cloned() else {
                return Ok(Go::Again);
            };
            if !record.versions.is_empty()
                && let Some(go) = self.two_records(list, &record)?
            {
                return Ok(if go == Go::On { Go::Again } else { go });
            }
        }
        self.tell_record(&edition, list, &which)?;
        let had_moved = self.has_moved(list, &which);
        let mut at = 0;
        while let Some(field) = list.fields.get(at) {
            if self.is_gone(list, &which) {
                return Ok(Go::Again);
            }
            let part = interview::field_part(&edition, self.session.project(), field);
            self.ask_field(&edition, list, field, &part, &which)?;
            let stands = self.stands(&edition, list, field, &which);
            let written = match self.part_over(&part, &stands)? {
                Entered::Kept => {
                    at += 1;
                    continue;
                }
                Entered::Text(text) => text,
                Entered::Command(command) => match command.verb {
                    Verb::Back if at > 0 => {
                        at -= 1;
                        continue;
                    }
                    Verb::Next => break,
                    Verb::Clear => String::new(),
                    Verb::Why => {
                        self.tell_why_field(list, field)?;
                        continue;
                    }
                    _ => match self.elsewhere(&command)? {
                        None => continue,
                        Some(go) => return Ok(go),
                    },
                },
            };
            match interview::field_value(field, &written, self.session.acting().today()) {
                Err(wrong) => self.talk.say(&wrong.what)?,
                Ok(value) => {
                    if self.keep_field(list, field, &value, &mut which)? {
                        at += 1;
                    }
                }
            }
        }
        self.tell_kept(&edition, list, &which)?;
        match which {
            Which::There(id) if !had_moved => self.offer_amendment(&edition, list, &id),
            Which::There(_) | Which::New | Which::Raised(_) => Ok(Go::Again),
        }
    }

    /// Whether the record is a milestone that moved.
    fn has_moved(&self, list: &List, which: &Which) -> bool {
        let Which::There(id) = which else { return false };
        let is_milestones = self.session.edition().list_role(ListRole::Milestones) == Some(&list.id);
        let record = self.session.project().record(list.id.as_str(), id);
        is_milestones && record.is_some_and(interview::has_moved)
    }

    /// Begins an amendment for a milestone that has just moved, where somebody wants it.
    fn offer_amendment(&mut self, edition: &Edition, list: &List, id: &str) -> Result<Go, Halt> {
        if !self.has_moved(list, &Which::There(id.to_owned())) {
            return Ok(Go::Again);
        }
        let Some(amendments) = edition.list_role(ListRole::Amendments) else {
            return Ok(Go::Again);
        };
        let (project, found) = (self.session.project(), self.session.assessment());
        let Some(Amending::New(change, begun)) = interview::amending(edition, project, found, id) else {
            return Ok(Go::Again);
        };
        let question = "The milestone has moved. A significant change to the plan is agreed by an amendment. Begin one? y or n.";
        if !self.agrees(question)? {
            return Ok(Go::Again);
        }
        Ok(match self.make(&[change])? {
            Some(_) => Go::Visit(Place::Record(amendments.clone(), begun)),
            None => Go::Again,
        })
    }

    /// A command that is not about the field; `None` where the field is asked again.
    fn elsewhere(&mut self, command: &Command) -> Result<Option<Go>, Halt> {
        match self.command_or_told(command)? {
            // Back from the first field is back to the list.
            Some(Go::Back) => Ok(Some(Go::Again)),
            other => Ok(other),
        }
    }

    fn is_gone(&self, list: &List, which: &Which) -> bool {
        match which {
            Which::There(id) => self.session.project().record(list.id.as_str(), id).is_none(),
            Which::New | Which::Raised(_) => false,
        }
    }

    fn tell_record(&mut self, edition: &Edition, list: &List, which: &Which) -> Result<(), Halt> {
        let name = match which {
            Which::New => format!("New {}", list.one),
            Which::Raised(item) => words::label(edition, item.as_str()),
            Which::There(id) => {
                let project = self.session.project();
                let record = project.record(list.id.as_str(), id);
                record.map_or_else(
                    || id.clone(),
                    |record| words::record(edition, project, list, record),
                )
            }
        };
        let fields = list.fields.len();
        let ways = if std::mem::replace(&mut self.taught.record, true) {
            ""
        } else {
            " An empty line leaves a field as it is, :next leaves the rest, :clear empties one."
        };
        self.talk.say(&format!("{name}: {fields} fields.{ways}"))?;
        match which {
            Which::There(id) if edition.list_role(ListRole::Amendments) == Some(&list.id) => {
                self.tell_amendment(edition, id)
            }
            Which::There(_) | Which::New | Which::Raised(_) => Ok(()),
        }
    }

    /// How far an amendment is, and what the PID says of what it changes.
    fn tell_amendment(&mut self, edition: &Edition, id: &str) -> Result<(), Halt> {
        let found = self.session.assessment();
        let Some(words) = found.amendment(id).map(rules::Amendment::words) else {
            return Ok(());
        };
        let parts = rules::amended_parts(edition, self.session.project(), found, id);
        self.talk.say(&words)?;
        for part in parts {
            self.talk.say(&part.now_words())?;
            if let Some(then) = part.agreed_words() {
                self.talk.say(&then)?;
            }
        }
        Ok(())
    }

    fn ask_field(
        &mut self,
        edition: &Edition,
        list: &List,
        field: &Field,
        part: &Part,
        which: &Which,
    ) -> Result<(), Halt> {
        let required = if field.required { ", required" } else { "" };
        self.talk.say(&format!("{}{required}.", field.label))?;
        let present = match which {
            Which::There(id) => {
                let project = self.session.project();
                let record = project.record(list.id.as_str(), id);
                record
                    .map(|record| crate::project::field_words(edition, project, field, record))
                    .unwrap_or_default()
            }
            Which::New | Which::Raised(_) => String::new(),
        };
        if !present.is_empty() {
            self.tell_text("Now", &present)?;
        }
        if field.kind == FieldKind::Pence {
            // The file holds pence; people write pounds.
            return self
                .talk
                .say("The sum in pounds and pence, such as 12,500 or 12.50.");
        }
        self.teach_field_part(part)
    }

    /// What stands in a field as it is written.
    fn stands(&self, edition: &Edition, list: &List, field: &Field, which: &Which) -> String {
        let project = self.session.project();
        let record = match which {
            Which::There(id) => project.record(list.id.as_str(), id),
            Which::New | Which::Raised(_) => None,
        };
        record
            .map(|record| interview::field_raw(edition, project, field, record))
            .unwrap_or_default()
    }

    fn tell_why_field(&mut self, list: &List, field: &Field) -> Result<(), Halt> {
        self.talk.say(&field.help)?;
        let setting = self.setting();
        self.tell_suggestions(&format!("{}.{}", list.id, field.id), setting.as_deref())
    }

    /// Keeps one field; the first of a new record adds it. False where it was not kept.
    fn keep_field(
        &mut self,
        list: &List,
        field: &Field,
        value: &Json,
        which: &mut Which,
    ) -> Result<bool, Halt> {
        let fields = Map::from_iter([(field.id.clone(), value.clone())]);
        let change = match which {
            Which::There(id) => Change::Update {
                list: list.id.to_string(),
                id: id.clone(),
                fields,
            },
            // There is nothing to empty yet.
            Which::New | Which::Raised(_) if crate::project::is_blank(value) => return Ok(true),
            Which::New => Change::Add {
                list: list.id.to_string(),
                record: fields,
            },
            Which::Raised(item) => Change::Add {
                list: list.id.to_string(),
                record: self.raised(list, item, fields),
            },
        };
        let Some(applied) = self.make(&[change])? else {
            return Ok(false);
        };
        if let Some(id) = applied.ids.first() {
            *which = Which::There(id.clone());
        }
        Ok(true)
    }

    /// The record of a raised risk, with the title and the question that it came from.
    fn raised(&self, list: &List, item: &ItemId, given: Map<String, Json>) -> Map<String, Json> {
        let edition = self.session.edition();
        let mut record = Map::from_iter([("id".to_owned(), json!(raised_id(item)))]);
        if list.field("title").is_some() {
            record.insert("title".to_owned(), json!(words::label(edition, item.as_str())));
        }
        if list.field("item").is_some() {
            record.insert("item".to_owned(), json!(item));
        }
        record.extend(given);
        record
    }

    fn tell_kept(&mut self, edition: &Edition, list: &List, which: &Which) -> Result<(), Halt> {
        let Which::There(id) = which else {
            return self.talk.say(&format!("No {} was added.", list.one));
        };
        let project = self.session.project();
        let Some(record) = project.record(list.id.as_str(), id) else {
            return Ok(());
        };
        let name = words::record(edition, project, list, record);
        let missing = missing(list, record);
        self.talk.say(&if missing.is_empty() {
            format!("{name}: nothing required is missing.")
        } else {
            format!("{name}: still missing {}.", words::and(&missing))
        })
    }
}

fn missing(list: &List, record: &Record) -> Vec<String> {
    record
        .lacks(list)
        .iter()
        .map(|field| field.label.clone())
        .collect()
}
