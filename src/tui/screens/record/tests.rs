use crate::tui::harness::Script;

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
            .contains("Due was not kept: it was not understood."),
        "{}",
        script.screen()
    );
    assert!(script.screen().contains("26 Feb 2027"), "{}", script.screen());
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
