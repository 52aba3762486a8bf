//! What the log tells, and what comes back of it.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::{
    guidance::Verdict,
    project::{
        Stamp,
        answer::Answer,
        apply,
        histories::{SideIds, any_change, blank, cases, edition, moves, played, start},
        merge, unexplained,
    },
};

/// Somebody makes these changes, twenty minutes after whatever was done last.
fn made(project: &mut Project, by: &str, changes: &[Change]) -> bool {
    let at = project.updated_at + jiff::SignedDuration::from_mins(20);
    let mut ids = SideIds {
        side: 'h',
        count: u32::try_from(project.log.len()).unwrap() * 10,
    };
    let mut stamp = Stamp {
        by,
        at,
        today: "2026-12-31".parse().unwrap(),
        ids: &mut ids,
        verdict: &|_, _| Verdict::Undetermined,
    };
    apply(project, changes, edition(), &mut stamp).is_ok_and(|applied| applied.changed)
}

/// A project in which one person after the other made a change.
fn told(changes: &[(&str, Json)]) -> Project {
    let mut project = blank();
    for (by, change) in changes {
        let change = Change::from_json(change).unwrap();
        assert!(
            made(&mut project, by, std::slice::from_ref(&change)),
            "{change:?}"
        );
    }
    project
}

fn entry(project: &Project, row: &Row) -> LogEntry {
    project.log[row.line].entry().unwrap().clone()
}

/// The history as lines: who, what it concerns, what was done.
fn lines(project: &Project, topic: &Topic) -> Vec<String> {
    rows(edition(), project, topic)
        .into_iter()
        .map(|row| format!("{}: {}: {}", row.by, row.thing, row.did))
        .collect()
}

fn party(id: &str, name: &str, kind: &str) -> Json {
    json!({"op": "add", "list": "parties", "record": {"id": id, "name": name, "kind": kind}})
}

fn a_life() -> Project {
    let four = |value: &str| json!({"op": "answer", "item": "checklist.4", "value": value});
    let purpose = |value: &str| json!({"op": "answer", "item": "concept.purpose", "value": value});
    told(&[
        ("Ann", party("north", "North ICB", "nhs")),
        ("Ann", party("acme", "Acme Pharma", "company")),
        ("Ann", four("yes")),
        ("Bo", four("no")),
        (
            "Ann",
            json!({"op": "answer", "item": "checklist.4", "note": "Acme pays so far."}),
        ),
        ("Ann", purpose("Fewer admissions within two days.")),
        ("Bo", purpose("Fewer admissions within three days.")),
        (
            "Bo",
            json!({"op": "answer", "item": "concept.length", "value": 12}),
        ),
        (
            "Ann",
            json!({"op": "answer", "item": "concept.length", "value": 18}),
        ),
        ("Ann", json!({"op": "confirm", "item": "pid.background"})),
        (
            "Bo",
            json!({"op": "skip", "item": "scoping.evidence", "reason": "Nothing is published."}),
        ),
        (
            "Bo",
            json!({"op": "update", "list": "parties", "id": "acme",
            "fields": {"address": "1 Road", "description": "A company"}}),
        ),
        (
            "Bo",
            json!({"op": "sign", "subject": "concept", "role": "approve", "party": "acme",
            "name": "Di", "date": "2026-11-02"}),
        ),
        (
            "Ann",
            json!({"op": "withdraw", "subject": "concept", "role": "approve", "party": "acme",
            "reason": "Too soon."}),
        ),
        (
            "Cy",
            json!({"op": "add", "list": "plan.measures", "record": {"id": "beds", "measure": "Beds"}}),
        ),
        (
            "Cy",
            json!({"op": "remove", "list": "plan.measures", "id": "beds"}),
        ),
        (
            "Cy",
            json!({"op": "answer", "item": "concept.length", "value": ""}),
        ),
        ("Cy", json!({"op": "archive"})),
    ])
}

#[test]
fn the_log_is_told_newest_first_in_words() {
    assert_eq!(
        lines(&a_life(), &Topic::Project),
        [
            "Cy: The project: put into the archive",
            "Cy: Length: cleared, was 18 months",
            "Cy: Measure Beds: removed",
            "Cy: Measure Beds: added",
            "Ann: Concept, Acme Pharma: withdrawn: Too soon.",
            "Bo: Concept, Acme Pharma: approved by Di, 2 Nov 2026",
            "Bo: Party Acme Pharma: Address, Description changed",
            "Bo: Evidence: not applicable: Nothing is published.",
            "Ann: Background: taken over: Fewer admissions within three days.",
            "Ann: Length: 18 months, was 12 months",
            "Bo: Length: 12 months",
            "Bo: Purpose: changed: ... three days.",
            "Ann: Purpose: written: Fewer admissions within two days.",
            "Ann: Question 4, A fair share: note: Acme pays so far.",
            "Bo: Question 4, A fair share: no, was yes",
            "Ann: Question 4, A fair share: yes",
            "Ann: Party Acme Pharma: added",
            "Ann: Party North ICB: added",
        ]
    );
}

