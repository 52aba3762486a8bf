//! Who approves, certifies, signs or publishes a document: given, outstanding, lapsed by which
//! change, healed by which amendment.

use super::{
    super::document::{Block, Level, Row, SignOff, Text},
    case::Case,
    pieces::{attention, gap, heading, paragraph, remark, row, table},
    words::{sentence, who_and_when},
};
use crate::{
    guidance::SignRole,
    project::{self, day_words},
    rules::{Amendment, ChangedThing, SignOffState, Standing, Target, and, capital},
};

/// The sign-offs of a subject under a heading of their own; nothing where there is none.
pub(super) fn section(case: &Case, subject: &str) -> Vec<Block> {
    let states = of(case, subject);
    if states.is_empty() {
        return vec![
            heading(Level::One, "Sign-offs"),
            paragraph("Nobody has to sign yet: the parties are named first."),
        ];
    }
    let mut blocks = vec![
        heading(Level::One, "Sign-offs"),
        Block::SignOffs(states.iter().flat_map(|state| rows(case, state)).collect()),
    ];
    blocks.extend(changes(&states));
    blocks
}

/// The sign-offs of a subject that are wanted or given.
pub(super) fn of<'a>(case: &Case<'a>, subject: &str) -> Vec<&'a SignOffState> {
    let shown = |state: &&SignOffState| {
        state.subject == subject && (state.required || state.standing != Standing::Outstanding)
    };
    case.assessment.sign_offs.iter().filter(shown).collect()
}

/// A sign-off as a document shows it; a lapsed one with room for its successor.
fn rows(case: &Case, state: &SignOffState) -> Vec<SignOff> {
    match &state.standing {
        Standing::Outstanding => vec![outstanding(case, state)],
        Standing::Given { id } => vec![given(case, state, id)],
        Standing::Lapsed { id, changed } => {
            let mut lapsed = given(case, state, id);
            let words = format!("LAPSED: {}", lapsed_words(changed));
            lapsed.marks.push(attention(words, Some(target(state))));
            let again = SignOff {
                marks: vec![gap("To be given again.", Some(target(state)))],
                ..blank(case, state)
            };
            vec![lapsed, again]
        }
    }
}

fn blank(case: &Case, state: &SignOffState) -> SignOff {
    SignOff {
        role: capital(state.role.given()),
        party: capital(case.project.signer_name(case.edition, &state.party)),
        name: String::new(),
        date: String::new(),
        address: String::new(),
        marks: Vec::new(),
    }
}

fn outstanding(case: &Case, state: &SignOffState) -> SignOff {
    let not_yet = format!("Not {} yet.", state.role.done());
    let mut sign_off = blank(case, state);
    sign_off.marks.push(gap(not_yet, Some(target(state))));
    sign_off.marks.extend(withdrawn(case, state).map(remark));
    sign_off
}

fn given(case: &Case, state: &SignOffState, id: &str) -> SignOff {
    let mut sign_off = blank(case, state);
    if let Some(found) = case.project.sign_offs.iter().find(|found| found.id == id) {
        sign_off.name.clone_from(&found.name);
        sign_off.date = day_words(found.date);
        sign_off.address = found.address.clone().unwrap_or_default();
    }
    if let Some(amendment) = &state.healed_by {
        let amendment = case.assessment.amendment(amendment);
        let name = amendment.map_or_else(|| "an amendment".to_owned(), Amendment::title);
        sign_off.marks.push(remark(format!("Counts as given by {name}.")));
    }
    sign_off
}

fn target(state: &SignOffState) -> Target {
    Target::SignOff(state.subject.clone(), state.role, Some(state.party.clone()))
}

/// That it was given once and withdrawn, by whom and why.
fn withdrawn(case: &Case, state: &SignOffState) -> Option<String> {
    let is_it = |found: &&project::SignOff| {
        found.subject == state.subject && found.role == state.role && found.party == state.party
    };
    let last = case.project.sign_offs.iter().rev().find(is_it)?;
    let withdrawn = last.withdrawn.as_ref()?;
    Some(format!(
        "{} by {} on {}; withdrawn ({}): {}",
        capital(state.role.done()),
        last.name,
        day_words(last.date),
        who_and_when(Some(&withdrawn.by), Some(withdrawn.at)),
        sentence(&withdrawn.reason)
    ))
}

/// `Purpose (Ann, 14 Nov 2026, 09:05 UTC) and Length changed since.`
pub(super) fn lapsed_words(changed: &[ChangedThing]) -> String {
    let things: Vec<String> = changed
        .iter()
        .map(|thing| match who_and_when(thing.by.as_deref(), thing.at) {
            said if said.is_empty() => thing.label.clone(),
            said => format!("{} ({said})", thing.label),
        })
        .collect();
    format!("{} changed since.", and(&things))
}

/// What changed under the lapsed ones, each once, and what it was.
fn changes(states: &[&SignOffState]) -> Option<Block> {
    let mut told: Vec<(&ChangedThing, SignRole)> = Vec::new();
    for state in states {
        let Standing::Lapsed { changed, .. } = &state.standing else {
            continue;
        };
        for thing in changed {
            let is_told = told
                .iter()
                .any(|(known, _)| known.thing == thing.thing && known.was == thing.was);
            if !is_told {
                told.push((thing, state.role));
            }
        }
    }
    let rows: Vec<Row> = told
        .iter()
        .map(|(thing, role)| {
            let was = thing.was.clone().unwrap_or_else(|| "not known".to_owned());
            let changed = who_and_when(thing.by.as_deref(), thing.at);
            row(vec![
                Text::plain(thing.label.clone()),
                Text::plain(changed),
                Text::plain(format!("When it was {}: {was}", role.done())),
            ])
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let columns = ["What", "Changed by", "What it was"];
        table("What changed since it was signed off", &columns, rows)
    })
}
