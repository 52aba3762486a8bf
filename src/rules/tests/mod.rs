//! Stories and tables of the rules, over the embedded edition.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::needless_pass_by_value)] // stories read better with json!(…) given away

mod altered;
mod amended;
mod carried;
mod chance;
mod compare;
mod counts;
mod dates;
mod ends;
mod gates;
mod lifecycle;
mod properties;
mod shut;
mod signed;
mod solver;
mod verdict;
mod verifying;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

use super::*;
use crate::{
    guidance::{Edition, Item, ItemKind, PeriodOf, Verdict, editions},
    project::{Applied, Change, CountedIds, Project, Refusal, Stamp, Value, apply, day},
};

/// A project made by changes, each batch on its day.
#[derive(Debug, Clone)]
struct Story {
    project: Project,
    today: Date,
    at: Timestamp,
    ids: CountedIds,
}

fn edition() -> &'static Edition {
    editions().first().unwrap()
}

impl Story {
    fn new() -> Self {
        let at: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        Self {
            project: Project::new("story-0001".to_owned(), edition(), at),
            today: day("2026-11-02").unwrap(),
            at,
            ids: CountedIds(0),
        }
    }

    /// How far a project may have come: 0 with nothing said, 1 and 2 with that stage done, 3 with
    /// what waits for its end still to do, 4 closed, 5 closed too, as the sample is.
    fn at(reached: usize) -> &'static Self {
        static STORIES: LazyLock<[Story; 6]> = LazyLock::new(|| {
            let mut all = [
                Story::new(),
                Story::through_stage_1(),
                Story::through_stage_2(),
                Story::through_delivery(),
                Story::closed(),
                Story::sample(),
            ];
            for story in &mut all {
                story.save();
            }
            all
        });
        &STORIES[reached]
    }

    /// The sample that is complete to its close, some time later.
    fn sample() -> Self {
        let sample = include_str!("../../../assets/samples/complete-bone-health.json");
        let mut story = Self::new();
        story
            .on("2027-07-31")
            .apply(&serde_json::from_str(sample).unwrap());
        assert_eq!(story.stage(), "closed");
        story
    }

    /// Another day.
    fn on(&mut self, today: &str) -> &mut Self {
        self.today = day(today).unwrap();
        self
    }

    fn apply(&mut self, changes: &Json) -> &mut Self {
        self.attempt(changes).unwrap();
        self
    }

    /// Applies changes that may be refused.
    fn attempt(&mut self, changes: &Json) -> Result<Applied, Refusal> {
        let changes = Change::list_from_json(changes).unwrap();
        // Each batch is a quarter of an hour later, so that the log does not fold.
        self.at += jiff::SignedDuration::from_mins(15);
        let today = self.today;
        let mut stamp = Stamp {
            by: "A. Example",
            at: self.at,
            today,
            ids: &mut self.ids,
            verdict: &|edition, project| verdict(edition, project, today),
        };
        apply(&mut self.project, &changes, edition(), &mut stamp)
    }

    fn answer(&mut self, item: &str, value: Json) -> &mut Self {
        self.apply(&json!([{"op": "answer", "item": item, "value": value}]))
    }

    fn add(&mut self, list: &str, record: Json) -> &mut Self {
        self.apply(&json!([{"op": "add", "list": list, "record": record}]))
    }

    fn update(&mut self, list: &str, id: &str, fields: Json) -> &mut Self {
        self.apply(&json!([{"op": "update", "list": list, "id": id, "fields": fields}]))
    }

    fn sign(&mut self, subject: &str, role: &str, party: &str, date: &str) -> &mut Self {
        let mut change = json!({"op": "sign", "subject": subject, "role": role, "party": party,
            "name": "B. Example", "date": date});
        if role == "publish" {
            change["address"] = json!("https://acme.example/summary");
        }
        self.apply(&json!([change]))
    }

    /// Answers everything that a step asks and that applies, as a thorough person would.
    fn fill(&mut self, step: &str) -> &mut Self {
        let items: Vec<_> = edition().step(step).unwrap().items().collect();
        for item in items {
            if self.assess().item(item.id.as_str()).unwrap().counts {
                self.answer(item.id.as_str(), sound_value(item));
            }
        }
        self
    }

    /// A project with an NHS party and a company, everything of Stage 1 done and approved.
    fn through_stage_1() -> Self {
        let mut story = Self::new();
        story
            .add(
                "parties",
                json!({"id": "north", "name": "North ICB", "kind": "nhs", "project_manager": "N"}),
            )
            .add(
                "parties",
                json!({"id": "acme", "name": "Acme Pharma", "kind": "company", "project_manager": "A"}),
            )
            .fill("partners")
            .fill("scoping")
            .fill("checklist")
            .fill("concept");
        for party in ["north", "acme"] {
            story.sign("concept", "approve", party, "2026-11-02");
        }
        story
    }

    /// The same with Stage 2 done, signed and published on 1 December 2026.
    fn through_stage_2() -> Self {
        let mut story = Self::through_stage_1();
        story.on("2026-12-01");
        for party in ["north", "acme"] {
            story
                .add(
                    "team.members",
                    json!({"name": party, "party": party, "conflict": "none"}),
                )
                .add("governance.committee", json!({"name": "C", "party": party}))
                .add(
                    "governance.parties-reviewed",
                    json!({"party": party, "name": "D", "date": "2026-11-20"}),
                )
                .add(
                    "agreement.in-principle",
                    json!({"party": party, "name": "E", "date": "2026-11-20"}),
                );
        }
        story
            .add("plan.measures", json!({"id": "visits", "measure": "Visits", "area": "service", "target": "100", "due": "2027-06-30"}))
            .add("plan.milestones", json!({"id": "first", "title": "First patient", "due": "2027-01-31"}))
            .add("stakeholders.map", json!({"name": "GPs", "side": "external", "relation": "involved"}));
        for step in [
            "team",
            "trust",
            "pid",
            "governance",
            "stakeholders",
            "safeguards",
            "agreement",
            "summary",
        ] {
            story.fill(step);
        }
        story
            .sign("pid", "certify", "acme", "2026-11-21")
            .sign("pid", "approve", "project-team", "2026-11-21")
            .sign("pid", "approve", "governance-committee", "2026-11-21")
            .sign("agreement", "sign", "north", "2026-12-01")
            .sign("agreement", "sign", "acme", "2026-11-30")
            .sign("summary", "certify", "acme", "2026-11-30")
            .sign("summary", "publish", "acme", "2026-12-01");
        story
    }

    /// The same started on 2 December 2026 and ended on 31 July 2027, with everything done but
    /// what waits for the end.
    fn through_delivery() -> Self {
        let mut story = Self::through_stage_2();
        story
            .on("2026-12-02")
            .answer("project.actual-start", json!("2026-12-02"))
            .save()
            .on("2027-07-31")
            .answer("project.actual-end", json!("2027-07-31"))
            .answer("delivery.review-rhythm", json!("Monthly."))
            .add("delivery.reviews", json!({"date": "2027-03-01", "by": "F"}))
            .update("plan.measures", "visits", json!({"actual": "120"}))
            .update("plan.milestones", "first", json!({"done": "2027-01-20"}));
        story
    }

    /// The same closed: outcomes written and published, and value disclosed.
    fn closed() -> Self {
        let mut story = Self::through_delivery();
        story.fill("outcomes").fill("publication");
        for party in ["north", "acme"] {
            story.add(
                "publication.records",
                json!({"party": party, "date": "2027-07-31", "address": "https://north.example"}),
            );
        }
        for year in [2026, 2027] {
            story.add(
                "disclosure.records",
                json!({"id": format!("y{year}"), "company": "acme", "year": year, "recipient": "North ICB",
                    "pence": 0, "disclosed": "yes"}),
            );
        }
        story
    }

    /// What a save keeps: the revision, the start and the receipt.
    fn save(&mut self) -> &mut Self {
        self.project.revision += 1;
        self.project.started = started(edition(), &self.project, self.today, self.at);
        self.project.receipt = Some(receipt(edition(), &self.project, self.today, self.at));
        self
    }

    fn assess(&self) -> Assessment {
        assess(edition(), &self.project, self.today)
    }

    fn stage(&self) -> String {
        self.assess().stage_name().to_owned()
    }

    /// A step's state and counts, such as `part 3/8`.
    fn step(&self, id: &str) -> String {
        let found = self.assess();
        let step = found.step(id).unwrap();
        format!("{} {}/{}", step.state.name(), step.done, step.total)
    }

    fn next(&self) -> Json {
        let mut json = self.assess().next.map_or(Json::Null, |next| next.to_json());
        if let Some(members) = json.as_object_mut() {
            members.remove("what");
        }
        json
    }

    /// Open deadlines, such as `milestone 2027-01-31`, with `!` where overdue.
    fn deadlines(&self) -> Vec<String> {
        self.assess()
            .deadlines
            .iter()
            .map(|deadline| {
                let overdue = if deadline.overdue { "!" } else { "" };
                format!("{} {}{overdue}", deadline.kind.name(), deadline.due)
            })
            .collect()
    }

    fn sentences(&self, gate: &str) -> Vec<String> {
        let found = self.assess();
        let gate = found.gate(gate).unwrap();
        gate.sentences
            .iter()
            .map(|sentence| sentence.what.clone())
            .collect()
    }

    /// The unmet rows of a gate as JSON, without their words.
    fn rows(&self, gate: &str) -> Vec<Json> {
        self.assess()
            .gate(gate)
            .unwrap()
            .unmet
            .iter()
            .map(|row| {
                let mut json = row.to_json();
                json.as_object_mut().unwrap().remove("what");
                json
            })
            .collect()
    }
}

fn sound_value(item: &Item) -> Json {
    match item.kind {
        ItemKind::Line | ItemKind::Text => json!(format!("About {}.", item.label)),
        ItemKind::ThreeWay => json!({"patients": "a", "nhs": "b", "industry": "c"}),
        ItemKind::YesNo => json!("yes"),
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => json!(item.choices[0].value),
        ItemKind::Quarter if item.label.starts_with("Completion") => json!("2027-Q2"),
        ItemKind::Quarter => json!("2026-Q4"),
        ItemKind::Month => json!("2026-12"),
        ItemKind::Date => json!("2026-12-02"),
        ItemKind::Months => json!(8),
        ItemKind::Money => json!({"pence": 100, "vat": "none"}),
        ItemKind::Decision => json!({"choice": "go-ahead", "details": ""}),
        ItemKind::Attestation => json!({"name": "G", "date": "2026-11-20"}),
        ItemKind::Head => json!({"covered": "yes", "clause": "1", "notes": ""}),
        ItemKind::Period => match item.period_of {
            Some(PeriodOf::Months) => json!({"from": "2026-12", "to": "2027-07"}),
            _ => json!({"from": "2026-Q4", "to": "2027-Q3"}),
        },
    }
}
