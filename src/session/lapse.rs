//! Whose sign-offs a change would make lapse: asked before it is made, on every front end.

use super::Session;
use crate::{
    guidance::{Edition, Verdict},
    project::{Change, CountedIds, Project, Stamp, apply, covers},
    rules::Standing,
};

/// A sign-off that a change would make lapse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldLapse {
    /// What was signed.
    pub subject: String,
    /// Who signed it, in words.
    pub who: String,
}

/// The standing sign-offs that changes would make lapse, one row a subject.
///
/// What a sign-off covers is compared before and after, so that a change of nothing, of a note or
/// of a plan's progress asks nobody. Changes that would be refused make nothing lapse.
pub fn would_lapse(session: &Session, changes: &[Change]) -> Vec<WouldLapse> {
    let (edition, project) = (session.edition(), session.project());
    let given: Vec<_> = session
        .assessment()
        .sign_offs
        .iter()
        .filter(|state| matches!(state.standing, Standing::Given { .. }))
        .filter(|state| {
            changes
                .iter()
                .any(|change| concerns(edition, &state.subject, change))
        })
        .collect();
    if given.is_empty() {
        return Vec::new();
    }
    let Some(after) = changed(session, changes) else {
        return Vec::new();
    };
    let mut lapses: Vec<WouldLapse> = Vec::new();
    let mut compared: Vec<(&str, bool)> = Vec::new();
    for state in given {
        let known = compared.iter().find(|(subject, _)| *subject == state.subject);
        let touched = known.map_or_else(
            || covers(edition, project, &state.subject) != covers(edition, &after, &state.subject),
            |(_, touched)| *touched,
        );
        compared.push((&state.subject, touched));
        // One that these changes give or withdraw does not lapse by them.
        let stands = after
            .standing(&state.subject, state.role, &state.party)
            .map(|sign_off| &sign_off.id)
            == project
                .standing(&state.subject, state.role, &state.party)
                .map(|sign_off| &sign_off.id);
        if !touched || !stands {
            continue;
        }
        let who = project.signer_name(edition, &state.party).to_owned();
        match lapses.iter_mut().find(|lapse| lapse.subject == state.subject) {
            Some(lapse) => lapse.who = format!("{}, {who}", lapse.who),
            None => lapses.push(WouldLapse {
                subject: state.subject.clone(),
                who,
            }),
        }
    }
    lapses
}

/// Whether what a change edits is among what a sign-off of the subject covers, so that the two have
/// to be compared; most letters are typed where nobody has signed.
fn concerns(edition: &Edition, subject: &str, change: &Change) -> bool {
    let kind = subject.split('/').next().unwrap_or(subject);
    let target = change.target();
    edition.subject(kind).is_some_and(|subject| {
        subject.covers.items.iter().any(|item| *item == *target)
            || subject.covers.lists.iter().any(|list| *list == *target)
    })
}

/// The project as it would be after the changes; `None` where they are refused.
fn changed(session: &Session, changes: &[Change]) -> Option<Project> {
    let mut after = session.project().clone();
    // Nothing is kept of these ids and this verdict: the copy is only looked at.
    let verdict = |_: &Edition, _: &Project| Verdict::Undetermined;
    let acting = session.acting();
    let mut stamp = Stamp {
        by: &acting.by,
        at: acting.clock.now(),
        today: acting.today(),
        ids: &mut CountedIds::default(),
        verdict: &verdict,
    };
    apply(&mut after, changes, session.edition(), &mut stamp).ok()?;
    Some(after)
}
