//! `merge`: two copies of one project made one, by hand and as git's merge driver.

use super::room::{Ran, Room};
use serde_json::{Value as Json, json};
use std::{fs, path::Path, process::Command};

fn answer(item: &str, value: &str) -> Json {
    json!([{"op": "answer", "item": item, "value": value}])
}

/// Three copies of the sample: as it was, and as two people have answered it since.
fn copies(room: &Room, ours: &Json, theirs: &Json) -> String {
    let id = room.sample();
    let file = room.projects().join(format!("{id}.json"));
    fs::copy(&file, room.path().join("base.json")).unwrap();
    for (name, who, changes) in [("ours.json", "Bea", ours), ("theirs.json", "Cy", theirs)] {
        fs::copy(room.path().join("base.json"), room.path().join(name)).unwrap();
        let path = format!("./{name}");
        room.fed(&["apply", &path, "-", "--as", who], changes.to_string())
            .done();
    }
    id
}

fn merged(room: &Room, [base, ours, theirs]: [&str; 3]) -> Ran {
    room.run(&["merge", base, ours, theirs, "-o", "out.json"])
}

fn filed(room: &Room, name: &str) -> Json {
    serde_json::from_slice(&fs::read(room.path().join(name)).unwrap()).unwrap()
}

#[test]
fn what_two_people_answered_apart_stands_together() {
    let room = Room::new();
    copies(
        &room,
        &answer("scoping.scale", "4,100 people"),
        &answer("checklist.4", "no"),
    );
    let ran = merged(&room, ["base.json", "ours.json", "theirs.json"]).done();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    let out = filed(&room, "out.json");
    assert_eq!(out["answers"]["scoping.scale"]["value"], "4,100 people");
    assert_eq!(out["answers"]["checklist.4"]["value"], "no");
    assert_eq!(out["verdict"]["verdict"], "not-yet-eligible");
    let found = room.run(&["verify", "./out.json", "--json"]).json();
    let findings = found["findings"].as_array().unwrap();
    assert!(
        findings.iter().all(|found| found["kind"] == "file"),
        "its name alone: {found}"
    );
    fs::copy(room.path().join("out.json"), room.path().join("ours.json")).unwrap();
    merged(&room, ["base.json", "ours.json", "theirs.json"]).done();
    assert!(filed(&room, "out.json") == out, "merging again changes nothing");
}

#[test]
fn whoever_merges_gets_the_same_file() {
    let room = Room::new();
    copies(
        &room,
        &answer("scoping.scale", "4,100 people"),
        &answer("checklist.4", "no"),
    );
    merged(&room, ["base.json", "ours.json", "theirs.json"]).done();
    let one = fs::read(room.path().join("out.json")).unwrap();
    merged(&room, ["base.json", "theirs.json", "ours.json"]).done();
    assert_eq!(fs::read(room.path().join("out.json")).unwrap(), one);
}

