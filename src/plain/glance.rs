//! What a change changed beyond the answer itself: verdict, questions, gates, carried texts.

use super::{stops::applies, talk::Halt, walk::Walk, words};
use crate::{
    guidance::{GateId, Item, ItemId, Severity, Verdict},
    project::Value,
    rules::{Carry, Eligibility},
    session::Session,
};

/// What the rules said before a change.
pub(super) struct Glance {
    verdict: Verdict,
    applying: Vec<ItemId>,
    open: Vec<GateId>,
    stale: Vec<ItemId>,
}

impl Glance {
    pub(super) fn of(session: &Session) -> Self {
        let assessment = session.assessment();
        let edition = session.edition();
        let of_items = |wanted: &dyn Fn(&Item) -> bool| {
            edition
                .items()
                .filter(|item| wanted(item))
                .map(|item| item.id.clone())
                .collect()
        };
        Self {
            verdict: assessment.eligibility.verdict,
            applying: of_items(&|item| applies(assessment, &item.id)),
            open: assessment
                .gates
                .iter()
                .filter(|gate| gate.open)
                .map(|gate| gate.id.clone())
                .collect(),
            stale: of_items(&|item| {
                assessment
                    .item(item.id.as_str())
                    .is_some_and(|state| state.carry == Carry::SourceChanged)
            }),
        }
    }
}

impl Walk<'_> {
    /// Says what became different since.
    pub(super) fn tell_what_changed(&mut self, before: &Glance) -> Result<(), Halt> {
        let edition = self.edition();
        let now = Glance::of(&self.session);
        let named = |ids: &[ItemId], without: &[ItemId]| -> Vec<String> {
            ids.iter()
                .filter(|id| !without.contains(id))
                .filter_map(|id| edition.item(id.as_str()))
                .map(named)
                .collect()
        };
        if now.verdict != before.verdict {
            let counts = counts(self, &self.session.assessment().eligibility);
            self.talk.say(&format!("The verdict is now {counts}"))?;
        }
        let asked = named(&now.applying, &before.applying);
        if !asked.is_empty() {
            self.talk.say(&format!("Asked now too: {}.", few(&asked)))?;
        }
        let parked = named(&before.applying, &now.applying);
        if !parked.is_empty() {
            self.talk
                .say(&format!("No longer asked, with answers kept: {}.", few(&parked)))?;
        }
        let stale = named(&now.stale, &before.stale);
        if !stale.is_empty() {
            self.talk.say(&format!("SOURCE CHANGED for {}.", few(&stale)))?;
        }
        for gate in &edition.gates {
            let (was, is) = (before.open.contains(&gate.id), now.open.contains(&gate.id));
            if is && !was {
                self.talk.say(&format!("{}: the gate is open.", gate.title))?;
            } else if was && !is {
                self.talk.say(&format!(
                    "{}: the gate has shut again; :status says why.",
                    gate.title
                ))?;
            }
        }
        Ok(())
    }

    /// Says what an answer to a checklist question does, given the verdict before it.
    pub(super) fn tell_consequence(&mut self, item: &Item, before: Verdict) -> Result<(), Halt> {
        let Some(severity) = item.severity else {
            return Ok(());
        };
        let answer = self
            .session
            .project()
            .value(item.id.as_str())
            .and_then(Value::chosen);
        let no = match (severity, answer) {
            (Severity::Red, Some("no")) => Some("A no here stops the project. Another answer takes it back."),
            (Severity::Amber, Some("no")) => {
                Some("A no here is a risk to look after. It does not change the verdict.")
            }
            _ => None,
        };
        if let Some(no) = no {
            self.talk.say(no)?;
        }
        let found = &self.session.assessment().eligibility;
        if found.verdict != before {
            return Ok(());
        }
        let counts = counts(self, found);
        self.talk.say(&counts)
    }
}

/// The verdict so far with what is open: `NOT DECIDED YET: 5 red open, 1 amber no.`
pub(super) fn counts(walk: &Walk, found: &Eligibility) -> String {
    let edition = walk.session.edition();
    let of = |ids: &[ItemId], severity: Severity| {
        ids.iter()
            .filter_map(|id| edition.item(id.as_str()))
            .filter(|item| item.severity == Some(severity))
            .count()
    };
    let counted = [
        (found.red_no.len(), "red no"),
        (of(&found.unanswered, Severity::Red), "red open"),
        (of(&found.unanswered, Severity::Amber), "amber open"),
        (found.to_confirm.len(), "not sure"),
        (found.amber_no.len(), "amber no"),
    ];
    let routes = found
        .unanswered
        .iter()
        .filter_map(|id| edition.item(id.as_str()))
        .filter(|item| item.severity == Some(Severity::Route))
        .map(|item| format!("{} open", item.name()));
    let counted: Vec<String> = routes
        .chain(
            counted
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}")),
        )
        .collect();
    let verdict = words::verdict(found.verdict);
    if counted.is_empty() {
        format!("{verdict}.")
    } else {
        format!("{verdict}: {}.", counted.join(", "))
    }
}

/// Up to four names; of more the first and the last.
fn few(names: &[String]) -> String {
    match names {
        [first, .., last] if names.len() > 4 => format!("{} questions, from {first} to {last}", names.len()),
        _ => words::and(names),
    }
}

/// How an item is spoken of in a sentence.
pub(super) fn named(item: &Item) -> String {
    match item.number {
        Some(ref number) => format!("question {number} ({})", item.label),
        None => item.label.clone(),
    }
}
