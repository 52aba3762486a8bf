//! One open project: edit, undo, save, and others' saves merged under the typing hand.
//!
//! Front ends hand in [`Change`]s and read the assessment; they neither save nor merge. A draft,
//! that is what is being typed, becomes a change at a word's end, on leaving, or half a second
//! after the last key; what changed is saved at once after that, on a thread of its own. Nothing
//! is drawn here.

mod acting;
mod commit;
mod lapse;
mod library;
mod saver;
mod undo;

pub use acting::{Acting, Clock, SystemClock};
pub use commit::{CommitError, commit};
pub use lapse::{WouldLapse, would_lapse};
pub use library::{ArchiveError, Library, Listed, ListedProject, SAMPLES, Sample, SampleError};

use jiff::Timestamp;
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    guidance::Edition,
    project::{Applied, Change, Ids, Project, ReadError, Refusal, Stamp, apply, merge, project_id},
    rules::{self, Assessment},
    store::{Store, StoreError},
};
use saver::{Job, Saver};
use undo::Unit;

/// How long after the last key a draft becomes a change.
const PAUSE: Duration = Duration::from_millis(500);
/// How long after a failed save it is tried again.
const RETRY: Duration = Duration::from_secs(5);
/// How many units undo reaches back.
const UNDO_LIMIT: usize = 1_000;

/// Why a project was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The filesystem refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file is damaged; it is left as it is.
    #[error("{source}: {}", crate::characters::escaped(&path.display().to_string()))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ReadError,
        /// A copy that can be read, where there is one.
        copy: Option<PathBuf>,
    },
}

/// Why undo or redo did nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UndoError {
    /// There is nothing more.
    #[error("nothing to undo since the project was opened; History goes further")]
    NothingToUndo,
    /// There is nothing more.
    #[error("nothing to redo")]
    NothingToRedo,
    /// Somebody else changed it since.
    #[error("somebody else has changed {0} since, so it is left as it is")]
    ChangedSince(String),
    /// It can no longer be put back.
    #[error("{0}")]
    Refused(String),
}

/// Whether everything is saved, in a form that words are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// A triage that is no project yet.
    NoProject,
    /// All is on disk, last written then.
    Saved(Timestamp),
    /// Something waits to be saved, since less than a second.
    Waiting,
    /// A save is under way for more than a second.
    Saving,
    /// The last save failed; the reason in a few words.
    Failed(String),
    /// The project may not be changed; the reason.
    ReadOnly(String),
}

/// An open project.
pub struct Session {
    edition: Arc<Edition>,
    project: Project,
    /// What was last read or saved, which a merge starts from.
    base: Project,
    assessment: Assessment,
    acting: Acting,
    ids: Box<dyn Ids + Send>,
    file: Option<Filed>,
    draft: Option<Draft>,
    undo: VecDeque<Unit>,
    redo: Vec<Unit>,
    /// Counts what became different other than by this session's own hand.
    elsewhere: u64,
}

/// Where the project is saved, and how that goes.
struct Filed {
    store: Store,
    path: PathBuf,
    saver: Option<Saver>,
    under_way: Option<Instant>,
    failed: Option<(String, Instant)>,
    reload: bool,
}

/// What is being typed and is no change yet.
struct Draft {
    change: Change,
    since: Instant,
}

impl Session {
    /// A project that is nowhere yet: a quick triage.
    pub fn scratch(edition: Arc<Edition>, acting: Acting, ids: Box<dyn Ids + Send>) -> Self {
        let project = Project::new(String::new(), &edition, acting.clock.now());
        Self::with(edition, project.clone(), project, acting, ids, None)
    }

    /// A new project in the store, with these changes made, saved.
    pub fn create(
        store: &Store,
        edition: Arc<Edition>,
        title: &str,
        changes: &[Change],
        acting: Acting,
        mut ids: Box<dyn Ids + Send>,
    ) -> Result<Self, CreateError> {
        let empty = Project::new(project_id(title, ids.as_mut()), &edition, acting.clock.now());
        let mut project = empty.clone();
        applied(&mut project, changes, &edition, &acting, ids.as_mut())?;
        let path = store
            .create(&project.id, &empty.to_bytes(&edition))
            .map_err(CommitError::Store)?;
        let project = commit(store, &path, &edition, &empty, &project, &acting)?;
        let filed = Filed::new(store.clone(), path);
        Ok(Self::with(
            edition,
            project.clone(),
            project,
            acting,
            ids,
            Some(filed),
        ))
    }

