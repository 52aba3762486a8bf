//! How the answers of a step are laid out: how far it is, its rows, and what else it needs.

use super::rows::{Row, open_words};
use crate::{
    guidance::{ListRole, StepId},
    interview::Place,
    project::day_words,
    rules::{Condition, Met, Rule, StepState, Target, Unmet},
    tui::{
        layout::PROSE,
        screen::Context,
        screens::list::record_name,
        standing, text,
        theme::Progress,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
        },
    },
};

/// So many of the things that a condition lacks are named, and the rest counted.
const NAMED: usize = 6;
/// The columns of what a condition asks for.
const CONDITION: u16 = 44;

/// The page, and where each of its rows that can be chosen leads.
pub(super) struct Page {
    pub(super) sheet: Sheet,
    pub(super) leads: Vec<Place>,
}

/// The page of a step, so many columns wide.
pub(super) fn page(cx: &Context, step: &StepId, rows: &[Row], columns: u16, tight: bool) -> Page {
    let mut page = Page {
        sheet: Sheet::new(columns, cx.look),
        leads: Vec::new(),
    };
    let state = cx.session.assessment().step(step.as_str());
    if let Some(state) = state {
        page.head(cx, state, rows);
    }
    page.gap(tight);
    page.rows(cx, rows);
    if let Some(state) = state.filter(|state| !state.conditions.is_empty()) {
        page.gap(tight);
        page.sheet.words("And besides", cx.look.quiet());
        for condition in &state.conditions {
            page.condition(cx, state, condition);
        }
    }
    page.mark(cx, step, tight);
    page
}

/// Whether something is still to be recorded for the step that is neither an item nor a sign-off.
pub(super) fn lacks_records(cx: &Context, step: &StepId) -> bool {
    let state = cx.session.assessment().step(step.as_str());
    state.is_some_and(|state| {
        let mut unmet = state.unmet();
        unmet.any(|unmet| matches!(unmet.to, Target::List(..)))
    })
}

impl Page {
    fn gap(&mut self, tight: bool) {
        if !tight {
            self.sheet.blank();
        }
    }

    /// How many of all are open and, where there is room, which.
    fn head(&mut self, cx: &Context, state: &StepState, rows: &[Row]) {
        let open = state.total - state.done.min(state.total);
        let words = match (open, state.total) {
            (0, _) if state.state == crate::rules::State::Empty => "Nothing is recorded yet".to_owned(),
            (0, 1) => "Done".to_owned(),
            (0, 2) => "Both are done".to_owned(),
            (0, all) => format!("All {all} are done"),
            (1, 1) => "Still open".to_owned(),
            (1, all) => format!("One of {all} is still open"),
            (2, 2) => "Both are still open".to_owned(),
            (open, all) if open == all => format!("All {all} are still open"),
            (open, all) => format!("{open} of {all} are still open"),
        };
        let named = match open_words(rows) {
            names if names.is_empty() || open == 0 => words.clone(),
            names => format!("{words}: {names}"),
        };
        // the names stand there where they take no row from the answers
        let fits = text::width(&named) <= self.sheet.columns().min(PROSE);
        self.sheet
            .words(if fits { named } else { words }, cx.look.prompt());
    }

    fn rows(&mut self, cx: &Context, rows: &[Row]) {
        let look = cx.look;
        let columns = self.sheet.columns();
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
            self.sheet.entry(
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
            self.leads.push(row.place.clone());
        }
    }

    /// Which agreed amendments what the step makes stands by.
    fn mark(&mut self, cx: &Context, step: &StepId, tight: bool) {
        let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
        let own = edition.subjects.iter().filter(|subject| subject.step == *step);
        for mark in own.filter_map(|subject| assessment.mark_of(subject.id.as_str())) {
            self.gap(tight);
            let mark = Passage::typed(format!("{mark}."), cx.look.quiet());
            self.sheet.passage(mark);
        }
    }

