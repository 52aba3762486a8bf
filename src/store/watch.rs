//! Noticing what others save.
//!
//! The folder is watched, not the file: a save replaces the file, and a watch on it would go blind.
//! The kernel tells us; where it cannot (another computer's disk, too many watches, a folder that
//! is not there yet or was taken away) we look once a second. One watch serves all who ask for the
//! same folder, since a system may allow few.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};
use std::{fs, thread};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::folder::{is_project, projects_in};
use super::mounts::is_remote;

/// How long to gather what belongs to one save before telling.
const GATHER: Duration = Duration::from_millis(30);
/// How often to look where the kernel does not tell.
const LOOK: Duration = Duration::from_secs(1);

/// A watch on a folder of projects; it ends when dropped.
#[derive(Debug)]
pub struct Watch {
    listener: u64,
    hub: Arc<Hub>,
}

/// Tells from now on of every project file of the folder that may have changed, by its path.
///
/// Own saves are told of too, and now and then a file that is the same as before: compare. The
/// telling happens on a thread of the watch; a call under way when the watch is dropped still ends.
pub fn watch(dir: &Path, on_change: impl Fn(PathBuf) + Send + Sync + 'static) -> Watch {
    let hub = hub_of(dir);
    let dir = dir.to_path_buf();
    let tell: Tell = Arc::new(move |name| on_change(dir.join(name)));
    let listener = NEXT_LISTENER.fetch_add(1, Ordering::Relaxed);
    locked(&hub.listeners).insert(listener, tell);
    Watch { listener, hub }
}

impl Drop for Watch {
    fn drop(&mut self) {
        locked(&self.hub.listeners).remove(&self.listener);
    }
}

type Tell = Arc<dyn Fn(&OsString) + Send + Sync>;
type Listeners = Arc<Mutex<BTreeMap<u64, Tell>>>;

static NEXT_LISTENER: AtomicU64 = AtomicU64::new(0);
static HUBS: Mutex<Vec<Weak<Hub>>> = Mutex::new(Vec::new());

/// What all watches of one folder share.
struct Hub {
    dir: PathBuf,
    listeners: Listeners,
    thread: Sender<Signal>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub")
            .field("dir", &self.dir)
            .finish_non_exhaustive()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        // the thread may have ended already
        let _ = self.thread.send(Signal::Stop);
    }
}

enum Signal {
    Changed(BTreeSet<OsString>),
    Everything,
    FolderGone,
    Stop,
}

fn hub_of(dir: &Path) -> Arc<Hub> {
    let dir = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_path_buf());
    let mut hubs = locked(&HUBS);
    hubs.retain(|hub| hub.strong_count() > 0);
    if let Some(hub) = hubs.iter().filter_map(Weak::upgrade).find(|hub| hub.dir == dir) {
        return hub;
    }
    let (thread, signals) = mpsc::channel();
    let listeners = Listeners::default();
    let mut lookout = Lookout::new(dir.clone(), &thread, Arc::clone(&listeners));
    let started = thread::Builder::new()
        .name("watch".into())
        .spawn(move || lookout.run(&signals));
    // without a thread nobody is told, and saving still finds what others saved
    drop(started);
    let hub = Arc::new(Hub {
        dir,
        listeners,
        thread,
    });
    hubs.push(Arc::downgrade(&hub));
    hub
}

/// What stands in the folder: enough of each file to see that it was replaced.
type Seen = BTreeMap<OsString, Option<(SystemTime, u64, u64)>>;

/// The thread's side of a hub.
struct Lookout {
    dir: PathBuf,
    to_self: Sender<Signal>,
    listeners: Listeners,
    kernel: Option<RecommendedWatcher>,
    seen: Seen,
}

impl Lookout {
    fn new(dir: PathBuf, to_self: &Sender<Signal>, listeners: Listeners) -> Self {
        let mut lookout = Self {
            dir,
            to_self: to_self.clone(),
            listeners,
            kernel: None,
            seen: Seen::new(),
        };
        lookout.ask_kernel();
        if lookout.kernel.is_none() {
            lookout.seen = look(&lookout.dir);
        }
        lookout
    }

