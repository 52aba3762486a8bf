//! What the calendar decides: starts, ends, deadlines, disclosure years, what comes next.

use super::*;

#[test]
fn a_start_before_anybodys_first_signature_or_publication_is_too_early() {
    let prospective = json!({"rule": "prospective", "item": "project.actual-start"});
    for (start, early) in [
        ("2026-11-29", true),
        ("2026-11-30", true),
        ("2026-12-01", false),
        ("2027-02-01", false),
    ] {
        let mut story = Story::through_stage_2();
        story.answer("project.actual-start", json!(start));
        assert_eq!(story.rows("gate-2-3").contains(&prospective), early, "{start}");
    }
    // A party that joined after the start is not judged by it.
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-11-30"));
    story.update("parties", "north", json!({"joined": "2026-12-01"}));
    assert!(
        story.rows("gate-2-3").contains(&prospective),
        "Acme published on 1 December"
    );
    story.update("parties", "acme", json!({"joined": "2026-12-01"}));
    assert!(!story.rows("gate-2-3").contains(&prospective));
}

#[test]
fn the_first_signature_counts_even_when_it_is_given_again() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-12-01"));
    story
        .on("2027-01-10")
        .sign("agreement", "sign", "north", "2027-01-10");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
    // What is withdrawn no longer counts on its day; the one before it does.
    story.apply(
        &json!([{"op": "withdraw", "subject": "agreement", "role": "sign", "party": "north", "reason": "x"}]),
    );
    story.sign("agreement", "sign", "north", "2027-01-10");
    assert!(story.assess().gate("gate-2-3").unwrap().open);
}

#[test]
fn a_start_on_the_day_of_publication_is_noted_and_allowed() {
    let mut story = Story::through_stage_2();
    story.answer("project.actual-start", json!("2026-12-01"));
    let found = story.assess();
    assert!(found.gate("gate-2-3").unwrap().open);
    assert_eq!(found.notes.len(), 1);
    assert!(
        found.notes[0].what.contains("publication comes first"),
        "{:?}",
        found.notes
    );
}

#[test]
fn an_end_before_the_start_or_after_today_is_recorded_and_not_done() {
    let mut story = Story::through_delivery();
    story.answer("project.actual-end", json!("2026-12-01"));
    assert_eq!(story.step("delivery"), "part 5/6");
    assert!(
        story
            .rows("close")
            .contains(&json!({"rule": "step", "item": "project.actual-end"}))
    );
    story.answer("project.actual-end", json!("2027-08-01"));
    assert_eq!(story.step("delivery"), "part 5/6");
    assert!(story.deadlines().contains(&"publish 2028-02-01".to_owned()));
    story.on("2027-08-01");
    assert_eq!(story.step("delivery"), "done 6/6");
}

#[test]
fn the_expected_end_follows_the_start_then_the_plan() {
    let mut story = Story::new();
    assert!(story.deadlines().is_empty());
    story
        .answer("concept.start", json!("2026-Q4"))
        .answer("concept.length", json!(12));
    assert_eq!(story.deadlines(), ["expected-end 2027-09-30"]);
    story.answer("pid.completion", json!("2027-Q4"));
    assert_eq!(story.deadlines(), ["expected-end 2027-12-31"]);
    story
        .answer("project.actual-start", json!("2026-08-31"))
        .answer("concept.length", json!(6));
    assert_eq!(story.deadlines(), ["expected-end 2027-02-28"]);
    story.answer("project.actual-end", json!("2026-10-01"));
    assert_eq!(story.deadlines(), ["publish 2027-04-01"]);
}

#[test]
fn deadlines_of_the_plan_go_when_they_are_met() {
    let mut story = Story::through_stage_2();
    assert_eq!(
        story.deadlines(),
        [
            "milestone 2027-01-31",
            "expected-end 2027-06-30",
            "measure 2027-06-30"
        ]
    );
    story.on("2027-02-01");
    assert_eq!(story.deadlines()[0], "milestone 2027-01-31!");
    assert_eq!(story.step("delivery"), "attention 0/6");
    assert_eq!(story.next(), json!({"list": "plan.milestones"}));
    story.update(
        "plan.milestones",
        "first",
        json!({"replanned_reason": "Snow.", "replanned_due": "2027-03-31"}),
    );
    assert_eq!(story.deadlines()[0], "milestone 2027-03-31");
    story.update(
        "plan.milestones",
        "first",
        json!({"dropped_reason": "Not wanted."}),
    );
    assert!(
        !story
            .deadlines()
            .iter()
            .any(|deadline| deadline.starts_with("milestone"))
    );
}

