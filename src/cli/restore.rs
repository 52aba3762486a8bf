//! `restore`: the earlier copies of a project, and one of them put back.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Value as Json, json};
use std::{fmt::Write as _, path::Path};

use super::{args::RestoreArguments, context::Context, error::Failure, output::Report};
use crate::{
    characters::{quoted, shown},
    project::title_words,
    session::{EarlierCopy, Library, Over, RestoreError, Restored, copy_time},
};

/// Lists the copies, or puts the one that is named in the file's place.
pub fn run(context: &Context, arguments: &RestoreArguments) -> Result<Report, Failure> {
    let library = context.library()?;
    let Some(name) = arguments.project.to_str() else {
        return Err(
            Failure::usage("the name of a project is not UTF-8").hint("rename the file, then try again")
        );
    };
    let path = library.store.find_with_copies(name)?;
    if arguments.merge {
        return Ok(merged(&library, &path, arguments.json));
    }
    let copies = library.earlier(&path)?;
    let file = context.named(&path);
    match &arguments.copy {
        None => Ok(listed(&copies, name, &file, arguments.json)),
        Some(wanted) => {
            let (number, copy) = chosen(&copies, wanted, name, &file)?;
            let restored = library.restore(&path, copy)?;
            Ok(told(&library, &path, (number, copy), &restored, arguments.json))
        }
    }
}

/// Merges in every other copy that lies beside the project.
fn merged(library: &Library, path: &Path, as_json: bool) -> Report {
    let mut rows = Vec::new();
    let mut not_merged = Vec::new();
    let mut text = String::new();
    for copy in library.beside(path) {
        let taken = match library.take_in(path, &copy) {
            Ok(taken) => taken,
            Err(error) => {
                not_merged.push(format!("not merged: {}", library.told(&error)));
                continue;
            }
        };
        let still = taken.still_there.as_ref().map(ToString::to_string);
        let _ = match taken.two_versions.as_slice() {
            [] => writeln!(text, "Merged: {}; nothing stands in two versions.", taken.name),
            two => writeln!(
                text,
                "Merged: {}; in two versions: {}.",
                taken.name,
                two.join(", ")
            ),
        };
        if let Some(why) = &still {
            let _ = writeln!(text, "Its file still lies there: {why}");
        }
        rows.push(json!({"copy": taken.name, "two_versions": taken.two_versions, "still_there": still}));
    }
    if rows.is_empty() && not_merged.is_empty() {
        text.push_str("No other copy of the project lies beside it.\n");
    }
    let report = if as_json {
        Report::json(&Json::Array(rows))
    } else {
        Report::text(shown(&text))
    };
    let code = u8::from(!not_merged.is_empty());
    report.with_notes(not_merged).with_code(code)
}

fn listed(copies: &[EarlierCopy], name: &str, file: &str, as_json: bool) -> Report {
    if as_json {
        let rows = copies.iter().enumerate().map(|(at, copy)| row(at + 1, copy));
        return Report::json(&Json::Array(rows.collect()));
    }
    let lines: String = copies
        .iter()
        .enumerate()
        .map(|(at, copy)| line(at + 1, copy))
        .collect();
    let note = if copies.is_empty() {
        format!("no earlier copy is kept yet: every save keeps the file that it replaces: {file}")
    } else {
        format!("`triplewin restore {name} NUMBER` puts one back; the present file is kept as a copy first")
    };
    Report::text(lines).with_notes(vec![note])
}

fn line(number: usize, copy: &EarlierCopy) -> String {
    let when = local(copy.saved_at);
    let line = match &copy.state {
        Ok(state) => {
            let project = &state.project;
            let by = match &project.updated_by {
                Some(by) => format!(" by {by}"),
                None => String::new(),
            };
            let title = title_words(&project.title);
            format!(
                "{number}  {when}: revision {}{by}; {title}; {}; {}; {} of {}",
                state.revision,
                project.stage_label,
                project.verdict.words(),
                project.done,
                project.total,
            )
        }
        Err(why) => format!("{number}  {when}: cannot be read: {why}"),
    };
    format!("{}\n", shown(&line).replace(['\n', '\t'], " "))
}

fn row(number: usize, copy: &EarlierCopy) -> Json {
    match &copy.state {
        Ok(state) => json!({
            "copy": number,
            "saved_at": copy.saved_at,
            "revision": state.revision,
            "by": state.project.updated_by,
            "title": state.project.title,
            "stage": state.project.stage,
            "verdict": state.project.verdict,
            "done": state.project.done,
            "total": state.project.total,
        }),
        Err(why) => json!({"copy": number, "saved_at": copy.saved_at, "error": why}),
    }
}

