//! The one question before content under a standing sign-off is edited: what would lapse, and
//! the way back. What is chosen unless somebody moves is to leave it as it was signed.

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use super::ask::Ask;
use crate::{
    guidance::Edition,
    project::Change,
    tui::screen::{Effect, Screen, Step},
};

pub use crate::session::{WouldLapse, would_lapse};

/// The question before these changes, after which `say` is said.
pub fn ask(
    edition: &Edition,
    lapses: &[WouldLapse],
    changes: Vec<Change>,
    say: Option<String>,
) -> Box<dyn Screen> {
    let prompt = match lapses {
        [one] if !one.who.contains(", ") => "With this edit a sign-off lapses.",
        _ => "With this edit sign-offs lapse.",
    };
    let mut ask = Ask::new("A sign-off would lapse", prompt);
    for lapse in lapses {
        ask = ask.naming(format!("{}: {}", title(edition, &lapse.subject), lapse.who));
    }
    let agree = Step::Effect(Effect::Agree(changes.clone()));
    let edit = Step::Then(Box::new(agree), Box::new(Step::Apply(changes, say)));
    let ask = ask
        .because(
            "What was signed is remembered and shown beside what it became. A lapsed sign-off stands again \
             when the edit is taken back (Ctrl+Z), or once it is given anew.",
        )
        .way("Leave it as it was signed", "", Step::Stay)
        .way_over("Edit it", "not asked again while the project is open", edit)
        .called("do it", "leave it");
    Box::new(ask)
}

/// What the thing signed is called.
fn title<'a>(edition: &'a Edition, subject: &'a str) -> &'a str {
    let kind = subject.split('/').next().unwrap_or_default();
    edition
        .subject(kind)
        .map_or(subject, |subject| subject.title.as_str())
}
