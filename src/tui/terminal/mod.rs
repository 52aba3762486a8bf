//! The local terminal: its modes taken, given back exactly once, and never left behind.
//!
//! Whatever ends the program, the terminal shows again what it showed before, with its cursor,
//! its line editing and its way of pasting. A fault is reported after that, in a few words.

mod fault;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::style::force_color_output;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::Frame;
use ratatui::layout::{Position, Size};

use super::painter::Painter;

/// The other screen, pastes marked, the cursor shown.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25h";
/// An update under way ended, pastes unmarked, plain words, the cursor, the first screen.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// Whether this process has a terminal to give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal of this process while it shows our screens.
#[derive(Debug)]
pub struct LocalTerminal {
    painter: Painter,
}

impl LocalTerminal {
    /// Takes the terminal over; dropping this gives it back, and so does a panic.
    pub fn enter() -> io::Result<Self> {
        fault::report_after_restoring();
        // which style has which hue is our own look's business
        force_color_output(true);
        take()?;
        let painter = Painter::new(now()).inspect_err(|_| give_back())?;
        Ok(Self { painter })
    }

    /// The size to draw at.
    pub fn size(&self) -> Size {
        now()
    }

    /// Draws a picture, which returns where the cursor stands; nothing is written where nothing
    /// changed. An error means that the terminal is gone.
    pub fn draw(&mut self, picture: impl FnOnce(&mut Frame<'_>) -> Option<Position>) -> io::Result<()> {
        let bytes = self.painter.draw(now(), picture)?;
        if bytes.is_empty() {
            return Ok(());
        }
        write(&bytes)
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
        // a terminal that is gone needs nothing back
        let _ = write(LEAVE);
        let _ = disable_raw_mode();
        fault::report_held_back();
    }
}

/// Whether this process has the terminal.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    write(ENTER)
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
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
