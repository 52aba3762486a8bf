use crate::tui::harness::{FULL, Script};
use crate::tui::theme::Look;
use insta::assert_snapshot;
use serde_json::json;

const ASCII: Look = Look {
    colour: false,
    ascii: true,
    plain: false,
};

fn trust(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script
        .go("set/trust/practices")
        .keys("112<down><up><enter>Both boards hold the budget.<esc>3");
    script
}

#[test]
fn a_number_answers_the_row_and_goes_on_to_the_next() {
    let script = trust(80, 24, FULL);
    assert_eq!(script.answer("trust.vision"), "\"in-place\"");
    assert_eq!(script.answer("trust.ownership"), "\"planned\"");
    assert_eq!(script.answer("trust.goalposts"), "\"not-yet\"");
    assert_snapshot!("trust_80x24", script.screen());
}
#[test]
fn the_practices_fit_every_size() {
    let mut script = trust(140, 40, FULL);
    script.keys("<up>");
    assert_snapshot!("trust_140x40", script.screen());
    script.keys("<enter>");
    assert_snapshot!("trust_note_140x40", script.screen());
    script.resize(80, 24);
    assert_snapshot!("trust_note_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("trust_note_40x9", script.screen());
    script.keys("<esc>");
    assert_snapshot!("trust_40x9", script.screen());
    assert_snapshot!("trust_80x24_ascii", trust(80, 24, ASCII).screen());
}

#[test]
fn a_head_takes_over_what_the_pid_says_and_keeps_it() {
    let mut script = Script::sample();
    script.answer_with(
        "pid.aims",
        json!("Fewer admissions, and people looked after at home within two days of discharge."),
    );
    script.go("set/agreement/heads").keys("<down>");
    assert_snapshot!("heads_80x24", script.screen());
    script.keys("1<up>");
    assert!(
        script.screen().contains("Enter takes it over."),
        "{}",
        script.screen()
    );
    script.keys("<enter><enter>3.2<tab>");
    assert_snapshot!("head_form_80x24", script.screen());
    script.keys("<esc>");
    assert!(script.answer("agreement.aims").contains("Fewer admissions"));
    assert!(script.answer("agreement.aims").contains("3.2"));
    assert!(script.answer("agreement.aims").contains("\"yes\""));
    script.answer_with("pid.aims", json!("Fewer admissions."));
    assert_snapshot!("head_source_changed", script.screen());
    script.keys("<enter>");
    assert_snapshot!("head_choosing", script.screen());
    script.keys("2");
    assert!(
        script.answer("agreement.aims").contains("\"Fewer admissions.\""),
        "{}",
        script.answer("agreement.aims")
    );
    script.resize(40, 9).keys("<esc>");
    assert_snapshot!("head_40x9", script.screen());
}

#[test]
fn a_safeguard_is_attested_by_name_and_day() {
    let mut script = Script::sample();
    script
        .go("set/safeguards/safeguards")
        .keys("<enter>B. Example<tab>tomorrow<tab>");
    assert_snapshot!("safeguards_wrong_day", script.screen());
    script.keys("<esc>");
    assert!(
        script
            .screen()
            .contains("Not kept: Date. It waits there as you wrote it."),
        "{}",
        script.screen()
    );
    script.keys("<f6><f5><enter>");
    assert!(
        script.screen().contains("! Date                  │ tomorrow"),
        "{}",
        script.screen()
    );
    script.keys("<tab><c-u>today<tab>");
    script.keys("<esc>");
    assert_eq!(
        script.answer("safeguards.not-grant"),
        "{\"name\":\"B. Example\",\"date\":\"2026-11-21\"}"
    );
    assert_snapshot!("safeguards_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("safeguards_40x9", script.screen());
}

#[test]
fn what_is_not_applicable_asks_why() {
    let mut script = Script::sample();
    script.go("item/agreement.medicines").keys("3");
    assert_snapshot!("head_asked_why", script.screen());
    script.resize(40, 9);
    assert_snapshot!("head_asked_why_40x9", script.screen());
    script.resize(80, 24).keys("No medicine is part of it.<esc>");
    assert!(
        script.answer("agreement.medicines").contains("No medicine"),
        "{}",
        script.screen()
    );

    script.go("item/outcomes.q.scaling").keys("x<esc>");
    assert!(script.screen().contains("No reason yet"), "{}", script.screen());
    assert_snapshot!("prompt_without_reason", script.screen());
    script.keys("<enter>It was no pilot.<tab><esc>");
    assert!(!script.screen().contains("No reason yet"), "{}", script.screen());
    script.keys("<home>x");
    assert!(
        script.screen().contains("That is no answer here."),
        "{}",
        script.screen()
    );
}

#[test]
fn in_the_form_of_a_row_it_is_asked_too_and_not_where_the_reason_stands() {
    let mut script = Script::sample();
    script.go("item/outcomes.q.business-case").keys("<enter><s-tab>4");
    assert!(
        script.screen().contains("Not applicable: why?"),
        "{}",
        script.screen()
    );
    script.keys("It was none from the start.<s-tab>1<tab><s-tab>4");
    assert!(!script.screen().contains("why?"), "{}", script.screen());
    assert_eq!(script.answer("outcomes.q.business-case"), "\"not-applicable\"");
}

#[test]
fn everything_is_done_with_tab_arrows_enter_and_space_too() {
    let mut script = Script::sample();
    script
        .go("set/trust/practices")
        .keys("<enter><s-tab><right><space><tab>As agreed.<tab>Minute 4<enter>Minute 9<tab>");
    script.keys("<enter>");
    assert_eq!(script.answer("trust.vision"), "\"planned\"");
    let answer = script
        .app()
        .session()
        .project()
        .answer("trust.vision")
        .unwrap()
        .clone();
    assert_eq!(answer.note, "As agreed.");
    assert_eq!(answer.evidence, ["Minute 4", "Minute 9"]);
    assert_ne!(script.place(), "set/trust/practices");
}

#[test]
fn two_answers_at_once_are_shown_and_one_is_chosen() {
    let mut script = Script::sample_with(|project| {
        project["answers"]["agreement.aims"] = json!({
            "value": {"covered": "yes", "clause": "3", "notes": ""},
            "versions": [
                {"value": {"covered": "yes", "clause": "3", "notes": ""}, "by": "A. Example", "at": "2026-11-21T14:02:00Z"},
                {"value": {"covered": "no", "clause": "", "notes": "Left to the PID."}, "by": "B. Example", "at": "2026-11-21T14:05:00Z"},
            ]
        });
    });
    script.go("item/agreement.aims");
    assert_snapshot!("two_versions_row", script.screen());
    script.keys("<enter>");
    assert_snapshot!("two_versions_choosing", script.screen());
    script.keys("2");
    assert!(script.answer("agreement.aims").contains("Left to the PID."));
    assert!(!script.screen().contains("TWO VERSIONS"), "{}", script.screen());
    script.keys("<c-z>");
    assert!(script.answer("agreement.aims").contains("\"3\""));
}

#[test]
fn an_item_of_a_set_is_shown_in_its_row() {
    let mut script = Script::sample();
    script.go("item/trust.goalposts");
    assert_eq!(script.place(), "set/trust/practices");
    assert!(script.screen().contains("> Goalposts stay put"));
}

#[test]
fn no_size_panics_and_nothing_typed_is_lost_while_it_is_too_small() {
    let mut script = Script::sample();
    script.go("set/trust/practices").keys("<enter>");
    for (columns, rows) in [
        (0, 0),
        (1, 1),
        (39, 8),
        (40, 9),
        (59, 12),
        (60, 16),
        (100, 24),
        (300, 90),
    ] {
        script.resize(columns, rows).keys("a");
    }
    script.resize(80, 24).keys("<tab>");
    assert!(script.screen().contains("aaaaaaaa"), "{}", script.screen());
}
