//! The checklist's answers, and what follows from them alone: which questions apply, where the
//! routing questions lead, the verdict (guidance p. 16).
//!
//! The same code judges a project and a quick triage without one.

use jiff::civil::Date;
use std::collections::BTreeMap;

use super::parties::Parties;
use crate::{
    guidance::{Edition, Item, ItemId, Severity, Verdict},
    project::Project,
};

/// How many conditions may hang on one another before one counts as false.
const DEEPEST: usize = 16;

/// An answer to a checklist question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure, or two versions: counts as unanswered, and is a thing to confirm.
    Unsure,
}

impl Check {
    /// The answer as files spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// The answer that a text spells.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "unsure" => Some(Self::Unsure),
            _ => None,
        }
    }
}

/// What the verdict follows from: answers to the checklist, parked ones too, and who the parties are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckAnswers {
    /// The answers given.
    pub given: BTreeMap<ItemId, Check>,
    /// Whether the parties include another healthcare organisation and no NHS one, so that joint
    /// working becomes its wider form, collaborative working.
    pub healthcare_without_nhs: bool,
    /// What was chosen elsewhere, where a question's condition looks there.
    pub elsewhere: BTreeMap<ItemId, String>,
}

impl CheckAnswers {
    /// A project's answers on a day; two versions of one count as not sure.
    pub fn from_project(edition: &Edition, project: &Project, today: Date) -> Self {
        let mut answers = Self {
            healthcare_without_nhs: Parties::of(edition, project, today).healthcare_without_nhs(),
            ..Self::default()
        };
        for item in edition.checklist() {
            let Some(answer) = project.answer(item.id.as_str()) else {
                continue;
            };
            let check = if answer.versions.is_empty() {
                answer
                    .value
                    .as_ref()
                    .and_then(|value| Check::from_name(value.chosen()?))
            } else {
                Some(Check::Unsure)
            };
            if let Some(check) = check {
                answers.given.insert(item.id.clone(), check);
            }
        }
        for condition in edition.checklist().filter_map(|item| item.when.as_ref()) {
            if let Some(chosen) = project.chosen(condition.item.as_str()) {
                answers
                    .elsewhere
                    .insert(condition.item.clone(), chosen.to_owned());
            }
        }
        answers
    }

    /// Answers given without a project.
    pub fn from_map(given: BTreeMap<ItemId, Check>) -> Self {
        Self {
            given,
            ..Self::default()
        }
    }

    /// The answer to a question.
    pub fn get(&self, item: &str) -> Option<Check> {
        self.given.get(item).copied()
    }
}

/// The verdict on a project on a day, and nothing else: cheap enough for every sign-off.
pub fn verdict(edition: &Edition, project: &Project, today: Date) -> Verdict {
    let answers = CheckAnswers::from_project(edition, project, today);
    let checklist = Checklist::new(edition, &answers);
    checklist.verdict(&checklist.given)
}

/// The checklist's questions laid out for judging, with the answers given; other answers may be
/// tried over it.
pub(super) struct Checklist<'a> {
    pub(super) questions: Vec<Question<'a>>,
    /// The routing questions: their place among the questions, and where a yes leads.
    pub(super) routes: Vec<(usize, Verdict)>,
    pub(super) given: Vec<Option<Check>>,
    pub(super) healthcare_without_nhs: bool,
}

pub(super) struct Question<'a> {
    pub(super) item: &'a Item,
    pub(super) severity: Severity,
    when: When<'a>,
}

/// When a question applies.
enum When<'a> {
    Always,
    Never,
    /// Where another question of the checklist, at this place, is one of these.
    Question(usize, &'a [String]),
}

