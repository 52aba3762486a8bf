//! Word files, taken apart again: every part well-formed, every value where its bookmark is.

use super::{
    super::{
        Block, Document, FieldText, Format, Text,
        docx::{self, WordError},
        flow, render,
    },
    samples::{filled_with, hostile, long_among_short, rich, values},
};
use proptest::prelude::*;
use quick_xml::{Reader, events::Event};
use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _, Write as _},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

pub(super) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts = (0..archive.len()).map(|at| {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    });
    parts.collect()
}

pub(super) fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The file with its text changed by hand.
fn edited(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    for (name, text) in &mut parts {
        if name == "word/document.xml" {
            let changed = change(text);
            assert_ne!(changed, *text, "the hand changed nothing");
            *text = changed;
        }
    }
    packed(&parts)
}

fn read(bytes: &[u8], field: &str, part: &str) -> String {
    let fields = docx::fields(bytes).unwrap();
    let found = fields
        .iter()
        .find(|found| found.field == field && found.part == part);
    found.unwrap_or_else(|| panic!("no {field} {part}")).text.clone()
}

/// Every value that a Word file holds: those of its fields, and the cells of its records.
fn all_values(document: &Document) -> Vec<FieldText> {
    let mut all = values(document);
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let Text(spans) = cell;
                all.push(FieldText {
                    field: format!("{}/{}", table.list.as_ref().unwrap(), row.id.as_ref().unwrap()),
                    part: column.key.clone(),
                    text: flow::safe(&spans.iter().map(|span| span.text.as_str()).collect::<String>()),
                });
            }
        }
    }
    all
}

#[test]
fn what_the_parts_are_stands_first_and_no_clock_in_any() {
    let bytes = render(&rich(), Format::Docx).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    assert_eq!(
        archive.by_index(0).unwrap().name().unwrap(),
        "[Content_Types].xml"
    );
    for at in 0..archive.len() {
        let entry = archive.by_index(at).unwrap();
        assert_eq!(entry.last_modified().unwrap().year(), 1980, "{:?}", entry.name());
    }
}

#[test]
fn every_page_says_what_it_is() {
    let parts = parts(&render(&rich(), Format::Docx).unwrap());
    let text = |name: &str| &parts.iter().find(|(path, _)| path == name).unwrap().1;
    assert!(text("word/header1.xml").contains(">DRAFT<"));
    for words in [
        "revision 42",
        "independent of its authors",
        " PAGE ",
        " NUMPAGES ",
    ] {
        assert!(text("word/footer1.xml").contains(words), "{words}");
    }
    let mut open = rich();
    open.imprint.draft = None;
    let header = self::parts(&render(&open, Format::Docx).unwrap());
    assert!(header.iter().all(|(_, text)| !text.contains("DRAFT")));
}

#[test]
fn a_text_from_right_to_left_stands_so() {
    let parts = parts(&render(&rich(), Format::Docx).unwrap());
    let (_, text) = parts
        .iter()
        .find(|(path, _)| path == "word/document.xml")
        .unwrap();
    let at = text.find("רופאים").unwrap();
    let before = &text[at - 600..at];
    assert!(
        before.contains("<w:bidi/>") && before.contains("<w:rtl/>"),
        "{before}"
    );
}

#[test]
fn a_value_is_read_wherever_somebody_typed_it() {
    let bytes = render(&rich(), Format::Docx).unwrap();
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");

    let overwritten = edited(&bytes, |text| {
        text.replace(">Not answered.<", ">Two years, then the ICB pays.<")
    });
    assert_eq!(
        read(&overwritten, "pid.long-term", ""),
        "Two years, then the ICB pays."
    );

    let without_bookmark = edited(&bytes, |text| {
        let name = text.find("w:name=\"tw_pid_title\"").unwrap();
        let start = text[..name].rfind("<w:bookmarkStart").unwrap();
        let end = start + text[start..].find("/>").unwrap() + 2;
        [&text[..start], &run("Retyped "), &text[end..]].concat()
    });
    assert_eq!(
        read(&without_bookmark, "pid.title", ""),
        "Retyped Heart failure care closer to home in North Vale"
    );

    let below = edited(&bytes, |text| {
        let at = text.find("Seen within two weeks").unwrap();
        let end = at + text[at..].find("</w:p>").unwrap() + 6;
        let added = format!("<w:p>{}</w:p><w:p/><w:p>{}</w:p><w:p/>", run("And"), run("more."));
        [&text[..end], &added, &text[end..]].concat()
    });
    assert_eq!(
        read(&below, "concept.objectives", "patients"),
        "Seen within two weeks, at home where they wish.\n\nAnd\n\n\n\nmore."
    );
    assert_eq!(read(&below, "concept.objectives", "nhs"), "");

    // What LibreOffice makes of a bookmark around two paragraphs.
    let again = edited(&bytes, |text| {
        let end = text
            .find("Most of them could be seen at home. </w:t></w:r></w:p>")
            .unwrap();
        let start = end + text[end..].find("<w:r>").unwrap();
        let once_more = "<w:bookmarkStart w:id=\"902\" w:name=\"tw_pid_background\"/>";
        [&text[..start], once_more, &text[start..]].concat()
    });
    assert_eq!(
        read(&again, "pid.background", ""),
        read(&bytes, "pid.background", "")
    );

    let tracked = edited(&bytes, |text| {
        let struck = "<w:del w:id=\"900\"><w:r><w:delText>Q3 2026</w:delText></w:r></w:del>";
        let added = format!("<w:ins w:id=\"901\">{}</w:ins>", run(" at the latest"));
        text.replace(
            "<w:r><w:t xml:space=\"preserve\">Q4 2026 (Oct to Dec)</w:t></w:r>",
            &format!(
                "{struck}<w:r><w:t>Q4</w:t></w:r><w:r><w:t xml:space=\"preserve\"> 2026</w:t></w:r>{added}"
            ),
        )
    });
    assert_eq!(read(&tracked, "concept.start", ""), "Q4 2026 at the latest");
}

