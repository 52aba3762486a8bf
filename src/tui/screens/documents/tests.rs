use insta::assert_snapshot;
use serde_json::json;
use std::fs;

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

fn at(place: &str, columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go(place);
    script
}

/// Types the file's whole name over the one offered.
fn name(script: &mut Script, path: &std::path::Path) {
    script.keys("<c-u>").paste(&path.display().to_string());
}

#[test]
fn every_document_is_listed_with_its_state_in_words() {
    assert_snapshot!("list_80x24", at("documents", 80, 24, FULL).screen());
    assert_snapshot!("list_140x40", at("documents", 140, 40, FULL).screen());
    assert_snapshot!("list_40x9", at("documents", 40, 9, FULL).screen());
}

#[test]
fn a_document_is_read_as_it_stands() {
    assert_snapshot!("concept_80x24", at("document/concept", 80, 24, FULL).screen());
    assert_snapshot!("concept_140x40", at("document/concept", 140, 40, FULL).screen());
    assert_snapshot!("concept_40x9", at("document/concept", 40, 9, FULL).screen());
    let mut script = at("document/concept", 80, 24, Look::plainly());
    script.keys("<end>");
    assert_snapshot!("concept_end_80x24_plain", script.screen());
}

/// The finished sample at the document of its amendment.
fn at_an_amendment(columns: u16, rows: u16) -> Script {
    let mut script = Script::sample_named("complete-bone-health", columns, rows, FULL);
    script.go("document/amendment/mobile-scanner");
    script
}

#[test]
fn an_amendment_is_read_as_it_stands() {
    assert_snapshot!("amendment_40x9", at_an_amendment(40, 9).screen());
    assert_snapshot!("amendment_80x24", at_an_amendment(80, 24).screen());
    assert_snapshot!("amendment_140x40", at_an_amendment(140, 40).screen());
    let mut script = at_an_amendment(80, 24);
    script.keys("<pgdn><pgdn>");
    assert_snapshot!("amendment_changes_80x24", script.screen());
}

#[test]
fn the_smallest_header_names_each_document_whole() {
    let mut script = Script::sample_named("complete-bone-health", 40, 9, FULL);
    for (name, head) in [
        ("eligibility", "Eligibility checklist"),
        ("concept", "Project Concept Framework"),
        ("pid", "Project Initiation Document"),
        ("agreement", "Agreement"),
        ("summary", "Executive summary"),
        ("amendment/mobile-scanner", "Project amendment 1"),
        ("outcomes", "Summary of project outcomes"),
        ("status", "Documents / Status report"),
        ("pack", "Documents / Project pack"),
    ] {
        script.go(&format!("document/{name}"));
        let screen = script.screen();
        assert!(screen.starts_with(&format!("{head}  ")), "{name}: {screen}");
    }
}

#[test]
fn one_key_goes_from_gap_to_gap_and_back() {
    let mut script = at("item/checklist.4", 80, 24, FULL);
    script.keys("<f9>documents<enter>");
    assert_eq!(script.place(), "documents");
    while !script.screen().contains("> Project Initiation Document") {
        script.keys("<down>");
    }
    script.keys("<enter>");
    assert_eq!(script.place(), "document/pid");
    script.keys("g");
    let first = script.place();
    assert_ne!(first, "document/pid");
    script.keys("<f5>");
    assert_eq!(script.place(), "document/pid");
    assert_snapshot!("pid_back_from_a_gap_80x24", script.screen());
    script.keys("g");
    assert_ne!(script.place(), first);
    script.keys("<f5><f5>");
    assert_eq!(script.place(), "documents");
    script.keys("<f5>");
    assert_eq!(script.place(), "item/checklist.4");
}

#[test]
fn a_document_is_written_where_it_is_asked_for_and_replaces_nothing_unasked() {
    let mut script = at("document/concept", 80, 24, FULL);
    let file = script.folder.path().join("out.md");
    script.keys("e");
    assert_snapshot!("format_80x24", script.screen());
    script.keys("<down><enter>");
    // the folder is the one that the tests run in
    assert!(
        script.screen().contains("A name alone goes into "),
        "{}",
        script.screen()
    );
    name(&mut script, &file);
    script.keys("<enter>");
    assert!(script.screen().contains("Written: "), "{}", script.screen());
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# "), "{text}");

    fs::write(&file, "mine").unwrap();
    script.keys("e<down><enter>");
    name(&mut script, &file);
    script.keys("<enter>");
    assert!(script.screen().contains("Replace it?"), "{}", script.screen());
    script.keys("<enter>");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    script.keys("e<down><enter>");
    name(&mut script, &file);
    script.keys("<enter><down><enter>");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_lost() {
    let mut script = at("documents", 80, 24, FULL);
    let folder = script.folder.path().to_owned();
    script.keys("e<enter>");
    name(&mut script, &folder.join("nowhere/out.docx"));
    script.keys("<enter>");
    let screen = script.screen();
    assert!(
        screen.contains("There is no folder ") && screen.contains("Into which file?"),
        "{screen}"
    );
    name(&mut script, &folder.join("out.html"));
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("The name ends in .html"), "{screen}");

    // a name longer than any file's
    name(&mut script, &folder.join(format!("{}.docx", "n".repeat(300))));
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("Nothing is written."), "{screen}");
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("Into which file?"), "{screen}");
    name(&mut script, &folder.join("out.docx"));
    script.keys("<enter>");
    assert!(folder.join("out.docx").is_file(), "{}", script.screen());
}

