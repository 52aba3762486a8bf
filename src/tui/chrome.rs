//! What stands around every screen: header, message line, outline, panel, rule and status row.
//!
//! All of it is made anew from the assessment at each draw, so it is never behind an answer. The
//! words for where a project stands are `standing`'s; here they get their places.

mod header;
mod outline;
mod panel;
mod status;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use super::{
    app::Mode,
    layout::{Regions, Width},
    screen::{Context, Screen},
    text,
    theme::Look,
    widgets::paint,
};
use crate::{interview::Place, session::SaveState};

/// What the app knows and a screen need not.
pub(super) struct Shown<'a> {
    pub(super) mode: Mode,
    pub(super) message: &'a str,
    pub(super) save_state: SaveState,
}

/// The regions of a screen without outline and panel.
pub(super) fn without_sides(regions: &Regions) -> Regions {
    let nothing = Rect {
        width: 0,
        ..regions.outline
    };
    let centre = Rect {
        x: regions.area.x + 2.min(regions.area.width),
        width: regions.area.width.saturating_sub(4).min(76),
        ..regions.centre
    };
    let centre = if regions.density.shows_project_title() {
        centre
    } else {
        regions.centre
    };
    Regions {
        outline: nothing,
        panel: Rect {
            width: 0,
            ..regions.panel
        },
        centre,
        ..*regions
    }
}

/// Draws everything around a screen but the message and the footer.
pub(super) fn draw(
    cx: &Context,
    shown: &Shown,
    top: &dyn Screen,
    here: Option<&Place>,
    regions: &Regions,
    buf: &mut Buffer,
) {
    header::draw(cx, shown, top, regions, buf);
    if shown.mode != Mode::Projects {
        outline::draw(cx, here, regions.outline, buf);
        panel::draw(cx, regions.panel, buf);
    }
    let words = top.status(cx);
    let nothing = words.as_ref().is_none_or(String::is_empty) && shown.mode == Mode::Projects;
    if nothing && !regions.rule.is_empty() && !regions.status.is_empty() {
        // with nothing to say there the rule stands just above the footer
        paint::rule(buf, regions.status, cx.look);
        return;
    }
    paint::rule(buf, regions.rule, cx.look);
    if let Some(words) = words {
        status::said(cx, &words, top.status_brief(cx), regions, buf);
    } else if shown.mode != Mode::Projects {
        status::draw(cx, regions, buf);
    }
}

/// Draws the message line, where there is something to say, above what the eye is on.
pub(super) fn message(shown: &Shown, look: Look, regions: &Regions, buf: &mut Buffer) {
    if shown.message.is_empty() {
        return;
    }
    let row = Rect {
        x: regions.centre.x,
        width: regions.message.right().saturating_sub(regions.centre.x),
        ..regions.message
    };
    let room = row.width.saturating_sub(1);
    let words = text::clean_line(shown.message);
    let wrapped = text::wrap(&words, room).into_iter().next().unwrap_or_default();
    // a path is one long word, and is broken where the row ends
    let first = if text::width(&wrapped) < room / 2 && text::width(&words) > room {
        text::prefix(&words, room).to_owned()
    } else {
        wrapped
    };
    let rest = words.get(first.len()..).unwrap_or_default().trim();
    let second = (!rest.is_empty()).then(|| paint::fitted(rest, room, look));
    // where it is tight, the row is the body's last, and what does not fit takes the one above
    let rows = match second {
        None => vec![(row, first)],
        Some(second) if regions.density.eyebrow_in_header() => {
            let above = Rect {
                y: row.y.saturating_sub(1),
                ..row
            };
            vec![(above, first), (row, second)]
        }
        Some(second) => {
            let below = Rect {
                y: row.y.saturating_add(1),
                ..row
            };
            vec![(row, first), (below, second)]
        }
    };
    for (row, words) in rows {
        paint::line(buf, row, 0, " ".repeat(usize::from(row.width)));
        paint::line(buf, row, 0, words);
    }
}

/// Where the footer's buttons stand; the footer leaves a column free itself.
pub(super) fn footer_area(regions: &Regions) -> Rect {
    regions.footer
}

/// Says that the terminal is too small; typing is still taken and saved.
pub(super) fn too_small(
    cx: &Context,
    shown: &Shown,
    regions: &Regions,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = regions.area;
    let mut words = format!(
        "Too small: {}x{}. Triplewin needs 40 columns and 9 rows. Typing is still taken and saved.",
        area.width, area.height
    );
    if let Some(saved) = header::saved(cx, shown).first() {
        words.push(' ');
        words.push_str(saved);
        words.push('.');
    }
    let lines = text::wrap(&words, area.width);
    for (row, line) in (0..area.height).zip(lines) {
        paint::line(buf, area, row, line);
    }
    paint::cursor(area, 0, 0)
}

/// A margin of one column at the left, where there is room for margins.
fn margin(regions: &Regions) -> u16 {
    u16::from(regions.density.width >= Width::Slim)
}

/// Draws lines from the top of an area down.
fn stack(lines: Vec<Line<'static>>, area: Rect, buf: &mut Buffer) {
    for (row, line) in (0..area.height).zip(lines) {
        paint::line(buf, area, row, line);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;
