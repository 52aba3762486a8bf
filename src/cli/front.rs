//! Where the command line hands over to the front ends: the screens, or line by line.

use std::io::IsTerminal;

use super::{
    args::{InterviewArguments, OpenArguments},
    context::Context,
    error::Failure,
    opened,
    output::Report,
    verdict,
};
use crate::{
    guidance::Verdict,
    tui::run::{RunError, Start, run},
};

/// The screens, on the list of projects.
pub fn projects(context: &Context) -> Result<Report, Failure> {
    on_screen(context, &Start::Projects)?;
    Ok(Report::text(String::new()))
}

/// The screens, in a project.
pub fn open(context: &Context, arguments: &OpenArguments) -> Result<Report, Failure> {
    let path = opened::path_of(&context.store()?, &arguments.project)?;
    on_screen(context, &Start::Open(path))?;
    Ok(Report::text(String::new()))
}

/// The checklist alone; the exit code tells the verdict.
pub fn triage(context: &Context) -> Result<Report, Failure> {
    let found = on_screen(context, &Start::Triage)?;
    Ok(Report::text(String::new()).with_code(verdict::code(found)))
}

/// The whole wizard, line by line.
pub fn interview(_context: &Context, _arguments: &InterviewArguments) -> Result<Report, Failure> {
    Err(Failure::failed("this build holds no screens"))
}

fn on_screen(context: &Context, start: &Start) -> Result<Verdict, Failure> {
    if !std::io::stdout().is_terminal() {
        return Err(
            Failure::failed("the screens need a terminal, and standard output is none")
                .hint("`--plain` goes line by line; `triplewin --help` lists what works in scripts"),
        );
    }
    run(context.library()?, start, context.look).map_err(|error| match error {
        RunError::Open(error) => Failure::from(error),
        other => Failure::failed(other.to_string()),
    })
}
