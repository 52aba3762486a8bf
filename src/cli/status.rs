//! `status`: where a project stands, what blocks it, what is due, and what comes next.

use jiff::civil::Date;
use serde_json::{Map, Value as Json, json};

use super::{
    args::StatusArguments,
    context::Context,
    error::Failure,
    opened::{Opened, local_time, title},
    output::{Report, bullet, paragraph},
    verdict::numbers,
};
use crate::{
    guidance::{Edition, ItemId},
    project::{Project, day_words},
    rules::{self, Assessment, Deadline, GateState, Note, Risk, StepState},
};

/// The status of one project.
pub fn run(context: &Context, arguments: &StatusArguments) -> Result<Report, Failure> {
    let opened = Opened::find(context, &arguments.project)?;
    let assessment = rules::assess(&opened.edition, &opened.project, context.acting.today());
    let report = if arguments.json {
        Report::json(&to_json(&opened.edition, &opened.project, &assessment))
    } else {
        Report::text(words(
            &opened.edition,
            &opened.project,
            &assessment,
            context.acting.today(),
        ))
    };
    Ok(report.with_notes(opened.notes()))
}

fn to_json(edition: &Edition, project: &Project, found: &Assessment) -> Json {
    let eligibility = &found.eligibility;
    let of = |ids: &[ItemId]| numbers(edition, ids);
    json!({
        "id": project.id,
        "title": project.title(edition),
        "edition": project.edition,
        "revision": project.revision,
        "stage": found.stage_name(),
        "verdict": eligibility.verdict,
        "red_no": of(&eligibility.red_no),
        "amber_no": of(&eligibility.amber_no),
        "to_confirm": of(&eligibility.to_confirm),
        "unanswered": of(&eligibility.unanswered),
        "steps": found.steps.iter().map(step_json).collect::<Vec<_>>(),
        "gates": found.gates.iter().map(gate_json).collect::<Vec<_>>(),
        "risks": found.risks.iter().map(risk_json).collect::<Vec<_>>(),
        "deadlines": found.deadlines.iter().map(deadline_json).collect::<Vec<_>>(),
        "next": found.next.as_ref().map(rules::Next::to_json),
    })
}

fn step_json(step: &StepState) -> Json {
    json!({
        "id": step.id, "stage": step.stage, "state": step.state.name(), "done": step.done, "total": step.total,
    })
}

fn gate_json(gate: &GateState) -> Json {
    let unmet: Vec<Json> = gate.unmet.iter().map(rules::Unmet::to_json).collect();
    json!({"id": gate.id, "open": gate.open, "unmet": unmet})
}

/// A risk of the project's own has the `id` of its record in place of the `item` that raised it.
fn risk_json(risk: &Risk) -> Json {
    let mut members = Map::new();
    match (&risk.item, &risk.record) {
        (Some(item), _) => members.insert("item".to_owned(), json!(item)),
        (None, record) => members.insert("id".to_owned(), json!(record)),
    };
    members.insert("title".to_owned(), json!(risk.title));
    members.insert("status".to_owned(), json!(risk.status));
    Json::Object(members)
}

fn deadline_json(deadline: &Deadline) -> Json {
    json!({
        "kind": deadline.kind.name(),
        "what": deadline.what,
        "due": deadline.due.to_string(),
        "overdue": deadline.overdue,
    })
}

