//! How long the work of one key takes on a full project: judging, applying, reading, writing.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::hint::black_box;
use triplewin::{
    guidance::{By, Edition, ItemId, ItemKind, SignRole, editions},
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
    apply_at(edition, &mut project, &changes, &mut ids, "2026-11-21T14:02:00Z");
    project
}

fn apply_at(edition: &Edition, project: &mut Project, changes: &[Change], ids: &mut CountedIds, at: &str) {
    let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today());
    let mut stamp = Stamp {
        by: "A. Example",
        at: at.parse().unwrap(),
        today: today(),
        ids,
        verdict: &verdict,
    };
    apply(project, changes, edition, &mut stamp).unwrap();
}

/// The full project after two years' work: every head of the agreement covered, everything signed
/// once, and changed since, so that every sign-off has lapsed and the log holds 4,000 entries.
fn long_lived(edition: &Edition) -> Project {
    let mut project = full(edition);
    let mut ids = CountedIds(1_000_000);
    let heads = edition.items().filter(|item| item.kind == ItemKind::Head);
    let mut changes: Vec<Change> = heads
        .map(|item| {
            let value = json!({"covered": "yes", "clause": "7", "notes": "As agreed in the plan."});
            Change::value(item.id.as_str(), value)
        })
        .collect();
    for wanted in edition
        .sign_offs
        .iter()
        .filter(|wanted| wanted.subject != *"amendment")
    {
        let party = match wanted.by {
            By::EveryParty | By::EveryCompany => "acme-pharma",
            By::ProjectTeam => "project-team",
            By::GovernanceCommittee => "governance-committee",
        };
        changes.push(Change::Sign {
            subject: wanted.subject.to_string(),
            role: wanted.role,
            party: party.to_owned(),
            name: "A. Example".to_owned(),
            date: "2026-11-21".to_owned(),
            address: (wanted.role == SignRole::Publish).then(|| "https://acme.example".to_owned()),
        });
    }
    apply_at(edition, &mut project, &changes, &mut ids, "2026-11-21T14:30:00Z");
    let signed: Vec<&str> = edition
        .subjects
        .iter()
        .flat_map(|subject| &subject.covers.items)
        .filter(|item| {
            edition
                .item(item.as_str())
                .is_some_and(|item| item.kind == ItemKind::Text)
        })
        .map(ItemId::as_str)
        .collect();
    let edits: Vec<Change> = (project.log.len()..4_000)
        .map(|at| {
            Change::value(
                signed[at % signed.len()],
                json!(format!("Said anew, for the {at}th time.")),
            )
        })
        .collect();
    apply_at(edition, &mut project, &edits, &mut ids, "2026-11-21T15:00:00Z");
    assert_eq!(project.log.len(), 4_000);
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
    let lived = long_lived(edition);
    criterion.bench_function("assess a project with 4,000 log entries", |bencher| {
        bencher.iter(|| rules::assess(edition, black_box(&lived), today()));
    });
    criterion.bench_function("verify a project with 4,000 log entries", |bencher| {
        bencher.iter(|| rules::verify(edition, black_box(&lived), today()));
    });
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

fn history(criterion: &mut Criterion) {
    let edition = &editions()[0];
    let project = long_lived(edition);
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
