//! Going about: back, next, by number, by name, and back to where one left off.

use super::Room;
use crate::guidance::editions;

#[test]
fn a_new_project_begins_at_its_first_question() {
    let room = Room::new();
    let path = room.project();
    insta::assert_snapshot!(room.interview(
        &path,
        None,
        "\n:back\n\nSeeing people at home\nwithin two days.\n.\n2\ny\n:back\n:quit\n"
    ));
}

#[test]
fn an_empty_line_at_every_question_walks_the_whole_interview() {
    let room = Room::new();
    let path = room.sample();
    let heard = room.interview(&path, None, &"\n".repeat(330));
    let flat = heard.split_whitespace().collect::<Vec<_>>().join(" ");
    let session = room.open(&path);
    for step in editions()[0].steps() {
        assert!(flat.contains(&step.title), "{}", step.title);
        for entry in &step.entries {
            let asked = match (entry.as_item(), entry.as_list()) {
                (Some(item), _) => session
                    .assessment()
                    .item(item.id.as_str())
                    .unwrap()
                    .applies
                    .then_some(&item.prompt),
                (None, Some(list)) => Some(&list.prompt),
                (None, None) => None,
            };
            if let Some(prompt) = asked {
                assert!(flat.contains(prompt.as_str()), "{prompt}");
            }
        }
    }
    assert!(flat.contains("That was the last question."));
    for line in heard.lines() {
        assert!(line.chars().count() <= 78, "{line}");
        assert!(line.starts_with("  ") || line.chars().count() <= 76, "{line}");
    }
}

#[test]
fn goto_takes_the_numbers_of_the_list_ids_and_names() {
    let cases = [
        ("scoping", "3", "Question 3 of 16: Evidence."),
        ("checklist", "4", "Question 4 of 15, red: A fair share."),
        ("checklist", "1a", "Question 1 of 15: number 1A, Patients first."),
        ("checklist", "15", "Question 15 of 15, amber: Who certifies."),
        ("scoping", "checklist.4", "Question 4 of 15, red: A fair share."),
        ("scoping", "1A", "Question 1 of 15: number 1A, Patients first."),
        ("scoping", "PARTIES", "Question 5 of 5: Parties."),
        ("scoping", "concept", "Question 1 of 7: Partners."),
        (
            "scoping",
            "trust",
            "Question 1 of 14: A vision made together (Process and organisation).",
        ),
        ("scoping", "verdict", "Verdict: NOT DECIDED YET."),
        ("scoping", "check", "Check answers: Scoping."),
        ("pid", "sign-offs", "Sign-offs.\nProject Initiation Document:"),
        (
            "scoping",
            "checklist.1B",
            "Care never worse is not asked now; an answer to it is kept.",
        ),
        (
            "scoping",
            "99",
            ":goto takes a number of :list, an id such as checklist.4, parties or",
        ),
        ("scoping", "", ":goto takes a number of :list"),
        ("scoping", "\u{1b}[2J", ":goto takes a number of :list"),
    ];
    for (step, name, heard) in cases {
        let room = Room::new();
        let path = room.project();
        let all = room.interview(&path, Some(step), &format!(":goto {name}\n:quit\n"));
        assert!(all.contains(heard), "{step}, {name}:\n{all}");
    }
}

#[test]
fn a_number_of_the_check_goes_there_and_comes_back() {
    let room = Room::new();
    let path = room.project();
    insta::assert_snapshot!(room.interview(
        &path,
        Some("partners"),
        ":goto check\nten\n3\nprimary\n4\n:back\n\n:quit\n"
    ));
}

#[test]
fn each_begins_where_they_left_off() {
    let room = Room::new();
    let path = room.project();
    room.interview(&path, None, ":goto concept.length\n");
    let heard = room.interview(&path, None, ":quit\n");
    assert!(heard.contains("Question 6 of 7: Length."), "{heard}");
    // A step that is asked for comes before that.
    let heard = room.interview(&path, Some("trust"), ":goto 3\n:quit\n");
    assert!(heard.contains("Question 1 of 14"), "{heard}");
    // A row of a set is remembered as the set.
    let heard = room.interview(&path, None, ":quit\n");
    assert!(
        heard.contains("Question 1 of 14: A vision made together"),
        "{heard}"
    );
}

#[test]
fn the_stage_that_is_to_come_can_be_drafted() {
    let room = Room::new();
    let path = room.project();
    let heard = room.interview(&path, Some("team"), ":goto 2\nWeekly calls.\n.\n:quit\n");
    assert!(
        heard.contains("This stage is to come. It can be looked at and drafted already;"),
        "{heard}"
    );
    assert_eq!(room.value(&path, "team.methodology"), "Weekly calls.");
}
