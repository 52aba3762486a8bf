//! Sound histories are explained, and a single altered value is not.

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::unexplained;
use crate::{
    guidance::editions,
    project::{
        Change, LogLine, Project,
        histories::{any_change, cases, change, edition, leaves, moves, played, start},
        merge,
    },
};

/// Whose the three open screens are.
const ONE_OF_THEM_TWICE: [&str; 3] = ["Ann", "Ann", "Bo"];

/// What happens at one of three open screens.
#[derive(Debug, Clone)]
enum Event {
    Change(Change),
    Save,
}

#[derive(Debug, Clone)]
struct At {
    screen: usize,
    seconds: i64,
    event: Event,
}

fn events(most: usize) -> impl Strategy<Value = Vec<At>> {
    events_of(any_change(), most)
}

/// A change of one question, in so few ways that people often say the same.
fn change_of_one_question() -> impl Strategy<Value = Change> {
    let value = prop::option::weighted(0.9, prop::sample::select(vec!["yes", "no", ""]));
    let note = prop::option::of(prop::sample::select(vec!["One reason.", "Another.", ""]));
    (value, note).prop_filter_map("it says something", |(value, note)| {
        (value.is_some() || note.is_some()).then(|| Change::Answer {
            item: "checklist.9".to_owned(),
            value: value.map(Json::from),
            note: note.map(str::to_owned),
            evidence: None,
        })
    })
}

fn events_of(change: impl Strategy<Value = Change>, most: usize) -> impl Strategy<Value = Vec<At>> {
    let event = prop_oneof![3 => change.prop_map(Event::Change), 1 => Just(Event::Save)];
    let one = (0..3_usize, prop_oneof![1..40_i64, 1..900_i64], event);
    prop::collection::vec(
        one.prop_map(|(screen, seconds, event)| At {
            screen,
            seconds,
            event,
        }),
        0..=most,
    )
}

/// One file and three open screens of these people. Each saves what it has, merged
/// with what the file holds by then. `skew`: how far the third's clock is behind, in seconds.
fn lived(begin: &Project, events: &[At], people: [&str; 3], skew: i64) -> Project {
    let mut file = begin.clone();
    let mut screens = [0; 3].map(|_: i32| (begin.clone(), begin.clone()));
    let mut now = begin.updated_at;
    for at in events {
        now = now.checked_add(SignedDuration::from_secs(at.seconds)).unwrap();
        let (base, ours) = &mut screens[at.screen];
        match &at.event {
            Event::Change(made) => {
                let behind = if at.screen == 2 { skew } else { 0 };
                let stamp = now.checked_sub(SignedDuration::from_secs(behind)).unwrap();
                let side = ['x', 'y', 'z'][at.screen];
                change(ours, side, people[at.screen], stamp, made);
            }
            Event::Save => {
                file = merge(edition(), base, ours, &file);
                (*base, *ours) = (file.clone(), file.clone());
            }
        }
    }
    for (base, ours) in screens {
        file = merge(edition(), &base, &ours, &file);
    }
    file
}

