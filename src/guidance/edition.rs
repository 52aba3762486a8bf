//! An edition of the guidance: everything that is asked, and what a gate needs.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{
    document::{DocumentKind, DocumentPlan},
    id::{EditionId, GateId, ItemId, ListId, StageId, StepId, SubjectId},
    item::{Citation, Entry, Item, List},
    verdict::Verdict,
};

/// A sound edition: every id it names is there, once.
#[derive(Debug, Clone)]
pub struct Edition {
    /// What a project records as the edition it was answered under.
    pub id: EditionId,
    /// Its name for people.
    pub title: String,
    /// The sentence that credits the guidance and says that the tool is independent of it.
    pub credit: String,
    /// How long scoping and set-up usually take.
    pub expectation: String,
    /// What the questions are drawn from.
    pub sources: Vec<Source>,
    /// The words of the field.
    pub glossary: Vec<Term>,
    /// The stages of the lifecycle, in order.
    pub stages: Vec<Stage>,
    /// The gates between them, in order; the last one closes the project.
    pub gates: Vec<Gate>,
    /// What is signed off as a whole.
    pub subjects: Vec<Subject>,
    /// Who signs what.
    pub sign_offs: Vec<WantedSignOff>,
    /// The documents that a project gives, in the order in which they come about.
    pub documents: Vec<DocumentPlan>,
    /// The routing questions in the order in which they are asked.
    pub routes: Vec<RouteQuestion>,
    /// What each verdict is called and means.
    pub verdicts: Vec<VerdictText>,
    /// What else a project may be that is no partnership of this kind.
    pub other_forms: Vec<OtherForm>,
    /// Values to offer, by care setting.
    pub suggestions: Vec<Suggestion>,
    /// What helps in a care setting.
    pub tips: Vec<Tip>,
    /// What else there is to read.
    pub further_reading: Vec<Reading>,
    pub(super) roles: BTreeMap<Role, ItemId>,
    pub(super) list_roles: BTreeMap<ListRole, ListId>,
    pub(super) steps: Vec<Step>,
    /// Where each item and list stands: the index of its step and of its entry there.
    pub(super) places: BTreeMap<String, (usize, usize)>,
}

impl Edition {
    /// The steps of all stages, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// A stage by its id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }

    /// The steps of a stage, in order.
    pub fn steps_of<'a>(&'a self, stage: &'a StageId) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(move |step| step.stage == *stage)
    }

    /// An item or list by its id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        let &(step, entry) = self.places.get(id)?;
        self.steps.get(step)?.entries.get(entry)
    }

    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.entry(id)?.as_item()
    }

    /// A list by its id.
    pub fn list(&self, id: &str) -> Option<&List> {
        self.entry(id)?.as_list()
    }

    /// Every item, in the guidance's order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.steps.iter().flat_map(Step::items)
    }

    /// Every list, in the guidance's order.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.steps.iter().flat_map(Step::lists)
    }

    /// The position of an item or list in the guidance's order.
    pub fn position(&self, id: &str) -> Option<(usize, usize)> {
        self.places.get(id).copied()
    }

    /// The item bound to a well-known role.
    pub fn role(&self, role: Role) -> Option<&ItemId> {
        self.roles.get(&role)
    }

    /// The list bound to a well-known role.
    pub fn list_role(&self, role: ListRole) -> Option<&ListId> {
        self.list_roles.get(&role)
    }

    /// Something signed off as a whole, by its id (an amendment's is `amendment`).
    pub fn subject(&self, id: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == *id)
    }

    /// A document of the edition.
    pub fn document(&self, kind: DocumentKind) -> Option<&DocumentPlan> {
        self.documents.iter().find(|plan| plan.document == kind)
    }

    /// The document in which a step's answers stand.
    pub fn document_of(&self, step: &StepId) -> Option<&DocumentPlan> {
        self.documents.iter().find(|plan| plan.steps.contains(step))
    }

    /// What a verdict is called and means.
    pub fn verdict_text(&self, verdict: Verdict) -> Option<&VerdictText> {
        self.verdicts.iter().find(|text| text.verdict == verdict)
    }

    /// The checklist's questions: routing, red and amber, in the guidance's order.
    pub fn checklist(&self) -> impl Iterator<Item = &Item> {
        self.items().filter(|item| item.severity.is_some())
    }

    /// Values to offer for a list's field or an item in a care setting.
    pub fn suggestions_for<'a>(
        &'a self,
        what: &'a str,
        setting: Option<&'a str>,
    ) -> impl Iterator<Item = &'a str> {
        let of_it = self
            .suggestions_in(setting)
            .filter(move |suggestion| suggestion.what == what);
        of_it.flat_map(|suggestion| suggestion.values.iter().map(String::as_str))
    }

    /// What is suggested in a care setting.
    pub fn suggestions_in<'a>(&'a self, setting: Option<&'a str>) -> impl Iterator<Item = &'a Suggestion> {
        self.suggestions.iter().filter(move |suggestion| {
            let only = suggestion.setting.as_deref();
            only.is_none_or(|only| Some(only) == setting)
        })
    }
}

