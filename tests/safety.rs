//! Nothing that a file, an argument, a name or another person's answer holds acts on a terminal:
//! one table of hostile texts, put into every place, and every command and some screens run.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod pty;

use pty::{Terminal, triplewin};
use serde_json::{Value as Json, json};
use std::{fs, path::Path, thread, time::Duration};

/// What each is, and the text.
const HOSTILE: [(&str, &str); 10] = [
    ("colour and clear", "a\u{1b}[31m\u{1b}[2Jb"),
    ("the clipboard by OSC 52", "a\u{1b}]52;c;aGFsbG8=\u{7}b"),
    ("a title by OSC 0", "a\u{1b}]0;owned\u{1b}\\b"),
    ("C1 in one character", "a\u{9b}31mb\u{9d}0;x\u{9c}c\u{90}q"),
    ("writing direction", "a\u{202e}gpj.exe\u{202c}b\u{2066}c\u{2069}"),
    ("line separators", "a\u{2028}b\u{2029}c"),
    ("NUL, bell, backspace, delete", "a\u{0}b\u{7}c\u{8}d\u{7f}e"),
    ("carriage return and form feed", "whole line\rover\u{b}\u{c}x"),
    ("a byte order mark", "\u{feff}a"),
    (
        "the alternate screen and a report",
        "a\u{1b}[?1049l\u{1b}[6n\u{1b}cb",
    ),
];

