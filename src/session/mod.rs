//! One open project: edit, undo, save, and others' saves merged under the typing hand.
//!
//! Front ends hand in [`Change`]s and read the assessment; they neither save nor merge. A draft,
//! that is what is being typed, becomes a change at a word's end, on leaving, half a second after
//! the last key, or where nobody pauses soon after the first; what changed is saved at once after
//! that, on a thread of its own. Nothing is drawn here.

mod acting;
mod ancestry;
mod beside;
mod commit;
mod documents;
mod everything;
mod export;
mod importing;
mod lapse;
mod library;
mod merging;
mod rescue;
mod restoring;
mod saver;
mod saving;
mod theirs;
mod undo;

pub use acting::{Acting, Clock, SystemClock};
pub use beside::{TakeInError, TakenIn, beside_words};
pub use commit::{CommitError, commit};
pub use documents::{document_state, export_folder, export_path, kiosk_export_path};
pub use everything::{EVERYTHING, Everything, everything_path, kiosk_everything_path};
pub use export::{ExportError, Exported, Exporter, document_file_name};
pub use importing::{Import, ImportError, ProposedChange, ReturnedKind, changes_from};
pub use lapse::{WouldLapse, would_lapse};
pub use library::{ArchiveError, Library, Listed, ListedProject, SAMPLES, Sample, SampleError};
pub use merging::{MergeError, merge_files};
pub use restoring::{CopyState, Counts, EarlierCopy, Over, RestoreError, Restored, copy_time};
pub use saving::{SaveFailed, SaveState};
pub use theirs::{Theirs, TheirsError};
pub use undo::UndoError;

use jiff::civil::Date;
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    guidance::Edition,
    project::{
        Applied, Change, CountedIds, Ids, Project, ReadError, Refusal, Stamp, apply, day_words, project_id,
    },
    rules::{self, Assessment},
    store::{Store, StoreError},
};
use saver::Saver;
use undo::Unit;

/// How long after the last key a draft becomes a change.
const PAUSE: Duration = Duration::from_millis(500);
/// How long somebody may type without a pause or a word's end before the draft becomes a change: a
/// second is the most that a sudden end may lose, saving included.
const LONGEST: Duration = Duration::from_millis(700);
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
        source: Box<ReadError>,
        /// A copy that can be read, where there is one.
        copy: Option<PathBuf>,
    },
}

/// An open project.
pub struct Session {
    edition: Arc<Edition>,
    project: Project,
    /// What was last read or saved, which a merge starts from.
    base: Project,
    assessment: Assessment,
    /// The day that the assessment is of.
    judged_on: Date,
    acting: Acting,
    ids: Box<dyn Ids + Send>,
    file: Option<Filed>,
    draft: Option<Draft>,
    undo: VecDeque<Unit>,
    redo: Vec<Unit>,
    /// Counts what became different other than by this session's own hand.
    elsewhere: u64,
    /// Where the project was saved instead of in its file, and as what.
    elsewhere_kept: Option<(PathBuf, Project)>,
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
    /// The first key of it.
    begun: Instant,
    /// The last key of it.
    since: Instant,
}

impl Draft {
    /// When it becomes a change by itself: after a pause, and soon enough where nobody pauses.
    fn due(&self) -> Instant {
        (self.since + PAUSE).min(self.begun + LONGEST)
    }
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
        let judged_on = acting.today();
        let assessment = rules::assess(&edition, &project, judged_on);
        Self {
            edition,
            project,
            base,
            assessment,
            judged_on,
            acting,
            ids,
            file,
            draft: None,
            undo: VecDeque::new(),
            redo: Vec::new(),
            elsewhere: 0,
            elsewhere_kept: None,
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
        let applied = self.make(changes)?;
        if applied.changed {
            self.redo.clear();
            self.undo
                .push_back(undo::unit(&self.edition, &self.project, applied.done.clone()));
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
        self.judged_on = self.acting.today();
        self.assessment = rules::assess(&self.edition, &self.project, self.judged_on);
    }

    /// Judges anew where another day has begun since: what is due may be overdue now. Whether one
    /// has.
    pub fn keep_up_with_the_day(&mut self) -> bool {
        let another = self.acting.today() != self.judged_on;
        if another {
            self.assess();
        }
        another
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
        // a record that was begun and erased again, before it came into being, is none
        let begun = !matches!(&change, Change::Add { record, .. } if says_nothing(record));
        let first = self.draft.as_ref().map_or(now, |draft| draft.begun);
        self.draft = begun.then_some(Draft {
            change,
            begun: first,
            since: now,
        });
        Ok(())
    }

    /// What is being typed and is no change yet.
    pub fn drafted(&self) -> Option<&Change> {
        self.draft.as_ref().map(|draft| &draft.change)
    }

    /// What the rules would make of the project with these changes; nothing where they are refused.
    pub fn assessment_after(&self, changes: &[Change]) -> Option<Assessment> {
        let mut project = self.project.clone();
        let mut ids = CountedIds::default();
        applied(&mut project, changes, &self.edition, &self.acting, &mut ids).ok()?;
        Some(rules::assess(&self.edition, &project, self.acting.today()))
    }

    /// Makes the draft a change now: at a word's end, on leaving, before anything else.
    pub fn settle(&mut self) -> Result<(), Refusal> {
        match self.draft.take() {
            Some(draft) => self.apply(&[draft.change]).map(|_| ()),
            None => Ok(()),
        }
    }
}

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
    /// The sample holds sign-offs of days that are still to come.
    #[error("the sample {name} holds sign-offs up to {}, and today is {}", day_words(*last), day_words(*today))]
    TooEarly {
        /// The sample.
        name: &'static str,
        /// The day of its last sign-off.
        last: Date,
        /// The day that rules judge by.
        today: Date,
    },
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
                source: Box::new(source),
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
        (
            Change::Add { list, record },
            Change::Add {
                list: other,
                record: other_record,
            },
        ) => list == other && record.keys().eq(other_record.keys()),
        _ => false,
    }
}

/// Whether a record to be added holds nothing but its id.
fn says_nothing(record: &serde_json::Map<String, serde_json::Value>) -> bool {
    record
        .iter()
        .all(|(field, value)| field == "id" || crate::project::is_blank(value))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
