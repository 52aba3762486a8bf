//! Taking a change back, as ordinary changes that put back what was there.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{
    answer::Answer,
    carry,
    change::Change,
    cover,
    file::{Record, SignOff},
    history::as_it_was,
    state::Project,
    value::Value,
};
use crate::guidance::{Edition, Item};

/// The changes that put back what was there before a change, given the project as it is now.
///
/// None where no change can: a withdrawn sign-off whose content has changed since is nobody's to
/// give again but the signatory's. Two versions do not come back: the one that was shown does.
pub fn inverse(edition: &Edition, project: &Project, change: &Change, before: &Json) -> Vec<Change> {
    match change {
        Change::Answer { item, .. }
        | Change::Clear { item }
        | Change::Skip { item, .. }
        | Change::Confirm { item } => {
            let former = edition
                .item(item)
                .and_then(|item| Some((item, Answer::from_json(item, before)?)));
            former.map_or_else(Vec::new, |(item, former)| {
                put_back(edition, project, item, &former, Parts::of(change), &former.note)
            })
        }
        Change::Add { list, record } => {
            let id = record.get("id").and_then(Json::as_str);
            let remove = id.map(|id| Change::Remove {
                list: list.clone(),
                id: id.to_owned(),
            });
            remove.into_iter().collect()
        }
        Change::Update { list, id, fields } => {
            let former = |field: &String| before.get(field).cloned().unwrap_or(Json::Null);
            vec![Change::Update {
                list: list.clone(),
                id: id.clone(),
                fields: fields
                    .keys()
                    .map(|field| (field.clone(), former(field)))
                    .collect(),
            }]
        }
        Change::Remove { list, .. } => {
            let record = before
                .get("record")
                .and_then(|record| Record::deserialize(record).ok());
            let again = edition.list(list).zip(record);
            let again = again.map(|(list, record)| as_it_was(list, &record.id, &record.fields, None));
            again.into_iter().collect()
        }
        Change::Sign { .. } => {
            let again = signed_before(edition, project, before);
            vec![again.unwrap_or_else(|| withdrawal(change))]
        }
        Change::Withdraw { .. } => signed_before(edition, project, before).into_iter().collect(),
        Change::Archive => vec![Change::Unarchive],
        Change::Unarchive => vec![Change::Archive],
    }
}

/// Which parts of an answer are put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// Its value, and whether it was taken from elsewhere or skipped.
    pub(super) value: bool,
    /// Its note.
    pub(super) note: bool,
    /// Its evidence.
    pub(super) evidence: bool,
}

impl Parts {
    /// The value alone.
    pub(super) const VALUE: Self = Self {
        value: true,
        note: false,
        evidence: false,
    };

    /// Those that a change gave; none where it skipped the item.
    pub(super) fn of(change: &Change) -> Self {
        match change {
            Change::Answer {
                value,
                note,
                evidence,
                ..
            } => Self {
                value: value.is_some(),
                note: note.is_some(),
                evidence: evidence.is_some(),
            },
            Change::Clear { .. } | Change::Confirm { .. } => Self::VALUE,
            Change::Skip { .. }
            | Change::Add { .. }
            | Change::Update { .. }
            | Change::Remove { .. }
            | Change::Sign { .. }
            | Change::Withdraw { .. }
            | Change::Archive
            | Change::Unarchive => Self {
                value: false,
                note: false,
                evidence: false,
            },
        }
    }
}

/// What puts parts of a former answer back, and its skip or that there was none. `note` is given
/// again where nothing else is, since every answer ends a skip.
pub(super) fn put_back(
    edition: &Edition,
    project: &Project,
    item: &Item,
    former: &Answer,
    parts: Parts,
    note: &str,
) -> Vec<Change> {
    let id = item.id.to_string();
    let is_offered = parts.value && is_offered_again(edition, project, item, former);
    let value = (parts.value && !is_offered).then(|| former.value.as_ref().map_or(json!(""), Value::to_json));
    let nothing_else = !(parts.value || parts.evidence);
    let note = match (parts.note, nothing_else) {
        (true, _) => Some(former.note.clone()),
        (false, true) => Some(note.to_owned()),
        (false, false) => None,
    };
    let evidence = parts.evidence.then(|| former.evidence.clone());
    let answer = (value.is_some() || note.is_some() || evidence.is_some()).then(|| Change::Answer {
        item: id.clone(),
        value,
        note,
        evidence,
    });
    let confirm = is_offered.then(|| Change::Confirm { item: id.clone() });
    let skip = former.skipped.as_ref().map(|skipped| Change::Skip {
        item: id,
        reason: skipped.reason.clone(),
    });
    [answer, confirm, skip].into_iter().flatten().collect()
}

/// Whether what a former answer was taken from still gives the same.
fn is_offered_again(edition: &Edition, project: &Project, item: &Item, former: &Answer) -> bool {
    !former.carried.is_empty()
        && carry::offer(edition, project, item).is_some_and(|offer| {
            former.value.as_ref() == Some(&offer.value) && former.carried == offer.carried()
        })
}

/// What gives a former sign-off again, where what it covers is still as it was signed.
pub(super) fn signed_again(edition: &Edition, project: &Project, former: SignOff) -> Option<Change> {
    let of_amendment = former.subject.starts_with("amendment/");
    let pid = of_amendment.then(|| cover::pid_hash(edition, project)).flatten();
    let unchanged = cover::covers(edition, project, &former.subject).as_ref() == Some(&former.covers)
        && pid == former.pid;
    unchanged.then(|| Change::Sign {
        subject: former.subject,
        role: former.role,
        party: former.party,
        name: former.name,
        date: former.date.to_string(),
        address: former.address,
    })
}

