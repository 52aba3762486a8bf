//! The history of a thing and of the project, and what was put back.

use serde_json::json;

use super::{Room, acting, changes};

/// A project in which B. Example changed an answer that A. Example had given.
fn told(room: &Room) -> std::path::PathBuf {
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "checklist.4", "value": "yes"},
        {"op": "answer", "item": "project.summary", "value": "Care at home."},
        {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
    ])));
    let mut library = room.library.clone();
    library.acting = acting("B. Example");
    let mut session = library.open(&path).unwrap();
    session
        .apply(&changes(&json!([
            {"op": "answer", "item": "checklist.4", "value": "no"},
            {"op": "remove", "list": "parties", "id": "north"},
        ])))
        .unwrap();
    session.save_now(std::time::Instant::now()).unwrap();
    path
}

#[test]
fn the_history_of_a_question_is_told_and_what_was_put_back() {
    let room = Room::new();
    let path = told(&room);
    let typed = ":goto checklist.4\n:restore 1\n:history\n:restore 1\n:restore 9\n:restore 1 before\n:history\n:undo\n:quit\n";
    let heard = room.interview(&path, Some("checklist"), typed);
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "checklist.4"), json!("no"));
}

#[test]
fn the_history_of_a_list_brings_a_removed_record_back_and_asks_before_it_takes_one_away() {
    let room = Room::new();
    let path = told(&room);
    let typed =
        ":goto parties\n:history\n:restore 1 before\n:history\n:restore 1 before\nn\n:history all\n:quit\n";
    let heard = room.interview(&path, None, typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    assert_eq!(session.project().records("parties")[0].text("name"), "North ICB");
}

#[test]
fn what_was_signed_is_put_back_so_that_it_stands_again() {
    let room = Room::new();
    let path = room.sample();
    let typed = ":goto sign-offs\n:sign 3\nC. Example\n\n:goto concept.length\n24\ny\n:goto sign-offs\n:status\n:restore 1\n:restore 3\n:quit\n";
    let heard = room.interview(&path, Some("concept"), typed);
    assert!(heard.contains("LAPSED"), "{heard}");
    assert!(
        heard.contains("since: Length (A. Example, 21 Nov 2026, 14:02)."),
        "{heard}"
    );
    assert!(heard.contains("Nothing has changed under this one."), "{heard}");
    assert!(
        heard.contains("Put back as it was signed, so that it stands again."),
        "{heard}"
    );
    assert_eq!(room.value(&path, "concept.length"), json!(18));
}
