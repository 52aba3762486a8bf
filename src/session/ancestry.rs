//! What two files of one project have in common: the base that a merge of them starts from.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use crate::{
    guidance::{Edition, Verdict},
    project::{Change, CountedIds, LogLine, Project, Stamp, apply, inverse},
    store::Store,
};

/// The base for merging ours with what now lies in the file, `last` being what we last knew of it.
///
/// That is `last` where the file goes on from it. Where it does not, somebody put another file in
/// its place: an older one, which ours goes on from, or one that went its own way.
pub(super) fn base_of(
    store: &Store,
    path: &Path,
    edition: &Arc<Edition>,
    [last, ours, theirs]: [&Project; 3],
) -> Project {
    if theirs.descends_from(last) {
        return last.clone();
    }
    let mut known = vec![rewound(edition, ours, theirs), last.clone()];
    known.extend(kept(store, path, edition));
    nearest(edition, known, [ours, theirs])
}

/// Of the two themselves and what else is known of the project the latest that both come of;
/// a project with nothing said where there is none.
pub(super) fn nearest(edition: &Edition, known: Vec<Project>, [ours, theirs]: [&Project; 2]) -> Project {
    if ours.descends_from(theirs) {
        return theirs.clone();
    }
    if theirs.descends_from(ours) {
        return ours.clone();
    }
    known
        .into_iter()
        .filter(|base| ours.descends_from(base) && theirs.descends_from(base))
        .max_by_key(|base| (base.log.len(), base.updated_at))
        .unwrap_or_else(|| Project::new(ours.id.clone(), edition, ours.created_at.min(theirs.created_at)))
}

/// The kept copies of a project that can be read.
pub(super) fn kept(store: &Store, path: &Path, edition: &Arc<Edition>) -> Vec<Project> {
    let copies = store.copies(path).unwrap_or_default().into_iter();
    copies
        .filter_map(|copy| {
            let bytes = store.read(&copy.path).ok()?;
            let (project, _) = Project::parse(&bytes, std::slice::from_ref(edition)).ok()?;
            project.read_only.is_none().then_some(project)
        })
        .collect()
}

/// Ours as it was before it went another way than theirs, as the log tells it: what only ours made
/// is taken back, the last first.
pub(super) fn rewound(edition: &Edition, ours: &Project, theirs: &Project) -> Project {
    let (own, common): (Vec<&LogLine>, Vec<&LogLine>) =
        ours.log.iter().partition(|line| !theirs.log.contains(line));
    let mut base = ours.clone();
    for entry in own.iter().rev().filter_map(|line| line.entry()) {
        let Ok(change) = Change::from_json(&entry.change) else {
            continue;
        };
        let back = inverse(edition, &base, &change, &entry.before);
        let mut stamp = Stamp {
            by: "",
            at: ours.created_at,
            today: jiff::civil::Date::MAX,
            ids: &mut CountedIds::default(),
            verdict: &|_, _| Verdict::Undetermined,
        };
        // what cannot be taken back stays as ours has it
        let _ = apply(&mut base, &back, edition, &mut stamp);
    }
    base.log = common.into_iter().cloned().collect();
    // what theirs has not touched since stands there as both had it
    let touched = touched(theirs, ours);
    base.answers
        .retain(|id, _| touched.contains(id.as_str()) || theirs.answers.contains_key(id));
    for (id, answer) in &theirs.answers {
        if !touched.contains(id.as_str()) {
            base.answers.insert(id.clone(), answer.clone());
        }
    }
    let is_touched = |list: &str, id: &str| touched.contains(&format!("{list}/{id}"));
    for (list, records) in &mut base.lists {
        let name = list.as_str();
        records.retain(|record| is_touched(name, &record.id) || theirs.record(name, &record.id).is_some());
    }
    for (list, records) in &theirs.lists {
        let own = base.lists.entry(list.clone()).or_default();
        for record in records {
            if is_touched(list.as_str(), &record.id) {
                continue;
            }
            match own.iter_mut().find(|own| own.id == record.id) {
                Some(own) => own.clone_from(record),
                None => own.push(record.clone()),
            }
        }
    }
    base.sign_offs.clone_from(&theirs.sign_offs);
    base.archived_at = theirs.archived_at;
    base
}

/// The items, and the records as `list/id`, that one has changed and the other knows nothing of.
fn touched(one: &Project, other: &Project) -> BTreeSet<String> {
    let own = one.log.iter().filter(|line| !other.log.contains(line));
    let changes = own.filter_map(|line| Change::from_json(&line.entry()?.change).ok());
    changes
        .map(|change| match change.record() {
            Some((list, id)) => format!("{list}/{id}"),
            None => change.target().to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::project::{
        histories::{cases, edition, moves, played, start},
        merge, unexplained,
    };

    proptest! {
        #![proptest_config(cases(200))]

        #[test]
        fn over_what_the_logs_have_in_common_what_one_side_alone_changed_is_taken(
            base in start(), ours in moves(6), theirs in moves(6)
        ) {
            let ours = played(&base, 'o', &ours);
            let theirs = played(&base, 't', &theirs);
            let found = nearest(edition(), vec![rewound(edition(), &ours, &theirs)], [&ours, &theirs]);
            let merged = merge(edition(), &found, &ours, &theirs);
            let (by_ours, by_theirs) = (touched(&ours, &theirs), touched(&theirs, &ours));
            for (id, answer) in &merged.answers {
                let alone = match (by_ours.contains(id.as_str()), by_theirs.contains(id.as_str())) {
                    (true, true) => continue,
                    (true | false, false) => &ours,
                    (false, true) => &theirs,
                };
                prop_assert_eq!(Some(answer), alone.answers.get(id));
            }
            prop_assert_eq!(unexplained(edition(), &merged), Vec::new());
        }
    }
}
