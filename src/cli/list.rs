//! `list`: the projects of the folder, one a line.

use serde_json::{Map, Value as Json, json};

use super::{
    args::ListArguments, context::Context, error::Failure, opened::local_time, output::Report, portfolio,
};
use crate::{
    characters::shown,
    project::title_words,
    rules::Next,
    session::{Listed, ListedProject, beside_words},
};

/// Every project that is not archived; with `--all` every one.
pub fn run(context: &Context, arguments: &ListArguments) -> Result<Report, Failure> {
    let library = context.library()?;
    let rows: Vec<Listed> = library
        .list()?
        .into_iter()
        .filter(|row| arguments.all || !row.is_archived())
        .collect();
    if let Some(format) = arguments.format {
        return portfolio::run(context, &rows, format, arguments);
    }
    if arguments.json {
        let rows: Vec<Json> = rows.iter().map(row_json).collect();
        return Ok(Report::json(&Json::Array(rows)));
    }
    let lines: String = rows.iter().map(|row| line(row, context.kiosk)).collect();
    let folder = library.told(&library.store.dir().display());
    let notes = if rows.is_empty() {
        vec![format!(
            "no projects in {folder}; {}",
            if context.kiosk {
                "`n` on the screens makes one"
            } else {
                "`triplewin new TITLE` makes one"
            }
        )]
    } else {
        Vec::new()
    };
    Ok(Report::text(lines).with_notes(notes))
}

/// A file that cannot be read has `error`, and nothing else but its id.
fn row_json(row: &Listed) -> Json {
    let project = match &row.state {
        Ok(project) => project,
        Err(error) if row.beside.is_empty() => return json!({"id": row.id, "error": error}),
        Err(error) => return json!({"id": row.id, "error": error, "copies": row.beside_names()}),
    };
    let mut members = Map::new();
    let mut put = |key: &str, value: Json| members.insert(key.to_owned(), value);
    put("id", json!(row.id));
    put("title", json!(project.title));
    put("stage", json!(project.stage));
    put("verdict", json!(project.verdict));
    put("done", json!(project.done));
    put("total", json!(project.total));
    put("next", json!(project.next.as_ref().map(Next::to_json)));
    put("updated_at", json!(project.updated_at));
    if let Some(archived_at) = project.archived_at {
        put("archived_at", json!(archived_at));
    }
    if !row.beside.is_empty() {
        put("copies", json!(row.beside_names()));
    }
    Json::Object(members)
}

fn line(row: &Listed, kiosk: bool) -> String {
    let line = match (&row.state, &row.copy) {
        (Ok(project), _) => format!("{}: {}", row.id, words(project)),
        (Err(error), None) => format!("{}: cannot be read: {error}", row.id),
        (Err(error), Some(_)) if kiosk => {
            format!(
                "{}: cannot be read: {error}; Enter on the screens puts an earlier copy back",
                row.id
            )
        }
        (Err(error), Some(_)) => {
            let restore = format!("`triplewin restore {}` puts an earlier copy back", row.id);
            format!("{}: cannot be read: {error}; {restore}", row.id)
        }
    };
    let line = match beside_words(&row.beside_names()).as_str() {
        "" => line,
        beside if kiosk => format!("{line}; {beside}"),
        beside => format!(
            "{line}; {beside}; `triplewin restore {} --merge` takes it in",
            row.id
        ),
    };
    // One line a project, whatever stands in a title.
    format!("{}\n", shown(&line).replace(['\n', '\t'], " "))
}

fn words(project: &ListedProject) -> String {
    let title = title_words(&project.title);
    let next = match &project.next {
        Some(next) => format!("next: {}", next.what),
        None => "nothing more to do".to_owned(),
    };
    let archived = if project.archived_at.is_some() {
        "; archived"
    } else {
        ""
    };
    format!(
        "{title}; {}; {}; {} of {}; {next}; updated {}{archived}",
        project.stage_label,
        project.verdict.words(),
        project.done,
        project.total,
        local_time(project.updated_at),
    )
}
