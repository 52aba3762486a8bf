//! Keys in pieces, pastes marked and not, stale letters, and a terminal that goes.

use std::io::Write;
use std::time::Duration;

use crossterm::event::KeyModifiers;
use proptest::prelude::*;

use super::*;

fn key(code: KeyCode) -> Piece {
    Piece::Key(code.into())
}

fn ctrl(c: char) -> Piece {
    Piece::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
}

fn chars(text: &str) -> Vec<Piece> {
    text.chars().map(|c| key(KeyCode::Char(c))).collect()
}

fn parsed(reads: &[&[u8]]) -> Vec<Piece> {
    let mut parser = Parser::default();
    let mut pieces: Vec<Piece> = reads.iter().flat_map(|read| parser.feed(read)).collect();
    if parser.patience().is_some() {
        pieces.extend(parser.give_up());
    }
    assert_eq!(parser.patience(), None);
    pieces
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    let cases: &[(&[u8], KeyCode)] = &[
        (b"\r", KeyCode::Enter),
        (b"\t", KeyCode::Tab),
        (b"\x08", KeyCode::Backspace),
        (b"\x7f", KeyCode::Backspace),
        (b"\x1b[A", KeyCode::Up),
        (b"\x1bOB", KeyCode::Down),
        (b"\x1b[Z", KeyCode::BackTab),
        (b"\x1bOP", KeyCode::F(1)),
        (b"\x1b[[A", KeyCode::F(1)),
        (b"\x1b[11~", KeyCode::F(1)),
        (b"\x1b[15~", KeyCode::F(5)),
        (b"\x1b[17~", KeyCode::F(6)),
        (b"\x1b[20~", KeyCode::F(9)),
        (b"\x1b[24~", KeyCode::F(12)),
        (b"\x1b[5~", KeyCode::PageUp),
        (b"\x1b[H", KeyCode::Home),
        (b"\x1b[4~", KeyCode::End),
        (b"\x1b[3~", KeyCode::Delete),
        (b"\x1b[13;2u", KeyCode::Enter),
        ("é".as_bytes(), KeyCode::Char('é')),
        ("日".as_bytes(), KeyCode::Char('日')),
        (b"?", KeyCode::Char('?')),
    ];
    for (bytes, code) in cases {
        assert_eq!(parsed(&[bytes]), [key(*code)], "{bytes:?}");
        // and the same however they are cut
        for at in 1..bytes.len() {
            let (a, b) = bytes.split_at(at);
            assert_eq!(parsed(&[a, b]), [key(*code)], "{a:?} {b:?}");
        }
    }
    assert_eq!(parsed(&[b"\n"]), [ctrl('j')]);
    assert_eq!(parsed(&[b"\x0e"]), [ctrl('n')]);
    assert_eq!(
        parsed(&[b"\x1b[1;5C"]),
        [Piece::Key(KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL))]
    );
    assert_eq!(
        parsed(&[b"\x1by"]),
        [Piece::Key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::ALT))]
    );
}

#[test]
fn an_esc_alone_is_esc_and_letters_after_it_stay_letters() {
    let esc = || key(KeyCode::Esc);
    assert_eq!(parsed(&[b"\x1b"]), [esc()]);
    assert_eq!(parsed(&[b"\x1b", b"y"]), [esc(), key(KeyCode::Char('y'))]);
    assert_eq!(parsed(&[b"\x1b\x1b"]), [esc(), esc()]);
    assert_eq!(parsed(&[b"\x1b", b"\x1b[A"]), [esc(), key(KeyCode::Up)]);
    assert_eq!(parsed(&[b"\x1b", b"["]), [esc(), key(KeyCode::Char('['))]);
    assert_eq!(
        parsed(&[b"\x1b", b"[see]"]),
        [vec![esc()], chars("[see]")].concat()
    );
    assert_eq!(parsed(&[b"\x1b", b"[", b"A"]), [key(KeyCode::Up)]);
}

