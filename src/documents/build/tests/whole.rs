//! Nothing is left out: every answer, note, piece of evidence and cell stands whole in the
//! document that owns it, and in the pack.

use proptest::{collection, prelude::*};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

use super::{Making, edition, outline::texts};
use crate::{
    characters::shown,
    documents::{
        build::{Which, all, answer, build},
        document::{Block, Document},
    },
    guidance::{DocumentKind, Field, FieldKind, Item, ItemKind, List, PeriodOf},
    project::{
        Project, Record, Value, field_words,
        histories::{cases, moves, played, start},
        merge,
    },
    rules::{Assessment, assess},
};

#[test]
fn every_step_is_owned_by_one_document() {
    for step in edition().steps() {
        assert!(edition().document_of(&step.id).is_some(), "{}", step.id);
    }
    let subjects = edition().subjects.iter();
    for subject in subjects {
        let plan = edition().document_of(&subject.step).unwrap();
        assert_eq!(
            plan.title, subject.title,
            "a document is called as what is signed off with it"
        );
        assert_eq!(
            plan.steps.first(),
            Some(&subject.step),
            "its form comes before its annexes"
        );
    }
}

#[test]
fn a_project_full_to_the_last_field_is_whole() {
    for parking in [false, true] {
        let mut making = Making::new();
        making.apply(&Json::Array(everything(&mut Counter(0), parking)));
        holds_all(&making.project);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn whatever_two_people_did_to_a_project_it_is_whole(
        base in start(),
        ours in moves(16),
        theirs in moves(16),
    ) {
        let (ours, theirs) = (played(&base, 'x', &ours), played(&base, 'y', &theirs));
        holds_all(&merge(edition(), &base, &ours, &theirs));
    }

    #[test]
    fn whatever_is_left_out_of_a_full_project_the_rest_is_whole(
        kept in collection::vec(any::<bool>(), 400),
        parking: bool,
    ) {
        let changes = everything(&mut Counter(0), parking);
        // Others refer to the parties, which are kept.
        let left: Vec<Json> = changes
            .into_iter()
            .zip(kept.iter().cycle())
            .filter(|(change, kept)| **kept || change["list"] == "parties")
            .map(|(change, _)| change)
            .collect();
        let mut making = Making::new();
        making.apply(&Json::Array(left));
        holds_all(&making.project);
    }
}

/// Fails on the first thing of the project that does not stand whole where it should.
#[track_caller]
fn holds_all(project: &Project) {
    let today = "2026-12-31".parse().unwrap();
    let assessment = assess(edition(), project, today);
    let made: Vec<(Which, Vec<String>)> = all(edition(), project)
        .into_iter()
        .map(|which| {
            let document = build(edition(), project, &assessment, today, &which).unwrap();
            ids_stand_once(&which, &document);
            (which, texts(&document))
        })
        .collect();
    let pack = made.iter().find(|(which, _)| *which == Which::Pack).unwrap();
    for (what, said, owner) in everything_said(project, &assessment) {
        let owner = made.iter().find(|(which, _)| *which == owner);
        let owner = owner.unwrap_or_else(|| panic!("no document owns {what}"));
        let said = shown(&said);
        for (which, texts) in [owner, pack] {
            assert!(
                texts.iter().any(|text| text.contains(&said)),
                "{what} is not whole in {which}: {said:?}"
            );
        }
    }
}

fn ids_stand_once(which: &Which, document: &Document) {
    let mut seen = BTreeSet::new();
    for block in &document.blocks {
        let ids: Vec<String> = match block {
            Block::Fields(fields) => fields.iter().map(|field| field.id.clone()).collect(),
            Block::Table(table) => {
                let rows = table.rows.iter().filter_map(|row| row.id.as_ref());
                let list = table.list.as_deref().unwrap_or_default();
                rows.map(|id| format!("row {list}/{id}")).collect()
            }
            _ => Vec::new(),
        };
        for id in ids {
            assert!(seen.insert(id.clone()), "{id} stands twice in {which}");
        }
        if let Block::Table(table) = block {
            let columns = table.columns.len();
            assert!(
                table.rows.iter().all(|row| row.cells.len() == columns),
                "{}",
                table.caption
            );
        }
    }
}

/// What it is, what it says, and which document owns it.
type Said = (String, String, Which);

fn everything_said(project: &Project, assessment: &Assessment) -> Vec<Said> {
    let mut all = Vec::new();
    for item in edition().items() {
        let Some(answer) = project.answer(item.id.as_str()) else {
            continue;
        };
        let applies = assessment.item(item.id.as_str()).unwrap().applies;
        let owner = if applies {
            owner(&item.step)
        } else {
            Which::Eligibility
        };
        let versions = answer.versions.iter();
        let versions = versions.filter_map(|version| Value::from_file(item, &version.value).ok()?);
        let mut said: Vec<String> = vec![answer.note.clone()];
        for value in answer.value.iter().cloned().chain(versions) {
            said.extend(
                answer::parts(item, Some(&value))
                    .into_iter()
                    .map(|part| part.text),
            );
        }
        said.extend(answer.evidence.clone());
        said.extend(answer.skipped.iter().map(|skipped| skipped.reason.clone()));
        all.extend(
            said.into_iter()
                .map(|said| (item.id.to_string(), said, owner.clone())),
        );
    }
    for list in edition().lists() {
        for record in project.records(list.id.as_str()) {
            let amendment = edition().document(DocumentKind::Amendment).unwrap();
            let owner = if amendment.steps.contains(&list.step) {
                Which::Amendment(record.id.clone())
            } else {
                owner(&list.step)
            };
            let versions = record.versions.iter().filter_map(|version| {
                Some(Record {
                    id: record.id.clone(),
                    fields: version.value.as_object()?.clone(),
                    versions: Vec::new(),
                })
            });
            for record in versions.chain([record.clone()]) {
                all.extend(cells(project, list, &record).map(|(what, cell)| (what, cell, owner.clone())));
            }
        }
    }
    all
}

/// Every cell of a record; of several references each by itself.
fn cells<'a>(
    project: &Project,
    list: &'a List,
    record: &Record,
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let mut cells = Vec::new();
    for field in &list.fields {
        let words = field_words(edition(), project, field, record);
        let what = format!("{} of {}/{}", field.id, list.id, record.id);
        match field.kind {
            FieldKind::References => cells.extend(words.split(", ").map(|id| (what.clone(), id.to_owned()))),
            _ => cells.push((what, words)),
        }
    }
    cells.into_iter()
}

