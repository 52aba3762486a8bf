//! Earlier copies of a project: a list of them, what one holds, and one question before it is put
//! back.

use std::path::{Path, PathBuf};

use super::ask::Ask;
use crate::{
    characters::escaped,
    rules::capital,
    session::{Acting, EarlierCopy, ListedProject, Over, Restored},
    tui::{
        screen::{Effect, Step},
        standing,
    },
};

/// How the present file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// It can be read.
    Sound,
    /// It cannot.
    Unreadable,
}

/// The list to choose from; a sentence instead where none can be chosen.
pub fn list(
    title: &str,
    path: &Path,
    copies: &[EarlierCopy],
    present: Present,
    acting: &Acting,
) -> Result<Ask, String> {
    let unreadable = copies.iter().filter(|copy| copy.state.is_err()).count();
    if unreadable == copies.len() {
        return Err(match copies.len() {
            0 => "No earlier copy is kept yet.".to_owned(),
            1 => "The one copy that is kept cannot be read either.".to_owned(),
            count => format!("None of the {count} copies that are kept can be read."),
        });
    }
    let mut ask = Ask::new("Earlier copies", format!("Which earlier copy of {title}?"));
    for copy in copies {
        let Ok(state) = &copy.state else { continue };
        let when = standing::moment_words(copy.saved_at, acting);
        let by = match &state.project.updated_by {
            Some(by) => format!("{by}: "),
            None => String::new(),
        };
        ask = ask.way(
            format!("{}, revision {}", capital(&when), state.revision),
            format!("{by}{}", stands(&state.project)),
            Step::Effect(Effect::LookAtCopy(path.to_owned(), Box::new(copy.clone()))),
        );
    }
    let present = match present {
        Present::Sound => "",
        Present::Unreadable => "The file as it is cannot be read. ",
    };
    let others = match unreadable {
        0 => String::new(),
        1 => "One more copy cannot be read.".to_owned(),
        count => format!("{count} more copies cannot be read."),
    };
    let words = format!("{present}{others}");
    if !words.is_empty() {
        ask = ask.because(words.trim_end());
    }
    Ok(ask.called("look at it", "leave it"))
}

/// What a copy holds and what putting it back comes to, with the question.
pub fn question(title: &str, path: PathBuf, copy: EarlierCopy, would: &Restored, acting: &Acting) -> Ask {
    let when = standing::moment_words(copy.saved_at, acting);
    let mut ask = Ask::new(
        "Earlier copies / Put back",
        format!("Put {title} back as it was {when}?"),
    );
    if let Ok(state) = &copy.state {
        let by = match &state.project.updated_by {
            Some(by) => format!("Saved by {by}, "),
            None => "Saved as ".to_owned(),
        };
        ask = ask.naming(format!(
            "{by}revision {}: {}.",
            state.revision,
            stands(&state.project)
        ));
    }
    let does = match &would.over {
        Over::Sound { counts, .. } => match counts.words().as_str() {
            "" => "It changes little.".to_owned(),
            counts => format!("It changes {counts}. The history tells it, in your name."),
        },
        Over::Damaged => "It takes the place of the file that cannot be read.".to_owned(),
        Over::Nothing => "No file is there now.".to_owned(),
    };
    ask = ask.because(does);
    if let Over::Sound { left, .. } = &would.over {
        for what in left {
            ask = ask.naming(format!("Not put back: {}", escaped(what)));
        }
    }
    if would.over != Over::Nothing {
        ask = ask.because(
            "What lies there now is kept as a copy of its own, so this can be taken back. Whoever has \
             the project open keeps what they have typed.",
        );
    }
    ask.way(
        "Put it back",
        "",
        Step::Effect(Effect::PutBack(path, Box::new(copy))),
    )
    .way("Leave it as it is", "", Step::Stay)
}

/// Whether to merge in what lies beside a project.
pub fn beside(title: &str, copies: Vec<PathBuf>) -> Ask {
    let prompt = match copies.len() {
        1 => format!("Another copy of {title} lies beside it. Merge it in?"),
        count => format!("{count} other copies of {title} lie beside it. Merge them in?"),
    };
    let mut ask = Ask::new("Another copy", prompt);
    for copy in &copies {
        let name = copy.file_name().unwrap_or_default().to_string_lossy();
        ask = ask.naming(escaped(&name));
    }
    ask.because(
        "A folder that is kept in step between machines leaves one where two of them saved at once. \
         Nothing is lost: what was answered differently is shown as two versions, and the file that \
         was merged is kept among the earlier copies.",
    )
    .way("Merge", "", Step::Effect(Effect::TakeIn(copies)))
    .way("Not now", "asked again when it is opened", Step::Stay)
}

/// Where a project stood, in a phrase.
fn stands(project: &ListedProject) -> String {
    format!(
        "{}, {}, {} of {} done",
        project.stage_label,
        project.verdict.words(),
        project.done,
        project.total
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
