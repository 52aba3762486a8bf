//! Two people on one project: versions to choose from, a source that changed, saves in between.

use serde_json::json;
use std::time::Instant;

use super::{Heard, Room, Spoken, acting, changes};
use crate::{
    guidance::StepId,
    project::RandomIds,
    session::{Library, Session},
};

impl Room {
    /// Opens the project for somebody else.
    fn open_as(&self, by: &str, path: &std::path::Path) -> Session {
        let other = Library {
            acting: acting(by),
            // Ids that count would be the same for both.
            ids: || Box::new(RandomIds),
            ..self.library.clone()
        };
        other.open(path).unwrap()
    }

    /// Two people make these changes at once; the first one saves first.
    fn at_once(&self, path: &std::path::Path, first: &serde_json::Value, second: &serde_json::Value) {
        let mut one = self.open_as("B. Example", path);
        let mut other = self.open_as("A. Example", path);
        one.apply(&changes(first)).unwrap();
        other.apply(&changes(second)).unwrap();
        one.save_now(Instant::now()).unwrap();
        other.save_now(Instant::now()).unwrap();
    }
}

#[test]
fn two_versions_of_an_answer_are_read_out_and_one_is_chosen() {
    let room = Room::new();
    let path = room.project();
    room.at_once(
        &path,
        &json!([{"op": "answer", "item": "checklist.6", "value": "unsure", "note": "Governance has not answered."}]),
        &json!([{"op": "answer", "item": "checklist.6", "value": "yes", "note": "North ICB measures."}]),
    );
    let heard = room.interview(
        &path,
        Some("checklist"),
        ":goto 6\n\n:goto 6\n9\n2\n:list\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "checklist.6"), json!("unsure"));
    let session = room.open(&path);
    let answer = session.project().answer("checklist.6").unwrap();
    assert!(answer.versions.is_empty());
    assert_eq!(answer.note, "Governance has not answered.");
}

#[test]
fn two_notes_of_one_answer_are_read_out_by_who_wrote_them() {
    let room = Room::new();
    let path = room.project();
    room.at_once(
        &path,
        &json!([{"op": "answer", "item": "checklist.6", "value": "yes"}]),
        &json!([]),
    );
    let note = |text: &str| json!([{"op": "answer", "item": "checklist.6", "note": text}]);
    room.at_once(&path, &note("The trust measures."), &note("The board measures."));
    let heard = room.interview(
        &path,
        Some("checklist"),
        ":goto 6\n\n:goto 6\n2\n:verdict\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let answer = session.project().answer("checklist.6").unwrap();
    assert!(answer.versions.is_empty());
    assert_eq!(answer.note, "The trust measures.");
}

#[test]
fn two_versions_may_be_answered_anew() {
    let room = Room::new();
    let path = room.project();
    room.at_once(
        &path,
        &json!([{"op": "answer", "item": "concept.length", "value": 12}]),
        &json!([{"op": "answer", "item": "concept.length", "value": 18}]),
    );
    room.interview(&path, None, ":goto concept.length\n3\n15\n:quit\n");
    assert_eq!(room.value(&path, "concept.length"), json!(15));
    assert!(
        room.open(&path)
            .project()
            .answer("concept.length")
            .unwrap()
            .versions
            .is_empty()
    );
}

#[test]
fn two_versions_of_a_record_are_chosen_from_before_it_is_changed() {
    let room = Room::new();
    let path = room.sample();
    room.at_once(
        &path,
        &json!([{"op": "update", "list": "parties", "id": "acme-pharma", "fields": {"name": "Acme Pharma UK"}}]),
        &json!([{"op": "update", "list": "parties", "id": "acme-pharma", "fields": {"name": "Acme Pharma plc"}}]),
    );
    let heard = room.interview(&path, None, ":goto parties\n3\n2\n:next\n:quit\n");
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let party = session.project().record("parties", "acme-pharma").unwrap();
    assert!(party.versions.is_empty());
    assert_eq!(party.text("name"), "Acme Pharma UK");
}

/// A concept whose purpose was taken over from scoping, which has changed since.
fn with_a_changed_source(room: &Room) -> std::path::PathBuf {
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "scoping.unmet-need", "value": "In the north of the county."},
        {"op": "confirm", "item": "concept.purpose"},
    ])));
    let mut other = room.open_as("B. Example", &path);
    other
        .apply(&changes(&json!([
            {"op": "answer", "item": "scoping.unmet-need", "value": "In the whole county."},
        ])))
        .unwrap();
    other.save_now(Instant::now()).unwrap();
    path
}

