//! `guidance`: the edition's questions and help, for reading and for scripts.

use serde_json::{Map, Value as Json, json};

use super::{
    args::GuidanceArguments,
    context::edition,
    error::Failure,
    opened::{did_you_mean, entry_ids},
    output::{Report, paragraph},
};
use crate::{
    characters::quoted,
    guidance::{
        Choice, Citation, Edition, Entry, Field, FieldKind, Item, ItemKind, List, PeriodOf, Severity, Step,
    },
};

/// All of the edition, or one entry or step of it.
pub fn run(arguments: &GuidanceArguments) -> Result<Report, Failure> {
    let edition = edition()?;
    let only = arguments.entry.as_deref();
    if let Some(name) = only
        && edition.entry(name).is_none()
        && edition.step(name).is_none()
    {
        let steps = edition.steps().iter().map(|step| step.id.as_str());
        let names = entry_ids(edition).chain(steps);
        return Err(
            Failure::failed(format!("there is no item, list or step {}", quoted(name)))
                .hint(did_you_mean(edition, name, names)),
        );
    }
    if arguments.json {
        return Ok(Report::json(&to_json(edition, only)));
    }
    Ok(Report::text(match only.and_then(|name| edition.entry(name)) {
        Some(Entry::Item(item)) => item_text(edition, item),
        Some(Entry::List(list)) => list_text(edition, list),
        None => outline(edition, only),
    }))
}

/// The edition as JSON; with `only` the same shape with that entry or step alone.
pub fn to_json(edition: &Edition, only: Option<&str>) -> Json {
    let stages: Vec<Json> = edition
        .stages
        .iter()
        .filter_map(|stage| {
            let steps: Vec<Json> = edition
                .steps_of(&stage.id)
                .filter_map(|step| step_json(step, only))
                .collect();
            (!steps.is_empty()).then(|| json!({"id": stage.id, "title": stage.title, "steps": steps}))
        })
        .collect();
    json!({"edition": edition.id, "stages": stages})
}

fn step_json(step: &Step, only: Option<&str>) -> Option<Json> {
    // An entry goes before a step of the same name: `amendments` is both, and the list alone is
    // all that the step holds.
    let whole = only.is_none_or(|name| step.id == *name);
    let wanted = |id: &str| whole || only == Some(id);
    let items: Vec<Json> = step
        .items()
        .filter(|item| wanted(item.id.as_str()))
        .map(item_json)
        .collect();
    let lists: Vec<Json> = step
        .lists()
        .filter(|list| wanted(list.id.as_str()))
        .map(list_json)
        .collect();
    (whole || !items.is_empty() || !lists.is_empty())
        .then(|| json!({"id": step.id, "title": step.title, "items": items, "lists": lists}))
}

fn item_json(item: &Item) -> Json {
    let mut members = Map::new();
    let mut put = |key: &str, value: Json| members.insert(key.to_owned(), value);
    put("id", json!(item.id));
    put("label", json!(item.label));
    put("kind", json!(item.kind));
    put("prompt", json!(item.prompt));
    put("why", json!(item.why));
    put("help", json!(item.help));
    put("source", json!(item.source));
    if let Some(severity) = item.severity {
        put("severity", json!(severity));
    }
    if !item.choices.is_empty() {
        put("choices", json!(item.choices));
    }
    if let Some(when) = &item.when {
        put("when", json!(when));
    }
    Json::Object(members)
}

fn list_json(list: &List) -> Json {
    json!({"id": list.id, "label": list.label, "fields": list.fields})
}

