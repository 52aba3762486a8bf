//! Where the command line hands over to the front ends: the screens, or line by line.

use std::{
    ffi::OsStr,
    io::{IsTerminal, stdin, stdout},
};

use super::{
    args::{InterviewArguments, ListArguments, OpenArguments},
    context::Context,
    error::Failure,
    list,
    opened::path_of,
    output::Report,
    verdict,
};
use crate::{
    characters::quoted,
    guidance::{Edition, StepId, Verdict},
    plain,
    project::nearest,
    tui::run::{Start, run},
};

/// What follows the list of projects where nobody sits to choose one.
const LINE_BY_LINE: &str = "\
`triplewin interview PROJECT` opens one line by line, `triplewin new TITLE` makes one, \
`triplewin triage` asks the eligibility questions alone.";

/// The list of projects; line by line, which of them to open, or, where nobody sits there to
/// choose, the list and how to go on.
pub fn projects(context: &Context) -> Result<Report, Failure> {
    if !context.line_by_line {
        screens(context, &Start::Projects)?;
        return Ok(Report::default());
    }
    if stdin().is_terminal() {
        let library = context.library()?;
        plain::projects(&library, &mut stdin().lock(), &mut stdout().lock())
            .map_err(|error| Failure::failed(error.to_string()))?;
        return Ok(Report::default());
    }
    let listed = list::run(context, &ListArguments::default())?;
    let go_on = LINE_BY_LINE.to_owned();
    let notes = listed.notes.iter().cloned().chain([go_on]).collect();
    Ok(listed.with_notes(notes))
}

/// A project, where it was left.
pub fn open(context: &Context, arguments: &OpenArguments) -> Result<Report, Failure> {
    if context.line_by_line {
        return asked(context, &arguments.project, None);
    }
    let path = path_of(&context.store()?, &arguments.project)?;
    screens(context, &Start::Open(path))?;
    Ok(Report::default())
}

/// The checklist alone; the exit code says the verdict. Without a terminal it goes line by line.
pub fn triage(context: &Context) -> Result<Report, Failure> {
    let verdict = if context.line_by_line || !has_terminal() {
        let library = context.library()?;
        let session = library
            .scratch()
            .ok_or_else(|| Failure::failed("this program holds no sound edition of the guidance"))?;
        let outcome = plain::triage(session, &library, &mut stdin().lock(), &mut stdout().lock());
        outcome
            .map_err(|error| Failure::failed(error.to_string()))?
            .verdict
    } else {
        screens(context, &Start::Triage)?
    };
    Ok(Report::default().with_code(verdict::code(verdict)))
}

/// The whole wizard, line by line.
pub fn interview(context: &Context, arguments: &InterviewArguments) -> Result<Report, Failure> {
    asked(context, &arguments.project, arguments.step.as_deref())
}

fn asked(context: &Context, project: &OsStr, step: Option<&str>) -> Result<Report, Failure> {
    let library = context.library()?;
    let session = library.open(&path_of(&library.store, project)?)?;
    let start = step.map(|name| step_of(session.edition(), name)).transpose()?;
    plain::interview(
        session,
        &library,
        start,
        &mut stdin().lock(),
        &mut stdout().lock(),
    )
    .map_err(|error| Failure::failed(error.to_string()))?;
    Ok(Report::default())
}

/// The step of an id; fails on any other name with what may have been meant.
fn step_of(edition: &Edition, name: &str) -> Result<StepId, Failure> {
    let ids = || edition.steps().iter().map(|step| step.id.as_str());
    if let Some(step) = edition.step(name) {
        return Ok(step.id.clone());
    }
    let hint = match nearest(name, ids()) {
        Some(id) => format!("did you mean {id}?"),
        None => format!("the steps are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::failed(format!("there is no step {}", quoted(name))).hint(hint))
}

fn has_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

fn screens(context: &Context, start: &Start) -> Result<Verdict, Failure> {
    if !has_terminal() {
        let hint = if context.kiosk {
            "`ssh -t` gives one"
        } else {
            "--plain goes line by line; `triplewin --help` lists the commands for scripts"
        };
        return Err(Failure::failed("the screens need a terminal").hint(hint));
    }
    Ok(run(context.library()?, start, context.look)?)
}
