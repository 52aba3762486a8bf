//! Tries to lose an answer: kills, races, full disks and signals, each run checked by replaying
//! what was acknowledged.
//!
//! ```sh
//! cargo test --release --test stress -- --seed 7 --kills 500 --saves 2000 --fills 100 --signals 100
//! ```
//!
//! What is left out is not run. It prints a figure a line, and fails at the first promise that does
//! not hold, with the seed that shows it.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod disk;
mod kills;
#[path = "../pty/mod.rs"]
mod pty;
mod saves;
mod signals;

use fastrand::Rng;
use serde_json::Value as Json;
use std::{fs, path::Path};

/// How much of each is tried, and by which chances.
#[derive(Debug, Default)]
struct Trial {
    seed: u64,
    kills: usize,
    saves: usize,
    fills: usize,
    signals: usize,
}

fn main() {
    let trial = Trial::from_arguments(std::env::args().skip(1));
    println!("seed {}", trial.seed);
    let chance = || Rng::with_seed(trial.seed);
    if trial.kills > 0 {
        println!("{}", kills::run(&mut chance(), trial.kills));
    }
    if trial.saves > 0 {
        println!("{}", saves::run(&mut chance(), trial.saves));
    }
    if trial.fills > 0 {
        println!("{}", disk::run(&mut chance(), trial.fills));
    }
    if trial.signals > 0 {
        println!("{}", signals::run(&mut chance(), trial.signals));
    }
}

impl Trial {
    fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut trial = Self::default();
        while let Some(flag) = arguments.next() {
            let number = arguments.next().and_then(|number| number.parse::<usize>().ok());
            let number = number.unwrap_or_else(|| panic!("{flag} wants a number"));
            match flag.as_str() {
                "--seed" => trial.seed = number as u64,
                "--kills" => trial.kills = number,
                "--saves" => trial.saves = number,
                "--fills" => trial.fills = number,
                "--signals" => trial.signals = number,
                _ => panic!("{flag}: there are --seed, --kills, --saves, --fills and --signals"),
            }
        }
        trial
    }
}

/// A new project with nothing but a title, and its id.
fn project(folder: &Path) -> String {
    let made = pty::triplewin(folder).args(["new", "A trial"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

/// A project's file as it lies on the disk: whole, whatever happened.
fn filed(folder: &Path, id: &str) -> Json {
    let bytes = fs::read(folder.join("projects").join(format!("{id}.json"))).unwrap();
    serde_json::from_slice(&bytes).expect("a project's file is whole at any moment")
}

/// The text that an item holds in a project's file; empty where it holds none.
fn text<'a>(filed: &'a Json, item: &str) -> &'a str {
    filed["answers"][item]["value"].as_str().unwrap_or_default()
}

/// The file says what its log and its answers say.
fn is_sound(folder: &Path, id: &str) {
    let ran = pty::triplewin(folder).args(["verify", id]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
}
