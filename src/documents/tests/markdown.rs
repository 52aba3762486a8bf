//! Markdown, as `pulldown-cmark` reads it with every extension that a host could have on.

use super::{
    super::{Format, markdown, render},
    samples::{filled_with, hostile, long_among_short, rich, values},
};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn options() -> Options {
    Options::all() - Options::ENABLE_SMART_PUNCTUATION
}

fn written(texts: &[String]) -> (super::super::Document, String) {
    let document = filled_with(texts);
    let bytes = render(&document, Format::Markdown).unwrap();
    (document, String::from_utf8(bytes).unwrap())
}

/// The text below each marker, as a reader shows it.
fn shown(markdown: &str) -> Vec<String> {
    let mut shown = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Html(html) if html.starts_with("<!-- / -->") => shown.extend(open.take()),
            Event::Html(html) if html.starts_with("<!-- ") => open = Some(String::new()),
            event => {
                let Some(text) = &mut open else { continue };
                match event {
                    Event::Text(words) => text.push_str(&words),
                    Event::HardBreak | Event::SoftBreak => text.push('\n'),
                    Event::Start(Tag::Paragraph) if !text.is_empty() => text.push_str("\n\n"),
                    _ => {}
                }
            }
        }
    }
    shown
}

/// What an answer may become, and nothing else: text, and the renderer's own partings.
fn check_events(markdown: &str) -> Result<(), TestCaseError> {
    let mut in_answer = false;
    for event in Parser::new_ext(markdown, options()) {
        match &event {
            Event::Html(html) if html.starts_with("<!-- / -->") => in_answer = false,
            Event::Html(html) => {
                prop_assert!(
                    html.starts_with("<!-- ") && html.trim_end().ends_with(" -->"),
                    "{:?}",
                    html
                );
                in_answer = true;
            }
            Event::InlineHtml(html) => {
                let own = ["<!-- -->", "<br>", "<!-- / -->"].contains(&html.as_ref())
                    || html.starts_with("<!-- plan.measures");
                prop_assert!(
                    own && html.find("-->").is_none_or(|end| end + 3 == html.len()),
                    "{:?}",
                    html
                );
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let own = dest_url.starts_with("https://www.nhsconfed.org") || dest_url.starts_with('#');
                prop_assert!(own && !in_answer, "{:?}", dest_url);
            }
            Event::Start(
                Tag::Image { .. }
                | Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::MetadataBlock(_),
            )
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => prop_assert!(false, "{:?}", event),
            Event::Text(_)
            | Event::HardBreak
            | Event::SoftBreak
            | Event::Start(Tag::Paragraph | Tag::HtmlBlock)
            | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => {}
            other => prop_assert!(!in_answer, "{:?}", other),
        }
    }
    Ok(())
}

#[test]
fn it_reads_like_this() {
    insta::assert_snapshot!(String::from_utf8(render(&rich(), Format::Markdown).unwrap()).unwrap());
}

#[test]
fn a_hundred_kilobytes_come_back() {
    let long = "| a *b* \\ <c> \n".repeat(7_000);
    let (document, markdown) = written(&long_among_short(&long));
    assert_eq!(markdown::fields(&markdown), values(&document));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_typed_comes_back(texts in prop::collection::vec(hostile(), 1..40)) {
        let (document, markdown) = written(&texts);
        prop_assert_eq!(markdown::fields(&markdown), values(&document));
    }

    #[test]
    fn what_was_typed_is_shown_and_does_nothing(texts in prop::collection::vec(hostile(), 1..40)) {
        let (document, markdown) = written(&texts);
        let typed: Vec<String> = values(&document).into_iter().map(|value| value.text).collect();
        prop_assert_eq!(shown(&markdown), typed, "{}", markdown);
        check_events(&markdown)?;
    }

    #[test]
    fn a_table_keeps_its_cells(texts in prop::collection::vec(hostile(), 1..40)) {
        let (_, markdown) = written(&texts);
        let mut cells = Vec::new();
        for event in Parser::new_ext(&markdown, options()) {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => cells.push(0),
                Event::Start(Tag::TableCell) => *cells.last_mut().unwrap() += 1,
                _ => {}
            }
        }
        prop_assert_eq!(cells, [4, 4, 4, 2, 2, 2, 2, 4, 4, 4]);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in hostile()) {
        markdown::fields(&format!("<!-- a -->\n{text}"));
        markdown::fields(&text);
    }
}
