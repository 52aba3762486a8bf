use super::super::canvas::{FULL, SIZES, canvas, rows};
use super::*;
use crate::guidance::Choice;
use crate::tui::actions::normalise;
use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::Rect;

fn options(labels: &[&str]) -> Vec<Choice> {
    labels
        .iter()
        .map(|label| Choice {
            value: label.to_lowercase(),
            label: (*label).to_owned(),
            help: None,
        })
        .collect()
}

fn party() -> Form {
    Form::new(vec![
        FormField::line("name", "Name", "Acme Pharma").wanted(true),
        FormField::choice("kind", "Kind", options(&["NHS", "Company"]), "").wanted(true),
        FormField::long("address", "Address", "").hinted("The full address."),
        FormField::line("role", "Role", "").suggesting(vec!["Clinical lead".into(), "Chair".into()]),
    ])
}

fn press(form: &mut Form, code: KeyCode) -> FormStep {
    let key = normalise(KeyEvent::new(code, KeyModifiers::NONE)).unwrap();
    form.typed(key)
}

fn write(form: &mut Form, words: &str) {
    for c in words.chars() {
        press(form, KeyCode::Char(c));
    }
}

fn draw(form: &Form, width: u16, height: u16) -> Vec<String> {
    let mut buf = canvas(width, height);
    let area = buf.area;
    form.view(true, FULL, area, &mut buf);
    rows(&buf)
}

#[test]
fn a_field_has_a_row_and_the_one_with_the_focus_grows() {
    let mut form = party();
    assert_eq!(
        draw(&form, 60, 4),
        [
            "> Name                  ┃ Acme Pharma",
            "  Kind                  │ [ ]",
            "  Address               │",
            "  Role                  │",
        ]
    );
    form.focus("kind");
    assert_eq!(
        draw(&form, 60, 4)[1],
        "> Kind                  ┃ ( ) NHS     ( ) Company"
    );
    form.focus("address");
    assert_eq!(
        draw(&form, 60, 7)[2..6],
        [
            "> Address               ┃",
            "                        ┃",
            "                        ┃",
            "  Role                  │",
        ]
    );
    assert_eq!(
        draw(&form, 60, 5),
        [
            "> Address               ┃",
            "                        ┃",
            "                        ┃",
            "  Role                  │",
            "  2 more above",
        ]
    );
}

#[test]
fn where_it_is_narrow_the_focused_field_stands_under_its_label() {
    let mut form = party();
    assert_eq!(
        draw(&form, 40, 5),
        [
            "> Name",
            "  ┃ Acme Pharma",
            "  Kind           │ [ ]",
            "  Address        │",
            "  Role           │",
        ]
    );
    form.focus("kind");
    assert_eq!(draw(&form, 40, 5)[1], "> Kind           ┃ ( ) NHS   ( ) Company");
}

#[test]
fn tab_and_enter_go_from_field_to_field_and_then_out() {
    let mut form = party();
    assert_eq!(form.act(Action::PreviousControl), FormStep::BeforeStart);
    assert_eq!(form.act(Action::Accept), FormStep::Moved);
    assert_eq!(
        form.act(Action::Accept),
        FormStep::Moved,
        "nothing chosen, Enter goes on"
    );
    assert_eq!(form.act(Action::NextControl), FormStep::Moved);
    assert_eq!(form.focused().unwrap().key, "role");
    assert_eq!(form.act(Action::Accept), FormStep::Done);
    assert_eq!(form.act(Action::NextControl), FormStep::PastEnd);
    assert_eq!(form.act(Action::Up), FormStep::Moved);
}

#[test]
fn a_choice_is_taken_by_number_or_arrow_and_can_be_left_open_again() {
    let mut form = party();
    form.focus("kind");
    assert_eq!(form.act(Action::Number(2)), FormStep::Chose);
    assert_eq!(form.text("kind"), "company");
    assert_eq!(form.field("kind").unwrap().options(), 3);
    form.act(Action::Right);
    assert_eq!(form.act(Action::Take), FormStep::Chose);
    assert_eq!(form.text("kind"), "");
}

#[test]
fn right_takes_the_suggestion_that_begins_with_what_is_written() {
    let mut form = party();
    form.focus("role");
    write(&mut form, "ch");
    assert_eq!(
        press(&mut form, KeyCode::Right),
        FormStep::Typed { at_word_end: true }
    );
    assert_eq!(form.text("role"), "Chair");
    assert_eq!(press(&mut form, KeyCode::Right), FormStep::Stay);
}

#[test]
fn what_is_typed_stays_what_another_writes_comes_and_what_is_not_agreed_waits() {
    let mut form = party();
    write(&mut form, " Ltd");
    form.show("name", "Acme Pharma", true);
    assert_eq!(form.text("name"), "Acme Pharma Ltd", "it is becoming a change");
    form.show("name", "Acme Pharma", false);
    assert_eq!(form.text("name"), "Acme Pharma", "it was asked about");
    form.show("name", "Acme Pharma Ltd", false);
    write(&mut form, ".");
    assert_eq!(form.text("name"), "Acme Pharma Ltd.", "the cursor came back too");
    form.show("name", "Acme plc", false);
    assert_eq!(form.text("name"), "Acme plc", "somebody else wrote it");
}

