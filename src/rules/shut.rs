//! By what a gate that had been passed shut again, read back from the log: who, when, and what
//! puts it back.

use serde_json::Value as Json;

use super::{
    assessment::{Back, ChangedThing, SignOffState, Standing, Turned},
    case::Case,
    changed::changed_things,
    lifecycle::work_stage,
    sign_offs::{PID, agreed_by, who},
};
use crate::{
    guidance::{Edition, Gate, ItemId, Need, SignRole},
    project::{LogLine, Project, SignOff, as_agreed, changed_since, recorded_at},
};

/// What the sign-offs of some parties no longer stand by.
pub(super) struct Lapse {
    /// What changed, each thing once.
    pub(super) changed: Vec<ChangedThing>,
    /// Whether it changed since an amendment was agreed, and not only since it was signed.
    pub(super) amended: bool,
    /// Who changed it first, and what puts it back.
    pub(super) turned: Turned,
}

/// By what the sign-offs of these parties lapsed; what puts it back is what was agreed or signed
/// last.
pub(super) fn lapse(case: &Case, subject: &str, role: SignRole, parties: &[&str]) -> Option<Lapse> {
    let lapsed: Vec<(&str, &[ChangedThing])> = parties
        .iter()
        .filter_map(|party| match case.sign_offs.standing(subject, role, party) {
            Standing::Lapsed { id, changed } => Some((id.as_str(), changed.as_slice())),
            Standing::Outstanding | Standing::Given { .. } => None,
        })
        .collect();
    let recorded = |id: &str| case.project.sign_offs.iter().position(|other| other.id == id);
    let (last, _) = *lapsed.iter().max_by_key(|(id, _)| recorded(id))?;
    let back = back_to(case.edition, case.project, &case.sign_offs.states, subject, last);
    let things = match &back {
        Back::Agreed(id) => since_agreed(case.edition, case.project, id),
        Back::Signed(_) | Back::Entry(_) => lapsed.iter().flat_map(|(_, changed)| changed.to_vec()).collect(),
    };
    let mut changed: Vec<ChangedThing> = Vec::new();
    for thing in things {
        if !changed.iter().any(|other| other.thing == thing.thing) {
            changed.push(thing);
        }
    }
    let first = changed
        .iter()
        .filter(|thing| thing.at.is_some())
        .min_by_key(|thing| thing.at);
    Some(Lapse {
        turned: Turned {
            by: first.and_then(|thing| thing.by.clone()),
            at: first.and_then(|thing| thing.at),
            several: changed.len() > 1,
            back: back.clone(),
        },
        amended: matches!(back, Back::Agreed(_)),
        changed,
    })
}

/// What makes a lapsed sign-off stand again: what it covers as it was signed, or the PID as an
/// amendment was agreed with it since.
pub fn way_back(
    edition: &Edition,
    project: &Project,
    states: &[SignOffState],
    state: &SignOffState,
) -> Option<Back> {
    match &state.standing {
        Standing::Lapsed { id, .. } => Some(back_to(edition, project, states, &state.subject, id)),
        Standing::Outstanding | Standing::Given { .. } => None,
    }
}

fn back_to(edition: &Edition, project: &Project, states: &[SignOffState], subject: &str, id: &str) -> Back {
    let recorded = |id: &str| project.sign_offs.iter().position(|other| other.id == id);
    let approval = (subject == PID)
        .then(|| agreed_by(edition, project, states))
        .flatten();
    let later = approval.filter(|approval| recorded(&approval.id) > recorded(id));
    match later.filter(|approval| as_agreed(edition, project, approval).is_some()) {
        Some(approval) => Back::Agreed(approval.id.clone()),
        None => Back::Signed(id.to_owned()),
    }
}

/// What of the PID is no longer as the approval of an amendment found it.
fn since_agreed(edition: &Edition, project: &Project, id: &str) -> Vec<ChangedThing> {
    let changed = || {
        let approval = project.sign_offs.iter().find(|other| other.id == id)?;
        let agreed = as_agreed(edition, project, approval)?;
        let things = changed_since(edition, project, &agreed);
        Some(changed_things(edition, project, approval, &things))
    };
    changed().unwrap_or_default()
}

/// From which line of the log on the gate is known to have been passed: everybody who signs before
/// it had signed, under a verdict that lets a project go on; or the work had lawfully started.
/// None where neither is known.
pub(super) fn passed(case: &Case, gate: &Gate) -> Option<usize> {
    let mut signed = Vec::new();
    for need in &gate.needs {
        if let Need::SignOff { subject, role, by } = need {
            for party in who(*by, &case.parties) {
                signed.push(given(case, subject.as_str(), *role, party));
            }
        }
    }
    let signed: Option<Vec<usize>> = signed.into_iter().collect();
    let last = signed.and_then(|signed| signed.into_iter().max());
    let number = |stage: &str| case.edition.stage(stage).map(|stage| stage.number);
    let before_the_work =
        || work_stage(case.edition).is_some_and(|work| number(gate.stage.as_str()) < number(work.as_str()));
    let started = || {
        let started = case.project.started.as_ref().filter(|_| before_the_work())?;
        let before = |line: &LogLine| line.entry().is_some_and(|entry| entry.at <= started.at);
        case.project.log.iter().rposition(before)
    };
    last.or_else(started)
}

/// Which line of the log recorded a sign-off that stands or has lapsed, given under a verdict that
/// is a candidate.
fn given(case: &Case, subject: &str, role: SignRole, party: &str) -> Option<usize> {
    let id = match case.sign_offs.standing(subject, role, party) {
        Standing::Outstanding => return None,
        Standing::Given { id } | Standing::Lapsed { id, .. } => id,
    };
    let mut sign_offs = case.project.sign_offs.iter();
    let sign_off: &SignOff = sign_offs.find(|sign_off| sign_off.id == *id)?;
    recorded_at(case.project, sign_off).filter(|_| sign_off.verdict.is_candidate())
}

/// By what an answer became another one after that line of the log; none where it was so before.
pub(super) fn turned(case: &Case, item: &ItemId, passed: usize) -> Option<Turned> {
    let text = |json: &'_ Json, member: &str| json.get(member).and_then(Json::as_str).map(str::to_owned);
    let sets = |change: &Json| match text(change, "op").as_deref() {
        Some("answer") => change.get("value").is_some(),
        Some(op) => matches!(op, "clear" | "confirm"),
        None => false,
    };
    let later = case.project.log.iter().skip(passed + 1);
    let first = later
        .filter_map(LogLine::entry)
        .find(|entry| text(&entry.change, "item").as_deref() == Some(item.as_str()) && sets(&entry.change))?;
    let was = text(&first.before, "value")?;
    let now = case.project.chosen(item.as_str());
    (now != Some(was.as_str())).then(|| Turned {
        by: Some(first.by.clone()),
        at: Some(first.at),
        several: false,
        back: Back::Entry(first.id.clone()),
    })
}
