//! `export` and `list --format`: documents and lists into files and onto standard output.

use super::room::{Ran, Room};
use serde_json::json;
use std::{collections::BTreeSet, ffi::OsStr, path::Path, process::Stdio};

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.collect()
}

fn is_word(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// Runs it with standard output kept as bytes.
fn bytes<S: AsRef<OsStr>>(room: &Room, arguments: &[S]) -> Vec<u8> {
    let output = room.command().args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

#[test]
fn a_document_goes_into_the_present_folder_as_word_unless_another_is_asked_for() {
    let room = Room::new();
    let id = room.sample();
    let ran = room.run(&["export", &id, "concept"]).done();
    let name = format!("{id}-concept.docx");
    assert_eq!(ran.out, format!("{name}\n"));
    assert!(ran.err.starts_with("a draft: Before Stage 2, "), "{}", ran.err);
    assert!(is_word(&std::fs::read(room.path().join(&name)).unwrap()));

    for (arguments, name, begins) in [
        (
            &["pid", "--format", "md"][..],
            format!("{id}-pid.md"),
            "# Project Initiation Document",
        ),
        (&["pid", "-o", "my.html"], "my.html".to_owned(), "<!DOCTYPE html>"),
        (
            &["pid", "-o", "plan.txt", "--format", "md"],
            "plan.txt".to_owned(),
            "# Project",
        ),
        (
            &["status", "-o", "REPORT.MD"],
            "REPORT.MD".to_owned(),
            "# Status report",
        ),
    ] {
        let asked: Vec<&str> = ["export", &id]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        assert_eq!(room.run(&asked).done().out, format!("{name}\n"));
        let text = std::fs::read_to_string(room.path().join(&name)).unwrap();
        assert!(
            text.to_lowercase().starts_with(&begins.to_lowercase()),
            "{name}: {text:.60}"
        );
    }

    std::fs::create_dir(room.path().join("sent")).unwrap();
    let ran = room.run(&["export", &id, "eligibility", "-o", "sent"]).done();
    assert_eq!(ran.out.trim(), format!("sent/{id}-eligibility.docx"));
}

#[test]
fn an_existing_file_is_refused_and_left_as_it_is_without_force() {
    let room = Room::new();
    let id = room.sample();
    room.file("pid.md", "mine");
    let said = room.run(&["export", &id, "pid", "-o", "pid.md"]).failed(1);
    assert!(said.contains("already there: pid.md"), "{said}");
    assert!(
        said.contains("hint: --force replaces it; -o names another"),
        "{said}"
    );
    assert_eq!(
        std::fs::read_to_string(room.path().join("pid.md")).unwrap(),
        "mine"
    );
    room.run(&["export", &id, "pid", "-o", "pid.md", "--force"])
        .done();
    assert!(
        std::fs::read_to_string(room.path().join("pid.md"))
            .unwrap()
            .starts_with("# Project")
    );
}

#[test]
fn all_is_every_document_in_every_format_into_a_folder_that_is_made() {
    let room = Room::new();
    let ran = room.run(&["new", "Bone health", "--sample", "complete-bone-health"]);
    let id = ran.done().out.trim().to_owned();
    let ran = room.run(&["export", &id, "all", "-o", "deep/out"]).done();
    let folder = room.path().join("deep/out");
    let documents = [
        "agreement",
        "amendment-mobile-scanner",
        "concept",
        "eligibility",
        "outcomes",
        "pack",
        "pid",
        "status",
        "summary",
    ];
    let wanted: BTreeSet<String> = documents
        .iter()
        .flat_map(|name| ["docx", "md", "html"].map(|format| format!("{name}.{format}")))
        .collect();
    assert_eq!(names(&folder), wanted);
    assert_eq!(ran.out.lines().count(), wanted.len());
    assert_eq!(ran.err, "", "it is complete, and no document a draft");

    std::fs::remove_file(folder.join("concept.docx")).unwrap();
    let said = room.run(&["export", &id, "all", "-o", "deep/out"]).failed(1);
    assert!(said.contains("already there"), "{said}");
    assert!(
        !folder.join("concept.docx").exists(),
        "nothing is written where anything is refused"
    );
    room.run(&["export", &id, "all", "-o", "deep/out", "--force"])
        .done();
    assert_eq!(names(&folder), wanted);

    room.run(&["export", &id, "all", "-o", "words", "--format", "md"])
        .done();
    assert!(
        names(&room.path().join("words"))
            .iter()
            .all(|name| Path::new(name).extension() == Some(OsStr::new("md")))
    );

    let sample = room.sample();
    let ran = room.run(&["export", &sample, "all", "-o", "drafts"]).done();
    assert_eq!(ran.err, "7 of the documents are drafts\n");
}

#[test]
fn a_document_on_standard_output_is_all_there_is_on_it() {
    let room = Room::new();
    let id = room.sample();
    let markdown = String::from_utf8(bytes(
        &room,
        &["export", &id, "concept", "-o", "-", "--format", "md"],
    ))
    .unwrap();
    assert!(
        markdown.starts_with("# Project Concept Framework\n"),
        "{markdown:.80}"
    );
    assert!(markdown.ends_with('\n'));
    assert!(is_word(&bytes(&room, &["export", &id, "concept", "-o", "-"])));
    let again = || bytes(&room, &["export", &id, "pack", "-o", "-", "--format", "docx"]);
    assert!(
        again() == again(),
        "the same project, edition and day give the same bytes"
    );
    let other_day = bytes(
        &room,
        &[
            "export",
            &id,
            "pack",
            "-o",
            "-",
            "--format",
            "md",
            "--today",
            "2027-01-02",
        ],
    );
    assert!(
        String::from_utf8(other_day)
            .unwrap()
            .contains("printed 2 January 2027")
    );
}

#[test]
fn wrong_usage_says_what_would_be_right() {
    let room = Room::new();
    let id = room.sample();
    room.file("note.docx", "no Word file");
    for (arguments, code, what, hint) in [
        (
            &["pdi"][..],
            2,
            "there is no document \"pdi\"",
            "documents are concept, pid",
        ),
        (&["concep"], 2, "there is no document", "did you mean concept?"),
        (&["parteis"], 2, "there is no document", "did you mean parties?"),
        (
            &["amendment/none"],
            1,
            "there is no amendment \"none\"",
            "has no amendment yet",
        ),
        (&["pid", "--format", "pdf"], 2, "--format", "docx, md, html, csv"),
        (
            &["pid", "-o", "pid.pdf"],
            2,
            "no format ends in \".pdf\"",
            ".docx, .md or .html",
        ),
        (
            &["pid", "-o", "pid.docx", "--format", "md"],
            2,
            "named for docx, and --format says md",
            "leave --format",
        ),
        (
            &["pid", "--format", "csv"],
            2,
            "pid is a document, and csv is for lists",
            "parties",
        ),
        (&["parties", "--format", "docx"], 2, "parties is a list", "csv"),
        (&["all"], 2, "all needs a folder", "-o FOLDER"),
        (&["all", "-o", "-"], 2, "all needs a folder", "-o FOLDER"),
        (
            &["all", "-o", "x", "--format", "csv"],
            2,
            "csv is for lists",
            "docx, md or html",
        ),
        (
            &["all", "-o", "note.docx"],
            1,
            "not a folder: note.docx",
            "another folder",
        ),
        (&["pid", "-o", "nowhere/pid.md"], 1, "no such folder: nowhere", ""),
        (
            &["pid", "--reference", "note.docx"],
            1,
            "this is no Word file",
            "--reference takes",
        ),
        (
            &["pid", "--reference", "none.docx"],
            1,
            "no such file: none.docx",
            "--reference names",
        ),
        (
            &["pid", "--format", "md", "--reference", "note.docx"],
            2,
            "Word files alone",
            "ask for docx",
        ),
    ] {
        let asked: Vec<&str> = ["export", &id]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        let said = room.run(&asked).failed(code);
        assert!(said.contains(what), "{arguments:?}: {said}");
        assert!(said.contains(hint), "{arguments:?}: {said}");
    }
    assert_eq!(
        names(room.path()),
        ["note.docx", "projects", "state"]
            .map(str::to_owned)
            .into_iter()
            .filter(|name| room.path().join(name).exists())
            .collect(),
        "nothing was written"
    );
}

#[test]
fn a_list_comes_as_rows_without_a_formula_in_them() {
    let room = Room::new();
    let id = room.project("Rows");
    room.apply(
        &id,
        &json!([
            {"op": "add", "list": "parties", "record": {"id": "acme", "name": "=HYPERLINK(\"x\")", "kind": "company", "joined": "2026-11-01"}},
            {"op": "add", "list": "disclosure.records", "record": {"id": "one", "company": "acme", "year": 2026, "pence": 1_250_000}},
        ]),
    );
    let csv = String::from_utf8(bytes(&room, &["export", &id, "parties", "-o", "-"])).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("\"Id\",\"Name\",\"Kind\","), "{csv}");
    assert!(
        lines[1].starts_with("\"acme\",\"'=HYPERLINK(\"\"x\"\")\",\"Pharmaceutical company\""),
        "{csv}"
    );
    assert!(lines[1].contains("\"2026-11-01\""), "{csv}");
    let ran = room
        .run(&["export", &id, "disclosure.records", "--format", "csv"])
        .done();
    let name = format!("{id}-disclosure-records.csv");
    assert_eq!(ran.out, format!("{name}\n"));
    let csv = std::fs::read_to_string(room.path().join(name)).unwrap();
    assert!(
        csv.starts_with("\u{FEFF}\"Id\","),
        "a spreadsheet is told that it is Unicode: {csv}"
    );
    assert!(csv.contains("\"2026\",\"\",\"1250000\""), "{csv}");
}

#[test]
fn a_portfolio_says_where_every_project_stands() {
    let room = Room::new();
    let id = room.sample();
    let second = room.project("Second");
    room.apply(
        &second,
        &json!([{"op": "add", "list": "plan.milestones", "record": {"title": "First nurse", "due": "2026-11-01"}}]),
    );
    std::fs::write(room.projects().join("broken.json"), "{").unwrap();
    let portfolio = String::from_utf8(bytes(&room, &["list", "--format", "md"])).unwrap();
    for said in [
        "# Portfolio",
        "Triplewin portfolio of 2 projects",
        "| Verdict | Scoping | All |",
        "First nurse",
        "1 Nov 2026, 20 days late",
        &id,
        "Cannot be read",
        "broken",
    ] {
        assert!(portfolio.contains(said), "{said}: {portfolio}");
    }
    assert!(is_word(&bytes(&room, &["list", "--format", "docx"])));
    let ran = room.run(&["list", "--format", "html", "-o", "all.html"]).done();
    assert_eq!(ran.out, "all.html\n");
    room.run(&["list", "--format", "html", "-o", "all.html"])
        .failed(1);
    room.run(&["list", "--format", "html", "-o", "all.html", "--force"])
        .done();

    let csv = String::from_utf8(bytes(&room, &["list", "--format", "csv"])).unwrap();
    assert!(csv.starts_with("\"Id\",\"Title\",\"Stage\",\"Verdict\""), "{csv}");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    room.run(&["list", "--format", "csv", "-o", "all.csv"]).done();
    let file = std::fs::read_to_string(room.path().join("all.csv")).unwrap();
    assert_eq!(file, format!("\u{FEFF}{csv}"));
    room.run(&["list", "--format", "md", "--json"]).failed(2);
    room.run(&["list", "-o", "x"]).failed(2);
}

#[test]
fn a_project_from_elsewhere_is_exported_under_a_name_that_leads_nowhere() {
    let room = Room::new();
    let id = room.sample();
    let mut filed = room.filed(&id);
    filed["id"] = json!("../../up");
    room.file("sent.json", filed.to_string());
    let ran = room
        .run(&["export", "sent.json", "summary", "--format", "md"])
        .done();
    assert_eq!(ran.out, "up-summary.md\n");
}

#[test]
fn a_project_of_an_edition_that_is_not_here_gives_no_document_full_of_gaps() {
    let room = Room::new();
    let id = room.sample();
    let mut filed = room.filed(&id);
    filed["edition"] = json!("nhs-abpi-2040");
    room.file("later.json", filed.to_string());
    for document in ["pid", "parties"] {
        let said = room.run(&["export", "later.json", document]).failed(1);
        assert!(
            said.contains("this program lacks the edition nhs-abpi-2040"),
            "{said}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let room = Room::new();
    let id = room.sample();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("triplewin"))
        .env_clear()
        .env("TRIPLEWIN_DIR", room.projects())
        .env("TRIPLEWIN_AS", "Ann")
        .args(["export", &id, "pack", "--format", "html", "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("triplewin:"), "{said}");
}

#[test]
fn a_house_style_is_taken_from_a_word_file() {
    let room = Room::new();
    let id = room.sample();
    room.run(&["export", &id, "summary", "-o", "style.docx"]).done();
    let plain = bytes(&room, &["export", &id, "pid", "-o", "-"]);
    let styled = bytes(
        &room,
        &["export", &id, "pid", "-o", "-", "--reference", "style.docx"],
    );
    assert!(is_word(&styled));
    assert!(plain == styled, "our own file as a house style changes nothing");
    let ran =
        Ran::of(
            room.command()
                .args(["export", &id, "all", "-o", "house", "--reference", "style.docx"]),
        )
        .done();
    assert!(ran.out.contains("house/pid.docx"), "{}", ran.out);
}
