//! Which keys of one read are a paste that the terminal did not mark as one.
//!
//! Packets, dictation and braille macros make bursts too. So only where a text has the focus, and
//! only sixteen characters or more, or several lines, in one read are taken as a paste.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Focus, Input, Piece};
use crate::characters;

/// So many characters in one read are not typed by hand.
const BURST: usize = 16;

/// The pieces of one read as inputs.
pub(super) fn inputs(pieces: Vec<Piece>, focus: Focus) -> Vec<Input> {
    let mut inputs = Vec::with_capacity(pieces.len());
    let mut run = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Key(key) if focus == Focus::Text && character(key).is_some() => run.push(key),
            Piece::Key(key) => {
                flush(&mut run, &mut inputs);
                inputs.push(Input::Key(key));
            }
            Piece::Paste(text) => {
                flush(&mut run, &mut inputs);
                inputs.push(Input::Paste(text));
            }
        }
    }
    flush(&mut run, &mut inputs);
    inputs
}

/// Ends a run of characters: it is a paste, or it was typed.
fn flush(run: &mut Vec<KeyEvent>, inputs: &mut Vec<Input>) {
    let keys = std::mem::take(run);
    // a tab at either end is the key that moves on, and so is the one line break at the end
    let is_tab = |key: &&KeyEvent| key.code == KeyCode::Tab;
    let from = keys.iter().take_while(is_tab).count();
    let mut to = keys.len() - keys.iter().skip(from).rev().take_while(is_tab).count();
    let text = |from: usize, to: usize| -> String {
        keys.iter()
            .take(to)
            .skip(from)
            .filter_map(|key| character(*key))
            .collect()
    };
    let mut pasted = text(from, to);
    if pasted.matches('\n').count() == 1 && pasted.ends_with('\n') {
        to -= 1;
        pasted = text(from, to);
    }
    let printable = pasted.chars().filter(|c| !c.is_control()).count();
    let is_paste = printable >= BURST || (printable > 0 && pasted.contains('\n'));
    let single = |key: &KeyEvent| Input::Key(*key);
    if is_paste {
        inputs.extend(keys.iter().take(from).map(single));
        inputs.push(Input::Paste(characters::stripped(&pasted)));
        inputs.extend(keys.iter().skip(to).map(single));
    } else {
        inputs.extend(keys.iter().map(single));
    }
}

/// The character that a key types into a text.
fn character(key: KeyEvent) -> Option<char> {
    match (key.code, key.modifiers) {
        (KeyCode::Char(c), KeyModifiers::NONE) => Some(c),
        (KeyCode::Enter, KeyModifiers::NONE) | (KeyCode::Char('j'), KeyModifiers::CONTROL) => Some('\n'),
        (KeyCode::Tab, KeyModifiers::NONE) => Some('\t'),
        _ => None,
    }
}
