//! Files that are not as this program would write them.

use super::room::Room;
use serde_json::json;

#[test]
fn a_damaged_file_is_told_with_its_place_and_its_last_good_copy() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "checklist.4", "yes"]).done();
    let path = room.projects().join(format!("{id}.json"));
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    for arguments in [
        &["status", &id][..],
        &["show", &id],
        &["answer", &id, "checklist.5", "yes"],
    ] {
        let said = room.run(arguments).failed(1);
        assert!(said.contains("at line ") && said.contains(", column "), "{said}");
        assert!(said.contains(&format!("{id}.json")), "{said}");
        assert!(said.contains("hint: the last good copy is "), "{said}");
    }
    assert_eq!(
        std::fs::read(&path).unwrap(),
        &whole[..whole.len() / 2],
        "it is never overwritten"
    );
}

#[test]
fn a_later_schema_is_shown_and_not_changed() {
    let room = Room::new();
    let id = room.project("Ward");
    let mut filed = room.filed(&id);
    filed["schema"] = json!(99);
    let path = room.projects().join(format!("{id}.json"));
    std::fs::write(&path, filed.to_string()).unwrap();
    let ran = room.run(&["status", &id, "--json"]).done();
    assert_eq!(ran.json()["title"], "Ward");
    assert!(
        ran.err.contains("it can be read here, not changed"),
        "{}",
        ran.err
    );
    let said = room.run(&["answer", &id, "checklist.4", "yes"]).failed(1);
    assert!(said.contains("it can be read here, not changed"), "{said}");
}

#[test]
fn a_file_under_another_name_than_its_id_is_reported() {
    let room = Room::new();
    let id = room.project("Ward");
    std::fs::copy(
        room.projects().join(format!("{id}.json")),
        room.path().join("copy.json"),
    )
    .unwrap();
    let ran = room.run(&["status", "./copy.json"]).done();
    assert!(
        ran.err.contains("the file's name is not the project's id"),
        "{}",
        ran.err
    );
}

#[test]
fn what_a_file_holds_cannot_act_on_the_terminal() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "project.summary", "plain"]).done();
    let path = room.projects().join(format!("{id}.json"));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("plain", "a\\u001b[31m\\u009bb\u{202e}c")).unwrap();
    for arguments in [
        &["show", &id][..],
        &["show", &id, "--json"],
        &["status", &id],
        &["list"],
        &["list", "--json"],
    ] {
        let ran = room.run(arguments).done();
        let harmful = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!ran.out.contains(harmful), "{arguments:?}: {:?}", ran.out);
    }
    let row = room
        .run(&["show", &id, "project.summary", "--json"])
        .done()
        .json();
    assert_eq!(
        row[0]["value"], "a\u{1b}[31m\u{9b}b\u{202e}c",
        "nothing is changed on load"
    );
}
