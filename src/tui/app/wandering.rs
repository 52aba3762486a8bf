//! Somebody who presses whatever comes to hand: nothing panics, nothing is lost from sight.

use proptest::prelude::*;

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

/// Every kind of key, those that lead on more often.
const KEYS: &[&str] = &[
    "<enter>",
    "<enter>",
    "<down>",
    "<down>",
    "<up>",
    "<left>",
    "<right>",
    "<tab>",
    "<tab>",
    "<s-tab>",
    "<esc>",
    "<f1>",
    "<f2>",
    "<f3>",
    "<f4>",
    "<f5>",
    "<f6>",
    "<f6>",
    "<f9>",
    "<c-f>",
    "<c-z>",
    "<c-y>",
    "<c-s>",
    "<c-l>",
    "<pgup>",
    "<pgdn>",
    "<home>",
    "<end>",
    "<space>",
    "<back>",
    "<del>",
    "<c-w>",
    "<c-u>",
    "y",
    "n",
    "u",
    "a",
    "d",
    "/",
    "x",
    "c",
    "w",
    "m",
    "s",
    "t",
    "1",
    "2",
    "3",
    "?",
    "é",
    "日",
    "v",
    "r",
    "<f9>history<enter>",
    "<f9>history of this<enter>",
];

const SIZES: &[(u16, u16)] = &[
    (80, 24),
    (40, 9),
    (140, 40),
    (100, 30),
    (60, 13),
    (39, 8),
    (3, 2),
    (0, 0),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_at_any_size_leave_a_screen_with_a_place_and_a_way_on(
        keys in prop::collection::vec(prop::sample::select(KEYS), 1..60),
        size in prop::sample::select(SIZES),
        again in prop::sample::select(SIZES),
        plain in any::<bool>(),
    ) {
        let look = if plain { Look::plainly() } else { FULL };
        let mut script = Script::sample_sized(size.0, size.1, look);
        for (at, key) in keys.iter().enumerate() {
            if at == keys.len() / 2 {
                script.resize(again.0, again.1);
            }
            script.keys(key);
        }
        script.resize(80, 24).wait(600);
        let screen = script.screen();
        let rows: Vec<&str> = screen.lines().collect();
        prop_assert!(!rows[0].trim().is_empty(), "where one is: {screen}");
        prop_assert!(rows[23].contains("F1"), "the way to help: {screen}");
    }
}
