//! Two parties' answers side by side: how each pair of answers stands, what would change a
//! verdict, and what holds of every pair of projects.

use proptest::prelude::*;

use super::*;
use crate::project::Version;

/// A project with these changes.
fn side(changes: Json) -> Story {
    let mut story = Story::new();
    story.apply(&changes);
    story
}

fn answer(item: &str, value: &str) -> Json {
    json!({"op": "answer", "item": item, "value": value})
}

/// The checklist answered as `1A=yes 4=no`, with all else that decides yes where `rest` says so.
fn checklist(rest: bool, answers: &str) -> Story {
    let mut changes: Vec<Json> = Vec::new();
    if rest {
        let asked = edition().checklist().filter(|item| item.when.is_none());
        changes.extend(asked.map(|item| answer(item.id.as_str(), "yes")));
    }
    for pair in answers.split_whitespace() {
        let (number, value) = pair.split_once('=').unwrap();
        changes.push(answer(&format!("checklist.{number}"), value));
    }
    side(Json::Array(changes))
}

fn compared(a: &Story, b: &Story) -> Comparison {
    compare(edition(), &a.project, &b.project, a.today)
}

/// The numbers of the questions in a group.
fn group(found: &Comparison, group: CompareGroup) -> Vec<&str> {
    let ids = found.in_group(group).map(|row| row.item.as_str());
    ids.map(|id| id.strip_prefix("checklist.").unwrap_or(id))
        .collect()
}

/// Gives an answer two versions, as a merge does where two people answered at once.
fn doubled(mut story: Story, item: &str, values: [&str; 2]) -> Story {
    let answer = story.project.answers.get_mut(item).unwrap();
    answer.versions = values
        .iter()
        .map(|value| Version {
            value: json!(value),
            note: None,
            by: None,
            at: None,
            rest: serde_json::Map::new(),
        })
        .collect();
    story
}

#[test]
fn each_pair_of_answers_stands_in_its_place() {
    use Agreement::*;
    let item = "scoping.evidence";
    let nothing = || Box::new(Story::new());
    let said = |words: &str| Box::new(side(json!([answer(item, words)])));
    let noted = || {
        Box::new(side(
            json!([{"op": "answer", "item": item, "note": "Ask the registry."}]),
        ))
    };
    let skipped = |why: &str| Box::new(side(json!([{"op": "skip", "item": item, "reason": why}])));
    let kept = || {
        Box::new(side(
            json!([answer(item, "Words."), {"op": "skip", "item": item, "reason": "No."}]),
        ))
    };
    let two = |first, second| Box::new(doubled(*said(first), item, [first, second]));
    for (name, a, b, agreement) in [
        ("the same words", said("One."), said("One."), Some(Same)),
        ("other words", said("One."), said("Other."), Some(Differ)),
        ("words and none", said("One."), nothing(), Some(OnlyA)),
        ("none and words", nothing(), said("One."), Some(OnlyB)),
        ("none at all", nothing(), nothing(), None),
        ("a note is no answer", noted(), nothing(), None),
        ("a note and words", noted(), said("One."), Some(OnlyB)),
        (
            "both not applicable",
            skipped("No data."),
            skipped("None."),
            Some(Same),
        ),
        ("what was said before a skip", kept(), skipped("No."), Some(Same)),
        (
            "not applicable and words",
            skipped("No."),
            said("One."),
            Some(Differ),
        ),
        ("not applicable and none", skipped("No."), nothing(), Some(OnlyA)),
        (
            "the same two versions",
            two("One.", "Other."),
            two("Other.", "One."),
            Some(Same),
        ),
        (
            "two versions and one of them",
            two("One.", "Other."),
            said("One."),
            Some(Differ),
        ),
        (
            "two versions and none",
            two("One.", "Other."),
            nothing(),
            Some(OnlyA),
        ),
    ] {
        let found = compared(&a, &b);
        let agreements: Vec<Agreement> = found.rows.iter().map(|row| row.agreement).collect();
        assert_eq!(agreements, Vec::from_iter(agreement), "{name}");
    }
}

