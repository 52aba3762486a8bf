//! Long texts, and forms of several controls: where they stand and how the rows are shared.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    carried,
    control::{Control, Input},
    view::{Canvas, take},
};
use crate::guidance::ItemKind;
use crate::tui::{
    layout::{Height, LongText, PROSE, TEXT_ROWS},
    screen::Context,
    text,
    widgets::{
        paint,
        prose::{Passage, Prose},
    },
};

/// A text of a form has at most so many rows.
const PART_ROWS: u16 = 6;
/// The help below a text is worth its place from so many rows on.
const HELP_FROM: u16 = 4;
/// An offered text that is not taken yet leaves the input so many rows.
const BESIDE_OFFER: u16 = 3;

/// One long text.
pub(super) fn text(canvas: Canvas, buf: &mut Buffer) -> Option<Position> {
    let parts = canvas.regions.long_text();
    let control = canvas.question.controls.first()?;
    let input = control.text()?;
    let mut rest = below(canvas, &parts);
    let low = canvas.regions.density.height <= Height::Short;
    let rows = match canvas.question.offering {
        false => TEXT_ROWS,
        // a text of one's own takes its rows from what is offered
        true if !input.is_empty() => (input.rows(rest.width) + 1).clamp(BESIDE_OFFER, TEXT_ROWS),
        true if low => 1,
        true => BESIDE_OFFER,
    };
    let area = take(&mut rest, rows);
    take(&mut rest, u16::from(!low));
    let pages = offered(canvas, &mut rest, buf);
    prompt_and_help(canvas, &parts, rest, buf);
    canvas.at_least(pages);
    canvas
        .question
        .drawn
        .rows
        .set((area.height, input.rows(area.width)));
    input.view(canvas.focused, canvas.cx.look, area, buf)
}

/// Several controls, each with its label, and what to write in the one with the focus.
pub(super) fn form(canvas: Canvas, buf: &mut Buffer) -> Option<Position> {
    let parts = canvas.regions.long_text();
    let controls = &canvas.question.controls;
    let mut rest = below(canvas, &parts);
    let hint_rows = match canvas.regions.density.height {
        _ if canvas.item.kind == ItemKind::ThreeWay => 0,
        Height::TooSmall | Height::Tight => 0,
        Height::Low | Height::Short => 1,
        Height::Compact | Height::Usual | Height::Tall => 2,
    };
    let offer_rows = if canvas.question.offering {
        rest.height / 2
    } else {
        0
    };
    let room = rest.height.saturating_sub(hint_rows + offer_rows);
    let labels = label_columns(controls, rest.width);
    let rows = shares(
        controls,
        room,
        canvas.question.focus,
        rest.width.saturating_sub(labels),
    );
    let gap = u16::from(has_gaps(&rows, controls, room));
    let mut cursor = None;
    let mut first = true;
    for (at, (control, rows)) in controls.iter().zip(rows).enumerate() {
        if rows == 0 {
            continue;
        }
        if !first {
            take(&mut rest, gap);
        }
        first = false;
        let area = take(&mut rest, rows);
        let focused = canvas.focused && canvas.question.focus == at;
        let drawn = draw_control(control, labels, area, focused, canvas.cx, buf);
        cursor = drawn.or(cursor);
        if canvas.question.focus == at
            && let Some(input) = control.text()
        {
            let columns = area.width.saturating_sub(labels);
            canvas.question.drawn.rows.set((area.height, input.rows(columns)));
        }
    }
    let focused = controls.get(canvas.question.focus).or(controls.first())?;
    take(&mut rest, 1);
    if hint_rows > 0 {
        canvas.said(focused, &mut rest, buf);
    }
    let pages = offered(canvas, &mut rest, buf);
    prompt_and_help(canvas, &parts, rest, buf);
    canvas.at_least(pages);
    cursor
}

/// From the answer's row to above the source.
fn below(canvas: Canvas, parts: &LongText) -> Rect {
    let bottom = if parts.source.height > 0 {
        parts.source.y.saturating_sub(1)
    } else {
        canvas.regions.centre.bottom()
    };
    let y = parts.text.y.min(bottom);
    Rect {
        y,
        height: bottom - y,
        ..parts.text
    }
}

/// The prompt; the help below the answer where there is room, else as many of its sentences as
/// fit into the prompt's rows.
fn prompt_and_help(canvas: Canvas, parts: &LongText, rest: Rect, buf: &mut Buffer) {
    let (cx, item) = (canvas.cx, canvas.item);
    if rest.height >= HELP_FROM && canvas.regions.density.help_lines() != Some(0) {
        canvas.prompt_and_help(parts.prompt, Some(rest), buf);
        return;
    }
    canvas.prompt_and_help(parts.prompt, None, buf);
    if canvas.regions.density.height <= Height::Low {
        return;
    }
    let columns = parts.prompt.width.min(PROSE);
    let taken = text::wrap(&text::own(&item.prompt, cx.look), columns).len();
    let free = usize::from(parts.prompt.height).saturating_sub(taken);
    let words = match canvas.standing() {
        Some(words) => words,
        None => text::own(&item.help, cx.look).into_owned(),
    };
    let lines = whole_sentences(&words, columns, free);
    // a blank row between question and help, where one is left over
    let from = taken + usize::from(lines.len() < free);
    for (row, line) in (from..).zip(lines) {
        paint::line(buf, parts.prompt, u16::try_from(row).unwrap_or(u16::MAX), line);
    }
}

