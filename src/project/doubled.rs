//! Two versions of an answer as they are told: each by whoever gave what is different in it.

use super::{
    answer::Answer,
    file::{LogEntry, LogLine, Version},
    state::Project,
};

impl Answer {
    /// Whether its versions give the same answer, each with a note of its own.
    pub fn has_two_notes(&self) -> bool {
        let mut values = self.versions.iter().map(|version| &version.value);
        let first = values.next();
        first.is_some() && values.all(|value| Some(value) == first)
    }
}

impl Project {
    /// The versions of an item's answer, in their order. Where only the notes differ, each is by
    /// whoever wrote its note, as far as the log tells, since the answer itself is one person's.
    pub fn told_versions(&self, item: &str) -> Vec<Version> {
        let Some(answer) = self.answer(item) else {
            return Vec::new();
        };
        let mut versions = answer.versions.clone();
        if answer.has_two_notes() {
            for version in &mut versions {
                let wrote = self.wrote_note(item, version.note.as_deref().unwrap_or_default());
                version.by = wrote.map(|entry| entry.by.clone());
                version.at = wrote.map(|entry| entry.until.unwrap_or(entry.at));
            }
        }
        versions
    }

    /// The last entry of the log that gave the item this note.
    fn wrote_note(&self, item: &str, note: &str) -> Option<&LogEntry> {
        let mut entries = self.log.iter().rev().filter_map(LogLine::entry);
        entries.find(|entry| {
            let told = |member: &str| entry.change.get(member).and_then(|text| text.as_str());
            told("item") == Some(item) && told("note") == Some(note)
        })
    }
}
