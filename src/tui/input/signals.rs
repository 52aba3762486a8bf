//! Signals, as things that happen.

use std::io;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals as Caught};

use super::{Input, Waker};

/// Signals of this process sent into a loop, until this is dropped.
#[derive(Debug)]
pub struct Signals {
    handle: Handle,
}

impl Signals {
    /// Sends SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT and a window's new size to a loop.
    pub fn sent_to(waker: Waker) -> io::Result<Self> {
        let mut caught = Caught::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
        let handle = caught.handle();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in caught.forever() {
                if let Some(input) = meaning(signal) {
                    waker.send(input);
                }
            }
        })?;
        Ok(Self { handle })
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.handle.close();
    }
}

fn meaning(signal: i32) -> Option<Input> {
    match signal {
        SIGTERM | SIGINT | SIGHUP => Some(Input::Terminate),
        SIGTSTP => Some(Input::Suspend),
        SIGCONT => Some(Input::Resume),
        SIGWINCH => {
            let (columns, rows) = crossterm::terminal::size().ok()?;
            Some(Input::Resize(columns, rows))
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Events, Focus};
    use super::*;

    #[test]
    fn an_order_to_stop_terminates_and_going_on_resumes() {
        let (reader, _open) = std::io::pipe().unwrap();
        let mut events = Events::reading(reader).unwrap();
        let signals = Signals::sent_to(events.waker()).unwrap();
        signal_hook::low_level::raise(SIGCONT).unwrap();
        assert_eq!(events.next(Focus::Elsewhere), Input::Resume);
        signal_hook::low_level::raise(SIGHUP).unwrap();
        assert_eq!(events.next(Focus::Elsewhere), Input::Terminate);
        drop(signals);
        assert_eq!(meaning(SIGTSTP), Some(Input::Suspend));
        assert_eq!(meaning(SIGTERM), Some(Input::Terminate));
    }
}
