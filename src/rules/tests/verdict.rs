//! The brief's table of verdicts, and what would change them against a search of everything.

use proptest::prelude::*;
use std::collections::BTreeMap;

use super::*;
use crate::guidance::{ItemId, Severity};

/// Answers as triage takes them: numbers, and y, n or u.
fn given(answers: &str) -> CheckAnswers {
    let mut map = BTreeMap::new();
    for pair in answers.split_whitespace() {
        let (numbers, letter) = pair.split_once('=').unwrap();
        let check = match letter {
            "y" => Check::Yes,
            "n" => Check::No,
            _ => Check::Unsure,
        };
        for item in edition().checklist() {
            let number = item.number.clone().unwrap();
            let wanted = match numbers {
                "reds" => item.severity == Some(Severity::Red),
                "ambers" => item.severity == Some(Severity::Amber),
                other => other == number,
            };
            if wanted {
                map.insert(item.id.clone(), check);
            }
        }
    }
    CheckAnswers::from_map(map)
}

fn numbers(ids: &[ItemId]) -> Vec<&str> {
    ids.iter()
        .map(|id| id.as_str().strip_prefix("checklist.").unwrap())
        .collect()
}

#[test]
fn the_verdict_follows_the_briefs_table() {
    use Verdict::*;
    for (answers, verdict) in [
        // joint working: 1A yes, and 2 to 10 all yes
        ("1A=y reds=y", JointWorking),
        ("1A=y 1B=n reds=y ambers=n", JointWorking),
        ("1A=y reds=y 10=u", Undetermined),
        // collaborative working: 1A no, 1B yes, and 2 to 10 all yes
        ("1A=n 1B=y reds=y", CollaborativeWorking),
        ("1A=n 1B=y reds=y ambers=u", CollaborativeWorking),
        // not yet eligible: a red no, whatever else is open
        ("4=n", NotYetEligible),
        ("1A=y reds=y 4=n", NotYetEligible),
        ("1A=n 1B=u 2=n", NotYetEligible),
        ("1A=u reds=u 10=n", NotYetEligible),
        // another form of support: 1A no and 1B no
        ("1A=n 1B=n", OtherSupport),
        ("1A=n 1B=n reds=n", OtherSupport),
        ("1A=n 1B=n reds=y ambers=y", OtherSupport),
        // undetermined: anything else
        ("", Undetermined),
        ("reds=y", Undetermined),
        ("1A=u 1B=y reds=y", Undetermined),
        ("1A=n reds=y", Undetermined),
        ("1A=n 1B=u reds=y", Undetermined),
        ("1B=n", Undetermined),
        ("ambers=n", Undetermined),
    ] {
        assert_eq!(
            eligibility(edition(), &given(answers)).verdict,
            verdict,
            "{answers:?}"
        );
    }
}

#[test]
fn the_contracts_example_comes_out_as_it_stands() {
    let found = eligibility(edition(), &given("1A=y 2=y 4=n 6=u 12=n"));
    assert_eq!(found.verdict, Verdict::NotYetEligible);
    assert_eq!(found.route, Some(Verdict::JointWorking));
    assert_eq!(numbers(&found.red_no), ["4"]);
    assert_eq!(numbers(&found.amber_no), ["12"]);
    assert_eq!(numbers(&found.to_confirm), ["6"]);
    assert_eq!(
        numbers(&found.unanswered),
        ["3", "5", "7", "8", "9", "10", "11", "13", "14", "15"]
    );
    let rows: Vec<_> = found
        .would_change
        .iter()
        .map(|row| {
            let answers: Vec<_> = row
                .answers
                .iter()
                .map(|answer| {
                    format!(
                        "{}={}",
                        numbers(std::slice::from_ref(&answer.item))[0],
                        if answer.yes { "y" } else { "n" }
                    )
                })
                .collect();
            format!("{}: {}", row.verdict, answers.join(" "))
        })
        .collect();
    assert_eq!(
        rows,
        [
            "other-support: 1A=n 1B=n",
            "joint-working: 3=y 4=y 5=y 6=y 7=y 8=y 9=y 10=y",
            "collaborative-working: 1A=n 1B=y 3=y 4=y 5=y 6=y 7=y 8=y 9=y 10=y",
        ]
    );
}

#[test]
fn parked_answers_are_never_named_and_count_when_they_come_back() {
    let other = eligibility(edition(), &given("1A=n 1B=n 2=n 3=u 11=n"));
    assert_eq!(numbers(&other.applying), ["1A", "1B"]);
    assert!(other.red_no.is_empty() && other.amber_no.is_empty());
    assert!(other.to_confirm.is_empty() && other.unanswered.is_empty());
    // The parked no to 2 makes it not yet eligible as soon as 1A is a yes.
    let row = other.would_change.first().unwrap();
    assert_eq!((row.verdict, row.answers.len()), (Verdict::NotYetEligible, 1));
    let joint = eligibility(edition(), &given("1A=y 1B=u"));
    assert!(!numbers(&joint.applying).contains(&"1B"));
    assert!(joint.to_confirm.is_empty());
}

