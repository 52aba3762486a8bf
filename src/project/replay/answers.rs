//! Answers, followed through the log: the parts of the value, note, evidence, skip and source.

use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Told, Unexplained,
    strand::{Made, Span, Step, Strand},
};
use crate::{
    guidance::{Edition, Item, ItemKind},
    project::{
        answer::{Answer, Signed, known_value},
        change::Change,
        file::Skipped,
        state::Project,
        value::Value,
    },
};

pub(super) fn unexplained(edition: &Edition, project: &Project, told: &[Told]) -> Vec<Unexplained> {
    let mut of_item: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in told {
        if let Some(item) = told.change.item() {
            of_item.entry(item).or_default().push(told);
        }
    }
    let mut findings = Vec::new();
    for item in edition.items() {
        let id = item.id.as_str();
        let answer = project.answer(id).cloned().unwrap_or_default();
        let mut story = Story::of(item);
        let entries = of_item.get(id).map(Vec::as_slice).unwrap_or_default();
        story.list_evidence(entries);
        let mut what = BTreeSet::new();
        for told in entries {
            if let Err(wrong) = story.tell(told) {
                what.insert(format!("{wrong} (log entry {})", told.entry.id));
            }
        }
        what.extend(story.ends_otherwise(&answer).into_iter().map(str::to_owned));
        findings.extend(what.iter().map(|what| Unexplained::new(id, what)));
    }
    findings
}

/// What the log tells of one answer.
struct Story<'i, 'a> {
    item: &'i Item,
    /// The value, by part.
    value: BTreeMap<&'static str, Strand<'a>>,
    note: Strand<'a>,
    skip: Strand<'a>,
    carried: Strand<'a>,
    /// Whether each piece of evidence is there.
    evidence: BTreeMap<String, Strand<'a>>,
}

impl<'i, 'a> Story<'i, 'a> {
    fn of(item: &'i Item) -> Self {
        let parts = part_names(item.kind).iter();
        Self {
            item,
            value: parts
                .map(|name| (*name, Strand::new(part(item.kind, name, &Json::Null))))
                .collect(),
            note: Strand::new(json!("")),
            skip: Strand::new(Json::Null),
            carried: Strand::new(json!([])),
            evidence: BTreeMap::new(),
        }
    }

    /// Begins a strand for each piece of evidence that the log ever tells of.
    fn list_evidence(&mut self, entries: &[&Told]) {
        for told in entries {
            let before = Answer::from_json(self.item, &told.entry.before).unwrap_or_default();
            let given = match &told.change {
                Change::Answer {
                    evidence: Some(given),
                    ..
                } => given.as_slice(),
                _ => &[],
            };
            for piece in before.evidence.iter().chain(given) {
                self.evidence
                    .entry(piece.clone())
                    .or_insert_with(|| Strand::new(json!(false)));
            }
        }
    }

    /// Follows an entry; fails where it does not follow from what was told before.
    fn tell(&mut self, told: &'a Told) -> Result<(), &'static str> {
        let item = self.item;
        let entry = told.entry;
        let before =
            Answer::from_json(item, &entry.before).ok_or("what it says was there before is no answer")?;
        let stamp = Signed {
            by: &entry.by,
            at: entry.at,
        };
        let after = before
            .edited(item, &told.change, entry.made.as_ref(), stamp)
            .ok_or("its change is none that could have been made")?;
        let follows = self.knows(&before);
        self.go(told, &before, &after);
        if follows {
            Ok(())
        } else {
            Err("what it says was there before is nothing that the log tells")
        }
    }

    /// Whether the log told of all this before.
    fn knows(&self, answer: &Answer) -> bool {
        let kind = self.item.kind;
        let shown = self.shown(answer);
        let values = self.value.iter().all(|(name, strand)| {
            let mut parts = parts_of(kind, name, &shown).into_iter();
            parts.all(|part| strand.knows(&part))
        });
        let mut pieces = answer.evidence.iter();
        let skip = answer.skipped.as_ref();
        values
            && self.knows_who(answer)
            && notes(answer).iter().all(|note| self.note.knows(note))
            && self.skip.knows(&reason(skip))
            && skip.is_none_or(|skip| self.skip.was_told(skipped_by(skip)))
            && self.carried.knows(&self.source(answer))
            && pieces.all(|piece| {
                let known = self.evidence.get(piece);
                known.is_some_and(|strand| strand.knows(&json!(true)))
            })
    }

    /// Whether the log told who gave the value, and when: this very value, where it is a whole.
    fn knows_who(&self, answer: &Answer) -> bool {
        let given = |value: &Json, made: Made| match self.whole() {
            Some(strand) => strand.was_made(&known_value(self.item, value), made),
            None => self.value.values().any(|strand| strand.was_told(made)),
        };
        let mut versions = answer.versions.iter();
        given(&answer.value_json(), made_by(answer))
            && versions.all(|version| {
                let made = Made {
                    by: version.by.as_deref(),
                    at: version.at,
                };
                given(&version.value, made)
            })
    }

    /// The one strand of a value that has no parts.
    fn whole(&self) -> Option<&Strand<'a>> {
        self.value.get("value")
    }

