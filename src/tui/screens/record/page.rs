//! How a record is laid out: which it is, its form or its versions, and what is to be said.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};

use super::{RecordForm, beside};
use crate::tui::{
    layout::{Height, Regions, take_rows},
    screen::Context,
    text,
    widgets::paint,
};

/// Draws a record.
pub(super) fn view(
    screen: &RecordForm,
    cx: &Context,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let density = regions.density;
    let mut area = regions.centre;
    if !density.eyebrow_in_header() {
        view_head(screen, cx, take_rows(&mut area, 2), buf);
        if density.height >= Height::Low {
            take_rows(&mut area, 1);
        }
    }
    if let (Some(versions), Some(list)) = (&screen.versions, screen.list(cx)) {
        return versions.view(cx, list, density, focused, area, buf);
    }
    let more = beside::passages(screen, cx, beside::Told::Brief);
    let form = &screen.form;
    form.view_with(more, focused, density, cx.look, area, buf)
}

/// Which of how many it is and what is missing; below, its name.
fn view_head(screen: &RecordForm, cx: &Context, area: Rect, buf: &mut Buffer) {
    let position = text::own(&screen.position(cx), cx.look).into_owned();
    if screen.versions.is_some() {
        paint::line(buf, area, 0, Span::styled("TWO VERSIONS", cx.look.alert()));
        paint::right(buf, area, 0, position);
    } else {
        paint::line(buf, area, 0, position);
        paint::right(buf, area, 0, screen.missing(cx));
    }
    let name = match (screen.record(cx), screen.list(cx)) {
        (None, Some(list)) if screen.is_new() => text::own(&list.prompt, cx.look).into_owned(),
        _ => screen.name(cx),
    };
    let name = paint::fitted(&name, area.width, cx.look);
    paint::line(buf, area, 1, Span::styled(name, cx.look.prompt()));
}
