//! Leaving while something could not be saved.

use insta::assert_snapshot;
use std::path::PathBuf;

use crate::{
    guidance::editions,
    session::{Acting, Library},
    store::Store,
    tui::harness::{FULL, Script},
};

/// A project in which something was typed after its folder went away; the folder.
fn unsaved(columns: u16, rows: u16) -> (Script, PathBuf) {
    let mut script = Script::sample_sized(columns, rows, FULL);
    let folder = script.folder.path().join("projects");
    std::fs::rename(&folder, script.folder.path().join("away")).unwrap();
    script.go("item/checklist.4");
    script.keys("n");
    script.go("item/checklist.5");
    script.keys("n<c-q>");
    (script, folder)
}

fn back(script: &Script, folder: &PathBuf) {
    std::fs::rename(script.folder.path().join("away"), folder).unwrap();
}

#[test]
fn leaving_what_could_not_be_saved_is_asked_about_at_every_size() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let (mut script, _) = unsaved(columns, rows);
        assert!(!script.quit);
        assert_snapshot!(format!("ask_{columns}x{rows}"), script.screen());
        script.keys("<down><enter>");
        assert_snapshot!(format!("elsewhere_{columns}x{rows}"), script.screen());
    }
}

#[test]
fn it_is_tried_again_and_then_left() {
    let (mut script, folder) = unsaved(80, 24);
    script.keys("<enter>");
    assert!(
        !script.quit && script.screen().contains("NOT SAVED"),
        "{}",
        script.screen()
    );
    back(&script, &folder);
    script.keys("<enter>");
    assert!(script.quit);
    assert!(script.app().session().is_saved());
}

#[test]
fn staying_loses_nothing_and_leaving_is_asked_again() {
    let (mut script, _) = unsaved(80, 24);
    script.keys("<esc>");
    assert_eq!(script.app().session().project().chosen("checklist.4"), Some("no"));
    script.keys("<c-q>");
    assert!(!script.quit && script.screen().contains("Save elsewhere"));
    script.keys("<c-q>");
    assert!(script.quit, "told again, it leaves");
}

#[test]
fn it_goes_to_another_place_and_the_end_says_where() {
    let (mut script, _) = unsaved(80, 24);
    let elsewhere = script.folder.path().join("stick");
    std::fs::create_dir(&elsewhere).unwrap();
    let nowhere = script.folder.path().join("none/here.json");
    script.keys("<down><enter><c-u>");
    script.paste(nowhere.to_str().unwrap());
    script.keys("<enter>");
    assert!(!script.quit && script.app().message().contains("no such folder"));
    script.keys("<c-u>");
    script.paste(elsewhere.to_str().unwrap());
    script.keys("<enter>");
    assert!(script.quit);
    let id = script.app().session().project().id.clone();
    let file = elsewhere.join(format!("{id}.json"));
    let text = std::fs::read_to_string(&file).unwrap();
    let filed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(filed["answers"]["checklist.5"]["value"], "no");
    let said = script.app_mut().end(std::time::Instant::now()).unwrap_err();
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    assert!(!script.folder.path().join("state/rescued").exists());
}

#[test]
fn whatever_ends_the_program_what_cannot_be_saved_is_kept_in_the_state_folder() {
    let (mut script, folder) = unsaved(80, 24);
    let said = script.app_mut().end(std::time::Instant::now()).unwrap_err();
    let rescued = script.folder.path().join("state/rescued");
    let file = std::fs::read_dir(&rescued)
        .unwrap()
        .flatten()
        .next()
        .unwrap()
        .path();
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    // put beside the projects, it is merged
    back(&script, &folder);
    let project = script.app().session().path().unwrap().to_owned();
    let name = file.file_name().unwrap();
    std::fs::rename(&file, folder.join(name)).unwrap();
    let library = Library::new(Store::new(folder), editions(), Acting::now("Bo"), None);
    let listed = library.list().unwrap();
    assert_eq!((listed.len(), listed[0].beside.len()), (1, 1));
    library.take_in(&project, &listed[0].beside[0].path).unwrap();
    let opened = library.open(&project).unwrap();
    assert_eq!(opened.project().chosen("checklist.5"), Some("no"));
}

#[test]
fn a_kiosk_asks_for_no_path() {
    let mut script = Script::in_a_kiosk();
    script.keys("nWard<enter>");
    let folder = script.folder.path().join("projects");
    std::fs::rename(&folder, script.folder.path().join("away")).unwrap();
    script.go("item/checklist.4");
    script.keys("n<c-q>");
    script.keys("<down><enter>");
    let screen = script.screen();
    assert!(
        screen.contains("NOT SAVED") && !screen.contains("elsewhere"),
        "{screen}"
    );
    let path = script.folder.path().to_str().unwrap().to_owned();
    assert!(!screen.contains(&path), "{screen}");
}
