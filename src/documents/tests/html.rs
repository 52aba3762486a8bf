//! HTML, as a browser's own parser reads it.

use super::{
    super::{Document, Format, render},
    samples::{filled_with, hostile, rich, values},
};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::BTreeSet;

/// Every element that a page may have.
const ELEMENTS: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p", "strong",
    "em", "span", "nav", "ul", "li", "main", "dl", "div", "dt", "dd", "br", "table", "caption", "colgroup",
    "col", "thead", "tbody", "tr", "th", "td", "footer",
];

/// Every attribute that they may have.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "dir",
    "role",
    "scope",
    "style",
    "aria-labelledby",
];

fn page(document: &Document) -> Html {
    let bytes = render(document, Format::Html).unwrap();
    Html::parse_document(std::str::from_utf8(&bytes).unwrap())
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of a value as it is seen: its paragraphs parted by empty lines.
fn seen(value: ElementRef<'_>) -> String {
    let paragraphs = value.child_elements().map(|paragraph| {
        let pieces = paragraph.descendants().map(|node| match node.value() {
            Node::Text(text) => text.to_string(),
            Node::Element(element) if element.name() == "br" => "\n".to_owned(),
            _ => String::new(),
        });
        pieces.collect::<String>()
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn it_reads_like_this() {
    let html = String::from_utf8(render(&rich(), Format::Html).unwrap()).unwrap();
    let (_, body) = html.split_once("</style>").unwrap();
    insta::assert_snapshot!(body);
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let page = page(&rich());
    let policy = all(&page, "meta[http-equiv=Content-Security-Policy]");
    let content = policy[0].attr("content").unwrap();
    assert!(content.starts_with("default-src 'none';"), "{content}");
    let style = super::super::html::STYLE;
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn a_reader_finds_their_way() {
    let page = page(&rich());
    for landmark in ["header", "nav[aria-labelledby]", "main", "footer"] {
        assert_eq!(all(&page, &format!("body > {landmark}")).len(), 1, "{landmark}");
    }
    assert_eq!(all(&page, "html[lang=en-GB]").len(), 1);
    assert_eq!(all(&page, "h1").len(), 1);
    assert!(all(&page, "th").iter().all(|th| th.attr("scope") == Some("col")));
    let mut depth = 1;
    for heading in all(&page, "main h1, main h2, main h3, main h4, main h5") {
        let next: usize = heading.value().name()[1..].parse().unwrap();
        assert!(next <= depth + 1, "{:?}", heading.html());
        depth = next;
    }
    let ids: BTreeSet<&str> = all(&page, "[id]")
        .iter()
        .filter_map(|element| element.attr("id"))
        .collect();
    for link in all(&page, "a[href^='#']") {
        assert!(ids.contains(&link.attr("href").unwrap()[1..]), "{}", link.html());
    }
}

#[test]
fn every_printed_page_says_what_it_is() {
    let html = String::from_utf8(render(&rich(), Format::Html).unwrap()).unwrap();
    let (_, running) = html.rsplit_once("@page {").unwrap();
    for words in [
        "DRAFT",
        "it cannot be agreed yet",
        "revision 42",
        "21 November 2026",
        "independent",
    ] {
        assert!(running.contains(words), "{words}: {running}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_was_typed_is_shown_and_does_nothing(texts in prop::collection::vec(hostile(), 1..40)) {
        let document = filled_with(&texts);
        let page = page(&document);
        let mut shown: Vec<String> = Vec::new();
        for field in all(&page, "dl > div") {
            let values = Selector::parse(".answer, .beside").unwrap();
            shown.extend(field.select(&values).map(seen));
        }
        let typed: Vec<String> = values(&document).into_iter().map(|value| value.text).collect();
        prop_assert_eq!(shown, typed);
        let mut ids = BTreeSet::new();
        for element in all(&page, "*") {
            let name = element.value().name();
            prop_assert!(ELEMENTS.contains(&name), "{}", name);
            for (attribute, value) in element.value().attrs() {
                prop_assert!(ATTRIBUTES.contains(&attribute), "{}", attribute);
                prop_assert!(attribute != "id" || ids.insert(value), "{} twice", value);
                if attribute == "href" {
                    let own = value.starts_with('#') || value == "https://www.nhsconfed.org/publications";
                    prop_assert!(own, "{}", value);
                }
            }
        }
        prop_assert_eq!(all(&page, "head > style").len(), 1);
        prop_assert_eq!(all(&page, "body > *").len(), 5);
    }
}

#[test]
fn a_document_of_several_projects_is_called_by_its_name_alone() {
    let mut portfolio = rich();
    portfolio.imprint.project = String::new();
    let page = render(&portfolio, Format::Html).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        page.contains(&format!("<title>{}</title>", portfolio.title)),
        "{page}"
    );
    assert!(!page.contains(&format!("{} ·", portfolio.title)), "{page}");
}
