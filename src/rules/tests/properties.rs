//! What holds of every project, however it came about.

use proptest::prelude::*;

use super::*;
use crate::guidance::{Field, FieldKind};

const DAYS: [&str; 6] = [
    "1900-01-01",
    "2026-11-30",
    "2026-12-01",
    "2027-06-30",
    "2027-08-31",
    "9999-12-31",
];

/// A change of anything by chance; what is malformed is refused, and that is all right here.
pub(super) fn any_change() -> impl Strategy<Value = Json> {
    let items: Vec<&'static Item> = edition().items().collect();
    let answer = (
        prop::sample::select(items),
        0..6_usize,
        prop::sample::select(DAYS.to_vec()),
    )
        .prop_map(|(item, how, day)| match (how, item.kind) {
            (0, _) => json!({"op": "clear", "item": item.id}),
            (1, ItemKind::YesNo) => json!({"op": "answer", "item": item.id, "value": "no"}),
            (2, ItemKind::YesNo) => json!({"op": "answer", "item": item.id, "value": "unsure"}),
            (_, ItemKind::Date) => json!({"op": "answer", "item": item.id, "value": day}),
            (3, _) if !item.carry.is_empty() => json!({"op": "confirm", "item": item.id}),
            (4, _) if item.skippable => json!({"op": "skip", "item": item.id, "reason": "No."}),
            (5, _) => json!({"op": "answer", "item": item.id, "note": "A note."}),
            _ => json!({"op": "answer", "item": item.id, "value": sound_value(item)}),
        });
    let lists: Vec<_> = edition().lists().collect();
    let record = (
        prop::sample::select(lists),
        prop::sample::select(vec!["a", "b", "checklist-12"]),
        prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 1..8),
        any::<bool>(),
    )
        .prop_map(|(list, id, picked, update)| {
            let fields: serde_json::Map<_, _> = picked
                .into_iter()
                .map(|(index, chance)| {
                    let field = index.get(&list.fields);
                    (field.id.clone(), field_value(field, chance))
                })
                .collect();
            if update {
                return json!({"op": "update", "list": list.id, "id": id, "fields": fields});
            }
            let mut record = fields;
            record.insert("id".to_owned(), json!(id));
            json!({"op": "add", "list": list.id, "record": record})
        });
    let remove = (
        prop::sample::select(edition().lists().collect::<Vec<_>>()),
        prop::sample::select(vec!["a", "b"]),
    )
        .prop_map(|(list, id)| json!({"op": "remove", "list": list.id, "id": id}));
    let sign = (
        prop::sample::select(vec!["concept", "pid", "agreement", "summary", "amendment/a"]),
        prop::sample::select(vec!["approve", "certify", "sign", "publish"]),
        prop::sample::select(vec!["a", "b", "project-team", "governance-committee"]),
        any::<bool>(),
    )
        .prop_map(|(subject, role, party, withdraw)| {
            if withdraw {
                return json!({"op": "withdraw", "subject": subject, "role": role, "party": party, "reason": ""});
            }
            let mut sign = json!({"op": "sign", "subject": subject, "role": role, "party": party,
                "name": "N", "date": "2026-11-02"});
            if role == "publish" {
                sign["address"] = json!("https://a.example");
            }
            sign
        });
    prop_oneof![6 => answer, 5 => record, 1 => remove, 3 => sign]
}

fn field_value(field: &Field, chance: usize) -> Json {
    match field.kind {
        FieldKind::Line | FieldKind::Text => json!(["", "Text"][chance % 2]),
        FieldKind::Choice => json!(field.choices[chance % field.choices.len()].value),
        FieldKind::Date => json!(DAYS[chance % DAYS.len()]),
        FieldKind::Party | FieldKind::Company => json!(["a", "b"][chance % 2]),
        FieldKind::Year => json!([1900, 2026, 2027, 2999][chance % 4]),
        FieldKind::Pence => json!(chance),
        FieldKind::Reference => json!("checklist.12"),
        FieldKind::References => json!(["pid.exit"]),
    }
}

pub(super) fn changed(changes: &[Json], base: Story) -> Story {
    let mut story = base;
    for change in changes {
        let Ok(change) = Change::from_json(change) else {
            continue;
        };
        let today = story.today;
        story.at += jiff::SignedDuration::from_mins(1);
        let mut stamp = Stamp {
            by: "A. Example",
            at: story.at,
            today,
            ids: &mut story.ids,
            verdict: &|edition, project| verdict(edition, project, today),
        };
        let _ = apply(&mut story.project, &[change], edition(), &mut stamp);
    }
    story
}

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
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_project_is_judged_whole(
        changes in prop::collection::vec(any_change(), 0..60),
        day in prop::sample::select(DAYS.to_vec()),
    ) {
        let mut story = changed(&changes, Story::new());
        holds_of_every(story.on(day));
        let saved = story.save();
        let lawful = verify(edition(), &saved.project, saved.today)
            .iter()
            .all(|finding| finding.kind == FindingKind::SignOff);
        prop_assert!(lawful);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_closed_project_is_judged_whole_whatever_changes(
        changes in prop::collection::vec(any_change(), 1..12),
        day in prop::sample::select(DAYS.to_vec()),
    ) {
        let mut story = changed(&changes, Story::closed());
        holds_of_every(story.on(day));
    }
}
