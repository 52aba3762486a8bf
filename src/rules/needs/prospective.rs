//! Whether the work started after everybody's first signature and publication (guidance p. 8, 31
//! and 33).

use jiff::civil::Date;

use crate::rules::{
    assessment::{Rule, Target, Unmet},
    case::Case,
    words::and,
};
use crate::{
    guidance::{By, Role, SignRole},
    project::{Record, day_words},
};

/// The work may not have started before anybody's first signature or publication.
pub(super) fn started_too_early(case: &Case) -> Option<Unmet> {
    let item = case.edition.role(Role::ActualStart)?;
    let start = case.day(Role::ActualStart)?;
    let mut late = Vec::new();
    for first in firsts(case) {
        if start < first.date {
            late.push(format!(
                "{} {} on {}",
                case.signer(&first.party),
                first.role.done(),
                day_words(first.date)
            ));
        }
    }
    (!late.is_empty()).then(|| Unmet {
        rule: Rule::Prospective { item: item.clone() },
        what: format!(
            "The work started on {}, too early: {}",
            day_words(start),
            and(&late)
        ),
        to: Target::Item(item.clone()),
    })
}

/// Somebody's first signature or publication.
pub(in crate::rules) struct First {
    pub(in crate::rules) party: String,
    pub(in crate::rules) role: SignRole,
    pub(in crate::rules) date: Date,
}

/// The earliest signature of each party and the earliest publication of each company, of those
/// not withdrawn; a party that joined after the start is not judged by it.
pub(in crate::rules) fn firsts(case: &Case) -> Vec<First> {
    let Some(start) = case.day(Role::ActualStart) else {
        return Vec::new();
    };
    let there = |party: &&Record| party.date("joined").is_none_or(|joined| joined <= start);
    let mut firsts = Vec::new();
    for wanted in case.edition.sign_offs.iter().filter(|wanted| wanted.required) {
        let parties: Vec<&Record> = match (wanted.role, wanted.by) {
            (SignRole::Sign | SignRole::Publish, By::EveryParty) => {
                case.parties.signing().filter(there).collect()
            }
            (SignRole::Sign | SignRole::Publish, By::EveryCompany) => {
                case.parties.companies().filter(there).collect()
            }
            (SignRole::Approve | SignRole::Certify, _) | (_, By::ProjectTeam | By::GovernanceCommittee) => {
                Vec::new()
            }
        };
        for party in parties {
            let date = case
                .project
                .sign_offs
                .iter()
                .filter(|sign_off| {
                    sign_off.subject == wanted.subject.as_str()
                        && sign_off.role == wanted.role
                        && sign_off.party == party.id
                        && sign_off.withdrawn.is_none()
                })
                .map(|sign_off| sign_off.date)
                .min();
            if let Some(date) = date {
                firsts.push(First {
                    party: party.id.clone(),
                    role: wanted.role,
                    date,
                });
            }
        }
    }
    firsts
}
