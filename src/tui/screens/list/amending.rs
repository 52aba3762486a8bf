//! The way from a milestone that moved to its amendment.

use crate::{
    guidance::{ListId, ListRole},
    interview::{self, Amending, Place},
    tui::screen::{Context, Step},
};

/// Whether the list is that of the milestones, and milestones may be amended.
pub(super) fn is_of_milestones(cx: &Context, list: &ListId) -> bool {
    let edition = cx.session.edition();
    edition.list_role(ListRole::Milestones) == Some(list) && edition.list_role(ListRole::Amendments).is_some()
}

/// Whether a record of the list is a milestone that moved.
pub(in crate::tui::screens) fn may_begin(cx: &Context, list: &ListId, id: &str) -> bool {
    let moved = || {
        let record = cx.session.project().record(list.as_str(), id);
        record.is_some_and(interview::has_moved)
    };
    is_of_milestones(cx, list) && moved()
}

/// To the amendment of a milestone that moved; where none is begun yet, it begins.
pub(in crate::tui::screens) fn amend(cx: &Context, milestone: &str) -> Step {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let Some(list) = edition.list_role(ListRole::Amendments) else {
        return Step::Ignored;
    };
    let to = |id: String| Step::Go(Place::Record(list.clone(), id));
    match interview::amending(edition, project, cx.session.assessment(), milestone) {
        None => Step::Say("It has not moved: write its new date or the reason first.".to_owned()),
        Some(Amending::Begun(id)) => Step::Then(
            Box::new(to(id)),
            Box::new(Step::Say("This amendment was begun for it already.".to_owned())),
        ),
        Some(Amending::New(change, id)) => Step::Then(
            Box::new(Step::Apply(vec![change], None)),
            Box::new(Step::Then(
                Box::new(to(id)),
                Box::new(Step::Say(
                    "Begun. Say what it means for time, logistics and money.".to_owned(),
                )),
            )),
        ),
    }
}
