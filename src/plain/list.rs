//! A list's records, numbered: add one, change one, remove one.

use super::{
    choosing::{self, Found},
    command::{Command, Verb},
    record::Which,
    stops,
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{Choice, Edition, ItemId, List, ListId, ListRole},
    interview::{self, Place},
    project::Change,
    rules::risk_record_id,
};

/// One row of a list: a record, or a risk that the checklist raises and that has no record yet.
enum Row {
    Record(String),
    Raised(ItemId),
}

impl Walk<'_> {
    pub(super) fn list(&mut self, id: &ListId) -> Result<Go, Halt> {
        let edition = self.edition();
        let Some(list) = edition.list(id.as_str()) else {
            return Ok(Go::On);
        };
        let place = Place::List(id.clone());
        let position = stops::position(&self.session, self.extent, &place)
            .filter(|(_, of)| *of > 1)
            .map(|(at, of)| format!("Question {at} of {of}: "))
            .unwrap_or_default();
        self.talk.say(&format!("{position}{}.", list.label))?;
        self.talk.say(&list.prompt)?;
        let rows = self.rows(list);
        self.tell_rows(list, &rows)?;
        if rows.is_empty() {
            self.tell_suggested(&edition, list)?;
        } else {
            self.mention_suggested(&edition, list)?;
        }
        self.talk.say(&if rows.is_empty() {
            ":add asks for the first, field after field. An empty line goes on.".to_owned()
        } else {
            format!(
                ":add asks for another {}; :edit N changes one, :remove N removes one. An empty line goes on.",
                list.one
            )
        })?;
        loop {
            let command = match self.talk.ask()? {
                Said::Nothing => return Ok(Go::On),
                Said::Command(command) => command,
                Said::Words(words) if words.trim().parse::<usize>().is_ok() => Command {
                    verb: Verb::Edit,
                    rest: words.trim().to_owned(),
                },
                Said::Words(_) => {
                    self.talk.say(&format!(
                        "This is a list. :add asks for another {}, a number changes one, an empty line goes on.",
                        list.one
                    ))?;
                    continue;
                }
            };
            match command.verb {
                Verb::Add if command.rest.is_empty() => return self.record(id, Which::New),
                Verb::Add => return self.take_suggested(&edition, list, &command.rest),
                Verb::Edit | Verb::Remove => match row_at(&rows, &command.rest) {
                    None => self.say_no_row(&command, &rows)?,
                    Some(Row::Raised(item)) if command.verb == Verb::Remove => {
                        let name = edition
                            .item(item.as_str())
                            .map_or(item.as_str(), |item| item.name());
                        self.talk.say(&format!(
                            "Question {name} raises this risk: it goes when the answer there is no longer a no."
                        ))?;
                    }
                    Some(Row::Record(record)) if command.verb == Verb::Remove => {
                        return self.remove(list, record);
                    }
                    Some(Row::Record(record)) => return self.record(id, Which::There(record.clone())),
                    Some(Row::Raised(item)) => return self.record(id, Which::Raised(item.clone())),
                },
                Verb::Why => {
                    self.tell_why_list(list)?;
                }
                Verb::Show => {
                    self.tell_records(list)?;
                }
                Verb::Back
                | Verb::Next
                | Verb::Skip
                | Verb::List
                | Verb::Goto
                | Verb::Note
                | Verb::Evidence
                | Verb::Clear
                | Verb::Confirm
                | Verb::Sign
                | Verb::Withdraw
                | Verb::Verdict
                | Verb::Status
                | Verb::History
                | Verb::Restore
                | Verb::Undo
                | Verb::Redo
                | Verb::Export
                | Verb::Save
                | Verb::Help
                | Verb::Quit => match self.command_or_told(&command)? {
                    None => self.talk.say(&words::sentence(&list.label))?,
                    Some(go) => return Ok(go),
                },
            }
        }
    }

    /// The rows of a list; of the risks those that the checklist raises too.
    fn rows(&self, list: &List) -> Vec<Row> {
        let edition = self.session.edition();
        if edition.list_role(ListRole::Risks) == Some(&list.id) {
            let risks = self.session.assessment().risks.iter();
            return risks
                .filter_map(|risk| match (&risk.record, &risk.item) {
                    (Some(record), _) => Some(Row::Record(record.clone())),
                    (None, Some(item)) => Some(Row::Raised(item.clone())),
                    (None, None) => None,
                })
                .collect();
        }
        let records = self.session.project().records(list.id.as_str()).iter();
        records.map(|record| Row::Record(record.id.clone())).collect()
    }

    /// That more is suggested, in a line.
    fn mention_suggested(&mut self, edition: &Edition, list: &List) -> Result<(), Halt> {
        let words = match interview::suggested(edition, self.session.project(), list).len() {
            0 => return Ok(()),
            1 => "One more is often here".to_owned(),
            more => format!("{more} more are often here"),
        };
        self.talk
            .say(&format!("{words}: :why names them, :add with a name takes one."))
    }

    /// What is often on such a list and is not there yet, numbered.
    fn tell_suggested(&mut self, edition: &Edition, list: &List) -> Result<(), Halt> {
        let suggested = interview::suggested(edition, self.session.project(), list);
        if suggested.is_empty() {
            return Ok(());
        }
        self.talk
            .say("Often here, and taken by :add with a number or a name:")?;
        for (at, one) in suggested.iter().enumerate() {
            let with = match one.with.as_str() {
                "" => String::new(),
                with => format!(", {with}"),
            };
            self.talk.point(&format!("{} {}{with}", at + 1, one.label))?;
        }
        Ok(())
    }

    /// Takes what is suggested by that number or name as it is, to be completed later.
    fn take_suggested(&mut self, edition: &Edition, list: &List, name: &str) -> Result<Go, Halt> {
        let suggested = interview::suggested(edition, self.session.project(), list);
        let choices: Vec<Choice> = suggested
            .iter()
            .map(|one| Choice {
                value: one.label.clone(),
                label: one.label.clone(),
                help: None,
            })
            .collect();
        let told: Vec<&Choice> = choices.iter().collect();
        let found = match choosing::found(&choices, &told, name) {
            Found::One(choice) => suggested.iter().find(|one| one.label == choice.value),
            Found::Some(_) | Found::Nothing => None,
        };
        let Some(one) = found else {
            self.talk.say(&format!(
                "Nothing suggested here is called so. :add alone asks for another {}.",
                list.one
            ))?;
            return Ok(Go::Again);
        };
        if self.make(std::slice::from_ref(&one.change))?.is_some() {
            self.talk.say(&format!("Added: {}.", one.label))?;
        }
        Ok(Go::Again)
    }

    /// Which record an id means: a risk that a question raises has none yet.
    pub(super) fn which(&self, list: &ListId, id: String) -> Which {
        let raised = self
            .session
            .assessment()
            .risks
            .iter()
            .filter(|risk| risk.record.is_none());
        let item = raised
            .filter_map(|risk| risk.item.as_ref())
            .find(|item| raised_id(item) == id);
        match item {
            Some(item) if self.session.project().record(list.as_str(), &id).is_none() => {
                Which::Raised(item.clone())
            }
            _ => Which::There(id),
        }
    }

    fn tell_rows(&mut self, list: &List, rows: &[Row]) -> Result<(), Halt> {
        let edition = self.edition();
        if rows.is_empty() {
            return self.talk.say(&format!("No {} yet.", list.many));
        }
        self.talk
            .say(&format!("{}.", words::capital(&list.count(rows.len()))))?;
        for (at, row) in rows.iter().enumerate() {
            let line = self.row_line(&edition, list, row);
            self.talk.point(&format!("{} {line}", at + 1))?;
        }
        if edition.list_role(ListRole::Parties) == Some(&list.id) {
            let broken = self.session.assessment().parties.clone();
            for unmet in broken {
                self.talk
                    .say(&format!("{}.", words::capital(unmet.what.trim_end_matches('.'))))?;
            }
        }
        Ok(())
    }

    fn row_line(&self, edition: &Edition, list: &List, row: &Row) -> String {
        let project = self.session.project();
        match row {
            Row::Raised(item) => {
                let (name, label) = edition
                    .item(item.as_str())
                    .map_or((item.as_str(), ""), |item| (item.name(), item.label.as_str()));
                format!("{label}, raised by question {name}; it has no owner yet.")
            }
            Row::Record(id) => {
                let Some(record) = project.record(list.id.as_str(), id) else {
                    return id.clone();
                };
                let mut line = words::record_line(edition, project, list, record);
                if edition.list_role(ListRole::Risks) == Some(&list.id) && self.no_longer_raised(id) {
                    line.push_str(", no longer raised");
                }
                if !record.versions.is_empty() {
                    line.push_str("; TWO VERSIONS");
                }
                let missing: Vec<String> = record
                    .lacks(list)
                    .iter()
                    .map(|field| field.label.clone())
                    .collect();
                if !missing.is_empty() {
                    line.push_str("; still missing: ");
                    line.push_str(&missing.join(", "));
                }
                format!("{line}.")
            }
        }
    }

    fn no_longer_raised(&self, record: &str) -> bool {
        let risks = &self.session.assessment().risks;
        risks
            .iter()
            .any(|risk| risk.record.as_deref() == Some(record) && risk.status == "no-longer-raised")
    }

    fn say_no_row(&mut self, command: &Command, rows: &[Row]) -> Result<(), Halt> {
        let what = if command.verb == Verb::Remove {
            "remove"
        } else {
            "edit"
        };
        self.talk.say(&match rows.len() {
            0 => "There is nothing here yet; :add asks for the first.".to_owned(),
            1 => format!("There is one here: :{what} 1."),
            many => format!("Which one? :{what} takes a number from 1 to {many}."),
        })
    }

    fn remove(&mut self, list: &List, id: &str) -> Result<Go, Halt> {
        let edition = self.edition();
        let name = self.session.project().record(list.id.as_str(), id).map_or_else(
            || id.to_owned(),
            |record| words::record(&edition, self.session.project(), list, record),
        );
        if self.agrees(&format!("Remove {name}? y removes it, anything else keeps it."))? {
            let removed = self.make(&[Change::Remove {
                list: list.id.to_string(),
                id: id.to_owned(),
            }])?;
            if removed.is_some() {
                self.talk
                    .say(&format!("Removed: {name}. :undo brings it back."))?;
            }
        } else {
            self.talk.say("Kept.")?;
        }
        Ok(Go::Again)
    }

    fn tell_why_list(&mut self, list: &List) -> Result<(), Halt> {
        let edition = self.edition();
        self.talk.say(&format!("Why: {}", list.why))?;
        self.talk.say(&format!("What helps: {}", list.help))?;
        if let Some(ours) = &list.ours {
            self.talk.say(&format!("Our reading: {ours}"))?;
        }
        self.tell_suggested(&edition, list)?;
        self.talk
            .say(&format!("{}.", words::source(&edition, &list.source)))
    }

    /// Every record with every field.
    fn tell_records(&mut self, list: &List) -> Result<(), Halt> {
        let edition = self.edition();
        let records = self.session.project().records(list.id.as_str()).to_vec();
        for record in &records {
            let name = words::record(&edition, self.session.project(), list, record);
            self.talk.say(&format!("{name}:"))?;
            for field in &list.fields {
                let words = crate::project::field_words(&edition, self.session.project(), field, record);
                if !words.is_empty() {
                    self.talk.quote(&format!("{}: {words}", field.label))?;
                }
            }
        }
        Ok(())
    }
}

/// The id that the record of a raised risk is given.
pub(super) fn raised_id(item: &ItemId) -> String {
    risk_record_id(item)
}

fn row_at<'r>(rows: &'r [Row], number: &str) -> Option<&'r Row> {
    let only = if number.is_empty() && rows.len() == 1 {
        Some(1)
    } else {
        None
    };
    let number = only.or_else(|| number.parse::<usize>().ok())?;
    rows.get(number.checked_sub(1)?)
}
