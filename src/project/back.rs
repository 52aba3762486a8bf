//! A whole project put back as an earlier copy of it has it, by ordinary changes.
//!
//! The log goes on: what was made since stays told, each thing that is put back is an entry of its
//! own, and so whoever has the project open meanwhile takes it in like any other change.

use super::{
    answer::Answer,
    apply::{Done, Stamp, apply},
    change::Change,
    history::{as_it_was, change_words},
    state::Project,
    undo::{Parts, put_back, signed_again},
};
use crate::guidance::{Edition, List, ListRole};

/// What came of putting a project back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutBack {
    /// The changes that it took, in order.
    pub done: Vec<Done>,
    /// What no change can put back, each in words with the reason.
    pub left: Vec<String>,
}

/// Makes the project say what the copy says, as far as changes can: answers, notes, evidence,
/// records, sign-offs, and whether it is archived.
///
/// A sign-off given since is withdrawn for `reason`; one withdrawn since is given again where what
/// it covers is as it was signed. Two versions do not come back: the one that was shown does.
pub fn put_back_all(
    edition: &Edition,
    project: &mut Project,
    copy: &Project,
    reason: &str,
    stamp: &mut Stamp,
) -> PutBack {
    let mut going = Going {
        edition,
        project,
        copy,
        stamp,
        back: PutBack::default(),
    };
    going.withdraw(reason);
    // what refers to a party comes after it, and goes before it
    let lists = parties_first(edition);
    for list in &lists {
        going.give_records(list);
    }
    for list in lists.iter().rev() {
        going.remove_records(list);
    }
    going.answers();
    going.sign_again();
    going.archive();
    going.back
}

fn parties_first(edition: &Edition) -> Vec<&List> {
    let mut lists: Vec<&List> = edition.lists().collect();
    lists.sort_by_key(|list| edition.list_role(ListRole::Parties) != Some(&list.id));
    lists
}

struct Going<'a, 's> {
    edition: &'a Edition,
    project: &'a mut Project,
    copy: &'a Project,
    stamp: &'a mut Stamp<'s>,
    back: PutBack,
}

impl Going<'_, '_> {
    fn make(&mut self, change: &Change) {
        match apply(
            self.project,
            std::slice::from_ref(change),
            self.edition,
            self.stamp,
        ) {
            Ok(applied) => self.back.done.extend(applied.done),
            Err(refusal) => {
                let what = change_words(self.edition, change);
                self.back.left.push(format!("{what}: {}", refusal.what));
            }
        }
    }

    fn withdraw(&mut self, reason: &str) {
        let since: Vec<Change> = self
            .project
            .sign_offs
            .iter()
            .filter(|given| {
                let standing = |project: &Project| {
                    let standing = project.standing(&given.subject, given.role, &given.party);
                    standing.is_some_and(|standing| standing.id == given.id)
                };
                standing(self.project) && !standing(self.copy)
            })
            .map(|given| Change::Withdraw {
                subject: given.subject.clone(),
                role: given.role,
                party: given.party.clone(),
                reason: reason.to_owned(),
            })
            .collect();
        for change in since {
            self.make(&change);
        }
    }

    fn give_records(&mut self, list: &List) {
        let id = list.id.as_str();
        for record in self.copy.records(id) {
            let present = self.project.record(id, &record.id);
            let as_was = present.is_some_and(|present| {
                present.versions.is_empty()
                    && list
                        .fields
                        .iter()
                        .all(|field| present.fields.get(&field.id) == record.fields.get(&field.id))
            });
            if !as_was {
                self.make(&as_it_was(list, &record.id, &record.fields, present));
            }
        }
    }

    fn remove_records(&mut self, list: &List) {
        let id = list.id.as_str();
        let since: Vec<String> = self
            .project
            .records(id)
            .iter()
            .filter(|record| self.copy.record(id, &record.id).is_none())
            .map(|record| record.id.clone())
            .collect();
        for record in since {
            self.make(&Change::Remove {
                list: id.to_owned(),
                id: record,
            });
        }
    }

    fn answers(&mut self) {
        for item in self.edition.items() {
            let answer = |project: &Project| project.answer(item.id.as_str()).cloned().unwrap_or_default();
            let (now, then) = (answer(self.project), answer(self.copy));
            if now.says_as(&then) {
                continue;
            }
            let apart = |answer: &Answer| Answer {
                note: String::new(),
                evidence: Vec::new(),
                ..answer.clone()
            };
            let parts = Parts {
                value: !apart(&now).says_as(&apart(&then)),
                note: now.note != then.note,
                evidence: now.evidence != then.evidence,
            };
            for change in put_back(self.edition, self.project, item, &then, parts, &then.note) {
                self.make(&change);
            }
        }
    }

    fn sign_again(&mut self) {
        for former in &self.copy.sign_offs {
            let of = |project: &Project| {
                let standing = project.standing(&former.subject, former.role, &former.party);
                standing.is_some_and(|standing| standing.id == former.id)
            };
            if !of(self.copy) || of(self.project) {
                continue;
            }
            match signed_again(self.edition, self.project, former.clone()) {
                Some(change) => self.make(&change),
                None => self.back.left.push(format!(
                    "the sign-off of {} by {}: what was signed is not as it was",
                    former.subject, former.name
                )),
            }
        }
    }

