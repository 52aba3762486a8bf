//! Properties over random histories, and stories of two people at one project.

mod stories;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::merge;
use crate::{
    json::canonical,
    project::{
        Answer, Project,
        file::Version,
        histories::{cases, edition, moves, played, start},
    },
};

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn where_one_side_did_nothing_the_others_work_stands(base in start(), theirs in moves(8)) {
        let theirs = played(&base, 't', &theirs);
        same(&merge(edition(), &base, &base, &theirs), &theirs)?;
        same(&merge(edition(), &base, &theirs, &base), &theirs)?;
        same(&merge(edition(), &base, &theirs, &theirs), &theirs)?;
    }

    #[test]
    fn whoever_merges_gets_the_same_but_for_the_order_of_versions(
        base in start(), ours in moves(8), theirs in moves(8),
    ) {
        let (ours, theirs) = (played(&base, 'o', &ours), played(&base, 't', &theirs));
        let one = merge(edition(), &base, &ours, &theirs);
        let other = merge(edition(), &base, &theirs, &ours);
        same(&unordered(one), &unordered(other))?;
    }

    #[test]
    fn merging_again_what_was_merged_changes_nothing(base in start(), ours in moves(8), theirs in moves(8)) {
        let (ours, theirs) = (played(&base, 'o', &ours), played(&base, 't', &theirs));
        let merged = merge(edition(), &base, &ours, &theirs);
        same(&merge(edition(), &theirs, &merged, &theirs), &merged)?;
        same(&merge(edition(), &ours, &ours, &merged), &merged)?;
        if !doubled(&merged) {
            same(&merge(edition(), &base, &ours, &merged), &merged)?;
        }
    }

    #[test]
    fn without_two_versions_it_does_not_matter_who_merges_first(
        base in start(), one in moves(3), two in moves(3), three in moves(3),
    ) {
        let sides = [(one, 'o'), (two, 't'), (three, 'h')];
        let [one, two, three] = sides.map(|(moves, side)| played(&base, side, &moves));
        let left = merge(edition(), &base, &merge(edition(), &base, &one, &two), &three);
        let right = merge(edition(), &base, &one, &merge(edition(), &base, &two, &three));
        prop_assume!(!doubled(&left) && !doubled(&right));
        same(&left, &right)?;
    }

    #[test]
    fn nothing_that_a_side_wrote_is_dropped(base in start(), ours in moves(8), theirs in moves(8)) {
        let (ours, theirs) = (played(&base, 'o', &ours), played(&base, 't', &theirs));
        let merged = merge(edition(), &base, &ours, &theirs);
        for side in [&ours, &theirs] {
            for (id, answer) in &side.answers {
                let before = base.answer(id.as_str());
                let now = merged.answer(id.as_str()).unwrap();
                if before.is_none_or(|before| before.value != answer.value) {
                    for (part, text) in parts(&answer.value_json()) {
                        let was = before.map(Answer::value_json).unwrap_or_default();
                        let kept = now.versions.iter().map(|version| version.value.clone()).chain([now.value_json()]);
                        prop_assert!(
                            parts(&was).contains(&(part.clone(), text.clone()))
                                || kept.into_iter().any(|value| parts(&value).contains(&(part.clone(), text.clone()))),
                            "{id} {part} {text}"
                        );
                    }
                }
                if before.map_or("", |before| &before.note) != answer.note {
                    let in_version = now.versions.iter().any(|version| version.note.as_ref() == Some(&answer.note));
                    prop_assert!(now.note == answer.note || in_version, "the note of {id}");
                }
            }
            for sign_off in &side.sign_offs {
                prop_assert!(merged.sign_offs.iter().any(|kept| kept.id == sign_off.id));
            }
            for line in &side.log {
                let change = &line.entry().unwrap().change;
                prop_assert!(merged.log.iter().any(|kept| kept.entry().unwrap().id == line.entry().unwrap().id
                    || kept.entry().unwrap().change == *change));
            }
        }
    }

    #[test]
    fn what_was_merged_is_read_back_as_it_was_written(base in start(), ours in moves(8), theirs in moves(8)) {
        let (ours, theirs) = (played(&base, 'o', &ours), played(&base, 't', &theirs));
        let merged = merge(edition(), &base, &ours, &theirs);
        let bytes = merged.to_bytes(edition());
        let (read, _) = Project::parse(&bytes, crate::guidance::editions()).unwrap();
        same(&read, &merged)?;
        prop_assert_eq!(read, merged);
    }
}

fn same(one: &Project, other: &Project) -> Result<(), TestCaseError> {
    let text = |project: &Project| String::from_utf8(project.to_bytes(edition())).unwrap();
    prop_assert_eq!(text(one), text(other));
    Ok(())
}

/// The texts of a value, by part.
fn parts(value: &Json) -> Vec<(String, String)> {
    match value {
        Json::Null => Vec::new(),
        Json::Object(parts) => parts
            .iter()
            .filter(|(_, part)| **part != json!(""))
            .map(|(name, part)| (name.clone(), part.to_string()))
            .collect(),
        other => vec![(String::new(), other.to_string())],
    }
}

fn doubled(project: &Project) -> bool {
    project.answers.values().any(|answer| !answer.versions.is_empty())
        || project
            .lists
            .values()
            .flatten()
            .any(|record| !record.versions.is_empty())
}

/// The project with versions sorted, and the first of them shown.
fn unordered(mut project: Project) -> Project {
    let sort = |versions: &mut Vec<Version>| versions.sort_by_key(|version| canonical(&json!(version)));
    for answer in project.answers.values_mut() {
        if !answer.versions.is_empty() {
            sort(&mut answer.versions);
            (answer.value, answer.by, answer.at) = (None, None, None);
            answer.note.clear();
            answer.carried.clear();
        }
    }
    for record in project.lists.values_mut().flatten() {
        if !record.versions.is_empty() {
            sort(&mut record.versions);
            record.fields.clear();
        }
    }
    project
}
