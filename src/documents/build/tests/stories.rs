//! What a document says when something happened to what it shows.

use serde_json::json;

use super::{Making, edition, outline::outline};
use crate::{
    documents::document::{Block, Document, Field, MarkKind, SignOff},
    project::merge,
};

#[track_caller]
fn field(document: &Document, id: &str) -> Field {
    let fields = document.blocks.iter().filter_map(|block| match block {
        Block::Fields(fields) => Some(fields),
        _ => None,
    });
    let field = fields.flatten().find(|field| field.id == id);
    field.unwrap_or_else(|| panic!("no field {id}")).clone()
}

fn sign_offs(document: &Document) -> Vec<SignOff> {
    let blocks = document.blocks.iter().filter_map(|block| match block {
        Block::SignOffs(sign_offs) => Some(sign_offs.clone()),
        _ => None,
    });
    blocks.flatten().collect()
}

fn marks(field: &Field) -> Vec<&str> {
    field.marks.iter().map(|mark| mark.words.as_str()).collect()
}

/// Two parties, and a concept that both have approved.
fn approved() -> Making {
    let mut making = Making::new();
    making.apply(&json!([
        {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
        {"op": "answer", "item": "concept.purpose", "value": "To help"},
        {"op": "sign", "subject": "concept", "role": "approve", "party": "north", "name": "Di", "date": "2026-11-20"},
        {"op": "sign", "subject": "concept", "role": "approve", "party": "acme", "name": "Ed", "date": "2026-11-21"},
    ]));
    making
}

#[test]
fn a_lapsed_sign_off_names_what_changed_and_has_room_for_the_next() {
    let mut making = approved();
    making.by(
        "Bo",
        &json!([{"op": "answer", "item": "concept.purpose", "value": "To sell"}]),
    );
    let document = making.document("concept");
    let rows = sign_offs(&document);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        (rows[0].name.as_str(), rows[0].date.as_str()),
        ("Di", "20 Nov 2026")
    );
    assert_eq!(
        rows[0].marks[0].words,
        "LAPSED: Purpose (Bo, 21 Nov 2026, 09:02 UTC) changed since."
    );
    assert_eq!((rows[1].party.as_str(), rows[1].name.as_str()), ("North ICB", ""));
    assert_eq!(rows[1].marks[0].kind, MarkKind::Gap);
    let told = outline(&document);
    assert_eq!(told.matches("When it was approved: To help").count(), 1, "{told}");
}

#[test]
fn a_withdrawn_sign_off_is_outstanding_and_says_that_it_was_given() {
    let mut making = approved();
    making.apply(&json!([
        {"op": "withdraw", "subject": "concept", "role": "approve", "party": "acme", "reason": "Too early"},
    ]));
    let rows = sign_offs(&making.document("concept"));
    let acme = rows.iter().find(|row| row.party == "Acme").unwrap();
    assert_eq!(acme.name, "");
    let words: Vec<&str> = acme.marks.iter().map(|mark| mark.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Not approved yet.",
            "Approved by Ed on 21 Nov 2026; withdrawn (Ann, 21 Nov 2026, 09:02 UTC): Too early."
        ]
    );
}

#[test]
fn what_is_carried_says_from_where_until_it_is_confirmed_and_when_that_changed() {
    let mut making = approved();
    let background = |making: &Making| field(&making.document("pid"), "pid.background");
    let carried = background(&making);
    assert_eq!(carried.parts[0].text, "To help");
    assert_eq!(marks(&carried), ["From the concept, Purpose: not confirmed yet."]);
    assert_eq!(carried.marks[0].kind, MarkKind::Carried);

    making.apply(&json!([{"op": "confirm", "item": "pid.background"}]));
    assert!(background(&making).marks.is_empty());

    making.by(
        "Bo",
        &json!([{"op": "answer", "item": "concept.purpose", "value": "To sell"}]),
    );
    let changed = background(&making);
    assert_eq!(changed.parts[0].text, "To help");
    assert_eq!(
        marks(&changed),
        [
            "SOURCE CHANGED: The concept's Purpose (Bo, 21 Nov 2026, 09:03 UTC) changed after this was taken from it."
        ]
    );
}

