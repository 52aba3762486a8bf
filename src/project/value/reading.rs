//! From JSON to a value: its shape by its kind, its texts by their length and characters.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::{
    LENGTH_LIMIT, LINE_LIMIT, Money, PENCE_LIMIT, TEXT_LIMIT, ThreeWay, Value, ValueError, is_emptying,
};
use crate::{
    characters::{first_unwelcome, quoted},
    guidance::{Item, ItemKind, PeriodOf},
    project::calendar::{Month, Quarter, day},
};

impl Value {
    /// The value that a JSON value is for an item, `None` where it is blank; fails on one of
    /// another kind, too long, or with control characters.
    pub fn from_json(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        let value = Self::shaped(item, json)?;
        if let Some(value) = &value {
            value.sound(item)?;
        }
        Ok(value.filter(|value| !value.is_blank()))
    }

    /// The value that a file holds for an item: as [`Self::from_json`], but length and control
    /// characters are left as they are.
    pub fn from_file(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        Ok(Self::shaped(item, json)?.filter(|value| !value.is_blank()))
    }

    /// The members that a value of the kind has; none where it is no object.
    pub(in crate::project) fn members(kind: ItemKind) -> &'static [&'static str] {
        match kind {
            ItemKind::ThreeWay => &["patients", "nhs", "industry"],
            ItemKind::Money => &["pence", "vat"],
            ItemKind::Decision => &["choice", "details"],
            ItemKind::Attestation => &["name", "date"],
            ItemKind::Head => &["covered", "clause", "notes"],
            ItemKind::Period => &["from", "to"],
            ItemKind::Line
            | ItemKind::Text
            | ItemKind::YesNo
            | ItemKind::Choice
            | ItemKind::Quarter
            | ItemKind::Month
            | ItemKind::Date
            | ItemKind::Months
            | ItemKind::Practice
            | ItemKind::Outcome => &[],
        }
    }

    fn shaped(item: &Item, json: &Json) -> Result<Option<Self>, ValueError> {
        if is_emptying(json) || *json == json!([]) {
            return Ok(None);
        }
        let members = |wanted| object(json, Self::members(item.kind), wanted);
        let value = match item.kind {
            ItemKind::Line => {
                let text = string(json, "a line of text")?;
                one_line(text)?;
                Self::Text(text.to_owned())
            }
            ItemKind::Text => Self::Text(string(json, "text")?.to_owned()),
            ItemKind::YesNo if item.unsure => Self::Chosen(one_of(json, &["yes", "no", "unsure"])?),
            ItemKind::YesNo => Self::Chosen(one_of(json, &["yes", "no"])?),
            ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => {
                Self::Chosen(one_of(json, &allowed(item))?)
            }
            ItemKind::Quarter => Self::Quarter(quarter(json)?),
            ItemKind::Month => Self::Month(month(json)?),
            ItemKind::Date => Self::Date(date(json)?),
            ItemKind::Months => Self::Months(months(json)?),
            ItemKind::ThreeWay => {
                let members = members(THREE_WAY)?;
                let part = |key| text_member(members, key, THREE_WAY);
                Self::ThreeWay(ThreeWay {
                    patients: part("patients")?,
                    nhs: part("nhs")?,
                    industry: part("industry")?,
                })
            }
            ItemKind::Money => {
                let members = members(MONEY)?;
                let pence = members
                    .get("pence")
                    .and_then(Json::as_u64)
                    .filter(|pence| *pence <= PENCE_LIMIT);
                Self::Money(Money {
                    pence: pence.ok_or_else(|| wrong(MONEY, json))?,
                    vat: one_of(member(members, "vat"), &["included", "excluded", "none"])?,
                })
            }
            ItemKind::Decision => {
                let members = members(DECISION)?;
                Self::Decision {
                    choice: one_of(member(members, "choice"), &allowed(item))?,
                    details: text_member(members, "details", DECISION)?,
                }
            }
            ItemKind::Attestation => {
                let members = members(ATTESTATION)?;
                let day = member(members, "date");
                Self::Attestation {
                    name: line_member(members, "name", ATTESTATION)?,
                    date: if is_emptying(day) { None } else { Some(date(day)?) },
                }
            }
            ItemKind::Head => {
                let members = members(HEAD)?;
                let covered = member(members, "covered");
                let allowed: &[&str] = if item.not_applicable {
                    &["yes", "no", "not-applicable"]
                } else {
                    &["yes", "no"]
                };
                Self::Head {
                    covered: if is_emptying(covered) {
                        String::new()
                    } else {
                        one_of(covered, allowed)?
                    },
                    clause: line_member(members, "clause", HEAD)?,
                    notes: text_member(members, "notes", HEAD)?,
                }
            }
            ItemKind::Period => {
                let members = members("a period with from and to")?;
                let (from, to) = (member(members, "from"), member(members, "to"));
                let ordered = match item.period_of {
                    Some(PeriodOf::Months) => {
                        let (from, to) = (month(from)?, month(to)?);
                        (from <= to).then_some(Self::MonthSpan(from, to))
                    }
                    Some(PeriodOf::Quarters) | None => {
                        let (from, to) = (quarter(from)?, quarter(to)?);
                        (from <= to).then_some(Self::Quarters(from, to))
                    }
                };
                ordered.ok_or_else(|| wrong("a period whose end is not before its start", json))?
            }
        };
        Ok(Some(value))
    }

    /// Whether its texts are short enough and hold no control characters.
    fn sound(&self, item: &Item) -> Result<(), ValueError> {
        match self {
            Self::Text(text) if item.kind == ItemKind::Line => sound_text(text, LINE_LIMIT),
            Self::Text(text) | Self::Decision { details: text, .. } => sound_text(text, TEXT_LIMIT),
            Self::ThreeWay(parts) => parts
                .parts()
                .iter()
                .try_for_each(|(_, text)| sound_text(text, TEXT_LIMIT)),
            Self::Attestation { name, .. } => sound_text(name, LINE_LIMIT),
            Self::Head { clause, notes, .. } => {
                sound_text(clause, LINE_LIMIT)?;
                sound_text(notes, TEXT_LIMIT)
            }
            Self::Chosen(_)
            | Self::Quarter(_)
            | Self::Month(_)
            | Self::Date(_)
            | Self::Months(_)
            | Self::Money(_)
            | Self::Quarters(..)
            | Self::MonthSpan(..) => Ok(()),
        }
    }
}

