//! A company's project and the NHS body's copy of it, as somebody compares them.

use insta::assert_snapshot;
use ratatui::style::Modifier;
use serde_json::{Value as Json, json};

use crate::{
    project::Change,
    tui::{
        harness::{FULL, Script},
        theme::Look,
    },
};

/// The sample without its last amber answer, and in the same folder a copy that B. Person has
/// answered otherwise.
fn two(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    copy(&script, "theirs-0002", |answers| {
        let given = |value: Json, note: &str| {
            json!({"value": value, "note": note, "evidence": [], "by": "B. Person",
                "at": "2026-11-20T09:30:00Z"})
        };
        answers["checklist.4"] = given(
            json!("no"),
            "Acme pays so far; the Trust's nurses are not counted yet.",
        );
        answers["checklist.12"] = given(json!("unsure"), "Ask the transformation team.");
        let scale = answers["scoping.scale"]["value"].as_str().unwrap();
        let scale = scale
            .replace("9,200 people", "8,700 people")
            .replace("in the three", "in four");
        answers["scoping.scale"] = given(json!(scale), "");
        answers["scoping.workforce"] = json!({"value": null, "note": "", "evidence": [],
            "skipped": {"reason": "No change of staff", "by": "B. Person", "at": "2026-11-20T09:30:00Z"}});
        answers.as_object_mut().unwrap().remove("scoping.success");
    });
    script.change(vec![
        Change::Clear {
            item: "checklist.15".to_owned(),
        },
        Change::Clear {
            item: "checklist.13".to_owned(),
        },
    ]);
    script
}

/// Writes a copy of the open project into its folder, changed by another hand.
fn copy(script: &Script, id: &str, change: impl FnOnce(&mut Json)) -> std::path::PathBuf {
    let path = script.app().session().path().unwrap();
    let mut file: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    file["id"] = json!(id);
    change(&mut file["answers"]);
    let copy = path.with_file_name(format!("{id}.json"));
    std::fs::write(&copy, serde_json::to_vec_pretty(&file).unwrap()).unwrap();
    copy
}

/// The comparison of the two, over the verdict.
fn compared(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = two(columns, rows, look);
    script.go("verdict").keys("<f9>compare<enter><enter>");
    script
}

