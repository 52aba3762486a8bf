//! Earlier copies of a project: listed, looked at, and put back.
//!
//! What keeps that sound:
//!
//! - Sameness is revision and content, so what is put back is a revision of its own, above any that
//!   the file or a copy is known to have had. Whoever has the project open sees another file, and
//!   merges.
//! - Where the present file can be read, nothing of it is undone silently: the copy is put back by
//!   changes (see [`put_back_all`]) that the log tells, in the name of who asked. The file goes on
//!   from what it was, so that a merge with work that is still under way elsewhere has the old file
//!   as its base, keeps that work, and `verify` finds the log to explain the answers.
//! - Where it cannot be read there is nothing to go on from: the copy itself is put in place, with
//!   its own log. An open screen elsewhere may hold more than the copy. It sees that the file does
//!   not go on from what it last read, merges over what both have in common, and loses nothing.
//! - The present file, sound or not, is kept among the copies first: so this can itself be undone.

use jiff::{Timestamp, tz::TimeZone};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Acting, Library, ListedProject, commit::settled, library::summary};
use crate::{
    characters::quoted,
    guidance::Edition,
    project::{Change, Done, Project, PutBack, Stamp, put_back_all},
    rules,
    store::{SaveError, Saved, Store, StoreError},
};

/// An earlier copy of a project's file.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// When its content was saved.
    pub saved_at: Timestamp,
    /// What it holds, or why it cannot be read, in words.
    pub state: Result<CopyState, String>,
}

/// What an earlier copy holds.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyState {
    /// Its revision.
    pub revision: u64,
    /// What a list shows of it.
    pub project: ListedProject,
}

/// What putting a copy back would come to, or came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The revision that the project has then.
    pub revision: u64,
    /// What it does to the present file.
    pub over: Over,
}

/// What a copy is put back over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// A file that can be read: by so many changes of each kind.
    Sound {
        /// How many answers, notes, records and sign-offs change.
        counts: Counts,
        /// What no change can put back, each in words.
        left: Vec<String>,
    },
    /// A file that cannot be read, and is kept as a copy.
    Damaged,
    /// No file.
    Nothing,
}

/// How much is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Answers with their notes and evidence.
    pub answers: usize,
    /// Records of lists.
    pub records: usize,
    /// Sign-offs that end or stand again.
    pub sign_offs: usize,
}

/// Why a copy was not put back; the present file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The filesystem refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The copy cannot be read.
    #[error("this copy cannot be put back: {0}")]
    Unreadable(String),
    /// The present file may not be changed.
    #[error("{0}")]
    ReadOnly(String),
    /// The present file says what the copy says.
    #[error("the project already says what this copy says")]
    AlreadySo,
}

impl Counts {
    /// In words, such as `3 answers, 1 record`; nothing where all are none.
    pub fn words(self) -> String {
        let one = |count: usize, one: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {one}s")),
        };
        let words = [
            one(self.answers, "answer"),
            one(self.records, "record"),
            one(self.sign_offs, "sign-off"),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn of(done: &[Done]) -> Self {
        let mut targets: Vec<String> = Vec::new();
        let mut counts = Self::default();
        for done in done {
            let (target, count) = match &done.change {
                Change::Answer { item, .. }
                | Change::Clear { item }
                | Change::Skip { item, .. }
                | Change::Confirm { item } => (item.clone(), &mut counts.answers),
                Change::Add { list, .. } => {
                    let id = done.change.record().map(|(_, id)| id).unwrap_or_default();
                    (format!("{list}/{id}"), &mut counts.records)
                }
                Change::Update { list, id, .. } | Change::Remove { list, id } => {
                    (format!("{list}/{id}"), &mut counts.records)
                }
                Change::Sign {
                    subject, role, party, ..
                }
                | Change::Withdraw {
                    subject, role, party, ..
                } => (
                    format!("{subject}/{}/{party}", role.name()),
                    &mut counts.sign_offs,
                ),
                Change::Archive | Change::Unarchive => continue,
            };
            if !targets.contains(&target) {
                targets.push(target);
                *count += 1;
            }
        }
        counts
    }
}

impl Library {
    /// The earlier copies of a project's file, which need not be there itself, the newest first.
    pub fn earlier(&self, path: &Path) -> Result<Vec<EarlierCopy>, StoreError> {
        let id = stem(path);
        let copies = self.store.copies(path)?.into_iter();
        let read = |copy: &Path| -> Result<CopyState, String> {
            let (project, edition) = self.copy_in(copy, &id)?;
            let today = self.acting.today();
            let assessment = rules::assess(&edition, &project, today);
            Ok(CopyState {
                revision: project.revision,
                project: summary(&edition, &project, &assessment, today),
            })
        };
        Ok(copies
            .map(|copy| EarlierCopy {
                state: read(&copy.path),
                path: copy.path,
                saved_at: copy.saved_at,
            })
            .collect())
    }

    /// What putting a copy back would do now; nothing is changed.
    pub fn would_restore(&self, path: &Path, copy: &EarlierCopy) -> Result<Restored, RestoreError> {
        let (then, edition) = self
            .copy_in(&copy.path, &stem(path))
            .map_err(RestoreError::Unreadable)?;
        // what cannot even be read is set aside, and so is as good as damaged
        let present = match self.store.read(path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.is_missing() => None,
            Err(_) => Some(Vec::new()),
        };
        let restoring = self.restoring(path, copy, then, &edition);
        Ok(restoring.over(present.as_deref())?.0)
    }

