//! The lifecycle panel, from 100 columns: stages, verdict so far, what blocks the next gate,
//! risks, what is due, what is next. In a quick triage, verdict and counts alone.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    guidance::Severity as Class,
    tui::{
        screen::Context,
        standing::{self, Counts},
        text,
        theme::{Look, Progress, Severity},
        widgets::{
            paint,
            progress_bar::{percent, progress_bar},
        },
    },
};

/// Before the words of *Risks*, *Due* and *Next*.
const LABEL: u16 = 7;
/// Each of them has at most so many rows.
const ROWS: usize = 2;

/// Draws the panel.
pub(super) fn draw(cx: &Context, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let verdict = verdict_lines(cx);
    if cx.triage {
        super::stack(verdict, area, buf);
        return;
    }
    let stages = stage_lines(cx, area.width);
    let foot = foot_lines(cx, area.width);
    let before = before_lines(cx, area.width);
    let height = usize::from(area.height);
    let fixed = verdict.len() + 1;
    // the stages go first, then what stands at the foot: F3 has both
    let least = before.len().min(2) + 1;
    let with_stages = fixed + stages.len() + 1 + least + foot.len() <= height;
    let with_foot = with_stages || fixed + least + foot.len() <= height;
    let mut lines = Vec::new();
    if with_stages {
        lines.extend(stages);
        lines.push(Line::default());
        if lines.len() + 1 + fixed + before.len() + 1 + foot.len() <= height {
            lines.push(Line::default());
        }
    }
    lines.extend(verdict);
    lines.push(Line::default());
    let below = if with_foot { foot.len() + 1 } else { 0 };
    lines.extend(fitting(before, height.saturating_sub(lines.len() + below)));
    if with_foot {
        lines.push(Line::default());
        lines.extend(foot);
    }
    super::stack(lines, area, buf);
}

/// `[~] 1 Scoping   ━━━━━━──────   54%`.
fn stage_lines(cx: &Context, width: u16) -> Vec<Line<'static>> {
    let stages = standing::stages(cx.session.edition(), cx.session.assessment());
    let label = stages.iter().map(|stage| stage.label.len()).max().unwrap_or(0);
    stages
        .into_iter()
        .map(|stage| {
            let style = match stage.mark {
                Progress::Attention | Progress::NotSure => cx.look.alert(),
                Progress::Empty | Progress::Part | Progress::Done | Progress::Skipped => cx.look.quiet(),
            };
            let mut line = Line::from(vec![
                Span::styled(stage.mark.symbol(), style),
                Span::raw(format!(" {} {:<label$}  ", stage.number, stage.label)),
            ]);
            if stage.to_come {
                line.push_span("to come");
                return line;
            }
            let taken = u16::try_from(line.width()).unwrap_or(u16::MAX);
            let bar = width.saturating_sub(taken + 6).min(12);
            line.extend(progress_bar(stage.done, stage.total, bar, cx.look));
            line.push_span(format!("  {:>4}", percent(stage.done, stage.total)));
            line
        })
        .collect()
}

/// The verdict, and how the questions stand that decide it.
pub(super) fn verdict_lines(cx: &Context) -> Vec<Line<'static>> {
    let eligibility = &cx.session.assessment().eligibility;
    let heading = if eligibility.verdict.is_candidate() {
        "Verdict"
    } else {
        "Verdict so far"
    };
    let mut lines = vec![
        Line::raw(heading),
        Line::styled(standing::capitals(eligibility.verdict), cx.look.prompt()),
    ];
    lines.extend(super::status::open_route(cx).map(|words| Line::raw(format!(" {words}"))));
    for (class, severity) in [(Class::Red, Severity::Red), (Class::Amber, Severity::Amber)] {
        let counts = Counts::of(cx.session.edition(), eligibility, class);
        lines.push(count_line(counts, severity, cx.look));
    }
    lines
}