    /// What has to hold, and below it what it lacks.
    fn condition(&mut self, cx: &Context, state: &StepState, condition: &Condition) {
        let look = cx.look;
        let edition = cx.session.edition();
        let (mark, words) = match condition.met {
            Met::Yes => (Progress::Done, held_words(cx, condition)),
            Met::NothingRecorded => (Progress::Empty, "nothing recorded yet".to_owned()),
            Met::No if lacks_all(condition) => (Progress::Empty, "open".to_owned()),
            Met::No => (Progress::Empty, format!("{} open", condition.unmet.len())),
        };
        let columns = self.sheet.columns();
        let wide = CONDITION.min(columns.saturating_sub(6));
        let entry = Entry::new()
            .then(format!("{} ", mark.symbol()), look.quiet())
            .labelled()
            .cell(&text::clean_line(&condition.what), wide, look.quiet(), look);
        let entry = if columns < 60 {
            entry
        } else {
            entry.then(format!("  {words}"), look.quiet())
        };
        match &condition.to {
            Some(to) => {
                self.sheet.entry(entry);
                self.leads.push(standing::target_place(edition, to));
            }
            None => self.sheet.still(entry),
        }
        // before its stage, a step for which nothing has to be recorded yet lacks nothing
        let present = cx.session.assessment().stage.as_ref();
        let said = match condition.met {
            Met::Yes => false,
            Met::NothingRecorded => present == Some(&state.stage),
            Met::No => !lacks_all(condition),
        };
        if !said {
            return;
        }
        let most = if condition.unmet.len() > NAMED + 1 {
            NAMED
        } else {
            NAMED + 1
        };
        for unmet in condition.unmet.iter().take(most) {
            let words = named(cx, unmet).unwrap_or_else(|| unmet.what.clone());
            self.sheet.sentence_under(&words, look.quiet());
            self.leads.push(standing::target_place(edition, &unmet.to));
        }
        if let (Some(to), rest @ 1..) = (&condition.to, condition.unmet.len().saturating_sub(most)) {
            self.sheet
                .sentence_under(&format!("and {rest} more"), look.quiet());
            self.leads.push(standing::target_place(edition, to));
        }
    }
}

/// What of the plan or the team it is that a condition waits for: the condition says the rest.
fn named(cx: &Context, unmet: &Unmet) -> Option<String> {
    let edition = cx.session.edition();
    let Rule::StepList {
        list, id: Some(id), ..
    } = &unmet.rule
    else {
        return None;
    };
    let roles = [ListRole::Measures, ListRole::Milestones, ListRole::Members];
    let plain = roles.iter().any(|role| edition.list_role(*role) == Some(list));
    let list = edition.list(list.as_str()).filter(|_| plain)?;
    let records = cx.session.project().records(list.id.as_str());
    let at = records.iter().position(|record| record.id == *id)?;
    let name = record_name(cx, list, records.get(at)?, at);
    let mut deadlines = cx.session.assessment().deadlines.iter();
    let late = deadlines.find(|deadline| deadline.overdue && deadline.to == unmet.to);
    Some(match late {
        Some(late) => format!("{name}: overdue since {}", day_words(late.due)),
        None => name,
    })
}

/// Whether there is nothing yet of what it asks for, so that it says all there is to say.
fn lacks_all(condition: &Condition) -> bool {
    match (condition.unmet.as_slice(), &condition.to) {
        ([only], Some(Target::List(..))) => condition.to.as_ref() == Some(&only.to),
        _ => false,
    }
}

/// What there is of what holds: `3 milestones`.
fn held_words(cx: &Context, condition: &Condition) -> String {
    let list = match &condition.to {
        Some(Target::List(list, _)) => cx.session.edition().list(list.as_str()),
        Some(Target::Item(_) | Target::SignOff(..)) | None => None,
    };
    list.map(|list| list.count(cx.session.project().records(list.id.as_str()).len()))
        .unwrap_or_default()
}
