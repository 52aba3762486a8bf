//! A document as it stands, to be read on the screen, with the way from each gap to where it is
//! filled.

use ratatui::{buffer::Buffer, layout::Position};

use super::{export, page::Page};
use crate::{
    documents::{Document, Which},
    interview::Place,
    session::document_state,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        screens::list::capital,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};

/// The screen of a document, by its name; nothing where there is no such document.
pub(in crate::tui::screens) fn of(cx: &Context, name: &str) -> Option<Box<dyn Screen>> {
    let which: Which = name.parse().ok()?;
    let document = cx.session.document(&which).ok()?;
    Some(Box::new(Preview {
        which,
        document,
        state: SheetState::unchosen(),
    }))
}

struct Preview {
    which: Which,
    document: Document,
    state: SheetState,
}

impl Preview {
    fn page(&self, cx: &Context) -> Page {
        Page::of(cx, &self.which, &self.document, self.state.columns())
    }

    fn read(&mut self, cx: &Context) {
        if let Ok(document) = cx.session.document(&self.which) {
            self.document = document;
        }
    }

    /// To where the gap that is chosen is filled, else the next one.
    fn fill(&mut self, cx: &Context) -> Step {
        let page = self.page(cx);
        let at = self.state.coming(&page.sheet);
        match at.and_then(|at| Some((at, page.leads.get(at)?.clone()))) {
            Some((at, place)) => {
                self.state.select(at);
                Step::Go(place)
            }
            None => Step::Say("No gap in it.".to_owned()),
        }
    }
}

impl Screen for Preview {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: format!("Documents / {}", self.document.title),
            brief: document_state(&self.which, &self.document),
        }
    }

    fn short(&self) -> Option<String> {
        Some(capital(&self.which.to_string()))
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Document(self.which.to_string()))
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Document]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let own = |action| Button::of(action, &[Scope::Document]);
        let page = self.page(cx);
        let mut buttons = Vec::new();
        if self.state.chosen(&page.sheet).is_some() {
            buttons.push(own(Action::Open));
        }
        if !page.leads.is_empty() {
            buttons.push(own(Action::NextGap));
        }
        buttons.push(own(Action::Export));
        buttons.push(Button::of(Action::PreviousScreen, &[Scope::Everywhere]));
        buttons.push(Button::of(Action::GoTo, &[Scope::Everywhere]));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if self.state.act(action, &self.page(cx).sheet) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept | Action::NextGap => self.fill(cx),
            Action::Export => export(cx, &self.which),
            _ => Step::Ignored,
        }
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        self.read(cx);
        // a gap that is still there has been seen: the next one elsewhere comes next
        let leads = self.page(cx).leads;
        let now = self.state.selected();
        if leads.get(now) == Some(place) {
            let mut after = leads.iter().enumerate().skip(now);
            if let Some((next, _)) = after.find(|(_, lead)| *lead != place) {
                self.state.select(next);
            }
        }
    }

    fn refresh(&mut self, cx: &Context) {
        self.read(cx);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "The document as it would be exported now. Each gap is marked with the word GAP: Enter goes where \
             the chosen one is filled, g where the next one is, and F5 comes back here.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let page = Page::of(cx, &self.which, &self.document, Sheet::columns_of(area));
        page.sheet.view(&self.state, focused, area, buf)
    }
}
