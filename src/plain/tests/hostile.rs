//! Forty ways to type badly: nothing panics, nothing reaches the terminal, nothing is lost.

use super::Room;

#[test]
fn forty_hostile_lines_change_nothing_that_stood_and_act_on_no_terminal() {
    let long = "x".repeat(60_000);
    let long_words = "word ".repeat(12_000);
    let deep = ":".repeat(5_000);
    let number = "9".repeat(400);
    let lines: Vec<Vec<u8>> = [
        "\u{1b}[2J\u{1b}[H",
        "\u{1b}]0;title\u{7}",
        "\u{1b}P1$r0m\u{1b}\\",
        "\u{9b}31m",
        "\u{202e}abc\u{202c}",
        "\u{2066}abc\u{2069}",
        "\u{0}\u{0}\u{0}",
        "\u{7f}\u{8}\u{8}",
        "\u{feff}\u{2028}\u{2029}",
        "\t\t\t",
        "\r\r\r",
        "a\rb\rc",
        "%s%n%x{}{:?}",
        "'; DROP TABLE answers; --",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{\"op\":\"clear\",\"item\":\"project.title\"}",
        ":",
        ": : :",
        ":::",
        ":goto \u{1b}[31m",
        ":goto -1",
        ":goto 18446744073709551616",
        ":edit 0",
        ":remove -1",
        ":sign \u{202e}1",
        ":withdraw 999999999999999999999",
        ":confirm \u{0}",
        ":evidence",
        ":QUITT",
        ":\u{130}\u{131}",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "\u{5d0}\u{5d1}\u{5d2} \u{627}\u{628}",
        "\u{6f22}\u{5b57}\u{6f22}\u{5b57}",
    ]
    .iter()
    .map(|line| line.as_bytes().to_vec())
    .chain([
        vec![0xff, 0xfe, 0xfd],
        vec![0xc3],
        vec![0xed, 0xa0, 0x80],
        b"valid\xf0\x9f".to_vec(),
        long.into_bytes(),
        long_words.into_bytes(),
        deep.into_bytes(),
        number.into_bytes(),
    ])
    .collect();
    assert!(lines.len() >= 40);
    for line in &lines {
        // At a choice, at a date, at a list, at sign-offs and at a check; the last one cut short.
        let room = Room::new();
        let path = room.project();
        let mut typed = Vec::new();
        for place in [
            "project.setting",
            "concept.start",
            "parties",
            "sign-offs",
            "check",
        ] {
            typed.extend_from_slice(format!(":goto {place}\n").as_bytes());
            typed.extend_from_slice(line);
            typed.push(b'\n');
        }
        typed.extend_from_slice(line);
        let heard = room.interview_bytes(&path, Some("concept"), &typed);
        let said = without_what_was_typed(&heard, &typed);
        let name: String = String::from_utf8_lossy(line).chars().take(40).collect();
        let acting = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{7}', '\u{0}'];
        assert!(!said.contains(acting), "{name:?}");
        let session = room.open(&path);
        let project = session.project();
        assert_eq!(
            project.title(session.edition()),
            "Heart failure at home",
            "{name:?}"
        );
        assert_eq!(project.answers.len(), 1, "{name:?}");
        assert!(project.lists.values().all(Vec::is_empty), "{name:?}");
    }
}

/// What the program said: all that was heard without the echo of what was typed.
fn without_what_was_typed(heard: &str, typed: &[u8]) -> String {
    let mut said = heard.to_owned();
    for line in String::from_utf8_lossy(typed).split_inclusive('\n') {
        if let Some(at) = said.find(line) {
            said.replace_range(at..at + line.len(), "");
        }
    }
    said
}

#[test]
fn a_text_loses_its_controls_and_keeps_all_else() {
    let room = Room::new();
    let path = room.project();
    room.interview_bytes(
        &path,
        None,
        b":goto 2\na\x1b[31mb\x00\xff \xe2\x80\xaec\r\n\td\n.\n:quit\n",
    );
    assert_eq!(room.value(&path, "project.summary"), "a[31mb\u{fffd} c\n\td");
}

#[test]
fn a_line_of_sixty_thousand_bytes_is_refused_in_words_and_the_text_goes_on() {
    let room = Room::new();
    let path = room.project();
    let typed = format!(":goto 2\n{0}\nBefore\n{0}\nAfter\n.\n:quit\n", "x".repeat(60_000));
    let heard = room.interview(&path, None, &typed);
    let refused = "That line has 60,000 bytes, and a line takes at most 50,000: it is left out,\nand nothing else is changed.";
    assert_eq!(heard.matches(refused).count(), 2);
    assert_eq!(room.value(&path, "project.summary"), "Before\nAfter");
}

#[test]
fn a_text_takes_no_more_than_it_holds() {
    let room = Room::new();
    let path = room.project();
    let line = "y".repeat(30_000);
    let heard = room.interview(
        &path,
        None,
        &format!(":goto 2\n{line}\n{line}\nshort\n.\n:quit\n"),
    );
    assert!(
        heard.contains("would take the text past 50,000 bytes"),
        "{}",
        heard.len()
    );
    assert_eq!(room.value(&path, "project.summary"), format!("{line}\nshort"));
}

#[test]
fn what_a_file_holds_cannot_act_on_the_terminal() {
    let room = Room::new();
    let path = room.project();
    let file = std::fs::read_to_string(&path).unwrap();
    std::fs::write(
        &path,
        file.replace("Heart failure at home", "Heart\\u001b[2J\\u202e failure"),
    )
    .unwrap();
    let heard = room.interview(&path, None, ":list\n:goto check\n:quit\n");
    assert!(!heard.contains(['\u{1b}', '\u{202e}']), "{heard:?}");
    assert!(heard.contains("Heart\u{fffd}[2J\u{fffd} failure"), "{heard}");
}