/// The copy of a number, of an instant, or of a time as it is listed; with its number.
fn chosen<'c>(
    copies: &'c [EarlierCopy],
    wanted: &str,
    name: &str,
    file: &str,
) -> Result<(usize, &'c EarlierCopy), Failure> {
    let listing = format!("`triplewin restore {name}` lists them");
    let numbered = || copies.iter().enumerate().map(|(at, copy)| (at + 1, copy));
    let unknown = || {
        let what = match copies.len() {
            0 => "no earlier copy is kept".to_owned(),
            1 => format!("there is no copy {}; there is 1", quoted(wanted)),
            count => format!("there is no copy {}; there are {count}", quoted(wanted)),
        };
        Failure::failed(what).at(file).hint(listing.clone())
    };
    if let Ok(number) = wanted.parse::<usize>() {
        return numbered().find(|(at, _)| *at == number).ok_or_else(unknown);
    }
    let of_instant = |at: Timestamp| {
        let exact: Vec<_> = numbered().filter(|(_, copy)| copy.saved_at == at).collect();
        if exact.is_empty() {
            let second = |copy: &EarlierCopy| copy.saved_at.as_second() == at.as_second();
            numbered().filter(|(_, copy)| second(copy)).collect()
        } else {
            exact
        }
    };
    let found = if let Ok(at) = wanted.parse::<Timestamp>() {
        of_instant(at)
    } else if let Ok(at) = wanted.parse::<DateTime>() {
        let at = at.to_zoned(TimeZone::system());
        at.map(|at| of_instant(at.timestamp())).unwrap_or_default()
    } else {
        let found: Vec<_> = numbered()
            .filter(|(_, copy)| local(copy.saved_at).eq_ignore_ascii_case(wanted.trim()))
            .collect();
        if found.is_empty() {
            return Err(Failure::usage(format!(
                "COPY takes a number, or a time such as 2026-11-21T14:02:33Z, not {}",
                quoted(wanted)
            ))
            .hint(listing));
        }
        found
    };
    match found.as_slice() {
        [] => Err(unknown()),
        [one] => Ok(*one),
        several => {
            let numbers: Vec<String> = several.iter().map(|(at, _)| at.to_string()).collect();
            let what = format!(
                "{} is the time of the copies {}",
                quoted(wanted),
                numbers.join(" and ")
            );
            Err(Failure::failed(what).at(file).hint("name one by its number"))
        }
    }
}

fn told(
    library: &Library,
    path: &Path,
    (number, copy): (usize, &EarlierCopy),
    restored: &Restored,
    as_json: bool,
) -> Report {
    let left = match &restored.over {
        Over::Sound { left, .. } => left.as_slice(),
        Over::Damaged | Over::Nothing => &[],
    };
    let id = path.file_stem().unwrap_or_default().to_string_lossy();
    if as_json {
        return Report::json(&json!({
            "id": id,
            "copy": number,
            "saved_at": copy.saved_at,
            "revision": restored.revision,
            "left": left,
        }));
    }
    let what = match &restored.over {
        Over::Sound { counts, .. } => match counts.words().as_str() {
            "" => "Put back".to_owned(),
            counts => format!("Put back: {counts}"),
        },
        Over::Damaged => "Put back, in the place of a file that could not be read".to_owned(),
        Over::Nothing => "Put back, where no file was".to_owned(),
    };
    let mut text = format!(
        "{what}. {id} is as it was on {}, now revision {}.\n",
        local(copy.saved_at),
        restored.revision
    );
    if !matches!(restored.over, Over::Nothing) {
        let kept = library.earlier(path).ok().and_then(|copies| {
            let newest = copies.first()?;
            Some(local(newest.saved_at))
        });
        if let Some(kept) = kept {
            let back = match restored.over {
                Over::Sound { .. } => format!(": `triplewin restore {id} 1` takes this back"),
                Over::Damaged | Over::Nothing => String::new(),
            };
            let _ = writeln!(text, "What was there is kept as the copy of {kept}{back}.");
        }
    }
    for what in left {
        text.push_str(&shown(&format!("Not put back: {what}\n")));
    }
    Report::text(text)
}

fn local(at: Timestamp) -> String {
    copy_time(at, TimeZone::system())
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Store(error) => error.into(),
            RestoreError::AlreadySo | RestoreError::ReadOnly(_) => Self::failed(error.to_string()),
            RestoreError::Unreadable(_) => Self::failed(error.to_string()).hint("choose another copy"),
        }
    }
}