/// A work that the questions are drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What citations name it by.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// The year of publication.
    pub year: u16,
    /// How the product uses it.
    #[serde(rename = "use")]
    pub used: String,
}

/// A word of the field and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word.
    pub term: String,
    /// Its abbreviation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What it means.
    pub meaning: String,
    /// Where to read more.
    pub source: Citation,
}

/// A stage of the lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// Its place, from 1.
    pub number: u8,
    /// Its title.
    pub title: String,
    /// One word for it.
    pub label: String,
    /// Its steps in order.
    pub steps: Vec<StepId>,
    /// Where the guidance describes it.
    pub source: Citation,
}

/// A step of a stage.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The stage it belongs to.
    pub stage: StageId,
    /// Its title.
    pub title: String,
    /// At most 22 characters, for outlines.
    pub label: String,
    /// What is said when it opens.
    pub prompt: String,
    /// Why it is there.
    pub why: String,
    /// Where the guidance describes it.
    pub source: Citation,
    /// Whether its items are a set of like things, shown as one table.
    pub table: bool,
    /// What it needs that is no item.
    pub needs: Vec<Need>,
    /// Its items and lists in the order in which they are asked.
    pub entries: Vec<Entry>,
}

impl Step {
    /// Its items, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.entries.iter().filter_map(Entry::as_item)
    }

    /// Its lists, in order.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.entries.iter().filter_map(Entry::as_list)
    }
}

/// A gate: what has to hold before the next stage, or before the project closes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Its id.
    pub id: GateId,
    /// Its title.
    pub title: String,
    /// What stands above its unmet conditions, such as `Before Stage 2`.
    pub label: String,
    /// The stage that it ends.
    pub stage: StageId,
    /// Where the guidance describes it.
    pub source: Citation,
    /// What it needs, most important first.
    pub needs: Vec<Need>,
}

/// One thing that a gate or a step needs, of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "need", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Need {
    /// The gate before is open.
    EarlierGate,
    /// The verdict is joint or collaborative working.
    Verdict,
    /// The party rules hold.
    Parties,
    /// The decision is to go ahead.
    Decision,
    /// Each of these items is filled, where it applies.
    Items {
        /// The items.
        items: Vec<ItemId>,
    },
    /// A sign-off stands by everybody who has to give it.
    SignOff {
        /// What is signed.
        subject: SubjectId,
        /// In which role.
        role: SignRole,
        /// By whom.
        by: By,
    },
    /// The team has a member from every party.
    MemberOfEveryParty,
    /// Every party names its project manager.
    ProjectManagers,
    /// Every team member's conflict-of-interest declaration is recorded.
    Declarations,
    /// The list holds a complete record of every party.
    EveryParty {
        /// The list.
        list: ListId,
    },
    /// The list holds at least one complete record that has these fields too.
    Some {
        /// The list.
        list: ListId,
        /// The fields wanted beside the required ones.
        #[serde(default)]
        with: Vec<String>,
    },
    /// Every measure has its actual value.
    Measured,
    /// Every milestone is done, re-planned with a reason, or dropped with a reason.
    MilestonesSettled,
    /// Every amendment is complete and agreed.
    AmendmentsAgreed,
    /// Every company has published the outcomes.
    PublishedByCompanies,
    /// Every other party has published the outcomes, or says why not.
    PublishedByOthers,
    /// Every company has disclosed each year's transfers of value.
    Disclosed,
    /// Contracted services and fees are published on the company's site.
    ServicesPublished,
    /// The work started after every first signature and every first publication.
    Prospective,
}

