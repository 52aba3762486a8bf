//! Two notes written at once for one answer.

use insta::assert_snapshot;
use serde_json::json;

use crate::tui::harness::Script;

/// The same answer with two notes, each in the log of who wrote it.
fn two_notes(columns: u16, rows: u16) -> Script {
    let mut script = Script::sample_with(|json| {
        let at = "2026-11-21T14:02:00Z";
        let notes = [
            ("A. Example", "The board measures."),
            ("B. Example", "The trust measures."),
        ];
        let answer = &mut json["answers"]["checklist.6"];
        answer["value"] = json!("yes");
        answer["versions"] = notes
            .iter()
            .map(|(_, note)| json!({"value": "yes", "note": note, "by": "A. Example", "at": at}))
            .collect();
        let entries = notes.iter().enumerate().map(|(id, (by, note))| {
            json!({"id": format!("note{id}"), "at": at, "by": by, "before": {"note": ""},
                   "change": {"op": "answer", "item": "checklist.6", "note": note}})
        });
        json["log"] = entries.collect();
    });
    script.resize(columns, rows).go("item/checklist.6");
    script
}

#[test]
fn two_notes_of_one_answer_are_told_as_such_and_by_who_wrote_them() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let script = two_notes(columns, rows);
        assert_snapshot!(format!("two_notes_{columns}x{rows}"), script.screen());
    }
    let mut script = two_notes(80, 24);
    script.keys("2");
    assert_eq!(
        script.app().message(),
        "Chosen: what B. Example wrote. Ctrl+Z undoes it."
    );
    let project = script.app().session().project();
    let answer = project.answer("checklist.6").unwrap();
    assert!(answer.versions.is_empty());
    assert_eq!(answer.note, "The trust measures.");
}
