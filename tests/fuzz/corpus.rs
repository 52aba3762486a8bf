//! Sound inputs to begin with, as the program itself makes and reads them.

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};
use std::io::{Cursor, Read as _, Write as _};
use triplewin::{
    documents::{Format, Which, build, docx, render},
    guidance::{Edition, Verdict, editions},
    project::{Change, CountedIds, Project, Refusal, Stamp, apply},
    rules,
    session::SAMPLES,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

pub fn edition() -> &'static Edition {
    &editions()[0]
}

pub fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

pub fn now() -> Timestamp {
    "2026-11-21T14:02:00Z".parse().unwrap()
}

/// Applies changes as somebody would.
pub fn applied(project: &mut Project, changes: &[Change]) -> Result<(), Refusal> {
    let verdict =
        |edition: &Edition, project: &Project| -> Verdict { rules::verdict(edition, project, today()) };
    // no two batches give the same ids
    let mut ids = CountedIds(1000 * project.log.len() as u64);
    let mut stamp = Stamp {
        by: "A. Example",
        at: now(),
        today: today(),
        ids: &mut ids,
        verdict: &verdict,
    };
    apply(project, changes, edition(), &mut stamp).map(drop)
}

/// A change of every op, and a value of nearly every kind.
pub fn changes() -> Json {
    json!([
        {"op": "answer", "item": "project.title", "value": "A trial"},
        {"op": "answer", "item": "checklist.1A", "value": "yes", "note": "Agreed", "evidence": ["Minutes"]},
        {"op": "answer", "item": "checklist.12", "value": "no"},
        {"op": "answer", "item": "concept.objectives", "value": {"patients": "p", "nhs": "n", "industry": "i"}},
        {"op": "answer", "item": "concept.start", "value": "2026-Q4"},
        {"op": "answer", "item": "scoping.scale", "value": "Two wards"},
        {"op": "clear", "item": "scoping.scale"},
        {"op": "skip", "item": "scoping.evidence", "reason": "None yet"},
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
        {"op": "add", "list": "parties", "record": {"id": "trust", "name": "Trust", "kind": "nhs"}},
        {"op": "update", "list": "parties", "id": "acme", "fields": {"address": "1 Road"}},
        {"op": "add", "list": "milestones", "record": {"id": "m", "name": "Go live", "due": "2027-06-30"}},
        {"op": "remove", "list": "milestones", "id": "m"},
        {"op": "sign", "subject": "concept", "role": "approve", "party": "trust", "name": "B", "date": "2026-11-20"},
        {"op": "withdraw", "subject": "concept", "role": "approve", "party": "trust", "reason": "Too soon"},
        {"op": "archive"},
        {"op": "unarchive"}
    ])
}

/// A project with nothing in it.
pub fn empty() -> Project {
    Project::new("a-trial-0001".to_owned(), edition(), now())
}

/// A small project in which every kind of change was made.
pub fn small() -> Project {
    let mut project = empty();
    for change in Change::list_from_json(&changes()).unwrap() {
        // one by one: a change that this edition refuses is no reason to have none of them
        let _ = applied(&mut project, &[change]);
    }
    project
}

/// A project made from a sample.
pub fn sample(name: &str) -> Project {
    let sample = SAMPLES.iter().find(|sample| sample.name == name).unwrap();
    let mut project = empty();
    applied(&mut project, &sample.changes().unwrap()).unwrap();
    project
}

/// A document of a project.
pub fn document(project: &Project, which: &Which, format: Format) -> Vec<u8> {
    let assessment = rules::assess(edition(), project, today());
    let document = build(edition(), project, &assessment, today(), which).unwrap();
    render(&document, format).unwrap()
}

/// A Word document of a project in a house style.
pub fn drawn(project: &Project, which: &Which, look: &docx::Reference) -> Vec<u8> {
    let assessment = rules::assess(edition(), project, today());
    let document = build(edition(), project, &assessment, today(), which).unwrap();
    docx::render(&document, Some(look)).unwrap()
}

/// The parts of a Word file, by name.
pub fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// What a part of a Word file holds.
pub fn part(parts: &[(String, Vec<u8>)], name: &str) -> Vec<u8> {
    let (_, bytes) = parts.iter().find(|(other, _)| other == name).unwrap();
    bytes.clone()
}

/// A Word file of these parts, one of them holding something else.
pub fn packed(parts: &[(String, Vec<u8>)], other: &str, held: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), stored).unwrap();
        writer
            .write_all(if name == other { held } else { bytes })
            .unwrap();
    }
    writer.finish().unwrap().into_inner()
}