    /// The project that lies in a file.
    pub fn open(
        store: &Store,
        path: &Path,
        editions: &[Arc<Edition>],
        acting: Acting,
        ids: Box<dyn Ids + Send>,
    ) -> Result<Self, OpenError> {
        let (project, edition) = read(store, path, editions)?;
        let filed = Filed::new(store.clone(), path.to_owned());
        Ok(Self::with(
            edition,
            project.clone(),
            project,
            acting,
            ids,
            Some(filed),
        ))
    }

    fn with(
        edition: Arc<Edition>,
        base: Project,
        project: Project,
        acting: Acting,
        ids: Box<dyn Ids + Send>,
        file: Option<Filed>,
    ) -> Self {
        let assessment = rules::assess(&edition, &project, acting.today());
        Self {
            edition,
            project,
            base,
            assessment,
            acting,
            ids,
            file,
            draft: None,
            undo: VecDeque::new(),
            redo: Vec::new(),
            elsewhere: 0,
        }
    }

    /// The edition that the project is answered under.
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// The project as it stands, without what is still being typed.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What the rules make of it.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// Who acts, and when.
    pub fn acting(&self) -> &Acting {
        &self.acting
    }

    /// Where the project lies; none for a quick triage.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|filed| filed.path.as_path())
    }

    /// A number that changes whenever the project became different by another's hand.
    pub fn elsewhere(&self) -> u64 {
        self.elsewhere
    }

    /// Makes changes, all or none, as one thing that undo takes back.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Applied, Refusal> {
        self.settle()?;
        let before = self.project.clone();
        let applied = self.make(changes)?;
        if applied.changed {
            self.redo.clear();
            self.undo
                .push_back(undo::unit(&self.edition, &before, &self.project, changes));
            if self.undo.len() > UNDO_LIMIT {
                self.undo.pop_front();
            }
        }
        Ok(applied)
    }

    fn make(&mut self, changes: &[Change]) -> Result<Applied, Refusal> {
        let applied = applied(
            &mut self.project,
            changes,
            &self.edition,
            &self.acting,
            self.ids.as_mut(),
        )?;
        if applied.changed {
            self.assess();
        }
        Ok(applied)
    }

    fn assess(&mut self) {
        self.assessment = rules::assess(&self.edition, &self.project, self.acting.today());
    }

    /// Takes in what is being typed: it becomes a change half a second after the last key, or when
    /// anything else is done.
    pub fn draft(&mut self, change: Change, now: Instant) -> Result<(), Refusal> {
        if self
            .draft
            .as_ref()
            .is_some_and(|draft| !same_field(&draft.change, &change))
        {
            self.settle()?;
        }
        self.draft = Some(Draft { change, since: now });
        Ok(())
    }

    /// Makes the draft a change now: at a word's end, on leaving, before anything else.
    pub fn settle(&mut self) -> Result<(), Refusal> {
        match self.draft.take() {
            Some(draft) => self.apply(&[draft.change]).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Takes the last thing back; says what that was, and what it concerned.
    pub fn undo(&mut self) -> Result<(String, Change), UndoError> {
        self.settle()
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let unit = self.undo.pop_back().ok_or(UndoError::NothingToUndo)?;
        self.untouched(&unit.again, &unit.after)?;
        self.make(&unit.back)
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let done = unit.back.last().cloned().ok_or(UndoError::NothingToUndo)?;
        let what = unit.what.clone();
        self.redo.push(unit);
        Ok((what, done))
    }

    /// Does again what was last taken back; says what that was, and what it concerned.
    pub fn redo(&mut self) -> Result<(String, Change), UndoError> {
        self.settle()
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let mut unit = self.redo.pop().ok_or(UndoError::NothingToRedo)?;
        self.make(&unit.again)
            .map_err(|refusal| UndoError::Refused(refusal.to_string()))?;
        let done = unit.again.last().cloned().ok_or(UndoError::NothingToRedo)?;
        let what = unit.what.clone();
        unit.after = unit
            .again
            .iter()
            .map(|change| undo::standing(&self.project, change))
            .collect();
        self.undo.push_back(unit);
        Ok((what, done))
    }

    /// What undo would take back, in words.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.back().map(|unit| unit.what.as_str())
    }

    fn untouched(&self, changes: &[Change], after: &[(String, serde_json::Value)]) -> Result<(), UndoError> {
        let touched = changes
            .iter()
            .zip(after)
            .find(|(change, after)| undo::standing(&self.project, change) != **after);
        match touched {
            Some((change, _)) => Err(UndoError::ChangedSince(undo::words(&self.edition, change))),
            None => Ok(()),
        }
    }

    /// How saving goes.
    pub fn save_state(&self, now: Instant) -> SaveState {
        if let Some(read_only) = &self.project.read_only {
            return SaveState::ReadOnly(read_only.to_string());
        }
        let Some(filed) = &self.file else {
            return SaveState::NoProject;
        };
        match (&filed.failed, filed.under_way) {
            (Some((reason, _)), _) => SaveState::Failed(reason.clone()),
            (None, Some(since)) if now.duration_since(since) > Duration::from_secs(1) => SaveState::Saving,
            (None, _) if self.is_saved() => SaveState::Saved(self.project.updated_at),
            (None, _) => SaveState::Waiting,
        }
    }

    /// Whether everything, what is being typed too, is on disk; always so for a quick triage.
    pub fn is_saved(&self) -> bool {
        self.file.is_none() || (self.draft.is_none() && !self.is_dirty())
    }

    fn is_dirty(&self) -> bool {
        self.project.updated_at != self.base.updated_at
            || self.project.log.len() != self.base.log.len()
            || self.project != self.base
    }

    /// Begins saving on a thread of its own; `wake` is called after every save.
    pub fn save_on_thread(&mut self, wake: impl Fn() + Send + 'static) {
        if let Some(filed) = &mut self.file {
            filed.saver = Some(Saver::start(filed.store.clone(), wake));
        }
    }

    /// When [`Self::tick`] wants to be called, where nothing else happens before.
    pub fn wake_at(&self) -> Option<Instant> {
        let draft = self.draft.as_ref().map(|draft| draft.since + PAUSE);
        let filed = self.file.as_ref();
        let retry = filed
            .and_then(|filed| filed.failed.as_ref())
            .map(|(_, at)| *at + RETRY);
        let slow = filed
            .and_then(|filed| filed.under_way)
            .map(|since| since + Duration::from_millis(1_001));
        [draft, retry, slow].into_iter().flatten().min()
    }

    /// Does what time asks for: a draft becomes a change, what changed is saved, what was saved is
    /// taken in. Says whether anything may look different now.
    pub fn tick(&mut self, now: Instant) -> Result<bool, Refusal> {
        let mut different = self.take_outcomes(now);
        if self
            .draft
            .as_ref()
            .is_some_and(|draft| now.duration_since(draft.since) >= PAUSE)
        {
            self.settle()?;
            different = true;
        }
        different |= self.take_reload();
        self.begin_save(now);
        Ok(different)
    }

    /// Saves now and waits for it: on Ctrl+S, on leaving, when the terminal goes.
    pub fn save_now(&mut self, now: Instant) -> Result<(), SaveFailed> {
        self.settle().map_err(|refusal| SaveFailed(refusal.to_string()))?;
        if let Some(filed) = &mut self.file
            && filed.under_way.is_some()
            && let Some(outcome) = filed.saver.as_ref().and_then(Saver::wait)
        {
            self.take_outcome(outcome, now);
        }
        if !self.is_dirty() || self.project.read_only.is_some() {
            return Ok(());
        }
        let Some(filed) = &self.file else { return Ok(()) };
        let result = commit(
            &filed.store,
            &filed.path,
            &self.edition,
            &self.base,
            &self.project,
            &self.acting,
        );
        let ours = self.project.clone();
        self.take_outcome(saver::SaveOutcome { ours, result }, now);
        match self.file.as_ref().and_then(|filed| filed.failed.as_ref()) {
            Some((reason, _)) => Err(SaveFailed(reason.clone())),
            None => Ok(()),
        }
    }

    /// Says that the file may hold something new, since somebody else saved.
    pub fn changed_on_disk(&mut self) {
        if let Some(filed) = &mut self.file {
            filed.reload = true;
        }
    }

    fn begin_save(&mut self, now: Instant) {
        let dirty = self.project.read_only.is_none() && self.is_dirty();
        let Some(filed) = &mut self.file else { return };
        let too_soon = filed
            .failed
            .as_ref()
            .is_some_and(|(_, at)| now.duration_since(*at) < RETRY);
        if !dirty || too_soon || filed.under_way.is_some() {
            return;
        }
        let job = Job {
            path: filed.path.clone(),
            edition: Arc::clone(&self.edition),
            base: self.base.clone(),
            ours: self.project.clone(),
            acting: self.acting.clone(),
        };
        if filed.saver.as_ref().is_some_and(|saver| saver.save(job)) {
            filed.under_way = Some(now);
        }
    }

    fn take_outcomes(&mut self, now: Instant) -> bool {
        let mut different = false;
        while let Some(outcome) = self
            .file
            .as_ref()
            .and_then(|filed| filed.saver.as_ref()?.outcome())
        {
            self.take_outcome(outcome, now);
            different = true;
        }
        different
    }

    fn take_outcome(&mut self, outcome: saver::SaveOutcome, now: Instant) {
        let Some(filed) = &mut self.file else { return };
        filed.under_way = None;
        match outcome.result {
            Ok(saved) => {
                filed.failed = None;
                self.take_in(&outcome.ours, saved);
            }
            Err(error) => filed.failed = Some((short_reason(&error), now)),
        }
    }

    /// Goes on from what lies in the file: `ours` is what we last knew of it, `theirs` what it
    /// holds now. What was typed since stays.
    fn take_in(&mut self, ours: &Project, theirs: Project) {
        let by_another = theirs.log.len() != ours.log.len()
            || theirs.answers != ours.answers
            || theirs.lists != ours.lists;
        self.project = if self.project == *ours {
            theirs.clone()
        } else {
            merge(&self.edition, ours, &self.project, &theirs)
        };
        self.base = theirs;
        if by_another {
            self.elsewhere += 1;
        }
        self.assess();
    }

    /// Reads the file where somebody else saved; ours is merged with it. A file that cannot be
    /// read now is left for the next save to speak of.
    fn take_reload(&mut self) -> bool {
        let Some(filed) = &mut self.file else { return false };
        if !filed.reload || filed.under_way.is_some() {
            return false;
        }
        filed.reload = false;
        let Ok((theirs, _)) = read(&filed.store, &filed.path, std::slice::from_ref(&self.edition)) else {
            return false;
        };
        if theirs == self.base || theirs.id != self.base.id || theirs.read_only.is_some() {
            return false;
        }
        let base = self.base.clone();
        self.take_in(&base, theirs);
        true
    }
}

