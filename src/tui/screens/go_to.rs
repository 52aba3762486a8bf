//! To any step or question: a tree of all of them with their state, narrowed by typing.

use super::chooser::{Choices, Chooser, Drawn};
use crate::{
    guidance::{Item, Step as GuidanceStep},
    interview::{self, Place},
    rules::{Assessment, State},
    tui::{
        actions::Action,
        screen::{Context, Screen, Step},
        standing, text,
        theme::Progress,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
            typed_filter,
        },
    },
};

/// A row of the tree.
struct Branch {
    place: Place,
    is_step: bool,
    mark: Option<Progress>,
    number: String,
    label: String,
    /// What stands beside it: how much is met, how many there are.
    share: String,
    /// The heading that it stands under, where it is the first there.
    stage: Option<String>,
    /// What typing is compared with.
    searched: String,
}

/// The tree over a screen.
pub struct GoTo {
    branches: Vec<Branch>,
}

impl GoTo {
    /// The overlay over a screen.
    pub fn of(cx: &Context, below: &dyn Screen) -> Box<dyn Screen> {
        let branches = if cx.triage { triage(cx) } else { tree(cx) };
        let here = below.place().map(|place| match place {
            Place::Record(list, _) => Place::List(list),
            place => place,
        });
        let at = branches.iter().position(|branch| {
            let own = !branch.is_step || branch.place.is_aside();
            own && Some(&branch.place) == here.as_ref()
        });
        Box::new(Chooser::at(Self { branches }, at.unwrap_or_default()))
    }

    fn shown(&self, typed: &str) -> Vec<&Branch> {
        self.branches
            .iter()
            .filter(|branch| typed_filter::holds(&branch.searched, typed))
            .collect()
    }
}

impl Choices for GoTo {
    fn place(&self) -> &'static str {
        "Go to"
    }

    fn prompt(&self) -> &'static str {
        "Where to?"
    }

    fn enter(&self) -> &'static str {
        "go there"
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::GoTo)
    }

    fn count(&self, typed: &str) -> String {
        let shown = self.shown(typed).into_iter();
        let places = shown.filter(|branch| !branch.is_step || branch.place.is_aside());
        match places.count() {
            1 => "1 place".to_owned(),
            count => format!("{count} places"),
        }
    }

    fn sheet(&self, cx: &Context, typed: &str, drawn: Drawn) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(drawn.columns, look);
        let narrowed = !typed.trim().is_empty();
        let shown = self.shown(typed);
        for branch in &shown {
            if let Some(stage) = &branch.stage
                && !narrowed
            {
                sheet.blank();
                sheet.words(stage, look.quiet());
            }
            let mark = branch.mark.map_or("   ", Progress::symbol);
            let indent = if branch.is_step { 0 } else { 4 };
            let number = if branch.number.is_empty() {
                String::new()
            } else {
                format!("{:<3}", branch.number)
            };
            let style = if branch.is_step {
                look.prompt()
            } else {
                look.quiet()
            };
            let room = 34_u16.saturating_sub(indent + text::width(&number));
            let wide = text::width(&branch.label).min(room);
            let blanks = " ".repeat(usize::from(room - wide + 1));
            let entry = Entry::new()
                .indented(indent)
                .then(format!("{mark} {number}"), look.quiet())
                .labelled()
                .cell(&branch.label, wide, style, look)
                .then("", look.quiet())
                .then(blanks, look.quiet())
                .then(branch.share.clone(), look.quiet());
            sheet.entry(entry);
        }
        if shown.is_empty() {
            let words = "No step or question is called that. Search (Ctrl+F) looks into the texts too.";
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
        }
        sheet
    }

    fn take(&self, typed: &str, row: Option<usize>) -> Step {
        let branch = row.and_then(|row| self.shown(typed).into_iter().nth(row));
        branch.map_or(Step::Stay, |branch| Step::Go(branch.place.clone()))
    }

    /// The question whose number was typed, else the first that begins so.
    fn meant(&self, typed: &str) -> Option<usize> {
        let shown = self.shown(typed);
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() {
            return None;
        }
        let number = |branch: &&Branch| branch.number.to_lowercase() == typed;
        let begins = |branch: &&Branch| branch.label.to_lowercase().starts_with(&typed);
        let meant = shown.iter().position(number);
        meant.or_else(|| shown.iter().position(begins))
    }

    fn help(&self) -> &'static str {
        "Every step and every question with its state: [ ] empty, [~] part, [x] done, [-] does not apply, \
         [?] not sure, [!] needs somebody. Typing a number or a word narrows the list; a step leads to \
         the first thing that is open in it."
    }
}

