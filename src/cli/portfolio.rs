//! `list --format`: the projects of the folder as something to send, a portfolio or rows.

use super::{
    args::{ExportFormat, ListArguments},
    context::{Context, edition},
    error::Failure,
    export::{self, Place},
    output::Report,
};
use crate::{
    documents::{PortfolioProject, Sheet, portfolio, render},
    session::Listed,
};

/// The listed projects in this format, onto standard output unless a file is named.
pub fn run(
    context: &Context,
    rows: &[Listed],
    format: ExportFormat,
    arguments: &ListArguments,
) -> Result<Report, Failure> {
    let place = match arguments.output.as_deref() {
        None => Place::StandardOutput,
        output => Place::of(output),
    };
    let Some(asked) = format.document() else {
        return export::put_rows(&sheet(rows), place, "projects.csv", arguments.force);
    };
    export::document_format(Some(format), &place)?;
    if place == Place::StandardOutput {
        export::refuse_a_terminal(asked)?;
    }
    let unreadable: Vec<(String, String)> = rows
        .iter()
        .filter_map(|row| Some((row.id.clone(), row.state.as_ref().err()?.clone())))
        .collect();
    let projects: Vec<PortfolioProject> = rows.iter().filter_map(portfolio_project).collect();
    let document = portfolio(edition()?, &projects, &unreadable, context.acting.today());
    let bytes = render(&document, asked).map_err(|error| Failure::failed(error.to_string()))?;
    let name = format!("portfolio.{asked}");
    export::put(bytes, place, &name, arguments.force)
}

fn portfolio_project(row: &Listed) -> Option<PortfolioProject> {
    let project = row.state.as_ref().ok()?;
    Some(PortfolioProject {
        id: row.id.clone(),
        title: project.title.clone(),
        stage: project.stage_label.clone(),
        verdict: project.verdict,
        done: project.done,
        total: project.total,
        overdue: project.overdue.clone(),
        next: project.next.as_ref().map(|next| next.what.clone()),
    })
}

fn sheet(rows: &[Listed]) -> Sheet {
    let headers = [
        "Id", "Title", "Stage", "Verdict", "Met", "Of", "Overdue", "Next", "Updated", "Archived", "Error",
    ];
    let cells = |row: &Listed| match &row.state {
        Ok(project) => vec![
            row.id.clone(),
            project.title.clone(),
            project.stage_label.clone(),
            project.verdict.words().to_owned(),
            project.done.to_string(),
            project.total.to_string(),
            project.overdue.join("\n"),
            project
                .next
                .as_ref()
                .map(|next| next.what.clone())
                .unwrap_or_default(),
            project.updated_at.to_string(),
            project.archived_at.map(|at| at.to_string()).unwrap_or_default(),
            String::new(),
        ],
        Err(error) => {
            let mut cells = vec![String::new(); headers.len()];
            cells.splice(..1, [row.id.clone()]);
            cells.splice(headers.len() - 1.., [error.clone()]);
            cells
        }
    };
    Sheet {
        headers: headers.map(str::to_owned).into(),
        rows: rows.iter().map(cells).collect(),
    }
}
