//! `apply` and `answer`: changes from outside, made and saved, all or none.

use serde_json::{Value as Json, json};
use std::ffi::OsStr;

use super::{
    args::{AnswerArguments, ApplyArguments},
    context::{Context, bytes_of, name_of},
    error::Failure,
    opened::{entry, path_of, title},
    output::{Report, paragraph},
};
use crate::{
    guidance::{Edition, Entry, Item, ItemKind},
    interview, json,
    project::{Applied, Change, Project, Refusal},
    session::{Session, commit},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Applies the changes of a file.
pub fn apply(context: &Context, arguments: &ApplyArguments) -> Result<Report, Failure> {
    let bytes = bytes_of(&arguments.file)?;
    let place = name_of(&arguments.file);
    let json = json::parse(&bytes).map_err(|error| Failure::failed(error.to_string()).at(&place))?;
    let changes = Change::list_from_json(&json).map_err(|refusal| placed(&refusal, &place))?;
    let mut open = Open::find(context, &arguments.project)?;
    let applied = open
        .session
        .apply(&changes)
        .map_err(|refusal| placed(&refusal, &place))?;
    let saved = open.saved(context)?;
    if arguments.json {
        return Ok(Report::json(
            &json!({"revision": saved.revision, "ids": applied.ids}),
        ));
    }
    Ok(Report::text(applied_words(
        &open.edition(),
        &saved,
        changes.len(),
        &applied,
    )))
}

/// Answers one item.
pub fn answer(context: &Context, arguments: &AnswerArguments) -> Result<Report, Failure> {
    let mut open = Open::find(context, &arguments.project)?;
    let edition = open.edition();
    let item = match entry(&edition, &arguments.item)? {
        Entry::Item(item) => item,
        Entry::List(list) => {
            return Err(Failure::failed(format!(
                "{} is a list, which takes records, not an answer",
                list.id
            ))
            .hint(r#"`triplewin apply PROJECT -` reads [{"op":"add","list":"…","record":{…}}]"#));
        }
    };
    let written = if arguments.value == "-" {
        from_stdin()?
    } else {
        arguments.value.clone()
    };
    let change = Change::Answer {
        item: item.id.to_string(),
        value: Some(value(context, item, &written)?),
        note: arguments.note.clone(),
        evidence: (!arguments.evidence.is_empty()).then(|| arguments.evidence.clone()),
    };
    let applied = open.session.apply(&[change])?;
    let saved = open.saved(context)?;
    let words = match (applied.changed, saved.value(item.id.as_str())) {
        (false, _) => format!("Nothing changed: {} stands as it was", item.id),
        (true, Some(value)) => format!("{}: {}", item.id, value.text(item)),
        (true, None) => format!("{}: cleared", item.id),
    };
    Ok(Report::text(
        paragraph("", "  ", &words) + &revision_words(&edition, &saved),
    ))
}

/// A project opened to be changed, with what it was before.
pub struct Open {
    /// The open project.
    pub session: Session,
    before: Project,
    path: PathBuf,
}

impl Open {
    /// The project that a name means.
    pub fn find(context: &Context, name: &OsStr) -> Result<Self, Failure> {
        let library = context.library()?;
        let path = path_of(&library.store, name)?;
        let session = library.open(&path)?;
        Ok(Self {
            before: session.project().clone(),
            session,
            path,
        })
    }

    /// The edition that it is answered under.
    pub fn edition(&self) -> Arc<Edition> {
        Arc::clone(self.session.edition())
    }

    /// Saves it; what another saved meanwhile is merged.
    pub fn saved(&self, context: &Context) -> Result<Project, Failure> {
        let store = context.store()?;
        let session = &self.session;
        Ok(commit(
            &store,
            &self.path,
            session.edition(),
            &self.before,
            session.project(),
            &context.acting,
        )?)
    }
}

/// The value that a text is for an item: JSON for the kinds of several parts, else as it would be
/// typed into the interview; what is neither is left for the change to be refused by.
fn value(context: &Context, item: &Item, written: &str) -> Result<Json, Failure> {
    let structured = match item.kind {
        ItemKind::ThreeWay
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Attestation
        | ItemKind::Head
        | ItemKind::Period => true,
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::YesNo
        | ItemKind::Choice
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Practice
        | ItemKind::Outcome => false,
    };
    if structured {
        return match json::parse(written.as_bytes()) {
            Ok(json) => Ok(json),
            Err(error) if written.trim_start().starts_with('{') => {
                Err(Failure::failed(format!("{error}: the value of {}", item.id)))
            }
            Err(_) => Ok(json!(written)),
        };
    }
    let raw = vec![(String::new(), written.to_owned())];
    Ok(interview::value(item, &raw, context.acting.today()).unwrap_or_else(|_| json!(written)))
}

/// Standard input as a text, without the line break at its end.
fn from_stdin() -> Result<String, Failure> {
    let bytes = bytes_of(Path::new("-"))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::failed("this is not UTF-8").at("standard input"))?;
    let text = text.replace("\r\n", "\n");
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

/// The refusal with the file that the change stands in.
pub fn placed(refusal: &Refusal, place: &str) -> Failure {
    let joint = if refusal.of > 1 { " in " } else { ": " };
    let hint = refusal.what.hint();
    Failure::failed(format!("{refusal}{joint}{place}")).maybe_hint(hint)
}

/// What came of so many changes, in words.
pub fn applied_words(edition: &Edition, saved: &Project, count: usize, applied: &Applied) -> String {
    let changes = if count == 1 {
        "1 change".to_owned()
    } else {
        format!("{count} changes")
    };
    let done = if applied.changed {
        format!("{changes} applied")
    } else {
        format!("{changes} read; nothing is different")
    };
    let mut text = paragraph("", "  ", &done);
    if !applied.ids.is_empty() {
        text.push_str(&paragraph(
            "",
            "  ",
            &format!("Added: {}", applied.ids.join(", ")),
        ));
    }
    text + &revision_words(edition, saved)
}

fn revision_words(edition: &Edition, saved: &Project) -> String {
    paragraph(
        "",
        "  ",
        &format!("{}, revision {}", title(edition, saved), saved.revision),
    )
}
