//! The title of a project that is to be made.

use super::one_line::OneLine;
use crate::tui::screen::{Effect, Step};

/// What is said where no title is written.
const EMPTY: &str = "A project needs a title: a few words.";

/// Asks for the title of a new project.
pub(super) fn of_new() -> OneLine {
    asked("New project", Effect::New).explained(
        "A few words that both sides would use for it. It can be changed later. Enter makes the \
         project and opens its first question.",
        EMPTY,
    )
}

/// Asks for the title of the project that a triage becomes.
pub(super) fn of_triage() -> OneLine {
    asked("Quick triage / Make a project", Effect::MakeProject).explained(
        "A few words that both sides would use for it. It can be changed later. Enter makes the \
         project; every answer and note of this triage goes along.",
        EMPTY,
    )
}

fn asked(place: &str, make: fn(String) -> Effect) -> OneLine {
    OneLine::new(place, "What is the project called?", move |title| {
        Step::Effect(make(title))
    })
    .called("make it", "leave it")
}
