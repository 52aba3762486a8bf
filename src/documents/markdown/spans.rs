//! Spans of running text as Markdown: emphasis and links of the document's own.

use super::{
    super::{
        document::{Span, Style, Text},
        flow,
    },
    escape::{Escaped, Place, escaped, line},
};

/// What parts two runs of emphasis that would be read as one.
const PARTING: &str = "<!-- -->";

/// A text as paragraphs with line breaks, from the start of a line.
pub(super) fn paragraphs(text: &Text) -> String {
    let paragraphs = flow::paragraphs(text);
    let written = paragraphs.iter().map(|paragraph| {
        let lines = paragraph.iter().filter(|spans| !spans.is_empty());
        let lines: Vec<String> = lines.map(|spans| spans_line(spans, Place::LineStart)).collect();
        lines.join("\\\n")
    });
    let written: Vec<String> = written.filter(|paragraph| !paragraph.is_empty()).collect();
    written.join("\n\n")
}

/// A text as one line, its line breaks as tags: the one way that a cell has.
pub(super) fn on_one_line(text: &Text, place: Place) -> String {
    let paragraphs = flow::paragraphs(text);
    let written = paragraphs.iter().map(|paragraph| {
        let lines: Vec<String> = paragraph.iter().map(|spans| spans_line(spans, place)).collect();
        lines.join("<br>")
    });
    written.collect::<Vec<_>>().join("<br><br>")
}

/// Words of the document's own that weigh more, on a line of their own.
pub(super) fn strong(text: &str) -> String {
    let text = flow::styled(&flow::one_line(text), Style::Strong);
    on_one_line(&text, Place::LineStart)
}

/// Spans without a line break: escaped as one line, so that no boundary hides what it makes.
fn spans_line(spans: &[Span], place: Place) -> String {
    if let [
        Span {
            text,
            style: Style::Plain,
            link: None,
        },
    ] = spans
    {
        return line(text, place);
    }
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let whole = escaped(&whole, place);
    let mut markdown = String::new();
    let mut begin = 0;
    for span in spans {
        let end = begin + span.text.chars().count();
        let blank = |c: char| c.is_whitespace();
        let lead = span.text.chars().take_while(|&c| blank(c)).count();
        let trail = span.text.chars().rev().take_while(|&c| blank(c)).count();
        if lead + trail < end - begin {
            push(&mut markdown, &whole, [begin, begin + lead]);
            push_styled(&mut markdown, &whole, [begin + lead, end - trail], span);
            push(&mut markdown, &whole, [end - trail, end]);
        } else {
            push(&mut markdown, &whole, [begin, end]);
        }
        begin = end;
    }
    markdown
}

fn push(markdown: &mut String, line: &Escaped, [from, to]: [usize; 2]) {
    markdown.push_str(cut(line, [from, to]));
}

fn cut(line: &Escaped, [from, to]: [usize; 2]) -> &str {
    let bounds = line.begins.get(from).zip(line.begins.get(to));
    bounds
        .and_then(|(&from, &to)| line.markdown.get(from..to))
        .unwrap_or_default()
}

/// A span in its style, where Markdown lets it begin and end; else its text alone.
fn push_styled(markdown: &mut String, line: &Escaped, range: [usize; 2], span: &Span) {
    let inner = cut(line, range);
    let after = line
        .begins
        .get(range[1])
        .and_then(|&end| line.markdown.get(end..));
    let sign = match span.style {
        Style::Plain => "",
        Style::Strong => "**",
        Style::Mark => "*",
    };
    let sign = if stands_free(markdown.chars().next_back(), inner.chars().next())
        && stands_free(
            after.and_then(|after| after.chars().next()),
            inner.chars().next_back(),
        ) {
        sign
    } else {
        ""
    };
    if !sign.is_empty() && markdown.ends_with('*') && !markdown.ends_with("\\*") {
        markdown.push_str(PARTING);
    }
    markdown.push_str(sign);
    match flow::address(span) {
        Some(address) => {
            markdown.push('[');
            markdown.push_str(inner);
            markdown.push_str("](<");
            markdown.push_str(
                &address
                    .replace('<', "%3C")
                    .replace('>', "%3E")
                    .replace('\\', "%5C"),
            );
            markdown.push_str(">)");
        }
        None => markdown.push_str(inner),
    }
    markdown.push_str(sign);
}

/// Whether a sign of emphasis may stand between what is outside and what is inside.
fn stands_free(outside: Option<char>, inside: Option<char>) -> bool {
    inside.is_some_and(char::is_alphanumeric)
        || outside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}