    fn archive(&mut self) {
        let away = self.copy.archived_at.is_some();
        if away != self.project.archived_at.is_some() {
            self.make(if away {
                &Change::Archive
            } else {
                &Change::Unarchive
            });
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::guidance::Verdict;
    use crate::project::{
        Record,
        histories::{SideIds, blank, cases, edition, moves, played, start},
        merge, unexplained,
    };
    use proptest::prelude::*;

    fn back(project: &Project, copy: &Project) -> (Project, PutBack) {
        let mut ids = SideIds { side: 'r', count: 0 };
        let mut stamp = Stamp {
            by: "Di",
            at: "2027-01-01T09:00:00Z".parse().unwrap(),
            today: "2026-12-31".parse().unwrap(),
            ids: &mut ids,
            verdict: &|_, _| Verdict::Undetermined,
        };
        let mut project = project.clone();
        let put = put_back_all(edition(), &mut project, copy, "put back", &mut stamp);
        (project, put)
    }

    fn records(project: &Project) -> Vec<(String, Record)> {
        let lists = project.lists.iter();
        let mut records: Vec<_> = lists
            .flat_map(|(list, records)| records.iter().map(|record| (list.to_string(), record.clone())))
            .collect();
        records.sort_by_key(|(list, record)| (list.clone(), record.id.clone()));
        records
    }

    fn standing(project: &Project) -> Vec<(String, String, String)> {
        let mut standing: Vec<_> = project
            .sign_offs
            .iter()
            .filter(|given| {
                let standing = project.standing(&given.subject, given.role, &given.party);
                standing.is_some_and(|standing| standing.id == given.id)
            })
            .map(|given| (given.subject.clone(), given.party.clone(), given.name.clone()))
            .collect();
        standing.sort();
        standing
    }

    proptest! {
        #![proptest_config(cases(200))]

        #[test]
        fn all_that_changed_since_is_as_it_was_and_the_log_tells_it(
            copy in start(), since in moves(12), elsewhere in moves(4)
        ) {
            let now = played(&copy, 's', &since);
            let (restored, put) = back(&now, &copy);
            if put.left.is_empty() {
                for item in edition().items() {
                    let answer = |project: &Project| project.answer(item.id.as_str()).cloned().unwrap_or_default();
                    let (was, is) = (answer(&copy), answer(&restored));
                    // what was taken from elsewhere comes back as its own where that has changed
                    let is_own = Answer { carried: was.carried.clone(), ..is.clone() };
                    prop_assert!(is_own.says_as(&was), "{}: {is:?}, not {was:?}", item.id);
                }
                prop_assert_eq!(records(&restored), records(&copy));
                prop_assert_eq!(standing(&restored), standing(&copy));
                prop_assert_eq!(restored.archived_at.is_some(), copy.archived_at.is_some());
            }
            prop_assert_eq!(unexplained(edition(), &restored), Vec::new());
            prop_assert!(restored.descends_from(&now));
            prop_assert_eq!(now.descends_from(&restored), put.done.is_empty());
            // somebody who had it open, and typed meanwhile, keeps what was typed
            let typed = played(&now, 'e', &elsewhere);
            let merged = merge(edition(), &now, &typed, &restored);
            prop_assert_eq!(unexplained(edition(), &merged), Vec::new());
            prop_assert!(merged.descends_from(&restored) && merged.descends_from(&typed));
        }
    }

    #[test]
    fn what_no_change_can_put_back_is_named() {
        let party = |project: &mut Project, changes: &[Change]| {
            for (at, change) in changes.iter().enumerate() {
                let at = format!("2026-11-02T09:0{at}:00Z").parse().unwrap();
                assert!(crate::project::histories::change(project, 'b', "Ann", at, change));
            }
        };
        let json = |json: serde_json::Value| Change::from_json(&json).unwrap();
        let mut copy = blank();
        party(
            &mut copy,
            &[json(
                serde_json::json!({"op":"add","list":"parties","record":{"id":"p1","name":"P","kind":"nhs"}}),
            )],
        );
        let mut now = copy.clone();
        party(
            &mut now,
            &[
                json(
                    serde_json::json!({"op":"sign","subject":"concept","role":"approve","party":"p1","name":"Di","date":"2026-11-02"}),
                ),
                json(
                    serde_json::json!({"op":"withdraw","subject":"concept","role":"approve","party":"p1","reason":"no"}),
                ),
                json(serde_json::json!({"op":"remove","list":"parties","id":"p1"})),
            ],
        );
        let (restored, put) = back(&now, &copy);
        assert_eq!(restored.records("parties").len(), 0);
        assert_eq!(put.left.len(), 1, "{put:?}");
        assert!(
            put.left[0].contains("a kept sign-off of concept names it"),
            "{put:?}"
        );
    }
}
