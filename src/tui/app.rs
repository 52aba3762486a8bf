//! The app: one screen, what lies on top of it, and the session below.
//!
//! Keys become actions by the one table; the screen says what it wants done; the app does it. It
//! takes events and a moment, and draws on any frame: no terminal, no file and no clock is
//! touched here.

mod copies;
mod doing;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod hostile;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod in_a_kiosk;
mod opening;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod wandering;

use crossterm::event::KeyEvent;
use ratatui::{Frame, layout::Position};
use std::{collections::HashMap, time::Instant};

use super::{
    actions::{self, Action, Scope},
    chrome,
    layout::Regions,
    screen::{Context, Entering, Screen, Step},
    screens,
    text::tame,
    theme::Look,
    widgets::footer::{Button, Footer, FooterFocus, FooterStep},
};
use crate::{
    interview::{Place, Raw},
    session::{Library, Listed, Session},
};

/// What the app is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The list of projects.
    Projects,
    /// A project.
    Project,
    /// A triage that is no project yet.
    Triage,
}

/// What the loop around the app has to do after an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// Wait for the next event.
    Continue,
    /// Everything on the screen has to be drawn anew.
    Redraw,
    /// A text goes to the user's own editor.
    Edit(String),
    /// All is saved, or cannot be; the program ends.
    Quit,
}

/// The screens over a session.
#[allow(clippy::struct_excessive_bools)] // four facts that have nothing to do with one another
pub struct App {
    library: Library,
    /// Called by the saving thread after every save.
    wake: std::sync::Arc<dyn Fn() + Send + Sync>,
    session: Session,
    mode: Mode,
    projects: Vec<Listed>,
    screen: Box<dyn Screen>,
    overlays: Vec<Box<dyn Screen>>,
    footer: Option<FooterFocus>,
    message: String,
    /// The look that the environment asks for, and the plain one while it is on.
    own_look: Look,
    look: Look,
    now: Instant,
    flow: Flow,
    /// Ctrl+C was pressed once, and nothing since.
    interrupted: bool,
    /// Whether the program was started for a quick triage and nothing else.
    triage_alone: bool,
    /// The question lies on top whether to leave though something could not be saved.
    leaving_unsaved: bool,
    /// What somebody has agreed may lapse: subjects, since the project was opened.
    agreed: Vec<String>,
    /// Whether another screen is there since somebody asked: letters that waited are not for it.
    new_screen: bool,
    elsewhere: u64,
    /// What was typed and is no answer, by place, while the project is open.
    unkept: HashMap<Place, Raw>,
    /// The way back to Check answers, while it is open.
    back_to: Option<WayBack>,
    /// Where one was before what stands beside the walk.
    aside_from: Option<Place>,
    /// An overlay that comes back from the screen for which it was left.
    left_overlay: Option<LeftOverlay>,
    /// The screen that was left last.
    left: Option<Box<dyn Screen>>,
}

/// From where the next screen is one that was left for it, and which.
struct WayBack {
    from: Place,
    to: Place,
    /// What it was left for, such as an item that is a row of `from`.
    asked: Place,
    /// The screen as it was left: what was chosen, filtered and scrolled to.
    screen: Option<Box<dyn Screen>>,
}

impl WayBack {
    /// Whether a place is the screen that was left for; a new record has an id by now.
    fn leads_from(&self, place: &Place) -> bool {
        match (&self.from, place) {
            (Place::Record(list, new), Place::Record(other, _)) if new.is_empty() => list == other,
            (from, place) => from == place,
        }
    }
}

/// An overlay, over which screen it lay, and from which one it comes back.
struct LeftOverlay {
    overlay: Box<dyn Screen>,
    over: Place,
    from: Place,
}

