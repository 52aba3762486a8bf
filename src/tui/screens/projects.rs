//! The list of projects.

use ratatui::{buffer::Buffer, layout::Position};

use crate::tui::{
    actions::{Action, Scope},
    layout::Regions,
    screen::{Context, Heading, Screen, Step},
    widgets::footer::Button,
};

/// The list of projects.
#[derive(Default)]
pub struct Projects {}

impl Screen for Projects {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading::default()
    }
    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Projects]
    }
    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        vec![Button::of(Action::Open, &[Scope::Projects])]
    }
    fn act(&mut self, _action: Action, _cx: &Context) -> Step {
        Step::Ignored
    }
    fn view(&self, _cx: &Context, _regions: &Regions, _focused: bool, _buf: &mut Buffer) -> Option<Position> {
        None
    }
}
