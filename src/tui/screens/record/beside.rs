//! What is to be read beside some forms: of an amendment how far it is, what the PID says now of
//! what it changes, and what it said when it was agreed; of a milestone that moved the way to its
//! amendment; of a risk what it lacks, or who closed it.

use super::RecordForm;
use crate::{
    guidance::ListRole,
    rules::amended_parts,
    tui::{
        layout::PROSE, screen::Context, screens::list::may_begin, standing, text, widgets::prose::Passage,
    },
};

/// The rows of a text that is told in brief, and how many columns wrapping may cost each.
const ROWS: u16 = 2;
const HANG: u16 = 12;

/// How much of it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Two rows of each text, below the form.
    Brief,
    /// All of it, in the help.
    Whole,
}

/// What is to be read beside the form; nothing for any other record.
pub(super) fn passages(screen: &RecordForm, cx: &Context, told: Told) -> Vec<Passage> {
    let Some(record) = screen.record(cx) else {
        return Vec::new();
    };
    let edition = cx.session.edition();
    if may_begin(cx, &screen.list, &record.id) {
        return vec![Passage::new(
            "It has moved. A significant change to the plan is agreed by an amendment: the button amend begins it.",
            cx.look.quiet(),
        )];
    }
    if edition.list_role(ListRole::Amendments) == Some(&screen.list) {
        return of_amendment(cx, &record.id, told);
    }
    if edition.list_role(ListRole::Risks) == Some(&screen.list) {
        return of_risk(cx, &record.id).into_iter().collect();
    }
    Vec::new()
}

fn of_risk(cx: &Context, id: &str) -> Option<Passage> {
    let risks = &cx.session.assessment().risks;
    let risk = risks.iter().find(|risk| risk.record.as_deref() == Some(id))?;
    let closed = standing::closed_words(risk, cx.session.acting());
    let words = closed.or_else(|| Some(format!("Still {}.", risk.lacks_words()?)))?;
    Some(Passage::typed(words, cx.look.quiet()))
}

fn of_amendment(cx: &Context, id: &str, told: Told) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    let found = cx.session.assessment();
    let Some(amendment) = found.amendment(id) else {
        return Vec::new();
    };
    let cut = |words: String| match told {
        Told::Brief => text::cut(&words, ROWS * PROSE - HANG * ROWS, cx.look).into_owned(),
        Told::Whole => words,
    };
    let mut passages = vec![Passage::typed(amendment.words(), cx.look.prompt())];
    for part in amended_parts(cx.session.edition(), cx.session.project(), found, id) {
        passages.push(Passage::typed(cut(part.now_words()), quiet).hanging(2));
        match part.agreed_words() {
            Some(then) => passages.push(Passage::typed(cut(then), cx.look.alert()).indented(2).hanging(2)),
            None if amendment.agreed => {
                passages.push(Passage::new("As it was agreed.", quiet).indented(2));
            }
            None => {}
        }
    }
    passages
}