#[test]
fn not_sure_is_an_answer_and_a_parked_one_is_compared_as_it_was_given() {
    let unsure = checklist(true, "4=unsure");
    let sure = checklist(true, "");
    assert_eq!(group(&compared(&unsure, &sure), CompareGroup::Decides), ["4"]);
    assert_eq!(group(&compared(&unsure, &unsure), CompareGroup::Decides), [""; 0]);

    // 1B applies on one side alone
    let parked = checklist(true, "1B=yes");
    let asked = checklist(true, "1A=no 1B=yes");
    let found = compared(&parked, &asked);
    let row = found.rows.iter().find(|row| row.item == *"checklist.1B").unwrap();
    assert_eq!(
        (row.agreement, row.a.parked, row.b.parked),
        (Agreement::Same, true, false)
    );
}

#[test]
fn what_would_change_a_verdict_comes_first() {
    // a company sees a red no where the NHS body sees a yes, and both see the ambers otherwise
    let company = checklist(true, "4=no 12=no 15=no");
    let body = checklist(true, "12=yes 15=unsure");
    let found = compared(&company, &body);
    assert_eq!(
        (found.verdict_a, found.verdict_b),
        (Verdict::NotYetEligible, Verdict::JointWorking)
    );
    assert_eq!(group(&found, CompareGroup::Decides), ["4"]);
    assert_eq!(group(&found, CompareGroup::Differ), ["12", "15"]);
    let row = found.in_group(CompareGroup::Decides).next().unwrap();
    assert_eq!(
        (row.a_becomes, row.b_becomes),
        (Some(Verdict::JointWorking), Some(Verdict::NotYetEligible))
    );
    assert!(!found.parties_decide);
}

#[test]
fn of_two_reasons_on_one_side_each_would_stop_the_other() {
    let company = checklist(true, "4=no 5=no");
    let body = checklist(true, "");
    let found = compared(&company, &body);
    assert_eq!(group(&found, CompareGroup::Decides), ["4", "5"]);
    for row in found.in_group(CompareGroup::Decides) {
        // one yes alone does not help the company, one no alone stops the NHS body
        assert_eq!(
            (row.a_becomes, row.b_becomes),
            (None, Some(Verdict::NotYetEligible))
        );
    }
}

#[test]
fn the_last_answer_that_one_side_lacks_decides_and_stands_under_only_there_in_the_arrays() {
    let mut company = checklist(true, "");
    company.apply(&json!([{"op": "clear", "item": "checklist.9"}]));
    let body = checklist(true, "");
    let found = compared(&company, &body);
    assert_eq!(group(&found, CompareGroup::Decides), ["9"]);
    let only: Vec<&str> = found
        .which(Agreement::OnlyB)
        .iter()
        .map(|row| row.item.as_str())
        .collect();
    assert_eq!(only, ["checklist.9"]);
    assert!(found.which(Agreement::OnlyA).is_empty());
}

#[test]
fn two_versions_cannot_be_taken_and_so_change_nothing_for_the_other() {
    let torn = doubled(checklist(true, ""), "checklist.4", ["yes", "no"]);
    let sure = checklist(true, "");
    let found = compared(&sure, &torn);
    let row = found.in_group(CompareGroup::Decides).next().unwrap();
    assert_eq!(
        (row.a_becomes, row.b_becomes),
        (None, Some(Verdict::JointWorking))
    );
    assert!(row.b.as_changes(&row.item).is_empty());
}

#[test]
fn the_parties_are_named_where_they_make_the_difference() {
    let mut body = checklist(true, "");
    let hospice = checklist(true, "");
    body.add(
        "parties",
        json!({"id": "hospice", "name": "St Example", "kind": "healthcare"}),
    );
    let found = compared(&hospice, &body);
    assert_ne!(found.verdict_a, found.verdict_b);
    assert!(found.parties_decide);
    assert!(found.in_group(CompareGroup::Decides).next().is_none());
}

#[test]
fn only_what_is_answered_under_one_known_edition_is_compared() {
    let (a, mut b) = (Story::new(), Story::new());
    assert_eq!(comparable(&a.project, &b.project), Ok(()));
    b.project.edition = "other-2030".into();
    assert!(matches!(
        comparable(&a.project, &b.project),
        Err(Incomparable::Editions(..))
    ));
    b.project.read_only = Some(crate::project::ReadOnly::UnknownEdition("other-2030".into()));
    assert!(matches!(
        comparable(&b.project, &b.project),
        Err(Incomparable::UnknownEdition(..))
    ));
}

