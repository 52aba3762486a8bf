//! What happens to a front end: keys, pastes, new sizes, signals, and wake-ups by others.
//!
//! Bytes are read on a thread of their own, which blocks, and only while somebody waits for an
//! input: nothing wakes up by a clock, and an editor that is started in between has the terminal
//! for itself. A terminal that is gone is an order to terminate. Bytes come from any reader, so
//! that an SSH channel is as good as the local terminal.

mod burst;
mod parser;
mod signals;

pub use parser::{Parser, Piece};
pub use signals::Signals;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use crossterm::event::{KeyCode, KeyEvent};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key went down, normalised.
    Key(KeyEvent),
    /// A text was pasted: lines end with a line feed, unwelcome characters are gone.
    Paste(String),
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// The terminal is to be given back, and the process to stop.
    Suspend,
    /// The process goes on: modes and picture are to be made anew.
    Resume,
    /// Save, restore, exit: a signal asks for it, or the terminal is gone.
    Terminate,
    /// Somebody else has news for the loop: a save came back, a file changed.
    Wake,
}

/// Whether a text has the focus: only there a burst of characters is a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Letters are typed into a text.
    Text,
    /// Letters choose.
    Elsewhere,
}

enum Raw {
    Bytes(Instant, Vec<u8>),
    Happened(Input),
}

/// A way to put something into the loop from another thread.
#[derive(Debug, Clone)]
pub struct Waker {
    sender: Sender<Raw>,
}

impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // bytes are what somebody typed: no business of a log
        f.write_str("Raw")
    }
}

impl Waker {
    /// Wakes the loop.
    pub fn wake(&self) {
        self.send(Input::Wake);
    }

    /// Tells the loop of something that happened; without a loop nothing is done.
    pub fn send(&self, input: Input) {
        let _ = self.sender.send(Raw::Happened(input));
    }
}

/// The queue of what happened.
#[derive(Debug)]
pub struct Events {
    receiver: Receiver<Raw>,
    sender: Sender<Raw>,
    ask: Sender<()>,
    asked: bool,
    parser: Parser,
    deadline: Option<Instant>,
    queue: VecDeque<(Instant, Input)>,
    letters: Letters,
}

/// What becomes of letters that choose.
#[derive(Debug, Clone, Copy)]
enum Letters {
    /// A new screen was not drawn yet: letters were meant for the old one.
    Held,
    /// Letters that came before this instant were meant for the screen before.
    From(Option<Instant>),
}

impl Events {
    /// Starts to read from `reader`, whenever something is waited for.
    pub fn reading(mut reader: impl Read + Send + 'static) -> io::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let (ask, asked) = mpsc::channel::<()>();
        let out = sender.clone();
        thread::Builder::new().name("keys".to_owned()).spawn(move || {
            let mut buffer = [0; 4096];
            while asked.recv().is_ok() {
                let read = loop {
                    match reader.read(&mut buffer) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        other => break other,
                    }
                };
                let bytes = read.ok().and_then(|count| buffer.get(..count));
                let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
                    let _ = out.send(Raw::Happened(Input::Terminate));
                    return;
                };
                if out.send(Raw::Bytes(Instant::now(), bytes.to_vec())).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self {
            receiver,
            sender,
            ask,
            asked: false,
            parser: Parser::default(),
            deadline: None,
            queue: VecDeque::new(),
            letters: Letters::From(None),
        })
    }

    /// Starts to read from the local terminal.
    pub fn of_terminal() -> io::Result<Self> {
        Self::reading(terminal_input()?)
    }

    /// A way into the queue for other threads.
    pub fn waker(&self) -> Waker {
        Waker {
            sender: self.sender.clone(),
        }
    }

    /// Lets the terminal be read while something else is done, such as drawing.
    ///
    /// Not while another program has the terminal.
    pub fn read_ahead(&mut self) {
        if !self.asked && self.ask.send(()).is_ok() {
            self.asked = true;
        }
    }

