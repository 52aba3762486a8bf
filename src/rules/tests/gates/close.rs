//! What keeps a project from its close.

use super::*;

#[test]
fn the_close_wants_delivery_done() {
    let start = json!("2026-12-02");
    let (started, ended) = ("project.actual-start", "project.actual-end");
    shuts(
        "close",
        json!([clear(started)]),
        &[step(started)],
        json!([answer(started, start.clone())]),
    );
    shuts(
        "close",
        json!([answer(started, json!("2027-08-01"))]),
        &[step(started), step(ended)],
        json!([answer(started, start)]),
    );
    for breaks in [
        clear(ended),
        answer(ended, json!("2026-12-01")),
        answer(ended, json!("2027-08-01")),
    ] {
        shuts(
            "close",
            json!([breaks]),
            &[step(ended)],
            json!([answer(ended, json!("2027-07-31"))]),
        );
    }
    let rhythm = "delivery.review-rhythm";
    shuts(
        "close",
        json!([clear(rhythm)]),
        &[step(rhythm)],
        json!([again(rhythm)]),
    );
    let review = Story::at(4).project.records("delivery.reviews")[0].id.clone();
    shuts(
        "close",
        json!([{"op": "remove", "list": "delivery.reviews", "id": review}]),
        &[json!({"rule": "step", "list": "delivery.reviews"})],
        json!([{"op": "add", "list": "delivery.reviews", "record": {"date": "2027-03-01", "by": "F"}}]),
    );
    shuts(
        "close",
        json!([update("delivery.reviews", &review, json!({"by": null}))]),
        &[json!({"rule": "step", "list": "delivery.reviews", "id": review})],
        json!([update("delivery.reviews", &review, json!({"by": "F"}))]),
    );
    shuts(
        "close",
        json!([update("plan.measures", "visits", json!({"actual": null}))]),
        &[json!({"rule": "step", "list": "plan.measures", "id": "visits"})],
        json!([update("plan.measures", "visits", json!({"actual": "90"}))]),
    );
    for settles in ["done", "replanned_reason", "dropped_reason"] {
        let value = if settles == "done" { "2027-02-01" } else { "Snow." };
        shuts(
            "close",
            json!([update("plan.milestones", "first", json!({"done": null}))]),
            &[json!({"rule": "step", "list": "plan.milestones", "id": "first"})],
            json!([update("plan.milestones", "first", json!({settles: value}))]),
        );
    }
}

#[test]
fn the_close_wants_the_outcomes_whole() {
    let applying = |item: &&Item| Story::at(4).assess().item(item.id.as_str()).unwrap().counts;
    let items: Vec<_> = edition()
        .step("outcomes")
        .unwrap()
        .items()
        .filter(applying)
        .collect();
    assert_eq!(items.len(), 16);
    for item in items {
        let id = item.id.as_str();
        shuts("close", json!([clear(id)]), &[step(id)], json!([again(id)]));
    }
    for (prompt, answers) in [("vision", ["no", "partly"]), ("contributions", ["partly", "no"])] {
        let variance = format!("outcomes.q.{prompt}-variance");
        for given in answers {
            shuts(
                "close",
                json!([answer(&format!("outcomes.q.{prompt}"), json!(given))]),
                &[step(&variance)],
                json!([answer(&variance, json!("yes"))]),
            );
        }
    }
}

