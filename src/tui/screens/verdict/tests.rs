//! The verdict's words, and the page as somebody meets it.

use super::words;
use crate::{
    guidance::{ItemId, Verdict, editions},
    rules::{NewAnswer, WouldChange},
};

fn ids(numbers: &[&str]) -> Vec<ItemId> {
    numbers
        .iter()
        .map(|number| ItemId::from(format!("checklist.{number}").as_str()))
        .collect()
}

#[test]
fn questions_that_follow_one_another_are_one_run() {
    let edition = &editions()[0];
    for (numbers, words) in [
        (&["4"][..], "4"),
        (&["4", "6"], "4 and 6"),
        (&["4", "5"], "4 and 5"),
        (&["1A", "1B"], "1A and 1B"),
        (&["2", "3", "4", "5", "6", "7", "8", "9", "10"], "2 to 10"),
        (&["1B", "4", "6"], "1B, 4 and 6"),
        (&["2", "3", "4", "6", "8", "9", "10"], "2 to 4, 6 and 8 to 10"),
        (&[], ""),
    ] {
        let ids = ids(numbers);
        let ids: Vec<&ItemId> = ids.iter().collect();
        assert_eq!(words::names(edition, &ids), words);
    }
}

#[test]
fn what_would_change_it_is_said_in_words() {
    let edition = &editions()[0];
    let row = |verdict, answers: &[(&str, bool)]| WouldChange {
        verdict,
        answers: answers
            .iter()
            .map(|(number, yes)| NewAnswer {
                item: ids(&[number]).remove(0),
                yes: *yes,
            })
            .collect(),
    };
    for (row, words) in [
        (
            row(Verdict::JointWorking, &[("4", true), ("6", true)]),
            "4 and 6 become yes",
        ),
        (row(Verdict::JointWorking, &[("4", true)]), "4 becomes yes"),
        (
            row(
                Verdict::CollaborativeWorking,
                &[("1A", false), ("1B", true), ("4", true), ("6", true)],
            ),
            "1A becomes no; 1B, 4 and 6 become yes",
        ),
        (
            row(Verdict::OtherSupport, &[("1A", false), ("1B", false)]),
            "1A and 1B become no",
        ),
        (
            row(Verdict::NotYetEligible, &[("2", false)]),
            "any one red question becomes no",
        ),
    ] {
        assert_eq!(words::change(edition, &row), words);
    }
}
