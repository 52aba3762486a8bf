//! How a question is drawn: the question brightest, its answer next, the rest quiet.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use super::{
    Question, carried,
    control::{Control, Holds, Input},
    form, help, severity,
};
use crate::{
    guidance::{Item, ItemKind},
    project::{Answer, Value},
    tui::{
        layout::{Height, PROSE, Regions},
        screen::Context,
        text,
        widgets::{
            paint,
            prose::{Passage, Prose, ProsePage},
        },
    },
};

/// What a question looks like, by the controls that it has.
enum Shape {
    /// A row of choices, with note and evidence below.
    Choices,
    /// One line.
    Line,
    /// One text.
    Text,
    /// Several controls, each with its label.
    Form,
}

/// What every drawing needs.
#[derive(Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub(super) question: &'a Question,
    pub(super) cx: &'a Context<'a>,
    pub(super) item: &'a Item,
    pub(super) regions: &'a Regions,
    pub(super) focused: bool,
}

/// Draws a question with its answer.
pub(super) fn draw(
    question: &Question,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let canvas = Canvas {
        question,
        cx,
        item,
        regions,
        focused,
    };
    let parts = regions.question();
    eyebrow(question, cx, item, parts.eyebrow, buf);
    canvas.source(parts.source, buf);
    let cursor = match shape(question) {
        Shape::Choices => canvas.choices(buf),
        Shape::Line => canvas.line(buf),
        Shape::Text => form::text(canvas, buf),
        Shape::Form => form::form(canvas, buf),
    };
    cursor.or_else(|| paint::cursor(regions.centre, 0, 0).filter(|_| focused))
}

fn shape(question: &Question) -> Shape {
    let mut parts = question.controls.iter().filter(|control| control.is_part());
    let (first, second) = (parts.next(), parts.next());
    match (first.map(|control| &control.input), second) {
        (Some(Input::Choice { .. }), None) => Shape::Choices,
        (Some(Input::Text(_)), None) if question.controls.len() == 1 => {
            if question.controls.first().is_some_and(Control::is_long) {
                Shape::Text
            } else {
                Shape::Line
            }
        }
        _ => Shape::Form,
    }
}

/// Draws the prompt alone, page by page where it does not fit.
pub(super) fn prompt(
    question: &Question,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    area: Rect,
    buf: &mut Buffer,
) {
    let canvas = Canvas {
        question,
        cx,
        item,
        regions,
        focused: false,
    };
    canvas.prompt_and_help(area, None, buf);
}

/// `▌RED  Question 4`, and on the right `4 of 15`.
pub(super) fn eyebrow(question: &Question, cx: &Context, item: &Item, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let position = question.position(cx);
    let quiet = cx.look.quiet();
    let mut line = Line::default();
    if let Some(words) = question.face.words() {
        line.push_span(Span::styled(format!("{words}  "), cx.look.alert()));
    } else if let Some(severity) = severity(item.severity) {
        paint::mark_left(buf, area, 0, 1, cx.look.severity_bar(severity));
        let no = cx.session.project().chosen(item.id.as_str()) == Some("no");
        let style = if no { cx.look.alert() } else { quiet };
        line.push_span(Span::styled(severity.word(), style));
        line.push_span("  ");
    }
    let place = match position {
        Some((at, of)) => format!("{at} of {of}"),
        None if question.state(cx).is_some_and(|state| !state.applies) => "does not apply now".to_owned(),
        None => String::new(),
    };
    let taken = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(taken + text::width(&place) + 2);
    let name = name(cx, item, position.map(|(at, _)| at));
    line.push_span(paint::fitted(&name, room, cx.look));
    paint::line(buf, area, 0, line);
    paint::right(buf, area, 0, place);
}

