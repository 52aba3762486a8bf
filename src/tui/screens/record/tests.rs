use crate::tui::harness::Script;
use insta::assert_snapshot;
use serde_json::json;

#[test]
fn a_new_record_is_none_until_something_is_written_in_it() {
    let mut script = Script::sample();
    script.go("list/parties").keys("a<tab><tab><f5>");
    assert!(script.screen().contains("3 parties"), "{}", script.screen());
    script.keys("aX<back>");
    script.wait(600).keys("<f5>");
    assert!(script.screen().contains("3 parties"), "{}", script.screen());
    script.keys("aHeart Hospital");
    script.wait(600).keys(" Trust");
    script.wait(600).keys("<f5>");
    assert!(
        script.screen().contains("> Heart Hospital Trust"),
        "{}",
        script.screen()
    );
    assert!(script.screen().contains("4 parties"));
}

#[test]
fn a_day_that_is_none_is_said_in_words_and_holds_nobody_up() {
    let mut script = Script::sample();
    script.go("record/risks/checklist-12");
    script.keys("<tab><tab><tab><tab><c-u>31 Feb 2027");
    assert!(!script.screen().contains("no such day"), "not while it is typed");
    script.keys("<tab>");
    assert!(
        script
            .screen()
            .contains("Due: There is no such day in the calendar."),
        "{}",
        script.screen()
    );
    script.keys("<s-tab>");
    assert!(script.screen().contains("31 Feb 2027"), "it stays");
    script.keys("<f5>");
    assert_eq!(script.place(), "list/risks");
    assert!(
        script
            .screen()
            .contains("Not kept: Due. It waits there as you wrote it."),
        "{}",
        script.screen()
    );
    assert!(script.screen().contains("26 Feb 2027"), "{}", script.screen());
    script.keys("<enter>");
    assert!(
        script.screen().contains("! Due                   │ 31 Feb 2027"),
        "{}",
        script.screen()
    );
}

#[test]
fn days_and_parties_are_read_and_shown_as_people_say_them() {
    let mut script = Script::sample();
    script
        .go("list/agreement.in-principle")
        .keys("a3<tab>B. Example<tab>today<tab>");
    assert!(script.screen().contains("│ 21 Nov 2026"), "{}", script.screen());
    assert!(script.screen().contains("│ Acme Pharma Ltd"));
    assert!(script.screen().contains("nothing missing"));
}

