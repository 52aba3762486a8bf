//! Projects made, opened, put away and left, and the triage that is none yet.

use super::{App, Flow, Mode};
use crate::{
    characters::escaped,
    documents::{Format, Which},
    interview::{self, Place},
    session::{Everything, ExportError},
    store::Kind,
    tui::{
        screen::{Effect, Export, Exporting},
        screens::{self, ask::Ask},
        text,
    },
};

/// What stands before the file that was written, and how much fits beside it.
const WRITTEN: &str = "Written: ";
const SAID: u16 = 60;

impl App {
    /// Does what only the app can do.
    pub(super) fn effect(&mut self, effect: Effect) {
        match effect {
            Effect::Projects => self.show_projects(),
            Effect::Open(path) => match self.library.open(&path) {
                Ok(session) => self.open(session),
                Err(error) => self.message = escaped(&self.library.told(&error)),
            },
            Effect::New(title) => match self.library.create(&title, &[]) {
                Ok(session) => {
                    self.open(session);
                    "Made. It saves itself from now on.".clone_into(&mut self.message);
                }
                Err(error) => self.message = escaped(&self.library.told(&error)),
            },
            Effect::FromSample(sample) => match self.library.create_sample(sample, None) {
                Ok(session) => {
                    self.open(session);
                    "A project of your own now, made from the sample.".clone_into(&mut self.message);
                }
                Err(error) => self.message = escaped(&self.library.told(&error)),
            },
            Effect::Archive(path, away) => {
                self.message = match self.library.archive(&path, away) {
                    Ok(()) if away => "Archived. Nothing is deleted; the menu shows the archive.".to_owned(),
                    Ok(()) => "Taken back from the archive.".to_owned(),
                    Err(error) => escaped(&self.library.told(&error)),
                };
                self.list_projects();
            }
            Effect::Earlier(path) => self.list_copies(&path),
            Effect::LookAtCopy(path, copy) => self.look_at_copy(path, *copy),
            Effect::PutBack(path, copy) => self.put_back(&path, &copy),
            Effect::TakeIn(copies) => self.take_in(&copies),
            Effect::Triage => self.begin_triage(),
            Effect::MakeProject(title) => {
                let changes = screens::triage::answers(&self.session);
                match self.library.create(&title, &changes) {
                    Ok(session) => {
                        self.open(session);
                        "A project now: its checklist holds your answers.".clone_into(&mut self.message);
                    }
                    Err(error) => self.message = escaped(&self.library.told(&error)),
                }
            }
            Effect::Export(export) => self.export(&export),
            Effect::Quit => self.quit(),
            Effect::Leave => self.leave_now(),
            Effect::SaveElsewhere(path) => self.save_elsewhere(&path),
            Effect::LeaveUnsaved => self.flow = Flow::Quit,
            Effect::Agree(changes) => self.agree(&changes),
            Effect::Compare(path) => self.compare(&path),
        }
    }

    /// Lays another's copy beside the open project, in place of what it was chosen from.
    fn compare(&mut self, path: &std::path::Path) {
        if let Err(refusal) = self.session.settle() {
            self.message = refusal.to_string();
        }
        match self.library.theirs(path, &self.session) {
            Ok(theirs) => {
                let beside = screens::compare::of(&self.context(), theirs);
                self.overlays.clear();
                self.lay_on_top(beside);
                self.begin_save();
            }
            Err(error) => self.lay_on_top(screens::compare::unread(&self.library.told(&error))),
        }
    }

    /// Writes a document as it stands to a file, or all into a folder; what is there is asked
    /// about first.
    fn export(&mut self, export: &Export) {
        if let Err(refusal) = self.session.settle() {
            self.message = refusal.to_string();
            return;
        }
        let written = match &export.what {
            Exporting::One(which, format) => self.export_one(which, *format, export),
            Exporting::Everything => self.export_everything(export),
        };
        match written {
            Ok(None) => {}
            Ok(Some(ask)) => self.lay_on_top(Box::new(ask)),
            Err(error) => {
                let why = escaped(&self.library.told(&error));
                let ask = screens::documents::not_written(&self.context(), export, &why);
                self.lay_on_top(Box::new(ask));
            }
        }
    }

    /// Writes one document, or gives what is to be asked before.
    fn export_one(
        &mut self,
        which: &Which,
        format: Format,
        export: &Export,
    ) -> Result<Option<Ask>, ExportError> {
        let place = self.library.export_place(&export.path)?;
        let told = self.library.export_told(&place);
        match self.session.export(which, format, &place, export.overwrite) {
            Err(ExportError::Store(error)) if matches!(error.kind, Kind::AlreadyThere) => {
                Ok(Some(screens::documents::replace(export.clone(), &told)))
            }
            Err(error) => Err(error),
            Ok(_) => {
                self.say_written(WRITTEN, &told);
                Ok(None)
            }
        }
    }

    /// Writes every document, or gives what is to be asked before.
    fn export_everything(&mut self, export: &Export) -> Result<Option<Ask>, ExportError> {
        let library = &self.library;
        let done = library.export_everything(&self.session, &export.path, export.overwrite)?;
        Ok(match done {
            Everything::There { there, of, folder } => {
                let export = export.clone();
                Some(screens::documents::replace_some(export, there, of, &folder))
            }
            Everything::Written { files, folder } => {
                self.say_written(&format!("{WRITTEN}{files} files, in "), &folder);
                None
            }
        })
    }

