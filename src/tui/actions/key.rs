//! A key as the table names it, and a key event as every terminal should have sent it.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key of the table. None of them needs Alt, or Shift with Enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A key with a name of its own.
    Code(KeyCode),
    /// A letter with Ctrl.
    Ctrl(char),
    /// A named key with Ctrl.
    CtrlCode(KeyCode),
    /// A letter or sign; of a letter, either case.
    Char(char),
    /// Any digit.
    Digit,
}

impl Key {
    /// Whether a normalised key event is this key.
    pub fn matches(self, key: KeyEvent) -> bool {
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        match (self, key.code) {
            (Self::Code(code), pressed) => code == pressed && key.modifiers.is_empty(),
            (Self::Ctrl(c), KeyCode::Char(pressed)) => c == pressed && key.modifiers == KeyModifiers::CONTROL,
            (Self::CtrlCode(code), pressed) => code == pressed && key.modifiers == KeyModifiers::CONTROL,
            (Self::Char(c), KeyCode::Char(pressed)) => plain && c == pressed.to_ascii_lowercase(),
            (Self::Digit, KeyCode::Char(pressed)) => plain && pressed.is_ascii_digit(),
            (Self::Ctrl(_) | Self::Char(_) | Self::Digit, _) => false,
        }
    }

    /// The key's name, as footer, help and README write it.
    pub fn name(self) -> String {
        match self {
            Self::Ctrl(c) => format!("Ctrl+{}", c.to_ascii_uppercase()),
            Self::CtrlCode(code) => format!("Ctrl+{}", code_name(code)),
            Self::Char(c) => code_name(KeyCode::Char(c)),
            Self::Digit => "1 to 9".to_owned(),
            Self::Code(code) => code_name(code),
        }
    }
}

fn code_name(code: KeyCode) -> String {
    match code {
        KeyCode::F(n) => format!("F{n}"),
        KeyCode::BackTab => "Shift+Tab".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Delete => "Delete".to_owned(),
        other => format!("{other:?}"),
    }
}

/// A key event as every terminal should have sent it; none for the release of a key.
///
/// Ctrl+H is Backspace, Ctrl+I Tab, Ctrl+M Enter and Ctrl+[ Esc, as in the bytes of old; the
/// shift of a sign is in the sign; Shift with Enter, Space, Backspace or an arrow adds nothing.
pub fn normalise(key: KeyEvent) -> Option<KeyEvent> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers & (KeyModifiers::ALT | KeyModifiers::META | KeyModifiers::SUPER);
    let (code, modifiers) = match key.code {
        KeyCode::Char('\u{8}' | '\u{7f}') => (KeyCode::Backspace, alt),
        KeyCode::Char('\n') => (KeyCode::Char('j'), alt | KeyModifiers::CONTROL),
        KeyCode::Char('\r') => (KeyCode::Enter, alt),
        KeyCode::Char('\t') => (KeyCode::Tab, alt),
        KeyCode::Char(c) if ctrl => match c.to_ascii_lowercase() {
            'h' => (KeyCode::Backspace, alt),
            'i' => (KeyCode::Tab, alt),
            'm' => (KeyCode::Enter, alt),
            '[' => (KeyCode::Esc, alt),
            c => (KeyCode::Char(c), alt | KeyModifiers::CONTROL),
        },
        KeyCode::Char(c) => (KeyCode::Char(c), alt),
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => (KeyCode::BackTab, alt),
        code => (code, key.modifiers.difference(KeyModifiers::SHIFT)),
    };
    Some(KeyEvent::new(code, modifiers))
}
