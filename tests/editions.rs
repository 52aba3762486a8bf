//! Editions are data: another one than the guidance's loads, is answered and judged, and a broken
//! one is told everything that is wrong with it.

#![allow(missing_docs, clippy::unwrap_used)]

use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};
use triplewin::{
    documents::{Format, Which, all, build, render},
    guidance::{Edition, EditionFile, Fault, Verdict, check, editions},
    project::{Change, CountedIds, Project, ReadOnly, Stamp, apply, merge, unexplained},
    rules::{Assessment, assess},
};

/// The files of the small edition, as JSON to be changed.
struct Files(BTreeMap<&'static str, Value>);

impl Files {
    fn small() -> Self {
        let files = [
            ("edition.json", include_str!("editions/small/edition.json")),
            ("test.json", include_str!("editions/small/test.json")),
            ("who.json", include_str!("editions/small/who.json")),
            ("work.json", include_str!("editions/small/work.json")),
        ];
        Self(
            files
                .map(|(name, text)| (name, serde_json::from_str(text).unwrap()))
                .into(),
        )
    }

    /// What a JSON pointer into a file leads to.
    fn at(&mut self, name: &str, pointer: &str) -> &mut Value {
        self.0.get_mut(name).unwrap().pointer_mut(pointer).unwrap()
    }

    fn check(&self) -> Result<Edition, Vec<Fault>> {
        let texts: Vec<(&str, String)> = self
            .0
            .iter()
            .map(|(name, json)| (*name, json.to_string()))
            .collect();
        let files: Vec<EditionFile> = texts
            .iter()
            .map(|(name, text)| EditionFile {
                name,
                json: text.as_bytes(),
            })
            .collect();
        check(&files)
    }
}

fn small() -> Arc<Edition> {
    Arc::new(Files::small().check().unwrap())
}

fn applied(edition: &Edition, project: &mut Project, changes: &Value) -> Result<Vec<String>, String> {
    let changes = Change::list_from_json(changes).map_err(|refusal| refusal.to_string())?;
    let mut ids = CountedIds(u64::try_from(project.log.len()).unwrap() * 100);
    let mut stamp = Stamp {
        by: "Ann",
        at: "2030-05-02T09:00:00Z".parse().unwrap(),
        today: "2030-05-02".parse().unwrap(),
        ids: &mut ids,
        verdict: &|edition, project| judged(edition, project).eligibility.verdict,
    };
    apply(project, &changes, edition, &mut stamp)
        .map(|applied| applied.ids)
        .map_err(|refusal| refusal.to_string())
}

fn judged(edition: &Edition, project: &Project) -> Assessment {
    assess(edition, project, "2030-05-02".parse().unwrap())
}

fn new(edition: &Edition) -> Project {
    Project::new(
        "idea-0001".to_owned(),
        edition,
        "2030-05-01T09:00:00Z".parse().unwrap(),
    )
}

#[test]
fn another_edition_is_answered_and_judged_by_its_own_questions() {
    let edition = small();
    let mut project = new(&edition);
    let verdict = |project: &Project| judged(&edition, project).eligibility.verdict;
    let answer = |item: &str, value: &str| json!({"op": "answer", "item": item, "value": value});

    assert_eq!(verdict(&project), Verdict::Undetermined);
    for (item, value, after) in [
        ("test.people", "yes", Verdict::Undetermined),
        ("test.harmless", "yes", Verdict::Undetermined),
        ("test.fair", "no", Verdict::NotYetEligible),
        ("test.able", "no", Verdict::NotYetEligible),
        ("test.fair", "yes", Verdict::JointWorking),
        ("test.people", "no", Verdict::OtherSupport),
        ("test.people", "unsure", Verdict::Undetermined),
        ("test.people", "yes", Verdict::JointWorking),
    ] {
        applied(&edition, &mut project, &json!([answer(item, value)])).unwrap();
        assert_eq!(verdict(&project), after, "{item} {value}");
    }
    let eligibility = judged(&edition, &project).eligibility;
    assert_eq!(
        eligibility
            .amber_no
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["test.able"]
    );

    assert_eq!(judged(&edition, &project).stage_name(), "think");
    applied(
        &edition,
        &mut project,
        &json!([
            {"op": "add", "list": "who.partners", "record": {"id": "ward", "name": "The ward", "kind": "nhs"}},
            {"op": "add", "list": "who.partners", "record": {"id": "acme", "name": "Acme", "kind": "company"}},
            {"op": "answer", "item": "idea.name", "value": "A bench"},
            {"op": "answer", "item": "idea.gains", "value": {"patients": "rest", "nhs": "peace", "industry": "thanks"}},
            {"op": "sign", "subject": "idea", "role": "approve", "party": "ward", "name": "Di", "date": "2030-05-01"},
            {"op": "sign", "subject": "idea", "role": "approve", "party": "acme", "name": "Ed", "date": "2030-05-02"},
        ]),
    )
    .unwrap();
    let ready = judged(&edition, &project);
    assert!(
        ready.gate("ready").unwrap().unmet.is_empty(),
        "{:?}",
        ready.gate("ready")
    );
    assert_eq!(ready.stage_name(), "act");
    assert_eq!(project.title(&edition), "A bench");
    assert_eq!(unexplained(&edition, &project), []);
}

#[test]
fn another_editions_answers_are_carried_merged_and_read_again() {
    let edition = small();
    let mut base = new(&edition);
    applied(
        &edition,
        &mut base,
        &json!([
            {"op": "answer", "item": "idea.gains", "value": {"patients": "rest"}},
            {"op": "add", "list": "who.partners", "record": {"id": "ward", "name": "The ward"}},
            {"op": "add", "list": "work.log", "record": {"day": "2030-05-01", "by": "ward"}},
            {"op": "answer", "item": "work.quarter", "value": "2030-Q2"},
            {"op": "answer", "item": "work.length", "value": 4},
            {"op": "confirm", "item": "work.text"},
            {"op": "confirm", "item": "work.done-by"},
        ]),
    )
    .unwrap();
    let value = |project: &Project, item: &str| project.answer(item).unwrap().value_json();
    assert_eq!(value(&base, "work.text"), json!("rest\n\n1 May 2030, The ward"));
    assert_eq!(value(&base, "work.done-by"), json!("2030-Q3"));

    let (mut ours, mut theirs) = (base.clone(), base.clone());
    applied(
        &edition,
        &mut ours,
        &json!([{"op": "answer", "item": "idea.gains", "value": {"patients": "rest", "nhs": "peace"}}]),
    )
    .unwrap();
    applied(
        &edition,
        &mut theirs,
        &json!([{"op": "answer", "item": "idea.gains", "value": {"patients": "sleep"}}]),
    )
    .unwrap();
    let merged = merge(&edition, &base, &ours, &theirs);
    assert_eq!(
        value(&merged, "idea.gains"),
        json!({"patients": "sleep", "nhs": "peace", "industry": ""})
    );

    let bytes = merged.to_bytes(&edition);
    let known = [edition.clone()];
    let (read, own) = Project::parse(&bytes, &known).unwrap();
    assert_eq!(own.id, "small-2030");
    assert_eq!(read, merged);
    let (elsewhere, _) = Project::parse(&bytes, editions()).unwrap();
    assert!(matches!(elsewhere.read_only, Some(ReadOnly::UnknownEdition(_))));
    assert_eq!(elsewhere.to_bytes(&editions()[0]), bytes);
}

#[test]
fn another_editions_documents_are_made_of_its_own_steps() {
    let edition = small();
    let mut project = new(&edition);
    applied(
        &edition,
        &mut project,
        &json!([
            {"op": "answer", "item": "test.fair", "value": "no", "note": "Not fair yet"},
            {"op": "answer", "item": "idea.name", "value": "A bench"},
            {"op": "answer", "item": "work.quarter", "value": "2030-Q2"},
        ]),
    )
    .unwrap();
    let found = judged(&edition, &project);
    let today = "2030-05-02".parse().unwrap();
    let made = |edition: &Edition, which: &Which| build(edition, &project, &found, today, which);
    let names: Vec<String> = all(&edition, &project).iter().map(ToString::to_string).collect();
    assert_eq!(names, ["eligibility", "concept", "outcomes", "status", "pack"]);
    for (which, said) in [
        (Which::Eligibility, "Not fair yet"),
        (Which::Concept, "A bench"),
        (Which::Outcomes, "Q2 2030"),
        (Which::Pack, "Not fair yet"),
    ] {
        let document = made(&edition, &which).unwrap();
        let text = String::from_utf8(render(&document, Format::Markdown).unwrap()).unwrap();
        assert!(text.contains(said), "{which}: {text}");
        assert!(
            text.contains("nobody stands behind it"),
            "{which} credits its own guide"
        );
    }
    for which in [Which::Pid, Which::Amendment("one".to_owned())] {
        let error = made(&edition, &which).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the edition small-2030 has no document {which}")
        );
    }
    let error = made(&editions()[0], &Which::Concept).unwrap_err();
    assert!(
        error.to_string().contains("lacks the edition small-2030"),
        "{error}"
    );
}