#[test]
fn the_close_wants_the_outcomes_published_by_companies_and_by_others_or_a_reason() {
    for party in ["acme", "north"] {
        let id = record_of("publication.records", party);
        let of = |fields: Json| json!([update("publication.records", &id, fields)]);
        let row = [json!({"rule": "publication", "list": "publication.records", "party": party})];
        shuts(
            "close",
            of(json!({"date": null})),
            &row,
            of(json!({"date": "2027-07-31"})),
        );
        shuts(
            "close",
            of(json!({"address": null})),
            &row,
            of(json!({"address": "https://a.example"})),
        );
        shuts(
            "close",
            json!([{"op": "remove", "list": "publication.records", "id": id}]),
            &row,
            json!([{"op": "add", "list": "publication.records",
                "record": {"party": party, "date": "2027-07-31", "address": "https://a.example"}}]),
        );
    }
    let id = record_of("publication.records", "acme");
    shuts(
        "close",
        json!([update(
            "publication.records",
            &id,
            json!({"date": null, "address": null, "reason": "No site."})
        )]),
        &[json!({"rule": "publication", "list": "publication.records", "party": "acme"})],
        json!([update(
            "publication.records",
            &id,
            json!({"date": "2027-07-31", "address": "https://a.example"})
        )]),
    );
    let id = record_of("publication.records", "north");
    shuts(
        "close",
        json!([update(
            "publication.records",
            &id,
            json!({"date": null, "address": null})
        )]),
        &[json!({"rule": "publication", "list": "publication.records", "party": "north"})],
        json!([update(
            "publication.records",
            &id,
            json!({"reason": "It has no site."})
        )]),
    );
}

#[test]
fn the_close_wants_every_year_of_every_company_disclosed() {
    for year in [2026, 2027] {
        let id = format!("y{year}");
        let row = [json!({"rule": "disclosure", "list": "disclosure.records", "id": id})];
        let of = |fields: Json| json!([update("disclosure.records", &id, fields)]);
        for (field, value) in [
            ("disclosed", json!("yes")),
            ("recipient", json!("North ICB")),
            ("pence", json!(0)),
        ] {
            shuts("close", of(json!({field: null})), &row, of(json!({field: value})));
        }
        shuts(
            "close",
            of(json!({"disclosed": "no"})),
            &row,
            of(json!({"disclosed": "yes"})),
        );
        shuts(
            "close",
            json!([{"op": "remove", "list": "disclosure.records", "id": id}]),
            &[json!({"rule": "disclosure", "list": "disclosure.records", "party": "acme", "year": year})],
            json!([{"op": "add", "list": "disclosure.records", "record": {"company": "acme", "year": year,
                "recipient": "North ICB", "pence": 0, "disclosed": "yes"}}]),
        );
    }
    // A record of a year outside the project, by whoever was a company once, is disclosed too.
    shuts(
        "close",
        json!([{"op": "add", "list": "disclosure.records", "record": {"id": "odd", "company": "north", "year": 2030,
            "recipient": "Somebody", "pence": 1, "disclosed": "no"}}]),
        &[json!({"rule": "disclosure", "list": "disclosure.records", "id": "odd"})],
        json!([update("disclosure.records", "odd", json!({"disclosed": "yes"}))]),
    );
}

#[test]
fn the_close_wants_every_amendment_whole_and_agreed() {
    let whole = json!({"id": "exit", "name": "P", "owner": "Q", "requested": "R", "impact": "S", "submitted": "2027-01-01"});
    let row = [json!({"rule": "amendment", "id": "exit"})];
    let day = "2027-07-31";
    let both = [
        sign("amendment/exit", "approve", "project-team", day),
        sign("amendment/exit", "approve", "governance-committee", day),
    ];
    let add = |record: &Json| json!({"op": "add", "list": "amendments", "record": record});
    shuts("close", json!([add(&whole)]), &row, json!(both));
    for field in ["name", "owner", "requested", "impact", "submitted"] {
        let mut part = whole.clone();
        part[field] = json!(null);
        let agreed = json!([add(&part), both[0], both[1]]);
        // Completing it lapses what was approved before.
        let mends = json!([
            update("amendments", "exit", json!({field: whole[field]})),
            both[0],
            both[1]
        ]);
        shuts("close", agreed, &row, mends);
    }
    for (at, one) in both.iter().enumerate() {
        shuts("close", json!([add(&whole), one]), &row, json!([both[1 - at]]));
        let party = one["party"].as_str().unwrap();
        let again = json!([
            add(&whole),
            both[0],
            both[1],
            withdraw("amendment/exit", "approve", party)
        ]);
        shuts("close", again, &row, json!([one]));
    }
    shuts(
        "close",
        json!([add(&whole)]),
        &row,
        json!([{"op": "remove", "list": "amendments", "id": "exit"}]),
    );
}
