//! Why a verdict is what it is: sentences by question, what decides first, each with its page.

use super::{
    assessment::{Eligibility, Reason},
    checklist::{Check, CheckAnswers},
    words::{and, capital, ranges},
};
use crate::guidance::{Edition, Item, ItemId, ListRole, Severity, Verdict};

/// The reasons for the verdict of an eligibility whose lists are known.
pub(super) fn reasons(edition: &Edition, answers: &CheckAnswers, found: &Eligibility) -> Vec<Reason> {
    let told = Told { edition, answers };
    let mut reasons = Vec::new();
    match found.verdict {
        Verdict::OtherSupport => reasons.extend(told.no_route(found)),
        Verdict::NotYetEligible => {
            reasons.extend(told.red_no(found));
            reasons.extend(told.open(found));
        }
        Verdict::Undetermined => {
            reasons.extend(told.open(found));
            reasons.extend(told.route(found));
        }
        Verdict::JointWorking | Verdict::CollaborativeWorking => {
            reasons.extend(told.route(found));
            reasons.extend(told.all_red(found));
        }
    }
    reasons.extend(told.amber(found));
    reasons
}

struct Told<'a> {
    edition: &'a Edition,
    answers: &'a CheckAnswers,
}

impl Told<'_> {
    /// The routing question that was answered yes, and what the parties make of it.
    fn route(&self, found: &Eligibility) -> Vec<Reason> {
        let Some(to) = found.route else {
            return Vec::new();
        };
        let yes = self.edition.routes.iter().find(|route| {
            self.answers.get(route.item.as_str()) == Some(Check::Yes) && found.applying.contains(&route.item)
        });
        let Some(route) = yes else {
            return self.no_route(found);
        };
        let Some(item) = self.edition.item(route.item.as_str()) else {
            return Vec::new();
        };
        let mut reasons = vec![Reason {
            items: vec![item.id.clone()],
            what: if to == route.to {
                format!(
                    "Question {} is answered yes, which makes it a candidate for {}.",
                    titled(item),
                    to.words()
                )
            } else {
                format!("Question {} is answered yes.", titled(item))
            },
            page: item.source.page.clone(),
        }];
        if to != route.to {
            let page = self
                .edition
                .list_role(ListRole::Parties)
                .and_then(|list| self.edition.list(list.as_str()))
                .map(|list| list.source.page.clone())
                .unwrap_or_default();
            reasons.insert(
                0,
                Reason {
                    items: Vec::new(),
                    what: format!(
                        "The parties include a healthcare organisation and no NHS one. {} needs the NHS as a party and is the narrower form of {}, which covers benefit to patients too; question {} stays as it is.",
                        capital(route.to.words()),
                        to.words(),
                        item.name(),
                    ),
                    page,
                },
            );
        }
        reasons
    }

    fn no_route(&self, found: &Eligibility) -> Vec<Reason> {
        let routes: Vec<&Item> = self
            .edition
            .routes
            .iter()
            .filter(|route| found.applying.contains(&route.item))
            .filter_map(|route| self.edition.item(route.item.as_str()))
            .collect();
        let Some(first) = routes.first() else {
            return Vec::new();
        };
        let names: Vec<String> = routes.iter().map(|item| titled(item)).collect();
        let (be, rest) = if routes.len() == 1 {
            ("is", "")
        } else {
            ("are", " all")
        };
        let rest = if routes.len() == 2 { " both" } else { rest };
        vec![Reason {
            items: routes.iter().map(|item| item.id.clone()).collect(),
            what: format!(
                "{} {} {be}{rest} answered no: another form of support fits better.",
                questions(routes.len()),
                and(&names)
            ),
            page: first.source.page.clone(),
        }]
    }

    fn red_no(&self, found: &Eligibility) -> Vec<Reason> {
        self.items(&found.red_no)
            .map(|item| Reason {
                items: vec![item.id.clone()],
                what: format!(
                    "Red question {} is answered no: change the project there, or look at another form of support.",
                    titled(item)
                ),
                page: item.source.page.clone(),
            })
            .collect()
    }

    /// The routing and red questions that are open or not sure.
    fn open(&self, found: &Eligibility) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for (ids, state) in [
            (&found.unanswered, "not answered yet"),
            (&found.to_confirm, "not sure yet"),
        ] {
            for severity in [Severity::Route, Severity::Red] {
                let items: Vec<&Item> = self
                    .items(ids)
                    .filter(|item| item.severity == Some(severity))
                    .collect();
                let Some(first) = items.first() else {
                    continue;
                };
                let ids: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
                let names = match items.as_slice() {
                    [only] => vec![titled(only)],
                    _ => ranges(self.edition, &ids),
                };
                let red = if severity == Severity::Red {
                    "Red question"
                } else {
                    "Question"
                };
                let (plural, be) = if items.len() == 1 {
                    ("", "is")
                } else {
                    ("s", "are")
                };
                reasons.push(Reason {
                    items: ids,
                    what: format!("{red}{plural} {} {be} {state}.", and(&names)),
                    page: first.source.page.clone(),
                });
            }
        }
        reasons
    }

    fn all_red(&self, found: &Eligibility) -> Option<Reason> {
        let reds: Vec<&Item> = self
            .items(&found.applying)
            .filter(|item| item.severity == Some(Severity::Red))
            .collect();
        let (first, last) = (reds.first()?, reds.last()?);
        Some(Reason {
            items: reds.iter().map(|item| item.id.clone()).collect(),
            what: if reds.len() == 1 {
                format!("Red question {} is answered yes.", titled(first))
            } else {
                format!(
                    "All {} red questions, {} to {}, are answered yes.",
                    number(reds.len()),
                    first.name(),
                    last.name()
                )
            },
            page: first.source.page.clone(),
        })
    }

    fn amber(&self, found: &Eligibility) -> Vec<Reason> {
        self.items(&found.amber_no)
            .map(|item| Reason {
                items: vec![item.id.clone()],
                what: format!(
                    "Amber question {} is answered no: a risk to deal with, which does not change the verdict.",
                    titled(item)
                ),
                page: item.source.page.clone(),
            })
            .collect()
    }

    fn items<'b>(&'b self, ids: &'b [ItemId]) -> impl Iterator<Item = &'b Item> {
        ids.iter().filter_map(|id| self.edition.item(id.as_str()))
    }
}

/// A question's number with its label in brackets, such as `4 (A fair share)`.
fn titled(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("{number} ({})", item.label),
        None => item.label.clone(),
    }
}

fn questions(count: usize) -> &'static str {
    if count == 1 { "Question" } else { "Questions" }
}

/// A small number in words.
fn number(count: usize) -> String {
    match count {
        2 => "two",
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        7 => "seven",
        8 => "eight",
        9 => "nine",
        10 => "ten",
        _ => return count.to_string(),
    }
    .to_owned()
}
