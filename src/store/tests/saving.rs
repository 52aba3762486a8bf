//! Saving, making and exporting, and what stands in their way.

use std::sync::mpsc;
use std::thread;

use super::*;

#[test]
fn what_was_saved_is_read_again() {
    let desk = Desk::new();
    assert_eq!(desk.says(), "one");
    assert_eq!(desk.write("two").unwrap(), Saved::Written);
    assert_eq!(desk.says(), "two");
    assert_eq!(desk.names(), [".triplewin", "copy", "ward.json", "ward.lock"]);
}

#[test]
fn the_caller_sees_what_is_there_and_may_leave_it() {
    let desk = Desk::new();
    let mut seen = None;
    let saved = desk.store.save(&desk.ward, |before| {
        seen = before.map(<[u8]>::to_vec);
        Ok::<_, Infallible>(None)
    });
    assert_eq!(saved.unwrap(), Saved::Unchanged);
    assert_eq!(seen.as_deref(), Some(b"one".as_slice()));
    assert_eq!(desk.write("one").unwrap(), Saved::Unchanged);
    let refused = desk.store.save(&desk.ward, |_| Err("damaged: line 1"));
    assert!(matches!(refused, Err(SaveError::Refused("damaged: line 1"))));
    assert_eq!(desk.says(), "one");
    assert_eq!(desk.names(), [".triplewin", "ward.json", "ward.lock"]);
}

#[test]
fn a_new_project_never_takes_anothers_place() {
    let desk = Desk::new();
    let error = desk.store.create("ward", b"other").unwrap_err();
    assert!(matches!(error.kind, Kind::AlreadyThere), "{error}");
    assert_eq!(desk.says(), "one");
    for id in ["", "../ward", "a/b", ".hidden", "a b", "ä"] {
        let error = desk.store.create(id, b"{}").unwrap_err();
        assert!(matches!(error.kind, Kind::BadId(_)), "{id}: {error}");
    }
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let desk = Desk::new();
    thread::scope(|scope| {
        for name in ["a", "b"] {
            let desk = &desk;
            scope.spawn(move || {
                for n in 0..100 {
                    let append = |before: Option<&[u8]>| {
                        let mut text = before.unwrap_or_default().to_vec();
                        text.extend(format!(" {name}{n}").bytes());
                        Ok::<_, Infallible>(Some(text))
                    };
                    desk.store.save(&desk.ward, append).unwrap();
                }
            });
        }
    });
    let text = desk.says();
    let of = |name: char| -> Vec<&str> { text.split(' ').filter(|word| word.starts_with(name)).collect() };
    for name in ['a', 'b'] {
        let wanted: Vec<String> = (0..100).map(|n| format!("{name}{n}")).collect();
        assert_eq!(of(name), wanted);
    }
}

#[test]
fn a_program_that_takes_no_lock_is_not_overwritten_either() {
    let desk = Desk::new();
    let mut meddled = false;
    let saved = desk.store.save(&desk.ward, |before| {
        if !meddled {
            meddled = true;
            fs::write(&desk.ward, b"meddled").unwrap();
        }
        let before = String::from_utf8_lossy(before.unwrap());
        Ok::<_, Infallible>(Some(format!("{before} and mine").into_bytes()))
    });
    assert_eq!(saved.unwrap(), Saved::Written);
    assert_eq!(desk.says(), "meddled and mine");

    let mut n = 0;
    let saved = desk.store.save(&desk.ward, |_| {
        n += 1;
        fs::write(&desk.ward, n.to_string()).unwrap();
        Ok::<_, Infallible>(Some(b"mine".to_vec()))
    });
    assert!(matches!(failure(saved).kind, Kind::Unsettled));
}

#[test]
fn a_held_lock_is_waited_for_and_then_named() {
    let desk = Desk::new();
    let (entered, has_entered) = mpsc::channel();
    let (leave, may_leave) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let (entered, may_leave, desk) = (entered, may_leave, &desk);
        scope.spawn(move || {
            let result = desk.store.save(&desk.ward, |_| {
                entered.send(()).unwrap();
                may_leave.recv().unwrap();
                Ok::<_, Infallible>(Some(b"slow".to_vec()))
            });
            result.unwrap();
        });
        has_entered.recv().unwrap();
        let hasty = desk.store.clone().with_patience(Duration::from_millis(50));
        let error = failure(hasty.save(&desk.ward, |_| Ok(Some(b"hasty".to_vec()))));
        assert!(matches!(error.kind, Kind::Locked));
        assert_eq!(error.path, desk.store.dir().join(".triplewin/ward.lock"));
        leave.send(()).unwrap();
        assert_eq!(desk.write("patient").unwrap(), Saved::Written);
    });
    assert_eq!(desk.says(), "patient");
}

#[test]
fn where_a_folder_cannot_be_written_the_error_says_which() {
    let desk = Desk::new();
    let side = desk.store.dir().join(SIDE_FOLDER);
    fs::remove_dir_all(&side).unwrap();
    fs::write(&side, b"in the way").unwrap();
    let error = failure(desk.write("two"));
    assert_eq!(
        error.to_string(),
        format!("could not lock, not a folder: {}", side.display())
    );
    assert!(error.hint().is_some());
    assert_eq!(desk.says(), "one");

    let under_a_file = Store::new(side.join("below"));
    let error = under_a_file.create("ward", b"one").unwrap_err();
    assert!(matches!(error.kind, Kind::NotAFolder), "{error}");
    assert_eq!(error.operation, Operation::MakeFolder);
}