/// The same document with every part that can on the line of its label.
fn beside_its_label(mut document: Document) -> Document {
    for block in &mut document.blocks {
        let Block::Fields(fields) = block else { continue };
        for part in fields.iter_mut().flat_map(|field| &mut field.parts) {
            part.is_line = true;
        }
    }
    document
}

#[test]
fn a_value_beside_its_label_is_read_wherever_somebody_typed_it() {
    let document = beside_its_label(rich());
    let bytes = render(&document, Format::Docx).unwrap();
    assert_eq!(read(&bytes, "concept.objectives", "nhs"), "");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let of_patients =
        "<w:r><w:t xml:space=\"preserve\">Seen within two weeks, at home where they wish.</w:t></w:r>";

    let bookmark = |text: &str, name: &str| {
        let name = text.find(&format!("w:name=\"{name}\"")).unwrap();
        let start = text[..name].rfind("<w:bookmarkStart").unwrap();
        (start, start + text[start..].find("/>").unwrap() + 2)
    };
    let overwritten = edited(&bytes, |text| {
        let (start, end) = bookmark(text, "tw_concept_objectives___patients");
        let text = [&text[..start], &text[end..]].concat();
        text.replace(of_patients, &run("At home at once."))
    });
    assert_eq!(
        read(&overwritten, "concept.objectives", "patients"),
        "At home at once."
    );
    assert_eq!(read(&overwritten, "concept.objectives", "nhs"), "");

    for at_start in [true, false] {
        let filled = edited(&bytes, |text| {
            let (start, end) = bookmark(text, "tw_concept_objectives___nhs");
            let line_end = end + text[end..].find("</w:p>").unwrap();
            let at = if at_start { start } else { line_end };
            [&text[..at], &run("Freed beds"), &text[at..]].concat()
        });
        assert_eq!(read(&filled, "concept.objectives", "nhs"), "Freed beds");
        assert_eq!(
            read(&filled, "concept.objectives", "patients"),
            read(&bytes, "concept.objectives", "patients")
        );
    }
}

#[test]
fn what_leads_to_a_table_does_not_stay_behind_at_the_foot_of_a_page() {
    let lead = Text::plain("What follows stands in a table.");
    let table = rich()
        .blocks
        .into_iter()
        .find(|block| matches!(block, Block::Table(_)));
    let keeps = |next: Block| {
        let document = Document {
            blocks: vec![Block::Paragraph(lead.clone()), next],
            ..rich()
        };
        let parts = parts(&render(&document, Format::Docx).unwrap());
        let (_, text) = parts
            .into_iter()
            .find(|(name, _)| name == "word/document.xml")
            .unwrap();
        let at = text.find("What follows").unwrap();
        let start = text[..at].rfind("<w:p>").unwrap();
        text[start..at].contains("<w:keepNext/>")
    };
    assert!(keeps(table.unwrap()));
    assert!(!keeps(Block::Paragraph(lead.clone())));
}

#[test]
fn what_is_no_word_file_is_refused() {
    let refused = |bytes: &[u8]| docx::fields(bytes).unwrap_err();
    assert_eq!(refused(b"# Markdown"), WordError::NotWord);
    assert_eq!(
        refused(&packed(&[("a.txt".to_owned(), "a".to_owned())])),
        WordError::NotWord
    );
    let mut parts = parts(&render(&rich(), Format::Docx).unwrap());
    for (name, text) in &mut parts {
        if name == "word/document.xml" {
            text.truncate(text.len() / 2);
            *text = text.chars().take(2_000).collect();
        }
    }
    assert_eq!(refused(&packed(&parts)), WordError::Damaged);
}

