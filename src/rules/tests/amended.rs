//! Amendments: what they lack, when they are agreed, what they heal, and what they leave behind.

use super::*;
use crate::project::pid_hash;

const WHOLE: &str = r#"{"id": "exit", "name": "P", "owner": "Q", "requested": "R", "impact": "S",
    "submitted": "2026-12-01", "items": ["pid.exit", "plan.milestones"]}"#;

/// A project under way whose PID was changed after it was approved.
fn changed_pid() -> Story {
    let mut story = Story::through_stage_2();
    story
        .answer("project.actual-start", json!("2026-12-01"))
        .save()
        .answer("pid.exit", json!("Another exit."));
    story
}

fn approved(story: &mut Story, party: &str) {
    story.sign("amendment/exit", "approve", party, "2026-12-01");
}

/// The same with an amendment that both have agreed to.
fn amended() -> Story {
    let mut story = changed_pid();
    story.add("amendments", serde_json::from_str(WHOLE).unwrap());
    approved(&mut story, "project-team");
    approved(&mut story, "governance-committee");
    story
}

fn pid_stands(story: &Story) -> bool {
    let found = story.assess();
    let mut wanted = found
        .sign_offs
        .iter()
        .filter(|state| state.subject == "pid" && state.required);
    wanted.all(|state| matches!(state.standing, Standing::Given { .. }))
}

#[test]
fn an_amendment_is_agreed_when_it_is_whole_and_both_approve_it() {
    for (missing, first, second, agreed) in [
        (None, true, true, true),
        (None, true, false, false),
        (None, false, true, false),
        (Some("name"), true, true, false),
        (Some("owner"), true, true, false),
        (Some("requested"), true, true, false),
        (Some("impact"), true, true, false),
        (Some("submitted"), true, true, false),
        (Some("items"), true, true, true),
    ] {
        let mut story = changed_pid();
        let mut record: Json = serde_json::from_str(WHOLE).unwrap();
        if let Some(field) = missing {
            record.as_object_mut().unwrap().remove(field);
        }
        story.add("amendments", record);
        if first {
            approved(&mut story, "project-team");
        }
        if second {
            approved(&mut story, "governance-committee");
        }
        let found = story.assess();
        let case = format!("{missing:?} {first} {second}");
        assert_eq!(found.amendments[0].agreed, agreed, "{case}");
        assert_eq!(pid_stands(&story), agreed, "{case}");
        assert_eq!(found.amended_words().is_some(), agreed, "{case}");
        let open = story
            .rows("close")
            .contains(&json!({"rule": "amendment", "id": "exit"}));
        assert_eq!(open, !agreed, "{case}");
    }
}

#[test]
fn an_approval_covers_the_amendments_record_alone_and_keeps_the_hash_of_the_pid() {
    let story = amended();
    let present = pid_hash(edition(), &story.project);
    let approvals = story
        .project
        .sign_offs
        .iter()
        .filter(|sign_off| sign_off.subject == "amendment/exit");
    for approval in approvals {
        let covered: Vec<_> = approval.covers.keys().collect();
        assert_eq!(covered, ["amendments/exit"]);
        assert_eq!(approval.pid, present);
    }
}

#[test]
fn it_heals_only_where_both_agreed_with_the_pid_as_it_stands() {
    let mut story = changed_pid();
    story.add("amendments", serde_json::from_str(WHOLE).unwrap());
    approved(&mut story, "project-team");
    story.answer("pid.exit", json!("A third exit."));
    approved(&mut story, "governance-committee");
    assert!(story.assess().amendments[0].agreed);
    assert!(!pid_stands(&story), "the team agreed with another PID");
    assert!(!story.assess().amendments[0].heals);
    let revisions = story.project.log.len();
    approved(&mut story, "project-team");
    assert_eq!(
        story.project.log.len(),
        revisions + 1,
        "given again after the PID alone changed it is a change"
    );
    assert!(pid_stands(&story));
    approved(&mut story, "project-team");
    assert_eq!(story.project.log.len(), revisions + 1, "and unchanged it is none");
    story.answer("pid.exit", json!("A fourth exit."));
    assert!(!pid_stands(&story));
    assert!(story.assess().amendments[0].agreed, "it stays agreed");
    assert_eq!(story.assess().amended_words(), None);
    // As it was agreed, it stands again.
    story.answer("pid.exit", json!("A third exit."));
    assert!(pid_stands(&story));
}

