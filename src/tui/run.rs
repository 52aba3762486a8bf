//! The loop: an input comes, the app takes it, the picture is drawn where anything changed.
//!
//! It sleeps until a key, a signal, a save, another's save or the moment that the app names;
//! nothing is drawn and nothing wakes up while nothing happens.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use super::{
    app::{App, Flow},
    input::{Events, Focus, Input, Signals},
    terminal::{self, LocalTerminal},
    theme::Look,
};
use crate::{
    guidance::Verdict,
    session::{Library, OpenError},
    store::{self, edit_outside},
};

/// Where the program begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// On the list of projects.
    Projects,
    /// In the project of a file, where it was left.
    Open(PathBuf),
    /// In a quick triage.
    Triage,
}

/// Why the program ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The project cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The program holds no edition.
    #[error("the program holds no edition of the guidance")]
    NoEdition,
    /// Something could not be saved.
    #[error("not saved: {0}")]
    NotSaved(String),
    /// The program failed, after everything had been saved.
    #[error("a fault of the program itself ended it; everything typed is saved")]
    Fault,
    /// The program failed, and something could not be saved.
    #[error("a fault of the program itself ended it; not saved: {0}")]
    FaultNotSaved(String),
}

/// Runs the screens in the local terminal until somebody leaves; everything is saved by then, or
/// the error says what was not. Returns the verdict on what was open last.
pub fn run(library: Library, start: &Start, look: Look) -> Result<Verdict, RunError> {
    let mut events = Events::of_terminal()?;
    let waker = events.waker();
    let changed: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let _watch = {
        let (waker, changed) = (waker.clone(), Arc::clone(&changed));
        store::watch(library.store.dir(), move |path| {
            changed.lock().unwrap_or_else(PoisonError::into_inner).push(path);
            waker.wake();
        })
    };
    let saved = events.waker();
    let mut app = App::new(library, look, Instant::now(), move || saved.wake()).ok_or(RunError::NoEdition)?;
    match start {
        Start::Projects => {}
        Start::Open(path) => app.open_file(path)?,
        Start::Triage => app.triage(),
    }
    let _signals = Signals::sent_to(waker)?;
    let (failing, drawable) = (events.waker(), events.waker());
    terminal::tell_of_faults(move || failing.send(Input::Terminate));
    let mut terminal = LocalTerminal::enter(move || drawable.wake())?;
    let ended = saving(&mut app, |app| serve(app, &mut events, &mut terminal, &changed));
    drop(terminal);
    ended?;
    Ok(app.session().assessment().eligibility.verdict)
}

/// Runs until the end, whatever end that is, a fault of the program's own too, and saves then.
fn saving(app: &mut App, serve: impl FnOnce(&mut App) -> io::Result<()>) -> Result<(), RunError> {
    let ended = catch_unwind(AssertUnwindSafe(|| serve(app)));
    let saved = catch_unwind(AssertUnwindSafe(|| app.end(Instant::now())));
    match (ended, saved) {
        (_, Err(_)) => Err(RunError::FaultNotSaved(
            "saving failed by it; the last good copy is beside the projects".to_owned(),
        )),
        (Err(_), Ok(Err(why))) => Err(RunError::FaultNotSaved(why)),
        (Err(_), Ok(Ok(()))) => Err(RunError::Fault),
        (Ok(_), Ok(Err(why))) => Err(RunError::NotSaved(why)),
        (Ok(_), Ok(Ok(()))) if terminal::had_fault() => Err(RunError::Fault),
        (Ok(ended), Ok(Ok(()))) => Ok(ended?),
    }
}

/// Until somebody leaves, a signal asks for it, or the terminal is gone.
fn serve(
    app: &mut App,
    events: &mut Events,
    terminal: &mut LocalTerminal,
    changed: &Mutex<Vec<PathBuf>>,
) -> io::Result<()> {
    loop {
        if app.take_new_screen() {
            events.screen_changed();
        }
        if terminal.draw(|frame| app.draw(frame)).is_err() {
            // A terminal that is gone is an order to leave, not a fault.
            return Ok(());
        }
        events.screen_drawn();
        loop {
            let input = events.next_until(focus(app), app.wake_at());
            if !take(app, events, terminal, changed, input)? {
                return Ok(());
            }
            if app.take_new_screen() {
                events.screen_changed();
            }
            if !events.has_waiting(focus(app)) {
                break;
            }
        }
    }
}

fn focus(app: &App) -> Focus {
    if app.in_text() {
        Focus::Text
    } else {
        Focus::Elsewhere
    }
}

/// Takes one input; false where the program is to end.
fn take(
    app: &mut App,
    events: &mut Events,
    terminal: &mut LocalTerminal,
    changed: &Mutex<Vec<PathBuf>>,
    input: Input,
) -> io::Result<bool> {
    let now = Instant::now();
    let flow = match input {
        Input::Key(key) => app.key(key, now),
        Input::Paste(text) => app.paste(&text, now),
        Input::Resize(..) => Flow::Continue,
        Input::Wake => {
            let paths = std::mem::take(&mut *changed.lock().unwrap_or_else(PoisonError::into_inner));
            for path in paths {
                app.changed_on_disk(&path, now);
            }
            app.tick(now);
            Flow::Continue
        }
        Input::Suspend => {
            // What is on disk is whole before the process stops; a failure shows when it goes on.
            let _ = app.save_all(now);
            terminal.suspend()?;
            Flow::Redraw
        }
        Input::Resume => {
            terminal.resume()?;
            Flow::Redraw
        }
        Input::Terminate => return Ok(false),
    };
    match flow {
        Flow::Continue => {}
        Flow::Redraw => terminal.redraw()?,
        Flow::Edit(text) => {
            let edited = terminal.lend(|| edit_outside(&text))?;
            events.forget_keys();
            app.edited(edited.map_err(|error| error.to_string()), Instant::now());
        }
        Flow::Quit => return Ok(false),
    }
    Ok(true)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
