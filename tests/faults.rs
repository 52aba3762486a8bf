//! Disks that fail under the real program: the words, the way on, and where everything is kept.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod pty;

use pty::{Terminal, triplewin};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A new project in this folder; its id.
fn project(folder: &Path) -> String {
    let made = triplewin(folder).args(["new", "A trial"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

/// The project open at its first text, and so much of it typed.
fn typing(folder: &Path, id: &str) -> Terminal {
    let mut terminal = Terminal::start(folder, &["open", id]);
    terminal
        .sees("A trial")
        .press("\x1b[17~")
        .sees("In a few sentences");
    terminal
}

fn summary(file: &Path) -> String {
    let filed: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let value = &filed["answers"]["project.summary"]["value"];
    value.as_str().unwrap_or_default().to_owned()
}

fn rescued(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder.join("state/rescued")).unwrap().flatten();
    files.next().unwrap().path()
}

#[test]
fn a_folder_that_goes_away_and_comes_back_is_saved_to_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let id = project(folder.path());
    let (projects, away) = (folder.path().join("projects"), folder.path().join("away"));
    let mut terminal = typing(folder.path(), &id);
    fs::rename(&projects, &away).unwrap();
    terminal
        .press("Typed without a folder")
        .sees("NOT SAVED: no such folder");
    fs::rename(&away, &projects).unwrap();
    terminal.sees("Saved ");
    let file = projects.join(format!("{id}.json"));
    assert_eq!(summary(&file), "Typed without a folder");
    // made again with nothing in it, as after a disk was emptied
    fs::remove_dir_all(&projects).unwrap();
    terminal.press(", and more").sees("NOT SAVED");
    fs::create_dir(&projects).unwrap();
    terminal.sees("Saved ");
    assert_eq!(summary(&file), "Typed without a folder, and more");
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn leaving_what_cannot_be_saved_offers_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let id = project(folder.path());
    let stick = folder.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let mut terminal = typing(folder.path(), &id);
    let file = folder.path().join("projects").join(format!("{id}.json"));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    terminal
        .press("For the stick")
        .sees("NOT SAVED: a folder, not a file");
    terminal.press("\x03").sees("Ctrl+C again");
    terminal.press("\x03").sees("1 thing is not on the disk yet");
    terminal.press("\x1b[B\r").sees("Into which file or folder?");
    terminal.press("\x15").press(stick.to_str().unwrap()).press("\r");
    assert_eq!(terminal.ended(), 1);
    let said = String::from_utf8(terminal.all_written()).unwrap();
    assert!(said.contains("all of it is kept in "), "{said}");
    assert_eq!(summary(&stick.join(format!("{id}.json"))), "For the stick");
}

#[test]
fn a_signal_while_saving_fails_leaves_a_rescue_file_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let id = project(folder.path());
    let mut terminal = typing(folder.path(), &id);
    fs::rename(folder.path().join("projects"), folder.path().join("away")).unwrap();
    terminal.press("Before the signal").sees("NOT SAVED");
    terminal.signal("TERM");
    assert_eq!(terminal.ended(), 1);
    let said = String::from_utf8(terminal.all_written()).unwrap();
    let file = rescued(folder.path());
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    assert_eq!(summary(&file), "Before the signal");
}

#[test]
fn plain_mode_keeps_what_cannot_be_saved_at_the_end_of_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let id = project(folder.path());
    let mut child = triplewin(folder.path())
        .args(["interview", &id])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let file = folder.path().join("projects").join(format!("{id}.json"));
    let mut input = child.stdin.take().unwrap();
    input.write_all(b":goto project.summary\nFirst\n.\n").unwrap();
    let start = std::time::Instant::now();
    while summary(&file) != "First" {
        assert!(start.elapsed() < pty::PATIENCE, "it was never saved");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    fs::rename(folder.path().join("projects"), folder.path().join("away")).unwrap();
    input.write_all(b":goto project.summary\nSecond\n.\n").unwrap();
    drop(input);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let (out, said) = (
        String::from_utf8(ended.stdout).unwrap(),
        String::from_utf8(ended.stderr).unwrap(),
    );
    assert!(out.contains("NOT SAVED: no such folder"), "{out}");
    let file = rescued(folder.path());
    assert!(said.contains(file.to_str().unwrap()), "{said}");
    assert_eq!(summary(&file), "Second");
}

#[test]
fn a_limit_on_the_size_of_files_is_a_refusal_and_no_end() {
    let folder = tempfile::tempdir().unwrap();
    let id = project(folder.path());
    let file = folder.path().join("projects").join(format!("{id}.json"));
    let before = fs::read(&file).unwrap();
    let long = "y".repeat(20_000);
    let ran = Command::new("sh")
        .arg("-c")
        .arg("ulimit -f 4 && exec \"$0\" answer \"$1\" project.summary \"$2\"")
        .arg(env!("CARGO_BIN_EXE_triplewin"))
        .args([&id, &long])
        .env_clear()
        .env("TRIPLEWIN_DIR", folder.path().join("projects"))
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(
        said.starts_with("triplewin: could not write, over this user's limit for a file"),
        "{said}"
    );
    assert!(fs::read(&file).unwrap() == before, "the file is as it was");
}

/// A small disk of its own over this folder; false where mounting one is not allowed.
fn disk_over(folder: &Path) -> bool {
    fs::create_dir_all(folder).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
        .arg(folder)
        .output();
    mounted.is_ok_and(|ran| ran.status.success())
}

struct Mounted(PathBuf);

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_and_a_read_only_one_are_said_in_words_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let projects = folder.path().join("projects");
    if !disk_over(&projects) {
        eprintln!("not tried: no disk may be mounted here");
        return;
    }
    let _mounted = Mounted(projects.clone());
    let id = project(folder.path());
    let file = projects.join(format!("{id}.json"));
    let mut terminal = typing(folder.path(), &id);
    let remount = |how: &str| {
        let ran = Command::new("mount")
            .args(["-o", &format!("remount,{how}")])
            .arg(&projects)
            .status();
        assert!(ran.unwrap().success());
    };
    remount("ro");
    terminal
        .press("Read-only")
        .sees("NOT SAVED: read-only file system");
    remount("rw");
    terminal.sees("Saved ");
    assert_eq!(summary(&file), "Read-only");

    let filler = projects.join("filler");
    let mut full = fs::File::create(&filler).unwrap();
    for block in [65_536, 4_096, 1] {
        while full.write_all(&vec![0; block]).is_ok() {}
    }
    drop(full);
    terminal.press(", full").sees("NOT SAVED: disk full");
    assert_eq!(summary(&file), "Read-only");
    terminal.press("\x11").sees("1 thing is not on the disk yet");
    fs::remove_file(&filler).unwrap();
    terminal.press("\r");
    assert_eq!(terminal.ended(), 0);
    assert_eq!(summary(&file), "Read-only, full");
}