#[test]
fn what_an_amendment_heals_is_sound_and_done_everywhere() {
    let mut story = changed_pid();
    story.save();
    let lapsed = |story: &Story| {
        verify(edition(), &story.project, story.today)
            .iter()
            .filter(|finding| finding.kind == FindingKind::SignOff)
            .count()
    };
    assert_eq!(lapsed(&story), 3);
    assert!(story.step("pid").starts_with("attention"));
    assert_eq!(story.next()["subject"], json!("pid"));
    let mut story = amended();
    story.save();
    assert_eq!(lapsed(&story), 0);
    assert_eq!(story.step("pid"), "done 26/26");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
    assert_ne!(story.next()["subject"], json!("pid"));
}

#[test]
fn the_mark_names_each_agreed_amendment_with_who_and_when() {
    let mut story = amended();
    story.on("2027-05-05");
    assert_eq!(
        story.assess().amended_words().unwrap(),
        "As amended: Amendment 1, agreed by the project team on 1 Dec 2026 and by the governance committee on 1 Dec 2026"
    );
    story.answer("pid.exit", json!("A third exit.")).add(
        "amendments",
        json!({"id": "second", "name": "P", "requested": "T"}),
    );
    assert_eq!(
        story.assess().amendments[1].open_words(),
        "Amendment 2 lacks its project owner, impact and submitted date"
    );
    story.update(
        "amendments",
        "second",
        json!({"owner": "Q", "impact": "S", "submitted": "2027-05-01"}),
    );
    story.sign("amendment/second", "approve", "project-team", "2027-05-03");
    assert_eq!(
        story.assess().amendments[1].open_words(),
        "Amendment 2 is not agreed: the governance committee has not approved it as it stands"
    );
    story.sign(
        "amendment/second",
        "approve",
        "governance-committee",
        "2027-05-05",
    );
    let words = story.assess().amended_words().unwrap();
    assert!(words.starts_with("As amended: Amendment 1, agreed by"), "{words}");
    assert!(
        words.ends_with(
            "; Amendment 2, agreed by the project team on 3 May 2027 and by the governance committee on 5 May 2027"
        ),
        "{words}"
    );
}

#[test]
fn open_amendments_are_named_by_number() {
    let mut story = changed_pid();
    for id in ["a", "b", "c"] {
        story.add("amendments", json!({"id": id, "name": "P"}));
    }
    assert!(
        story
            .sentences("close")
            .contains(&"Amendments 1, 2 and 3 are not agreed".to_owned()),
        "{:?}",
        story.sentences("close")
    );
    assert_eq!(
        story.assess().open_amendment_words().unwrap(),
        "Amendments 1, 2 and 3 are open"
    );
    assert_eq!(changed_pid().assess().open_amendment_words(), None);
}

#[test]
fn what_an_amendment_changes_is_told_as_it_is_and_as_it_was_agreed() {
    let parts = |story: &Story| {
        let found = story.assess();
        let parts = amended_parts(edition(), &story.project, &found, "exit");
        parts
            .into_iter()
            .map(|part| (part.label, part.now, part.agreed))
            .collect::<Vec<_>>()
    };
    let part = |label: &str, now: &str, agreed: Option<&str>| {
        (label.to_owned(), now.to_owned(), agreed.map(str::to_owned))
    };
    let mut story = amended();
    let milestone = "First patient, 31 Jan 2027";
    assert_eq!(
        parts(&story),
        [
            part("Exit strategy", "Another exit.", None),
            part("Milestones", milestone, None),
        ]
    );
    story
        .answer("pid.exit", json!("A third exit."))
        .update(
            "plan.milestones",
            "first",
            json!({"due": "2027-02-28", "done": "2027-02-01"}),
        )
        .add(
            "plan.milestones",
            json!({"id": "second", "title": "Second patient"}),
        );
    let both = "First patient, 28 Feb 2027\nSecond patient";
    assert_eq!(
        parts(&story),
        [
            part("Exit strategy", "A third exit.", Some("Another exit.")),
            part("Milestones", both, Some(milestone)),
        ]
    );
    story.apply(&json!([{"op": "remove", "list": "plan.milestones", "id": "first"}]));
    assert_eq!(
        parts(&story)[1],
        part("Milestones", "Second patient", Some(milestone))
    );
    // Not agreed, nothing is told of then; an id of another edition is passed over.
    let record = &mut story.project.lists.get_mut("amendments").unwrap()[0];
    record.fields["items"] = json!(["gone", "pid.exit"]);
    story.update("amendments", "exit", json!({"impact": "More."}));
    assert_eq!(parts(&story), [part("Exit strategy", "A third exit.", None)]);
}