#[test]
fn a_skipped_question_says_why_and_keeps_its_answer() {
    let mut making = Making::new();
    making.apply(&json!([
        {"op": "answer", "item": "scoping.scale", "value": "Large", "note": "Counted", "evidence": ["Audit"]},
        {"op": "skip", "item": "scoping.scale", "reason": "asked elsewhere"},
    ]));
    let scale = field(&making.document("concept"), "scoping.scale");
    assert_eq!(scale.question, "How big is the problem?");
    assert_eq!(scale.parts[0].text, "Large");
    assert_eq!(
        marks(&scale),
        ["Not applicable, because: asked elsewhere. (Ann, 21 Nov 2026, 09:01 UTC)"]
    );
    let beside: Vec<(&str, &str)> = scale
        .beside
        .iter()
        .map(|part| (part.label.as_str(), part.text.as_str()))
        .collect();
    assert_eq!(beside, [("Note", "Counted"), ("Evidence", "Audit")]);
}

#[test]
fn a_parked_answer_stands_with_the_checklist_and_not_in_its_form() {
    let mut making = Making::new();
    making.apply(&json!([
        {"op": "answer", "item": "project.therapy-focus", "value": "yes"},
        {"op": "answer", "item": "scoping.therapy-companies", "value": "Acme alone"},
        {"op": "answer", "item": "project.therapy-focus", "value": "no"},
    ]));
    assert!(!outline(&making.document("concept")).contains("Acme alone"));
    let eligibility = outline(&making.document("eligibility"));
    let kept = eligibility
        .split("# Answers kept that do not apply now")
        .nth(1)
        .unwrap();
    assert!(kept.contains("Acme alone"), "{kept}");
}

#[test]
fn two_versions_of_a_record_stand_in_its_form_each_with_who_and_when() {
    let mut making = Making::sample("hospital-at-home");
    making.apply(&json!([]));
    let base = making.project.clone();
    let changed = |who: &str, address: &str| {
        let mut side = Making {
            project: base.clone(),
            minutes: 5,
            today: "2026-11-21",
        };
        side.by(
            who,
            &json!([{"op": "update", "list": "parties", "id": "acme-pharma", "fields": {"address": address}}]),
        );
        side.project
    };
    making.project = merge(
        edition(),
        &base,
        &changed("Ann", "1 New Road"),
        &changed("Bo", "2 Old Road"),
    );
    let form = field(&making.document("concept"), "parties/acme-pharma");
    assert_eq!(marks(&form), ["TWO VERSIONS: one of them has to be chosen."]);
    for (label, text) in [
        ("Ann, 21 Nov 2026, 09:06 UTC: Address", "1 New Road"),
        ("Bo, 21 Nov 2026, 09:06 UTC: Address", "2 Old Road"),
    ] {
        let told = form
            .parts
            .iter()
            .any(|part| part.label == label && part.text == text);
        assert!(told, "{label}: {:?}", form.parts);
    }
}

