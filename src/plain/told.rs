//! What is told about the project as a whole: the list of a step, the verdict, where it stands.

use super::{
    command::{Command, Verb},
    glance::{counts, named},
    stops,
    talk::{Halt, Said},
    walk::{Go, Walk},
    words,
};
use crate::{
    guidance::{ItemId, StepId, Verdict},
    interview::{self, Place},
    rules::{GateState, State, WouldChange},
};

impl Walk<'_> {
    /// The check of a step's answers: a number goes to one, and comes back.
    pub(super) fn check(&mut self, step: &StepId) -> Result<Go, Halt> {
        let edition = self.edition();
        let label = edition
            .step(step.as_str())
            .map_or(step.as_str(), |step| &step.label);
        self.talk.say(&format!("Check answers: {label}."))?;
        self.tell_list()?;
        let subjects = edition.subjects.iter().filter(|subject| subject.step == *step);
        let found = self.session.assessment();
        let marks: Vec<String> = subjects
            .filter_map(|subject| found.mark_of(subject.id.as_str()))
            .collect();
        for mark in marks {
            self.talk.say(&format!("{mark}."))?;
        }
        self.talk
            .say("A number goes to that question and comes back here; an empty line goes on.")?;
        loop {
            match self.talk.ask()? {
                Said::Nothing => return Ok(Go::On),
                Said::Command(Command {
                    verb: Verb::Edit,
                    rest: name,
                })
                | Said::Words(name) => match self.place_named(name.trim()) {
                    Ok(place) => return Ok(Go::Visit(place)),
                    Err(_) => self
                        .talk
                        .say("This takes a number of the list above; an empty line goes on.")?,
                },
                Said::Command(command) if command.verb == Verb::List => self.tell_list()?,
                Said::Command(command) => match self.command_or_told(&command)? {
                    None => self.talk.say(&format!("Check answers: {label}."))?,
                    Some(go) => return Ok(go),
                },
            }
        }
    }

    /// Every question of the present step, numbered, with its state and its answer.
    pub(super) fn tell_list(&mut self) -> Result<(), Halt> {
        let edition = self.edition();
        let Some(step) = self.at.step(&edition) else {
            return Ok(());
        };
        if let Some(state) = self.session.assessment().step(step.id.as_str()).cloned() {
            self.talk.say(&format!(
                "{}: {}, {} of {}.",
                step.title,
                words::state(state.state),
                state.done,
                state.total
            ))?;
        }
        for (at, place) in stops::entries(&self.session, self.extent, step)
            .iter()
            .enumerate()
        {
            let number = stops::number(&edition, place, at + 1);
            let line = self.entry_line(&number, place);
            self.talk.point(&line)?;
        }
        Ok(())
    }

    fn entry_line(&self, number: &str, place: &Place) -> String {
        let (edition, project) = (self.session.edition(), self.session.project());
        match place {
            Place::Item(id) => {
                let Some(item) = edition.item(id.as_str()) else {
                    return id.to_string();
                };
                let state = self.session.assessment().item(id.as_str());
                let state_word = state.map_or("empty", |state| match state.state {
                    _ if state.doubled => "TWO VERSIONS",
                    _ if state.carry == crate::rules::Carry::SourceChanged => "SOURCE CHANGED",
                    State::Empty if state.carry == crate::rules::Carry::Offered => {
                        "carried, not taken over yet"
                    }
                    other => words::state(other),
                });
                let answer = project
                    .value(id.as_str())
                    .map(|value| interview::words(item, value));
                let first = format!("{number} {}: {state_word}.", item.label);
                words::row(&first, &answer.unwrap_or_default())
            }
            Place::List(id) => {
                let Some(list) = edition.list(id.as_str()) else {
                    return id.to_string();
                };
                format!(
                    "{number} {}: {}.",
                    list.label,
                    list.count(project.records(id.as_str()).len())
                )
            }
            other => other.to_string(),
        }
    }

    pub(super) fn verdict_place(&mut self) -> Result<Go, Halt> {
        self.tell_verdict()?;
        self.talk
            .say("A question's number goes to it and comes back here; an empty line goes on.")?;
        loop {
            match self.talk.ask()? {
                Said::Nothing => return Ok(Go::On),
                Said::Command(command) => match self.command_or_told(&command)? {
                    None => self.talk.say("Verdict.")?,
                    Some(go) => return Ok(go),
                },
                Said::Words(name) => match self.place_named(name.trim()) {
                    Ok(place) => return Ok(Go::Visit(place)),
                    Err(teach) => self.talk.say(&teach)?,
                },
            }
        }
    }

    /// The verdict in words: what, why, what would change it, and what it takes along.
    pub(super) fn tell_verdict(&mut self) -> Result<(), Halt> {
        let edition = self.edition();
        let found = self.session.assessment().eligibility.clone();
        let way = match found.route {
            Some(route) if !found.verdict.is_candidate() && found.verdict != Verdict::OtherSupport => {
                format!(", on the way to {}", route.words())
            }
            _ => String::new(),
        };
        self.talk
            .say(&format!("Verdict: {}{way}.", words::verdict(found.verdict)))?;
        if let Some(text) = edition.verdict_text(found.verdict) {
            self.talk.say(&text.means)?;
        }
        self.talk.say("Why:")?;
        for reason in &found.reasons {
            let page = match reason.page.as_str() {
                "" => String::new(),
                page => format!(" Guidance p. {page}."),
            };
            self.talk.point(&format!("- {}{page}", reason.what))?;
        }
        self.tell_questions("What turns a red no into a yes:", &found.red_no, |item| {
            &item.help
        })?;
        if !found.would_change.is_empty() {
            self.talk.say("What would change it:")?;
            for row in &found.would_change {
                let line = change_words(self, row);
                self.talk.point(&format!("- {line}"))?;
            }
        }
        self.tell_questions("Risks to take along:", &found.amber_no, |item| &item.help)?;
        self.tell_questions("To confirm, answered not sure:", &found.to_confirm, |item| {
            &item.prompt
        })?;
        let open: Vec<String> = names(self, &found.unanswered);
        if !open.is_empty() {
            let questions = if open.len() == 1 { "question" } else { "questions" };
            self.talk
                .say(&format!("Not answered yet: {questions} {}.", words::and(&open)))?;
        }
        if matches!(found.verdict, Verdict::NotYetEligible | Verdict::OtherSupport) {
            self.talk.say("Other forms of support:")?;
            for form in &edition.other_forms {
                self.talk.point(&format!(
                    "- {}: {} {}.",
                    form.title,
                    form.means,
                    words::source(&edition, &form.source)
                ))?;
            }
        }
        self.talk
            .say("A candidate verdict: the parties' own governance decides.")
    }

    fn tell_questions(
        &mut self,
        heading: &str,
        ids: &[ItemId],
        what: fn(&crate::guidance::Item) -> &String,
    ) -> Result<(), Halt> {
        let edition = self.edition();
        let items: Vec<_> = ids.iter().filter_map(|id| edition.item(id.as_str())).collect();
        if items.is_empty() {
            return Ok(());
        }
        self.talk.say(heading)?;
        for item in items {
            self.talk
                .point(&format!("- {}: {}", words::capital(&named(item)), what(item)))?;
        }
        Ok(())
    }

    /// Where the project stands: verdict, what blocks the next gate, what is due, every step.
    pub(super) fn tell_status(&mut self) -> Result<(), Halt> {
        let edition = self.edition();
        let found = self.session.assessment().clone();
        let verdict = counts(self, &found.eligibility);
        self.talk.say(&verdict)?;
        match found
            .stage
            .as_ref()
            .and_then(|stage| edition.stage(stage.as_str()))
        {
            Some(stage) => self
                .talk
                .say(&format!("Stage {}: {}.", stage.number, stage.title))?,
            None => self.talk.say("Closed.")?,
        }
        for gate in found.shut_again(&edition) {
            self.tell_gate(gate, ", shut again")?;
        }
        if let Some(gate) = found.next_gate().filter(|_| found.stage.is_some()) {
            self.tell_gate(gate, "")?;
        }
        match &found.next {
            Some(next) => self
                .talk
                .say(&format!("Next: {}.", next.what.trim_end_matches('.')))?,
            None => self.talk.say("Next: nothing.")?,
        }
        self.tell_due(&found)?;
        self.tell_steps(&found)
    }

    /// What is unmet before a gate, with who changed that and when where it had been met.
    fn tell_gate(&mut self, gate: &GateState, shut: &str) -> Result<(), Halt> {
        let edition = self.edition();
        let label = edition.gates.iter().find(|other| other.id == gate.id);
        let label = label.map_or(gate.id.as_str(), |gate| &gate.label);
        let count = match gate.sentences.len() {
            0 => "nothing is left".to_owned(),
            1 => "1 thing".to_owned(),
            many => format!("{many} things"),
        };
        self.talk.say(&format!("{label}{shut}: {count}."))?;
        for sentence in &gate.sentences {
            let words = sentence.whole(words::local_time);
            self.talk.point(&format!("- {}.", words.trim_end_matches('.')))?;
        }
        Ok(())
    }

    fn tell_due(&mut self, found: &crate::rules::Assessment) -> Result<(), Halt> {
        if found.deadlines.is_empty() {
            let closed = found.stage.is_none();
            self.talk.say(if closed {
                "Due: nothing more."
            } else {
                "Due: nothing yet."
            })?;
        } else {
            self.talk.say("Due:")?;
        }
        let today = self.session.acting().today();
        for deadline in &found.deadlines {
            self.talk.point(&format!(
                "- {}: {}.",
                deadline.timing(today),
                deadline.what.trim_end_matches('.')
            ))?;
        }
        for amendment in found.open_amendments() {
            self.talk.say(&format!("{}.", amendment.open_words()))?;
        }
        let open: Vec<_> = found.risks.iter().filter(|risk| risk.status == "open").collect();
        if open.is_empty() {
            return self.talk.say("Risks: none open.");
        }
        self.talk.say(&format!("Risks: {} open.", open.len()))?;
        for risk in open {
            let lacks = risk.lacks_words().map(|lacks| format!(": {lacks}"));
            let lacks = lacks.unwrap_or_default();
            self.talk.point(&format!("- {}{lacks}.", risk.title))?;
        }
        Ok(())
    }

    fn tell_steps(&mut self, found: &crate::rules::Assessment) -> Result<(), Halt> {
        let edition = self.edition();
        let place = |id: &crate::guidance::StageId| edition.stages.iter().position(|stage| stage.id == *id);
        let present = found.stage.as_ref().and_then(place);
        for stage in &edition.stages {
            let to_come = present.is_some_and(|present| place(&stage.id) > Some(present));
            let state = if to_come { ", to come" } else { "" };
            self.talk
                .say(&format!("Stage {}, {}{state}:", stage.number, stage.title))?;
            for step in edition.steps_of(&stage.id) {
                let Some(state) = found.step(step.id.as_str()) else {
                    continue;
                };
                self.talk.point(&format!(
                    "- {}: {}, {} of {}.",
                    step.title,
                    words::state(state.state),
                    state.done,
                    state.total
                ))?;
            }
        }
        Ok(())
    }
}

/// What another verdict would take: `Joint working: 4 and 6 become yes.`
fn change_words(walk: &Walk, row: &WouldChange) -> String {
    let of = |yes: bool| {
        let ids: Vec<ItemId> = row
            .answers
            .iter()
            .filter(|answer| answer.yes == yes)
            .map(|answer| answer.item.clone())
            .collect();
        names(walk, &ids)
    };
    let first_is_yes = row.answers.first().is_some_and(|answer| answer.yes);
    let groups = [
        (of(first_is_yes), first_is_yes),
        (of(!first_is_yes), !first_is_yes),
    ];
    let become_word = |names: &[String]| if names.len() == 1 { "becomes" } else { "become" };
    let told: Vec<String> = groups
        .iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, yes)| {
            let answer = if *yes { "yes" } else { "no" };
            format!("{} {} {answer}", words::and(names), become_word(names))
        })
        .collect();
    format!("{}: {}.", words::capital(row.verdict.words()), told.join("; "))
}

fn names(walk: &Walk, ids: &[ItemId]) -> Vec<String> {
    let edition = walk.session.edition();
    ids.iter()
        .filter_map(|id| edition.item(id.as_str()))
        .map(|item| item.name().to_owned())
        .collect()
}
