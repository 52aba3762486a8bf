//! Wrong usage, help, the flags that every command takes, and how the program ends.

use super::room::{Ran, Room};
use std::process::Stdio;

#[test]
fn wrong_usage_is_one_line_with_a_hint_and_exit_code_2() {
    let room = Room::new();
    for (arguments, what, hint) in [
        (
            &["statsu"][..],
            "there is no command \"statsu\"",
            "did you mean status?",
        ),
        (
            &["frobnicate"],
            "there is no command \"frobnicate\"",
            "triplewin [OPTIONS] [COMMAND]",
        ),
        (&["--frob"], "there is no flag \"--frob\"", ""),
        (
            &["list", "--al"],
            "there is no flag \"--al\": triplewin list",
            "did you mean --all?",
        ),
        (
            &["status"],
            "this needs <PROJECT>: triplewin status",
            "triplewin status",
        ),
        (&["status", "a", "b"], "\"b\" is one argument too many", ""),
        (&["answer", "a", "checklist.4"], "this needs <VALUE>", ""),
        (
            &["completions", "csh"],
            "<SHELL> cannot be \"csh\"",
            "bash, elvish, fish, powershell, zsh",
        ),
        (&["list", "--json", "--json"], "--json is given twice", ""),
        (&["list", "--json=yes"], "--json", ""),
        (&["list", "--today"], "--today needs a value", ""),
        (
            &["list", "--today", "21/11/2026"],
            "--today takes a day such as 2026-11-21, not \"21/11/2026\"",
            "",
        ),
        (&["list", "--today", "2026-02-30"], "--today takes a day", ""),
        (&["list", "--as", " "], "--as takes a name", ""),
        (
            &["list", "--as", "a\u{1b}[31m"],
            "--as holds the control character",
            "",
        ),
        (&["triage", "--json"], "this needs --answers", ""),
        (&["new", " "], "a project needs a title", ""),
        (&["new", "a\nb"], "the title takes one line", ""),
        (
            &["new", "a\u{9b}b"],
            "the title holds the control character \\u{9b}",
            "",
        ),
        (
            &["new", "T", "--sample", "none"],
            "there is no sample \"none\"",
            "the samples are hospital-at-home, diagnostic-hub, remote-clinics, nurse-post, complete-bone-health",
        ),
        (&["\u{1b}[2J"], "there is no command \"\\u{1b}[2J\"", ""),
    ] {
        let said = room.run(arguments).failed(2);
        assert!(said.contains(what), "{arguments:?}: {said}");
        assert!(
            said.contains("\nhint: ") || hint.is_empty(),
            "{arguments:?}: {said}"
        );
        assert!(said.contains(hint), "{arguments:?}: {said}");
    }
}

#[test]
fn help_and_the_version_go_to_standard_output() {
    let room = Room::new();
    let ran = room.run(&["--help"]).done();
    assert!(ran.out.contains("Usage: triplewin [OPTIONS] [COMMAND]"));
    assert!(ran.out.contains("Exit codes: 0 done"));
    assert_eq!(ran.err, "");
    assert!(
        room.run(&["answer", "--help"])
            .done()
            .out
            .contains("--evidence <TEXT>")
    );
    assert_eq!(
        room.run(&["--version"]).done().out,
        concat!("triplewin ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn an_unfit_day_or_name_in_the_environment_is_named() {
    let room = Room::new();
    for (name, value, what) in [
        (
            "TRIPLEWIN_TODAY",
            "soon",
            "TRIPLEWIN_TODAY takes a day such as 2026-11-21, not \"soon\"",
        ),
        ("TRIPLEWIN_AS", "a\nb", "TRIPLEWIN_AS takes one line"),
    ] {
        let said = Ran::of(room.command().arg("list").env(name, value)).failed(2);
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn a_flag_goes_before_the_environment() {
    let room = Room::new();
    let elsewhere = room.path().join("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    room.run(&["new", "Over there", "--dir", elsewhere]).done();
    assert_eq!(room.run(&["list"]).done().out, "");
    assert!(
        room.run(&["list", "--dir", elsewhere])
            .done()
            .out
            .contains("Over there")
    );

    let id = room.project("Who did it");
    room.run(&["--as", "Bob", "answer", &id, "checklist.4", "yes"])
        .done();
    room.run(&["answer", &id, "checklist.5", "yes"]).done();
    let filed = room.filed(&id);
    assert_eq!(filed["answers"]["checklist.4"]["by"], "Bob");
    assert_eq!(filed["answers"]["checklist.5"]["by"], "Ann");
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf8_never_panic() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let room = Room::new();
    let bad = OsStr::from_bytes(b"a\xff");
    for arguments in [
        &[bad][..],
        &[OsStr::new("new"), bad],
        &[OsStr::new("status"), bad],
        &[OsStr::new("guidance"), bad],
        &[OsStr::new("--as"), bad, OsStr::new("list")],
        &[OsStr::new("completions"), bad],
    ] {
        room.run(arguments).failed(2);
    }
    room.run(&[OsStr::new("triage"), OsStr::new("--answers"), bad])
        .failed(1);
    Ran::of(room.command().arg("list").env("TRIPLEWIN_AS", bad)).failed(2);
    assert_eq!(
        room.run(&[OsStr::new("list"), OsStr::new("--dir"), bad])
            .done()
            .out,
        ""
    );
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let room = Room::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("triplewin"))
        .args(["guidance", "--json"])
        .env("TRIPLEWIN_DIR", room.projects())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_an_error() {
    let room = Room::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("triplewin"))
        .args(["guidance", "--json"])
        .env("TRIPLEWIN_DIR", room.projects())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("triplewin: could not write, "), "{said}");
    assert!(said.trim_end().ends_with(": standard output"), "{said}");
}

#[test]
fn packagers_get_completions_and_a_manual_page() {
    let room = Room::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            room.run(&["completions", shell]).done().out.contains("triplewin"),
            "{shell}"
        );
    }
    let page = room.run(&["man"]).done().out;
    assert!(page.contains(".TH triplewin 1"));
    for command in ["triplewin triage", "triplewin apply", "triplewin interview"] {
        assert!(page.contains(&format!(".SS \"{command}")), "{command}");
    }
}
