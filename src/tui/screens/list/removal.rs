//! The question before a record is removed, or what keeps it there.

use super::rows::record_name;
use crate::{
    guidance::{FieldKind, List, ListRole},
    project::{Change, day_words},
    tui::{
        screen::{Context, Screen, Step},
        screens::ask::Ask,
    },
};

/// The question about a record; where something refers to it, what that is.
pub(super) fn question(cx: &Context, list: &List, id: &str, name: &str) -> Box<dyn Screen> {
    let named_by = named_by(cx, list, id);
    let place = format!("Remove a {}", list.one);
    if named_by.is_empty() {
        let change = Change::Remove {
            list: list.id.to_string(),
            id: id.to_owned(),
        };
        let say = "Removed. Ctrl+Z brings it back.".to_owned();
        return Box::new(
            Ask::new(&place, format!("Remove {name}?"))
                .because("All that was written about it goes with it.")
                .way(
                    "Remove it",
                    "Ctrl+Z brings it back",
                    Step::Apply(vec![change], Some(say)),
                )
                .called("remove", "keep it"),
        );
    }
    let ask = Ask::new(&place, format!("{name} cannot be removed yet")).because("It is still named by:");
    let ask = named_by.into_iter().fold(ask, Ask::naming);
    Box::new(
        ask.because("Change those first; a sign-off is ended on its own screen, by w.")
            .way("Keep it", "", Step::Stay)
            .called("keep it", "close"),
    )
}

/// What refers to a party, or to an amendment, in words, such as `Team members: B. Example`.
fn named_by(cx: &Context, list: &List, id: &str) -> Vec<String> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let is = |role| edition.list_role(role) == Some(&list.id);
    let mut things = Vec::new();
    if is(ListRole::Parties) {
        for other in edition.lists() {
            let naming: Vec<&str> = other
                .fields
                .iter()
                .filter(|field| matches!(field.kind, FieldKind::Party | FieldKind::Company))
                .map(|field| field.id.as_str())
                .collect();
            let records = project.records(other.id.as_str()).iter().enumerate();
            let names: Vec<String> = records
                .filter(|(_, record)| naming.iter().any(|field| record.text(field) == id))
                .map(|(at, record)| record_name(cx, other, record, at))
                .collect();
            if !names.is_empty() {
                things.push(format!("{}: {}", other.label, names.join(", ")));
            }
        }
    }
    let amendment = format!("amendment/{id}");
    for state in &cx.session.assessment().sign_offs {
        let concerns = is(ListRole::Parties) && state.party == id
            || is(ListRole::Amendments) && state.subject == amendment;
        let standing = project.standing(&state.subject, state.role, &state.party);
        if let (true, Some(sign_off)) = (concerns, standing) {
            let kind = state.subject.split('/').next().unwrap_or_default();
            let title = edition
                .subject(kind)
                .map_or(kind, |subject| subject.title.as_str());
            things.push(format!(
                "{title}: {} by {} on {}",
                state.role.done(),
                sign_off.name,
                day_words(sign_off.date)
            ));
        }
    }
    things
}
