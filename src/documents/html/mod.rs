//! HTML in one file: readable, accessible and printing well on A4, with nothing that runs or loads.
//!
//! A policy in its head forbids scripts, frames and every request, should any text ever escape its
//! escaping. What stands on every printed page stands in the margin boxes of the style.

mod blocks;
mod escape;

use super::{
    document::{Block, Document},
    flow::{Outline, contents_depth, one_line},
};
use blocks::Body;
use escape::{css_string, escaped};
use std::fmt::Write as _;

/// How a page looks, on a screen and on paper.
pub(super) const STYLE: &str = include_str!("../../../assets/documents/page.css");

/// Nothing may be loaded or run; the style stands in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A document as a page, with a line break at its end.
pub fn render(document: &Document) -> String {
    let title = Heading {
        depth: 0,
        id: "doc-title".to_owned(),
        text: one_line(&document.title),
    };
    let mut body = Body::below(title);
    let headings = headings(document, &mut body);
    let mut page = String::with_capacity(64 * 1024);
    head(&mut page, document);
    top(&mut page, document);
    if document.has_contents {
        contents(&mut page, &headings);
    }
    body.write(&document.blocks, &headings);
    let _ = write!(page, "<main id=\"doc-main\">\n{}</main>\n", body.html);
    foot(&mut page, document);
    page
}

/// A heading, where it stands and how deep.
#[derive(Debug, Clone, Default)]
struct Heading {
    depth: usize,
    id: String,
    text: String,
}

fn headings(document: &Document, body: &mut Body) -> Vec<Heading> {
    let mut outline = Outline::default();
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(level, text) => Some((outline.next(*level), one_line(text))),
        _ => None,
    });
    let numbered = headings.enumerate().map(|(at, (depth, text))| Heading {
        depth,
        id: body.free_id(&format!("doc-{}", at + 1)).unwrap_or_default(),
        text,
    });
    numbered.collect()
}

fn head(page: &mut String, document: &Document) {
    let imprint = &document.imprint;
    let said = |text: &str| escaped(&one_line(text));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<meta name=\"author\" content=\"{}\">\n\
         <meta name=\"description\" content=\"{}\">\n<meta name=\"dcterms.date\" content=\"{}\">\n\
         <style>\n{STYLE}{}</style>\n</head>\n<body>\n",
        said(&document.running_title()),
        said(&imprint.authors),
        said(&imprint.credit),
        said(&imprint.date),
        running(document),
    );
}

/// What stands in the margins of every printed page.
fn running(document: &Document) -> String {
    let imprint = &document.imprint;
    let lines = |lines: &[String]| {
        let strings: Vec<String> = lines.iter().map(|line| css_string(&one_line(line))).collect();
        strings.join(" \"\\A \" ")
    };
    let mut top = vec![document.running_title()];
    top.extend(imprint.draft.clone());
    let stamp = if imprint.draft.is_some() {
        " @top-right { content: \"DRAFT\" }"
    } else {
        ""
    };
    format!(
        "@page {{ @top-left {{ content: {} }}{stamp} @bottom-left {{ content: {} }} }}\n",
        lines(&top),
        lines(&[imprint.line.clone(), imprint.credit.clone()]),
    )
}

fn top(page: &mut String, document: &Document) {
    let imprint = &document.imprint;
    page.push_str("<a class=\"skip\" href=\"#doc-main\">Skip to the text</a>\n<header>\n");
    let _ = writeln!(
        page,
        "<h1 id=\"doc-title\" dir=\"auto\">{}</h1>",
        escaped(&one_line(&document.title))
    );
    let mut said = |class: &str, words: &str| {
        let words = one_line(words);
        if !words.is_empty() {
            let _ = writeln!(page, "<p class=\"{class}\" dir=\"auto\">{}</p>", escaped(&words));
        }
    };
    said("project", &imprint.project);
    said("authors", &imprint.authors);
    said("imprint", &imprint.line);
    if let Some(draft) = &imprint.draft {
        let _ = writeln!(
            page,
            "<p class=\"draft\"><strong>Draft.</strong> <span dir=\"auto\">{}</span></p>",
            escaped(&one_line(draft))
        );
    }
    page.push_str("</header>\n");
}

fn contents(page: &mut String, headings: &[Heading]) {
    page.push_str("<nav aria-labelledby=\"doc-contents\">\n<h2 id=\"doc-contents\">Contents</h2>\n<ul>\n");
    let deepest = contents_depth(headings.len());
    for heading in headings.iter().filter(|heading| heading.depth <= deepest) {
        let _ = writeln!(
            page,
            "<li class=\"depth-{}\"><a href=\"#{}\" dir=\"auto\">{}</a></li>",
            heading.depth,
            escaped(&heading.id),
            escaped(&heading.text)
        );
    }
    page.push_str("</ul>\n</nav>\n");
}

fn foot(page: &mut String, document: &Document) {
    let imprint = &document.imprint;
    let _ = write!(
        page,
        "<footer>\n<p>{}</p>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
        escaped(&one_line(&imprint.credit)),
        escaped(&one_line(&imprint.line))
    );
}
