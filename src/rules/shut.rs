//! By what a gate that had been passed shut again, read back from the log: who, when, and what
//! puts it back.

use jiff::Timestamp;

use super::{
    assessment::{Back, ChangedThing, Standing, Turned},
    case::Case,
    lifecycle::work_stage,
    sign_offs::who,
};
use crate::{
    guidance::{Gate, ItemId, Need, SignRole},
    project::{LogLine, SignOff},
};
use serde_json::Value as Json;

/// By what the sign-offs of these parties lapsed; what puts it back is what was signed last.
pub(super) fn lapsed(case: &Case, subject: &str, role: SignRole, parties: &[&str]) -> Option<Turned> {
    let lapsed: Vec<(&SignOff, &[ChangedThing])> = parties
        .iter()
        .filter_map(|party| match case.sign_offs.standing(subject, role, party) {
            Standing::Lapsed { id, changed } => Some((sign_off(case, id)?, changed.as_slice())),
            Standing::Outstanding | Standing::Given { .. } => None,
        })
        .collect();
    let (last, _) = lapsed.iter().max_by_key(|(sign_off, _)| sign_off.at)?;
    let things = || lapsed.iter().flat_map(|(_, changed)| changed.iter());
    let first = things()
        .filter(|thing| thing.at.is_some())
        .min_by_key(|thing| thing.at);
    Some(Turned {
        by: first.and_then(|thing| thing.by.clone()),
        at: first.and_then(|thing| thing.at),
        several: things().any(|thing| Some(&thing.thing) != first.map(|first| &first.thing)),
        back: Back::Signed(last.id.clone()),
    })
}

/// When the gate is known to have been passed: everybody who signs before it had signed, under a
/// verdict that lets a project go on; or the work had lawfully started. None where neither is
/// known.
pub(super) fn passed(case: &Case, gate: &Gate) -> Option<Timestamp> {
    let mut signed = Vec::new();
    for need in &gate.needs {
        if let Need::SignOff { subject, role, by } = need {
            for party in who(*by, &case.parties) {
                signed.push(given(case, subject.as_str(), *role, party));
            }
        }
    }
    let signed: Option<Vec<Timestamp>> = signed.into_iter().collect();
    let last = signed.and_then(|signed| signed.into_iter().max());
    let number = |stage: &str| case.edition.stage(stage).map(|stage| stage.number);
    let before_the_work =
        || work_stage(case.edition).is_some_and(|work| number(gate.stage.as_str()) < number(work.as_str()));
    let started = case.project.started.as_ref().map(|started| started.at);
    last.or_else(|| started.filter(|_| before_the_work()))
}

/// When somebody gave a sign-off that stands or has lapsed, under a verdict that is a candidate.
fn given(case: &Case, subject: &str, role: SignRole, party: &str) -> Option<Timestamp> {
    let id = match case.sign_offs.standing(subject, role, party) {
        Standing::Outstanding => return None,
        Standing::Given { id } | Standing::Lapsed { id, .. } => id,
    };
    let sign_off = sign_off(case, id)?;
    sign_off.verdict.is_candidate().then_some(sign_off.at)
}

fn sign_off<'a>(case: &Case<'a>, id: &str) -> Option<&'a SignOff> {
    let mut sign_offs = case.project.sign_offs.iter();
    sign_offs.find(|sign_off| sign_off.id == *id)
}

/// By what an answer became another one after the gate was passed; none where it was so before.
pub(super) fn turned(case: &Case, item: &ItemId, passed: Timestamp) -> Option<Turned> {
    let text = |json: &'_ Json, member: &str| json.get(member).and_then(Json::as_str).map(str::to_owned);
    let sets = |change: &Json| match text(change, "op").as_deref() {
        Some("answer") => change.get("value").is_some(),
        Some(op) => matches!(op, "clear" | "confirm"),
        None => false,
    };
    let mut entries = case.project.log.iter().filter_map(LogLine::entry);
    let first = entries.find(|entry| {
        entry.at > passed
            && text(&entry.change, "item").as_deref() == Some(item.as_str())
            && sets(&entry.change)
    })?;
    let was = text(&first.before, "value")?;
    let now = case.project.chosen(item.as_str());
    (now != Some(was.as_str())).then(|| Turned {
        by: Some(first.by.clone()),
        at: Some(first.at),
        several: false,
        back: Back::Entry(first.id.clone()),
    })
}
