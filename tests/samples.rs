//! The fictional samples: each teaches what it says it teaches, on the day and on later ones, and
//! none of them names anything real.

#![allow(missing_docs, clippy::unwrap_used)]

use jiff::civil::Date;
use std::{collections::BTreeSet, fs, path::Path};
use triplewin::{
    guidance::{FieldKind, ItemId, editions},
    rules::{Carry, Standing, State, verify},
    session::{Acting, CreateError, Library, SAMPLES, Sample, Session},
    store::Store,
};

/// The day on which a trainer opens them.
const TODAY: &str = "2026-11-22";

/// What a sample is meant to teach.
struct Meant {
    name: &'static str,
    title: &'static str,
    verdict: &'static str,
    red_no: &'static [&'static str],
    amber_no: &'static [&'static str],
    to_confirm: &'static [&'static str],
    stage: &'static str,
    open_gates: &'static [&'static str],
    /// The steps that need somebody to look.
    attention: &'static [&'static str],
    /// The steps that are done.
    done: usize,
}

const MEANT: &[Meant] = &[
    Meant {
        name: "hospital-at-home",
        title: "Hospital at home for heart failure",
        verdict: "joint-working",
        red_no: &[],
        amber_no: &["12"],
        to_confirm: &["13"],
        stage: "stage1",
        open_gates: &[],
        attention: &["checklist"],
        done: 2,
    },
    Meant {
        name: "diagnostic-hub",
        title: "One-stop hub for breathlessness",
        verdict: "collaborative-working",
        red_no: &[],
        amber_no: &["12", "13"],
        to_confirm: &["15"],
        stage: "stage2",
        open_gates: &["gate-1-2"],
        attention: &["checklist"],
        done: 3,
    },
    Meant {
        name: "remote-clinics",
        title: "Remote clinics for inflammatory arthritis",
        verdict: "not-yet-eligible",
        red_no: &["8"],
        amber_no: &[],
        to_confirm: &[],
        stage: "stage1",
        open_gates: &[],
        attention: &["checklist"],
        done: 2,
    },
    Meant {
        name: "nurse-post",
        title: "A specialist nurse for the bowel clinic",
        verdict: "other-support",
        red_no: &[],
        amber_no: &[],
        to_confirm: &[],
        stage: "stage1",
        open_gates: &[],
        attention: &[],
        done: 3,
    },
    Meant {
        name: "complete-bone-health",
        title: "Bone health after a first fracture",
        verdict: "joint-working",
        red_no: &[],
        amber_no: &["12"],
        to_confirm: &[],
        stage: "closed",
        open_gates: &["gate-1-2", "gate-2-3", "close"],
        attention: &[],
        done: 17,
    },
];

