//! `list`, `status` and `show`: what only looks.

use super::room::{Room, flat, is_narrow, keys};
use serde_json::{Value as Json, json};

#[test]
fn a_list_has_one_line_a_project_and_leaves_out_what_is_archived() {
    let room = Room::new();
    let empty = room.run(&["list"]).done();
    assert_eq!(empty.out, "");
    assert!(empty.err.contains("no projects in"), "{}", empty.err);
    assert_eq!(room.run(&["list", "--json"]).done().json(), json!([]));

    let first = room.project("First");
    let second = room.project("Second");
    room.apply(&second, &json!([{"op": "archive"}]));
    let listed = room.run(&["list"]).done().out;
    assert_eq!(listed.lines().count(), 1, "{listed}");
    assert!(listed.starts_with(&format!("{first}: First; ")), "{listed}");
    assert!(listed.contains("; not decided yet; "), "{listed}");
    assert!(listed.contains("; next: "), "{listed}");
    let all = room.run(&["list", "--all"]).done().out;
    assert_eq!(all.lines().count(), 2, "{all}");
    assert!(all.contains("; archived"), "{all}");

    let rows = room.run(&["list", "--json"]).done().json();
    let row = &rows[0];
    assert_eq!(
        keys(row),
        [
            "id",
            "title",
            "stage",
            "verdict",
            "done",
            "total",
            "next",
            "updated_at"
        ]
    );
    assert_eq!(
        (&row["id"], &row["stage"], &row["verdict"]),
        (&json!(first), &json!("stage1"), &json!("undetermined"))
    );
    assert!(row["total"].as_u64() > row["done"].as_u64());
    assert!(row["next"]["what"].is_string());
}

#[test]
fn a_file_that_cannot_be_read_is_listed_beside_the_others() {
    let room = Room::new();
    room.project("Sound");
    std::fs::write(room.projects().join("broken.json"), "{").unwrap();
    let rows = room.run(&["list", "--json"]).done().json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    let broken = rows.iter().find(|row| row["id"] == "broken").unwrap();
    assert!(broken["error"].as_str().unwrap().contains("line 1"), "{broken}");
    assert!(
        room.run(&["list"])
            .done()
            .out
            .contains("broken: cannot be read: ")
    );
}

#[test]
fn the_status_has_every_member_of_the_contract_in_its_order() {
    let room = Room::new();
    let id = room.sample();
    let status = room.run(&["status", &id, "--json"]).done().json();
    assert_eq!(
        keys(&status),
        [
            "id",
            "title",
            "edition",
            "revision",
            "stage",
            "verdict",
            "red_no",
            "amber_no",
            "to_confirm",
            "unanswered",
            "steps",
            "gates",
            "risks",
            "deadlines",
            "next"
        ]
    );
    assert_eq!((&status["id"], &status["revision"]), (&json!(id), &json!(1)));
    let steps = status["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 17);
    for step in steps {
        assert_eq!(keys(step), ["id", "stage", "state", "done", "total"]);
        assert!(["empty", "part", "done", "skipped", "attention"].contains(&step["state"].as_str().unwrap()));
    }
    let gates: Vec<&str> = status["gates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gate| gate["id"].as_str().unwrap())
        .collect();
    assert_eq!(gates, ["gate-1-2", "gate-2-3", "close"]);
    for gate in status["gates"].as_array().unwrap() {
        assert_eq!(keys(gate), ["id", "open", "unmet"]);
        for row in gate["unmet"].as_array().unwrap() {
            assert_eq!(keys(row).first(), Some(&"rule"));
            assert_eq!(keys(row).last(), Some(&"what"));
        }
    }
    for deadline in status["deadlines"].as_array().unwrap() {
        assert_eq!(keys(deadline), ["kind", "what", "due", "overdue"]);
    }
    assert!(status["next"]["what"].is_string());
}

#[test]
fn an_amber_no_is_a_risk_of_the_status() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "checklist.1A", "yes"]).done();
    room.run(&["answer", &id, "checklist.12", "no"]).done();
    let status = room.run(&["status", &id, "--json"]).done().json();
    assert_eq!(status["amber_no"], json!(["12"]));
    assert_eq!(keys(&status["risks"][0]), ["item", "title", "status"]);
    assert_eq!(
        (&status["risks"][0]["item"], &status["risks"][0]["status"]),
        (&json!("checklist.12"), &json!("open"))
    );
}

