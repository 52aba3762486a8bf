//! `merge`: two copies of a project that began as one made one again, also for git.

use std::path::PathBuf;

use super::{args::MergeArguments, context::Context, error::Failure, output::Report};
use crate::{
    guidance::{Edition, editions},
    project::{Project, Version},
    session,
};

/// The exit code where something stands in two versions.
const TWO_VERSIONS: u8 = 1;
/// The exit code where nothing was merged and nothing was written.
const NOT_MERGED: u8 = 2;

/// Merges and writes; what stands in two versions is named on standard error.
pub fn run(context: &Context, arguments: &MergeArguments) -> Result<Report, Failure> {
    let files = [&arguments.base, &arguments.ours, &arguments.theirs].map(PathBuf::as_path);
    let (merged, edition) = session::merge_files(files, &arguments.out, editions(), context.acting.today())
        .map_err(|error| Failure::from(error).with_code(NOT_MERGED))?;
    let doubled = doubled(&edition, &merged);
    let code = if doubled.is_empty() { 0 } else { TWO_VERSIONS };
    Ok(Report::default().with_notes(doubled).with_code(code))
}

/// A line for each thing that stands in two versions: what it is, and whose they are.
fn doubled(edition: &Edition, project: &Project) -> Vec<String> {
    let answers = project.answers.iter().map(|(id, answer)| {
        let name = edition.item(id.as_str()).map_or(id.as_str(), |item| item.name());
        let of = if answer.has_two_notes() {
            " of the note"
        } else {
            ""
        };
        (of, format!("{name} ({id})"), project.told_versions(id.as_str()))
    });
    let records = project.lists.iter().flat_map(|(list, records)| {
        let one = edition
            .list(list.as_str())
            .map_or(list.as_str(), |list| &list.one);
        records.iter().map(move |record| {
            (
                "",
                format!("{one} {} ({list})", record.id),
                record.versions.clone(),
            )
        })
    });
    answers
        .chain(records)
        .filter(|(_, _, versions)| !versions.is_empty())
        .map(|(of, what, versions)| format!("two versions{of}: {what}: by {}", people(&versions)))
        .collect()
}

/// Whose versions they are: `Bea and Cy`; `Bea, in two places` where they are one person's.
fn people(versions: &[Version]) -> String {
    let people = versions.iter().map(|version| version.by.as_deref());
    let people: Vec<&str> = people.map(|by| by.unwrap_or("somebody")).collect();
    let first = people.first().copied().unwrap_or_default();
    if people.iter().all(|one| *one == first) && first != "somebody" {
        format!("{first}, in two places")
    } else {
        people.join(" and ")
    }
}
