//! How an item stands to what is carried to it.

use super::assessment::Carry;
use crate::{
    guidance::{Edition, Item},
    project::{Answer, Project, Value, offer},
};

/// Whether the item's answer was taken from its sources, still agrees with them, or could be.
pub(super) fn carry(edition: &Edition, project: &Project, item: &Item, answer: &Answer) -> Carry {
    if item.carry.is_empty() {
        return Carry::None;
    }
    let own = match &answer.value {
        None => false,
        Some(Value::Head { notes, .. }) => !notes.trim().is_empty(),
        Some(_) => true,
    };
    if !answer.carried.is_empty() {
        let now = offer(edition, project, item).map(|offer| offer.carried());
        return if now.as_ref() == Some(&answer.carried) {
            Carry::Confirmed
        } else {
            Carry::SourceChanged
        };
    }
    if !own && offer(edition, project, item).is_some() {
        Carry::Offered
    } else {
        Carry::None
    }
}
