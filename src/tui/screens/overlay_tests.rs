//! Menu, go to, search, help and F3 over a sample, as somebody meets them.

use insta::assert_snapshot;
use ratatui::style::Color;

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

const SIZES: [(u16, u16); 2] = [(40, 9), (80, 24)];

/// The verdict of the sample, with an overlay that these keys open.
fn over_verdict(columns: u16, rows: u16, look: Look, keys: &str) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go("verdict").keys(keys);
    script
}

#[test]
fn every_overlay_at_every_size() {
    for (name, keys) in [
        ("verdict", ""),
        ("status", "<f3>"),
        ("menu", "<f9>"),
        ("menu_typed", "<f9>sign"),
        ("go_to", "<f2>"),
        ("go_to_number", "<f2>4"),
        ("search", "<c-f>"),
        ("search_found", "<c-f>conflict interest"),
        ("help", "<f1>"),
    ] {
        for (columns, rows) in SIZES {
            let script = over_verdict(columns, rows, FULL, keys);
            assert_snapshot!(format!("{name}_{columns}x{rows}"), script.screen());
        }
    }
}

#[test]
fn enter_on_a_step_of_the_status_leads_to_its_answers() {
    for (columns, rows) in [(40, 9), (80, 24), (140, 40)] {
        let mut script = over_verdict(columns, rows, FULL, "<f3>");
        let chosen = |script: &Script| {
            let screen = script.screen();
            let mut rows = screen.lines();
            rows.any(|row| row.contains(">   [!] Checklist"))
        };
        for _ in 0..40 {
            if !chosen(&script) {
                script.keys("<down>");
            }
        }
        assert_snapshot!(format!("status_step_{columns}x{rows}"), script.screen());
        script.keys("<enter>");
        assert_eq!(script.place(), "check/checklist");
        script.keys("<f3><esc>");
        assert_eq!(script.place(), "check/checklist");
        script.keys("<enter>");
        assert!(
            script.place().starts_with("item/checklist."),
            "{}",
            script.place()
        );
        script.keys("<f5>");
        assert_eq!(script.place(), "check/checklist");
    }
}

#[test]
fn the_status_says_that_a_project_has_ended_and_when() {
    for (columns, rows) in [(40, 9), (80, 24)] {
        let mut script = Script::sample_named("complete-bone-health", columns, rows, FULL);
        script.keys("<f3>");
        let mut seen = script.screen();
        for _ in 0..9 {
            script.keys("<pgdn>");
            seen.push_str(&script.screen());
        }
        assert!(seen.contains("work done, ended 2 Jun 2025"), "{seen}");
    }
    let mut script = Script::sample_named("complete-bone-health", 80, 24, FULL);
    script.answer_with("project.actual-end", serde_json::json!("2999-01-01"));
    script.keys("<f3><end>");
    assert!(!script.screen().contains("ended"), "{}", script.screen());
}

#[test]
fn wide_screens_keep_outline_and_panel_around_the_overlay() {
    for (name, keys) in [("verdict", ""), ("status", "<f3>"), ("go_to", "<f2>")] {
        let script = over_verdict(140, 40, FULL, keys);
        assert_snapshot!(format!("{name}_140x40"), script.screen());
    }
}

#[test]
fn the_plain_look_draws_ascii_alone() {
    for (name, keys) in [("verdict", ""), ("status", "<f3>"), ("menu", "<f9>")] {
        let script = over_verdict(80, 24, Look::plainly(), keys);
        assert!(script.screen().is_ascii(), "{}", script.screen());
        assert_snapshot!(format!("{name}_plain"), script.screen());
    }
}

#[test]
fn without_colour_the_bars_are_blank_and_the_words_stay_where_they_are() {
    let grey = Look {
        colour: false,
        ..FULL
    };
    let (colour, none) = (over_verdict(80, 24, FULL, ""), over_verdict(80, 24, grey, ""));
    assert_eq!(colour.screen().replace('▌', " "), none.screen());
    let hues = |script: &Script| -> Vec<Color> {
        let cells = script.buffer().content().iter();
        cells
            .map(|cell| cell.fg)
            .filter(|fg| *fg != Color::Reset)
            .collect()
    };
    assert!(hues(&colour).contains(&Color::Yellow));
    assert!(hues(&none).is_empty());
}

#[test]
fn one_mark_stands_on_every_screen_and_the_cursor_is_shown() {
    for keys in [
        "",
        "<f3>",
        "<f9>",
        "<f2>",
        "<c-f>trust",
        "<f9>nothing is called so",
    ] {
        let script = over_verdict(80, 24, FULL, keys);
        let marks = script.screen().matches('>').count();
        assert!(marks <= 1, "{keys}: {}", script.screen());
    }
}

#[test]
fn typing_a_name_goes_there_and_enter_on_nothing_goes_nowhere() {
    let mut script = over_verdict(80, 24, FULL, "<f2>risks<enter>");
    assert_eq!(script.place(), "list/risks");
    script.keys("<f2>nothing is called so<enter><esc>");
    assert_eq!(script.place(), "list/risks");
}

#[test]
fn the_same_key_closes_what_it_opened_and_another_one_changes_over() {
    let mut script = over_verdict(80, 24, FULL, "<f9>");
    let place = |script: &Script| script.screen().lines().next().unwrap_or_default().to_owned();
    assert!(place(&script).contains("Menu"));
    script.keys("<f2>");
    assert!(place(&script).contains("Go to"));
    script.keys("<f2>");
    assert!(place(&script).contains("Verdict"));
    script.keys("<f3><f3><f1><f1><c-f><c-f>");
    assert!(place(&script).contains("Verdict"));
}

#[test]
fn a_word_of_the_field_shows_what_it_means_and_leads_back_to_the_search() {
    let mut script = over_verdict(80, 24, FULL, "<c-f>conflict interest<enter>");
    assert!(
        script.screen().contains("Back to the search"),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert!(
        script.screen().contains("conflict interest"),
        "what was typed is still there"
    );
}

#[test]
fn own_answers_are_found_where_they_stand() {
    let mut script = over_verdict(80, 24, FULL, "<c-f>northmere");
    assert!(script.screen().contains("party"), "{}", script.screen());
    script.keys("<end><pgup>");
    assert_eq!(script.screen().matches("> ").count(), 1);
}

#[test]
fn help_names_the_keys_that_hold_and_no_other() {
    let mut script = over_verdict(80, 60, FULL, "<f1>");
    let mut seen = String::new();
    for _ in 0..8 {
        seen.push_str(&script.screen());
        script.keys("<pgdn>");
    }
    assert!(seen.contains("Go to the question"));
    assert!(!seen.contains("Withdraw the sign-off"));
    assert!(seen.contains("Words of the field"));
}

#[test]
fn the_menu_does_what_the_key_would_and_hides_what_does_nothing() {
    let mut script = over_verdict(80, 24, FULL, "<f9>");
    assert!(!script.screen().contains("Undo"), "nothing to undo yet");
    script.keys("where the<enter>");
    assert!(script.screen().contains("Where it stands"));
}

#[test]
fn no_size_panics() {
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
        for keys in ["", "<f3>", "<f9>", "<f2>", "<c-f>trust", "<f1>"] {
            let mut script = over_verdict(columns, rows, FULL, keys);
            script.keys("<pgdn><down><end><up><home>");
        }
    }
}
