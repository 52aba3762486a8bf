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
        ":export nothing\n\n:export pid\nhtml\nmine.md\n/nowhere/mine\n:next\n:export concept html\n:next\n:quit\n",
    );
    assert!(heard.contains("There is no document \"nothing\"."), "{heard}");
    assert!(heard.contains("There is no folder /nowhere."), "{heard}");
    assert!(heard.contains("-concept.html."), "{heard}");
    assert!(heard.contains("The name ends in .md"), "{heard}");
    assert!(!heard.contains("Written"), "{heard}");
}

#[test]
fn every_document_goes_into_a_folder_and_replaces_nothing_without_one_yes() {
    let room = Room::new();
    let path = room.sample();
    let folder = tempfile::tempdir().unwrap();
    let to_send = folder.path().join("to-send");
    let typed = |agreed: &str| format!(":export all\n{}\n{agreed}:next\n:quit\n", to_send.display());
    let heard = room.interview(&path, None, &typed(""));
    assert!(heard.contains("Written: 24 files, in "), "{heard}");
    let concept = to_send.join("concept.md");
    let text = std::fs::read_to_string(&concept).unwrap();

    std::fs::write(&concept, "mine").unwrap();
    for left in ["n\n", "\n"] {
        let heard = room.interview(&path, None, &typed(left));
        assert!(
            heard.contains("All 24 files are there already. Replace them?"),
            "{heard}"
        );
        assert!(heard.contains("Nothing is written."), "{heard}");
        assert_eq!(std::fs::read_to_string(&concept).unwrap(), "mine");
    }
    room.interview(&path, None, &typed("y\n"));
    assert_eq!(std::fs::read_to_string(&concept).unwrap(), text);
}

#[test]
fn everything_is_the_last_that_is_told_and_can_be_left() {
    let room = Room::new();
    let path = room.sample();
    let heard = room.interview(&path, None, ":export\n9\n:next\n:export all md\n:back\n:quit\n");
    assert!(
        heard.contains("9. Everything, each document in every format (all)."),
        "{heard}"
    );
    assert_eq!(heard.matches("Into which folder?").count(), 2, "{heard}");
    assert!(heard.contains("in every format, not md alone."), "{heard}");
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

#[cfg(unix)]
#[test]
fn in_a_kiosk_no_path_and_no_link_leads_out_of_the_exports() {
    let mut room = Room::new();
    room.library.kiosk = true;
    let path = room.sample();
    let projects = path.parent().unwrap().to_owned();
    let (exports, outside) = (projects.join("exports"), tempfile::tempdir().unwrap());
    let mine = outside.path().join("mine.md");
    std::fs::write(&mine, "mine").unwrap();
    std::fs::create_dir(&exports).unwrap();
    std::os::unix::fs::symlink(&mine, exports.join("linked.md")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("new.md"), exports.join("dangling.md")).unwrap();
    let there = outside.path().display().to_string();
    for typed in [
        format!("{there}/mine.md"),
        format!("{there}/absolute"),
        there.clone(),
        format!("../../{there}/up"),
        "../up.md".to_owned(),
        "..".to_owned(),
        "~".to_owned(),
        "~/home".to_owned(),
        "linked.md\ny".to_owned(),
        "dangling.md\ny".to_owned(),
        "linked.md/inside".to_owned(),
        ".".to_owned(),
    ] {
        let heard = room.interview(&path, None, &format!(":export concept md\n{typed}\n:quit\n"));
        let heard = heard.replace(&typed, "");
        assert!(!heard.contains(&there), "{typed}: {heard}");
        assert!(!heard.contains(projects.to_str().unwrap()), "{typed}: {heard}");
    }
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(outside.path()), ["mine.md"]);
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "mine");
    assert!(names(&projects).iter().all(|name| !name.contains("up")));
    let inside = names(&exports);
    for name in ["absolute.md", "up.md", "home.md", "inside.md", "mine.md"] {
        assert!(inside.iter().any(|there| there == name), "{name}: {inside:?}");
    }
}
