//! Where things stand: from the size of a terminal to the rows and columns of a screen.
//!
//! The eye finds the same thing in the same place on every screen. What is dropped as a terminal
//! shrinks is decided here, once, as a [`Density`] that the screens read; place, saved, prompt,
//! answer, verdict word, the key that goes on and F1 are never dropped. No size panics.

use ratatui::layout::{Rect, Size};

use super::theme::Look;

/// Prose is never wider than this many columns.
pub const PROSE: u16 = 72;
/// A long text takes at most this many rows.
pub const TEXT_ROWS: u16 = 16;
/// The prompt has this many rows, taken or not.
pub const PROMPT_ROWS: u16 = 3;
/// What the last key did is said in at most this many characters.
pub const MESSAGE: u16 = 60;

const OUTLINE: u16 = 31;
const FULL_CENTRE: u16 = 64;
const PANEL: (u16, u16) = (31, 34);
const GAP: u16 = 4;

/// How much height there is, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Height {
    /// Below 9 rows: it says so, and typing is still taken and saved.
    TooSmall,
    /// 9 to 12 rows: no rule, and the eyebrow stands in the header.
    Tight,
    /// 13 to 15 rows: the note is one row, `Note: …`.
    Low,
    /// 16 to 19 rows: neither help nor source.
    Short,
    /// 20 to 23 rows: two lines of help, one row of note.
    Compact,
    /// 24 to 29 rows: the help without its headings.
    Usual,
    /// 30 rows and over: everything.
    Tall,
}

/// How much width there is, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// Below 40 columns: it says so, and typing is still taken and saved.
    TooSmall,
    /// 40 to 59 columns: no margins, no project title.
    Narrow,
    /// 60 to 71 columns: no note columns, no labels on single-letter keys.
    Slim,
    /// 72 to 99 columns: one column, the panel as a status row.
    Usual,
    /// 100 to 139 columns: centre and panel.
    Wide,
    /// 140 columns and over: outline, centre and panel.
    Full,
}

/// What there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Density {
    /// The height's class.
    pub height: Height,
    /// The width's class.
    pub width: Width,
}

impl Density {
    /// What a terminal of this size has room for.
    pub fn of(size: Size) -> Self {
        Self {
            height: match size.height {
                0..9 => Height::TooSmall,
                9..13 => Height::Tight,
                13..16 => Height::Low,
                16..20 => Height::Short,
                20..24 => Height::Compact,
                24..30 => Height::Usual,
                30.. => Height::Tall,
            },
            width: match size.width {
                0..40 => Width::TooSmall,
                40..60 => Width::Narrow,
                60..72 => Width::Slim,
                72..100 => Width::Usual,
                100..140 => Width::Wide,
                140.. => Width::Full,
            },
        }
    }

    /// Too small to draw a screen; the frame says so in words.
    pub fn too_small(self) -> bool {
        self.height == Height::TooSmall || self.width == Width::TooSmall
    }

    /// The help stands under its headings, *Why it is asked* and *What turns a no into a yes*.
    pub fn help_has_headings(self) -> bool {
        self.height >= Height::Tall
    }

    /// How many lines of help there may be: none, two, or as many as fit.
    pub fn help_lines(self) -> Option<u16> {
        match self.height {
            Height::TooSmall | Height::Tight | Height::Low | Height::Short => Some(0),
            Height::Compact => Some(2),
            Height::Usual | Height::Tall => None,
        }
    }

    /// How many rows the note's text has.
    pub fn note_rows(self) -> u16 {
        match self.height {
            Height::TooSmall | Height::Tight => 0,
            Height::Low | Height::Short | Height::Compact => 1,
            Height::Usual | Height::Tall => 3,
        }
    }

    /// The note is `Note: …` on one row, without a label above it.
    pub fn note_in_one_row(self) -> bool {
        self.height <= Height::Low
    }

    /// The source page stands on the last row of the body.
    pub fn shows_source(self) -> bool {
        self.height >= Height::Compact
    }

    /// Severity, question and position stand in the header, not above the prompt.
    pub fn eyebrow_in_header(self) -> bool {
        self.height <= Height::Tight
    }