fn signed_before(edition: &Edition, project: &Project, before: &Json) -> Option<Change> {
    signed_again(edition, project, SignOff::deserialize(before).ok()?)
}

/// What ends the sign-off that a change gave.
pub(super) fn withdrawal(change: &Change) -> Change {
    match change {
        Change::Sign {
            subject, role, party, ..
        } => Change::Withdraw {
            subject: subject.clone(),
            role: *role,
            party: party.clone(),
            reason: "Taken back".to_owned(),
        },
        other => other.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::guidance::Verdict;
    use crate::project::{
        Stamp, apply,
        histories::{SideIds, any_change, blank, cases, change, edition, start},
    };
    use proptest::prelude::*;

    /// The project after a change and after the change is taken back; none where it was refused,
    /// or changed nothing.
    fn there_and_back(project: &Project, made: &Change) -> Option<(Project, Project)> {
        let mut ids = SideIds { side: 'u', count: 0 };
        let mut stamp = Stamp {
            by: "Cy",
            at: "2026-12-01T09:00:00Z".parse().unwrap(),
            today: "2026-12-31".parse().unwrap(),
            ids: &mut ids,
            verdict: &|_, _| Verdict::Undetermined,
        };
        let mut there = project.clone();
        let applied = apply(&mut there, std::slice::from_ref(made), edition(), &mut stamp).ok()?;
        let [done] = applied.done.as_slice() else {
            return None;
        };
        let mut back = there.clone();
        let inverse = inverse(edition(), &there, &done.change, &done.before);
        let refused = apply(&mut back, &inverse, edition(), &mut stamp).err();
        // An id that a kept sign-off names is not given again.
        if matches!(made, Change::Remove { .. }) && refused.is_some() {
            return None;
        }
        assert_eq!(refused, None, "{inverse:?}");
        Some((there, back))
    }

    fn sorted(project: &Project) -> Vec<(String, Record)> {
        let lists = project.lists.iter();
        let mut records: Vec<_> = lists
            .flat_map(|(list, records)| records.iter().map(|record| (list.to_string(), record.clone())))
            .collect();
        records.sort_by_key(|(list, record)| (list.clone(), record.id.clone()));
        records
    }

    proptest! {
        #![proptest_config(cases(300))]

        #[test]
        fn what_is_taken_back_is_as_it_was(project in start(), made in any_change()) {
            if let Some((_, back)) = there_and_back(&project, &made) {
                for (id, answer) in &back.answers {
                    let before = project.answer(id.as_str()).cloned().unwrap_or_default();
                    // What was taken from elsewhere comes back as its own where that has changed.
                    let as_before = Answer { carried: before.carried.clone(), ..answer.clone() };
                    prop_assert!(as_before.says_as(&before), "{id}: {answer:?}, not {before:?}");
                    prop_assert!(answer.carried.is_empty() || answer.carried == before.carried);
                }
                prop_assert_eq!(sorted(&back), sorted(&project));
                prop_assert_eq!(back.archived_at.is_some(), project.archived_at.is_some());
                if !matches!(made, Change::Sign { .. } | Change::Withdraw { .. }) {
                    prop_assert_eq!(&back.sign_offs, &project.sign_offs);
                }
            }
        }
    }

    fn with(changes: &[Json]) -> Project {
        let mut project = blank();
        for json in changes {
            let made = Change::from_json(json).unwrap();
            assert!(change(
                &mut project,
                'b',
                "Ann",
                "2026-11-02T09:00:00Z".parse().unwrap(),
                &made
            ));
        }
        project
    }

    fn taken_back(project: &Project, json: &Json) -> Project {
        there_and_back(project, &Change::from_json(json).unwrap())
            .unwrap()
            .1
    }

    #[test]
    fn a_skip_and_a_taken_text_come_back_as_such() {
        let skip = json!({"op": "skip", "item": "scoping.evidence", "reason": "none yet"});
        let back = taken_back(
            &with(&[skip]),
            &json!({"op": "answer", "item": "scoping.evidence", "value": "An audit"}),
        );
        let answer = back.answer("scoping.evidence").unwrap();
        assert_eq!(answer.skipped.as_ref().unwrap().reason, "none yet");
        assert_eq!(answer.value, None);

        let taken = with(&[
            json!({"op": "answer", "item": "concept.purpose", "value": "Why"}),
            json!({"op": "confirm", "item": "pid.background"}),
        ]);
        let back = taken_back(&taken, &json!({"op": "clear", "item": "pid.background"}));
        assert_eq!(
            back.answer("pid.background").unwrap().carried,
            taken.answer("pid.background").unwrap().carried
        );
    }

    #[test]
    fn a_signature_is_not_given_again_for_what_nobody_signed() {
        let sign = |name: &str| {
            json!({"op": "sign", "subject": "pid", "role": "approve", "party": "project-team",
                "name": name, "date": "2026-11-02"})
        };
        let withdraw = json!({"op": "withdraw", "subject": "pid", "role": "approve",
            "party": "project-team", "reason": "too early"});
        let standing = |project: &Project| {
            project
                .standing("pid", crate::guidance::SignRole::Approve, "project-team")
                .map(|sign_off| sign_off.name.clone())
        };
        let signed = with(&[sign("Di")]);
        assert_eq!(standing(&taken_back(&signed, &withdraw)).as_deref(), Some("Di"));
        assert_eq!(standing(&taken_back(&signed, &sign("Ed"))).as_deref(), Some("Di"));

        let lapsed = with(&[
            sign("Di"),
            json!({"op": "answer", "item": "pid.title", "value": "New"}),
        ]);
        assert_eq!(standing(&taken_back(&lapsed, &sign("Ed"))), None);
        assert_eq!(standing(&taken_back(&lapsed, &withdraw)), None);
    }
}
