//! Where the front ends begin: the screens need a terminal, line mode needs none.

use super::room::{Ran, Room};

#[test]
fn the_screens_say_that_they_need_a_terminal() {
    let room = Room::new();
    let id = room.project("Ward");
    for arguments in [&[][..], &["open", &id]] {
        let said = room.run(arguments).failed(1);
        assert!(
            said.contains("the screens need a terminal\nhint: --plain"),
            "{said}"
        );
    }
}

#[test]
fn line_mode_lists_the_projects_and_how_to_go_on() {
    let room = Room::new();
    let id = room.project("Ward");
    let ran = room.run(&["--plain"]).done();
    assert!(ran.out.starts_with(&format!("{id}: Ward; ")), "{}", ran.out);
    assert!(ran.err.contains("triplewin interview PROJECT"), "{}", ran.err);
    let dumb = Ran::of(room.command().env("TERM", "dumb")).done();
    assert_eq!(dumb.out, ran.out);
}

#[test]
fn the_interview_saves_what_it_is_told_and_ends_with_its_input() {
    let room = Room::new();
    let id = room.project("Ward");
    let ran = room.fed(&["interview", &id, "--step", "checklist"], "y\n").done();
    assert!(ran.out.contains("Question"), "{}", ran.out);
    assert_eq!(room.filed(&id)["answers"]["checklist.1A"]["value"], "yes");
    for (name, value) in [("TRIPLEWIN_PLAIN", "1"), ("TERM", "dumb")] {
        let ran = Ran::of(
            room.command()
                .args(["open", &id])
                .env(name, value)
                .write_stdin(":quit\n"),
        );
        assert!(!ran.done().out.is_empty(), "{name}");
    }
    let said = room.run(&["interview", &id, "--step", "checklst"]).failed(1);
    assert!(
        said.contains("there is no step \"checklst\"\nhint: did you mean checklist?"),
        "{said}"
    );
}

#[test]
fn triage_line_by_line_ends_with_the_verdicts_exit_code() {
    let room = Room::new();
    let yes = "y\n".repeat(15);
    for (said, code) in [(yes.as_str(), 0), ("n\nn\n", 3), ("", 4)] {
        let ran = room.fed(&["triage", "--plain"], said);
        assert_eq!(ran.code, code, "{said:?}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("Question 1"), "{}", ran.out);
        assert_eq!(ran.err, "");
    }
}