    /// The header names the project before the place.
    pub fn shows_project_title(self) -> bool {
        self.width >= Width::Slim
    }

    /// Tables have their column of notes.
    pub fn shows_note_columns(self) -> bool {
        self.width >= Width::Usual
    }

    /// Keys of a single character have their label in the footer.
    pub fn shows_key_labels(self) -> bool {
        self.width >= Width::Usual
    }
}

/// The parts of a screen; one without room has no rows or no columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// The whole terminal.
    pub area: Rect,
    /// Project and place; saved on the right.
    pub header: Rect,
    /// What the last key did. Where the height is tight it lies over the last row of the body,
    /// so it is drawn after it, and only when there is something to say.
    pub message: Rect,
    /// Steps and questions, from 140 columns.
    pub outline: Rect,
    /// The screen's own part, and that of overlays.
    pub centre: Rect,
    /// Where the project stands, from 100 columns.
    pub panel: Rect,
    /// The one rule.
    pub rule: Rect,
    /// The panel as one row, below 100 columns.
    pub status: Rect,
    /// The keys.
    pub footer: Rect,
    /// What there is room for.
    pub density: Density,
}

/// The parts of a screen that asks one question, top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Severity, question, position on the right.
    pub eyebrow: Rect,
    /// What is asked, in bold.
    pub prompt: Rect,
    /// Where the answer is given; one row.
    pub answer: Rect,
    /// The word *Note*; no rows where the note is one row.
    pub note_label: Rect,
    /// The note's text, or `Note: …`.
    pub note: Rect,
    /// What a good answer holds.
    pub help: Rect,
    /// The source page.
    pub source: Rect,
}

/// The parts of a screen that asks for a long text, top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongText {
    /// Question, position on the right.
    pub eyebrow: Rect,
    /// What is asked in bold, and below it what a good answer holds.
    pub prompt: Rect,
    /// Where the text is typed.
    pub text: Rect,
    /// The source page.
    pub source: Rect,
}

impl Regions {
    /// The parts of a screen over `area` in a look; the plain look is one column at any width.
    pub fn of(area: Rect, look: Look) -> Self {
        let density = Density::of(Size::from(area));
        let density = if look.plain {
            Density {
                width: density.width.min(Width::Usual),
                ..density
            }
        } else {
            density
        };
        let rows = Rows::of(area.height, density);
        let full = |from: u16, to: u16| span(area, 0..area.width, from..to);
        let columns = Columns::of(area.width, density);
        let body =
            |(from, wide): (u16, u16)| span(area, from..from.saturating_add(wide), rows.body.0..rows.body.1);
        Self {
            area,
            header: full(0, 1),
            message: full(rows.message.0, rows.message.1),
            outline: body(columns.outline),
            centre: body(columns.centre),
            panel: body(columns.panel),
            rule: full(rows.rule.0, rows.rule.1),
            status: full(rows.status.0, rows.status.1),
            footer: full(rows.footer.0, rows.footer.1),
            density,
        }
    }

    /// The centre for a table of like things: its prompt stands on row 2 below 30 rows.
    pub fn table(&self) -> Rect {
        if self.density.height >= Height::Tall || self.centre.y < self.area.y.saturating_add(3) {
            return self.centre;
        }
        Rect {
            y: self.centre.y - 1,
            height: self.centre.height + 1,
            ..self.centre
        }
    }

    /// The centre for a question.
    pub fn question(&self) -> Question {
        let d = self.density;
        let mut stack = Stack::over(self.centre);
        let source = if d.shows_source() {
            stack.take_last(1)
        } else {
            stack.nothing()
        };
        let eyebrow = stack.take(u16::from(!d.eyebrow_in_header()));
        let prompt = stack.take(PROMPT_ROWS);
        stack.take(1);
        let answer = stack.take(1);
        if !d.note_in_one_row() {
            stack.take(1);
        }
        let note_label = stack.take(u16::from(!d.note_in_one_row()));
        let note = stack.take(d.note_rows());
        stack.take(1);
        let help = match d.help_lines() {
            Some(lines) => stack.take(lines),
            None => stack.take(stack.left().saturating_sub(1)),
        };
        Question {
            eyebrow,
            prompt,
            answer,
            note_label,
            note,
            help,
            source,
        }
    }

