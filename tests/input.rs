//! What terminals and people do at the worst moment, in a real pseudo-terminal: new sizes without
//! end, pastes of a megabyte, bytes that are no text, keys while a save waits.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod pty;

use pty::{PATIENCE, Terminal, sample, triplewin};
use std::{
    fs::File,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// The project in a terminal, with the cursor in an empty text.
fn in_a_text(folder: &Path, id: &str) -> Terminal {
    let cleared = triplewin(folder)
        .args(["answer", id, "scoping.scale", ""])
        .output()
        .unwrap();
    assert!(cleared.status.success());
    let mut terminal = Terminal::start(folder, &["open", id]);
    terminal.sees("Heart failure at home");
    thread::sleep(Duration::from_millis(200));
    terminal.press("\x07").sees("Go to");
    terminal.press("how big is").sees("1 place");
    terminal.press("\r").sees("How big is the problem");
    thread::sleep(Duration::from_millis(200));
    terminal
}

fn answer(folder: &Path, id: &str) -> String {
    let shown = triplewin(folder)
        .args(["show", id, "scoping.scale", "--json"])
        .output()
        .unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    rows[0]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_storm_of_sizes_loses_no_letter() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_a_text(folder.path(), &id);
    let mut chance = fastrand::Rng::with_seed(7);
    let mut typed = String::new();
    for _ in 0..200 {
        terminal.resize(chance.u16(0..200), chance.u16(0..60));
        if chance.bool() {
            let letter = chance.lowercase();
            typed.push(letter);
            terminal.press(&letter.to_string());
        }
    }
    thread::sleep(Duration::from_millis(300));
    terminal.resize(80, 24).sees("How big is the problem");
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(answer(folder.path(), &id), typed);
}

#[test]
fn a_paste_of_a_megabyte_is_refused_in_words_and_takes_nothing_with_it() {
    let megabyte = "0123456789 abcde\n".repeat(62_000);
    for paste in [format!("\x1b[200~{megabyte}\x1b[201~"), megabyte] {
        let folder = tempfile::tempdir().unwrap();
        let id = sample(folder.path(), "hospital-at-home");
        let mut terminal = in_a_text(folder.path(), &id);
        terminal.press("Before.").sees("Before.");
        let marked = paste.starts_with('\x1b');
        terminal.press(&paste);
        if marked {
            terminal.sees("50 kB");
        }
        // keys still come, and everything is left in order
        thread::sleep(Duration::from_millis(500));
        terminal.press("\x11");
        assert_eq!(terminal.ended(), 0);
        let text = answer(folder.path(), &id);
        assert!(text.starts_with("Before."), "{}", text.len());
        assert!(text.len() <= 50_000, "{}", text.len());
        if marked {
            assert_eq!(text, "Before.");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_no_keys() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_a_text(folder.path(), &id);
    for bytes in [
        &b"\x00\x00\x00"[..],
        b"\xff\xfe\xfd",
        b"\xc3\x28",
        b"\xed\xa0\x80",
        b"\xf0\x9f",
        b"\x1b[?62;22c\x1b[24;80R\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        b"\x1b[M !!\x1b[<35;10;10M",
    ] {
        terminal.press_bytes(bytes);
        thread::sleep(Duration::from_millis(200));
    }
    terminal.press("Still here.").sees("Still here.");
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    let text = answer(folder.path(), &id);
    let kept: String = text.chars().filter(|c| *c != '\u{fffd}' && *c != '(').collect();
    assert_eq!(kept, "Still here.", "{text:?}");
}

#[test]
fn keys_are_taken_while_a_save_waits_for_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_a_text(folder.path(), &id);
    let lock = folder.path().join(format!("projects/.triplewin/{id}.lock"));
    let held = File::options().write(true).open(lock).unwrap();
    held.lock().unwrap();
    terminal.press("Typed before the save.").sees("before the save.");
    thread::sleep(Duration::from_millis(1_200));
    assert_eq!(answer(folder.path(), &id), "", "the save waits");
    terminal.press(" And while it waits.").sees("while it waits.");
    thread::sleep(Duration::from_millis(1_200));
    held.unlock().unwrap();
    let start = Instant::now();
    while answer(folder.path(), &id) != "Typed before the save. And while it waits." {
        assert!(
            start.elapsed() < PATIENCE,
            "it was never saved: {}",
            terminal.contents()
        );
        thread::sleep(Duration::from_millis(100));
    }
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
}
