//! The screens, a file each: state, keys, behaviour, picture and tests.

pub mod ask;
pub mod check;
mod chooser;
pub mod compare;
pub mod copies;
pub mod documents;
pub mod go_to;
pub mod help;
pub mod history;
pub mod lapse;
pub mod list;
pub mod menu;
mod one_line;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod overlay_tests;
pub mod projects;
pub mod question;
pub mod record;
pub mod risks;
pub mod search;
pub mod set;
pub mod sign_offs;
pub mod status;
mod title;
pub mod triage;
pub mod unsaved;
pub mod verdict;

use super::screen::{Context, Screen};
use crate::{interview::Place, project::Change, session::Session};

/// The screen of a place; nothing where the edition or the project does not have it.
pub fn of_place(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    match place {
        Place::Item(item) => set::of_row(cx, item).or_else(|| question::of(cx, place)),
        Place::Set(..) => set::of(cx, place),
        Place::List(_) => list::of(cx, place),
        Place::Record(..) => record::of(cx, place),
        Place::Check(_) => check::of(cx, place),
        Place::Verdict => verdict::of(cx, place),
        Place::SignOffs(_) => sign_offs::of(cx, place),
        Place::RisksAndDeadlines => Some(risks::of(cx)),
        Place::History(_) => history::of(cx, place),
        Place::Documents => Some(documents::of(cx)),
        Place::Document(name) => documents::preview(cx, name),
    }
}

/// Where a change shows.
pub fn place_of_change(session: &Session, change: &Change) -> Option<Place> {
    Place::of_change(session.edition(), session.project(), change)
}
