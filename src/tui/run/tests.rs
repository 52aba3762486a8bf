//! Faults of the program's own, made on purpose: what was typed is saved, the terminal is whole,
//! and no word of a project is told.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::{buffer::Buffer, layout::Position};
use std::io::Read;

use super::*;
use crate::tui::{
    actions::{Action, Scope},
    harness::{FULL, Script},
    layout::Regions,
    screen::{Context, Heading, Screen, Step},
    widgets::footer::Button,
};

/// What somebody wrote, as a panic would quote it.
const SECRET: &str = "The trial of the new pump";

/// A screen that fails when it is drawn.
struct Failing;

impl Screen for Failing {
    fn heading(&self, _: &Context) -> Heading {
        Heading::default()
    }

    fn scopes(&self, _: &Context) -> Vec<Scope> {
        Vec::new()
    }

    fn buttons(&self, _: &Context) -> Vec<Button> {
        Vec::new()
    }

    fn act(&mut self, _: Action, _: &Context) -> Step {
        Step::Ignored
    }

    fn view(&self, _: &Context, _: &Regions, _: bool, _: &mut Buffer) -> Option<Position> {
        panic!("byte index 7 is not a char boundary of `{SECRET}`");
    }
}

/// In a text, with a sentence typed that is no answer yet.
fn typing() -> Script {
    let mut script = Script::sample_sized(80, 24, FULL);
    script.go("item/scoping.evidence").keys("<end> Half a sent");
    script
}

fn saved(script: &Script) -> String {
    std::fs::read_to_string(script.app().session().path().unwrap()).unwrap()
}

#[test]
fn a_screen_that_fails_ends_the_program_with_everything_saved() {
    let mut script = typing();
    assert!(!saved(&script).contains("Half a sent"));
    script.app_mut().lay(Box::new(Failing));
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).unwrap();
    let ended = saving(script.app_mut(), |app| {
        terminal
            .draw(|frame| {
                let _ = app.draw(frame);
            })
            .unwrap();
        Ok(())
    });
    assert!(matches!(ended, Err(RunError::Fault)), "{ended:?}");
    assert!(saved(&script).contains("Half a sent"));
}

#[test]
fn a_fault_with_no_way_to_save_says_so() {
    let mut script = typing();
    let path = script.app().session().path().unwrap().to_owned();
    std::fs::write(&path, "{").unwrap();
    let ended = saving(script.app_mut(), |_| panic!("{SECRET}"));
    let Err(RunError::FaultNotSaved(why)) = ended else {
        panic!("{ended:?}")
    };
    assert!(
        why.starts_with("the file on disk is damaged; all of it is kept in "),
        "{why}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
}

const CHILD: &str = "TRIPLEWIN_TEST_FAULT";

/// The screens in the terminal of this process, failing in this way; the line that says it.
fn fail(way: &str) -> String {
    let mut script = typing();
    let mut events = Events::of_terminal().unwrap();
    let (failing, drawable) = (events.waker(), events.waker());
    terminal::tell_of_faults(move || failing.send(Input::Terminate));
    let mut terminal = LocalTerminal::enter(move || drawable.wake()).unwrap();
    match way {
        "drawing" => script.app_mut().lay(Box::new(Failing)),
        "another thread" => drop(std::thread::spawn(|| panic!("{SECRET}"))),
        "saving" => {
            let woken = events.waker();
            script
                .app_mut()
                .session_mut()
                .save_on_failing_thread(SECRET, move || woken.wake());
        }
        _ => panic!("{way}"),
    }
    let changed = Mutex::default();
    let ended = saving(script.app_mut(), |app| {
        serve(app, &mut events, &mut terminal, &changed)
    });
    drop(terminal);
    let whole = !crossterm::terminal::is_raw_mode_enabled().unwrap();
    assert!(saved(&script).contains("Half a sent"), "{ended:?}");
    format!("{} whole {whole}", ended.unwrap_err())
}

/// Runs itself again in a terminal of its own, since the hook of a panic is the whole process's.
#[test]
fn wherever_it_fails_the_terminal_is_whole_and_nothing_of_the_project_is_told() {
    if let Ok(way) = std::env::var(CHILD) {
        println!("\nended: {}", fail(&way));
        return;
    }
    for way in ["drawing", "another thread", "saving"] {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args([
            "--exact",
            "--nocapture",
            "tui::run::tests::wherever_it_fails_the_terminal_is_whole_and_nothing_of_the_project_is_told",
        ]);
        command.env(CHILD, way);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut killer = child.clone_killer();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_secs(30));
            let _ = killer.kill();
        });
        let mut output = Vec::new();
        // a pseudo-terminal whose other end is closed says so by an error, when all is read
        let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut output);
        assert!(child.wait().unwrap().success(), "{way}");
        let mut screen = vt100::Parser::new(24, 300, 0);
        screen.process(&output);
        let screen = screen.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
        let told = screen.contents();
        let said = "ended: a fault of the program itself ended it; everything typed is saved whole true";
        assert!(told.contains(said), "{way}: {told}");
        assert!(
            !String::from_utf8_lossy(&output).contains(SECRET),
            "{way}: {told}"
        );
        assert!(
            !told.contains("panicked") && !told.contains(".rs:"),
            "{way}: {told}"
        );
    }
}
