//! Characters that could act or hide, shown as U+FFFD in every text of a document.

use super::super::document::{Block, Document, Field, Mark, Part, SignOff, Span, Text};
use crate::characters::shown;

/// The document with every unsafe character as U+FFFD.
pub(super) fn sound(mut document: Document) -> Document {
    let imprint = &mut document.imprint;
    for text in [
        &mut document.name,
        &mut document.title,
        &mut imprint.project,
        &mut imprint.authors,
        &mut imprint.line,
        &mut imprint.credit,
    ] {
        show(text);
    }
    imprint.draft.iter_mut().for_each(show);
    document.blocks.iter_mut().for_each(block);
    document
}

fn block(block: &mut Block) {
    match block {
        Block::Heading(_, words) => show(words),
        Block::Paragraph(words) | Block::Note(words) => text(words),
        Block::Bullets(lines) => lines.iter_mut().for_each(text),
        Block::Fields(fields) => fields.iter_mut().for_each(field),
        Block::Checks(checks) => {
            for check in checks {
                show(&mut check.answer);
                text(&mut check.statement);
            }
        }
        Block::SignOffs(sign_offs) => sign_offs.iter_mut().for_each(sign_off),
        Block::Table(table) => {
            show(&mut table.caption);
            for column in &mut table.columns {
                show(&mut column.title);
            }
            for row in &mut table.rows {
                row.id.iter_mut().for_each(show);
                row.cells.iter_mut().for_each(text);
                row.marks.iter_mut().for_each(mark);
            }
        }
        Block::PageBreak => {}
    }
}

fn field(field: &mut Field) {
    for text in [&mut field.id, &mut field.name, &mut field.question] {
        show(text);
    }
    field.parts.iter_mut().chain(&mut field.beside).for_each(part);
    field.marks.iter_mut().for_each(mark);
}

fn part(part: &mut Part) {
    show(&mut part.label);
    show(&mut part.text);
}

fn mark(mark: &mut Mark) {
    show(&mut mark.words);
}

fn sign_off(sign_off: &mut SignOff) {
    for text in [
        &mut sign_off.role,
        &mut sign_off.party,
        &mut sign_off.name,
        &mut sign_off.date,
        &mut sign_off.address,
    ] {
        show(text);
    }
    sign_off.marks.iter_mut().for_each(mark);
}

fn text(text: &mut Text) {
    for Span { text, .. } in &mut text.0 {
        show(text);
    }
}

fn show(text: &mut String) {
    *text = shown(text);
}
