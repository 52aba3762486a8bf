//! Earlier copies, as somebody meets them.

use insta::assert_snapshot;
use std::path::PathBuf;

use crate::tui::harness::{FULL, Script};

const SIZES: [(u16, u16); 3] = [(40, 9), (80, 24), (140, 40)];

/// The list of projects with one, of which three copies are kept, one of them unreadable.
fn kept(columns: u16, rows: u16) -> (Script, PathBuf) {
    let mut script = Script::sample_sized(columns, rows, FULL);
    let file = script.app().session().path().unwrap().to_owned();
    let first = std::fs::read(&file).unwrap();
    script.go("item/checklist.4");
    script.keys("n<c-s>");
    script.projects();
    let side = file.parent().unwrap().join(".triplewin");
    for entry in std::fs::read_dir(&side).unwrap().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == "json") {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let id = file.file_stem().unwrap().to_str().unwrap();
    let copy =
        |when: &str, bytes: &[u8]| std::fs::write(side.join(format!("{id}.{when}.json")), bytes).unwrap();
    copy("20261121T135500.000Z", &first);
    copy("20261120T093000.000Z", &first);
    copy("20261119T093000.000Z", &first[..first.len() / 2]);
    (script, file)
}

fn damaged(columns: u16, rows: u16) -> (Script, PathBuf) {
    let (mut script, file) = kept(columns, rows);
    std::fs::write(&file, "{").unwrap();
    script.changed(&file);
    (script, file)
}

fn answer(script: &Script) -> Option<String> {
    script
        .app()
        .session()
        .project()
        .chosen("checklist.4")
        .map(str::to_owned)
}

#[test]
fn the_copies_and_the_question_at_every_size() {
    for (columns, rows) in SIZES {
        let (mut script, _) = kept(columns, rows);
        script.keys("<f9>earlier<enter>");
        assert_snapshot!(format!("list_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_snapshot!(format!("question_{columns}x{rows}"), script.screen());
        let (mut script, _) = damaged(columns, rows);
        script.keys("<enter>");
        assert_snapshot!(format!("damaged_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_snapshot!(format!("damaged_question_{columns}x{rows}"), script.screen());
    }
}

#[test]
fn a_project_that_cannot_be_read_is_put_back_with_enter() {
    let (mut script, file) = damaged(80, 24);
    assert!(
        script.screen().contains("Enter puts an earlier copy back"),
        "{}",
        script.screen()
    );
    script.keys("<enter><enter><esc>");
    assert_eq!(std::fs::read(&file).unwrap(), b"{", "Esc changes nothing");
    script.keys("<enter><enter><enter>");
    assert!(
        script
            .app()
            .message()
            .starts_with("Put back as it was today at 13:55")
    );
    script.keys("<enter>");
    assert_eq!(answer(&script).as_deref(), Some("yes"));
}

#[test]
fn the_open_project_goes_back_and_can_come_again() {
    let (mut script, _) = kept(80, 24);
    script.keys("<enter>");
    assert_eq!(answer(&script).as_deref(), Some("no"));
    script.keys("<f9>earlier<enter><enter><enter>");
    assert_eq!(answer(&script).as_deref(), Some("yes"), "{}", script.screen());
    script.keys("<f9>earlier<enter>");
    let listed = script.screen();
    assert!(listed.contains("revision 2"), "what was there is kept: {listed}");
    script.keys("<enter><enter>");
    assert_eq!(answer(&script).as_deref(), Some("no"), "{}", script.screen());
}

#[test]
fn a_project_saved_once_has_no_earlier_copy() {
    let mut script = Script::sample();
    script.projects();
    let file = script.app().projects()[0].path.clone();
    std::fs::remove_dir_all(file.parent().unwrap().join(".triplewin")).unwrap();
    script.keys("<f9>earlier<enter>");
    assert_eq!(script.app().message(), "No earlier copy is kept yet.");
}

/// A project whose scale was answered here and, in copies of other machines, otherwise.
fn conflicting(columns: u16, rows: u16) -> (Script, PathBuf) {
    let mut script = Script::sample_sized(columns, rows, FULL);
    let file = script.app().session().path().unwrap().to_owned();
    let id = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let both = std::fs::read(&file).unwrap();
    script.go("item/checklist.4");
    script.keys("n<c-s>");
    let theirs = std::fs::read(&file).unwrap();
    std::fs::write(&file, both).unwrap();
    let other = file.with_file_name(format!("{id} (Host's conflicted copy 2026-11-21).json"));
    script.projects();
    std::fs::write(&other, theirs).unwrap();
    script.changed(&other);
    (script, file)
}

#[test]
fn another_copy_beside_a_project_is_no_second_project_and_is_merged_after_a_question() {
    for (columns, rows) in SIZES {
        let (mut script, file) = conflicting(columns, rows);
        assert_eq!(script.app().projects().len(), 1);
        assert_snapshot!(format!("beside_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_snapshot!(format!("merge_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_eq!(answer(&script).as_deref(), Some("no"));
        assert_eq!(script.app().message(), "Merged: nothing stands in two versions.");
        let folder = std::fs::read_dir(file.parent().unwrap()).unwrap();
        let names: Vec<_> = folder.flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(names.len(), 2, "the project and the side folder: {names:?}");
    }
}
