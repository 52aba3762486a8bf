//! Lists: records added, changed and removed, field after field.

use serde_json::json;

use super::{Room, changes};

#[test]
fn a_party_is_added_field_after_field() {
    let room = Room::new();
    let path = room.project();
    let typed = ":goto parties\nAcme\n:add\nAcme Pharma\nwhatever\n3\n\n1 Example Way\nExampleton\n.\n\n:why\nB. Example\n:next\n:quit\n";
    let heard = room.interview(&path, None, typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let party = &session.project().records("parties")[0];
    assert_eq!(
        json!(party.fields),
        json!({"name": "Acme Pharma", "kind": "company", "address": "1 Example Way\nExampleton", "lead_name": "B. Example"})
    );
}

#[test]
fn a_record_is_changed_emptied_and_removed_by_its_number() {
    let room = Room::new();
    let path = room.sample();
    let typed = ":goto risks\n:edit 3\n:edit 1\nNo project manager with time\n:next\n1\n\n\nNew mitigation.\n.\n:clear\n:next\n:remove 1\nno\n:remove\ny\n:undo\n:quit\n";
    let heard = room.interview(&path, None, typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let risk = &session.project().records("risks")[0];
    assert_eq!(risk.text("title"), "No project manager with time");
    assert_eq!(risk.text("mitigation"), "New mitigation.");
    assert!(!risk.has("owner"));
}

#[test]
fn a_raised_risk_gets_its_record_with_the_first_field() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "checklist.12", "value": "no"},
    ])));
    let typed = ":goto risks\n:remove 1\n1\n\n\n\nC. Example\nsoon\n1 Feb 2027\n1\n:quit\n";
    let heard = room.interview(&path, None, typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let risk = &session.project().records("risks")[0];
    assert_eq!(risk.id, "checklist-12");
    assert_eq!(
        json!(risk.fields),
        json!({"title": "Skills and capacity", "item": "checklist.12", "owner": "C. Example", "due": "2027-02-01", "status": "open"})
    );
}

#[test]
fn a_party_is_chosen_by_name_and_one_that_is_referred_to_stays() {
    let room = Room::new();
    let path = room.sample();
    let typed = ":goto disclosure.records\n:add\nAcme\n2026\nCorden Vale\n12.50\nno\n:next\n:goto parties\n:remove 3\ny\n:quit\n";
    let heard = room.interview(&path, None, typed);
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let transfer = &session.project().records("disclosure.records")[0];
    assert_eq!(transfer.number("pence"), Some(1250));
    assert_eq!(transfer.number("year"), Some(2026));
    assert_eq!(session.project().records("parties").len(), 3);
}

#[test]
fn what_was_typed_of_a_record_is_kept_when_the_input_ends() {
    let room = Room::new();
    let path = room.project();
    room.interview(&path, None, ":goto parties\n:add\nNorth ICB\nnhs\n");
    let session = room.open(&path);
    let party = &session.project().records("parties")[0];
    assert_eq!(json!(party.fields), json!({"name": "North ICB", "kind": "nhs"}));
}

#[test]
fn what_is_referred_to_may_be_ids_with_commas_and_a_wrong_one_is_named() {
    let room = Room::new();
    let path = room.project();
    let typed = ":goto amendments\n:add\nFirst\n\n\n\n\npid.cots\npid.cost, plan.milestones\n\n:quit\n";
    let heard = room.interview(&path, None, typed);
    assert!(heard.contains("Nothing here is called \"pid.cots\"."), "{heard}");
    let session = room.open(&path);
    let amendment = &session.project().records("amendments")[0];
    assert_eq!(amendment.fields["items"], json!(["pid.cost", "plan.milestones"]));
}

#[test]
fn what_a_record_refers_to_is_chosen_by_name_or_number() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "add", "list": "amendments", "record": {"id": "first", "name": "Heart failure"}},
    ])));
    let heard = room.interview(
        &path,
        None,
        ":goto due\n:add\nWinter\nswimming\ntitle\n2\n:next\n:goto amendments\n:edit 1\n\n\n\n\n\nmilestones, 9\n:back\n9\n:back\n:why\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let project = session.project();
    assert_eq!(project.records("risks")[0].text("item"), "pid.title");
    let items: Vec<&str> = project.records("amendments")[0].references("items").collect();
    assert_eq!(items, ["plan.milestones"]);
}

#[test]
fn a_milestone_that_moves_offers_its_amendment() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "add", "list": "plan.milestones", "record": {"id": "training", "title": "Training", "due": "2027-01-31"}},
    ])));
    let heard = room.interview(
        &path,
        None,
        ":goto plan.milestones\n:edit 1\n\n\n\n\n31 Mar 2027\nSnow.\n.\n:next\ny\n\n\n\nTwo months.\n.\ntoday\n:next\n:edit 1\n:next\n:quit\n",
    );
    insta::assert_snapshot!(heard);
    let session = room.open(&path);
    let amendment = &session.project().records("amendments")[0];
    assert_eq!(amendment.text("impact"), "Two months.");
    assert!(amendment.text("requested").contains("due 31 Mar 2027"));
}

#[test]
fn what_is_often_on_a_list_is_taken_by_its_number_or_name() {
    let room = Room::new();
    let path = room.project_with(&changes(&json!([
        {"op": "answer", "item": "project.setting", "value": "secondary"},
    ])));
    insta::assert_snapshot!(room.interview(
        &path,
        None,
        ":goto stakeholders.map\n:add 1\n:add england\n:add the moon\n:why\n:quit\n"
    ));
    let session = room.open(&path);
    let records = session.project().records("stakeholders.map");
    let said: Vec<(&str, &str)> = records
        .iter()
        .map(|record| (record.text("name"), record.text("side")))
        .collect();
    assert_eq!(
        said,
        [
            ("Chair of the trust quality committee", "internal"),
            ("NHS England", "external")
        ]
    );
}

#[test]
fn risks_and_deadlines_are_told_and_a_number_goes_there_and_back() {
    let room = Room::new();
    let path = room.sample();
    insta::assert_snapshot!(room.interview(
        &path,
        None,
        ":goto due\n3\n:next\n:add\nWinter pressure\n:next\n\n:quit\n"
    ));
}
