//! Check answers: every item of a step, numbered, with a way to each and back.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    guidance::{Entry as Asked, Step as GuidanceStep, StepId},
    interview::Place,
    rules::Target,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        standing, text,
        theme::Progress,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
        },
    },
};

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

/// A row of the page.
struct Row {
    place: Place,
    mark: Progress,
    label: String,
    /// The first line of the answer, or what is still to be said.
    answer: String,
    /// Whether something of it is still to be done.
    open: bool,
    /// Whether it is a *no* or a *not sure* that somebody has to look after.
    alert: bool,
}

/// The rows of a step: its items that are asked, and its lists.
fn rows(cx: &Context, step: &GuidanceStep) -> Vec<Row> {
    let project = cx.session.project();
    let state = cx.session.assessment().step(step.id.as_str());
    let unmet = state.map(|state| state.unmet.as_slice()).unwrap_or_default();
    let row = |asked: &Asked| match asked {
        Asked::Item(item) => {
            let state = cx
                .session
                .assessment()
                .item(item.id.as_str())
                .filter(|state| state.applies)?;
            let answer = project.answer(item.id.as_str());
            let said = answer
                .and_then(|answer| answer.value.as_ref())
                .map(|value| value.text(item));
            let skipped = answer.and_then(|answer| answer.skipped.as_ref());
            let words = match (skipped, said) {
                (Some(skipped), _) => format!("not applicable: {}", skipped.reason),
                (None, Some(said)) if !said.trim().is_empty() => said,
                (None, Some(_)) => "partly filled".to_owned(),
                (None, None) if !state.counts => "suggested, not counted".to_owned(),
                (None, None) => "no answer yet".to_owned(),
            };
            let number = item
                .number
                .as_ref()
                .map(|number| format!("{number} "))
                .unwrap_or_default();
            Some(Row {
                place: Place::Item(item.id.clone()),
                mark: standing::item_mark(state),
                label: format!("{number}{}", item.label),
                answer: words,
                open: state.counts && !state.done,
                alert: item.severity.is_some()
                    && matches!(project.chosen(item.id.as_str()), Some("no" | "unsure")),
            })
        }
        Asked::List(list) => {
            let records = project.records(list.id.as_str());
            let lacking = records
                .iter()
                .filter(|record| !record.lacks(list).is_empty())
                .count();
            let mark = match (records.len(), lacking) {
                (0, _) => Progress::Empty,
                (_, 0) => Progress::Done,
                _ => Progress::Part,
            };
            let missing = match lacking {
                0 => String::new(),
                lacking => format!(", {lacking} with something missing"),
            };
            Some(Row {
                place: Place::List(list.id.clone()),
                mark,
                label: list.label.clone(),
                answer: format!("{}{missing}", list.count(records.len())),
                open: lacking > 0
                    || unmet
                        .iter()
                        .any(|unmet| unmet.to == Target::List(list.id.clone(), None)),
                alert: false,
            })
        }
    };
    step.entries.iter().filter_map(row).collect()
}

/// What is open, by name: the first few of it.
fn open_words(rows: &[Row]) -> String {
    let open: Vec<&str> = rows
        .iter()
        .filter(|row| !matches!(row.mark, Progress::Done | Progress::Skipped))
        .map(|row| row.label.as_str())
        .collect();
    match open.as_slice() {
        [] => String::new(),
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        named => named.join(", "),
    }
}

