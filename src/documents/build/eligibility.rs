//! The checklist with its verdict (guidance p. 16 and 17): every question with answer, note and
//! evidence, why the verdict is what it is, and what would change it; and whatever answers the
//! project keeps that do not apply now.

use super::{
    super::document::{Block, Check, Document, Field, Level, Row, Text},
    answer,
    case::Case,
    form,
    pieces::{aside, bullets, gap, heading, led, note, paragraph, part, remark, table},
    records,
    words::{moment, page_words, sentence, who_and_when},
};
use crate::{
    guidance::{DocumentKind, Item, ItemId, List, ListRole, Severity, Verdict},
    project::{Receipt, day_words},
    rules::{Reason, Risk, Target, WouldChange, and, capital, ranges},
};

/// The checklist; `None` in an edition without one.
pub(super) fn document(case: &Case) -> Option<Document> {
    let (plan, step) = case.plan(DocumentKind::Eligibility)?;
    let risks = case.list_in(ListRole::Risks);
    let mut blocks = vec![form::source(case, step)];
    blocks.extend(verdict(case));
    blocks.push(heading(Level::One, "Questions"));
    let asked = step.items().filter(|item| case.applies(item));
    blocks.push(Block::Fields(asked.map(|item| question(case, item)).collect()));
    for list in step.lists() {
        if risks.is_some_and(|risks| risks.id == list.id) {
            blocks.extend(risks_section(case, list));
        } else {
            blocks.extend(form::list_section(case, list, Level::One));
        }
    }
    blocks.extend(parties(case));
    blocks.extend(parked(case));
    blocks.extend(receipt(case));
    blocks.extend(form::annexes(case, plan));
    Some(Document {
        has_contents: plan.steps.len() > 1,
        ..form::document(case, plan, "eligibility", blocks)
    })
}

/// The verdict, why, and what would change it.
fn verdict(case: &Case) -> Vec<Block> {
    let found = &case.assessment.eligibility;
    let mut blocks = vec![
        heading(Level::One, "Candidate verdict"),
        Block::Paragraph(led(found.verdict.words().to_uppercase(), way(case))),
    ];
    if let Some(text) = case.edition.verdict_text(found.verdict) {
        blocks.push(paragraph(&text.means));
    }
    blocks.push(aside(
        "A candidate verdict: this is what the answers make of the project. The parties' own governance decides.",
    ));
    blocks.extend(told("Why", found.reasons.iter().map(reason).collect()));
    let changes = found.would_change.iter().map(|row| change(case, row));
    blocks.extend(told("What would change it", changes.collect()));
    let unsure = ranges(case.edition, &found.to_confirm);
    if !unsure.is_empty() {
        let (questions, be) = if found.to_confirm.len() == 1 {
            ("Question", "is")
        } else {
            ("Questions", "are")
        };
        let words = format!("{questions} {} {be} not sure yet.", and(&unsure));
        blocks.extend(told("To confirm", vec![words]));
    }
    if matches!(found.verdict, Verdict::OtherSupport | Verdict::NotYetEligible) {
        let forms = case.edition.other_forms.iter().map(|form| {
            format!(
                "{}: {} ({})",
                form.title,
                form.means,
                page_words(case.edition, &form.source)
            )
        });
        blocks.extend(told("Other forms of support", forms.collect()));
    }
    blocks
}

/// The way that it is on, while the verdict is no candidate.
fn way(case: &Case) -> String {
    let found = &case.assessment.eligibility;
    match found.route {
        Some(route) if !found.verdict.is_candidate() && found.verdict != Verdict::OtherSupport => {
            format!(", on the way to {}", route.words())
        }
        Some(_) | None => String::new(),
    }
}

fn told(title: &str, lines: Vec<String>) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    vec![heading(Level::Two, title), bullets(lines)]
}

fn reason(reason: &Reason) -> String {
    match reason.page.as_str() {
        "" => reason.what.clone(),
        page => format!("{} Guidance p. {page}.", reason.what),
    }
}

/// `Joint working: 4 and 6 become yes.`
fn change(case: &Case, row: &WouldChange) -> String {
    let of = |yes: bool| -> Option<String> {
        let changed = row.answers.iter().filter(|answer| answer.yes == yes);
        let ids: Vec<ItemId> = changed.map(|answer| answer.item.clone()).collect();
        let verb = match ids.len() {
            0 => return None,
            1 => "becomes",
            _ => "become",
        };
        let answer = if yes { "yes" } else { "no" };
        Some(format!("{} {verb} {answer}", and(&ranges(case.edition, &ids))))
    };
    let first = row.answers.first().is_none_or(|answer| answer.yes);
    let parts: Vec<String> = [of(first), of(!first)].into_iter().flatten().collect();
    format!("{}: {}.", capital(row.verdict.words()), parts.join("; "))
}

