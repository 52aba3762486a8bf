use super::Room;

#[test]
fn a_document_is_chosen_by_its_number_and_not_written_over_unasked() {
    let room = Room::new();
    let path = room.sample();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.md");
    let typed = |agreed: &str| {
        format!(
            ":export\n1\nmd\n{}\n{agreed}:quit\n",
            folder.path().join("mine").display()
        )
    };
    let heard = room.interview(&path, None, &typed(""));
    assert!(heard.contains("Written: "), "{heard}");
    assert!(heard.contains("1. "), "{heard}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# "), "{text}");

    std::fs::write(&file, "mine").unwrap();
    let heard = room.interview(&path, None, &typed("n\n"));
    assert!(heard.contains("Nothing is written."), "{heard}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    room.interview(&path, None, &typed("y\n"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn an_export_can_be_left_and_a_wrong_name_is_taught() {
    let room = Room::new();
    let path = room.sample();
    let heard = room.interview(
        &path,
        None,
        ":export nothing\n\n:export pid\nhtml\nmine.md\n:next\n:export\n:quit\n",
    );
    assert!(heard.contains("There is no such document."), "{heard}");
    assert!(heard.contains("The name ends in .md"), "{heard}");
    assert!(!heard.contains("Written"), "{heard}");
}

#[test]
fn a_triage_exports_its_result() {
    let room = Room::new();
    let folder = tempfile::tempdir().unwrap();
    let typed = format!("y\n:export\n3\n{}\n:quit\n", folder.path().display());
    room.triage(&typed);
    let page = std::fs::read_to_string(folder.path().join("eligibility.html")).unwrap();
    assert!(page.contains("<html"), "{page}");
}