/// A save that did not succeed, in a few words; all is still in memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SaveFailed(pub String);

/// Why a project was not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// A change was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be saved.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The sample is not sound.
    #[error(transparent)]
    Sample(library::SampleError),
    /// The program holds no edition.
    #[error("the program holds no edition of the guidance")]
    NoEdition,
}

impl Filed {
    fn new(store: Store, path: PathBuf) -> Self {
        Self {
            store,
            path,
            saver: None,
            under_way: None,
            failed: None,
            reload: false,
        }
    }
}

/// The project that a file holds, with its edition; a damaged one is named with its last copy
/// that can be read.
pub fn read(
    store: &Store,
    path: &Path,
    editions: &[Arc<Edition>],
) -> Result<(Project, Arc<Edition>), OpenError> {
    let bytes = store.read(path)?;
    match Project::parse(&bytes, editions) {
        Ok((project, edition)) => Ok((project, Arc::clone(edition))),
        Err(source) => {
            let copies = store.copies(path).unwrap_or_default();
            let sound = |copy: &PathBuf| {
                store
                    .read(copy)
                    .is_ok_and(|bytes| Project::parse(&bytes, editions).is_ok())
            };
            let copy = copies.into_iter().map(|copy| copy.path).find(sound);
            Err(OpenError::Damaged {
                path: path.to_owned(),
                source,
                copy,
            })
        }
    }
}

