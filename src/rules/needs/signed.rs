//! Sign-offs that a gate wants, and which of them do not stand.

use super::{
    super::{
        assessment::{Rule, Standing, Target, Unmet},
        case::Case,
        sign_offs::who,
        words::{and_more, capital, quoted, subject_title},
    },
    items::why_open,
    records::list_row,
};
use crate::guidance::{By, ListRole, SignRole};

/// A row for each sign-off that does not stand by somebody who has to give it; before them one for
/// each thing with two versions that it covers, since none stands until one of them is chosen.
pub(super) fn unsigned(case: &Case, subject: &str, role: SignRole, by: By) -> Vec<Unmet> {
    let wanted = who(by, &case.parties);
    if wanted.is_empty() {
        return nobody(case, subject, role, by).into_iter().collect();
    }
    let open: Vec<Unmet> = wanted
        .into_iter()
        .filter_map(|party| open_sign_off(case, subject, role, party))
        .collect();
    if open.is_empty() {
        return open;
    }
    doubled(case, subject).into_iter().chain(open).collect()
}

fn doubled(case: &Case, subject: &str) -> Vec<Unmet> {
    let Some(subject) = case.edition.subject(subject) else {
        return Vec::new();
    };
    let items = subject.covers.items.iter().filter_map(|id| {
        let state = case.item(id.as_str())?;
        let item = case.edition.item(id.as_str())?;
        state.doubled.then(|| Unmet {
            rule: Rule::StepItem { item: id.clone() },
            what: why_open(case, item),
            to: Target::Item(id.clone()),
        })
    });
    let lists = subject.covers.lists.iter();
    let records = lists
        .filter_map(|id| case.edition.list(id.as_str()))
        .flat_map(|list| {
            let records = case.project.records(list.id.as_str()).iter();
            records.map(move |record| (list, record))
        })
        .filter(|(_, record)| !record.versions.is_empty())
        .map(|(list, record)| {
            let name = quoted(list, record);
            let what = format!("The {} {name} has two versions: one has to be chosen", list.one);
            list_row(&list.id, None, Some(&record.id), what)
        });
    items.chain(records).collect()
}

fn open_sign_off(case: &Case, subject: &str, role: SignRole, party: &str) -> Option<Unmet> {
    let signer = capital(&case.signer(party));
    let title = subject_title(case.edition, subject);
    let what = match case.sign_offs.standing(subject, role, party) {
        Standing::Given { .. } => return None,
        Standing::Outstanding => format!("{signer} has not {} {title}", role.done()),
        Standing::Lapsed { changed, .. } => {
            let labels: Vec<&str> = changed.iter().map(|thing| thing.label.as_str()).collect();
            format!(
                "{signer} {} {title}, which has changed since: {}",
                role.done(),
                and_more(&labels)
            )
        }
    };
    Some(Unmet {
        rule: Rule::SignOff {
            subject: subject.to_owned(),
            role,
            party: party.to_owned(),
        },
        what,
        to: Target::SignOff(subject.to_owned(), role, Some(party.to_owned())),
    })
}

/// Where nobody is there to sign, it is the parties that are missing.
fn nobody(case: &Case, subject: &str, role: SignRole, by: By) -> Option<Unmet> {
    let who = match by {
        By::EveryCompany => "company",
        By::EveryParty | By::ProjectTeam | By::GovernanceCommittee => "party",
    };
    let what = format!(
        "No {who} is there yet to {} {}",
        role.name(),
        subject_title(case.edition, subject)
    );
    Some(list_row(
        case.edition.list_role(ListRole::Parties)?,
        None,
        None,
        what,
    ))
}