    fn go(&mut self, told: &'a Told, before: &Answer, after: &Answer) {
        let kind = self.item.kind;
        let span = told.span();
        let gives_note = matches!(told.change, Change::Answer { note: Some(_), .. });
        let gives_value = match &told.change {
            Change::Answer { value, .. } => value.is_some(),
            Change::Clear { .. } | Change::Confirm { .. } => true,
            Change::Skip { .. }
            | Change::Add { .. }
            | Change::Update { .. }
            | Change::Remove { .. }
            | Change::Sign { .. }
            | Change::Withdraw { .. }
            | Change::Archive
            | Change::Unarchive => false,
        };
        let settles = !before.versions.is_empty() && after.versions.is_empty();
        if gives_value || settles {
            let was = self.shown(before);
            let now = known_value(self.item, &after.value_json());
            for (name, strand) in &mut self.value {
                strand.go(Step {
                    before: parts_of(kind, name, &was),
                    made_by: before.versions.is_empty().then(|| made_by(before)),
                    gone: is_half_gone(kind, &was),
                    after: part(kind, name, &now),
                    settled: settles,
                    removal: is_gone(kind, &now),
                    span,
                });
            }
        }
        if gives_note || settles {
            self.note.go(plain(notes(before), json!(after.note), span));
        }
        self.skip.go(plain(
            vec![reason(before.skipped.as_ref())],
            reason(after.skipped.as_ref()),
            span,
        ));
        if gives_value || settles {
            let (was, is) = (self.source(before), self.source(after));
            self.carried.go(plain(vec![was], is, span));
        }
        if matches!(
            told.change,
            Change::Answer {
                evidence: Some(_),
                ..
            }
        ) {
            for (piece, strand) in &mut self.evidence {
                let (was, is) = (before.evidence.contains(piece), after.evidence.contains(piece));
                strand.go(plain(vec![json!(was)], json!(is), span));
            }
        }
    }

