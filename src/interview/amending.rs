//! An amendment begun for a milestone that moved: what is known of it is filled in, the rest is
//! for people to say (guidance p. 34).

use serde_json::{Map, Value as Json, json};

use crate::{
    guidance::{Edition, List, ListRole},
    project::{Change, Project, Record, day_words},
    rules::Assessment,
};

/// What is to be done about a milestone that moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Amending {
    /// An amendment was begun for it, and is not agreed yet: its record.
    Begun(String),
    /// None was: the change that begins one, and the record that it makes.
    New(Change, String),
}

/// The longest beginning of a milestone's id that the amendment's own id keeps.
const KEPT: usize = 48;

/// Whether a milestone moved: it has another date, or a reason why it is later or dropped.
pub fn has_moved(milestone: &Record) -> bool {
    ["replanned_due", "replanned_reason", "dropped_reason"]
        .iter()
        .any(|field| milestone.has(field))
}

/// The amendment for a milestone; nothing where it did not move, or the edition has no amendments.
pub fn amending(
    edition: &Edition,
    project: &Project,
    assessment: &Assessment,
    milestone: &str,
) -> Option<Amending> {
    let list_of = |role| edition.list(edition.list_role(role)?.as_str());
    let milestones = list_of(ListRole::Milestones)?;
    let amendments = list_of(ListRole::Amendments)?;
    let record = project
        .record(milestones.id.as_str(), milestone)
        .filter(|record| has_moved(record))?;
    let kept: String = milestone.chars().take(KEPT).collect();
    let ids = (1..).map(|at| match at {
        1 => format!("moves-{kept}"),
        at => format!("moves-{kept}-{at}"),
    });
    let mut free = None;
    for id in ids {
        let subject = format!("amendment/{id}");
        let signed = project
            .sign_offs
            .iter()
            .any(|sign_off| sign_off.subject == subject);
        match assessment.amendment(&id) {
            Some(amendment) if !amendment.agreed => return Some(Amending::Begun(id)),
            Some(_) => {}
            // a kept sign-off still names it
            None if signed => {}
            None => {
                free = Some(id);
                break;
            }
        }
    }
    let id = free?;
    let change = Change::Add {
        list: amendments.id.to_string(),
        record: begun(edition, project, amendments, milestones, record, &id),
    };
    Some(Amending::New(change, id))
}

fn begun(
    edition: &Edition,
    project: &Project,
    amendments: &List,
    milestones: &List,
    milestone: &Record,
    id: &str,
) -> Map<String, Json> {
    let before = project.records(amendments.id.as_str()).len();
    let title = match (project.title(edition), before) {
        ("", _) => String::new(),
        (title, 0) => title.to_owned(),
        (title, before) => format!("{title}, amendment {}", before + 1),
    };
    let fields = [
        ("name", json!(title)),
        ("owner", json!(leads(edition, project))),
        ("requested", json!(requested(milestone))),
        ("items", json!([milestones.id])),
    ];
    let mut record = Map::from_iter([("id".to_owned(), json!(id))]);
    for (field, value) in fields {
        if amendments.field(field).is_some() && !crate::project::is_blank(&value) {
            record.insert(field.to_owned(), value);
        }
    }
    record
}

