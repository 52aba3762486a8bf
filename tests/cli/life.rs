//! A whole life by `apply` alone, as `tests/lifecycle.json` tells it: from an idea to its close.

use super::room::Room;
use serde_json::{Value as Json, json};

#[test]
fn a_project_lives_from_its_idea_to_its_close_by_apply_alone() {
    let room = Room::new();
    let id = room.project("Breathing well in Northshire");
    let life: Json = serde_json::from_slice(&std::fs::read("tests/lifecycle.json").unwrap()).unwrap();
    let mut stages = Vec::new();
    for chapter in life.as_array().unwrap() {
        let (day, what) = (chapter["day"].as_str().unwrap(), &chapter["what"]);
        let applied = room.fed(
            &["apply", &id, "-", "--today", day],
            chapter["changes"].to_string(),
        );
        assert_eq!(applied.code, 0, "{what}: {}", applied.err);
        let status = room.run(&["status", &id, "--json", "--today", day]).done().json();
        stages.push(status["stage"].as_str().unwrap().to_owned());
    }
    stages.dedup();
    assert_eq!(stages, ["stage1", "stage2", "stage3", "closed"]);
    let found = room.run(&["verify", &id, "--json"]).done().json();
    assert_eq!(found["sound"], true, "{found}");
}

#[test]
fn the_same_life_lived_in_one_day_closes_too() {
    let room = Room::new();
    let id = room.project("Breathing well in Northshire");
    let life: Json = serde_json::from_slice(&std::fs::read("tests/lifecycle.json").unwrap()).unwrap();
    let chapters = life.as_array().unwrap().iter();
    let changes: Vec<&Json> = chapters
        .flat_map(|chapter| chapter["changes"].as_array().unwrap())
        .collect();
    let last = ["--today", "2029-01-23"];
    let all = json!(changes).to_string();
    room.fed(&["apply", &id, "-", last[0], last[1]], all).done();
    let status = room
        .run(&["status", &id, "--json", last[0], last[1]])
        .done()
        .json();
    assert_eq!(
        (&status["stage"], &status["next"]),
        (&json!("closed"), &Json::Null)
    );
}