#[test]
fn a_topic_tells_of_itself_alone() {
    let project = a_life();
    let count = |topic: &Topic| rows(edition(), &project, topic).len();
    assert_eq!(count(&Topic::Item("checklist.4".into())), 3);
    assert_eq!(count(&Topic::List("parties".into())), 3);
    assert_eq!(count(&Topic::Record("parties".into(), "acme".to_owned())), 2);
    assert_eq!(count(&Topic::Item("checklist.5".into())), 0);
}

#[test]
fn an_entry_has_two_texts_of_what_it_changed() {
    let project = a_life();
    let of = |thing: &str| {
        let row = rows(edition(), &project, &Topic::Project)
            .into_iter()
            .find(|row| row.thing == thing)
            .unwrap();
        let texts = texts(edition(), &project, &entry(&project, &row));
        (texts.before, texts.after)
    };
    let texts = |before: &str, after: &str| (before.to_owned(), after.to_owned());
    assert_eq!(
        of("Purpose"),
        texts(
            "Fewer admissions within two days.",
            "Fewer admissions within three days."
        )
    );
    assert_eq!(
        of("Question 4, A fair share"),
        texts("", "Note: Acme pays so far.")
    );
    assert_eq!(
        of("Party Acme Pharma"),
        texts(
            "Address: empty\nDescription: empty",
            "Address: 1 Road\nDescription: A company"
        )
    );
    assert_eq!(of("Measure Beds"), texts("Measure: Beds", ""));
    assert_eq!(
        of("Concept, Acme Pharma"),
        texts("Approved by Di, 2 Nov 2026", "Withdrawn: Too soon.")
    );
    assert_eq!(of("Evidence"), texts("", "Not applicable: Nothing is published."));
}

#[test]
fn what_a_later_version_wrote_is_told_as_such_and_not_put_back() {
    let mut project = a_life();
    let mut strange = project.log[3].entry().unwrap().clone();
    strange.change = json!({"op": "annotate", "item": "checklist.4"});
    project.log.push(LogLine::Entry(strange.clone()));
    let line = json!({"id": "z", "at": "2027-01-01T00:00:00Z", "by": "Di", "kind": "comment"});
    project.log.push(LogLine::Unknown(line));
    let told = lines(&project, &Topic::Project);
    assert_eq!(told[0], "Di: Not known here: written by a later version");
    assert!(
        told.contains(&"Bo: Not known here: annotate: written by a later version".to_owned()),
        "{told:?}"
    );
    assert_eq!(
        restore(edition(), &project, &strange, Which::Before),
        Err(NoWay::Unknown)
    );
}

/// What is put back of the newest entry about something, made by Cy; or why it is not.
fn restored(project: &Project, thing: &str, did: &str, which: Which) -> Result<Project, NoWay> {
    let row = rows(edition(), project, &Topic::Project)
        .into_iter()
        .find(|row| row.thing == thing && row.did.starts_with(did))
        .unwrap();
    let changes = restore(edition(), project, &entry(project, &row), which)?;
    let mut after = project.clone();
    assert!(made(&mut after, "Cy", &changes));
    assert_eq!(unexplained(edition(), &after), []);
    Ok(after)
}

#[test]
fn an_earlier_value_comes_back_and_its_note_stays() {
    let project = a_life();
    let back = restored(&project, "Question 4, A fair share", "no,", Which::Before).unwrap();
    let answer = back.answer("checklist.4").unwrap();
    assert_eq!(answer.value.as_ref().unwrap().chosen(), Some("yes"));
    assert_eq!(answer.note, "Acme pays so far.");
    let again = restored(&back, "Question 4, A fair share", "no,", Which::Made).unwrap();
    assert_eq!(again.chosen("checklist.4"), Some("no"));
    assert_eq!(
        restored(&project, "Question 4, A fair share", "no,", Which::Made),
        Err(NoWay::AlreadySo)
    );
    let months = |project: &Project| {
        project
            .value("concept.length")
            .map(crate::project::Value::to_json)
    };
    let back = restored(&project, "Length", "12", Which::Made).unwrap();
    assert_eq!(months(&back), Some(json!(12)));
    let back = restored(&back, "Length", "12", Which::Before).unwrap();
    assert_eq!(months(&back), None);
}

