//! Sign-offs: given, given anew, withdrawn.

use serde_json::{Map, Value as Json, json};

use super::{Edit, value_error};
use crate::{
    characters::escaped,
    guidance::{By, ListRole, SignRole},
    project::{
        change::{Change, ChangeError, day_in},
        cover,
        file::SignOff,
        id::RESERVED,
        value::{TEXT_LIMIT, sound_line, sound_text},
    },
};

impl Edit<'_, '_, '_> {
    pub(super) fn sign(&mut self, change: &Change) -> Result<(), ChangeError> {
        let sign_off = self.sign_off(change)?;
        let before = self
            .project
            .standing(&sign_off.subject, sign_off.role, &sign_off.party);
        if before.is_some_and(|before| says_the_same(before, &sign_off)) {
            return Ok(());
        }
        let was = before.map_or(Json::Null, |before| json!(before));
        let made = json!(sign_off);
        self.project.sign_offs.push(sign_off);
        self.log(change, was, Some(made));
        Ok(())
    }

    /// The sign-off that a `sign` would record; fails where it is malformed.
    fn sign_off(&mut self, change: &Change) -> Result<SignOff, ChangeError> {
        let Change::Sign {
            subject,
            role,
            party,
            name,
            date,
            address,
        } = change
        else {
            return Err(ChangeError::Shape("this is no sign-off".to_owned()));
        };
        self.may_sign(subject, *role, party)?;
        let place = format!("a sign-off of {subject}");
        let wrong = |what: &str| ChangeError::SignOff {
            subject: subject.clone(),
            what: what.to_owned(),
        };
        for line in [Some(name), address.as_ref()].into_iter().flatten() {
            sound_line(line).map_err(|what| value_error(&place, what))?;
        }
        if name.trim().is_empty() {
            return Err(wrong("names a person, and this one names nobody"));
        }
        let date = day_in(&place, date)?;
        if date > self.stamp.today {
            return Err(wrong(&format!(
                "is dated {date}, which is after today ({})",
                self.stamp.today
            )));
        }
        let address = address.clone().filter(|address| !address.trim().is_empty());
        match (role, &address) {
            (SignRole::Publish, None) => {
                return Err(wrong("as published needs the address where it was published"));
            }
            (SignRole::Approve | SignRole::Certify | SignRole::Sign, Some(_)) => {
                return Err(wrong("has an address only where it is a publication"));
            }
            (SignRole::Publish, Some(_)) | (SignRole::Approve | SignRole::Certify | SignRole::Sign, None) => {
            }
        }
        let of_amendment = subject.starts_with("amendment/");
        Ok(SignOff {
            id: self.stamp.ids.fresh(8),
            subject: subject.clone(),
            role: *role,
            party: party.clone(),
            name: name.clone(),
            date,
            address,
            by: self.stamp.by.to_owned(),
            at: self.stamp.at,
            verdict: (self.stamp.verdict)(self.edition, self.project),
            covers: cover::covers(self.edition, self.project, subject).unwrap_or_default(),
            pid: of_amendment
                .then(|| cover::pid_hash(self.edition, self.project))
                .flatten(),
            withdrawn: None,
            rest: Map::new(),
        })
    }

    /// Whether the edition knows the sign-off, by that party.
    fn may_sign(&self, subject: &str, role: SignRole, party: &str) -> Result<(), ChangeError> {
        let unknown = || unknown_sign_off(subject, role, party);
        let kind = match subject.split_once('/') {
            Some(("amendment", id)) => {
                let list = self.edition.list_role(ListRole::Amendments).ok_or_else(unknown)?;
                if self.project.record(list.as_str(), id).is_none() {
                    return Err(ChangeError::UnknownRecord {
                        list: list.to_string(),
                        id: id.to_owned(),
                    });
                }
                "amendment"
            }
            Some(_) => return Err(unknown()),
            None if subject == "amendment" => return Err(unknown()),
            None => subject,
        };
        if self.edition.subject(kind).is_none() {
            return Err(unknown());
        }
        let by_party = self.project.party(self.edition, party);
        if by_party.is_none() && !RESERVED.contains(&party) {
            return Err(ChangeError::UnknownParty {
                party: party.to_owned(),
                place: format!("a sign-off of {subject}"),
            });
        }
        let may = |by| match by {
            By::EveryParty => by_party.is_some(),
            By::EveryCompany => by_party.is_some_and(|party| party.text("kind") == "company"),
            By::ProjectTeam => party == "project-team",
            By::GovernanceCommittee => party == "governance-committee",
        };
        let mut wanted = self.edition.sign_offs.iter();
        if wanted.any(|wanted| wanted.subject == *kind && wanted.role == role && may(wanted.by)) {
            Ok(())
        } else {
            Err(unknown())
        }
    }

    pub(super) fn withdraw(
        &mut self,
        change: &Change,
        subject: &str,
        role: SignRole,
        party: &str,
        reason: &str,
    ) -> Result<(), ChangeError> {
        let given = |sign_off: &SignOff| {
            sign_off.subject == subject && sign_off.role == role && sign_off.party == party
        };
        if !self.project.sign_offs.iter().any(given) {
            // Nothing was ever given, so that nothing ends; but a name that nobody has is a slip.
            self.may_withdraw(subject, role, party)?;
        }
        sound_text(reason, TEXT_LIMIT).map_err(|what| value_error("the reason", what))?;
        let Some(standing) = self.project.standing(subject, role, party) else {
            return Ok(());
        };
        let was = json!(standing);
        let id = standing.id.clone();
        let because = self.signed().because(reason);
        for sign_off in self.project.sign_offs.iter_mut().filter(|given| given.id == id) {
            sign_off.withdrawn = Some(because.clone());
        }
        self.log(change, was, None);
        Ok(())
    }

    /// Whether the edition and the project know what a `withdraw` names; the kind of the party
    /// does not matter.
    fn may_withdraw(&self, subject: &str, role: SignRole, party: &str) -> Result<(), ChangeError> {
        let kind = match subject.split_once('/') {
            Some(("amendment", _)) => "amendment",
            Some(_) => "",
            None if subject == "amendment" => "",
            None => subject,
        };
        let mut wanted = self.edition.sign_offs.iter();
        if !wanted.any(|wanted| wanted.subject == *kind && wanted.role == role) {
            return Err(unknown_sign_off(subject, role, party));
        }
        let known = RESERVED.contains(&party) || self.project.party(self.edition, party).is_some();
        if known {
            Ok(())
        } else {
            Err(ChangeError::UnknownParty {
                party: party.to_owned(),
                place: format!("a sign-off of {subject}"),
            })
        }
    }
}

/// Whether a sign-off given again says nothing new.
fn says_the_same(before: &SignOff, again: &SignOff) -> bool {
    before.name == again.name
        && before.date == again.date
        && before.address == again.address
        && before.covers == again.covers
        && before.pid == again.pid
}

fn unknown_sign_off(subject: &str, role: SignRole, party: &str) -> ChangeError {
    ChangeError::UnknownSignOff {
        subject: escaped(subject),
        role: role.done(),
        party: escaped(party),
    }
}