/// What somebody does with an item, by chance.
fn any_answer() -> impl Strategy<Value = Json> {
    let items: Vec<&'static Item> = edition().items().collect();
    (prop::sample::select(items), 0..6_usize).prop_map(|(item, how)| match (how, item.kind) {
        (0, _) => json!({"op": "answer", "item": item.id, "note": "A note."}),
        (1, ItemKind::YesNo) => json!({"op": "answer", "item": item.id, "value": "no"}),
        (2, ItemKind::YesNo) if item.severity.is_some() => {
            json!({"op": "answer", "item": item.id, "value": "unsure"})
        }
        (3, _) if item.skippable => json!({"op": "skip", "item": item.id, "reason": "No."}),
        (4, _) => json!({"op": "clear", "item": item.id}),
        _ => json!({"op": "answer", "item": item.id, "value": sound_value(item), "evidence": ["A minute."]}),
    })
}

/// What somebody answers by chance; half of them begin with the checklist whole, so that verdicts
/// hang on what follows.
fn any_side() -> impl Strategy<Value = (bool, Vec<Json>)> {
    (any::<bool>(), prop::collection::vec(any_answer(), 0..30))
}

/// The project that these answers make.
fn made((whole, changes): (bool, Vec<Json>)) -> Story {
    let mut story = checklist(whole, "");
    story.apply(&Json::Array(changes));
    story
}

fn turned(row: &Compared) -> Compared {
    Compared {
        item: row.item.clone(),
        a: row.b.clone(),
        b: row.a.clone(),
        agreement: match row.agreement {
            Agreement::Same => Agreement::Same,
            Agreement::Differ => Agreement::Differ,
            Agreement::OnlyA => Agreement::OnlyB,
            Agreement::OnlyB => Agreement::OnlyA,
        },
        a_becomes: row.b_becomes,
        b_becomes: row.a_becomes,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_project_agrees_with_itself(a in any_side()) {
        let a = made(a);
        let found = compared(&a, &a);
        prop_assert!(found.rows.iter().all(|row| row.agreement == Agreement::Same));
        prop_assert!(!found.parties_decide);
    }

    #[test]
    fn the_other_way_round_is_the_mirror_image(a in any_side(), b in any_side()) {
        let (a, b) = (made(a), made(b));
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        prop_assert_eq!((there.verdict_a, there.verdict_b), (back.verdict_b, back.verdict_a));
        let turned: Vec<Compared> = back.rows.iter().map(turned).collect();
        prop_assert_eq!(there.rows, turned);
    }

    #[test]
    fn every_answered_item_stands_in_exactly_one_group(a in any_side(), b in any_side()) {
        let (a, b) = (made(a), made(b));
        let found = compared(&a, &b);
        let says = |story: &Story, item: &Item| {
            story.project.answer(item.id.as_str())
                .is_some_and(|answer| answer.value.is_some() || answer.skipped.is_some())
        };
        let answered: Vec<&str> = edition().items()
            .filter(|item| says(&a, item) || says(&b, item))
            .map(|item| item.id.as_str())
            .collect();
        let mut grouped: Vec<&str> = CompareGroup::ALL.into_iter()
            .flat_map(|group| found.in_group(group))
            .map(|row| row.item.as_str())
            .collect();
        grouped.sort_by_key(|id| edition().position(id));
        prop_assert_eq!(&grouped, &answered);
        let mut listed: Vec<&str> = [Agreement::Same, Agreement::Differ, Agreement::OnlyA, Agreement::OnlyB]
            .into_iter()
            .flat_map(|agreement| found.which(agreement))
            .map(|row| row.item.as_str())
            .collect();
        listed.sort_by_key(|id| edition().position(id));
        prop_assert_eq!(listed, answered);
    }

    #[test]
    fn an_answer_taken_agrees_and_makes_the_verdict_that_was_foretold(a in any_side(), b in any_side()) {
        let (a, b) = (made(a), made(b));
        let found = compared(&a, &b);
        for row in found.rows.iter().filter(|row| row.agreement != Agreement::Same) {
            let changes = row.b.as_changes(&row.item);
            prop_assert_eq!(changes.is_empty(), row.agreement == Agreement::OnlyA);
            if changes.is_empty() {
                continue;
            }
            let mut taking = made((false, Vec::new()));
            taking.project = a.project.clone();
            taking.apply(&serde_json::to_value(&changes).unwrap());
            let after = compared(&taking, &b);
            let taken = after.rows.iter().find(|other| other.item == row.item).unwrap();
            prop_assert_eq!(taken.agreement, Agreement::Same);
            prop_assert!(taken.a.is_noted_as(&row.b));
            prop_assert_eq!(after.verdict_a, row.a_becomes.unwrap_or(found.verdict_a));
        }
    }
}
