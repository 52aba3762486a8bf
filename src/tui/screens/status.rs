//! Status.

use super::draft::Draft;
use crate::tui::screen::{Context, Screen};

/// Status.
pub struct Status;

impl Status {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Draft("status"))
    }
}
