//! Earlier copies of a project, listed and put back.

use super::room::{Room, keys};
use serde_json::json;
use std::path::PathBuf;

/// A project of three revisions, and its file.
fn three_revisions(room: &Room) -> (String, PathBuf) {
    let id = room.project("Ward");
    room.run(&["answer", &id, "checklist.4", "yes"]).done();
    room.run(&["answer", &id, "checklist.4", "no", "--as", "Bo"])
        .done();
    let path = room.projects().join(format!("{id}.json"));
    (id, path)
}

#[test]
fn copies_are_listed_the_newest_first_with_who_when_and_what() {
    let room = Room::new();
    let (id, _) = three_revisions(&room);
    let ran = room.run(&["restore", &id]).done();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.out);
    assert!(lines[0].starts_with("1  "), "{}", ran.out);
    assert!(
        lines[0].contains(": revision 2 by Ann; Ward; Scoping; not decided yet"),
        "{}",
        ran.out
    );
    assert!(
        ran.err.contains(&format!("`triplewin restore {id} NUMBER`")),
        "{}",
        ran.err
    );
    let rows = room.run(&["restore", &id, "--json"]).done().json();
    assert_eq!(
        keys(&rows[0]),
        [
            "copy", "saved_at", "revision", "by", "title", "stage", "verdict", "done", "total"
        ]
    );
    assert_eq!((&rows[0]["copy"], &rows[0]["revision"]), (&json!(1), &json!(2)));
    let none = room.project("Untouched").replace('\n', "");
    std::fs::remove_dir_all(room.projects().join(".triplewin")).unwrap();
    let ran = room.run(&["restore", &none]).done();
    assert!(ran.err.contains("no earlier copy is kept yet"), "{}", ran.err);
    assert_eq!(room.run(&["restore", &none, "--json"]).done().json(), json!([]));
}

#[test]
fn a_copy_is_put_back_by_number_or_time_and_that_is_taken_back() {
    let room = Room::new();
    let (id, _) = three_revisions(&room);
    let answer = |wanted: &str| {
        let row = room.run(&["show", &id, "checklist.4", "--json"]).done().json();
        assert_eq!(row[0]["value"], wanted);
        room.run(&["verify", &id]).done();
    };
    let before = room.filed(&id)["revision"].as_u64().unwrap();
    let restored = room.run(&["restore", &id, "1", "--json"]).done().json();
    assert_eq!(keys(&restored), ["id", "copy", "saved_at", "revision", "left"]);
    assert_eq!(restored["revision"], json!(before + 1));
    assert_eq!(room.filed(&id)["revision"], json!(before + 1));
    answer("yes");
    let ran = room.run(&["restore", &id, "1"]).done();
    assert!(ran.out.contains("Put back: 1 answer."), "{}", ran.out);
    answer("no");
    let at = restored["saved_at"].as_str().unwrap();
    room.run(&["restore", &id, at]).done();
    answer("yes");
    let log = room.filed(&id)["log"].as_array().unwrap().len();
    assert!(log >= 4, "what was put back is told as well: {log}");
}

#[test]
fn a_file_that_cannot_be_read_or_is_gone_comes_back_and_what_was_there_is_kept() {
    let room = Room::new();
    let (id, path) = three_revisions(&room);
    let whole = std::fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() / 2], b"", b"\0\0\0\0", b"{\"schema\":1}"] {
        std::fs::write(&path, damaged).unwrap();
        let said = room.run(&["status", &id]).failed(1);
        assert!(said.contains("`triplewin restore "), "{said}");
        let list = room.run(&["list"]).done().out;
        assert!(list.contains(&format!("`triplewin restore {id}`")), "{list}");
        let copies = room.run(&["restore", &id, "--json"]).done().json();
        let good = copies
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["revision"] == 2)
            .unwrap();
        room.run(&["restore", &id, &good["copy"].to_string()]).done();
        room.run(&["verify", &id]).done();
        let side = std::fs::read_dir(room.projects().join(".triplewin")).unwrap();
        assert!(
            side.flatten()
                .any(|entry| std::fs::read(entry.path()).unwrap() == damaged),
            "{damaged:?} is kept"
        );
    }
    let unreadable = room.run(&["restore", &id, "--json"]).done().json();
    assert_eq!(keys(&unreadable[0]), ["copy", "saved_at", "error"]);
    let said = room.run(&["restore", &id, "1"]).failed(1);
    assert!(said.contains("this copy cannot be put back"), "{said}");

    std::fs::remove_file(&path).unwrap();
    let said = room.run(&["open", &id]).failed(1);
    assert!(said.contains("its file is gone; `triplewin restore"), "{said}");
    let copies = room.run(&["restore", "ward", "--json"]).done().json();
    let good = copies
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["revision"] == 2)
        .unwrap();
    room.run(&["restore", "ward", good["saved_at"].as_str().unwrap()])
        .done();
    room.run(&["verify", &id]).done();
}

