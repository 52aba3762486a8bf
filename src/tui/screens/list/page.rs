//! How a list is laid out: what is asked, the table, the selected row in words, what is wanted.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    columns::{Need, widths},
    rows::{ListRow, capital, wanted},
};
use crate::{
    guidance::{Field, FieldKind, List},
    interview,
    project::day_words,
    tui::{
        layout::{Density, Height, PROSE, Regions, Width, take_rows},
        screen::Context,
        standing::uncapital,
        text,
        widgets::{
            paint,
            prose::{Passage, Prose, ProsePage},
            table::{Cell, Column, Row, Table, TableState},
            text_input::TextInput,
        },
    },
};

/// The title of the last column.
const STILL_MISSING: &str = "Still missing";

/// What a list's screen shows.
pub(super) struct Page<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) list: &'a List,
    pub(super) rows: Vec<ListRow>,
    pub(super) state: TableState,
    pub(super) filter: Option<&'a TextInput>,
    pub(super) filtering: bool,
}

impl Page<'_> {
    /// Draws it; says how many rows the table shows at once, and where the cursor stands.
    pub(super) fn view(
        &self,
        regions: &Regions,
        focused: bool,
        buf: &mut Buffer,
    ) -> (usize, Option<Position>) {
        let density = regions.density;
        let mut area = regions.centre;
        self.view_head(density, &mut area, buf);
        let mut cursor = None;
        if let Some(filter) = self.filter {
            let row = take_rows(&mut area, 1);
            cursor = self.view_filter(filter, focused, row, buf);
            if density.height >= Height::Compact {
                take_rows(&mut area, 1);
            }
        }
        let parts = self.parts(density, area);
        if let Some(help) = parts.help {
            let rows = rows_of(&help, area.width, self.cx);
            let place = take_rows(&mut area, rows);
            draw(help, self.cx, place, buf);
            take_rows(&mut area, 1);
        }
        let table = self.table(density, area.width);
        let place = take_rows(&mut area, parts.table);
        if self.rows.is_empty() {
            draw(self.nothing(), self.cx, place, buf);
            if focused && !self.filtering {
                paint::at(buf, place, 0, 0, self.cx.look.focus().span());
                cursor = paint::cursor(place, 0, 0);
            }
        } else {
            let on_table = focused && !self.filtering;
            let position = table.view(self.state, on_table, self.cx.look, place, buf);
            cursor = cursor.or(position);
        }
        for passages in [parts.words, parts.wanted] {
            if !passages.is_empty() {
                take_rows(&mut area, parts.gap);
                let rows = rows_of(&passages, area.width, self.cx);
                let place = take_rows(&mut area, rows);
                draw(passages, self.cx, place, buf);
            }
        }
        (table.page(parts.table), cursor)
    }

    /// The list and how many records it has, and what is asked.
    fn view_head(&self, density: Density, area: &mut Rect, buf: &mut Buffer) {
        let look = self.cx.look;
        if !density.eyebrow_in_header() {
            let row = take_rows(area, 1);
            paint::line(buf, row, 0, text::own(&self.list.label, look).into_owned());
            paint::right(buf, row, 0, self.count());
        }
        let prompt = vec![Passage::new(self.list.prompt.as_str(), look.prompt())];
        let rows =
            rows_of(&prompt, area.width, self.cx).min(if density.height >= Height::Low { 3 } else { 2 });
        let place = take_rows(area, rows);
        draw(prompt, self.cx, place, buf);
        if density.height >= Height::Low {
            take_rows(area, 1);
        }
    }

    fn count(&self) -> String {
        let all = self
            .cx
            .session
            .project()
            .records(self.list.id.as_str())
            .len()
            .max(self.rows.len());
        if self.filter.is_some() {
            format!("{} of {}", self.rows.len(), self.list.count(all))
        } else if all == 0 {
            format!("no {} yet", self.list.many)
        } else {
            self.list.count(all)
        }
    }

    fn view_filter(
        &self,
        filter: &TextInput,
        focused: bool,
        row: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let focused = focused && self.filtering;
        if focused {
            paint::at(buf, row, 0, 0, self.cx.look.focus().span());
        }
        paint::at(buf, row, 2, 0, "Filter");
        let place = Rect {
            x: row.x + 10.min(row.width),
            width: row.width.saturating_sub(10),
            ..row
        };
        filter.view_unmarked(focused, self.cx.look, place, buf)
    }

    /// What is shown of each part in an area of this height.
    fn parts(&self, density: Density, area: Rect) -> Parts {
        let gap = u16::from(density.height >= Height::Compact);
        let (most_words, most_wanted) = match density.height {
            Height::Tall => (8, 6),
            Height::Usual => (4, 3),
            Height::Compact | Height::Short => (2, 2),
            Height::Low => (1, 1),
            Height::Tight | Height::TooSmall => (1, 0),
        };
        let whole = if self.rows.is_empty() {
            rows_of(&self.nothing(), area.width, self.cx)
        } else {
            self.table(density, area.width).height()
        };
        let mut left = area.height.saturating_sub(whole.min(6));
        let words = self.words(area.width, most_words.min(left.saturating_sub(gap)));
        left = left.saturating_sub(block(&words, area.width, gap, self.cx));
        let wanted = self.wanted(area.width, most_wanted.min(left.saturating_sub(gap)));
        left = left.saturating_sub(block(&wanted, area.width, gap, self.cx));
        let table = whole.min(left + whole.min(6));
        left = (left + whole.min(6)).saturating_sub(table);
        let help = self
            .help(density)
            .into_iter()
            .find(|help| rows_of(help, area.width, self.cx) < left)
            .filter(|help| !help.is_empty());
        Parts {
            help,
            table,
            words,
            wanted,
            gap,
        }
    }

    /// What may be said of the list above the table, the longest first.
    fn help(&self, density: Density) -> Vec<Vec<Passage>> {
        let look = self.cx.look;
        if density.height <= Height::Short {
            return Vec::new();
        }
        let quiet = |words: &str| Passage::new(words, look.quiet());
        let headed = density.help_has_headings();
        let mut why = Vec::new();
        let mut help = Vec::new();
        if headed {
            why.push(quiet("Why it is asked"));
            why.push(quiet(&self.list.why).indented(2));
            help.push(quiet("What good answers hold"));
            help.push(quiet(&self.list.help).indented(2));
        } else {
            why.push(quiet(&self.list.why));
            help.push(quiet(&self.list.help));
        }
        let first = self.list.help.split_inclusive(". ").next().unwrap_or_default();
        let offered = self.suggestions();
        let offered: Vec<Passage> = offered
            .map(|words| vec![Passage::blank(), quiet(&words)])
            .unwrap_or_default();
        let joined = |parts: &[&[Passage]]| parts.concat();
        let short = [quiet(first.trim())];
        vec![
            joined(&[&why, &[Passage::blank()], &help, &offered]),
            joined(&[&help, &offered]),
            joined(&[&help]),
            joined(&[&short, &offered]),
            joined(&[&short]),
            Vec::new(),
        ]
    }

    /// What often stands on this list in the project's care setting, and is not there yet.
    fn suggestions(&self) -> Option<String> {
        let session = self.cx.session;
        let suggested = interview::suggested(session.edition(), session.project(), self.list);
        let labels: Vec<&str> = suggested.iter().map(|one| one.label.as_str()).collect();
        (!labels.is_empty()).then(|| format!("Often here: {}. g takes them.", labels.join(", ")))
    }

    /// The whole content of the selected row, as much as there is room for.
    fn words(&self, columns: u16, rows: u16) -> Vec<Passage> {
        let at = self.state.selected.min(self.rows.len().saturating_sub(1));
        let Some(row) = self.rows.get(at).filter(|_| rows > 0) else {
            return Vec::new();
        };
        let look = self.cx.look;
        let mut said = if row.doubled {
            format!(
                "{}. Two people wrote it at once; Enter shows both to choose from.",
                row.name
            )
        } else if row.missing.is_empty() || row.raised_by.is_some() {
            format!("{}.", row.name.trim_end_matches('.'))
        } else {
            format!("{}. Still missing: {}.", row.name, and(&row.missing))
        };
        if let Some(day) = row.overdue {
            said = format!("{said} Overdue since {}.", day_words(day));
        }
        let mut sentences = row.sentences.iter().peekable();
        while let Some(sentence) = sentences.next() {
            let next = format!("{said} {sentence}");
            let rest = sentences.peek().is_some();
            let with_rest = if rest {
                format!("{next} {REST}")
            } else {
                next.clone()
            };
            if rows_of(&[Passage::typed(&with_rest, look.quiet())], columns, self.cx) > rows {
                let room = usize::from(prose(columns)) * usize::from(rows);
                let used = said.chars().count() + REST.len() + 4;
                if room > used + 30 {
                    let kept = u16::try_from(room - used - 8).unwrap_or(u16::MAX);
                    said = format!("{said} {}", text::cut(sentence, kept, look));
                }
                said = format!("{said} {REST}");
                break;
            }
            said = next;
        }
        let passage = vec![Passage::typed(said, look.quiet())];
        if rows_of(&passage, columns, self.cx) <= rows {
            return passage;
        }
        let short = if row.missing.is_empty() {
            row.name.clone()
        } else {
            format!("Missing: {}", row.missing.join(", "))
        };
        vec![Passage::typed(
            text::cut(&short, prose(columns), look).into_owned(),
            look.quiet(),
        )]
    }

    /// What gates want of the list, as much as there is room for.
    fn wanted(&self, columns: u16, rows: u16) -> Vec<Passage> {
        let quiet = self.cx.look.quiet();
        let sentences = wanted(self.cx, self.list);
        let mut kept: Vec<Passage> = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let rest = sentences.len() - at;
            let mut next = kept.clone();
            next.push(Passage::typed(sentence, quiet).hanging(2));
            let used = rows_of(&next, columns, self.cx);
            if used > rows || (used == rows && rest > 1) {
                if rows > 0 && rest > 0 {
                    let more = if kept.is_empty() {
                        "things are"
                    } else {
                        "more things are"
                    };
                    let words = if rest == 1 && !kept.is_empty() {
                        "1 more thing is wanted: F3 says which.".to_owned()
                    } else if rest == 1 {
                        text::cut(sentence, prose(columns), self.cx.look).into_owned()
                    } else {
                        format!("{rest} {more} wanted: F3 says which.")
                    };
                    kept.push(Passage::typed(words, quiet));
                }
                break;
            }
            kept = next;
        }
        kept
    }

    /// What an empty list teaches.
    fn nothing(&self) -> Vec<Passage> {
        let quiet = self.cx.look.quiet();
        if self.filter.is_some() {
            return vec![Passage::new("Nothing holds that.", quiet).indented(2)];
        }
        let offered = self
            .suggestions()
            .map(|_| Passage::new("g    takes from what is often here", quiet).indented(4));
        vec![
            Passage::new("Nothing here yet.", quiet).indented(2),
            Passage::new(format!("a    adds the first {}", self.list.one), quiet).indented(4),
        ]
        .into_iter()
        .chain(offered)
        .chain([Passage::new("F6   goes on: it can wait", quiet).indented(4)])
        .collect()
    }

    fn table(&self, density: Density, columns: u16) -> Table {
        let narrow = density.width <= Width::Narrow;
        let fields: Vec<&Field> = self
            .list
            .columns
            .iter()
            .filter_map(|id| self.list.field(id))
            .take(if narrow { 1 } else { usize::MAX })
            .collect();
        let title = |at: usize, field: &Field| {
            if at == 0 && field.kind == FieldKind::Line {
                capital(&self.list.one)
            } else {
                field.label.clone()
            }
        };
        let lines: Vec<Vec<Cell>> = self
            .rows
            .iter()
            .map(|row| self.cells(row, fields.len()))
            .collect();
        let titles: Vec<String> = fields
            .iter()
            .enumerate()
            .map(|(at, field)| title(at, field))
            .chain([STILL_MISSING.to_owned()])
            .collect();
        let needs: Vec<Need> = titles
            .iter()
            .enumerate()
            .map(|(at, title)| {
                let cells = lines.iter().filter_map(|cells| cells.get(at));
                let widest = cells.map(Cell::width).max().unwrap_or_default();
                let field = fields.get(at).filter(|_| at > 0);
                match field.map(|field| field.kind) {
                    None if at == 0 => Need::label(widest, title),
                    kind => Need::of(kind, widest, title),
                }
            })
            .collect();
        let columns = titles
            .into_iter()
            .zip(widths(&needs, columns.saturating_sub(2)))
            .map(|(title, width)| match title.as_str() {
                STILL_MISSING if text::width(&title) > width => Column::new("Missing", width),
                _ => Column::new(title, width),
            })
            .collect();
        let rows = self.rows.iter().zip(lines).map(|(row, cells)| {
            let drawn = Row::new(cells);
            if row.doubled || row.overdue.is_some() {
                drawn.needing_attention()
            } else {
                drawn
            }
        });
        let table = Table::new(columns, rows.collect());
        if density.height >= Height::Short && !narrow {
            table.with_header()
        } else {
            table
        }
    }

    fn cells(&self, row: &ListRow, count: usize) -> Vec<Cell> {
        let look = self.cx.look;
        let said = row.cells.iter().take(count).enumerate().map(|(at, cell)| {
            let words = match (at, cell.as_str()) {
                (0, _) => row.name.as_str(),
                (_, "") => "-",
                (_, cell) => cell,
            };
            Cell::new(words, look.quiet())
        });
        let missing = match (row.doubled, row.overdue, row.missing.is_empty()) {
            (true, ..) => Cell::new("TWO VERSIONS", look.alert()),
            (false, Some(_), _) => Cell::new("overdue", look.alert()),
            (false, None, true) => Cell::new("nothing", look.quiet()),
            (false, None, false) => Cell::new(row.missing.join(", "), look.quiet()),
        };
        said.chain([missing]).collect()
    }
}

const REST: &str = "Enter shows the rest.";

/// What is shown of each part.
struct Parts {
    help: Option<Vec<Passage>>,
    table: u16,
    words: Vec<Passage>,
    wanted: Vec<Passage>,
    /// The blank rows between the parts.
    gap: u16,
}

/// Words in a row, the last one after *and*.
fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {}", first.join(", "), uncapital(last)),
    }
}

fn prose(columns: u16) -> u16 {
    columns.min(PROSE)
}

fn rows_of(passages: &[Passage], columns: u16, cx: &Context) -> u16 {
    let rows = Prose::new(passages.to_vec()).rows(prose(columns), cx.look);
    u16::try_from(rows).unwrap_or(u16::MAX)
}

fn block(passages: &[Passage], columns: u16, gap: u16, cx: &Context) -> u16 {
    if passages.is_empty() {
        0
    } else {
        rows_of(passages, columns, cx).saturating_add(gap)
    }
}

fn draw(passages: Vec<Passage>, cx: &Context, area: Rect, buf: &mut Buffer) {
    let place = Rect {
        width: prose(area.width),
        ..area
    };
    if area.height > 0 {
        Prose::new(passages).view(ProsePage::default(), cx.look, place, buf);
    }
}
