//! Where one is: the screens of the interview, in the order in which they are walked.

use std::{fmt, str::FromStr};

use crate::{
    guidance::{Edition, Entry, ItemId, ListId, ListRole, Step, StepId},
    project::{Change, Project, Topic},
    rules::{Assessment, Risk, Target, risk_record_id},
};

/// A screen of the interview.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// One item.
    Item(ItemId),
    /// A set of like things of a step, a row each.
    Set(StepId, String),
    /// A list's table.
    List(ListId),
    /// The form of one record.
    Record(ListId, String),
    /// Every answer of a step.
    Check(StepId),
    /// What the checklist makes of the project.
    Verdict,
    /// Who has to sign what: the sign-offs of a step's document first.
    SignOffs(StepId),
    /// What is overdue, what is due, and the risks of the whole project.
    RisksAndDeadlines,
    /// Who decided what, when, and on which wording.
    History(Topic),
    /// The documents of the project.
    Documents,
    /// One document as it stands, by its name on the command line.
    Document(String),
}

impl Place {
    /// The step that it belongs to; none of what is about the whole project.
    pub fn step<'a>(&self, edition: &'a Edition) -> Option<&'a Step> {
        let id = match self {
            Self::Item(item) => &edition.item(item.as_str())?.step,
            Self::List(list) | Self::Record(list, _) => &edition.list(list.as_str())?.step,
            Self::Set(step, _) | Self::Check(step) | Self::SignOffs(step) => step,
            Self::Verdict => &edition.item(edition.routes.first()?.item.as_str())?.step,
            Self::RisksAndDeadlines | Self::Documents | Self::Document(_) => return None,
            Self::History(topic) => return Self::of_topic(edition, topic)?.step(edition),
        };
        edition.step(id.as_str())
    }

    /// Whether it stands beside the walk through the steps: both ways out of it lead back to where
    /// one came from.
    pub fn is_aside(&self) -> bool {
        match self {
            Self::RisksAndDeadlines | Self::History(_) | Self::Documents => true,
            Self::Item(_)
            | Self::Set(..)
            | Self::List(_)
            | Self::Record(..)
            | Self::Check(_)
            | Self::Verdict
            | Self::SignOffs(_)
            | Self::Document(_) => false,
        }
    }

    /// Whether what is looked at from here comes back here.
    pub fn comes_back(&self) -> bool {
        matches!(self, Self::Verdict | Self::Check(_) | Self::Document(_)) || self.is_aside()
    }

    /// The place in which an item is answered: its own screen, or its row in a set.
    pub fn of_item(edition: &Edition, item: &ItemId) -> Self {
        match edition.item(item.as_str()) {
            Some(found) => match set_of(edition, found) {
                Some(set) => Self::Set(found.step.clone(), set),
                None => Self::Item(item.clone()),
            },
            None => Self::Item(item.clone()),
        }
    }

    /// The place to which a target leads.
    pub fn of_target(edition: &Edition, target: &Target) -> Self {
        match target {
            Target::Item(item) => Self::of_item(edition, item),
            Target::List(list, Some(record)) => Self::Record(list.clone(), record.clone()),
            Target::List(list, None) => Self::List(list.clone()),
            Target::SignOff(subject, ..) => {
                let kind = subject.split('/').next().unwrap_or(subject);
                let step = edition.subject(kind).map(|subject| subject.step.clone());
                Self::SignOffs(step.unwrap_or_else(|| kind.into()))
            }
        }
    }

    /// The form of a risk, which is there before anybody has written about it.
    pub fn of_risk(edition: &Edition, risk: &Risk) -> Option<Self> {
        let list = edition.list_role(ListRole::Risks)?;
        let raised = risk.item.as_ref().map(risk_record_id);
        let record = risk.record.clone().or(raised)?;
        Some(Self::Record(list.clone(), record))
    }

    /// The place of what a history is of; `None` for the whole project.
    pub fn of_topic(edition: &Edition, topic: &Topic) -> Option<Self> {
        match topic {
            Topic::Project => None,
            Topic::Item(item) => Some(Self::of_item(edition, item)),
            Topic::List(list) => Some(Self::List(list.clone())),
            Topic::Record(list, id) => Some(Self::Record(list.clone(), id.clone())),
        }
    }

    /// What the history of what is shown here is of; of the whole project where it is no item, list
    /// or record.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Item(item) => Topic::Item(item.clone()),
            Self::List(list) => Topic::List(list.clone()),
            Self::Record(list, id) => Topic::Record(list.clone(), id.clone()),
            Self::History(topic) => topic.clone(),
            Self::Set(..)
            | Self::Check(_)
            | Self::Verdict
            | Self::SignOffs(_)
            | Self::RisksAndDeadlines
            | Self::Documents
            | Self::Document(_) => Topic::Project,
        }
    }

    /// Whether what is shown here has a history of its own that can be gone to.
    pub fn has_history(&self) -> bool {
        match self {
            Self::Item(_) | Self::List(_) | Self::Set(..) => true,
            Self::Record(_, id) => !id.is_empty(),
            Self::Check(_)
            | Self::Verdict
            | Self::SignOffs(_)
            | Self::RisksAndDeadlines
            | Self::History(_)
            | Self::Documents
            | Self::Document(_) => false,
        }
    }

    /// The place where a change shows; `None` for one of the whole project.
    pub fn of_change(edition: &Edition, project: &Project, change: &Change) -> Option<Self> {
        match change {
            Change::Answer { item, .. }
            | Change::Clear { item }
            | Change::Skip { item, .. }
            | Change::Confirm { item } => edition.item(item).map(|item| Self::of_item(edition, &item.id)),
            Change::Update { list, id, .. } if project.record(list, id).is_some() => edition
                .list(list)
                .map(|list| Self::Record(list.id.clone(), id.clone())),
            Change::Add { list, .. } | Change::Update { list, .. } | Change::Remove { list, .. } => {
                edition.list(list).map(|list| Self::List(list.id.clone()))
            }
            Change::Sign { subject, .. } | Change::Withdraw { subject, .. } => {
                let kind = subject.split('/').next().unwrap_or(subject);
                edition
                    .subject(kind)
                    .map(|subject| Self::SignOffs(subject.step.clone()))
            }
            Change::Archive | Change::Unarchive => None,
        }
    }
}

