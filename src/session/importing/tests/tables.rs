//! What people write into the tables of a document, and what they strike from them.

use super::*;

/// The changes of an import, as JSON.
fn changes(import: &Import) -> Vec<Json> {
    let changes = import.changes.iter();
    changes.map(|proposed| proposed.change.to_json()).collect()
}

/// A project with two milestones, a party, and a member of the team with fields that stand together.
fn planned() -> Project {
    project(&json!([
        {"op": "add", "list": "parties", "record": {"id": "acme", "name": "Acme Pharma", "kind": "company"}},
        {"op": "add", "list": "plan.milestones", "record": {"id": "first", "title": "First ward", "due": "2027-06-30"}},
        {"op": "add", "list": "plan.milestones", "record": {"id": "second", "title": "Second ward"}},
    ]))
}

/// The row of a table that holds some words.
#[track_caller]
fn row_with<'a>(markdown: &'a str, words: &str) -> &'a str {
    markdown
        .lines()
        .find(|line| line.starts_with('|') && line.contains(words))
        .unwrap()
}

#[test]
fn a_changed_cell_of_a_markdown_table_changes_that_field() {
    let project = planned();
    let markdown = markdown_of(&project, "pid");
    let row = row_with(&markdown, "First ward");
    let edited = row
        .replace("First ward", "First two wards")
        .replace("30 Jun 2027", "1 July 2027");
    let import = read(&project, &markdown.replace(row, &edited));
    assert_eq!(
        changes(&import),
        [json!({"op": "update", "list": "plan.milestones", "id": "first",
            "fields": {"title": "First two wards", "due": "2027-07-01"}})]
    );
    assert_eq!(import.left, Vec::<String>::new());
}

#[test]
fn a_row_added_to_a_markdown_table_is_a_record_and_a_row_struck_removes_nothing() {
    let project = planned();
    let markdown = markdown_of(&project, "pid");
    let row = row_with(&markdown, "Second ward");
    let columns = row_with(&markdown, "plan.milestones title").matches(" |").count();
    let anew = |title: &str, due: &str| {
        let mut cells = vec![title, due];
        cells.resize(columns, "");
        format!("| {} |", cells.join(" | "))
    };
    let import = read(
        &project,
        &markdown.replace(row, &anew("Third \\| ward", "2027-08-31")),
    );
    assert_eq!(
        changes(&import),
        [json!({"op": "add", "list": "plan.milestones",
            "record": {"title": "Third | ward", "due": "2027-08-31"}})]
    );
    assert_eq!(
        import.left,
        [
            "plan.milestones \"second\" (Second ward): its row is gone from the file; an import removes nothing"
        ]
    );
    // a row that only lost its mark is the row that it was
    let import = read(
        &project,
        &markdown.replace(row, &anew("Second ward", "31/8/2027")),
    );
    assert_eq!(
        changes(&import),
        [json!({"op": "update", "list": "plan.milestones", "id": "second", "fields": {"due": "2027-08-31"}})]
    );
    // what does not fit is named by its row and column, and nothing is made of the rest
    let wrong = markdown.replace(row, &format!("{row}\n{}", anew("Third ward", "soon")));
    let Err(ImportError::Unfit(problems)) = import_of_markdown(&project, &wrong) else {
        panic!("it was taken");
    };
    assert_eq!(
        problems,
        [
            "plan.milestones, new row \"Third ward\", Due cannot be \"soon\": A day is written like 21 Nov 2026 or 2026-11-21"
        ]
    );
}

#[test]
fn what_people_write_into_a_row_is_read_as_an_interview_reads_it() {
    let project = planned();
    let markdown = "| <!-- disclosure.records company --> Company | <!-- disclosure.records year --> Year \
                    | <!-- disclosure.records pence --> Amount | <!-- disclosure.records disclosed --> Disclosed \
                    | <!-- disclosure.records date --> Date |\n|---|---|---|---|---|\n\
                    | Acme Pharma | 2027 | £1,200 | Yes | 30 June 2027 |\n\
                    | acme pharma | 2028 | 1200.50 | | 2028-06-30 |\n\
                    | | | | | |\n";
    let import = read(&project, markdown);
    assert_eq!(
        changes(&import),
        [
            json!({"op": "add", "list": "disclosure.records", "record":
                {"company": "acme", "year": 2027, "pence": 120_000, "disclosed": "yes", "date": "2027-06-30"}}),
            json!({"op": "add", "list": "disclosure.records", "record":
                {"company": "acme", "year": 2028, "pence": 120_050, "date": "2028-06-30"}}),
        ]
    );
    assert_eq!(
        import.changes[0].after.lines().next(),
        Some("Company: Acme Pharma")
    );
}