/// A question by its number, with what a *no* to it means.
fn question(case: &Case, item: &Item) -> Field {
    let severity = match item.severity {
        Some(Severity::Red) => " (RED)",
        Some(Severity::Amber) => " (AMBER)",
        Some(Severity::Route) | None => "",
    };
    let number = item
        .number
        .as_ref()
        .map(|number| format!("{number} "))
        .unwrap_or_default();
    Field {
        name: format!("{number}{}{severity}", item.label),
        ..answer::field(case, item)
    }
}

/// The risks: their records, and those that an amber *no* raises and nobody has written about yet.
fn risks_section(case: &Case, list: &List) -> Vec<Block> {
    let mut blocks = form::list_section(case, list, Level::One);
    let raised: Vec<Row> = case
        .assessment
        .risks
        .iter()
        .filter(|risk| risk.record.is_none())
        .map(|risk| raised(case, list, risk))
        .collect();
    if !raised.is_empty() {
        let caption = "Raised by an amber no, and not dealt with yet";
        blocks.push(table(caption, &["Question", "Risk"], raised));
    }
    let gone: Vec<String> = case.assessment.risks.iter().filter_map(gone).collect();
    if !gone.is_empty() {
        blocks.push(bullets(gone));
    }
    blocks
}

fn raised(case: &Case, list: &List, risk: &Risk) -> Row {
    let item = risk.item.as_ref().and_then(|id| case.edition.item(id.as_str()));
    Row {
        id: None,
        cells: vec![
            Text::plain(item.map_or("", |item| item.name())),
            Text::plain(&risk.title),
        ],
        marks: vec![gap(
            format!("Not filled yet: {}.", risk.lacks_words().unwrap_or_default()),
            Some(Target::List(list.id.clone(), None)),
        )],
    }
}

/// Why a risk is no longer raised, and by whom.
fn gone(risk: &Risk) -> Option<String> {
    let closed = risk.closed.as_ref()?;
    let who = match who_and_when(closed.by.as_deref(), closed.at) {
        who if who.is_empty() => who,
        who => format!(" ({who})"),
    };
    let status = risk.status_words();
    Some(format!("{}: {status}, since {}{who}.", risk.title, closed.what))
}

/// Who the parties are, and whether the rules about them hold.
fn parties(case: &Case) -> Vec<Block> {
    let Some(list) = case.list_in(ListRole::Parties) else {
        return Vec::new();
    };
    let all = case.records(list);
    let mut blocks = vec![heading(Level::One, &list.label)];
    if all.is_empty() {
        blocks.push(paragraph("No party is named yet."));
    } else {
        blocks.push(records::overview(case, list, all));
    }
    let broken: Vec<Check> = case
        .assessment
        .parties
        .iter()
        .map(|unmet| Check {
            answer: "Does not hold".to_owned(),
            is_settled: false,
            statement: Text::plain(sentence(&unmet.what)),
        })
        .collect();
    if broken.is_empty() {
        blocks.push(paragraph("The party rules hold."));
    } else {
        blocks.push(Block::Checks(broken));
    }
    blocks
}

/// What was answered and is not asked now, of every step: it comes back when it applies again.
fn parked(case: &Case) -> Vec<Block> {
    let is_kept =
        |item: &&Item| !case.applies(item) && case.answer(item).is_some_and(|answer| !answer.is_empty());
    let fields: Vec<Field> = case
        .edition
        .items()
        .filter(is_kept)
        .map(|item| {
            let mut field = if item.severity.is_some() {
                question(case, item)
            } else {
                answer::field(case, item)
            };
            field.question.clone_from(&item.prompt);
            field
                .marks
                .push(remark("It does not apply now, and comes back when it does."));
            field
        })
        .collect();
    if fields.is_empty() {
        return Vec::new();
    }
    vec![
        heading(Level::One, "Answers kept that do not apply now"),
        Block::Fields(fields),
    ]
}

/// The file's own receipt of the verdict.
fn receipt(case: &Case) -> Vec<Block> {
    let title = heading(Level::One, "Receipt");
    let Some(receipt) = &case.project.receipt else {
        return vec![
            title,
            paragraph("There is none yet: it is made when the project is saved."),
        ];
    };
    let Receipt {
        verdict,
        edition,
        answers,
        at,
        day,
        ..
    } = receipt;
    let field = |id: &str, name: &str, text: String| Field {
        id: format!("receipt.{id}"),
        name: name.to_owned(),
        question: String::new(),
        parts: vec![part("", "", text)],
        marks: Vec::new(),
        beside: Vec::new(),
    };
    let mut blocks = vec![
        title,
        paragraph(
            "What the last save recorded, by which anybody can check that the verdict follows from the answers.",
        ),
        Block::Fields(vec![
            field("verdict", "Verdict", verdict.words().to_uppercase()),
            field("day", "Judged by the day", day_words(*day)),
            field("edition", "Edition", edition.to_string()),
            field("answers", "SHA-256 of the answers", answers.clone()),
            field("at", "Recorded", moment(*at)),
        ]),
    ];
    if *verdict != case.assessment.eligibility.verdict {
        blocks.push(note(format!(
            "It differs from the verdict of {}, which this document gives.",
            day_words(case.today)
        )));
    }
    blocks
}
