//! From the bytes of a terminal to keys and pastes.
//!
//! A sequence may come in pieces, over SSH above all: one that breaks off is waited for, a lone
//! Esc too, and put together again only if it then makes a key that there is. Unknown sequences
//! are swallowed, so that their tails are never taken for letters.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::characters;
use crate::tui::actions;

/// So long the rest of a sequence is waited for.
const SEQUENCE: Duration = Duration::from_millis(120);
/// So long the rest of a paste is waited for, on links that stall.
const PASTE: Duration = Duration::from_secs(5);
/// No sequence of a key is longer; what is, is swallowed.
const LONGEST: usize = 64;
/// What is pasted beyond so many bytes is left out; no text takes half of it.
const MOST_PASTED: usize = 1 << 20;

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// A key or a paste, as the terminal marked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A key, normalised.
    Key(KeyEvent),
    /// A bracketed paste, cleaned.
    Paste(String),
}

/// Bytes that were read and are not a key yet.
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// The read before ended with an Esc that nothing followed.
    lone_esc: bool,
    /// Whether what comes belongs to an answer of the terminal, up to its end.
    answering: bool,
}

/// What the beginning of some bytes is, and how many of them.
enum Parsed {
    Key(KeyEvent, usize),
    PasteStart(usize),
    AnswerStart(usize),
    Swallowed(usize),
    Unfinished,
    Unknown(usize),
}

impl Parser {
    /// Takes the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.pending.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() {
                self.pending_into_paste(&mut pieces);
                if self.paste.is_some() {
                    return pieces;
                }
            }
            if self.answering {
                self.swallow_answer();
            }
            if self.pending.is_empty() || self.answering {
                self.lone_esc = false;
                return pieces;
            }
            match (parse(&self.pending), self.lone_esc) {
                (Parsed::Unfinished, _) if self.pending.len() > LONGEST => self.pending.clear(),
                (Parsed::Unfinished, _) => {
                    self.lone_esc = self.lone_esc || self.pending == [ESC];
                    return pieces;
                }
                (Parsed::PasteStart(length), _) => {
                    self.drop_first(length);
                    self.paste = Some(Vec::new());
                }
                (Parsed::Key(key, length), false) => {
                    self.drop_first(length);
                    push(&mut pieces, key);
                }
                (Parsed::AnswerStart(length), _) => {
                    self.drop_first(length);
                    self.answering = true;
                }
                // what came after a lone Esc belongs to it only as a key of the terminal's own
                (Parsed::Key(key, length), true) if is_sequence(&self.pending) => {
                    self.drop_first(length);
                    push(&mut pieces, key);
                }
                (Parsed::Key(..) | Parsed::Unknown(_), true) => {
                    self.drop_first(1);
                    push(&mut pieces, KeyCode::Esc.into());
                }
                (Parsed::Swallowed(length), _) | (Parsed::Unknown(length), false) => {
                    self.drop_first(length);
                }
            }
            if !self.pending.is_empty() || self.paste.is_some() {
                self.lone_esc = false;
            }
        }
    }

    /// How long to wait for more before [`Parser::give_up`]; none where nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            Some(PASTE)
        } else if self.pending.is_empty() && !self.answering {
            None
        } else {
            Some(SEQUENCE)
        }
    }

    /// Takes what is unfinished for what it is: an Esc, and letters; a paste as far as it came.
    pub fn give_up(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(mut paste) = self.paste.take() {
            paste.append(&mut self.pending);
            paste.truncate(MOST_PASTED);
            push_paste(&mut pieces, &paste);
        }
        let pending = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.answering) {
            return pieces;
        }
        let lone = std::mem::take(&mut self.lone_esc);
        match pending.as_slice() {
            [ESC] => push(&mut pieces, KeyCode::Esc.into()),
            [ESC, rest @ ..] if lone => {
                push(&mut pieces, KeyCode::Esc.into());
                pieces.extend(Self::default().feed(rest));
            }
            _ => {}
        }
        pieces
    }

    fn drop_first(&mut self, count: usize) {
        self.pending.drain(..count.min(self.pending.len()));
    }

    /// Drops what an answer of the terminal holds, to its end if that is there; a line break, which
    /// no answer holds, ends one that broke off.
    fn swallow_answer(&mut self) {
        let end = self.pending.iter().enumerate().find_map(|(at, byte)| match byte {
            0x07 => Some(at + 1),
            b'\\' if at > 0 && self.pending.get(at - 1) == Some(&ESC) => Some(at + 1),
            b'\r' | b'\n' => Some(at),
            _ => None,
        });
        if let Some(end) = end {
            self.drop_first(end);
            self.answering = false;
        } else {
            // an Esc at the end may be half of it
            let kept = usize::from(self.pending.last() == Some(&ESC));
            self.drop_first(self.pending.len() - kept);
        }
    }

    fn pending_into_paste(&mut self, pieces: &mut Vec<Piece>) {
        let Some(paste) = &mut self.paste else {
            return;
        };
        let searched = paste.len().saturating_sub(PASTE_END.len());
        paste.append(&mut self.pending);
        let end = paste
            .get(searched..)
            .unwrap_or_default()
            .windows(PASTE_END.len())
            .position(|window| window == PASTE_END)
            .map(|at| searched + at);
        if let Some(end) = end {
            let rest = paste.split_off(end);
            paste.truncate(MOST_PASTED);
            push_paste(pieces, paste);
            self.paste = None;
            self.pending = rest.get(PASTE_END.len()..).unwrap_or_default().to_vec();
        } else if paste.len() > MOST_PASTED + PASTE_END.len() {
            // the tail stays, as the end may have begun in it
            let tail = paste.len() - PASTE_END.len();
            paste.drain(MOST_PASTED..tail);
        }
    }
}

