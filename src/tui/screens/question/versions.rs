//! Two versions of an answer, one below the other, each with who gave it and when.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{
    Question, carried,
    difference::Difference,
    faces::Choosing,
    reading::{Reading, written},
    view,
};
use crate::{
    guidance::{Item, ItemKind},
    interview,
    project::{Answer, Value, Version, choice_words},
    tui::{
        layout::{PROSE, Regions},
        screen::Context,
        text,
        widgets::paint,
    },
};

/// The versions of an item's answer.
pub(super) fn versions<'a>(cx: &Context<'a>, item: &Item) -> &'a [Version] {
    cx.session
        .project()
        .answer(item.id.as_str())
        .map(|answer| answer.versions.as_slice())
        .unwrap_or_default()
}

/// Draws the versions, one below the other, each with who gave it and when.
pub(super) fn draw(
    question: &Question,
    choosing: &Choosing,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let parts = regions.question();
    view::eyebrow(question, cx, item, parts.eyebrow, buf);
    view::prompt(question, cx, item, regions, parts.prompt, buf);
    let mut body = view::below(regions, parts.prompt.bottom());
    let columns = body.width.min(PROSE);
    let mut lines = Vec::new();
    let mut starts = Vec::new();
    for line in option_lines(cx, item, choosing, focused, columns) {
        match line {
            OptionLine::Start(line) => {
                starts.push(lines.len());
                lines.push(line);
            }
            OptionLine::More(line) => lines.push(line),
        }
    }
    let said = if of_notes(cx, item) { NOTES } else { SAID };
    let said = text::wrap(said, columns);
    let room = |body: Rect| usize::from(body.height);
    if lines.len() + said.len() < room(body) {
        for line in said {
            let row = view::take(&mut body, 1);
            paint::line(buf, row, 0, line);
        }
        view::take(&mut body, 1);
    } else if lines.len() < room(body) {
        view::take(&mut body, 1);
    }
    let under = choosing.under();
    let start = starts.get(under).copied().unwrap_or(0);
    let hidden = lines.len().saturating_sub(room(body));
    // the option under the cursor is in sight, with what it says below it
    let top = start.min(hidden);
    for (row, line) in (0..body.height).zip(lines.into_iter().skip(top)) {
        paint::line(buf, body, row, line);
    }
    if hidden > 0 {
        let place = format!(" {} of {}", under + 1, choosing.options);
        paint::right(buf, body, body.height.saturating_sub(1), place);
    }
    let row = u16::try_from(start - top).unwrap_or(u16::MAX);
    if !focused {
        return None;
    }
    paint::at(buf, body, 0, row, cx.look.focus().span());
    paint::cursor(body, 3, row)
}

/// What two versions are, in a sentence.
const SAID: &str = "Two people answered at once. Nothing is lost: choose which stands.";
/// The same where only the notes differ.
const NOTES: &str =
    "The answer is the same, and its note was written twice at once. Nothing is lost: choose which stands.";

/// Whether only the notes of an item's versions differ.
pub(super) fn of_notes(cx: &Context, item: &Item) -> bool {
    let answer = cx.session.project().answer(item.id.as_str());
    answer.is_some_and(Answer::has_two_notes)
}