#[test]
fn what_no_key_sends_is_swallowed_whole() {
    for noise in [
        b"\x1b[?1;2c".as_slice(),
        b"\x1b[<0;10;20M",
        b"\x1b[M !!",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[99~",
        b"\x1b[97;1:3u",
        b"\x1b[201~",
        b"\xff\xfe",
        b"\xc2\x9b",
        "\u{202e}".as_bytes(),
    ] {
        let bytes = [noise, b"y"].concat();
        assert_eq!(parsed(&[&bytes]), chars("y"), "{noise:?}");
    }
    assert_eq!(parsed(&[b"\x1b[0;0R"]), [key(KeyCode::F(3))]);
}

#[test]
fn a_paste_comes_whole_and_clean_however_it_was_cut() {
    let bytes = "\u{1b}[200~one\r\ntwo\rthree\u{7}\u{1b}[2J\u{202e} é\u{1b}[201~y".as_bytes();
    let expected = [vec![Piece::Paste("one\ntwo\nthree[2J é".to_owned())], chars("y")].concat();
    assert_eq!(parsed(&[bytes]), expected);
    for at in 1..bytes.len() {
        let (a, b) = bytes.split_at(at);
        assert_eq!(parsed(&[a, b]), expected, "cut at {at}");
    }
    let every: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(parsed(&every), expected);
}

#[test]
fn a_paste_that_never_ends_is_given_up_and_one_too_long_is_cut() {
    assert_eq!(parsed(&[b"\x1b[200~half"]), [Piece::Paste("half".to_owned())]);
    let mut parser = Parser::default();
    let _ = parser.feed(b"\x1b[200~");
    for _ in 0..400 {
        assert_eq!(parser.feed(&[b'x'; 4096]), []);
    }
    let pieces = parser.feed(b"\x1b[201~y");
    assert_eq!(pieces.len(), 2);
    assert!(matches!(&pieces[0], Piece::Paste(text) if text.len() <= 1 << 20));
}

#[test]
fn a_burst_is_a_paste_only_in_a_text() {
    let one_line = chars("sixteen letters!");
    let keys = |pieces: &[Piece]| -> Vec<Input> {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Key(key) => Input::Key(*key),
                Piece::Paste(text) => Input::Paste(text.clone()),
            })
            .collect()
    };
    assert_eq!(burst::inputs(one_line.clone(), Focus::Elsewhere), keys(&one_line));
    assert_eq!(
        burst::inputs(one_line.clone(), Focus::Text),
        [Input::Paste("sixteen letters!".to_owned())]
    );
    assert_eq!(
        burst::inputs(chars("quick hand"), Focus::Text),
        keys(&chars("quick hand"))
    );
    let enter = || key(KeyCode::Enter);
    let two_lines = [chars("a"), vec![enter()], chars("b")].concat();
    assert_eq!(
        burst::inputs(two_lines.clone(), Focus::Text),
        [Input::Paste("a\nb".to_owned())]
    );
    assert_eq!(
        burst::inputs(two_lines.clone(), Focus::Elsewhere),
        keys(&two_lines)
    );
    let by_line_feed = [chars("a"), vec![ctrl('j')], chars("b")].concat();
    assert_eq!(
        burst::inputs(by_line_feed, Focus::Text),
        [Input::Paste("a\nb".to_owned())]
    );
    // Enter and Tab at the end go on, as when typed
    let typed = [chars("yes"), vec![enter()]].concat();
    assert_eq!(burst::inputs(typed.clone(), Focus::Text), keys(&typed));
    let dictated = [one_line, vec![enter(), key(KeyCode::Tab)]].concat();
    let last_two = keys(&dictated[16..]);
    assert_eq!(
        burst::inputs(dictated, Focus::Text),
        [vec![Input::Paste("sixteen letters!".to_owned())], last_two].concat()
    );
    assert_eq!(burst::inputs(vec![enter()], Focus::Text), keys(&[enter()]));
}

/// Gives its reads one by one, then has nothing more to say and stays open.
struct Reads {
    reads: Vec<&'static [u8]>,
    open: Receiver<()>,
}

impl Read for Reads {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.reads.is_empty() {
            let _ = self.open.recv();
            return Ok(0);
        }
        let read = self.reads.remove(0);
        buffer[..read.len()].copy_from_slice(read);
        Ok(read.len())
    }
}

