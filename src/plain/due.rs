//! Risks and deadlines line by line: what is overdue, what is due, what may go wrong.

use super::{
    command::Verb,
    record::Which,
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::ListRole,
    interview::Place,
    project::day_words,
    rules::{Assessment, Deadline, Risk},
};

impl Walk<'_> {
    /// Tells them, numbered; a number goes to one, and comes back.
    pub(super) fn risks_and_deadlines(&mut self) -> Result<Go, Halt> {
        let edition = self.edition();
        let found = self.session.assessment().clone();
        let mut places = Vec::new();
        self.talk.say("Risks and deadlines.")?;
        self.tell_deadlines(&found, &mut places)?;
        self.tell_risks(&found, &mut places)?;
        self.talk.say(
            "A number goes to that one and comes back here; :add writes down a risk of the project's own. An empty line goes back.",
        )?;
        loop {
            let command = match self.talk.ask()? {
                Said::Nothing => return Ok(Go::On),
                Said::Words(words) => {
                    if let Some(place) = numbered(&places, &words) {
                        return Ok(Go::Visit(place.clone()));
                    }
                    self.talk
                        .say("This takes a number of the list above; an empty line goes back.")?;
                    continue;
                }
                Said::Command(command) => command,
            };
            match (command.verb, edition.list_role(ListRole::Risks)) {
                (Verb::Add, Some(list)) => return self.record(list, Which::New),
                (Verb::Edit, _) if numbered(&places, &command.rest).is_some() => {
                    let place = numbered(&places, &command.rest).cloned();
                    return Ok(place.map_or(Go::Again, Go::Visit));
                }
                _ => match self.command_or_told(&command)? {
                    None => self.talk.say("Risks and deadlines.")?,
                    Some(go) => return Ok(go),
                },
            }
        }
    }

    fn tell_deadlines(&mut self, found: &Assessment, places: &mut Vec<Place>) -> Result<(), Halt> {
        let (late, due): (Vec<&Deadline>, Vec<&Deadline>) =
            found.deadlines.iter().partition(|deadline| deadline.overdue);
        let today = self.session.acting().today();
        for (heading, deadlines) in [("overdue", late), ("due", due)] {
            match deadlines.len() {
                0 if heading == "due" => self.talk.say("Nothing is due yet.")?,
                0 => {}
                count => self.talk.say(&format!("{count} {heading}:"))?,
            }
            for deadline in deadlines {
                places.push(Place::of_target(self.session.edition(), &deadline.to));
                self.talk.point(&format!(
                    "{} {}: {}.",
                    places.len(),
                    deadline.timing(today),
                    deadline.what.trim_end_matches('.')
                ))?;
            }
        }
        Ok(())
    }

    fn tell_risks(&mut self, found: &Assessment, places: &mut Vec<Place>) -> Result<(), Halt> {
        let edition = self.edition();
        match found.risk_counts().as_str() {
            "" => self
                .talk
                .say("No risk is raised yet: an amber question answered no raises one.")?,
            counts => self.talk.say(&format!("Risks: {counts}."))?,
        }
        for risk in found.risks_by_standing() {
            let Some(place) = Place::of_risk(&edition, risk) else {
                continue;
            };
            places.push(place);
            self.talk.point(&format!("{} {}.", places.len(), told(risk)))?;
        }
        Ok(())
    }
}

/// A risk in a line: what it is, how it stands, who sees to it by when, and what it lacks.
fn told(risk: &Risk) -> String {
    let closed = risk
        .closed
        .as_ref()
        .map(|closed| format!("{}{}", closed.what, words::by_on(closed.by.as_deref(), closed.at)));
    let owner = Some(risk.owner.trim()).filter(|owner| !owner.is_empty());
    let parts = [
        Some(risk.status_words().to_owned()),
        closed,
        owner.map(|owner| format!("owner {owner}")),
        risk.due.map(|due| format!("due {}", day_words(due))),
        risk.lacks_words(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", words::snippet(&risk.title), parts.join(", "))
}

fn numbered<'p>(places: &'p [Place], written: &str) -> Option<&'p Place> {
    places.get(written.trim().parse::<usize>().ok()?.checked_sub(1)?)
}
