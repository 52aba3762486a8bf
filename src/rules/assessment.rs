//! What the rules make of a project: one value, made once a change and read by everything.

use jiff::{Timestamp, civil::Date};
use serde_json::{Value as Json, json};

use super::{amendments::Amendment, conditions::Condition};
use crate::guidance::{Edition, GateId, ItemId, ListId, SignRole, StageId, StepId, Verdict};

/// Everything that the rules say of a project on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// What the checklist makes of it, and why.
    pub eligibility: Eligibility,
    /// The party rules that do not hold.
    pub parties: Vec<Unmet>,
    /// Where it stands in the lifecycle; `None` once closed.
    pub stage: Option<StageId>,
    /// Whether all is done but disclosures that are not due yet: it is shown as delivered.
    pub delivered: bool,
    /// Every step, in order.
    pub steps: Vec<StepState>,
    /// Every gate, in order.
    pub gates: Vec<GateState>,
    /// Every item of every step, in the guidance's order.
    pub items: Vec<ItemState>,
    /// Every sign-off that is wanted or was given, in the order of the edition.
    pub sign_offs: Vec<SignOffState>,
    /// Every amendment, in the order in which they were begun.
    pub amendments: Vec<Amendment>,
    /// Risks, those raised by the checklist first.
    pub risks: Vec<Risk>,
    /// What is due, earliest first.
    pub deadlines: Vec<Deadline>,
    /// What to do next; `None` once closed.
    pub next: Option<Next>,
    /// What is worth knowing and holds nothing up, such as dates in another order than usual.
    pub notes: Vec<Note>,
}

impl Assessment {
    /// A step's state.
    pub fn step(&self, id: &str) -> Option<&StepState> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// An item's state.
    pub fn item(&self, id: &str) -> Option<&ItemState> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// A gate's state.
    pub fn gate(&self, id: &str) -> Option<&GateState> {
        self.gates.iter().find(|gate| gate.id == *id)
    }

    /// The gates before the present stage that have shut again.
    pub fn shut_again(&self, edition: &Edition) -> Vec<&GateState> {
        let number = |id: &StageId| edition.stage(id.as_str()).map(|stage| stage.number);
        let present = self.stage.as_ref().and_then(number);
        let passed = |gate: &&GateState| !gate.open && number(&gate.stage) < present;
        self.gates.iter().filter(passed).collect()
    }

    /// The gate that the project has to pass next: that of its stage, or the last one.
    pub fn next_gate(&self) -> Option<&GateState> {
        self.gates
            .iter()
            .find(|gate| Some(&gate.stage) == self.stage.as_ref())
            .or(self.gates.last())
    }

    /// The stage's id, or `closed`.
    pub fn stage_name(&self) -> &str {
        self.stage.as_ref().map_or("closed", StageId::as_str)
    }
}

/// What the checklist makes of a project (guidance p. 16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligibility {
    /// The candidate verdict.
    pub verdict: Verdict,
    /// Where the routing questions lead: joint working, collaborative working or another form of
    /// support; `None` while they do not settle it.
    pub route: Option<Verdict>,
    /// Red questions answered no, in the guidance's order.
    pub red_no: Vec<ItemId>,
    /// Amber questions answered no.
    pub amber_no: Vec<ItemId>,
    /// Questions answered *not sure*, or with two versions.
    pub to_confirm: Vec<ItemId>,
    /// Questions that apply and are unanswered.
    pub unanswered: Vec<ItemId>,
    /// The questions that apply, in the guidance's order.
    pub applying: Vec<ItemId>,
    /// What each other verdict would take, smallest first.
    pub would_change: Vec<WouldChange>,
    /// Why, in sentences: what decides first.
    pub reasons: Vec<Reason>,
}

/// A smallest set of answers that leads to another verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldChange {
    /// Where it leads.
    pub verdict: Verdict,
    /// The changed or added answers, in the guidance's order.
    pub answers: Vec<NewAnswer>,
}

/// An answer that would change a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// The question.
    pub item: ItemId,
    /// Whether it would be a yes; else a no.
    pub yes: bool,
}

/// One reason for a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The questions that it rests on; none where it is the parties.
    pub items: Vec<ItemId>,
    /// The reason in a sentence.
    pub what: String,
    /// The page of the guidance.
    pub page: String,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is said yet.
    Empty,
    /// Something is said.
    Part,
    /// All is said.
    Done,
    /// It does not apply, with a reason.
    Skipped,
    /// It needs somebody to look: before all others.
    Attention,
}

impl State {
    /// The state as JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Part => "part",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Attention => "attention",
        }
    }
}

/// How far a step is, and what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepState {
    /// The step.
    pub id: StepId,
    /// Its stage.
    pub stage: StageId,
    /// How far it is.
    pub state: State,
    /// How many items and conditions are met.
    pub done: usize,
    /// How many apply, with one for each record that lacks a required field.
    pub total: usize,
    /// Its conditions that are no item.
    pub conditions: Vec<Condition>,
}

