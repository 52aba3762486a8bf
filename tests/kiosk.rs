//! A kiosk in a real pseudo-terminal, as `ForceCommand` starts it: each line of the README's list
//! of what is kept out is tried here or in `tests/cli/kiosk.rs`.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod pty;

use pty::{Terminal, sample};
use std::{fs, os::unix::fs::PermissionsExt, thread, time::Duration};

const GO_TO: &str = "\x07";
const CTRL_C: &str = "\x03";
const CTRL_Q: &str = "\x11";
const CTRL_X: &str = "\x18";
const F1: &str = "\x1bOP";
const F9: &str = "\x1b[20~";
const ESC: &str = "\x1b";

/// What the README's list keeps out, in its order, and the test of it.
const KEPT_OUT: [(&str, &str); 7] = [
    ("editor", "neither_variable_starts_a_program"),
    ("path", "no_path_and_no_command_with_one_is_let_in"),
    (
        "command that a client sends",
        "what_a_client_asks_to_run_is_not_heard",
    ),
    ("shell", "neither_variable_starts_a_program"),
    ("folder's name", "an_error_names_files_and_no_folder"),
    ("link", "an_error_names_files_and_no_folder"),
    ("slip", "a_slip_ends_nothing_and_leaving_asks_once"),
];

#[test]
fn what_the_readme_says_is_kept_out_is_tried() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, section) = readme.split_once("\n## In a kiosk\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let listed: Vec<&str> = section.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(listed.len(), KEPT_OUT.len(), "{listed:#?}");
    let tests =
        fs::read_to_string("tests/kiosk.rs").unwrap() + &fs::read_to_string("tests/cli/kiosk.rs").unwrap();
    for (line, (word, test)) in listed.iter().zip(KEPT_OUT) {
        assert!(line.contains(word), "{word}: {line}");
        assert!(tests.contains(&format!("fn {test}()")), "{test}");
    }
}

#[test]
fn neither_variable_starts_a_program() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let proof = folder.path().join("it-ran");
    let editor = folder.path().join("editor");
    fs::write(&editor, format!("#!/bin/sh\ntouch {}\n", proof.display())).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let editor = editor.to_str().unwrap();
    let variables = [("VISUAL", editor), ("EDITOR", editor), ("SHELL", editor)];
    let mut terminal = Terminal::start_with(folder.path(), &["--kiosk", "open", &id], &variables);
    terminal.sees("Heart failure at home");
    thread::sleep(Duration::from_millis(200));
    terminal.press(GO_TO).sees("Go to");
    terminal.press("how big is").sees("1 place");
    terminal.press("\r").sees("How big is the problem");
    terminal.press(CTRL_X).sees("Not in a kiosk.");
    terminal.press(F9).sees("What next?");
    terminal.press("editor").sees("0 commands");
    terminal.press(ESC);
    thread::sleep(Duration::from_millis(250));
    terminal.press("!sh\r").sees("!sh").press("\x1a").sees("Undone");
    assert!(!proof.exists());
}

#[test]
fn a_slip_ends_nothing_and_leaving_asks_once() {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path(), "hospital-at-home");
    let mut terminal = Terminal::start(folder.path(), &["--kiosk"]);
    terminal.sees("1 project");
    thread::sleep(Duration::from_millis(100));
    terminal.press("q").sees("Not in a kiosk: Ctrl+Q leaves.");
    terminal
        .press(CTRL_C)
        .press(CTRL_C)
        .press(CTRL_C)
        .press(F1)
        .sees("Keys");
    terminal.press(ESC);
    thread::sleep(Duration::from_millis(250));
    terminal.press(CTRL_Q).sees("Leave Triplewin?");
    terminal.press(CTRL_Q).press("\r");
    thread::sleep(Duration::from_millis(100));
    terminal.press(CTRL_Q).sees("Leave Triplewin?");
    terminal.press("\x1b[B").sees("> Leave").press("\r");
    assert_eq!(terminal.ended(), 0);
}
