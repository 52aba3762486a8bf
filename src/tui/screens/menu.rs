//! Menu.

use super::draft::Draft;
use crate::tui::screen::{Context, Screen};

/// Menu.
pub struct Menu;

impl Menu {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Draft("menu"))
    }
}
