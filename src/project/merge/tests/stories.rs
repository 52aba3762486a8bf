//! Stories of two people at one project.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::project::{
    Change, Project,
    file::{Record, Version},
    histories::{blank, change, edition},
    merge,
};

/// Two people who begin with the same project.
struct Two {
    base: Project,
    ours: Project,
    theirs: Project,
}

impl Two {
    fn after(changes: &[Json]) -> Self {
        let mut base = blank();
        for (at, change) in changes.iter().enumerate() {
            make(&mut base, 'b', "Ann", at, change);
        }
        Self {
            ours: base.clone(),
            theirs: base.clone(),
            base,
        }
    }

    fn ours(mut self, minute: usize, change: &Json) -> Self {
        make(&mut self.ours, 'o', "Ann", minute, change);
        self
    }

    fn theirs(mut self, minute: usize, change: &Json) -> Self {
        make(&mut self.theirs, 't', "Bo", minute, change);
        self
    }

    fn merged(&self) -> Project {
        merge(edition(), &self.base, &self.ours, &self.theirs)
    }
}

fn make(project: &mut Project, side: char, by: &str, minute: usize, json: &Json) {
    let at: Timestamp = format!("2026-11-02T{:02}:{:02}:00Z", 9 + minute / 60, minute % 60)
        .parse()
        .unwrap();
    let made = change(project, side, by, at, &Change::from_json(json).unwrap());
    assert!(made, "{json} changed nothing");
}

fn record<'a>(project: &'a Project, list: &str, id: &str) -> &'a Record {
    project.record(list, id).unwrap()
}

fn values(versions: &[Version]) -> Vec<Json> {
    versions.iter().map(|version| version.value.clone()).collect()
}

#[test]
fn two_answers_given_at_once_stand_side_by_side_until_somebody_chooses() {
    let two = Two::after(&[json!({"op":"answer","item":"checklist.4","value":"yes"})])
        .ours(20, &json!({"op":"answer","item":"checklist.4","value":"no"}))
        .theirs(21, &json!({"op":"answer","item":"checklist.4","value":"unsure"}));
    let mut merged = two.merged();
    let answer = merged.answer("checklist.4").unwrap();
    assert_eq!(values(&answer.versions), [json!("no"), json!("unsure")]);
    assert_eq!(answer.value_json(), json!("no"));
    assert_eq!(answer.versions[0].by.as_deref(), Some("Ann"));
    assert_eq!(answer.versions[1].by.as_deref(), Some("Bo"));
    assert_eq!(
        answer.versions[1].at,
        Some("2026-11-02T09:21:00Z".parse().unwrap())
    );
    assert_eq!(merged.chosen("checklist.4"), None);
    make(
        &mut merged,
        'm',
        "Cy",
        50,
        &json!({"op":"answer","item":"checklist.4","value":"no"}),
    );
    assert_eq!(merged.chosen("checklist.4"), Some("no"));
    assert_eq!(merged.answer("checklist.4").unwrap().by.as_deref(), Some("Cy"));
}

#[test]
fn what_one_chose_among_two_versions_stands_where_the_other_only_kept_them() {
    let two = Two::after(&[])
        .ours(20, &json!({"op":"answer","item":"checklist.4","value":"no"}))
        .theirs(21, &json!({"op":"answer","item":"checklist.4","value":"yes"}));
    let both = two.merged();
    let mut chosen = both.clone();
    make(
        &mut chosen,
        'c',
        "Ann",
        40,
        &json!({"op":"answer","item":"checklist.4","value":"yes"}),
    );
    let mut noted = both.clone();
    make(
        &mut noted,
        'n',
        "Bo",
        41,
        &json!({"op":"answer","item":"checklist.4","note":"ask Di"}),
    );
    let merged = merge(edition(), &both, &chosen, &noted);
    assert_eq!(merged.chosen("checklist.4"), Some("yes"));
    assert_eq!(merged.answer("checklist.4").unwrap().note, "ask Di");

    let mut otherwise = both.clone();
    make(
        &mut otherwise,
        'n',
        "Bo",
        41,
        &json!({"op":"answer","item":"checklist.4","value":"no"}),
    );
    let merged = merge(edition(), &both, &chosen, &otherwise);
    let versions = &merged.answer("checklist.4").unwrap().versions;
    assert_eq!(values(versions), [json!("yes"), json!("no")]);
}

