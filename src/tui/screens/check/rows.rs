//! The numbered rows of a step: its items that are asked, and its lists.

use crate::{
    guidance::{Entry as Asked, Step as GuidanceStep},
    interview::Place,
    rules::{StepState, Target},
    tui::{screen::Context, standing, theme::Progress},
};

/// A row of the page.
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) mark: Progress,
    pub(super) label: String,
    /// The first line of the answer, or what is still to be said.
    pub(super) answer: String,
    /// Whether something of it is still to be done.
    pub(super) open: bool,
    /// Whether it is a *no* or a *not sure* that somebody has to look after.
    pub(super) alert: bool,
}

/// The rows of a step: its items that are asked, and its lists.
pub(super) fn rows(cx: &Context, step: &GuidanceStep) -> Vec<Row> {
    let project = cx.session.project();
    let state = cx.session.assessment().step(step.id.as_str());
    let unmet: Vec<_> = state.into_iter().flat_map(StepState::unmet).collect();
    let row = |asked: &Asked| match asked {
        Asked::Item(item) => {
            let state = cx
                .session
                .assessment()
                .item(item.id.as_str())
                .filter(|state| state.applies)?;
            let answer = project.answer(item.id.as_str());
            let said = answer
                .and_then(|answer| answer.value.as_ref())
                .map(|value| value.text(item));
            let skipped = answer.and_then(|answer| answer.skipped.as_ref());
            let words = match (skipped, said) {
                (Some(skipped), _) => format!("not applicable: {}", skipped.reason),
                (None, Some(said)) if !said.trim().is_empty() => said,
                (None, Some(_)) => "partly filled".to_owned(),
                (None, None) if !state.counts => "suggested, not counted".to_owned(),
                (None, None) => "no answer yet".to_owned(),
            };
            let number = item
                .number
                .as_ref()
                .map(|number| format!("{number} "))
                .unwrap_or_default();
            Some(Row {
                place: Place::Item(item.id.clone()),
                mark: standing::item_mark(state),
                label: format!("{number}{}", item.label),
                answer: words,
                open: state.counts && !state.done,
                alert: item.severity.is_some()
                    && matches!(project.chosen(item.id.as_str()), Some("no" | "unsure")),
            })
        }
        Asked::List(list) => {
            let records = project.records(list.id.as_str());
            let lacking = records
                .iter()
                .filter(|record| !record.lacks(list).is_empty())
                .count();
            let mark = match (records.len(), lacking) {
                (0, _) => Progress::Empty,
                (_, 0) => Progress::Done,
                _ => Progress::Part,
            };
            let missing = match lacking {
                0 => String::new(),
                lacking => format!(", {lacking} with something missing"),
            };
            Some(Row {
                place: Place::List(list.id.clone()),
                mark,
                label: list.label.clone(),
                answer: format!("{}{missing}", list.count(records.len())),
                open: lacking > 0
                    || unmet
                        .iter()
                        .any(|unmet| unmet.to == Target::List(list.id.clone(), None)),
                alert: false,
            })
        }
    };
    step.entries.iter().filter_map(row).collect()
}

/// What is open, by name: the first few of it.
pub(super) fn open_words(rows: &[Row]) -> String {
    let open: Vec<&str> = rows
        .iter()
        .filter(|row| !matches!(row.mark, Progress::Done | Progress::Skipped))
        .map(|row| row.label.as_str())
        .collect();
    match open.as_slice() {
        [] => String::new(),
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        named => named.join(", "),
    }
}