    /// The centre for a long text, which starts on row 8 and takes what is left.
    pub fn long_text(&self) -> LongText {
        let d = self.density;
        let mut stack = Stack::over(self.centre);
        let source = if d.shows_source() {
            let source = stack.take_last(1);
            stack.take_last(1);
            source
        } else {
            stack.nothing()
        };
        let eyebrow = stack.take(u16::from(!d.eyebrow_in_header()));
        let prompt = stack.take(PROMPT_ROWS);
        stack.take(1);
        let text = stack.take(TEXT_ROWS);
        LongText {
            eyebrow,
            prompt,
            text,
            source,
        }
    }
}

/// Rows from and to, where to is not in it.
type Span = (u16, u16);

struct Rows {
    message: Span,
    body: Span,
    rule: Span,
    status: Span,
    footer: Span,
}

impl Rows {
    fn of(height: u16, density: Density) -> Self {
        // of a very low terminal the header is kept first, then the footer, then the status
        let footer = height.saturating_sub(1).max(1);
        let has_status = density.width <= Width::Usual;
        let status = footer.saturating_sub(u16::from(has_status)).max(1);
        let has_rule = density.height >= Height::Low;
        let rule = status.saturating_sub(u16::from(has_rule)).max(1);
        let (message, body) = if density.eyebrow_in_header() {
            ((rule.saturating_sub(1).max(1), rule), (1, rule))
        } else {
            ((1, 2), (3, rule))
        };
        Self {
            message,
            body,
            rule: (rule, status),
            status: (status, footer),
            footer: (footer, height),
        }
    }
}

struct Columns {
    outline: Span,
    centre: Span,
    panel: Span,
}

impl Columns {
    /// Where the columns start, and how wide they are.
    fn of(width: u16, density: Density) -> Self {
        match density.width {
            Width::Full => Self {
                outline: (1, OUTLINE),
                centre: (37, FULL_CENTRE),
                panel: (105, PANEL.1),
            },
            Width::Wide => {
                // a margin of two on the left and one on the right, and the gap between
                let room = width.saturating_sub(2 + GAP + 1);
                let centre = room.saturating_sub(PANEL.0).min(PROSE);
                let panel = room.saturating_sub(centre).min(PANEL.1);
                Self {
                    outline: (0, 0),
                    centre: (2, centre),
                    panel: (width.saturating_sub(panel + 1), panel),
                }
            }
            Width::Usual | Width::Slim => Self {
                outline: (0, 0),
                centre: (2, width.saturating_sub(4).min(76)),
                panel: (0, 0),
            },
            Width::Narrow | Width::TooSmall => Self {
                outline: (0, 0),
                centre: (0, width),
                panel: (0, 0),
            },
        }
    }
}

/// The first rows of an area, which loses them.
pub fn take_rows(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let taken = Rect {
        height: rows,
        ..*area
    };
    area.y += rows;
    area.height -= rows;
    taken
}

/// A part of an area by columns and rows, never outside it.
fn span(area: Rect, columns: std::ops::Range<u16>, rows: std::ops::Range<u16>) -> Rect {
    let left = columns.start.min(area.width);
    let top = rows.start.min(area.height);
    Rect {
        x: area.x + left,
        y: area.y + top,
        width: columns.end.min(area.width).saturating_sub(left),
        height: rows.end.min(area.height).saturating_sub(top),
    }
}

/// Rows taken from an area, from above and from below.
struct Stack {
    rest: Rect,
}

impl Stack {
    fn over(area: Rect) -> Self {
        Self { rest: area }
    }

    fn left(&self) -> u16 {
        self.rest.height
    }

    fn take(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.rest.height);
        let taken = Rect {
            height: rows,
            ..self.rest
        };
        self.rest.y += rows;
        self.rest.height -= rows;
        taken
    }

    fn take_last(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.rest.height);
        self.rest.height -= rows;
        Rect {
            y: self.rest.bottom(),
            height: rows,
            ..self.rest
        }
    }

    fn nothing(&self) -> Rect {
        Rect {
            height: 0,
            ..self.rest
        }
    }
}

#[cfg(test)]
mod tests;