#[test]
fn unsafe_characters_are_shown_as_such() {
    let mut making = Making::new();
    making.apply(&json!([{"op": "answer", "item": "concept.purpose", "value": "x"}]));
    let bytes = making.project.to_bytes(edition());
    let text = String::from_utf8(bytes)
        .unwrap()
        .replace("\"x\"", r#""a\u001b[31mb\u202ec""#);
    let editions = crate::guidance::editions();
    let (project, _) = crate::project::Project::parse(text.as_bytes(), editions).unwrap();
    making.project = project;
    let purpose = field(&making.document("concept"), "concept.purpose");
    assert_eq!(purpose.parts[0].text, "a\u{FFFD}[31mb\u{FFFD}c");
}

#[test]
fn publishing_is_not_what_makes_a_draft_of_the_summary() {
    let mut making = Making::sample("complete-bone-health");
    assert_eq!(making.document("summary").imprint.draft, None);
    making.apply(&json!([
        {"op": "withdraw", "subject": "summary", "role": "publish", "party": "acme-pharma", "reason": "Page is gone"},
    ]));
    for which in ["summary", "pid", "agreement"] {
        assert_eq!(making.document(which).imprint.draft, None, "{which}");
    }
    making.apply(&json!([
        {"op": "withdraw", "subject": "summary", "role": "certify", "party": "acme-pharma", "reason": "Wrong version"},
    ]));
    let summary = making.document("summary");
    assert_eq!(
        summary.imprint.draft.as_deref(),
        Some("Before Stage 3: Acme Pharma Ltd has not certified the Executive summary.")
    );
    let told = outline(&summary);
    assert!(told.contains("become public with this summary"), "{told}");
}

#[test]
fn an_amendment_is_a_draft_until_it_is_agreed_and_then_marks_the_pid() {
    let mut making = Making::sample("complete-bone-health");
    making.apply(&json!([
        {"op": "add", "list": "amendments", "record": {"id": "longer", "name": "Longer", "owner": "All", "requested": "Two months more", "impact": "None", "submitted": "2026-11-20", "items": ["pid.completion"]}},
    ]));
    let amendment = making.document("amendment/longer");
    assert_eq!(amendment.title, "Project amendment 2");
    let draft = amendment.imprint.draft.unwrap();
    assert!(draft.contains("have not approved it as it stands"), "{draft}");
    let pid = making.document("pid");
    assert!(
        outline(&pid).contains("! Amendment 2 is not agreed"),
        "{}",
        outline(&pid)
    );
    assert!(marks(&field(&pid, "pid.completion")).is_empty());

    making.apply(&json!([
        {"op": "sign", "subject": "amendment/longer", "role": "approve", "party": "project-team", "name": "Di", "date": "2026-11-20"},
        {"op": "sign", "subject": "amendment/longer", "role": "approve", "party": "governance-committee", "name": "Ed", "date": "2026-11-21"},
    ]));
    assert_eq!(making.document("amendment/longer").imprint.draft, None);
    let pid = making.document("pid");
    let note = "! As amended: Amendment 2, agreed by the project team on 20 Nov 2026 and by the governance committee on 21 Nov 2026: Longer.";
    assert!(outline(&pid).contains(note), "{}", outline(&pid));
    assert_eq!(
        marks(&field(&pid, "pid.completion")),
        ["As amended by Amendment 2."]
    );
}

#[test]
fn a_table_that_nobody_writes_in_marks_its_empty_cells() {
    let document = approved().document("eligibility");
    let told = outline(&document);
    assert!(
        told.contains("| Acme | Pharmaceutical company | \u{2013}"),
        "{told}"
    );
}

#[test]
fn what_is_still_to_be_given_is_not_called_given() {
    let mut making = Making::new();
    making.apply(&json!([
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
    ]));
    let rows = sign_offs(&making.document("concept"));
    assert_eq!(rows[0].role, "Approval");
    assert_eq!(rows[0].marks[0].words, "Not approved yet.");
}

#[test]
fn carried_records_read_as_sentences() {
    let mut making = Making::new();
    making.apply(&json!([
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company",
            "description": "Makes things.", "address": "1 Example Way"}},
        {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
    ]));
    let said = field(&making.document("concept"), "concept.partners");
    assert_eq!(said.parts[0].text, "Acme: Makes things. 1 Example Way\nNorth ICB");
}

#[test]
fn a_decision_against_the_project_is_said_in_words() {
    let mut making = approved();
    making.apply(&json!([
        {"op": "answer", "item": "concept.decision", "value": {"choice": "no-go", "details": ""}},
    ]));
    let draft = making.document("status");
    let told = outline(&draft);
    assert!(told.contains("The decision is not to go ahead."), "{told}");
}

#[test]
fn an_answer_that_does_not_apply_stops_nothing() {
    let mut making = approved();
    let says = |making: &Making| {
        let document = making.document("eligibility");
        let words = field(&document, "checklist.4");
        words
            .marks
            .iter()
            .any(|mark| mark.words.starts_with("A no here stops"))
    };
    making.apply(&json!([
        {"op": "answer", "item": "checklist.1A", "value": "yes"},
        {"op": "answer", "item": "checklist.4", "value": "no"},
    ]));
    assert!(says(&making));
    making.apply(&json!([
        {"op": "answer", "item": "checklist.1A", "value": "no"},
        {"op": "answer", "item": "checklist.1B", "value": "no"},
    ]));
    assert!(!says(&making));
}