fn push(pieces: &mut Vec<Piece>, key: KeyEvent) {
    pieces.extend(actions::normalise(key).map(Piece::Key));
}

fn push_paste(pieces: &mut Vec<Piece>, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = characters::stripped(&text);
    if !text.is_empty() {
        pieces.push(Piece::Paste(text));
    }
}

fn is_sequence(bytes: &[u8]) -> bool {
    matches!(bytes, [ESC, b'[' | b'O', ..])
}

/// How long the beginning is of an answer that a terminal gives to a question, its own or that of
/// a program before us: such as its colours, its name, what the clipboard holds.
fn answer_start(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [ESC, b']', b'0'..=b'9', ..]
        | [
            ESC,
            b'P',
            b'0'..=b'9' | b'!' | b'$' | b'+' | b'=' | b'>' | b'|',
            ..,
        ]
        | [ESC, b'_', b'G', ..] => Some(3),
        _ => None,
    }
}

fn parse(bytes: &[u8]) -> Parsed {
    if let Some(length) = answer_start(bytes) {
        return Parsed::AnswerStart(length);
    }
    match bytes {
        [] | [ESC] | [ESC, b'O' | b']' | b'P' | b'_'] => Parsed::Unfinished,
        [ESC, b'[', rest @ ..] => parse_csi(rest),
        [ESC, b'O', key, ..] => match ss3(*key) {
            Some(code) => Parsed::Key(code.into(), 3),
            None => Parsed::Unknown(3),
        },
        // of two Esc the first is the key, and the second may begin a sequence
        [ESC, ESC, ..] => Parsed::Key(KeyCode::Esc.into(), 1),
        [ESC, rest @ ..] => match parse(rest) {
            Parsed::Key(key, length) => {
                let alt = KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT);
                Parsed::Key(alt, length + 1)
            }
            Parsed::Unfinished => Parsed::Unfinished,
            Parsed::PasteStart(length)
            | Parsed::AnswerStart(length)
            | Parsed::Swallowed(length)
            | Parsed::Unknown(length) => Parsed::Unknown(length + 1),
        },
        [byte, ..] if byte.is_ascii() => Parsed::Key(of_byte(*byte), 1),
        bytes => parse_utf8(bytes),
    }
}

fn of_byte(byte: u8) -> KeyEvent {
    let ctrl = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x08 | 0x7f => KeyCode::Backspace.into(),
        0 => ctrl(b' '),
        0x01..=0x1a => ctrl(byte - 1 + b'a'),
        0x1c..=0x1f => ctrl(byte - 0x1c + b'4'),
        _ => KeyCode::Char(char::from(byte)).into(),
    }
}

fn parse_utf8(bytes: &[u8]) -> Parsed {
    let first = bytes.get(..bytes.len().min(4)).unwrap_or(bytes);
    let valid = match std::str::from_utf8(first) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() == 0 => {
            return match error.error_len() {
                None => Parsed::Unfinished,
                Some(length) => Parsed::Swallowed(length),
            };
        }
        Err(error) => first
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(c) if characters::is_unwelcome(c) => Parsed::Swallowed(c.len_utf8()),
        Some(c) => Parsed::Key(KeyCode::Char(c).into(), c.len_utf8()),
        None => Parsed::Swallowed(1),
    }
}

