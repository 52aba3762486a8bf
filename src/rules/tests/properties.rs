//! What holds of every project, however it came about.

use proptest::prelude::*;

use super::{
    chance::{DAYS, beginning, events, lived},
    *,
};
use crate::project::histories::cases;

fn holds_of_every(story: &Story) {
    let found = story.assess();
    let mut shut = false;
    for gate in &found.gates {
        assert_eq!(gate.open, gate.unmet.is_empty(), "{}", gate.id);
        assert_eq!(gate.open, gate.sentences.is_empty(), "{}", gate.id);
        assert!(gate.sentences.iter().all(|sentence| !sentence.what.is_empty()));
        assert!(
            !(gate.open && shut),
            "{} is open while an earlier one is shut",
            gate.id
        );
        shut |= !gate.open;
    }
    assert_eq!(found.next.is_none(), found.stage.is_none());
    for step in &found.steps {
        assert!(step.done <= step.total, "{}", step.id);
        let whole = step.done == step.total;
        match step.state {
            State::Done | State::Skipped => assert!(whole, "{}", step.id),
            State::Part => assert!(!whole, "{}", step.id),
            State::Empty | State::Attention => {}
        }
    }
    assert!(found.deadlines.is_sorted_by_key(|deadline| deadline.due));
    for deadline in &found.deadlines {
        assert_eq!(deadline.overdue, deadline.due < story.today);
    }
    assert_eq!(
        found.eligibility.verdict,
        verdict(edition(), &story.project, story.today)
    );
    for id in found
        .eligibility
        .red_no
        .iter()
        .chain(&found.eligibility.to_confirm)
        .chain(&found.eligibility.unanswered)
    {
        assert!(found.eligibility.applying.contains(id));
    }
    // A row's members are those of its rule, and where it leads is there.
    for row in found.gates.iter().flat_map(|gate| &gate.unmet) {
        match &row.to {
            Target::Item(item) => assert!(edition().item(item.as_str()).is_some()),
            Target::List(list, _) => assert!(edition().list(list.as_str()).is_some()),
            Target::SignOff(subject, ..) => assert!(edition().subject(subject).is_some()),
        }
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn every_project_is_judged_whole(
        begin in beginning(), events in events(60), day in prop::sample::select(DAYS.to_vec()),
    ) {
        holds_of_every(lived(begin, &events).on(day));
    }
}
