//! Hearing and speaking: lines in, wrapped lines out.
//!
//! Nothing that is written can act on a terminal, and no line that is read can hurt: bytes that
//! are no UTF-8 become U+FFFD, control characters are dropped, and what is too long is refused
//! while the rest of it is read past.

use std::io::{self, BufRead, Write};

use super::command::Command;
use crate::{characters, project::TEXT_LIMIT};

/// The width that words are wrapped at; what is quoted keeps it behind its indent.
const WIDTH: usize = 76;
/// What stands before what somebody types.
const SIGN: &str = "> ";

/// Why a conversation ends.
#[derive(Debug)]
pub(super) enum Halt {
    /// Somebody said `:quit`.
    Quit,
    /// The input ended.
    End,
    /// Reading or writing failed.
    Broken(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// What somebody said on the first line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// An empty line.
    Nothing,
    /// A command.
    Command(Command),
    /// Anything else.
    Words(String),
}

/// The two ends of a conversation.
pub(super) struct Talk<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    /// Whether a line has been read.
    begun: bool,
}

/// One line as it was read.
struct Line {
    text: String,
    /// How many bytes it had, where it had too many.
    too_long: Option<usize>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write) -> Self {
        Self {
            input,
            output,
            begun: false,
        }
    }

    /// The two ends, lent to another conversation.
    pub(super) fn ends(&mut self) -> (&mut dyn BufRead, &mut dyn Write) {
        (&mut *self.input, &mut *self.output)
    }

    /// Says something, wrapped at words.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Halt> {
        self.say_in("", "", text)
    }

    /// Says something two columns in, as an answer is quoted.
    pub(super) fn quote(&mut self, text: &str) -> Result<(), Halt> {
        self.quote_lines(quoted(text).iter())
    }

    /// Says lines that are safe and wrapped already, quoted.
    pub(super) fn quote_lines<'l>(&mut self, lines: impl Iterator<Item = &'l String>) -> Result<(), Halt> {
        for line in lines {
            writeln!(self.output, "{}", format!("  {line}").trim_end())?;
        }
        Ok(())
    }

    /// Says one of several things, with the lines after its first two columns in.
    pub(super) fn point(&mut self, text: &str) -> Result<(), Halt> {
        self.say_in("", "  ", text)
    }

    fn say_in(&mut self, first: &str, later: &str, text: &str) -> Result<(), Halt> {
        for line in wrapped(first, later, text) {
            writeln!(self.output, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Leaves a line empty.
    pub(super) fn pause(&mut self) -> Result<(), Halt> {
        Ok(writeln!(self.output)?)
    }

    /// Asks for the first line of an answer; a command that is none is taught and asked again.
    pub(super) fn ask(&mut self) -> Result<Said, Halt> {
        loop {
            let said = self.first_line()?;
            let trimmed = said.trim_start();
            if trimmed.is_empty() {
                return Ok(Said::Nothing);
            }
            if let Some(rest) = trimmed.strip_prefix("::") {
                return Ok(Said::Words(format!(":{rest}")));
            }
            let Some(command) = trimmed.strip_prefix(':') else {
                return Ok(Said::Words(said));
            };
            match command.parse() {
                Ok(command) => return Ok(Said::Command(command)),
                Err(unknown) => self.say(&format!(
                    "There is no command :{}. :help lists them; :: starts a text with a colon.",
                    characters::escaped(&unknown)
                ))?,
            }
        }
    }

    /// Asks for one plain line, in which nothing is a command.
    pub(super) fn first_line(&mut self) -> Result<String, Halt> {
        loop {
            write!(self.output, "{SIGN}")?;
            self.output.flush()?;
            match self.line()? {
                None => return Err(Halt::End),
                Some(Line {
                    too_long: Some(bytes),
                    ..
                }) => self.refuse_length(bytes)?,
                Some(line) => return Ok(line.text),
            }
        }
    }

    /// The rest of a text that begins with `first`, up to a line with a single dot or the end of
    /// the input. A line that would make it too long is refused, and the text goes on.
    pub(super) fn text(&mut self, first: &str) -> Result<String, Halt> {
        let mut text = undotted(first).to_owned();
        while let Some(line) = self.line()? {
            if let Some(bytes) = line.too_long {
                self.refuse_length(bytes)?;
                continue;
            }
            if line.text.trim_end() == "." {
                break;
            }
            let next = undotted(&line.text);
            if text.len() + 1 + next.len() > TEXT_LIMIT {
                self.say(&format!(
                    "That line would take the text past {} bytes and is left out. A single dot ends the text.",
                    thousands(TEXT_LIMIT)
                ))?;
                continue;
            }
            text.push('\n');
            text.push_str(next);
        }
        Ok(text)
    }

    fn refuse_length(&mut self, bytes: usize) -> Result<(), Halt> {
        self.say(&format!(
            "That line has {} bytes, and a line takes at most {}: it is left out, and nothing else is changed.",
            thousands(bytes),
            thousands(TEXT_LIMIT)
        ))
    }

    /// The next line, without its end; `None` at the end of the input.
    fn line(&mut self) -> Result<Option<Line>, Halt> {
        let mut kept = Vec::new();
        let mut bytes = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                if bytes == 0 {
                    return Ok(None);
                }
                break;
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let content = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            // What lies past the limit is counted and not kept.
            if bytes <= TEXT_LIMIT {
                kept.extend_from_slice(content);
            }
            bytes += content.len();
            let used = content.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if kept.last() == Some(&b'\r') && kept.len() == bytes {
            kept.pop();
        }
        let mut text = characters::stripped(&String::from_utf8_lossy(&kept));
        // What some editors put before the first line of a file is nothing that anybody typed.
        if !std::mem::replace(&mut self.begun, true) && text.starts_with('\u{FEFF}') {
            text.remove(0);
        }
        let too_long = (bytes > TEXT_LIMIT || text.len() > TEXT_LIMIT).then(|| bytes.max(text.len()));
        Ok(Some(Line { text, too_long }))
    }
}

/// A line of a text: two dots give one, since one ends the text.
fn undotted(line: &str) -> &str {
    match line.trim_end() {
        ".." => ".",
        _ => line,
    }
}

/// The lines that a text makes, each made safe and wrapped at words.
fn wrapped(first: &str, later: &str, text: &str) -> Vec<String> {
    let safe = characters::shown(text).replace('\t', " ");
    let mut lines = Vec::new();
    for (at, line) in safe.split('\n').enumerate() {
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(if at == 0 { first } else { later })
            .subsequent_indent(later)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        lines.extend(
            textwrap::wrap(line, options)
                .into_iter()
                .map(std::borrow::Cow::into_owned),
        );
    }
    lines
}

/// The lines that a text makes when it is quoted, without their indent.
pub(super) fn quoted(text: &str) -> Vec<String> {
    wrapped("", "", text)
}

/// A number with a comma between its thousands.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn heard(input: &[u8]) -> Vec<String> {
        let mut input = input;
        let mut output = Vec::new();
        let mut talk = Talk::new(&mut input, &mut output);
        let mut lines = Vec::new();
        while let Some(line) = talk.line().unwrap() {
            lines.push(match line.too_long {
                Some(bytes) => format!("too long: {bytes}"),
                None => line.text,
            });
        }
        lines
    }

    #[test]
    fn a_line_is_read_however_it_ends() {
        assert_eq!(heard(b"one\ntwo\r\nthree"), ["one", "two", "three"]);
        assert_eq!(heard(b"\n\n"), ["", ""]);
        assert_eq!(
            heard("\u{FEFF}:next\n\u{FEFF}x".as_bytes()),
            [":next", "\u{FEFF}x"]
        );
        assert_eq!(heard(b""), Vec::<String>::new());
    }

    #[test]
    fn bytes_that_are_no_text_become_marks_and_controls_vanish() {
        assert_eq!(heard(b"a\xff\xfeb\n"), ["a\u{FFFD}\u{FFFD}b"]);
        assert_eq!(heard(b"a\x1b[31mb\x00\x07\n"), ["a[31mb"]);
    }

    #[test]
    fn a_line_too_long_to_keep_is_counted_and_the_next_one_is_read() {
        let mut input = vec![b'x'; 60_000];
        input.extend_from_slice(b"\nshort\n");
        assert_eq!(heard(&input), ["too long: 60000", "short"]);
        // 20,000 stray bytes are few to read and many to keep.
        let mut input = vec![0xff; 20_000];
        input.extend_from_slice(b"\nshort");
        assert_eq!(heard(&input), ["too long: 60000", "short"]);
    }

    #[test]
    fn a_text_ends_with_a_dot_and_two_dots_give_one() {
        let mut input = &b"second\n..\n...\n\nlast\n.\nafter\n"[..];
        let mut output = Vec::new();
        let mut talk = Talk::new(&mut input, &mut output);
        assert_eq!(talk.text("first").unwrap(), "first\nsecond\n.\n...\n\nlast");
        assert_eq!(talk.first_line().unwrap(), "after");
    }

    #[test]
    fn what_is_said_is_wrapped_at_words_and_cannot_act_on_a_terminal() {
        let mut output = Vec::new();
        let mut nothing = io::empty();
        let mut talk = Talk::new(&mut nothing, &mut output);
        talk.quote(&format!("{}\u{1b}[2J\u{202e}", "many words ".repeat(20)))
            .unwrap();
        let output = String::from_utf8(output).unwrap();
        assert!(
            output
                .lines()
                .all(|line| line.starts_with("  ") && line.len() <= 80)
        );
        assert!(!output.contains('\u{1b}') && !output.contains('\u{202e}'));
    }
}
