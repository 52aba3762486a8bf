//! The controls that screens are made of: each a small state, and a view that only draws.
//!
//! A view draws into a buffer, at any size and inside it, changes nothing, and returns where the
//! real cursor belongs while the control has the focus. Keys reach a control as actions.

pub mod choice_row;
pub mod footer;
pub mod form;
pub mod paint;
pub mod progress_bar;
pub mod prose;
pub mod sheet;
pub mod table;
pub mod text_input;
pub mod typed_filter;

#[cfg(test)]
pub(crate) mod canvas;
