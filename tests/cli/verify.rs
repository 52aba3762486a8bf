//! `verify`: the file is sound, and says what follows from its answers.

use super::room::{Room, keys};
use serde_json::{Value as Json, json};

/// A project whose file somebody has edited by hand.
fn edited(room: &Room, edit: impl FnOnce(&mut Json)) -> String {
    let id = room.sample();
    let mut filed = room.filed(&id);
    edit(&mut filed);
    std::fs::write(room.projects().join(format!("{id}.json")), filed.to_string()).unwrap();
    id
}

#[test]
fn a_file_that_this_program_wrote_is_sound() {
    let room = Room::new();
    let id = room.sample();
    let ran = room.run(&["verify", &id, "--json"]).done();
    assert_eq!(ran.json(), json!({"sound": true, "findings": []}));
    assert!(
        room.run(&["verify", &id])
            .done()
            .out
            .contains("the file is sound")
    );
}

#[test]
fn an_answer_changed_behind_its_back_does_not_match() {
    let room = Room::new();
    let id = edited(&room, |filed| {
        filed["answers"]["checklist.4"]["value"] = json!("no");
    });
    let ran = room.run(&["verify", &id, "--json"]);
    assert_eq!(ran.code, 5, "{}", ran.err);
    let found = ran.json();
    assert_eq!(found["sound"], false);
    let findings = found["findings"].as_array().unwrap();
    assert!(
        findings
            .iter()
            .all(|finding| keys(finding) == ["kind", "subject", "what"])
    );
    assert!(
        findings.iter().any(|finding| finding["kind"] == "verdict"),
        "{found}"
    );
    let ran = room.run(&["verify", &id]);
    assert_eq!(ran.code, 5);
    assert!(ran.out.contains("Verdict: "), "{}", ran.out);
}

#[test]
fn a_lapsed_sign_off_does_not_match() {
    let room = Room::new();
    let id = room.sample();
    let party = room.filed(&id)["lists"]["parties"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    room.apply(&id, &json!([
        {"op": "sign", "subject": "concept", "role": "approve", "party": party, "name": "Ann", "date": "2026-11-20"},
    ]));
    room.run(&["verify", &id]).done();
    room.run(&["answer", &id, "concept.purpose", "Something else"])
        .done();
    let found = room.run(&["verify", &id, "--json"]);
    assert_eq!(found.code, 5);
    let found = found.json();
    assert_eq!(found["findings"][0]["kind"], "sign-off", "{found}");
}

#[test]
fn another_name_than_the_id_is_a_finding_of_the_file() {
    let room = Room::new();
    let id = room.sample();
    std::fs::copy(
        room.projects().join(format!("{id}.json")),
        room.path().join("copy.json"),
    )
    .unwrap();
    let ran = room.run(&["verify", "./copy.json", "--json"]);
    assert_eq!(
        (ran.code, &ran.json()["findings"][0]["kind"]),
        (5, &json!("file"))
    );
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let room = Room::new();
    std::fs::create_dir(room.projects()).unwrap();
    std::fs::write(room.projects().join("broken.json"), "{\"schema\":1,").unwrap();
    let said = room.run(&["verify", "broken", "--json"]).failed(1);
    assert!(said.contains("at line 1, column "), "{said}");
}