#[test]
fn amber_risks_are_raised_kept_and_no_longer_raised() {
    let mut story = Story::new();
    story
        .answer("checklist.1A", json!("yes"))
        .answer("checklist.12", json!("no"));
    let risk = story.assess().risks[0].clone();
    assert_eq!(
        (risk.item.unwrap().as_str(), risk.status, risk.title.as_str()),
        ("checklist.12", "open", "Skills and capacity")
    );
    story
        .add(
            "risks",
            json!({"id": "checklist-12", "title": "No analyst", "due": "2026-11-30"}),
        )
        .add(
            "risks",
            json!({"title": "Winter", "item": "scoping.pressures", "due": "2026-11-01"}),
        );
    let found = story.assess();
    let said: Vec<_> = found
        .risks
        .iter()
        .map(|risk| (risk.title.as_str(), risk.status))
        .collect();
    assert_eq!(said, [("No analyst", "open"), ("Winter", "open")]);
    assert_eq!(story.deadlines(), ["risk 2026-11-01!", "risk 2026-11-30"]);
    // A risk is overdue in the step of its item.
    assert!(story.step("scoping").starts_with("attention"));
    assert!(story.step("checklist").starts_with("part"));
    story.on("2026-12-01");
    assert!(story.step("checklist").starts_with("attention"));
    story.answer("checklist.12", json!("yes"));
    let found = story.assess();
    assert_eq!(found.risks[0].status, "no-longer-raised");
    assert_eq!(story.deadlines(), ["risk 2026-11-01!"]);
}

#[test]
fn how_far_off_a_deadline_is_reads_as_people_say_it() {
    let mut story = Story::new();
    story.add("risks", json!({"id": "winter", "title": "Winter"}));
    for (due, words) in [
        ("2026-11-02", "today"),
        ("2026-11-03", "tomorrow"),
        ("2026-11-04", "in 2 days"),
        ("2026-12-28", "in 56 days"),
        ("2026-12-29", "in 2 months"),
        ("2027-11-02", "in 12 months"),
        ("2028-11-02", "in 2 years"),
        ("2026-11-01", "1 day late"),
        ("2026-10-21", "12 days late"),
        ("2026-08-02", "3 months late"),
    ] {
        story.update("risks", "winter", json!({"due": due}));
        let found = story.assess();
        let deadline = &found.deadlines[0];
        assert_eq!(deadline.when(story.today), words, "{due}");
        assert_eq!(deadline.overdue, words.ends_with("late"), "{due}");
    }
}

#[test]
fn what_is_overdue_comes_first_and_a_disclosure_waits_for_its_day() {
    let mut story = Story::through_delivery();
    story
        .add(
            "disclosure.records",
            json!({"id": "a26", "company": "acme", "year": 2026, "recipient": "North ICB", "pence": 5, "disclosed": "no"}),
        )
        .add("risks", json!({"id": "winter", "title": "Winter", "due": "2027-07-30"}));
    for (today, expected) in [
        (
            "2027-06-30",
            ["disclosure 2027-06-30", "risk 2027-07-30", "publish 2028-01-31"],
        ),
        (
            "2027-07-01",
            ["disclosure 2027-06-30!", "risk 2027-07-30", "publish 2028-01-31"],
        ),
        (
            "2027-07-31",
            ["disclosure 2027-06-30!", "risk 2027-07-30!", "publish 2028-01-31"],
        ),
        (
            "2028-02-01",
            [
                "disclosure 2027-06-30!",
                "risk 2027-07-30!",
                "publish 2028-01-31!",
            ],
        ),
    ] {
        assert_eq!(story.on(today).deadlines(), expected, "{today}");
    }
    let timing = |story: &Story| story.assess().deadlines[0].timing(story.today);
    assert_eq!(timing(story.on("2026-12-31")), "waiting until 30 Jun 2027");
    assert_eq!(timing(story.on("2027-06-30")), "waiting until 30 Jun 2027");
    assert_eq!(timing(story.on("2027-07-01")), "30 Jun 2027, 1 day late");
}

#[test]
fn an_open_risk_says_what_it_lacks_and_no_other_does() {
    let nothing: [&str; 0] = [];
    for (fields, lacks) in [
        (json!({}), &["no mitigation", "no owner", "no date"][..]),
        (
            json!({"owner": "B", "mitigation": " "}),
            &["no mitigation", "no date"],
        ),
        (
            json!({"owner": "B", "mitigation": "M", "due": "2027-01-01"}),
            &nothing,
        ),
        (json!({"status": "mitigated"}), &nothing),
        (json!({"status": "accepted"}), &nothing),
    ] {
        let mut story = Story::new();
        let mut record = json!({"title": "Winter"});
        record
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        story.add("risks", record);
        assert_eq!(story.assess().risks[0].lacks(), lacks, "{fields}");
    }
}

