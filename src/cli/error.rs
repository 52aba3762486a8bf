//! The one printer of errors: `triplewin: what: where`, and a hint where there is something to do.

use std::{fmt, io::Write, path::Path, sync::mpsc, thread, time::Duration};

use crate::{
    characters::escaped,
    project::Refusal,
    session::{CommitError, CreateError, MergeError, OpenError},
    store::{StoreError, without_paths},
    tui::run::RunError,
};

/// How long standard error may take to take an error.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a command did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    what: String,
    hint: Option<String>,
    code: u8,
}

impl Failure {
    /// It failed, or was refused: exit code 1.
    pub fn failed(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
            code: 1,
        }
    }

    /// It was asked for in the wrong way: exit code 2.
    pub fn usage(what: impl Into<String>) -> Self {
        Self {
            code: 2,
            ..Self::failed(what)
        }
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The same, with what to do about it where there is something.
    #[must_use]
    pub fn maybe_hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }

    /// The same, with where it went wrong.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self {
            what: format!("{}: {place}", self.what),
            ..self
        }
    }

    /// The same, with every path as the name of its file alone.
    #[must_use]
    pub fn without_paths(self, projects: &Path) -> Self {
        let told = |words: String| without_paths(&words, projects);
        Self {
            what: told(self.what),
            hint: self.hint.map(told),
            ..self
        }
    }

    /// The same with another exit code.
    #[must_use]
    pub fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// Writes it to standard error, as far as that takes it: a terminal that takes nothing holds up
    /// nobody who leaves.
    pub fn print(&self) {
        let said = self.to_string();
        let (written, end) = mpsc::channel();
        thread::spawn(move || {
            // Nobody is left to tell when standard error is gone.
            let _ = std::io::stderr().write_all(said.as_bytes());
            let _ = written.send(());
        });
        let _ = end.recv_timeout(PATIENCE);
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        writeln!(formatter, "triplewin: {}", one_line(&self.what))?;
        match &self.hint {
            Some(hint) => writeln!(formatter, "hint: {}", one_line(hint)),
            None => Ok(()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::failed(error.to_string()).maybe_hint(error.hint())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::failed(refusal.to_string()).maybe_hint(refusal.what.hint())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error.into(),
            OpenError::Damaged {
                ref copy, ref path, ..
            } => {
                let restore = format!("`triplewin restore {}`", in_a_shell(&path.display().to_string()));
                let hint = match copy {
                    Some(copy) => format!(
                        "the last good copy is {}; {restore} lists the copies and puts one back",
                        copy.display()
                    ),
                    None => format!("no copy that can be read is kept; {restore} lists what there is"),
                };
                Self::failed(error.to_string()).hint(hint)
            }
        }
    }
}

impl From<MergeError> for Failure {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::Store(error) => error.into(),
            MergeError::Damaged { .. }
            | MergeError::ReadOnly { .. }
            | MergeError::AnotherProject { .. }
            | MergeError::AnotherEdition { .. } => Self::failed(error.to_string()),
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Open(error) => error.into(),
            RunError::Fault | RunError::FaultNotSaved(_) => {
                Self::failed(error.to_string()).hint("RUST_BACKTRACE=1 shows where it happened")
            }
            RunError::Terminal(_) | RunError::NoEdition | RunError::NotSaved(_) => {
                Self::failed(error.to_string())
            }
        }
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Store(error) => error.into(),
            CommitError::Damaged(_) | CommitError::ReadOnly(_) | CommitError::AnotherProject(_) => {
                Self::failed(error.to_string())
            }
        }
    }
}

impl From<CreateError> for Failure {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Refused(refusal) => refusal.into(),
            CreateError::Commit(error) => error.into(),
            CreateError::TooEarly { last, .. } => Self::failed(error.to_string()).hint(format!(
                "the day comes from --today, else TRIPLEWIN_TODAY, else the clock: name {last} or a later one"
            )),
            CreateError::Sample(_) | CreateError::NoEdition => Self::failed(error.to_string()),
        }
    }
}

/// A path as a shell takes it for one word.
pub fn in_a_shell(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// The text with everything escaped that could act on a terminal or break the line; never cut,
/// since a path may be long.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| escaped(c.encode_utf8(&mut [0; 4])))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line_and_a_hint_is_another() {
        let failure = Failure::failed("there is no item \"x\"")
            .at("changes.json")
            .hint("look");
        assert_eq!(
            failure.to_string(),
            "triplewin: there is no item \"x\": changes.json\nhint: look\n"
        );
    }

    #[test]
    fn nothing_in_an_error_acts_on_the_terminal() {
        let failure = Failure::usage("a\u{1b}[31m\nb\u{9b}c\u{202E}");
        assert_eq!(
            failure.to_string(),
            "triplewin: a\\u{1b}[31m\\nb\\u{9b}c\\u{202e}\n"
        );
    }
}
