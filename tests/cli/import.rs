//! `import`: what a partner without the program fills in, shown as changes and then made.

use super::room::{Room, flat, is_narrow};
use serde_json::json;

/// The Markdown that a partner would send back: a field and what was written in it.
const FILLED: &str = "# Project Concept Framework\n\n<!-- concept.purpose -->\nTo bring care home.\n\n<!-- / -->\n\
                      <!-- concept.start -->\nQ1 2027 (Jan to Mar)\n<!-- / -->\n";

#[test]
fn a_filled_in_document_is_shown_as_changes_and_made_with_yes() {
    let room = Room::new();
    let id = room.project("Ward");
    room.apply(
        &id,
        &json!([{"op": "answer", "item": "concept.start", "value": "2026-Q4"}]),
    );
    let before = room.filed(&id);
    let file = room.file("concept.md", FILLED);
    let shown = room.run(&["import", &id, &file]).done().out;
    is_narrow(&shown);
    assert!(
        shown.starts_with("2 changes from concept.md for Ward\n"),
        "{shown}"
    );
    assert!(
        shown.contains("  before: Q4 2026 (Oct to Dec)\n  after:  Q1 2027 (Jan to Mar)\n"),
        "{shown}"
    );
    assert!(
        shown.contains("  before: (nothing)\n  after:  To bring care home.\n"),
        "{shown}"
    );
    assert!(
        flat(&shown).ends_with(&format!("triplewin import {id} concept.md --yes")),
        "{shown}"
    );
    assert_eq!(room.filed(&id), before, "nothing is changed yet");

    let done = room.run(&["import", &id, &file, "--yes"]).done().out;
    assert!(
        done.starts_with("2 changes applied\nWard, revision 3\n"),
        "{done}"
    );
    let filed = room.filed(&id);
    assert_eq!(
        filed["answers"]["concept.purpose"]["value"],
        "To bring care home."
    );
    assert_eq!(filed["answers"]["concept.purpose"]["by"], "Ann");
    assert_eq!(filed["answers"]["concept.start"]["value"], "2027-Q1");
    for arguments in [&["import", &id, &file][..], &["import", &id, &file, "--yes"]] {
        let again = room.run(arguments).done().out;
        assert!(again.starts_with("Nothing to change"), "{again}");
    }
    assert_eq!(room.filed(&id)["revision"], 3);
}

#[test]
fn answers_by_id_come_from_a_file_or_from_standard_input() {
    let room = Room::new();
    let id = room.project("Ward");
    let answers = json!({"scoping.scale": "Two wards", "pid.cost": {"pence": 1_250_000, "vat": "included"}});
    let shown = room.fed(&["import", &id, "-"], answers.to_string()).done().out;
    assert!(
        shown.starts_with("2 changes from standard input for Ward\n"),
        "{shown}"
    );
    assert!(shown.contains("after:  £12,500.00, VAT included"), "{shown}");
    let file = room.file("answers.json", answers.to_string());
    room.run(&["import", &id, &file, "--yes"]).done();
    assert_eq!(
        room.filed(&id)["answers"]["pid.cost"]["value"]["pence"],
        1_250_000
    );
    let shown = room.fed(&["import", &id, "-"], FILLED).done().out;
    assert!(shown.starts_with("2 changes from standard input"), "{shown}");
}

#[test]
fn what_does_not_fit_is_refused_with_every_field_and_changes_nothing() {
    let room = Room::new();
    let id = room.project("Ward");
    let before = room.filed(&id);
    for (name, content, what, hint) in [
        (
            "a.md",
            &b"<!-- concept.start -->\nsoon\n<!-- concept.purpos -->\nCare\n"[..],
            "concept.start cannot be \"soon\": A quarter is written like Q4 2026: October to December; there is \
             no item \"concept.purpos\" (did you mean concept.purpose?): a.md",
            "nothing was changed",
        ),
        (
            "a.json",
            br#"{"scoping.scale":"a","scoping.scale":"b"}"#,
            "given twice at line 1",
            "",
        ),
        (
            "b.json",
            b"[]",
            "the answers are no JSON object: b.json",
            "such as {",
        ),
        (
            "b.md",
            b"# Nothing of ours\n",
            "there is no field of a project in it",
            "triplewin export",
        ),
        ("a.docx", b"PK\x03\x04", "this is no Word file (.docx)", ""),
        (
            "a.html",
            b"<!doctype html>",
            "a page for a browser is not read back",
            "Word and Markdown are",
        ),
        ("c.md", b"\xff", "neither a Word file nor UTF-8 text", ""),
        (
            "d.md",
            b"Triplewin project another-0001, revision 3, edition nhs-abpi-2024, printed 1 May 2027\n\n\
              <!-- concept.purpose -->\nCare\n",
            "it is a document of the project \"another-0001\", not of",
            "`triplewin import another-0001 FILE` takes it where it belongs",
        ),
        (
            "e.json",
            br#"{"project.title":"a\u009b"}"#,
            r"the control character \u{9b}",
            "nothing was changed",
        ),
    ] {
        let file = room.file(name, content);
        for arguments in [&["import", &id, &file][..], &["import", &id, &file, "--yes"]] {
            let said = room.run(arguments).failed(1);
            assert!(said.contains(what), "{said}");
            assert!(said.contains(hint), "{said}");
        }
    }
    assert!(
        room.run(&["import", &id, "gone.md"])
            .failed(1)
            .contains("gone.md")
    );
    assert_eq!(room.filed(&id), before);
}

#[test]
fn what_is_left_as_it_is_and_whose_sign_off_would_lapse_is_said() {
    let room = Room::new();
    let id = room.project("Ward");
    room.apply(
        &id,
        &json!([
            {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
            {"op": "answer", "item": "concept.purpose", "value": "Care at home"},
            {"op": "sign", "subject": "concept", "role": "approve", "party": "north", "name": "Di", "date": "2026-11-20"},
        ]),
    );
    let shown = room
        .fed(&["import", &id, "-"], "<!-- concept.purpose -->\n\n")
        .done()
        .out;
    assert!(shown.starts_with("Nothing to change"), "{shown}");
    assert!(
        flat(&shown).contains("concept.purpose: left as it is, since the document has nothing there"),
        "{shown}"
    );
    let shown = room.fed(&["import", &id, "-"], FILLED).done().out;
    assert!(
        shown.contains("These sign-offs would lapse until they are given again:\n  - concept: North ICB\n"),
        "{shown}"
    );
}