#[test]
fn each_sample_teaches_what_it_is_meant_to() {
    let names = |list: &[Sample]| list.iter().map(|sample| sample.name).collect::<Vec<_>>();
    assert_eq!(
        names(SAMPLES),
        MEANT.iter().map(|meant| meant.name).collect::<Vec<_>>()
    );
    for meant in MEANT {
        let name = meant.name;
        let session = made(name, TODAY);
        let found = session.assessment();
        let numbers = |ids: &[ItemId]| {
            ids.iter()
                .map(|id| id.as_str().trim_start_matches("checklist.").to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(session.project().title(session.edition()), meant.title, "{name}");
        assert_eq!(found.eligibility.verdict.name(), meant.verdict, "{name}");
        assert_eq!(numbers(&found.eligibility.red_no), meant.red_no, "{name}");
        assert_eq!(numbers(&found.eligibility.amber_no), meant.amber_no, "{name}");
        assert_eq!(numbers(&found.eligibility.to_confirm), meant.to_confirm, "{name}");
        assert_eq!(found.stage_name(), meant.stage, "{name}");
        let open: Vec<&str> = found
            .gates
            .iter()
            .filter(|gate| gate.open)
            .map(|gate| gate.id.as_str())
            .collect();
        assert_eq!(open, meant.open_gates, "{name}");
        assert_eq!(in_state(&session, State::Attention), meant.attention, "{name}");
        assert_eq!(in_state(&session, State::Done).len(), meant.done, "{name}");
    }
}

#[test]
fn each_sample_is_sound_and_nothing_of_it_has_lapsed() {
    for sample in SAMPLES {
        let session = made(sample.name, TODAY);
        let findings = verify(session.edition(), session.project(), day(TODAY));
        assert_eq!(findings, [], "{}", sample.name);
        for item in &session.assessment().items {
            assert_ne!(item.carry, Carry::SourceChanged, "{}: {}", sample.name, item.id);
        }
    }
}

#[test]
fn each_sample_can_be_opened_under_a_title_of_ones_own() {
    for sample in SAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let session = library(folder.path(), TODAY)
            .create_sample(sample, Some("Monday's group"))
            .unwrap();
        assert_eq!(session.project().title(session.edition()), "Monday's group");
        let again = library(folder.path(), TODAY)
            .open(session.path().unwrap())
            .unwrap();
        assert_eq!(
            again.assessment().stage_name(),
            made(sample.name, TODAY).assessment().stage_name(),
            "{}",
            sample.name
        );
    }
}

#[test]
fn in_each_sample_all_of_stage_1_is_answered_in_sentences() {
    for sample in SAMPLES {
        let session = made(sample.name, TODAY);
        for item in &session.assessment().items {
            let step = &session.edition().item(item.id.as_str()).unwrap().step;
            let stage = &session.edition().step(step.as_str()).unwrap().stage;
            if stage.as_str() != "stage1" || !item.counts {
                continue;
            }
            let said = item.done || item.unsure;
            assert!(said, "{}: {} is open", sample.name, item.id);
        }
        for question in &session.assessment().eligibility.applying {
            let answer = session.project().answer(question.as_str()).unwrap();
            assert!(
                answer.note.split_whitespace().count() >= 12,
                "{}: {question} says too little",
                sample.name
            );
        }
    }
}

#[test]
fn the_complete_one_leaves_nothing_open() {
    let session = made("complete-bone-health", TODAY);
    let (edition, found) = (session.edition(), session.assessment());
    for item in found.items.iter().filter(|item| item.applies) {
        assert!(
            matches!(item.state, State::Done | State::Skipped),
            "{} is {}",
            item.id,
            item.state.name()
        );
    }
    for list in edition.lists() {
        let records = session.project().records(list.id.as_str());
        assert!(!records.is_empty(), "{} is empty", list.id);
        for record in records {
            assert!(record.lacks(list).is_empty(), "{} {}", list.id, record.id);
            for field in list.fields.iter().filter(|field| field.kind == FieldKind::Text) {
                let meant = MAY_BE_EMPTY.contains(&field.id.as_str());
                assert!(
                    meant || record.has(&field.id),
                    "{} {}: {}",
                    list.id,
                    record.id,
                    field.id
                );
            }
        }
    }
    for sign_off in found.sign_offs.iter().filter(|sign_off| sign_off.required) {
        let given = matches!(sign_off.standing, Standing::Given { .. });
        let healed = sign_off.healed_by.as_deref() == Some("mobile-scanner");
        assert!(given || healed, "{} by {}", sign_off.subject, sign_off.party);
        assert_eq!(
            healed,
            sign_off.subject == "pid",
            "the amendment changed the initiation document alone"
        );
    }
    assert_eq!(found.deadlines, []);
    assert_eq!(found.notes, []);
    assert_eq!(found.next, None);
}

/// Texts of records that are only there where there is something to tell.
const MAY_BE_EMPTY: &[&str] = &["conflict_details", "replanned_reason", "dropped_reason", "reason"];

#[test]
fn in_the_complete_one_something_was_re_planned_dropped_and_not_reached() {
    let session = made("complete-bone-health", TODAY);
    let some = |list: &str, field: &str| {
        session
            .project()
            .records(list)
            .iter()
            .filter(|record| record.has(field))
            .count()
    };
    assert_eq!(some("plan.milestones", "replanned_reason"), 1);
    assert_eq!(some("plan.milestones", "dropped_reason"), 1);
    assert_eq!(some("publication.records", "reason"), 1);
    assert!(some("delivery.reviews", "date") >= 3);
    let kinds: BTreeSet<&str> = session
        .project()
        .records("delivery.issues")
        .iter()
        .map(|record| record.text("kind"))
        .collect();
    assert_eq!(kinds, BTreeSet::from(["issue", "success"]));
    let missed = session
        .project()
        .records("plan.measures")
        .iter()
        .filter(|measure| measure.text("actual").contains("missed"))
        .count();
    assert_eq!(missed, 2, "not everything succeeds");
}

#[test]
fn each_sample_opens_on_any_day_since_its_last_sign_off() {
    for (name, since) in [
        ("hospital-at-home", "2024-01-02"),
        ("diagnostic-hub", "2026-03-26"),
        ("remote-clinics", "2024-01-02"),
        ("nurse-post", "2024-01-02"),
        ("complete-bone-health", "2024-11-12"),
    ] {
        made(name, since);
    }
}

#[test]
fn a_sample_of_days_to_come_is_refused_by_name_and_day() {
    let folder = tempfile::tempdir().unwrap();
    let early = library(folder.path(), "2024-11-11").create_sample(sample("complete-bone-health"), None);
    let Err(CreateError::TooEarly { name, last, .. }) = early else {
        unreachable!("it was made before its last sign-off");
    };
    assert_eq!((name, last), ("complete-bone-health", day("2024-11-12")));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn each_file_of_samples_is_listed() {
    let files: BTreeSet<String> = fs::read_dir("assets/samples")
        .unwrap()
        .map(|file| {
            file.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let listed: BTreeSet<String> = SAMPLES.iter().map(|sample| sample.name.to_owned()).collect();
    assert_eq!(files, listed);
}

/// Real names that come to mind first where somebody makes up a pharmaceutical company, an NHS
/// organisation or a medicine.
const REAL: &[&str] = &[
    "abbvie",
    "amgen",
    "astrazeneca",
    "bayer",
    "biogen",
    "boehringer",
    "bristol",
    "gilead",
    "glaxo",
    "gsk",
    "janssen",
    "lilly",
    "merck",
    "moderna",
    "msd",
    "novartis",
    "novo nordisk",
    "pfizer",
    "roche",
    "sanofi",
    "takeda",
    "ucb",
    "barts",
    "guy's",
    "leeds",
    "manchester",
    "mersey",
    "oxford",
    "birmingham",
    "cornwall",
    "cumbria",
    "devon",
    "norfolk",
    "yorkshire",
    "healthwatch england",
    "alendron",
    "denosumab",
    "adalimumab",
    "infliximab",
    "methotrexate",
    "sacubitril",
    "zoledron",
    "british heart foundation",
    "versus arthritis",
    "asthma uk",
    "crohn",
];

#[test]
fn nothing_in_a_sample_is_real() {
    for sample in SAMPLES {
        let name = sample.name;
        let text = fs::read_to_string(format!("assets/samples/{name}.json")).unwrap();
        let lower = text.to_lowercase();
        for real in REAL {
            let found = lower.match_indices(real).any(|(at, _)| {
                let before = lower[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric())
            });
            assert!(!found, "{name} names {real}");
        }
        for word in text.split(|c: char| c.is_whitespace() || "\"\\,;()<>".contains(c)) {
            let word = word.trim_end_matches(['.', ':', '?']);
            if word.contains('@') {
                assert!(word.ends_with(".example"), "{name}: {word}");
            }
            if let Some((_, rest)) = word.split_once("://") {
                let host = rest.split('/').next().unwrap();
                assert!(host.ends_with(".example"), "{name}: {word}");
            }
        }
        for (area, code) in postcodes(&text) {
            assert!(area.starts_with("ZZ"), "{name}: {area} {code}");
        }
        let parties = made(name, TODAY);
        for party in parties.project().records("parties") {
            assert_eq!(postcodes(party.text("address")).len(), 1, "{name}: {}", party.id);
            assert!(
                party.text("lead_email").ends_with(".example"),
                "{name}: {}",
                party.id
            );
        }
    }
}

/// Pairs of words that have the shape of a postcode, such as `ZZ1 1ZZ`.
fn postcodes(text: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    let capital = |c: char| c.is_ascii_uppercase();
    let is_area = |word: &str| {
        (2..=4).contains(&word.len())
            && word.starts_with(capital)
            && word.contains(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| capital(c) || c.is_ascii_digit())
    };
    let is_code = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        matches!(letters[..], [digit, a, b] if digit.is_ascii_digit() && capital(a) && capital(b))
    };
    words
        .windows(2)
        .filter(|pair| is_area(pair[0]) && is_code(pair[1]))
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

fn in_state(session: &Session, state: State) -> Vec<String> {
    session
        .assessment()
        .steps
        .iter()
        .filter(|step| step.state == state)
        .map(|step| step.id.to_string())
        .collect()
}

fn sample(name: &str) -> &'static Sample {
    SAMPLES.iter().find(|sample| sample.name == name).unwrap()
}

/// A project made of the sample on that day.
fn made(name: &str, today: &str) -> Session {
    let folder = tempfile::tempdir().unwrap();
    library(folder.path(), today)
        .create_sample(sample(name), None)
        .unwrap()
}

fn library(folder: &Path, today: &str) -> Library {
    let acting = Acting {
        today: Some(day(today)),
        ..Acting::now("A. Example")
    };
    Library::new(Store::new(folder.to_owned()), editions(), acting, None)
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}
