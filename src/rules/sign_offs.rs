//! Sign-offs: wanted, given, lapsed, and healed by an agreed amendment.
//!
//! Of a subject, role and party the sign-off recorded last counts, unless it was withdrawn. It
//! lapses when anything that it covers changes.

use std::collections::{BTreeMap, HashMap};

use super::{
    assessment::{SignOffState, Standing},
    changed::changed_things,
    parties::Parties,
};
use crate::{
    guidance::{By, Edition, ListRole, SignRole},
    project::{Project, SignOff, covers, pid_hash},
};

/// The subject whose lapsed sign-offs an agreed amendment heals.
pub(super) const PID: &str = "pid";
/// The subject of which there is one for each amendment.
const AMENDMENT: &str = "amendment";
const TEAM: &str = "project-team";
const COMMITTEE: &str = "governance-committee";

type Key = (String, SignRole, String);

/// Every sign-off that is wanted or was given.
pub(super) struct SignOffs {
    pub(super) states: Vec<SignOffState>,
    places: HashMap<Key, usize>,
}

impl SignOffs {
    pub(super) fn of(edition: &Edition, project: &Project, parties: &Parties) -> Self {
        let mut list = Listing {
            edition,
            project,
            last: last_of_each(project),
            now: BTreeMap::new(),
            states: Vec::new(),
            places: HashMap::new(),
        };
        for subject in &edition.subjects {
            for instance in instances(edition, project, subject.id.as_str()) {
                for wanted in edition
                    .sign_offs
                    .iter()
                    .filter(|wanted| wanted.subject == subject.id)
                {
                    for party in who(wanted.by, parties) {
                        list.add(&instance, wanted.role, party, wanted.required);
                    }
                }
                list.add_unwanted(&instance);
            }
        }
        let (mut states, places) = (list.states, list.places);
        heal(edition, project, &mut states);
        Self { states, places }
    }

    /// How the sign-off of a subject by a party stands.
    pub(super) fn standing(&self, subject: &str, role: SignRole, party: &str) -> &Standing {
        let key = (subject.to_owned(), role, party.to_owned());
        self.places
            .get(&key)
            .and_then(|&at| self.states.get(at))
            .map_or(&Standing::Outstanding, |state| &state.standing)
    }

    /// Those that lapsed, in the order of the edition.
    pub(super) fn lapsed(&self) -> impl Iterator<Item = &SignOffState> {
        self.states
            .iter()
            .filter(|state| matches!(state.standing, Standing::Lapsed { .. }))
    }
}

/// By whom a sign-off is wanted now.
pub(super) fn who<'a>(by: By, parties: &Parties<'a>) -> Vec<&'a str> {
    match by {
        By::EveryParty => parties.signing().map(|party| party.id.as_str()).collect(),
        By::EveryCompany => parties.companies().map(|party| party.id.as_str()).collect(),
        By::ProjectTeam => vec![TEAM],
        By::GovernanceCommittee => vec![COMMITTEE],
    }
}

/// The part of a subject before the slash: what the edition knows it by.
pub(super) fn kind_of(subject: &str) -> &str {
    subject.split_once('/').map_or(subject, |(kind, _)| kind)
}

/// The subject under which an amendment is approved.
pub(super) fn amendment_subject(id: &str) -> String {
    format!("{AMENDMENT}/{id}")
}

/// Whether an amendment is agreed: complete, with every approval wanted of it standing.
pub(super) fn is_agreed(edition: &Edition, project: &Project, states: &[SignOffState], id: &str) -> bool {
    let Some(list) = edition
        .list_role(ListRole::Amendments)
        .and_then(|list| edition.list(list.as_str()))
    else {
        return false;
    };
    let complete = project
        .record(list.id.as_str(), id)
        .is_some_and(|record| record.versions.is_empty() && record.lacks(list).is_empty());
    let subject = amendment_subject(id);
    let mut approvals = states
        .iter()
        .filter(|state| state.subject == subject && state.required)
        .peekable();
    complete
        && approvals.peek().is_some()
        && approvals.all(|state| matches!(state.standing, Standing::Given { .. }))
}

/// The last approval of the amendment that was agreed last; none where its approvals were given
/// with different PIDs, or none is agreed.
pub(super) fn agreed_by<'a>(
    edition: &Edition,
    project: &'a Project,
    states: &[SignOffState],
) -> Option<&'a SignOff> {
    let recorded = |sign_off: &&SignOff| project.sign_offs.iter().position(|other| other.id == sign_off.id);
    let approvals = |id: &str| -> Option<&'a SignOff> {
        let subject = amendment_subject(id);
        let wanted = states
            .iter()
            .filter(|state| state.subject == subject && state.required);
        let given: Option<Vec<&SignOff>> = wanted
            .map(|state| project.standing(&subject, state.role, &state.party))
            .collect();
        let given = given?;
        let first = given.first()?;
        let same = given.iter().all(|sign_off| sign_off.pid == first.pid);
        given.into_iter().max_by_key(recorded).filter(|_| same)
    };
    project
        .records_in(edition, ListRole::Amendments)
        .iter()
        .filter(|record| is_agreed(edition, project, states, &record.id))
        .filter_map(|record| approvals(&record.id))
        .max_by_key(recorded)
}

fn instances(edition: &Edition, project: &Project, subject: &str) -> Vec<String> {
    if subject == AMENDMENT {
        project
            .records_in(edition, ListRole::Amendments)
            .iter()
            .map(|record| amendment_subject(&record.id))
            .collect()
    } else {
        vec![subject.to_owned()]
    }
}

