//! A screen that is not drawn yet.

use ratatui::{buffer::Buffer, layout::Position};

use crate::tui::{
    actions::{Action, Scope},
    layout::Regions,
    screen::{Context, Heading, Screen, Step},
    widgets::{footer::Button, paint},
};

pub(super) struct Draft(pub(super) &'static str);

impl Screen for Draft {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: self.0.to_owned(),
            brief: String::new(),
        }
    }
    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        Vec::new()
    }
    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        vec![Button::of(Action::NextScreen, &[Scope::Everywhere])]
    }
    fn act(&mut self, _action: Action, _cx: &Context) -> Step {
        Step::Ignored
    }
    fn view(&self, _cx: &Context, regions: &Regions, _focused: bool, buf: &mut Buffer) -> Option<Position> {
        paint::line(buf, regions.centre, 0, self.0);
        None
    }
}
