//! Sign-offs: recorded, lapsed after a question, withdrawn.

use serde_json::json;

use super::{Room, changes};

#[test]
fn a_concept_is_approved_by_each_party() {
    let room = Room::new();
    let path = room.sample();
    let typed = ":goto sign-offs\n:why\n:sign\n:sign 9\nyes\n:sign 1\nA. Example\ntomorrow\n12 Nov 2026\n:sign 2\n\n:sign 3\nC. Example\n22 Nov 2026\n\n\n:quit\n";
    let heard = room.interview(&path, Some("concept"), typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let signed: Vec<_> = session
        .project()
        .sign_offs
        .iter()
        .map(|sign_off| {
            (
                sign_off.party.as_str(),
                sign_off.name.as_str(),
                sign_off.date.to_string(),
            )
        })
        .collect();
    assert_eq!(
        signed,
        [
            ("northmere-icb", "A. Example", "2026-11-12".to_owned()),
            ("acme-pharma", "C. Example", "2026-11-21".to_owned()),
        ]
    );
}

#[test]
fn an_edit_under_a_sign_off_is_asked_about_and_then_shows_it_as_lapsed() {
    let room = Room::new();
    let path = room.sample();
    let signed = changes(&json!([
        {"op": "sign", "subject": "concept", "role": "approve", "party": "acme-pharma", "name": "C. Example", "date": "2026-11-12"},
    ]));
    let mut session = room.open(&path);
    session.apply(&signed).unwrap();
    session.save_now(std::time::Instant::now()).unwrap();
    drop(session);
    let typed = ":goto concept.length\n18\n:back\n24\nn\n24\ny\n:goto sign-offs\n:withdraw 1\n:withdraw 3\nGiven too early\n:quit\n";
    let heard = room.interview(&path, Some("concept"), typed);
    insta::assert_snapshot!(heard);
    assert_eq!(room.value(&path, "concept.length"), json!(24));
    let session = room.open(&path);
    let withdrawn = session.project().sign_offs[0].withdrawn.clone().unwrap();
    assert_eq!(withdrawn.reason, "Given too early");
}

#[test]
fn the_end_of_the_input_is_no_consent_to_a_lapse() {
    let room = Room::new();
    let path = room.sample();
    room.interview(&path, Some("concept"), ":goto sign-offs\n:sign 3\nC. Example\n\n");
    let before = room.value(&path, "concept.length");
    let heard = room.interview(&path, Some("concept"), ":goto concept.length\n30");
    assert!(heard.contains("Left as it was signed."), "{heard}");
    assert_eq!(room.value(&path, "concept.length"), before);
}

#[test]
fn a_publication_needs_its_address() {
    let room = Room::new();
    let path = room.sample();
    let typed = ":goto sign-offs\n:sign 2\nC. Example\n\n\n:sign 2\nC. Example\n\nhttps://example.org/summary\n:quit\n";
    let heard = room.interview(&path, Some("summary"), typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    assert_eq!(
        session.project().sign_offs[0].address.as_deref(),
        Some("https://example.org/summary")
    );
}

#[test]
fn a_note_or_the_same_answer_again_asks_nobody() {
    let room = Room::new();
    let path = room.sample();
    room.interview(&path, Some("concept"), ":goto sign-offs\n:sign 3\nC. Example\n\n");
    let typed = ":goto concept.length\n:note About\n18\n:quit\n";
    let heard = room.interview(&path, Some("concept"), typed);
    assert!(
        heard.contains("Approved by Acme Pharma Ltd as it stands: an edit would make that lapse"),
        "{heard}"
    );
    assert!(!heard.contains("Make it? y or n."), "{heard}");
}
