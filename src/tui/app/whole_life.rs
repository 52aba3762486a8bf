//! One project from an idea to its close, by keys alone and by changes alone: the same project.
//!
//! The life itself stands in `tests/lifecycle.json`, day by day, as a list of changes.

mod walker;

use serde_json::{Value as Json, json};
use std::collections::HashMap;

use crate::{
    project::Change,
    tui::harness::{FULL, Script},
};
use walker::Walker;

/// A day of the life, and what was done on it.
struct Chapter {
    day: String,
    what: String,
    changes: Vec<Change>,
}

fn life() -> Vec<Chapter> {
    let text = std::fs::read("tests/lifecycle.json").unwrap();
    let chapters: Json = crate::json::parse(&text).unwrap();
    let chapter = |chapter: &Json| Chapter {
        day: chapter["day"].as_str().unwrap().to_owned(),
        what: chapter["what"].as_str().unwrap().to_owned(),
        changes: Change::list_from_json(&chapter["changes"]).unwrap(),
    };
    chapters.as_array().unwrap().iter().map(chapter).collect()
}

#[test]
fn a_life_by_keys_alone_and_by_changes_alone_makes_the_same_project() {
    let mut by_changes = Script::made_sized(80, 24, FULL, &[]);
    let mut by_keys = Walker::new();
    let mut stages = Vec::new();
    for chapter in life() {
        by_changes.on(&chapter.day).change(chapter.changes.clone());
        by_keys.live(&chapter);
        let (walked, applied) = (said(&mut by_keys.script), said(&mut by_changes));
        for (walked, applied) in walked.iter().zip(&applied) {
            assert_eq!(walked, applied, "{}: {}", chapter.day, chapter.what);
        }
        assert_eq!(walked.len(), applied.len(), "{}: {}", chapter.day, chapter.what);
        assert_eq!(
            standing(&by_keys.script),
            standing(&by_changes),
            "{}",
            chapter.day
        );
        stages.push(by_changes.app().session().assessment().stage_name().to_owned());
    }
    stages.dedup();
    assert_eq!(by_keys.asked, 1, "only the amendment touches what was signed");
    assert_eq!(stages, ["stage1", "stage2", "stage3", "closed"]);
    assert!(
        by_keys
            .script
            .keys("<f3>")
            .screen()
            .contains("Closed: nothing is left to do.")
    );
}

#[test]
fn what_waits_for_a_disclosure_alone_is_delivered_and_closed_once_it_is_made() {
    let mut script = Script::made_sized(80, 24, FULL, &[]);
    let mut chapters = life();
    let mut last = chapters.pop().unwrap().changes;
    let disclosed = last.pop().unwrap();
    script.on("2028-10-10");
    script.change(chapters.into_iter().flat_map(|chapter| chapter.changes).collect());
    assert!(all_of_status(&mut script).contains("work done, ended "));
    assert!(!script.screen().contains("delivered"), "{}", script.screen());
    script.change(last);
    assert!(
        script.screen().contains("delivered, 1 thing before it can close"),
        "{}",
        script.screen()
    );
    assert!(all_of_status(&mut script).contains("delivered, ended "));
    script.on("2029-01-23").change(vec![disclosed]);
    assert!(
        script.screen().contains("JOINT WORKING   1 amber no   closed"),
        "{}",
        script.screen()
    );
}

/// Where it stands, whole.
fn all_of_status(script: &mut Script) -> String {
    script.keys("<f3><home>");
    let mut seen = script.screen();
    for _ in 0..5 {
        script.keys("<pgdn>");
        seen.push_str(&script.screen());
    }
    script.keys("<esc>");
    seen
}

/// What the rules make of it, in words.
fn standing(script: &Script) -> Vec<String> {
    let assessment = script.app().session().assessment();
    let steps = assessment.steps.iter().flat_map(|step| {
        let words = format!("{} {:?} {} of {}", step.id, step.state, step.done, step.total);
        std::iter::once(words).chain(step.unmet().map(|unmet| unmet.what.clone()))
    });
    let gates = assessment.gates.iter().flat_map(|gate| &gate.sentences);
    steps.chain(gates.map(|sentence| sentence.what.clone())).collect()
}

/// What the project's file says, part by part, without ids, authors and instants.
fn said(script: &mut Script) -> Vec<(String, Json)> {
    script.keys("<c-s>");
    let path = script.app().session().path().unwrap();
    let mut json: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut names = HashMap::new();
    for (list, records) in json["lists"].as_object().unwrap() {
        for (at, record) in records.as_array().unwrap().iter().enumerate() {
            let id = record["id"].as_str().unwrap();
            names.insert(format!("{list}/{id}"), format!("{list}-{at}"));
        }
    }
    let mut parts = Vec::new();
    for (item, answer) in json["answers"].as_object().unwrap() {
        parts.push((item.clone(), anonymous(answer, &names)));
    }
    for (list, records) in json["lists"].as_object().unwrap() {
        parts.push((list.clone(), anonymous(records, &names)));
    }
    for sign_off in json["sign_offs"].as_array_mut().unwrap() {
        // the one hash over all of the document holds the ids of its records, too
        sign_off["pid"] = json!(sign_off["pid"].is_string());
        parts.push(("sign-off".to_owned(), anonymous(sign_off, &names)));
    }
    parts.push(("verdict".to_owned(), json["verdict"]["verdict"].clone()));
    parts
}

/// The same without what differs from one hand to another: records by their place.
fn anonymous(json: &Json, names: &HashMap<String, String>) -> Json {
    // a thing that is signed, an amendment, or a party by its bare id
    let placed = |text: &str| {
        let mut lists = ["", "parties/", "amendments/"].into_iter();
        let text = text.strip_prefix("amendment/").unwrap_or(text);
        lists.find_map(|list| names.get(&format!("{list}{text}")).cloned())
    };
    match json {
        Json::Object(members) => members
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "by" | "at"))
            .filter(|(key, _)| key.as_str() != "id")
            .map(|(key, value)| {
                let key = placed(key).unwrap_or_else(|| key.clone());
                (key, anonymous(value, names))
            })
            .collect(),
        Json::Array(values) => values.iter().map(|value| anonymous(value, names)).collect(),
        Json::String(text) => json!(placed(text).unwrap_or_else(|| text.clone())),
        other => other.clone(),
    }
}
