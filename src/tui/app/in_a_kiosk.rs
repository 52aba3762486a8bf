//! A shared terminal: nothing leads out of the projects, and nothing ends it by a slip.

use crate::tui::harness::Script;

/// A project of the sample, in a kiosk.
fn sample() -> Script {
    let mut script = Script::in_a_kiosk();
    script.keys("s<enter>");
    assert!(script.place().contains('/'), "{}", script.screen());
    script
}

#[test]
fn no_key_button_help_or_menu_leads_to_an_editor() {
    let mut script = sample();
    script.go("item/scoping.scale").keys("<c-x>");
    assert!(script.screen().contains("Not in a kiosk."), "{}", script.screen());
    script.keys("<f9>editor");
    assert!(script.screen().contains("0 commands"), "{}", script.screen());
    script.keys("<esc><f1>");
    for _ in 0..20 {
        assert!(!script.screen().contains("EDITOR"), "{}", script.screen());
        assert!(!script.screen().contains("Ctrl+X"), "{}", script.screen());
        script.keys("<pgdn>");
    }
    let mut elsewhere = Script::sample();
    elsewhere.go("item/scoping.scale").keys("<f9>editor");
    assert!(elsewhere.screen().contains("1 command"), "{}", elsewhere.screen());
}

#[test]
fn no_slip_ends_the_session_and_leaving_asks_once() {
    let mut script = Script::in_a_kiosk();
    script.keys("q");
    assert!(
        script.screen().contains("Not in a kiosk: Ctrl+Q leaves."),
        "{}",
        script.screen()
    );
    assert!(script.screen().contains("Ctrl+Q quit"), "{}", script.screen());
    script.keys("<c-c><c-c><c-c>");
    assert!(!script.quit);
    script.keys("<c-q>");
    assert!(
        script.screen().contains("Leave Triplewin?"),
        "{}",
        script.screen()
    );
    script.keys("<c-q><c-q><c-c>");
    assert!(!script.quit, "the same key again is no answer");
    script.keys("<enter>");
    assert!(!script.quit, "the first way stays");
    assert!(
        !script.screen().contains("Leave Triplewin?"),
        "{}",
        script.screen()
    );
    script.keys("<c-q><down><enter>");
    assert!(script.quit);
}

#[test]
fn the_menu_and_the_footer_leave_by_the_same_question() {
    let mut script = sample();
    script.keys("<f9>quit<enter>");
    assert!(
        script.screen().contains("Leave Triplewin?"),
        "{}",
        script.screen()
    );
    script.keys("<esc>");
    assert!(!script.quit);
    script.keys("<f1><c-q>");
    assert!(
        script.screen().contains("Leave Triplewin?"),
        "{}",
        script.screen()
    );
    script.keys("<down><enter>");
    assert!(script.quit);
}

#[test]
fn a_triage_asks_once_whether_its_answers_may_go() {
    for keys in ["<c-q>", "<f9>projects<enter>", "<f1><c-q>"] {
        let mut script = Script::in_a_kiosk();
        script.triage().keys("y<enter>").keys(keys);
        let asked = script.screen();
        assert!(asked.contains("keep nothing of this triage?"), "{keys}: {asked}");
        script.keys("<c-q>");
        assert!(!script.quit, "{keys}");
        script.keys("<down><down><enter>");
        assert!(script.quit, "{keys}: {}", script.screen());
    }
    let mut script = Script::in_a_kiosk();
    script.triage().keys("<f9>projects<enter>");
    assert!(
        script.screen().contains("Leave Triplewin?"),
        "{}",
        script.screen()
    );
}

#[cfg(unix)]
#[test]
fn every_document_goes_into_a_folder_of_the_exports_and_through_no_link() {
    let mut script = sample();
    let mine = script.app().session().path().map(std::path::Path::to_owned);
    let exports = mine.unwrap().parent().unwrap().join("exports");
    let outside = tempfile::tempdir().unwrap();
    script.go("documents").keys("<end>e<c-u>");
    script.paste(&outside.path().join("../up").display().to_string());
    script.keys("<enter>");
    let screen = script.screen();
    assert!(screen.contains("Written: 24 files, in exports/up"), "{screen}");
    assert_eq!(std::fs::read_dir(exports.join("up")).unwrap().count(), 24);

    std::os::unix::fs::symlink(outside.path(), exports.join("linked")).unwrap();
    std::fs::create_dir(exports.join("half")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("new.md"), exports.join("half/pid.md")).unwrap();
    for name in ["linked", "half"] {
        script.keys("e<c-u>").paste(name);
        script.keys("<enter>");
        let screen = script.screen();
        assert!(screen.contains("Not everything is written."), "{screen}");
        assert!(!screen.contains(outside.path().to_str().unwrap()), "{screen}");
        script.keys("<esc>");
    }
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(exports.join("half")).unwrap().count(), 1);
}

#[test]
fn a_comparison_takes_no_path() {
    let mut script = sample();
    let elsewhere = script.folder.path().join("theirs.json");
    let mine = script.app().session().path().unwrap().to_owned();
    std::fs::copy(mine, &elsewhere).unwrap();
    script.keys("<f9>compare with<enter>");
    assert!(!script.screen().contains("path"), "{}", script.screen());
    script.keys(elsewhere.to_str().unwrap()).keys("<enter>");
    assert!(
        script.screen().contains("Choose a project of the list."),
        "{}",
        script.screen()
    );
}

#[test]
fn no_screen_shows_where_the_projects_lie() {
    let mut script = sample();
    let path = script.app().session().path().unwrap().to_owned();
    let folder = script.folder.path().to_str().unwrap().to_owned();
    script.projects();
    std::fs::write(&path, "{\"schema\": 1").unwrap();
    script.changed(&path);
    let screen = script.screen();
    assert!(screen.contains("Cannot be read"), "{screen}");
    assert!(!screen.replace(['\n', ' '], "").contains(&folder), "{screen}");
    script
        .keys("nAnother<enter>")
        .keys("<f9>compare with<enter><enter>");
    let screen = script.screen();
    assert!(screen.contains("That cannot be compared."), "{screen}");
    assert!(!screen.replace(['\n', ' '], "").contains(&folder), "{screen}");
}

#[test]
fn a_document_goes_to_the_exports_whatever_path_is_typed() {
    let mut script = sample();
    let outside = script.folder.path().join("outside.md");
    script.go("document/concept").keys("e<down><enter><c-u>");
    script.paste(&outside.display().to_string()).keys("<enter>");
    assert!(
        script.screen().contains("Written: exports/outside.md"),
        "{}",
        script.screen()
    );
    assert!(!outside.exists());
}
