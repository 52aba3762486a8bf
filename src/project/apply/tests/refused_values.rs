//! Values and fields of another kind, too long, or with control characters are refused.

use serde_json::{Value as Json, json};

use super::{Trial, refused::all_refused};

#[test]
#[allow(clippy::too_many_lines)] // a table
fn values_of_another_kind() {
    let answer = |item: &str, value: Json| json!({"op": "answer", "item": item, "value": value});
    all_refused(
        Trial::new(),
        vec![
            (
                answer("project.title", json!(5)),
                "project.title takes a line of text, not 5",
            ),
            (
                answer("project.title", json!({})),
                "project.title takes a line of text, not {}",
            ),
            (
                answer("project.title", json!("a\nb")),
                "project.title takes one line",
            ),
            (
                answer("project.summary", json!(["a"])),
                "project.summary takes text",
            ),
            (
                answer("project.summary", json!(true)),
                "project.summary takes text, not true",
            ),
            (
                answer("checklist.1A", json!("maybe")),
                "checklist.1A takes yes, no or unsure",
            ),
            (
                answer("checklist.1A", json!("Yes")),
                "checklist.1A takes yes, no or unsure",
            ),
            (
                answer("checklist.1A", json!(true)),
                "checklist.1A takes yes, no or unsure",
            ),
            (
                answer("project.therapy-focus", json!("unsure")),
                "project.therapy-focus takes yes or no",
            ),
            (
                answer("project.setting", json!("tertiary")),
                "project.setting takes primary, secondary or system",
            ),
            (
                answer("trust.vision", json!("used")),
                "trust.vision takes in-place, planned or not-yet",
            ),
            (
                answer("patients.stories", json!("in-place")),
                "patients.stories takes used, planned or not-used",
            ),
            (
                answer("outcomes.q.vision", json!("not-applicable")),
                "outcomes.q.vision takes yes, no or partly",
            ),
            (
                answer("concept.start", json!("2026-Q5")),
                "concept.start takes a quarter",
            ),
            (
                answer("concept.start", json!("2026-11")),
                "concept.start takes a quarter",
            ),
            (
                answer("concept.start", json!(20264)),
                "concept.start takes a quarter",
            ),
            (
                answer("concept.length", json!(0)),
                "concept.length takes a number of months from 1 to 240",
            ),
            (
                answer("concept.length", json!(241)),
                "concept.length takes a number of months",
            ),
            (
                answer("concept.length", json!(1.5)),
                "concept.length takes a number of months",
            ),
            (
                answer("concept.length", json!("12")),
                "concept.length takes a number of months",
            ),
            (
                answer("project.actual-start", json!("2026-02-30")),
                "project.actual-start takes a day",
            ),
            (
                answer("project.actual-start", json!("21.11.2026")),
                "project.actual-start takes a day",
            ),
            (
                answer("summary.period", json!({"from": "2027-Q1", "to": "2026-Q4"})),
                "summary.period takes a period whose end",
            ),
            (
                answer("summary.period", json!({"from": "2027-01", "to": "2027-02"})),
                "summary.period takes a quarter",
            ),
            (
                answer("summary.period", json!({"from": "2027-Q1"})),
                "summary.period takes a quarter such as 2026-Q4, not nothing",
            ),
            (
                answer("outcomes.duration", json!({"from": "2027-Q1", "to": "2027-Q2"})),
                "outcomes.duration takes a month",
            ),
            (
                answer("pid.cost", json!({"pence": 10.5, "vat": "none"})),
                "pid.cost takes {\"pence\"",
            ),
            (
                answer("pid.cost", json!({"pence": -1, "vat": "none"})),
                "pid.cost takes {\"pence\"",
            ),
            (
                answer(
                    "pid.cost",
                    json!({"pence": 10_000_000_000_001_u64, "vat": "none"}),
                ),
                "pid.cost takes {\"pence\"",
            ),
            (
                answer("pid.cost", json!({"pence": 10})),
                "pid.cost takes included, excluded or none, not nothing",
            ),
            (
                answer("pid.cost", json!({"pence": 10, "vat": "none", "net": 8})),
                "pid.cost has no member \"net\"",
            ),
            (answer("pid.cost", json!({})), "pid.cost takes {\"pence\""),
            (
                answer("concept.decision", json!("go-ahead")),
                "concept.decision takes {\"choice\"",
            ),
            (
                answer("concept.decision", json!({"details": "x"})),
                "concept.decision takes go-ahead, no-go or deferred",
            ),
            (
                answer("concept.decision", json!({"choice": "go"})),
                "concept.decision takes go-ahead, no-go or deferred",
            ),
            (
                answer("concept.objectives", json!("x")),
                "concept.objectives takes {\"patients\"",
            ),
            (
                answer("concept.objectives", json!({"carers": "x"})),
                "concept.objectives has no member \"carers\"",
            ),
            (
                answer("concept.objectives", json!({"nhs": 4})),
                "concept.objectives takes {\"patients\"",
            ),
            (
                answer("safeguards.rights", json!({"name": "Di", "date": "today"})),
                "safeguards.rights takes a day",
            ),
            (
                answer("safeguards.rights", json!({"name": "Di\nEd"})),
                "safeguards.rights takes one line",
            ),
            (
                answer("agreement.aims", json!({"covered": "not-applicable"})),
                "agreement.aims takes yes or no",
            ),
            (
                answer("agreement.medicines", json!({"covered": "maybe"})),
                "agreement.medicines takes yes, no or not-applicable",
            ),
            (
                answer("agreement.aims", json!({"covered": "yes", "clause": "a\nb"})),
                "agreement.aims takes one line",
            ),
        ],
    );
}

