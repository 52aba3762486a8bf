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
