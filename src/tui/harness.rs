//! Scripted sessions for tests: keys in, a screen out, through the real app on a real store.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};
use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use super::{
    app::{App, Flow},
    theme::Look,
};
use crate::{
    guidance::editions,
    interview::Place,
    project::{Change, CountedIds, Project, Stamp, apply},
    rules,
    session::{Acting, Clock, Library, SAMPLES},
    store::{Places, Store},
};

/// The clock of the tests: 21 November 2026, 14:02 UTC, until another day is asked for.
struct Settable(Mutex<Date>);

impl Clock for Settable {
    fn now(&self) -> Timestamp {
        let day = *self.0.lock().unwrap();
        day.at(14, 2, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
    }

    fn today(&self) -> Date {
        *self.0.lock().unwrap()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// An app on a folder of its own, and the terminal that it draws on.
pub(crate) struct Script {
    app: App,
    terminal: Terminal<TestBackend>,
    now: Instant,
    pub(crate) folder: tempfile::TempDir,
    library: Library,
    clock: Arc<Settable>,
    pub(crate) quit: bool,
}

/// The look of a good terminal: colour, and characters beyond ASCII.
pub(crate) const FULL: Look = Look {
    colour: true,
    ascii: false,
    plain: false,
};

impl Script {
    /// The list of projects of an empty folder, at 80x24.
    pub(crate) fn new() -> Self {
        Self::sized(80, 24, FULL)
    }

    /// The list of projects of an empty folder, in a kiosk.
    pub(crate) fn in_a_kiosk() -> Self {
        Self::over(80, 24, FULL, |library| library.kiosk = true)
    }

    /// The list of projects of an empty folder.
    pub(crate) fn sized(columns: u16, rows: u16, look: Look) -> Self {
        Self::over(columns, rows, look, |_| {})
    }

    fn over(columns: u16, rows: u16, look: Look, change: impl FnOnce(&mut Library)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Settable(Mutex::new("2026-11-21".parse().unwrap())));
        let acting = Acting {
            by: "A. Example".to_owned(),
            today: None,
            clock: Arc::<Settable>::clone(&clock),
        };
        let store = Store::new(folder.path().join("projects"));
        let places = Places::in_dir(&folder.path().join("state"));
        let mut library = Library::new(store, editions(), acting, Some(places));
        library.ids = || Box::new(CountedIds::default());
        change(&mut library);
        let made = library.clone();
        let now = Instant::now();
        let app = App::new(library, look, now, || {}).unwrap();
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let mut script = Self {
            app,
            terminal,
            now,
            folder,
            library: made,
            clock,
            quit: false,
        };
        script.draw();
        script
    }

    /// A project with these answers to the checklist, at 80x24: `1A yes, 2 no: why not`.
    pub(crate) fn answered(answers: &str) -> Self {
        Self::answered_sized(80, 24, FULL, answers)
    }

    /// A project with these answers to the checklist.
    pub(crate) fn answered_sized(columns: u16, rows: u16, look: Look, answers: &str) -> Self {
        let change = |answer: &str| {
            let (answer, note) = answer.split_once(": ").unwrap_or((answer, ""));
            let (number, value) = answer.trim().split_once(' ').unwrap();
            Change::Answer {
                item: format!("checklist.{number}"),
                value: Some(value.into()),
                note: Some(note.to_owned()),
                evidence: None,
            }
        };
        let changes: Vec<Change> = answers.split(", ").map(change).collect();
        Self::made_sized(columns, rows, look, &changes)
    }

    /// A project made of these changes.
    pub(crate) fn made_sized(columns: u16, rows: u16, look: Look, changes: &[Change]) -> Self {
        let mut script = Self::sized(columns, rows, look);
        let session = script.library.create("Heart failure at home", changes).unwrap();
        script.app.open_file(session.path().unwrap()).unwrap();
        script.draw();
        script
    }

    /// A project that several people made: who, when, and the changes as JSON.
    pub(crate) fn lived(
        columns: u16,
        rows: u16,
        look: Look,
        told: &[(&str, &str, serde_json::Value)],
    ) -> Self {
        let mut script = Self::sized(columns, rows, look);
        let edition = editions().first().unwrap();
        let mut project = Project::new(
            "heart-failure-at-home-0001".to_owned(),
            edition,
            "2026-11-01T08:00:00Z".parse().unwrap(),
        );
        let mut ids = CountedIds::default();
        for (by, at, changes) in told {
            let mut stamp = Stamp {
                by,
                at: at.parse().unwrap(),
                today: "2026-11-21".parse().unwrap(),
                ids: &mut ids,
                verdict: &|edition, project| rules::verdict(edition, project, "2026-11-21".parse().unwrap()),
            };
            let changes = Change::list_from_json(changes).unwrap();
            apply(&mut project, &changes, edition, &mut stamp).unwrap();
        }
        let path = script
            .folder
            .path()
            .join("projects/heart-failure-at-home-0001.json");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, project.to_bytes(edition)).unwrap();
        script.app.open_file(&path).unwrap();
        script.draw();
        script
    }

    /// A project of the sample, at 80x24.
    pub(crate) fn sample() -> Self {
        Self::sample_sized(80, 24, FULL)
    }

    /// A project of the sample.
    pub(crate) fn sample_sized(columns: u16, rows: u16, look: Look) -> Self {
        Self::sample_named(SAMPLES[0].name, columns, rows, look)
    }

    /// A project of the sample with this name.
    pub(crate) fn sample_named(name: &str, columns: u16, rows: u16, look: Look) -> Self {
        let mut script = Self::sized(columns, rows, look);
        let sample = SAMPLES.iter().find(|sample| sample.name == name).unwrap();
        script.app.open_sample(sample);
        script.draw();
        script
    }

    /// Presses keys: letters as they are, others in angle brackets, such as `<enter>`, `<c-s>`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in parsed(keys) {
            self.key(key);
            self.draw();
        }
        self
    }

    /// Presses keys so fast that they are all there before anything is drawn.
    pub(crate) fn keys_at_once(&mut self, keys: &str) -> &mut Self {
        for key in parsed(keys) {
            self.key(key);
        }
        self.draw();
        self
    }

    fn key(&mut self, key: KeyEvent) {
        match self.app.key(key, self.now) {
            Flow::Quit => self.quit = true,
            Flow::Continue | Flow::Redraw | Flow::Edit(_) => {}
        }
    }

    /// Lets another day come, on which the open project is opened again where it was left.
    pub(crate) fn on(&mut self, day: &str) -> &mut Self {
        *self.clock.0.lock().unwrap() = day.parse().unwrap();
        if let Some(path) = self.app.session().path().map(std::path::Path::to_owned) {
            self.app.save_all(self.now).unwrap();
            self.app.open_file(&path).unwrap();
        }
        self.draw();
        self
    }

    /// Lets another day come while the screen stays open.
    pub(crate) fn overnight(&mut self, day: &str) -> &mut Self {
        *self.clock.0.lock().unwrap() = day.parse().unwrap();
        self
    }

    /// Goes back to the list of projects, with everything saved.
    pub(crate) fn projects(&mut self) -> &mut Self {
        self.keys("<f9>projects<enter>")
    }

    /// Somebody else wrote or removed a file.
    pub(crate) fn changed(&mut self, path: &std::path::Path) -> &mut Self {
        self.app.changed_on_disk(path, self.now);
        self.draw();
        self
    }

    /// Pastes a text.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.app.paste(text, self.now);
        self.draw();
        self
    }

    /// A project of the sample whose file somebody else has changed since, at 80x24.
    pub(crate) fn sample_with(change: impl FnOnce(&mut serde_json::Value)) -> Self {
        let mut script = Self::sample();
        let path = script.app.session().path().unwrap().to_owned();
        let mut json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        change(&mut json);
        std::fs::write(&path, serde_json::to_vec_pretty(&json).unwrap()).unwrap();
        script.app.open_file(&path).unwrap();
        script.draw();
        script
    }

    /// A text comes back from the user's own editor.
    pub(crate) fn edited(&mut self, text: &str) -> &mut Self {
        self.app.edited(Ok(text.to_owned()), self.now);
        self.draw();
        self
    }

    /// Begins a quick triage.
    pub(crate) fn triage(&mut self) -> &mut Self {
        self.app.triage();
        self.draw();
        self
    }

    /// Goes to a place, such as `item/checklist.4`.
    pub(crate) fn go(&mut self, place: &str) -> &mut Self {
        let place: Place = place.parse().unwrap_or_else(|_| panic!("{place} is no place"));
        self.app.go_to(&place);
        self.draw();
        self
    }

    /// Answers an item, whatever is shown, and agrees that sign-offs may lapse by it.
    pub(crate) fn answer_with(&mut self, item: &str, value: serde_json::Value) -> &mut Self {
        self.app.change(vec![crate::project::Change::value(item, value)]);
        self.draw();
        self
    }

    /// Makes changes, and agrees that sign-offs may lapse by them.
    pub(crate) fn change(&mut self, changes: Vec<crate::project::Change>) -> &mut Self {
        self.app.change(changes);
        self.draw();
        self
    }

    /// Lets so many milliseconds pass.
    pub(crate) fn wait(&mut self, milliseconds: u64) -> &mut Self {
        self.now += std::time::Duration::from_millis(milliseconds);
        self.app.tick(self.now);
        self.draw();
        self
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.draw();
        self
    }

    /// The app, to be driven by something else.
    pub(crate) fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// The app.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Where it is.
    pub(crate) fn place(&self) -> String {
        self.app
            .place()
            .map(|place| place.to_string())
            .unwrap_or_default()
    }

    /// The value of an answer as JSON text; empty where there is none.
    pub(crate) fn answer(&self, item: &str) -> String {
        self.app
            .session()
            .project()
            .value(item)
            .map(|value| value.to_json().to_string())
            .unwrap_or_default()
    }

    /// The screen as text, a line a row, without the blanks at the ends.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows = buffer.area.rows().map(|row| {
            let cells = row
                .columns()
                .map(|cell| buffer[(cell.x, cell.y)].symbol().to_owned());
            cells.collect::<String>().trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The cells, for looking at styles.
    pub(crate) fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    fn draw(&mut self) {
        let app = &self.app;
        let draw = |frame: &mut ratatui::Frame| {
            if let Some(position) = app.draw(frame) {
                frame.set_cursor_position(position);
            }
        };
        self.terminal.draw(draw).unwrap();
    }
}

