//! What questions look like: whole screens, and the styles of some of their cells.

use insta::assert_snapshot;
use ratatui::style::{Color, Modifier};

use super::{sized, styled};
use crate::tui::{harness::FULL, theme::Look};

const NO_COLOUR: Look = Look {
    colour: false,
    ascii: false,
    plain: false,
};
const ASCII: Look = Look {
    colour: true,
    ascii: true,
    plain: false,
};

#[test]
fn the_question_is_brightest_the_answer_next_and_the_rest_quiet() {
    let script = sized(80, 24, FULL, "checklist.12");
    assert_snapshot!("checklist_80x24", script.screen());
    assert!(styled(&script, 4, Modifier::BOLD).len() > 40);
    assert_eq!(styled(&script, 3, Modifier::BOLD), "AMBER");
    assert_eq!(styled(&script, 8, Modifier::BOLD), ">             (•) No");
    assert_eq!(styled(&script, 15, Modifier::BOLD), "");
    let buffer = script.buffer();
    assert_eq!(buffer[(1, 3)].symbol(), "▌");
    assert_eq!(buffer[(1, 3)].fg, Color::Yellow);
    assert_eq!(buffer[(2, 3)].fg, Color::Reset);
    assert_eq!(buffer[(0, 8)].fg, Color::Magenta);
    let script = sized(80, 24, NO_COLOUR, "checklist.12");
    let coloured = script
        .buffer()
        .content()
        .iter()
        .filter(|cell| cell.fg != Color::Reset);
    assert_eq!(coloured.count(), 0);
    assert!(script.screen().contains("  AMBER  Question 12"));
}

#[test]
fn every_kind_of_question_at_80x24() {
    for (name, place) in [
        ("long_text", "scoping.scale"),
        ("three_way", "concept.objectives"),
        ("money", "pid.cost"),
        ("decision", "concept.decision"),
        ("quarter_taken_over", "pid.start"),
        ("attestation", "agreement.legal-experts"),
        ("choice", "project.setting"),
        ("offered", "pid.background"),
    ] {
        let script = sized(80, 24, FULL, place);
        assert_snapshot!(format!("{name}_80x24"), script.screen());
    }
}

#[test]
fn the_wide_screen_and_ascii() {
    assert_snapshot!("checklist_140x40", sized(140, 40, FULL, "checklist.4").screen());
    assert_snapshot!("long_text_140x40", sized(140, 40, FULL, "scoping.scale").screen());
    let ascii = sized(80, 24, ASCII, "checklist.12").screen();
    assert_snapshot!("checklist_ascii_80x24", ascii);
    let own: String = ascii.lines().filter(|line| !line.contains("| ")).collect();
    assert!(own.is_ascii(), "{own}");
}
