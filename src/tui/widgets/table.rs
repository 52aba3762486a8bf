//! Rows of like things: columns, one selected row, and a count of what lies above and below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::paint;
use crate::tui::actions::Action;
use crate::tui::text;
use crate::tui::theme::{Look, Severity};

/// Blanks between two columns.
const GAP: u16 = 2;
/// The mark and the blank after it.
const MARK: u16 = 2;
/// A column that gives way keeps this many columns.
const LEAST: u16 = 8;

/// A column, with the width that it would like to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    title: String,
    width: u16,
    grows: bool,
}

impl Column {
    /// A column so many columns wide; it gives way where there is no room.
    pub fn new(title: impl Into<String>, width: u16) -> Self {
        Self {
            title: title.into(),
            width,
            grows: false,
        }
    }

    /// The same, taking what the others leave.
    #[must_use]
    pub fn growing(mut self) -> Self {
        self.grows = true;
        self
    }
}

/// A cell: words, and the style of its role. They are shown as they are, so that our own want
/// [`text::own`] first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    words: String,
    style: Style,
}

impl Cell {
    /// A cell in a role's style.
    pub fn new(words: impl Into<String>, style: Style) -> Self {
        Self {
            words: words.into(),
            style,
        }
    }

    /// How many columns its words take.
    pub fn width(&self) -> u16 {
        text::width(&text::clean_line(&self.words))
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(words: T) -> Self {
        Self::new(words, Style::new())
    }
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    cells: Vec<Cell>,
    severity: Option<Severity>,
    attention: bool,
    present: bool,
    aside: bool,
}

impl Row {
    /// A line between the rows, such as a heading or what is to be said of the row above: across
    /// all columns, and never selected.
    pub fn aside(words: impl Into<Cell>) -> Self {
        Self {
            cells: vec![words.into()],
            aside: true,
            ..Self::default()
        }
    }

    /// A row of these cells.
    pub fn new(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// The same with the bar of its severity before its first cell.
    #[must_use]
    pub fn severe(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The same with the mark of the row that what stands beside the table is about.
    #[must_use]
    pub fn present(mut self) -> Self {
        self.present = true;
        self
    }

    /// The same with the mark of a row that needs somebody.
    #[must_use]
    pub fn needing_attention(mut self) -> Self {
        self.attention = true;
        self
    }
}

/// A table; its first column starts two right of its area, after the mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    header: bool,
    label: usize,
}

/// Which row is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableState {
    /// Counted from 0; one beyond the last means the last.
    pub selected: usize,
}

impl TableState {
    /// Moves the selection where the action moves one; tells whether it did. `page` is how many
    /// rows are shown at once.
    pub fn act(&mut self, action: Action, rows: usize, page: usize) -> bool {
        let last = rows.saturating_sub(1);
        let now = self.selected.min(last);
        self.selected = match action {
            Action::Up => now.saturating_sub(1),
            Action::Down => (now + 1).min(last),
            Action::PageUp => now.saturating_sub(page.max(1)),
            Action::PageDown => now.saturating_add(page.max(1)).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }
}

impl Table {
    /// A table with these columns, without a header, whose first column is the rows' label.
    pub fn new(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            columns,
            rows,
            header: false,
            label: 0,
        }
    }

    /// The same with the columns' titles above them.
    #[must_use]
    pub fn with_header(mut self) -> Self {
        self.header = true;
        self
    }

    /// The same with another column as the rows' label, which is reversed in the selected row.
    #[must_use]
    pub fn labelled_by(mut self, column: usize) -> Self {
        self.label = column;
        self
    }

    /// How many rows can be selected, shown or not.
    pub fn len(&self) -> usize {
        self.rows.iter().filter(|row| !row.aside).count()
    }

    /// Whether no row can be selected.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows the whole table takes, with header and lines between the rows.
    pub fn height(&self) -> u16 {
        u16::try_from(self.rows.len() + usize::from(self.header)).unwrap_or(u16::MAX)
    }

