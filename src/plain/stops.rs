//! The stops of a conversation: the places of the interview, with a set's rows one by one.

use crate::{
    guidance::{Edition, Item, ItemId, Step},
    interview::{Place, all_places},
    rules::Assessment,
    session::Session,
};

/// How much is asked: everything, or the checklist alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Every step of a project.
    Project,
    /// The questions of the checklist, and then the verdict.
    Triage,
}

/// Every stop, in the order in which it is come to.
pub(super) fn stops(session: &Session, extent: Extent) -> Vec<Place> {
    let (edition, assessment) = (session.edition(), session.assessment());
    match extent {
        Extent::Project => all_places(edition, assessment)
            .into_iter()
            .flat_map(|place| rows(edition, assessment, place))
            .collect(),
        Extent::Triage => edition
            .checklist()
            .filter(|item| applies(assessment, &item.id))
            .map(|item| Place::Item(item.id.clone()))
            .chain([Place::Verdict])
            .collect(),
    }
}

/// A set's rows, or the place itself.
pub(super) fn rows(edition: &Edition, assessment: &Assessment, place: Place) -> Vec<Place> {
    let Place::Set(step, _) = &place else {
        return vec![place];
    };
    let items = edition.step(step.as_str()).into_iter().flat_map(Step::items);
    let of_set = items.filter(|item| Place::of_item(edition, &item.id) == place);
    of_set
        .filter(|item| applies(assessment, &item.id))
        .map(|item| Place::Item(item.id.clone()))
        .collect()
}

/// Whether an item is asked now.
pub(super) fn applies(assessment: &Assessment, item: &ItemId) -> bool {
    assessment.item(item.as_str()).is_some_and(|state| state.applies)
}

/// The stop after this one; `None` after the last.
pub(super) fn after(session: &Session, extent: Extent, place: &Place) -> Option<Place> {
    let stops = stops(session, extent);
    match stops.iter().position(|stop| stop == place) {
        Some(here) => stops.into_iter().nth(here + 1),
        // What was asked here no longer applies: go on with what stood behind it.
        None => stops
            .into_iter()
            .find(|stop| order(session.edition(), stop) > order(session.edition(), place)),
    }
}

/// The stop before this one; `None` before the first.
pub(super) fn before(session: &Session, extent: Extent, place: &Place) -> Option<Place> {
    let stops = stops(session, extent);
    match stops.iter().position(|stop| stop == place) {
        Some(here) => here.checked_sub(1).and_then(|at| stops.into_iter().nth(at)),
        None => stops
            .into_iter()
            .rev()
            .find(|stop| order(session.edition(), stop) < order(session.edition(), place)),
    }
}

/// Where a place stands in the guidance's order: its step, and its entry there.
fn order(edition: &Edition, place: &Place) -> (usize, usize) {
    match place {
        Place::Item(id) => edition.position(id.as_str()).unwrap_or_default(),
        Place::List(id) | Place::Record(id, _) => edition.position(id.as_str()).unwrap_or_default(),
        Place::Set(..)
        | Place::Check(_)
        | Place::Verdict
        | Place::SignOffs(_)
        | Place::RisksAndDeadlines
        | Place::History(_)
        | Place::Documents
        | Place::Document(_) => {
            let step = place.step(edition).map(|step| &step.id);
            let at = edition.steps().iter().position(|other| Some(&other.id) == step);
            (at.unwrap_or_default(), usize::MAX)
        }
    }
}

/// The items and lists of a step that are asked now.
pub(super) fn entries(session: &Session, extent: Extent, step: &Step) -> Vec<Place> {
    let edition = session.edition();
    stops(session, extent)
        .into_iter()
        .filter(|place| matches!(place, Place::Item(_) | Place::List(_)))
        .filter(|place| place.step(edition).is_some_and(|other| other.id == step.id))
        .collect()
}

/// A stop's position among what it is counted with, and how many these are: the questions of the
/// checklist among themselves, all else among the items and lists of the step.
pub(super) fn position(session: &Session, extent: Extent, place: &Place) -> Option<(usize, usize)> {
    let edition = session.edition();
    let step = place.step(edition)?;
    let counted: Vec<Place> = entries(session, extent, step)
        .into_iter()
        .filter(|other| is_checklist(edition, other) == is_checklist(edition, place))
        .collect();
    let at = counted.iter().position(|other| other == place)?;
    Some((at + 1, counted.len()))
}

fn is_checklist(edition: &Edition, place: &Place) -> bool {
    match place {
        Place::Item(id) => edition
            .item(id.as_str())
            .is_some_and(|item| item.severity.is_some()),
        Place::Set(..)
        | Place::List(_)
        | Place::Record(..)
        | Place::Check(_)
        | Place::Verdict
        | Place::SignOffs(_)
        | Place::RisksAndDeadlines
        | Place::History(_)
        | Place::Documents
        | Place::Document(_) => false,
    }
}

/// The number by which `:goto` knows a stop in its step: the guidance's own where it has one.
pub(super) fn number(edition: &Edition, place: &Place, at: usize) -> String {
    let own = match place {
        Place::Item(id) => edition
            .item(id.as_str())
            .and_then(|item: &Item| item.number.clone()),
        _ => None,
    };
    own.unwrap_or_else(|| at.to_string())
}
