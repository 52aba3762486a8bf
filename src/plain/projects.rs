//! The front door of line mode: the projects, and which of them to open, a new one, a triage.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Outcome, interview,
    talk::{Halt, Talk},
    triage,
    walk::ended,
};
use crate::{
    characters::quoted,
    project::{nearest, title_words},
    session::{Library, Listed, Session},
};

/// What somebody chose at the door.
enum Choice {
    Open(PathBuf),
    New,
    Triage,
    Again,
    Quit,
}

/// The words that are no project.
const WORDS: [&str; 4] = ["new", "triage", "list", "quit"];

/// The door, until somebody leaves or the input ends.
pub(super) fn door(library: &Library, mut talk: Talk) -> io::Result<()> {
    loop {
        let chosen = match choose(library, &mut talk) {
            Ok(chosen) => chosen,
            Err(halt) => return ended(Err(halt)),
        };
        let entered = match chosen {
            Choice::Open(path) => opened(library, &path, &mut talk),
            Choice::New => new(library, &mut talk),
            Choice::Triage => quick_triage(library, &mut talk),
            Choice::Again => Ok(()),
            Choice::Quit => return Ok(()),
        };
        match entered {
            Ok(()) => {}
            Err(halt) => return ended(Err(halt)),
        }
    }
}

/// Tells the projects, and hears what is wanted.
fn choose(library: &Library, talk: &mut Talk) -> Result<Choice, Halt> {
    let rows: Vec<Listed> = match library.list() {
        Ok(rows) => rows.into_iter().filter(|row| !row.is_archived()).collect(),
        Err(error) => {
            talk.say(&library.told(&error))?;
            Vec::new()
        }
    };
    match rows.len() {
        0 => talk.say("There are no projects yet.")?,
        1 => talk.say("There is 1 project.")?,
        count => talk.say(&format!("There are {count} projects."))?,
    }
    for (at, row) in rows.iter().enumerate() {
        talk.point(&format!("{}. {}", at + 1, told(library, row)))?;
    }
    let number = if rows.is_empty() {
        ""
    } else {
        "A project's number opens it; "
    };
    talk.say(&format!(
        "{number}new makes one; triage asks the eligibility questions alone; list tells this again; quit leaves."
    ))?;
    loop {
        let said = talk.first_line()?;
        let said = said.trim();
        match said.trim_start_matches(':').to_lowercase().as_str() {
            "" => {}
            "quit" => return Ok(Choice::Quit),
            "new" => return Ok(Choice::New),
            "triage" => return Ok(Choice::Triage),
            "list" => return Ok(Choice::Again),
            word => {
                let number = word
                    .parse::<usize>()
                    .ok()
                    .and_then(|number| number.checked_sub(1));
                let named = rows.iter().position(|row| row.id == said);
                match number.or(named).and_then(|at| rows.get(at)) {
                    Some(row) => return Ok(Choice::Open(row.path.clone())),
                    None => talk.say(&unknown(said, &rows))?,
                }
            }
        }
    }
}

fn unknown(said: &str, rows: &[Listed]) -> String {
    let names = rows.iter().map(|row| row.id.as_str()).chain(WORDS);
    let meant = match nearest(said, names) {
        Some(name) => format!(" Is {name} meant?"),
        None => String::new(),
    };
    format!("There is no project {}.{meant}", quoted(said))
}

fn told(library: &Library, row: &Listed) -> String {
    match &row.state {
        Ok(project) => {
            let title = title_words(&project.title);
            let next = match &project.next {
                Some(next) => format!("Next: {}.", next.what),
                None => "Nothing more to do.".to_owned(),
            };
            format!(
                "{title}. {}, {}, {} of {} done. {next}",
                project.stage_label,
                project.verdict.words(),
                project.done,
                project.total
            )
        }
        Err(error) => format!("{}: it cannot be read. {}", row.id, library.told(error)),
    }
}

fn opened(library: &Library, path: &Path, talk: &mut Talk) -> Result<(), Halt> {
    match library.open(path) {
        Ok(session) => walked(library, session, talk),
        Err(error) => talk.say(&library.told(&error)),
    }
}

fn new(library: &Library, talk: &mut Talk) -> Result<(), Halt> {
    talk.say("What is it called? An empty line makes none.")?;
    let title = talk.first_line()?;
    if title.trim().is_empty() {
        return Ok(());
    }
    match library.create(title.trim(), &[]) {
        Ok(session) => walked(library, session, talk),
        Err(error) => talk.say(&library.told(&error)),
    }
}

fn walked(library: &Library, session: Session, talk: &mut Talk) -> Result<(), Halt> {
    let (input, output) = talk.ends();
    interview(session, library, None, input, output)?;
    talk.pause()
}

fn quick_triage(library: &Library, talk: &mut Talk) -> Result<(), Halt> {
    let Some(session) = library.scratch() else {
        return talk.say("This program holds no edition of the guidance.");
    };
    let (input, output) = talk.ends();
    let Outcome { .. } = triage(session, library, input, output)?;
    talk.pause()
}
