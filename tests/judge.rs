//! The verdict against a second judge, written from the guidance's table without a look at the
//! first: every routing answer, a few thousand checklists, and what would change the verdict
//! found by trying every set of answers.

#![allow(missing_docs, clippy::unwrap_used)]

use proptest::prelude::*;
use std::collections::BTreeMap;
use triplewin::{
    guidance::{Edition, editions},
    rules::{Check, CheckAnswers, Eligibility, eligibility},
};

/// The sixteen questions by the guidance's numbers, in its order.
const NUMBERS: [&str; 16] = [
    "1A", "1B", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
];

/// What may be answered to a question: nothing, or one of three.
type Sheet = [Option<char>; 16];

/// The second judge: letters for answers, names for verdicts.
mod second {
    use super::Sheet;

    pub(super) fn verdict(sheet: &Sheet) -> &'static str {
        let [a, b] = [sheet[0], sheet[1]];
        let reds = &sheet[2..11];
        if a == Some('n') && b == Some('n') {
            "other-support"
        } else if reds.contains(&Some('n')) {
            "not-yet-eligible"
        } else if reds.iter().any(|red| *red != Some('y')) {
            "undetermined"
        } else if a == Some('y') {
            "joint-working"
        } else if a == Some('n') && b == Some('y') {
            "collaborative-working"
        } else {
            "undetermined"
        }
    }

    pub(super) fn route(sheet: &Sheet) -> Option<&'static str> {
        match (sheet[0], sheet[1]) {
            (Some('y'), _) => Some("joint-working"),
            (Some('n'), Some('y')) => Some("collaborative-working"),
            (Some('n'), Some('n')) => Some("other-support"),
            _ => None,
        }
    }

    pub(super) fn applies(sheet: &Sheet, at: usize) -> bool {
        match at {
            0 => true,
            1 => sheet[0] == Some('n'),
            _ => route(sheet) != Some("other-support"),
        }
    }

    /// The smallest set of answers that leads to a verdict, the earliest of equals, by trying all
    /// of one size before the next; positions and letters.
    pub(super) fn smallest_change(sheet: &Sheet, wanted: &str) -> Option<Vec<(usize, char)>> {
        (1..=11).find_map(|size| tried(sheet, wanted, 0, size, &mut Vec::new()))
    }

    fn tried(
        sheet: &Sheet,
        wanted: &str,
        from: usize,
        left: usize,
        chosen: &mut Vec<(usize, char)>,
    ) -> Option<Vec<(usize, char)>> {
        if left == 0 {
            return (verdict(sheet) == wanted).then(|| chosen.clone());
        }
        // Amber questions change no verdict, so that the last place that matters is question 10.
        for at in from..=11 - left {
            for answer in ['y', 'n'] {
                if sheet[at] == Some(answer) {
                    continue;
                }
                let mut next = *sheet;
                next[at] = Some(answer);
                chosen.push((at, answer));
                let found = tried(&next, wanted, at + 1, left - 1, chosen);
                chosen.pop();
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}

fn edition() -> &'static Edition {
    &editions()[0]
}

fn judged(sheet: &Sheet) -> Eligibility {
    let mut given = BTreeMap::new();
    for (answer, number) in sheet.iter().zip(NUMBERS) {
        let check = match answer {
            Some('y') => Check::Yes,
            Some('n') => Check::No,
            Some(_) => Check::Unsure,
            None => continue,
        };
        let item = edition()
            .checklist()
            .find(|item| item.number.as_deref() == Some(number))
            .unwrap();
        given.insert(item.id.clone(), check);
    }
    eligibility(edition(), &CheckAnswers::from_map(given))
}

fn numbers(items: &[triplewin::guidance::ItemId]) -> Vec<&'static str> {
    let number = |id: &str| {
        NUMBERS
            .into_iter()
            .find(|number| id == format!("checklist.{number}"))
            .unwrap()
    };
    items.iter().map(|item| number(item.as_str())).collect()
}

fn where_it_is(sheet: &Sheet, from: usize, to: usize, answer: Option<char>) -> Vec<&'static str> {
    let holds = |at: &usize| sheet[*at] == answer && second::applies(sheet, *at);
    (from..to).filter(holds).map(|at| NUMBERS[at]).collect()
}

