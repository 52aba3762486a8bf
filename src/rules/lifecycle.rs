//! The gates between the stages, and the stage that a project is in.

use jiff::{Timestamp, civil::Date};
use serde_json::Map;
use std::collections::HashSet;

use super::{
    assessment::{GateState, Rule, Unmet},
    case::Case,
    needs::{unmet, waits_until},
    sentences::sentences,
};
use crate::{
    guidance::{Edition, Need, Role, StageId},
    project::{Project, Started, Value},
};

/// Every gate, in order; a later one is never open while an earlier one is shut.
pub(super) fn gates(case: &Case) -> Vec<GateState> {
    let mut gates: Vec<GateState> = Vec::new();
    for gate in &case.edition.gates {
        let before = gates.last();
        let mut rows: Vec<Unmet> = Vec::new();
        if !gate.needs.contains(&Need::EarlierGate) {
            rows.extend(unmet(case, &Need::EarlierGate, before));
        }
        for need in &gate.needs {
            rows.extend(unmet(case, need, before));
        }
        let rows = once_each(rows);
        let sentences = sentences(case, gate, &rows);
        gates.push(GateState {
            id: gate.id.clone(),
            stage: gate.stage.clone(),
            open: rows.is_empty(),
            unmet: rows,
            sentences,
        });
    }
    gates
}

/// The rows without those that an earlier row says already; each broken party rule has its own.
fn once_each(rows: Vec<Unmet>) -> Vec<Unmet> {
    let mut seen: HashSet<Rule> = HashSet::with_capacity(rows.len());
    rows.into_iter()
        .filter(|row| matches!(row.rule, Rule::Parties { .. }) || seen.insert(row.rule.clone()))
        .collect()
}

/// The stage whose gate is the first one shut; `None` once all are open. Once the work has
/// lawfully started it no longer falls below the stage in which it is done.
pub(super) fn stage(case: &Case, gates: &[GateState]) -> Option<StageId> {
    let shut = gates.iter().find(|gate| !gate.open)?;
    let work = case
        .project
        .started
        .as_ref()
        .and_then(|_| work_stage(case.edition));
    let number = |stage: &StageId| case.edition.stage(stage.as_str()).map(|stage| stage.number);
    match work {
        Some(work) if number(&shut.stage) < number(work) => Some(work.clone()),
        Some(_) | None => Some(shut.stage.clone()),
    }
}

/// The stage in which the actual start is recorded.
pub(super) fn work_stage(edition: &Edition) -> Option<&StageId> {
    let item = edition.item(edition.role(Role::ActualStart)?.as_str())?;
    Some(&edition.step(item.step.as_str())?.stage)
}

/// Whether nothing holds the last gate but disclosures that wait for their day.
pub(super) fn is_delivered(case: &Case, gates: &[GateState]) -> bool {
    gates.last().is_some_and(|last| {
        !last.open
            && last.unmet.iter().all(|row| match &row.rule {
                Rule::Disclosure { id: Some(id), .. } => waits_until(case, id).is_some(),
                _ => false,
            })
    })
}

/// What a save at this instant keeps as the lawful start of the work: what the file has kept
/// already, or this instant where a start is recorded and the gate to the work is open; nothing
/// where no start is recorded.
pub fn started(edition: &Edition, project: &Project, today: Date, at: Timestamp) -> Option<Started> {
    project
        .in_role(edition, Role::ActualStart)
        .and_then(Value::date)?;
    if let Some(kept) = &project.started {
        return Some(kept.clone());
    }
    let work = edition.stage(work_stage(edition)?.as_str())?;
    let case = Case::new(edition, project, today);
    let number = |gate: &GateState| edition.stage(gate.stage.as_str()).map(|stage| stage.number);
    gates(&case)
        .iter()
        .filter(|gate| number(gate) < Some(work.number))
        .all(|gate| gate.open)
        .then(|| Started {
            at,
            revision: project.revision,
            rest: Map::new(),
        })
}
