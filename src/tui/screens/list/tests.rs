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