/// `Question 4`, `Field 2, Background`, `Care setting`.
fn name(cx: &Context, item: &Item, at: Option<usize>) -> String {
    let edition = cx.session.edition();
    let is_document = edition.subjects.iter().any(|subject| subject.step == item.step);
    match (&item.number, at) {
        (Some(number), _) => format!("Question {number}"),
        (None, Some(at)) if item.skippable => format!("Question {at}"),
        (None, Some(at)) if is_document => format!("Field {at}, {}", item.label),
        (None, _) => item.label.clone(),
    }
}

impl Canvas<'_> {
    /// The prompt, page by page where it does not fit; the help's pages follow the prompt's.
    pub(super) fn prompt_and_help(self, prompt: Rect, help: Option<Rect>, buf: &mut Buffer) {
        let (cx, item) = (self.cx, self.item);
        // at 40 columns every one of them is needed
        let prompt = if self.regions.density.shows_project_title() {
            prose(prompt)
        } else {
            prompt
        };
        let asked = Prose::of(item.prompt.clone(), cx.look.prompt());
        let prompt_pages = asked.pages(prompt, cx.look);
        let page = self.question.page.page;
        let at = page.min(prompt_pages - 1);
        asked.view(ProsePage { page: at }, cx.look, prompt, buf);
        let mut pages = prompt_pages;
        if let Some(area) = help.filter(|area| area.height > 0) {
            let area = prose(area);
            let said = help::below(cx, item, self.regions.density.help_has_headings());
            let help_pages = said.pages(area, cx.look);
            let page = (page - at).min(help_pages - 1);
            said.view(ProsePage { page }, cx.look, area, buf);
            pages += help_pages - 1;
        }
        self.question.drawn.pages.set(pages);
    }

    /// Where the wording stands, where the text was taken from, and that F1 has more.
    fn source(self, area: Rect, buf: &mut Buffer) {
        let (cx, item) = (self.cx, self.item);
        let mut words = help::source_words(cx, &item.source);
        if self.question.is_taken_over(cx)
            && let Some(offer) = crate::project::offer(cx.session.edition(), cx.session.project(), item)
        {
            let from = carried::from_words(cx.session.edition(), carried::giving(&offer));
            words = format!("Taken over from {from}. {words}");
        }
        let words = text::own(&words, cx.look);
        let words = paint::fitted(&words, area.width.saturating_sub(9), cx.look);
        paint::line(buf, area, 0, words);
        paint::right(buf, area, 0, "F1 more");
    }

    /// What is to be said of the answer as a whole: skipped, or not asked now.
    pub(super) fn standing(self) -> Option<String> {
        let (cx, item) = (self.cx, self.item);
        let answer = cx.session.project().answer(item.id.as_str());
        if let Some(skipped) = answer.and_then(|answer| answer.skipped.as_ref()) {
            let by = carried::day_and_name(cx, Some(skipped.at), Some(&skipped.by));
            return Some(format!(
                "Not applicable: {} ({by}). An answer ends that.",
                skipped.reason.trim_end_matches('.')
            ));
        }
        let applies = self.question.state(cx).is_none_or(|state| state.applies);
        if applies {
            return None;
        }
        let condition = item.when.as_ref().and_then(|when| {
            let other = cx.session.edition().item(when.item.as_str())?;
            let values: Vec<&str> = when
                .is
                .iter()
                .map(|value| crate::project::choice_words(other, value))
                .collect();
            let name = match &other.number {
                Some(number) => format!("question {number}"),
                None => other.label.clone(),
            };
            Some(format!("It is asked where {name} is {}.", values.join(" or ")))
        });
        let condition = condition.unwrap_or_else(|| "The way this project goes does not ask it.".to_owned());
        let kept = if answer.is_none_or(Answer::is_empty) {
            ""
        } else {
            " Its answer is kept, and comes back with it."
        };
        Some(format!("{condition}{kept}"))
    }

    /// A row of choices, its note or its evidence, and the help.
    fn choices(self, buf: &mut Buffer) -> Option<Position> {
        let parts = self.regions.question();
        let bottom = if parts.source.height > 0 {
            parts.source.y
        } else {
            self.regions.centre.bottom()
        };
        let bottom = bottom.max(parts.answer.y);
        let control = self.question.controls.first()?;
        let Input::Choice { row, .. } = &control.input else {
            return None;
        };
        let wanted = row.rows(parts.answer.width).max(1);
        let answer = Rect {
            height: wanted.min(bottom - parts.answer.y),
            ..parts.answer
        };
        let extra = answer.height.saturating_sub(parts.answer.height);
        let shifted = |area: Rect| {
            let y = (area.y + extra).min(bottom);
            Rect {
                y,
                height: area.height.min(bottom - y),
                ..area
            }
        };
        let mut help = Rect {
            height: parts.help.height.saturating_sub(extra),
            ..shifted(parts.help)
        };
        let notes = self.question.controls.len() > 1;
        if !notes && help.height > 0 {
            // where nothing is noted, the help has that place too
            let from = (answer.bottom() + 2).min(help.bottom());
            help.height = help.bottom() - from;
            help.y = from;
        }
        self.prompt_and_help(parts.prompt, Some(help), buf);
        let mut cursor = row.view(
            self.focused && self.question.focus == 0,
            self.cx.look,
            answer,
            buf,
        );
        if let Some(words) = self.standing()
            && parts.note_label.height > 0
            && answer.bottom() < bottom
        {
            let row = Rect {
                y: answer.bottom(),
                height: 1,
                ..answer
            };
            paint::line(
                buf,
                row,
                0,
                paint::fitted(&words, row.width.min(PROSE), self.cx.look),
            );
        }
        let tight = Rect {
            y: answer.bottom().min(bottom),
            height: 1.min(bottom - answer.bottom().min(bottom)),
            ..answer
        };
        let note = if parts.note.height == 0 {
            tight
        } else {
            shifted(parts.note)
        };
        cursor = self.beside(shifted(parts.note_label), note, buf).or(cursor);
        cursor
    }

    /// Note and evidence share one place: the one with the focus, else the note.
    fn beside(self, label: Rect, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (cx, look) = (self.cx, self.cx.look);
        let at = if self.question.focused().is_some_and(|control| !control.is_part()) {
            Some(self.question.focus)
        } else {
            self.question
                .controls
                .iter()
                .position(|control| control.holds == Holds::Note)
        };
        let at = at?;
        let control = self.question.controls.get(at)?;
        let focused = self.focused && self.question.focus == at;
        let input = control.text()?;
        self.question
            .drawn
            .rows
            .set((area.height, input.rows(area.width)));
        if label.height > 0 {
            let words = match control.holds {
                Holds::Evidence => "Evidence, a piece a line",
                Holds::Note | Holds::Part(_) => "Note",
            };
            paint::line(buf, label, 0, words);
            if let Some(words) = self.other_beside(&control.holds) {
                paint::right(buf, label, 0, words);
            }
            return input.view(focused, look, area, buf);
        }
        // one row: `Note: …`, and nothing at all where even that is too much
        let tight = self.regions.density.note_rows() == 0;
        if area.height == 0 || tight && self.question.focus != at {
            return None;
        }
        if !focused {
            let words = format!("{}: {}", control.label, text::clean_line(&input.text()));
            paint::line(buf, area, 0, paint::fitted(words.trim_end(), area.width, look));
            return None;
        }
        form::labelled(
            &control.label,
            text::width(&control.label) + 3,
            area,
            cx,
            buf,
            |area, buf| input.view(true, look, area, buf),
        )
    }

    /// What the one of note and evidence holds that is not shown.
    fn other_beside(self, shown: &Holds) -> Option<String> {
        let other = self
            .question
            .controls
            .iter()
            .find(|control| !control.is_part() && control.holds != *shown)?;
        let written = other.written();
        let pieces = crate::interview::pieces(&written).len();
        match (&other.holds, pieces) {
            (_, 0) => None,
            (Holds::Evidence, 1) => Some("Evidence: 1 piece".to_owned()),
            (Holds::Evidence, many) => Some(format!("Evidence: {many} pieces")),
            (Holds::Note | Holds::Part(_), _) => Some("Note: written".to_owned()),
        }
    }

    /// One line, what it is read as, what is offered, and the help.
    fn line(self, buf: &mut Buffer) -> Option<Position> {
        let parts = self.regions.question();
        let centre = self.regions.centre;
        let control = self.question.controls.first()?;
        let bottom = if parts.source.height > 0 {
            parts.source.y.saturating_sub(1)
        } else {
            centre.bottom()
        };
        let gap = u16::from(self.regions.density.height >= Height::Low);
        let from = (parts.answer.bottom() + gap).min(bottom);
        let mut rest = Rect {
            y: from,
            height: bottom - from,
            ..centre
        };
        self.said(control, &mut rest, buf);
        let offer_pages = form::offered(self, &mut rest, buf);
        let help = match self.regions.density.help_lines() {
            Some(lines) => Rect {
                height: rest.height.min(lines),
                ..rest
            },
            None => rest,
        };
        self.prompt_and_help(parts.prompt, Some(help), buf);
        self.at_least(offer_pages);
        control.text()?.view(
            self.focused && self.question.focus == 0,
            self.cx.look,
            parts.answer,
            buf,
        )
    }

    /// The row below the answer, kept free where there is nothing to say, and a blank one.
    pub(super) fn said(self, control: &Control, rest: &mut Rect, buf: &mut Buffer) {
        let Some((words, style)) = self.hint(control) else {
            // kinds that never have anything to say there give the row away
            let speaks = self.item.kind != ItemKind::Line && self.item.kind != ItemKind::ThreeWay;
            take(rest, if speaks { 2 } else { 0 });
            return;
        };
        let said = Prose::new(vec![Passage::typed(words, style)]);
        let rows = said.rows(rest.width.min(PROSE), self.cx.look);
        let hint = prose(take(rest, u16::try_from(rows).unwrap_or(1).min(2)));
        said.view(ProsePage::default(), self.cx.look, hint, buf);
        take(rest, 1);
    }

    /// So many pages can be turned.
    pub(super) fn at_least(self, pages: usize) {
        let drawn = &self.question.drawn.pages;
        drawn.set(drawn.get().max(pages));
    }

    /// What is wrong with a part, what it is read as, or what to write.
    fn hint(self, control: &Control) -> Option<(String, Style)> {
        let look = self.cx.look;
        if let Some(wrong) = &self.question.wrong {
            return Some((wrong.what.clone(), look.alert()));
        }
        if let Some(words) = self.standing() {
            return Some((words, look.quiet()));
        }
        let reads = match self.item.kind {
            ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Money
            | ItemKind::Period => true,
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::ThreeWay
            | ItemKind::YesNo
            | ItemKind::Choice
            | ItemKind::Decision
            | ItemKind::Practice
            | ItemKind::Attestation
            | ItemKind::Head
            | ItemKind::Outcome => false,
        };
        let value = self
            .question
            .value(self.cx, self.item)
            .ok()
            .and_then(|json| Value::from_json(self.item, &json).ok().flatten())
            .filter(|_| reads);
        match value {
            Some(value) => Some((format!("Read as {}.", value.text(self.item)), look.quiet())),
            None if reads || self.item.kind == ItemKind::Attestation => {
                Some((text::own(&control.hint, look).into_owned(), look.quiet()))
            }
            None => None,
        }
    }
}

/// An area as wide as prose may be.
fn prose(area: Rect) -> Rect {
    Rect {
        width: area.width.min(PROSE),
        ..area
    }
}

/// Rows from the top of an area, which has so many fewer then.
pub(super) fn take(rest: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rest.height);
    let taken = Rect {
        height: rows,
        ..*rest
    };
    rest.y += rows;
    rest.height -= rows;
    taken
}

/// The centre from a row down.
pub(super) fn below(regions: &Regions, y: u16) -> Rect {
    let bottom = regions.centre.bottom();
    Rect {
        y: y.min(bottom),
        height: bottom.saturating_sub(y),
        ..regions.centre
    }
}
