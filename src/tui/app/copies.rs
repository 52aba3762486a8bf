//! Earlier copies of a project: listed, looked at, and put back.

use std::path::{Path, PathBuf};

use super::{App, Mode};
use crate::{
    characters::escaped,
    session::EarlierCopy,
    tui::screens::{self, copies::Present},
};

impl App {
    /// Lays the list of a project's earlier copies on top.
    pub(super) fn list_copies(&mut self, path: &Path) {
        if let Err(failed) = self.save_all(self.now) {
            self.message = format!("NOT SAVED: {failed}");
        }
        let copies = match self.library.earlier(path) {
            Ok(copies) => copies,
            Err(error) => {
                self.message = escaped(&self.library.told(&error));
                return;
            }
        };
        let (title, present) = self.called(path, copies.iter());
        match screens::copies::list(&title, path, &copies, present, &self.library.acting) {
            Ok(ask) => self.lay_on_top(Box::new(ask)),
            Err(words) => self.message = words,
        }
    }

    /// Shows what putting a copy back would come to, and asks.
    pub(super) fn look_at_copy(&mut self, path: PathBuf, copy: EarlierCopy) {
        let (title, _) = self.called(&path, std::iter::once(&copy));
        match self.library.would_restore(&path, &copy) {
            Ok(would) => {
                let ask = screens::copies::question(&title, path, copy, &would, &self.library.acting);
                self.lay_on_top(Box::new(ask));
            }
            Err(error) => self.message = super::doing::sentence(&escaped(&self.library.told(&error))),
        }
    }

    /// Puts a copy back; an open project takes it in.
    pub(super) fn put_back(&mut self, path: &Path, copy: &EarlierCopy) {
        let restored = self.library.restore(path, copy);
        if self.mode == Mode::Projects {
            self.list_projects();
        } else {
            self.changed_on_disk(path, self.now);
        }
        self.message = match restored {
            Ok(_) => {
                let when = crate::tui::standing::moment_words(copy.saved_at, &self.library.acting);
                format!("Put back as it was {when}.")
            }
            Err(error) => super::doing::sentence(&escaped(&self.library.told(&error))),
        };
    }

    /// Offers to merge in what lies beside the project that was just opened.
    pub(super) fn offer_copies_beside(&mut self) {
        let Some(path) = self.session.path() else { return };
        let copies = self.library.beside(path);
        if !copies.is_empty() {
            let title = self.session.project().title(self.session.edition()).to_owned();
            self.lay_on_top(Box::new(screens::copies::beside(&title, copies)));
        }
    }

    /// Merges other copies of the open project into it.
    pub(super) fn take_in(&mut self, copies: &[PathBuf]) {
        let Some(path) = self.session.path().map(Path::to_owned) else {
            return;
        };
        if let Err(failed) = self.save_all(self.now) {
            self.message = format!("NOT SAVED: {failed}");
            return;
        }
        let mut doubled = 0;
        let mut refused = None;
        for copy in copies {
            match self.library.take_in(&path, copy) {
                Ok(taken) => {
                    doubled += taken.two_versions.len();
                    refused = refused.or(taken.still_there.map(|why| why.to_string()));
                }
                Err(error) => refused = Some(self.library.told(&error)),
            }
        }
        self.changed_on_disk(&path, self.now);
        self.message = match (refused, doubled) {
            (Some(why), _) => super::doing::sentence(&escaped(&why)),
            (None, 0) => "Merged: nothing stands in two versions.".to_owned(),
            (None, 1) => "Merged: one thing stands in two versions. Check answers has it.".to_owned(),
            (None, count) => format!("Merged: {count} things stand in two versions."),
        };
    }

    /// What the project of a file is called, by a copy where the file itself cannot be read.
    fn called<'c>(
        &self,
        path: &Path,
        mut copies: impl Iterator<Item = &'c EarlierCopy>,
    ) -> (String, Present) {
        let listed = self.projects.iter().find(|listed| listed.path == path);
        let (title, present) = match listed.map(|listed| &listed.state) {
            _ if self.mode == Mode::Project => {
                let title = self.session.project().title(self.session.edition());
                (Some(title.to_owned()), Present::Sound)
            }
            Some(Ok(project)) => (Some(project.title.clone()), Present::Sound),
            Some(Err(_)) | None => {
                let title = copies.find_map(|copy| Some(copy.state.as_ref().ok()?.project.title.clone()));
                (title, Present::Unreadable)
            }
        };
        let id = || escaped(&path.file_stem().unwrap_or_default().to_string_lossy());
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(id);
        (title, present)
    }
}