/// As many sentences as fit into so many rows, wrapped; prose is never cut.
fn whole_sentences(words: &str, columns: u16, rows: usize) -> Vec<String> {
    let mut best = Vec::new();
    let ends = words
        .match_indices(". ")
        .map(|(at, _)| at + 1)
        .chain([words.len()]);
    for end in ends {
        let lines = text::wrap(words.get(..end).unwrap_or_default(), columns);
        if lines.len() > rows {
            break;
        }
        best = lines;
    }
    best
}

/// Draws what is offered and not taken yet, with where it is from; returns its pages.
pub(super) fn offered(canvas: Canvas, rest: &mut Rect, buf: &mut Buffer) -> usize {
    let (cx, look) = (canvas.cx, canvas.cx.look);
    let Some(offer) = canvas.question.offer(cx).filter(|_| rest.height > 0) else {
        return 1;
    };
    let from = carried::from_words(cx.session.edition(), carried::giving(&offer));
    let heading = if canvas.question.takes_over(cx) {
        format!("From {from}. Enter takes it over:")
    } else {
        format!("From {from}:")
    };
    let offered = Prose::new(vec![
        Passage::new(heading, look.quiet()),
        Passage::typed(offer.value.text(canvas.item), look.quiet()).indented(2),
    ]);
    let columns = rest.width.min(PROSE);
    let rows = u16::try_from(offered.rows(columns, look)).unwrap_or(u16::MAX);
    // the help keeps its place only where the offer leaves it one
    let area = take(rest, rows);
    let area = Rect {
        width: columns,
        ..area
    };
    offered.view(canvas.question.page, look, area, buf);
    let pages = offered.pages(area, look);
    if pages > 1 {
        rest.height = 0;
    }
    take(rest, 1);
    pages
}

/// How wide the labels are, with the gap before the input.
fn label_columns(controls: &[Control], columns: u16) -> u16 {
    let widest = controls.iter().map(|control| text::width(&control.label)).max();
    (widest.unwrap_or(0) + 3).min(columns / 2)
}

/// How many rows each control has; where not all have one, the one with the focus has all.
fn shares(controls: &[Control], room: u16, focus: usize, columns: u16) -> Vec<u16> {
    let least: Vec<u16> = controls
        .iter()
        .map(|control| match &control.input {
            Input::Text(_) => 1,
            Input::Choice { row, .. } => row.rows(columns).max(1),
        })
        .collect();
    if least.iter().sum::<u16>() > room {
        let all = |at: usize| if at == focus { room } else { 0 };
        return (0..controls.len()).map(all).collect();
    }
    let mut rows = least;
    let long = |at: usize| controls.get(at).is_some_and(Control::is_long);
    let texts = (0..controls.len()).filter(|at| long(*at)).count();
    let gaps = u16::try_from(controls.len().saturating_sub(1)).unwrap_or(0);
    // gaps come before the third row of a text
    let mut round = 2;
    while texts > 0 && round <= PART_ROWS {
        let gaps = if round > 2 { gaps } else { 0 };
        let grown: u16 = rows.iter().sum::<u16>() + u16::try_from(texts).unwrap_or(0) + gaps;
        if grown > room {
            break;
        }
        for (at, rows) in rows.iter_mut().enumerate() {
            if long(at) {
                *rows += 1;
            }
        }
        round += 1;
    }
    rows
}

/// Whether there is a blank row between controls: where one of them is a text, and all fit.
fn has_gaps(rows: &[u16], controls: &[Control], room: u16) -> bool {
    let gaps = u16::try_from(controls.len().saturating_sub(1)).unwrap_or(0);
    let texts = controls.iter().any(Control::is_long);
    texts && rows.iter().all(|rows| *rows > 0) && rows.iter().sum::<u16>() + gaps <= room
}

fn draw_control(
    control: &Control,
    labels: u16,
    area: Rect,
    focused: bool,
    cx: &Context,
    buf: &mut Buffer,
) -> Option<Position> {
    let draw = |area: Rect, buf: &mut Buffer| match &control.input {
        Input::Text(input) => input.view(focused, cx.look, area, buf),
        Input::Choice { row, .. } => row.view(focused, cx.look, area, buf),
    };
    if focused {
        return labelled(&control.label, labels, area, cx, buf, draw);
    }
    paint::line(
        buf,
        area,
        0,
        paint::fitted(&control.label, labels.saturating_sub(1), cx.look),
    );
    draw(right_of(area, labels), buf)
}

/// A control with the focus, the mark left of its label and not between the two.
pub(super) fn labelled(
    label: &str,
    labels: u16,
    area: Rect,
    cx: &Context,
    buf: &mut Buffer,
    draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
) -> Option<Position> {
    let cursor = draw(right_of(area, labels), buf);
    let before = Rect {
        width: labels.min(area.width),
        ..area
    };
    for place in before.intersection(buf.area).positions() {
        buf[place].reset();
    }
    paint::line(
        buf,
        area,
        0,
        paint::fitted(label, labels.saturating_sub(1), cx.look),
    );
    paint::focus(buf, area, 0, cx.look);
    cursor
}

fn right_of(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}
