//! A kiosk from the command line: what it lets in, what it keeps out and why.

use super::room::{Ran, Room};
use serde_json::json;

#[test]
fn the_projects_of_the_folder_can_be_looked_at_by_their_ids() {
    let room = Room::new();
    let id = room.sample();
    for arguments in [
        &["list"][..],
        &["list", "--all", "--json"],
        &["status", &id],
        &["show", &id, "checklist.4"],
        &["verify", &id],
        &["interview", &id],
        &["guidance", "checklist.4"],
        &["--plain"],
        &["--help"],
    ] {
        let mut whole = vec!["--kiosk"];
        whole.extend(arguments);
        let ran = room.run(&whole).done();
        assert!(!ran.out.is_empty(), "{arguments:?}");
        let folder = room.path().to_str().unwrap();
        assert!(!(ran.out + &ran.err).contains(folder), "{arguments:?}");
    }
    let judged = room.fed(
        &["--kiosk", "triage", "--answers", "-"],
        r#"{"1A":"no","1B":"no"}"#,
    );
    assert_eq!(judged.code, 3, "{}", judged.err);
}

#[test]
fn no_path_and_no_command_with_one_is_let_in() {
    let room = Room::new();
    let id = room.sample();
    let file = room.file("changes.json", "[]");
    let whole = room.projects().join(format!("{id}.json"));
    let whole = whole.to_str().unwrap();
    let by_name = format!("{id}.json");
    let side = format!("./{id}");
    let before = room.filed(&id);
    let refused: &[&[&str]] = &[
        &["open", whole],
        &["interview", &by_name],
        &["status", &side],
        &["show", "../projects/../changes.json"],
        &["verify", whole],
        &["status", ".triplewin/x"],
        &["triage", "--answers", &file],
        &["new", "Another"],
        &["apply", &id, &file],
        &["apply", &id, "-"],
        &["answer", &id, "checklist.4", "no"],
        &["compare", &id, whole],
        &["schema"],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in refused {
        let mut whole = arguments.to_vec();
        whole.push("--kiosk");
        let said = room.run(&whole).failed(1);
        assert!(said.contains("kiosk"), "{arguments:?}: {said}");
        assert!(
            !said.contains(room.path().to_str().unwrap()),
            "{arguments:?}: {said}"
        );
    }
    assert_eq!(room.filed(&id), before);
}

#[test]
fn the_variable_makes_a_kiosk_too() {
    let room = Room::new();
    let id = room.project("Ward");
    for (value, code) in [("1", 1), ("yes", 1), ("0", 0), ("", 0)] {
        let ran =
            Ran::of(
                room.command()
                    .env("TRIPLEWIN_KIOSK", value)
                    .args(["answer", &id, "checklist.4", "yes"]),
            );
        assert_eq!(ran.code, code, "{value:?}: {}", ran.err);
    }
}

#[test]
fn what_a_client_asks_to_run_is_not_heard() {
    let room = Room::new();
    room.project("Ward");
    let plainly = room.run(&["--kiosk", "--plain"]).done();
    let asked = Ran::of(
        room.command()
            .env("SSH_ORIGINAL_COMMAND", "triplewin new Mine; sh")
            .env("SHELL", "/bin/sh")
            .args(["--kiosk", "--plain"]),
    )
    .done();
    assert_eq!((asked.out, asked.err), (plainly.out, plainly.err));
}

#[test]
fn an_error_names_files_and_no_folder() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "checklist.4", "yes"]).done();
    let path = room.projects().join(format!("{id}.json"));
    let folder = room.path().to_str().unwrap().to_owned();
    let without = |said: &str| assert!(!said.contains(&folder) && !said.contains(" /"), "{said}");

    let said = room.run(&["--kiosk", "status", "nothing"]).failed(1);
    assert!(said.contains("there is no project \"nothing\""), "{said}");
    without(&said);
    #[cfg(unix)]
    {
        let outside = room.path().join("outside.json");
        std::fs::write(&outside, json!({}).to_string()).unwrap();
        std::os::unix::fs::symlink(&outside, room.projects().join("out.json")).unwrap();
        let said = room.run(&["--kiosk", "show", "out"]).failed(1);
        assert!(said.contains("a link out of its folder"), "{said}");
        without(&said);
    }
    std::fs::copy(&path, room.projects().join("copy.json")).unwrap();
    let said = room.run(&["--kiosk", "verify", "copy"]);
    assert!(said.out.contains("copy.json"), "{}", said.out);
    without(&said.out);
    std::fs::write(&path, "{").unwrap();
    let said = room.run(&["--kiosk", "status", &id]).failed(1);
    assert!(said.contains(&format!("{id}.json")), "{said}");
    without(&said);
    without(&room.run(&["--kiosk", "list"]).done().out);
    let empty = Room::new();
    let said = empty.run(&["--kiosk", "list"]).done().err;
    assert!(said.contains("no projects in the projects folder"), "{said}");
}
