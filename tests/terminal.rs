//! The program in a real pseudo-terminal: keys pressed, the screen read, the process ended in the
//! middle of a sentence.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod pty;

use pty::{PATIENCE, Terminal, sample, triplewin};
use std::{
    io::Write,
    path::Path,
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

fn answer(folder: &Path, id: &str, item: &str) -> String {
    let shown = triplewin(folder)
        .args(["show", id, item, "--json"])
        .output()
        .unwrap();
    String::from_utf8(shown.stdout).unwrap()
}

const GO_TO: &str = "\x07";
const F6: &str = "\x1b[17~";

/// In a scoping question's text, by Go to.
fn in_scale(folder: &Path, id: &str) -> Terminal {
    let mut terminal = Terminal::start(folder, &["open", id]);
    terminal.sees("Heart failure at home");
    thread::sleep(Duration::from_millis(200));
    terminal.press(GO_TO).sees("Go to");
    terminal.press("how big is").sees("1 place");
    terminal.press("\r").sees("How big is the problem");
    terminal
}

#[test]
fn a_sentence_survives_the_process_being_killed_in_the_middle_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_scale(folder.path(), &id);
    terminal.press(" The wait for a first cl").sees("first cl");
    // Half a second after the last key it is an answer, and is saved at once after that.
    let start = Instant::now();
    while !answer(folder.path(), &id, "scoping.scale").contains("first cl") {
        assert!(start.elapsed() < PATIENCE, "it was never saved");
        thread::sleep(Duration::from_millis(50));
    }
    terminal.signal("KILL");
    terminal.ended();
    let mut again = Terminal::start(folder.path(), &["open", &id]);
    again
        .sees("How big is the problem")
        .sees("The wait for a first cl");
}

#[test]
fn a_closed_terminal_saves_what_was_typed_and_ends_the_process() {
    for way in ["hang up", "HUP", "TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let id = sample(folder.path(), "hospital-at-home");
        let mut terminal = in_scale(folder.path(), &id);
        terminal.press(" The lid clo").sees("The lid clo");
        if way == "hang up" {
            terminal.hang_up();
        } else {
            terminal.signal(way);
        }
        terminal.ended();
        assert!(
            answer(folder.path(), &id, "scoping.scale").contains("The lid clo"),
            "{way}"
        );
    }
}

#[test]
fn a_terminal_that_takes_nothing_holds_up_nobody_who_types() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_scale(folder.path(), &id);
    terminal.take_nothing();
    // every one of these is a whole picture, and together they are more than any line holds
    for _ in 0..200 {
        terminal.press("\x0c");
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis(300));
    terminal.press(" Behind a stopped line");
    let start = Instant::now();
    while !answer(folder.path(), &id, "scoping.scale").contains("Behind a stopped line") {
        assert!(start.elapsed() < PATIENCE, "it was never saved");
        thread::sleep(Duration::from_millis(50));
    }
    terminal.signal("TERM");
    terminal.ended();
}

#[test]
fn a_terminal_that_takes_nothing_does_not_keep_the_process_where_it_has_something_to_say() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_scale(folder.path(), &id);
    terminal.take_nothing();
    for _ in 0..200 {
        terminal.press("\x0c");
        thread::sleep(Duration::from_millis(5));
    }
    // nowhere to save: that is an error, and its line has nowhere to go
    let projects = folder.path().join("projects");
    std::fs::rename(&projects, folder.path().join("elsewhere")).unwrap();
    std::fs::write(&projects, "").unwrap();
    terminal.press(" Typed into nowhere");
    thread::sleep(Duration::from_millis(300));
    terminal.signal("TERM");
    assert_eq!(terminal.ended(), 1);
}

#[test]
fn leaving_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = Terminal::start(folder.path(), &["open", &id]);
    terminal.sees("Heart failure at home");
    {
        let screen = terminal.screen.lock().unwrap();
        assert!(screen.screen().alternate_screen() && screen.screen().bracketed_paste());
    }
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    thread::sleep(Duration::from_millis(100));
    let screen = terminal.screen.lock().unwrap();
    assert!(!screen.screen().alternate_screen());
    assert!(!screen.screen().bracketed_paste());
    assert!(!screen.screen().hide_cursor());
}

#[test]
fn no_size_is_too_small_to_type_in() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_scale(folder.path(), &id);
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (2, 40),
        (200, 2),
        (39, 8),
        (40, 9),
        (0, 24),
        (80, 0),
    ] {
        terminal.resize(columns, rows).press("x");
        thread::sleep(Duration::from_millis(30));
    }
    terminal.resize(80, 24).sees("xxxxxxxx");
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    assert!(answer(folder.path(), &id, "scoping.scale").contains("xxxxxxxx"));
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = Terminal::start(folder.path(), &["open", &id]);
    terminal.sees("Heart failure at home");
    thread::sleep(Duration::from_millis(1_500));
    let before = terminal.written.load(Ordering::SeqCst);
    thread::sleep(Duration::from_secs(3));
    assert_eq!(terminal.written.load(Ordering::SeqCst), before);
}

#[test]
fn anothers_save_shows_within_two_seconds_while_somebody_types() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = in_scale(folder.path(), &id);
    terminal.press(" Half a wor").sees("Half a wor");
    let changed = triplewin(folder.path())
        .args(["answer", &id, "scoping.evidence", "A new audit."])
        .output()
        .unwrap();
    assert!(changed.status.success());
    terminal.sees("Somebody else saved");
    terminal.press("d").sees("Half a word");
    terminal.press("\x11");
    terminal.ended();
    assert!(answer(folder.path(), &id, "scoping.scale").contains("Half a word"));
    assert!(answer(folder.path(), &id, "scoping.evidence").contains("A new audit."));
}