/// The set that an item is a row of, where it is one.
fn set_of(edition: &Edition, item: &crate::guidance::Item) -> Option<String> {
    let whole = edition.step(item.step.as_str()).is_some_and(|step| step.table);
    item.set.clone().or_else(|| whole.then(|| item.step.to_string()))
}

/// The screens of a step in order: its items that apply (sets as one), its lists, a look at all
/// answers, and, where it has them, the verdict and the sign-offs.
pub fn places(edition: &Edition, assessment: &Assessment, step: &Step) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for entry in &step.entries {
        let place = match entry {
            Entry::Item(item) => {
                let asked = assessment
                    .item(item.id.as_str())
                    .is_some_and(|state| state.applies);
                if !asked {
                    continue;
                }
                Place::of_item(edition, &item.id)
            }
            // Nothing is asked about risks while there is none.
            Entry::List(list)
                if edition.list_role(ListRole::Risks) == Some(&list.id) && assessment.risks.is_empty() =>
            {
                continue;
            }
            Entry::List(list) => Place::List(list.id.clone()),
        };
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
    places.push(Place::Check(step.id.clone()));
    if edition
        .routes
        .first()
        .and_then(|route| edition.item(route.item.as_str()))
        .is_some_and(|item| item.step == step.id)
    {
        // What the checklist leads to stands before the risks that it raises.
        let risks = places
            .iter()
            .position(|place| matches!(place, Place::List(_) | Place::Check(_)));
        places.insert(risks.unwrap_or(places.len()), Place::Verdict);
    }
    if edition.subjects.iter().any(|subject| subject.step == step.id) {
        places.push(Place::SignOffs(step.id.clone()));
    }
    places
}

/// All screens, stage by stage.
pub fn all_places(edition: &Edition, assessment: &Assessment) -> Vec<Place> {
    edition
        .steps()
        .iter()
        .flat_map(|step| places(edition, assessment, step))
        .collect()
}

