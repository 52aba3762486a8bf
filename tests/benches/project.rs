//! How long the work of one key takes on a full project: judging, applying, reading, writing.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::hint::black_box;
use triplewin::{
    guidance::{Edition, ItemKind, editions},
    project::{Change, CountedIds, Project, Stamp, Topic, Which, apply, restore, rows},
    rules,
    session::SAMPLES,
};

/// The sample with every text of every stage filled to a page, and the longest lists.
fn full(edition: &Edition) -> Project {
    let mut project = Project::new(
        "full-0001".to_owned(),
        edition,
        "2026-11-21T14:02:00Z".parse().unwrap(),
    );
    let page = "The wait for a first clinic is eleven weeks. ".repeat(40);
    let mut changes = SAMPLES[0].changes().unwrap();
    for item in edition.items() {
        match item.kind {
            ItemKind::Text => changes.push(Change::value(item.id.as_str(), json!(page))),
            ItemKind::ThreeWay => changes.push(Change::value(
                item.id.as_str(),
                json!({"patients": page, "nhs": page, "industry": page}),
            )),
            _ => {}
        }
    }
    let record = |list: &str, at: usize, fields: serde_json::Value| {
        let mut record = fields.as_object().unwrap().clone();
        record.insert("id".to_owned(), json!(format!("r{at}")));
        Change::Add {
            list: list.to_owned(),
            record,
        }
    };
    for at in 0..60 {
        changes.push(record(
            "plan.milestones",
            at,
            json!({"title": format!("Milestone {at}"), "due": "2027-06-30"}),
        ));
    }
    for at in 0..40 {
        changes.push(record(
            "stakeholders.map",
            at,
            json!({"name": format!("Group {at}"), "side": "external"}),
        ));
    }
    let mut ids = CountedIds::default();
    let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today());
    let mut stamp = Stamp {
        by: "A. Example",
        at: "2026-11-21T14:02:00Z".parse().unwrap(),
        today: today(),
        ids: &mut ids,
        verdict: &verdict,
    };
    apply(&mut project, &changes, edition, &mut stamp).unwrap();
    project
}

fn today() -> jiff::civil::Date {
    "2026-11-21".parse().unwrap()
}

fn one_key(criterion: &mut Criterion) {
    let edition = &editions()[0];
    let project = full(edition);
    let bytes = project.to_bytes(edition);
    println!("a full project has {} bytes", bytes.len());
    criterion.bench_function("assess a full project", |bencher| {
        bencher.iter(|| rules::assess(edition, black_box(&project), today()));
    });
    criterion.bench_function("read a full project", |bencher| {
        bencher.iter(|| Project::parse(black_box(&bytes), editions()).unwrap());
    });
    criterion.bench_function("write a full project", |bencher| {
        bencher.iter(|| black_box(&project).to_bytes(edition));
    });
    criterion.bench_function("apply one answer", |bencher| {
        let changes = [Change::value("scoping.scale", json!("Four thousand people."))];
        let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today());
        bencher.iter_batched(
            || (project.clone(), CountedIds::default()),
            |(mut project, mut ids)| {
                let mut stamp = Stamp {
                    by: "A. Example",
                    at: "2026-11-21T15:02:00Z".parse().unwrap(),
                    today: today(),
                    ids: &mut ids,
                    verdict: &verdict,
                };
                apply(&mut project, &changes, edition, &mut stamp).unwrap();
                project
            },
            criterion::BatchSize::LargeInput,
        );
    });
}

/// A log of four thousand entries: what alternates does not fold.
fn long_log(edition: &Edition) -> Project {
    let mut project = full(edition);
    let items = ["scoping.scale", "scoping.unmet-need"];
    let changes: Vec<Change> = (0..4_000)
        .map(|at| {
            let text = format!("The wait for a first clinic is {at} weeks.");
            Change::value(items[at % items.len()], json!(text))
        })
        .collect();
    let mut stamp = Stamp {
        by: "B. Example",
        at: "2026-11-21T16:02:00Z".parse().unwrap(),
        today: today(),
        ids: &mut CountedIds(9_000),
        verdict: &|edition, project| rules::verdict(edition, project, today()),
    };
    apply(&mut project, &changes, edition, &mut stamp).unwrap();
    project
}

fn history(criterion: &mut Criterion) {
    let edition = &editions()[0];
    let project = long_log(edition);
    println!("a long log has {} entries", project.log.len());
    criterion.bench_function("read a long log for people", |bencher| {
        bencher.iter(|| rows(edition, black_box(&project), &Topic::Project));
    });
    let entry = project.log.iter().rev().find_map(|line| line.entry()).unwrap();
    criterion.bench_function("find the way back from one entry", |bencher| {
        bencher.iter(|| restore(edition, black_box(&project), entry, Which::Before));
    });
}

criterion_group!(benches, one_key, history);
criterion_main!(benches);