#[test]
fn a_triage_by_letters_ends_with_the_code_of_its_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["triage"]);
    terminal.sees("1 of 15");
    for question in 2..=15 {
        terminal
            .press("y")
            .sees("(•) Yes")
            .press("\r")
            .sees(&format!("{question} of 15"));
        // Letters that come before a question was drawn are not for it.
        thread::sleep(Duration::from_millis(60));
    }
    terminal.press("y").sees("(•) Yes").press(F6).sees("What now?");
    terminal.press("\x11").sees("keep nothing of this triage");
    terminal
        .press("\x1b[B")
        .sees("> Make a project")
        .press("\x1b[B")
        .sees("> Leave");
    terminal.press("\r");
    assert_eq!(terminal.ended(), 0);
    assert!(
        !folder.path().join("projects").exists(),
        "a triage keeps nothing by itself"
    );
}

#[test]
fn a_terminal_that_can_do_little_is_asked_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["triage", "--plain"]);
    terminal.sees("Question 1 of 15");
    terminal.press("y\r").sees("Question 2 of 15");
    assert!(!terminal.screen.lock().unwrap().screen().alternate_screen());
}

#[test]
fn a_word_file_is_not_written_to_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let id = sample(folder.path(), "hospital-at-home");
    let mut terminal = Terminal::start(folder.path(), &["export", &id, "pid", "-o", "-"]);
    terminal.sees("triplewin: a Word file is not written to a terminal");
    assert_eq!(terminal.ended(), 1);
    let mut terminal = Terminal::start(
        folder.path(),
        &["export", &id, "status", "-o", "-", "--format", "md"],
    );
    terminal.sees("independent of both bodies");
    assert_eq!(terminal.ended(), 0);
}

/// The answers of the one project of a folder, without who gave them and when.
fn said(folder: &Path) -> serde_json::Value {
    let mut files = std::fs::read_dir(folder.join("projects"))
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            path.extension()
                .is_some_and(|extension| extension == "json")
                .then_some(path)
        });
    let bytes = std::fs::read(files.next().unwrap()).unwrap();
    let mut project: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    for answer in project["answers"].as_object_mut().unwrap().values_mut() {
        let answer = answer.as_object_mut().unwrap();
        answer.remove("by");
        answer.remove("at");
    }
    let kept = ["schema", "title", "edition", "answers", "lists", "sign_offs"];
    let verdict = project["verdict"]["verdict"].clone();
    let mut said: serde_json::Map<_, _> = kept
        .iter()
        .map(|key| ((*key).to_owned(), project[*key].clone()))
        .collect();
    said.insert("verdict".to_owned(), verdict);
    serde_json::Value::Object(said)
}

/// What is answered to the sixteen questions, 1B too.
const ANSWERS: [&str; 16] = [
    "n", "y", "y", "y", "n", "y", "u", "y", "y", "y", "y", "y", "n", "y", "u", "y",
];

#[test]
fn screen_line_mode_and_script_make_the_same_project_of_the_same_answers() {
    let on_screen = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(on_screen.path(), &["triage"]);
    terminal.sees("1 of 15");
    for (at, letter) in ANSWERS.iter().enumerate() {
        let next = if at == 15 {
            "What now?".to_owned()
        } else {
            format!("{} of 16", at + 2)
        };
        let chosen = match *letter {
            "y" => "(•) Yes",
            "n" => "(•) No",
            _ => "(•) Not sure",
        };
        terminal.press(letter).sees(chosen).press("\r").sees(&next);
        thread::sleep(Duration::from_millis(60));
    }
    terminal.press("m").sees("What is the project called?");
    terminal.press("An idea\r").sees("An idea / Partners");
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 3);

    let by_line = tempfile::tempdir().unwrap();
    let lines = [ANSWERS.join("\n").as_str(), "y", "An idea", ""].join("\n");
    let mut plain = triplewin(by_line.path());
    plain
        .args(["triage", "--plain", "--as", "A. Example"])
        .stdin(std::process::Stdio::piped());
    let mut plain = plain.stdout(std::process::Stdio::piped()).spawn().unwrap();
    plain.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    assert_eq!(plain.wait_with_output().unwrap().status.code(), Some(3));

    let by_script = tempfile::tempdir().unwrap();
    let made = triplewin(by_script.path())
        .args(["new", "An idea"])
        .output()
        .unwrap();
    let id = String::from_utf8(made.stdout).unwrap();
    let numbers = [
        "1A", "1B", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
    ];
    let value = |letter: &str| match letter {
        "y" => "yes",
        "n" => "no",
        _ => "unsure",
    };
    let changes: Vec<_> = numbers
        .iter()
        .zip(ANSWERS)
        .map(|(number, letter)| {
            serde_json::json!({"op": "answer", "item": format!("checklist.{number}"), "value": value(letter)})
        })
        .collect();
    let file = by_script.path().join("changes.json");
    std::fs::write(&file, serde_json::to_string(&changes).unwrap()).unwrap();
    let applied = triplewin(by_script.path())
        .args(["apply", id.trim()])
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        applied.status.success(),
        "{}",
        String::from_utf8_lossy(&applied.stderr)
    );

    assert_eq!(said(on_screen.path()), said(by_line.path()));
    assert_eq!(said(on_screen.path()), said(by_script.path()));
}