/// In which role somebody signs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SignRole {
    /// Approves the content.
    Approve,
    /// Certifies it under the Code.
    Certify,
    /// Signs it as a contract.
    Sign,
    /// Publishes it, at an address.
    Publish,
}

impl SignRole {
    /// The role as files spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Certify => "certify",
            Self::Sign => "sign",
            Self::Publish => "publish",
        }
    }

    /// What is given in it: `approval`, `certification`, `signature`, `publication`.
    pub fn given(self) -> &'static str {
        match self {
            Self::Approve => "approval",
            Self::Certify => "certification",
            Self::Sign => "signature",
            Self::Publish => "publication",
        }
    }

    /// What has been done in it: `approved`, `certified`, `signed`, `published`.
    pub fn done(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Certify => "certified",
            Self::Sign => "signed",
            Self::Publish => "published",
        }
    }
}

/// By whom a sign-off is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Each party to the arrangement.
    EveryParty,
    /// Each party that is a company.
    EveryCompany,
    /// The project team.
    ProjectTeam,
    /// The project's governance committee.
    GovernanceCommittee,
}

/// Something that is signed off as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its id; for amendments the part before the slash.
    pub id: SubjectId,
    /// What it is called.
    pub title: String,
    /// The step that makes it.
    pub step: StepId,
    /// What a sign-off of it covers.
    pub covers: Covers,
}

/// What a sign-off covers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covers {
    /// The values of these items.
    pub items: Vec<ItemId>,
    /// The records of these lists, without their *progress* fields.
    pub lists: Vec<ListId>,
}

/// A sign-off that may be given, and whether it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedSignOff {
    /// What is signed.
    pub subject: SubjectId,
    /// In which role.
    pub role: SignRole,
    /// By whom.
    pub by: By,
    /// False where it is shown, not required.
    #[serde(default = "yes")]
    pub required: bool,
}

/// A routing question and where a *yes* leads.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteQuestion {
    /// The question.
    pub item: ItemId,
    /// What a *yes* makes the project a candidate for.
    pub to: Verdict,
}

/// What a verdict is called and means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictText {
    /// The verdict.
    pub verdict: Verdict,
    /// What it is called on screen.
    pub title: String,
    /// What it is and what follows.
    pub means: String,
}

/// What else a project may be that is no partnership of this kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherForm {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub means: String,
    /// Where to read more.
    pub source: Citation,
}

/// Values to offer for a list's field or an item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// `list.field`, or an item's id.
    #[serde(rename = "for")]
    pub what: String,
    /// The care setting; every one where absent.
    pub setting: Option<String>,
    /// The values.
    pub values: Vec<String>,
    /// Of a list's field: what else a record that holds one of them says.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
}

/// What helps in a care setting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tip {
    /// The step it helps in.
    pub step: StepId,
    /// The care setting; every one where absent.
    pub setting: Option<String>,
    /// The tip.
    pub text: String,
    /// Where to read more.
    pub source: Citation,
}

/// Something else to read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its title.
    pub title: String,
    /// When it came out.
    pub year: String,
}

/// What an item stands for in the rules, whatever an edition calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The project's title.
    Title,
    /// Its summary.
    Summary,
    /// Its care setting.
    Setting,
    /// Whether it has a therapy or medicine focus.
    TherapyFocus,
    /// What patients or the system would gain.
    Benefits,
    /// Whether to go ahead.
    Decision,
    /// Its length in months.
    Length,
    /// The quarter in which it is planned to be complete.
    Completion,
    /// The day on which the work started.
    ActualStart,
    /// The day on which the work ended.
    ActualEnd,
}

/// What a list stands for in the rules, whatever an edition calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListRole {
    /// The organisations that make the agreement.
    Parties,
    /// The people of the project team.
    Members,
    /// The people of the project's governance committee.
    Committee,
    /// What may go wrong.
    Risks,
    /// What the plan measures.
    Measures,
    /// The plan's milestones.
    Milestones,
    /// Reviews of progress and partnership.
    Reviews,
    /// Changes to the plan once the project runs.
    Amendments,
    /// Where the outcomes were published.
    Publication,
    /// What value moved and whether it is disclosed.
    Disclosure,
}

fn yes() -> bool {
    true
}
