//! `triage`: the checklist alone, from an answer sheet or asked.

use super::{
    args::TriageArguments,
    context::{Context, bytes_of, edition, name_of},
    error::Failure,
    front,
    output::Report,
    sheet, verdict,
};
use crate::{project::RandomIds, session::Session};
use std::{path::Path, sync::Arc};

/// The verdict on a sheet's answers; without a sheet, the questions.
pub fn run(context: &Context, arguments: &TriageArguments) -> Result<Report, Failure> {
    match &arguments.answers {
        Some(file) => judged(context, file, arguments.json),
        None => front::triage(context),
    }
}

fn judged(context: &Context, file: &Path, json: bool) -> Result<Report, Failure> {
    let edition = edition()?;
    let bytes = bytes_of(file)?;
    let changes = sheet::changes(edition, &bytes).map_err(|failure| failure.at(name_of(file)))?;
    let mut session = Session::scratch(Arc::clone(edition), context.acting.clone(), Box::new(RandomIds));
    session.apply(&changes)?;
    let found = &session.assessment().eligibility;
    let report = if json {
        Report::json(&verdict::to_json(edition, found))
    } else {
        Report::text(verdict::words(edition, found))
    };
    Ok(report.with_code(verdict::code(found.verdict)))
}
