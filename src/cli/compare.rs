//! `compare`: where two parties' separate answers agree and differ, question by question.

use serde_json::{Value as Json, json};
use std::path::Path;

use super::{
    args::CompareArguments,
    context::Context,
    error::Failure,
    opened::{Opened, title, who},
    output::{Report, bullet, paragraph},
    show::{value_words, version_words},
};
use crate::{
    guidance::{Edition, Item, Verdict},
    project::Project,
    rules::{self, Agreement, CompareGroup, Compared, Comparison, Given, Said},
};

/// The answers of two projects side by side.
pub fn run(context: &Context, arguments: &CompareArguments) -> Result<Report, Failure> {
    let a = Opened::find(context, &arguments.a)?;
    let b = Opened::find(context, &arguments.b)?;
    rules::comparable(&a.project, &b.project).map_err(|why| {
        Failure::failed(why.to_string()).at(format!("{} and {}", a.path.display(), b.path.display()))
    })?;
    let found = rules::compare(&a.edition, &a.project, &b.project, context.acting.today());
    let report = if arguments.json {
        Report::json(&to_json(&found))
    } else {
        Report::text(words(&a, &b, &found))
    };
    Ok(report.with_notes(a.notes().into_iter().chain(b.notes()).collect()))
}

fn to_json(found: &Comparison) -> Json {
    let ids = |agreement: Agreement| -> Vec<&str> {
        let rows = found.rows.iter().filter(|row| row.agreement == agreement);
        rows.map(|row| row.item.as_str()).collect()
    };
    let deciding = found.in_group(CompareGroup::Decides);
    json!({
        "same": ids(Agreement::Same),
        "differ": found.which(Agreement::Differ).into_iter().map(row_json).collect::<Vec<_>>(),
        "only_a": ids(Agreement::OnlyA),
        "only_b": ids(Agreement::OnlyB),
        "verdict_a": found.verdict_a,
        "verdict_b": found.verdict_b,
        "deciding": deciding.map(|row| row.item.as_str()).collect::<Vec<_>>(),
    })
}

fn row_json(row: &Compared) -> Json {
    json!({
        "item": row.item,
        "a": row.a.to_json(),
        "b": row.b.to_json(),
        "changes_verdict": row.changes_verdict(),
        "note_a": row.a.note,
        "note_b": row.b.note,
        "evidence_a": row.a.evidence,
        "evidence_b": row.b.evidence,
        "by_a": row.a.by,
        "by_b": row.b.by,
        "at_a": row.a.at,
        "at_b": row.b.at,
    })
}

fn words(a: &Opened, b: &Opened, found: &Comparison) -> String {
    let edition = &a.edition;
    let mut text = side_words("A", edition, &a.project, &a.path, found.verdict_a);
    text.push_str(&side_words("B", edition, &b.project, &b.path, found.verdict_b));
    if found.parties_decide {
        text.push('\n');
        text.push_str(&paragraph("", "", PARTIES));
    }
    for group in CompareGroup::ALL {
        let mut rows = found.in_group(group).peekable();
        let heading = match group {
            CompareGroup::Decides => "Would change a verdict",
            CompareGroup::Differ => "Differ",
            CompareGroup::OnlyA => "Only A has answered",
            CompareGroup::OnlyB => "Only B has answered",
            CompareGroup::Same => continue,
        };
        if rows.peek().is_none() {
            continue;
        }
        text.push('\n');
        text.push_str(heading);
        text.push('\n');
        for row in rows {
            if let Some(item) = edition.item(row.item.as_str()) {
                text.push_str(&row_words(item, row));
            }
        }
    }
    text.push('\n');
    text.push_str(&paragraph("", "", &agreed(found)));
    text
}

/// What is said where the answers alone do not tell the verdicts apart.
const PARTIES: &str =
    "With the same answers the verdicts would still differ: the parties that each file records decide too.";

fn side_words(name: &str, edition: &Edition, project: &Project, path: &Path, verdict: Verdict) -> String {
    let mut text = paragraph(
        "",
        "   ",
        &format!("{name}: {} ({})", title(edition, project), project.id),
    );
    let mut say = |words: &str| text.push_str(&paragraph("   ", "   ", words));
    say(&path.display().to_string());
    say(&format!("Candidate verdict: {}", verdict.words()));
    let last = project.answers.values().filter(|answer| answer.at.is_some());
    if let Some(last) = last.max_by_key(|answer| answer.at) {
        say(&format!("Last answered by {}", who(last.by.as_deref(), last.at)));
    }
    text
}

fn row_words(item: &Item, row: &Compared) -> String {
    let name = match &item.number {
        Some(number) => format!("{number} {} ({})", item.label, item.id),
        None => format!("{} ({})", item.label, item.id),
    };
    let mut text = bullet(&name);
    text.push_str(&given_words("A", item, &row.a));
    text.push_str(&given_words("B", item, &row.b));
    let would = [
        row.a_becomes
            .map(|verdict| format!("With B's answer A would be {}.", verdict.words())),
        row.b_becomes
            .map(|verdict| format!("With A's answer B would be {}.", verdict.words())),
    ];
    for would in would.into_iter().flatten() {
        text.push_str(&paragraph("    ", "    ", &would));
    }
    text
}

fn given_words(side: &str, item: &Item, given: &Given) -> String {
    let said = match &given.said {
        Said::Nothing => "no answer".to_owned(),
        Said::Value(value) => value_words(item, value),
        Said::NotApplicable(reason) => format!("not applicable, because {reason}"),
        Said::Versions(versions) => {
            let said = versions.iter().map(|version| version_words(item, version));
            said.collect::<Vec<_>>().join("\n")
        }
    };
    let mut text = paragraph(&format!("    {side}: "), "       ", &said);
    let mut say = |words: &str| text.push_str(&paragraph("       ", "       ", words));
    if !given.note.is_empty() {
        say(&format!("Note: {}", given.note));
    }
    for piece in &given.evidence {
        say(&format!("Evidence: {piece}"));
    }
    if given.by.is_some() {
        say(&who(given.by.as_deref(), given.at));
    }
    if given.parked {
        say("It does not apply there now; the answer is kept.");
    }
    text
}

/// What they agree on, or that there is nothing to compare.
fn agreed(found: &Comparison) -> String {
    let same = found.in_group(CompareGroup::Same).count();
    let answers = if same == 1 { "answer" } else { "answers" };
    match (found.rows.len(), same) {
        (0, _) => "Neither has answered anything yet.".to_owned(),
        (all, same) if all == same => format!("They agree on all {all} {answers}."),
        (all, 0) => format!("They agree on none of {all}."),
        (all, same) => format!("They agree on {same} of {all} {answers}."),
    }
}