#[test]
fn the_status_in_words_fits_eighty_columns() {
    let room = Room::new();
    let id = room.sample();
    let text = room.run(&["status", &id]).done().out;
    is_narrow(&text);
    for words in [
        "Heart failure at home",
        "Stage 1 of 3",
        "Candidate verdict: ",
        "Next: ",
        "Before Stage 2",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_project_is_named_by_id_beginning_or_path() {
    let room = Room::new();
    let id = room.project("Ward round");
    let path = room.projects().join(format!("{id}.json"));
    for name in [id.as_str(), "ward", path.to_str().unwrap()] {
        assert_eq!(
            room.run(&["status", name, "--json"]).done().json()["id"],
            json!(id)
        );
    }
    room.project("Ward two");
    let said = room.run(&["status", "ward"]).failed(1);
    assert!(said.contains("\"ward\" begins the id of "), "{said}");
    let said = room.run(&["status", "wrad-round"]).failed(1);
    assert!(said.contains("there is no project \"wrad-round\""), "{said}");
    assert!(said.contains("hint: did you mean ward-round-"), "{said}");
    for command in ["show", "open", "interview"] {
        assert!(
            room.run(&[command, "none"])
                .failed(1)
                .contains("there is no project \"none\"")
        );
    }
}

#[test]
fn show_has_a_row_for_every_item_and_every_list() {
    let room = Room::new();
    let id = room.sample();
    let rows = room.run(&["show", &id, "--json"]).done().json();
    let rows = rows.as_array().unwrap();
    let guidance = room.run(&["guidance", "--json"]).done().json();
    let (mut items, mut lists) = (0, 0);
    for stage in guidance["stages"].as_array().unwrap() {
        for step in stage["steps"].as_array().unwrap() {
            items += step["items"].as_array().unwrap().len();
            lists += step["lists"].as_array().unwrap().len();
        }
    }
    assert_eq!(rows.iter().filter(|row| row.get("item").is_some()).count(), items);
    assert_eq!(rows.iter().filter(|row| row.get("list").is_some()).count(), lists);
    for row in rows {
        if row.get("list").is_some() {
            assert_eq!(keys(row), ["list", "records"]);
        } else {
            assert_eq!(
                keys(row)[..8],
                ["item", "kind", "state", "value", "note", "evidence", "by", "at"]
            );
        }
    }
    is_narrow(&room.run(&["show", &id]).done().out);
}

#[test]
fn one_item_or_list_alone_is_its_row_alone() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "checklist.4", "no", "--note", "to be settled"])
        .done();
    let row = room.run(&["show", &id, "checklist.4", "--json"]).done().json();
    assert_eq!(row.as_array().unwrap().len(), 1);
    assert_eq!(
        (&row[0]["value"], &row[0]["by"], &row[0]["state"]),
        (&json!("no"), &json!("Ann"), &json!("attention"))
    );
    let text = room.run(&["show", &id, "checklist.4"]).done().out;
    assert!(text.contains("to be settled"), "{text}");
    assert!(text.contains("Ann, "), "{text}");

    room.apply(&id, &json!([{"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme", "kind": "company"}}]));
    let row = room.run(&["show", &id, "parties", "--json"]).done().json();
    assert_eq!(
        row,
        json!([{"list": "parties", "records": [{"id": "acme", "name": "Acme", "kind": "company"}]}])
    );
    let text = room.run(&["show", &id, "parties"]).done().out;
    assert!(text.contains("1 party") && text.contains("Name: Acme"), "{text}");

    let said = room.run(&["show", &id, "partys"]).failed(1);
    assert!(
        said.contains("there is no item or list \"partys\"\nhint: did you mean parties?"),
        "{said}"
    );
}

#[test]
fn what_is_carried_says_from_where_until_it_is_confirmed_and_after() {
    let room = Room::new();
    let id = room.project("Ward");
    room.run(&["answer", &id, "scoping.sustainability", "Funded by the board"])
        .done();
    let carried = |room: &Room| -> Json {
        let row = room.run(&["show", &id, "pid.long-term", "--json"]).done().json();
        json!([row[0]["value"], row[0]["carried"]])
    };
    let source =
        |text: &str, state: &str| json!([{"from": "scoping.sustainability", "text": text, "state": state}]);
    assert_eq!(
        carried(&room),
        json!([null, source("Funded by the board", "offered")])
    );
    let text = flat(&room.run(&["show", &id, "pid.long-term"]).done().out);
    assert!(text.contains("Funded by the board"), "{text}");
    assert!(
        text.contains("Carried from scoping.sustainability, not confirmed yet"),
        "{text}"
    );

    room.apply(&id, &json!([{"op": "confirm", "item": "pid.long-term"}]));
    assert_eq!(
        carried(&room),
        json!(["Funded by the board", source("Funded by the board", "confirmed")])
    );
    room.run(&["answer", &id, "scoping.sustainability", "Not funded"])
        .done();
    assert_eq!(
        carried(&room),
        json!(["Funded by the board", source("Not funded", "changed")])
    );
    let text = flat(&room.run(&["show", &id, "pid.long-term"]).done().out);
    assert!(text.contains("source changed: scoping.sustainability"), "{text}");
}

#[test]
fn three_texts_that_move_among_themselves_are_a_changed_source() {
    let room = Room::new();
    let id = room.sample();
    let objectives = |patients: &str, nhs: &str| {
        json!({"op": "answer", "item": "concept.objectives",
            "value": {"patients": patients, "nhs": nhs, "industry": "Experience"}})
    };
    room.apply(
        &id,
        &json!([objectives("Sooner", "Calmer"), {"op": "confirm", "item": "pid.outcomes"}]),
    );
    let state = || {
        let row = room.run(&["show", &id, "pid.outcomes", "--json"]).done().json();
        row[0]["carried"][0]["state"].clone()
    };
    assert_eq!(state(), "confirmed");
    room.apply(&id, &json!([objectives("Sooner\n\nCalmer", "")]));
    assert_eq!(state(), "changed");
}