fn parsed(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|named| named.split_once('>')) {
            events.push(named(name));
            rest = after;
        } else {
            events.push(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
            rest = &rest[c.len_utf8()..];
        }
    }
    events
}

fn named(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    match name {
        "enter" => plain(KeyCode::Enter),
        "tab" => plain(KeyCode::Tab),
        "s-tab" => plain(KeyCode::BackTab),
        "esc" => plain(KeyCode::Esc),
        "up" => plain(KeyCode::Up),
        "down" => plain(KeyCode::Down),
        "left" => plain(KeyCode::Left),
        "right" => plain(KeyCode::Right),
        "home" => plain(KeyCode::Home),
        "end" => plain(KeyCode::End),
        "pgup" => plain(KeyCode::PageUp),
        "pgdn" => plain(KeyCode::PageDown),
        "back" => plain(KeyCode::Backspace),
        "del" => plain(KeyCode::Delete),
        "space" => plain(KeyCode::Char(' ')),
        _ => {
            if let Some(letter) = name.strip_prefix("c-") {
                return KeyEvent::new(
                    KeyCode::Char(letter.chars().next().unwrap()),
                    KeyModifiers::CONTROL,
                );
            }
            let number = name.strip_prefix('f').and_then(|number| number.parse().ok());
            plain(KeyCode::F(number.unwrap_or_else(|| panic!("<{name}> is no key"))))
        }
    }
}