#[test]
fn fields_that_stand_together_in_a_cell_come_back_each_by_its_name() {
    let mut all = vec![json!({"op": "add", "list": "team.members", "record":
        {"id": "bo", "name": "Bo", "role": "Lead", "email": "bo@x.example", "joined": "2027-01-04"}})];
    all.extend(
        ["Cy", "Di", "Ed", "Flo"].map(
            |name| json!({"op": "add", "list": "team.members", "record": {"name": name, "role": "Nurse"}}),
        ),
    );
    let project = project(&Json::Array(all));
    let markdown = markdown_of(&project, "pid");
    let row = row_with(&markdown, "| Email: ");
    let edited = row.replace("4 Jan 2027", "1 February 2027<br>Left: 2027-03-01");
    let nurse = row_with(&markdown, "> Cy");
    let with_email = format!(
        "{}Email: cy@x.example |",
        nurse.strip_suffix('|').unwrap().trim_end()
    );
    let import = read(
        &project,
        &markdown.replace(row, &edited).replace(nurse, &with_email),
    );
    let changes = changes(&import);
    assert_eq!(
        changes[0],
        json!({"op": "update", "list": "team.members", "id": "bo",
            "fields": {"joined": "2027-02-01", "left": "2027-03-01"}})
    );
    assert_eq!(changes[1]["fields"], json!({"email": "cy@x.example"}));
    assert_eq!(changes.len(), 2);
    let wrong = markdown.replace(row, &row.replace("Email: ", "Post: "));
    assert!(matches!(
        import_of_markdown(&project, &wrong),
        Err(ImportError::Unfit(_))
    ));
}

fn import_of_markdown(project: &Project, markdown: &str) -> Result<Import, ImportError> {
    import(project, markdown.as_bytes(), ReturnedKind::Markdown)
}

#[test]
fn rows_that_somebody_added_or_struck_in_word_come_back() {
    let project = planned();
    let word = drawn(&project, &Which::Pid, Format::Docx);
    let row_of = |text: &str, words: &str| {
        let at = text.rfind(words).unwrap();
        let begin = text[..at].rfind("<w:tr>").unwrap();
        let end = at + text[at..].find("</w:tr>").unwrap() + "</w:tr>".len();
        text[begin..end].to_owned()
    };
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let read = |edit: &dyn Fn(&str, &str) -> String| {
        let word = edited(&word, |text| {
            let row = row_of(&text, "Second ward");
            text.replace(&row, &edit(&row, "Second ward"))
        });
        import(&project, &word, ReturnedKind::Word).unwrap()
    };

    let added = read(&|row, _| format!("{row}<w:tr>{}{}</w:tr>", cell("Third ward"), cell("30 June 2028")));
    assert_eq!(
        changes(&added),
        [json!({"op": "add", "list": "plan.milestones",
            "record": {"title": "Third ward", "due": "2028-06-30"}})]
    );
    assert_eq!(added.left, Vec::<String>::new());

    let gone = [
        "plan.milestones \"second\" (Second ward): its row is gone from the file; an import removes nothing",
    ];
    let struck = read(&|row, _| row.replace("<w:trPr>", "<w:trPr><w:del w:id=\"9\" w:author=\"x\"/>"));
    assert_eq!(
        (changes(&struck), struck.left.as_slice()),
        (vec![], &gone.map(str::to_owned)[..])
    );
    let removed = read(&|_, _| String::new());
    assert_eq!(
        (changes(&removed), removed.left.as_slice()),
        (vec![], &gone.map(str::to_owned)[..])
    );

    // who types over a whole cell takes its bookmark away
    let over = read(&|row, words| {
        let begin = row.find("<w:bookmarkStart").unwrap();
        let end = begin + row[begin..].find("/>").unwrap() + 2;
        let row = format!("{}{}", &row[..begin], &row[end..]);
        row.replace(words, "Ward two")
    });
    assert_eq!(
        changes(&over),
        [json!({"op": "update", "list": "plan.milestones", "id": "second", "fields": {"title": "Ward two"}})]
    );
    assert_eq!(over.left, Vec::<String>::new());
}
