//! Triplewin takes an NHS-industry partnership from first idea to published outcomes.
//!
//! One house, read from the ground up. Each floor imports only floors below it; rooms on one
//! floor do not know each other. A test reads every path in the code and fails on an arrow that
//! runs upwards or sideways.
//!
//! ```text
//!   main
//!   cli                      a file a command; the one printer of errors
//!   tui    plain             two front ends to the same session
//!   session                  an open project: edit, undo, save, and the one runner of effects
//!   interview  documents  store
//!                            where am I and what may I do | Document -> bytes | the only filesystem
//!   rules                    pure judgement: assess(edition, project, today)
//!   project                  the state: file, answers, records, sign-offs, Change, merge
//!   guidance                 the edition: what is asked (data from assets/)
//!   json                     strict JSON: what every file is read with
//!   characters               what may hurt a terminal, and how it is shown
//! ```
//!
//! What is asked is data, what it means is a pure function, and every edit is a `Change`.

pub mod characters;
pub mod cli;
pub mod documents;
pub mod guidance;
pub mod interview;
pub mod json;
pub mod plain;
pub mod project;
pub mod rules;
pub mod session;
pub mod store;
pub mod tui;
