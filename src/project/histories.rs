//! Random histories for properties: who changed what, when, on which side.

use jiff::{SignedDuration, Timestamp};
use proptest::{prelude::*, test_runner::RngSeed};
use serde_json::{Value as Json, json};

use super::{Change, Ids, Project, Stamp, apply};
use crate::guidance::{Edition, SignRole, Verdict, editions};

/// So many cases, the same on every run; or as many others as `TRIPLEWIN_TRIALS` says. A failing
/// one is printed, and left nowhere.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let trials = std::env::var("TRIPLEWIN_TRIALS")
        .ok()
        .and_then(|trials| trials.parse().ok());
    ProptestConfig {
        cases: trials.unwrap_or(cases),
        rng_seed: trials.map_or(RngSeed::Fixed(2024), |_: u32| RngSeed::Random),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The edition that histories are answered under.
pub(crate) fn edition() -> &'static Edition {
    &editions()[0]
}

/// One change, by one of three people, so many seconds after the one before.
#[derive(Debug, Clone)]
pub(crate) struct Move {
    pub(crate) by: usize,
    pub(crate) seconds: i64,
    pub(crate) change: Change,
}

/// Ids that differ between sides and say where they are from.
pub(crate) struct SideIds {
    pub(crate) side: char,
    pub(crate) count: u32,
}

impl Ids for SideIds {
    fn fresh(&mut self, _length: usize) -> String {
        self.count += 1;
        format!("{}{}", self.side, self.count)
    }
}

/// A project with nothing said, made on a fixed day.
pub(crate) fn blank() -> Project {
    Project::new(
        "trial-0001".to_owned(),
        edition(),
        "2026-11-01T08:00:00Z".parse().unwrap(),
    )
}

/// Makes one change on a side; a refused one changes nothing.
pub(crate) fn change(project: &mut Project, side: char, by: &str, at: Timestamp, change: &Change) -> bool {
    let mut ids = SideIds {
        side,
        count: u32::try_from(project.log.len()).unwrap() * 10,
    };
    let mut stamp = Stamp {
        by,
        at,
        today: "2026-12-31".parse().unwrap(),
        ids: &mut ids,
        verdict: &|_, _| Verdict::Undetermined,
    };
    let applied = apply(project, std::slice::from_ref(change), edition(), &mut stamp);
    applied.is_ok_and(|applied| applied.changed)
}

/// The project with a side's moves made one after the other.
pub(crate) fn played(start: &Project, side: char, moves: &[Move]) -> Project {
    let mut project = start.clone();
    let mut at = start.updated_at;
    for step in moves {
        at = at.checked_add(SignedDuration::from_secs(step.seconds)).unwrap();
        change(&mut project, side, ["Ann", "Bo", "Cy"][step.by], at, &step.change);
    }
    project
}

/// Up to so many moves.
pub(crate) fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let one = (0..3_usize, prop_oneof![1..40_i64, 1..2_000_i64], any_change());
    prop::collection::vec(
        one.prop_map(|(by, seconds, change)| Move { by, seconds, change }),
        0..=most,
    )
}

/// A change of a few things, so that changes meet.
pub(crate) fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => answer(),
        1 => item().prop_map(|item| Change::Clear { item }),
        1 => (item(), text()).prop_map(|(item, reason)| Change::Skip { item, reason }),
        2 => item().prop_map(|item| Change::Confirm { item }),
        3 => (list(), record(), any::<bool>()).prop_map(|(list, (id, mut record), named)| {
            if named {
                record.insert("id".to_owned(), json!(id));
            }
            Change::Add { list, record }
        }),
        3 => (list(), record()).prop_map(|(list, (id, fields))| Change::Update { list, id, fields }),
        1 => (list(), record()).prop_map(|(list, (id, _))| Change::Remove { list, id }),
        2 => sign(),
        1 => sign().prop_map(|sign| match sign {
            Change::Sign { subject, role, party, name, .. } => Change::Withdraw { subject, role, party, reason: name },
            other => other,
        }),
        1 => prop_oneof![Just(Change::Archive), Just(Change::Unarchive)],
    ]
}

fn answer() -> impl Strategy<Value = Change> {
    let value = prop_oneof![4 => value().prop_map(Some), 1 => Just(None)];
    let note = prop_oneof![3 => Just(None), 1 => text().prop_map(Some)];
    let evidence = prop_oneof![4 => Just(None), 1 => prop::collection::vec(text(), 0..3).prop_map(Some)];
    (value, item(), note, evidence).prop_map(|(value, item, note, evidence)| Change::Answer {
        item: value.as_ref().map_or(item, |(item, _)| item.clone()),
        value: value.map(|(_, value)| value),
        note,
        evidence,
    })
}

const ITEMS: [&str; 17] = [
    "project.title",
    "scoping.unmet-need",
    "scoping.benefits",
    "checklist.1A",
    "checklist.4",
    "concept.purpose",
    "concept.objectives",
    "concept.start",
    "concept.length",
    "concept.decision",
    "pid.background",
    "pid.outcomes",
    "pid.completion",
    "pid.partners",
    "pid.cost",
    "agreement.aims",
    "safeguards.rights",
];

