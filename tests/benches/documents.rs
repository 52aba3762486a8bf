//! How long the documents of a complete project take: building them, drawing them in each format, and
//! all of it into a folder on disk, of one project and of a hundred; with the most memory that took.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::Date;
use std::hint::black_box;
use triplewin::{
    documents::{Document, Format, Which, all, build, docx, markdown, render},
    guidance::{Edition, editions},
    project::{CountedIds, Project, Stamp, apply},
    rules::{self, Assessment},
    session::{Exporter, SAMPLES},
    store::Overwrite,
};

/// The sample that goes all the way to its close.
fn complete(edition: &Edition, today: Date) -> (Project, Assessment) {
    let at = "2026-11-21T14:02:00Z".parse().unwrap();
    let mut project = Project::new("complete-0001".to_owned(), edition, at);
    let sample = SAMPLES
        .iter()
        .find(|sample| sample.name == "complete-bone-health")
        .unwrap();
    let mut ids = CountedIds::default();
    let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today);
    let mut stamp = Stamp {
        by: "A. Example",
        at,
        today,
        ids: &mut ids,
        verdict: &verdict,
    };
    apply(&mut project, &sample.changes().unwrap(), edition, &mut stamp).unwrap();
    let assessment = rules::assess(edition, &project, today);
    (project, assessment)
}

fn documents(criterion: &mut Criterion) {
    let edition = &editions()[0];
    let today: Date = "2026-11-21".parse().unwrap();
    let (project, assessment) = complete(edition, today);
    let built = || -> Vec<Document> {
        let parts = all(edition, &project)
            .into_iter()
            .filter(|which| *which != Which::Pack);
        parts
            .map(|which| build(edition, &project, &assessment, today, &which).unwrap())
            .collect()
    };
    criterion.bench_function("build every document of a complete project", |bencher| {
        bencher.iter(|| black_box(built()));
    });
    let documents = built();
    for format in Format::ALL {
        let name = format!(
            "draw {} documents of a complete project as {format}",
            documents.len()
        );
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| -> usize {
                let files = documents.iter().map(|document| render(document, format).unwrap());
                files.map(|file| file.len()).sum()
            });
        });
    }
    let pack = build(edition, &project, &assessment, today, &Which::Pack).unwrap();
    let word = render(&pack, Format::Docx).unwrap();
    let text = String::from_utf8(render(&pack, Format::Markdown).unwrap()).unwrap();
    criterion.bench_function("draw the pack as docx", |bencher| {
        bencher.iter(|| render(black_box(&pack), Format::Docx).unwrap());
    });
    criterion.bench_function("read a pack that comes back as docx", |bencher| {
        bencher.iter(|| docx::fields(black_box(&word)).unwrap());
    });
    criterion.bench_function("read a pack that comes back as md", |bencher| {
        bencher.iter(|| markdown::fields(black_box(&text)));
    });
}

/// `export all`: every document in every format, each written and synced.
fn exports(criterion: &mut Criterion) {
    let edition = &editions()[0];
    let today: Date = "2026-11-21".parse().unwrap();
    let (project, assessment) = complete(edition, today);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let exported = |project: &Project, assessment: &Assessment, name: &str| -> usize {
        let exporter = Exporter {
            edition,
            project,
            assessment,
            today,
            reference: None,
        };
        let into = folder.path().join(name);
        let written = exporter
            .all_written(&Format::ALL, &into, Overwrite::Allowed)
            .unwrap();
        written.iter().map(|document| document.bytes.len()).sum()
    };
    let judged = |name: &str| {
        let assessment = rules::assess(edition, &project, today);
        exported(&project, &assessment, name)
    };
    let bytes = judged("one");
    println!("one project is {bytes} bytes of documents; {}", most_memory());
    let names: Vec<String> = (0..100).map(|at| format!("project-{at}")).collect();
    let bytes: usize = names.iter().map(|name| judged(name)).sum();
    println!("a hundred are {bytes} bytes; {}", most_memory());
    criterion.bench_function("export all documents of a complete project", |bencher| {
        bencher.iter(|| exported(&project, black_box(&assessment), "one"));
    });
    let mut slow = criterion.benchmark_group("a hundred projects");
    slow.sample_size(10);
    slow.bench_function("export all documents of each", |bencher| {
        bencher.iter(|| names.iter().map(|name| judged(name)).sum::<usize>());
    });
    slow.finish();
}

/// The most memory that this process has held so far, where the system tells.
fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(String::new, |most| format!("at most {} of memory", most.trim()))
}

criterion_group!(benches, exports, documents);
criterion_main!(benches);
