//! One thing that is asked: an item with one answer, or a list with records.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::id::{ItemId, ListId, StepId, SubjectId};

/// Where in which source a reader finds the official wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The key of the source in the edition, such as `G`.
    pub key: String,
    /// The page or clause, as a reader would look it up.
    pub page: String,
}

/// What form an item's answer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// One line of at most 500 bytes.
    Line,
    /// A text of several lines, at most 50,000 bytes.
    Text,
    /// Three texts: for patients, the NHS and industry.
    ThreeWay,
    /// Yes, no and, where said, not sure.
    YesNo,
    /// One of the item's choices.
    Choice,
    /// A calendar quarter, such as `2026-Q4`.
    Quarter,
    /// A calendar month, such as `2026-11`.
    Month,
    /// A day, such as `2026-11-21`.
    Date,
    /// A length of 1 to 240 whole months.
    Months,
    /// Pence and what the sum says of VAT.
    Money,
    /// Go ahead, not to go ahead or deferred, with details.
    Decision,
    /// How far a practice is in place: one of the item's choices.
    Practice,
    /// A name and a date that stand for a statement.
    Attestation,
    /// How a head of the agreement is covered: clause and notes.
    Head,
    /// What came of the project in one respect: one of the item's choices.
    Outcome,
    /// From one quarter or month to another.
    Period,
}

impl ItemKind {
    /// The kind as the edition and `guidance --json` spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::ThreeWay => "three-way",
            Self::YesNo => "yes-no",
            Self::Choice => "choice",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Date => "date",
            Self::Months => "months",
            Self::Money => "money",
            Self::Decision => "decision",
            Self::Practice => "practice",
            Self::Attestation => "attestation",
            Self::Head => "head",
            Self::Outcome => "outcome",
            Self::Period => "period",
        }
    }
}

/// What a *no* to a checklist question means (guidance p. 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It decides which kind of working the project is a candidate for.
    Route,
    /// A *no* means that this is not collaborative or joint working.
    Red,
    /// A *no* is a risk to deal with; it never changes the verdict.
    Amber,
}

/// An item applies where another has one of some values; false while that one is unanswered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The item looked at.
    pub item: ItemId,
    /// The values any of which makes the condition true.
    pub is: Vec<String>,
}

/// One value that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The value in the file.
    pub value: String,
    /// How people read it.
    pub label: String,
    /// What choosing it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Where a carried text comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarrySource {
    /// The id of an item or a list.
    pub from: String,
    /// Of a list: the fields that the receiving item asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// How several carried sources make one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// Texts, one after the other with a blank line between.
    #[default]
    Texts,
    /// A start quarter and a length in months: the quarter that holds the last month.
    Completion,
    /// Two ends: the period between them.
    Period,
}

/// The unit of a period's two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodOf {
    /// Calendar quarters.
    Quarters,
    /// Calendar months.
    Months,
}

/// Something that is asked and answered once.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // each is a mark of its own in the edition's data
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The step that asks it.
    #[serde(skip, default = "nowhere")]
    pub step: StepId,
    /// The guidance's own number, such as `1A`.
    pub number: Option<String>,
    /// At most 22 characters, for outlines and tables.
    pub label: String,
    /// The guidance's own name of the field, where it is another than the label.
    pub field_name: Option<String>,
    /// The form of its answer.
    pub kind: ItemKind,
    /// The question.
    pub prompt: String,
    /// Why it is asked.
    pub why: String,
    /// What a good answer holds, or what turns a *no* into a *yes*.
    pub help: String,
    /// Where the official wording stands.
    pub source: Citation,
    /// What a *no* means, in a checklist.
    pub severity: Option<Severity>,
    /// When it applies; always where absent.
    pub when: Option<Condition>,
    /// Asked, but not counted, where `when` is false.
    #[serde(default)]
    pub suggested: bool,
    /// Whether *not applicable, because …* is an answer.
    #[serde(default)]
    pub skippable: bool,
    /// Whether *not sure* is an answer.
    #[serde(default = "yes")]
    pub unsure: bool,
    /// Of a head: whether *not applicable* is an answer.
    #[serde(default)]
    pub not_applicable: bool,
    /// The values that may be chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Of a period: the unit of its ends.
    pub period_of: Option<PeriodOf>,
    /// What is offered as its answer from elsewhere.
    #[serde(default)]
    pub carry: Vec<CarrySource>,
    /// How the carried sources make one answer.
    #[serde(default)]
    pub join: Join,
    /// The set of like things that is shown as one table.
    pub set: Option<String>,
    /// The heading within a set.
    pub group: Option<String>,
    /// Said where the product reads the guidance in its own way.
    pub ours: Option<String>,
}

