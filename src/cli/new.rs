//! `new`: makes a project, empty or from a fictional sample.

use serde_json::json;

use super::{args::NewArguments, context::Context, error::Failure, output::Report};
use crate::{
    characters::quoted,
    project::{LINE_LIMIT, sound_text},
    session::{SAMPLES, Sample},
};

/// Makes the project; says its id, and beside it where it lies.
pub fn run(context: &Context, arguments: &NewArguments) -> Result<Report, Failure> {
    let title = title(&arguments.title)?;
    let sample = arguments.sample.as_deref().map(sample).transpose()?;
    let library = context.library()?;
    let session = match sample {
        Some(sample) => library.create_sample(sample, Some(title))?,
        None => library.create(title, &[])?,
    };
    let id = &session.project().id;
    let path = session
        .path()
        .map(|path| path.to_string_lossy().into_owned())
        .unwrap_or_default();
    if arguments.json {
        return Ok(Report::json(&json!({"id": id, "path": path})));
    }
    Ok(Report::text(format!("{id}\n")).with_notes(vec![path]))
}

fn title(title: &str) -> Result<&str, Failure> {
    let title = title.trim();
    match sound_text(title, LINE_LIMIT) {
        Err(error) => Err(Failure::usage(format!("the title {error}"))),
        Ok(()) if title.is_empty() => Err(Failure::usage("a project needs a title, and this one is empty")),
        Ok(()) if title.contains('\n') => {
            Err(Failure::usage("the title takes one line, and this one breaks"))
        }
        Ok(()) => Ok(title),
    }
}

fn sample(name: &str) -> Result<&'static Sample, Failure> {
    SAMPLES.iter().find(|sample| sample.name == name).ok_or_else(|| {
        let names: Vec<&str> = SAMPLES.iter().map(|sample| sample.name).collect();
        Failure::usage(format!("there is no sample {}", quoted(name)))
            .hint(format!("the samples are {}", names.join(", ")))
    })
}
