//! What the checklist makes of a project, as JSON and in words that its reader can defend.

use serde_json::{Value as Json, json};

use super::output::{bullet, paragraph};
use crate::{
    guidance::{Edition, Item, ItemId, Verdict},
    rules::{Eligibility, WouldChange},
};

/// The guidance's numbers of some questions.
pub fn numbers(edition: &Edition, ids: &[ItemId]) -> Vec<String> {
    ids.iter().map(|id| number(edition, id)).collect()
}

/// What `triage --json` prints.
pub fn to_json(edition: &Edition, found: &Eligibility) -> Json {
    let would_change: Vec<Json> = found
        .would_change
        .iter()
        .map(|row| {
            let answers: Vec<Json> = row
                .answers
                .iter()
                .map(|answer| json!({"item": number(edition, &answer.item), "to": yes_or_no(answer.yes)}))
                .collect();
            json!({"verdict": row.verdict, "if": answers})
        })
        .collect();
    json!({
        "verdict": found.verdict,
        "route": found.route,
        "red_no": numbers(edition, &found.red_no),
        "amber_no": numbers(edition, &found.amber_no),
        "to_confirm": numbers(edition, &found.to_confirm),
        "unanswered": numbers(edition, &found.unanswered),
        "would_change": would_change,
        "edition": edition.id,
    })
}

/// The exit code that says the verdict: 0 a candidate, 3 none, 4 not decided yet.
pub fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::JointWorking | Verdict::CollaborativeWorking => 0,
        Verdict::NotYetEligible | Verdict::OtherSupport => 3,
        Verdict::Undetermined => 4,
    }
}

/// The verdict in words: what, why by question and page, what would change it, what to take along.
pub fn words(edition: &Edition, found: &Eligibility) -> String {
    let mut text = paragraph("", "  ", &format!("Candidate verdict: {}", found.verdict.words()));
    if let Some(verdict) = edition.verdict_text(found.verdict) {
        text.push('\n');
        text.push_str(&paragraph("", "", &verdict.means));
    }
    let why = found
        .reasons
        .iter()
        .map(|reason| match reason.page.as_str() {
            "" => reason.what.clone(),
            page => format!("{} (p. {page})", reason.what),
        })
        .collect();
    section(&mut text, "Why", why);
    section(
        &mut text,
        "What turns a red no into a yes",
        told(edition, &found.red_no, |item| &item.help),
    );
    section(
        &mut text,
        "What would change the verdict",
        found
            .would_change
            .iter()
            .map(|row| change_words(edition, row))
            .collect(),
    );
    section(
        &mut text,
        "Risks to take along, from amber answers",
        told(edition, &found.amber_no, |item| &item.help),
    );
    section(
        &mut text,
        "To confirm, answered not sure",
        told(edition, &found.to_confirm, |item| &item.prompt),
    );
    if !found.unanswered.is_empty() {
        let open = format!("Questions {}", and(&numbers(edition, &found.unanswered)));
        let open = if found.unanswered.len() == 1 {
            told(edition, &found.unanswered, |item| &item.prompt)
        } else {
            vec![open]
        };
        section(&mut text, "Not answered yet", open);
    }
    if matches!(found.verdict, Verdict::OtherSupport | Verdict::NotYetEligible) {
        let forms = edition
            .other_forms
            .iter()
            .map(|form| {
                format!(
                    "{}: {} ({})",
                    form.title,
                    form.means,
                    super::guidance::page(&form.source)
                )
            })
            .collect();
        section(&mut text, "Other forms of support", forms);
    }
    text.push('\n');
    text.push_str(&paragraph(
        "",
        "",
        "This is what the answers make of the project, not a decision: the parties' own governance decides.",
    ));
    text.push_str(&paragraph("", "", &edition.credit));
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    text.push('\n');
    text.push_str(title);
    text.push('\n');
    for line in lines {
        text.push_str(&bullet(&line));
    }
}

/// A line a question: its number, its label, and something of it.
fn told(edition: &Edition, ids: &[ItemId], what: fn(&Item) -> &String) -> Vec<String> {
    ids.iter()
        .filter_map(|id| edition.item(id.as_str()))
        .map(|item| format!("{}, {}: {}", item.name(), item.label, what(item)))
        .collect()
}

/// The answers as `no to 1A, and yes to 1B and 4`, in the order in which they first come.
fn change_words(edition: &Edition, row: &WouldChange) -> String {
    let of = |yes: bool| -> Option<String> {
        let items: Vec<String> = row
            .answers
            .iter()
            .filter(|answer| answer.yes == yes)
            .map(|answer| number(edition, &answer.item))
            .collect();
        (!items.is_empty()).then(|| format!("{} to {}", yes_or_no(yes), and(&items)))
    };
    let first = row.answers.first().is_none_or(|answer| answer.yes);
    let parts: Vec<String> = [of(first), of(!first)].into_iter().flatten().collect();
    format!("To {}: {}", row.verdict.words(), parts.join(", and "))
}

fn number(edition: &Edition, id: &ItemId) -> String {
    edition
        .item(id.as_str())
        .map_or_else(|| id.to_string(), |item| item.name().to_owned())
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// `4`, `4 and 5`, `4, 5 and 8`.
fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
