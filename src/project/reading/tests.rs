//! A file is kept as it is, and damage in it is named.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::ReadError;
use crate::{
    guidance::editions,
    project::{
        Change, Project, ReadOnly,
        histories::{cases, change, edition, moves, played, start},
        merge,
    },
};

fn read(bytes: &[u8]) -> Result<Project, ReadError> {
    Project::parse(bytes, editions()).map(|(project, _)| project)
}

fn text(project: &Project) -> String {
    String::from_utf8(project.to_bytes(edition())).unwrap()
}

fn made(project: &mut Project, json: &Json) {
    let at = "2026-11-22T09:00:00Z".parse().unwrap();
    let change_made = change(project, 'm', "Cy", at, &Change::from_json(json).unwrap());
    assert!(change_made, "{json}");
}

/// A file with a member of the future at every level, each after those that we know.
fn of_the_future() -> String {
    let hash = "0".repeat(64);
    let file = json!({
        "schema": 1, "id": "trial-0001", "title": "T", "edition": "nhs-abpi-2024", "revision": 7,
        "created_at": "2026-11-01T08:00:00Z", "updated_at": "2026-11-21T09:00:00.123Z",
        "archived_at": "2026-11-21T09:00:00Z",
        "started": {"at": "2026-11-20T09:00:00Z", "revision": 6, "future": 1},
        "answers": {
            "checklist.99": {"value": {"odd": [1, 2.5, "x"]}, "note": "", "evidence": [], "future": 2},
            "concept.objectives": {
                "value": {"patients": "p", "nhs": "", "industry": "", "carers": "c"}, "note": "n", "evidence": ["e"],
                "by": "Ann", "at": "2026-11-20T09:00:00Z",
                "skipped": {"reason": "r", "by": "Ann", "at": "2026-11-20T09:00:00Z", "future": 3},
                "carried": [{"from": "scoping.benefits", "sha256": hash, "future": 4}],
                "versions": [
                    {"value": {"patients": "p"}, "by": "Ann", "at": "2026-11-20T09:00:00Z", "future": 5},
                    {"value": null, "note": "m", "future": {"deep": [null, {"er": 6}]}},
                ],
                "future": 7,
            },
            "project.title": {"value": "T", "note": "", "evidence": []},
        },
        "lists": {
            "parties": [{"id": "acme", "name": "Acme", "future_field": {"a": 8},
                "versions": [{"value": {"name": "Acme"}, "future": 9}, {"value": null}]}],
            "visits": [{"id": "v1", "anything": 10}],
        },
        "sign_offs": [{
            "id": "s1", "subject": "pid", "role": "approve", "party": "project-team", "name": "Di",
            "date": "2026-11-20", "by": "Ann", "at": "2026-11-20T09:00:00Z", "verdict": "joint-working",
            "covers": {"pid.title": hash}, "pid": hash,
            "withdrawn": {"reason": "", "by": "Ann", "at": "2026-11-20T09:00:00Z", "future": 11}, "future": 12,
        }],
        "verdict": {"verdict": "joint-working", "edition": "nhs-abpi-2024", "answers": hash,
            "at": "2026-11-20T09:00:00Z", "day": "2026-11-20", "future": 13},
        "log": [
            {"id": "l1", "at": "2026-11-20T09:00:00Z", "by": "Ann",
                "change": {"op": "teleport", "to": "Mars"}, "before": {"on": "Earth"}, "future": 14},
            {"a line": "of another kind", "future": 15},
            "and another",
        ],
        "future": 16, "and_more": {"z": 1, "a": [17]},
    });
    format!("{file:#}\n")
}

#[test]
fn what_this_program_does_not_know_is_kept_to_the_byte_at_every_level() {
    let file = of_the_future();
    let mut project = read(file.as_bytes()).unwrap();
    assert_eq!(text(&project), file);

    made(
        &mut project,
        &json!({"op": "answer", "item": "checklist.4", "value": "no"}),
    );
    let mut after: Json = serde_json::from_str(&text(&project)).unwrap();
    after["answers"]
        .as_object_mut()
        .unwrap()
        .shift_remove("checklist.4")
        .unwrap();
    after["log"].as_array_mut().unwrap().pop().unwrap();
    after["updated_at"] = json!("2026-11-21T09:00:00.123Z");
    assert_eq!(format!("{after:#}\n"), file);
}

