//! Typing, erasing, pasting, limits, and where the cursor stands.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use super::super::canvas::{FULL, SIZES, canvas, rows, with};
use super::*;

fn press(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn ctrl(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::CONTROL)
}

fn type_in(input: &mut TextInput, text: &str) {
    for c in text.chars() {
        let _ = input.key(press(KeyCode::Char(c)));
    }
}

fn draw(input: &TextInput, focused: bool, width: u16, height: u16) -> (Buffer, Option<Position>) {
    let mut buf = canvas(width, height);
    let area = Rect::new(2.min(width), 0, width.saturating_sub(2), height);
    let cursor = input.view(focused, FULL, area, &mut buf);
    (buf, cursor)
}

#[test]
fn a_focused_text_has_its_bar_on_each_row_and_the_cursor_where_one_types() {
    let input = TextInput::long("In the north of the county\n\nThe wait");
    let (buf, cursor) = draw(&input, true, 24, 6);
    assert_eq!(
        rows(&buf),
        [
            "> ┃ In the north of the",
            "  ┃ county",
            "  ┃",
            "  ┃ The wait",
            "  ┃",
            "  ┃"
        ]
    );
    assert_eq!(cursor, Some(Position::new(12, 3)));
    assert_eq!(buf[(2, 0)].fg, Color::Magenta);
    assert!(with(&buf, Modifier::REVERSED).is_empty());
    assert!(with(&buf, Modifier::UNDERLINED).is_empty());
}

#[test]
fn without_the_focus_the_beginning_shows_and_an_ellipsis_says_there_is_more() {
    let input = TextInput::long("one two three four five six seven");
    let (buf, cursor) = draw(&input, false, 15, 2);
    assert_eq!(rows(&buf), ["  │ one two", "  │ three four…"].map(str::to_owned));
    assert_eq!(cursor, None);
    let line = TextInput::line("1 Example Way, Exampletown");
    let (buf, _) = draw(&line, false, 15, 1);
    assert_eq!(rows(&buf), ["  │ 1 Example…"]);
    let (buf, cursor) = draw(&line, true, 15, 1);
    assert_eq!(rows(&buf)[0], "> ┃ xampletown");
    assert_eq!(cursor, Some(Position::new(14, 0)));
}

#[test]
fn the_keys_of_a_text_edit_it() {
    let mut input = TextInput::long("");
    type_in(&mut input, "Two nurses each");
    assert_eq!(input.key(ctrl(KeyCode::Char('w'))), Edit::Changed);
    assert_eq!(input.text(), "Two nurses ");
    assert_eq!(input.key(ctrl(KeyCode::Char('j'))), Edit::ChangedAtWordEnd);
    type_in(&mut input, "Acmee");
    let _ = input.key(ctrl(KeyCode::Char('h')));
    assert_eq!(input.text(), "Two nurses \nAcme");
    let _ = input.key(ctrl(KeyCode::Char('a')));
    type_in(&mut input, "At ");
    let _ = input.key(ctrl(KeyCode::Char('k')));
    assert_eq!(input.text(), "Two nurses \nAt ");
    let _ = input.key(ctrl(KeyCode::Char('u')));
    assert_eq!(input.text(), "Two nurses \n");
    let _ = input.key(press(KeyCode::Up));
    let _ = input.key(ctrl(KeyCode::Right));
    let _ = input.key(press(KeyCode::Delete));
    assert_eq!(input.text(), "Two urses \n");
    assert_eq!(input.key(press(KeyCode::Tab)), Edit::Ignored);
    assert_eq!(input.key(press(KeyCode::F(6))), Edit::Ignored);
    assert_eq!(input.key(press(KeyCode::Esc)), Edit::Ignored);
    assert_eq!(input.key(ctrl(KeyCode::Char('z'))), Edit::Ignored);
}

#[test]
fn a_line_has_no_line_break_and_leaves_up_down_and_enter_to_the_form() {
    let mut input = TextInput::line("Acme");
    for key in [
        press(KeyCode::Enter),
        press(KeyCode::Up),
        press(KeyCode::Down),
        press(KeyCode::PageDown),
        ctrl(KeyCode::Char('j')),
    ] {
        assert_eq!(input.key(key), Edit::Ignored, "{key:?}");
    }
    assert_eq!(input.paste(" Pharma\r\nLtd\n"), Edit::ChangedAtWordEnd);
    assert_eq!(input.text(), "Acme Pharma Ltd");
}

#[test]
fn a_paste_is_cleaned_and_keeps_tabs_and_lines() {
    let mut input = TextInput::long("");
    let _ = input.paste("a\r\nb\rc\td\u{1b}[2J\u{202e}e\u{0}");
    assert_eq!(input.text(), "a\nb\nc\td[2Je");
    let (buf, _) = draw(&input, true, 20, 3);
    assert_eq!(rows(&buf)[2], "  ┃ c    d[2Je");
}