enum OptionLine {
    Start(Line<'static>),
    More(Line<'static>),
}

/// Before the words of an option: focus, blank, radio, blank.
const OPTION: u16 = 6;
/// From here on it says who gave the version.
const WHO: usize = 13;

fn option_lines(
    cx: &Context,
    item: &Item,
    choosing: &Choosing,
    focused: bool,
    columns: u16,
) -> Vec<OptionLine> {
    let two_notes = of_notes(cx, item);
    let versions = cx.session.project().told_versions(item.id.as_str());
    let told = |version: &Version| match &version.note {
        Some(note) if two_notes => note.clone(),
        Some(_) | None => words_of(item, version),
    };
    let texts: Vec<String> = versions.iter().map(told).collect();
    let difference = match texts.as_slice() {
        [first, second] => Some(Difference::between(&text::clean(first), &text::clean(second))),
        _ => None,
    };
    let mut lines = Vec::new();
    let label_style = |at: usize| {
        if focused && choosing.moved && choosing.under() == at {
            cx.look.under_cursor()
        } else {
            cx.look.quiet()
        }
    };
    let start = |at: usize, label: &str, after: &str| {
        OptionLine::Start(Line::from(vec![
            Span::raw("  "),
            cx.look.radio(false).span(),
            Span::raw(" "),
            Span::styled(label.to_owned(), label_style(at)),
            Span::raw(after.to_owned()),
        ]))
    };
    for (at, version) in versions.iter().enumerate() {
        let by = version.by.as_deref().unwrap_or_default();
        let when = version.at.map(|at| carried::moment(cx, at));
        let who: Vec<&str> = [Some(by), when.as_deref()]
            .into_iter()
            .flatten()
            .filter(|words| !words.is_empty())
            .collect();
        let who = text::clean_line(&who.join(", ")).into_owned();
        let label = label_of(item, version, at);
        let mut more = Reading::default();
        let pad = WHO.saturating_sub(label.chars().count()).max(2);
        let after = format!("{}{who}", " ".repeat(pad));
        // who it was stands beside it, or below where it is narrow
        if OPTION + text::width(&label) + text::width(&after) <= columns {
            lines.push(start(at, &label, after.trim_end()));
        } else {
            lines.push(start(at, &label, ""));
            more.line(format!("{}{who}", " ".repeat(usize::from(OPTION))));
        }
        let before = Span::raw(" ".repeat(usize::from(OPTION)));
        let differs = difference.as_ref().map(|difference| {
            if at == 0 {
                difference.first.as_slice()
            } else {
                difference.second.as_slice()
            }
        });
        let differs = differs.unwrap_or_default();
        let (in_value, in_note) = if two_notes {
            (&[][..], differs)
        } else {
            (differs, &[][..])
        };
        if !is_choice(item) && !version.value.is_null() {
            let words = written(&words_of(item, version), in_value, &before, columns, cx.look);
            more.lines(words.into_iter().map(|written| written.line));
        }
        match version.note.as_deref() {
            Some("") if two_notes => more.line(format!("{}No note", before.content)),
            None | Some("") => {}
            Some(note) => {
                let note = written(note, in_note, &before, columns, cx.look);
                more.lines(note.into_iter().map(|written| written.line));
            }
        }
        more.blank();
        lines.extend(more.into_lines().into_iter().map(OptionLine::More));
    }
    lines.push(start(versions.len(), "Answer anew", ""));
    lines
}

fn is_choice(item: &Item) -> bool {
    match item.kind {
        ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => true,
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Attestation
        | ItemKind::Head
        | ItemKind::Period => false,
    }
}

fn label_of(item: &Item, version: &Version, at: usize) -> String {
    if version.value.is_null() {
        return "No answer".to_owned();
    }
    match version.value.as_str().filter(|_| is_choice(item)) {
        Some(value) => {
            let parts = interview::parts(item);
            let form = parts.first().map(|part| &part.form);
            match form {
                Some(interview::Form::Choice(choices)) => {
                    choices.iter().find(|choice| choice.value == value).map_or_else(
                        || choice_words(item, value).to_owned(),
                        |choice| choice.label.clone(),
                    )
                }
                _ => choice_words(item, value).to_owned(),
            }
        }
        None if at == 0 => "The first".to_owned(),
        None => "The other".to_owned(),
    }
}

/// A version as one text, with everything that it says.
fn words_of(item: &Item, version: &Version) -> String {
    let value = Value::from_json(item, &version.value).ok().flatten();
    value.map_or_else(String::new, |value| interview::words(item, &value))
}
