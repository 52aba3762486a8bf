//! Scripted conversations: what is typed goes in, and what is heard, with what was typed where it
//! was asked for, comes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod answering;
mod anything;
mod commands;
mod door;
mod endings;
mod exporting;
mod going;
mod history;
mod hostile;
mod lists;
mod signing;
mod stage_one;
mod triage;
mod two_people;

use jiff::{Timestamp, civil::Date};
use std::{
    cell::RefCell,
    io::{self, BufRead, Read, Write},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use super::Outcome;
use crate::{
    guidance::{StepId, editions},
    project::{Change, CountedIds},
    session::{Acting, Clock, Library, SAMPLES, Session},
    store::{Places, Store},
};

/// The clock of the tests: 21 November 2026, 14:02 UTC.
struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        "2026-11-21T14:02:00Z".parse().unwrap()
    }

    fn today(&self) -> Date {
        "2026-11-21".parse().unwrap()
    }
}

/// A folder of projects, and somebody who works with them.
struct Room {
    library: Library,
    /// Kept for as long as the projects are.
    _folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("projects"));
        let places = Places::in_dir(&folder.path().join("state"));
        let mut library = Library::new(store, editions(), acting("A. Example"), Some(places));
        library.ids = || Box::new(CountedIds::default());
        Self {
            library,
            _folder: folder,
        }
    }

    /// A project with a title and nothing else.
    fn project(&self) -> PathBuf {
        self.project_with(&[])
    }

    fn project_with(&self, changes: &[Change]) -> PathBuf {
        let session = self.library.create("Heart failure at home", changes).unwrap();
        session.path().unwrap().to_owned()
    }

    fn sample(&self) -> PathBuf {
        let session = self.library.create_sample(&SAMPLES[0], None).unwrap();
        session.path().unwrap().to_owned()
    }

    fn open(&self, path: &Path) -> Session {
        self.library.open(path).unwrap()
    }

    /// Types lines into the interview of a project, and gives what was heard.
    fn interview(&self, path: &Path, step: Option<&str>, typed: &str) -> String {
        self.interview_bytes(path, step, typed.as_bytes())
    }

    fn interview_bytes(&self, path: &Path, step: Option<&str>, typed: &[u8]) -> String {
        let (mut input, mut output, heard) = conversation(typed);
        super::interview(
            self.open(path),
            &self.library,
            step.map(StepId::from),
            &mut input,
            &mut output,
        )
        .unwrap();
        heard.text()
    }

    /// Types lines at the door, and gives what was heard.
    fn door(&self, typed: &str) -> String {
        let (mut input, mut output, heard) = conversation(typed.as_bytes());
        super::projects(&self.library, &mut input, &mut output).unwrap();
        heard.text()
    }

    /// Types lines into a triage, and gives what came of it and what was heard.
    fn triage(&self, typed: &str) -> (Outcome, String) {
        let (mut input, mut output, heard) = conversation(typed.as_bytes());
        let session = self.library.scratch().unwrap();
        let outcome = super::triage(session, &self.library, &mut input, &mut output).unwrap();
        (outcome, heard.text())
    }

    /// The text of an item's value, as its file holds it.
    fn value(&self, path: &Path, item: &str) -> serde_json::Value {
        let session = self.open(path);
        let value = session.project().value(item).map(crate::project::Value::to_json);
        value.unwrap_or_default()
    }
}

fn acting(by: &str) -> Acting {
    Acting {
        by: by.to_owned(),
        today: None,
        clock: Arc::new(Fixed),
    }
}

/// Changes as `apply` reads them.
fn changes(json: &serde_json::Value) -> Vec<Change> {
    Change::list_from_json(json).unwrap()
}

/// What both ends of a conversation write to, in the order in which it happens.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<u8>>>);

impl Heard {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// An input that is heard where it is read, as a terminal echoes it.
struct Typed<'a> {
    rest: &'a [u8],
    heard: Heard,
}

/// An output that is heard.
struct Spoken(Heard);

fn conversation(typed: &[u8]) -> (Typed<'_>, Spoken, Heard) {
    let heard = Heard::default();
    let input = Typed {
        rest: typed,
        heard: heard.clone(),
    };
    (input, Spoken(heard.clone()), heard)
}

impl Read for Typed<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        unreachable!("the conversation reads by lines")
    }
}

impl BufRead for Typed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.rest)
    }

    fn consume(&mut self, amount: usize) {
        let (used, rest) = self.rest.split_at(amount);
        self.rest = rest;
        let echoed = String::from_utf8_lossy(used).into_owned();
        self.heard.0.borrow_mut().extend_from_slice(echoed.as_bytes());
    }
}

impl Write for Spoken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