#[test]
fn the_three_texts_of_a_three_way_are_three_things() {
    let value = |patients, nhs, industry| json!({"patients": patients, "nhs": nhs, "industry": industry});
    let answer = |value: Json| json!({"op":"answer","item":"concept.objectives","value":value});
    let two = Two::after(&[answer(value("p", "n", ""))])
        .ours(20, &answer(value("p2", "n", "")))
        .theirs(21, &answer(value("p", "n", "i2")));
    let merged = two.merged();
    let objectives = merged.answer("concept.objectives").unwrap();
    assert_eq!(objectives.value_json(), value("p2", "n", "i2"));
    assert!(objectives.versions.is_empty());

    let two = Two::after(&[answer(value("p", "n", ""))])
        .ours(20, &answer(value("p2", "n2", "")))
        .theirs(21, &answer(value("p3", "n", "i3")));
    let merged = two.merged();
    let objectives = merged.answer("concept.objectives").unwrap();
    assert_eq!(
        values(&objectives.versions),
        [value("p2", "n2", "i3"), value("p3", "n2", "i3")]
    );
}

#[test]
fn a_note_and_a_value_are_two_things_and_two_notes_are_kept_with_their_versions() {
    let answer = |members: Json| {
        let mut change = json!({"op":"answer","item":"checklist.4"});
        for (key, value) in members.as_object().unwrap() {
            change[key] = value.clone();
        }
        change
    };
    let two = Two::after(&[])
        .ours(20, &answer(json!({"value": "no"})))
        .theirs(21, &answer(json!({"note": "see minutes"})));
    let merged = two.merged();
    assert_eq!(merged.chosen("checklist.4"), Some("no"));
    assert_eq!(merged.answer("checklist.4").unwrap().note, "see minutes");

    let two = Two::after(&[])
        .ours(20, &answer(json!({"value": "no", "note": "a"})))
        .theirs(21, &answer(json!({"value": "no", "note": "b"})));
    let merged = two.merged();
    let versions = &merged.answer("checklist.4").unwrap().versions;
    let notes: Vec<_> = versions
        .iter()
        .map(|version| version.note.clone().unwrap())
        .collect();
    assert_eq!(notes, ["a", "b"]);
    assert_eq!(values(versions), [json!("no"), json!("no")]);
}

#[test]
fn evidence_is_a_set() {
    let evidence = |pieces: &[&str]| json!({"op":"answer","item":"checklist.4","evidence":pieces});
    let two = Two::after(&[evidence(&["a", "b"])])
        .ours(20, &evidence(&["b", "c"]))
        .theirs(21, &evidence(&["a", "b", "d"]));
    let merged = two.merged();
    assert_eq!(merged.answer("checklist.4").unwrap().evidence, ["b", "c", "d"]);
}

#[test]
fn a_record_removed_here_and_edited_there_is_kept_in_two_versions() {
    let two = Two::after(&[json!({"op":"add","list":"plan.measures","record":{"id":"m","measure":"Beds"}})])
        .ours(20, &json!({"op":"remove","list":"plan.measures","id":"m"}))
        .theirs(
            21,
            &json!({"op":"update","list":"plan.measures","id":"m","fields":{"target":"10"}}),
        );
    let mut merged = two.merged();
    let edited = json!({"measure": "Beds", "target": "10"});
    let kept = record(&merged, "plan.measures", "m");
    assert_eq!(values(&kept.versions), [Json::Null, edited.clone()]);
    assert_eq!(Json::Object(kept.fields.clone()), edited);
    assert_eq!(kept.versions[0].by.as_deref(), Some("Ann"));
    assert_eq!(kept.versions[1].by.as_deref(), Some("Bo"));

    let mut gone = merged.clone();
    make(
        &mut gone,
        'm',
        "Cy",
        50,
        &json!({"op":"remove","list":"plan.measures","id":"m"}),
    );
    assert!(gone.record("plan.measures", "m").is_none());
    make(
        &mut merged,
        'm',
        "Cy",
        50,
        &json!({"op":"update","list":"plan.measures","id":"m","fields":{"target":"10"}}),
    );
    assert!(record(&merged, "plan.measures", "m").versions.is_empty());
}

#[test]
fn a_party_removed_here_and_named_there_is_kept_in_two_versions() {
    let two = Two::after(&[json!({"op":"add","list":"parties","record":{"id":"acme","name":"Acme"}})])
        .ours(20, &json!({"op":"remove","list":"parties","id":"acme"}))
        .theirs(
            21,
            &json!({"op":"add","list":"team.members","record":{"id":"di","name":"Di","party":"acme"}}),
        );
    let merged = two.merged();
    let versions = &record(&merged, "parties", "acme").versions;
    assert_eq!(values(versions), [Json::Null, json!({"name": "Acme"})]);
}

