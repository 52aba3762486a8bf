//! The quick triage.

use super::Room;
use crate::guidance::Verdict;

#[test]
fn fifteen_answers_give_a_verdict_and_make_a_project() {
    let room = Room::new();
    let typed = format!(
        "maybe\ny\n:why\n{}n\ny\nY\nnot sure\nyes\n\ny\nHeart failure at home\n",
        "y\n".repeat(9)
    );
    let (outcome, heard) = room.triage(&typed);
    insta::assert_snapshot!(heard);
    assert_eq!(outcome.verdict, Verdict::JointWorking);
    let made = outcome.made.unwrap();
    assert_eq!(made.id, "heart-failure-at-home-0001");
    assert_eq!(room.value(&made.path, "checklist.11"), "no");
}

#[test]
fn a_no_to_both_first_questions_ends_it_and_back_returns_to_them() {
    let room = Room::new();
    let (outcome, heard) = room.triage("n\nn\n:back\ny\n:quit\n");
    assert!(heard.contains("Verdict: ANOTHER FORM OF SUPPORT."), "{heard}");
    assert!(heard.contains("Donation or grant"), "{heard}");
    assert!(
        heard.contains("Question 2 of 2: number 1B, Care never worse."),
        "{heard}"
    );
    assert!(
        heard.ends_with("Verdict so far: NOT DECIDED YET.\nNothing is kept: no project was made.\n"),
        "{heard}"
    );
    assert_eq!(outcome.verdict, Verdict::Undetermined);
    assert_eq!(outcome.made, None);
}

#[test]
fn leaving_it_or_running_out_of_input_keeps_nothing_and_says_so() {
    let done = format!("{}n\n", "y\n".repeat(15));
    for (typed, verdict) in [
        ("", Verdict::Undetermined),
        ("y\nno\n", Verdict::NotYetEligible),
        ("y\nno\n:quit\n", Verdict::NotYetEligible),
        (done.as_str(), Verdict::JointWorking),
        (&"y\n".repeat(15), Verdict::JointWorking),
        (&"y\n".repeat(16), Verdict::JointWorking),
    ] {
        let room = Room::new();
        let (outcome, heard) = room.triage(typed);
        assert!(
            heard.ends_with("Nothing is kept: no project was made.\n"),
            "{heard}"
        );
        assert_eq!((outcome.verdict, outcome.made), (verdict, None), "{typed}");
        assert!(room.library.list().unwrap().is_empty());
    }
}

#[test]
fn a_project_that_cannot_be_made_leaves_the_answers_and_the_offer() {
    let room = Room::new();
    // A file stands where the folder of projects would be.
    std::fs::write(room.library.store.dir(), "").unwrap();
    let (outcome, heard) = room.triage(&format!("{}y\nCare at home\n\n:verdict\nn\n", "y\n".repeat(15)));
    assert!(heard.contains("Not made: "), "{heard}");
    assert_eq!(heard.matches("Verdict: JOINT WORKING.").count(), 2, "{heard}");
    assert_eq!(outcome.made, None);
}

#[test]
fn notes_go_along_and_the_commands_of_a_project_do_nothing() {
    let room = Room::new();
    let typed =
        ":note Patients asked for it.\ny\n:status\n:goto scoping\n:list\n:goto verdict\ny\n\nCare at home\n";
    let (outcome, heard) = room.triage(typed);
    assert!(heard.contains(":status does nothing here."), "{heard}");
    assert!(
        heard.contains("A project needs a title; :back leaves it."),
        "{heard}"
    );
    let session = room.open(&outcome.made.unwrap().path);
    let answer = session.project().answer("checklist.1A").unwrap();
    assert_eq!(answer.note, "Patients asked for it.");
    assert_eq!(session.project().chosen("checklist.1A"), Some("yes"));
}
