//! The interview without a terminal: which screens there are and in what order, and how what
//! somebody writes becomes a value.
//!
//! It draws nothing and saves nothing; the screens and the plain line mode both drive it.

mod amending;
mod part;
mod place;
mod reading;
mod suggested;

pub use amending::{Amending, amending, has_moved};
pub use part::{
    Form, Part, PartError, Raw, chosen, field_part, field_raw, field_value, is_noted, parts, pieces, raw,
    value, words, written, written_day,
};
pub use place::{NoPlace, Place, all_places, first, neighbour, next, places, previous};
pub use suggested::{Suggested, suggested};