fn outline(edition: &Edition, only: Option<&str>) -> String {
    let mut text = String::new();
    if only.is_none() {
        text.push_str(&paragraph(
            "",
            "",
            &format!("Edition {}: {}", edition.id, edition.title),
        ));
        text.push_str(&paragraph("", "", &edition.credit));
    }
    for stage in &edition.stages {
        let mut heading = Some(format!("Stage {}: {}", stage.number, stage.title));
        for step in edition.steps_of(&stage.id) {
            if only.is_some_and(|name| step.id != *name) {
                continue;
            }
            if let Some(heading) = heading.take() {
                blank_line(&mut text);
                text.push_str(&paragraph("", "", &heading));
            }
            blank_line(&mut text);
            let title = format!("{}: {} ({})", step.id, step.title, page(&step.source));
            text.push_str(&paragraph("  ", "    ", &title));
            for entry in &step.entries {
                let (id, prompt) = match entry {
                    Entry::Item(item) => (item.id.as_str(), &item.prompt),
                    Entry::List(list) => (list.id.as_str(), &list.prompt),
                };
                text.push_str(&paragraph("    ", "        ", &format!("{id}: {prompt}")));
            }
        }
    }
    if only.is_none() {
        blank_line(&mut text);
        text.push_str("`triplewin guidance ITEM` says why one is asked and what a good answer holds.\n");
    }
    text
}

fn item_text(edition: &Edition, item: &Item) -> String {
    let mut text = heading(edition, item.id.as_str(), &item.label, item.step.as_str());
    if let Some(severity) = item.severity {
        text.push_str(&paragraph("", "  ", severity_words(severity)));
    }
    blank_line(&mut text);
    text.push_str(&paragraph("", "", &item.prompt));
    asked(&mut text, &item.why, &item.help, item.ours.as_deref());
    blank_line(&mut text);
    text.push_str("What it takes\n");
    text.push_str(&paragraph("  ", "  ", &takes(item)));
    choices(&mut text, &item.choices);
    if let Some(when) = &item.when {
        let text_of = format!("It applies where {} is {}.", when.item, when.is.join(" or "));
        text.push_str(&paragraph("  ", "  ", &text_of));
    }
    if item.skippable {
        text.push_str("  It may be skipped, with a reason.\n");
    }
    let sources: Vec<&str> = item.carry.iter().map(|source| source.from.as_str()).collect();
    if !sources.is_empty() {
        let carried = format!(
            "Carried from {}, until it is confirmed or written anew.",
            sources.join(", ")
        );
        text.push_str(&paragraph("  ", "  ", &carried));
    }
    source_text(&mut text, edition, &item.source);
    text
}

fn list_text(edition: &Edition, list: &List) -> String {
    let mut text = heading(edition, list.id.as_str(), &list.label, list.step.as_str());
    blank_line(&mut text);
    text.push_str(&paragraph("", "", &list.prompt));
    asked(&mut text, &list.why, &list.help, list.ours.as_deref());
    blank_line(&mut text);
    text.push_str("Fields\n");
    for field in &list.fields {
        let required = if field.required { ", required" } else { "" };
        let line = format!("{} ({}{required}): {}", field.id, field_takes(field), field.help);
        text.push_str(&paragraph("  ", "      ", &line));
    }
    source_text(&mut text, edition, &list.source);
    text
}

fn heading(edition: &Edition, id: &str, label: &str, step: &str) -> String {
    let step = edition.step(step).map_or("", |step| step.title.as_str());
    paragraph("", "  ", &format!("{id}: {label}")) + &paragraph("", "  ", &format!("In: {step}"))
}

fn asked(text: &mut String, why: &str, help: &str, ours: Option<&str>) {
    blank_line(text);
    text.push_str("Why it is asked\n");
    text.push_str(&paragraph("  ", "  ", why));
    blank_line(text);
    text.push_str("What helps\n");
    text.push_str(&paragraph("  ", "  ", help));
    if let Some(ours) = ours {
        text.push_str(&paragraph("  ", "  ", &format!("Our reading: {ours}")));
    }
}

fn choices(text: &mut String, choices: &[Choice]) {
    for choice in choices {
        let help = choice
            .help
            .as_deref()
            .map(|help| format!(": {help}"))
            .unwrap_or_default();
        let line = format!("{} ({}){help}", choice.value, choice.label);
        text.push_str(&paragraph("    ", "      ", &line));
    }
}