fn words(edition: &Edition, project: &Project, found: &Assessment, today: Date) -> String {
    let mut text = paragraph("", "  ", title(edition, project));
    text.push_str(&paragraph(
        "",
        "  ",
        &format!(
            "{}, revision {}, edition {}",
            project.id, project.revision, project.edition
        ),
    ));
    if project.archived_at.is_some() {
        text.push_str("Archived.\n");
    }
    text.push('\n');
    text.push_str(&paragraph("", "  ", &stage_words(edition, found)));
    text.push_str(&paragraph("", "  ", &verdict_words(edition, found)));
    if let Some(next) = &found.next {
        text.push_str(&paragraph("", "  ", &format!("Next: {}", next.what)));
    }
    for stage in &edition.stages {
        text.push('\n');
        text.push_str(&paragraph(
            "",
            "  ",
            &format!("Stage {}: {}", stage.number, stage.title),
        ));
        for step in edition.steps_of(&stage.id) {
            if let Some(state) = found.step(step.id.as_str()) {
                text.push_str(&paragraph("  ", "    ", &step_words(&step.title, state)));
            }
        }
        for gate in found.gates.iter().filter(|gate| gate.stage == stage.id) {
            text.push_str(&gate_words(edition, gate));
        }
    }
    list(&mut text, "Risks", found.risks.iter().map(risk_words));
    let deadlines = found.deadlines.iter();
    list(
        &mut text,
        "Deadlines",
        deadlines.map(|deadline| deadline_words(deadline, today)),
    );
    let open = found.open_amendments().map(rules::Amendment::open_words);
    list(&mut text, "Amendments", open.chain(found.amended_words()));
    list(&mut text, "Worth knowing", found.notes.iter().map(note_words));
    text
}

fn stage_words(edition: &Edition, found: &Assessment) -> String {
    let stage = found
        .stage
        .as_ref()
        .and_then(|stage| edition.stage(stage.as_str()));
    match stage {
        Some(stage) if found.delivered => format!(
            "Delivered, and waiting for disclosures that are not due yet (stage {} of {})",
            stage.number,
            edition.stages.len()
        ),
        Some(stage) => format!(
            "Stage {} of {}: {}",
            stage.number,
            edition.stages.len(),
            stage.title
        ),
        None => "Closed".to_owned(),
    }
}

fn verdict_words(edition: &Edition, found: &Assessment) -> String {
    let eligibility = &found.eligibility;
    let named = [
        ("red answered no", &eligibility.red_no),
        ("amber answered no", &eligibility.amber_no),
        ("to confirm", &eligibility.to_confirm),
        ("unanswered", &eligibility.unanswered),
    ]
    .into_iter()
    .filter(|(_, ids)| !ids.is_empty())
    .map(|(name, ids)| format!("{name}: {}", numbers(edition, ids).join(", ")));
    let verdict = format!("Candidate verdict: {}", eligibility.verdict.words());
    let words: Vec<String> = std::iter::once(verdict).chain(named).collect();
    words.join("; ")
}

fn step_words(title: &str, step: &StepState) -> String {
    let state = match step.state {
        rules::State::Attention => "needs attention",
        other => other.name(),
    };
    format!("{title}: {state}, {} of {}", step.done, step.total)
}

fn gate_words(edition: &Edition, gate: &GateState) -> String {
    let label = edition
        .gates
        .iter()
        .find(|other| other.id == gate.id)
        .map_or(gate.id.as_str(), |gate| gate.label.as_str());
    if gate.open {
        return paragraph("  ", "    ", &format!("{label}: nothing more, the gate is open"));
    }
    let mut text = paragraph("  ", "    ", &format!("{label}:"));
    for sentence in &gate.sentences {
        text.push_str(&paragraph("    - ", "      ", &sentence.whole(local_time)));
    }
    text
}

fn risk_words(risk: &Risk) -> String {
    let due = risk
        .due
        .map(|due| format!(", due {}", day_words(due)))
        .unwrap_or_default();
    let lacks = risk.lacks_words().map(|lacks| format!(" ({lacks})"));
    let lacks = lacks.unwrap_or_default();
    format!("{}: {}{due}{lacks}", risk.title, risk.status_words())
}

fn deadline_words(deadline: &Deadline, today: Date) -> String {
    format!("{}: {}", deadline.timing(today), deadline.what)
}

fn note_words(note: &Note) -> String {
    match note.page.as_str() {
        "" => note.what.clone(),
        page => format!("{} (p. {page})", note.what),
    }
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut title = Some(title);
    for line in lines {
        if let Some(title) = title.take() {
            text.push('\n');
            text.push_str(title);
            text.push('\n');
        }
        text.push_str(&bullet(&line));
    }
}
