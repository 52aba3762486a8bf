//! Risks and deadlines of the whole project: what is overdue, what is due, and what may go wrong,
//! each with the way to where it is settled.

mod page;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::ListRole,
    interview::Place,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};

/// The screen of risks and deadlines.
pub(super) fn of(_cx: &Context) -> Box<dyn Screen> {
    Box::new(Risks::default())
}

#[derive(Default)]
struct Risks {
    state: SheetState,
}

impl Risks {
    fn open(&self, cx: &Context) -> Step {
        let (sheet, mut leads) = page::page(cx, self.state.columns(), self.state.is_tight());
        match self.state.chosen(&sheet).filter(|at| *at < leads.len()) {
            Some(at) => Step::Go(leads.swap_remove(at)),
            None => add(cx),
        }
    }
}

/// To the form of a new risk.
fn add(cx: &Context) -> Step {
    match cx.session.edition().list_role(ListRole::Risks) {
        Some(list) => Step::Go(Place::Record(list.clone(), String::new())),
        None => Step::Ignored,
    }
}

impl Screen for Risks {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Risks and deadlines".to_owned(),
            brief: String::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::RisksAndDeadlines)
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Risks]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let everywhere = |action| Button::of(action, &[Scope::Everywhere]);
        let found = cx.session.assessment();
        let add = Button::of(Action::Add, &[Scope::Risks]);
        let open = Button::of(Action::Open, &[Scope::Risks]);
        let mut buttons = if found.risks.is_empty() && found.deadlines.is_empty() {
            vec![add]
        } else {
            vec![open, add]
        };
        buttons.push(everywhere(Action::PreviousScreen));
        buttons.push(everywhere(Action::GoTo));
        buttons.push(everywhere(Action::Status));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let (sheet, _) = page::page(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => self.open(cx),
            Action::Add => add(cx),
            _ => Step::Ignored,
        }
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        let (_, leads) = page::page(cx, 80, false);
        let new = matches!(place, Place::Record(_, id) if id.is_empty());
        let at = if new {
            newest_risk(cx).and_then(|newest| leads.iter().position(|lead| *lead == newest))
        } else {
            leads.iter().position(|lead| lead == place)
        };
        if let Some(at) = at {
            self.state.select(at);
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        page::help(cx)
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let (sheet, _) = page::page(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf)
    }
}

/// The form of the risk that was added last.
fn newest_risk(cx: &Context) -> Option<Place> {
    let edition = cx.session.edition();
    let newest = cx.session.project().records_in(edition, ListRole::Risks).last()?;
    let list = edition.list_role(ListRole::Risks)?;
    Some(Place::Record(list.clone(), newest.id.clone()))
}
