//! The whole vocabulary of changes: what is refused, what is accepted, and what comes of it.

mod accepted;
mod answers;
mod folding;
mod refused;
mod refused_values;
mod sign_offs;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::{
    guidance::{Edition, Verdict, editions},
    project::{Applied, Change, CountedIds, LogEntry, Project, Refusal, Stamp, apply},
};

/// A project being changed by Ann, a minute passing before each batch.
struct Trial {
    project: Project,
    ids: CountedIds,
    minute: i64,
}

impl Trial {
    fn new() -> Self {
        let now = "2026-11-21T09:00:00Z".parse().unwrap();
        Self {
            project: Project::new("trial-0001".to_owned(), edition(), now),
            ids: CountedIds::default(),
            minute: 0,
        }
    }

    /// With a company, an NHS organisation and a patient organisation as parties.
    fn with_parties() -> Self {
        let mut trial = Self::new();
        trial.make(&json!([
            {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
            {"op": "add", "list": "parties", "record": {"id": "north", "name": "North", "kind": "nhs"}},
            {"op": "add", "list": "parties", "record": {"id": "voices", "name": "Voices", "kind": "patient-organisation"}},
        ]));
        trial
    }

    fn try_as(&mut self, by: &str, at: Timestamp, changes: &Json) -> Result<Applied, Refusal> {
        let changes = Change::list_from_json(changes)?;
        let mut stamp = Stamp {
            by,
            at,
            today: "2026-11-21".parse().unwrap(),
            ids: &mut self.ids,
            verdict: &|_, _| Verdict::JointWorking,
        };
        apply(&mut self.project, &changes, edition(), &mut stamp)
    }

    fn try_make(&mut self, changes: &Json) -> Result<Applied, Refusal> {
        self.minute += 1;
        self.try_as("Ann", self.now(), changes)
    }

    fn make(&mut self, changes: &Json) -> Applied {
        self.try_make(changes)
            .unwrap_or_else(|refusal| panic!("{refusal}: {changes}"))
    }

    /// Whether the change changes anything; a log line and a stamp say so too.
    fn changes(&mut self, change: &Json) -> bool {
        let before = self.project.clone();
        let changed = self.make(&json!([change])).changed;
        assert_eq!(changed, self.project != before, "{change}");
        assert_eq!(changed, self.project.updated_at != before.updated_at, "{change}");
        changed
    }

    fn now(&self) -> Timestamp {
        format!(
            "2026-11-21T{:02}:{:02}:00Z",
            9 + self.minute / 60,
            self.minute % 60
        )
        .parse()
        .unwrap()
    }

    fn filed(&self, item: &str) -> Json {
        json!(self.project.answer(item).unwrap().to_filed())
    }

    fn log(&self) -> Vec<&LogEntry> {
        self.project.log.iter().filter_map(|line| line.entry()).collect()
    }
}

fn edition() -> &'static Edition {
    &editions()[0]
}

#[test]
fn a_batch_is_applied_whole_or_not_at_all() {
    let mut trial = Trial::new();
    let before = trial.project.clone();
    let refusal = trial
        .try_make(&json!([
            {"op": "answer", "item": "project.title", "value": "T"},
            {"op": "add", "list": "parties", "record": {"name": "North"}},
            {"op": "answer", "item": "concept.start", "value": "soon"},
            {"op": "archive"},
        ]))
        .unwrap_err();
    assert_eq!(trial.project, before);
    assert_eq!(
        refusal.to_string(),
        "concept.start takes a quarter such as 2026-Q4, not \"soon\": change 3 of 4"
    );
    let refusal = trial
        .try_make(&json!([{"op": "archive"}, {"op": "fly"}]))
        .unwrap_err();
    assert_eq!((refusal.position, refusal.of), (2, 2));
    assert_eq!(trial.project, before);
}

#[test]
fn a_batch_sees_what_it_made_before() {
    let mut trial = Trial::new();
    let applied = trial.make(&json!([
        {"op": "add", "list": "parties", "record": {"id": "north", "name": "North"}},
        {"op": "add", "list": "team.members", "record": {"name": "Di", "party": "north"}},
        {"op": "update", "list": "parties", "id": "north", "fields": {"address": "1 Road"}},
    ]));
    assert_eq!(applied.ids.len(), 2);
    assert_eq!(applied.ids[0], "north");
    assert_eq!(applied.ids[1].len(), 8);
    assert_eq!(applied.done.len(), 3);
    assert_eq!(trial.project.updated_at, trial.now());
}

#[test]
fn a_project_that_is_read_only_is_not_changed() {
    let trial = Trial::new();
    let mut file: Json = serde_json::from_slice(&trial.project.to_bytes(edition())).unwrap();
    file["schema"] = json!(2);
    let (project, _) = Project::parse(file.to_string().as_bytes(), editions()).unwrap();
    let mut trial = Trial { project, ..trial };
    let refusal = trial.try_make(&json!([{"op": "archive"}])).unwrap_err();
    assert!(refusal.to_string().contains("schema 2"), "{refusal}");
}
