//! The table holds together: every key means one thing, and everything can be reached.

use std::collections::{BTreeSet, HashSet};

use crossterm::event::{KeyEventKind, KeyModifiers};

use super::Scope as S;
use super::*;

/// The scopes that hold together on a screen, the most particular first.
const CONTEXTS: &[&[Scope]] = &[
    &[S::LongText, S::Text, S::Everywhere],
    &[S::Line, S::Text, S::Everywhere],
    &[S::YesNo, S::Choice, S::NoText, S::Everywhere],
    &[S::Choice, S::NoText, S::Everywhere],
    &[S::Pick, S::Line, S::Text, S::Everywhere],
    &[S::List, S::NoText, S::Everywhere],
    &[S::Milestones, S::List, S::NoText, S::Everywhere],
    &[S::Suggesting, S::List, S::NoText, S::Everywhere],
    &[S::Projects, S::NoText, S::Everywhere],
    &[S::Verdict, S::NoText, S::Everywhere],
    &[S::SignOffs, S::NoText, S::Everywhere],
    &[S::Risks, S::NoText, S::Everywhere],
    &[S::TriageEnd, S::NoText, S::Everywhere],
    &[S::Compare, S::NoText, S::Everywhere],
    &[S::Footer, S::YesNo, S::NoText, S::Everywhere],
    &[S::Footer, S::Skippable, S::NoText, S::Everywhere],
    &[S::Footer, S::Projects, S::NoText, S::Everywhere],
];

fn press(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn ctrl(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn event(key: Key) -> KeyEvent {
    match key {
        Key::Code(code) => press(code),
        Key::Ctrl(c) => ctrl(c),
        Key::CtrlCode(code) => KeyEvent::new(code, KeyModifiers::CONTROL),
        Key::Char(c) => press(KeyCode::Char(c)),
        Key::Digit => press(KeyCode::Char('1')),
    }
}

#[test]
fn no_key_stands_twice_in_a_scope() {
    let mut seen = HashSet::new();
    for info in ACTIONS {
        for key in info.keys {
            assert!(
                seen.insert((info.scope, *key)),
                "{} twice {}",
                key.name(),
                info.scope.words()
            );
        }
    }
}

#[test]
fn where_two_scopes_share_a_key_the_narrower_one_is_meant() {
    let mut shadows = BTreeSet::new();
    for scopes in CONTEXTS {
        for (rank, scope) in scopes.iter().enumerate() {
            for info in ACTIONS.iter().filter(|info| info.scope == *scope) {
                for key in info.keys {
                    let winner = action_for(event(*key), scopes).unwrap();
                    let above = scopes[..rank]
                        .iter()
                        .any(|above| ACTIONS.iter().any(|i| i.scope == *above && i.keys.contains(key)));
                    if above && winner != info.action {
                        shadows.insert((key.name(), winner, info.action));
                    }
                }
            }
        }
    }
    let expected = [
        ("/", Action::Filter, Action::Search),
        ("End", Action::LineEnd, Action::Last),
        ("Enter", Action::Open, Action::Accept),
        ("Enter", Action::Press, Action::Accept),
        ("Enter", Action::Press, Action::Open),
        ("Enter", Action::NewLine, Action::Accept),
        ("Home", Action::LineStart, Action::First),
    ];
    let expected: BTreeSet<_> = expected
        .map(|(key, winner, loser)| (key.to_owned(), winner, loser))
        .into();
    assert_eq!(shadows, expected);
}

#[test]
fn every_row_is_reached_by_each_of_its_keys() {
    for info in ACTIONS {
        for key in info.keys {
            assert_eq!(
                action_for(event(*key), &[info.scope]),
                Some(info.action),
                "{}",
                key.name()
            );
        }
        assert_eq!(
            info.keys.is_empty(),
            info.group == Group::Places,
            "{:?}",
            info.action
        );
    }
}

#[test]
fn no_key_needs_alt_or_shift_with_enter() {
    for info in ACTIONS {
        for key in info.keys {
            let name = key.name();
            assert!(!name.contains("Alt"), "{name}");
            assert!(!name.contains("Shift") || name == "Shift+Tab", "{name}");
        }
    }
}

#[test]
fn labels_have_two_words_at_most() {
    for info in ACTIONS {
        let words = info.label.split_whitespace().count();
        assert!((1..=2).contains(&words), "{:?}", info.label);
        assert!(!info.what.is_empty());
    }
}

#[test]
fn a_letter_that_chooses_is_typed_in_a_text() {
    for c in 'a'..='z' {
        let key = press(KeyCode::Char(c));
        assert_eq!(action_for(key, &[S::LongText, S::Text, S::Everywhere]), None);
        assert_eq!(action_for(key, &[S::Line, S::Text, S::Everywhere]), None);
    }
    for c in ['?', '/', ' ', '3'] {
        let key = press(KeyCode::Char(c));
        assert_eq!(action_for(key, &[S::Line, S::Text, S::Everywhere]), None);
    }
}

#[test]
fn capital_letters_choose_too_and_numbers_carry_their_digit() {
    let checklist = &[S::YesNo, S::Choice, S::NoText, S::Everywhere];
    let capital = KeyEvent::new(KeyCode::Char('Y'), KeyModifiers::SHIFT);
    assert_eq!(action_for(capital, checklist), Some(Action::Yes));
    let three = press(KeyCode::Char('3'));
    assert_eq!(action_for(three, checklist), Some(Action::Number(3)));
    let alt = KeyEvent::new(KeyCode::Char('y'), KeyModifiers::ALT);
    assert_eq!(action_for(alt, checklist), None);
}

#[test]
fn events_are_normalised() {
    let text = &[S::LongText, S::Text, S::Everywhere];
    assert_eq!(action_for(ctrl('h'), text), Some(Action::EraseBack));
    assert_eq!(action_for(ctrl('H'), text), Some(Action::EraseBack));
    assert_eq!(
        action_for(press(KeyCode::Char('\u{8}')), text),
        Some(Action::EraseBack)
    );
    assert_eq!(
        action_for(KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT), &[S::Everywhere]),
        Some(Action::PreviousControl)
    );
    assert_eq!(
        action_for(
            KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
            &[S::Everywhere]
        ),
        Some(Action::PreviousControl)
    );
    assert_eq!(
        action_for(
            KeyEvent::new(KeyCode::Enter, KeyModifiers::SHIFT),
            &[S::Everywhere]
        ),
        Some(Action::Accept)
    );
    let release = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
    assert_eq!(normalise(release), None);
}

#[test]
fn the_readme_table_has_every_key_once_a_scope() {
    let table = key_table();
    assert!(table.contains("| `F6` or `Ctrl+N` | everywhere | Next screen; never blocked"));
    assert!(table.contains("| `Backspace` or `Ctrl+H` | in a text |"));
    let rows = ACTIONS.iter().filter(|info| !info.keys.is_empty()).count();
    assert_eq!(table.lines().count(), rows + 2);
    assert!(
        table.lines().all(|line| line.matches('|').count() == 4),
        "{table}"
    );
}

#[test]
fn the_keys_of_a_screen_leave_out_what_means_something_else_there() {
    let verdict = &[S::Verdict, S::NoText, S::Everywhere];
    let keys: Vec<Action> = in_scopes(verdict).map(|info| info.action).collect();
    assert!(keys.contains(&Action::Open));
    assert!(!keys.contains(&Action::Accept));
    assert!(!keys.contains(&Action::Yes));
}
