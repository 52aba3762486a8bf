//! A folder of projects to run the program in, cut off from the environment of whoever tests.

use assert_cmd::Command;
use serde_json::Value as Json;
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder of projects, today 21 November 2026, Ann acting.
pub struct Room {
    dir: TempDir,
}

/// How the program ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Room {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The folder that the projects lie in.
    pub fn projects(&self) -> PathBuf {
        self.path().join("projects")
    }

    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("triplewin").unwrap();
        command
            .env_clear()
            .current_dir(self.path())
            .env("TRIPLEWIN_DIR", self.projects())
            .env("TRIPLEWIN_STATE", self.path().join("state"))
            .env("TRIPLEWIN_TODAY", "2026-11-21")
            .env("TRIPLEWIN_AS", "Ann")
            .env("TZ", "UTC")
            .write_stdin("");
        command
    }

    /// Runs the program with these arguments and nothing on standard input.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ran {
        Ran::of(self.command().args(arguments))
    }

    /// Runs it with something on standard input.
    pub fn fed<S: AsRef<OsStr>>(&self, arguments: &[S], input: impl Into<Vec<u8>>) -> Ran {
        Ran::of(self.command().args(arguments).write_stdin(input))
    }

    /// Writes a file beside the projects and gives its name.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path().join(name), content).unwrap();
        name.to_owned()
    }

    /// A new project; its id.
    pub fn project(&self, title: &str) -> String {
        self.run(&["new", title]).done().out.trim().to_owned()
    }

    /// A new project made from the sample; its id.
    pub fn sample(&self) -> String {
        let ran = self.run(&["new", "Heart failure at home", "--sample", "hospital-at-home"]);
        ran.done().out.trim().to_owned()
    }

    /// Applies changes, which are taken.
    pub fn apply(&self, project: &str, changes: &Json) {
        self.fed(&["apply", project, "-"], changes.to_string()).done();
    }

    /// The project's file as it lies on the disk.
    pub fn filed(&self, id: &str) -> Json {
        let bytes = std::fs::read(self.projects().join(format!("{id}.json"))).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// It did what it was asked.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// It failed with this code in our form of an error, and said nothing else; the error.
    #[track_caller]
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert_eq!(self.out, "", "standard output stays empty");
        let lines: Vec<&str> = self.err.lines().collect();
        match lines.as_slice() {
            [what] => assert!(what.starts_with("triplewin: "), "{}", self.err),
            [what, hint] => {
                assert!(what.starts_with("triplewin: "), "{}", self.err);
                assert!(hint.starts_with("hint: "), "{}", self.err);
            }
            _ => panic!("one line and a hint at most: {}", self.err),
        }
        let harmful = |c: char| c != '\n' && c.is_control();
        assert!(!self.err.contains(harmful), "{:?}", self.err);
        self.err
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The names of an object's members, in order.
#[track_caller]
pub fn keys(json: &Json) -> Vec<&str> {
    json.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The text as one line, however it was wrapped.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No line is wider than 80 columns.
#[track_caller]
pub fn is_narrow(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}
