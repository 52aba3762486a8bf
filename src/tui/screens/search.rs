//! Search.

use super::draft::Draft;
use crate::tui::screen::{Context, Screen};

/// Search.
pub struct Search;

impl Search {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Draft("search"))
    }
}