#[test]
fn a_lone_esc_waits_for_its_rest_and_then_is_esc() {
    let (_open, closed) = mpsc::channel();
    let mut events = Events::reading(Reads {
        reads: vec![b"\x1b", b"[A", b"\x1b"],
        open: closed,
    })
    .unwrap();
    assert_eq!(events.next(Focus::Text), Input::Key(KeyCode::Up.into()));
    assert_eq!(events.next(Focus::Text), Input::Key(KeyCode::Esc.into()));
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

#[test]
fn a_terminal_that_is_gone_terminates() {
    let (reader, terminal) = io::pipe().unwrap();
    let mut events = Events::reading(reader).unwrap();
    drop(terminal);
    assert_eq!(events.next(Focus::Elsewhere), Input::Terminate);

    let mut events = Events::reading(Broken).unwrap();
    assert_eq!(events.next(Focus::Elsewhere), Input::Terminate);
}

#[test]
fn others_wake_the_loop() {
    let (reader, _terminal) = io::pipe().unwrap();
    let mut events = Events::reading(reader).unwrap();
    let waker = events.waker();
    thread::spawn(move || waker.wake());
    assert_eq!(events.next(Focus::Elsewhere), Input::Wake);
    events.waker().send(Input::Resize(40, 9));
    assert!(events.has_waiting(Focus::Text));
    assert_eq!(events.next(Focus::Elsewhere), Input::Resize(40, 9));
    assert!(!events.has_waiting(Focus::Text));
}

#[test]
fn letters_from_before_a_screen_was_drawn_do_not_choose_on_it() {
    let (reader, mut terminal) = io::pipe().unwrap();
    let mut events = Events::reading(reader).unwrap();
    terminal.write_all(b"\x1b[17~yn\r").unwrap();
    assert_eq!(events.next(Focus::Elsewhere), Input::Key(KeyCode::F(6).into()));
    events.screen_changed();
    assert_eq!(events.next(Focus::Elsewhere), Input::Key(KeyCode::Enter.into()));
    events.screen_drawn();
    terminal.write_all(b"y").unwrap();
    assert_eq!(
        events.next(Focus::Elsewhere),
        Input::Key(KeyCode::Char('y').into())
    );
    terminal.write_all(b"\x1b[17~y").unwrap();
    assert_eq!(events.next(Focus::Elsewhere), Input::Key(KeyCode::F(6).into()));
    events.screen_changed();
    assert_eq!(
        events.next(Focus::Text),
        Input::Key(KeyCode::Char('y').into()),
        "in a text every letter counts"
    );
}

#[test]
fn letters_for_the_screen_before_do_not_hold_up_the_picture_of_this_one() {
    let (reader, mut terminal) = io::pipe().unwrap();
    let mut events = Events::reading(reader).unwrap();
    terminal.write_all(b"\ry").unwrap();
    assert_eq!(events.next(Focus::Elsewhere), Input::Key(KeyCode::Enter.into()));
    assert!(
        events.has_waiting(Focus::Elsewhere),
        "the letter chooses on this screen"
    );
    events.screen_changed();
    assert!(!events.has_waiting(Focus::Elsewhere), "and not on the next one");
}

#[test]
fn nothing_is_read_while_another_program_has_the_terminal() {
    let (reader, mut terminal) = io::pipe().unwrap();
    let mut events = Events::reading(reader).unwrap();
    terminal.write_all(b"\x18").unwrap();
    assert_eq!(
        events.next(Focus::Text),
        Input::Key(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL))
    );
    terminal.write_all(b"for the editor").unwrap();
    thread::sleep(Duration::from_millis(30));
    assert!(!events.has_waiting(Focus::Text));
    events.read_ahead();
    while !events.has_waiting(Focus::Text) {
        thread::yield_now();
    }
    events.forget_keys();
    assert!(!events.has_waiting(Focus::Text));
}

#[test]
fn an_answer_that_a_terminal_gives_to_somebody_is_no_key_however_it_comes_in_pieces() {
    for answer in [
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1bP>|XTerm(388)\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        &format!("\x1b]52;c;{}\x07", "eW5u".repeat(500)),
    ] {
        let bytes = [answer.as_bytes(), b"y"].concat();
        let y = vec![Piece::Key(KeyCode::Char('y').into())];
        for cut in 1..bytes.len() {
            let (a, b) = bytes.split_at(cut);
            assert_eq!(parsed(&[a, b]), y, "{answer:?} cut at {cut}");
        }
    }
}

#[test]
fn an_answer_that_breaks_off_takes_no_line_with_it() {
    let enter = Piece::Key(KeyCode::Enter.into());
    let y = Piece::Key(KeyCode::Char('y').into());
    assert_eq!(parsed(&[b"\x1b]11;rgb:1e1e", b"\ry"]), [enter, y.clone()]);
    let mut parser = Parser::default();
    assert_eq!(parser.feed(b"\x1b]11;rgb:1e1e"), []);
    assert!(parser.patience().is_some());
    assert_eq!(parser.give_up(), []);
    assert_eq!(parser.feed(b"y"), [y]);
}

#[test]
fn what_only_begins_like_an_answer_is_typed() {
    for (bytes, typed) in [(&b"\x1bPlan"[..], "lan"), (b"\x1b]a]1", "a]1")] {
        let keys: Vec<Piece> = typed
            .chars()
            .map(|c| Piece::Key(KeyCode::Char(c).into()))
            .collect();
        assert!(parsed(&[bytes]).ends_with(&keys), "{typed}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic_and_none_stay_for_ever(
        reads in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..8)
    ) {
        let reads: Vec<&[u8]> = reads.iter().map(Vec::as_slice).collect();
        let _ = parsed(&reads);
    }

    #[test]
    fn sequences_cut_anywhere_make_the_same_keys(
        cut in 1usize..30,
        noise in "(\u{1b}\\[[ABCD]|\u{1b}O[PQ]|\u{1b}\\[1[57]~|[a-z]){1,9}"
    ) {
        let bytes = noise.as_bytes();
        let whole = parsed(&[bytes]);
        let (a, b) = bytes.split_at(cut.min(bytes.len()));
        prop_assert_eq!(parsed(&[a, b]), whole);
    }
}