/// Applies changes in the name of who acts now.
fn applied(
    project: &mut Project,
    changes: &[Change],
    edition: &Edition,
    acting: &Acting,
    ids: &mut dyn Ids,
) -> Result<Applied, Refusal> {
    let today = acting.today();
    let verdict = |edition: &Edition, project: &Project| rules::verdict(edition, project, today);
    let mut stamp = Stamp {
        by: &acting.by,
        at: acting.clock.now(),
        today,
        ids,
        verdict: &verdict,
    };
    apply(project, changes, edition, &mut stamp)
}

/// Whether two changes write to the same field, so that the later draft replaces the earlier.
fn same_field(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (
            Change::Answer {
                item, value, note, ..
            },
            Change::Answer {
                item: other,
                value: other_value,
                note: other_note,
                ..
            },
        ) => {
            item == other
                && value.is_some() == other_value.is_some()
                && note.is_some() == other_note.is_some()
        }
        (
            Change::Update { list, id, fields },
            Change::Update {
                list: other,
                id: other_id,
                fields: other_fields,
            },
        ) => list == other && id == other_id && fields.keys().eq(other_fields.keys()),
        _ => false,
    }
}

/// Why a save failed, in the few words that fit a status line.
fn short_reason(error: &CommitError) -> String {
    match error {
        CommitError::Store(error) => error.kind.to_string(),
        CommitError::Damaged(_) => "the file on disk is damaged".to_owned(),
        CommitError::ReadOnly(_) => "the file on disk is newer".to_owned(),
        CommitError::AnotherProject(_) => "another project lies there".to_owned(),
    }
}