impl Item {
    /// How the item is spoken of: its number where it has one, else its label.
    pub fn name(&self) -> &str {
        self.number.as_deref().unwrap_or(&self.label)
    }

    /// What the guidance's form calls it, as documents do.
    pub fn field_name(&self) -> &str {
        self.field_name.as_deref().unwrap_or(&self.label)
    }

    /// How people read one of its values; the value itself where it has no label.
    pub fn choice_label<'a>(&'a self, value: &'a str) -> &'a str {
        label_of(&self.choices, value)
    }
}

/// Something of which a project holds several records.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// The step that asks it.
    #[serde(skip, default = "nowhere")]
    pub step: StepId,
    /// At most 22 characters, for outlines and tables.
    pub label: String,
    /// One record, such as `party`.
    pub one: String,
    /// Several records, such as `parties`.
    pub many: String,
    /// The question.
    pub prompt: String,
    /// Why it is asked.
    pub why: String,
    /// What good records hold.
    pub help: String,
    /// Where the official wording stands.
    pub source: Citation,
    /// The fields of the table, at most four.
    pub columns: Vec<String>,
    /// The fields of a record, in order.
    pub fields: Vec<Field>,
    /// Said where the product reads the guidance in its own way.
    pub ours: Option<String>,
    /// Always `list`.
    #[serde(rename = "kind")]
    pub(crate) _kind: ListKind,
}

/// The one kind of a list, which tells it from an item in the edition's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListKind {
    List,
}

impl List {
    /// A field of its records.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// `1 party`, `3 parties`.
    pub fn count(&self, records: usize) -> String {
        format!("{records} {}", if records == 1 { &self.one } else { &self.many })
    }
}

/// One field of a list's records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in the record.
    pub id: String,
    /// At most 22 characters, for forms and tables.
    pub label: String,
    /// The guidance's own name of the field, where it is another than the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field_name: Option<String>,
    /// The form of its value.
    pub kind: FieldKind,
    /// Whether a record without it holds its step open.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// The field that may stand in its place: it is required only where that one is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
    /// Whether it tells what came of the plan, and so no sign-off covers it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub progress: bool,
    /// What it holds, in a line.
    pub help: String,
    /// The values that may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Of references: the subject whose content they name; whatever is asked where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<SubjectId>,
}

impl Field {
    /// What the guidance's form calls it, as documents do.
    pub fn field_name(&self) -> &str {
        self.field_name.as_deref().unwrap_or(&self.label)
    }

    /// How people read one of its values; the value itself where it has no label.
    pub fn choice_label<'a>(&'a self, value: &'a str) -> &'a str {
        label_of(&self.choices, value)
    }
}

/// What form a field's value takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line of at most 500 bytes.
    Line,
    /// A text of several lines, at most 50,000 bytes.
    Text,
    /// One of the field's choices.
    Choice,
    /// A day, such as `2026-11-21`.
    Date,
    /// The id of a party.
    Party,
    /// The id of a party that is a company.
    Company,
    /// A calendar year, 1900 to 2999.
    Year,
    /// Whole pence, 0 to 10^13.
    Pence,
    /// The id of an item.
    Reference,
    /// Ids of items or lists.
    References,
}

/// One entry of a step: an item or a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Answered once.
    Item(Item),
    /// Holds records.
    List(List),
}

impl Entry {
    /// The id, which stands once among all items and lists.
    pub fn id(&self) -> &str {
        match self {
            Self::Item(item) => item.id.as_str(),
            Self::List(list) => list.id.as_str(),
        }
    }

    /// The label, at most 22 characters.
    pub fn label(&self) -> &str {
        match self {
            Self::Item(item) => &item.label,
            Self::List(list) => &list.label,
        }
    }

    /// The item, where it is one.
    pub fn as_item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            Self::List(_) => None,
        }
    }

    /// The list, where it is one.
    pub fn as_list(&self) -> Option<&List> {
        match self {
            Self::List(list) => Some(list),
            Self::Item(_) => None,
        }
    }
}

impl fmt::Display for ItemKind {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

fn label_of<'a>(choices: &'a [Choice], value: &'a str) -> &'a str {
    choices
        .iter()
        .find(|choice| choice.value == value)
        .map_or(value, |choice| &choice.label)
}

fn nowhere() -> StepId {
    StepId::from("")
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde calls it with a reference
fn is_false(flag: &bool) -> bool {
    !flag
}
