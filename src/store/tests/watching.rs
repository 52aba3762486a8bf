//! Noticing what others save.

use std::sync::mpsc;
use std::time::Instant;

use super::*;

#[test]
fn anothers_save_is_noticed_within_two_seconds() {
    let desk = Desk::new();
    let (tell, told) = mpsc::channel();
    let _watch = watch(desk.store.dir(), move |path| drop(tell.send(path)));
    assert!(told.recv_timeout(Duration::from_millis(200)).is_err());
    let began = Instant::now();
    desk.write("two").unwrap();
    let path = told.recv_timeout(Duration::from_secs(2)).unwrap();
    assert_eq!(path, desk.ward);
    assert!(began.elapsed() < Duration::from_secs(2));
    // one save is told once, and reading it tells nothing
    desk.says();
    assert!(told.recv_timeout(Duration::from_millis(300)).is_err());
}

#[test]
fn a_folder_put_in_the_watched_ones_place_is_watched_anew() {
    let desk = Desk::new();
    let (tell, told) = mpsc::channel();
    let _watch = watch(desk.store.dir(), move |path| drop(tell.send(path)));
    fs::rename(desk.store.dir(), desk.dir.path().join("old")).unwrap();
    let ward = desk.store.create("ward", b"restored").unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(3)).unwrap(), ward);
    while told.recv_timeout(Duration::from_millis(1500)).is_ok() {}
    desk.write("two").unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(2)).unwrap(), ward);
}

#[test]
fn a_folder_that_is_not_there_yet_is_watched_once_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::new(dir.path().join("later"));
    let (tell, told) = mpsc::channel();
    let _watch = watch(store.dir(), move |path| drop(tell.send(path)));
    let ward = store.create("ward", b"one").unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(3)).unwrap(), ward);
}

#[test]
fn a_watch_that_was_dropped_tells_nothing_while_the_others_go_on() {
    let desk = Desk::new();
    let (tell, told) = mpsc::channel();
    let first = {
        let tell = tell.clone();
        watch(desk.store.dir(), move |_| tell.send("first").unwrap())
    };
    let second = watch(desk.store.dir(), move |_| tell.send("second").unwrap());
    drop(first);
    desk.write("two").unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(2)).unwrap(), "second");
    drop(second);
    // the channel closes when the last closure is gone
    assert_eq!(
        told.recv_timeout(Duration::from_secs(2)),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
}