#[test]
fn what_this_program_does_not_know_survives_a_change_of_the_very_thing() {
    let mut project = read(of_the_future().as_bytes()).unwrap();
    made(
        &mut project,
        &json!({"op": "answer", "item": "concept.objectives", "value": {"patients": "q"}}),
    );
    made(
        &mut project,
        &json!({"op": "update", "list": "parties", "id": "acme", "fields": {"kind": "company"}}),
    );
    let after: Json = serde_json::from_str(&text(&project)).unwrap();
    let objectives = &after["answers"]["concept.objectives"];
    assert_eq!(
        objectives["value"],
        json!({"patients": "q", "nhs": "", "industry": "", "carers": "c"})
    );
    assert_eq!(objectives["future"], 7);
    assert_eq!(
        after["lists"]["parties"][0],
        json!({"id": "acme", "name": "Acme", "kind": "company", "future_field": {"a": 8}})
    );
    let merged = merge(
        edition(),
        &read(of_the_future().as_bytes()).unwrap(),
        &project,
        &project,
    );
    assert_eq!(text(&merged), text(&project));
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_written_is_read_as_it_was_and_written_the_same(project in start(), more in moves(12)) {
        let project = played(&project, 'm', &more);
        let bytes = project.to_bytes(edition());
        let again = read(&bytes).unwrap();
        prop_assert_eq!(&again, &project);
        prop_assert_eq!(again.to_bytes(edition()), bytes);
    }
}

#[test]
fn keys_stand_in_a_fixed_order_and_a_newline_ends_the_file() {
    let file = of_the_future();
    let written = text(&read(file.as_bytes()).unwrap());
    let keys: Vec<String> = serde_json::from_str::<serde_json::Map<String, Json>>(&written)
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        keys,
        [
            "schema",
            "id",
            "title",
            "edition",
            "revision",
            "created_at",
            "updated_at",
            "archived_at",
            "started",
            "answers",
            "lists",
            "sign_offs",
            "verdict",
            "log",
            "future",
            "and_more"
        ]
    );
    assert!(written.ends_with("}\n") && !written.ends_with("\n\n"));
    let shuffled: Json = serde_json::from_str(&file).unwrap();
    let mut members: Vec<_> = shuffled.as_object().unwrap().clone().into_iter().collect();
    members.sort_by_key(|(key, _)| key.clone());
    let shuffled = Json::Object(members.into_iter().collect());
    let again = text(&read(shuffled.to_string().as_bytes()).unwrap());
    let known = |text: &str, end: &str| text.split_once(end).unwrap().0.to_owned();
    assert_eq!(
        known(&again, "\n  \"and_more\""),
        known(&file, "\n  \"future\": 16")
    );
}

#[test]
fn control_characters_and_great_lengths_in_a_file_are_left_as_they_are() {
    let mut file: Json = serde_json::from_str(&of_the_future()).unwrap();
    file["answers"]["project.title"]["value"] = json!(format!("a\u{1b}[31m\u{202e}{}", "b".repeat(600)));
    file["answers"]["project.title"]["note"] = json!("\u{0}");
    file["title"] = file["answers"]["project.title"]["value"].clone();
    file["lists"]["parties"][0]["name"] = json!("\r\u{9b}");
    let bytes = format!("{file:#}\n");
    assert_eq!(text(&read(bytes.as_bytes()).unwrap()), bytes);
}

#[test]
fn a_byte_order_mark_is_no_damage() {
    let file = format!("\u{feff}{}", of_the_future());
    assert_eq!(text(&read(file.as_bytes()).unwrap()), of_the_future());
}

