//! One entry, whole: what was there before and after, who changed it and when, with the words that
//! differ.

use ratatui::{buffer::Buffer, layout::Position, text::Span};

use super::back;
use crate::{
    interview::Place,
    project::{Change, LogLine, NoWay, Row, Texts, Which, day_words, restore, texts},
    tui::{
        actions::{Action, Scope},
        layout::{PROSE, Regions},
        screen::{Context, Heading, Screen, Step},
        screens::question::{
            difference::Difference,
            reading::{Reading, written},
        },
        text,
        widgets::{footer::Button, paint, prose::Passage, prose::ProsePage},
    },
};

/// Before the words of a text.
const INDENT: &str = "  ";

/// An entry over the history.
pub(super) struct Whole {
    row: Row,
    /// Who and when, in words.
    made: String,
    texts: Texts,
    difference: Difference,
    /// Where the thing itself is looked at and changed.
    place: Option<Place>,
    /// How what the entry made stands to what is there now.
    now: Option<&'static str>,
    page: ProsePage,
    size: std::cell::Cell<(u16, u16)>,
}

impl Whole {
    /// The overlay of an entry.
    pub(super) fn of(cx: &Context, row: &Row) -> Self {
        let (edition, project) = (cx.session.edition(), cx.session.project());
        let entry = row.entry(project);
        let texts = match (entry, project.log.get(row.line)) {
            (Some(entry), _) => texts(edition, project, entry),
            (None, Some(LogLine::Unknown(json))) => Texts {
                before: String::new(),
                after: serde_json::to_string_pretty(json).unwrap_or_default(),
            },
            (None, _) => Texts::default(),
        };
        let change = entry.and_then(|entry| Change::from_json(&entry.change).ok());
        let place = change.and_then(|change| Place::of_change(edition, project, &change));
        let until = entry.and_then(|entry| entry.until);
        Self {
            made: made(cx, row, until),
            difference: Difference::between(&text::clean(&texts.before), &text::clean(&texts.after)),
            now: now(cx, row),
            row: row.clone(),
            texts,
            place,
            page: ProsePage::default(),
            // until it is drawn nothing tells that it has several pages
            size: std::cell::Cell::new((PROSE, u16::MAX)),
        }
    }

    fn reading(&self, cx: &Context, columns: u16, tight: bool) -> Reading {
        let look = cx.look;
        let mut reading = Reading::default();
        reading.say(&text::clean_line(&self.row.thing), look.prompt(), columns, look);
        for line in text::wrap(&self.made, columns) {
            reading.line(line);
        }
        let gap = |reading: &mut Reading| {
            if !tight {
                reading.blank();
            }
        };
        let sides = [
            ("Before", &self.texts.before, &self.difference.first),
            ("After", &self.texts.after, &self.difference.second),
        ];
        for (label, words, differs) in sides {
            gap(&mut reading);
            reading.line(label);
            if words.trim().is_empty() {
                reading.line(format!("{INDENT}nothing"));
                continue;
            }
            let lines = written(words, differs, &Span::raw(INDENT), columns, look);
            reading.lines(lines.into_iter().map(|written| written.line));
        }
        let both = !self.texts.before.trim().is_empty() && !self.texts.after.trim().is_empty();
        if let Some(words) = self.difference.words().filter(|_| both) {
            gap(&mut reading);
            for line in text::wrap(&format!("Changed: {words}."), columns) {
                reading.line(line);
            }
        }
        if let Some(words) = self.now {
            gap(&mut reading);
            reading.say(words, look.quiet(), columns, look);
        }
        reading
    }
}

fn now(cx: &Context, row: &Row) -> Option<&'static str> {
    let project = cx.session.project();
    let entry = row.entry(project)?;
    match restore(cx.session.edition(), project, entry, Which::Made) {
        Err(NoWay::AlreadySo) => Some("That is how it stands now."),
        Err(NoWay::Unknown) => Some("A later version wrote this: here it is only read."),
        Err(NoWay::Gone) => Some("It was removed since."),
        Ok(_) | Err(NoWay::SignedOtherwise | NoWay::NotTold | NoWay::Refused(_)) => {
            Some("It has changed since.")
        }
    }
}

/// `B. Example, 14 Nov 2026, 10:02 to 10:09`.
fn made(cx: &Context, row: &Row, until: Option<jiff::Timestamp>) -> String {
    let zone = || cx.session.acting().clock.zone();
    let time = |at: jiff::Timestamp| at.to_zoned(zone()).strftime("%H:%M").to_string();
    let by = match row.by.as_str() {
        "" => "Nobody is named",
        by => by,
    };
    let Some(at) = row.at else {
        return by.to_owned();
    };
    let day = day_words(at.to_zoned(zone()).date());
    let span = match until.map(time).filter(|until| *until != time(at)) {
        Some(until) => format!("{} to {until}", time(at)),
        None => time(at),
    };
    text::clean_line(&format!("{by}, {day}, {span}")).into_owned()
}

impl Screen for Whole {
    fn heading(&self, cx: &Context) -> Heading {
        Heading {
            place: match self
                .place
                .as_ref()
                .and_then(|place| place.step(cx.session.edition()))
            {
                Some(step) => format!("History / {}", step.label),
                None => "History".to_owned(),
            },
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::History]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let everywhere = &[Scope::Everywhere];
        let mut buttons = Vec::new();
        if self.place.is_some() {
            buttons.push(Button::of(Action::Open, &[Scope::History]).labelled("go there"));
        }
        buttons.push(Button::of(Action::Restore, &[Scope::History]));
        let (columns, rows) = self.size.get();
        if self.reading(cx, columns, rows < LOW).pages(rows) > 1 {
            buttons.push(Button::of(Action::PageDown, everywhere).labelled("more"));
        }
        buttons.push(Button::of(Action::Close, everywhere));
        if self.place.is_none() {
            buttons.rotate_right(1);
        }
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let (columns, rows) = self.size.get();
        let pages = self.reading(cx, columns, rows < LOW).pages(rows);
        let turning = match action {
            Action::Up => Action::PageUp,
            Action::Down => Action::PageDown,
            other => other,
        };
        if self.page.act(turning, pages) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => match self.place.clone() {
                Some(place) => Step::CloseAnd(Box::new(Step::Go(place))),
                None => Step::Close,
            },
            Action::Restore => Step::CloseAnd(Box::new(back::of_row(cx, &self.row))),
            Action::NextScreen | Action::PreviousScreen => Step::Close,
            Action::Filter | Action::Regroup => Step::Stay,
            _ => Step::Ignored,
        }
    }

    fn refresh(&mut self, cx: &Context) {
        self.now = now(cx, &self.row);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "What an entry of the log changed, as it was before and after. Words that differ are underlined. Enter \
             goes to where it is answered, and the next screen comes back here; r puts one of the two back.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let columns = area.width.min(PROSE);
        self.size.set((columns, area.height));
        let reading = self.reading(cx, columns, area.height < LOW);
        reading.view(self.page.page, area, buf);
        paint::cursor(area, 0, 0).filter(|_| focused)
    }
}

/// Below so many rows no blank ones stand between the texts.
const LOW: u16 = 12;