#[test]
fn where_it_was_written_is_told_to_the_end_in_a_narrow_window() {
    let mut script = at("document/concept", 40, 9, FULL);
    let deep = script.folder.path().join("d".repeat(60));
    fs::create_dir(&deep).unwrap();
    script.keys("e<down><enter>");
    name(&mut script, &deep.join("heart-failure.md"));
    script.keys("<enter>");
    assert!(deep.join("heart-failure.md").is_file());
    assert_snapshot!("written_40x9", script.screen());
}

#[test]
fn the_verdict_and_the_end_of_a_triage_are_exported() {
    let mut script = at("verdict", 80, 24, FULL);
    let folder = script.folder.path().to_owned();
    script.keys("e<enter>");
    name(&mut script, &folder);
    script.keys("<enter>");
    let mut docx = fs::read_dir(&folder).unwrap().filter_map(Result::ok);
    assert!(docx.any(|entry| entry.file_name().to_string_lossy().ends_with("-eligibility.docx")));

    let mut script = Script::new();
    script.triage().keys("y").go("verdict");
    let folder = script.folder.path().to_owned();
    script.keys("e<down><down><enter>");
    name(&mut script, &folder);
    script.keys("<enter>");
    assert!(folder.join("eligibility.html").is_file(), "{}", script.screen());
}

#[test]
fn at_the_end_of_a_triage_all_three_ways_are_within_reach_in_the_smallest_window() {
    let mut script = Script::new();
    script.resize(40, 9).triage().keys("y").go("verdict");
    let mut chosen = String::new();
    script.keys("<home>");
    for _ in 0..30 {
        let screen = script.screen();
        let row = screen.lines().find(|row| row.starts_with("> "));
        chosen.push_str(row.unwrap_or_default());
        script.keys("<down>");
    }
    for way in ["Make a project of it", "Export the result", "Leave"] {
        assert!(chosen.contains(way), "{way}: {chosen}");
    }
    script.keys("e");
    assert!(script.screen().contains("Export as what?"), "{}", script.screen());
    script.keys("<esc>q");
    assert!(script.screen().contains("Leave, and keep"), "{}", script.screen());
}

/// To the row of all documents.
fn at_everything(columns: u16, rows: u16) -> Script {
    let mut script = at("documents", columns, rows, FULL);
    script.keys("<end>");
    script
}

#[test]
fn the_last_row_writes_every_document_in_every_format_into_a_folder() {
    let mut script = at_everything(80, 24);
    let to_send = script.folder.path().join("new/to-send");
    assert_snapshot!("everything_80x24", script.screen());
    script.keys("e");
    // the folder is the one that the tests run in
    assert!(
        script.screen().contains("A name alone lies in "),
        "{}",
        script.screen()
    );
    name(&mut script, &to_send);
    script.keys("<enter>");
    let files = || fs::read_dir(&to_send).unwrap().count();
    let screen = script.screen();
    assert_eq!(files(), 24);
    assert!(screen.contains("Written: 24 files, in "), "{screen}");
    assert!(to_send.join("pack.docx").is_file() && to_send.join("concept.md").is_file());

    // some are there, and one of them is somebody's own
    fs::remove_file(to_send.join("pid.html")).unwrap();
    fs::write(to_send.join("concept.md"), "mine").unwrap();
    script.keys("<enter>");
    name(&mut script, &to_send);
    script.keys("<enter>");
    let screen = script.screen();
    assert!(
        screen.contains("23 of the 24 files are there already. Replace them?"),
        "{screen}"
    );
    script.keys("<enter>");
    assert_eq!(
        (files(), fs::read_to_string(to_send.join("concept.md")).unwrap()),
        (23, "mine".to_owned())
    );
    script.keys("e");
    name(&mut script, &to_send);
    script.keys("<enter><down><enter>");
    let concept = fs::read_to_string(to_send.join("concept.md")).unwrap();
    assert!(files() == 24 && concept.starts_with("# "), "{}", script.screen());
}

#[test]
fn everything_and_its_folder_are_asked_for_at_every_size() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let mut script = at_everything(columns, rows);
        if rows == 9 {
            assert_snapshot!("everything_40x9", script.screen());
        }
        let folder = script.folder.path().join("f");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("concept.md"), "mine").unwrap();
        script.keys("<enter><c-u>");
        let screen = script.screen();
        assert!(screen.contains("into which folder?"), "{screen}");
        name(&mut script, &folder);
        script.keys("<enter>");
        let screen = script.screen();
        let asked = screen.replace('\n', " ");
        assert!(asked.contains("1 of the 24 files is there already."), "{screen}");
        assert!(asked.contains("Replace it?"), "{screen}");
        script.keys("<down><enter>");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 24, "{}", script.screen());
    }
}

#[test]
fn a_folder_that_cannot_be_made_leads_back_to_its_name() {
    let mut script = at_everything(80, 24);
    let file = script.folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    script.keys("e");
    name(&mut script, &file);
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("Not everything is written."), "{screen}");
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("into which folder?"), "{screen}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn what_is_answered_meanwhile_is_no_gap_any_more() {
    let mut script = Script::made_sized(80, 24, FULL, &[]);
    script.go("documents");
    let before = script.screen();
    script.answer_with("checklist.4", json!("yes"));
    assert_ne!(script.screen(), before);
}

#[test]
fn no_size_panics() {
    for place in ["documents", "document/concept"] {
        let mut script = at(place, 80, 24, FULL);
        for (columns, rows) in [(0, 0), (1, 1), (39, 8), (40, 9), (60, 16), (300, 90)] {
            script.resize(columns, rows).keys("<down><pgdn><up><end><home>");
        }
    }
}
