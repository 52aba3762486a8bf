//! verdict.

use super::draft::Draft;
use crate::{
    interview::Place,
    tui::screen::{Context, Screen},
};

/// The screen of a place; nothing where the edition does not have it.
pub(super) fn of(_cx: &Context, _place: &Place) -> Option<Box<dyn Screen>> {
    Some(Box::new(Draft("verdict")))
}
