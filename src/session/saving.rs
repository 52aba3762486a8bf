//! Saving: when, on which thread, and what is taken in again when it is done.

use jiff::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{
    CommitError, Draft, Session,
    ancestry::base_of,
    commit, read,
    saver::{Job, SaveOutcome, Saver},
};
use crate::project::{Project, Refusal, merge};

/// How long after a failed save it is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// What is said where the saving thread itself has failed.
const FAULT: &str = "a fault of the program; Ctrl+S tries again";

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

/// A save that did not succeed, in a few words; all is still in memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SaveFailed(pub String);

impl Session {
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

    /// The same with a thread that fails at its first save.
    #[cfg(test)]
    #[allow(clippy::panic)]
    pub(crate) fn save_on_failing_thread(&mut self, why: &'static str, wake: impl Fn() + Send + 'static) {
        if let Some(filed) = &mut self.file {
            filed.under_way = None;
            filed.saver = Some(Saver::saving(move |_| panic!("{why}"), wake));
        }
    }

    /// When [`Self::tick`] wants to be called, where nothing else happens before.
    pub fn wake_at(&self) -> Option<Instant> {
        let draft = self.draft.as_ref().map(Draft::due);
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
        if self.draft.as_ref().is_some_and(|draft| now >= draft.due()) {
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
        self.take_outcome(SaveOutcome { ours, result }, now);
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
        } else if filed.saver.is_some() {
            filed.failed = Some((FAULT.to_owned(), now));
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
        if let Some(filed) = &mut self.file
            && filed.under_way.is_some()
            && filed.saver.as_ref().is_some_and(Saver::is_gone)
        {
            filed.under_way = None;
            filed.failed = Some((FAULT.to_owned(), now));
            different = true;
        }
        different
    }

    fn take_outcome(&mut self, outcome: SaveOutcome, now: Instant) {
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
        let Some(filed) = &self.file else { return };
        let by_another = theirs.log.len() != ours.log.len()
            || theirs.answers != ours.answers
            || theirs.lists != ours.lists;
        self.project = if !theirs.descends_from(ours) {
            let base = base_of(
                &filed.store,
                &filed.path,
                &self.edition,
                [ours, &self.project, &theirs],
            );
            merge(&self.edition, &base, &self.project, &theirs)
        } else if self.project == *ours {
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

/// Why a save failed, in the few words that fit a status line.
fn short_reason(error: &CommitError) -> String {
    match error {
        CommitError::Store(error) => error.kind.to_string(),
        CommitError::Damaged(_) => "the file on disk is damaged".to_owned(),
        CommitError::ReadOnly(_) => "the file on disk is newer".to_owned(),
        CommitError::AnotherProject(_) => "another project lies there".to_owned(),
    }
}