/// Of each subject, role and party the sign-off recorded last, unless it was withdrawn.
fn last_of_each(project: &Project) -> BTreeMap<Key, &SignOff> {
    let mut last = BTreeMap::new();
    for sign_off in &project.sign_offs {
        last.insert(
            (sign_off.subject.clone(), sign_off.role, sign_off.party.clone()),
            sign_off,
        );
    }
    last.retain(|_, sign_off| sign_off.withdrawn.is_none());
    last
}

struct Listing<'a> {
    edition: &'a Edition,
    project: &'a Project,
    last: BTreeMap<Key, &'a SignOff>,
    /// What a subject covers now, worked out once where anything of it was signed.
    now: BTreeMap<String, BTreeMap<String, String>>,
    states: Vec<SignOffState>,
    places: HashMap<Key, usize>,
}

impl Listing<'_> {
    fn add(&mut self, subject: &str, role: SignRole, party: &str, required: bool) {
        let key = (subject.to_owned(), role, party.to_owned());
        if let Some(state) = self.places.get(&key).and_then(|&at| self.states.get_mut(at)) {
            state.required |= required;
            return;
        }
        let standing = match self.last.get(&key).copied() {
            None => Standing::Outstanding,
            Some(sign_off) => self.judge(sign_off),
        };
        self.places.insert(key, self.states.len());
        self.states.push(SignOffState {
            subject: subject.to_owned(),
            role,
            party: party.to_owned(),
            required,
            standing,
            healed_by: None,
        });
    }

    /// Those that stand although nobody wants them, such as a party's that has left.
    fn add_unwanted(&mut self, subject: &str) {
        let others: Vec<Key> = self
            .last
            .keys()
            .filter(|key| key.0 == subject && !self.places.contains_key(*key))
            .cloned()
            .collect();
        for (_, role, party) in others {
            self.add(subject, role, &party, false);
        }
    }

    fn judge(&mut self, sign_off: &SignOff) -> Standing {
        let now = self
            .now
            .entry(sign_off.subject.clone())
            .or_insert_with(|| covers(self.edition, self.project, &sign_off.subject).unwrap_or_default());
        let things = changed_since(self.edition, self.project, sign_off, now);
        if things.is_empty() {
            Standing::Given {
                id: sign_off.id.clone(),
            }
        } else {
            Standing::Lapsed {
                id: sign_off.id.clone(),
                changed: changed_things(self.edition, self.project, sign_off, &things),
            }
        }
    }
}

/// What a sign-off covers that is no longer as it was, or has two versions, in the guidance's order.
fn changed_since(
    edition: &Edition,
    project: &Project,
    sign_off: &SignOff,
    now: &BTreeMap<String, String>,
) -> Vec<String> {
    let gone = sign_off.covers.keys().filter(|thing| !now.contains_key(*thing));
    let other = now
        .iter()
        .filter(|&(thing, hash)| sign_off.covers.get(thing) != Some(hash) || is_doubled(project, thing))
        .map(|(thing, _)| thing);
    let mut things: Vec<String> = gone.chain(other).cloned().collect();
    things.sort_by_key(|thing| edition.position(thing.split('/').next().unwrap_or(thing)));
    things
}

fn is_doubled(project: &Project, thing: &str) -> bool {
    match thing.split_once('/') {
        Some((list, id)) => project
            .record(list, id)
            .is_some_and(|record| !record.versions.is_empty()),
        None => project
            .answer(thing)
            .is_some_and(|answer| !answer.versions.is_empty()),
    }
}

/// Lets the PID's lapsed sign-offs count as given where an amendment is agreed with the PID as it
/// stands now. Two versions of anything in it heal only by a choice.
fn heal(edition: &Edition, project: &Project, states: &mut [SignOffState]) {
    let lapsed =
        |state: &SignOffState| state.subject == PID && matches!(state.standing, Standing::Lapsed { .. });
    if !states.iter().any(lapsed) {
        return;
    }
    let doubled = edition.subject(PID).is_none_or(|subject| {
        let items = subject
            .covers
            .items
            .iter()
            .any(|item| is_doubled(project, item.as_str()));
        let records = subject
            .covers
            .lists
            .iter()
            .flat_map(|list| project.records(list.as_str()))
            .any(|record| !record.versions.is_empty());
        items || records
    });
    let Some(present) = pid_hash(edition, project).filter(|_| !doubled) else {
        return;
    };
    let with_present = |id: &str| {
        let subject = amendment_subject(id);
        states
            .iter()
            .filter(|state| state.subject == subject && state.required)
            .all(|state| {
                project
                    .standing(&state.subject, state.role, &state.party)
                    .is_some_and(|sign_off| sign_off.pid.as_ref() == Some(&present))
            })
    };
    let healer = project
        .records_in(edition, ListRole::Amendments)
        .iter()
        .rev()
        .map(|record| record.id.as_str())
        .find(|id| is_agreed(edition, project, states, id) && with_present(id));
    let Some(healer) = healer.map(str::to_owned) else {
        return;
    };
    for state in states.iter_mut().filter(|state| lapsed(state)) {
        if let Standing::Lapsed { id, .. } = &state.standing {
            state.standing = Standing::Given { id: id.clone() };
            state.healed_by = Some(healer.clone());
        }
    }
}
