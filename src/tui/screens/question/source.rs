//! The source of a text changed since it was taken over: both texts, and what differs.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{
    Question, carried,
    difference::Difference,
    reading::{Reading, Written, excerpt, written},
    view,
};
use crate::{
    guidance::Item,
    project::{Offer, offer},
    tui::{
        layout::{PROSE, Regions},
        screen::Context,
        text,
        theme::Look,
        widgets::choice_row::ChoiceRow,
    },
};

/// Draws a text beside what its source has become.
pub(super) fn draw(
    question: &Question,
    row: &ChoiceRow,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let parts = regions.question();
    view::eyebrow(question, cx, item, parts.eyebrow, buf);
    let (body, choice) = split(regions, parts.prompt.y, row.rows(regions.centre.width));
    let columns = body.width.min(PROSE);
    let mut reading = Reading::default();
    reading.say(&item.prompt, cx.look.prompt(), columns, cx.look);
    if let Some(offer) = offer(cx.session.edition(), cx.session.project(), item) {
        compare(&mut reading, cx, item, &offer, columns, body.height);
    }
    question.drawn.pages.set(reading.pages(body.height));
    reading.view(question.page.page, body, buf);
    row.view(focused, cx.look, choice, buf)
}

/// Both texts, whole where there is room, else where they differ; the help has them whole.
fn compare(reading: &mut Reading, cx: &Context, item: &Item, offer: &Offer, columns: u16, rows: u16) {
    let edition = cx.session.edition();
    let Some(answer) = cx.session.project().answer(item.id.as_str()) else {
        return;
    };
    let changed = carried::changed(answer, offer);
    let ours = answer
        .value
        .as_ref()
        .map(|value| value.text(item))
        .unwrap_or_default();
    let theirs = offer.value.text(item);
    let difference = Difference::between(&text::clean(&ours), &text::clean(&theirs));
    reading.say(
        &carried::changed_words(cx, &changed),
        cx.look.quiet(),
        columns,
        cx.look,
    );
    let bar = Span::styled(
        format!("{} ", cx.look.input_bar(false).symbol),
        cx.look.input_bar(false).style,
    );
    let name = carried::short_name(edition, &changed);
    let label = text::width(&name).max(text::width("Ours"));
    let label = usize::from(label);
    let head = |name: &str, words: &str| format!("{name:<label$} {words}").trim_end().to_owned();
    let by = carried::day_and_name(cx, answer.at, answer.by.as_deref());
    let confirmed = if by.is_empty() {
        by
    } else {
        format!("confirmed {by}")
    };
    let ours = written(&ours, &difference.first, &bar, columns, cx.look);
    let theirs = written(&theirs, &difference.second, &bar, columns, cx.look);
    let named = difference
        .words()
        .map(|words| text::clean_line(&format!("Changed: {words}.")).into_owned())
        .map(|words| text::wrap(&words, columns))
        .unwrap_or_default();
    let named: Vec<Line> = named.into_iter().map(Line::from).collect();
    let room = usize::from(rows).saturating_sub(reading.len() + named.len() + 5);
    let (ours, theirs) = fitting(&ours, &theirs, room, &bar, cx.look);
    // what differs is said first where the texts have to be paged through
    let paged = ours.len() + theirs.len() > room;
    let (before, after) = if paged {
        (named, Vec::new())
    } else {
        (Vec::new(), named)
    };
    reading.lines(before);
    reading.blank();
    reading.line(head("Ours", &text::clean_line(&confirmed)));
    reading.lines(ours);
    reading.blank();
    let (by, at) = match changed.as_slice() {
        [only] => carried::changed_by(cx.session.project(), only),
        _ => (None, None),
    };
    let by = carried::day_and_name(cx, at, by.as_deref());
    reading.line(head(&name, &text::clean_line(&by)));
    reading.lines(theirs);
    if !after.is_empty() {
        reading.blank();
        reading.lines(after);
    }
}

/// Both texts whole, else where they differ with the lines beside, else those lines alone.
fn fitting(
    ours: &[Written],
    theirs: &[Written],
    room: usize,
    bar: &Span<'static>,
    look: Look,
) -> (Vec<Line<'static>>, Vec<Line<'static>>) {
    let whole = |lines: &[Written]| lines.iter().map(|written| written.line.clone()).collect();
    if ours.len() + theirs.len() <= room {
        return (whole(ours), whole(theirs));
    }
    let around = |beside| {
        (
            excerpt(ours, beside, bar, look),
            excerpt(theirs, beside, bar, look),
        )
    };
    let (first, second) = around(1);
    if first.len() + second.len() <= room {
        return (first, second);
    }
    around(0)
}

/// The centre from a row down, and below it the place of a row of choices.
fn split(regions: &Regions, y: u16, rows: u16) -> (Rect, Rect) {
    let whole = view::below(regions, y);
    // where it is tight, what the last key did lies over the last row
    let spare = u16::from(regions.density.eyebrow_in_header());
    let rows = rows.min(whole.height.saturating_sub(spare));
    let choice = Rect {
        y: whole.bottom().saturating_sub(rows + spare),
        height: rows,
        ..whole
    };
    let gap = u16::from(whole.height > rows + 4);
    let body = Rect {
        height: choice.y.saturating_sub(whole.y + gap),
        ..whole
    };
    (body, choice)
}
