//! `triage --answers`: the verdict on an answer sheet.

use super::room::{Room, flat, is_narrow, keys};
use serde_json::{Map, Value as Json, json};

/// A sheet with 2 to 15 answered yes, and what else is said.
fn sheet(said: &[(&str, &str)]) -> String {
    let all = (2..=15).map(|number| (number.to_string(), json!("yes")));
    let mut answers: Map<String, Json> = all.collect();
    answers.extend(said.iter().map(|(key, value)| ((*key).to_owned(), json!(value))));
    Json::Object(answers).to_string()
}

#[test]
fn the_exit_code_says_the_verdict() {
    let room = Room::new();
    for (sheet, verdict, code) in [
        (sheet(&[("1A", "yes")]), "joint-working", 0),
        (sheet(&[("1A", "no"), ("1B", "yes")]), "collaborative-working", 0),
        (sheet(&[("1A", "yes"), ("12", "no")]), "joint-working", 0),
        (sheet(&[("1A", "yes"), ("4", "no")]), "not-yet-eligible", 3),
        (sheet(&[("4", "no")]), "not-yet-eligible", 3),
        (
            sheet(&[("1A", "no"), ("1B", "no"), ("4", "no")]),
            "other-support",
            3,
        ),
        (sheet(&[("1A", "yes"), ("6", "unsure")]), "undetermined", 4),
        (sheet(&[]), "undetermined", 4),
        ("{}".to_owned(), "undetermined", 4),
    ] {
        let ran = room.fed(&["triage", "--answers", "-", "--json"], sheet.clone());
        assert_eq!(ran.json()["verdict"], verdict, "{sheet}");
        assert_eq!(ran.code, code, "{sheet}");
        assert_eq!(ran.err, "");
        let in_words = room.fed(&["triage", "--answers", "-"], sheet.clone());
        assert_eq!(in_words.code, code, "{sheet}");
        is_narrow(&in_words.out);
    }
}

#[test]
fn the_json_is_the_one_of_the_contract() {
    let room = Room::new();
    let file = room.file(
        "answers.json",
        r#"{"1A":"yes","2":"yes","4":"no","6":"unsure","12":"no"}"#,
    );
    let ran = room.run(&["triage", "--answers", &file, "--json"]);
    assert_eq!(ran.code, 3);
    let yes = |items: &[&str]| -> Vec<Json> {
        items
            .iter()
            .map(|item| json!({"item": item, "to": "yes"}))
            .collect()
    };
    let open_red = ["3", "4", "5", "6", "7", "8", "9", "10"];
    let mut collaborative = vec![
        json!({"item": "1A", "to": "no"}),
        json!({"item": "1B", "to": "yes"}),
    ];
    collaborative.extend(yes(&open_red));
    assert_eq!(
        ran.json(),
        json!({
            "verdict": "not-yet-eligible",
            "route": "joint-working",
            "red_no": ["4"],
            "amber_no": ["12"],
            "to_confirm": ["6"],
            "unanswered": ["3", "5", "7", "8", "9", "10", "11", "13", "14", "15"],
            "would_change": [
                {"verdict": "other-support", "if": [{"item": "1A", "to": "no"}, {"item": "1B", "to": "no"}]},
                {"verdict": "joint-working", "if": yes(&open_red)},
                {"verdict": "collaborative-working", "if": collaborative},
            ],
            "edition": "nhs-abpi-2024",
        })
    );
    let order = [
        "verdict",
        "route",
        "red_no",
        "amber_no",
        "to_confirm",
        "unanswered",
        "would_change",
        "edition",
    ];
    assert_eq!(keys(&ran.json()), order);
}

#[test]
fn the_route_is_null_while_nothing_settles_it() {
    let room = Room::new();
    for (sheet, route) in [
        (r#"{"1A":"yes"}"#, json!("joint-working")),
        (r#"{"1A":"no","1B":"yes"}"#, json!("collaborative-working")),
        (r#"{"1A":"no","1B":"no"}"#, json!("other-support")),
        (r#"{"1A":"no"}"#, Json::Null),
        (r#"{"1A":"unsure","1B":"yes"}"#, Json::Null),
        ("{}", Json::Null),
    ] {
        let found = room.fed(&["triage", "--answers", "-", "--json"], sheet).json();
        assert_eq!(found["route"], route, "{sheet}");
    }
    let other = room.fed(
        &["triage", "--answers", "-", "--json"],
        sheet(&[("1A", "no"), ("1B", "no"), ("12", "no")]),
    );
    let other = other.json();
    assert_eq!(
        (&other["amber_no"], &other["unanswered"]),
        (&json!([]), &json!([]))
    );
}

#[test]
fn the_words_say_why_by_question_and_what_would_change_it() {
    let room = Room::new();
    let sheet = sheet(&[("1A", "yes"), ("4", "no"), ("12", "no"), ("13", "unsure")]);
    let text = flat(&room.fed(&["triage", "--answers", "-"], sheet).out);
    for words in [
        "Candidate verdict: not yet eligible",
        "Why - Red question 4 (A fair share)",
        "(p. 16)",
        "What turns a red no into a yes - 4, A fair share: ",
        "What would change the verdict - To joint working: yes to 4 -",
        "Risks to take along, from amber answers - 12, ",
        "To collaborative working: no to 1A, and yes to 1B and 4",
        "To confirm, answered not sure - 13, ",
        "Donation or grant",
        "the parties' own governance",
        "NHS Confederation",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_is_no_sheet_is_one_clear_line_that_names_the_file() {
    let room = Room::new();
    for (sheet, what) in [
        (&br#"{"1C":"yes"}"#[..], "there is no question \"1C\": sheet.json"),
        (br#"{"1a":"yes"}"#, "hint: did you mean \"1A\"?"),
        (
            br#"{"4":"Yes"}"#,
            "question 4 takes yes, no or unsure, not \"Yes\": sheet.json",
        ),
        (
            br#"{"4":1}"#,
            "question 4 takes yes, no or unsure, not 1: sheet.json",
        ),
        (
            br#"{"4":"yes","4":"no"}"#,
            "the key \"4\" is given twice at line 1",
        ),
        (br#"["4"]"#, "the answers are no JSON object"),
        (b"yes: no", "this is not JSON"),
        (b"{\"4\":\"\xff\"}", "this is not UTF-8 at line 1"),
        (b"", "the file is empty"),
        (
            br#"{"\u001b]0;x\u0007":"yes"}"#,
            r#"there is no question "\u{1b}]0;x\u{7}""#,
        ),
    ] {
        let file = room.file("sheet.json", sheet);
        let said = room.run(&["triage", "--answers", &file, "--json"]).failed(1);
        assert!(said.contains(what), "{said}");
    }
    let said = room
        .fed(&["triage", "--answers", "-"], "[".repeat(200_000))
        .failed(1);
    assert!(said.contains("nested more than"), "{said}");
    assert!(said.contains("standard input"), "{said}");
    let said = room.run(&["triage", "--answers", "missing.json"]).failed(1);
    assert!(said.contains("missing.json"), "{said}");
    let said = room.run(&["triage", "--answers", "."]).failed(1);
    assert!(said.contains("a folder, not a file"), "{said}");
}

#[test]
fn triage_makes_no_project() {
    let room = Room::new();
    room.fed(&["triage", "--answers", "-"], sheet(&[("1A", "yes")]))
        .done();
    assert!(!room.projects().exists());
}