/// How far an item is.
#[allow(clippy::struct_excessive_bools)] // each is a question of its own that screens ask
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemState {
    /// The item.
    pub id: ItemId,
    /// Whether it applies now; an answer to one that does not is parked.
    pub applies: bool,
    /// Whether it counts in its step: it applies and is not merely suggested.
    pub counts: bool,
    /// Whether it counts as done: filled or skipped, sure, and one version of it. A red *no* is
    /// done, and still needs attention.
    pub done: bool,
    /// How far it is.
    pub state: State,
    /// Whether it is answered *not sure*.
    pub unsure: bool,
    /// Whether it has two versions.
    pub doubled: bool,
    /// How it stands to what it is carried from.
    pub carry: Carry,
}

/// How an item stands to what is carried to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// Nothing is carried to it, or it has an answer of its own (a head of the agreement: notes).
    None,
    /// A text is offered and not taken yet.
    Offered,
    /// It was taken as it stands.
    Confirmed,
    /// It was taken, and its source has changed since.
    SourceChanged,
}

/// Whether a gate is open, and what keeps it shut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateState {
    /// The gate.
    pub id: GateId,
    /// The stage that it ends.
    pub stage: StageId,
    /// Whether it is open: nothing is unmet.
    pub open: bool,
    /// What is unmet, most important first.
    pub unmet: Vec<Unmet>,
    /// The same grouped into sentences for people, each with where it leads.
    pub sentences: Vec<Sentence>,
}

/// Some unmet conditions as one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The sentence, such as `Red questions 4, 5 and 8 are open`.
    pub what: String,
    /// Where the first of them is met.
    pub to: Target,
    /// By whom and when it came about that they are not met, where they had been.
    pub since: Option<Turned>,
}

impl Sentence {
    /// The sentence with who and when, where the log tells by whose change it came about: `Red
    /// question 4 is answered no (B. Example, 14 Nov at 10:02)`.
    pub fn whole(&self, moment: impl Fn(jiff::Timestamp) -> String) -> String {
        let who = self.since.as_ref().map(|turned| {
            let at = turned.at.map(moment);
            let known = [turned.by.clone(), at].into_iter().flatten();
            (known.collect::<Vec<_>>().join(", "), turned.several)
        });
        match who {
            Some((who, true)) if !who.is_empty() => format!("{} (first by {who})", self.what),
            Some((who, false)) if !who.is_empty() => format!("{} ({who})", self.what),
            Some(_) | None => self.what.clone(),
        }
    }
}

/// By what a condition that had been met no longer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// Who changed it, where the log tells.
    pub by: Option<String>,
    /// When, where the log tells.
    pub at: Option<jiff::Timestamp>,
    /// Whether other changes followed, so that this was the first.
    pub several: bool,
    /// What puts it back.
    pub back: Back,
}

/// What can be put back, so that a condition is met again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// What the sign-off with this id covers, as it was signed.
    Signed(String),
    /// The PID, as an amendment was agreed with it by the approval with this id.
    Agreed(String),
    /// What was there before the entry of the log with this id.
    Entry(String),
}

/// One condition that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// Which rule, with what it concerns.
    pub rule: Rule,
    /// In words.
    pub what: String,
    /// Where it is met.
    pub to: Target,
}

/// A rule that a gate rests on, with what it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The verdict is no candidate.
    Verdict,
    /// A party rule is broken.
    Parties {
        /// The list of parties.
        list: ListId,
        /// The party that breaks it, where it is one.
        party: Option<String>,
    },
    /// An item of a step is not filled.
    StepItem {
        /// The item.
        item: ItemId,
    },
    /// A list of a step lacks something.
    StepList {
        /// The list.
        list: ListId,
        /// The party of which a record is missing.
        party: Option<String>,
        /// The record that lacks something.
        id: Option<String>,
    },
    /// The decision is not to go ahead.
    Decision {
        /// The item.
        item: ItemId,
    },
    /// A sign-off does not stand.
    SignOff {
        /// What is signed.
        subject: String,
        /// In which role.
        role: SignRole,
        /// By whom.
        party: String,
    },
    /// The work started too early.
    Prospective {
        /// The actual start.
        item: ItemId,
    },
    /// Somebody has not published the outcomes.
    Publication {
        /// The list.
        list: ListId,
        /// Who; `None` where nobody has to yet.
        party: Option<String>,
    },
    /// A transfer of value is not disclosed.
    Disclosure {
        /// The list.
        list: ListId,
        /// The record that is not disclosed.
        id: Option<String>,
        /// Whose record is missing.
        party: Option<String>,
        /// Of which year.
        year: Option<i16>,
    },
    /// An amendment is open.
    Amendment {
        /// The amendment.
        id: String,
    },
    /// The gate before is shut.
    EarlierGate {
        /// That gate.
        gate: GateId,
    },
}

impl Unmet {
    /// The row as `status --json` shows it: `rule`, its members, `what`.
    pub fn to_json(&self) -> Json {
        let mut row = self.rule.to_json();
        if let Some(members) = row.as_object_mut() {
            members.insert("what".to_owned(), json!(self.what));
            // A member that does not apply is left out, not null.
            members.retain(|_, value| !value.is_null());
        }
        row
    }
}

