//! What the checklist makes of the project: the verdict in words, why, what would change it, and
//! where to change it. In a quick triage it is the end, and asks what now.

mod page;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
mod words;

use ratatui::{buffer::Buffer, layout::Position};

use super::{ask::Ask, title};
use crate::{
    documents::Which,
    guidance::{Edition, ItemId},
    interview::Place,
    rules::Eligibility,
    session::Session,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Effect, Entering, Heading, Screen, Step},
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};

/// The screen of the verdict.
#[derive(Default)]
pub struct Verdict {
    state: SheetState,
}

/// What a row of the page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lead {
    /// A question.
    Item(ItemId),
    /// Making a project of a triage.
    Make,
    /// Writing the result to a file.
    Export,
    /// Leaving a triage.
    Leave,
}

/// The screen of the verdict.
#[allow(clippy::unnecessary_wraps)] // every place has a screen, or none where it is not there
pub(super) fn of(_cx: &Context, _place: &Place) -> Option<Box<dyn Screen>> {
    Some(Box::new(Verdict::default()))
}

/// Whether leaving a triage loses anything.
pub fn is_answered(session: &Session) -> bool {
    !super::triage::answers(session).is_empty()
}

/// Asks once before a triage in which something was answered is left; `then` leaves.
pub fn leave(cx: &Context, then: Step) -> Step {
    if !is_answered(cx.session) {
        return then;
    }
    let make = Step::Overlay(Box::new(title::of_triage()));
    let ask = Ask::new("Quick triage / Leave", "Leave, and keep nothing of this triage?")
        .because("Its answers stand nowhere but here. A project made of it keeps them all.")
        .way("Stay", "", Step::Stay)
        .way("Make a project of it", "these answers go along", make)
        .way("Leave", "keeps nothing", then);
    Step::Overlay(Box::new(ask.called("do it", "stay").about_leaving()))
}

/// The question before a kiosk is left: a key pressed by mistake ends nothing there.
pub fn leave_kiosk() -> Ask {
    Ask::new("Leave", "Leave Triplewin?")
        .because("Everything is saved, and the next time goes on where this one ended.")
        .way("Stay", "", Step::Stay)
        .way("Leave", "ends the connection", Step::Effect(Effect::Leave))
        .called("do it", "stay")
        .about_leaving()
}

/// What stands beside the verdict word where there is one line for it: what it needs, or its way.
pub fn beside(edition: &Edition, found: &Eligibility) -> String {
    words::beside(edition, found)
}

impl Verdict {
    fn lead(&self, cx: &Context) -> Option<Lead> {
        let (sheet, leads) = page::page(cx, self.state.columns(), self.state.is_tight());
        let chosen = self.state.chosen(&sheet)?;
        leads.into_iter().nth(chosen)
    }
}

impl Screen for Verdict {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Verdict".to_owned(),
            brief: String::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Verdict)
    }

    fn scopes(&self, cx: &Context) -> Vec<Scope> {
        if cx.triage {
            vec![Scope::TriageEnd]
        } else {
            vec![Scope::Verdict]
        }
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let back = Button::of(Action::PreviousScreen, &[Scope::Everywhere]);
        if cx.triage {
            let end = &[Scope::TriageEnd];
            return vec![
                Button::of(Action::MakeProject, end),
                Button::of(Action::Export, end),
                Button::of(Action::Open, end).labelled("this row"),
                back,
                Button::of(Action::Quit, end),
            ];
        }
        let mut buttons = Vec::new();
        if self.lead(cx).is_some() {
            buttons.push(Button::of(Action::Open, &[Scope::Verdict]));
            buttons.push(Button::of(Action::NextScreen, &[Scope::Everywhere]));
        } else {
            buttons.push(Button::of(Action::NextScreen, &[Scope::Everywhere]));
        }
        buttons.push(Button::of(Action::Export, &[Scope::Verdict]));
        buttons.push(back);
        buttons.push(Button::of(Action::GoTo, &[Scope::Everywhere]));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let (sheet, _) = page::page(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => match self.lead(cx) {
                Some(Lead::Item(item)) => Step::Go(Place::of_item(cx.session.edition(), &item)),
                Some(Lead::Make) => Step::Overlay(Box::new(title::of_triage())),
                Some(Lead::Export) => super::documents::export(cx, &Which::Eligibility),
                Some(Lead::Leave) => leave(cx, Step::Effect(Effect::Projects)),
                None if cx.triage => Step::Stay,
                None => Step::Next,
            },
            Action::Export => super::documents::export(cx, &Which::Eligibility),
            Action::MakeProject if cx.triage => Step::Overlay(Box::new(title::of_triage())),
            Action::Quit if cx.triage => leave(cx, Step::Effect(Effect::Projects)),
            _ => Step::Ignored,
        }
    }

    fn enter(&mut self, _from: Entering) {}

    fn help(&self, cx: &Context) -> Vec<Passage> {
        page::help(cx)
    }

    fn status(&self, _cx: &Context) -> Option<String> {
        Some(page::CANDIDATE.to_owned())
    }

    fn status_brief(&self, _cx: &Context) -> Option<String> {
        Some("A candidate: the parties decide".to_owned())
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let (mut sheet, _) = page::page(cx, Sheet::columns_of(area), tight);
        if regions.status.height == 0 {
            sheet.blank();
            sheet.words(page::CANDIDATE, cx.look.quiet());
        }
        sheet.view(&self.state, focused, area, buf)
    }
}