#[test]
fn a_copy_that_is_not_there_is_refused_and_a_word_that_is_none_is_wrong_usage() {
    let room = Room::new();
    let (id, path) = three_revisions(&room);
    let before = std::fs::read(&path).unwrap();
    let said = room.run(&["restore", &id, "9"]).failed(1);
    assert!(said.contains("there is no copy \"9\"; there are 2"), "{said}");
    let said = room.run(&["restore", &id, "2020-01-01T00:00:00Z"]).failed(1);
    assert!(said.contains("there is no copy"), "{said}");
    let said = room.run(&["restore", &id, "yesterday"]).failed(2);
    assert!(said.contains("COPY takes a number, or a time"), "{said}");
    room.run(&["restore", "nobody"]).failed(1);
    room.run(&["restore", "./nobody.json"]).failed(1);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_kiosk_lists_copies_by_id_and_puts_none_back_past_the_screens() {
    let room = Room::new();
    let (id, path) = three_revisions(&room);
    let listed = room.run(&["--kiosk", "restore", &id]).done();
    assert!(listed.out.contains("revision 2 by Ann"), "{}", listed.out);
    let said = room.run(&["--kiosk", "restore", &id, "1"]).failed(1);
    assert!(said.contains("kept out of a kiosk"), "{said}");
    let said = room
        .run(&["--kiosk", "restore", path.to_str().unwrap()])
        .failed(1);
    assert!(said.contains("not by a path"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_set_aside_whole() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let (id, path) = three_revisions(&room);
    let whole = std::fs::read(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        eprintln!("not tried: whoever runs this may read everything");
        return;
    }
    room.run(&["restore", &id, "1"]).done();
    room.run(&["verify", &id]).done();
    let side = std::fs::read_dir(room.projects().join(".triplewin")).unwrap();
    let aside = side
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().ends_with(".kept.json"))
        .unwrap();
    std::fs::set_permissions(aside.path(), std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(std::fs::read(aside.path()).unwrap(), whole);
}

/// The names that services which synchronise folders give to what another machine saved meanwhile.
const NAMES: [&str; 7] = [
    "{} (Host's conflicted copy 2026-11-22)",
    "{}.sync-conflict-20261122-140200-ABCDEFG",
    "{}-HOST",
    "{} (conflicted copy 2026-11-22 140200)",
    "{} (1)",
    "{} 2",
    "entirely otherwise",
];

#[test]
fn another_machines_copy_is_no_second_project_and_is_merged_into_two_versions() {
    for name in NAMES {
        let room = Room::new();
        let id = room.sample();
        let path = room.projects().join(format!("{id}.json"));
        let both = std::fs::read(&path).unwrap();
        room.run(&["answer", &id, "scoping.scale", "theirs", "--as", "Bo"])
            .done();
        room.run(&["answer", &id, "checklist.5", "no", "--as", "Bo"])
            .done();
        let theirs = std::fs::read(&path).unwrap();
        std::fs::write(&path, both).unwrap();
        room.run(&["answer", &id, "scoping.scale", "ours"]).done();
        room.run(&["answer", &id, "checklist.6", "no"]).done();
        let name = format!("{}.json", name.replace("{}", &id));
        let other = room.projects().join(&name);
        std::fs::write(&other, &theirs).unwrap();

        let rows = room.run(&["list", "--json"]).done().json();
        assert_eq!(rows.as_array().unwrap().len(), 1, "{name}: {rows}");
        assert_eq!(rows[0]["copies"], json!([name]));
        let listed = room.run(&["list"]).done().out;
        assert!(listed.contains("another copy lies beside it"), "{listed}");
        assert!(
            listed.contains(&format!("`triplewin restore {id} --merge`")),
            "{listed}"
        );
        room.run(&["status", &id[..id.len() - 1]]).done();

        let merged = room.run(&["restore", &id, "--merge", "--json"]).done().json();
        let wanted = json!([{"copy": name, "two_versions": ["scoping.scale"], "still_there": null}]);
        assert_eq!(merged, wanted, "{name}");
        room.run(&["verify", &id]).done();
        let filed = room.filed(&id);
        assert_eq!(filed["answers"]["checklist.5"]["value"], "no");
        assert_eq!(filed["answers"]["checklist.6"]["value"], "no");
        let versions = filed["answers"]["scoping.scale"]["versions"].as_array().unwrap();
        let values: Vec<_> = versions.iter().map(|version| &version["value"]).collect();
        assert_eq!(values, ["ours", "theirs"]);
        assert!(!other.exists());
        let side = std::fs::read_dir(room.projects().join(".triplewin")).unwrap();
        assert!(
            side.flatten()
                .any(|entry| std::fs::read(entry.path()).unwrap() == theirs),
            "{name} is kept"
        );
        let again = room.run(&["restore", &id, "--merge", "--json"]).done().json();
        assert_eq!(again, json!([]));
    }
}

#[test]
fn a_damaged_copy_beside_a_project_is_named_and_left() {
    let room = Room::new();
    let id = room.sample();
    let whole = std::fs::read(room.projects().join(format!("{id}.json"))).unwrap();
    let other = room.projects().join(format!("{id} (1).json"));
    std::fs::write(&other, &whole[..whole.len() / 2]).unwrap();
    let rows = room.run(&["list", "--json"]).done().json();
    assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
    let ran = room.run(&["restore", &id, "--merge"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("not merged: "), "{}", ran.err);
    assert!(other.exists());
}
