//! Leaving while something could not be saved: what that is, and where else it may go.

use super::{ask::Ask, one_line::OneLine};
use crate::tui::screen::{Context, Effect, Step};

/// How many things are named.
const NAMED: usize = 3;

/// The question before leaving what could not be saved, for that reason.
pub fn ask(cx: &Context, why: &str) -> Ask {
    let mut ask = Ask::new("Leave", format!("NOT SAVED: {why}"))
        .because(lost(&cx.session.unsaved()))
        .way("Try again", "saves, and leaves", Step::Effect(Effect::Leave));
    if !cx.kiosk {
        let id = cx.session.project().id.clone();
        ask = ask.way(
            "Save elsewhere",
            "asks for a path",
            Step::Overlay(Box::new(elsewhere(&id))),
        );
    }
    ask.way("Stay", "it is tried again by itself", Step::Stay)
        .way(
            "Leave without saving",
            "a copy goes into the state folder",
            Step::Effect(Effect::LeaveUnsaved),
        )
        .called("do it", "stay")
        .about_leaving()
}

/// What is on no disk yet, by count and name.
fn lost(things: &[String]) -> String {
    let named = things.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    match things.len() {
        0 => "What was done last is not on the disk yet.".to_owned(),
        1 => format!("1 thing is not on the disk yet: {named}."),
        count if count <= NAMED => format!("{count} things are not on the disk yet: {named}."),
        count => format!(
            "{count} things are not on the disk yet: {named}; and {} more.",
            count - NAMED
        ),
    }
}

fn elsewhere(id: &str) -> OneLine {
    OneLine::new("Leave / Save elsewhere", "Into which file or folder?", |path| {
        Step::Effect(Effect::SaveElsewhere(path.into()))
    })
    .explained(
        "A path on a disk that can be written, such as a USB stick or another folder. No file is \
         replaced. Put beside the projects later, it is merged when the project is opened.",
        "A path is needed, such as ~/Desktop.",
    )
    .begun_with(&format!("~/{id}.json"))
    .called("save it there", "leave it")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
