//! What the checklist makes of a project, whole: verdict, lists, reasons, and what would change it.

use super::{
    assessment::{Eligibility, NewAnswer, WouldChange},
    checklist::{Check, CheckAnswers, Checklist, answer},
    reasons,
};
use crate::guidance::{Edition, ItemId, Severity, Verdict};

/// The most routing questions whose answers are tried for what would change a verdict.
const ROUTES: usize = 6;

/// What the answers make of a project (guidance p. 16), with why, and what would change it.
pub fn eligibility(edition: &Edition, answers: &CheckAnswers) -> Eligibility {
    let checklist = Checklist::new(edition, answers);
    let given = checklist.given.as_slice();
    let applying: Vec<usize> = (0..checklist.questions.len())
        .filter(|&at| checklist.applies(at, given))
        .collect();
    let id = |at: usize| {
        checklist
            .questions
            .get(at)
            .map(|question| question.item.id.clone())
    };
    let ids = |wanted: &dyn Fn(Severity, Option<Check>) -> bool| -> Vec<ItemId> {
        applying
            .iter()
            .filter(|&&at| {
                checklist
                    .questions
                    .get(at)
                    .is_some_and(|question| wanted(question.severity, answer(given, at)))
            })
            .filter_map(|&at| id(at))
            .collect()
    };
    let mut eligibility = Eligibility {
        verdict: checklist.verdict(given),
        route: checklist.route(given),
        red_no: ids(&|severity, answer| severity == Severity::Red && answer == Some(Check::No)),
        amber_no: ids(&|severity, answer| severity == Severity::Amber && answer == Some(Check::No)),
        to_confirm: ids(&|_, answer| answer == Some(Check::Unsure)),
        unanswered: ids(&|_, answer| answer.is_none()),
        applying: ids(&|_, _| true),
        would_change: would_change(&checklist),
        reasons: Vec::new(),
    };
    eligibility.reasons = reasons::reasons(edition, answers, &eligibility);
    eligibility
}

/// For each other verdict that answers can reach, a smallest set of answers that does: smallest
/// first, equals in the order of the verdicts.
fn would_change(checklist: &Checklist) -> Vec<WouldChange> {
    let now = checklist.verdict(&checklist.given);
    let ways = ways(checklist);
    let mut rows: Vec<WouldChange> = Verdict::ALL
        .into_iter()
        .filter(|&verdict| verdict != now && verdict != Verdict::Undetermined)
        .filter_map(|verdict| {
            let best = ways
                .iter()
                .filter_map(|way| towards(checklist, way, verdict))
                .filter(|answers| checklist.verdict(answers) == verdict)
                .map(|answers| changes(checklist, &answers))
                // Of equally small sets the one earliest in the guidance's order, a yes before a no.
                .min_by_key(|changes| {
                    let (places, checks): (Vec<_>, Vec<_>) = changes.iter().copied().unzip();
                    (changes.len(), places, checks)
                })?;
            Some(WouldChange {
                verdict,
                answers: best
                    .into_iter()
                    .filter_map(|(at, check)| {
                        Some(NewAnswer {
                            item: checklist.questions.get(at)?.item.id.clone(),
                            yes: check == Check::Yes,
                        })
                    })
                    .collect(),
            })
        })
        .collect();
    rows.sort_by_key(|row| row.answers.len());
    rows
}

/// Every way of answering the routing questions: what is given, and each changed. There are few
/// of them; the red questions need no search.
fn ways(checklist: &Checklist) -> Vec<Vec<Option<Check>>> {
    let mut ways = vec![checklist.given.clone()];
    for &(at, _) in checklist.routes.iter().take(ROUTES) {
        let mut more = Vec::new();
        for way in &ways {
            for check in [Check::Yes, Check::No] {
                let mut changed = way.clone();
                set(&mut changed, at, check);
                more.push(changed);
            }
        }
        ways.extend(more);
    }
    ways
}

/// The least done to the red questions so that a way may lead to the verdict.
fn towards(checklist: &Checklist, way: &[Option<Check>], verdict: Verdict) -> Option<Vec<Option<Check>>> {
    let mut answers = way.to_vec();
    let reds: Vec<usize> = checklist.asked_reds(way).collect();
    match verdict {
        Verdict::JointWorking | Verdict::CollaborativeWorking => {
            for at in reds {
                set(&mut answers, at, Check::Yes);
            }
        }
        Verdict::NotYetEligible => {
            if !reds.iter().any(|&at| answer(way, at) == Some(Check::No)) {
                set(&mut answers, *reds.first()?, Check::No);
            }
        }
        Verdict::OtherSupport | Verdict::Undetermined => {}
    }
    Some(answers)
}

/// Which answers differ from those given.
fn changes(checklist: &Checklist, answers: &[Option<Check>]) -> Vec<(usize, Check)> {
    answers
        .iter()
        .enumerate()
        .filter(|&(at, &changed)| changed != answer(&checklist.given, at))
        .filter_map(|(at, &changed)| Some((at, changed?)))
        .collect()
}

fn set(answers: &mut [Option<Check>], at: usize, check: Check) {
    if let Some(place) = answers.get_mut(at) {
        *place = Some(check);
    }
}
