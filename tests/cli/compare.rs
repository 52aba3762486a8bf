//! `compare`: two parties' answers side by side.

use super::room::{Room, flat, is_narrow, keys};
use serde_json::{Value as Json, json};

/// A company's and an NHS body's answers to the same questions, in two projects.
fn two(room: &Room) -> (String, String) {
    let company = room.project("Heart failure at home");
    let body = room.project("Heart failure at home");
    let yes = |numbers: &[&str]| -> Vec<Json> {
        numbers
            .iter()
            .map(|number| json!({"op": "answer", "item": format!("checklist.{number}"), "value": "yes"}))
            .collect()
    };
    let both = yes(&["1A", "2", "3", "5", "6", "7", "8", "9", "10"]);
    for id in [&company, &body] {
        room.apply(id, &json!(both));
    }
    room.apply(
        &company,
        &json!([
            {"op": "answer", "item": "scoping.scale", "value": "4,100 people in the north."},
            {"op": "answer", "item": "checklist.4", "value": "yes", "note": "A project manager three days a week."},
            {"op": "answer", "item": "checklist.12", "value": "no"},
            {"op": "answer", "item": "scoping.success", "value": "Fewer admissions."},
        ]),
    );
    room.apply(
        &body,
        &json!([
            {"op": "answer", "item": "scoping.scale", "value": "4,300 people in the county."},
            {"op": "answer", "item": "checklist.4", "value": "no", "note": "Acme pays so far.",
             "evidence": ["Minutes of 3 November"]},
            {"op": "skip", "item": "scoping.workforce", "reason": "no change of staff"},
        ]),
    );
    (company, body)
}

#[test]
fn the_json_has_each_answered_item_in_one_array_and_what_decides_first() {
    let room = Room::new();
    let (company, body) = two(&room);
    let found = room.run(&["compare", &company, &body, "--json"]).done().json();
    assert_eq!(
        keys(&found),
        [
            "same",
            "differ",
            "only_a",
            "only_b",
            "verdict_a",
            "verdict_b",
            "deciding"
        ]
    );
    let items: Vec<&str> = found["differ"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["item"].as_str().unwrap())
        .collect();
    // the scoping comes before the checklist in the guidance, and what decides before both
    assert_eq!(items, ["checklist.4", "scoping.scale"]);
    let row = &found["differ"][0];
    assert_eq!((&row["a"], &row["b"]), (&json!("yes"), &json!("no")));
    assert_eq!(row["changes_verdict"], json!(true));
    assert_eq!(row["note_b"], json!("Acme pays so far."));
    assert_eq!(row["evidence_b"], json!(["Minutes of 3 November"]));
    assert_eq!(row["by_a"], json!("Ann"));
    assert_eq!(found["only_a"], json!(["scoping.success", "checklist.12"]));
    assert_eq!(found["only_b"], json!(["scoping.workforce"]));
    assert_eq!(
        found["same"],
        json!([
            "project.title",
            "checklist.1A",
            "checklist.2",
            "checklist.3",
            "checklist.5",
            "checklist.6",
            "checklist.7",
            "checklist.8",
            "checklist.9",
            "checklist.10"
        ])
    );
    assert_eq!(
        (&found["verdict_a"], &found["verdict_b"], &found["deciding"]),
        (
            &json!("joint-working"),
            &json!("not-yet-eligible"),
            &json!(["checklist.4"])
        )
    );
}

#[test]
fn the_words_say_who_they_are_and_put_what_decides_before_the_rest() {
    let room = Room::new();
    let (company, body) = two(&room);
    let told = room.run(&["compare", &company, &body]).done().out;
    is_narrow(&told);
    let mut rest = flat(&told);
    for words in [
        &format!("A: Heart failure at home ({company})"),
        "Candidate verdict: joint working Last answered by Ann, ",
        &format!("B: Heart failure at home ({body})"),
        "Candidate verdict: not yet eligible",
        "Would change a verdict - 4 A fair share (checklist.4) A: yes Note: A project manager three days a week.",
        "B: no Note: Acme pays so far. Evidence: Minutes of 3 November Ann, ",
        "With B's answer A would be not yet eligible. With A's answer B would be joint working.",
        "Differ - ",
        "(scoping.scale) A: 4,100 people in the north.",
        "B: 4,300 people in the county.",
        "Only A has answered",
        "Only B has answered",
        "not applicable, because no change of staff",
        "They agree on 10 of 15 answers.",
    ] {
        let (_, after) = rest
            .split_once(words)
            .unwrap_or_else(|| panic!("{words}\n{told}"));
        rest = after.to_owned();
    }
}

#[test]
fn a_copy_is_compared_by_its_path_and_neither_file_is_touched() {
    let room = Room::new();
    let id = room.sample();
    let file = room.projects().join(format!("{id}.json"));
    let copy = room.path().join("theirs.json");
    std::fs::copy(&file, &copy).unwrap();
    let theirs = copy.to_str().unwrap();
    room.run(&["answer", theirs, "checklist.4", "no"]).done();
    let before = (std::fs::read(&file).unwrap(), std::fs::read(&copy).unwrap());
    let ran = room.run(&["compare", &id, "theirs.json", "--json"]).done();
    assert_eq!(ran.json()["deciding"], json!(["checklist.4"]));
    assert!(
        ran.err.contains("the file's name is not the project's id"),
        "{}",
        ran.err
    );
    assert_eq!(
        before,
        (std::fs::read(&file).unwrap(), std::fs::read(&copy).unwrap())
    );

    let told = room.run(&["compare", &id, &id]).done().out;
    assert!(told.contains("They agree on all "), "{told}");
    let none = room.project("Untitled");
    room.apply(&none, &json!([{"op": "clear", "item": "project.title"}]));
    let told = room.run(&["compare", &none, &none]).done().out;
    assert!(told.contains("Neither has answered anything yet."), "{told}");
}

#[test]
fn what_cannot_be_compared_is_one_clear_error() {
    let room = Room::new();
    let id = room.project("Ours");
    let unknown = room.run(&["compare", &id, "nothing-here"]).failed(1);
    assert!(unknown.contains("nothing-here"), "{unknown}");
    let broken = room.file("broken.json", "{");
    let damaged = room.run(&["compare", &id, &broken]).failed(1);
    assert!(damaged.contains("line 1"), "{damaged}");
    let alone = room.run(&["compare", &id]).failed(2);
    assert!(alone.contains("this needs <B>"), "{alone}");

    let mut other = room.filed(&id);
    other["edition"] = json!("other-2030");
    let other = room.file("other.json", other.to_string());
    for arguments in [["compare", &id, &other], ["compare", &other, &id]] {
        let edition = room.run(&arguments).failed(1);
        assert!(edition.contains("other-2030"), "{edition}");
    }
}

#[test]
fn nothing_in_a_copy_acts_on_the_terminal() {
    let room = Room::new();
    let id = room.sample();
    let mut theirs = room.filed(&id);
    theirs["answers"]["checklist.4"]["note"] = json!("pay \u{1b}[31mred\u{202e}");
    theirs["answers"]["checklist.4"]["by"] = json!("B\u{9b}0m");
    theirs["answers"]["checklist.4"]["value"] = json!("no");
    let copy = room.file("theirs.json", theirs.to_string());
    for arguments in [vec!["compare", &id, &copy], vec!["compare", &id, &copy, "--json"]] {
        let out = room.run(&arguments).done().out;
        assert!(out.contains("[31mred"), "{out}");
        let harmful = |c: char| (c != '\n' && c.is_control()) || c == '\u{202e}';
        assert!(!out.contains(harmful), "{out:?}");
    }
}