fn source_text(text: &mut String, edition: &Edition, citation: &Citation) {
    blank_line(text);
    let work = edition.sources.iter().find(|source| source.key == citation.key);
    let line = match work {
        Some(work) => format!(
            "Source: {}, {} ({}), {}",
            work.publisher,
            work.title,
            work.year,
            page(citation)
        ),
        None => format!("Source: {}", page(citation)),
    };
    text.push_str(&paragraph("", "  ", &line));
}

/// `p. 16`, or the clause.
pub fn page(citation: &Citation) -> String {
    if citation.page.starts_with(|c: char| c.is_ascii_digit()) {
        format!("p. {}", citation.page)
    } else {
        citation.page.clone()
    }
}

/// What an answer to the item is, in words, with an example.
pub fn takes(item: &Item) -> String {
    match item.kind {
        ItemKind::Line => "One line of text.".to_owned(),
        ItemKind::Text => "Text, of as many lines as it needs.".to_owned(),
        ItemKind::ThreeWay => r#"Three texts: {"patients":"…","nhs":"…","industry":"…"}."#.to_owned(),
        ItemKind::YesNo if item.unsure => "yes, no or unsure.".to_owned(),
        ItemKind::YesNo => "yes or no.".to_owned(),
        ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => "One of these:".to_owned(),
        ItemKind::Quarter => "A calendar quarter, such as 2026-Q4.".to_owned(),
        ItemKind::Month => "A month, such as 2026-11.".to_owned(),
        ItemKind::Date => "A day, such as 2026-11-21.".to_owned(),
        ItemKind::Months => "A number of months, 1 to 240.".to_owned(),
        ItemKind::Money => {
            r#"Pence, and what the sum says of VAT: {"pence":1250000,"vat":"included|excluded|none"}."#.to_owned()
        }
        ItemKind::Decision => {
            r#"A choice and its details, which may be empty: {"choice":"go-ahead","details":"…"}. The choices:"#
                .to_owned()
        }
        ItemKind::Attestation => r#"Who states it, and when: {"name":"…","date":"2026-11-21"}."#.to_owned(),
        ItemKind::Head if item.not_applicable => {
            r#"Whether it is covered, where, and what was agreed: {"covered":"yes|no|not-applicable","clause":"…","notes":"…"}; not-applicable with notes."#.to_owned()
        }
        ItemKind::Head => {
            r#"Whether it is covered, where, and what was agreed: {"covered":"yes|no","clause":"…","notes":"…"}."#
                .to_owned()
        }
        ItemKind::Period => match item.period_of {
            Some(PeriodOf::Months) => r#"Two months: {"from":"2026-11","to":"2027-10"}."#.to_owned(),
            Some(PeriodOf::Quarters) | None => r#"Two quarters: {"from":"2026-Q4","to":"2027-Q3"}."#.to_owned(),
        },
    }
}

fn field_takes(field: &Field) -> String {
    match field.kind {
        FieldKind::Line => "a line".to_owned(),
        FieldKind::Text => "text".to_owned(),
        FieldKind::Choice => {
            let values: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            values.join(", ")
        }
        FieldKind::Date => "a day".to_owned(),
        FieldKind::Party => "a party's id".to_owned(),
        FieldKind::Company => "a company's id".to_owned(),
        FieldKind::Year => "a year".to_owned(),
        FieldKind::Pence => "pence".to_owned(),
        FieldKind::Reference => "the id of an item".to_owned(),
        FieldKind::References => "ids of items or lists".to_owned(),
    }
}

fn severity_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Route => "A routing question: it decides which kind of working this may be.",
        Severity::Red => "A red question: a no means that this is not joint or collaborative working.",
        Severity::Amber => "An amber question: a no is a risk to deal with, and stops nothing.",
    }
}

fn blank_line(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}
