//! Records, followed through the log: whether each is there, and its fields.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Told, Unexplained,
    strand::{Made, Step, Strand},
};
use crate::{
    guidance::{Edition, List},
    project::{
        change::Change,
        file::{Record, Version},
        state::Project,
        value::is_blank,
    },
};

pub(super) fn unexplained(edition: &Edition, project: &Project, told: &[Told]) -> Vec<Unexplained> {
    let mut findings = Vec::new();
    for list in edition.lists() {
        let name = list.id.as_str();
        let mut of_record: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
        for record in project.records(name) {
            of_record.insert(&record.id, Vec::new());
        }
        for told in told {
            if let Some((_, id)) = told.change.record().filter(|(of, _)| *of == name) {
                of_record.entry(id).or_default().push(told);
            }
        }
        for (id, entries) in of_record {
            let mut story = Story::of(list);
            let mut what = BTreeSet::new();
            for told in entries {
                if let Err(wrong) = story.tell(told) {
                    what.insert(format!("{wrong} (log entry {})", told.entry.id));
                }
            }
            what.extend(story.ends_otherwise(project.record(name, id)));
            let subject = format!("{name}/{id}");
            findings.extend(what.iter().map(|what| Unexplained::new(&subject, what)));
        }
    }
    findings
}

/// What the log tells of one record.
struct Story<'l, 'a> {
    there: Strand<'a>,
    fields: BTreeMap<&'l str, Strand<'a>>,
}

impl<'l, 'a> Story<'l, 'a> {
    fn of(list: &'l List) -> Self {
        let fields = list.fields.iter();
        Self {
            there: Strand::new(json!(false)),
            fields: fields
                .map(|field| (field.id.as_str(), Strand::new(Json::Null)))
                .collect(),
        }
    }

