//! Every command, once in a conversation.

use serde_json::json;

use super::{Room, changes};

#[test]
fn help_reads_out_every_command() {
    let room = Room::new();
    let path = room.project();
    insta::assert_snapshot!(room.interview(&path, None, ":help\n:quit\n"));
}

#[test]
fn a_note_evidence_and_a_reason_stand_beside_the_answer() {
    let room = Room::new();
    let path = room.project();
    let typed = ":goto checklist.4\ny\n:back\n:note Two nurses, a day a week each.\n:evidence https://example.org/a\n\
                 :evidence\nMinutes of 8 October\n:remove 1\n:show\n:note\n\n:clear note\n:undo\n:quit\n";
    let heard = room.interview(&path, Some("checklist"), typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let answer = session.project().answer("checklist.4").unwrap();
    assert_eq!(answer.note, "Two nurses, a day a week each.");
    assert_eq!(answer.evidence, ["Minutes of 8 October"]);
}

#[test]
fn a_scoping_question_is_skipped_with_a_reason() {
    let room = Room::new();
    let path = room.project();
    let typed = ":skip Nothing is published yet\n:skip\n\n:skip\nToo early\n:list\n:quit\n";
    let heard = room.interview(&path, Some("scoping"), typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let reason = |item: &str| {
        let answer = session.project().answer(item).unwrap();
        answer.skipped.clone().unwrap().reason
    };
    assert_eq!(reason("scoping.unmet-need"), "Nothing is published yet");
    assert_eq!(reason("scoping.scale"), "Too early");
}

#[test]
fn what_is_carried_is_offered_and_taken_over() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "scoping.unmet-need", "value": "Nothing stands between home and hospital."},
        {"op": "answer", "item": "scoping.scale", "value": "1,340 admissions a year."},
        {"op": "answer", "item": "concept.start", "value": "2026-Q4"},
        {"op": "answer", "item": "concept.length", "value": 12},
    ])));
    let heard = room.interview(
        &path,
        Some("concept"),
        ":next\n:confirm\n:goto pid.completion\n:confirm\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    assert_eq!(
        room.value(&path, "concept.purpose"),
        json!("Nothing stands between home and hospital.\n\n1,340 admissions a year.")
    );
    assert_eq!(room.value(&path, "pid.completion"), json!("2027-Q3"));
}

#[test]
fn undo_says_what_it_undid_and_goes_there() {
    let room = Room::new();
    let path = room.project();
    let heard = room.interview(
        &path,
        Some("checklist"),
        "y\nn\n:undo\n:redo\n:undo\n:undo\n:undo\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "checklist.1A"), json!(null));
    assert_eq!(room.value(&path, "checklist.2"), json!(null));
}

#[test]
fn an_answer_is_emptied_or_written_on() {
    let room = Room::new();
    let path = room.project();
    room.interview(&path, None, ":goto 2\nOne.\n.\n:back\n:add\nTwo.\n.\n:quit\n");
    assert_eq!(room.value(&path, "project.summary"), json!("One.\nTwo."));
    let heard = room.interview(&path, None, ":goto 2\n:clear\n:quit\n");
    assert!(heard.contains("Empty now; :undo brings it back."), "{heard}");
    assert_eq!(room.value(&path, "project.summary"), json!(null));
}

#[test]
fn one_of_several_parts_is_emptied_by_itself_where_the_rest_still_says_something() {
    let room = Room::new();
    let path = room.project();
    room.interview(
        &path,
        None,
        ":goto agreement.aims\ny\n4.2\nNotes.\n.\n:goto agreement.aims\n\n:clear\n\n:quit\n",
    );
    let value = json!({"covered": "yes", "clause": "", "notes": "Notes."});
    assert_eq!(room.value(&path, "agreement.aims"), value);
    room.interview(
        &path,
        None,
        ":goto pid.cost\n10\nnone\n:goto pid.cost\n:clear\n:quit\n",
    );
    assert_eq!(room.value(&path, "pid.cost"), json!(null));
}

#[test]
fn status_and_verdict_say_where_the_project_stands() {
    let room = Room::new();
    let path = room.sample();
    insta::assert_snapshot!(room.interview(&path, Some("concept"), ":status\n:verdict\n:quit\n"));
}

#[test]
fn why_reads_reason_help_tips_and_page() {
    let room = Room::new();
    let path = room.sample();
    insta::assert_snapshot!(room.interview(
        &path,
        Some("checklist"),
        ":why\n:goto team.members\n:why\n:quit\n"
    ));
}

#[test]
fn save_says_that_it_did() {
    let room = Room::new();
    let path = room.project();
    assert!(
        room.interview(&path, None, ":save\n:quit\n")
            .contains("> :save\nSaved.\n")
    );
}

#[test]
fn what_an_answer_opens_and_shuts_is_said() {
    let room = Room::new();
    let path = room.project();
    insta::assert_snapshot!(room.interview(
        &path,
        Some("checklist"),
        "n\nn\n:goto 1B\ny\nn\n:goto 11\nn\n:goto 1A\ny\n:quit\n"
    ));
}