/// The keys that some terminals send as Esc, O and a letter.
fn ss3(key: u8) -> Option<KeyCode> {
    Some(match key {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(key - b'P' + 1),
        _ => return None,
    })
}

/// What follows Esc and `[`; lengths count those two as well.
fn parse_csi(rest: &[u8]) -> Parsed {
    match rest {
        [] | [b'['] => return Parsed::Unfinished,
        // the function keys of the Linux console
        [b'[', key @ b'A'..=b'E', ..] => {
            return Parsed::Key(KeyCode::F(key - b'A' + 1).into(), 4);
        }
        // the mouse of old: three bytes follow
        [b'M', mouse @ ..] => {
            return if mouse.len() < 3 {
                Parsed::Unfinished
            } else {
                Parsed::Swallowed(6)
            };
        }
        _ => {}
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
        return Parsed::Unfinished;
    };
    let length = end + 3;
    let parameters = std::str::from_utf8(rest.get(..end).unwrap_or_default()).unwrap_or_default();
    let parameters = Parameters::of(parameters);
    match rest.get(end) {
        Some(b'~') if parameters.number(0) == Some(200) => Parsed::PasteStart(length),
        Some(b'~') if parameters.number(0) == Some(201) => Parsed::Swallowed(length),
        // the focus of the window came or went
        Some(b'I' | b'O') if end == 0 => Parsed::Swallowed(length),
        Some(last @ 0x40..=0x7e) => match csi_key(*last, &parameters) {
            Some(code) if !parameters.released => {
                Parsed::Key(KeyEvent::new(code, parameters.modifiers), length)
            }
            Some(_) => Parsed::Swallowed(length),
            None => Parsed::Unknown(length),
        },
        // no sequence goes on with this: what came of it is dropped, and this byte is read anew
        _ => Parsed::Unknown(length - 1),
    }
}

fn csi_key(last: u8, parameters: &Parameters) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'Z' => KeyCode::BackTab,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        b'u' => coded(parameters.number(0)?)?,
        b'~' => match u8::try_from(parameters.number(0)?).ok()? {
            1 | 7 => KeyCode::Home,
            2 => KeyCode::Insert,
            3 => KeyCode::Delete,
            4 | 8 => KeyCode::End,
            5 => KeyCode::PageUp,
            6 => KeyCode::PageDown,
            n @ 11..=15 => KeyCode::F(n - 10),
            n @ 17..=21 => KeyCode::F(n - 11),
            n @ 23..=24 => KeyCode::F(n - 12),
            27 => coded(parameters.number(2)?)?,
            _ => return None,
        },
        _ => return None,
    })
}

/// The key of a code point, where a terminal sends keys as numbers.
fn coded(code: u32) -> Option<KeyCode> {
    match code {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        // the private area holds keys without a character
        0xe000..=0xf8ff => None,
        code => char::from_u32(code)
            .filter(|c| !c.is_control() && !characters::is_unwelcome(*c))
            .map(KeyCode::Char),
    }
}

/// The numbers between `Esc [` and the last letter.
struct Parameters {
    numbers: Vec<Option<u32>>,
    modifiers: KeyModifiers,
    released: bool,
}

impl Parameters {
    fn of(text: &str) -> Self {
        let numbers = text
            .split(';')
            .map(|part| part.split(':').next().unwrap_or_default().parse().ok())
            .collect();
        let mut second = text.split(';').nth(1).unwrap_or_default().split(':');
        let bits = second
            .next()
            .and_then(|modifiers| modifiers.parse::<u32>().ok())
            .map_or(0, |modifiers| modifiers.saturating_sub(1));
        let mut modifiers = KeyModifiers::NONE;
        for (bit, modifier) in [
            (1, KeyModifiers::SHIFT),
            (2, KeyModifiers::ALT),
            (4, KeyModifiers::CONTROL),
            (8, KeyModifiers::SUPER),
        ] {
            if bits & bit != 0 {
                modifiers |= modifier;
            }
        }
        Self {
            numbers,
            modifiers,
            released: second.next() == Some("3"),
        }
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.numbers.get(at).copied().flatten()
    }
}
