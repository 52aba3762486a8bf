//! What a kiosk lets in: the screens, and looking at the projects of the one folder by their ids.
//!
//! Everything else is refused here, before any file is touched, with the reason in one line.

use std::{ffi::OsStr, path::Path};

use super::{
    args::{Arguments, Command},
    error::Failure,
};

/// Why a command is kept out.
#[derive(Debug, Clone, Copy)]
enum Because {
    /// It reads or writes a file of the caller's choice.
    Files,
    /// It changes a project past the screens, where nobody is asked.
    Scripts,
    /// It serves whoever packages the program.
    Packagers,
}

/// Fails on what a kiosk keeps out.
pub fn admits(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Some(Command::List(list)) if list.output.is_some() => Err(refused("list -o FILE", Because::Files)),
        None | Some(Command::List(_) | Command::Guidance(_)) => Ok(()),
        Some(Command::Triage(triage)) => match &triage.answers {
            Some(file) if file.as_os_str() != "-" => Err(refused("triage --answers FILE", Because::Files)),
            Some(_) | None => Ok(()),
        },
        Some(Command::Open(open)) => id(&open.project),
        Some(Command::Interview(interview)) => id(&interview.project),
        Some(Command::Status(status)) => id(&status.project),
        Some(Command::Show(show)) => id(&show.project),
        Some(Command::Verify(verify)) => id(&verify.project),
        Some(Command::Restore(restore)) => match restore.copy {
            None if restore.merge => Err(refused("restore PROJECT --merge", Because::Scripts)),
            Some(_) => Err(refused("restore PROJECT COPY", Because::Scripts)),
            None => id(&restore.project),
        },
        Some(Command::New(_)) => Err(refused("new", Because::Scripts)),
        Some(Command::Apply(_)) => Err(refused("apply", Because::Scripts)),
        Some(Command::Answer(_)) => Err(refused("answer", Because::Scripts)),
        Some(Command::Compare(_)) => Err(refused("compare", Because::Files)),
        Some(Command::Export(_)) => Err(refused("export", Because::Files)),
        Some(Command::Import(_)) => Err(refused("import", Because::Files)),
        Some(Command::Merge(_)) => Err(refused("merge", Because::Files)),
        Some(Command::Schema) => Err(refused("schema", Because::Packagers)),
        Some(Command::Completions(_)) => Err(refused("completions", Because::Packagers)),
        Some(Command::Man) => Err(refused("man", Because::Packagers)),
    }
}

/// Fails on a project that is named by anything but its id.
fn id(project: &OsStr) -> Result<(), Failure> {
    let name = project.to_string_lossy();
    let named_json = Path::new(project)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if named_json || name.contains(['/', '\\']) {
        return Err(
            Failure::failed("a kiosk opens a project by its id alone, not by a path")
                .hint("`triplewin list` shows the ids"),
        );
    }
    Ok(())
}

fn refused(command: &str, because: Because) -> Failure {
    let because = match because {
        Because::Files => "it reads or writes files by their paths",
        Because::Scripts => "projects are changed on the screens there",
        Because::Packagers => "it is for packagers",
    };
    Failure::failed(format!("`{command}` is kept out of a kiosk, since {because}"))
        .hint("`triplewin` opens the projects of the folder")
}
