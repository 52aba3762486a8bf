//! The command line as a user and a script meet it: the program itself, run in folders of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod changing;
mod compare;
mod export;
mod files;
mod front;
mod guidance;
mod hostile;
mod import;
mod kiosk;
mod life;
mod looking;
mod merge;
mod restore;
mod room;
mod triage;
mod usage;
mod verify;