    fn say_written(&mut self, before: &str, place: &str) {
        let room = SAID.saturating_sub(text::width(before));
        self.message = format!("{before}{}", text::end_of(place, room, self.look));
    }

    /// Makes a project of a sample and opens it.
    pub fn open_sample(&mut self, sample: &'static crate::session::Sample) {
        self.effect(Effect::FromSample(sample));
    }

    /// Opens the project in a file, where it was left; fails where it cannot be read.
    pub fn open_file(&mut self, path: &std::path::Path) -> Result<(), crate::session::OpenError> {
        let session = self.library.open(path)?;
        self.open(session);
        Ok(())
    }

    /// Begins a quick triage at once; leaving it leaves the program.
    pub fn triage(&mut self) {
        self.triage_alone = true;
        self.begin_triage();
    }

    /// Makes changes as if every question about them had been answered with yes.
    #[cfg(test)]
    pub(in crate::tui) fn change(&mut self, changes: Vec<crate::project::Change>) {
        self.agree(&changes);
        self.apply(changes, None);
    }

    /// The open session, to be made to fail.
    #[cfg(test)]
    pub(in crate::tui) fn session_mut(&mut self) -> &mut crate::session::Session {
        &mut self.session
    }

    /// Lays a screen on top, whatever it does.
    #[cfg(test)]
    pub(in crate::tui) fn lay(&mut self, screen: Box<dyn crate::tui::screen::Screen>) {
        self.lay_on_top(screen);
    }

    /// To a place, as if somebody had chosen it.
    pub fn go_to(&mut self, place: &Place) {
        self.message.clear();
        self.go(place);
    }

    /// The screen belongs to a project that is left: nothing of it goes over to the next.
    fn forget_screen(&mut self) {
        self.screen = Box::new(screens::projects::Projects::default());
        self.unkept.clear();
        self.left_overlay = None;
    }

    /// Shows a session, where it was left.
    pub(super) fn open(&mut self, mut session: crate::session::Session) {
        let wake = std::sync::Arc::clone(&self.wake);
        session.save_on_thread(move || wake());
        self.elsewhere = session.elsewhere();
        self.forget_screen();
        self.session = session;
        self.mode = Mode::Project;
        self.agreed.clear();
        self.overlays.clear();
        self.footer = None;
        let left: Option<Place> = self
            .session
            .path()
            .and_then(|path| self.library.left_off(path))
            .and_then(|place| place.parse().ok());
        let first = interview::first(self.session.edition(), self.session.assessment());
        let cx = super::context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        );
        let place = left
            .filter(|place| screens::of_place(&cx, place).is_some())
            .unwrap_or(first);
        self.show(&place);
        match &self.session.project().read_only {
            Some(read_only) => self.message = read_only.to_string(),
            None => self.offer_copies_beside(),
        }
    }

    /// Begins a quick triage.
    pub(super) fn begin_triage(&mut self) {
        let Some(session) = self.library.scratch() else {
            return;
        };
        self.forget_screen();
        self.session = session;
        self.mode = Mode::Triage;
        self.overlays.clear();
        self.footer = None;
        if let Some(first) = screens::triage::places(self.session.edition(), self.session.assessment())
            .into_iter()
            .next()
        {
            self.show(&first);
        }
    }

    pub(super) fn list_projects(&mut self) {
        match self.library.list() {
            Ok(projects) => self.projects = projects,
            Err(error) => {
                self.projects.clear();
                self.message = escaped(&self.library.told(&error));
            }
        }
        self.refresh();
    }

    fn show_projects(&mut self) {
        if self.mode == Mode::Triage && self.triage_alone {
            self.quit();
            return;
        }
        if let Err(failed) = self.save_all(self.now) {
            self.message = format!("NOT SAVED: {failed}");
            return;
        }
        let Some(session) = self.library.scratch() else {
            return;
        };
        self.session = session;
        self.mode = Mode::Projects;
        self.overlays.clear();
        self.footer = None;
        self.screen = Box::new(screens::projects::Projects::default());
        self.new_screen = true;
        self.list_projects();
    }

    /// Leaves; in a kiosk after a question, which a triage with answers has asked already.
    fn quit(&mut self) {
        let asked = self.mode == Mode::Triage && screens::verdict::is_answered(&self.session);
        if self.library.kiosk && !asked {
            self.lay_on_top(Box::new(screens::verdict::leave_kiosk()));
        } else {
            self.leave_now();
        }
    }

    /// Saves and leaves; where it cannot be saved, asks first, and leaves when told again.
    fn leave_now(&mut self) {
        match self.save_all(self.now) {
            Ok(()) => self.flow = Flow::Quit,
            Err(_) if self.leaving_unsaved && !self.library.kiosk => self.flow = Flow::Quit,
            Err(failed) => {
                let ask = screens::unsaved::ask(&self.context(), &failed);
                self.lay_on_top(Box::new(ask));
                self.leaving_unsaved = true;
            }
        }
    }

    /// Writes what cannot be saved in its place where somebody says, and leaves.
    fn save_elsewhere(&mut self, path: &std::path::Path) {
        match self.library.save_elsewhere(&mut self.session, path) {
            Ok(()) => self.flow = Flow::Quit,
            Err(why) => self.message = escaped(&why),
        }
    }

    pub(super) fn remember_place(&self) {
        if let (Mode::Project, Some(path), Some(place)) =
            (self.mode, self.session.path(), self.screen.place())
        {
            self.library.leave(path, &place.to_string());
        }
    }
}
