//! The house stands: each floor imports only floors below it, and rooms on one floor do not know
//! each other; every file is small enough to hold in the head.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The floors from the ground up, as `src/lib.rs` draws them.
const FLOORS: &[&[&str]] = &[
    &["characters"],
    &["json"],
    &["guidance"],
    &["project"],
    &["rules"],
    &["interview", "documents", "store"],
    &["session"],
    &["tui", "plain"],
    &["cli"],
    &["main"],
];

/// The longest file, in lines.
const LONGEST: usize = 600;

#[test]
fn no_import_runs_upwards_or_sideways() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let room = room_of(&file);
        if room == "lib" {
            continue;
        }
        let floor =
            floor_of(&room).unwrap_or_else(|| panic!("{}: the room {room} is on no floor", file.display()));
        let text = fs::read_to_string(&file).unwrap();
        for other in rooms_named(&without_comments(&text)) {
            let Some(below) = floor_of(&other) else { continue };
            if other != room && below >= floor {
                wrong.push(format!("{}: {room} knows {other}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_picture() {
    let picture = fs::read_to_string("src/lib.rs").unwrap();
    let drawn: String = picture.lines().filter(|line| line.starts_with("//!")).collect();
    for room in FLOORS.iter().copied().flatten() {
        assert!(drawn.contains(room), "src/lib.rs does not draw {room}");
    }
}

#[test]
fn no_file_outgrows_its_room() {
    let long: Vec<String> = rust_files(Path::new("src"))
        .into_iter()
        .filter_map(|file| {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            (lines > LONGEST).then(|| format!("{} has {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let text = "use crate::{a::B, b::{C, d::E}, c};\nfn f() { crate::d::g(); triplewin::e::h() } // crate::f\n\
                pub(crate) fn g(x: &crate::i::J) { \"crate::k\"; }";
    let mut rooms = rooms_named(&without_comments(text));
    rooms.sort();
    assert_eq!(rooms, ["a", "b", "c", "d", "e", "i", "k"]);
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn room_of(file: &Path) -> String {
    let inside = file.strip_prefix("src").unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first segment of every path from the crate's root, grouped and inline ones too.
fn rooms_named(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for root in ["crate::", "triplewin::"] {
        for (at, _) in text.match_indices(root) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &text[at + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(grouped(group)),
                None => rooms.extend(name(rest)),
            }
        }
    }
    rooms
}

/// The first segments of a group's members, up to its closing brace.
fn grouped(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut start = 0;
    let mut names = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.extend(name(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    return names;
                }
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> Option<String> {
    let name: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}