impl Rule {
    fn to_json(&self) -> Json {
        match self {
            Self::Verdict => json!({"rule": "verdict"}),
            Self::Parties { list, party } => json!({"rule": "parties", "list": list, "party": party}),
            Self::StepItem { item } => json!({"rule": "step", "item": item}),
            Self::StepList { list, party, id } => {
                json!({"rule": "step", "list": list, "party": party, "id": id})
            }
            Self::Decision { item } => json!({"rule": "decision", "item": item}),
            Self::SignOff { subject, role, party } => {
                json!({"rule": "sign-off", "subject": subject, "role": role, "party": party})
            }
            Self::Prospective { item } => json!({"rule": "prospective", "item": item}),
            Self::Publication { list, party } => json!({"rule": "publication", "list": list, "party": party}),
            Self::Disclosure {
                list,
                id,
                party,
                year,
            } => {
                json!({"rule": "disclosure", "list": list, "id": id, "party": party, "year": year})
            }
            Self::Amendment { id } => json!({"rule": "amendment", "id": id}),
            Self::EarlierGate { gate } => json!({"rule": "earlier-gate", "gate": gate}),
        }
    }
}

/// Somewhere to go: where a condition is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item.
    Item(ItemId),
    /// A list, and a record of it where it is one.
    List(ListId, Option<String>),
    /// A sign-off: subject, role and, where it is one, the party.
    SignOff(String, SignRole, Option<String>),
}

/// A sign-off that is wanted or was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOffState {
    /// What is signed.
    pub subject: String,
    /// In which role.
    pub role: SignRole,
    /// By whom: a party's id, `project-team` or `governance-committee`.
    pub party: String,
    /// Whether a gate or an amendment wants it.
    pub required: bool,
    /// How it stands.
    pub standing: Standing,
    /// The agreed amendment by which it counts as given although what it covers has changed.
    pub healed_by: Option<String>,
}

/// How a sign-off stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Not given, or withdrawn.
    Outstanding,
    /// Given, and what it covers is as it was.
    Given {
        /// The id of the sign-off.
        id: String,
    },
    /// Given, and what it covers has changed since.
    Lapsed {
        /// The id of the sign-off.
        id: String,
        /// What changed, most of it by item; in the guidance's order.
        changed: Vec<ChangedThing>,
    },
}

/// Something that changed under a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedThing {
    /// An item's id, or `list/record`.
    pub thing: String,
    /// What it is called.
    pub label: String,
    /// What it was when it was signed, where the log tells.
    pub was: Option<String>,
    /// Who changed it first since, where the log tells.
    pub by: Option<String>,
    /// When, where the log tells.
    pub at: Option<Timestamp>,
}

/// Something that may go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// The question that raised it, or the item that it concerns.
    pub item: Option<ItemId>,
    /// Its record in `risks`, once there is one.
    pub record: Option<String>,
    /// What it is called.
    pub title: String,
    /// Whether an answer raised it; else it is one of the project's own.
    pub raised: bool,
    /// `open`, `mitigated`, `accepted` or `no-longer-raised`.
    pub status: &'static str,
    /// What is done about it.
    pub mitigation: String,
    /// Who sees to it.
    pub owner: String,
    /// When its action is due.
    pub due: Option<Date>,
    /// Why it is no longer raised, where it is not.
    pub closed: Option<Closed>,
}

/// Why a risk is no longer raised, and who made it so, where the log tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Such as `question 12 is answered yes`.
    pub what: String,
    /// Who answered so.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
}

/// What kind of deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineKind {
    /// The project's expected end.
    ExpectedEnd,
    /// Publishing the outcomes.
    Publish,
    /// Disclosing a year's transfers of value.
    Disclosure,
    /// A milestone of the plan.
    Milestone,
    /// A risk's action.
    Risk,
    /// A measure's value.
    Measure,
}

impl DeadlineKind {
    /// The kind as JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExpectedEnd => "expected-end",
            Self::Publish => "publish",
            Self::Disclosure => "disclosure",
            Self::Milestone => "milestone",
            Self::Risk => "risk",
            Self::Measure => "measure",
        }
    }
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// What kind.
    pub kind: DeadlineKind,
    /// What, in words.
    pub what: String,
    /// The day.
    pub due: Date,
    /// Whether that day is past.
    pub overdue: bool,
    /// Where it is met.
    pub to: Target,
}

/// Something worth knowing that holds nothing up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// In a sentence.
    pub what: String,
    /// The page of the guidance.
    pub page: String,
    /// Where it can be seen.
    pub to: Target,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Where.
    pub to: Target,
    /// What, in words.
    pub what: String,
}

impl Next {
    /// As `status --json` shows it: `item`, `list` or `subject` (with `party`), and `what`.
    pub fn to_json(&self) -> Json {
        match &self.to {
            Target::Item(item) => json!({"item": item, "what": self.what}),
            Target::List(list, _) => json!({"list": list, "what": self.what}),
            Target::SignOff(subject, _, Some(party)) => {
                json!({"subject": subject, "party": party, "what": self.what})
            }
            Target::SignOff(subject, _, None) => json!({"subject": subject, "what": self.what}),
        }
    }
}