#[test]
fn a_copy_that_cannot_be_kept_stops_the_save() {
    let desk = Desk::new();
    let at = fs::metadata(&desk.ward).unwrap().modified().unwrap();
    let at = jiff::Timestamp::try_from(at).unwrap();
    let name = at.strftime("ward.%Y%m%dT%H%M%S.%3fZ.json").to_string();
    let copy = desk.store.dir().join(SIDE_FOLDER).join(name);
    fs::create_dir(&copy).unwrap();
    let error = failure(desk.write("two"));
    assert_eq!(error.operation, Operation::KeepCopy, "{error}");
    fs::remove_dir(&copy).unwrap();
    assert_eq!(desk.says(), "one");
    assert_eq!(desk.names(), [".triplewin", "ward.json", "ward.lock"]);
}

#[test]
fn a_folder_that_vanished_is_not_made_again_behind_the_users_back() {
    let desk = Desk::new();
    let gone = desk.dir.path().join("moved");
    fs::rename(desk.store.dir(), &gone).unwrap();
    let error = failure(desk.write("two"));
    assert!(matches!(error.kind, Kind::FolderMissing), "{error}");
    assert_eq!(error.path, desk.store.dir());
    assert!(!desk.store.dir().exists());
    fs::rename(&gone, desk.store.dir()).unwrap();
    desk.write("two").unwrap();
    assert_eq!(desk.says(), "two");
}

#[test]
fn a_folder_in_the_files_place_is_named_and_left() {
    let desk = Desk::new();
    fs::remove_file(&desk.ward).unwrap();
    fs::create_dir(&desk.ward).unwrap();
    let error = failure(desk.write("two"));
    assert!(matches!(error.kind, Kind::IsFolder), "{error}");
    assert!(matches!(
        desk.store.read(&desk.ward).unwrap_err().kind,
        Kind::IsFolder
    ));
    assert!(desk.ward.is_dir());
}

#[test]
fn a_file_that_is_gone_comes_back_if_the_caller_says_so() {
    let desk = Desk::new();
    fs::remove_file(&desk.ward).unwrap();
    let error = desk.store.read(&desk.ward).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("could not read, no such file: {}", desk.ward.display())
    );
    let saved = desk.store.save(&desk.ward, |before| {
        assert_eq!(before, None);
        Ok::<_, Infallible>(Some(b"mine".to_vec()))
    });
    assert_eq!(saved.unwrap(), Saved::Written);
    assert_eq!(desk.says(), "mine");
}

#[test]
fn a_file_over_50_mb_is_neither_read_nor_written() {
    let desk = Desk::new();
    let large = fs::File::create(desk.store.path_of("large")).unwrap();
    large.set_len(MAX_BYTES + 1).unwrap();
    let error = desk.store.read(&desk.store.path_of("large")).unwrap_err();
    assert!(matches!(error.kind, Kind::TooLarge), "{error}");
    let saved = desk.store.save(&desk.ward, |_| {
        Ok(Some(vec![b' '; usize::try_from(MAX_BYTES).unwrap() + 1]))
    });
    assert!(matches!(failure(saved).kind, Kind::TooLarge));
    assert_eq!(desk.says(), "one");
}

#[test]
fn an_export_replaces_only_what_it_may() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("summary.md");
    write_atomically(&path, b"first", Overwrite::Refused).unwrap();
    let error = write_atomically(&path, b"second", Overwrite::Refused).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("could not write, already there: {}", path.display())
    );
    assert_eq!(error.hint().as_deref(), Some("--force replaces it"));
    assert_eq!(fs::read(&path).unwrap(), b"first");
    write_atomically(&path, b"second", Overwrite::Allowed).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    let error = write_atomically(dir.path(), b"third", Overwrite::Allowed).unwrap_err();
    assert!(matches!(error.kind, Kind::IsFolder), "{error}");
    let nowhere = dir.path().join("none/summary.md");
    let error = write_atomically(&nowhere, b"third", Overwrite::Allowed).unwrap_err();
    assert!(matches!(error.kind, Kind::FolderMissing), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn the_content_before_the_last_save_is_kept() {
    let desk = Desk::new();
    assert_eq!(desk.store.last_good(&desk.ward).unwrap(), None);
    for n in 0..20 {
        desk.write(&format!("save {n}")).unwrap();
    }
    let copies = desk.store.copies(&desk.ward).unwrap();
    assert!((1..=7).contains(&copies.len()), "{copies:?}");
    let last = desk.store.last_good(&desk.ward).unwrap().unwrap();
    assert_eq!(desk.store.read(&last.path).unwrap(), b"save 18");
    assert!(copies.is_sorted_by(|a, b| a.saved_at > b.saved_at));
}

#[test]
fn what_a_killed_program_left_is_cleared_away_once_it_is_old() {
    let desk = Desk::new();
    let old = desk.store.dir().join(".triplewin-old.tmp");
    let fresh = desk.store.dir().join(".triplewin-fresh.tmp");
    fs::write(&fresh, b"half").unwrap();
    let file = fs::File::create(&old).unwrap();
    let long_ago = std::time::SystemTime::now() - Duration::from_hours(2);
    file.set_modified(long_ago).unwrap();
    desk.write("two").unwrap();
    assert!(!old.exists());
    assert!(fresh.exists());
}
