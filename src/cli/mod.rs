//! The command line: arguments in, a report or an error out, an exit code.
//!
//! A file a command. The room owns what `triplewin` prints and how it ends, and the one printer of
//! errors; it must hold no rule of the guidance and write no project but through the session.

mod args;
mod changing;
mod compare;
mod context;
mod error;
mod export;
mod front;
mod guidance;
mod import;
mod kiosk;
mod list;
mod merge;
mod new;
mod opened;
mod output;
mod packaging;
mod portfolio;
mod restore;
mod schema;
pub mod sheet;
mod show;
mod status;
mod triage;
mod usage;
mod verdict;
mod verify;

use clap::Parser;
use std::{
    ffi::OsString,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use args::{Arguments, Command};
use context::Context;
use error::Failure;
use output::Report;

use crate::tui::terminal::quiet_faults;

/// Runs the program with these arguments, the first of which is its name; tells how it ended.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::store::outlive_limits();
    quiet_faults();
    let result = guarded(|| {
        let report = match parsed(arguments)? {
            Parsed::Help(text) => Report::text(text),
            Parsed::Command(arguments) => run(&arguments)?,
        };
        report.print().map(|()| report.code)
    });
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.code())
        }
    }
}

/// Does it, and tells a fault of our own as any other failure, in no words of the project's.
fn guarded<T>(what: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(what)).unwrap_or_else(|_| {
        Err(
            Failure::failed("a fault of the program itself ended it; what was saved before stands as it was")
                .hint(
                    "`triplewin verify PROJECT` looks at a file; RUST_BACKTRACE=1 says where the fault lies",
                ),
        )
    })
}

enum Parsed {
    Help(String),
    Command(Arguments),
}

fn parsed(arguments: impl IntoIterator<Item = OsString>) -> Result<Parsed, Failure> {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => Ok(Parsed::Command(arguments)),
        Err(error) => usage::help_or_failure(&error).map(Parsed::Help),
    }
}

fn run(arguments: &Arguments) -> Result<Report, Failure> {
    let context = Context::new(&arguments.flags, |name| std::env::var_os(name))?;
    if !context.kiosk {
        return done(&context, arguments);
    }
    kiosk::admits(arguments)?;
    let folder = context.store()?.dir().to_owned();
    match done(&context, arguments) {
        Ok(report) => Ok(report.without_paths(&folder)),
        Err(failure) => Err(failure.without_paths(&folder)),
    }
}

fn done(context: &Context, arguments: &Arguments) -> Result<Report, Failure> {
    match &arguments.command {
        None => front::projects(context),
        Some(Command::Open(arguments)) => front::open(context, arguments),
        Some(Command::New(arguments)) => new::run(context, arguments),
        Some(Command::List(arguments)) => list::run(context, arguments),
        Some(Command::Triage(arguments)) => triage::run(context, arguments),
        Some(Command::Status(arguments)) => status::run(context, arguments),
        Some(Command::Show(arguments)) => show::run(context, arguments),
        Some(Command::Apply(arguments)) => changing::apply(context, arguments),
        Some(Command::Answer(arguments)) => changing::answer(context, arguments),
        Some(Command::Interview(arguments)) => front::interview(context, arguments),
        Some(Command::Export(arguments)) => export::run(context, arguments),
        Some(Command::Import(arguments)) => import::run(context, arguments),
        Some(Command::Compare(arguments)) => compare::run(context, arguments),
        Some(Command::Merge(arguments)) => merge::run(context, arguments),
        Some(Command::Restore(arguments)) => restore::run(context, arguments),
        Some(Command::Verify(arguments)) => verify::run(context, arguments),
        Some(Command::Guidance(arguments)) => guidance::run(arguments),
        Some(Command::Schema) => schema::run(),
        Some(Command::Completions(arguments)) => Ok(packaging::completions(arguments)),
        Some(Command::Man) => packaging::man(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_our_own_is_one_line_that_quotes_nothing() {
        let failure = guarded::<()>(|| panic!("what somebody wrote")).unwrap_err();
        assert_eq!(failure.code(), 1);
        let said = failure.to_string();
        assert!(
            said.starts_with("triplewin: a fault of the program itself"),
            "{said}"
        );
        assert!(!said.contains("somebody"), "{said}");
    }
}