    /// Puts a copy in the place of the present file, which is kept among the copies.
    pub fn restore(&self, path: &Path, copy: &EarlierCopy) -> Result<Restored, RestoreError> {
        let (then, edition) = self
            .copy_in(&copy.path, &stem(path))
            .map_err(RestoreError::Unreadable)?;
        let restoring = self.restoring(path, copy, then, &edition);
        let mut outcome = Err(RestoreError::AlreadySo);
        let written = self.store.save_over_anything(path, |present| {
            let (restored, project) = restoring.over(present)?;
            outcome = Ok(restored);
            Ok::<_, RestoreError>(Some(project.to_bytes(&edition)))
        });
        match written {
            Ok(Saved::Written | Saved::Unchanged) => outcome,
            Err(SaveError::Store(error)) => Err(error.into()),
            Err(SaveError::Refused(error)) => Err(error),
        }
    }

    fn restoring<'a>(
        &'a self,
        path: &Path,
        copy: &'a EarlierCopy,
        then: Project,
        edition: &'a Arc<Edition>,
    ) -> Restoring<'a> {
        Restoring {
            library: self,
            revision: highest(&self.store, path, &self.editions),
            saved_at: copy.saved_at,
            then,
            edition,
        }
    }

    /// The project of that id that a copy holds, if it may be changed.
    fn copy_in(&self, copy: &Path, id: &str) -> Result<(Project, Arc<Edition>), String> {
        let bytes = self.store.read(copy).map_err(|error| self.told(&error))?;
        let (project, edition) = Project::parse(&bytes, &self.editions).map_err(|error| error.to_string())?;
        if let Some(read_only) = &project.read_only {
            return Err(read_only.to_string());
        }
        if !project.id.eq_ignore_ascii_case(id) {
            return Err(format!("it holds another project, {}", quoted(&project.id)));
        }
        Ok((project, Arc::clone(edition)))
    }
}

/// A copy about to be put back.
struct Restoring<'a> {
    library: &'a Library,
    /// The highest revision that any copy is known to have.
    revision: u64,
    saved_at: Timestamp,
    then: Project,
    edition: &'a Arc<Edition>,
}

impl Restoring<'_> {
    /// What it comes to over the present bytes, and the project that goes into the file.
    fn over(&self, present: Option<&[u8]>) -> Result<(Restored, Project), RestoreError> {
        let acting = &self.library.acting;
        let now = present.map(|bytes| Project::parse(bytes, &self.library.editions));
        match now {
            Some(Ok((now, edition))) if now.id == self.then.id => {
                if let Some(read_only) = &now.read_only {
                    return Err(RestoreError::ReadOnly(read_only.to_string()));
                }
                if edition.id == self.edition.id {
                    return self.by_changes(&now);
                }
                Ok(self.itself(Over::Damaged, now.revision, acting))
            }
            Some(Ok((other, _))) => Ok(self.itself(Over::Damaged, other.revision, acting)),
            Some(Err(_)) => {
                let known = present.and_then(revision_in).unwrap_or_default();
                Ok(self.itself(Over::Damaged, known, acting))
            }
            None => Ok(self.itself(Over::Nothing, 0, acting)),
        }
    }

    fn by_changes(&self, now: &Project) -> Result<(Restored, Project), RestoreError> {
        let acting = &self.library.acting;
        let mut next = now.clone();
        let back = self.put_back(&mut next);
        if back.done.is_empty() {
            return Err(RestoreError::AlreadySo);
        }
        next.revision = next.revision.max(self.revision);
        let next = settled(self.edition, next, Some(now), acting.today(), acting);
        let over = Over::Sound {
            counts: Counts::of(&back.done),
            left: back.left,
        };
        let revision = next.revision;
        Ok((Restored { revision, over }, next))
    }

    fn put_back(&self, project: &mut Project) -> PutBack {
        let acting = &self.library.acting;
        let today = acting.today();
        let when = self.saved_at.to_zoned(acting.clock.zone());
        let reason = format!("The project was put back as it was on {}", moment(&when));
        let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today);
        let mut ids = (self.library.ids)();
        let mut stamp = Stamp {
            by: &acting.by,
            at: acting.clock.now(),
            today,
            ids: ids.as_mut(),
            verdict: &verdict,
        };
        put_back_all(self.edition, project, &self.then, &reason, &mut stamp)
    }

    fn itself(&self, over: Over, present: u64, acting: &Acting) -> (Restored, Project) {
        let mut next = self.then.clone();
        next.revision = next.revision.max(present).max(self.revision);
        let next = settled(self.edition, next, None, acting.today(), acting);
        let revision = next.revision;
        (Restored { revision, over }, next)
    }
}

/// When a copy was saved, such as `21 Nov 2026 14:02:33`, in this zone.
pub fn copy_time(at: Timestamp, zone: TimeZone) -> String {
    moment(&at.to_zoned(zone))
}

fn moment(when: &jiff::Zoned) -> String {
    when.strftime("%-d %b %Y %H:%M:%S").to_string()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The highest revision among the copies that can be read.
fn highest(store: &Store, path: &Path, editions: &[Arc<Edition>]) -> u64 {
    let copies = store.copies(path).unwrap_or_default().into_iter();
    copies
        .filter_map(|copy| {
            let bytes = store.read(&copy.path).ok()?;
            match Project::parse(&bytes, editions) {
                Ok((project, _)) => Some(project.revision),
                Err(_) => revision_in(&bytes),
            }
        })
        .max()
        .unwrap_or_default()
}

/// The revision that the beginning of a damaged file still tells.
fn revision_in(bytes: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4_000))?).into_owned();
    let (_, after) = head.split_once("\"revision\"")?;
    let digits = after.trim_start().strip_prefix(':')?.trim_start();
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .filter(|end| *end > 0)?;
    let revision: u64 = digits.get(..end)?.parse().ok()?;
    // a number that no history of saves comes to is damage too
    (revision < u64::from(u32::MAX)).then_some(revision)
}
