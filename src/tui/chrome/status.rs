//! The status row, below 100 columns: the verdict word, what it waits for, what blocks the gate.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    guidance::{Severity, Verdict},
    rules::Carry,
    tui::{
        layout::{Regions, Width},
        screen::Context,
        standing::{self, Counts},
        text,
        widgets::paint,
    },
};

/// Draws the row: as much as fits, the verdict word always.
pub(super) fn draw(cx: &Context, regions: &Regions, buf: &mut Buffer) {
    let area = area(regions);
    let verdict = standing::capitals(cx.session.assessment().eligibility.verdict);
    let narrow = regions.density.width <= Width::Narrow;
    let room = area.width.saturating_sub(text::width(&verdict));
    let rest = rest(cx, narrow, room);
    let line = Line::from(vec![Span::styled(verdict, cx.look.prompt()), Span::raw(rest)]);
    paint::line(buf, area, 0, line);
}

/// Draws what a screen has to say there instead; a verdict word at its beginning is bold.
/// Where it does not fit, it is said in brief.
pub(super) fn said(cx: &Context, words: &str, brief: Option<String>, regions: &Regions, buf: &mut Buffer) {
    let area = if regions.status.is_empty() {
        return;
    } else {
        area(regions)
    };
    let brief = brief.filter(|_| text::width(words) > area.width);
    let words = text::own(brief.as_deref().unwrap_or(words), cx.look);
    let words = paint::fitted(&words, area.width, cx.look);
    let verdict = Verdict::ALL
        .map(standing::capitals)
        .into_iter()
        .find(|verdict| words.starts_with(verdict.as_str()));
    let (bold, plain) = words.split_at(verdict.map_or(0, |verdict| verdict.len()));
    let line = Line::from(vec![Span::styled(bold, cx.look.prompt()), Span::raw(plain)]);
    paint::line(buf, area, 0, line);
}

fn area(regions: &Regions) -> Rect {
    let margin = super::margin(regions).min(regions.status.width);
    Rect {
        x: regions.status.x + margin,
        width: regions.status.width - margin,
        ..regions.status
    }
}

/// What stands after the verdict word: the fullest that fits.
fn rest(cx: &Context, narrow: bool, room: u16) -> String {
    let counts = counts(cx);
    let (things, extras) = if cx.triage {
        (None, Vec::new())
    } else {
        (things(cx), extras(cx))
    };
    let first_gap = if narrow { " " } else { "   " };
    let words = |counts: &[String], things: Option<&String>, extras: &[String], all: bool| {
        let counts = (!counts.is_empty()).then(|| counts.join(", "));
        let parts: Vec<&str> = counts
            .iter()
            .map(String::as_str)
            .chain(things.map(String::as_str))
            .chain(extras.iter().map(String::as_str))
            .collect();
        let key = match (cx.triage, all) {
            (true, _) => "",
            (false, true) => "   F3 all",
            (false, false) => "   F3 more",
        };
        if parts.is_empty() {
            key.to_owned()
        } else {
            format!("{first_gap}{}{key}", parts.join("   "))
        }
    };
    let mut ways = Vec::new();
    for kept in (1..=counts.len()).rev() {
        let some = counts.get(..kept).unwrap_or_default();
        ways.push(words(
            some,
            things.as_ref(),
            &extras,
            kept == counts.len() || kept > 1,
        ));
    }
    ways.push(words(&[], things.as_ref(), &extras, counts.is_empty()));
    for shown in [things.as_ref(), None] {
        for kept in (0..=counts.len()).rev() {
            let some = counts.get(..kept).unwrap_or_default();
            let all = shown == things.as_ref() && extras.is_empty() && kept == counts.len();
            ways.push(words(some, shown, &[], all));
        }
    }
    ways.into_iter()
        .find(|words| text::width(words) <= room)
        .unwrap_or_default()
}

/// What the verdict waits for, the most important first.
fn counts(cx: &Context) -> Vec<String> {
    let (edition, eligibility) = (cx.session.edition(), &cx.session.assessment().eligibility);
    let red = Counts::of(edition, eligibility, Severity::Red);
    let amber = Counts::of(edition, eligibility, Severity::Amber);
    let some = |count: usize, words: &str| (count > 0).then(|| format!("{count} {words}"));
    [
        open_route(cx),
        some(red.no, "red no"),
        some(red.open, "red open"),
        some(amber.no, "amber no"),
        some(red.unsure, "red not sure"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `1A open`, `1B not sure`: the routing question that is not settled.
pub(super) fn open_route(cx: &Context) -> Option<String> {
    let (edition, eligibility) = (cx.session.edition(), &cx.session.assessment().eligibility);
    let route = |id: &crate::guidance::ItemId| {
        edition
            .item(id.as_str())
            .filter(|item| item.severity == Some(Severity::Route))
    };
    let open = eligibility.unanswered.iter().find_map(route);
    let unsure = eligibility.to_confirm.iter().find_map(route);
    match (open, unsure) {
        (Some(item), _) => Some(format!("{} open", item.name())),
        (None, Some(item)) => Some(format!("{} not sure", item.name())),
        (None, None) => None,
    }
}

/// `4 things before Stage 2`, or that it is delivered or closed.
fn things(cx: &Context) -> Option<String> {
    let assessment = cx.session.assessment();
    if assessment.stage.is_none() {
        return Some("closed".to_owned());
    }
    let delivered = if assessment.delivered { "delivered, " } else { "" };
    let (label, sentences) = standing::before(cx.session.edition(), assessment)?;
    (!sentences.is_empty()).then(|| {
        format!(
            "{delivered}{} {}",
            standing::things(sentences.len()),
            standing::uncapital(label)
        )
    })
}

/// What else waits for somebody: sources that changed, versions to choose from.
fn extras(cx: &Context) -> Vec<String> {
    let items = || cx.session.assessment().items.iter().filter(|item| item.applies);
    let changed = items().filter(|item| item.carry == Carry::SourceChanged).count();
    let doubled = items().filter(|item| item.doubled).count();
    let changed = match changed {
        0 => None,
        1 => Some("1 source changed".to_owned()),
        many => Some(format!("{many} sources changed")),
    };
    let doubled = (doubled > 0).then(|| format!("{doubled} in two versions"));
    doubled.into_iter().chain(changed).collect()
}
