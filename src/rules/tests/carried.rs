//! Carried text: nothing says that it came from somewhere and silently differs from it.

use proptest::prelude::*;

use super::{
    chance::{beginning, events},
    *,
};
use crate::{
    json::sha256_text,
    project::{Answer, former_offer, histories::cases, offer},
};

/// What of a value is carried: of a head its notes alone.
fn taken(value: Option<&Value>) -> Option<Value> {
    match value {
        Some(Value::Head { notes, .. }) => Some(Value::Text(notes.clone())),
        value => value.cloned(),
    }
}

/// Whether the log tells of somebody who took this very value from these very sources.
fn is_told(story: &Story, item: &Item, answer: &Answer) -> bool {
    let mut entries = story.project.log.iter().filter_map(|line| line.entry());
    entries.any(|entry| {
        let Some(made) = entry
            .made
            .as_ref()
            .filter(|_| entry.change["item"] == json!(item.id))
        else {
            return false;
        };
        let value = Value::from_json(item, &made["value"]).unwrap();
        made["carried"] == json!(answer.carried) && taken(value.as_ref()) == taken(answer.value.as_ref())
    })
}

fn says_where_it_is_from(story: &Story) -> Result<(), TestCaseError> {
    let found = story.assess();
    for item in edition().items() {
        let carry = found.item(item.id.as_str()).unwrap().carry;
        let nothing = Answer::default();
        let answer = story.project.answer(item.id.as_str()).unwrap_or(&nothing);
        let now = offer(edition(), &story.project, item);
        if answer.carried.is_empty() {
            prop_assert!(
                matches!(carry, Carry::None | Carry::Offered),
                "{} {carry:?}",
                item.id
            );
            let open = taken(answer.value.as_ref()).is_none_or(|value| value == Value::Text(String::new()));
            prop_assert_eq!(carry == Carry::Offered, open && now.is_some(), "{}", item.id);
            continue;
        }
        prop_assert!(is_told(story, item, answer), "{}: {answer:?}", item.id);
        let same = now.is_some_and(|now| {
            let hashes = |from: &str| {
                let source = now.sources.iter().find(|source| source.from == from);
                source.map(|source| sha256_text(&source.text))
            };
            let all = answer
                .carried
                .iter()
                .all(|source| hashes(&source.from).as_ref() == Some(&source.sha256));
            all && answer.carried.len() == now.sources.len()
                && taken(Some(&now.value)) == taken(answer.value.as_ref())
        });
        let expected = if same {
            Carry::Confirmed
        } else {
            Carry::SourceChanged
        };
        prop_assert_eq!(carry, expected, "{}: {:?}", item.id, answer);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn whatever_happens_a_field_is_what_it_came_from_or_says_that_its_source_changed(
        begin in beginning(), taken in prop::sample::subsequence(carrying(), 0..12), events in events(60),
    ) {
        let mut begun = Story::at(begin).clone();
        for item in taken {
            let _ = begun.attempt(&json!([{"op": "confirm", "item": item}]));
        }
        says_where_it_is_from(&begun)?;
        let mut story = super::chance::lived_from(begun, &events);
        says_where_it_is_from(&story)?;
        // What is written anew is one's own.
        let carried = story.project.answers.iter().filter(|(_, answer)| !answer.carried.is_empty());
        for id in carried.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            story.apply(&json!([{"op": "clear", "item": id}]));
            prop_assert!(story.project.answer(id.as_str()).unwrap().carried.is_empty());
        }
    }
}

/// The items that something is carried to.
fn carrying() -> Vec<&'static str> {
    edition()
        .items()
        .filter(|item| !item.carry.is_empty())
        .map(|item| item.id.as_str())
        .collect()
}

fn carry(story: &Story, item: &str) -> Carry {
    story.assess().item(item).unwrap().carry
}

#[test]
fn three_texts_that_move_between_patients_nhs_and_industry_are_a_change_of_the_source() {
    let mut story = Story::new();
    story
        .answer(
            "concept.objectives",
            json!({"patients": "Sooner.", "nhs": "Cheaper.", "industry": ""}),
        )
        .apply(&json!([{"op": "confirm", "item": "pid.outcomes"}]));
    assert_eq!(carry(&story, "pid.outcomes"), Carry::Confirmed);
    story.answer(
        "concept.objectives",
        json!({"patients": "", "nhs": "Sooner.", "industry": "Cheaper."}),
    );
    assert_eq!(carry(&story, "pid.outcomes"), Carry::SourceChanged);
}

#[test]
fn a_clause_given_to_a_taken_head_leaves_it_taken_and_the_log_tells_so() {
    let mut story = Story::new();
    story.answer("pid.aims", json!("Our aims."));
    story.apply(&json!([
        {"op": "confirm", "item": "agreement.aims"},
        {"op": "answer", "item": "agreement.aims", "value": {"covered": "yes", "clause": "3", "notes": "Our aims."}},
    ]));
    assert_eq!(carry(&story, "agreement.aims"), Carry::Confirmed);
    story.save();
    assert_eq!(verify(edition(), &story.project, story.today), []);
    story.answer("pid.aims", json!("Other aims."));
    assert_eq!(carry(&story, "agreement.aims"), Carry::SourceChanged);
}

#[test]
fn what_was_taken_when_lines_were_joined_by_commas_alone_is_still_as_taken() {
    let mut story = Story::new();
    let party =
        json!({"id": "icb", "name": "North ICB", "description": "It plans care.", "address": "Mere House"});
    story.apply(&json!([
        {"op": "add", "list": "parties", "record": party},
        {"op": "confirm", "item": "concept.partners"},
    ]));
    let item = edition().item("concept.partners").unwrap();
    let former = former_offer(edition(), &story.project, item).unwrap();
    let answer = story.project.answers.get_mut("concept.partners").unwrap();
    assert_eq!(
        answer.value,
        Some(Value::Text("North ICB: It plans care. Mere House".to_owned()))
    );
    answer.value = Some(former.value.clone());
    answer.carried = former.carried();
    assert_eq!(
        former.value,
        Value::Text("North ICB, It plans care., Mere House".to_owned())
    );
    assert_eq!(carry(&story, "concept.partners"), Carry::Confirmed);
    story.apply(
        &json!([{"op": "update", "list": "parties", "id": "icb", "fields": {"address": "Hill House"}}]),
    );
    assert_eq!(carry(&story, "concept.partners"), Carry::SourceChanged);
}