#[test]
fn what_the_small_edition_does_not_have_is_refused() {
    let edition = small();
    for (change, why) in [
        (
            json!({"op": "answer", "item": "checklist.1A", "value": "yes"}),
            "there is no item \"checklist.1A\"",
        ),
        (
            json!({"op": "answer", "item": "test.fair", "value": "unsure"}),
            "test.fair takes yes or no, not \"unsure\"",
        ),
        (
            json!({"op": "answer", "item": "idea.choice", "value": {"choice": "deferred"}}),
            "idea.choice takes go-ahead or no-go, not \"deferred\"",
        ),
        (
            json!({"op": "sign", "subject": "concept", "role": "approve", "party": "project-team",
                "name": "Di", "date": "2030-05-01"}),
            "concept is not approved by project-team",
        ),
    ] {
        let refused = applied(&edition, &mut new(&edition), &json!([change])).unwrap_err();
        assert_eq!(refused, why);
    }
}

/// A way to break the small edition.
type Break = fn(&mut Files);

#[test]
#[allow(clippy::too_many_lines)] // a table
fn a_broken_edition_is_told_each_fault_with_file_and_id() {
    let breaks: Vec<(Break, &[&str])> = vec![
        (
            |files| {
                files.0.remove("work.json");
            },
            &[
                "work.json: the file is missing; act names its step",
                "edition.json: finished: work.log is no list",
            ],
        ),
        (
            |files| {
                files.0.remove("edition.json");
            },
            &["edition.json: the file is missing"],
        ),
        (
            |files| {
                let step = files.0["who.json"].clone();
                files.0.insert("more.json", step);
            },
            &["more.json: no stage names this step"],
        ),
        (
            |files| *files.at("edition.json", "/stages/0/steps/1") = json!("test"),
            &[
                "edition.json: test: the step is named twice",
                "who.json: no stage names this step",
            ],
        ),
        (
            |files| *files.at("who.json", "/id") = json!("whom"),
            &["who.json: whom: the step's id is not its file's name who"],
        ),
        (
            |files| files.at("who.json", "")["colour"] = json!(1),
            &["who.json: the member \"colour\" is unknown"],
        ),
        (
            |files| {
                let item = files.at("test.json", "/items/0");
                item["colour"] = json!("red");
                item["shade"] = json!("dark");
                item.as_object_mut().unwrap().remove("help");
                item["label"] = json!("A label of more than 22 letters");
            },
            &[
                "test.json: test.harmless: the member \"colour\" is unknown",
                "test.json: test.harmless: the member \"shade\" is unknown",
                "test.json: test.harmless: the member \"help\" is missing",
                "test.json: test.harmless: its label has 31 characters, not 1 to 22",
            ],
        ),
        (
            |files| *files.at("test.json", "/items/1/id") = json!("test.fair"),
            &[
                "test.json: test.fair: the id stands in test.json already",
                "edition.json: routes: test.people is no item",
            ],
        ),
        (
            |files| *files.at("work.json", "/items/0/id") = json!("idea.name"),
            &["work.json: idea.name: the id stands in who.json already"],
        ),
        (
            |files| *files.at("work.json", "/items/1/label") = json!("End"),
            &["work.json: work.length: its label \"End\" stands twice in the step"],
        ),
        (
            |files| *files.at("work.json", "/items/1/label") = json!(""),
            &["work.json: work.length: its label has 0 characters, not 1 to 22"],
        ),
        (
            |files| *files.at("work.json", "/items/1/why") = json!(" "),
            &["work.json: work.length: its why is empty"],
        ),
        (
            |files| {
                *files.at("work.json", "/items/1/source/page") = json!("8-7");
                *files.at("work.json", "/items/2/source/page") = json!("");
                *files.at("work.json", "/source/page") = json!("page?4");
                *files.at("work.json", "/items/0/source/page") = json!("4-");
                *files.at("who.json", "/items/1/source/key") = json!("Y");
            },
            &[
                "work.json: work.length: cites \"8-7\", which is no page",
                "work.json: work.start: cites \"\", which is no page",
                "work.json: work.end: cites \"4-\", which is no page",
                "who.json: idea.gains: cites \"Y\", which is no source",
            ],
        ),
        (
            |files| *files.at("test.json", "/items/4/when") = json!({"item": "work.end", "is": []}),
            &[
                "test.json: test.why-unable: applies by work.end, which is asked later",
                "test.json: test.why-unable: its condition names no value",
            ],
        ),
        (
            |files| *files.at("test.json", "/items/4/when") = json!({"item": "test.why-unable", "is": ["x"]}),
            &["test.json: test.why-unable: applies by itself"],
        ),
        (
            |files| *files.at("test.json", "/items/4/when") = json!({"item": "test.fair", "is": ["unsure"]}),
            &["test.json: test.why-unable: applies where test.fair is \"unsure\", which it cannot be"],
        ),
        (
            |files| *files.at("test.json", "/items/4/when/item") = json!("test.gone"),
            &["test.json: test.why-unable: applies by test.gone, which is no item"],
        ),
        (
            |files| {
                *files.at("work.json", "/items/4/carry") = json!([
                    {"from": "nowhere"},
                    {"from": "work.log"},
                    {"from": "work.log", "fields": ["colour"]},
                    {"from": "work.end", "fields": ["day"]},
                    {"from": "work.text"},
                ]);
            },
            &[
                "work.json: work.text: is carried from nowhere, which is neither item nor list",
                "work.json: work.text: does not say which fields of work.log it asks for",
                "work.json: work.text: asks for work.log.colour, which is no field",
                "work.json: work.text: asks for fields of work.end, which is an item",
                "work.json: work.text: is carried from itself",
            ],
        ),
        (
            |files| files.at("work.json", "/items/0")["carry"] = json!([{"from": "idea.gains"}]),
            &["work.json: work.end: a date cannot take what it is carried from"],
        ),
        (
            |files| {
                files.at("work.json", "/items/6")["carry"] = json!([{"from": "work.done-by"}]);
            },
            &[
                "work.json: work.quarter: is carried from itself",
                "work.json: work.done-by: is carried from itself",
            ],
        ),
        (
            |files| {
                *files.at("who.json", "/items/3/choices") = json!([]);
                files.at("who.json", "/items/2")["choices"] = json!([{"value": "a", "label": "A"}]);
                files.at("who.json", "/items/1")["severity"] = json!("red");
                files.at("who.json", "/items/1")["period_of"] = json!("months");
            },
            &[
                "who.json: idea.choice: a decision needs choices",
                "who.json: idea.name: a line takes no choices",
                "who.json: idea.gains: a severity goes with a yes-no alone",
                "who.json: idea.gains: period_of goes with a period alone",
            ],
        ),
        (
            |files| {
                *files.at("who.json", "/items/0/columns") = json!(["colour"]);
                *files.at("who.json", "/items/0/fields/1/id") = json!("kind");
                *files.at("who.json", "/items/0/fields/0/choices/0/value") = json!("company");
            },
            &[
                "who.json: who.partners: its column colour is no field",
                "who.json: who.partners.kind: the field's id is taken",
                "who.json: who.partners.kind: its choice \"company\" stands twice",
                "edition.json: lists: who.partners has no field name as the rules read it",
            ],
        ),
        (
            |files| {
                files.at("who.json", "/items/1")["field_name"] = json!(" ");
                *files.at("edition.json", "/documents/0/gate") = json!("gone");
                *files.at("edition.json", "/documents/1/steps") = json!(["work", "dream"]);
                *files.at("edition.json", "/documents/2/document") = json!("eligibility");
            },
            &[
                "who.json: idea.gains: its field name is empty",
                "edition.json: documents: \"The test\" passes gone, which is no gate",
                "edition.json: documents: \"The idea\" holds dream, which is no step",
                "edition.json: documents: \"What came of it\" is planned twice",
                "edition.json: documents: who stands in 0 documents, not in one",
                "edition.json: documents: work stands in 2 documents, not in one",
            ],
        ),
        (
            |files| {
                *files.at("edition.json", "/gates/0/stage") = json!("dream");
                *files.at("edition.json", "/gates/1/id") = json!("ready");
                *files.at("edition.json", "/gates/0/needs/2/items/0") = json!("idea.gone");
                *files.at("edition.json", "/gates/1/needs/2/with/0") = json!("colour");
                *files.at("edition.json", "/gates/0/needs/3/role") = json!("certify");
                *files.at("edition.json", "/gates/0/needs/1/need") = json!("luck");
            },
            &["edition.json: gates.ready: unknown variant \"luck\""],
        ),
        (
            |files| {
                *files.at("edition.json", "/gates/0/stage") = json!("dream");
                *files.at("edition.json", "/gates/1/id") = json!("ready");
                *files.at("edition.json", "/gates/0/needs/2/items/0") = json!("idea.gone");
                *files.at("edition.json", "/gates/1/needs/2/with/0") = json!("colour");
                *files.at("edition.json", "/gates/0/needs/3/role") = json!("certify");
            },
            &[
                "edition.json: gates.ready: stands there twice",
                "edition.json: ready: ends dream, which is no stage",
                "edition.json: ready: idea.gone is no item",
                "edition.json: ready: work.log.colour is no field",
                "edition.json: ready: no sign-off of idea is given so (certify)",
            ],
        ),
        (
            |files| {
                *files.at("edition.json", "/subjects/0/step") = json!("dream");
                *files.at("edition.json", "/subjects/0/covers/lists/0") = json!("work.gone");
                *files.at("edition.json", "/sign_offs/0/subject") = json!("plan");
                *files.at("edition.json", "/tips/0/step") = json!("dream");
                *files.at("edition.json", "/suggestions/0/for") = json!("who.partners.colour");
                *files.at("edition.json", "/verdicts/0/verdict") = json!("undetermined");
            },
            &[
                "edition.json: idea: is made by dream, which is no step",
                "edition.json: idea: work.gone is no list",
                "edition.json: sign_offs: plan is no subject",
                "edition.json: tips: dream is no step",
                "edition.json: suggestions: who.partners.colour is neither an item nor a list's field",
                "edition.json: verdicts.undetermined: stands there twice",
                "edition.json: verdicts: joint-working has no text",
            ],
        ),
        (
            |files| {
                *files.at("edition.json", "/roles") =
                    json!({"actual-start": "work.text", "length": "work.gone"});
                *files.at("edition.json", "/lists") = json!({});
                *files.at("edition.json", "/routes/0/item") = json!("test.fair");
            },
            &[
                "edition.json: roles: work.text is a text, where the rules read a date",
                "edition.json: roles: work.gone is no item",
                "edition.json: roles: no item is bound to title",
                "edition.json: lists: no list is bound to parties",
                "edition.json: routes: test.fair is no routing question",
                "edition.json: routes: test.people leads nowhere",
            ],
        ),
        (
            |files| {
                files
                    .at("edition.json", "")
                    .as_object_mut()
                    .unwrap()
                    .remove("glossary");
                *files.at("edition.json", "/title") = json!("");
                *files.at("edition.json", "/roles") = json!({"king": "idea.name"});
            },
            &[
                "edition.json: glossary: is missing",
                "edition.json: its title is empty",
                "edition.json: roles: unknown variant \"king\"",
            ],
        ),
    ];
    for (spoil, told) in breaks {
        let mut files = Files::small();
        spoil(&mut files);
        let faults: Vec<String> = files
            .check()
            .map(|_| ())
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        for line in told {
            assert!(
                faults.iter().any(|fault| fault.starts_with(line)),
                "{line:?} is not among\n{}",
                faults.join("\n")
            );
        }
    }
}

#[test]
fn a_file_that_is_no_json_is_named_with_the_place() {
    let texts = [
        (
            "edition.json",
            include_str!("editions/small/edition.json").to_owned(),
        ),
        (
            "test.json",
            "{\n \"id\": \"test\",\n \"id\": \"test\"}".to_owned(),
        ),
        ("who.json", "[]".to_owned()),
        ("work.json", "{".to_owned()),
    ];
    let files = texts.each_ref().map(|(name, text)| EditionFile {
        name,
        json: text.as_bytes(),
    });
    let faults: Vec<String> = check(&files)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    for line in [
        "test.json: the key \"id\" is given twice at line 3, column 5",
        "who.json: this is no JSON object",
        "work.json: EOF while parsing an object at line 1, column 1",
    ] {
        assert!(faults.contains(&line.to_owned()), "{line}: {faults:#?}");
    }
}
