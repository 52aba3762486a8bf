//! Every signal at every screen: what was typed is saved, and the terminal is given back.

use fastrand::Rng;
use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::{
    filed,
    pty::{PATIENCE, Terminal, sample},
    text,
};

/// The keys that lead to a screen from the question that a sample opens on, and a sight of it.
const SCREENS: [(&str, &str); 12] = [
    ("", "How big is the problem"),
    ("\x1b[17~", "What evidence"),
    ("\x1bOP", "Esc"),
    ("\x1bOQ", "Go to"),
    ("\x1bOR", "Where it stands"),
    ("\x1b[20~", "What next?"),
    ("\x06", "Search"),
    ("\x07partners\r", "Partners"),
    ("\x07main beneficiary\r", "main beneficiary"),
    ("\x0fverdict\r", "JOINT WORKING"),
    ("\x0fcheck answers\r", "Answers"),
    ("\x0fsign-offs\r", "Sign-offs"),
];

/// How a session is ended or paused.
const WAYS: [&str; 6] = ["TERM", "INT", "HUP", "hang up", "TSTP", "STOP"];

/// So many signals, at screens by chance, all pairs in turn; what came of them.
pub fn run(chance: &mut Rng, signals: usize) -> String {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut slowest = Duration::ZERO;
    for _ in 0..signals {
        if pairs.is_empty() {
            pairs = (0..SCREENS.len())
                .flat_map(|screen| (0..WAYS.len()).map(move |way| (screen, way)))
                .collect();
            chance.shuffle(&mut pairs);
        }
        let (screen, way) = pairs.pop().unwrap();
        slowest = slowest.max(one(SCREENS[screen], WAYS[way]));
    }
    format!(
        "signals: {signals} at {} screens; slowest end: {} ms; typing lost: 0; terminals left as they were not: 0",
        SCREENS.len(),
        slowest.as_millis()
    )
}

/// Types, goes to the screen and is signalled; how long the end took.
fn one((keys, sight): (&str, &str), way: &str) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = Terminal::start(folder.path(), &["open", &id]);
    terminal.sees("Heart failure at home");
    thread::sleep(Duration::from_millis(150));
    terminal
        .press("\x07")
        .sees("Go to")
        .press("how big is")
        .sees("1 place");
    terminal.press("\r").sees("How big is the problem");
    terminal.press(" typed at last").sees("typed at last");
    let (first, rest) = keys.split_at(keys.find(|c: char| c.is_ascii_lowercase()).unwrap_or(keys.len()));
    if !first.is_empty() && rest.is_empty() {
        terminal.press(first);
    } else if !first.is_empty() {
        terminal.press(first);
        thread::sleep(Duration::from_millis(150));
        terminal.press(rest.trim_end());
        thread::sleep(Duration::from_millis(150));
        terminal.press("\r");
    }
    terminal.sees(sight);
    let start = Instant::now();
    match way {
        "TSTP" | "STOP" => {
            pauses(&mut terminal, way, sight);
            terminal.press("\x11");
            terminal.ended();
        }
        "hang up" => {
            terminal.hang_up();
            terminal.ended();
        }
        signal => {
            terminal.signal(signal);
            terminal.ended();
        }
    }
    let took = start.elapsed();
    if way != "hang up" {
        is_given_back(&terminal, way);
    }
    let filed = filed(folder.path(), &id);
    // the keyboard of the harness sends a line break as it is taken away
    let typed = text(&filed, "scoping.scale").trim_end();
    assert!(typed.ends_with(" typed at last"), "{way} at {sight}: {typed:?}");
    took
}

/// Stops, and comes back with the screen whole.
fn pauses(terminal: &mut Terminal, way: &str, sight: &str) {
    terminal.signal(way);
    let start = Instant::now();
    while !is_stopped(terminal) {
        assert!(start.elapsed() < PATIENCE, "it does not stop at {way}");
        thread::sleep(Duration::from_millis(5));
    }
    if way == "TSTP" {
        is_given_back(terminal, way);
    }
    terminal.screen.lock().unwrap().process(b"\x1b[2J");
    terminal.signal("CONT");
    thread::sleep(Duration::from_millis(100));
    terminal.sees(sight);
}

fn is_stopped(terminal: &Terminal) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", terminal.process())).unwrap_or_default();
    stat.rsplit(") ")
        .next()
        .is_some_and(|state| state.starts_with('T'))
}

/// The terminal is as it was found: main screen, cursor shown, no paste brackets.
fn is_given_back(terminal: &Terminal, way: &str) {
    let start = Instant::now();
    loop {
        let whole = {
            let screen = terminal.screen.lock().unwrap();
            let screen = screen.screen();
            !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
        };
        if whole {
            return;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "the terminal is not given back after {way}"
        );
        thread::sleep(Duration::from_millis(5));
    }
}
