//! Whatever is typed, in whatever order, the conversation goes on and the file stays whole.

use proptest::prelude::*;

use super::Room;

/// Lines that mean something somewhere.
const LINES: &[&str] = &[
    "",
    "y",
    "n",
    "u",
    "1",
    "2",
    "3",
    ".",
    "..",
    "::",
    "a text",
    "Q4 2026",
    "12",
    "today",
    "£5",
    "nhs",
    "company",
    ":back",
    ":next",
    ":skip",
    ":skip because",
    ":list",
    ":why",
    ":show",
    ":save",
    ":status",
    ":verdict",
    ":undo",
    ":redo",
    ":add",
    ":edit 1",
    ":remove 1",
    ":confirm",
    ":clear",
    ":clear note",
    ":note",
    ":note text",
    ":evidence",
    ":evidence text",
    ":sign 1",
    ":withdraw 1",
    ":help",
    ":goto 2",
    ":goto 1A",
    ":goto check",
    ":goto sign-offs",
    ":goto verdict",
    ":goto parties",
    ":goto risks",
    ":goto concept",
    ":goto pid.cost",
    ":goto concept.decision",
    ":goto agreement.aims",
    ":goto safeguards",
    ":goto amendments",
    ":goto summary.period",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_conversation_goes_on_and_the_file_stays_whole(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..60),
    ) {
        let room = Room::new();
        let path = room.sample();
        let typed = lines.join("\n");
        let heard = room.interview(&path, Some("concept"), &typed);
        prop_assert!(heard.contains("Saved."));
        let session = room.open(&path);
        let file = std::fs::read(&path).unwrap();
        prop_assert_eq!(session.project().to_bytes(session.edition()), file);
    }

    #[test]
    fn a_triage_always_comes_to_an_end(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..60),
    ) {
        let room = Room::new();
        let (outcome, heard) = room.triage(&lines.join("\n"));
        prop_assert_eq!(outcome.made.is_some(), heard.contains("Made: "));
    }
}
