//! What goes out and comes back: untouched it changes nothing, and an edit by hand is that edit.

mod tables;

use proptest::{collection, prelude::*};
use serde_json::{Value as Json, json};
use std::io::{Cursor, Read as _, Write as _};

use super::*;
use crate::{
    documents::{Format, Which, all, build, render},
    guidance::editions,
    project::{
        CountedIds, Stamp, apply,
        histories::{cases, moves, played, start},
        merge,
    },
    rules::{assess, verdict},
};

const TODAY: &str = "2026-12-31";

fn edition() -> &'static Edition {
    &editions()[0]
}

fn project(changes: &Json) -> Project {
    let at = "2026-11-01T08:00:00Z".parse().unwrap();
    let mut project = Project::new("heart-failure-4k2m".to_owned(), edition(), at);
    make(&mut project, &Change::list_from_json(changes).unwrap());
    project
}

#[track_caller]
fn make(project: &mut Project, changes: &[Change]) {
    let today = TODAY.parse().unwrap();
    let mut stamp = Stamp {
        by: "Ann",
        at: "2026-11-21T09:00:00Z".parse().unwrap(),
        today,
        ids: &mut CountedIds(7),
        verdict: &|edition, project| verdict(edition, project, today),
    };
    apply(project, changes, edition(), &mut stamp).unwrap();
}

fn sample(name: &str) -> Project {
    let bytes = std::fs::read(format!("assets/samples/{name}.json")).unwrap();
    project(&serde_json::from_slice(&bytes).unwrap())
}

fn drawn(project: &Project, which: &Which, format: Format) -> Vec<u8> {
    let today = TODAY.parse().unwrap();
    let document = build(
        edition(),
        project,
        &assess(edition(), project, today),
        today,
        which,
    )
    .unwrap();
    render(&document, format).unwrap()
}

fn markdown_of(project: &Project, which: &str) -> String {
    String::from_utf8(drawn(project, &which.parse().unwrap(), Format::Markdown)).unwrap()
}

fn import(project: &Project, bytes: &[u8], kind: ReturnedKind) -> Result<Import, ImportError> {
    changes_from(edition(), project, TODAY.parse().unwrap(), bytes, kind)
}

#[track_caller]
fn read(project: &Project, markdown: &str) -> Import {
    import(project, markdown.as_bytes(), ReturnedKind::Markdown).unwrap()
}

fn answers(project: &Project, answers: &Json) -> Result<Import, ImportError> {
    import(project, answers.to_string().as_bytes(), ReturnedKind::Answers)
}

/// The Markdown with something written between the two comments of a value.
#[track_caller]
fn written(markdown: &str, place: &str, text: &str) -> String {
    let begin = markdown.find(&format!("<!-- {place} -->")).unwrap();
    let begin = begin + place.len() + "<!--  -->".len();
    let end = begin + markdown[begin..].find("<!-- / -->").unwrap();
    format!("{}\n{text}\n{}", &markdown[..begin], &markdown[end..])
}

/// Fails on a document of the project that does not come back as it went out.
fn comes_back(project: &Project, whiches: &[Which]) {
    for which in whiches {
        for (format, kind) in [
            (Format::Markdown, ReturnedKind::Markdown),
            (Format::Docx, ReturnedKind::Word),
        ] {
            match import(project, &drawn(project, which, format), kind) {
                Ok(Import { changes, left, .. }) => {
                    assert_eq!((changes, left), (Vec::new(), Vec::new()), "{which} as {format}");
                }
                // One tells where the project stands; the other, once it may be published, is text alone.
                Err(ImportError::NoFields) => assert!(matches!(which, Which::Status | Which::Summary)),
                Err(error) => panic!("{which} as {format}: {error}"),
            }
        }
    }
}