#[test]
fn a_healthcare_party_without_an_nhs_one_makes_joint_working_its_wider_form() {
    let answers = CheckAnswers {
        healthcare_without_nhs: true,
        ..given("1A=y reds=y")
    };
    let found = eligibility(edition(), &answers);
    assert_eq!(found.verdict, Verdict::CollaborativeWorking);
    assert!(
        found.reasons[0].what.contains("no NHS one"),
        "{:?}",
        found.reasons
    );
    assert!(
        found
            .would_change
            .iter()
            .all(|row| row.verdict != Verdict::JointWorking)
    );
}

fn any_answer() -> impl Strategy<Value = Option<Check>> {
    prop_oneof![
        4 => Just(Some(Check::Yes)),
        2 => Just(Some(Check::No)),
        1 => Just(Some(Check::Unsure)),
        2 => Just(None),
    ]
}

/// A smallest, earliest set of answers that leads to the verdict, found by trying every set of
/// answers to the eleven questions that can decide.
fn searched(answers: &CheckAnswers, wanted: Verdict) -> Option<Vec<usize>> {
    let given = deciding(answers);
    let mut best: Option<Vec<usize>> = None;
    for code in 1..3_u32.pow(11) {
        let mut tried = given;
        let mut set = Vec::new();
        let mut rest = code;
        for (at, answer) in tried.iter_mut().enumerate() {
            let change = [None, Some(Check::Yes), Some(Check::No)][rest as usize % 3];
            rest /= 3;
            if change.is_some() && change != *answer {
                *answer = change;
                set.push(at);
            }
        }
        let better = best
            .as_ref()
            .is_none_or(|best| (set.len(), &set) < (best.len(), best));
        if better && by_hand(&tried, answers.healthcare_without_nhs) == wanted {
            best = Some(set);
        }
    }
    best
}

/// The answers to 1A, 1B and 2 to 10.
fn deciding(answers: &CheckAnswers) -> [Option<Check>; 11] {
    ["1A", "1B", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
        .map(|number| answers.get(&format!("checklist.{number}")))
}

fn brute_verdict(answers: &CheckAnswers) -> Verdict {
    by_hand(&deciding(answers), answers.healthcare_without_nhs)
}

/// The verdict written out by hand from the brief.
fn by_hand(answers: &[Option<Check>; 11], healthcare_without_nhs: bool) -> Verdict {
    let [a, b, reds @ ..] = answers;
    let all_yes = reds.iter().all(|red| *red == Some(Check::Yes));
    if *a == Some(Check::No) && *b == Some(Check::No) {
        Verdict::OtherSupport
    } else if reds.contains(&Some(Check::No)) {
        Verdict::NotYetEligible
    } else if all_yes && *a == Some(Check::Yes) && !healthcare_without_nhs {
        Verdict::JointWorking
    } else if all_yes && (*a == Some(Check::Yes) || *a == Some(Check::No) && *b == Some(Check::Yes)) {
        Verdict::CollaborativeWorking
    } else {
        Verdict::Undetermined
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn verdict_and_changes_are_true(
        checks in prop::collection::vec(any_answer(), 16),
        healthcare_without_nhs: bool,
    ) {
        let answers = answers_of(&checks, healthcare_without_nhs);
        let found = eligibility(edition(), &answers);
        prop_assert_eq!(found.verdict, brute_verdict(&answers));
        for row in &found.would_change {
            prop_assert!(row.verdict != found.verdict && row.verdict != Verdict::Undetermined);
            let mut changed = answers.clone();
            for answer in &row.answers {
                let check = if answer.yes { Check::Yes } else { Check::No };
                prop_assert!(changed.given.insert(answer.item.clone(), check) != Some(check));
            }
            prop_assert_eq!(brute_verdict(&changed), row.verdict);
        }
        prop_assert!(found.would_change.is_sorted_by_key(|row| (row.answers.len(), row.verdict)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_smaller_or_earlier_set_would_change_the_verdict(
        checks in prop::collection::vec(any_answer(), 16),
        healthcare_without_nhs: bool,
    ) {
        let answers = answers_of(&checks, healthcare_without_nhs);
        let found = eligibility(edition(), &answers);
        for verdict in Verdict::ALL {
            if verdict == found.verdict || verdict == Verdict::Undetermined {
                continue;
            }
            let row = found.would_change.iter().find(|row| row.verdict == verdict);
            let items: Option<Vec<String>> =
                row.map(|row| row.answers.iter().map(|answer| answer.item.to_string()).collect());
            let deciding: Vec<_> = edition().checklist().map(|item| item.id.to_string()).collect();
            let best = searched(&answers, verdict)
                .map(|set| set.into_iter().map(|at| deciding[at].clone()).collect::<Vec<_>>());
            prop_assert_eq!(items, best, "{} from {:?}", verdict, answers);
        }
    }
}

fn answers_of(checks: &[Option<Check>], healthcare_without_nhs: bool) -> CheckAnswers {
    CheckAnswers {
        given: edition()
            .checklist()
            .zip(checks)
            .filter_map(|(item, check)| Some((item.id.clone(), (*check)?)))
            .collect(),
        healthcare_without_nhs,
        elsewhere: BTreeMap::new(),
    }
}
