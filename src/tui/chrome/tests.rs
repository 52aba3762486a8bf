//! What stands around the screens, at the sizes that matter.

use ratatui::style::{Color, Modifier};

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

#[test]
fn the_status_row_says_as_much_as_fits_and_the_verdict_always() {
    for (width, expected) in [
        (
            80,
            " JOINT WORKING   1 amber no   2 things before Stage 2   F3 all",
        ),
        (40, "JOINT WORKING 1 amber no   F3 more"),
    ] {
        let script = Script::sample_sized(width, 24, FULL);
        let screen = script.screen();
        assert_eq!(screen.lines().nth(22), Some(expected));
    }
}

#[test]
fn the_outline_the_panel_and_the_saved_words_stand_where_the_eye_looks_for_them() {
    let mut script = Script::sample_sized(140, 40, FULL);
    script.go("item/checklist.4");
    let buffer = script.buffer();
    let row =
        |y: u16, from: u16, to: u16| -> String { (from..to).map(|x| buffer[(x, y)].symbol()).collect() };
    assert_eq!(row(3, 1, 31).trim_end(), "Stage 1  Scoping");
    assert_eq!(row(3, 105, 121), "[~] 1 Scoping   ");
    assert!(row(0, 100, 140).ends_with("Saved 14:02 "));
    let screen = script.screen();
    assert!(screen.contains("Stage 2  Set-up         to come"), "{screen}");
    assert!(screen.contains("Before Stage 2              F3 all"), "{screen}");
    // the bar beside AMBER has the hue, the word has not
    let amber = (0..40).find(|y| row(*y, 105, 112) == "▌AMBER ").unwrap();
    assert_eq!(buffer[(105, amber)].fg, Color::Yellow);
    assert_eq!(buffer[(106, amber)].fg, Color::Reset);
    assert!(buffer[(106, amber)].modifier.contains(Modifier::BOLD));
}

#[test]
fn the_outline_tells_a_no_from_a_yes_and_keeps_its_marks() {
    let mut script = Script::sample_sized(140, 40, FULL);
    script.go("item/checklist.11");
    let row = |script: &Script, label: &str| -> String {
        let screen = script.screen();
        let row = screen.lines().find(|row| row.contains(label));
        row.unwrap_or_default().chars().take(32).collect()
    };
    assert_eq!(
        row(&script, "12 Skills and capacity").trim_end(),
        "  no [x] 12 Skills and capacity"
    );
    assert_eq!(
        row(&script, "14 The whole").trim_end(),
        "     [x] 14 The whole lifecycle"
    );
    script.go("item/checklist.12");
    assert_eq!(
        row(&script, "12 Skills and capacity").trim_end(),
        " no• [x] 12 Skills and capacity"
    );
    script.go("item/checklist.4").keys("n").go("item/checklist.11");
    assert_eq!(
        row(&script, "4  A fair share").trim_end(),
        "  no [!] 4  A fair share"
    );
    // 1A answered no is another route, and nothing to look after
    script.go("item/checklist.1A").keys("n").go("item/checklist.11");
    assert!(row(&script, "1A Patients first").starts_with("     ["));
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_no_size_panics() {
    let mut script = Script::sample_sized(30, 6, FULL);
    assert!(
        script.screen().starts_with("Too small: 30x6."),
        "{}",
        script.screen()
    );
    for look in [FULL, Look::plainly()] {
        let mut script = Script::sample_sized(140, 40, look);
        script.go("item/checklist.4");
        for width in [1, 2, 12, 39, 40, 41, 59, 60, 71, 72, 99, 100, 101, 139, 140, 200] {
            for height in [1, 2, 8, 9, 10, 12, 13, 15, 16, 19, 20, 23, 24, 29, 30, 50] {
                script.resize(width, height);
            }
        }
    }
    script.resize(80, 24);
    assert!(script.screen().contains("Saved 14:02"));
}

#[test]
fn what_is_not_saved_is_said_top_right_until_it_is() {
    let mut script = Script::sample();
    script.go("item/checklist.4");
    let folder = script.folder.path().join("projects");
    let away = script.folder.path().join("away");
    std::fs::rename(&folder, &away).unwrap();
    std::fs::write(&folder, "").unwrap();
    script.keys("n<c-s>");
    let first = script.screen().lines().next().unwrap().to_owned();
    let at = first.chars().position(|c| c == 'N').unwrap();
    assert!(first.contains("/ Checklist"), "{first}");
    let cell = &script.buffer()[(u16::try_from(at).unwrap(), 0)];
    assert_eq!(cell.fg, Color::Red);
    assert!(cell.modifier.contains(Modifier::BOLD | Modifier::REVERSED));
    script.resize(40, 9);
    assert!(
        script.screen().lines().next().unwrap().contains("NOT SAVED"),
        "{}",
        script.screen()
    );
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&away, &folder).unwrap();
    script.keys("<c-s>");
    assert!(
        script.screen().lines().next().unwrap().ends_with("Saved 14:02"),
        "{}",
        script.screen()
    );
}

#[test]
fn a_triage_shows_its_verdict_and_counts_and_says_that_nothing_is_kept() {
    let mut script = Script::sized(110, 24, FULL);
    script.triage();
    let screen = script.screen();
    assert!(screen.starts_with(" Triplewin / Quick triage"), "{screen}");
    assert!(
        screen
            .lines()
            .next()
            .unwrap()
            .ends_with("Not kept: no project yet")
    );
    assert!(screen.contains("Verdict so far"), "{screen}");
    assert!(screen.contains("1A open"), "{screen}");
    assert!(!screen.contains("Next   "), "{screen}");
    assert!(!screen.contains("F3"), "{screen}");
    script.resize(40, 9);
    let screen = script.screen();
    assert!(screen.starts_with("Quick triage 1 of 15"), "{screen}");
}