#[test]
fn what_is_wrong_is_said_once_the_field_is_left_and_never_goes_by_itself() {
    let mut form = party();
    form.focus("role");
    write(&mut form, "99");
    form.field_mut("role").unwrap().error = Some("No such role.".into());
    assert_eq!(form.advice(FULL).len(), 0);
    form.act(Action::PreviousControl);
    form.show("role", "", false);
    assert_eq!(form.text("role"), "99");
    assert_eq!(
        form.advice(FULL),
        [
            Passage::new("Role: No such role.", FULL.alert()),
            Passage::new("The full address.", FULL.quiet()),
        ]
    );
    assert_eq!(form.fault().unwrap().1, "No such role.");
    assert_eq!(draw(&form, 60, 6)[5], "! Role                  │ 99");
}

fn numbers() -> Vec<Choice> {
    options(&[
        "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    ])
}

#[test]
fn one_of_many_is_found_by_letters_and_taken_by_a_blank_or_enter() {
    let mut form = Form::new(vec![
        FormField::choice("number", "Number", numbers(), "ten"),
        FormField::line("name", "Name", ""),
    ]);
    assert_eq!(
        draw(&form, 60, 9)[..4],
        [
            "> Number                ┃                  12 to choose from",
            "                        ┃ (•) Ten",
            "                        ┃ ( ) One",
            "                        ┃ ( ) Two",
        ]
    );
    assert_eq!(
        form.act(Action::Accept),
        FormStep::Moved,
        "before an arrow Enter goes on"
    );
    form.focus("number");
    write(&mut form, "ele");
    assert_eq!(
        draw(&form, 60, 9)[..2],
        [
            "> Number                ┃ ele                        1 of 12",
            "                        ┃ ( ) Eleven",
        ]
    );
    assert_eq!(press(&mut form, KeyCode::Char(' ')), FormStep::Ignored);
    assert_eq!(form.act(Action::Take), FormStep::Chose);
    assert_eq!(form.text("number"), "eleven");
    assert_eq!(form.act(Action::Take), FormStep::Chose, "and gives it back");
    assert_eq!(form.text("number"), "");
    assert_eq!(form.act(Action::Accept), FormStep::Chose);
    assert_eq!(form.text("number"), "eleven");
    assert_eq!(form.act(Action::Accept), FormStep::Moved, "and then goes on");
    assert_eq!(draw(&form, 60, 9)[0], "  Number                │ Eleven");
    form.focus("number");
    write(&mut form, "zz");
    assert_eq!(draw(&form, 60, 9)[1].trim(), "┃ Nothing is called that.");
    assert_eq!(form.act(Action::Take), FormStep::Stay);
    assert_eq!(form.text("number"), "eleven");
}

#[test]
fn several_are_taken_one_after_the_other_and_what_is_not_offered_any_more_stays() {
    let mut form = Form::new(vec![
        FormField::several("numbers", "Numbers", numbers(), "gone\nthree"),
        FormField::line("name", "Name", ""),
    ]);
    form.act(Action::Down);
    form.act(Action::Down);
    form.act(Action::Down);
    assert_eq!(form.act(Action::Take), FormStep::Chose);
    assert_eq!(form.text("numbers"), "gone\none\nthree");
    assert_eq!(
        draw(&form, 60, 9)[..4],
        [
            "> Numbers               ┃                     3 chosen of 12",
            "                        ┃ [x] gone (not asked here)",
            "                        ┃ [x] Three",
            "                        ┃ [x] One",
        ]
    );
    form.show("numbers", "gone\none\nthree", true);
    form.act(Action::NextControl);
    assert_eq!(
        draw(&form, 60, 9)[0],
        "  Numbers               │ gone, One, Three"
    );
    form.show("numbers", "two", false);
    assert_eq!(form.text("numbers"), "two", "somebody else chose");
}

#[test]
fn a_list_that_grows_past_nine_is_found_by_letters_from_then_on() {
    let mut form = party();
    form.focus("kind");
    form.act(Action::Number(2));
    assert!(!form.in_text());
    let mut many = numbers();
    many.extend(options(&["Company"]));
    form.field_mut("kind").unwrap().offer(many);
    assert!(form.in_text());
    assert_eq!(form.text("kind"), "company");
}

#[test]
fn no_size_panics() {
    for (width, height) in SIZES {
        for key in ["name", "kind", "address", "role"] {
            let mut form = party();
            form.focus(key);
            let mut buf = canvas(width, height);
            for area in [buf.area, Rect::new(width, height, 9, 9)] {
                form.view(true, FULL, area, &mut buf);
            }
            let _ = form.rows(width);
        }
        let _ = draw(&Form::default(), width, height);
        let mut form = Form::new(vec![FormField::several("n", "Numbers", numbers(), "gone")]);
        for action in [
            Action::PageDown,
            Action::Down,
            Action::Take,
            Action::PageUp,
            Action::Up,
        ] {
            form.act(action);
            let _ = draw(&form, width, height);
        }
    }
}
