//! The first thing that line mode asks: which project.

use super::Room;

#[test]
fn a_project_is_opened_by_its_number_and_one_comes_back_to_the_door() {
    let room = Room::new();
    let path = room.project();
    let heard = room.door("1\n:goto 1A\ny\n:quit\nquit\nnever read\n");
    assert!(heard.starts_with("There is 1 project.\n1. "), "{heard}");
    assert_eq!(heard.matches("There is 1 project.").count(), 2, "{heard}");
    assert!(!heard.contains("never read"), "{heard}");
    assert_eq!(room.open(&path).project().chosen("checklist.1A"), Some("yes"));
}

#[test]
fn a_new_project_and_a_triage_begin_at_the_door() {
    let room = Room::new();
    let heard = room.door("new\n\nnew\nWard at home\n:quit\ntriage\n:quit\n");
    assert!(
        heard.starts_with("There are no projects yet.\nnew makes one;"),
        "{heard}"
    );
    assert!(heard.contains("1. Ward at home. "), "{heard}");
    assert!(heard.contains("Quick triage:"), "{heard}");
}

#[test]
fn what_is_no_project_is_asked_again_and_an_empty_line_is_no_choice() {
    let room = Room::new();
    room.project();
    let heard = room.door("\n2\n0\nqit\nquit\n");
    assert!(heard.contains("There is no project \"2\"."), "{heard}");
    assert!(heard.contains("Is quit meant?"), "{heard}");
    assert_eq!(heard.matches("There is 1 project.").count(), 1, "{heard}");
}
