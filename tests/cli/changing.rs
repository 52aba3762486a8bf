//! `new`, `apply` and `answer`: what makes and changes a project.

use super::room::{Room, keys};
use serde_json::{Value as Json, json};

#[test]
fn a_new_project_prints_its_id_and_beside_it_where_it_lies() {
    let room = Room::new();
    let ran = room.run(&["new", "Heart failure at home"]).done();
    let id = ran.out.trim();
    assert!(id.starts_with("heart-failure-at-home-"), "{id}");
    assert_eq!(id.len(), "heart-failure-at-home-".len() + 4);
    let path = room.projects().join(format!("{id}.json"));
    assert_eq!(ran.err.trim(), path.to_str().unwrap());
    let filed = room.filed(id);
    assert_eq!(
        (&filed["id"], &filed["title"]),
        (&json!(id), &json!("Heart failure at home"))
    );
    assert_eq!(filed["revision"], 1);

    let json = room.run(&["new", "Another", "--json"]).done().json();
    assert_eq!(keys(&json), ["id", "path"]);
    assert!(
        json["path"]
            .as_str()
            .unwrap()
            .ends_with(&format!("{}.json", json["id"].as_str().unwrap()))
    );
}

#[test]
fn a_sample_takes_the_title_that_it_is_given() {
    let room = Room::new();
    let id = room.sample();
    let filed = room.filed(&id);
    assert_eq!(filed["title"], "Heart failure at home");
    assert_eq!(filed["lists"]["parties"][0]["kind"], "nhs");
}

#[test]
fn a_sample_from_a_day_to_come_is_refused_and_makes_nothing() {
    let room = Room::new();
    let arguments = ["new", "T", "--sample", "complete-bone-health"];
    let said = room
        .run(&[&arguments[..], &["--today", "2024-04-01"]].concat())
        .failed(1);
    assert!(
        said.contains("holds sign-offs up to 12 Nov 2024, and today is 1 Apr 2024"),
        "{said}"
    );
    assert!(said.contains("name 2024-11-12 or a later one"), "{said}");
    assert_eq!(room.run(&["list", "--json"]).done().json(), json!([]));
    room.run(&[&arguments[..], &["--today", "2024-11-12"]].concat())
        .done();
}

#[test]
fn changes_are_applied_from_a_file_or_from_standard_input() {
    let room = Room::new();
    let id = room.project("Ward");
    let changes = json!([
        {"op": "answer", "item": "checklist.1A", "value": "yes", "note": "mostly"},
        {"op": "add", "list": "parties", "record": {"id": "north-icb", "name": "North ICB", "kind": "nhs"}},
        {"op": "add", "list": "parties", "record": {"name": "Acme", "kind": "company"}},
    ]);
    let file = room.file("changes.json", changes.to_string());
    let done = room.run(&["apply", &id, &file, "--json"]).done().json();
    assert_eq!(keys(&done), ["revision", "ids"]);
    assert_eq!(done["revision"], 2);
    assert_eq!(done["ids"][0], "north-icb");
    assert_eq!(done["ids"][1].as_str().unwrap().len(), 8);

    let again = json!([{"op": "answer", "item": "checklist.1A", "value": "yes"}]).to_string();
    let done = room
        .fed(&["apply", &id, "-", "--json"], again.clone())
        .done()
        .json();
    assert_eq!(
        done,
        json!({"revision": 2, "ids": []}),
        "nothing changed, nothing is counted"
    );
    let text = room.fed(&["apply", &id, "-"], again).done().out;
    assert!(text.contains("nothing is different"), "{text}");
}

#[test]
fn a_refused_batch_names_the_change_and_leaves_the_project_as_it_was() {
    let room = Room::new();
    let id = room.project("Ward");
    let before = room.filed(&id);
    let good = json!({"op": "answer", "item": "checklist.1A", "value": "yes"});
    for (bad, what, hint) in [
        (
            json!({"op": "answer", "item": "scoping.scal", "value": "x"}),
            "there is no item \"scoping.scal\": change 2 of 2 in changes.json",
            "did you mean scoping.scale?",
        ),
        (
            json!({"op": "answer", "item": "checklist.4", "value": "maybe"}),
            "checklist.4 takes yes, no or unsure, not \"maybe\"",
            "",
        ),
        (json!({"op": "frob"}), "unknown variant \"frob\"", ""),
        (
            json!({"op": "clear", "item": "checklist.4", "extra": 1}),
            "extra",
            "",
        ),
        (json!("clear"), "a change is an object with an op", ""),
        (
            json!({"op": "remove", "list": "parties", "id": "\u{1b}"}),
            r#"parties has no record "\u{1b}""#,
            "",
        ),
        (
            json!({"op": "answer", "item": "project.summary", "value": "a\u{9b}"}),
            r"the control character \u{9b}",
            "",
        ),
    ] {
        let file = room.file("changes.json", json!([good, bad]).to_string());
        let said = room.run(&["apply", &id, &file, "--json"]).failed(1);
        assert!(said.contains(what), "{said}");
        assert!(said.contains("change 2 of 2 in changes.json"), "{said}");
        assert!(said.contains(hint), "{said}");
        assert_eq!(room.filed(&id), before);
    }
    for (file, what) in [
        (&b"{}"[..], "a list of changes is a JSON array: changes.json"),
        (
            b"[{\"op\":\"clear\",\"op\":\"clear\"}]",
            "the key \"op\" is given twice at line 1",
        ),
        (b"[", "EOF"),
        (b"\xff", "this is not UTF-8"),
    ] {
        let file = room.file("changes.json", file);
        let said = room.run(&["apply", &id, &file]).failed(1);
        assert!(said.contains(what), "{said}");
    }
    let said = room.fed(&["apply", &id, "-"], "[".repeat(200_000)).failed(1);
    assert!(said.contains("nested more than"), "{said}");
    assert_eq!(room.filed(&id), before);
}

