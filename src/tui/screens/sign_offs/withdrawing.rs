//! Withdrawing one sign-off, with a reason.

use super::page;
use crate::{
    project::Change,
    rules::SignOffState,
    tui::{
        screen::{Context, Step},
        screens::{list::capital, one_line::OneLine},
    },
};

/// Asks why one that stands is to end.
pub(super) fn of(cx: &Context, state: &SignOffState) -> OneLine {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let who = capital(project.signer_name(edition, &state.party));
    let what = page::title(cx, &state.subject);
    let (subject, role, party) = (state.subject.clone(), state.role, state.party.clone());
    let withdraw = move |reason| {
        let withdraw = Change::Withdraw {
            subject: subject.clone(),
            role,
            party: party.clone(),
            reason,
        };
        let said = "Withdrawn. Ctrl+Z gives it again.".to_owned();
        Step::CloseAnd(Box::new(Step::Apply(vec![withdraw], Some(said))))
    };
    OneLine::new(
        "Sign-offs / Withdraw",
        format!("{who} no longer stands by the {what}. Why?"),
        withdraw,
    )
    .explained(
        "The sign-off stays in the record as withdrawn, with this reason; it counts again once it is given anew.",
        "Say why in a few words: the log keeps it.",
    )
    .called("withdraw it", "leave it")
}