impl App {
    /// The app on the list of projects.
    ///
    /// Nothing where the program holds no edition. `wake` is called after every save.
    pub fn new(
        library: Library,
        look: Look,
        now: Instant,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Option<Self> {
        let session = library.scratch()?;
        let mut app = Self {
            wake: std::sync::Arc::new(wake),
            session,
            mode: Mode::Projects,
            projects: Vec::new(),
            screen: Box::new(screens::projects::Projects::default()),
            overlays: Vec::new(),
            footer: None,
            message: String::new(),
            own_look: look,
            look,
            now,
            flow: Flow::Continue,
            interrupted: false,
            triage_alone: false,
            leaving_unsaved: false,
            agreed: Vec::new(),
            new_screen: true,
            elsewhere: 0,
            unkept: HashMap::new(),
            back_to: None,
            aside_from: None,
            left_overlay: None,
            left: None,
            library,
        };
        app.list_projects();
        Some(app)
    }

    /// What the app is about.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The projects of the folder, as they were last read.
    pub fn projects(&self) -> &[Listed] {
        &self.projects
    }

    /// The open session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The sentence of the message line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where the screen is.
    pub fn place(&self) -> Option<Place> {
        self.screen.place()
    }

    /// Whether a text has the focus, so that a burst of characters may be a paste.
    pub fn in_text(&self) -> bool {
        self.footer.is_none() && self.top().in_text()
    }

    fn top(&self) -> &dyn Screen {
        self.overlays.last().unwrap_or(&self.screen).as_ref()
    }

    fn top_mut(&mut self) -> &mut Box<dyn Screen> {
        self.overlays.last_mut().unwrap_or(&mut self.screen)
    }

    fn context(&self) -> Context<'_> {
        context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        )
    }

    /// A key was pressed.
    pub fn key(&mut self, key: KeyEvent, now: Instant) -> Flow {
        self.now = now;
        let Some(key) = actions::normalise(key) else {
            return Flow::Continue;
        };
        if self.session.keep_up_with_the_day() {
            self.refresh();
        }
        if actions::action_for(key, &[Scope::Everywhere]) != Some(Action::Interrupt) {
            self.interrupted = false;
        }
        self.message.clear();
        let step = self.step_for(key);
        self.perform(step);
        std::mem::replace(&mut self.flow, Flow::Continue)
    }

    fn step_for(&mut self, key: KeyEvent) -> Step {
        let cx = context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        );
        let screen = self.overlays.last_mut().unwrap_or(&mut self.screen);
        if self.footer.is_none() && screen.in_text() {
            match screen.typed(key, &cx) {
                Step::Ignored => {}
                step => return step,
            }
        }
        let scopes = scopes(screen.as_ref(), &cx, self.footer.is_some());
        match actions::action_for(key, &scopes) {
            Some(action) => self.step_of(action),
            None => kept_out(key, &scopes),
        }
    }

    /// What an action does here: in the footer, on the screen, or everywhere.
    fn step_of(&mut self, action: Action) -> Step {
        let cx = context(
            &self.session,
            &self.projects,
            self.look,
            self.mode,
            self.library.kiosk,
            &self.unkept,
        );
        let overlaid = !self.overlays.is_empty();
        let screen = self.overlays.last_mut().unwrap_or(&mut self.screen);
        if let Some(focus) = &mut self.footer {
            let footer = footer(screen.as_ref(), &cx, overlaid);
            match (action, focus.act(action, &footer)) {
                (Action::NextControl, _) => {
                    self.footer = None;
                    screen.enter(Entering::First);
                    return Step::Stay;
                }
                (Action::PreviousControl, _) => {
                    self.footer = None;
                    screen.enter(Entering::Last);
                    return Step::Stay;
                }
                (_, FooterStep::Moved) => return Step::Stay,
                (_, FooterStep::Pressed(pressed)) => {
                    self.footer = None;
                    return self.step_of(pressed);
                }
                (_, FooterStep::Ignored) => {}
            }
        }
        match screen.act(action, &cx) {
            Step::Ignored => self.everywhere(action),
            step => step,
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str, now: Instant) -> Flow {
        self.now = now;
        self.message.clear();
        let step = if self.footer.is_some() {
            Step::Say("Nothing here takes a paste.".to_owned())
        } else {
            let cx = context(
                &self.session,
                &self.projects,
                self.look,
                self.mode,
                self.library.kiosk,
                &self.unkept,
            );
            self.overlays
                .last_mut()
                .unwrap_or(&mut self.screen)
                .paste(text, &cx)
        };
        self.perform(step);
        std::mem::replace(&mut self.flow, Flow::Continue)
    }

    /// A text came back from the user's own editor.
    pub fn edited(&mut self, text: Result<String, String>, now: Instant) {
        self.now = now;
        let step = match text {
            Ok(text) => {
                let cx = context(
                    &self.session,
                    &self.projects,
                    self.look,
                    self.mode,
                    self.library.kiosk,
                    &self.unkept,
                );
                self.overlays
                    .last_mut()
                    .unwrap_or(&mut self.screen)
                    .edited(&text, &cx)
            }
            Err(what) => Step::Say(what),
        };
        self.perform(step);
    }

    /// The time has come that [`Self::wake_at`] named, or a save ended, or somebody else saved.
    /// Says whether anything may look different.
    pub fn tick(&mut self, now: Instant) -> bool {
        self.now = now;
        let mut different = match self.session.tick(now) {
            Ok(different) => different,
            Err(refusal) => {
                self.message = refusal.to_string();
                true
            }
        };
        if self.session.keep_up_with_the_day() {
            self.refresh();
            different = true;
        }
        if self.session.elsewhere() != self.elsewhere {
            self.elsewhere = self.session.elsewhere();
            self.refresh();
            "Somebody else saved: their work is taken in.".clone_into(&mut self.message);
            different = true;
        }
        different
    }

    /// When [`Self::tick`] wants to be called, where nothing else happens before.
    pub fn wake_at(&self) -> Option<Instant> {
        self.session.wake_at()
    }

    /// A file of the folder is another one: ours is read again, or the list.
    pub fn changed_on_disk(&mut self, path: &std::path::Path, now: Instant) -> bool {
        if self.mode == Mode::Projects {
            self.list_projects();
            return true;
        }
        if self.session.path() == Some(path) {
            self.session.changed_on_disk();
            return self.tick(now);
        }
        false
    }

    /// Saves all there is, whatever happens: the terminal goes, or a signal came. In words where it
    /// could not be saved.
    pub fn save_all(&mut self, now: Instant) -> Result<(), String> {
        self.remember_place();
        self.session.save_now(now).map_err(|failed| failed.to_string())
    }

    /// Saves all there is at the program's end; where that fails, keeps it elsewhere, and says so.
    pub fn end(&mut self, now: Instant) -> Result<(), String> {
        self.save_all(now)
            .map_err(|why| self.library.rescue(&self.session, &why))
    }

    /// Whether another screen is there since this was last asked.
    pub fn take_new_screen(&mut self) -> bool {
        std::mem::take(&mut self.new_screen)
    }

    /// Draws everything; returns where the cursor stands.
    pub fn draw(&self, frame: &mut Frame) -> Option<Position> {
        let regions = Regions::of(frame.area(), self.look);
        let cx = self.context();
        let shown = chrome::Shown {
            mode: self.mode,
            message: &self.message,
            save_state: self.session.save_state(self.now),
        };
        let cursor = self.draw_on(&cx, &shown, &regions, frame);
        tame(frame.buffer_mut());
        cursor
    }

    fn draw_on(
        &self,
        cx: &Context,
        shown: &chrome::Shown,
        regions: &Regions,
        frame: &mut Frame,
    ) -> Option<Position> {
        let buf = frame.buffer_mut();
        if regions.density.too_small() {
            return chrome::too_small(cx, shown, regions, buf);
        }
        let top = self.top();
        let wide = top.is_wide() || self.mode == Mode::Projects;
        let regions = if wide {
            chrome::without_sides(regions)
        } else {
            *regions
        };
        let footer = footer(top, cx, !self.overlays.is_empty());
        chrome::draw(cx, shown, top, self.screen.place().as_ref(), &regions, buf);
        let inner = top.view(cx, &regions, self.footer.is_none(), buf);
        chrome::message(shown, cx.look, &regions, buf);
        let pressed = footer.view(
            self.footer,
            regions.density,
            cx.look,
            chrome::footer_area(&regions),
            buf,
        );
        pressed.or(inner).or_else(|| Some(regions.footer.as_position()))
    }
}

