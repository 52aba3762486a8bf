//! Sign-offs that a gate wants, and which of them do not stand.

use super::{
    super::{
        assessment::{Rule, Standing, Target, Unmet},
        case::Case,
        sign_offs::who,
        words::{and_more, capital, subject_title},
    },
    records::list_row,
};
use crate::guidance::{By, ListRole, SignRole};

/// A row for each sign-off that does not stand by somebody who has to give it.
pub(super) fn unsigned(case: &Case, subject: &str, role: SignRole, by: By) -> Vec<Unmet> {
    let wanted = who(by, &case.parties);
    if wanted.is_empty() {
        return nobody(case, subject, role, by).into_iter().collect();
    }
    wanted
        .into_iter()
        .filter_map(|party| open_sign_off(case, subject, role, party))
        .collect()
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
