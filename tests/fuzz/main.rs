//! Bends sound inputs out of shape, by the million, and gives them to every parser of ours.
//!
//! ```sh
//! cargo test --release --test fuzz -- --seed 7 --inputs 1000000
//! ```
//!
//! Nothing may panic, and what a parser takes has to keep what it promises: a project that was read
//! is written and read again as the same, a refused change leaves no trace. An input that breaks
//! this is told by its number: `--target changes --only 4711` with the same seed tries it alone,
//! and shows it. It prints a figure a target, the slowest input among them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bend;
mod corpus;
mod targets;

use fastrand::Rng;
use std::{
    io::Write as _,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use targets::Target;

/// How many inputs are tried at each parser, and by which chances.
#[derive(Debug, Default)]
struct Trial {
    seed: u64,
    inputs: u64,
    target: Option<String>,
    only: Option<u64>,
}

fn main() -> ExitCode {
    let trial = Trial::from_arguments(std::env::args().skip(1));
    println!("seed {}", trial.seed);
    let wanted = |target: &&Target| trial.target.as_deref().is_none_or(|name| name == target.name);
    let mut broken = false;
    for target in targets::all().iter().filter(wanted) {
        let failed = match trial.only {
            Some(number) => show(target, trial.seed, number),
            None => !run(target, trial.seed, trial.inputs),
        };
        broken = broken || failed;
    }
    ExitCode::from(u8::from(broken))
}

/// Tries so many inputs at a target; whether it stood them all.
fn run(target: &Target, seed: u64, inputs: u64) -> bool {
    let start = Instant::now();
    let next = AtomicU64::new(0);
    let taken = AtomicU64::new(0);
    let slowest = Mutex::new((Duration::ZERO, 0));
    let broken: Mutex<Option<u64>> = Mutex::new(None);
    panic::set_hook(Box::new(|_| {}));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let number @ 0.. = next.fetch_add(1, Ordering::Relaxed)
                    && number < inputs
                    && broken.lock().unwrap().is_none()
                {
                    let input = target.input(&mut chance(seed, number));
                    let began = Instant::now();
                    match panic::catch_unwind(AssertUnwindSafe(|| target.takes(&input))) {
                        Ok(true) => drop(taken.fetch_add(1, Ordering::Relaxed)),
                        Ok(false) => {}
                        Err(_) => *broken.lock().unwrap() = Some(number),
                    }
                    let mut slowest = slowest.lock().unwrap();
                    *slowest = (*slowest).max((began.elapsed(), number));
                }
            });
        }
    });
    drop(panic::take_hook());
    if let Some(number) = *broken.lock().unwrap() {
        println!("{}: input {number} of seed {seed} breaks it:", target.name);
        show(target, seed, number);
        return false;
    }
    let (time, number) = *slowest.lock().unwrap();
    println!(
        "{}: {inputs} inputs, {} of them taken, in {} s; the slowest, {number}, in {} ms",
        target.name,
        taken.load(Ordering::Relaxed),
        start.elapsed().as_secs(),
        time.as_millis(),
    );
    true
}

/// Shows an input, and what becomes of it with the panic's own words; whether it breaks something.
fn show(target: &Target, seed: u64, number: u64) -> bool {
    let input = target.input(&mut chance(seed, number));
    let mut out = std::io::stdout().lock();
    out.write_all(input.escape_ascii().to_string().as_bytes())
        .unwrap();
    out.write_all(b"\n").unwrap();
    panic::catch_unwind(AssertUnwindSafe(|| target.takes(&input))).is_err()
}

/// The chances of one input: each its own, so that it can be tried alone.
fn chance(seed: u64, number: u64) -> Rng {
    Rng::with_seed(seed.rotate_left(32) ^ number)
}

impl Trial {
    fn from_arguments(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut trial = Self::default();
        while let Some(flag) = arguments.next() {
            let given = arguments.next().unwrap_or_else(|| panic!("{flag} wants a value"));
            let number = || given.parse().unwrap_or_else(|_| panic!("{flag} wants a number"));
            match flag.as_str() {
                "--seed" => trial.seed = number(),
                "--inputs" => trial.inputs = number(),
                "--only" => trial.only = Some(number()),
                "--target" => trial.target = Some(given),
                _ => panic!("{flag}: there are --seed, --inputs, --target and --only"),
            }
        }
        trial
    }
}