#[test]
fn a_skip_ends_and_comes_back_and_the_note_of_now_stays() {
    let mut project = a_life();
    assert!(made(
        &mut project,
        "Ann",
        &[
            Change::note("scoping.evidence", "Ask the library."),
            Change::Skip {
                item: "scoping.evidence".to_owned(),
                reason: "Still nothing.".to_owned()
            },
        ],
    ));
    let back = restored(&project, "Evidence", "not applicable: Nothing", Which::Before).unwrap();
    let answer = back.answer("scoping.evidence").unwrap();
    assert_eq!(answer.skipped, None);
    assert_eq!(answer.note, "Ask the library.");
    let back = restored(&project, "Evidence", "not applicable: Nothing", Which::Made).unwrap();
    let skipped = back.answer("scoping.evidence").unwrap().skipped.clone();
    assert_eq!(skipped.unwrap().reason, "Nothing is published.");
}

#[test]
fn a_removed_record_is_there_again_under_its_id() {
    let project = a_life();
    let back = restored(&project, "Measure Beds", "removed", Which::Before).unwrap();
    assert_eq!(
        back.record("plan.measures", "beds").unwrap().text("measure"),
        "Beds"
    );
    let gone = restored(&back, "Measure Beds", "added", Which::Before).unwrap();
    assert_eq!(gone.record("plan.measures", "beds"), None);
    assert_eq!(
        restored(&project, "Measure Beds", "removed", Which::Made),
        Err(NoWay::AlreadySo)
    );
    let refused = restored(&project, "Party Acme Pharma", "added", Which::Before);
    assert_eq!(refused.map(|_| ()), Ok(()), "nothing refers to it any more");
    let mut signed = project.clone();
    let sign = json!({"op": "sign", "subject": "concept", "role": "approve", "party": "acme",
        "name": "Di", "date": "2026-11-02"});
    assert!(made(&mut signed, "Bo", &[Change::from_json(&sign).unwrap()]));
    let refused = restored(&signed, "Party Acme Pharma", "added", Which::Before).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Acme Pharma cannot be removed: the sign-off of concept (approve, Di) refers to it"
    );
}

#[test]
fn fields_of_a_record_that_is_gone_wait_for_the_record() {
    let mut project = told(&[
        (
            "Ann",
            json!({"op": "add", "list": "plan.measures", "record": {"id": "beds", "measure": "Beds"}}),
        ),
        (
            "Bo",
            json!({"op": "update", "list": "plan.measures", "id": "beds", "fields": {"target": "10"}}),
        ),
    ]);
    let remove = json!({"op": "remove", "list": "plan.measures", "id": "beds"});
    assert!(made(&mut project, "Cy", &[Change::from_json(&remove).unwrap()]));
    assert_eq!(
        restored(&project, "Measure Beds", "Target changed", Which::Before),
        Err(NoWay::Gone)
    );
}

#[test]
fn a_sign_off_comes_back_only_over_what_was_signed() {
    let sign = |name: &str| {
        json!({"op": "sign", "subject": "pid", "role": "approve", "party": "project-team",
            "name": name, "date": "2026-11-02"})
    };
    let standing = |project: &Project| {
        let standing = project.standing("pid", SignRole::Approve, "project-team");
        standing.map(|sign_off| sign_off.name.clone())
    };
    let signed = told(&[("Ann", sign("Di")), ("Ann", sign("Ed"))]);
    let thing = "PID, the project team";
    let back = restored(&signed, thing, "approved by Ed", Which::Before).unwrap();
    assert_eq!(standing(&back).as_deref(), Some("Di"));
    let none = restored(&signed, thing, "approved by Di", Which::Before).unwrap();
    assert_eq!(standing(&none), None);
    let mut changed = none;
    let title = json!({"op": "answer", "item": "pid.title", "value": "New"});
    assert!(made(&mut changed, "Bo", &[Change::from_json(&title).unwrap()]));
    assert_eq!(
        restored(&changed, thing, "approved by Ed", Which::Made),
        Err(NoWay::SignedOtherwise)
    );
}

/// What an answer says in the parts that an entry changed.
fn said(answer: &Answer, change: &Change) -> Json {
    let Change::Answer {
        value,
        note,
        evidence,
        ..
    } = change
    else {
        let value = !matches!(change, Change::Skip { .. });
        let reason = answer.skipped.as_ref().map(|skipped| skipped.reason.clone());
        return json!([value.then(|| answer.value_json()), reason]);
    };
    json!([
        value.as_ref().map(|_| answer.value_json()),
        note.as_ref().map(|_| answer.note.clone()),
        evidence.as_ref().map(|_| answer.evidence.clone()),
    ])
}