#[test]
fn what_both_changed_is_kept_twice_and_named() {
    let room = Room::new();
    copies(
        &room,
        &answer("checklist.6", "unsure"),
        &answer("checklist.6", "no"),
    );
    let ran = merged(&room, ["base.json", "ours.json", "theirs.json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.err, "two versions: 6 (checklist.6): by Bea and Cy\n");
    let versions = &filed(&room, "out.json")["answers"]["checklist.6"]["versions"];
    assert_eq!(versions[0]["value"], "unsure");
    assert_eq!(versions[1]["value"], "no");
}

#[test]
fn two_notes_of_one_answer_are_named_as_such_and_by_who_wrote_them() {
    let room = Room::new();
    let note = |text: &str| json!([{"op": "answer", "item": "checklist.6", "note": text}]);
    let id = copies(&room, &note("The board measures."), &note("The trust measures."));
    let ran = merged(&room, ["base.json", "ours.json", "theirs.json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(
        ran.err,
        "two versions of the note: 6 (checklist.6): by Bea and Cy\n"
    );
    let file = room.projects().join(format!("{id}.json"));
    fs::copy(room.path().join("out.json"), file).unwrap();
    let shown = room.run(&["show", &id, "checklist.6"]).done().out;
    for said in [
        "two versions of the note",
        "One of two versions of the note, Bea, ",
        ": The board measures.",
        "One of two versions of the note, Cy, ",
        ": The trust measures.",
    ] {
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let status = room.run(&["status", &id]).done().out;
    assert!(status.contains("has two versions of its note"), "{status}");
}

#[test]
fn one_person_in_two_places_is_named_once() {
    let room = Room::new();
    copies(&room, &answer("checklist.6", "unsure"), &json!([]));
    fs::copy(room.path().join("base.json"), room.path().join("theirs.json")).unwrap();
    let no = answer("checklist.6", "no").to_string();
    room.fed(&["apply", "./theirs.json", "-", "--as", "Bea"], no)
        .done();
    let ran = merged(&room, ["base.json", "ours.json", "theirs.json"]);
    assert_eq!(ran.err, "two versions: 6 (checklist.6): by Bea, in two places\n");
}

#[test]
fn what_cannot_be_merged_is_named_and_nothing_is_written() {
    let room = Room::new();
    copies(&room, &answer("checklist.6", "no"), &answer("checklist.6", "no"));
    let whole = fs::read_to_string(room.path().join("theirs.json")).unwrap();
    room.file("torn.json", &whole[..whole.len() / 2]);
    room.file("newer.json", whole.replacen("\"schema\": 1", "\"schema\": 9", 1));
    let other = room.project("Another");
    let other = room.projects().join(format!("{other}.json"));
    let cases = [
        ("torn.json", "line"),
        ("newer.json", "later version"),
        ("gone.json", "gone.json"),
        (other.to_str().unwrap(), "another project"),
    ];
    for (theirs, says) in cases {
        let error = merged(&room, ["base.json", "ours.json", theirs]).failed(2);
        assert!(error.contains(says), "{error}");
        assert!(!room.path().join("out.json").exists());
    }
}

#[test]
fn git_merges_two_branches_of_a_project() {
    let room = Room::new();
    let id = room.sample();
    let tree = room.projects();
    let git = Git { tree: &tree };
    let file = format!("{id}.json");
    git.run(&["init", "-q", "-b", "main"]);
    let program = assert_cmd::cargo::cargo_bin("triplewin");
    let driver = format!("\"{}\" merge %O %A %B -o %A", program.display());
    git.run(&["config", "merge.triplewin.driver", &driver]);
    fs::write(tree.join(".gitattributes"), "*.json merge=triplewin\n").unwrap();
    fs::write(tree.join(".gitignore"), ".triplewin/\n").unwrap();
    git.commit("The sample");

    git.run(&["checkout", "-q", "-b", "trust"]);
    room.apply(&id, &answer("scoping.scale", "4,100 people"));
    room.apply(&id, &answer("checklist.9", "no"));
    git.commit("The trust's answers");
    git.run(&["checkout", "-q", "main"]);
    room.apply(&id, &answer("checklist.4", "no"));
    git.commit("The company's answer");
    git.run(&["merge", "-q", "trust", "-m", "Together"]);

    let answers = room.filed(&id)["answers"].clone();
    assert_eq!(answers["scoping.scale"]["value"], "4,100 people");
    assert_eq!(answers["checklist.9"]["value"], "no");
    assert_eq!(answers["checklist.4"]["value"], "no");
    let sound = room.run(&["verify", &id, "--json"]).done().json();
    assert_eq!(sound["sound"], true);

    git.run(&["checkout", "-q", "trust"]);
    room.apply(&id, &answer("checklist.6", "no"));
    git.commit("One answer");
    git.run(&["checkout", "-q", "main"]);
    room.apply(&id, &answer("checklist.6", "unsure"));
    git.commit("Another answer");
    assert!(
        !git.tried(&["merge", "-q", "trust", "-m", "Apart"]),
        "git says that they conflict"
    );
    let versions = room.filed(&id)["answers"]["checklist.6"]["versions"].clone();
    assert_eq!(
        versions.as_array().unwrap().len(),
        2,
        "and the file is whole: {versions}"
    );
    room.apply(&id, &answer("checklist.6", "yes"));
    git.commit("Chosen");
    assert!(git.said(&["status", "--porcelain", &file]).is_empty());
}

/// A git work tree, cut off from the settings of whoever tests.
struct Git<'a> {
    tree: &'a Path,
}

impl Git<'_> {
    fn command(&self, arguments: &[&str]) -> std::process::Output {
        Command::new("git")
            .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org"])
            .args(arguments)
            .current_dir(self.tree)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("TRIPLEWIN_TODAY", "2026-11-21")
            .output()
            .unwrap()
    }

    fn tried(&self, arguments: &[&str]) -> bool {
        self.command(arguments).status.success()
    }

    fn said(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.command(arguments).stdout).unwrap()
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) {
        let output = self.command(arguments);
        assert!(output.status.success(), "{output:?}");
    }

    #[track_caller]
    fn commit(&self, message: &str) {
        self.run(&["add", "-A"]);
        self.run(&["commit", "-q", "-m", message]);
    }
}