#[test]
fn damage_is_named_with_its_place() {
    for (pointer, value, said) in [
        (
            "/answers/project.title/value",
            json!(4),
            "project.title takes a line of text, not 4",
        ),
        (
            "/answers/project.title/value",
            json!("a\nb"),
            "project.title takes one line",
        ),
        (
            "/answers/concept.objectives/value",
            json!("x"),
            "concept.objectives takes {\"patients\"",
        ),
        (
            "/answers/project.title/note",
            json!(4),
            "the answer to project.title: invalid type",
        ),
        (
            "/answers/project.title",
            json!([]),
            "the answer to project.title: invalid type",
        ),
        (
            "/answers/checklist.99",
            json!(1),
            "the answer to checklist.99: invalid type",
        ),
        (
            "/lists/parties/0/kind",
            json!("charity"),
            "parties acme, kind, takes nhs",
        ),
        (
            "/lists/parties/0/joined",
            json!("soon"),
            "parties acme, joined, takes a day",
        ),
        (
            "/lists/parties/0/id",
            json!(4),
            "record 1 of parties: invalid type",
        ),
        ("/lists/visits/0", json!("x"), "record 1 of visits: invalid type"),
        ("/sign_offs/0/date", json!("2026-02-30"), "sign-off 1: "),
        (
            "/sign_offs/0/role",
            json!("bless"),
            "sign-off 1: unknown variant \"bless\"",
        ),
        ("/answers", json!([]), "answers: invalid type"),
        ("/schema", json!(0), "schemas count from 1: line 2, column 13"),
        (
            "/revision",
            json!("7"),
            "revision: invalid type: string \"7\", expected a whole number",
        ),
        (
            "/revision",
            json!(1_u64 << 53),
            "the revision is past 9007199254740991",
        ),
        ("/updated_at", json!("yesterday"), "updated_at: "),
        ("/archived_at", json!(1), "archived_at: "),
        ("/started", json!({}), "started: missing field \"at\""),
        ("/verdict", json!("yes"), "verdict: invalid type"),
        ("/log", json!({}), "log: invalid type"),
        (
            "/answers",
            (0..10_001).map(|at| (format!("later.{at}"), json!({}))).collect(),
            "there are more than 10000 answers",
        ),
        (
            "/lists/parties",
            (0..40_001).map(|at| json!({ "id": format!("p{at}") })).collect(),
            "there are more than 40000 records of parties",
        ),
    ] {
        let mut file: Json = serde_json::from_str(&of_the_future()).unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = file.pointer_mut(parent).unwrap();
        match parent.as_array_mut() {
            Some(elements) => elements[key.parse::<usize>().unwrap()] = value,
            None => parent[key] = value,
        }
        let error = read(format!("{file:#}").as_bytes()).unwrap_err().to_string();
        let what = error
            .strip_prefix("this is no sound project file: ")
            .unwrap_or_else(|| panic!("{error}"));
        assert!(what.starts_with(said), "{pointer}: {error}");
        assert!(error.contains(": line "), "{pointer}: {error}");
    }
}

#[test]
fn damage_is_placed_to_the_line_and_column() {
    let file = of_the_future().replace("\"value\": \"T\"", "\"value\":   5");
    let line = file
        .lines()
        .position(|line| line.contains("\"value\":   5"))
        .unwrap()
        + 1;
    let column = file.lines().nth(line - 1).unwrap().find('5').unwrap() + 1;
    let error = read(file.as_bytes()).unwrap_err().to_string();
    assert!(
        error.ends_with(&format!(": line {line}, column {column}")),
        "{error}"
    );

    let torn = &file[..file.len() / 2];
    let error = read(torn.as_bytes()).unwrap_err().to_string();
    assert!(
        error.contains(&format!("at line {}", torn.lines().count())),
        "{error}"
    );
}

#[test]
fn a_record_that_stands_there_twice_is_damage() {
    let mut file: Json = serde_json::from_str(&of_the_future()).unwrap();
    let parties = file["lists"]["parties"].as_array_mut().unwrap();
    parties.push(parties[0].clone());
    let error = read(file.to_string().as_bytes()).unwrap_err().to_string();
    assert!(
        error.contains("parties holds the record \"acme\" twice"),
        "{error}"
    );
}

#[test]
fn a_newer_schema_and_an_unknown_edition_are_read_only_and_kept_to_the_byte() {
    let newer = of_the_future().replace("\"schema\": 1", "\"schema\": 2");
    let project = read(newer.as_bytes()).unwrap();
    assert_eq!(project.read_only, Some(ReadOnly::NewerSchema(2)));
    assert_eq!(text(&project), newer);

    let unknown = of_the_future()
        .replace("nhs-abpi-2024", "moon-2099")
        .replace("\"value\": \"T\"", "\"value\": 40");
    let project = read(unknown.as_bytes()).unwrap();
    assert!(matches!(&project.read_only, Some(ReadOnly::UnknownEdition(id)) if *id == "moon-2099"));
    assert_eq!(project.title(edition()), "T");
    assert_eq!(text(&project), unknown);

    let mut project = read(newer.as_bytes()).unwrap();
    let at = "2026-11-22T09:00:00Z".parse().unwrap();
    assert!(!change(&mut project, 'm', "Cy", at, &Change::Unarchive));
}
