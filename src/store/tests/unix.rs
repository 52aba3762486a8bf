//! Links, pipes and permissions.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_link_is_followed_in_its_folder_and_never_out_of_it() {
    let desk = Desk::new();
    let alias = desk.store.path_of("alias");
    symlink("ward.json", &alias).unwrap();
    let saved = desk
        .store
        .save(&alias, |_| Ok::<_, Infallible>(Some(b"two".to_vec())));
    assert_eq!(saved.unwrap(), Saved::Written);
    assert_eq!(desk.says(), "two");
    assert!(alias.is_symlink());

    let outside = desk.dir.path().join("outside.json");
    fs::write(&outside, b"theirs").unwrap();
    let out = desk.store.path_of("out");
    symlink(&outside, &out).unwrap();
    let error = failure(desk.store.save(&out, |_| Ok(Some(b"mine".to_vec()))));
    assert!(matches!(error.kind, Kind::LinkOut { .. }), "{error}");
    assert!(error.hint().unwrap().ends_with("outside.json"));
    assert!(desk.store.read(&out).is_err());
    assert_eq!(fs::read(&outside).unwrap(), b"theirs");

    let nowhere = desk.store.path_of("nowhere");
    symlink("nothing.json", &nowhere).unwrap();
    assert!(desk.store.list().unwrap().contains(&nowhere));
    let error = desk.store.read(&nowhere).unwrap_err();
    assert!(matches!(error.kind, Kind::DanglingLink), "{error}");
    let error = failure(desk.store.save(&nowhere, |_| Ok(Some(b"mine".to_vec()))));
    assert!(matches!(error.kind, Kind::DanglingLink), "{error}");
    let error = desk.store.create("nowhere", b"mine").unwrap_err();
    assert!(matches!(error.kind, Kind::AlreadyThere), "{error}");
}

#[test]
fn a_side_folder_that_leads_elsewhere_is_not_used() {
    let desk = Desk::new();
    let side = desk.store.dir().join(SIDE_FOLDER);
    let elsewhere = desk.dir.path().join("elsewhere");
    fs::rename(&side, &elsewhere).unwrap();
    symlink(&elsewhere, &side).unwrap();
    let error = failure(desk.write("two"));
    assert!(matches!(error.kind, Kind::NotAFolder), "{error}");
    assert_eq!(desk.says(), "one");
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let desk = Desk::new();
    let pipe = desk.store.path_of("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let error = desk.store.read(&pipe).unwrap_err();
    assert!(matches!(error.kind, Kind::Special), "{error}");
    let error = failure(desk.store.save(&pipe, |_| Ok(Some(b"mine".to_vec()))));
    assert!(matches!(error.kind, Kind::Special), "{error}");
    let error = read(Path::new("/dev/zero")).unwrap_err();
    assert!(matches!(error.kind, Kind::Special), "{error}");
}

#[test]
fn what_is_new_is_its_owners_alone_and_what_was_shared_stays_so() {
    let desk = Desk::new();
    let side = desk.store.dir().join(SIDE_FOLDER);
    assert_eq!(mode(desk.store.dir()), 0o700);
    assert_eq!(mode(&side), 0o700);
    assert_eq!(mode(&desk.ward), 0o600);
    assert_eq!(mode(&side.join("ward.lock")), 0o600);
    fs::set_permissions(&desk.ward, fs::Permissions::from_mode(0o640)).unwrap();
    desk.write("two").unwrap();
    assert_eq!(mode(&desk.ward), 0o640);
}

#[test]
fn in_a_folder_that_a_group_shares_the_group_can_take_part() {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o2770)).unwrap();
    let store = Store::new(dir.path().to_path_buf());
    let ward = store.create("ward", b"one").unwrap();
    let side = dir.path().join(SIDE_FOLDER);
    assert_eq!(mode(&ward), 0o660);
    assert_eq!(mode(&side), 0o2770);
    assert_eq!(mode(&side.join("ward.lock")), 0o660);
}

#[test]
fn a_save_puts_a_new_file_in_place_and_keeps_the_old_one_whole() {
    let desk = Desk::new();
    let before = fs::metadata(&desk.ward).unwrap().ino();
    let mut reader = fs::File::open(&desk.ward).unwrap();
    desk.write("two").unwrap();
    assert_ne!(fs::metadata(&desk.ward).unwrap().ino(), before);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut reader, &mut text).unwrap();
    assert_eq!(text, "one");
}

#[test]
fn an_export_is_never_put_in_place_of_a_device() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let error = write_atomically(&pipe, b"text", Overwrite::Allowed).unwrap_err();
    assert!(matches!(error.kind, Kind::Special), "{error}");
    let link = dir.path().join("link.md");
    symlink("real.md", &link).unwrap();
    let error = write_atomically(&link, b"text", Overwrite::Allowed).unwrap_err();
    assert!(matches!(error.kind, Kind::DanglingLink), "{error}");
    fs::write(dir.path().join("real.md"), b"old").unwrap();
    write_atomically(&link, b"new", Overwrite::Allowed).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read(dir.path().join("real.md")).unwrap(), b"new");
}

#[test]
fn what_is_remembered_is_its_owners_alone_and_an_export_is_as_any_file() {
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("state");
    let places = Places::in_dir(&state);
    places.set(Path::new("/projects/ward.json"), "pid").unwrap();
    assert_eq!(mode(&state), 0o700);
    assert_eq!(mode(&state.join("places.json")), 0o600);
    let plain = dir.path().join("plain");
    fs::write(&plain, b"as this user's umask has it").unwrap();
    let export = dir.path().join("export.md");
    write_atomically(&export, b"text", Overwrite::Refused).unwrap();
    assert_eq!(mode(&export), mode(&plain));
}