    /// Whether [`Events::next`] returns at once: what waits is handled before one draws.
    pub fn has_waiting(&mut self, focus: Focus) -> bool {
        while let Ok(raw) = self.receiver.try_recv() {
            self.take(raw, focus);
        }
        // letters for the screen before are nothing that the picture of this one has to wait for
        while let Some((at, input)) = self.queue.front()
            && focus == Focus::Elsewhere
            && chooses(input)
            && self.is_stale(*at)
        {
            self.queue.pop_front();
        }
        !self.queue.is_empty()
    }

    /// Says that another screen is there, not drawn yet: letters that wait are not for it.
    pub fn screen_changed(&mut self) {
        self.letters = Letters::Held;
    }

    /// Says that the screen was drawn: letters that come from now on are for it.
    pub fn screen_drawn(&mut self) {
        if let Letters::Held = self.letters {
            self.letters = Letters::From(Some(Instant::now()));
        }
    }

    /// Forgets keys that wait, as after another program had the terminal.
    pub fn forget_keys(&mut self) {
        self.queue
            .retain(|(_, input)| !matches!(input, Input::Key(_) | Input::Paste(_)));
        self.parser = Parser::default();
        self.deadline = None;
    }

    /// Waits for the next thing that happens.
    pub fn next(&mut self, focus: Focus) -> Input {
        self.next_until(focus, None)
    }

    /// Waits for the next thing that happens, which is a [`Input::Wake`] where nothing does until
    /// that moment.
    pub fn next_until(&mut self, focus: Focus, until: Option<Instant>) -> Input {
        loop {
            if let Some((at, input)) = self.queue.pop_front() {
                if focus == Focus::Elsewhere && chooses(&input) && self.is_stale(at) {
                    continue;
                }
                return input;
            }
            self.read_ahead();
            let raw = match [self.deadline, until].into_iter().flatten().min() {
                None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => self
                    .receiver
                    .recv_timeout(deadline.saturating_duration_since(Instant::now())),
            };
            match raw {
                Ok(raw) => self.take(raw, focus),
                Err(RecvTimeoutError::Timeout) if self.deadline.is_none_or(|at| Instant::now() < at) => {
                    return Input::Wake;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.deadline = None;
                    let pieces = self.parser.give_up();
                    self.enqueue(Instant::now(), pieces, focus);
                }
                Err(RecvTimeoutError::Disconnected) => return Input::Terminate,
            }
        }
    }

    fn take(&mut self, raw: Raw, focus: Focus) {
        match raw {
            Raw::Happened(input) => self.queue.push_back((Instant::now(), input)),
            Raw::Bytes(at, bytes) => {
                self.asked = false;
                let pieces = self.parser.feed(&bytes);
                self.deadline = self.parser.patience().map(|wait| Instant::now() + wait);
                self.enqueue(at, pieces, focus);
            }
        }
    }

    fn enqueue(&mut self, at: Instant, pieces: Vec<Piece>, focus: Focus) {
        let inputs = burst::inputs(pieces, focus);
        self.queue.extend(inputs.into_iter().map(|input| (at, input)));
    }

    fn is_stale(&self, at: Instant) -> bool {
        match self.letters {
            Letters::Held => true,
            Letters::From(from) => from.is_some_and(|from| at < from),
        }
    }
}

/// Whether a key is a letter or sign, which chooses where no text has the focus.
fn chooses(input: &Input) -> bool {
    matches!(input, Input::Key(key)
        if matches!(key.code, KeyCode::Char(_)) && key.modifiers.is_empty())
}

/// The terminal's bytes: standard input where it is a terminal, else the controlling one.
fn terminal_input() -> io::Result<File> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return File::open("/dev/tty");
    }
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(File::from(stdin.as_fd().try_clone_to_owned()?))
    }
    #[cfg(not(unix))]
    {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
