//! Saves off the drawing thread: one thread, one save at a time.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use super::{
    acting::Acting,
    commit::{CommitError, commit},
};
use crate::{guidance::Edition, project::Project, store::Store};

/// What is to be saved: our work, and what it started from.
pub(super) struct Job {
    pub(super) path: PathBuf,
    pub(super) edition: Arc<Edition>,
    pub(super) base: Project,
    pub(super) ours: Project,
    pub(super) acting: Acting,
}

/// What came of a save.
#[derive(Debug)]
pub struct SaveOutcome {
    /// What was to be saved.
    pub(super) ours: Project,
    /// What lies in the file now, or why it was not saved.
    pub(super) result: Result<Project, CommitError>,
}

/// A thread that saves; it ends when this is dropped, after the save that it is at.
#[derive(Debug)]
pub(super) struct Saver {
    jobs: Sender<Job>,
    outcomes: Receiver<SaveOutcome>,
    thread: thread::JoinHandle<()>,
}

impl Saver {
    /// Starts the thread; `wake` is called after every save.
    pub(super) fn start(store: Store, wake: impl Fn() + Send + 'static) -> Self {
        let commit =
            move |job: &Job| commit(&store, &job.path, &job.edition, &job.base, &job.ours, &job.acting);
        Self::saving(commit, wake)
    }

    /// The same, saving by `commit`.
    pub(super) fn saving(
        commit: impl Fn(&Job) -> Result<Project, CommitError> + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let (jobs, waiting) = channel::<Job>();
        let (done, outcomes) = channel();
        let thread = thread::spawn(move || {
            for job in waiting {
                let result = commit(&job);
                if done
                    .send(SaveOutcome {
                        ours: job.ours,
                        result,
                    })
                    .is_err()
                {
                    return;
                }
                wake();
            }
        });
        Self {
            jobs,
            outcomes,
            thread,
        }
    }

    /// Hands over a save; false where the thread is gone.
    pub(super) fn save(&self, job: Job) -> bool {
        self.jobs.send(job).is_ok()
    }

    /// Whether the thread is gone while somebody still saves by it: it has failed.
    pub(super) fn is_gone(&self) -> bool {
        self.thread.is_finished()
    }

    /// The outcome of a save, where one is there.
    pub(super) fn outcome(&self) -> Option<SaveOutcome> {
        self.outcomes.try_recv().ok()
    }

    /// The outcome of the save that is under way, waited for.
    pub(super) fn wait(&self) -> Option<SaveOutcome> {
        self.outcomes.recv().ok()
    }
}
