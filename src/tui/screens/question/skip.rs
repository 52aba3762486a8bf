//! Why a question does not apply: one line, laid over the question.

use crate::{
    guidance::Item,
    project::Change,
    tui::{screen::Step, screens::one_line::OneLine},
};

/// Asks for the reason; one that was given before stands there.
pub(super) fn of(item: &Item, reason: &str) -> OneLine {
    let id = item.id.to_string();
    let skip = move |reason| {
        let skip = Change::Skip {
            item: id.clone(),
            reason,
        };
        let said = "Not applicable: it counts as done.".to_owned();
        Step::CloseAnd(Box::new(Step::Apply(vec![skip], Some(said))))
    };
    OneLine::new(item.label.as_str(), "Not applicable, because", skip)
        .briefly("not applicable")
        .explained(
            "Enter keeps the reason, and the question counts as done. What is written there stays. \
             Esc goes back.",
            "A reason is needed: a few words that others can follow.",
        )
        .called("keep it", "back")
        .begun_with(reason)
}
