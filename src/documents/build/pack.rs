//! The pack: every document of a project in one, each from a page of its own.

use super::{
    super::document::{Block, Document, Level, Text},
    built,
    case::Case,
    imprint,
    pieces::{heading, note, paragraph, row, table},
    which::parts,
    words::sentence,
};
use crate::{guidance::Role, project::Value, rules::and};

/// Every document in one.
pub(super) fn document(case: &Case) -> Document {
    let parts: Vec<Document> = parts(case.edition, case.project)
        .iter()
        .filter_map(|which| built(case, which).ok())
        .collect();
    let drafts: Vec<&str> = parts
        .iter()
        .filter(|part| part.imprint.draft.is_some())
        .map(|part| part.title.as_str())
        .collect();
    let draft = match drafts.as_slice() {
        [] => None,
        [only] => Some(format!("Of its parts the {only} is a draft.")),
        several => Some(format!("Of its parts these are drafts: {}.", and(several))),
    };
    let mut blocks = cover(case, &parts);
    for part in parts {
        blocks.push(Block::PageBreak);
        blocks.push(heading(Level::One, &part.title));
        if let Some(draft) = &part.imprint.draft {
            blocks.push(note(format!("Draft. {draft}")));
        }
        blocks.extend(part.blocks.into_iter().map(deeper));
    }
    Document {
        name: "pack".to_owned(),
        title: "Project pack".to_owned(),
        imprint: imprint::imprint(case, draft),
        has_contents: true,
        blocks,
    }
}

/// What the project is, and what the pack holds.
fn cover(case: &Case, parts: &[Document]) -> Vec<Block> {
    let summary = match case.project.in_role(case.edition, Role::Summary) {
        Some(Value::Text(summary)) => Some(paragraph(summary)),
        _ => None,
    };
    let rows = parts
        .iter()
        .map(|part| row(vec![Text::plain(&part.title), Text::plain(state(part))]));
    let mut blocks: Vec<Block> = summary.into_iter().collect();
    let columns = ["Document", "State"];
    blocks.push(table("What the pack holds", &columns, rows.collect()));
    blocks
}

fn state(part: &Document) -> String {
    match &part.imprint.draft {
        Some(draft) => format!("Draft. {}", sentence(draft)),
        None => "Not a draft.".to_owned(),
    }
}

/// The same a level deeper, below the title of its document.
fn deeper(block: Block) -> Block {
    match block {
        Block::Heading(Level::One, words) => Block::Heading(Level::Two, words),
        Block::Heading(Level::Two | Level::Three, words) => Block::Heading(Level::Three, words),
        Block::Paragraph(_)
        | Block::Fields(_)
        | Block::Table(_)
        | Block::Bullets(_)
        | Block::Checks(_)
        | Block::Note(_)
        | Block::SignOffs(_)
        | Block::PageBreak => block,
    }
}