/// The words under the mark, up to where the table begins.
fn chosen(script: &Script) -> String {
    let screen = script.screen();
    let line = screen.lines().find(|line| line.trim_start().starts_with('>'));
    line.unwrap_or_default()
        .replace(['>', '▌'], " ")
        .split("  ")
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn the_page_at_every_size() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let mut script = two(columns, rows, FULL);
        script.go("verdict").keys("<f9>compare<enter>");
        assert_snapshot!(format!("choosing_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_snapshot!(format!("decides_{columns}x{rows}"), script.screen());
        script.keys("<down>");
        assert_snapshot!(format!("differs_{columns}x{rows}"), script.screen());
    }
    assert_snapshot!("decides_plain", compared(80, 24, Look::plainly()).screen());
}

#[test]
fn what_would_change_the_verdict_comes_first_and_taking_it_changes_it() {
    let mut script = compared(80, 24, FULL);
    assert_eq!(chosen(&script), "RED 4 / A fair share / yes / no");
    assert!(
        script
            .screen()
            .contains("With theirs, this project is not yet eligible.")
    );
    script.keys("t");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
    let note = &script
        .app()
        .session()
        .project()
        .answer("checklist.4")
        .unwrap()
        .note;
    assert!(note.starts_with("Acme pays so far"), "{note}");
    assert_eq!(
        script.app().message(),
        "Taken. Now not yet eligible: Ctrl+Z takes it back."
    );
    assert!(
        script.screen().contains("Here NOT YET ELIGIBLE"),
        "{}",
        script.screen()
    );
    // the next that differs is chosen; what was taken stands under Agree
    assert_eq!(
        chosen(&script),
        "Size of the problem / About 9,200 peopl… / About 8,700 people…"
    );
}

#[test]
fn undo_gives_it_back_on_the_same_screen() {
    let mut script = compared(80, 24, FULL);
    script.keys("t<c-z>");
    assert_eq!(script.answer("checklist.4"), "\"yes\"");
    assert!(
        script.screen().contains("Would change a verdict"),
        "{}",
        script.screen()
    );
    assert_eq!(chosen(&script), "RED 4 / A fair share / yes / no");
    script.keys("<c-y>");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
}

#[test]
fn a_skip_is_taken_with_its_reason() {
    let mut script = compared(80, 24, FULL);
    script.keys("<down><down>");
    assert!(
        chosen(&script).starts_with("Effect on staff / "),
        "{}",
        chosen(&script)
    );
    script.keys("<pgdn>");
    assert!(
        script.screen().contains("Not applicable: No change of staff"),
        "{}",
        script.screen()
    );
    script.keys("t");
    let answer = script
        .app()
        .session()
        .project()
        .answer("scoping.workforce")
        .unwrap();
    assert_eq!(answer.skipped.as_ref().unwrap().reason, "No change of staff");
    assert!(answer.value.is_some(), "what was written stays beneath");
}

#[test]
fn all_that_only_they_have_answered_is_taken_after_a_question_and_undone_at_once() {
    let mut script = compared(80, 24, FULL);
    script.keys("a");
    assert!(
        script
            .screen()
            .contains("Take the 2 answers that only they have given?"),
        "{}",
        script.screen()
    );
    assert!(script.screen().contains("15 Who certifies"));
    script.keys("<esc>");
    assert_eq!(script.answer("checklist.15"), "");
    script.keys("a<enter>");
    assert_ne!(script.answer("checklist.13"), "");
    assert_ne!(script.answer("checklist.15"), "");
    assert!(!script.screen().contains("Only there"), "{}", script.screen());
    script.keys("a");
    assert_eq!(
        script.app().message(),
        "They have answered nothing that is open here."
    );
    script.keys("<c-z>");
    assert_eq!(
        (script.answer("checklist.13"), script.answer("checklist.15")),
        (String::new(), String::new())
    );
}

#[test]
fn enter_goes_to_the_question_here_and_its_next_screen_comes_back() {
    let mut script = compared(80, 24, FULL);
    script.keys("<down><enter>");
    assert_eq!(script.place(), "item/scoping.scale");
    script.keys("<f6>");
    assert_eq!(
        chosen(&script),
        "Size of the problem / About 9,200 peopl… / About 8,700 people…"
    );
    // an answer given there is compared here
    script.keys("<up><enter>n<enter>");
    assert!(
        script.screen().contains("Here NOT YET ELIGIBLE"),
        "{}",
        script.screen()
    );
    script.keys("<f5>");
    assert_eq!(script.place(), "verdict");
}

#[test]
fn esc_f5_and_f6_lead_back_to_where_one_was() {
    for key in ["<esc>", "<f5>", "<f6>"] {
        let mut script = compared(80, 24, FULL);
        script.keys("<down>").keys(key);
        assert_eq!(script.place(), "verdict");
        assert!(
            !script.screen().contains("Would change a verdict"),
            "{key}: {}",
            script.screen()
        );
    }
}

#[test]
fn status_and_menu_lie_on_top_and_a_place_of_the_menu_leads_back() {
    let mut script = compared(80, 24, FULL);
    script.keys("<f3>");
    assert!(script.screen().contains("Before Stage 2"), "{}", script.screen());
    script.keys("<f3>");
    assert_eq!(chosen(&script), "RED 4 / A fair share / yes / no");
    script.keys("<f9>take their<enter>");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
    script.keys("<f9>sign-offs<enter>");
    assert_eq!(script.place(), "sign-offs/concept");
    script.keys("<f5>");
    assert!(script.screen().contains("Only here"), "{}", script.screen());
}

#[test]
fn what_differs_is_underlined_and_named() {
    let mut script = compared(80, 60, FULL);
    script.keys("<down>");
    let buffer = script.buffer();
    let underlined: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(underlined, "9,200thethree9,2008,700four8,700");
    assert!(
        script
            .screen()
            .contains("From here to there: \"9,200\" is now \"8,700\""),
        "{}",
        script.screen()
    );
}

#[test]
fn nothing_is_taken_where_there_is_nothing_to_take() {
    let mut script = compared(80, 24, FULL);
    let mut said = Vec::new();
    for _ in 0..60 {
        let row = chosen(&script);
        if row.starts_with("What success is") || row.starts_with("1A") {
            let before = script.app().session().project().clone();
            script.keys("t");
            said.push(script.app().message().to_owned());
            assert_eq!(*script.app().session().project(), before);
        }
        script.keys("<down>");
    }
    said.dedup();
    assert_eq!(
        said,
        [
            "They have not answered it: nothing to take.",
            "You agree, notes and all: nothing to take."
        ]
    );
}

#[test]
fn two_versions_are_shown_and_wait_for_them() {
    let mut script = Script::sample();
    copy(&script, "theirs-0002", |answers| {
        answers["checklist.4"]["versions"] = json!([
            {"value": "yes", "by": "B. Person", "at": "2026-11-20T09:30:00Z"},
            {"value": "no", "note": "Not yet.", "by": "C. Other", "at": "2026-11-20T09:31:00Z"}]);
    });
    script.go("verdict").keys("<f9>compare<enter><enter>t");
    assert_eq!(
        script.app().message(),
        "They have two versions of it: they choose first."
    );
    let mut screen = script.screen();
    for _ in 0..2 {
        screen.push_str(&script.keys("<pgdn>").screen());
    }
    for words in [
        "two versions",
        "B. Person, yesterday at 09:30: yes",
        "Note: Not yet.",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn a_copy_elsewhere_is_read_by_its_path_and_never_written() {
    let mut script = Script::sample();
    let copy = copy(&script, "theirs-0002", |answers| {
        answers["checklist.4"]["value"] = json!("no");
    });
    let elsewhere = script.folder.path().join("sent.json");
    std::fs::rename(&copy, &elsewhere).unwrap();
    let before = std::fs::read(&elsewhere).unwrap();
    script.go("verdict").keys("<f9>compare<enter>");
    assert!(script.screen().contains("No other project lies in this folder."));
    script.paste(elsewhere.to_str().unwrap()).keys("<enter>");
    assert_eq!(chosen(&script), "RED 4 / A fair share / yes / no");
    script.keys("t<c-s>");
    assert_eq!(std::fs::read(&elsewhere).unwrap(), before);
}

#[test]
fn a_copy_in_the_folder_is_offered_under_whatever_name_it_was_sent() {
    let mut script = Script::sample();
    let copy = copy(&script, "theirs-0002", |answers| {
        answers["checklist.4"]["value"] = json!("no");
    });
    std::fs::rename(&copy, copy.with_file_name("sent back.json")).unwrap();
    script.go("verdict").keys("<f9>compare<enter>sent");
    assert!(
        script
            .screen()
            .contains("sent back.json, last changed by A. Example"),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert_eq!(chosen(&script), "RED 4 / A fair share / yes / no");
}

#[test]
fn what_cannot_be_compared_says_why_in_full_and_leaves_the_choice() {
    let mut script = Script::sample();
    let folder = script
        .app()
        .session()
        .path()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    std::fs::write(folder.join("broken.json"), "{").unwrap();
    let other = copy(&script, "other-0003", |_| {});
    let text = std::fs::read_to_string(&other).unwrap();
    std::fs::write(&other, text.replace("nhs-abpi-2024", "other-2030")).unwrap();
    script.go("verdict").keys("<f9>compare<enter>");
    assert!(script.screen().contains("cannot be read"), "{}", script.screen());
    assert!(
        !script.screen().contains("other-0003"),
        "another edition is not offered"
    );
    script.keys("<enter>");
    assert!(script.screen().contains("line 1"), "{}", script.screen());
    script
        .keys("<enter>")
        .paste(other.to_str().unwrap())
        .keys("<enter>");
    assert!(script.screen().contains("other-2030"), "{}", script.screen());
    script
        .keys("<esc><c-u>")
        .paste("/nowhere/at-all.json")
        .keys("<enter>");
    assert!(
        script.screen().contains("That cannot be compared."),
        "{}",
        script.screen()
    );
    script.keys("<esc><esc>");
    assert_eq!(script.place(), "verdict");
}

#[test]
fn an_answer_under_a_sign_off_is_taken_after_the_question_about_it() {
    let mut script = Script::sample();
    let party = {
        let project = script.app().session().project();
        project.records("parties")[0].id.clone()
    };
    copy(&script, "theirs-0002", |answers| {
        answers["concept.purpose"]["value"] = json!("Something else altogether.");
    });
    script.change(vec![Change::Sign {
        subject: "concept".to_owned(),
        role: crate::guidance::SignRole::Approve,
        party,
        name: "A. Example".to_owned(),
        date: "2026-11-20".to_owned(),
        address: None,
    }]);
    script.go("verdict").keys("<f9>compare<enter><enter>");
    assert!(chosen(&script).starts_with("Purpose"), "{}", script.screen());
    script.keys("t");
    assert!(
        script.screen().contains("With this edit a sign-off lapses."),
        "{}",
        script.screen()
    );
    script.keys("<down><enter>");
    assert_eq!(script.answer("concept.purpose"), "\"Something else altogether.\"");
    assert!(
        script.screen().contains("You agree") || script.screen().contains("Agree"),
        "{}",
        script.screen()
    );
}

#[test]
fn everything_is_reached_by_tab_arrows_enter_and_letters_and_no_size_panics() {
    let mut script = compared(80, 24, FULL);
    script.keys("<tab><right><enter>");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (12, 3),
        (39, 8),
        (40, 9),
        (60, 13),
        (99, 16),
        (200, 60),
    ] {
        let mut script = compared(columns, rows, FULL);
        script.keys("<pgdn><down><end><up><home>t<c-z>a<esc><f9><esc>");
    }
}
