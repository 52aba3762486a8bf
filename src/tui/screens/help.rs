//! Help.

use super::draft::Draft;
use crate::tui::screen::{Context, Screen};

/// Help.
pub struct Help;

impl Help {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Draft("help"))
    }
}
