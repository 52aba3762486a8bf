//! Turns an edition's JSON into a sound [`Edition`], or says everything that is wrong with it.

mod parts;
mod references;
mod roles;
mod steps;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    edition::{Edition, Stage},
    id::EditionId,
    verdict::Verdict,
};

/// One file of an edition: its name and its JSON.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name that faults are reported under.
    pub name: &'a str,
    /// Its bytes.
    pub json: &'a [u8],
}

/// One thing that is wrong with an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The id or member that it concerns; empty where it is the whole file.
    pub id: String,
    /// What is wrong, in words.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.id.is_empty() {
            write!(formatter, "{}: {}", self.file, self.what)
        } else {
            write!(formatter, "{}: {}: {}", self.file, self.id, self.what)
        }
    }
}

/// The sound edition that the files hold: `edition.json` and one file for each step that it
/// names; or every fault, each with its file and id.
pub fn check(files: &[Source]) -> Result<Edition, Vec<Fault>> {
    let mut checker = Checker::default();
    let edition = checker.read(files);
    if let Some(edition) = &edition {
        checker.names_stand_once(edition);
        checker.references(edition);
        checker.roles(edition);
    }
    match edition {
        Some(edition) if checker.faults.is_empty() => Ok(edition),
        _ => Err(checker.faults),
    }
}

#[derive(Default)]
struct Checker {
    faults: Vec<Fault>,
    /// Which file each id of an item or list stands in.
    homes: BTreeMap<String, String>,
}

impl Checker {
    fn fault(&mut self, file: &str, id: impl fmt::Display, what: impl fmt::Display) {
        self.faults.push(Fault {
            file: file.to_owned(),
            id: id.to_string(),
            what: what.to_string(),
        });
    }

    fn read(&mut self, files: &[Source]) -> Option<Edition> {
        let mut names = BTreeSet::new();
        for file in files {
            if !names.insert(file.name) {
                self.fault(file.name, "", "the file is given twice");
            }
        }
        let file = "edition.json";
        let Some(source) = files.iter().find(|source| source.name == file) else {
            self.fault(file, "", "the file is missing");
            return None;
        };
        let mut members = self.object(source)?;
        let stages: Vec<Stage> = self.each(file, &mut members, "stages");
        let steps = self.steps(files, &stages);
        let mut places = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            for (position, entry) in step.entries.iter().enumerate() {
                places.entry(entry.id().to_owned()).or_insert((at, position));
            }
        }
        let edition = Edition {
            id: self
                .one(file, &mut members, "id")
                .unwrap_or_else(|| EditionId::from("")),
            title: self.one(file, &mut members, "title").unwrap_or_default(),
            credit: self.one(file, &mut members, "credit").unwrap_or_default(),
            expectation: self.one(file, &mut members, "expectation").unwrap_or_default(),
            sources: self.each(file, &mut members, "sources"),
            glossary: self.each(file, &mut members, "glossary"),
            gates: self.each(file, &mut members, "gates"),
            subjects: self.each(file, &mut members, "subjects"),
            sign_offs: self.each(file, &mut members, "sign_offs"),
            documents: self.each(file, &mut members, "documents"),
            routes: self.each(file, &mut members, "routes"),
            verdicts: self.each(file, &mut members, "verdicts"),
            other_forms: self.each(file, &mut members, "other_forms"),
            suggestions: self.each(file, &mut members, "suggestions"),
            tips: self.each(file, &mut members, "tips"),
            further_reading: self.each(file, &mut members, "further_reading"),
            roles: self.one(file, &mut members, "roles").unwrap_or_default(),
            list_roles: self.one(file, &mut members, "lists").unwrap_or_default(),
            stages,
            steps,
            places,
        };
        self.nothing_else(file, "", &members);
        Some(edition)
    }

    /// What is named by an id stands there once.
    fn names_stand_once(&mut self, edition: &Edition) {
        let file = "edition.json";
        let gates = edition.gates.iter().map(|gate| gate.id.as_str());
        let subjects = edition.subjects.iter().map(|subject| subject.id.as_str());
        let verdicts = edition.verdicts.iter().map(|text| text.verdict.name());
        for (what, names) in [
            (
                "sources",
                edition.sources.iter().map(|source| source.key.as_str()).collect(),
            ),
            (
                "glossary",
                edition.glossary.iter().map(|term| term.term.as_str()).collect(),
            ),
            (
                "stages",
                edition.stages.iter().map(|stage| stage.id.as_str()).collect(),
            ),
            ("gates", gates.collect()),
            ("subjects", subjects.collect()),
            ("verdicts", verdicts.collect::<Vec<_>>()),
        ] {
            let mut seen = BTreeSet::new();
            for name in names {
                if !seen.insert(name) {
                    self.fault(file, format_args!("{what}.{name}"), "stands there twice");
                }
            }
        }
        for verdict in Verdict::ALL {
            if edition.verdict_text(verdict).is_none() {
                self.fault(file, "verdicts", format_args!("{verdict} has no text"));
            }
        }
    }
}