/// The leads of all parties that have not left, a line each.
fn leads(edition: &Edition, project: &Project) -> String {
    let parties = project.records_in(edition, ListRole::Parties).iter();
    let lines = parties.filter(|party| !party.has("left")).filter_map(|party| {
        let said: Vec<&str> = ["lead_name", "lead_title", "name"]
            .iter()
            .map(|field| party.text(field))
            .filter(|text| !text.trim().is_empty())
            .collect();
        party.has("lead_name").then(|| said.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the plan says of a milestone, and what it shall say.
fn requested(milestone: &Record) -> String {
    let called = match milestone.text("title").trim() {
        "" => "a milestone".to_owned(),
        title => format!("the milestone \"{title}\""),
    };
    let due = |field: &str| match milestone.date(field) {
        Some(day) => format!("due {}", day_words(day)),
        None => "without a date".to_owned(),
    };
    let says = format!("The plan says: {called}, {}.", due("due"));
    let (shall, why) = if milestone.has("dropped_reason") {
        ("It is dropped.".to_owned(), milestone.text("dropped_reason"))
    } else {
        let shall = format!("It shall say: {called}, {}.", due("replanned_due"));
        (shall, milestone.text("replanned_reason"))
    };
    match why.trim() {
        "" => format!("{says}\n{shall}"),
        why => format!("{says}\n{shall}\nWhy: {why}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::{
        guidance::editions,
        project::{CountedIds, Stamp, apply},
        rules,
    };

    struct Trial {
        project: Project,
    }

    impl Trial {
        fn new() -> Self {
            let at = "2027-01-01T09:00:00Z".parse().unwrap();
            let project = Project::new("trial-0001".to_owned(), &editions()[0], at);
            let mut trial = Self { project };
            trial.make(&json!([
                {"op": "answer", "item": "project.title", "value": "Heart failure"},
                {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme Pharma", "kind": "company", "lead_name": "B. Example", "lead_title": "Medical lead"}},
                {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs", "lead_name": "C. Example"}},
                {"op": "add", "list": "parties", "record": {"id": "gone", "name": "Gone", "kind": "nhs", "lead_name": "D. Example", "left": "2026-12-01"}},
                {"op": "add", "list": "parties", "record": {"id": "new", "name": "New", "kind": "nhs"}},
                {"op": "add", "list": "plan.milestones", "record": {"id": "training", "title": "Training", "due": "2027-01-31"}},
            ]));
            trial
        }

        fn make(&mut self, changes: &Json) {
            let changes = Change::list_from_json(changes).unwrap();
            let mut stamp = Stamp {
                by: "A. Example",
                at: "2027-01-01T09:00:00Z".parse().unwrap(),
                today: "2027-01-01".parse().unwrap(),
                ids: &mut CountedIds::default(),
                verdict: &|_, _| crate::guidance::Verdict::JointWorking,
            };
            apply(&mut self.project, &changes, &editions()[0], &mut stamp).unwrap();
        }

        fn update(&mut self, fields: &Json) {
            self.make(
                &json!([{"op": "update", "list": "plan.milestones", "id": "training", "fields": fields}]),
            );
        }

        fn amending(&self) -> Option<Amending> {
            let edition = &editions()[0];
            let found = rules::assess(edition, &self.project, "2027-01-01".parse().unwrap());
            amending(edition, &self.project, &found, "training")
        }

        /// Begins it, and returns its record.
        fn begin(&mut self) -> Record {
            let Some(Amending::New(change, id)) = self.amending() else {
                panic!("nothing new to begin: {:?}", self.amending());
            };
            self.make(&json!([change]));
            self.project.record("amendments", &id).unwrap().clone()
        }
    }

    #[test]
    fn what_is_known_of_a_milestone_that_moved_is_filled_in() {
        let says = "The plan says: the milestone \"Training\", due 31 Jan 2027.\n";
        for (fields, requested) in [
            (json!({}), None),
            (
                json!({"replanned_due": "2027-03-31", "replanned_reason": "Snow."}),
                Some("It shall say: the milestone \"Training\", due 31 Mar 2027.\nWhy: Snow."),
            ),
            (
                json!({"replanned_reason": "Snow."}),
                Some("It shall say: the milestone \"Training\", without a date.\nWhy: Snow."),
            ),
            (
                json!({"replanned_due": "2027-03-31"}),
                Some("It shall say: the milestone \"Training\", due 31 Mar 2027."),
            ),
            (
                json!({"dropped_reason": "Not wanted."}),
                Some("It is dropped.\nWhy: Not wanted."),
            ),
        ] {
            let mut trial = Trial::new();
            if fields != json!({}) {
                trial.update(&fields);
            }
            let Some(requested) = requested else {
                assert_eq!(trial.amending(), None);
                continue;
            };
            let record = trial.begin();
            assert_eq!(record.text("requested"), format!("{says}{requested}"));
            assert_eq!(record.text("name"), "Heart failure");
            assert_eq!(
                record.text("owner"),
                "B. Example, Medical lead, Acme Pharma\nC. Example, North ICB"
            );
            let items: Vec<&str> = record.references("items").collect();
            assert_eq!(items, ["plan.milestones"]);
            assert!(!record.has("impact") && !record.has("submitted"));
        }
    }

    #[test]
    fn one_that_is_begun_is_gone_on_with_and_one_that_is_agreed_is_not() {
        let mut trial = Trial::new();
        trial.update(&json!({"replanned_due": "2027-03-31"}));
        let first = trial.begin();
        assert_eq!(trial.amending(), Some(Amending::Begun(first.id.clone())));
        trial.make(&json!([
            {"op": "update", "list": "amendments", "id": first.id, "fields": {"impact": "None.", "submitted": "2027-01-01"}},
            {"op": "sign", "subject": format!("amendment/{}", first.id), "role": "approve", "party": "project-team", "name": "B", "date": "2027-01-01"},
            {"op": "sign", "subject": format!("amendment/{}", first.id), "role": "approve", "party": "governance-committee", "name": "C", "date": "2027-01-01"},
        ]));
        let second = trial.begin();
        assert_ne!(first.id, second.id);
        assert_eq!(second.text("name"), "Heart failure, amendment 2");
        // Withdrawn and removed, its id is still named by what was signed.
        trial.make(&json!([
            {"op": "withdraw", "subject": format!("amendment/{}", first.id), "role": "approve", "party": "project-team"},
            {"op": "withdraw", "subject": format!("amendment/{}", first.id), "role": "approve", "party": "governance-committee"},
            {"op": "remove", "list": "amendments", "id": first.id},
            {"op": "remove", "list": "amendments", "id": second.id},
        ]));
        assert_eq!(trial.begin().id, second.id);
    }
}