fn owner(step: &crate::guidance::StepId) -> Which {
    match edition().document_of(step).unwrap().document {
        DocumentKind::Eligibility => Which::Eligibility,
        DocumentKind::Concept => Which::Concept,
        DocumentKind::Pid => Which::Pid,
        DocumentKind::Agreement => Which::Agreement,
        DocumentKind::Summary => Which::Summary,
        DocumentKind::Amendment => panic!("each amendment is a document of its own"),
        DocumentKind::Outcomes => Which::Outcomes,
    }
}

/// Numbers what is written, so that no two texts are the same.
struct Counter(usize);

impl Counter {
    fn text(&mut self, what: &str) -> String {
        self.0 += 1;
        format!("{what} no. {} <b>&amp; *so* | on", self.0)
    }

    fn lines(&mut self, what: &str) -> String {
        let long = "and further on, ".repeat(self.0 % 40);
        format!("{}\n\n- {long}\n\t{}", self.text(what), self.text(what))
    }
}

/// Changes that fill every item and two records of every list; with answers that park others.
fn everything(counter: &mut Counter, parking: bool) -> Vec<Json> {
    let mut changes = Vec::new();
    for list in edition().lists() {
        for number in 1..=2 {
            let mut record = Map::from_iter([("id".to_owned(), json!(format!("r{number}")))]);
            for field in &list.fields {
                record.insert(field.id.clone(), cell(counter, list, field, number));
            }
            changes.push(json!({"op": "add", "list": list.id, "record": record}));
        }
    }
    // Parties come first: others refer to them.
    changes.sort_by_key(|change| change["list"] != "parties");
    for item in edition().items() {
        changes.push(json!({
            "op": "answer", "item": item.id, "value": value(counter, item, parking),
            "note": counter.lines("a note"), "evidence": [counter.text("evidence"), counter.lines("evidence")],
        }));
    }
    changes.push(json!({"op": "skip", "item": "scoping.evidence", "reason": counter.lines("a reason")}));
    changes
}

fn cell(counter: &mut Counter, list: &List, field: &Field, number: usize) -> Json {
    let what = format!("{} {}", list.id, field.id);
    match field.kind {
        FieldKind::Line => json!(counter.text(&what)),
        FieldKind::Text => json!(counter.lines(&what)),
        FieldKind::Choice => {
            let choice = field.choices.get(number - 1).unwrap_or(&field.choices[0]);
            json!(choice.value)
        }
        FieldKind::Date => json!(format!("2026-1{}-{:02}", number, counter.0 % 28 + 1)),
        FieldKind::Party | FieldKind::Company => json!(format!("r{number}")),
        FieldKind::Year => json!(2000 + counter.0 % 900),
        FieldKind::Pence => json!(counter.0 * 1001),
        FieldKind::Reference => json!("checklist.12"),
        FieldKind::References => json!(["pid.background", "plan.measures"]),
    }
}

fn value(counter: &mut Counter, item: &Item, parking: bool) -> Json {
    let what = item.id.as_str();
    match item.kind {
        ItemKind::Line => json!(counter.text(what)),
        ItemKind::Text => json!(counter.lines(what)),
        ItemKind::ThreeWay => json!({
            "patients": counter.lines(what), "nhs": counter.lines(what), "industry": counter.text(what),
        }),
        ItemKind::YesNo => json!(if parking { "no" } else { "yes" }),
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => json!(item.choices[0].value),
        ItemKind::Quarter => json!("2027-Q2"),
        ItemKind::Month => json!("2027-05"),
        ItemKind::Date => json!("2026-12-05"),
        ItemKind::Months => json!(17),
        ItemKind::Money => json!({"pence": 123_456_789, "vat": "excluded"}),
        ItemKind::Decision => json!({"choice": item.choices[0].value, "details": counter.lines(what)}),
        ItemKind::Attestation => json!({"name": counter.text(what), "date": "2026-11-13"}),
        ItemKind::Head => {
            json!({"covered": "yes", "clause": counter.text(what), "notes": counter.lines(what)})
        }
        ItemKind::Period => match item.period_of {
            Some(PeriodOf::Months) => json!({"from": "2027-02", "to": "2028-03"}),
            Some(PeriodOf::Quarters) | None => json!({"from": "2027-Q1", "to": "2028-Q3"}),
        },
    }
}
