//! Check answers: every item of a step, numbered, and every condition that is no item, with a way
//! to each and back.

mod page;
mod rows;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::{Step as GuidanceStep, StepId},
    interview::Place,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        standing,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Sheet, SheetState},
        },
    },
};
use page::{Page, page};
use rows::{Row, rows};

/// The screen of a step's answers; nothing where the edition does not have the step.
pub(super) fn of(cx: &Context, place: &Place) -> Option<Box<dyn Screen>> {
    let Place::Check(id) = place else { return None };
    let step = cx.session.edition().step(id.as_str())?;
    let rows = rows(cx, step);
    let open = rows.iter().position(|row| row.open);
    Some(Box::new(Check {
        step: id.clone(),
        state: SheetState::at(open.unwrap_or_default()),
        typed: 0,
    }))
}

struct Check {
    step: StepId,
    state: SheetState,
    /// The number that is being typed; 0 while none is.
    typed: usize,
}

impl Check {
    fn step<'a>(&self, cx: &Context<'a>) -> Option<&'a GuidanceStep> {
        cx.session.edition().step(self.step.as_str())
    }

    fn rows(&self, cx: &Context) -> Vec<Row> {
        self.step(cx).map(|step| rows(cx, step)).unwrap_or_default()
    }

    /// The page as it was drawn last.
    fn page(&self, cx: &Context) -> Page {
        page(
            cx,
            &self.step,
            &self.rows(cx),
            self.state.columns(),
            self.state.is_tight(),
        )
    }

    fn open(&self, cx: &Context) -> Step {
        let page = self.page(cx);
        let chosen = self.state.chosen(&page.sheet);
        match chosen.and_then(|at| page.leads.into_iter().nth(at)) {
            Some(place) => Step::Go(place),
            None => Step::Next,
        }
    }

    /// One more digit of a number: the row of that number, or of the digit alone.
    fn digit(&mut self, digit: usize, cx: &Context) -> Step {
        let rows = self.rows(cx).len();
        let longer = self.typed * 10 + digit;
        let number = if (1..=rows).contains(&longer) {
            longer
        } else {
            digit
        };
        if !(1..=rows).contains(&number) {
            self.typed = 0;
            return Step::Say(format!("There is no number {longer} here: 1 to {rows}."));
        }
        self.typed = number;
        self.state.select(number - 1);
        Step::Stay
    }
}

impl Screen for Check {
    fn heading(&self, cx: &Context) -> Heading {
        let step = self.step(cx);
        let share = cx
            .session
            .assessment()
            .step(self.step.as_str())
            .map(standing::share);
        Heading {
            place: format!(
                "{} / Answers",
                step.map(|step| step.label.as_str()).unwrap_or_default()
            ),
            brief: share.unwrap_or_default(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Check(self.step.clone()))
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::List]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let everywhere = &[Scope::Everywhere];
        let done = self.rows(cx).iter().all(|row| !row.open) && !page::lacks_records(cx, &self.step);
        let mut buttons = vec![
            Button::of(Action::NextScreen, everywhere),
            Button::of(Action::Open, &[Scope::List]).labelled("go there"),
            Button::of(Action::Number(1), &[Scope::List])
                .keyed("1 2 3")
                .labelled("choose"),
            Button::of(Action::PreviousScreen, everywhere),
            Button::of(Action::GoTo, everywhere),
        ];
        if !done {
            buttons.swap(0, 1);
        }
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        if let Action::Number(digit) = action {
            return self.digit(usize::from(digit), cx);
        }
        self.typed = 0;
        let page = self.page(cx);
        if self.state.act(action, &page.sheet) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => self.open(cx),
            _ => Step::Ignored,
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let mut help = vec![Passage::new(
            "Every answer of this step, and below them what else it needs, with what of that is still open. A number \
             and Enter goes to an answer, arrows and Enter to anything; the next screen comes back here. Nothing has \
             to be complete to go on.",
            cx.look.quiet(),
        )];
        if let Some(step) = self.step(cx) {
            help.push(Passage::blank());
            help.push(Passage::new(&step.why, cx.look.quiet()));
        }
        help
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        let leads = self.page(cx).leads;
        let at = |place: &Place| leads.iter().position(|lead| lead == place);
        // what was open may be so no longer: then it is in its list
        let list = match place {
            Place::Record(list, _) => at(&Place::List(list.clone())),
            _ => None,
        };
        if let Some(at) = at(place).or(list) {
            self.state.select(at);
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let columns = Sheet::columns_of(regions.centre);
        let page = page(cx, &self.step, &self.rows(cx), columns, tight);
        page.sheet.view(&self.state, focused, regions.centre, buf)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