    fn run(&mut self, signals: &Receiver<Signal>) {
        loop {
            let signal = if self.kernel.is_some() {
                signals.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                signals.recv_timeout(LOOK)
            };
            match signal {
                Ok(Signal::Changed(mut names)) => {
                    let next = gather(signals, &mut names);
                    self.tell(&names);
                    if !next.is_none_or(|signal| self.unusual(&signal)) {
                        return;
                    }
                }
                Ok(signal) => {
                    if !self.unusual(&signal) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.look_again(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Acts on what is not a plain change; false ends the watch.
    fn unusual(&mut self, signal: &Signal) -> bool {
        match signal {
            Signal::Stop => return false,
            Signal::Changed(names) => self.tell(names),
            Signal::Everything => self.tell(&look(&self.dir).into_keys().collect()),
            Signal::FolderGone => {
                self.kernel = None;
                self.seen = Seen::new();
                self.look_again();
            }
        }
        true
    }

    /// Tells what differs from the last look, and gives over to the kernel if it can take over.
    fn look_again(&mut self) {
        self.ask_kernel();
        let now = look(&self.dir);
        let changed: BTreeSet<OsString> = now
            .keys()
            .chain(self.seen.keys())
            .filter(|name| now.get(*name) != self.seen.get(*name))
            .cloned()
            .collect();
        self.seen = now;
        self.tell(&changed);
    }

    fn ask_kernel(&mut self) {
        // watch what the path means now: a folder put in its place is another
        let Ok(dir) = fs::canonicalize(&self.dir) else {
            return;
        };
        if is_remote(&dir) {
            return;
        }
        let thread = self.to_self.clone();
        let place = dir.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(signal) = signal_of(&place, event) {
                // the thread may have ended already
                let _ = thread.send(signal);
            }
        });
        if let Ok(mut watcher) = watcher
            && watcher.watch(&dir, RecursiveMode::NonRecursive).is_ok()
        {
            self.kernel = Some(watcher);
        }
    }

    fn tell(&self, names: &BTreeSet<OsString>) {
        if names.is_empty() {
            return;
        }
        // called outside the lock, so that a listener may drop a watch or begin another
        let listeners: Vec<Tell> = locked(&self.listeners).values().cloned().collect();
        for name in names {
            for tell in &listeners {
                tell(name);
            }
        }
    }
}

/// Adds to the names what follows at once; returns the first signal of another sort.
fn gather(signals: &Receiver<Signal>, names: &mut BTreeSet<OsString>) -> Option<Signal> {
    // a busy folder must not put off the telling for ever
    for _ in 0..10 {
        match signals.recv_timeout(GATHER) {
            Ok(Signal::Changed(more)) => names.extend(more),
            Ok(other) => return Some(other),
            Err(_) => return None,
        }
    }
    None
}

fn signal_of(dir: &Path, event: notify::Result<Event>) -> Option<Signal> {
    let event = match event {
        Ok(event) if event.need_rescan() => return Some(Signal::Everything),
        Ok(event) => event,
        Err(_) => return Some(Signal::Everything),
    };
    let gone = match event.kind {
        // our own reading must not wake us
        EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write) => return None,
        // half a file: its closing follows
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) if cfg!(target_os = "linux") => {
            return None;
        }
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => true,
        _ => false,
    };
    if gone && event.paths.iter().any(|path| path == dir) {
        return Some(Signal::FolderGone);
    }
    let names: BTreeSet<OsString> = event
        .paths
        .iter()
        .filter(|path| path.parent() == Some(dir) && is_project(path))
        .filter_map(|path| Some(path.file_name()?.to_owned()))
        .collect();
    (!names.is_empty()).then_some(Signal::Changed(names))
}

fn look(dir: &Path) -> Seen {
    projects_in(dir)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| Some((path.file_name()?.to_owned(), stamp_of(&path))))
        .collect()
}

fn stamp_of(path: &Path) -> Option<(SystemTime, u64, u64)> {
    // not opened if it is a pipe, which would make us wait
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    // by an open file: a network file system asks its server again only on opening
    let found = fs::File::open(path).and_then(|file| file.metadata()).ok()?;
    Some((found.modified().ok()?, found.len(), inode(&found)))
}

#[cfg(unix)]
fn inode(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode(_found: &fs::Metadata) -> u64 {
    0
}

/// A listener that panicked leaves the list as it was: nothing in it is half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn looking_sees_a_file_of_the_same_size_put_in_anothers_place() {
        let dir = tempfile::tempdir().unwrap();
        let ward = dir.path().join("ward.json");
        fs::write(&ward, b"one").unwrap();
        let time = fs::metadata(&ward).unwrap().modified().unwrap();
        let before = look(dir.path());
        assert_eq!(look(dir.path()), before);
        let other = dir.path().join("other.tmp");
        fs::write(&other, b"two").unwrap();
        fs::File::options()
            .write(true)
            .open(&other)
            .unwrap()
            .set_modified(time)
            .unwrap();
        fs::rename(&other, &ward).unwrap();
        let after = look(dir.path());
        if cfg!(unix) {
            assert_ne!(after, before);
        }
        assert_eq!(after.keys().collect::<Vec<_>>(), ["ward.json"]);
        fs::remove_file(&ward).unwrap();
        assert_eq!(look(dir.path()), Seen::new());
    }
}