#[test]
fn a_changed_source_is_said_with_both_texts_and_three_ways() {
    let room = Room::new();
    let path = with_a_changed_source(&room);
    let heard = room.interview(&path, Some("concept"), ":goto 2\n\n:goto 2\n2\n:list\n:quit\n");
    insta::assert_snapshot!(heard);
    assert_eq!(
        room.value(&path, "concept.purpose"),
        json!("In the whole county.")
    );
}

#[test]
fn a_changed_source_may_be_left_aside_or_written_over() {
    let room = Room::new();
    let path = with_a_changed_source(&room);
    let heard = room.interview(&path, Some("concept"), ":goto 2\n1\n:goto 2\n:quit\n");
    assert_eq!(
        room.value(&path, "concept.purpose"),
        json!("In the north of the county.")
    );
    assert_eq!(heard.matches("SOURCE CHANGED").count(), 1, "{heard}");
    let room = Room::new();
    let path = with_a_changed_source(&room);
    room.interview(
        &path,
        Some("concept"),
        ":goto 2\n3\nIn two districts.\n.\n:quit\n",
    );
    assert_eq!(room.value(&path, "concept.purpose"), json!("In two districts."));
}

#[test]
fn an_edit_says_what_was_taken_from_it() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "scoping.unmet-need", "value": "In the north of the county."},
        {"op": "confirm", "item": "concept.purpose"},
    ])));
    let heard = room.interview(&path, Some("scoping"), "In the whole county.\n.\n:quit\n");
    assert!(heard.contains("SOURCE CHANGED for Purpose."), "{heard}");
}

/// An input during which somebody else saves.
struct Interrupted<'a> {
    lines: Vec<&'a [u8]>,
    meanwhile: Option<Box<dyn FnOnce() + 'a>>,
    /// Before which line, counted from the end.
    before: usize,
}

impl std::io::Read for Interrupted<'_> {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        unreachable!("the conversation reads by lines")
    }
}

impl std::io::BufRead for Interrupted<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.lines.len() == self.before
            && let Some(meanwhile) = self.meanwhile.take()
        {
            meanwhile();
        }
        Ok(self.lines.first().copied().unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        if let Some(first) = self.lines.first_mut() {
            *first = &first[amount..];
            if first.is_empty() {
                self.lines.remove(0);
            }
        }
    }
}

#[test]
fn what_somebody_else_saves_meanwhile_is_taken_in_and_said() {
    let room = Room::new();
    let path = room.project();
    let mut input = Interrupted {
        lines: vec![b":goto concept.length\n", b"18\n", b":quit\n"],
        meanwhile: Some(Box::new(|| {
            let mut other = room.open_as("B. Example", &path);
            other
                .apply(&changes(
                    &json!([{"op": "answer", "item": "concept.start", "value": "2026-Q4"}]),
                ))
                .unwrap();
            other.save_now(Instant::now()).unwrap();
        })),
        before: 2,
    };
    let heard = Heard::default();
    let step = Some(StepId::from("concept"));
    super::super::interview(
        room.open(&path),
        &room.library,
        step,
        &mut input,
        &mut Spoken(heard.clone()),
    )
    .unwrap();
    let heard = heard.text();
    assert!(
        heard.contains("Somebody else changed this project meanwhile; their changes are here now."),
        "{heard}"
    );
    assert_eq!(room.value(&path, "concept.start"), json!("2026-Q4"));
    assert_eq!(room.value(&path, "concept.length"), json!(18));
}
