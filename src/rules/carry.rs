//! How an item stands to what is carried to it.

use super::assessment::Carry;
use crate::{
    guidance::{Edition, Item},
    project::{Answer, Offer, Project, Value, former_offer, offer},
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
        let as_offered =
            |offer: Offer| offer.carried() == answer.carried && is_as_taken(answer, &offer.value);
        return if offer(edition, project, item).is_some_and(as_offered)
            || former_offer(edition, project, item).is_some_and(as_offered)
        {
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

/// Whether the answer is what is offered, of a head its notes. The text of three parts alone does
/// not tell where one ends and the next begins.
fn is_as_taken(answer: &Answer, offered: &Value) -> bool {
    match (&answer.value, offered) {
        (Some(Value::Head { notes, .. }), Value::Head { notes: now, .. }) => notes == now,
        (value, offered) => value.as_ref() == Some(offered),
    }
}
