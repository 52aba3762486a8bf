//! `import`: a document that was filled in by hand, or answers by id, as changes: shown, then made.

use super::{
    args::ImportArguments,
    changing::{Open, applied_words, placed},
    context::{Context, bytes_of, name_of},
    error::Failure,
    opened::title,
    output::{Report, bullet, paragraph},
};
use crate::{
    project::Change,
    session::{Import, ProposedChange, ReturnedKind, Session, WouldLapse, changes_from, would_lapse},
};

/// Shows the changes that a file brings, or makes them.
pub fn run(context: &Context, arguments: &ImportArguments) -> Result<Report, Failure> {
    let bytes = bytes_of(&arguments.file)?;
    let place = name_of(&arguments.file);
    let mut open = Open::find(context, &arguments.project)?;
    let import = import(&open.session, arguments, &bytes, &place)?;
    let changes: Vec<Change> = import
        .changes
        .iter()
        .map(|proposed| proposed.change.clone())
        .collect();
    let lapses = would_lapse(&open.session, &changes);
    // What would be refused is refused before it is shown.
    let applied = open
        .session
        .apply(&changes)
        .map_err(|refusal| placed(&refusal, &place))?;
    let edition = open.edition();
    if !arguments.yes {
        let name = title(&edition, open.session.project()).to_owned();
        let way = format!(
            "triplewin import {} {} --yes",
            arguments.project.to_string_lossy(),
            arguments.file.display()
        );
        return Ok(Report::text(shown(
            &import,
            &lapses,
            &format!("{place} for {name}"),
            &way,
        )));
    }
    let saved = open.saved(context)?;
    let text = if changes.is_empty() {
        paragraph("", "  ", &nothing(&place))
    } else {
        applied_words(&edition, &saved, changes.len(), &applied)
    };
    Ok(Report::text(text + &remarks(&import)))
}

fn import(
    session: &Session,
    arguments: &ImportArguments,
    bytes: &[u8],
    place: &str,
) -> Result<Import, Failure> {
    let today = session.acting().today();
    ReturnedKind::of(&arguments.file, bytes)
        .and_then(|kind| changes_from(session.edition(), session.project(), today, bytes, kind))
        .map_err(|error| {
            Failure::failed(error.to_string())
                .at(place)
                .maybe_hint(error.hint())
        })
}

fn shown(import: &Import, lapses: &[WouldLapse], what: &str, way: &str) -> String {
    if import.changes.is_empty() {
        return paragraph("", "  ", &nothing(what)) + &remarks(import);
    }
    let count = match import.changes.len() {
        1 => "1 change".to_owned(),
        several => format!("{several} changes"),
    };
    let mut text = paragraph("", "  ", &format!("{count} from {what}"));
    for proposed in &import.changes {
        text.push_str(&change(proposed));
    }
    text.push_str(&remarks(import));
    if !lapses.is_empty() {
        text.push('\n');
        text.push_str("These sign-offs would lapse until they are given again:\n");
        for lapse in lapses {
            text.push_str(&bullet(&format!("{}: {}", lapse.subject, lapse.who)));
        }
    }
    text.push('\n');
    text.push_str(&paragraph(
        "",
        "  ",
        "Nothing is changed yet. To make these changes:",
    ));
    text.push_str(&paragraph("  ", "    ", way));
    text
}

fn change(proposed: &ProposedChange) -> String {
    let before = match proposed.before.as_str() {
        "" => "(nothing)",
        before => before,
    };
    let target = proposed.change.target();
    let mut text = String::from("\n");
    text.push_str(&paragraph("", "  ", &format!("{target}, {}", proposed.label)));
    text.push_str(&paragraph("  before: ", "          ", before));
    text.push_str(&paragraph("  after:  ", "          ", &proposed.after));
    text
}

/// What was not taken, and what else is worth knowing.
fn remarks(import: &Import) -> String {
    let mut text = String::new();
    if !import.left.is_empty() {
        text.push_str("\nNot taken:\n");
        import.left.iter().for_each(|left| text.push_str(&bullet(left)));
    }
    for note in &import.notes {
        text.push('\n');
        text.push_str(&paragraph("", "", note));
    }
    text
}

fn nothing(what: &str) -> String {
    format!("Nothing to change: the project says already what stands in {what}")
}
