//! The verdict's words, and the page as somebody meets it.

use insta::assert_snapshot;

use super::words;
use crate::{
    guidance::{ItemId, Verdict, editions},
    rules::{NewAnswer, WouldChange},
    tui::{
        harness::{FULL, Script},
        theme::Look,
    },
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
        (&["1B", "2", "3", "4"], "1B and 2 to 4"),
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

/// One red no, one red not sure and one amber no, as they come about.
const NOT_YET: &str = "1A yes, 2 yes, 3 yes, 4 no: Acme pays so far, 5 yes, 6 unsure: ask governance, \
    7 yes, 8 yes, 9 yes, 10 yes, 11 yes, 12 no, 13 yes, 14 yes, 15 yes";
const OTHER: &str = "1A no, 1B no";
const OPEN: &str = "1A yes, 2 yes, 3 yes, 6 unsure, 12 no";
const COLLABORATIVE: &str = "1A no, 1B yes, 2 yes, 3 yes, 4 yes, 5 yes, 6 yes, 7 yes, 8 yes, 9 yes, 10 yes, \
    11 yes, 12 no, 13 yes, 14 yes, 15 yes";

fn verdict(columns: u16, rows: u16, look: Look, answers: &str) -> Script {
    let mut script = Script::answered_sized(columns, rows, look, answers);
    script.go("verdict");
    script
}

#[test]
fn every_verdict_at_every_size() {
    for (name, answers) in [
        ("not_yet", NOT_YET),
        ("other", OTHER),
        ("open", OPEN),
        ("collaborative", COLLABORATIVE),
    ] {
        for (columns, rows) in [(40, 9), (80, 24)] {
            let script = verdict(columns, rows, FULL, answers);
            assert_snapshot!(format!("{name}_{columns}x{rows}"), script.screen());
        }
    }
    assert_snapshot!("not_yet_100x30", verdict(100, 30, FULL, NOT_YET).screen());
    assert_snapshot!(
        "not_yet_plain",
        verdict(80, 24, Look::plainly(), NOT_YET).screen()
    );
}

#[test]
fn nothing_of_a_long_verdict_is_cut_it_scrolls() {
    for (columns, rows) in [(40, 9), (60, 16), (80, 24)] {
        let mut script = verdict(columns, rows, FULL, NOT_YET);
        let mut seen = script.screen();
        for _ in 0..60 {
            script.keys("<down>");
            seen.push_str(&script.screen());
        }
        for words in ["A plain contract", "Another form of support", "only one side has"] {
            let found = seen
                .lines()
                .any(|line| line.contains(words.split(' ').next_back().unwrap()));
            assert!(found, "{columns}x{rows}: {words}");
        }
    }
}

#[test]
fn status_and_verdict_of_a_project_in_trouble() {
    let mut script = verdict(80, 24, FULL, NOT_YET);
    script.keys("<f3>");
    assert_snapshot!("not_yet_status_80x24", script.screen());
}

#[test]
fn from_the_verdict_a_question_comes_back_to_the_verdict() {
    let mut script = verdict(80, 24, FULL, NOT_YET);
    script.keys("<enter>");
    assert_eq!(script.place(), "item/checklist.4");
    script.keys("y<enter>");
    assert_eq!(script.place(), "verdict");
    assert!(
        script.screen().contains("NOT DECIDED YET"),
        "question 6 is still not sure"
    );
    script.keys("<enter><f5>");
    assert_eq!(script.place(), "verdict", "F5 leads back there too");
    script.keys("<f5>");
    assert_eq!(script.place(), "item/checklist.15");
}

#[test]
fn past_the_first_gate_no_way_to_the_concept_is_pointed_out() {
    let mut script = Script::sample();
    assert!(script.go("verdict").screen().contains("go on to its"));
    for name in ["diagnostic-hub", "complete-bone-health"] {
        let mut script = Script::sample_named(name, 80, 24, FULL);
        let screen = script.go("verdict").screen();
        assert!(
            screen.contains("questions are answered yes.\n"),
            "{name}: {screen}"
        );
    }
}
