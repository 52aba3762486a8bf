//! What others wrote, shown at every place and on every screen: no cell ever holds what could act
//! on a terminal, or more than a terminal should be asked to put into one.

use serde_json::{Value as Json, json};

use crate::{
    interview::all_places,
    tui::{
        harness::{FULL, Script},
        theme::Look,
    },
};

/// No character of any script with its marks takes more.
const MOST_IN_A_CELL: usize = 64;

/// What each is, and the text.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        (
            "sequences",
            "\u{1b}[31m\u{1b}]52;c;aGk=\u{7}\u{9b}2J\u{9d}0;x\u{9c}".to_owned(),
        ),
        (
            "direction and lines",
            "\u{202e}gpj.exe\u{2066}a\u{2028}b\u{2029}c\u{feff}\r\u{b}\u{c}\u{0}\u{7f}".to_owned(),
        ),
        ("marks upon marks", format!("e{}", "\u{301}\u{489}".repeat(200))),
        ("joined without end", "\u{1f469}\u{200d}".repeat(200)),
        (
            "widths that terminals disagree on",
            "\u{1f3f4}\u{e0067}\u{e007f}\u{fe0f}\u{1f1ec}\u{1f1e7}\u{ad}\u{34f}\u{115f}漢".to_owned(),
        ),
        ("a word without end", "x".repeat(1_000)),
        ("lines without end", "a\n".repeat(150)),
    ]
}

/// Puts the text behind whatever people wrote, at any depth.
fn poisoned(json: &mut Json, text: &str) {
    match json {
        // a line is no text of several lines
        Json::String(old) if old.contains(' ') && (!text.contains('\n') || old.len() > 200) => {
            old.push_str(text);
        }
        Json::Array(all) => all.iter_mut().for_each(|each| poisoned(each, text)),
        Json::Object(members) => {
            let written = members.iter_mut().filter(|(name, _)| *name != "op");
            written.for_each(|(_, member)| poisoned(member, text));
        }
        _ => {}
    }
}

/// A sample in which every text, every name and two versions of an answer hold the hostile one.
fn script(text: &str) -> Script {
    Script::sample_with(|file| {
        for member in ["answers", "lists", "sign_offs", "log"] {
            poisoned(&mut file[member], text);
        }
        for entry in file["log"].as_array_mut().unwrap() {
            entry["by"] = json!(format!("Ann{text}"));
        }
        file["answers"]["scoping.scale"]["versions"] = json!([
            {"value": format!("one{text}"), "by": format!("Ann{text}"), "at": "2026-11-20T10:00:00Z"},
            {"value": format!("two{text}"), "by": format!("Bob{text}"), "at": "2026-11-20T11:00:00Z"},
        ]);
    })
}

#[track_caller]
fn is_safe(script: &Script, name: &str, place: &str) {
    for cell in script.buffer().content() {
        let symbol = cell.symbol();
        let acts = |c: char| {
            c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        };
        assert!(!symbol.contains(acts), "{name} at {place}: {symbol:?}");
        let length = symbol.len();
        assert!(
            length <= MOST_IN_A_CELL,
            "{name} at {place}: {length} bytes in one cell"
        );
    }
}

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 9), (140, 40)];

fn looked_at(script: &mut Script, name: &str, place: &str) {
    for (columns, rows) in SIZES {
        script.resize(columns, rows);
        is_safe(script, name, place);
        script.keys("<f4>");
        is_safe(script, name, place);
        script.keys("<f4><end>");
        is_safe(script, name, place);
    }
}

#[test]
fn no_place_of_the_interview_shows_what_acts_on_a_terminal() {
    for (name, text) in hostile() {
        let mut script = script(&text);
        let all = {
            let session = script.app().session();
            all_places(session.edition(), session.assessment())
        };
        assert!(all.len() > 100, "the places of all stages: {}", all.len());
        for (at, place) in all.iter().enumerate() {
            script.app_mut().go_to(place);
            let (columns, rows) = SIZES[at % SIZES.len()];
            script.resize(columns, rows);
            is_safe(&script, name, &place.to_string());
            // in a text, to its end; in a list, into a record
            script.keys("<end>");
            is_safe(&script, name, &place.to_string());
        }
    }
}

#[test]
fn no_screen_beside_the_interview_shows_what_acts_on_a_terminal() {
    const WAYS: [&str; 15] = [
        "<f1>",
        "<f2>",
        "<f3>",
        "<f9>",
        "<f9>verdict<enter>",
        "<f9>check answers<enter>",
        "<f9>sign-offs<enter>",
        "<f9>risks and<enter>",
        "<f9>history<enter>",
        "<f9>history<enter><enter>",
        "<f9>documents<enter>",
        "<f9>documents<enter><enter>",
        "<f9>documents<enter><down><enter>",
        "<c-f>e",
        "<f9>projects<enter>",
    ];
    for (name, text) in hostile() {
        let mut script = script(&text);
        script.go("item/scoping.scale");
        looked_at(&mut script, name, "two versions");
        for keys in WAYS {
            script.resize(80, 24).keys(keys);
            looked_at(&mut script, name, keys);
            script.keys("<esc><esc>").go("item/scoping.scale");
        }
    }
}

#[test]
fn no_paste_and_no_search_shows_what_acts_on_a_terminal() {
    for (name, text) in hostile() {
        for keys in ["<c-f>", "<f2>", "<f9>", ""] {
            let mut script = Script::sample_sized(80, 24, FULL);
            script.go("item/scoping.scale").keys(keys).paste(&text);
            is_safe(&script, name, keys);
            script.keys("<home>x<end>y");
            is_safe(&script, name, keys);
        }
        let mut script = Script::sized(80, 24, Look::plainly());
        script.keys("n").paste(&text);
        is_safe(&script, name, "a new project's title");
    }
}
