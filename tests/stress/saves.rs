//! Several processes and screens at one project: no acknowledged answer is lost.

use fastrand::Rng;
use serde_json::{Value as Json, json};
use std::{
    collections::BTreeMap,
    path::Path,
    process::Stdio,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    filed, is_sound, project,
    pty::{Terminal, triplewin},
    text,
};

/// How many processes save at the same time, beside two screens.
const PROCESSES: usize = 4;
const ITEMS: [&str; 6] = [
    "scoping.unmet-need",
    "scoping.scale",
    "scoping.evidence",
    "scoping.priority",
    "scoping.benefits",
    "checklist.9",
];

/// What a process was told that it had saved last, by item.
type Acknowledged = BTreeMap<&'static str, usize>;

/// So many saves, interleaved; what came of them.
pub fn run(chance: &mut Rng, saves: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let id = project(folder);
    let start = Instant::now();
    let left = AtomicUsize::new(saves);
    let seeds: Vec<u64> = (0..PROCESSES).map(|_| chance.u64(..)).collect();
    let mut screens = ["Title", "Summary"].map(|place| Screen::open(folder, &id, place));
    let told: Vec<Acknowledged> = thread::scope(|scope| {
        let process = |number: usize, seed: u64| {
            let (id, left) = (&id, &left);
            scope.spawn(move || save(&mut Rng::with_seed(seed), number, folder, id, left))
        };
        let running: Vec<_> = seeds
            .iter()
            .enumerate()
            .map(|(number, seed)| process(number, *seed))
            .collect();
        while left.load(Ordering::SeqCst) > 0 {
            for screen in &mut screens {
                screen.type_on(chance);
            }
        }
        running
            .into_iter()
            .map(|process| process.join().unwrap())
            .collect()
    });
    let typed: Vec<String> = screens.into_iter().map(Screen::leave).collect();

    let filed = filed(folder, &id);
    for (number, acknowledged) in told.iter().enumerate() {
        for (item, turn) in acknowledged {
            assert!(
                told_by(&filed, number, item) >= Some(*turn),
                "what process {number} saved of {item} at its turn {turn} is nowhere"
            );
        }
    }
    assert_eq!(text(&filed, "project.summary"), typed[1]);
    assert_eq!(text(&filed, "project.title"), format!("A trial{}", typed[0]));
    is_sound(folder, &id);
    let revision = filed["revision"].as_u64().unwrap();
    format!(
        "saves: {saves} by {PROCESSES} processes beside two screens, in {revision} revisions and {} s; answers lost: 0",
        start.elapsed().as_secs(),
    )
}

/// One process after the other saves, until none are left; what they said that they had saved.
fn save(chance: &mut Rng, number: usize, folder: &Path, id: &str, left: &AtomicUsize) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    let mut turn = 0;
    while left
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
        .is_ok()
    {
        turn += 1;
        let item = *chance.choice(&ITEMS).unwrap();
        // What two say in the same words is one answer, so everybody's words are their own.
        let said = format!("process {number}, turn {turn}");
        let change = if item.starts_with("checklist") {
            let value = *chance.choice(&["yes", "no", "unsure"]).unwrap();
            json!([{"op": "answer", "item": item, "value": value, "note": said}])
        } else {
            json!([{"op": "answer", "item": item, "value": said}])
        };
        let mut command = triplewin(folder);
        command
            .args(["apply", id, "-", "--as", &format!("process {number}")])
            .stdin(Stdio::piped());
        let mut running = command.stdout(Stdio::null()).spawn().unwrap();
        std::io::Write::write_all(&mut running.stdin.take().unwrap(), change.to_string().as_bytes()).unwrap();
        assert!(
            running.wait().unwrap().success(),
            "nothing is in the way but others' saves"
        );
        acknowledged.insert(item, turn);
    }
    acknowledged
}

/// The last turn of a process that the log tells of an item.
fn told_by(filed: &Json, number: usize, item: &str) -> Option<usize> {
    let by = format!("process {number}");
    let log = filed["log"].as_array().unwrap();
    let turns = log
        .iter()
        .filter(|entry| entry["by"] == *by && entry["change"]["item"] == *item);
    turns
        .filter_map(|entry| {
            let change = &entry["change"];
            let said = change["note"].as_str().or(change["value"].as_str())?;
            said.rsplit(' ').next()?.parse().ok()
        })
        .max()
}

/// Somebody who types in one place all the while.
struct Screen {
    terminal: Terminal,
    typed: String,
}

impl Screen {
    fn open(folder: &Path, id: &str, place: &str) -> Self {
        let mut terminal = Terminal::start(folder, &["open", id, "--as", place]);
        terminal.sees("A trial");
        if place == "Summary" {
            terminal.press("\x1b[17~").sees("In a few sentences");
        }
        thread::sleep(Duration::from_millis(200));
        Self {
            terminal,
            typed: String::new(),
        }
    }

    fn type_on(&mut self, chance: &mut Rng) {
        // A title is a line of at most 500 bytes.
        if self.typed.len() < 300 {
            let key = chance.lowercase();
            self.typed.push(key);
            self.terminal.press(&key.to_string());
        }
        thread::sleep(Duration::from_millis(chance.u64(5..120)));
    }

    /// Leaves; what was typed.
    fn leave(mut self) -> String {
        self.terminal.press("\x11");
        assert_eq!(self.terminal.ended(), 0);
        self.typed
    }
}