    /// Where the selected row stands among all rows, those between included.
    fn place(&self, selected: usize) -> usize {
        let mut ordinary = self.rows.iter().enumerate().filter(|(_, row)| !row.aside);
        let last = self.len().saturating_sub(1);
        ordinary.nth(selected.min(last)).map_or(0, |(at, _)| at)
    }

    /// How many rows an area of this height shows at once.
    pub fn page(&self, height: u16) -> usize {
        let room = usize::from(height.saturating_sub(u16::from(self.header)));
        if self.rows.len() <= room {
            room
        } else if room > 1 {
            room - 1
        } else {
            room
        }
    }

    /// Draws the table; without the focus no row is marked as selected.
    pub fn view(
        &self,
        state: TableState,
        focused: bool,
        look: Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let bar = u16::from(self.rows.iter().any(|row| row.severity.is_some()));
        let widths = self.widths(area.width.saturating_sub(MARK + bar));
        let from = MARK + bar;
        if self.header {
            let titles = self.columns.iter().map(|column| column.title.as_str());
            let mut column = from;
            for (title, width) in titles.zip(&widths) {
                if *width > 0 {
                    let title = text::own(title, look);
                    let title = paint::fitted(&title, *width, look);
                    paint::at(buf, area, column, 0, Span::styled(title, look.quiet()));
                    column = column.saturating_add(width + GAP);
                }
            }
        }
        let header = u16::from(self.header).min(area.height);
        let body = Rect {
            y: area.y + header,
            height: area.height - header,
            ..area
        };
        let selected = self.place(state.selected);
        let page = self.page(area.height);
        let top = top(selected, self.rows.len(), page);
        let mut cursor = None;
        for (row, at) in (0..body.height).zip(top..self.rows.len().min(top + page)) {
            let selected = focused && at == selected && !self.is_empty();
            self.view_row(at, selected, &widths, from, look, row, body, buf);
            if selected {
                cursor = paint::cursor(body, 0, row);
            }
        }
        if let Some(words) = hidden(top, self.rows.len().saturating_sub(top + page))
            && page < usize::from(body.height)
        {
            let row = u16::try_from(page).unwrap_or(u16::MAX);
            paint::at(buf, body, MARK, row, words);
        }
        cursor
    }

    #[allow(clippy::too_many_arguments)] // one row of one view, split off to be read
    fn view_row(
        &self,
        at: usize,
        selected: bool,
        widths: &[u16],
        from: u16,
        look: Look,
        y: u16,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let Some(row) = self.rows.get(at) else {
            return;
        };
        if let (true, Some(cell)) = (row.aside, row.cells.first()) {
            let words = paint::fitted(&cell.words, area.width.saturating_sub(MARK), look);
            paint::at(buf, area, MARK, y, Span::styled(words, cell.style));
            return;
        }
        if selected {
            paint::at(buf, area, 0, y, look.focus().span());
        } else if row.present {
            paint::at(buf, area, 0, y, look.present().span());
        } else if row.attention {
            paint::at(buf, area, 0, y, look.attention().span());
        }
        if let Some(severity) = row.severity {
            paint::at(buf, area, MARK, y, look.severity_bar(severity).span());
        }
        let mut column = from;
        for (index, width) in widths.iter().enumerate() {
            if *width == 0 {
                continue;
            }
            if let Some(cell) = row.cells.get(index) {
                let words = paint::fitted(&cell.words, *width, look);
                let style = if selected && index == self.label {
                    cell.style.patch(look.under_cursor())
                } else {
                    cell.style
                };
                paint::at(buf, area, column, y, Span::styled(words, style));
            }
            column = column.saturating_add(width + GAP);
        }
    }

