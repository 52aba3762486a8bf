//! The pieces that blocks are put together from.

use super::super::document::{Block, Column, Level, Mark, MarkKind, Part, Row, Span, Style, Table, Text};
use crate::rules::Target;

pub(super) fn heading(level: Level, words: impl Into<String>) -> Block {
    Block::Heading(level, words.into())
}

pub(super) fn paragraph(words: impl Into<String>) -> Block {
    Block::Paragraph(Text::plain(words))
}

/// A paragraph said about the document rather than in it.
pub(super) fn aside(words: impl Into<String>) -> Block {
    Block::Paragraph(styled(words, Style::Mark))
}

pub(super) fn note(words: impl Into<String>) -> Block {
    Block::Note(Text::plain(words))
}

pub(super) fn bullets(lines: Vec<String>) -> Block {
    Block::Bullets(lines.into_iter().map(Text::plain).collect())
}

pub(super) fn styled(words: impl Into<String>, style: Style) -> Text {
    Text(vec![Span {
        text: words.into(),
        style,
        link: None,
    }])
}

/// A strong beginning, and what follows it.
pub(super) fn led(strong: impl Into<String>, rest: impl Into<String>) -> Text {
    let mut text = styled(strong, Style::Strong);
    text.0.extend(Text::plain(rest).0);
    text
}

pub(super) fn part(label: impl Into<String>, key: impl Into<String>, text: impl Into<String>) -> Part {
    Part {
        label: label.into(),
        key: key.into(),
        text: text.into(),
        is_line: false,
    }
}

/// A part that stands on the line of its label.
pub(super) fn line_part(label: impl Into<String>, key: impl Into<String>, text: impl Into<String>) -> Part {
    Part {
        is_line: true,
        ..part(label, key, text)
    }
}

pub(super) fn gap(words: impl Into<String>, to: Option<Target>) -> Mark {
    mark(MarkKind::Gap, words, to)
}

pub(super) fn carried(words: impl Into<String>, to: Option<Target>) -> Mark {
    mark(MarkKind::Carried, words, to)
}

pub(super) fn attention(words: impl Into<String>, to: Option<Target>) -> Mark {
    mark(MarkKind::Attention, words, to)
}

pub(super) fn remark(words: impl Into<String>) -> Mark {
    mark(MarkKind::Remark, words, None)
}

fn mark(kind: MarkKind, words: impl Into<String>, to: Option<Target>) -> Mark {
    Mark {
        kind,
        words: words.into(),
        to,
    }
}

/// What stands in a cell that has nothing to say and where nothing is written by hand.
pub(super) const NOTHING: &str = "\u{2013}";

/// A row that is no record; what is empty says so.
pub(super) fn row(cells: Vec<Text>) -> Row {
    let said = cells.into_iter().map(|cell| {
        let is_empty = cell.0.iter().all(|span| span.text.trim().is_empty());
        if is_empty { Text::plain(NOTHING) } else { cell }
    });
    Row {
        id: None,
        cells: said.collect(),
        marks: Vec::new(),
    }
}

/// A table of rows that are no list's.
pub(super) fn table(caption: impl Into<String>, titles: &[&str], rows: Vec<Row>) -> Block {
    let columns = titles.iter().map(|title| Column {
        title: (*title).to_owned(),
        key: String::new(),
        share: 1,
    });
    Block::Table(Table {
        caption: caption.into(),
        list: None,
        columns: columns.collect(),
        rows,
    })
}
