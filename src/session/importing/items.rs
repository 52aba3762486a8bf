//! What a document says of an item: its value, its note, its evidence.

use super::{
    Reading,
    shown::{Parts, Shown, Written, all_same, same},
    words,
};
use crate::{
    characters::quoted,
    guidance::Item,
    interview,
    project::{Answer, Change, TEXT_LIMIT, Value, sound_text},
};

/// The parts beside an answer's value.
const NOTE: &str = "note";
const EVIDENCE: &str = "evidence";

impl Reading<'_> {
    /// What a document says of an item.
    pub(super) fn item(&mut self, item: &Item, parts: &Parts, shown: &Shown) {
        let nothing = Answer::default();
        let answer = self.project.answer(item.id.as_str()).unwrap_or(&nothing);
        self.value(item, answer, parts, shown);
        self.words_beside(item, answer, parts, shown);
        let keys = words::keys(item);
        let known = |key: &&String| keys.contains(key) || [NOTE, EVIDENCE].contains(&key.as_str());
        for (key, texts) in parts {
            if !known(&key) && !all_same(texts, shown.texts(item.id.as_str(), key)) {
                self.leave(
                    item.id.as_str(),
                    "what stands beside it came from elsewhere and is changed there; it was not taken",
                );
            }
        }
    }

    fn value(&mut self, item: &Item, answer: &Answer, parts: &Parts, shown: &Shown) {
        let id = item.id.as_str();
        let keys = words::keys(item);
        let present = match keys.as_slice() {
            [_] => {
                let text = answer.value.as_ref().map(|value| value.text(item));
                vec![(String::new(), text.unwrap_or_default())]
            }
            _ => interview::raw(item, answer.value.as_ref()),
        };
        let mut written = Vec::new();
        let mut is_new = false;
        for (key, present) in present {
            let here = shown.text(id, &key);
            // What is offered from elsewhere is taken along where something is written beside it.
            let kept = if present.is_empty() { here } else { &present };
            let text = match Written::of(parts.get(&key), here) {
                Written::AsShown => kept,
                Written::Nothing => {
                    self.leave(
                        &place(item, &key),
                        "left as it is, since the document has nothing there",
                    );
                    kept
                }
                Written::Anew(text) => {
                    is_new = true;
                    text
                }
                Written::Twice => {
                    let place = place(item, &key);
                    self.problems.push(format!(
                        "{place} stands several times in the document, each time another"
                    ));
                    return;
                }
            };
            let text = text.to_owned();
            written.push((key, text));
        }
        if !is_new {
            return;
        }
        let value = match words::value(item, &written, self.today) {
            Ok(value) => value,
            Err(wrong) => {
                let found = written
                    .iter()
                    .find(|(key, _)| *key == wrong.key)
                    .or(written.first());
                let found = found.map_or("", |(_, text)| text.as_str());
                self.problems.push(format!(
                    "{} cannot be {}: {}",
                    place(item, &wrong.key),
                    quoted(found),
                    wrong.what.trim_end_matches('.')
                ));
                return;
            }
        };
        match Value::from_json(item, &value) {
            Err(wrong) => self.problems.push(format!("{id} {wrong}")),
            Ok(Some(value)) if !answer.versions.is_empty() => {
                let value = value.to_json();
                if answer.versions.iter().all(|version| version.value != value) {
                    self.leave(
                        id,
                        "it has two versions, one of which is chosen here; the document's was not taken",
                    );
                }
            }
            Ok(value) => self.answered(item, answer, value),
        }
    }

    /// A value that would be another than there is.
    pub(super) fn answered(&mut self, item: &Item, answer: &Answer, value: Option<Value>) {
        if value == answer.value {
            return;
        }
        if let Some(value) = value {
            let before = answer.value.as_ref().map(|value| value.whole(item));
            let change = Change::value(item.id.as_str(), value.to_json());
            let after = value.whole(item);
            self.propose(change, item.field_name(), before.unwrap_or_default(), after);
        }
    }

    fn words_beside(&mut self, item: &Item, answer: &Answer, parts: &Parts, shown: &Shown) {
        let id = item.id.as_str();
        match Written::of(parts.get(NOTE), shown.text(id, NOTE)) {
            Written::AsShown => {}
            Written::Nothing => self.leave(
                &place(item, NOTE),
                "left as it is, since the document has nothing there",
            ),
            Written::Twice => self.problems.push(format!(
                "the note of {id} stands several times in the document, each time another"
            )),
            Written::Anew(note) => match sound_text(note, TEXT_LIMIT) {
                Err(wrong) => self.problems.push(format!("the note of {id} {wrong}")),
                Ok(()) if same(note, &answer.note) => {}
                Ok(()) => {
                    let label = format!("{}, note", item.field_name());
                    self.propose(
                        Change::note(id, note),
                        &label,
                        answer.note.clone(),
                        note.to_owned(),
                    );
                }
            },
        }
        self.evidence(item, answer, parts, shown);
    }

    /// Each piece by its place; none is taken away.
    fn evidence(&mut self, item: &Item, answer: &Answer, parts: &Parts, shown: &Shown) {
        let id = item.id.as_str();
        let (Some(texts), here) = (parts.get(EVIDENCE), shown.texts(id, EVIDENCE)) else {
            return;
        };
        if all_same(texts, here) {
            return;
        }
        if texts.len() != answer.evidence.len() {
            self.leave(
                &place(item, EVIDENCE),
                "left as it is, since the document has other pieces of it",
            );
            return;
        }
        let mut pieces = Vec::new();
        for (position, (text, present)) in texts.iter().zip(&answer.evidence).enumerate() {
            let here = here.get(position).map_or("", String::as_str);
            if text.trim().is_empty() && !present.trim().is_empty() {
                self.leave(
                    &place(item, EVIDENCE),
                    "left as it is, since the document has nothing there",
                );
                pieces.push(present.clone());
            } else if same(text, here) || same(text, present) {
                pieces.push(present.clone());
            } else if let Err(wrong) = sound_text(text, TEXT_LIMIT) {
                self.problems.push(format!("the evidence of {id} {wrong}"));
                return;
            } else {
                pieces.push(text.clone());
            }
        }
        if pieces != answer.evidence {
            let label = format!("{}, evidence", item.field_name());
            let (before, after) = (answer.evidence.join("\n"), pieces.join("\n"));
            let change = Change::Answer {
                item: id.to_owned(),
                value: None,
                note: None,
                evidence: Some(pieces),
            };
            self.propose(change, &label, before, after);
        }
    }
}

/// `concept.objectives (patients)`.
fn place(item: &Item, part: &str) -> String {
    match part {
        "" => item.id.to_string(),
        part => format!("{} ({part})", item.id),
    }
}
