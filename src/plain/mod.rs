//! The plain line mode: the whole wizard as question and answer, a line at a time.
//!
//! For a screen reader, a braille line, a slow link, a script. It reads lines and writes lines,
//! in the order in which they should be heard: no cursor moves, nothing is drawn, every state is
//! a word. It holds no rules and asks nothing of its own: the questions are the edition's, the
//! order is the interview's, every edit is a change that the session makes, and each is saved as
//! soon as it is made.

mod beside;
mod choosing;
mod command;
mod due;
mod entering;
mod export;
mod glance;
mod history;
mod item;
mod list;
mod parts;
mod projects;
mod record;
mod sign_offs;
mod stops;
mod talk;
#[cfg(test)]
mod tests;
mod told;
mod triage;
mod unsaved;
mod versions;
mod walk;
mod ways;
mod words;

pub use triage::{Made, Outcome};

use std::io::{self, BufRead, Write};

use crate::{
    guidance::StepId,
    session::{Library, Session},
};
use stops::Extent;
use talk::Talk;
use walk::Walk;

/// The checklist alone, of a project that is nowhere yet; at its end it may become one.
///
/// Fails where reading or writing fails, other than by a reader that has gone.
pub fn triage(
    session: Session,
    library: &Library,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<Outcome> {
    Walk::new(session, library, Talk::new(input, output), Extent::Triage).triage()
}

/// The projects of the folder, one of them to open, a new one, or a triage, until somebody leaves
/// or the input ends.
///
/// Fails where reading or writing fails, other than by a reader that has gone.
pub fn projects(library: &Library, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    projects::door(library, Talk::new(input, output))
}

/// The whole wizard, from a step, else from where this person left off, else from the beginning.
///
/// The end of the input saves and is no failure. Fails where reading or writing fails, other than
/// by a reader that has gone, and where at the end something could not be saved.
pub fn interview(
    session: Session,
    library: &Library,
    start: Option<StepId>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<()> {
    Walk::new(session, library, Talk::new(input, output), Extent::Project).interview(start)
}
