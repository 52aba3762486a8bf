//! A project's life in the hands of one person, and of two.

use jiff::{Timestamp, civil::Date};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use super::*;
use crate::{
    guidance::editions,
    project::{RandomIds, SCHEMA, SignOff, Value},
};

/// A clock that goes on a second at every look.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_795_269_720 + self.0.fetch_add(1, Ordering::Relaxed)).unwrap()
    }

    fn today(&self) -> Date {
        "2026-11-21".parse().unwrap()
    }
}

fn library(folder: &std::path::Path, by: &str) -> Library {
    let acting = Acting {
        by: by.to_owned(),
        today: None,
        clock: Arc::new(Ticking(AtomicI64::new(0))),
    };
    let mut library = Library::new(Store::new(folder.to_owned()), editions(), acting, None);
    library.ids = || Box::new(RandomIds);
    library
}

fn text(session: &Session, item: &str) -> String {
    match session.project().value(item) {
        Some(Value::Text(text)) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn typed(text: &str) -> Change {
    Change::value("scoping.scale", json!(text))
}

#[test]
fn what_is_typed_becomes_an_answer_after_half_a_second_and_lies_on_disk_within_one() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Heart failure at home", &[]).unwrap();
    session.save_on_thread(|| {});
    let start = Instant::now();
    session.draft(typed("Four thousand"), start).unwrap();
    session.tick(start + Duration::from_millis(400)).unwrap();
    assert_eq!(session.project().value("scoping.scale"), None);
    assert_eq!(session.wake_at(), Some(start + Duration::from_millis(500)));
    session.tick(start + Duration::from_millis(500)).unwrap();
    assert_eq!(text(&session, "scoping.scale"), "Four thousand");
    // The tick that makes the change begins the save: a file read anew holds it.
    session.save_now(start + Duration::from_millis(600)).unwrap();
    let again = library.open(session.path().unwrap()).unwrap();
    assert_eq!(text(&again, "scoping.scale"), "Four thousand");
}

#[test]
fn what_two_people_answer_at_once_is_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    let mut two = library(folder.path(), "B").open(one.path().unwrap()).unwrap();
    one.apply(&[typed("Four thousand people.")]).unwrap();
    two.apply(&[Change::value("checklist.1A", json!("yes"))]).unwrap();
    let now = Instant::now();
    one.save_now(now).unwrap();
    two.save_now(now).unwrap();
    assert_eq!(text(&two, "scoping.scale"), "Four thousand people.");
    one.changed_on_disk();
    let before = one.elsewhere();
    assert!(one.tick(now).unwrap());
    assert_ne!(one.elsewhere(), before);
    assert_eq!(one.project().chosen("checklist.1A"), Some("yes"));
    assert_eq!(one.project(), two.project());
}

#[test]
fn two_answers_to_one_question_are_kept_until_somebody_chooses() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    let mut two = library(folder.path(), "B").open(one.path().unwrap()).unwrap();
    one.apply(&[Change::value("checklist.6", json!("yes"))]).unwrap();
    two.apply(&[Change::value("checklist.6", json!("unsure"))])
        .unwrap();
    one.save_now(Instant::now()).unwrap();
    two.save_now(Instant::now()).unwrap();
    let versions = &two.project().answer("checklist.6").unwrap().versions;
    let said: Vec<_> = versions
        .iter()
        .map(|version| version.value.as_str().unwrap())
        .collect();
    assert_eq!(said, ["unsure", "yes"], "ours first");
    assert!(
        two.assessment()
            .eligibility
            .to_confirm
            .iter()
            .any(|item| *item == "checklist.6")
    );
    two.apply(&[Change::value("checklist.6", json!("yes"))]).unwrap();
    assert!(two.project().answer("checklist.6").unwrap().versions.is_empty());
}

#[test]
fn anothers_save_does_not_touch_what_is_being_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    let mut two = library(folder.path(), "B").open(one.path().unwrap()).unwrap();
    let now = Instant::now();
    one.draft(typed("Four thous"), now).unwrap();
    two.apply(&[Change::value("scoping.evidence", json!("A local audit."))])
        .unwrap();
    two.save_now(now).unwrap();
    one.changed_on_disk();
    one.tick(now).unwrap();
    one.draft(typed("Four thousand"), now).unwrap();
    one.save_now(now).unwrap();
    assert_eq!(text(&one, "scoping.scale"), "Four thousand");
    assert_eq!(text(&one, "scoping.evidence"), "A local audit.");
}