#[test]
fn fields_of_another_kind() {
    let add =
        |list: &str, field: &str, value: Json| json!({"op": "add", "list": list, "record": {field: value}});
    all_refused(
        Trial::with_parties(),
        vec![
            (
                add("parties", "kind", json!("charity")),
                "parties.kind takes nhs, healthcare",
            ),
            (
                add("parties", "setting", json!("tertiary")),
                "parties.setting takes primary",
            ),
            (add("parties", "name", json!(4)), "parties.name takes a line"),
            (add("parties", "name", json!([])), "parties.name takes a line"),
            (
                add("parties", "name", json!("a\nb")),
                "parties.name takes one line",
            ),
            (
                add("parties", "joined", json!("2026")),
                "parties.joined takes a day",
            ),
            (
                add("team.members", "party", json!(4)),
                "team.members.party takes the id of a party",
            ),
            (
                add("disclosure.records", "year", json!("2026")),
                "disclosure.records.year takes a year",
            ),
            (
                add("disclosure.records", "year", json!(1899)),
                "disclosure.records.year takes a year",
            ),
            (
                add("disclosure.records", "year", json!(3000)),
                "disclosure.records.year takes a year",
            ),
            (
                add("disclosure.records", "pence", json!(-1)),
                "disclosure.records.pence takes whole pence",
            ),
            (
                add("disclosure.records", "pence", json!(1.5)),
                "disclosure.records.pence takes whole pence",
            ),
            (
                add("disclosure.records", "pence", json!(10_000_000_000_001_u64)),
                "disclosure.records.pence takes whole",
            ),
            (
                add("amendments", "items", json!("pid.title")),
                "amendments.items takes a list of ids",
            ),
            (
                add("amendments", "items", json!([4])),
                "amendments.items takes a list of ids",
            ),
            (
                add("delivery.reviews", "confidence", json!("very")),
                "delivery.reviews.confidence takes",
            ),
        ],
    );
}

#[test]
fn what_is_too_long_or_hides_a_control_character() {
    let long = |bytes: usize| "ä".repeat(bytes / 2);
    let answer = |item: &str, value: Json| json!({"op": "answer", "item": item, "value": value});
    let mut cases = vec![
        (
            answer("project.title", json!(long(502))),
            "project.title takes at most 500 bytes, not 502",
        ),
        (
            answer("project.summary", json!(long(50_002))),
            "project.summary takes at most 50000 bytes",
        ),
        (
            answer("concept.objectives", json!({"nhs": long(50_002)})),
            "concept.objectives takes at most 50000",
        ),
        (
            answer(
                "concept.decision",
                json!({"choice": "no-go", "details": long(50_002)}),
            ),
            "concept.decision takes",
        ),
        (
            answer("safeguards.rights", json!({"name": long(502)})),
            "safeguards.rights takes at most 500",
        ),
        (
            answer("agreement.aims", json!({"clause": long(502)})),
            "agreement.aims takes at most 500",
        ),
        (
            answer("agreement.aims", json!({"notes": long(50_002)})),
            "agreement.aims takes at most 50000",
        ),
        (
            json!({"op": "answer", "item": "project.title", "note": long(50_002)}),
            "the note of project.title takes",
        ),
        (
            json!({"op": "answer", "item": "project.title", "evidence": ["a", long(50_002)]}),
            "the evidence of project.title takes",
        ),
        (
            json!({"op": "skip", "item": "scoping.scale", "reason": long(50_002)}),
            "the reason of scoping.scale takes",
        ),
        (
            json!({"op": "add", "list": "parties", "record": {"name": long(502)}}),
            "parties.name takes at most 500",
        ),
        (
            json!({"op": "add", "list": "parties", "record": {"description": long(50_002)}}),
            "parties.description takes at most 50000",
        ),
    ];
    for hidden in [
        "\u{0}", "\u{1b}", "\r", "\u{7f}", "\u{85}", "\u{9b}", "\u{202a}", "\u{202e}", "\u{2066}", "\u{2069}",
    ] {
        cases.extend([
            (
                answer("project.title", json!(hidden)),
                "project.title holds the control character",
            ),
            (
                answer("project.summary", json!(format!("a{hidden}"))),
                "project.summary holds the control character",
            ),
            (answer("checklist.1A", json!(hidden)), "checklist.1A takes yes"),
            (
                answer("concept.objectives", json!({"nhs": hidden})),
                "concept.objectives holds the control",
            ),
            (
                json!({"op": "answer", "item": "project.title", "note": hidden}),
                "the note of project.title holds",
            ),
            (
                json!({"op": "answer", "item": "project.title", "evidence": [hidden]}),
                "the evidence of project.title holds",
            ),
            (
                json!({"op": "skip", "item": "scoping.scale", "reason": hidden}),
                "the reason of scoping.scale holds",
            ),
            (
                json!({"op": "add", "list": "parties", "record": {"name": hidden}}),
                "parties.name holds the control",
            ),
        ]);
    }
    all_refused(Trial::new(), cases);
}
