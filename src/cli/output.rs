//! What a command says: built whole before a byte is written, so that a failure says nothing.

use serde_json::Value as Json;
use std::{
    fmt::Write as _,
    io::{ErrorKind, Write},
    path::Path,
};

use super::error::Failure;
use crate::{
    characters::{is_unwelcome, shown},
    store::without_paths,
};

/// How wide text for people is set, in columns.
pub const WIDTH: usize = 80;

/// What a command has to say, and how it ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// For standard output.
    pub out: String,
    /// A file for standard output, in place of text.
    pub file: Vec<u8>,
    /// Lines for standard error, beside it.
    pub notes: Vec<String>,
    /// The exit code.
    pub code: u8,
}

impl Report {
    /// Text for people.
    pub fn text(out: String) -> Self {
        Self {
            out,
            ..Self::default()
        }
    }

    /// A file, byte for byte.
    pub fn file(file: Vec<u8>) -> Self {
        Self {
            file,
            ..Self::default()
        }
    }

    /// JSON, pretty-printed.
    pub fn json(json: &Json) -> Self {
        Self::text(json_text(json))
    }

    /// The same with lines for standard error beside it.
    #[must_use]
    pub fn with_notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// The same with another exit code.
    #[must_use]
    pub fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// The same, with every path in its notes as the name of its file alone.
    #[must_use]
    pub fn without_paths(self, projects: &Path) -> Self {
        let notes = self.notes.iter().map(|note| without_paths(note, projects));
        Self {
            notes: notes.collect(),
            ..self
        }
    }

    /// Writes it; a reader that has gone away ends it quietly.
    pub fn print(&self) -> Result<(), Failure> {
        for note in &self.notes {
            // A note is a courtesy: nobody is left to tell when standard error is gone.
            let _ = writeln!(std::io::stderr(), "{}", shown(note));
        }
        let mut stdout = std::io::stdout().lock();
        match stdout
            .write_all(self.out.as_bytes())
            .and_then(|()| stdout.write_all(&self.file))
            .and_then(|()| stdout.flush())
        {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::failed(format!("could not write, {error}")).at("standard output"))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// Pretty-printed JSON with a newline, its characters that could act on a terminal escaped.
pub fn json_text(json: &Json) -> String {
    let mut text = String::new();
    for c in format!("{json:#}\n").chars() {
        // Such a character stands inside a string, where its escape means the same.
        if is_unwelcome(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') {
            // Writing into a String cannot fail.
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

/// A text set at [`WIDTH`] columns: each of its lines wrapped, `first` before the first line and
/// `rest` before all others; what could act on a terminal is shown as U+FFFD.
pub fn paragraph(first: &str, rest: &str, text: &str) -> String {
    let mut set = String::new();
    let mut initial = first;
    for line in shown(text.trim_end()).lines() {
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(initial)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let line = line.replace('\t', "    ");
        for wrapped in textwrap::wrap(&line, options) {
            set.push_str(wrapped.trim_end());
            set.push('\n');
        }
        initial = rest;
    }
    set
}

/// A bullet of a list, at two columns.
pub fn bullet(text: &str) -> String {
    paragraph("  - ", "    ", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_keeps_what_could_act_on_a_terminal_as_an_escape() {
        let value = json!({"a": "x\u{9b}y\u{202E}é\u{1b}"});
        let text = json_text(&value);
        assert!(text.contains("x\\u009by\\u202eé\\u001b"), "{text}");
        assert_eq!(serde_json::from_str::<Json>(&text).ok(), Some(value));
    }

    #[test]
    fn a_paragraph_keeps_its_lines_and_hangs_its_indent() {
        let text = format!("{}\n\nshort", "word ".repeat(20));
        let set = paragraph("- ", "  ", &text);
        assert!(set.lines().all(|line| line.chars().count() <= WIDTH), "{set}");
        assert_eq!(set.lines().filter(|line| line.starts_with("- ")).count(), 1);
        assert_eq!(set.lines().last(), Some("  short"));
    }
}
