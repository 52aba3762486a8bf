//! kill -9 at any moment: at most a second of typing is lost, and never a saved answer.

use fastrand::Rng;
use std::{
    io::Write,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use crate::{
    filed, is_sound, project,
    pty::{Terminal, triplewin},
    text,
};

/// The most typing that a kill may lose.
const SECOND: Duration = Duration::from_secs(1);

/// So many kills, half of somebody who types, half of commands that save; what came of them.
pub fn run(chance: &mut Rng, kills: usize) -> String {
    let mut most_lost = Duration::ZERO;
    let mut commands = (0, 0);
    for kill in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let id = project(folder.path());
        if kill % 2 == 0 {
            most_lost = most_lost.max(while_typing(chance, folder.path(), &id));
        } else {
            let (acknowledged, killed) = while_saving(chance, folder.path(), &id);
            commands = (commands.0 + acknowledged, commands.1 + killed);
        }
        is_sound(folder.path(), &id);
    }
    format!(
        "kills: {kills}; typing lost at most: {} ms; saves acknowledged: {}, interrupted: {}; answers lost: 0",
        most_lost.as_millis(),
        commands.0,
        commands.1,
    )
}

/// Somebody types at their own pace and is cut off; how old the oldest key is that was lost.
fn while_typing(chance: &mut Rng, folder: &Path, id: &str) -> Duration {
    let mut terminal = Terminal::start(folder, &["open", id]);
    terminal
        .sees("A trial")
        .press("\x1b[17~")
        .sees("In a few sentences");
    let mut typed: Vec<(Instant, char)> = Vec::new();
    let cut = Instant::now() + Duration::from_millis(chance.u64(100..2_500));
    while Instant::now() < cut {
        let key = if chance.u8(0..6) == 0 {
            ' '
        } else {
            chance.lowercase()
        };
        typed.push((Instant::now(), key));
        terminal.press(&key.to_string());
        let pause = if chance.u8(0..20) == 0 { 600 } else { 60 };
        let rest = cut.saturating_duration_since(Instant::now());
        thread::sleep(Duration::from_millis(chance.u64(1..pause)).min(rest));
    }
    let killed = Instant::now();
    terminal.signal("KILL");
    terminal.ended();

    let filed = filed(folder, id);
    let saved: Vec<char> = text(&filed, "project.summary").chars().collect();
    let keys: Vec<char> = typed.iter().map(|(_, key)| *key).collect();
    assert!(
        keys.starts_with(&saved),
        "{saved:?} is not the beginning of {keys:?}"
    );
    let lost = typed
        .get(saved.len())
        .map_or(Duration::ZERO, |(at, _)| killed - *at);
    // Blanks alone are no answer, and nothing to lose.
    let blank = keys.iter().skip(saved.len()).all(|key| *key == ' ');
    assert!(
        blank || lost <= SECOND,
        "{} ms of typing are lost",
        lost.as_millis()
    );
    if blank { Duration::ZERO } else { lost }
}

/// Commands answer one item after the other and are cut off anywhere; how many said that they had
/// saved, and how many were cut off.
fn while_saving(chance: &mut Rng, folder: &Path, id: &str) -> (usize, usize) {
    let mut acknowledged = Vec::new();
    let mut killed = 0;
    let items = [
        "scoping.unmet-need",
        "scoping.scale",
        "scoping.evidence",
        "scoping.priority",
    ];
    for turn in 0..6 {
        let item = *chance.choice(&items).unwrap();
        let value = format!("turn {turn}, {}", "x".repeat(chance.usize(0..20_000)));
        let changes = serde_json::json!([{"op": "answer", "item": item, "value": value}]);
        let mut command = triplewin(folder);
        command.args(["apply", id, "-"]).stdin(Stdio::piped());
        let mut running = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A process that is gone reads nothing more.
        let _ = running
            .stdin
            .take()
            .unwrap()
            .write_all(changes.to_string().as_bytes());
        thread::sleep(Duration::from_micros(chance.u64(0..200_000)));
        let _ = running.kill();
        if running.wait().unwrap().success() {
            acknowledged.push((item, value));
        } else {
            killed += 1;
            // It may have been saved before it could say so.
            let filed = filed(folder, id);
            if text(&filed, item) == value {
                acknowledged.push((item, value));
            }
        }
    }
    let filed = filed(folder, id);
    for item in items {
        let last = acknowledged.iter().rev().find(|(saved, _)| *saved == item);
        assert_eq!(
            text(&filed, item),
            last.map_or("", |(_, value)| value.as_str()),
            "{item}"
        );
    }
    (acknowledged.len(), killed)
}
