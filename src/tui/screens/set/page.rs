//! How a set is laid out: its question and how far it is, the rows, and below them the selected
//! one in words or as a form; one row at a time where there is little room.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};

use super::rows;
use crate::{
    guidance::{Item, Step},
    project::{Value, day_words},
    tui::{
        layout::{Density, Height, PROSE, Regions, Width, take_rows},
        screen::Context,
        text,
        widgets::{
            choice_row::ChoiceRow,
            form::Form,
            paint,
            prose::{Passage, Prose, ProsePage},
            table::{Row, Table, TableState},
        },
    },
};

/// While a row's form is open, at least so many rows of the table are shown.
const LEAST_TABLE: u16 = 3;

/// What stands below a row that is not applicable and does not say why.
const NO_REASON: &str = "No reason yet: Enter writes why it does not apply.";

/// What a set's screen shows.
pub(super) struct Page<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) step: &'a Step,
    pub(super) items: Vec<&'a Item>,
    pub(super) state: TableState,
    /// The form of the selected row, while it is open.
    pub(super) form: Option<&'a Form>,
}

impl Page<'_> {
    /// Draws it; says how many rows are shown at once, and where the cursor stands.
    pub(super) fn view(
        &self,
        regions: &Regions,
        focused: bool,
        buf: &mut Buffer,
    ) -> (usize, Option<Position>) {
        let density = regions.density;
        let small = density.width <= Width::Narrow && density.height <= Height::Low;
        if small || density.eyebrow_in_header() {
            return (1, self.view_one(density, focused, regions.centre, buf));
        }
        let mut area = regions.table();
        self.view_prompt(&mut area, buf);
        take_rows(&mut area, 1);
        let whole = self.table(density, true).height();
        let groups = whole + 3 <= area.height;
        let table = self.table(density, groups);
        let kept = match self.form {
            Some(form) => {
                let room = area.height.saturating_sub(LEAST_TABLE + 1);
                form.rows(area.width).saturating_add(6).min(room)
            }
            None if table.height() + 3 <= area.height => 2,
            None => 3,
        };
        let rows = table.height().min(area.height.saturating_sub(kept + 1));
        let place = take_rows(&mut area, rows);
        let on_table = focused && self.form.is_none();
        let mut cursor = table.view(self.state, on_table, self.cx.look, place, buf);
        take_rows(&mut area, 1);
        if let Some(form) = self.form {
            let prompt = self.selected().map_or("", |item| item.prompt.as_str());
            let passage = vec![Passage::new(prompt, self.cx.look.quiet())];
            let rows = rows_of(&passage, area.width, self.cx);
            if rows + 5 <= area.height {
                draw(passage, self.cx, take_rows(&mut area, rows), buf);
                if area.height > form.rows(area.width) + 3 {
                    take_rows(&mut area, 1);
                }
            }
            cursor = form.view_advised(focused, density, self.cx.look, area, buf);
        } else {
            draw(self.words(area, groups), self.cx, area, buf);
        }
        (table.page(rows), cursor)
    }

    fn selected(&self) -> Option<&Item> {
        let at = self.state.selected.min(self.items.len().saturating_sub(1));
        self.items.get(at).copied()
    }

    /// The question of the set, and how far it is.
    fn view_prompt(&self, area: &mut Rect, buf: &mut Buffer) {
        let look = self.cx.look;
        let count = rows::count(self.cx, &self.items);
        let room = area.width.saturating_sub(text::width(&count) + 2);
        let prompt = vec![Passage::new(self.step.prompt.as_str(), look.prompt())];
        let rows = rows_of(&prompt, room, self.cx).min(3);
        let place = take_rows(area, rows);
        paint::right(buf, place, 0, count);
        let place = Rect { width: room, ..place };
        draw(prompt, self.cx, place, buf);
    }

    fn table(&self, density: Density, groups: bool) -> Table {
        let kind = self.items.first().map(|item| item.kind);
        let label = self
            .items
            .iter()
            .map(|item| text::width(&item.label))
            .max()
            .unwrap_or_default();
        let (columns, header) = match kind {
            Some(kind) => rows::columns(kind, label.max(22), density.shows_note_columns()),
            None => (Vec::new(), false),
        };
        let mut drawn: Vec<Row> = Vec::new();
        let mut group: Option<&str> = None;
        for item in &self.items {
            let own = item.group.as_deref();
            if groups && own != group {
                if !drawn.is_empty() {
                    drawn.push(Row::aside(""));
                }
                drawn.push(Row::aside(own.unwrap_or_default()));
                group = own;
            }
            let row = rows::row(self.cx, item);
            let is_open = self.form.is_some() && self.selected().is_some_and(|open| open.id == item.id);
            drawn.push(if is_open { row.present() } else { row });
        }
        let table = Table::new(columns, drawn);
        if header && density.height >= Height::Compact {
            table.with_header()
        } else {
            table
        }
    }

    /// The selected row in words: what is asked, and what was written or is offered.
    fn words(&self, area: Rect, groups: bool) -> Vec<Passage> {
        let Some(item) = self.selected() else {
            return Vec::new();
        };
        let quiet = self.cx.look.quiet();
        let prompt = match (&item.group, groups) {
            (Some(group), false) => format!("{group}: {}", item.prompt),
            _ => item.prompt.clone(),
        };
        let prompt = Passage::new(prompt, quiet);
        let help = [Passage::blank(), Passage::new(item.help.as_str(), quiet)];
        let beside = self.beside(item);
        let fits = |passages: &Vec<Passage>| rows_of(passages, area.width, self.cx) <= area.height;
        let mut ways: Vec<Vec<Passage>> = Vec::new();
        if let Some(words) = &beside {
            let words = Passage::typed(words.as_str(), quiet);
            let with_help = [vec![prompt.clone(), words.clone()], help.to_vec()].concat();
            ways.push(with_help);
            ways.push(vec![prompt.clone(), words.clone()]);
            ways.push(vec![words]);
        } else {
            ways.push([vec![prompt.clone()], help.to_vec()].concat());
            ways.push(vec![prompt]);
        }
        if let Some(way) = ways.into_iter().find(fits) {
            return way;
        }
        let words = beside.unwrap_or_else(|| item.prompt.clone());
        let room = u32::from(area.width.min(PROSE)) * u32::from(area.height);
        let room = u16::try_from(room).unwrap_or(u16::MAX);
        let (words, end) = match self.ending(item) {
            Some(end) => (words.trim_end_matches(end).trim_end().to_owned(), end),
            None => (words, ""),
        };
        // words break before the row's end: some columns of each row stay blank
        let lost = 8 * area.height + text::width(end) + 1;
        let kept = text::cut(&words, room.saturating_sub(lost), self.cx.look);
        vec![Passage::typed(format!("{kept} {end}"), quiet)]
    }

    /// What stands beside the answer, what is offered, or what is to be chosen first.
    fn beside(&self, item: &Item) -> Option<String> {
        if let Some(dispute) = rows::dispute(self.cx, item) {
            return Some(dispute);
        }
        if rows::lacks_reason(self.cx, item) {
            return Some(NO_REASON.to_owned());
        }
        let words = rows::offer_words(self.cx, item).or_else(|| rows::beside(self.cx, item))?;
        Some(match self.ending(item) {
            Some(end) => format!("{words} {end}"),
            None => words,
        })
    }

    fn ending(&self, item: &Item) -> Option<&'static str> {
        rows::offer(self.cx, item).map(|_| "Enter takes it over.")
    }

    /// One row with its whole question, or its form.
    fn view_one(&self, density: Density, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let look = self.cx.look;
        if let Some(form) = self.form {
            return form.view_advised(focused, density, look, area, buf);
        }
        let item = self.selected()?;
        let mut area = area;
        let choices = rows::choices(item);
        let value = self.cx.session.project().value(item.id.as_str());
        let chosen = match value {
            Some(Value::Head { covered, .. }) => Some(covered.as_str()),
            value => value.and_then(Value::chosen),
        };
        let at = choices
            .iter()
            .position(|choice| Some(choice.value.as_str()) == chosen);
        let labels = choices.iter().map(|choice| choice.label.clone());
        let row = ChoiceRow::new(labels, at);
        let answer_rows = if choices.is_empty() {
            1
        } else {
            row.rows(area.width)
        };
        let prompt = vec![Passage::new(item.prompt.as_str(), look.prompt())];
        let room = area.height.saturating_sub(answer_rows + 1).max(1);
        let rows = rows_of(&prompt, area.width, self.cx).min(room);
        let place = take_rows(&mut area, rows);
        draw(prompt, self.cx, place, buf);
        if area.height > answer_rows + 1 {
            take_rows(&mut area, 1);
        }
        let place = take_rows(&mut area, answer_rows);
        let cursor = if choices.is_empty() {
            let words = match value {
                Some(Value::Attestation { name, date }) => {
                    let day = date.map(day_words);
                    let said = [Some(name.clone()).filter(|name| !name.is_empty()), day];
                    let said: Vec<String> = said.into_iter().flatten().collect();
                    format!("Attested: {}", said.join(", "))
                }
                _ => "[ ] Enter writes who attests it.".to_owned(),
            };
            paint::line(buf, place, 0, paint::fitted(&words, place.width, look));
            paint::cursor(place, 0, 0).filter(|_| focused)
        } else {
            row.view(focused, look, place, buf)
        };
        let last = take_rows(&mut area, u16::MAX);
        if last.height > 0 {
            let words = match self.beside(item) {
                Some(words) if rows::beside(self.cx, item).as_ref() == Some(&words) => {
                    format!("Note: {words}")
                }
                Some(words) => words,
                None => "Note: none".to_owned(),
            };
            let row = Rect { height: 1, ..last };
            let words = paint::fitted(&words, row.width, look);
            paint::line(buf, row, 0, Span::styled(words, look.quiet()));
        }
        cursor
    }
}

fn rows_of(passages: &[Passage], columns: u16, cx: &Context) -> u16 {
    let rows = Prose::new(passages.to_vec()).rows(columns.min(PROSE), cx.look);
    u16::try_from(rows).unwrap_or(u16::MAX)
}

fn draw(passages: Vec<Passage>, cx: &Context, area: Rect, buf: &mut Buffer) {
    let place = Rect {
        width: area.width.min(PROSE),
        ..area
    };
    if area.height > 0 {
        Prose::new(passages).view(ProsePage::default(), cx.look, place, buf);
    }
}
