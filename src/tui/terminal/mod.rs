//! The local terminal: its modes taken, given back exactly once, and never left behind.
//!
//! Whatever ends the program, the terminal shows again what it showed before, with its cursor,
//! its line editing and its way of pasting. A fault is reported after that, in a few words.

mod fault;
mod out;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossterm::style::force_color_output;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::Frame;
use ratatui::layout::{Position, Size};

use super::painter::Painter;
use out::{Out, to_terminal as write};

/// The other screen, pastes marked, the cursor shown.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25h";
/// An update under way ended, pastes unmarked, plain words, the cursor, the first screen.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// How long a terminal that takes nothing is waited for before it is left as it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether this process has a terminal to give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal of this process while it shows our screens.
#[derive(Debug)]
pub struct LocalTerminal {
    painter: Painter,
    out: Out,
}

impl LocalTerminal {
    /// Takes the terminal over; dropping this gives it back, and so does a panic. `wake` is called
    /// when a picture that was left out can be drawn.
    pub fn enter(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        fault::give_back_first();
        // which style has which hue is our own look's business
        force_color_output(true);
        take()?;
        let whole = || Ok((Painter::new(now())?, Out::through(write_while_taken, wake)?));
        let (painter, out) = whole().inspect_err(|_: &io::Error| give_back())?;
        Ok(Self { painter, out })
    }

    /// The size to draw at.
    pub fn size(&self) -> Size {
        now()
    }

    /// Draws a picture, which returns where the cursor stands; nothing is written where nothing
    /// changed, or while the terminal has not taken the picture before. An error means that the
    /// terminal is gone.
    pub fn draw(&mut self, picture: impl FnOnce(&mut Frame<'_>) -> Option<Position>) -> io::Result<()> {
        if !self.out.is_free()? {
            return Ok(());
        }
        let bytes = self.painter.draw(now(), picture)?;
        if bytes.is_empty() {
            return Ok(());
        }
        self.out.send(bytes)
    }

    /// Lets the next picture be drawn whole.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.painter.forget()
    }

    /// Gives the terminal back and stops the process, until somebody lets it go on.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal anew after the process was stopped: others may have changed its modes.
    pub fn resume(&mut self) -> io::Result<()> {
        let _ = disable_raw_mode();
        take()?;
        self.redraw()
    }

    /// Gives the terminal to another program, such as an editor, while `program` runs.
    pub fn lend<T>(&mut self, program: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let outcome = program();
        self.resume()?;
        Ok(outcome)
    }
}

impl Drop for LocalTerminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, if it was taken; a second time does nothing.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // a terminal that is gone needs nothing back, and one that takes nothing is not waited for
        let (done, end) = mpsc::channel();
        thread::spawn(move || {
            let _ = write(LEAVE);
            let _ = done.send(());
        });
        let _ = end.recv_timeout(PATIENCE);
        let _ = disable_raw_mode();
        fault::report_held_back();
    }
}

/// Whether this process has the terminal.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Calls `told` when a thread other than the one that has the terminal fails: the screens are to end.
pub fn tell_of_faults(told: impl Fn() + Send + 'static) {
    fault::tell(told);
}

/// Sees to it that no panic prints its words, which may quote a project; whoever ends the program
/// says that there was one.
pub fn quiet_faults() {
    fault::give_back_first();
}

/// Whether a thread other than the one that has the terminal has failed.
pub fn had_fault() -> bool {
    fault::happened_elsewhere()
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    write(ENTER)
}

/// Writes a picture, unless the terminal was given back before its turn came.
fn write_while_taken(bytes: &[u8]) -> io::Result<()> {
    if is_taken() { write(bytes) } else { Ok(()) }
}

/// The terminal's size; one that says 0 by 0 does not know it, and gets the usual one.
fn now() -> Size {
    match size() {
        Ok((0, 0)) | Err(_) => Size::new(80, 24),
        Ok((width, height)) => Size::new(width, height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_undoes_what_entering_does_and_ends_an_update_under_way() {
        let mut screen = vt100::Parser::new(4, 20, 0);
        screen.process(b"$ triplewin");
        let before = screen.screen().contents();
        screen.process(ENTER);
        assert!(screen.screen().alternate_screen());
        assert!(screen.screen().bracketed_paste());
        screen.process(b"\x1b[?2026h\x1b[1mhalf a picture\x1b[?25l");
        screen.process(LEAVE);
        assert!(!screen.screen().alternate_screen());
        assert!(!screen.screen().bracketed_paste());
        assert!(!screen.screen().hide_cursor());
        assert!(!screen.screen().bold());
        assert_eq!(screen.screen().contents(), before);
        assert!(LEAVE.starts_with(b"\x1b[?2026l"));
    }

    #[test]
    fn what_was_not_taken_is_not_given_back() {
        assert!(!is_taken());
        give_back();
        assert!(!is_taken());
    }
}
