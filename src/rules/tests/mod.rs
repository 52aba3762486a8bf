//! Stories and tables of the rules, over the embedded edition.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod lifecycle;
mod verdict;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};

use super::*;
use crate::{
    guidance::{Edition, Verdict, editions},
    project::{Change, CountedIds, Project, Stamp, apply, day},
};

/// A project made by changes, each batch on its day.
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

    /// Another day.
    fn on(&mut self, today: &str) -> &mut Self {
        self.today = day(today).unwrap();
        self
    }

    fn apply(&mut self, changes: &Json) -> &mut Self {
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
        apply(&mut self.project, &changes, edition(), &mut stamp).unwrap();
        self
    }

    fn answer(&mut self, item: &str, value: Json) -> &mut Self {
        self.apply(&json!([{"op": "answer", "item": item, "value": value}]))
    }

    fn assess(&self) -> Assessment {
        assess(edition(), &self.project, self.today)
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
