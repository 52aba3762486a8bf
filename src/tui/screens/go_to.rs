//! GoTo.

use super::draft::Draft;
use crate::tui::screen::{Context, Screen};

/// GoTo.
pub struct GoTo;

impl GoTo {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Draft("go_to"))
    }
}