#[test]
fn every_document_of_the_samples_comes_back_as_it_went_out() {
    for one in crate::session::SAMPLES {
        let project = sample(one.name);
        comes_back(&project, &all(edition(), &project));
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn whatever_two_people_did_nothing_changes_that_nobody_touched(
        base in start(),
        ours in moves(14),
        theirs in moves(14),
    ) {
        let (ours, theirs) = (played(&base, 'x', &ours), played(&base, 'y', &theirs));
        let project = merge(edition(), &base, &ours, &theirs);
        comes_back(&project, &[Which::Pack]);
    }

    #[test]
    fn a_text_that_somebody_edits_is_that_change_alone(
        project in start(),
        text in "[a-zA-Z0-9 ,.;:£é()|-]{0,40}[a-z]",
    ) {
        let edited = written(&markdown_of(&project, "concept"), "concept.purpose", &text);
        let changes: Vec<Change> = read(&project, &edited)
            .changes
            .into_iter()
            .map(|proposed| proposed.change)
            .collect();
        prop_assert_eq!(changes, [Change::value("concept.purpose", json!(text.trim_start()))]);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_bytes_make_it_panic(
        bytes in collection::vec(any::<u8>(), 0..200),
        text in "(<!-- [a-z.]{0,9} -->|\\{|\"|[a-z]\n|PK\u{3}\u{4}|: |parties/x|\\| <!-- (parties|risks|parties/x)( [a-z]{1,5})? --> |\\| <br>){0,12}",
    ) {
        let project = project(&json!([]));
        for bytes in [&bytes[..], text.as_bytes()] {
            for kind in [ReturnedKind::Word, ReturnedKind::Markdown, ReturnedKind::Answers] {
                let _ = import(&project, bytes, kind);
            }
            let _ = ReturnedKind::of(Path::new("-"), bytes);
        }
    }
}

#[test]
fn what_a_partner_writes_by_hand_is_read_as_its_field_takes_it() {
    let project = project(&json!([
        {"op": "answer", "item": "concept.objectives", "value": {"patients": "Shorter waits"}},
        {"op": "answer", "item": "concept.start", "value": "2026-Q4"},
    ]));
    let mut markdown = markdown_of(&project, "concept");
    for (place, text) in [
        ("concept.purpose", "To bring care home\n\nand keep it there"),
        ("concept.objectives nhs", "Fewer \\*beds\\*"),
        ("concept.start", "January 2027"),
        ("concept.length", "2 years"),
        ("concept.decision choice", "Go ahead"),
    ] {
        markdown = written(&markdown, place, text);
    }
    let import = read(&project, &markdown);
    assert_eq!(import.left, Vec::<String>::new());
    let mut taken = project.clone();
    let changes: Vec<Change> = import
        .changes
        .iter()
        .map(|proposed| proposed.change.clone())
        .collect();
    make(&mut taken, &changes);
    let value = |id: &str| taken.answer(id).unwrap().value_json();
    assert_eq!(
        value("concept.purpose"),
        json!("To bring care home\n\nand keep it there")
    );
    assert_eq!(
        value("concept.objectives"),
        json!({"patients": "Shorter waits", "nhs": "Fewer *beds*", "industry": ""})
    );
    assert_eq!(value("concept.start"), json!("2027-Q1"));
    assert_eq!(value("concept.length"), json!(24));
    assert_eq!(value("concept.decision")["choice"], "go-ahead");
    assert_eq!(changes.len(), 5);
    let start = import
        .changes
        .iter()
        .find(|proposed| proposed.change.target() == "concept.start");
    let start = start.unwrap();
    assert_eq!(
        (start.before.as_str(), start.after.as_str()),
        ("Q4 2026 (Oct to Dec)", "Q1 2027 (Jan to Mar)")
    );
    assert_eq!(read(&taken, &markdown_of(&taken, "concept")).changes, Vec::new());
}

#[test]
fn what_is_empty_there_and_filled_here_is_left_as_it_is() {
    let project = project(&json!([
        {"op": "answer", "item": "concept.purpose", "value": "Care at home", "note": "asked Bo", "evidence": ["a", "b"]},
        {"op": "answer", "item": "concept.objectives", "value": {"patients": "Shorter waits", "nhs": "Beds"}},
    ]));
    let mut markdown = markdown_of(&project, "concept");
    for place in [
        "concept.purpose",
        "concept.purpose note",
        "concept.purpose evidence",
        "concept.objectives nhs",
    ] {
        markdown = written(&markdown, place, "");
    }
    let import = read(&project, &markdown);
    assert_eq!(import.changes, Vec::new());
    let left = import.left.join("\n");
    for place in [
        "concept.purpose: left as it is",
        "concept.purpose (note): left as it is",
        "concept.purpose (evidence): left as it is",
        "concept.objectives (nhs): left as it is",
    ] {
        assert!(left.contains(place), "{left}");
    }
    let left = answers(&project, &json!({"concept.purpose": "", "concept.length": null})).unwrap();
    assert_eq!((left.changes.len(), left.left.len()), (0, 1));
}

#[test]
fn a_note_and_a_piece_of_evidence_come_back_too() {
    let project = project(&json!([
        {"op": "answer", "item": "concept.purpose", "value": "Care at home", "note": "asked Bo", "evidence": ["a", "b"]},
    ]));
    let markdown = written(
        &markdown_of(&project, "concept"),
        "concept.purpose note",
        "asked Cy",
    );
    let markdown = written(&markdown, "concept.purpose evidence", "a, page 3");
    let changes: Vec<Json> = read(&project, &markdown)
        .changes
        .iter()
        .map(|proposed| proposed.change.to_json())
        .collect();
    assert_eq!(
        changes,
        [
            json!({"op": "answer", "item": "concept.purpose", "note": "asked Cy"}),
            json!({"op": "answer", "item": "concept.purpose", "evidence": ["a, page 3", "b"]}),
        ]
    );
}

#[test]
fn all_that_does_not_fit_is_named_at_once() {
    let project = project(&json!([]));
    let mut markdown = markdown_of(&project, "concept");
    markdown = written(&markdown, "concept.start", "soon");
    markdown = written(&markdown, "concept.decision details", "as we said");
    markdown.push_str("\n<!-- concept.purpos -->\nTo bring care home\n");
    let Err(ImportError::Unfit(problems)) = import(&project, markdown.as_bytes(), ReturnedKind::Markdown)
    else {
        panic!("it was taken");
    };
    assert_eq!(
        problems,
        [
            "concept.start cannot be \"soon\": A quarter is written like Q4 2026: October to December",
            "concept.decision (choice) cannot be \"\": The decision itself is still open",
            "there is no item \"concept.purpos\" (did you mean concept.purpose?)",
        ]
    );
    let wrong = json!({"concept.start": 4, "1A": "yes", "parties": [], "pid.cost": {"pence": 5}});
    let Err(ImportError::Unfit(problems)) = answers(&project, &wrong) else {
        panic!("it was taken");
    };
    assert_eq!(problems.len(), 4, "{problems:?}");
    assert!(problems[1].contains("did you mean checklist.1A?"), "{problems:?}");
}

#[test]
fn answers_by_id_are_values_or_words_for_them() {
    let project = project(&json!([{"op": "answer", "item": "concept.length", "value": 18}]));
    let import = answers(
        &project,
        &json!({
            "scoping.scale": "Two wards",
            "concept.start": "Q4 2026",
            "concept.length": 18,
            "checklist.1A": "yes",
            "pid.cost": {"pence": 5, "vat": "none"},
        }),
    )
    .unwrap();
    let changes: Vec<&Change> = import.changes.iter().map(|proposed| &proposed.change).collect();
    assert_eq!(
        changes,
        [
            &Change::value("scoping.scale", json!("Two wards")),
            &Change::value("concept.start", json!("2026-Q4")),
            &Change::value("checklist.1A", json!("yes")),
            &Change::value("pid.cost", json!({"pence": 5, "vat": "none"})),
        ]
    );
    let twice = br#"{"scoping.scale":"a","scoping.scale":"b"}"#;
    let error = import_error(&project, twice);
    assert!(error.to_string().contains("given twice"), "{error}");
    assert_eq!(import_error(&project, b"[]"), ImportError::NoObject);
}

fn import_error(project: &Project, bytes: &[u8]) -> ImportError {
    import(project, bytes, ReturnedKind::Answers).unwrap_err()
}

#[test]
fn a_document_says_whose_it_is_and_of_when() {
    let mut project = project(&json!([{"op": "answer", "item": "concept.purpose", "value": "Care at home"}]));
    let documents = [
        (
            drawn(&project, &Which::Concept, Format::Markdown),
            ReturnedKind::Markdown,
        ),
        (drawn(&project, &Which::Concept, Format::Docx), ReturnedKind::Word),
    ];
    for (bytes, kind) in &documents {
        let other = Project::new("another-0001".to_owned(), edition(), project.created_at);
        let refused = import(&other, bytes, *kind).unwrap_err();
        assert_eq!(
            refused,
            ImportError::OtherProject {
                theirs: "heart-failure-4k2m".to_owned(),
                ours: "another-0001".to_owned(),
            }
        );
    }
    project.revision += 3;
    for (bytes, kind) in &documents {
        let notes = import(&project, bytes, *kind).unwrap().notes.join(" ");
        assert!(
            notes.contains("shows revision 0, and the project is at 3"),
            "{notes}"
        );
    }
    let bare = "<!-- concept.purpose -->\nAnother\n";
    assert_eq!(
        read(&project, bare).changes.len(),
        1,
        "a document may not say whose it is"
    );
}

/// The Word file with its text as somebody edits it.
fn edited(bytes: &[u8], edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name == "word/document.xml" {
            text = edit(text);
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The Word file with something typed over the first place of each of some words.
fn typed_over(bytes: &[u8], words: &[(&str, &str)]) -> Vec<u8> {
    edited(bytes, |mut text| {
        for (before, after) in words {
            assert!(text.contains(before), "{before}");
            text = text.replacen(before, after, 1);
        }
        text
    })
}

#[test]
fn what_is_typed_over_in_word_comes_back_from_fields_and_from_tables() {
    let project = project(&json!([
        {"op": "answer", "item": "concept.purpose", "value": "Care at home"},
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme Pharma", "kind": "company"}},
        {"op": "answer", "item": "pid.plan", "value": "As agreed"},
        {"op": "add", "list": "plan.milestones", "record": {"id": "first", "title": "First ward"}},
    ]));
    let word = drawn(&project, &Which::Pack, Format::Docx);
    let word = typed_over(
        &word,
        &[
            ("Care at home", "Care &amp; comfort at home"),
            ("First ward", "Second ward"),
        ],
    );
    let import = import(&project, &word, ReturnedKind::Word).unwrap();
    let changes: Vec<Json> = import
        .changes
        .iter()
        .map(|proposed| proposed.change.to_json())
        .collect();
    assert_eq!(
        changes,
        [
            json!({"op": "answer", "item": "concept.purpose", "value": "Care & comfort at home"}),
            json!({"op": "update", "list": "plan.milestones", "id": "first", "fields": {"title": "Second ward"}}),
        ]
    );
    assert_eq!(import.left, Vec::<String>::new());
}

#[test]
fn a_record_comes_back_from_its_form_and_is_found_by_its_words() {
    let project = project(&json!([
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
        {"op": "add", "list": "parties", "record": {"id": "north", "name": "North ICB", "kind": "nhs"}},
    ]));
    let markdown = "<!-- parties/acme name -->\nAcme Pharma\n<!-- parties/acme kind -->\nno such kind\n";
    assert!(matches!(
        import(&project, markdown.as_bytes(), ReturnedKind::Markdown),
        Err(ImportError::Unfit(_))
    ));
    let markdown = "<!-- parties/acme name -->\nAcme Pharma\n<!-- parties/acme kind -->\nCompany\n\
                    <!-- parties/gone name -->\nGone\n";
    let import = read(&project, markdown);
    assert_eq!(
        import.changes[0].change.to_json(),
        json!({"op": "update", "list": "parties", "id": "acme", "fields": {"name": "Acme Pharma"}})
    );
    assert_eq!(import.changes.len(), 1);
    assert!(
        import.left[0].contains("it is not there any more"),
        "{:?}",
        import.left
    );
}