impl<'a> Checklist<'a> {
    pub(super) fn new(edition: &'a Edition, answers: &CheckAnswers) -> Self {
        let items: Vec<(&Item, Severity)> = edition
            .checklist()
            .filter_map(|item| Some((item, item.severity?)))
            .collect();
        let place = |id: &ItemId| items.iter().position(|(item, _)| item.id == *id);
        let when = |item: &'a Item| match &item.when {
            None => When::Always,
            Some(condition) => match place(&condition.item) {
                Some(at) => When::Question(at, &condition.is),
                None => match answers.elsewhere.get(&condition.item) {
                    Some(chosen) if condition.is.contains(chosen) => When::Always,
                    Some(_) | None => When::Never,
                },
            },
        };
        let routes = edition
            .routes
            .iter()
            .filter_map(|route| Some((place(&route.item)?, route.to)))
            .collect();
        let questions = items
            .iter()
            .map(|&(item, severity)| Question {
                item,
                severity,
                when: when(item),
            })
            .collect();
        let given = items
            .iter()
            .map(|(item, _)| answers.get(item.id.as_str()))
            .collect();
        Self {
            questions,
            routes,
            given,
            healthcare_without_nhs: answers.healthcare_without_nhs,
        }
    }

    /// What the answers make of the project. The order of the arms is the guidance's precedence;
    /// amber answers have no part in it.
    pub(super) fn verdict(&self, answers: &[Option<Check>]) -> Verdict {
        match self.route(answers) {
            Some(Verdict::OtherSupport) => Verdict::OtherSupport,
            _ if self.reds(answers).any(|red| red == Some(Check::No)) => Verdict::NotYetEligible,
            Some(to) if self.reds(answers).all(|red| red == Some(Check::Yes)) => to,
            Some(_) | None => Verdict::Undetermined,
        }
    }

    /// Where the routing questions lead: the first one answered yes decides; all answered no, to
    /// another form of support; `None` while one that is asked is open or not sure.
    pub(super) fn route(&self, answers: &[Option<Check>]) -> Option<Verdict> {
        let mut asked = false;
        for &(at, to) in &self.routes {
            if !self.is_asked(at, answers, DEEPEST) {
                continue;
            }
            asked = true;
            match answer(answers, at) {
                Some(Check::Yes) if to == Verdict::JointWorking && self.healthcare_without_nhs => {
                    return Some(Verdict::CollaborativeWorking);
                }
                Some(Check::Yes) => return Some(to),
                Some(Check::No) => {}
                Some(Check::Unsure) | None => return None,
            }
        }
        asked.then_some(Verdict::OtherSupport)
    }

    /// Whether a question applies: its condition holds and, past the routing questions, they do
    /// not lead to another form of support.
    pub(super) fn applies(&self, at: usize, answers: &[Option<Check>]) -> bool {
        self.is_asked(at, answers, DEEPEST)
            && (self.is_route(at) || self.route(answers) != Some(Verdict::OtherSupport))
    }

    pub(super) fn is_route(&self, at: usize) -> bool {
        self.routes.iter().any(|&(route, _)| route == at)
    }

    /// The places of the red questions whose own condition holds.
    pub(super) fn asked_reds<'b>(&'b self, answers: &'b [Option<Check>]) -> impl Iterator<Item = usize> + 'b {
        self.questions
            .iter()
            .enumerate()
            .filter(|(at, question)| {
                question.severity == Severity::Red && self.is_asked(*at, answers, DEEPEST)
            })
            .map(|(at, _)| at)
    }

    fn reds<'b>(&'b self, answers: &'b [Option<Check>]) -> impl Iterator<Item = Option<Check>> + 'b {
        self.asked_reds(answers).map(|at| answer(answers, at))
    }

    /// Whether a question's own condition holds; false while what it looks at is parked or open.
    fn is_asked(&self, at: usize, answers: &[Option<Check>], depth: usize) -> bool {
        match self.questions.get(at).map(|question| &question.when) {
            None | Some(When::Never) => false,
            Some(When::Always) => true,
            Some(&When::Question(other, is)) => {
                depth > 0
                    && self.is_asked(other, answers, depth - 1)
                    && answer(answers, other)
                        .is_some_and(|answer| is.iter().any(|wanted| wanted == answer.name()))
            }
        }
    }
}

pub(super) fn answer(answers: &[Option<Check>], at: usize) -> Option<Check> {
    answers.get(at).copied().flatten()
}
