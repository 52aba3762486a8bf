//! What somebody at a question lives through.

mod notes;
mod pictures;

use insta::assert_snapshot;
use ratatui::style::Modifier;
use serde_json::json;

use crate::tui::{
    harness::{FULL, Script},
    theme::Look,
};

fn at(place: &str) -> Script {
    let mut script = Script::sample();
    script.go(&format!("item/{place}"));
    script
}

fn sized(columns: u16, rows: u16, look: Look, place: &str) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go(&format!("item/{place}"));
    script
}

/// The cells of a row in this style, as text.
fn styled(script: &Script, row: u16, modifier: Modifier) -> String {
    let buffer = script.buffer();
    (0..buffer.area.width)
        .map(|x| &buffer[(x, row)])
        .map(|cell| {
            if cell.modifier.contains(modifier) {
                cell.symbol()
            } else {
                " "
            }
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn a_letter_answers_and_says_at_once_what_that_changes() {
    let mut script = at("checklist.4");
    script.keys("n");
    assert_eq!(script.answer("checklist.4"), "\"no\"");
    assert_eq!(
        script.app().message(),
        "A no here stops the project. y or u takes it back."
    );
    assert!(
        script.screen().contains("NOT YET ELIGIBLE   1 red no"),
        "{}",
        script.screen()
    );
    script.keys("u");
    assert_eq!(
        script.app().message(),
        "Nothing stops it now. The verdict waits for 1 more answer."
    );
    script.keys("y");
    assert_eq!(
        script.app().message(),
        "Now joint working: all nine red questions are yes."
    );
    script.keys("<enter>");
    assert_eq!(script.place(), "item/checklist.5");
    assert_eq!(script.app().message(), "Question 4: yes. F5 goes back.");
    script.keys("<f5>");
    assert_eq!(script.place(), "item/checklist.4");
}

#[test]
fn a_second_no_and_an_amber_no_say_what_they_add() {
    let mut script = at("checklist.4");
    script.keys("n").go("item/checklist.6").keys("n");
    assert_eq!(
        script.app().message(),
        "Question 6: no. Questions 4 and 6 still stop it."
    );
    script.go("item/checklist.14").keys("n");
    assert_eq!(
        script.app().message(),
        "A no here is a risk to look after; it stops nothing."
    );
    script.keys("y");
    assert_eq!(
        script.app().message(),
        "Question 14: yes. It is no risk any more."
    );
}

#[test]
fn a_no_to_1a_asks_1b_and_the_way_back_keeps_its_answer() {
    let mut script = at("checklist.1A");
    script.keys("n");
    assert_eq!(script.app().message(), "Question 1A: no. Not decided any more.");
    script.keys("<enter>");
    assert_eq!(script.place(), "item/checklist.1B");
    script.keys("y<f5>y");
    assert_eq!(script.answer("checklist.1B"), "\"yes\"");
    script.keys("<enter>");
    assert_eq!(script.place(), "item/checklist.2");
    script.go("item/checklist.1B");
    assert!(
        script.screen().contains("does not apply now"),
        "{}",
        script.screen()
    );
    assert!(
        script
            .screen()
            .contains("It is asked where question 1A is no. Its answer is kept"),
        "{}",
        script.screen()
    );
}

#[test]
fn moving_changes_nothing_and_space_enter_or_a_number_takes() {
    let mut script = at("project.setting");
    script.keys("<left>");
    assert_eq!(script.answer("project.setting"), "\"secondary\"");
    assert_eq!(styled(&script, 8, Modifier::REVERSED), "Primary care");
    script.keys("<enter>");
    assert_eq!(script.answer("project.setting"), "\"primary\"");
    assert_eq!(script.place(), "item/project.setting");
    assert_eq!(script.app().message(), "Care setting: primary care.");
    script.keys("3");
    assert_eq!(script.answer("project.setting"), "\"system\"");
    script.keys("<left><space>");
    assert_eq!(script.answer("project.setting"), "\"secondary\"");
    script.keys("<enter>");
    assert_eq!(script.place(), "item/project.therapy-focus");
    script.keys("n");
    assert_eq!(
        script.app().message(),
        "4 questions are not asked now; answers are kept."
    );
}

#[test]
fn note_and_evidence_are_reached_by_tab_and_letters_are_typed_there() {
    let mut script = at("checklist.11");
    script.keys("<tab><c-u>yes, all of them<tab>");
    let note = |script: &Script| {
        script
            .app()
            .session()
            .project()
            .answer("checklist.11")
            .unwrap()
            .note
            .clone()
    };
    assert!(note(&script).ends_with("yes, all of "), "{}", note(&script));
    script.wait(500);
    assert!(note(&script).ends_with("yes, all of them"), "{}", note(&script));
    script.keys("minutes<enter>https://example.org ");
    let answer = script.app().session().project().answer("checklist.11").unwrap();
    assert_eq!(
        answer.evidence.iter().rev().take(2).rev().collect::<Vec<_>>(),
        ["minutes", "https://example.org "]
    );
    assert_eq!(script.answer("checklist.11"), "\"yes\"");
    script.keys("<tab>");
    assert!(script.screen().contains("[F6 next]"), "{}", script.screen());
    script.keys("<tab>n");
    assert_eq!(script.answer("checklist.11"), "\"no\"");
}

#[test]
fn a_text_is_kept_word_by_word_and_undone_by_the_word() {
    let mut script = at("pid.exit");
    script.keys("Two nurses stay");
    assert_eq!(script.answer("pid.exit"), "\"Two nurses \"");
    script.wait(600);
    assert_eq!(script.answer("pid.exit"), "\"Two nurses stay\"");
    script.keys("<c-z>");
    assert!(script.screen().contains("┃ Two nurses\n"), "{}", script.screen());
    script.keys("<c-z><c-z>");
    assert_eq!(script.answer("pid.exit"), "");
    script.keys("<c-y>");
    assert_eq!(script.answer("pid.exit"), "\"Two \"");
    assert!(script.screen().contains("┃ Two\n"), "{}", script.screen());
}

#[test]
fn what_is_no_date_traps_nobody_and_waits_as_it_was_written() {
    let mut script = at("project.actual-start");
    script.keys("soon<f6>");
    assert_eq!(script.place(), "item/project.actual-end");
    assert_eq!(
        script.app().message(),
        "Not kept: Actual start. It waits as you wrote it."
    );
    assert_eq!(script.answer("project.actual-start"), "");
    script.keys("<f5>");
    let screen = script.screen();
    assert!(screen.contains("┃ soon"), "{screen}");
    assert!(
        screen.contains("A day is written like 21 Nov 2026 or 2026-11-21."),
        "{screen}"
    );
    script.keys("<c-u>20 Nov 2026<f6><f5>");
    assert_eq!(script.answer("project.actual-start"), "\"2026-11-20\"");
    assert!(
        script.screen().contains("Read as 20 Nov 2026."),
        "{}",
        script.screen()
    );
}

#[test]
fn enter_on_what_is_no_answer_says_so_and_a_second_one_goes_on() {
    let mut script = at("project.actual-start");
    script.keys("soon<enter>");
    assert_eq!(script.place(), "item/project.actual-start");
    assert_eq!(
        styled(&script, 10, Modifier::BOLD),
        "A day is written like 21 Nov 2026 or 2026-11-21."
    );
    script.keys("<enter>");
    assert_eq!(script.place(), "item/project.actual-end");
    assert!(script.app().message().starts_with("Not kept: Actual start."));
}

#[test]
fn a_sum_is_a_line_and_a_choice_and_waits_for_both() {
    let mut script = at("pid.cost");
    script.keys("12,500");
    assert_eq!(script.answer("pid.cost"), "");
    script.keys("<enter><right><space>");
    assert_eq!(script.answer("pid.cost"), r#"{"pence":1250000,"vat":"excluded"}"#);
    assert!(
        script.screen().contains("Read as £12,500.00, VAT excluded."),
        "{}",
        script.screen()
    );
    script.keys("<up><s-tab>x<tab>");
    assert_eq!(
        styled(&script, 11, Modifier::BOLD),
        "A sum is written in pounds and pence, such as 12,500 or 12500.50."
    );
    assert_eq!(script.answer("pid.cost"), r#"{"pence":1250000,"vat":"excluded"}"#);
}

#[test]
fn a_sum_without_its_vat_is_not_lost_on_leaving() {
    let mut script = at("pid.cost");
    script.keys("90<f6>");
    assert_eq!(
        script.app().message(),
        "Not kept: Overall cost. A part is missing."
    );
    script.keys("<f5>");
    assert!(script.screen().contains("┃ 90"), "{}", script.screen());
    script.keys("<tab>1<f6>");
    assert_eq!(script.answer("pid.cost"), r#"{"pence":9000,"vat":"included"}"#);
}

#[test]
fn an_attestation_goes_from_name_to_date_to_the_next_screen() {
    let mut script = at("agreement.legal-experts");
    script.keys("B. Lisle<enter>today<enter>");
    assert_eq!(
        script.answer("agreement.legal-experts"),
        r#"{"name":"B. Lisle","date":"2026-11-21"}"#
    );
    assert_ne!(script.place(), "item/agreement.legal-experts");
}

#[test]
fn enter_takes_an_offered_text_over_and_typing_writes_ones_own() {
    let mut script = at("pid.title");
    assert!(
        script
            .screen()
            .contains("From Partners, Title. Enter takes it over:"),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert_eq!(
        script.answer("pid.title"),
        "\"Hospital at home for heart failure\""
    );
    assert_eq!(script.app().message(), "Taken over from Partners, Title.");
    assert!(
        script
            .screen()
            .contains("Taken over from Partners, Title. Guidance p. 23-26"),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert_eq!(script.place(), "item/pid.background");
    script.keys("Our own <enter>words");
    script.wait(500);
    assert_eq!(script.answer("pid.background"), "\"Our own \\nwords\"");
}

/// The PID's background taken over, and the concept's purpose changed after that.
fn source_changed() -> Script {
    let mut script = at("pid.background");
    script.keys("<enter>");
    script
        .go("item/concept.purpose")
        .keys("<back><back><back><back><back>2031. Patients ask for it.");
    script.go("item/pid.background");
    script
}

#[test]
fn a_changed_source_shows_both_texts_and_what_differs() {
    let script = source_changed();
    assert_snapshot!("source_changed_80x24", script.screen());
    let underlined: Vec<String> = (0..24)
        .map(|row| styled(&script, row, Modifier::UNDERLINED))
        .filter(|words| !words.is_empty())
        .collect();
    assert_eq!(underlined, ["2029.", "2031. Patients ask for it."]);
}

#[test]
fn a_changed_source_is_kept_taken_or_edited() {
    let mut script = source_changed();
    let taken = script.answer("pid.background");
    script.keys("1");
    assert_eq!(script.answer("pid.background"), taken);
    assert!(!script.screen().contains("SOURCE CHANGED"), "{}", script.screen());
    script.keys("<c-z>");
    let mut script = source_changed();
    script.keys("2");
    assert_eq!(script.answer("pid.background"), script.answer("concept.purpose"));
    assert!(!script.screen().contains("SOURCE CHANGED"), "{}", script.screen());
    let mut script = source_changed();
    script.keys("3 more ");
    assert!(script.answer("pid.background").ends_with(" more \""));
}

fn two_versions() -> Script {
    let mut script = Script::sample_with(|json| {
        json["answers"]["checklist.6"]["versions"] = json!([
            {"value": "yes", "note": "The board measures; Acme has no access to the data.",
             "by": "A. Example", "at": "2026-11-21T14:02:00Z"},
            {"value": "unsure", "note": "Information governance has not answered yet.",
             "by": "B. Example", "at": "2026-11-21T14:05:00Z"},
        ]);
    });
    script.go("item/checklist.6");
    script
}

#[test]
fn two_versions_are_chosen_from_and_nothing_is_lost() {
    let mut script = two_versions();
    assert_snapshot!("two_versions_80x24", script.screen());
    script.keys("<down>");
    assert_eq!(styled(&script, 12, Modifier::REVERSED), "Not sure");
    assert_eq!(script.answer("checklist.6"), "\"yes\"");
    script.keys("<enter>");
    assert_eq!(script.answer("checklist.6"), "\"unsure\"");
    assert_eq!(
        script.app().message(),
        "Chosen: what B. Example answered. Ctrl+Z undoes it."
    );
    assert!(!script.screen().contains("TWO VERSIONS"), "{}", script.screen());
    let mut script = two_versions();
    script.keys("3");
    assert!(script.screen().contains("( ) No "), "{}", script.screen());
    script.keys("y");
    assert!(
        script
            .app()
            .session()
            .project()
            .answer("checklist.6")
            .unwrap()
            .versions
            .is_empty()
    );
}

#[test]
fn a_scoping_question_is_left_out_with_a_reason() {
    let mut script = at("scoping.evidence");
    script.keys("<esc>x");
    assert!(
        script.screen().contains("Not applicable, because"),
        "{}",
        script.screen()
    );
    script.keys("<enter>");
    assert!(
        script.screen().contains("A reason is needed"),
        "{}",
        script.screen()
    );
    script.keys("It is a new service.<enter>");
    assert_eq!(script.place(), "item/scoping.evidence");
    assert_eq!(script.app().message(), "Not applicable: it counts as done.");
    assert!(
        script
            .screen()
            .contains("Not applicable: It is a new service (today by A. Example)."),
        "{}",
        script.screen()
    );
}

#[test]
fn the_next_screen_keeps_a_reason_that_is_written_and_never_waits_for_one() {
    let mut script = at("scoping.evidence");
    script.keys("<esc>x<f6>");
    assert!(!script.screen().contains("Not applicable, because"));
    script.keys("<esc>xNo data.<f6>");
    assert_eq!(script.app().message(), "Not applicable: it counts as done.");
}

#[test]
fn a_paste_and_the_users_own_editor_are_taken_whole() {
    let mut script = at("pid.exit");
    script.paste("One\r\ntwo\u{1b}[31m");
    assert_eq!(script.answer("pid.exit"), "\"One\\ntwo[31m\"");
    script.edited("From vi\n");
    assert_eq!(script.answer("pid.exit"), "\"From vi\"");
    assert!(script.screen().contains("┃ From vi"), "{}", script.screen());
    script.go("item/checklist.4").paste("y");
    assert_eq!(script.app().message(), "Nothing here takes a paste.");
}

#[test]
fn at_40x9_the_prompt_turns_pages_and_the_note_has_the_last_row() {
    let mut script = sized(40, 9, FULL, "checklist.4");
    assert_snapshot!("checklist_40x9", script.screen());
    script.keys("<pgdn>");
    assert!(
        script.screen().contains("money and equipment given wholly or"),
        "{}",
        script.screen()
    );
    script.keys("<tab>");
    assert!(script.screen().contains("Note   ┃"), "{}", script.screen());
}

#[test]
fn no_size_panics_whatever_the_kind() {
    for place in [
        "checklist.4",
        "scoping.scale",
        "concept.objectives",
        "pid.cost",
        "concept.decision",
        "agreement.disputes",
        "trust.vision",
        "outcomes.duration",
        "pid.background",
        "project.setting",
    ] {
        let mut script = sized(80, 24, FULL, place);
        for width in [1, 12, 40, 60, 72, 100, 140] {
            for height in [1, 8, 9, 11, 13, 16, 20, 24, 30, 50] {
                script.resize(width, height);
                script.keys("<tab>");
            }
        }
    }
}

#[test]
fn the_help_holds_everything_uncut() {
    let mut script = source_changed();
    script.resize(80, 60).keys("<f1>");
    let screen = script.screen();
    for words in [
        "  Why is this project needed?",
        "  Ours",
        "need by 2029.",
        "  From the concept, Purpose",
        "need by 2031. Patients ask for it.",
        "  Why it is asked",
        "  What a good answer holds",
        "Guidance p. 23-26: Accelerating transformation",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn whatever_is_pressed_nothing_panics_and_one_thing_at_most_has_the_focus() {
    let keys = [
        "y", "n", "u", "1", "3", "x", "<tab>", "<s-tab>", "<enter>", "<esc>", "<up>", "<down>", "<left>",
        "<right>", "<pgup>", "<pgdn>", "<home>", "<end>", "<back>", "<f6>", "<f5>", "<c-z>", "<c-y>", "<f4>",
        "<c-u>", "abc ", "12 ", "<f1>",
    ];
    let places = [
        "checklist.4",
        "scoping.scale",
        "concept.objectives",
        "pid.cost",
        "agreement.disputes",
        "trust.vision",
        "outcomes.duration",
        "pid.background",
        "project.setting",
    ];
    for seed in 0..3 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut script = source_changed();
        for _ in 0..60 {
            match random.u32(0..12) {
                0 => {
                    script.go(&format!("item/{}", random.choice(places).unwrap()));
                }
                1 => {
                    script.resize(random.u16(1..150), random.u16(1..50));
                }
                2 => {
                    script.paste("pasted\r\n\u{1b}x");
                }
                _ => {
                    script.keys(random.choice(keys).unwrap());
                }
            }
            let screen = script.screen();
            let marks = screen.lines().filter(|line| line.trim_start().starts_with("> "));
            assert!(marks.count() <= 1, "{seed}: {screen}");
        }
    }
}

#[test]
fn where_it_is_low_what_is_offered_and_what_differs_still_show() {
    let script = sized(80, 16, FULL, "pid.background");
    assert!(
        script.screen().contains("Enter takes it over:"),
        "{}",
        script.screen()
    );
    let mut script = source_changed();
    script.resize(80, 16);
    assert!(
        script.screen().contains("Changed: \"2029\" is now"),
        "{}",
        script.screen()
    );
    let mut script = two_versions();
    script.resize(40, 14).keys("<down><down>");
    assert!(
        script.screen().contains("> ( ) Answer anew"),
        "{}",
        script.screen()
    );
    assert!(
        script.screen().contains("NOT DECIDED YET choose a version"),
        "{}",
        script.screen()
    );
}