/// ` RED    0 no  5 open  1 not sure`, with the bar where there is a no.
fn count_line(counts: Counts, severity: Severity, look: Look) -> Line<'static> {
    let (bar, style) = if counts.no > 0 {
        (look.severity_bar(severity).span(), look.alert())
    } else {
        (Span::raw(" "), look.quiet())
    };
    let mut line = Line::from(vec![
        bar,
        Span::styled(format!("{:<5}", severity.word()), style),
        Span::raw("  "),
        Span::styled(format!("{} no", counts.no), style),
    ]);
    line.extend(
        counts
            .rest()
            .into_iter()
            .map(|words| Span::raw(format!("  {words}"))),
    );
    line
}

/// What blocks the next gate, under its heading, most important first.
fn before_lines(cx: &Context, width: u16) -> Vec<Line<'static>> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let shut = standing::shut_again(edition, assessment).into_iter();
    let shut = shut.map(|(label, sentences)| (format!("{label}, shut again"), sentences));
    let next = standing::before(edition, assessment).map(|(label, sentences)| (label.to_owned(), sentences));
    let mut lines = Vec::new();
    let mut key = "F3 all";
    for (label, sentences) in shut.chain(next) {
        let blanks = width.saturating_sub(text::width(&label) + text::width(key));
        let heading = format!("{label}{}{key}", " ".repeat(usize::from(blanks)));
        lines.push(Line::raw(heading.trim_end().to_owned()));
        for sentence in sentences {
            let words = standing::sentence_words(sentence, cx.session.acting());
            let words = text::own(&words, cx.look);
            let wrapped = text::wrap_hanging(&words, width.saturating_sub(2), 2);
            lines.extend(wrapped.into_iter().map(|line| Line::raw(format!("  {line}"))));
        }
        key = "";
    }
    if lines.is_empty() {
        lines.push(Line::raw("Every gate is open"));
    }
    lines
}

/// As many lines as fit; what is left out is counted.
fn fitting(lines: Vec<Line<'static>>, room: usize) -> Vec<Line<'static>> {
    if lines.len() <= room {
        return lines;
    }
    let is_start = |line: &&Line| !line.to_string().starts_with("    ");
    let kept = room.saturating_sub(1);
    // a sentence is never cut in two
    let kept = (0..=kept)
        .rev()
        .find(|at| lines.get(*at).as_ref().is_some_and(is_start))
        .unwrap_or(kept);
    let left = lines.iter().skip(kept).filter(is_start).count();
    let mut lines = lines;
    lines.truncate(kept);
    if kept > 0 {
        lines.push(Line::raw(format!("  {left} more: F3")));
    }
    lines
}

fn foot_lines(cx: &Context, width: u16) -> Vec<Line<'static>> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let next = assessment.next.as_ref().map_or_else(
        || "nothing: it is closed".to_owned(),
        |next| standing::next_words(edition, next),
    );
    let mut lines = labelled(
        "Risks",
        &standing::risk_words(edition, assessment),
        width,
        cx.look,
    );
    lines.extend(labelled("Due", &standing::due_words(assessment), width, cx.look));
    if let Some(open) = assessment.open_amendment_words() {
        lines.extend(labelled("Amend", &open, width, cx.look));
    }
    lines.extend(labelled("Next", &next, width, cx.look));
    lines
}

/// `Risks  1 open: 12, skills and capacity`, in two rows at most.
fn labelled(label: &str, words: &str, width: u16, look: Look) -> Vec<Line<'static>> {
    let room = width.saturating_sub(LABEL);
    let mut rows = text::wrap(words, room);
    if rows.len() > ROWS {
        let rest = rows.split_off(ROWS - 1).join(" ");
        rows.push(paint::fitted(&rest, room, look));
    }
    let label = |row: usize| if row == 0 { label } else { "" };
    rows.into_iter()
        .enumerate()
        .map(|(row, words)| Line::raw(format!("{:<1$}{words}", label(row), usize::from(LABEL))))
        .collect()
}
