//! What stands around every screen: header, message line, outline, panel, rule and status row.

use jiff::civil::Date;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    app::Mode,
    layout::Regions,
    screen::{Context, Screen},
    theme::Look,
    widgets::paint,
};
use crate::{interview::Place, session::SaveState};

/// What the app knows and a screen need not.
pub(super) struct Shown<'a> {
    pub(super) mode: Mode,
    pub(super) message: &'a str,
    pub(super) save_state: SaveState,
    pub(super) today: Date,
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
    _here: Option<&Place>,
    regions: &Regions,
    buf: &mut Buffer,
) {
    let heading = top.heading(cx);
    paint::line(buf, regions.header, 0, format!(" {}", heading.place));
    paint::right(
        buf,
        regions.header,
        0,
        format!("{:?} {:?} {} ", shown.save_state, shown.mode, shown.today),
    );
    paint::rule(buf, regions.rule, cx.look);
}

/// Draws the message line, where there is something to say.
pub(super) fn message(shown: &Shown, _look: Look, regions: &Regions, buf: &mut Buffer) {
    if !shown.message.is_empty() {
        paint::line(buf, regions.message, 0, format!(" {}", shown.message));
    }
}

/// Where the footer's buttons stand: a column from the left.
pub(super) fn footer_area(regions: &Regions) -> Rect {
    let margin = 1.min(regions.footer.width);
    Rect {
        x: regions.footer.x + margin,
        width: regions.footer.width - margin,
        ..regions.footer
    }
}

/// Says that the terminal is too small; typing is still taken and saved.
pub(super) fn too_small(
    _cx: &Context,
    _shown: &Shown,
    regions: &Regions,
    buf: &mut Buffer,
) -> Option<Position> {
    paint::line(buf, regions.area, 0, "40x9 or more");
    (regions.area.width > 0 && regions.area.height > 0).then(|| regions.area.as_position())
}
