//! A sound file verifies; one that was touched by hand says where it does not match.

use super::*;

fn found(story: &Story) -> Vec<(FindingKind, String)> {
    verify(edition(), &story.project, story.today)
        .into_iter()
        .map(|finding| (finding.kind, finding.subject))
        .collect()
}

#[test]
fn a_saved_project_is_sound_on_any_later_day() {
    let mut story = Story::closed();
    story
        .update("parties", "north", json!({"left": "2027-12-31"}))
        .save();
    assert_eq!(found(&story), []);
    // The verdict is judged on the day that the receipt names.
    story.on("2028-06-01");
    assert_ne!(story.assess().parties, []);
    assert_eq!(found(&story), []);
}

#[test]
fn an_answer_changed_by_hand_belies_the_recorded_verdict() {
    let mut story = Story::through_stage_1();
    story.save();
    let flip = |story: &mut Story, item: &str| {
        story.project.answers.get_mut(item).unwrap().value = Some(Value::Chosen("no".to_owned()));
    };
    flip(&mut story, "checklist.12");
    let mut findings = found(&story);
    findings.dedup();
    assert_eq!(
        findings,
        [
            (FindingKind::Verdict, "verdict".to_owned()),
            (FindingKind::Log, "checklist.12".to_owned()),
        ]
    );
    flip(&mut story, "checklist.4");
    let findings = verify(edition(), &story.project, story.today);
    assert_eq!(
        findings[0].what,
        "The file records joint working, and its answers make it not yet eligible"
    );
}

#[test]
fn a_lapsed_sign_off_is_found_and_a_healed_one_is_not() {
    let mut story = Story::through_stage_2();
    story.save().answer("pid.exit", json!("Another exit.")).save();
    let pid = (FindingKind::SignOff, "pid".to_owned());
    assert_eq!(found(&story), [pid.clone(), pid.clone(), pid]);
    story
        .add(
            "amendments",
            json!({"id": "exit", "name": "P", "owner": "Q", "requested": "R", "impact": "S", "submitted": "2026-12-01"}),
        )
        .sign("amendment/exit", "approve", "project-team", "2026-12-01")
        .sign("amendment/exit", "approve", "governance-committee", "2026-12-01")
        .save();
    assert_eq!(found(&story), []);
}

#[test]
fn a_record_that_names_nobody_is_a_finding_of_the_file() {
    let mut story = Story::through_stage_2();
    story.save();
    let members = story.project.lists.get_mut("team.members").unwrap();
    members[0].fields.insert("party".to_owned(), json!("nobody"));
    members[1].fields.insert("joined".to_owned(), json!("yesterday"));
    let kinds: Vec<_> = found(&story).into_iter().map(|(kind, _)| kind).collect();
    // The log does not tell of either.
    assert_eq!(
        kinds,
        [
            FindingKind::File,
            FindingKind::File,
            FindingKind::Log,
            FindingKind::Log
        ]
    );
}

#[test]
fn the_title_that_the_file_begins_with_is_held_against_the_answer() {
    let mut story = Story::through_stage_1();
    story.save();
    let mut file: serde_json::Value = serde_json::from_slice(&story.project.to_bytes(edition())).unwrap();
    file["title"] = json!("Another title");
    let (project, _) = Project::parse(file.to_string().as_bytes(), crate::guidance::editions()).unwrap();
    story.project = project;
    assert_eq!(found(&story), [(FindingKind::File, "title".to_owned())]);
}

#[test]
fn a_record_emptied_in_part_and_removed_here_and_edited_there_is_sound() {
    let change = |story: &mut Story, by: &str, json: Json| {
        let mut stamp = Stamp {
            by,
            at: story.at + jiff::SignedDuration::from_mins(1),
            today: story.today,
            ids: &mut crate::project::RandomIds,
            verdict: &|_, _| Verdict::JointWorking,
        };
        let changes = Change::list_from_json(&json).unwrap();
        apply(&mut story.project, &changes, edition(), &mut stamp).unwrap();
    };
    let base = Story::at(2);
    let (mut here, mut there) = (base.clone(), base.clone());
    change(
        &mut here,
        "Ann",
        json!([
            {"op": "update", "list": "plan.milestones", "id": "first", "fields": {"title": ""}},
            {"op": "remove", "list": "plan.milestones", "id": "first"},
        ]),
    );
    change(
        &mut there,
        "Bo",
        json!([{"op": "update", "list": "plan.milestones", "id": "first", "fields": {"due": "2027-02-28"}}]),
    );
    let mut merged = base.clone();
    merged.project = crate::project::merge(edition(), &base.project, &here.project, &there.project);
    merged.save();
    assert_eq!(merged.project.records("plan.milestones")[0].versions.len(), 2);
    let of_sign_offs = (FindingKind::SignOff, "pid".to_owned());
    assert_eq!(found(&merged), vec![of_sign_offs; 3]);
}
