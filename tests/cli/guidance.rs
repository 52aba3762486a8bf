//! `guidance` and `schema`: the edition, for reading and for scripts.

use super::room::{Room, is_narrow, keys};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

fn all<'j>(json: &'j Json, of: &str) -> Vec<&'j Json> {
    let stages = json["stages"].as_array().unwrap();
    let steps = stages.iter().flat_map(|stage| stage["steps"].as_array().unwrap());
    match of {
        "steps" => steps.collect(),
        of => steps.flat_map(|step| step[of].as_array().unwrap()).collect(),
    }
}

#[test]
fn guidance_as_json_has_the_shape_that_scripts_rely_on() {
    let guidance = Room::new().run(&["guidance", "--json"]).done().json();
    assert_eq!(keys(&guidance), ["edition", "stages"]);
    assert_eq!(guidance["edition"], "nhs-abpi-2024");
    let stages = guidance["stages"].as_array().unwrap();
    let ids: Vec<&str> = stages.iter().map(|stage| stage["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["stage1", "stage2", "stage3"]);
    assert!(stages.iter().all(|stage| keys(stage) == ["id", "title", "steps"]));
    for step in all(&guidance, "steps") {
        assert_eq!(keys(step), ["id", "title", "items", "lists"]);
    }
    let always = ["id", "label", "kind", "prompt", "why", "help", "source"];
    for item in all(&guidance, "items") {
        let keys = keys(item);
        assert_eq!(keys[..7], always, "{item}");
        assert!(
            keys[7..]
                .iter()
                .all(|key| ["severity", "choices", "when"].contains(key)),
            "{item}"
        );
        assert_eq!(super::room::keys(&item["source"]), ["key", "page"]);
    }
    for list in all(&guidance, "lists") {
        assert_eq!(keys(list), ["id", "label", "fields"]);
    }
}

#[test]
fn every_id_stands_once_and_a_reference_is_called_item() {
    let guidance = Room::new().run(&["guidance", "--json"]).done().json();
    let mut steps = BTreeSet::new();
    assert!(
        all(&guidance, "steps")
            .iter()
            .all(|step| steps.insert(step["id"].as_str().unwrap()))
    );
    let mut entries = BTreeSet::new();
    for entry in all(&guidance, "items").into_iter().chain(all(&guidance, "lists")) {
        assert!(entries.insert(entry["id"].as_str().unwrap()), "{}", entry["id"]);
    }
    let second = all(&guidance, "items")
        .into_iter()
        .find(|item| item["id"] == "checklist.1B")
        .unwrap();
    assert_eq!(second["when"], json!({"item": "checklist.1A", "is": ["no"]}));
    let checklist = all(&guidance, "steps")
        .into_iter()
        .find(|step| step["id"] == "checklist")
        .unwrap();
    assert_eq!(checklist["lists"][0]["id"], "risks");
}

#[test]
fn one_entry_alone_has_the_same_shape() {
    let room = Room::new();
    let guidance = room.run(&["guidance", "checklist.4", "--json"]).done().json();
    let items = all(&guidance, "items");
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0]["id"], &items[0]["severity"]),
        (&json!("checklist.4"), &json!("red"))
    );
    assert!(all(&guidance, "lists").is_empty());

    let text = room.run(&["guidance", "checklist.4"]).done().out;
    assert!(text.contains("A red question"), "{text}");
    assert!(text.contains("p. 16"), "{text}");
    is_narrow(&text);
    is_narrow(&room.run(&["guidance", "parties"]).done().out);
    is_narrow(&room.run(&["guidance"]).done().out);
}

#[test]
fn an_unknown_entry_is_answered_with_the_nearest() {
    let room = Room::new();
    for (name, meant) in [
        ("scoping.scal", "did you mean scoping.scale?"),
        ("1A", "did you mean checklist.1A?"),
        ("partie", "did you mean parties?"),
        ("nothing-like-it-at-all", "`triplewin guidance` lists them all"),
    ] {
        let said = room.run(&["guidance", name]).failed(1);
        assert!(
            said.contains(&format!("there is no item, list or step \"{name}\"")),
            "{said}"
        );
        assert!(said.contains(meant), "{said}");
    }
}

#[test]
fn the_schema_gives_each_items_value_by_its_kind() {
    let schema = Room::new().run(&["schema"]).done().json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let value =
        |item: &str| &schema["properties"]["answers"]["properties"][item]["properties"]["value"]["anyOf"];
    assert_eq!(
        value("checklist.4"),
        &json!([{"type": "null"}, {"enum": ["yes", "no", "unsure"]}])
    );
    assert_eq!(value("project.therapy-focus")[1], json!({"enum": ["yes", "no"]}));
    assert_eq!(
        value("concept.length")[1],
        json!({"type": "integer", "minimum": 1, "maximum": 240})
    );
    let kind = &schema["properties"]["lists"]["properties"]["parties"]["items"]["properties"]["kind"];
    assert_eq!(kind["enum"][0], "nhs");
}