/// What may stand in what is printed: no control but the line's end, nothing that turns or breaks it.
fn hurts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Puts the text behind every text that a person can have written, in every member at any depth,
/// and into members that this program does not know.
fn poisoned(json: &mut Json, text: &str) {
    const KEPT: [&str; 20] = [
        "id",
        "edition",
        "at",
        "created_at",
        "updated_at",
        "archived_at",
        "date",
        "kind",
        "op",
        "item",
        "list",
        "subject",
        "role",
        "party",
        "schema",
        "verdict",
        "hash",
        "day",
        "started",
        "covers",
    ];
    match json {
        Json::String(old) => {
            let machine = old.len() < 3
                || old.parse::<f64>().is_ok()
                || !old.contains(' ')
                    && old
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || "-.0123456789TZ:Q".contains(c));
            if !machine {
                old.push_str(text);
            }
        }
        Json::Array(all) => all.iter_mut().for_each(|each| poisoned(each, text)),
        Json::Object(members) => {
            for (name, member) in members.iter_mut() {
                if !KEPT.contains(&name.as_str()) || member.is_object() || member.is_array() {
                    poisoned(member, text);
                }
            }
            members.insert(format!("unknown{text}"), json!(text));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// A sample whose every text holds the hostile one; its id.
fn project(folder: &Path, sample: &str, text: &str) -> String {
    let id = pty::sample(folder, sample);
    let path = folder.join(format!("projects/{id}.json"));
    let mut json: Json = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for member in ["answers", "lists", "sign_offs", "log"] {
        match &mut json[member] {
            Json::Object(all) => all.values_mut().for_each(|each| poisoned(each, text)),
            Json::Array(all) => all.iter_mut().for_each(|each| poisoned(each, text)),
            _ => {}
        }
    }
    json["answers"]["scoping.scale"]["versions"] = json!([
        {"value": format!("one{text}"), "by": format!("Ann{text}"), "at": "2026-11-20T10:00:00Z"},
        {"value": format!("two{text}"), "by": format!("Bob{text}"), "at": "2026-11-20T11:00:00Z"},
    ]);
    json["title"] = json!(format!("Title{text}"));
    json[format!("unknown{text}")] = json!({ "x": text });
    fs::write(&path, serde_json::to_vec_pretty(&json).unwrap()).unwrap();
    id
}

#[track_caller]
fn is_safe(output: &[u8], what: &str) {
    let text = String::from_utf8(output.to_vec()).unwrap_or_else(|_| panic!("{what}: no UTF-8"));
    // rows of CSV end so, whatever they hold
    let text = text.replace("\"\r\n", "\"\n");
    if let Some(c) = text.chars().find(|c| hurts(*c)) {
        let at = text.find(c).unwrap();
        let near: String = text[..at]
            .chars()
            .rev()
            .take(60)
            .collect::<String>()
            .chars()
            .rev()
            .collect();
        panic!("{what}: {c:?} after {near:?}");
    }
}

#[test]
fn no_command_prints_what_acts_on_a_terminal() {
    for (name, text) in HOSTILE {
        let folder = tempfile::tempdir().unwrap();
        let id = project(folder.path(), "diagnostic-hub", text);
        let other = project(folder.path(), "hospital-at-home", text);
        // nothing on a command line holds a NUL
        let typed = text.replace('\0', "");
        let odd = folder
            .path()
            .join(format!("projects/odd{}.json", typed.replace('/', "")));
        fs::write(&odd, "{").unwrap();
        let odd = odd.to_str().unwrap();
        let looked: &[&[&str]] = &[
            &["list"],
            &["list", "--all", "--json"],
            &["status", &id],
            &["status", &id, "--json"],
            &["show", &id],
            &["show", &id, "--json"],
            &["show", &id, "parties"],
            &["verify", &id],
            &["verify", &id, "--json"],
            &["compare", &id, &other],
            &["compare", &id, &other, "--json"],
            &["interview", &id],
            &["export", &id, "pack", "--format", "md", "-o", "-"],
            &["export", &id, "pack", "--format", "html", "-o", "-"],
            &["export", &id, "parties", "-o", "-"],
            &["export", &id, "risks", "-o", "-"],
            &["list", "--format", "md"],
            &["list", "--format", "html"],
            &["list", "--format", "csv"],
            // and as what is asked for
            &["status", &typed],
            &["status", odd],
            &["show", &id, &typed],
            &["guidance", &typed],
            &["interview", &id, "--step", &typed],
            &["answer", &id, "checklist.4", &typed],
            &["answer", &id, &typed, "yes"],
            &["apply", &id, &typed],
            &["new", &typed],
            &["new", "Title", "--sample", &typed],
            &["list", "--today", &typed],
            &["list", "--as", &typed],
            &["list", "--dir", &typed],
            &["triage", "--answers", &typed],
            &[&typed],
            &["list", &typed],
            &["--kiosk", "status", &typed],
        ];
        for arguments in looked {
            let mut command = triplewin(folder.path());
            command.args(*arguments).current_dir(folder.path());
            command.stdin(std::process::Stdio::null());
            let ran = command.output().unwrap();
            let what = format!("{name}: {arguments:?}");
            is_safe(&ran.stdout, &what);
            is_safe(&ran.stderr, &what);
        }
        let status = triplewin(folder.path()).args(["status", &id]).output().unwrap();
        assert!(
            status.status.success(),
            "{name}: the poisoned file is still a project"
        );
        let named = triplewin(folder.path())
            .args(["list"])
            .env("TRIPLEWIN_AS", &typed)
            .env("TRIPLEWIN_TODAY", &typed)
            .output()
            .unwrap();
        is_safe(&named.stdout, name);
        is_safe(&named.stderr, name);
    }
}

#[test]
fn no_screen_writes_more_than_the_painters_own_sequences() {
    for (name, text) in HOSTILE {
        let folder = tempfile::tempdir().unwrap();
        let id = project(folder.path(), "diagnostic-hub", text);
        let mut terminal = Terminal::start(folder.path(), &["open", &id]);
        terminal.sees("F1 help");
        for keys in [
            "\x1bOR",
            "\x1b",
            "\x1b[20~history\r",
            "\x1b[17~",
            "\x1b[20~sign-offs\r",
            "\x1b[20~risks and\r",
        ] {
            thread::sleep(Duration::from_millis(160));
            terminal.press(keys);
        }
        thread::sleep(Duration::from_millis(200));
        terminal.press("\x1b[20~projects\r").sees("1 project");
        terminal.press("\x11");
        assert_eq!(terminal.ended(), 0, "{name}");
        is_the_painters(&terminal.all_written(), name);
    }
}

/// Every control in it begins a sequence that the painter or the entering and leaving has.
#[track_caller]
fn is_the_painters(written: &[u8], name: &str) {
    let text = String::from_utf8_lossy(written).replace("\r\n", "");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(hurts) {
        let sequence = &rest[at..];
        let near: String = sequence.chars().take(24).collect();
        let body = sequence
            .strip_prefix("\u{1b}[")
            .unwrap_or_else(|| panic!("{name}: {near:?}"));
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let (arguments, last) = (&body[..end], &body[end..=end]);
        let number = |argument: &str| {
            argument
                .chars()
                .all(|c| c.is_ascii_digit() || c == ';' || c == ':')
        };
        let own = match last {
            "m" | "H" | "J" | "K" => number(arguments),
            "h" | "l" => ["?2026", "?25", "?1049", "?2004"].contains(&arguments),
            _ => false,
        };
        assert!(own, "{name}: {near:?}");
        // clearing happens when a picture is begun anew, and leaving the screen at the end alone
        rest = &body[end + 1..];
    }
    assert_eq!(
        text.matches("\u{1b}[?1049l").count(),
        1,
        "{name}: the screen is left once"
    );
}