fn item() -> impl Strategy<Value = String> {
    prop::sample::select(ITEMS.to_vec()).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "one", "two", "three\nlines", "four"]).prop_map(str::to_owned)
}

/// An item and a value of its kind, now and then a blank one.
fn value() -> impl Strategy<Value = (String, Json)> {
    let texts = (
        prop::sample::select(vec![
            "scoping.unmet-need",
            "scoping.benefits",
            "concept.purpose",
            "pid.background",
            "pid.partners",
        ]),
        text(),
    )
        .prop_map(|(item, text)| (item, json!(text)));
    let three = (
        prop::sample::select(vec!["concept.objectives", "pid.outcomes"]),
        text(),
        text(),
        text(),
    )
        .prop_map(|(item, a, b, c)| (item, json!({"patients": a, "nhs": b, "industry": c})));
    let chosen = (
        prop::sample::select(vec!["checklist.1A", "checklist.4"]),
        prop::sample::select(vec!["yes", "no", "unsure", ""]),
    )
        .prop_map(|(item, chosen)| (item, json!(chosen)));
    let head = (prop::sample::select(vec!["yes", "no", ""]), text()).prop_map(|(covered, notes)| {
        (
            "agreement.aims",
            json!({"covered": covered, "clause": "4", "notes": notes}),
        )
    });
    let decision = (prop::sample::select(vec!["go-ahead", "deferred"]), text())
        .prop_map(|(choice, details)| ("concept.decision", json!({"choice": choice, "details": details})));
    let others = prop::sample::select(vec![
        ("project.title", json!("A title")),
        ("project.title", json!("Another")),
        ("concept.start", json!("2026-Q4")),
        ("concept.start", json!("2027-Q1")),
        ("concept.length", json!(12)),
        ("concept.length", json!(18)),
        ("pid.completion", json!("2028-Q2")),
        ("pid.cost", json!({"pence": 5, "vat": "none"})),
        ("pid.cost", json!({"pence": 6, "vat": "none"})),
        ("safeguards.rights", json!({"name": "Di"})),
        ("safeguards.rights", json!({"name": "Di", "date": "2026-11-02"})),
    ]);
    prop_oneof![texts, three, chosen, head, decision, others]
        .prop_map(|(item, value)| (item.to_owned(), value))
}

fn list() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["parties", "team.members", "plan.measures", "amendments"])
        .prop_map(str::to_owned)
}

/// An id and some fields, some of which suit the list.
fn record() -> impl Strategy<Value = (String, serde_json::Map<String, Json>)> {
    let field = prop::sample::select(vec![
        ("name", json!("North")),
        ("name", json!("South")),
        ("name", json!("")),
        ("kind", json!("company")),
        ("kind", json!("nhs")),
        ("address", json!("1 Road")),
        ("party", json!("p1")),
        ("party", json!("p2")),
        ("role", json!("lead")),
        ("measure", json!("Beds")),
        ("target", json!("10")),
        ("target", json!("20")),
        ("actual", json!("9")),
        ("owner", json!("Bo")),
        ("impact", json!("none")),
    ]);
    let id = prop::sample::select(vec!["p1", "p2", "p3"]).prop_map(str::to_owned);
    (id, prop::collection::vec(field, 1..3)).prop_map(|(id, fields)| {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        (id, fields.collect())
    })
}

fn sign() -> impl Strategy<Value = Change> {
    let what = prop::sample::select(vec![
        ("concept", SignRole::Approve, "p1"),
        ("concept", SignRole::Approve, "p2"),
        ("pid", SignRole::Approve, "project-team"),
        ("pid", SignRole::Certify, "p1"),
        ("amendment/p1", SignRole::Approve, "project-team"),
    ]);
    (what, prop::sample::select(vec!["Di", "Ed"])).prop_map(|((subject, role, party), name)| Change::Sign {
        subject: subject.to_owned(),
        role,
        party: party.to_owned(),
        name: name.to_owned(),
        date: "2026-11-02".to_owned(),
        address: None,
    })
}

/// Three people's names for the sides of a merge, with what they start from.
pub(crate) fn start() -> impl Strategy<Value = Project> {
    let parties = [("p1", "company"), ("p2", "nhs")].map(|(id, kind)| Move {
        by: 0,
        seconds: 5,
        change: Change::Add {
            list: "parties".to_owned(),
            record: json!({"id": id, "name": id, "kind": kind})
                .as_object()
                .unwrap()
                .clone(),
        },
    });
    moves(12).prop_map(move |later| {
        let mut all = parties.to_vec();
        all.extend(later);
        played(&blank(), 'b', &all)
    })
}

/// The ways to every value of a JSON value that holds no others.
pub(crate) fn leaves(json: &Json, path: &str, found: &mut Vec<String>) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(value, &format!("{path}/{key}"), found);
            }
        }
        Json::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                leaves(value, &format!("{path}/{at}"), found);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => found.push(path.to_owned()),
    }
}