#[test]
fn what_does_not_fit_is_refused_in_words_and_nothing_is_lost() {
    let mut input = TextInput::line(&"x".repeat(LINE_LIMIT));
    let Edit::Refused(why) = input.key(press(KeyCode::Char('y'))) else {
        unreachable!("taken beyond the limit");
    };
    assert_eq!(why, "Not taken: a line holds 500 bytes at most");
    assert_eq!(input.key(press(KeyCode::Backspace)), Edit::Changed);
    assert_eq!(input.key(press(KeyCode::Char('y'))), Edit::Changed);
    assert_eq!(input.text().len(), LINE_LIMIT);

    let mut long = TextInput::long(&"word ".repeat(4000));
    assert_eq!(long.notice().as_deref(), Some("Long: 20 of at most 50 kB"));
    assert_eq!(
        long.paste(&"é".repeat(16_000)),
        Edit::Refused("Not pasted: a text holds 50 kB at most".to_owned())
    );
    assert_eq!(long.text().len(), 20_000);
    assert_eq!(TextInput::long("short").notice(), None);
}

#[test]
fn what_a_text_held_is_shown_safely_and_kept() {
    let held = "a\u{1b}b\u{202e}c\rd\u{feff}";
    let mut input = TextInput::long(held);
    assert_eq!(input.text(), held);
    let (buf, _) = draw(&input, true, 20, 1);
    assert_eq!(rows(&buf), ["> ┃ a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}"]);
    type_in(&mut input, "e");
    assert_eq!(input.text(), format!("{held}e"));
    assert_eq!(input.key(press(KeyCode::Char('\u{85}'))), Edit::Ignored);
    let line = TextInput::line("a\nb");
    assert_eq!(line.text(), "a\nb");
}

#[test]
fn another_text_coming_in_leaves_the_cursor_with_its_words() {
    let mut input = TextInput::long("one two");
    let _ = input.key(ctrl(KeyCode::Left));
    type_in(&mut input, "x");
    assert_eq!(input.text(), "one xtwo");
    input.set_text("a longer start: one xtwo");
    type_in(&mut input, "y");
    assert_eq!(input.text(), "a longer start: one xytwo");
    input.set_text("a longer start: one xytwo and more");
    type_in(&mut input, "z");
    assert_eq!(input.text(), "a longer start: one xyztwo and more");
    input.set_text("");
    type_in(&mut input, "new");
    assert_eq!(input.text(), "new");
}

#[test]
fn what_people_see_as_one_character_is_one() {
    let family = "👩\u{200d}👧";
    let mut input = TextInput::long(&format!("a{family}e\u{301}"));
    let _ = input.key(press(KeyCode::Backspace));
    assert_eq!(input.text(), format!("a{family}"));
    let _ = input.key(press(KeyCode::Left));
    type_in(&mut input, "b");
    assert_eq!(input.text(), format!("ab{family}"));
    let _ = input.key(press(KeyCode::Delete));
    assert_eq!(input.text(), "ab");
}

#[test]
fn pages_and_rows_follow_the_wrapped_text() {
    let mut input = TextInput::long(&"word ".repeat(40));
    assert_eq!(input.rows(24), 10);
    let _ = draw(&input, true, 26, 4);
    assert_eq!(input.key(press(KeyCode::PageUp)), Edit::Moved);
    let (_, cursor) = draw(&input, true, 26, 4);
    assert!(cursor.is_some_and(|cursor| cursor.y < 4));
    let _ = input.act(Action::First);
    let (_, cursor) = draw(&input, true, 26, 4);
    assert_eq!(cursor, Some(Position::new(4, 0)));
}

#[test]
fn no_size_panics() {
    for (width, height) in SIZES {
        for input in [
            TextInput::long(""),
            TextInput::long("one\ntwo three 日本語 four"),
            TextInput::line("a line"),
        ] {
            let (_, cursor) = draw(&input, true, width, height);
            if let Some(cursor) = cursor {
                assert!(cursor.x < width && cursor.y < height);
            }
            let _ = draw(&input, false, width, height);
            let _ = input.rows(width);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_keys_at_any_size_leave_a_cursor_on_the_screen(
        text in "(\\PC|[\t\n\u{1b}\u{202e}]){0,60}",
        keys in proptest::collection::vec(0usize..18, 0..30),
        width in 3u16..30,
        height in 1u16..6,
    ) {
        let actions = [
            Action::Left, Action::Right, Action::Up, Action::Down, Action::PageUp,
            Action::PageDown, Action::First, Action::Last, Action::WordLeft, Action::WordRight,
            Action::LineStart, Action::LineEnd, Action::EraseBack, Action::EraseForward,
            Action::EraseWord, Action::EraseToStart, Action::EraseToEnd, Action::NewLine,
        ];
        for kind in [TextInput::long(&text), TextInput::line(&text)] {
            let mut input = kind;
            prop_assert_eq!(&input.text(), &text);
            for key in &keys {
                let _ = input.act(actions[*key]);
                let (_, cursor) = draw(&input, true, width, height);
                let cursor = cursor.unwrap();
                prop_assert!(cursor.x < width && cursor.y < height);
            }
            let now = input.text();
            input.set_text(&format!("{now}!"));
            prop_assert_eq!(input.text(), format!("{now}!"));
        }
    }
}
