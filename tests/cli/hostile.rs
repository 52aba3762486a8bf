//! Files that somebody made to hurt: refused by name and place, in bounded memory, and left as
//! they are.

use super::room::{Ran, Room};
use std::{fs, process::Command, sync::LazyLock};

/// The largest file that is read, in bytes.
const LARGEST: usize = 50_000_000;
/// What a process may take of memory, in kilobytes: a few times what the largest sound file needs.
const MEMORY: u64 = 1_500_000;

/// A file that begins as a project does, and then holds something else.
fn project(rest: &str) -> String {
    format!(
        r#"{{"schema":1,"id":"hostile","title":"T","edition":"nhs-abpi-2024","revision":1,"created_at":"2026-11-21T14:02:00Z","updated_at":"2026-11-21T14:02:00Z",{rest}}}"#
    )
}

fn joined(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

/// Runs the program with so much memory and no more.
fn bounded(room: &Room, arguments: &[&str]) -> Ran {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        assert_cmd::cargo::cargo_bin("triplewin")
            .to_string_lossy()
            .into_owned()
    });
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), &PROGRAM])
        .args(arguments)
        .env_clear()
        .current_dir(room.path())
        .env("TRIPLEWIN_DIR", room.projects())
        .env("TRIPLEWIN_STATE", room.path().join("state"))
        .env("TRIPLEWIN_TODAY", "2026-11-21")
        .env("TRIPLEWIN_AS", "Ann");
    Ran::of(&mut assert_cmd::Command::from_std(shell))
}

/// The file as a project is refused in these words and at this place, by every command, and is the
/// same afterwards.
#[track_caller]
fn refused(text: &str, words: &str, place: &str) {
    let room = Room::new();
    fs::create_dir(room.projects()).unwrap();
    let path = room.projects().join("hostile.json");
    fs::write(&path, text).unwrap();
    let said = bounded(&room, &["status", "hostile"]).failed(1);
    assert!(said.contains(words), "{said}");
    assert!(said.contains(place), "{said}");
    assert!(said.contains("hostile.json"), "{said}");
    assert!(said.len() < 800, "{said}");
    if text.len() < 1_000_000 {
        for arguments in [
            &["answer", "hostile", "checklist.4", "yes"][..],
            &["verify", "hostile"],
            &["export", "hostile", "pid"],
        ] {
            assert!(
                bounded(&room, arguments).failed(1).contains(words),
                "{arguments:?}"
            );
        }
        let listed = bounded(&room, &["list"]).done();
        assert!(listed.out.contains("hostile"), "{}", listed.out);
    }
    assert!(
        fs::read(&path).unwrap() == text.as_bytes(),
        "it is not overwritten"
    );
}

#[test]
fn nesting_without_end_is_refused() {
    refused(
        &"{\"a\":".repeat(9_000_000),
        "nested more than 127 levels deep",
        "at line 1, column ",
    );
}

#[test]
fn fifty_megabytes_of_nothing_much_are_refused() {
    let elements = (LARGEST - 400) / 3;
    refused(
        &project(&format!("\"x\":[{}[]]", "[],".repeat(elements))),
        "more than 4000000 values",
        "at line 1, column ",
    );
}

#[test]
fn a_file_past_the_largest_is_not_read() {
    refused(&" ".repeat(LARGEST + 1), "larger than 50 MB", "hostile.json");
}

#[test]
fn a_million_answers_are_refused() {
    let answers = joined(1_000_000, |at| format!("\"a{at}\":{{\"value\":\"x\"}}"));
    refused(
        &project(&format!("\"answers\":{{{answers}}}")),
        "more than 10000 answers",
        "line 1, column ",
    );
}

#[test]
fn a_text_of_fifty_megabytes_is_read() {
    let room = Room::new();
    fs::create_dir(room.projects()).unwrap();
    let text = "a".repeat(LARGEST - 400);
    let file = project(&format!(
        r#""answers":{{"project.summary":{{"value":"{text}"}}}}"#
    ));
    fs::write(room.projects().join("hostile.json"), file).unwrap();
    bounded(&room, &["status", "hostile"]).done();
}

#[test]
fn numbers_that_no_revision_reaches_are_refused() {
    for number in [
        "18446744073709551615",
        "18446744073709551616",
        "1e999999",
        "-1",
        "1.5",
    ] {
        let file = project("\"x\":1").replace("\"revision\":1", &format!("\"revision\":{number}"));
        refused(&file, "", "line 1, column ");
    }
    let long = project("\"x\":1").replace("\"schema\":1", &format!("\"schema\":{}", "9".repeat(100_000)));
    refused(&long, "number out of range", "line 1, column ");
}

#[test]
fn keys_given_twice_and_half_characters_are_refused() {
    refused(
        &project("\"id\":\"other\""),
        "the key \"id\" is given twice",
        "at line 1, column ",
    );
    let key = "k".repeat(100_000);
    refused(
        &project(&format!("\"{key}\":1,\"{key}\":2")),
        "is given twice",
        "at line 1, column ",
    );
    refused(
        &project("\"x\":\"\\ud800\""),
        "half a character",
        "at line 1, column ",
    );
}

#[test]
fn change_lists_and_answers_made_to_hurt_change_nothing() {
    let room = Room::new();
    let id = room.project("Ward");
    let before = room.filed(&id);
    let million = format!("[{}]", joined(1_000_000, |_| "0".to_owned()));
    let nested = "[".repeat(1_000_000);
    let twice = r#"[{"op":"answer","op":"clear","item":"checklist.4"}]"#;
    let adds = joined(2_001, |at| {
        format!(r#"{{"op":"add","list":"parties","record":{{"id":"p{at}","name":"x","kind":"nhs"}}}}"#)
    });
    for changes in [
        million.as_str(),
        &nested,
        twice,
        &format!("[{adds}]"),
        "\u{0}",
        "[{\"op\":\"\\ud800\"}]",
    ] {
        let file = room.file("changes.json", changes);
        let said = bounded(&room, &["apply", &id, &file]).failed(1);
        assert!(said.len() < 800, "{said}");
        let said = bounded(&room, &["import", &id, &file, "--yes"]).failed(1);
        assert!(said.len() < 800, "{said}");
        let said = bounded(&room, &["triage", "--answers", &file]).failed(1);
        assert!(said.len() < 800, "{said}");
    }
    assert_eq!(room.filed(&id), before);
}
