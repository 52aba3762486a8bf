//! The way out to the terminal: a thread of its own writes, one picture at a time.
//!
//! A terminal that takes nothing, such as one behind a stopped line, holds up nobody who types:
//! pictures are left out until the last one is through, and then the newest is drawn.

use std::io::{self, Write};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What writes, and how far it is.
#[derive(Debug)]
pub(super) struct Out {
    pictures: Sender<Vec<u8>>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// A picture is on its way.
    busy: bool,
    /// Another one was left out meanwhile.
    left_out: bool,
    /// The terminal is gone.
    gone: bool,
}

impl Out {
    /// Starts the thread; `write` brings a picture to the terminal, and `wake` is called when one
    /// that was left out can be drawn, or the terminal is gone.
    pub(super) fn through(
        write: impl Fn(&[u8]) -> io::Result<()> + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (pictures, waiting) = channel::<Vec<u8>>();
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        thread::Builder::new()
            .name("pictures".to_owned())
            .spawn(move || {
                for picture in waiting {
                    let written = write(&picture);
                    let mut state = locked(&shared);
                    state.busy = false;
                    state.gone = written.is_err();
                    let news = state.gone || std::mem::take(&mut state.left_out);
                    drop(state);
                    if news {
                        wake();
                    }
                }
            })?;
        Ok(Self { pictures, state })
    }

    /// Whether a picture can be sent now; where not, `wake` will say when. Fails where the terminal
    /// is gone.
    pub(super) fn is_free(&self) -> io::Result<bool> {
        let mut state = locked(&self.state);
        if state.gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        state.left_out |= state.busy;
        Ok(!state.busy)
    }

    /// Sends a picture on its way.
    pub(super) fn send(&self, picture: Vec<u8>) -> io::Result<()> {
        locked(&self.state).busy = true;
        let sent = self.pictures.send(picture);
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes to the local terminal, one after the other; waits for as long as that takes.
///
/// Not by way of the standard library's own handle, whose lock would then be held for as long.
pub(super) fn to_terminal(bytes: &[u8]) -> io::Result<()> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut out = handle()?;
    out.write_all(bytes)?;
    out.flush()
}

#[cfg(unix)]
fn handle() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn handle() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn while_a_picture_is_on_its_way_the_next_is_left_out_and_then_called_for() {
        let (let_through, gate) = mpsc::channel::<()>();
        let (woken, wakes) = mpsc::channel();
        let (written, pictures) = mpsc::channel();
        let write = move |bytes: &[u8]| {
            gate.recv().unwrap();
            written.send(bytes.to_vec()).unwrap();
            Ok(())
        };
        let out = Out::through(write, move || woken.send(()).unwrap()).unwrap();
        assert!(out.is_free().unwrap());
        out.send(b"one".to_vec()).unwrap();
        assert!(!out.is_free().unwrap());
        assert!(!out.is_free().unwrap());
        let_through.send(()).unwrap();
        assert_eq!(pictures.recv().unwrap(), b"one");
        wakes.recv().unwrap();
        assert!(out.is_free().unwrap());
        out.send(b"two".to_vec()).unwrap();
        let_through.send(()).unwrap();
        assert_eq!(pictures.recv().unwrap(), b"two");
        assert!(wakes.try_recv().is_err(), "nothing was left out");
    }

    #[test]
    fn a_terminal_that_is_gone_is_told() {
        let (woken, wakes) = mpsc::channel();
        let gone = |_: &[u8]| Err(io::ErrorKind::BrokenPipe.into());
        let out = Out::through(gone, move || woken.send(()).unwrap()).unwrap();
        out.send(b"one".to_vec()).unwrap();
        wakes.recv().unwrap();
        assert!(out.is_free().is_err());
    }
}