fn assert_same(sheet: &Sheet) {
    let first = judged(sheet);
    assert_eq!(first.verdict.name(), second::verdict(sheet), "{sheet:?}");
    assert_eq!(
        first.route.map(triplewin::guidance::Verdict::name),
        second::route(sheet),
        "{sheet:?}"
    );
    assert_eq!(
        numbers(&first.red_no),
        where_it_is(sheet, 2, 11, Some('n')),
        "{sheet:?}"
    );
    assert_eq!(
        numbers(&first.amber_no),
        where_it_is(sheet, 11, 16, Some('n')),
        "{sheet:?}"
    );
    assert_eq!(
        numbers(&first.to_confirm),
        where_it_is(sheet, 0, 16, Some('u')),
        "{sheet:?}"
    );
    assert_eq!(
        numbers(&first.unanswered),
        where_it_is(sheet, 0, 16, None),
        "{sheet:?}"
    );
}

/// How many answers, the verdict's rank, and the answers by place and letter.
type Row = (usize, usize, Vec<(usize, char)>);

fn assert_would_change(sheet: &Sheet) {
    let order = [
        "joint-working",
        "collaborative-working",
        "not-yet-eligible",
        "other-support",
    ];
    let now = second::verdict(sheet);
    let mut wanted: Vec<Row> = order
        .iter()
        .enumerate()
        .filter(|(_, verdict)| **verdict != now)
        .map(|(rank, verdict)| (rank, second::smallest_change(sheet, verdict).unwrap()))
        .map(|(rank, change)| (change.len(), rank, change))
        .collect();
    wanted.sort_by_key(|(size, rank, _)| (*size, *rank));
    let found: Vec<Row> = judged(sheet)
        .would_change
        .iter()
        .map(|row| {
            let rank = order
                .iter()
                .position(|verdict| *verdict == row.verdict.name())
                .unwrap();
            let letter = |yes| if yes { 'y' } else { 'n' };
            let place = |id: &str| {
                NUMBERS
                    .iter()
                    .position(|number| id == format!("checklist.{number}"))
                    .unwrap()
            };
            let change: Vec<_> = row
                .answers
                .iter()
                .map(|answer| (place(answer.item.as_str()), letter(answer.yes)))
                .collect();
            (change.len(), rank, change)
        })
        .collect();
    assert_eq!(found, wanted, "{sheet:?}");
}

const ANSWERS: [Option<char>; 4] = [Some('y'), Some('n'), Some('u'), None];

#[test]
fn every_routing_answer_is_judged_as_the_table_says() {
    for a in ANSWERS {
        for b in ANSWERS {
            for red in ANSWERS {
                for one in ANSWERS {
                    for at in 2..16 {
                        let mut sheet: Sheet = [red; 16];
                        (sheet[0], sheet[1], sheet[at]) = (a, b, one);
                        assert_same(&sheet);
                    }
                }
            }
        }
    }
}

#[test]
fn what_would_change_the_verdict_is_true_and_smallest_for_every_routing_answer() {
    for a in ANSWERS {
        for b in ANSWERS {
            for (red, one) in [
                (Some('y'), Some('y')),
                (Some('y'), Some('n')),
                (Some('y'), None),
                (Some('y'), Some('u')),
            ] {
                for at in [2, 6, 10] {
                    let mut sheet: Sheet = [red; 16];
                    (sheet[0], sheet[1], sheet[at]) = (a, b, one);
                    assert_would_change(&sheet);
                }
            }
        }
    }
}

fn sheet() -> impl Strategy<Value = Sheet> {
    // Mostly yes, as real sheets are, so that every verdict comes up often.
    let answer =
        prop_oneof![6 => Just(Some('y')), 1 => Just(Some('n')), 1 => Just(Some('u')), 1 => Just(None)];
    let route = prop_oneof![Just(Some('y')), Just(Some('n')), Just(Some('u')), Just(None)];
    ([route.clone(), route], proptest::collection::vec(answer, 14)).prop_map(|(routes, rest)| {
        let mut sheet: Sheet = [None; 16];
        sheet[..2].copy_from_slice(&routes);
        sheet[2..].copy_from_slice(&rest);
        sheet
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_judges_agree_on_any_checklist(sheet in sheet()) {
        assert_same(&sheet);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_would_change_the_verdict_is_true_and_smallest(sheet in sheet()) {
        assert_would_change(&sheet);
    }
}