    /// The width of each column in so many columns; one that has no room has none.
    ///
    /// The widest gives way first, down to its least; then the last ones go, the label never.
    fn widths(&self, room: u16) -> Vec<u16> {
        let mut widths: Vec<u16> = self.columns.iter().map(|column| column.width).collect();
        while taken(&widths) > room {
            let widest = (0..widths.len())
                .filter(|at| widths.get(*at).is_some_and(|width| *width > LEAST))
                .max_by_key(|at| widths.get(*at).copied());
            let victim = widest.or_else(|| {
                (0..widths.len())
                    .rev()
                    .find(|at| *at != self.label && widths.get(*at).is_some_and(|width| *width > 0))
            });
            match victim.and_then(|at| widths.get_mut(at)) {
                Some(width) if *width > LEAST => *width -= 1,
                Some(width) => *width = 0,
                None => break,
            }
        }
        if taken(&widths) > room {
            for width in &mut widths {
                *width = (*width).min(room);
            }
        }
        let left = room.saturating_sub(taken(&widths));
        let growing = self
            .columns
            .iter()
            .zip(&mut widths)
            .filter(|(column, width)| column.grows && **width > 0)
            .map(|(_, width)| width);
        if let Some(width) = growing.last() {
            *width += left;
        }
        widths
    }
}

fn taken(widths: &[u16]) -> u16 {
    let shown = widths.iter().filter(|width| **width > 0);
    shown
        .fold(0u16, |sum, width| sum.saturating_add(*width).saturating_add(GAP))
        .saturating_sub(GAP)
}

/// The first row shown: page by page, so that rows stay where they are while the mark moves.
fn top(selected: usize, rows: usize, page: usize) -> usize {
    if page == 0 {
        return selected;
    }
    (selected / page * page).min(rows.saturating_sub(page))
}

/// What is not shown, in words.
pub(super) fn hidden(above: usize, below: usize) -> Option<String> {
    match (above, below) {
        (0, 0) => None,
        (0, below) => Some(format!("{below} more below")),
        (above, 0) => Some(format!("{above} more above")),
        (above, below) => Some(format!("{above} more above, {below} more below")),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Modifier;

    use super::super::canvas::{FULL, SIZES, canvas, rows, with};
    use super::*;

    fn parties() -> Table {
        Table::new(
            vec![
                Column::new("Party", 22),
                Column::new("Kind", 12),
                Column::new("Setting", 10),
                Column::new("Still missing", 20).growing(),
            ],
            vec![
                Row::new(["North ICB", "NHS", "system", "nothing"]),
                Row::new(["Acme Pharma", "company", "-", "address"]),
                Row::new(["Heart Hospital", "NHS", "secondary", "lead, address"]),
            ],
        )
        .with_header()
    }

    fn numbers(count: usize) -> Table {
        Table::new(
            vec![Column::new("", 10)],
            (1..=count).map(|n| Row::new([format!("row {n}")])).collect(),
        )
    }

    fn draw(table: &Table, selected: usize, width: u16, height: u16) -> (Buffer, Option<Position>) {
        let mut buf = canvas(width, height);
        let area = buf.area;
        let cursor = table.view(TableState { selected }, true, FULL, area, &mut buf);
        (buf, cursor)
    }

    #[test]
    fn the_selected_row_has_the_mark_and_its_label_alone_is_reversed() {
        let (buf, cursor) = draw(&parties(), 1, 76, 5);
        assert_eq!(
            rows(&buf),
            [
                "  Party                   Kind          Setting     Still missing",
                "  North ICB               NHS           system      nothing",
                "> Acme Pharma             company       -           address",
                "  Heart Hospital          NHS           secondary   lead, address",
                "",
            ]
        );
        assert_eq!(with(&buf, Modifier::REVERSED), ["Acme Pharma"]);
        assert_eq!(cursor, Some(Position::new(0, 2)));
    }

    #[test]
    fn columns_give_way_and_then_go_but_never_the_label() {
        assert_eq!(
            rows(&draw(&parties(), 0, 40, 3).0),
            [
                "  Party     Kind      Setting   Still m…",
                "> North I…  NHS       system    nothing",
                "2 more below".replace("2 more", "  2 more").as_str(),
            ]
        );
        let narrow = rows(&draw(&parties(), 0, 12, 2).0);
        assert_eq!(narrow, ["  Party", "> North I…"]);
    }

    #[test]
    fn what_is_hidden_is_counted_and_rows_stay_while_the_mark_moves() {
        let table = numbers(22);
        assert_eq!(table.page(13), 12);
        let first = rows(&draw(&table, 0, 20, 13).0);
        assert_eq!(first[11], "  row 12");
        assert_eq!(first[12], "  10 more below");
        let same = rows(&draw(&table, 11, 20, 13).0);
        assert_eq!(same[0], "  row 1");
        assert_eq!(same[11], "> row 12");
        let last = rows(&draw(&table, 12, 20, 13).0);
        assert_eq!(last[2], "> row 13");
        assert_eq!(last[11], "  row 22");
        assert_eq!(last[12], "  10 more above");
        assert_eq!(rows(&draw(&numbers(14), 0, 20, 14).0)[13], "  row 14");
    }

    #[test]
    fn severity_and_attention_stand_before_the_words() {
        let table = Table::new(
            vec![Column::new("", 6), Column::new("", 3), Column::new("", 20)],
            vec![
                Row::new(["RED", "4", "A fair share"]).severe(Severity::Red),
                Row::new(["AMBER", "12", "Skills and capacity"]).severe(Severity::Amber),
                Row::new(["", "", "Eye clinic"]).needing_attention(),
            ],
        )
        .labelled_by(2);
        let (buf, _) = draw(&table, 0, 60, 3);
        assert_eq!(
            rows(&buf),
            [
                "> ▌RED     4    A fair share",
                "  ▌AMBER   12   Skills and capacity",
                "!               Eye clinic",
            ]
        );
        assert_eq!(with(&buf, Modifier::REVERSED), ["A fair share"]);
    }

    #[test]
    fn lines_between_rows_are_shown_and_never_selected() {
        let table = Table::new(
            vec![Column::new("", 20), Column::new("", 10)],
            vec![
                Row::aside("Continuity"),
                Row::new(["Goalposts", "planned"]),
                Row::aside("Behaviour, across both columns"),
                Row::new(["Deadlines", "not yet"]),
            ],
        );
        assert_eq!((table.len(), table.height()), (2, 4));
        let (buf, cursor) = draw(&table, 1, 40, 4);
        assert_eq!(
            rows(&buf),
            [
                "  Continuity",
                "  Goalposts             planned",
                "  Behaviour, across both columns",
                "> Deadlines             not yet",
            ]
        );
        assert_eq!(cursor, Some(Position::new(0, 3)));
        assert_eq!(with(&buf, Modifier::REVERSED), ["Deadlines"]);
    }

    #[test]
    fn the_selection_moves_by_rows_and_pages() {
        let mut state = TableState::default();
        assert!(state.act(Action::PageDown, 22, 12));
        assert_eq!(state.selected, 12);
        assert!(state.act(Action::PageDown, 22, 12));
        assert_eq!(state.selected, 21);
        assert!(state.act(Action::Down, 22, 12));
        assert_eq!(state.selected, 21);
        assert!(state.act(Action::First, 22, 12));
        assert!(state.act(Action::Up, 0, 0));
        assert_eq!(state.selected, 0);
        assert!(!state.act(Action::Open, 22, 12));
    }

    #[test]
    fn no_size_panics() {
        for (width, height) in SIZES {
            for selected in [0, 7, 99] {
                let _ = draw(&parties(), selected, width, height);
                let _ = draw(&numbers(50), selected, width, height);
                let _ = draw(&Table::default(), selected, width, height);
            }
        }
    }
}
