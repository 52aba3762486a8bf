//! From a picture to the bytes that change a terminal into it: no more than needed, all at once.
//!
//! It knows no terminal. The size comes with each picture, and the bytes go where the caller
//! wants them, so that a local terminal and an SSH channel are served alike.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

const BEGIN_SYNCHRONISED: &[u8] = b"\x1b[?2026h";
const END_SYNCHRONISED: &[u8] = b"\x1b[?2026l";

/// Draws pictures one after the other.
#[derive(Debug)]
pub struct Painter {
    terminal: Terminal<Changes>,
}

impl Painter {
    /// A painter for a terminal that shows nothing yet.
    pub fn new(size: Size) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(Changes::new(size))?,
        })
    }

    /// Draws a picture; the bytes change what was drawn before into it, and there are none where
    /// nothing changed.
    ///
    /// `picture` returns where the cursor stands. It is always shown: without a place it stands on
    /// the footer's first key.
    pub fn draw(
        &mut self,
        size: Size,
        picture: impl FnOnce(&mut Frame<'_>) -> Option<Position>,
    ) -> io::Result<Vec<u8>> {
        self.terminal.backend_mut().size = size;
        self.terminal.draw(|frame| {
            let area = frame.area();
            let footer = Position {
                x: 1.min(area.width.saturating_sub(1)),
                y: area.height.saturating_sub(1),
            };
            let cursor = picture(frame).filter(|place| area.contains(*place));
            if !area.is_empty() {
                frame.set_cursor_position(cursor.unwrap_or(footer));
            }
        })?;
        let changes = self.terminal.backend_mut().bytes.take();
        if changes.is_empty() {
            return Ok(changes);
        }
        Ok([BEGIN_SYNCHRONISED, &changes, END_SYNCHRONISED].concat())
    }

    /// Forgets what the terminal shows: the next picture is drawn whole.
    pub fn forget(&mut self) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        backend.cursor = None;
        backend.cursor_shown = None;
        let area = Rect::from((Position::ORIGIN, backend.size));
        self.terminal.resize(area)
    }
}

/// A backend that gathers bytes, and leaves out those that change nothing.
#[derive(Debug)]
struct Changes {
    inner: CrosstermBackend<Bytes>,
    bytes: Bytes,
    size: Size,
    cursor: Option<Position>,
    cursor_shown: Option<bool>,
}

impl Changes {
    fn new(size: Size) -> Self {
        let bytes = Bytes::default();
        Self {
            inner: CrosstermBackend::new(bytes.clone()),
            bytes,
            size,
            cursor: None,
            cursor_shown: None,
        }
    }
}

impl Backend for Changes {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.cursor = None;
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown == Some(false) {
            return Ok(());
        }
        self.cursor_shown = Some(false);
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown == Some(true) {
            return Ok(());
        }
        self.cursor_shown = Some(true);
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // asking a terminal would wait for its answer among the keys
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor == Some(position) {
            return Ok(());
        }
        self.cursor = Some(position);
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes that a backend writes and a painter takes.
#[derive(Debug, Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn locked(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.locked())
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.locked().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::tui::widgets::paint;

    const SIZE: Size = Size::new(20, 4);

    fn picture(words: &str) -> impl FnOnce(&mut Frame<'_>) -> Option<Position> {
        let words = words.to_owned();
        move |frame| {
            let area = frame.area();
            paint::line(frame.buffer_mut(), area, 1, words);
            paint::cursor(area, 3, 1)
        }
    }

    fn screen(bytes: &[u8]) -> vt100::Parser {
        let mut parser = vt100::Parser::new(4, 20, 0);
        parser.process(bytes);
        parser
    }

    #[test]
    fn the_bytes_draw_the_picture_and_show_the_cursor() {
        let mut painter = Painter::new(SIZE).unwrap();
        let bytes = painter.draw(SIZE, picture("Which party?")).unwrap();
        assert!(bytes.starts_with(BEGIN_SYNCHRONISED) && bytes.ends_with(END_SYNCHRONISED));
        let screen = screen(&bytes);
        assert_eq!(screen.screen().contents().trim(), "Which party?");
        assert_eq!(screen.screen().cursor_position(), (1, 3));
        assert!(!screen.screen().hide_cursor());
    }

    #[test]
    fn nothing_changed_is_no_byte_and_a_letter_is_few() {
        let mut painter = Painter::new(SIZE).unwrap();
        let _ = painter.draw(SIZE, picture("Which party?")).unwrap();
        assert!(painter.draw(SIZE, picture("Which party?")).unwrap().is_empty());
        let letter = painter.draw(SIZE, picture("Which party??")).unwrap();
        assert!(letter.len() < 60, "{} bytes", letter.len());
    }

    #[test]
    fn what_was_forgotten_is_drawn_whole() {
        let mut painter = Painter::new(SIZE).unwrap();
        let _ = painter.draw(SIZE, picture("Which party?")).unwrap();
        painter.forget().unwrap();
        let bytes = painter.draw(SIZE, picture("Which party?")).unwrap();
        assert_eq!(screen(&bytes).screen().contents().trim(), "Which party?");
        assert!(
            !bytes.windows(4).any(|window| window == b"\x1b[6n"),
            "the terminal is asked nothing"
        );
    }

    #[test]
    fn without_a_place_the_cursor_is_on_the_footer_and_no_size_panics() {
        for (width, height) in [(20, 4), (0, 0), (1, 1), (0, 9), (200, 60)] {
            let size = Size::new(width, height);
            let mut painter = Painter::new(SIZE).unwrap();
            let _ = painter.draw(size, |_| None).unwrap();
            let _ = painter.draw(size, |_| Some(Position::new(999, 999))).unwrap();
        }
        let mut painter = Painter::new(SIZE).unwrap();
        let bytes = painter.draw(SIZE, |_| None).unwrap();
        assert_eq!(screen(&bytes).screen().cursor_position(), (3, 1));
    }

    #[test]
    fn bold_stays_bold_without_colour() {
        let mut painter = Painter::new(SIZE).unwrap();
        let bytes = painter
            .draw(SIZE, |frame| {
                let style = Style::new().add_modifier(Modifier::BOLD);
                let area = frame.area();
                paint::line(
                    frame.buffer_mut(),
                    area,
                    0,
                    ratatui::text::Span::styled("NOT DECIDED YET", style),
                );
                None
            })
            .unwrap();
        let screen = screen(&bytes);
        assert!(screen.screen().cell(0, 8).unwrap().bold());
    }
}