    /// Follows an entry; fails where it does not follow from what was told before.
    fn tell(&mut self, told: &'a Told) -> Result<(), &'static str> {
        const NOT_TOLD: &str = "what it says was there before is nothing that the log tells";
        let (was, now) = step(told).ok_or(NOT_TOLD)?;
        let known = self.knows(&was, now.as_ref());
        let span = told.span();
        self.there.go(Step {
            before: was.there.clone(),
            made_by: None,
            gone: was.gone,
            after: json!(now.is_some()),
            settled: false,
            removal: now.is_none(),
            span,
        });
        for (id, strand) in &mut self.fields {
            if now.as_ref().is_none_or(|now| now.settles(id)) {
                strand.go(Step {
                    before: was.field(id),
                    made_by: None,
                    gone: was.gone,
                    after: now.as_ref().map_or(Json::Null, |now| content(&now.fields, id)),
                    settled: false,
                    removal: now.is_none(),
                    span,
                });
            }
        }
        if known { Ok(()) } else { Err(NOT_TOLD) }
    }

    /// Whether the log told of all that an entry says was there before.
    fn knows(&self, was: &Shown, now: Option<&Became>) -> bool {
        let mut there = was.there.iter();
        there.all(|there| self.there.knows(there))
            && self
                .fields
                .iter()
                .filter(|(id, _)| now.is_none_or(|now| now.settles(id)))
                .all(|(id, strand)| was.field(id).iter().all(|content| strand.knows(content)))
    }

    /// What of the record is not as the log leaves it, in words.
    fn ends_otherwise(&self, record: Option<&Record>) -> Vec<String> {
        let shown = record.map_or_else(Shown::nothing, Shown::record);
        let several = record.is_some_and(|record| !record.versions.is_empty());
        let mut what = Vec::new();
        if !self.there.explains(&shown.there, several, shown.gone) || shown.gone && !self.there.is_removed() {
            what.push(if record.is_some() {
                "the log does not tell that it is there".to_owned()
            } else {
                "the log does not tell that it was removed".to_owned()
            });
            return what;
        }
        let own = record.map(|record| &record.fields);
        for (id, strand) in &self.fields {
            let all = shown.field(id);
            let is_own = own.is_none_or(|own| all.contains(&content(own, id)));
            if !is_own || !strand.explains(&all, several, shown.gone) {
                what.push(format!("its {id} is not what the log tells"));
            }
        }
        let told = |version: &Version| {
            let made = Made {
                by: version.by.as_deref(),
                at: version.at,
            };
            self.there.was_told(made) || self.fields.values().any(|strand| strand.was_told(made))
        };
        if !record.is_none_or(|record| record.versions.iter().all(told)) {
            what.push("who wrote its versions, and when, is not what the log tells".to_owned());
        }
        what
    }
}

/// What a record was before an entry, and what it became: none where it was removed.
fn step(told: &Told) -> Option<(Shown, Option<Became>)> {
    let before = &told.entry.before;
    match &told.change {
        Change::Add { record, .. } => before
            .is_null()
            .then(|| (Shown::nothing(), Some(Became::with(record.clone(), record)))),
        Change::Update { fields, .. } => {
            let was = before.as_object()?;
            let mut after = was.clone();
            after.extend(fields.clone());
            match was.get("versions") {
                None => Some((Shown::fields(was.clone()), Some(Became::with(after, fields)))),
                Some(versions) => {
                    let versions: Vec<Version> = Vec::deserialize(versions).ok()?;
                    let whole = Became {
                        fields: after,
                        only: None,
                    };
                    Some((Shown::versions(&versions), Some(whole)))
                }
            }
        }
        Change::Remove { id, .. } => {
            let record = Record::deserialize(before.get("record")?).ok()?;
            (record.id == *id).then(|| (Shown::record(&record), None))
        }
        Change::Answer { .. }
        | Change::Clear { .. }
        | Change::Skip { .. }
        | Change::Confirm { .. }
        | Change::Sign { .. }
        | Change::Withdraw { .. }
        | Change::Archive
        | Change::Unarchive => None,
    }
}

/// What a record became.
struct Became {
    fields: Map<String, Json>,
    /// The fields that were given, where the others stayed as they were.
    only: Option<BTreeSet<String>>,
}

impl Became {
    fn with(fields: Map<String, Json>, given: &Map<String, Json>) -> Self {
        Self {
            fields,
            only: Some(given.keys().cloned().collect()),
        }
    }

    fn settles(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }
}

/// What a record is, or its versions are.
struct Shown {
    /// The fields of each version that is there.
    fields: Vec<Map<String, Json>>,
    there: Vec<Json>,
    /// Whether one of several versions is that it was removed.
    gone: bool,
}

impl Shown {
    fn nothing() -> Self {
        Self {
            fields: vec![Map::new()],
            there: vec![json!(false)],
            gone: false,
        }
    }

    fn fields(fields: Map<String, Json>) -> Self {
        Self {
            fields: vec![fields],
            there: vec![json!(true)],
            gone: false,
        }
    }

    fn versions(versions: &[Version]) -> Self {
        Self {
            fields: versions
                .iter()
                .filter_map(|version| version.value.as_object().cloned())
                .collect(),
            there: vec![json!(true)],
            gone: versions.iter().any(|version| version.value.is_null()),
        }
    }

    fn record(record: &Record) -> Self {
        if record.versions.is_empty() {
            Self::fields(record.fields.clone())
        } else {
            Self::versions(&record.versions)
        }
    }

    fn field(&self, id: &str) -> Vec<Json> {
        let mut all: Vec<Json> = Vec::new();
        for fields in &self.fields {
            let content = content(fields, id);
            if !all.contains(&content) {
                all.push(content);
            }
        }
        all
    }
}

/// A field's content; null where it is blank.
fn content(fields: &Map<String, Json>, id: &str) -> Json {
    fields
        .get(id)
        .filter(|value| !is_blank(value))
        .cloned()
        .unwrap_or(Json::Null)
}
