//! However it ends, nothing is lost.

use serde_json::json;
use std::io::{self, BufRead, Read, Write};

use super::{Heard, Room, Spoken, conversation};

/// A conversation with something of everything in it.
const TYPED: &str = ":goto 2\nSeeing people at home.\n.\nprimary\ny\n:add\nNorth ICB\nnhs\n:next\n\n:goto checklist\ny\ny\n:note A note.\n\
                     :goto concept.objectives\nSooner.\n.\nBeds.\n.\n:goto concept.start\nQ4 2026\n12\n:goto sign-offs\n:sign 1\nA. Example\n\n\
                     :goto pid.cost\n10\nnone\n:undo\n:status\n:quit\n";

#[test]
fn the_input_may_end_after_any_byte() {
    for end in (0..TYPED.len()).step_by(7) {
        let room = Room::new();
        let path = room.project();
        let typed = TYPED.get(..end).unwrap();
        let heard = room.interview(&path, None, typed);
        assert!(heard.contains("Saved."), "{end}: {heard}");
        if typed.contains("Q4 2026\n") {
            assert_eq!(room.value(&path, "concept.start"), json!("2026-Q4"), "{end}");
            assert_eq!(
                room.value(&path, "project.summary"),
                json!("Seeing people at home."),
                "{end}"
            );
        }
    }
}

#[test]
fn a_text_that_the_end_of_the_input_cuts_short_is_kept() {
    let room = Room::new();
    let path = room.project();
    room.interview(&path, None, ":goto 2\nOne line\nand half of ano");
    assert_eq!(
        room.value(&path, "project.summary"),
        json!("One line\nand half of ano")
    );
}

#[test]
fn what_makes_no_answer_yet_is_said_when_the_input_ends() {
    let room = Room::new();
    let path = room.project();
    let heard = room.interview(&path, None, ":goto pid.cost\n10\n");
    assert!(
        heard.contains("Not kept: What the sum says of VAT is still open."),
        "{heard}"
    );
}

/// A reader that goes away after so many bytes.
struct Leaving {
    left: usize,
}

impl Write for Leaving {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_goes_away_loses_nothing_that_was_answered() {
    for left in (0..4_000).step_by(211) {
        let room = Room::new();
        let path = room.project();
        let (mut input, _, _) = conversation(TYPED.as_bytes());
        let mut output = Leaving { left };
        super::super::interview(room.open(&path), &room.library, None, &mut input, &mut output).unwrap();
        let read = TYPED.len() - input.rest.len();
        if TYPED.get(..read).unwrap().contains("primary\n") {
            assert_eq!(room.value(&path, "project.setting"), json!("primary"), "{left}");
        }
        let (mut input, _, _) = conversation(b"y\ny\ny\n");
        let mut output = Leaving { left };
        let session = room.library.scratch().unwrap();
        super::super::triage(session, &room.library, &mut input, &mut output).unwrap();
    }
}

/// An input that fails after its lines.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        unreachable!("the conversation reads by lines")
    }
}

impl BufRead for Failing<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.0.is_empty() {
            return Err(io::Error::other("the line is dead"));
        }
        Ok(self.0)
    }

    fn consume(&mut self, amount: usize) {
        self.0 = &self.0[amount..];
    }
}

#[test]
fn an_input_that_fails_is_an_error_and_the_answers_are_saved() {
    let room = Room::new();
    let path = room.project();
    let mut input = Failing(b":goto 3\nprimary\n");
    let heard = Heard::default();
    let error = super::super::interview(
        room.open(&path),
        &room.library,
        None,
        &mut input,
        &mut Spoken(heard),
    )
    .unwrap_err();
    assert_eq!(error.to_string(), "the line is dead");
    assert_eq!(room.value(&path, "project.setting"), json!("primary"));
}

#[test]
fn a_save_that_fails_is_said_after_the_answer_and_is_an_error_at_the_end() {
    let room = Room::new();
    let path = room.project();
    let session = room.open(&path);
    std::fs::write(&path, "{").unwrap();
    let (mut input, mut output, heard) = conversation(b":goto 3\nprimary\n:save\n:quit\n");
    let error = super::super::interview(session, &room.library, None, &mut input, &mut output).unwrap_err();
    let heard = heard.text();
    assert!(
        heard.contains("NOT SAVED: the file on disk is damaged. Nothing is lost here; :save"),
        "{heard}"
    );
    assert!(
        error
            .to_string()
            .starts_with("NOT SAVED: the file on disk is damaged; all of it is kept in "),
        "{}",
        error.to_string()
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
}

#[test]
fn who_leaves_while_nothing_can_be_saved_is_asked_where_else() {
    let room = Room::new();
    let path = room.project();
    let session = room.open(&path);
    std::fs::write(&path, "{").unwrap();
    let elsewhere = path.parent().unwrap().parent().unwrap().join("elsewhere.json");
    let typed = format!(
        ":goto 3\nprimary\n:quit\nagain\n/nowhere/at/all.json\n{}\n",
        elsewhere.display()
    );
    let (mut input, mut output, heard) = conversation(typed.as_bytes());
    let error = super::super::interview(session, &room.library, None, &mut input, &mut output).unwrap_err();
    let heard = heard.text();
    assert!(
        heard.contains("1 thing is not on the disk yet: Care setting."),
        "{heard}"
    );
    assert!(heard.contains("Not saved there: "), "{heard}");
    let kept = format!("all of it is kept in {}", elsewhere.display());
    assert!(error.to_string().contains(&kept), "{error}");
    assert_eq!(room.value(&elsewhere, "project.setting"), json!("primary"));
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "{",
        "what lay there is not overwritten"
    );
}

#[test]
fn a_save_that_goes_well_again_is_said_once() {
    let room = Room::new();
    let path = room.project();
    let sound = std::fs::read(&path).unwrap();
    let session = room.open(&path);
    std::fs::write(&path, "{").unwrap();
    // The file is whole again before the second answer.
    let mut input = Mended {
        lines: vec![b":goto 3\n", b"primary\n", b"y\n", b"\n", b":quit\n"],
        path: &path,
        sound: &sound,
    };
    let heard = Heard::default();
    super::super::interview(
        session,
        &room.library,
        None,
        &mut input,
        &mut Spoken(heard.clone()),
    )
    .unwrap();
    let heard = heard.text();
    assert_eq!(heard.matches("NOT SAVED").count(), 1, "{heard}");
    assert_eq!(heard.matches("Saved again.").count(), 1, "{heard}");
    assert_eq!(room.value(&path, "project.setting"), json!("primary"));
}

struct Mended<'a> {
    lines: Vec<&'a [u8]>,
    path: &'a std::path::Path,
    sound: &'a [u8],
}

impl Read for Mended<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        unreachable!("the conversation reads by lines")
    }
}

impl BufRead for Mended<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.lines.len() == 3 {
            std::fs::write(self.path, self.sound).unwrap();
        }
        Ok(self.lines.first().copied().unwrap_or_default())
    }

    fn consume(&mut self, _: usize) {
        self.lines.remove(0);
    }
}