fn context<'a>(
    session: &'a Session,
    projects: &'a [Listed],
    look: Look,
    mode: Mode,
    kiosk: bool,
    unkept: &'a HashMap<Place, Raw>,
) -> Context<'a> {
    Context {
        session,
        projects,
        look,
        triage: mode == Mode::Triage,
        kiosk,
        unkept,
    }
}

/// Where keys hold, the most particular first.
fn scopes(screen: &dyn Screen, cx: &Context, in_footer: bool) -> Vec<Scope> {
    let mut scopes = Vec::new();
    let in_text = screen.in_text() && !in_footer;
    if in_footer {
        scopes.push(Scope::Footer);
    }
    let text = [Scope::Text, Scope::LongText, Scope::Line];
    scopes.extend(
        screen
            .scopes(cx)
            .into_iter()
            .filter(|scope| !in_footer || !text.contains(scope)),
    );
    if !in_text {
        scopes.push(Scope::NoText);
    }
    scopes.push(Scope::Everywhere);
    if cx.kiosk {
        scopes.push(Scope::Kiosk);
    }
    scopes
}

/// What is said of a key that does something elsewhere, and not in a kiosk.
fn kept_out(key: KeyEvent, scopes: &[Scope]) -> Step {
    let elsewhere: Vec<Scope> = scopes
        .iter()
        .copied()
        .filter(|scope| *scope != Scope::Kiosk)
        .collect();
    match actions::action_for(key, &elsewhere) {
        None => Step::Ignored,
        Some(Action::Quit | Action::Interrupt) => Step::Say("Not in a kiosk: Ctrl+Q leaves.".to_owned()),
        Some(_) => Step::Say("Not in a kiosk.".to_owned()),
    }
}

fn footer(screen: &dyn Screen, cx: &Context, overlay: bool) -> Footer {
    let mut buttons = screen.buttons(cx);
    if cx.kiosk {
        buttons = buttons.into_iter().filter_map(Button::in_a_kiosk).collect();
    }
    if overlay {
        Footer::of_overlay(buttons)
    } else {
        Footer::new(buttons)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod whole_life;