/// The screen after this one; a record's is its list's, and the last one's is itself.
pub fn next(edition: &Edition, assessment: &Assessment, place: &Place) -> Place {
    beside(edition, assessment, place, 1)
}

/// The screen before this one; a record's is its list, and the first one's is itself.
pub fn previous(edition: &Edition, assessment: &Assessment, place: &Place) -> Place {
    beside(edition, assessment, place, -1)
}

fn beside(edition: &Edition, assessment: &Assessment, place: &Place, by: isize) -> Place {
    if let Place::Record(list, _) = place {
        return Place::List(list.clone());
    }
    if matches!(place, Place::Document(_)) {
        return Place::Documents;
    }
    if let Place::History(topic) = place {
        return Place::of_topic(edition, topic).unwrap_or_else(|| first(edition, assessment));
    }
    let all = all_places(edition, assessment);
    let here = all.iter().position(|other| other == place).or_else(|| {
        // An item that no longer applies: go on from the step that asked it.
        let step = place.step(edition)?;
        all.iter()
            .position(|other| other.step(edition).is_some_and(|other| other.id == step.id))
    });
    here.and_then(|here| neighbour(&all, here, by))
        .unwrap_or_else(|| place.clone())
}

/// The screen so many after the one at `here`, or before it; none beyond the first and the last.
pub fn neighbour(all: &[Place], here: usize, by: isize) -> Option<Place> {
    all.get(here.checked_add_signed(by)?).cloned()
}

/// Where a new project begins.
pub fn first(edition: &Edition, assessment: &Assessment) -> Place {
    all_places(edition, assessment)
        .into_iter()
        .next()
        .unwrap_or(Place::Verdict)
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Item(item) => write!(formatter, "item/{item}"),
            Self::Set(step, set) => write!(formatter, "set/{step}/{set}"),
            Self::List(list) => write!(formatter, "list/{list}"),
            Self::Record(list, id) => write!(formatter, "record/{list}/{id}"),
            Self::Check(step) => write!(formatter, "check/{step}"),
            Self::Verdict => formatter.write_str("verdict"),
            Self::SignOffs(step) => write!(formatter, "sign-offs/{step}"),
            Self::RisksAndDeadlines => formatter.write_str("risks-and-deadlines"),
            Self::Documents => formatter.write_str("documents"),
            Self::Document(name) => write!(formatter, "document/{name}"),
            Self::History(topic) => match topic {
                Topic::Project => formatter.write_str("history"),
                Topic::Item(item) => write!(formatter, "history/item/{item}"),
                Topic::List(list) => write!(formatter, "history/list/{list}"),
                Topic::Record(list, id) => write!(formatter, "history/record/{list}/{id}"),
            },
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let parts: Vec<&str> = text.split('/').collect();
        match parts.as_slice() {
            ["item", item] => Ok(Self::Item((*item).into())),
            ["set", step, set] => Ok(Self::Set((*step).into(), (*set).to_owned())),
            ["list", list] => Ok(Self::List((*list).into())),
            ["record", list, id] => Ok(Self::Record((*list).into(), (*id).to_owned())),
            ["check", step] => Ok(Self::Check((*step).into())),
            ["verdict"] => Ok(Self::Verdict),
            ["sign-offs", step] => Ok(Self::SignOffs((*step).into())),
            ["risks-and-deadlines"] => Ok(Self::RisksAndDeadlines),
            ["documents"] => Ok(Self::Documents),
            ["document", name @ ..] if !name.is_empty() => Ok(Self::Document(name.join("/"))),
            ["history"] => Ok(Self::History(Topic::Project)),
            ["history", "item", item] => Ok(Self::History(Topic::Item((*item).into()))),
            ["history", "list", list] => Ok(Self::History(Topic::List((*list).into()))),
            ["history", "record", list, id] => {
                Ok(Self::History(Topic::Record((*list).into(), (*id).to_owned())))
            }
            _ => Err(NoPlace),
        }
    }
}

/// The text names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;
