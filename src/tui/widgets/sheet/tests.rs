//! How a sheet is drawn, chosen from and scrolled.

use ratatui::style::Modifier;

use super::*;
use crate::tui::actions::Action;
use crate::tui::widgets::canvas::{FULL, SIZES, canvas, rows, with};

fn menu(entries: usize, columns: u16) -> Sheet {
    let mut sheet = Sheet::new(columns, FULL);
    sheet.words("What next?", FULL.prompt());
    sheet.blank();
    for at in 1..=entries {
        sheet.sentence(&format!("entry {at}"), FULL.quiet());
    }
    sheet.blank();
    for line in 1..=5 {
        sheet.words(format!("line {line}"), FULL.quiet());
    }
    sheet
}

fn draw(sheet: &Sheet, state: &SheetState, width: u16, height: u16) -> Vec<String> {
    let mut buf = canvas(width, height);
    let area = buf.area;
    sheet.view(state, true, area, &mut buf);
    rows(&buf)
}

#[test]
fn one_row_has_the_mark_and_its_label_is_reversed() {
    let sheet = menu(2, 40);
    let mut buf = canvas(40, 12);
    let area = buf.area;
    let cursor = sheet.view(&SheetState::at(1), true, area, &mut buf);
    assert_eq!(rows(&buf)[..5], ["What next?", "", "  entry 1", "> entry 2", ""]);
    assert_eq!(with(&buf, Modifier::REVERSED), ["entry 2"]);
    assert_eq!(cursor, Some(Position::new(0, 3)));
}

#[test]
fn arrows_choose_and_then_scroll_to_the_end_and_back() {
    let sheet = menu(3, 40);
    let mut state = SheetState::default();
    assert_eq!(
        draw(&sheet, &state, 40, 8),
        [
            "What next?",
            "",
            "> entry 1",
            "  entry 2",
            "  entry 3",
            "",
            "line 1",
            "  4 lines more below"
        ]
    );
    for _ in 0..6 {
        state.act(Action::Down, &sheet);
        draw(&sheet, &state, 40, 8);
    }
    assert_eq!(
        draw(&sheet, &state, 40, 8),
        [
            "> entry 3",
            "",
            "line 1",
            "line 2",
            "line 3",
            "line 4",
            "line 5",
            "  4 lines more above"
        ]
    );
    for _ in 0..9 {
        state.act(Action::Up, &sheet);
        draw(&sheet, &state, 40, 8);
    }
    assert_eq!(draw(&sheet, &state, 40, 8)[0], "What next?");
    assert_eq!(state.chosen(&sheet), Some(0));
}

#[test]
fn a_page_may_leave_the_chosen_row_behind_and_an_arrow_finds_it_again() {
    let sheet = menu(1, 40);
    let mut state = SheetState::default();
    draw(&sheet, &state, 40, 4);
    state.act(Action::PageDown, &sheet);
    let shown = draw(&sheet, &state, 40, 4);
    assert_eq!(shown[0], "");
    assert!(shown[3].ends_with("2/3"), "{shown:?}");
    assert_eq!(state.chosen(&sheet), None);
    state.act(Action::Up, &sheet);
    assert_eq!(draw(&sheet, &state, 40, 4)[0], "> entry 1");
    state.act(Action::Last, &sheet);
    assert!(draw(&sheet, &state, 40, 4)[3].starts_with("line 5"));
}

#[test]
fn a_sentence_wraps_under_itself_and_is_chosen_whole() {
    let mut sheet = Sheet::new(20, FULL);
    sheet.sentence("Red questions 4, 5, 8, 9 and 10 are open", FULL.quiet());
    let mut buf = canvas(20, 3);
    let area = buf.area;
    sheet.view(&SheetState::default(), true, area, &mut buf);
    assert_eq!(
        rows(&buf),
        ["> Red questions 4,", "  5, 8, 9 and 10 are", "  open"]
    );
    assert_eq!(with(&buf, Modifier::REVERSED).len(), 3);
}

#[test]
fn no_size_panics() {
    for (width, height) in SIZES {
        for entries in [0, 1, 30] {
            let sheet = menu(entries, width);
            let mut state = SheetState::at(7);
            for action in [
                Action::Down,
                Action::PageDown,
                Action::Last,
                Action::Up,
                Action::PageUp,
                Action::First,
            ] {
                let _ = draw(&sheet, &state, width, height);
                state.act(action, &sheet);
            }
        }
    }
}