/// A text of at most `limit` bytes without control characters; fails on any other.
pub fn sound_text(text: &str, limit: usize) -> Result<(), ValueError> {
    if text.len() > limit {
        return Err(ValueError::TooLong {
            limit,
            found: text.len(),
        });
    }
    match first_unwelcome(text) {
        Some(c) => Err(ValueError::Character(c.escape_default().to_string())),
        None => Ok(()),
    }
}

/// A text of at most [`LINE_LIMIT`] bytes in one line, without control characters; fails on any
/// other.
pub(in crate::project) fn sound_line(text: &str) -> Result<(), ValueError> {
    sound_text(text, LINE_LIMIT)?;
    one_line(text)
}

pub(in crate::project) fn one_line(text: &str) -> Result<(), ValueError> {
    if text.contains('\n') {
        Err(ValueError::LineBreak)
    } else {
        Ok(())
    }
}

const THREE_WAY: &str = r#"{"patients":"…","nhs":"…","industry":"…"}"#;
const MONEY: &str = r#"{"pence":1250000,"vat":"included|excluded|none"}, at most 10000000000000 pence"#;
const DECISION: &str = r#"{"choice":"go-ahead|no-go|deferred","details":"…"}"#;
const ATTESTATION: &str = r#"{"name":"…","date":"2026-11-21"}"#;
const HEAD: &str = r#"{"covered":"yes|no","clause":"…","notes":"…"}"#;

fn allowed(item: &Item) -> Vec<&str> {
    item.choices.iter().map(|choice| choice.value.as_str()).collect()
}

pub(in crate::project) fn wrong(wanted: &str, found: &Json) -> ValueError {
    let found = match found {
        Json::String(text) => quoted(text),
        Json::Null => "nothing".to_owned(),
        other => crate::characters::escaped(&other.to_string()),
    };
    ValueError::Kind {
        wanted: wanted.to_owned(),
        found,
    }
}

pub(in crate::project) fn string<'a>(json: &'a Json, wanted: &str) -> Result<&'a str, ValueError> {
    json.as_str().ok_or_else(|| wrong(wanted, json))
}

pub(in crate::project) fn one_of(json: &Json, allowed: &[&str]) -> Result<String, ValueError> {
    match json.as_str() {
        Some(text) if allowed.contains(&text) => Ok(text.to_owned()),
        _ => {
            let wanted = match allowed {
                [] => "nothing".to_owned(),
                [only] => (*only).to_owned(),
                [first @ .., last] => format!("{} or {last}", first.join(", ")),
            };
            Err(wrong(&wanted, json))
        }
    }
}

fn quarter(json: &Json) -> Result<Quarter, ValueError> {
    let wanted = "a quarter such as 2026-Q4";
    string(json, wanted)?.parse().map_err(|_| wrong(wanted, json))
}

fn month(json: &Json) -> Result<Month, ValueError> {
    let wanted = "a month such as 2026-11";
    string(json, wanted)?.parse().map_err(|_| wrong(wanted, json))
}

pub(in crate::project) fn date(json: &Json) -> Result<Date, ValueError> {
    let wanted = "a day such as 2026-11-21";
    day(string(json, wanted)?).ok_or_else(|| wrong(wanted, json))
}

fn months(json: &Json) -> Result<u16, ValueError> {
    json.as_u64()
        .and_then(|months| u16::try_from(months).ok())
        .filter(|months| (1..=LENGTH_LIMIT).contains(months))
        .ok_or_else(|| wrong("a number of months from 1 to 240", json))
}

fn object<'a>(json: &'a Json, keys: &[&str], wanted: &str) -> Result<&'a Map<String, Json>, ValueError> {
    let members = json.as_object().ok_or_else(|| wrong(wanted, json))?;
    match members.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(ValueError::Member(quoted(key))),
        None => Ok(members),
    }
}

fn member<'a>(members: &'a Map<String, Json>, key: &str) -> &'a Json {
    members.get(key).unwrap_or(&Json::Null)
}

fn text_member(members: &Map<String, Json>, key: &str, wanted: &str) -> Result<String, ValueError> {
    match member(members, key) {
        Json::Null => Ok(String::new()),
        json => string(json, wanted).map(str::to_owned),
    }
}

fn line_member(members: &Map<String, Json>, key: &str, wanted: &str) -> Result<String, ValueError> {
    let line = text_member(members, key, wanted)?;
    one_line(&line)?;
    Ok(line)
}
