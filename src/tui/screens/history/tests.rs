use serde_json::{Value as Json, json};

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

fn answer(item: &str, value: Json) -> Json {
    json!({"op": "answer", "item": item, "value": value})
}

/// A fortnight of three people.
fn told() -> Vec<(&'static str, &'static str, Json)> {
    let red = ["2", "3", "4", "5", "6", "7", "8", "9", "10"];
    let all_yes: Vec<Json> = red
        .iter()
        .map(|number| answer(&format!("checklist.{number}"), json!("yes")))
        .collect();
    let purpose = "Fewer emergency admissions for heart failure in the north of the county, by seeing people at home \
                   within two days of discharge.";
    let other = "Fewer emergency admissions for heart failure in the whole county, by seeing people at home within \
                 three days of discharge.";
    let approve = |party: &str, name: &str| {
        json!({"op": "sign", "subject": "concept", "role": "approve", "party": party, "name": name,
            "date": "2026-11-12"})
    };
    vec![
        (
            "A. Example",
            "2026-11-10T09:00:00Z",
            json!([
                answer("project.title", json!("Heart failure at home")),
                {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
                {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme Pharma", "kind": "company"}},
            ]),
        ),
        (
            "A. Example",
            "2026-11-10T09:20:00Z",
            json!([answer("checklist.1A", json!("yes"))]),
        ),
        ("A. Example", "2026-11-10T09:40:00Z", json!(all_yes)),
        (
            "B. Example",
            "2026-11-11T10:00:00Z",
            json!([
                answer("concept.purpose", json!(purpose)),
                answer(
                    "concept.objectives",
                    json!({"patients": "Care at home", "nhs": "Fewer admissions", "industry": "Evidence"})
                ),
                answer("concept.start", json!("2027-Q1")),
                answer("concept.length", json!(18)),
            ]),
        ),
        (
            "B. Example",
            "2026-11-12T11:00:00Z",
            json!([approve("north", "D. Example"), approve("acme", "E. Example")]),
        ),
        (
            "C. Example",
            "2026-11-14T10:02:00Z",
            json!([answer("concept.purpose", json!(other))]),
        ),
        (
            "C. Example",
            "2026-11-20T16:30:00Z",
            json!([answer("checklist.4", json!("no"))]),
        ),
        (
            "C. Example",
            "2026-11-20T16:45:00Z",
            json!([
            {"op": "answer", "item": "checklist.4", "note": "Acme pays so far."}]),
        ),
        (
            "C. Example",
            "2026-11-21T08:10:00Z",
            json!([
                {"op": "update", "list": "parties", "id": "acme", "fields": {"address": "1 Example Way"}},
                {"op": "add", "list": "parties", "record": {"id": "trust", "name": "Heart Hospital", "kind": "nhs"}},
            ]),
        ),
        (
            "A. Example",
            "2026-11-21T09:15:00Z",
            json!([{"op": "remove", "list": "parties", "id": "trust"}]),
        ),
    ]
}

fn at(columns: u16, rows: u16, look: Look, place: &str) -> Script {
    let mut script = Script::lived(columns, rows, look, &told());
    script.go(place);
    script
}

#[test]
fn by_day_by_person_and_by_item() {
    insta::assert_snapshot!("day_80x24", at(80, 24, FULL, "history").screen());
    insta::assert_snapshot!("day_140x40", at(140, 40, FULL, "history").screen());
    insta::assert_snapshot!("day_40x9", at(40, 9, FULL, "history").screen());
    insta::assert_snapshot!("person_80x24", at(80, 24, FULL, "history").keys("v").screen());
    insta::assert_snapshot!("item_80x24", at(80, 24, FULL, "history").keys("vv").screen());
    insta::assert_snapshot!("item_140x40", at(140, 40, FULL, "history").keys("vv").screen());
    insta::assert_snapshot!("day_80x24_ascii", at(80, 24, Look::plainly(), "history").screen());
    insta::assert_snapshot!(
        "question_80x24",
        at(80, 24, FULL, "history/item/checklist.4").screen()
    );
}

#[test]
fn an_entry_opens_whole_with_the_words_that_differ() {
    let purpose = |columns, rows| {
        let mut script = at(columns, rows, FULL, "history/item/concept.purpose");
        script.keys("<enter>");
        script.screen()
    };
    insta::assert_snapshot!("whole_80x24", purpose(80, 24));
    insta::assert_snapshot!("whole_140x40", purpose(140, 40));
    insta::assert_snapshot!("whole_40x9", purpose(40, 9));
}

#[test]
fn an_earlier_value_is_put_back_asked_before_where_both_may_be_meant() {
    let mut script = at(80, 24, FULL, "history/item/checklist.4");
    script.keys("<down>r");
    assert_eq!(
        script.app().message(),
        "Put back: Question 4, A fair share. Ctrl+Z undoes it."
    );
    assert_eq!(script.answer("checklist.4"), "\"yes\"");
    assert_eq!(script.place(), "history/item/checklist.4");
    assert!(
        script.screen().contains("A. Example     yes, was no"),
        "{}",
        script.screen()
    );
    // now neither is how it stands
    script
        .answer_with("checklist.4", json!("unsure"))
        .keys("<home><down><down>r");
    insta::assert_snapshot!("which_80x24", script.screen());
    script.keys("<down><enter>");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
    script.keys("<c-z>");
    assert_eq!(script.answer("checklist.4"), "\"unsure\"");
    assert_eq!(script.place(), "item/checklist.4");
}

#[test]
fn where_somebody_has_signed_putting_back_is_asked_about() {
    let mut script = Script::lived(80, 24, FULL, &told()[..5]);
    script.go("history/item/concept.length").keys("r");
    assert!(
        script.screen().contains("With this edit sign-offs lapse."),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert_eq!(script.answer("concept.length"), "18");
    script.keys("r<down><enter>");
    assert_eq!(script.answer("concept.length"), "");
}

#[test]
fn a_removed_record_comes_back_and_what_takes_away_is_asked() {
    let mut script = at(80, 24, FULL, "history");
    script.keys("r");
    assert_eq!(
        script.app().message(),
        "Put back: Party Heart Hospital. Ctrl+Z undoes it."
    );
    let records = |script: &Script| script.app().session().project().records("parties").len();
    assert_eq!(records(&script), 3);
    script.keys("<home>r");
    assert_eq!(records(&script), 3, "{}", script.screen());
    assert!(script.screen().contains("Remove it"), "{}", script.screen());
    script.keys("<enter>");
    assert_eq!(records(&script), 2);
}

#[test]
fn typing_narrows_the_entries_and_the_filter_stays_while_one_looks_elsewhere() {
    let mut script = at(80, 24, FULL, "history");
    script.keys("/c. example quest<enter>");
    insta::assert_snapshot!("filtered_80x24", script.screen());
    script.keys("<down><enter><enter>");
    assert_eq!(script.place(), "item/checklist.4");
    script.keys("<f6>");
    assert_eq!(script.place(), "history");
    assert!(script.screen().contains("2 of 25 changes"), "{}", script.screen());
    assert!(script.screen().contains("> 16:30"), "{}", script.screen());
    script.keys("/ nobody<enter>");
    assert!(
        script.screen().contains("No entry holds that."),
        "{}",
        script.screen()
    );
}

#[test]
fn the_history_of_this_is_in_the_menu_and_comes_back() {
    let mut script = at(80, 24, FULL, "item/checklist.4");
    script.keys("<f9>history of this<enter>");
    assert_eq!(script.place(), "history/item/checklist.4");
    // from an entry to the item and back, then to where it all began
    script.keys("<enter><enter>");
    assert_eq!(script.place(), "item/checklist.4");
    script.keys("<f5>");
    assert_eq!(script.place(), "history/item/checklist.4");
    script.keys("<f5>");
    assert_eq!(script.place(), "item/checklist.4");
    script.keys("<f6>");
    assert_eq!(script.place(), "item/checklist.5");
    script.go("list/parties").keys("<f9>history of this<enter>");
    assert_eq!(script.place(), "history/list/parties");
    assert!(
        script.screen().contains("5 changes by 2 people"),
        "{}",
        script.screen()
    );
    script
        .go("record/parties/acme")
        .keys("<f9>history of this<enter>");
    assert_eq!(script.place(), "history/record/parties/acme");
    script
        .go("set/agreement/heads")
        .keys("<down><f9>history of this<enter>");
    assert!(
        script.place().starts_with("history/item/agreement."),
        "{}",
        script.place()
    );
    assert!(script.screen().contains("Nothing was ever said here."));
    script.go("verdict").keys("<f9>history<enter>");
    assert_eq!(script.place(), "history");
    script.keys("<f5>");
    assert_eq!(script.place(), "verdict");
}

#[test]
fn what_a_later_version_wrote_is_shown_and_not_put_back() {
    let mut script = Script::sample_with(|json| {
        let log = json["log"].as_array_mut().unwrap();
        log.push(json!({"id": "zz", "at": "2026-11-22T00:00:00Z", "by": "D. Example", "kind": "comment"}));
    });
    script.go("history");
    assert!(
        script.screen().contains("written by a later version"),
        "{}",
        script.screen()
    );
    script.keys("r");
    assert_eq!(
        script.app().message(),
        "A later version wrote this: here it is only read."
    );
    script.keys("<enter>");
    assert!(
        script.screen().contains("\"kind\": \"comment\""),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert_eq!(script.place(), "history");
}

#[test]
fn thousands_of_entries_are_moved_through() {
    // What alternates does not fold.
    let item = |at: usize| ["concept.length", "concept.start"][at % 2];
    let value = |at: usize| [json!(1 + at % 100), json!(format!("20{}-Q1", 30 + at % 50))][at % 2].clone();
    let many: Vec<Json> = (0..4_000).map(|at| answer(item(at), value(at))).collect();
    let mut told = told();
    told.push(("A. Example", "2026-11-21T10:00:00Z", json!(many)));
    let mut script = Script::lived(80, 24, FULL, &told);
    script.go("history");
    script.keys("<pgdn><pgdn>");
    assert!(script.screen().contains("> 10:00"), "{}", script.screen());
    script.keys("<end>");
    assert!(
        script.screen().contains("> 09:00  A. Example     Title"),
        "{}",
        script.screen()
    );
    script.keys("<home>vv/length<enter>");
    assert!(
        script.screen().contains("2001 of 4025 changes"),
        "{}",
        script.screen()
    );
}