/// Every stage, step and screen.
fn tree(cx: &Context) -> Vec<Branch> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let mut branches = Vec::new();
    for stage in standing::stages(edition, assessment) {
        let to_come = if stage.to_come { "   to come" } else { "" };
        let mut heading = Some(format!("Stage {}  {}{to_come}", stage.number, stage.label));
        for step in edition.steps_of(&stage.id) {
            let places = interview::places(edition, assessment, step);
            let mut own: Vec<Branch> = places
                .iter()
                .filter_map(|place| branch(cx, step, place))
                .collect();
            let state = assessment.step(step.id.as_str());
            let open = own
                .iter()
                .find(|branch| !matches!(branch.mark, None | Some(Progress::Done | Progress::Skipped)))
                .or(own.first())
                .map(|branch| branch.place.clone());
            branches.push(Branch {
                place: open.unwrap_or_else(|| Place::Check(step.id.clone())),
                is_step: true,
                mark: state.map(|state| standing::step_mark(state.state)),
                number: String::new(),
                label: step.label.clone(),
                share: state.map(standing::share).unwrap_or_default(),
                stage: heading.take(),
                searched: format!("{} {}", step.label, step.title),
            });
            branches.append(&mut own);
        }
    }
    branches.push(Branch {
        place: Place::RisksAndDeadlines,
        is_step: true,
        mark: None,
        number: String::new(),
        label: "Risks and deadlines".to_owned(),
        share: standing::due_brief(assessment),
        stage: Some("The whole project".to_owned()),
        searched: "risks and deadlines due overdue".to_owned(),
    });
    branches.push(Branch {
        place: Place::Documents,
        is_step: true,
        mark: None,
        number: String::new(),
        label: "Documents".to_owned(),
        share: String::new(),
        stage: None,
        searched: "documents export word markdown html".to_owned(),
    });
    branches
}

/// The questions of a quick triage, and its end.
fn triage(cx: &Context) -> Vec<Branch> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let places = super::triage::places(edition, assessment);
    let mut branches = Vec::new();
    for place in places {
        let Some(step) = place.step(edition) else { continue };
        branches.extend(branch(cx, step, &place));
    }
    branches
}

fn branch(cx: &Context, step: &GuidanceStep, place: &Place) -> Option<Branch> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let plain = |label: &str, mark, share| Branch {
        place: place.clone(),
        is_step: false,
        mark,
        number: String::new(),
        label: label.to_owned(),
        share,
        stage: None,
        searched: format!("{label} {}", step.label),
    };
    Some(match place {
        Place::Item(id) => {
            let item = edition.item(id.as_str())?;
            let mark = assessment.item(id.as_str()).map(standing::item_mark);
            Branch {
                number: item.number.clone().unwrap_or_default(),
                searched: format!("{} {}", searched(item), step.label),
                ..plain(&item.label, mark, String::new())
            }
        }
        Place::Set(_, set) => {
            let items: Vec<&Item> = step
                .items()
                .filter(|item| Place::of_item(edition, &item.id) == *place)
                .collect();
            let words: Vec<String> = items.iter().map(|item| searched(item)).collect();
            let (mark, done) = together(assessment, &items);
            let label = if step.table {
                step.label.clone()
            } else {
                format!("The {} {set}", items.len())
            };
            Branch {
                searched: format!("{label} {}", words.join(" ")),
                ..plain(&label, Some(mark), format!("{done} of {}", items.len()))
            }
        }
        Place::List(id) | Place::Record(id, _) => {
            let list = edition.list(id.as_str())?;
            let records = cx.session.project().records(id.as_str());
            let mark = match records {
                [] => Progress::Empty,
                records if records.iter().any(|record| !record.versions.is_empty()) => Progress::Attention,
                records if records.iter().any(|record| !record.lacks(list).is_empty()) => Progress::Part,
                _ => Progress::Done,
            };
            plain(&list.label, Some(mark), list.count(records.len()))
        }
        Place::Check(_) => plain("Check answers", None, step.label.clone()),
        Place::Verdict => plain("Verdict", None, assessment.eligibility.verdict.words().to_owned()),
        Place::SignOffs(_) => plain("Sign-offs", None, step.label.clone()),
        Place::RisksAndDeadlines | Place::History(_) | Place::Documents | Place::Document(_) => {
            return None;
        }
    })
}

fn searched(item: &Item) -> String {
    format!(
        "{} {} {}",
        item.number.as_deref().unwrap_or_default(),
        item.label,
        item.prompt
    )
}

/// How far several items are, as one.
fn together(assessment: &Assessment, items: &[&Item]) -> (Progress, usize) {
    let states = items.iter().filter_map(|item| assessment.item(item.id.as_str()));
    let states: Vec<_> = states.collect();
    let done = states.iter().filter(|state| state.done).count();
    let begun = states.iter().any(|state| state.state != State::Empty);
    let mark = if states.iter().any(|state| state.state == State::Attention) {
        Progress::Attention
    } else if done == states.len() {
        Progress::Done
    } else if begun {
        Progress::Part
    } else {
        Progress::Empty
    };
    (mark, done)
}
