//! Where the command line hands over to the front ends: the screens, or line by line.

use std::io::{IsTerminal, stdin, stdout};

use super::{
    args::{InterviewArguments, OpenArguments},
    context::Context,
    error::Failure,
    opened::path_of,
    output::Report,
    verdict,
};
use crate::{
    guidance::Verdict,
    tui::run::{Start, run},
};

/// The list of projects.
pub fn projects(context: &Context) -> Result<Report, Failure> {
    screens(context, &Start::Projects)?;
    Ok(Report::default())
}

/// A project, where it was left.
pub fn open(context: &Context, arguments: &OpenArguments) -> Result<Report, Failure> {
    let path = path_of(&context.store()?, &arguments.project)?;
    screens(context, &Start::Open(path))?;
    Ok(Report::default())
}

/// The checklist alone; the exit code says the verdict.
pub fn triage(context: &Context) -> Result<Report, Failure> {
    let verdict = screens(context, &Start::Triage)?;
    Ok(Report::default().with_code(verdict::code(verdict)))
}

/// The whole wizard, line by line.
pub fn interview(context: &Context, arguments: &InterviewArguments) -> Result<Report, Failure> {
    let _path = path_of(&context.store()?, &arguments.project)?;
    Err(Failure::failed("this build has no line mode"))
}

fn screens(context: &Context, start: &Start) -> Result<Verdict, Failure> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Failure::failed("the screens need a terminal")
            .hint("--plain goes line by line; `triplewin --help` lists the commands for scripts"));
    }
    Ok(run(context.library()?, start, context.look)?)
}
