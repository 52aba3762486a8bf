//! How wide the columns of a table are: never so narrow that a word or a date is broken while
//! another column has room, and what is left shared as the table asks and as its texts are long.

use super::document::{Table, Text};

/// The width of a table, in the unit of the widths given.
pub(super) const WHOLE: u32 = 10_000;

/// What a character takes of a page's width, and a cell's edges beside its text.
const CHARACTER: u32 = 112;
const EDGES: u32 = 230;

/// The longest text that stands on one line if it can: a date, `31 Mar 2025`.
const SHORT: usize = 11;
/// From which need on a date may take two lines, so that longer texts have room.
const CROWDED: u32 = 8_000;

/// The longest word that is kept whole; an address may break.
const LONGEST_WORD: usize = 16;

/// The width of each column, which together are [`WHOLE`].
pub(super) fn widths(table: &Table) -> Vec<u32> {
    let roomy = needs(table, SHORT);
    let needs = if total(&roomy) > CROWDED {
        needs(table, SHORT / 2 + 1)
    } else {
        roomy
    };
    let needed = total(&needs);
    let mut widths: Vec<u32> = if needed >= WHOLE {
        needs.iter().map(|need| need.width * WHOLE / needed).collect()
    } else {
        let free = WHOLE - needed;
        let weights: u32 = needs.iter().map(|need| need.weight).sum();
        let shared = |need: &Need| need.width + free * need.weight / weights.max(1);
        needs.iter().map(shared).collect()
    };
    let rest = WHOLE.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// The least width in which these columns break no word, as far as a page has it.
pub(super) fn least(table: &Table) -> u32 {
    let needs = needs(table, SHORT / 2 + 1);
    let whole = needs.iter().zip(widths(table));
    let whole = whole.map(|(need, width)| (need.width * WHOLE).div_ceil(width.max(1)));
    whole.max().unwrap_or_default().min(WHOLE)
}

/// Whether a word or a date has to be broken for its columns to stand beside one another.
pub(super) fn is_crowded(table: &Table) -> bool {
    total(&needs(table, SHORT)) > WHOLE
}

/// What each column needs, if texts of so many characters are to stand on one line.
fn needs(table: &Table, short: usize) -> Vec<Need> {
    (0..table.columns.len())
        .map(|at| Need::of(table, at, short))
        .collect()
}

fn total(needs: &[Need]) -> u32 {
    needs.iter().map(|need| need.width).sum()
}

/// What a column needs, and how it shares in what is left.
struct Need {
    width: u32,
    weight: u32,
}

impl Need {
    fn of(table: &Table, at: usize, short: usize) -> Self {
        let column = table.columns.get(at);
        let share = column.map_or(1, |column| u32::from(column.share.clamp(1, 100)));
        let cells: Vec<String> = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(at))
            .map(words)
            .collect();
        let title = column.map_or(0, |column| longest_word(&column.title));
        let whole = cells
            .iter()
            .map(|cell| kept_whole(cell, short))
            .max()
            .unwrap_or_default();
        let kept = title.max(whole).min(LONGEST_WORD);
        let longest = cells
            .iter()
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default();
        // A text sixteen times as long takes eight times the width and twice the lines.
        let beyond = longest.saturating_sub(kept).min(400);
        let beyond = (beyond * beyond.isqrt()).isqrt();
        let number = |count: usize| u32::try_from(count).unwrap_or_default();
        Self {
            width: number(kept) * CHARACTER + EDGES,
            weight: share * (number(beyond) + 1),
        }
    }
}

fn words(cell: &Text) -> String {
    cell.0.iter().map(|span| span.text.as_str()).collect()
}

/// The longest piece of a text that stands on one line if it can: of a short text all, or half.
fn kept_whole(text: &str, short: usize) -> usize {
    let lines = text.lines().map(|line| match line.chars().count() {
        count @ ..=SHORT => count.min(short).max(longest_word(line)),
        _ => longest_word(line),
    });
    lines.max().unwrap_or_default()
}

fn longest_word(text: &str) -> usize {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '@'));
    words.map(|word| word.chars().count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::document::{Column, Row};
    use super::*;

    fn table(columns: &[(&str, u16)], rows: &[&[&str]]) -> Table {
        Table {
            caption: String::new(),
            list: None,
            columns: columns
                .iter()
                .map(|(title, share)| Column {
                    title: (*title).to_owned(),
                    key: String::new(),
                    share: *share,
                })
                .collect(),
            rows: rows
                .iter()
                .map(|cells| Row {
                    id: None,
                    cells: cells.iter().map(|cell| Text::plain(*cell)).collect(),
                    marks: Vec::new(),
                })
                .collect(),
        }
    }

    #[test]
    fn shares_are_kept_where_every_word_fits() {
        let widths = widths(&table(&[("Name", 3), ("Role", 1)], &[&["A", "B"]]));
        assert_eq!(widths.iter().sum::<u32>(), WHOLE);
        assert!(widths[0] > 2 * widths[1], "{widths:?}");
    }

    #[test]
    fn a_word_or_a_date_is_not_broken_while_another_column_has_room() {
        let table = table(
            &[("Milestone", 10), ("Area", 1), ("Due", 1)],
            &[&["Search tested", "Clinical impact", "31 Mar 2025"]],
        );
        let widths = widths(&table);
        assert_eq!(widths.iter().sum::<u32>(), WHOLE);
        assert!(
            widths[1] >= 8 * CHARACTER && widths[2] >= 11 * CHARACTER,
            "{widths:?}"
        );
    }

    #[test]
    fn columns_with_more_words_than_room_share_it() {
        let columns = [("Responsibilities", 1); 9];
        let widths = widths(&table(&columns, &[]));
        assert_eq!(widths.iter().sum::<u32>(), WHOLE);
        assert!(widths.iter().all(|width| *width > 1_000), "{widths:?}");
        assert_eq!(super::widths(&table(&[], &[])), Vec::<u32>::new());
    }

    #[test]
    fn in_its_least_width_no_column_breaks_a_word() {
        let table = table(
            &[("Milestone", 3), ("Responsibilities", 1), ("Met", 1)],
            &[&["Search tested in all fourteen practices", "A", "4 of 173"]],
        );
        let least = super::least(&table);
        assert!(least < WHOLE, "{least}");
        for (width, letters) in widths(&table).into_iter().zip([9, 16, 3]) {
            assert!(width * least / WHOLE >= letters * CHARACTER, "{width} of {least}");
        }
    }
}