#[test]
fn records_that_both_added_stand_in_the_order_of_time() {
    let add = |id: &str| json!({"op":"add","list":"plan.measures","record":{"id":id,"measure":id}});
    let two = Two::after(&[add("a")])
        .ours(20, &add("x"))
        .theirs(21, &add("b"))
        .ours(22, &add("c"));
    let merged = two.merged();
    let ids: Vec<_> = merged
        .records("plan.measures")
        .iter()
        .map(|record| record.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "x", "b", "c"]);
}

#[test]
fn a_sign_off_withdrawn_on_either_side_stays_withdrawn() {
    let sign = json!({"op":"sign","subject":"pid","role":"approve","party":"project-team","name":"Di","date":"2026-11-02"});
    let two = Two::after(&[sign])
        .ours(20, &json!({"op":"withdraw","subject":"pid","role":"approve","party":"project-team","reason":"too early"}))
        .theirs(21, &json!({"op":"answer","item":"project.title","value":"T"}));
    for merged in [two.merged(), merge(edition(), &two.base, &two.theirs, &two.ours)] {
        assert_eq!(merged.sign_offs.len(), 1);
        assert_eq!(
            merged.sign_offs[0].withdrawn.as_ref().unwrap().reason,
            "too early"
        );
    }
}

#[test]
fn an_entry_into_which_both_folded_something_is_kept_twice() {
    let title = |title: &str| json!({"op":"answer","item":"project.title","value":title});
    let mut two = Two::after(&[title("A")]);
    make(&mut two.ours, 'o', "Ann", 2, &title("Ab"));
    let folded_once = two.merged();
    assert_eq!(folded_once.log.len(), 1);
    assert_eq!(folded_once.log[0].entry().unwrap().change, title("Ab"));
    make(&mut two.theirs, 't', "Ann", 3, &title("Ac"));
    let merged = two.merged();
    assert_eq!(merged.log.len(), 2);
    let [first, second] = [0, 1].map(|at| merged.log[at].entry().unwrap());
    assert_eq!([&first.change, &second.change], [&title("Ab"), &title("Ac")]);
    assert!(second.id.starts_with(&format!("{}-", first.id)));
    assert_eq!(merged.answer("project.title").unwrap().versions.len(), 2);
}

#[test]
fn members_that_nobody_knows_are_merged_and_never_dropped() {
    let two = Two::after(&[json!({"op":"answer","item":"project.title","value":"T"})]);
    let with = |project: &Project, edit: &dyn Fn(&mut Json)| {
        let mut file: Json = serde_json::from_slice(&project.to_bytes(edition())).unwrap();
        edit(&mut file);
        let bytes = file.to_string().into_bytes();
        Project::parse(&bytes, crate::guidance::editions()).unwrap().0
    };
    let ours = with(&two.base, &|file| {
        file["colour"] = json!({"a": 1, "c": 1});
        file["answers"]["future.item"] = json!({"value": {"x": 1}, "by": "Ann"});
        file["lists"]["future.list"] = json!([{"id": "r", "f": 1}]);
    });
    let theirs = with(&two.base, &|file| {
        file["colour"] = json!({"b": 2, "c": 2});
        file["answers"]["future.item"] = json!({"value": {"x": 2}, "by": "Bo"});
        file["lists"]["future.list"] = json!([{"id": "r", "g": 1}, {"id": "s", "g": 1}]);
    });
    let merged = merge(edition(), &two.base, &ours, &theirs);
    let file: Json = serde_json::from_slice(&merged.to_bytes(edition())).unwrap();
    assert_eq!(file["colour"]["a"], 1);
    assert_eq!(file["colour"]["b"], 2);
    let colours: Vec<_> = file["colour"].as_object().unwrap().values().cloned().collect();
    assert!(colours.contains(&json!(1)) && colours.contains(&json!(2)) && colours.len() == 4);
    let versions = &file["answers"]["future.item"]["versions"];
    assert_eq!(
        [&versions[0]["value"], &versions[1]["value"]],
        [&json!({"x": 1}), &json!({"x": 2})]
    );
    assert_eq!(
        file["lists"]["future.list"][0],
        json!({"id": "r", "f": 1, "g": 1})
    );
    assert_eq!(file["lists"]["future.list"][1]["id"], "s");
}
