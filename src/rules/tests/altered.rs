//! What is accepted is always sound when it is saved, and one value altered in the file by another
//! hand is always found.

use proptest::{prelude::*, sample::Index};

use super::{
    chance::{beginning, events, lived},
    *,
};
use crate::{
    guidance::editions,
    project::histories::{cases, leaves},
};

/// Values of which each is one of its kind somewhere in a file.
const INSTEAD: [&str; 12] = [
    "",
    "Text.",
    "yes",
    "no",
    "unsure",
    "acme",
    "north",
    "2026-11-30",
    "2027-Q1",
    "Ann",
    "2026-11-02T09:15:00Z",
    "joint-working",
];

fn filed(story: &Story) -> Json {
    serde_json::from_slice(&story.project.to_bytes(edition())).unwrap()
}

/// What is found in a file as it lies there: nothing where it cannot be read, or not as ours.
/// Lapsed sign-offs aside: they are the project's own business.
fn found(file: &Json, today: Date) -> Option<Vec<Finding>> {
    let (project, edition) = Project::parse(file.to_string().as_bytes(), editions()).ok()?;
    if project.read_only.is_some() || project.id != "story-0001" {
        // What the command finds by the file's name, or shows as another program's.
        return None;
    }
    let mut findings = verify(edition, &project, today);
    findings.retain(|finding| finding.kind != FindingKind::SignOff);
    Some(findings)
}

/// One value altered: which, to what, and with what else to choose from.
type Alteration = (Index, usize, Index);

/// The file with one value altered to another; none where it says the same.
fn altered(file: &Json, (which, how, other): &Alteration) -> Option<(String, Json)> {
    let mut all = Vec::new();
    leaves(file, "", &mut all);
    let path = which.get(&all);
    let was = file.pointer(path).unwrap();
    let instead = match (how, was) {
        (0, Json::Number(number)) => json!(number.as_u64().unwrap() + 1),
        (0, was) => json!(format!("{}x", was.as_str().unwrap_or_default())),
        // What stands elsewhere in it, such as an earlier value in the log.
        (1..=4, _) => file.pointer(other.get::<String>(&all)).unwrap().clone(),
        _ => json!(other.get(&INSTEAD)),
    };
    let blank = |json: &Json| json.is_null() || *json == json!("");
    if instead == *was || blank(&instead) && blank(was) {
        return None;
    }
    let what = format!("{path}: {was} is now {instead}");
    let mut file = file.clone();
    *file.pointer_mut(path).unwrap() = instead;
    Some((what, file))
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn what_was_accepted_undone_restored_and_merged_is_sound_and_one_altered_value_is_found(
        begin in beginning(),
        events in events(50),
        alterations in prop::collection::vec((any::<Index>(), 0..8_usize, any::<Index>()), 12),
    ) {
        let story = lived(begin, &events);
        let file = filed(&story);
        prop_assert_eq!(found(&file, story.today), Some(Vec::new()), "{:#}", file);
        for (what, file) in alterations.iter().filter_map(|alteration| altered(&file, alteration)) {
            prop_assert_ne!(found(&file, story.today), Some(Vec::new()), "{}", what);
        }
    }
}

/// What nothing else in the file tells of, and why: the receipt's hash of the whole file alone finds
/// it, and that is not held against a file in which another program has written too.
const BY_THE_WHOLE_ALONE: [(&str, &str, &str); 9] = [
    (
        "/revision",
        "9",
        "it counts saves, and a save leaves no other trace",
    ),
    (
        "/created_at",
        "\"2026-11-01T09:00:00Z\"",
        "the log begins with the first change",
    ),
    (
        "/updated_at",
        "\"2026-11-09T09:00:00Z\"",
        "folded entries keep only their bounds",
    ),
    (
        "/verdict/at",
        "\"2026-11-09T09:00:00Z\"",
        "a save is no change, and is not in the log",
    ),
    (
        "/verdict/day",
        "\"2026-12-24\"",
        "the day may be any on which the verdict is the same",
    ),
    (
        "/started/at",
        "\"2026-11-09T09:00:00Z\"",
        "it is the instant of a save",
    ),
    ("/started/revision", "7", "it is the number of a save"),
    ("/log/0/id", "\"another\"", "an entry's id is any id of its own"),
    (
        "/later",
        "\"Another.\"",
        "members that this program does not know are not ours to judge",
    ),
];

#[test]
fn what_nothing_tells_of_is_found_by_the_whole_and_left_where_another_program_wrote_too() {
    let story = Story::at(4);
    let ours = filed(story);
    let mut theirs = ours.clone();
    theirs["later"] = json!("What a later program wrote.");
    assert_eq!(found(&theirs, story.today), Some(vec![]));
    for (path, instead, why) in BY_THE_WHOLE_ALONE {
        let instead: Json = serde_json::from_str(instead).unwrap();
        let mut file = theirs.clone();
        *file.pointer_mut(path).unwrap() = instead.clone();
        assert_eq!(found(&file, story.today), Some(vec![]), "{path}: {why}");
        let mut file = ours.clone();
        if let Some(value) = file.pointer_mut(path) {
            *value = instead;
            let findings = found(&file, story.today).unwrap();
            assert_eq!(findings.len(), 1, "{path}");
            assert_eq!(
                (findings[0].kind, findings[0].subject.as_str()),
                (FindingKind::File, "file")
            );
        }
    }
}

#[test]
fn a_file_whose_receipt_has_no_hash_of_the_whole_is_judged_by_the_rest() {
    let story = Story::at(4);
    let mut file = filed(story);
    file["verdict"].as_object_mut().unwrap().shift_remove("content");
    assert_eq!(found(&file, story.today), Some(vec![]));
    file["answers"]["checklist.4"]["value"] = json!("no");
    assert_ne!(found(&file, story.today), Some(vec![]));
}
