//! What only a second process can show: its lock, its death, its limits.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use super::*;

#[test]
fn a_lock_held_by_another_process_ends_with_it() {
    let desk = Desk::new();
    let mut other = this_program_as("another_process", &desk.ward, &[]);
    assert_eq!(line_of(&mut other), "holding");
    let hasty = desk.store.clone().with_patience(Duration::from_millis(50));
    let error = failure(hasty.save(&desk.ward, |_| Ok(Some(b"hasty".to_vec()))));
    assert!(matches!(error.kind, Kind::Locked), "{error}");
    other.kill().unwrap();
    other.wait().unwrap();
    desk.write("after").unwrap();
    assert_eq!(desk.says(), "after");
}

#[test]
#[cfg(unix)]
fn a_write_that_finds_no_room_leaves_the_old_file_and_no_litter() {
    let desk = Desk::new();
    // a limit on the size of files stands in for a full disk: the write stops half way
    let limited = ["sh", "-c", r#"trap "" XFSZ; ulimit -f 8; exec "$0" "$@""#];
    let mut other = this_program_as("a_process_without_room", &desk.ward, &limited);
    let line = line_of(&mut other);
    other.wait().unwrap();
    assert!(line.starts_with("could not write, "), "{line}");
    assert!(line.ends_with("/projects/ward.json"), "{line}");
    assert_eq!(desk.says(), "one");
    assert_eq!(desk.names(), [".triplewin", "ward.json", "ward.lock"]);
}

#[test]
#[ignore = "the other process of the test above"]
fn another_process() {
    let Some(ward) = std::env::var_os("TRIPLEWIN_TEST_PROJECT") else {
        return;
    };
    let store = Store::new(PathBuf::new());
    let _ = store.save(Path::new(&ward), |_| {
        println!("\nsays: holding");
        thread::sleep(Duration::from_mins(1));
        Ok::<_, Infallible>(None)
    });
}

#[test]
#[ignore = "the other process of the test above"]
fn a_process_without_room() {
    let Some(ward) = std::env::var_os("TRIPLEWIN_TEST_PROJECT") else {
        return;
    };
    let store = Store::new(PathBuf::new());
    let saved = store.save(Path::new(&ward), |_| Ok(Some(vec![b'x'; 100_000])));
    println!("\nsays: {}", failure(saved));
}

/// Starts one of the tests here in a process of its own, in front of it these words.
fn this_program_as(test: &str, project: &Path, before: &[&str]) -> Child {
    let me = std::env::current_exe().unwrap().into_os_string();
    let mut words: Vec<OsString> = before.iter().map(Into::into).collect();
    words.push(me);
    let room = module_path!().split_once("::").unwrap().1;
    let path = format!("{room}::{test}");
    words.extend(["--exact", &path, "--ignored", "--nocapture"].map(Into::into));
    let mut words = words.into_iter();
    Command::new(words.next().unwrap())
        .args(words)
        .env("TRIPLEWIN_TEST_PROJECT", project)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn line_of(child: &mut Child) -> String {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    lines
        .map(Result::unwrap)
        .find_map(|line| line.strip_prefix("says: ").map(str::to_owned))
        .expect("the other process said nothing")
}
