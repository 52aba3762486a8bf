//! No dead end: from every state that changes can reach, what is unmet can be met, and what comes
//! next leads to the close.

use proptest::prelude::*;

use super::{
    chance::{beginning, events, lived},
    *,
};
use crate::project::histories::cases;

/// More rows than any history here leaves open.
const MANY: usize = 1_500;

/// What an unmet row is, for telling whether it is gone.
fn says(found: &Assessment, gate: usize, rule: &Rule) -> bool {
    found.gates[gate].unmet.iter().any(|row| row.rule == *rule)
}

/// Does the first unmet row of the first gate that is shut, again and again.
fn meet_every_row(story: &mut Story) -> Result<usize, TestCaseError> {
    let mut found = story.assess();
    for done in 0..MANY {
        let Some(at) = found.gates.iter().position(|gate| !gate.open) else {
            prop_assert_eq!(found.stage_name(), "closed");
            return Ok(done);
        };
        let row = found.gates[at].unmet[0].clone();
        story.meet(&row);
        found = story.assess();
        prop_assert!(
            !says(&found, at, &row.rule),
            "it stays: {row:#?}\n{}",
            shown(story)
        );
    }
    Err(TestCaseError::fail(format!("it never closes\n{}", shown(story))))
}

/// Does what comes next, again and again.
fn follow_what_comes_next(story: &mut Story) -> Result<usize, TestCaseError> {
    let mut found = story.assess();
    for done in 0..MANY {
        let Some(next) = found.next else {
            prop_assert_eq!(found.stage_name(), "closed");
            return Ok(done);
        };
        story.follow(&next);
        found = story.assess();
        prop_assert_ne!(Some(&next), found.next.as_ref(), "it stays\n{}", shown(story));
    }
    Err(TestCaseError::fail(format!("it never closes\n{}", shown(story))))
}

fn shown(story: &Story) -> String {
    let mut file = serde_json::to_value(story.project.to_file(edition())).unwrap();
    file.as_object_mut().unwrap().remove("log");
    format!("today {}\n{file:#}", story.today)
}

#[test]
fn from_nothing_every_row_leads_to_the_close() {
    let mut story = Story::new();
    let rows = meet_every_row(&mut story).unwrap();
    assert!(rows > 80, "{rows}");
}

#[test]
fn from_nothing_what_comes_next_leads_to_the_close() {
    let mut story = Story::new();
    let steps = follow_what_comes_next(&mut story).unwrap();
    assert!((100..300).contains(&steps), "{steps}");
    assert_eq!(story.step("scoping"), "done 19/19");
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn every_row_is_gone_once_it_is_met_and_the_last_one_closes(begin in beginning(), events in events(80)) {
        let mut story = lived(begin, &events);
        meet_every_row(&mut story)?;
    }

    #[test]
    fn what_comes_next_can_be_done_and_leads_to_the_close(begin in beginning(), events in events(80)) {
        let mut story = lived(begin, &events);
        follow_what_comes_next(&mut story)?;
    }

    #[test]
    fn any_row_of_any_gate_or_step_is_gone_once_it_is_met(
        begin in beginning(), events in events(60), which in any::<prop::sample::Index>(),
    ) {
        let mut story = lived(begin, &events);
        // A sign-off over two versions waits for the choice, which has a row of its own.
        story.choose();
        let found = story.assess();
        let rows = |found: &Assessment| -> Vec<Unmet> {
            let gates = found.gates.iter().flat_map(|gate| gate.unmet.clone());
            let steps = found.steps.iter().flat_map(|step| step.unmet().cloned());
            gates.chain(steps).filter(|row| !matches!(row.rule, Rule::EarlierGate { .. })).collect()
        };
        let all = rows(&found);
        if !all.is_empty() {
            let row = which.get(&all);
            story.meet(row);
            let after = rows(&story.assess());
            prop_assert!(!after.iter().any(|other| other.rule == row.rule), "it stays: {row:#?}\n{}", shown(&story));
        }
    }
}
