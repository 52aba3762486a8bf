use crate::tui::harness::{FULL, Script};
use crate::tui::theme::Look;
use insta::assert_snapshot;

const ASCII: Look = Look {
    colour: false,
    ascii: true,
    plain: false,
};

fn parties(columns: u16, rows: u16, look: Look) -> Script {
    let mut script = Script::sample_sized(columns, rows, look);
    script.go("list/parties");
    script
}

#[test]
fn the_parties_are_a_table_with_what_is_missing_and_the_party_rules() {
    assert_snapshot!("parties_80x24", parties(80, 24, FULL).screen());
    assert_snapshot!("parties_140x40", parties(140, 40, FULL).screen());
    assert_snapshot!("parties_40x9", parties(40, 9, FULL).screen());
    assert_snapshot!("parties_80x24_ascii", parties(80, 24, ASCII).screen());
}

#[test]
fn an_empty_list_teaches_its_keys() {
    let mut script = Script::sample();
    script.go("list/stakeholders.map");
    assert_snapshot!("empty_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("empty_40x9", script.screen());
}

#[test]
fn a_party_is_added_by_letters_tab_and_enter_alone() {
    let mut script = parties(80, 24, FULL);
    script.keys("aHeart Hospital<tab><down><space><tab><tab>1 Mere Lane<tab><tab>B. Example");
    assert_snapshot!("record_80x24", script.screen());
    script.resize(40, 9);
    assert_snapshot!("record_40x9", script.screen());
    script.resize(140, 40);
    assert_snapshot!("record_140x40", script.screen());
}

#[test]
fn a_party_that_something_names_is_not_removed_and_what_names_it_is_said() {
    let mut script = parties(80, 24, FULL);
    script.go("list/team.members").keys("aB. Example<tab>");
    script.keys("3<enter>");
    script.go("list/parties").keys("<end>d");
    assert_snapshot!("removal_refused", script.screen());
    script.keys("<enter>");
    assert!(script.screen().contains("3 parties"));
    script.keys("<up>d");
    assert_snapshot!("removal_asked", script.screen());
    script.keys("<esc>");
    assert!(script.screen().contains("3 parties"));
    script.keys("d<enter>");
    assert!(script.screen().contains("2 parties"), "{}", script.screen());
    assert!(script.screen().contains("Removed. Ctrl+Z brings it back."));
    script.keys("<c-z>");
    assert!(script.screen().contains("3 parties"));
}

#[test]
fn forty_stakeholders_and_sixty_milestones_stay_readable() {
    let mut script = Script::sample();
    for at in 1..=40 {
        script
            .go("list/stakeholders.map")
            .keys("a")
            .paste(&format!("Group {at}"));
        script.keys("<tab><right><space>");
    }
    script.go("list/stakeholders.map");
    assert_snapshot!("forty_first", script.screen());
    script.keys("<end>");
    assert_snapshot!("forty_last", script.screen());
    script.resize(40, 9);
    assert_snapshot!("forty_last_40x9", script.screen());
    script.resize(80, 24);
    script.keys("/group 3<enter>");
    assert_snapshot!("filtered", script.screen());
    script.keys("/4z<enter>");
    assert_snapshot!("filtered_none", script.screen());
}

#[test]
fn a_risk_that_a_question_raises_stands_on_the_list_before_anybody_writes_about_it() {
    let mut script = Script::sample();
    script.go("item/checklist.13");
    script.go("list/risks");
    script.keys("d<enter>");
    assert_snapshot!("raised_risk", script.screen());
    script.keys("d");
    assert!(
        script
            .screen()
            .contains("Question 12 raises it: it goes with a yes there.")
    );
    script.keys("<enter><tab><tab>Ask the network<tab>");
    assert_snapshot!("raised_risk_form", script.screen());
}
