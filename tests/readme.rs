//! The README is true: its keys are the table's, its commands are the program's, and it has two
//! commands to set up.

#![allow(missing_docs, clippy::unwrap_used)]

use std::{collections::BTreeSet, process::Command};
use triplewin::tui::actions::key_table;

fn readme() -> String {
    std::fs::read_to_string("README.md").unwrap()
}

/// With `README=write` in the environment the table is written instead of compared.
#[test]
fn the_keys_are_the_tables() {
    let readme = readme();
    let (before, rest) = readme.split_once("a test holds the two equal -->\n").unwrap();
    let (keys, after) = rest.split_once("<!-- /keys -->").unwrap();
    let table = key_table();
    if std::env::var("README").as_deref() == Ok("write") {
        let written = format!("{before}a test holds the two equal -->\n{table}<!-- /keys -->{after}");
        std::fs::write("README.md", written).unwrap();
        return;
    }
    assert_eq!(
        keys, table,
        "README=write cargo test --test readme writes the table"
    );
}

#[test]
fn the_commands_are_the_programs() {
    let readme = readme();
    let written: BTreeSet<&str> = readme
        .lines()
        .filter(|line| line.starts_with("| `triplewin"))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter_map(|command| command.strip_prefix("triplewin ")?.split(' ').next())
        .filter(|word| word.chars().all(char::is_alphabetic))
        .collect();
    let help = Command::new(env!("CARGO_BIN_EXE_triplewin"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, listed) = help.split_once("Commands:\n").unwrap();
    let (listed, _) = listed.split_once("\n\n").unwrap();
    let known: BTreeSet<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert_eq!(written, known);
}

#[test]
fn two_commands_set_it_up() {
    let readme = readme();
    let (_, section) = readme.split_once("## Two commands").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    assert_eq!(section.matches("```sh").count(), 2);
}