#[test]
fn the_question_of_a_risk_is_chosen_by_its_name() {
    let mut script = Script::sample();
    script.go("record/risks/checklist-12").keys("<tab>");
    assert_snapshot!("risk_question_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("risk_question_40x9", script.screen());
    script.resize(140, 40).keys("press");
    assert_snapshot!("risk_question_140x40", script.screen());
    script.resize(80, 24).keys("<space><tab>");
    assert!(
        script.screen().contains("│ Scoping: Today's pressures"),
        "{}",
        script.screen()
    );
    script.keys("<c-z>");
    assert!(
        script.screen().contains("│ 12 Skills and capacity"),
        "{}",
        script.screen()
    );
}

#[test]
fn what_an_amendment_changes_is_chosen_and_an_old_id_stays() {
    let mut script = Script::sample_with(|project| {
        project["lists"]["amendments"] = json!([
            {"id": "first", "name": "Hospital at home", "items": ["old.field", "plan.milestones"]},
        ]);
    });
    script.go("record/amendments/first");
    assert!(
        script.screen().contains("│ old.field, Milestones"),
        "{}",
        script.screen()
    );
    script.keys("<tab><tab><tab><tab><tab>");
    assert_snapshot!("amendment_items_80x24", script.screen());
    script.keys("exit<space><tab>");
    assert!(
        script.screen().contains("│ old.field, Exit strategy, Milestones"),
        "{}",
        script.screen()
    );
    let record = script.app().session().project().record("amendments", "first");
    assert_eq!(
        json!(record.unwrap().fields["items"]),
        json!(["old.field", "pid.exit", "plan.milestones"])
    );
    script.keys("<s-tab>exit<enter><tab>");
    assert!(
        script.screen().contains("│ old.field, Milestones"),
        "{}",
        script.screen()
    );
}

#[test]
fn a_long_amendment_shows_what_fits_and_the_help_has_all_of_it() {
    let mut script = Script::sample_named("complete-bone-health", 80, 24, crate::tui::harness::FULL);
    script.go("record/amendments/mobile-scanner");
    assert_snapshot!("amendment_agreed_80x24", script.screen());
    script.resize(80, 90).keys("<f1>");
    let help = script.screen();
    assert!(help.contains("Amendment 1, agreed by the project team"), "{help}");
    assert!(
        help.contains("Milestones, as the PID says now: Search tested"),
        "{help}"
    );
}

#[test]
fn typing_is_undone_word_by_word() {
    let mut script = Script::sample();
    script.go("record/parties/acme-pharma").keys("<end> and Co<tab>");
    assert!(script.screen().contains("│ Acme Pharma Ltd and Co"));
    script.keys("<c-z>");
    assert!(
        script.screen().contains("│ Acme Pharma Ltd and\n"),
        "{}",
        script.screen()
    );
    script.keys("<c-z><c-z>");
    assert!(
        script.screen().contains("│ Acme Pharma Ltd\n"),
        "{}",
        script.screen()
    );
}

#[test]
fn a_day_is_empty_once_the_focus_leaves_it_empty() {
    let mut script = Script::sample();
    script
        .go("record/risks/checklist-12")
        .keys("<tab><tab><tab><tab><c-u>");
    script.wait(600).keys("<f5>");
    assert!(!script.screen().contains("26 Feb 2027"), "{}", script.screen());
}

fn doubled() -> Script {
    let mut script = Script::sample_with(|project| {
        let party = &mut project["lists"]["parties"][2];
        let mut theirs = party.clone();
        theirs["address"] = json!("2 Other Road, Exampleton");
        theirs["lead_name"] = json!("C. Example");
        theirs.as_object_mut().unwrap().remove("id");
        let mut ours = party.clone();
        ours.as_object_mut().unwrap().remove("id");
        party["versions"] = json!([
            {"value": ours, "by": "A. Example", "at": "2026-11-21T14:02:00Z"},
            {"value": theirs, "by": "B. Example", "at": "2026-11-21T14:05:00Z"},
        ]);
    });
    script.go("list/parties");
    script
}

#[test]
fn two_versions_of_a_record_are_shown_and_one_is_chosen() {
    let mut script = doubled();
    assert_snapshot!("two_versions_list", script.screen());
    script.keys("<end><enter>");
    assert_snapshot!("two_versions_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("two_versions_40x9", script.screen());
    script.resize(80, 24).keys("<down><space>");
    assert!(
        script.screen().contains("│ 2 Other Road, Exampleton"),
        "{}",
        script.screen()
    );
    assert!(!script.screen().contains("TWO VERSIONS"));
    script.keys("<f5>");
    assert!(!script.screen().contains("TWO VERSIONS"), "{}", script.screen());
}

/// A project whose PID is approved by its team.
fn approved() -> Script {
    let mut script = Script::sample();
    script.go("list/plan.milestones").keys("aTraining<tab>today<tab>");
    script.change(vec![crate::project::Change::Sign {
        subject: "pid".into(),
        role: crate::guidance::SignRole::Approve,
        party: "project-team".into(),
        name: "B. Example".into(),
        date: "2026-11-21".into(),
        address: None,
    }]);
    script.go("list/plan.milestones");
    script
}

#[test]
fn typing_under_a_sign_off_is_one_question_and_goes_on_where_it_was() {
    let mut script = approved();
    script.keys("<enter> of");
    assert!(script.screen().contains("would lapse"), "{}", script.screen());
    script.keys("<esc>");
    assert!(script.screen().contains("┃ Training\n"), "{}", script.screen());
    script.keys(" <down><enter>nurses<tab>");
    assert!(
        script.screen().contains("│ Training nurses"),
        "{}",
        script.screen()
    );
}

#[test]
fn no_size_panics() {
    for place in [
        "record/parties/acme-pharma",
        "record/parties/",
        "list/parties",
        "list/team.members",
    ] {
        let mut script = Script::sample();
        script.go(place);
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
            script.resize(columns, rows).keys("<tab><down><s-tab>");
        }
        let mut script = doubled();
        script.keys("<end><enter>");
        for (columns, rows) in [(0, 0), (40, 9), (60, 16), (140, 24)] {
            script.resize(columns, rows).keys("<down>");
        }
    }
}

#[test]
fn without_colour_and_in_the_plain_look_the_same_is_said() {
    use crate::tui::theme::Look;
    let mut script = Script::sample_sized(80, 24, Look::plainly());
    script.go("record/parties/acme-pharma").keys("<tab>");
    assert_snapshot!("plain_80x24", script.screen());
    let mut script = Script::sample_sized(140, 40, Look::plainly());
    script.go("record/risks/checklist-12");
    assert_snapshot!("plain_140x40", script.screen());
}

#[test]
fn only_the_focus_has_a_hue_and_only_bars_are_dim() {
    use ratatui::style::{Color, Modifier};
    let mut script = Script::sample();
    script.go("record/parties/acme-pharma").keys("<tab>");
    for cell in script.buffer().content() {
        let hue = cell.fg;
        assert!(
            hue == Color::Reset || matches!(cell.symbol(), ">" | "┃" | "▌"),
            "{:?} has a hue",
            cell.symbol()
        );
        if cell.modifier.contains(Modifier::DIM) {
            assert!(matches!(cell.symbol(), "│" | "─"), "{:?} is dim", cell.symbol());
        }
    }
}
