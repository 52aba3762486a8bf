//! The form of a step, its fields in the guidance's order, and the annexes of a document.

use super::{
    super::document::{Block, Document, Field, Level},
    answer,
    case::Case,
    draft::draft,
    imprint,
    pieces::{aside, heading, paragraph},
    records,
    words::page_words,
};
use crate::guidance::{DocumentPlan, Entry, Item, List, Step};

/// A document of the plan, with what it says.
pub(super) fn document(case: &Case, plan: &DocumentPlan, name: &str, blocks: Vec<Block>) -> Document {
    Document {
        name: name.to_owned(),
        title: plan.title.clone(),
        imprint: imprint::imprint(case, draft(case, plan)),
        has_contents: false,
        blocks,
    }
}

/// What stands below the title: where the guidance asks for it.
pub(super) fn source(case: &Case, step: &Step) -> Block {
    aside(format!("{}.", page_words(case.edition, &step.source)))
}

/// Every entry of a step that applies: fields under the headings of their groups, lists under
/// their own.
pub(super) fn step(case: &Case, step: &Step, groups: Level) -> Vec<Block> {
    entries(case, step.entries.iter(), groups)
}

/// These entries of a step, as [`step`].
pub(super) fn entries<'a>(
    case: &Case,
    entries: impl Iterator<Item = &'a Entry>,
    groups: Level,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut fields: Vec<Field> = Vec::new();
    let mut group: Option<&str> = None;
    for entry in entries {
        match entry {
            Entry::Item(item) if !case.applies(item) => {}
            Entry::Item(item) => {
                if item.group.as_deref() != group {
                    flush(&mut blocks, &mut fields);
                    group = item.group.as_deref();
                    blocks.extend(group.map(|group| heading(groups, group)));
                }
                fields.push(answer::field(case, item));
            }
            Entry::List(list) => {
                flush(&mut blocks, &mut fields);
                blocks.extend(list_section(case, list, Level::Two));
            }
        }
    }
    flush(&mut blocks, &mut fields);
    blocks
}

/// The fields of these items, those that apply.
pub(super) fn fields<'a>(case: &Case, items: impl Iterator<Item = &'a Item>) -> Option<Block> {
    let fields: Vec<Field> = items
        .filter(|item| case.applies(item))
        .map(|item| answer::field(case, item))
        .collect();
    (!fields.is_empty()).then_some(Block::Fields(fields))
}

/// A list under its own heading.
pub(super) fn list_section(case: &Case, list: &List, level: Level) -> Vec<Block> {
    let mut blocks = vec![heading(level, &list.label)];
    blocks.extend(records::list(case, list));
    blocks
}

/// The steps of a document behind its form, an annex each.
pub(super) fn annexes(case: &Case, plan: &DocumentPlan) -> Vec<Block> {
    let steps = plan.steps.iter().skip(1);
    let steps = steps.filter_map(|id| case.edition.step(id.as_str()));
    let letters = 'A'..='Z';
    steps
        .zip(letters)
        .flat_map(|(annex, letter)| {
            let mut blocks = vec![
                heading(Level::One, format!("Annex {letter}: {}", annex.title)),
                paragraph(format!(
                    "{} {}.",
                    annex.prompt,
                    page_words(case.edition, &annex.source)
                )),
            ];
            blocks.extend(step(case, annex, Level::Two));
            blocks
        })
        .collect()
}

fn flush(blocks: &mut Vec<Block>, fields: &mut Vec<Field>) {
    if !fields.is_empty() {
        blocks.push(Block::Fields(std::mem::take(fields)));
    }
}
