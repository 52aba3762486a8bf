//! What cannot be saved in its place, kept in another: where somebody says, or in the state folder.

use std::path::{Path, PathBuf};

use super::{Library, SaveFailed, Session};
use crate::{
    project::{Change, change_words},
    store::{Overwrite, StoreError, is_folder, write_atomically},
};

impl Session {
    /// What is not on the disk yet, each thing once, in words.
    pub fn unsaved(&self) -> Vec<String> {
        let since = self
            .project
            .log
            .iter()
            .filter(|line| !self.base.log.contains(line));
        let logged = since.filter_map(|line| Change::from_json(&line.entry()?.change).ok());
        let mut things: Vec<String> = Vec::new();
        for change in logged.chain(self.drafted().cloned()) {
            let words = change_words(&self.edition, &change);
            let thing = words.split_once(':').map_or(words.as_str(), |(thing, _)| thing);
            if !things.iter().any(|known| known == thing) {
                things.push(thing.to_owned());
            }
        }
        things
    }

    /// Where all of it was saved instead, where that holds everything still.
    pub fn kept_elsewhere(&self) -> Option<&Path> {
        let (path, kept) = self.elsewhere_kept.as_ref()?;
        (*kept == self.project && self.draft.is_none()).then_some(path.as_path())
    }

    /// Writes the project as it stands to a file that is not there yet, and leaves its own alone.
    pub fn save_elsewhere(&mut self, path: &Path) -> Result<(), SaveFailed> {
        self.settle().map_err(|refusal| SaveFailed(refusal.to_string()))?;
        let bytes = self.project.to_bytes(&self.edition);
        write_atomically(path, &bytes, Overwrite::Refused).map_err(|error| SaveFailed(error.to_string()))?;
        self.elsewhere_kept = Some((path.to_owned(), self.project.clone()));
        Ok(())
    }
}

impl Library {
    /// Writes a project as it stands to a file that somebody names, or under its own name into the
    /// folder that they name; fails in words. Its own file is left alone.
    pub fn save_elsewhere(&self, session: &mut Session, named: &Path) -> Result<(), String> {
        let place = self.export_place(named).map_err(|error| self.told(&error))?;
        let place = if is_folder(&place) {
            place.join(format!("{}.json", session.project.id))
        } else {
            place
        };
        let saved = session.save_elsewhere(&place);
        saved.map_err(|failed| self.told(&failed))
    }

    /// Keeps what could not be saved for this reason, and says both in a sentence.
    ///
    /// It goes into this user's state folder, unless all of it was saved elsewhere already.
    pub fn rescue(&self, session: &Session, why: &str) -> String {
        let kept = match session.kept_elsewhere() {
            Some(path) => Ok(path.to_owned()),
            None => self.rescued(session),
        };
        match kept {
            Ok(path) => {
                let place = match path.file_name() {
                    Some(name) if self.kiosk => name.to_string_lossy().into_owned(),
                    _ => path.display().to_string(),
                };
                format!(
                    "{why}; all of it is kept in {place} (put beside the projects, it is merged when the \
                     project is opened)"
                )
            }
            Err(Some(error)) => format!("{why}; nor could it be kept elsewhere: {}", self.told(&error)),
            Err(None) => why.to_owned(),
        }
    }

    fn rescued(&self, session: &Session) -> Result<PathBuf, Option<StoreError>> {
        let places = self.places.as_ref().ok_or(None)?;
        let mut project = session.project.clone();
        if let Some(change) = session.drafted() {
            // a draft that is refused is told of where it is typed
            let _ = super::applied(
                &mut project,
                std::slice::from_ref(change),
                &session.edition,
                &session.acting,
                (self.ids)().as_mut(),
            );
        }
        let bytes = project.to_bytes(&session.edition);
        let at = session.acting.clock.now();
        places.rescue(&project.id, at, &bytes).map_err(Some)
    }
}
