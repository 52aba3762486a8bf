//! The documents as trees: what stands in them, and that nothing is left out.

mod outline;
mod pictures;
mod stories;
mod whole;

use serde_json::Value as Json;

use super::{Which, build};
use crate::{
    documents::document::Document,
    guidance::{Edition, editions},
    project::{Change, CountedIds, Project, Stamp, apply},
    rules::assess,
};

fn edition() -> &'static Edition {
    &editions()[0]
}

/// A project in the making, by Ann, a minute a batch, on 21 November 2026.
struct Making {
    project: Project,
    minutes: i64,
    today: &'static str,
}

impl Making {
    fn new() -> Self {
        let at = "2026-11-21T09:00:00Z".parse().unwrap();
        Self {
            project: Project::new("heart-failure-4k2m".to_owned(), edition(), at),
            minutes: 0,
            today: "2026-11-21",
        }
    }

    fn sample(name: &str) -> Self {
        let mut making = Self::new();
        let path = format!("assets/samples/{name}.json");
        let bytes = std::fs::read(path).unwrap();
        making.apply(&serde_json::from_slice(&bytes).unwrap());
        making
    }

    #[track_caller]
    fn apply(&mut self, changes: &Json) -> &mut Self {
        self.by("Ann", changes)
    }

    #[track_caller]
    fn by(&mut self, who: &str, changes: &Json) -> &mut Self {
        self.minutes += 1;
        let mut ids = CountedIds(u64::try_from(self.project.log.len()).unwrap() * 100);
        let today = self.today.parse().unwrap();
        let mut stamp = Stamp {
            by: who,
            at: self.project.created_at + jiff::SignedDuration::from_mins(self.minutes),
            today,
            ids: &mut ids,
            verdict: &|edition, project| crate::rules::verdict(edition, project, today),
        };
        let changes = Change::list_from_json(changes).unwrap();
        apply(&mut self.project, &changes, edition(), &mut stamp).unwrap();
        self
    }

    fn document(&self, which: &str) -> Document {
        let today = self.today.parse().unwrap();
        let assessment = assess(edition(), &self.project, today);
        let which: Which = which.parse().unwrap();
        build(edition(), &self.project, &assessment, today, &which).unwrap()
    }
}
