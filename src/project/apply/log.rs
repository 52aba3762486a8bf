//! The log: a line for each change, edits of one thing folded into one.

use jiff::SignedDuration;
use serde_json::{Map, Value as Json, json};

use super::{Done, Edit};
use crate::{
    guidance::{Edition, Item},
    project::{
        answer::{Answer, Signed},
        change::Change,
        file::{LogEntry, LogLine},
        state::Project,
        value::is_blank,
    },
};

/// How long edits of one thing by one person fold into one log entry, from its first change.
const FOLD: SignedDuration = SignedDuration::from_mins(10);

impl Edit<'_, '_, '_> {
    /// Writes a change to the log, or folds it into the last entry where that edits the same
    /// thing, by the same person, begun less than ten minutes ago.
    pub(super) fn log(&mut self, change: &Change, before: Json, made: Option<Json>) {
        self.applied.changed = true;
        self.applied.done.push(Done {
            change: change.clone(),
            before: before.clone(),
        });
        let (by, at) = (self.stamp.by, self.stamp.at);
        let Project { log, answers, .. } = &mut *self.project;
        let later = Later {
            change,
            before: &before,
            made: made.as_ref(),
            after: change.item().and_then(|item| answers.get(item)),
        };
        if let Some(entry) = log.last_mut().and_then(LogLine::entry_mut)
            && entry.by == by
            && at >= entry.at
            && at.duration_since(entry.at) < FOLD
            && let Some(folded) = folded(self.edition, entry, &later)
        {
            entry.change = folded.change.to_json();
            entry.before = folded.before;
            entry.made = made;
            entry.until = Some(at);
            return;
        }
        self.project.log.push(LogLine::Entry(LogEntry {
            id: self.stamp.ids.fresh(12),
            at,
            by: by.to_owned(),
            change: change.to_json(),
            before,
            until: None,
            made,
            rest: Map::new(),
        }));
    }
}

/// An edit that may be folded into the last entry.
struct Later<'a> {
    change: &'a Change,
    before: &'a Json,
    made: Option<&'a Json>,
    /// The answer as it is now, where the edit is one of an answer.
    after: Option<&'a Answer>,
}

/// Two edits of one thing as one, with what was there before the first.
struct Folded {
    change: Change,
    before: Json,
}

/// The entry's edit and a later one of the same thing as one edit that does the same; `None`
/// where there is none, or where the thing is no longer as the entry left it, since somebody
/// else's change came between.
fn folded(edition: &Edition, entry: &LogEntry, later: &Later) -> Option<Folded> {
    let earlier = Change::from_json(&entry.change).ok()?;
    let before = later.before;
    match (&earlier, later.change) {
        (
            Change::Update { list, id, fields },
            Change::Update {
                list: same,
                id: same_id,
                fields: new,
            },
        ) if list == same && id == same_id => {
            let as_left = |(field, value): (&String, &Json)| match fields.get(field) {
                Some(given) => given == value || is_blank(given) && is_blank(value),
                None => field != "versions",
            };
            if !before.as_object()?.iter().all(as_left) {
                return None;
            }
            let mut all = fields.clone();
            all.extend(new.clone());
            let mut was = entry.before.as_object()?.clone();
            for (field, value) in before.as_object()? {
                was.entry(field).or_insert_with(|| value.clone());
            }
            Some(Folded {
                change: Change::Update {
                    list: list.clone(),
                    id: id.clone(),
                    fields: all,
                },
                before: Json::Object(was),
            })
        }
        _ => {
            let change = folded_answer(&earlier, later.change)?;
            let item = edition.item(earlier.item()?)?;
            let as_left = made_of(item, entry, &earlier, entry.made.as_ref())?
                .says_as(&Answer::from_json(item, before)?);
            // A head that keeps what it was taken with is not what its last value alone would make.
            let does_the_same = made_of(item, entry, &change, later.made)?.says_as(later.after?);
            (as_left && does_the_same).then(|| Folded {
                change,
                before: entry.before.clone(),
            })
        }
    }
}

/// What a change makes of the answer that was there before an entry.
fn made_of(item: &Item, entry: &LogEntry, change: &Change, made: Option<&Json>) -> Option<Answer> {
    let stamp = Signed {
        by: &entry.by,
        at: entry.at,
    };
    Answer::from_json(item, &entry.before)?.edited(item, change, made, stamp)
}

/// Two edits of one answer as one.
fn folded_answer(earlier: &Change, later: &Change) -> Option<Change> {
    let item = earlier.item()?;
    if later.item() != Some(item) {
        return None;
    }
    match (earlier, later) {
        // What comes later says all, and nothing but a note or evidence would be left beside it.
        (
            Change::Clear { .. } | Change::Confirm { .. } | Change::Skip { .. },
            Change::Clear { .. } | Change::Confirm { .. } | Change::Answer { value: Some(_), .. },
        )
        | (Change::Skip { .. }, Change::Skip { .. } | Change::Answer { .. })
        | (
            Change::Answer {
                note: None,
                evidence: None,
                ..
            },
            Change::Confirm { .. },
        ) => Some(later.clone()),
        // A clear beside a note is an answer with a blank value.
        (Change::Clear { .. }, Change::Answer { note, evidence, .. })
        | (Change::Answer { note, evidence, .. }, Change::Clear { .. }) => Some(Change::Answer {
            item: item.to_owned(),
            value: Some(json!("")),
            note: note.clone(),
            evidence: evidence.clone(),
        }),
        (
            Change::Answer {
                value,
                note,
                evidence,
                ..
            },
            Change::Answer {
                value: new_value,
                note: new_note,
                evidence: new_evidence,
                ..
            },
        ) => Some(Change::Answer {
            item: item.to_owned(),
            value: new_value.clone().or_else(|| value.clone()),
            note: new_note.clone().or_else(|| note.clone()),
            evidence: new_evidence.clone().or_else(|| evidence.clone()),
        }),
        _ => None,
    }
}