fn explained(project: &Project) -> Result<(), TestCaseError> {
    let findings = unexplained(edition(), project);
    let log = serde_json::to_string_pretty(&project.to_file(edition())).unwrap();
    prop_assert!(findings.is_empty(), "{findings:#?}\n{log}");
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn one_persons_work_is_explained(project in start(), more in moves(30)) {
        explained(&played(&project, 'm', &more))?;
    }

    #[test]
    fn the_work_of_several_at_once_is_explained(begin in start(), events in events(24), skew in 0..500_i64) {
        explained(&lived(&begin, &events, ONE_OF_THEM_TWICE, skew))?;
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_work_of_several_at_one_question_is_explained(
        begin in start(), events in events_of(change_of_one_question(), 16), skew in 0..500_i64,
    ) {
        explained(&lived(&begin, &events, ["Ann", "Bo", "Cy"], skew))?;
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// In what the project shows.
    Shown,
    /// In what the log tells of changes.
    Told,
    /// Elsewhere: ids of entries, counts and stamps of the file as a whole.
    Elsewhere,
}

fn part(path: &str) -> Part {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["answers" | "sign_offs" | "archived_at" | "lists", ..] => Part::Shown,
        // An entry of an op that we do not know is a later program's.
        ["log", _, "change", "op"] => Part::Elsewhere,
        ["log", _, "change" | "made", ..] => Part::Told,
        ["log", _, "before", rest @ ..] if !rest.contains(&"position") => Part::Told,
        _ => Part::Elsewhere,
    }
}

/// The file of a project with one value altered.
fn altered(
    project: &Project,
    within: Part,
    which: prop::sample::Index,
    instead: &dyn Fn(&Json) -> Json,
) -> Option<(String, Project)> {
    let mut file = serde_json::to_value(project.to_file(edition())).unwrap();
    let mut found = Vec::new();
    leaves(&file, "", &mut found);
    found.retain(|path| part(path) == within);
    if found.is_empty() {
        return None;
    }
    let path = which.get(&found);
    let leaf = file.pointer_mut(path).unwrap();
    let was = leaf.clone();
    *leaf = instead(&was);
    let what = format!("{path}: {was} is now {leaf}");
    let changed = was != *leaf && !(was.is_null() && *leaf == json!(""));
    let bytes = serde_json::to_vec_pretty(&file).unwrap();
    let (altered, _) = Project::parse(&bytes, editions()).ok()?;
    (changed && altered != *project)
        .then(|| (format!("{what}\n{}", String::from_utf8(bytes).unwrap()), altered))
}

const INSTEAD: [&str; 15] = [
    "",
    "one",
    "two",
    "yes",
    "no",
    "unsure",
    "go-ahead",
    "deferred",
    "2027-Q1",
    "Ann",
    "Bo",
    "p1",
    "p2",
    "Di",
    "2026-11-01T08:00:07Z",
];

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn one_altered_value_in_what_is_shown_is_found(
        project in start(), more in moves(12), which in any::<prop::sample::Index>(), instead in 0..=INSTEAD.len(),
    ) {
        let project = played(&project, 'm', &more);
        let altered = altered(&project, Part::Shown, which, &|was| match (was, INSTEAD.get(instead)) {
            (Json::Number(number), _) => json!(number.as_u64().unwrap() + 1),
            (_, Some(instead)) => json!(instead),
            (was, None) => json!(format!("{}x", was.as_str().unwrap_or_default())),
        });
        if let Some((what, altered)) = altered {
            prop_assert!(!unexplained(edition(), &altered).is_empty(), "{what}");
        }
    }

    // Of a value that was there at another time, the log may read as that of two people who
    // changed the same thing at once; a new one is nobody's. What lay between changes that were
    // folded into one entry, nobody can tell.
    #[test]
    fn one_new_value_in_what_the_log_tells_is_found(
        project in start(), more in moves(12), which in any::<prop::sample::Index>(),
    ) {
        let project = played(&project, 'm', &more);
        let folded = |line: &LogLine| line.entry().is_some_and(|entry| entry.until.is_some());
        prop_assume!(!project.log.iter().any(folded));
        let altered = altered(&project, Part::Told, which, &|was| match was {
            Json::Number(number) => json!(number.as_u64().unwrap() + 1),
            was => json!(format!("{}x", was.as_str().unwrap_or_default())),
        });
        if let Some((what, altered)) = altered {
            prop_assert!(!unexplained(edition(), &altered).is_empty(), "{what}");
        }
    }

    #[test]
    fn one_new_value_in_what_several_made_is_found(
        begin in start(), events in events(16), which in any::<prop::sample::Index>(),
    ) {
        let project = lived(&begin, &events, ONE_OF_THEM_TWICE, 0);
        let altered = altered(&project, Part::Shown, which, &|was| match was {
            Json::Number(number) => json!(number.as_u64().unwrap() + 1),
            was => json!(format!("{}x", was.as_str().unwrap_or_default())),
        });
        if let Some((what, altered)) = altered {
            prop_assert!(!unexplained(edition(), &altered).is_empty(), "{what}");
        }
    }
}