#[test]
fn a_file_of_too_many_parts_is_refused() {
    let many: Vec<(String, String)> = (0..4_200).map(|at| (format!("{at}"), String::new())).collect();
    assert_eq!(docx::fields(&packed(&many)).unwrap_err(), WordError::TooLarge);
}

#[test]
fn a_hundred_kilobytes_come_back() {
    let document = filled_with(&long_among_short(&"| a *b* \\ <c>\t]]> \n".repeat(6_000)));
    let bytes = render(&document, Format::Docx).unwrap();
    assert_eq!(docx::fields(&bytes).unwrap(), all_values(&document));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_typed_comes_back_and_every_part_is_well_formed(
        texts in prop::collection::vec(hostile(), 1..40),
        is_beside: bool,
    ) {
        let mut document = filled_with(&texts);
        if is_beside {
            document = beside_its_label(document);
        }
        let bytes = render(&document, Format::Docx).unwrap();
        let mut found = docx::fields(&bytes).unwrap();
        let mut typed = all_values(&document);
        let key = |value: &FieldText| (value.field.clone(), value.part.clone());
        found.sort_by_key(key);
        typed.sort_by_key(key);
        prop_assert_eq!(found, typed);
        for (name, text) in parts(&bytes) {
            let mut reader = Reader::from_str(&text);
            reader.config_mut().enable_all_checks(true);
            let mut names = BTreeSet::new();
            let mut fields = Vec::new();
            loop {
                match reader.read_event() {
                    Ok(Event::Eof) => break,
                    Ok(Event::Empty(tag) | Event::Start(tag)) => {
                        for attribute in tag.attributes() {
                            let attribute = attribute.unwrap();
                            if tag.name().as_ref() == "w:bookmarkStart" && attribute.key.as_ref() == "w:name" {
                                prop_assert!(names.insert(attribute.value.to_ascii_lowercase()));
                            }
                            if tag.name().as_ref() == "w:fldSimple" {
                                fields.push(attribute.value.to_string());
                            }
                        }
                        prop_assert!(!matches!(tag.name().as_ref(), "w:object" | "w:altChunk" | "w:drawing"));
                    }
                    Ok(_) => {}
                    Err(error) => return Err(TestCaseError::fail(format!("{name}: {error}"))),
                }
            }
            let own: &[&str] = if name == "word/footer1.xml" { &[" PAGE ", " NUMPAGES "] } else { &[] };
            prop_assert_eq!(fields, own, "{}", name);
        }
    }

    #[test]
    fn no_file_makes_the_reader_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        cut in 0..8_000_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        typed in hostile(),
    ) {
        let _ = docx::fields(&bytes);
        let mut whole = render(&rich(), Format::Docx).unwrap();
        for (at, byte) in flips {
            let at = at.index(whole.len());
            whole[at] = byte;
        }
        let _ = docx::fields(&whole);
        let _ = docx::Reference::read(&whole);
        whole.truncate(cut);
        let _ = docx::fields(&whole);
        let mut parts = parts(&render(&rich(), Format::Docx).unwrap());
        for (_, text) in &mut parts {
            let at = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
            text.insert_str(at, &typed);
        }
        let broken = packed(&parts);
        let _ = docx::fields(&broken);
        let _ = docx::Reference::read(&broken);
    }
}

#[test]
fn every_style_that_is_used_is_there() {
    let parts = parts(&render(&rich(), Format::Docx).unwrap());
    let values = |text: &str, tag: &str| -> BTreeSet<String> {
        let after = text.split(tag).skip(1);
        after
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let (_, styles) = parts.iter().find(|(path, _)| path == "word/styles.xml").unwrap();
    let there = values(styles, "w:styleId=\"");
    for (path, text) in &parts {
        for tag in [
            "<w:pStyle w:val=\"",
            "<w:rStyle w:val=\"",
            "<w:tblStyle w:val=\"",
            "<w:basedOn w:val=\"",
            "<w:next w:val=\"",
        ] {
            let used = values(text, tag);
            assert!(used.is_subset(&there), "{path}: {:?}", used.difference(&there));
            assert!(
                path != "word/document.xml" || !used.contains("Normal"),
                "a style is called by no name"
            );
        }
    }
    let (_, header) = parts.iter().find(|(path, _)| path == "word/header1.xml").unwrap();
    assert!(header.contains("<w:pStyle w:val=\"RunningHead\"/>"));
}
