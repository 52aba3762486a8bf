//! Going about: back, next, by number, by name, and back to where one left off.

use super::Room;

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
fn an_empty_line_at_every_question_walks_the_whole_interview_and_ends() {
    let room = Room::new();
    let path = room.sample();
    let heard = room.interview(&path, None, &"\n".repeat(312));
    insta::assert_snapshot!(heard);
}