#[test]
fn a_risk_that_is_no_longer_raised_tells_which_answer_closed_it() {
    let raised = || {
        let mut story = Story::new();
        story
            .answer("checklist.1A", json!("yes"))
            .answer("checklist.12", json!("no"))
            .add("risks", json!({"id": "checklist-12", "title": "No analyst"}));
        story
    };
    let closed = |story: &Story| {
        let closed = story.assess().risks.remove(0).closed.unwrap();
        let at = closed.at.map(|at| at.to_string()).unwrap_or_default();
        (closed.what, closed.by.unwrap_or_default(), at)
    };
    let told = |what: &str, by: &str, at: &str| (what.to_owned(), by.to_owned(), at.to_owned());
    assert_eq!(raised().assess().risks[0].closed, None);
    let mut story = raised();
    story.answer("checklist.12", json!("unsure"));
    let at = "2026-11-02T10:00:00Z";
    assert_eq!(closed(&story), told("question 12 is not sure", "A. Example", at));
    // What ended the no is told, not what came after it.
    story.answer("checklist.12", json!("yes"));
    assert_eq!(
        closed(&story),
        told("question 12 is answered yes", "A. Example", at)
    );
    story
        .answer("checklist.12", json!("no"))
        .apply(&json!([{"op": "clear", "item": "checklist.12"}]));
    assert_eq!(
        closed(&story),
        told(
            "question 12 is no longer answered",
            "A. Example",
            "2026-11-02T10:45:00Z"
        )
    );
    let mut story = raised();
    story
        .answer("checklist.1A", json!("no"))
        .answer("checklist.1B", json!("no"));
    assert_eq!(closed(&story), told("question 12 is not asked now", "", ""));
}

#[test]
fn every_company_discloses_every_year_from_its_joining_to_its_leaving() {
    let missing = |story: &Story| -> Vec<String> {
        story
            .rows("close")
            .iter()
            .filter(|row| row["rule"] == "disclosure")
            .map(|row| {
                format!(
                    "{} {}{}",
                    row["party"].as_str().unwrap_or("-"),
                    row["year"],
                    row["id"]
                )
            })
            .collect()
    };
    let mut story = Story::through_delivery();
    story
        .add(
            "parties",
            json!({"id": "beta", "name": "Beta", "kind": "company", "joined": "2027-02-01"}),
        )
        .update("parties", "acme", json!({"left": "2026-12-31"}));
    assert_eq!(missing(&story), ["acme 2026null", "beta 2027null"]);
    story.add(
        "disclosure.records",
        json!({"id": "a26", "company": "acme", "year": 2026, "recipient": "North ICB", "pence": 5, "disclosed": "no"}),
    );
    assert_eq!(missing(&story), ["- null\"a26\"", "beta 2027null"]);
    assert!(story.deadlines().contains(&"disclosure 2027-06-30!".to_owned()));
    assert!(story.step("disclosure").starts_with("attention"));
    story.update("disclosure.records", "a26", json!({"disclosed": "yes"}));
    assert_eq!(missing(&story), ["beta 2027null"]);
}

#[test]
fn a_disclosure_that_is_not_due_waits_and_the_project_is_delivered() {
    let mut story = Story::closed();
    story.update("disclosure.records", "y2027", json!({"disclosed": "no"}));
    let found = story.assess();
    assert_eq!(found.stage_name(), "stage3");
    assert!(found.delivered);
    assert_eq!(
        story.sentences("close"),
        ["Acme Pharma's value of 2027 is waiting until 30 Jun 2028"]
    );
    assert_eq!(story.deadlines(), ["disclosure 2028-06-30"]);
    assert!(!story.on("2028-07-01").assess().delivered);
}

#[test]
fn a_companys_reason_fills_nothing_and_anothers_does() {
    let mut story = Story::closed();
    for party in ["north", "acme"] {
        let id = story
            .project
            .records("publication.records")
            .iter()
            .find(|record| record.text("party") == party)
            .unwrap()
            .id
            .clone();
        story.update(
            "publication.records",
            &id,
            json!({"date": null, "address": null, "reason": "No website."}),
        );
    }
    assert_eq!(
        story.rows("close"),
        [json!({"rule": "publication", "list": "publication.records", "party": "acme"})]
    );
    assert_eq!(story.step("publication"), "part 2/3");
}

#[test]
fn outcomes_published_late_are_noted_and_hold_nothing() {
    let mut story = Story::closed();
    let id = story.project.records("publication.records")[0].id.clone();
    story.update("publication.records", &id, json!({"date": "2028-02-01"}));
    let found = story.assess();
    assert_eq!(found.stage_name(), "closed");
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.what.starts_with("Published late by North ICB"))
    );
}

#[test]
fn what_comes_next_follows_the_contracts_order() {
    let story = Story::through_stage_1();
    assert_eq!(story.next(), json!({"item": "team.methodology"}));
    let mut story = Story::through_stage_2();
    // Stage 3, nothing near: the first row that does not wait for the end.
    assert_eq!(story.next(), json!({"item": "project.actual-start"}));
    story.on("2027-01-01");
    assert_eq!(story.next(), json!({"list": "plan.milestones"}));
    story
        .answer("project.actual-start", json!("2026-12-02"))
        .answer("delivery.review-rhythm", json!("Monthly."))
        .add("delivery.reviews", json!({"date": "2027-01-01", "by": "F"}))
        .update("plan.measures", "visits", json!({"actual": "120"}))
        .update("plan.milestones", "first", json!({"done": "2027-01-01"}));
    // Everything else waits for the end: the earliest deadline leads there.
    assert_eq!(story.next(), json!({"item": "project.actual-end"}));
    story.answer("project.actual-end", json!("2027-01-01"));
    assert_eq!(story.next(), json!({"item": "outcomes.name"}));
    story.fill("outcomes").fill("publication");
    assert_eq!(story.next(), json!({"list": "publication.records"}));
}