    /// What of the answer is not as the log leaves it, in words.
    fn ends_otherwise(&self, answer: &Answer) -> Vec<&'static str> {
        let mut what = Vec::new();
        if !self.explains_value(answer) {
            what.push("its value is not what the log tells");
        }
        if !self.explains_who(answer) {
            what.push("who gave its value, and when, is not what the log tells");
        }
        let all = notes(answer);
        if !self.note.explains(&all, all.len() > 1, false) || !all.contains(&json!(answer.note)) {
            what.push("its note is not what the log tells");
        }
        if !self.explains_evidence(answer) {
            what.push("its evidence is not what the log tells");
        }
        if !self.explains_skip(answer.skipped.as_ref()) {
            what.push("its skip is not what the log tells");
        }
        if !self.explains_carried(answer) {
            what.push("what it was taken from is not what the log tells");
        }
        what
    }

    fn explains_value(&self, answer: &Answer) -> bool {
        let kind = self.item.kind;
        let shown = self.shown(answer);
        let several = shown.len() > 1;
        let gone = is_half_gone(kind, &shown);
        let own = known_value(self.item, &answer.value_json());
        shown.contains(&own)
            && (!gone || self.value.values().any(Strand::is_removed))
            && self
                .value
                .iter()
                .all(|(name, strand)| strand.explains(&parts_of(kind, name, &shown), several, gone))
    }

    fn explains_who(&self, answer: &Answer) -> bool {
        if !answer.versions.is_empty() {
            return self.knows_who(answer);
        }
        let made = made_by(answer);
        match self.whole() {
            Some(strand) => {
                let value = known_value(self.item, &answer.value_json());
                strand.stands_made(Some(&value), made)
            }
            None => self.value.values().any(|strand| strand.stands_made(None, made)),
        }
    }

    fn explains_evidence(&self, answer: &Answer) -> bool {
        let told = self.evidence.iter().all(|(piece, strand)| {
            let there = json!(answer.evidence.contains(piece));
            strand.explains(&[there], false, false)
        });
        told && answer
            .evidence
            .iter()
            .all(|piece| self.evidence.contains_key(piece))
    }

    /// Of two reasons given at once the merge keeps one, and a reason before none.
    fn explains_skip(&self, skip: Option<&Skipped>) -> bool {
        match skip {
            None => self.skip.tips().all(Json::is_null),
            Some(skip) => self.skip.stands_made(Some(&reason(Some(skip))), skipped_by(skip)),
        }
    }

    /// A value made of both sides' parts, or in two versions, was taken from nowhere.
    fn explains_carried(&self, answer: &Answer) -> bool {
        let shown = self.source(answer);
        if self.carried.explains(std::slice::from_ref(&shown), false, false) {
            return true;
        }
        let own = known_value(self.item, &answer.value_json());
        let is_own = |tip: &Json| tip.get(1) == Some(&own);
        if self.carried.is_forked() || !answer.versions.is_empty() {
            self.carried.knows(&shown)
        } else {
            answer.carried.is_empty() && !self.carried.tips().any(is_own)
        }
    }

    /// What the value was taken from, with the value: an empty list where from nowhere.
    fn source(&self, answer: &Answer) -> Json {
        if answer.carried.is_empty() {
            json!([])
        } else {
            json!([answer.carried, known_value(self.item, &answer.value_json())])
        }
    }

    /// The values that the answer shows, without members that this program does not know.
    fn shown(&self, answer: &Answer) -> Vec<Json> {
        if answer.versions.is_empty() {
            return vec![known_value(self.item, &answer.value_json())];
        }
        let versions = answer.versions.iter();
        versions
            .map(|version| known_value(self.item, &version.value))
            .collect()
    }
}

fn plain(before: Vec<Json>, after: Json, span: Span<'_>) -> Step<'_, 'static> {
    Step {
        before,
        made_by: None,
        gone: false,
        after,
        settled: false,
        removal: false,
        span,
    }
}

/// The notes that the answer shows: its own or, where its versions have some, theirs.
fn notes(answer: &Answer) -> Vec<Json> {
    if answer.versions.iter().all(|version| version.note.is_none()) {
        return vec![json!(answer.note)];
    }
    let versions = answer.versions.iter();
    versions
        .map(|version| json!(version.note.as_ref().unwrap_or(&answer.note)))
        .collect()
}

fn made_by(answer: &Answer) -> Made<'_> {
    Made {
        by: answer.by.as_deref(),
        at: answer.at,
    }
}

fn skipped_by(skip: &Skipped) -> Made<'_> {
    Made {
        by: Some(&skip.by),
        at: Some(skip.at),
    }
}

fn reason(skip: Option<&Skipped>) -> Json {
    skip.map_or(Json::Null, |skip| json!([skip.reason, skip.by]))
}

/// The parts of a value that two people may change side by side; one where it is a whole.
fn part_names(kind: ItemKind) -> &'static [&'static str] {
    match kind {
        ItemKind::ThreeWay | ItemKind::Head | ItemKind::Decision => Value::members(kind),
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Practice
        | ItemKind::Attestation
        | ItemKind::Outcome
        | ItemKind::Period => &["value"],
    }
}

fn part(kind: ItemKind, name: &str, value: &Json) -> Json {
    if part_names(kind) == ["value"] {
        value.clone()
    } else {
        value.get(name).cloned().unwrap_or_else(|| json!(""))
    }
}

/// What a part is in each version; a version that is gone has none.
fn parts_of(kind: ItemKind, name: &str, values: &[Json]) -> Vec<Json> {
    let half_gone = is_half_gone(kind, values);
    let mut parts: Vec<Json> = Vec::new();
    for value in values.iter().filter(|value| !(half_gone && is_gone(kind, value))) {
        let part = part(kind, name, value);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Whether it is gone in one version, and not in another.
fn is_half_gone(kind: ItemKind, values: &[Json]) -> bool {
    let gone = values.iter().filter(|value| is_gone(kind, value)).count();
    (1..values.len()).contains(&gone)
}

/// Whether a version of a decision is that there is none: it has no parts then.
fn is_gone(kind: ItemKind, value: &Json) -> bool {
    kind == ItemKind::Decision && value.is_null()
}