#[test]
fn one_answer_by_hand_is_read_as_it_would_be_typed() {
    let room = Room::new();
    let id = room.project("Ward");
    for (item, written, value) in [
        ("checklist.4", "yes", json!("yes")),
        ("project.summary", "- one\n- two", json!("- one\n- two")),
        ("project.setting", "primary", json!("primary")),
        ("concept.start", "2026-Q4", json!("2026-Q4")),
        ("concept.length", "18", json!(18)),
        ("project.actual-start", "2026-11-20", json!("2026-11-20")),
        (
            "concept.objectives",
            r#"{"patients":"a","nhs":"b","industry":"c"}"#,
            json!({"patients": "a", "nhs": "b", "industry": "c"}),
        ),
        (
            "concept.decision",
            r#"{"choice":"go-ahead","details":""}"#,
            json!({"choice": "go-ahead", "details": ""}),
        ),
        (
            "pid.cost",
            r#"{"pence":1250000,"vat":"included"}"#,
            json!({"pence": 1_250_000, "vat": "included"}),
        ),
    ] {
        let ran = room.run(&["answer", &id, item, written]).done();
        assert!(ran.out.contains(item), "{}", ran.out);
        assert_eq!(room.filed(&id)["answers"][item]["value"], value, "{item}");
    }
}

#[test]
fn an_answer_takes_a_note_and_evidence_and_standard_input() {
    let room = Room::new();
    let id = room.project("Ward");
    let arguments = [
        "answer",
        &id,
        "checklist.4",
        "no",
        "--note",
        "-- to be settled",
        "--evidence",
        "minutes",
        "--evidence",
        "https://example.org",
    ];
    room.run(&arguments).done();
    let answer = &room.filed(&id)["answers"]["checklist.4"];
    assert_eq!(answer["value"], "no");
    assert_eq!(answer["note"], "-- to be settled");
    assert_eq!(answer["evidence"], json!(["minutes", "https://example.org"]));

    room.fed(
        &["answer", &id, "scoping.scale", "-"],
        "First line\r\n\r\n- second\n",
    )
    .done();
    assert_eq!(
        room.filed(&id)["answers"]["scoping.scale"]["value"],
        "First line\n\n- second"
    );
    room.run(&["answer", &id, "scoping.scale", "- 400 patients"])
        .done();
    assert_eq!(
        room.filed(&id)["answers"]["scoping.scale"]["value"],
        "- 400 patients"
    );

    room.run(&["answer", &id, "checklist.4", ""]).done();
    let answer = &room.filed(&id)["answers"]["checklist.4"];
    assert_eq!(
        (&answer["value"], &answer["note"]),
        (&Json::Null, &json!("-- to be settled"))
    );
}

#[test]
fn an_unfit_answer_is_refused_in_words() {
    let room = Room::new();
    let id = room.project("Ward");
    for (item, written, what) in [
        (
            "checklist.4",
            "perhaps",
            "checklist.4 takes yes, no or unsure, not \"perhaps\"",
        ),
        (
            "scoping.scal",
            "x",
            "there is no item or list \"scoping.scal\"\nhint: did you mean scoping.scale?",
        ),
        (
            "parties",
            "x",
            "parties is a list, which takes records, not an answer",
        ),
        (
            "concept.start",
            "next spring",
            "concept.start takes a quarter such as 2026-Q4, not \"next spring\"",
        ),
        (
            "concept.length",
            "0",
            "concept.length takes a number of months from 1 to 240",
        ),
        (
            "concept.objectives",
            "better",
            "concept.objectives takes {\"patients\"",
        ),
        (
            "concept.objectives",
            "{\"patients\":",
            "EOF while parsing a value at line 1, column 12: the value of concept.objectives",
        ),
        ("project.summary", "a\u{1b}[31m", "the control character \\u{1b}"),
        ("project.title", "a\nb", "project.title takes one line"),
    ] {
        let said = room.run(&["answer", &id, item, written]).failed(1);
        assert!(said.contains(what), "{said}");
    }
    let long = "x".repeat(50_001);
    let said = room.fed(&["answer", &id, "project.summary", "-"], long).failed(1);
    assert!(said.contains("takes at most 50000 bytes"), "{said}");
    let said = room
        .fed(&["answer", &id, "project.summary", "-"], &b"\xff"[..])
        .failed(1);
    assert!(said.contains("this is not UTF-8: standard input"), "{said}");
    assert_eq!(room.filed(&id)["revision"], 1);
}

#[test]
fn programs_that_change_a_project_at_once_all_keep_their_work() {
    let room = Room::new();
    let id = room.project("Ward");
    let numbers = 2..=9;
    std::thread::scope(|scope| {
        for number in numbers.clone() {
            let (room, id) = (&room, &id);
            scope.spawn(move || {
                let item = format!("checklist.{number}");
                room.run(&["answer", id, &item, "yes"]).done();
            });
        }
    });
    let filed = room.filed(&id);
    for number in numbers {
        assert_eq!(
            filed["answers"][format!("checklist.{number}")]["value"],
            "yes",
            "{number}"
        );
    }
    assert_eq!(filed["revision"], 9);
    assert_eq!(filed["log"].as_array().unwrap().len(), 9);
    room.run(&["verify", &id]).done();
}
