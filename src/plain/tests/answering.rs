//! Every kind of answer, as it is typed; and what is typed wrong.

use serde_json::{Value as Json, json};

use super::Room;

#[test]
fn every_kind_is_answered_as_people_write_it() {
    let cases: &[(&str, &str, Json)] = &[
        ("project.title", "Care at home\n", json!("Care at home")),
        (
            "project.summary",
            "One.\n\n..\nTwo.\n.\n",
            json!("One.\n\n.\nTwo."),
        ),
        (
            "project.summary",
            "::skip is a word here\n.\n",
            json!(":skip is a word here"),
        ),
        ("project.summary", "First\n:next\n.\n", json!("First\n:next")),
        (
            "concept.objectives",
            "Less waiting\n.\nBeds\n.\nExperience\n.\n",
            json!({"patients": "Less waiting", "nhs": "Beds", "industry": "Experience"}),
        ),
        (
            "concept.objectives",
            "\nBeds\n.\n\n",
            json!({"patients": "", "nhs": "Beds", "industry": ""}),
        ),
        ("checklist.1A", "Y\n", json!("yes")),
        ("checklist.1A", "no\n", json!("no")),
        ("checklist.1A", "U\n", json!("unsure")),
        ("checklist.1A", "Not sure\n", json!("unsure")),
        ("project.setting", "2\n", json!("secondary")),
        ("project.setting", "primary care\n", json!("primary")),
        ("project.setting", "System\n", json!("system")),
        ("concept.start", "q4 2026\n", json!("2026-Q4")),
        ("concept.length", "2 years\n", json!(24)),
        (
            "concept.decision",
            "1\nAgreed on 12 November.\n.\n",
            json!({"choice": "go-ahead", "details": "Agreed on 12 November."}),
        ),
        (
            "concept.decision",
            "defer\n\n",
            json!({"choice": "deferred", "details": ""}),
        ),
        (
            "pid.cost",
            "£12,500\nexcluded\n",
            json!({"pence": 1_250_000, "vat": "excluded"}),
        ),
        ("project.actual-start", "today\n", json!("2026-11-21")),
        ("trust.vision", "planned\n", json!("planned")),
        ("outcomes.q.vision", "3\n", json!("partly")),
        (
            "safeguards.not-grant",
            "B. Example\n21/11/2026\n",
            json!({"name": "B. Example", "date": "2026-11-21"}),
        ),
        (
            "agreement.aims",
            "y\n4.2\nAs in the initiation document.\n.\n",
            json!({"covered": "yes", "clause": "4.2", "notes": "As in the initiation document."}),
        ),
        (
            "summary.period",
            "Q3 2027\nQ4 2028\n",
            json!({"from": "2027-Q3", "to": "2028-Q4"}),
        ),
        (
            "outcomes.duration",
            "July 2027\nDec 2028\n",
            json!({"from": "2027-07", "to": "2028-12"}),
        ),
    ];
    for (item, typed, value) in cases {
        let room = Room::new();
        let path = room.project();
        let heard = room.interview(&path, None, &format!(":goto {item}\n{typed}:quit\n"));
        assert_eq!(room.value(&path, item), *value, "{item}: {typed:?}\n{heard}");
    }
}

#[test]
fn what_is_typed_wrong_is_taught_and_changes_nothing() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "checklist.1A",
            "maybe\n",
            "This takes y for yes, n for no, u for not sure.",
        ),
        ("project.therapy-focus", "u\n", "This takes y for yes, n for no."),
        (
            "project.setting",
            "4\n",
            "This takes a number or a name: 1 Primary care; 2 Secondary care; 3 System",
        ),
        (
            "concept.start",
            "soon\n",
            "A quarter is written like Q4 2026: October to December.",
        ),
        (
            "concept.length",
            "241\n",
            "A length is a number of whole months from 1 to 240",
        ),
        (
            "project.actual-start",
            "31 Feb 2026\n",
            "There is no such day in the calendar.",
        ),
        ("pid.cost", "a lot\n", "A sum is written in pounds and pence"),
        (
            "summary.period",
            "Q3 2027\nQ1 2027\n",
            "The end is before the start.",
        ),
        (
            "project.title",
            ":gotoo\n",
            "There is no command :gotoo. :help lists them",
        ),
        (
            "project.title",
            &"x".repeat(501),
            "That line has 501 bytes, and this takes at most 500.",
        ),
        ("project.title", ":sign 1\n", ":sign does nothing here."),
        (
            "project.title",
            ":skip no\n",
            "This cannot be skipped: only scoping questions can.",
        ),
        ("project.title", ":confirm\n", "nothing is carried to"),
        (
            "project.title",
            ":remove 1\n",
            "There is no evidence here to remove.",
        ),
        ("project.summary", ".\n", "Kept as it is; :clear empties it."),
    ];
    for (item, typed, taught) in cases {
        let room = Room::new();
        let path = room.project();
        let before = room.value(&path, item);
        let heard = room.interview(&path, None, &format!(":goto {item}\n{typed}\n:quit\n"));
        let flat = heard
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        assert!(
            flat.contains(&taught.to_lowercase()),
            "{item}: {typed:?}\n{heard}"
        );
        assert_eq!(room.value(&path, item), before, "{item}: {typed:?}");
    }
}

#[test]
fn a_wrong_line_is_asked_again_and_the_right_one_counts() {
    let room = Room::new();
    let path = room.project();
    room.interview(&path, Some("concept"), ":goto 5\nsoon\nQ4 2026\n12 weeks\n12\n");
    assert_eq!(room.value(&path, "concept.start"), json!("2026-Q4"));
    assert_eq!(room.value(&path, "concept.length"), json!(12));
}

#[test]
fn a_part_left_out_is_asked_for_once_more_and_then_said_to_be_missing() {
    let room = Room::new();
    let path = room.project();
    let heard = room.interview(&path, None, ":goto pid.cost\n12500\n\n\n:quit\n");
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "pid.cost"), json!(null));
    room.interview(&path, None, ":goto pid.cost\n12500\n\nnone\n:quit\n");
    assert_eq!(
        room.value(&path, "pid.cost"),
        json!({"pence": 1_250_000, "vat": "none"})
    );
}

#[test]
fn an_empty_line_keeps_every_part_and_back_goes_to_the_part_before() {
    let room = Room::new();
    let path = room.project();
    room.interview(
        &path,
        None,
        ":goto agreement.aims\ny\n4.2\n:back\n4.3\nSee there.\n.\n",
    );
    let value = json!({"covered": "yes", "clause": "4.3", "notes": "See there."});
    assert_eq!(room.value(&path, "agreement.aims"), value);
    let heard = room.interview(&path, None, ":goto agreement.aims\n\n\n\n:quit\n");
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "agreement.aims"), value);
}

#[test]
fn a_long_answer_is_read_to_its_twelfth_line_and_whole_when_asked_for() {
    let room = Room::new();
    let path = room.project();
    let lines: Vec<String> = (1..=15).map(|at| format!("Line {at} of the summary.")).collect();
    let typed = format!(":goto 2\n{}\n.\n:back\n:show\n:quit\n", lines.join("\n"));
    let heard = room.interview(&path, None, &typed);
    assert!(
        heard.contains("  Line 12 of the summary.\n3 more lines; :show reads them all.\n"),
        "{heard}"
    );
    assert!(
        heard.contains("Answer by A. Example on 21 Nov 2026:\n  Line 1 of"),
        "{heard}"
    );
    assert!(heard.contains("\n  Line 15 of the summary.\n"), "{heard}");
}