#[test]
fn undo_takes_back_word_by_word_and_redo_gives_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    let now = Instant::now();
    for words in ["One ", "One two ", "One two three"] {
        session.draft(typed(words), now).unwrap();
        session.settle().unwrap();
    }
    session.undo().unwrap();
    assert_eq!(text(&session, "scoping.scale"), "One two ");
    session.undo().unwrap();
    session.redo().unwrap();
    assert_eq!(text(&session, "scoping.scale"), "One two ");
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(session.project().value("scoping.scale"), None);
    assert_eq!(
        session.undo(),
        Err(UndoError::NothingToUndo),
        "back to when the project was opened"
    );
}

#[test]
fn undo_puts_back_every_kind_of_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = library(folder.path(), "A")
        .create_sample(&SAMPLES[0], None)
        .unwrap();
    let object = |value: serde_json::Value| value.as_object().unwrap().clone();
    let changes = [
        Change::Clear {
            item: "scoping.scale".to_owned(),
        },
        Change::Skip {
            item: "scoping.evidence".to_owned(),
            reason: "Later".to_owned(),
        },
        Change::note("checklist.4", "Another note"),
        Change::Confirm {
            item: "pid.background".to_owned(),
        },
        Change::Add {
            list: "stakeholders.map".to_owned(),
            record: object(json!({"name": "Healthwatch"})),
        },
        Change::Update {
            list: "parties".to_owned(),
            id: "acme-pharma".to_owned(),
            fields: object(json!({"address": "", "point_of_entry": "Somebody"})),
        },
        Change::Sign {
            subject: "concept".to_owned(),
            role: crate::guidance::SignRole::Approve,
            party: "acme-pharma".to_owned(),
            name: "B. Example".to_owned(),
            date: "2026-11-20".to_owned(),
            address: None,
        },
        Change::Archive,
    ];
    let said = |session: &Session| {
        let project = session.project();
        let answers: Vec<_> = project
            .answers
            .iter()
            .filter(|(_, answer)| !answer.is_empty())
            .map(|(item, answer)| {
                (
                    item.clone(),
                    answer.value.clone(),
                    answer.note.clone(),
                    answer.skipped.is_some(),
                )
            })
            .collect();
        let lists: Vec<_> = project
            .lists
            .iter()
            .filter(|(_, records)| !records.is_empty())
            .map(|(list, records)| (list.clone(), records.clone()))
            .collect();
        let standing = project
            .standing("concept", crate::guidance::SignRole::Approve, "acme-pharma")
            .map(|sign_off: &SignOff| sign_off.name.clone());
        (answers, lists, standing, project.archived_at.is_some())
    };
    for change in changes {
        let before = said(&session);
        assert!(
            session.apply(std::slice::from_ref(&change)).unwrap().changed,
            "{change:?}"
        );
        let after = said(&session);
        assert_ne!(before, after, "{change:?}");
        session.undo().unwrap();
        assert_eq!(said(&session), before, "{change:?}");
        session.redo().unwrap();
        assert_eq!(said(&session), after, "{change:?}");
    }
}

#[test]
fn undo_leaves_alone_what_somebody_else_has_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    one.apply(&[typed("Ours.")]).unwrap();
    one.save_now(Instant::now()).unwrap();
    let mut two = library(folder.path(), "B").open(one.path().unwrap()).unwrap();
    two.apply(&[typed("Theirs.")]).unwrap();
    two.save_now(Instant::now()).unwrap();
    one.changed_on_disk();
    one.tick(Instant::now()).unwrap();
    assert!(matches!(one.undo(), Err(UndoError::ChangedSince(_))));
    assert_eq!(text(&one, "scoping.scale"), "Theirs.");
}

#[test]
fn a_save_that_fails_is_said_and_tried_again_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let projects = folder.path().join("projects");
    let mut session = library(&projects, "A")
        .create("Heart failure at home", &[])
        .unwrap();
    session.apply(&[typed("Four thousand people.")]).unwrap();
    let elsewhere = folder.path().join("away");
    std::fs::rename(&projects, &elsewhere).unwrap();
    let now = Instant::now();
    assert!(session.save_now(now).is_err());
    assert!(matches!(session.save_state(now), SaveState::Failed(_)));
    assert_eq!(text(&session, "scoping.scale"), "Four thousand people.");
    std::fs::rename(&elsewhere, &projects).unwrap();
    session.save_on_thread(|| {});
    session.tick(now + Duration::from_secs(6)).unwrap();
    session.save_now(now + Duration::from_secs(7)).unwrap();
    assert!(matches!(session.save_state(now), SaveState::Saved(_)));
    let again = library(&projects, "A").open(session.path().unwrap()).unwrap();
    assert_eq!(text(&again, "scoping.scale"), "Four thousand people.");
}

