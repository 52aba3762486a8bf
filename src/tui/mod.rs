//! The terminal front end: keys in, a picture out.
//!
//! It owns the terminal's modes, the bytes that keys make, the table of actions, the layout, the
//! roles in which words are drawn, the widgets and the screens. It must not touch a file or a
//! clock of the project: a screen says what it wants done, and the session does it. It takes
//! bytes from any reader and draws on any backend, so that a local terminal and an SSH channel
//! are the same to it.

pub mod actions;
pub mod app;
mod chrome;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, dead_code)]
pub(crate) mod harness;
pub mod input;
pub mod layout;
pub mod painter;
pub mod run;
pub mod screen;
pub mod screens;
pub mod standing;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;