impl Check {
    fn step<'a>(&self, cx: &Context<'a>) -> Option<&'a GuidanceStep> {
        cx.session.edition().step(self.step.as_str())
    }

    fn rows(&self, cx: &Context) -> Vec<Row> {
        self.step(cx).map(|step| rows(cx, step)).unwrap_or_default()
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        let rows = self.rows(cx);
        let state = cx.session.assessment().step(self.step.as_str());
        if let Some(state) = state {
            let words = match state.total - state.done.min(state.total) {
                0 => format!("All {} are done", state.total),
                1 => format!("One of {} is still open", state.total),
                open => format!("{open} of {} are still open", state.total),
            };
            let named = match open_words(&rows) {
                open if open.is_empty() => words.clone(),
                open => format!("{words}: {open}"),
            };
            // the names stand there where they take no row from the answers
            let fits = text::width(&named) <= columns.min(crate::tui::layout::PROSE);
            sheet.words(if fits { named } else { words }, look.prompt());
        }
        if !tight {
            sheet.blank();
        }
        let number_wide = if rows.len() > 9 { 2 } else { 1 };
        let label_wide = if columns < 60 { 18 } else { 24 };
        for (at, row) in rows.iter().enumerate() {
            let first = row
                .answer
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            let said = if row.alert { look.alert() } else { look.quiet() };
            let used = number_wide + 2 + 4 + label_wide + 2 + 2;
            sheet.entry(
                Entry::new()
                    .then(
                        format!("{:>1$}  ", at + 1, usize::from(number_wide)),
                        look.quiet(),
                    )
                    .then(format!("{} ", row.mark.symbol()), look.quiet())
                    .labelled()
                    .cell(&row.label, label_wide, look.quiet(), look)
                    .then("  ", look.quiet())
                    .cell(&text::clean_line(first), columns.saturating_sub(used), said, look),
            );
        }
        self.conditions(cx, &mut sheet, tight);
        self.mark(cx, &mut sheet, tight);
        sheet
    }

    /// Which agreed amendments what the step makes stands by.
    fn mark(&self, cx: &Context, sheet: &mut Sheet, tight: bool) {
        let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
        let own = edition
            .subjects
            .iter()
            .filter(|subject| subject.step == self.step);
        for mark in own.filter_map(|subject| assessment.mark_of(subject.id.as_str())) {
            if !tight {
                sheet.blank();
            }
            sheet.passage(Passage::typed(format!("{mark}."), cx.look.quiet()));
        }
    }

    /// What the step needs that is no item, and does not hold.
    fn conditions(&self, cx: &Context, sheet: &mut Sheet, tight: bool) {
        let assessment = cx.session.assessment();
        let unmet = assessment
            .step(self.step.as_str())
            .map(|step| step.unmet.as_slice())
            .unwrap_or_default();
        if unmet.is_empty() {
            return;
        }
        if !tight {
            sheet.blank();
        }
        sheet.words("Besides", cx.look.quiet());
        for unmet in unmet {
            sheet.passage(
                Passage::typed(&unmet.what, cx.look.quiet())
                    .indented(2)
                    .hanging(2),
            );
        }
    }

    fn open(&self, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        let chosen = self.state.chosen(&sheet);
        match chosen.and_then(|at| self.rows(cx).into_iter().nth(at)) {
            Some(row) => Step::Go(row.place),
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
        let done = self.rows(cx).iter().all(|row| !row.open);
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
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Open | Action::Accept => self.open(cx),
            _ => Step::Ignored,
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        let mut help = vec![Passage::new(
            "Every answer of this step. A number and Enter goes to one, and its next screen comes back here. Nothing \
             has to be complete to go on.",
            cx.look.quiet(),
        )];
        if let Some(step) = self.step(cx) {
            help.push(Passage::blank());
            help.push(Passage::new(&step.why, cx.look.quiet()));
        }
        help
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        if let Some(at) = self.rows(cx).iter().position(|row| row.place == *place) {
            self.state.select(at);
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(regions.centre), tight);
        sheet.view(&self.state, focused, regions.centre, buf)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::tui::{
        harness::{FULL, Script},
        theme::Look,
    };

    fn at_checklist(columns: u16, rows: u16, look: Look) -> Script {
        let mut script = Script::sample_sized(columns, rows, look);
        script.go("check/checklist");
        script
    }

    #[test]
    fn every_answer_of_a_step_stands_there_with_its_number() {
        insta::assert_snapshot!("checklist_80x24", at_checklist(80, 24, FULL).screen());
        insta::assert_snapshot!("checklist_140x40", at_checklist(140, 40, FULL).screen());
        insta::assert_snapshot!("checklist_40x9", at_checklist(40, 9, FULL).screen());
        insta::assert_snapshot!(
            "checklist_80x24_ascii",
            at_checklist(80, 24, Look::plainly()).screen()
        );
    }

    #[test]
    fn a_number_and_enter_goes_there_and_the_next_screen_comes_back() {
        let mut script = at_checklist(80, 24, FULL);
        script.keys("12<enter>");
        assert_eq!(script.place(), "item/checklist.12");
        script.keys("<f6>");
        assert_eq!(script.place(), "check/checklist");
        script.keys("3<enter>");
        assert_eq!(script.place(), "item/checklist.3");
    }

    #[test]
    fn a_number_that_is_not_there_is_said() {
        let mut script = at_checklist(80, 24, FULL);
        script.keys("99");
        assert_eq!(script.place(), "check/checklist");
    }
}