#[test]
fn a_damaged_file_is_named_with_the_copy_that_can_be_read_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Heart failure at home", &[]).unwrap();
    session.apply(&[typed("Four thousand people.")]).unwrap();
    session.save_now(Instant::now()).unwrap();
    let path = session.path().unwrap().to_owned();
    std::fs::write(&path, "{ \"schema\": 1,").unwrap();
    let Err(OpenError::Damaged { copy, source, .. }) = library.open(&path) else {
        panic!("it is damaged")
    };
    assert!(source.to_string().contains("line 1"), "{source}");
    assert!(copy.is_some());
    session.apply(&[typed("More.")]).unwrap();
    assert!(session.save_now(Instant::now()).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{ \"schema\": 1,");
}

#[test]
fn a_file_of_a_later_program_is_read_and_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let session = library.create("Heart failure at home", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    let newer = std::fs::read_to_string(&path)
        .unwrap()
        .replace("\"schema\": 1", "\"schema\": 2");
    std::fs::write(&path, &newer).unwrap();
    let mut session = library.open(&path).unwrap();
    assert!(matches!(
        session.save_state(Instant::now()),
        SaveState::ReadOnly(_)
    ));
    assert!(session.apply(&[typed("Words")]).is_err());
    session.save_now(Instant::now()).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn a_save_that_changes_nothing_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = library(folder.path(), "A")
        .create("Heart failure at home", &[])
        .unwrap();
    let revision = session.project().revision;
    session.save_now(Instant::now()).unwrap();
    assert_eq!(session.project().revision, revision);
    session.apply(&[typed("Words")]).unwrap();
    session.save_now(Instant::now()).unwrap();
    assert_eq!(session.project().revision, revision + 1);
}

#[test]
fn where_the_saving_thread_fails_it_is_told_and_saving_by_hand_still_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = library(folder.path(), "Ann").create("Ward", &[]).unwrap();
    let now = Instant::now();
    session.save_on_failing_thread("a test", || {});
    session
        .apply(&[Change::value("checklist.4", json!("yes"))])
        .unwrap();
    let _ = session.tick(now).unwrap();
    let start = Instant::now();
    while session.save_state(now)
        != SaveState::Failed("a fault of the program; Ctrl+S tries again".to_owned())
    {
        assert!(start.elapsed() < Duration::from_secs(20), "it was never told");
        let _ = session.tick(now).unwrap();
    }
    session.save_now(now).unwrap();
    assert!(session.is_saved());
    let again = library(folder.path(), "Ann")
        .open(session.path().unwrap())
        .unwrap();
    assert!(again.project().value("checklist.4").is_some());
}

/// Answers in revisions of their own, each saved.
fn revisions(session: &mut Session, answers: &[(&str, &str)]) {
    for (item, value) in answers {
        session.apply(&[Change::value(item, json!(value))]).unwrap();
        session.save_now(Instant::now()).unwrap();
    }
}

/// The oldest copy.
fn oldest(library: &Library, path: &Path) -> EarlierCopy {
    library.earlier(path).unwrap().pop().unwrap()
}

fn is_sound(session: &Session) {
    let findings = crate::rules::verify(session.edition(), session.project(), session.acting().today());
    assert_eq!(findings, Vec::new());
}

#[test]
fn a_copy_is_put_back_by_changes_and_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Ward", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    revisions(
        &mut session,
        &[
            ("scoping.scale", "one"),
            ("checklist.4", "yes"),
            ("scoping.scale", "two"),
        ],
    );
    let first = oldest(&library, &path);
    let restored = library.restore(&path, &first).unwrap();
    assert_eq!(restored.revision, session.project().revision + 1);
    let after = library.open(&path).unwrap();
    assert_eq!(after.project().chosen("checklist.4"), None);
    is_sound(&after);
    let taken_back = library.earlier(&path).unwrap();
    assert!(matches!(
        library.restore(&path, &first),
        Err(RestoreError::AlreadySo)
    ));
    library.restore(&path, &taken_back[0]).unwrap();
    let again = library.open(&path).unwrap();
    assert_eq!(text(&again, "scoping.scale"), "two");
    assert_eq!(again.project().chosen("checklist.4"), Some("yes"));
    is_sound(&again);
}