/// Whether the project is as the entry found it, or left it, in what the entry changed.
fn is_as(project: &Project, entry: &LogEntry, which: Which) -> bool {
    let change = Change::from_json(&entry.change).unwrap();
    if let Some(item) = change.item().and_then(|item| edition().item(item)) {
        let (before, after) = words::around(item, entry, &change).unwrap();
        let wanted = if which == Which::Before { before } else { after };
        let now = project.answer(item.id.as_str()).cloned().unwrap_or_default();
        return said(&now, &change) == said(&wanted, &change);
    }
    let Some((list, id)) = change.record() else {
        return true;
    };
    let present = project.record(list, id);
    match (&change, which) {
        (Change::Update { fields, .. }, _) => fields.iter().all(|(field, given)| {
            let now = present.unwrap().fields.get(field).cloned().unwrap_or_default();
            let wanted = match which {
                Which::Before => entry.before.get(field).cloned().unwrap_or_default(),
                Which::Made => given.clone(),
            };
            now == wanted || crate::project::is_blank(&now) && crate::project::is_blank(&wanted)
        }),
        (Change::Add { .. }, Which::Made) | (Change::Remove { .. }, Which::Before) => present.is_some(),
        _ => present.is_none(),
    }
}

/// Two people's work on one project, merged, and more after it.
fn lived() -> impl Strategy<Value = Project> {
    (start(), moves(6), moves(6), moves(4)).prop_map(|(base, ours, theirs, later)| {
        let merged = merge(
            edition(),
            &base,
            &played(&base, 'o', &ours),
            &played(&base, 't', &theirs),
        );
        played(&merged, 'l', &later)
    })
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn whatever_is_put_back_is_as_the_entry_has_it_and_the_log_explains_it(project in lived()) {
        prop_assert_eq!(unexplained(edition(), &project), []);
        for row in rows(edition(), &project, &Topic::Project) {
            let entry = entry(&project, &row);
            prop_assert!(!row.thing.is_empty() && !row.did.is_empty());
            for which in [Which::Before, Which::Made] {
                match restore(edition(), &project, &entry, which) {
                    Ok(changes) => {
                        let mut after = project.clone();
                        prop_assert!(made(&mut after, "Cy", &changes), "{changes:?}");
                        prop_assert!(is_as(&after, &entry, which), "{entry:?} {which:?} {changes:?}");
                        prop_assert_eq!(unexplained(edition(), &after), []);
                    }
                    Err(NoWay::AlreadySo) => prop_assert!(is_as(&project, &entry, which), "{entry:?} {which:?}"),
                    Err(NoWay::Gone | NoWay::SignedOtherwise | NoWay::Refused(_)) => {}
                    Err(NoWay::Unknown | NoWay::NotTold) => panic!("{entry:?}"),
                }
            }
        }
    }

    #[test]
    fn after_any_edit_under_a_sign_off_what_was_signed_can_be_put_back(
        project in lived(),
        before in prop::collection::vec(any_change(), 0..4),
        edits in prop::collection::vec(any_change(), 1..4),
    ) {
        let mut project = project;
        for change in &before {
            made(&mut project, "Ann", std::slice::from_ref(change));
        }
        let sign = |subject: &str, party: &str| Change::Sign {
            subject: subject.to_owned(),
            role: SignRole::Approve,
            party: party.to_owned(),
            name: "Di".to_owned(),
            date: "2026-11-02".to_owned(),
            address: None,
        };
        let keys = [("concept", "p1"), ("pid", "project-team")];
        for (subject, party) in keys {
            made(&mut project, "Ann", &[sign(subject, party)]);
        }
        for edit in &edits {
            if !matches!(edit, Change::Sign { .. } | Change::Withdraw { .. }) {
                made(&mut project, "Bo", std::slice::from_ref(edit));
            }
        }
        for (subject, party) in keys {
            let Some(sign_off) = project.standing(subject, SignRole::Approve, party).cloned() else {
                continue;
            };
            if crate::project::changed_since(edition(), &project, &sign_off).is_empty() {
                continue;
            }
            let changes = restore_signed(edition(), &project, &sign_off);
            prop_assert!(changes.is_ok(), "{changes:?}");
            prop_assert!(made(&mut project, "Cy", &changes.unwrap()));
            prop_assert_eq!(crate::project::changed_since(edition(), &project, &sign_off), Vec::<String>::new());
            prop_assert_eq!(unexplained(edition(), &project), []);
        }
    }
}