#[test]
fn who_has_the_project_open_follows_what_was_put_back_and_keeps_what_was_typed_since() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Ward", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    revisions(
        &mut session,
        &[
            ("scoping.scale", "one"),
            ("checklist.4", "yes"),
            ("checklist.5", "no"),
        ],
    );
    session
        .apply(&[Change::value("checklist.6", json!("yes"))])
        .unwrap();
    let first = oldest(&library, &path);
    library.restore(&path, &first).unwrap();
    session.changed_on_disk();
    session.tick(Instant::now()).unwrap();
    session.save_now(Instant::now()).unwrap();
    assert_eq!(session.project().chosen("checklist.4"), None, "it was put back");
    assert_eq!(
        session.project().chosen("checklist.6"),
        Some("yes"),
        "it was typed since"
    );
    is_sound(&session);
    assert_eq!(library.open(&path).unwrap().project(), session.project());
}

#[test]
fn who_has_more_open_than_the_copy_of_a_damaged_file_holds_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Ward", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    revisions(
        &mut session,
        &[
            ("scoping.scale", "one"),
            ("checklist.4", "yes"),
            ("checklist.5", "no"),
        ],
    );
    let whole = std::fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() / 2], b""] {
        let before = session.project().clone();
        std::fs::write(&path, damaged).unwrap();
        let first = oldest(&library, &path);
        let restored = library.restore(&path, &first).unwrap();
        assert_eq!(restored.over, Over::Damaged);
        if !damaged.is_empty() {
            assert!(restored.revision > before.revision, "{restored:?}");
        }
        let alone = library.open(&path).unwrap();
        assert_eq!(alone.project().chosen("checklist.4"), None);
        is_sound(&alone);
        session.changed_on_disk();
        session.tick(Instant::now()).unwrap();
        session.save_now(Instant::now()).unwrap();
        assert_eq!(session.project().chosen("checklist.4"), Some("yes"));
        assert_eq!(session.project().chosen("checklist.5"), Some("no"));
        assert!(
            session
                .project()
                .answers
                .values()
                .all(|answer| answer.versions.is_empty())
        );
        is_sound(&session);
        assert_eq!(library.open(&path).unwrap().project(), session.project());
        let kept = library.earlier(&path).unwrap();
        assert!(
            kept.iter()
                .any(|copy| std::fs::read(&copy.path).unwrap() == damaged)
        );
    }
    std::fs::remove_file(&path).unwrap();
    let first = oldest(&library, &path);
    assert_eq!(library.restore(&path, &first).unwrap().over, Over::Nothing);
}

#[test]
fn what_was_put_aside_stays_however_much_is_saved_after() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let mut session = library.create("Ward", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    revisions(
        &mut session,
        &[("scoping.scale", "one"), ("scoping.scale", "two")],
    );
    let replaced = std::fs::read(&path).unwrap();
    library.restore(&path, &oldest(&library, &path)).unwrap();
    let mut session = library.open(&path).unwrap();
    for value in 0..20 {
        revisions(&mut session, &[("scoping.scale", &format!("again {value}"))]);
    }
    let kept = library.earlier(&path).unwrap();
    assert!(
        kept.iter()
            .any(|copy| std::fs::read(&copy.path).unwrap() == replaced)
    );
    assert!(kept.len() < 9, "{}", kept.len());
}

#[test]
fn the_file_of_an_earlier_schema_is_kept_for_good_once() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "A");
    let session = library.create("Ward", &[]).unwrap();
    let path = session.path().unwrap().to_owned();
    let old = std::fs::read(&path).unwrap();
    let mut base = session.project().clone();
    // as it is read from a file of a schema before ours
    base.schema = SCHEMA - 1;
    let mut ours = base.clone();
    ours.archived_at = Some("2026-11-21T14:02:00Z".parse().unwrap());
    let (store, edition) = (&library.store, session.edition());
    let saved = commit(store, &path, edition, &base, &ours, session.acting()).unwrap();
    assert_eq!(saved.schema, SCHEMA);
    let kept = |copy: &Path| copy.to_string_lossy().ends_with(".kept.json");
    let copies = store.copies(&path).unwrap();
    let for_good: Vec<_> = copies.iter().filter(|copy| kept(&copy.path)).collect();
    assert_eq!(for_good.len(), 1);
    assert_eq!(std::fs::read(&for_good[0].path).unwrap(), old);

    let mut again = saved.clone();
    again.archived_at = None;
    commit(store, &path, edition, &saved, &again, session.acting()).unwrap();
    let copies = store.copies(&path).unwrap();
    assert_eq!(copies.iter().filter(|copy| kept(&copy.path)).count(), 1);
}
