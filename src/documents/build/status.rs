//! The status report: where the project stands, what blocks the next gate, what is due, what
//! comes next. It is of its day, and never a draft.

use super::{
    super::document::{Block, Document, Level, Row, Style, Text},
    case::Case,
    draft, imprint,
    pieces::{bullets, heading, led, paragraph, row, styled, table},
    sign_offs,
    words::{page_words, sentence},
};
use crate::{
    guidance::{Citation, Stage},
    project::day_words,
    rules::{Deadline, GateState, Risk, Standing, State, StepState, capital},
};

/// The status report.
pub(super) fn document(case: &Case) -> Document {
    let mut blocks = standing(case);
    blocks.extend(blockers(case));
    blocks.extend(deadlines(case));
    blocks.extend(risks(case));
    blocks.extend(signed(case));
    blocks.extend(steps(case));
    blocks.extend(worth_knowing(case));
    Document {
        name: "status".to_owned(),
        title: "Status report".to_owned(),
        imprint: imprint::imprint(case, None),
        has_contents: false,
        blocks,
    }
}

/// Stage, verdict and what comes next, in three lines.
fn standing(case: &Case) -> Vec<Block> {
    let found = case.assessment;
    let stage = found
        .stage
        .as_ref()
        .and_then(|id| case.edition.stage(id.as_str()));
    let stage = match stage {
        Some(_) if found.delivered => {
            "Delivered, and waiting for disclosures that are not due yet".to_owned()
        }
        Some(stage) => format!(
            "{} of {}: {}",
            stage.number,
            case.edition.stages.len(),
            stage.title
        ),
        None => "Closed".to_owned(),
    };
    let next = found
        .next
        .as_ref()
        .map_or("Nothing more to do", |next| next.what.as_str());
    let verdict = found.eligibility.verdict.words().to_uppercase();
    let mut lines = vec![
        led("Stage: ", stage),
        led("Candidate verdict: ", verdict),
        led("Next: ", sentence(next)),
    ];
    if let Some(archived_at) = case.project.archived_at {
        lines.push(led("Archived: ", super::words::moment(archived_at)));
    }
    vec![heading(Level::One, "Where it stands"), Block::Bullets(lines)]
}

/// What the next gate still needs; every later gate needs it open.
fn blockers(case: &Case) -> Vec<Block> {
    let Some(gate) = case.assessment.next_gate() else {
        return Vec::new();
    };
    let mut blocks = vec![heading(Level::One, draft::label(case, &gate.id))];
    blocks.push(if gate.open {
        paragraph("Nothing more: the gate is open.")
    } else {
        bullets(gate.sentences.iter().map(|said| sentence(&said.what)).collect())
    });
    let shut_again = case
        .assessment
        .gates
        .iter()
        .take_while(|other| other.id != gate.id);
    for earlier in shut_again.filter(|earlier| !earlier.open) {
        blocks.extend(shut(case, earlier));
    }
    blocks
}

/// A gate that was passed and has shut again.
fn shut(case: &Case, gate: &GateState) -> Vec<Block> {
    vec![
        heading(
            Level::Two,
            format!("Shut again: {}", draft::label(case, &gate.id)),
        ),
        bullets(gate.sentences.iter().map(|said| sentence(&said.what)).collect()),
    ]
}

fn deadlines(case: &Case) -> Vec<Block> {
    let title = heading(Level::One, "Deadlines");
    let due = &case.assessment.deadlines;
    if due.is_empty() {
        return vec![title, paragraph("Nothing is due yet.")];
    }
    // They come earliest first, and so those that are overdue before all others.
    let rows = due.iter().map(|deadline| row(deadline_cells(deadline)));
    vec![
        title,
        table(
            "Deadlines",
            &[("Due", 2), ("What", 6), ("State", 2)],
            rows.collect(),
        ),
    ]
}

fn deadline_cells(deadline: &Deadline) -> Vec<Text> {
    let state = if deadline.overdue {
        styled("OVERDUE", Style::Strong)
    } else {
        Text::plain("open")
    };
    vec![
        Text::plain(day_words(deadline.due)),
        Text::plain(&deadline.what),
        state,
    ]
}

fn risks(case: &Case) -> Vec<Block> {
    let title = heading(Level::One, "Risks");
    let all = &case.assessment.risks;
    if all.is_empty() {
        return vec![title, paragraph("None recorded.")];
    }
    let rows = all.iter().map(|risk| row(risk_cells(case, risk)));
    let columns = [("Question", 1), ("Risk", 5), ("Status", 2), ("Due", 2)];
    vec![title, table("Risks", &columns, rows.collect())]
}

fn risk_cells(case: &Case, risk: &Risk) -> Vec<Text> {
    let item = risk.item.as_ref().and_then(|id| case.edition.item(id.as_str()));
    vec![
        Text::plain(item.map_or("", |item| item.name())),
        Text::plain(&risk.title),
        Text::plain(risk.status.replace('-', " ")),
        Text::plain(risk.due.map(day_words).unwrap_or_default()),
    ]
}

/// Every sign-off in a line: who, what, and how it stands.
fn signed(case: &Case) -> Vec<Block> {
    let mut rows = Vec::new();
    for state in &case.assessment.sign_offs {
        if !state.required && state.standing == Standing::Outstanding {
            continue;
        }
        let standing = match &state.standing {
            Standing::Outstanding => Text::plain(format!("not {} yet", state.role.done())),
            Standing::Given { id } => Text::plain(given(case, state.role.done(), id)),
            Standing::Lapsed { changed, .. } => {
                led("LAPSED", format!(": {}", sign_offs::lapsed_words(changed)))
            }
        };
        let signer = case.project.signer_name(case.edition, &state.party);
        rows.push(row(vec![
            Text::plain(subject(case, &state.subject)),
            Text::plain(capital(signer)),
            standing,
        ]));
    }
    let title = heading(Level::One, "Sign-offs");
    if rows.is_empty() {
        return vec![title, paragraph("Nobody has to sign yet.")];
    }
    let columns = [("Document", 3), ("By", 3), ("State", 4)];
    vec![title, table("Sign-offs", &columns, rows)]
}

fn given(case: &Case, done: &str, id: &str) -> String {
    match case.project.sign_offs.iter().find(|found| found.id == id) {
        Some(found) => {
            let address = found.address.as_deref().filter(|address| !address.is_empty());
            let at = address
                .map(|address| format!(", at {address}"))
                .unwrap_or_default();
            format!("{done} on {} ({}){at}", day_words(found.date), found.name)
        }
        None => done.to_owned(),
    }
}

fn subject(case: &Case, subject: &str) -> String {
    match subject.split_once('/') {
        Some((_, id)) => super::amended::amendment_name(case, id),
        None => case
            .edition
            .subject(subject)
            .map_or_else(|| subject.to_owned(), |known| known.title.clone()),
    }
}

/// Every step, stage by stage, with what is met of it.
fn steps(case: &Case) -> Vec<Block> {
    let mut blocks = vec![heading(Level::One, "Stages and steps")];
    for stage in &case.edition.stages {
        let rows: Vec<Row> = case
            .edition
            .steps_of(&stage.id)
            .filter_map(|step| Some((step, case.assessment.step(step.id.as_str())?)))
            .map(|(step, state)| row(step_cells(&step.title, state)))
            .collect();
        let caption = format!("Stage {}, {}{}", stage.number, stage.title, to_come(case, stage));
        blocks.push(table(&caption, &[("Step", 6), ("State", 3), ("Met", 2)], rows));
    }
    blocks
}

fn step_cells(title: &str, state: &StepState) -> Vec<Text> {
    let words = match state.state {
        State::Attention => styled("needs attention", Style::Strong),
        State::Empty | State::Part | State::Done | State::Skipped => Text::plain(state.state.name()),
    };
    vec![
        Text::plain(title),
        words,
        Text::plain(format!("{} of {}", state.done, state.total)),
    ]
}

fn to_come(case: &Case, stage: &Stage) -> &'static str {
    let now = case.assessment.stage.as_ref();
    let now = now.and_then(|id| case.edition.stage(id.as_str()));
    match now {
        Some(now) if stage.number > now.number => ": to come",
        Some(_) | None => "",
    }
}

fn worth_knowing(case: &Case) -> Vec<Block> {
    let key = case.edition.sources.first().map(|source| source.key.clone());
    let notes: Vec<String> = case
        .assessment
        .notes
        .iter()
        .map(|note| {
            let source = Citation {
                key: key.clone().unwrap_or_default(),
                page: note.page.clone(),
            };
            match note.page.as_str() {
                "" => sentence(&note.what),
                _ => format!("{} {}.", sentence(&note.what), page_words(case.edition, &source)),
            }
        })
        .collect();
    if notes.is_empty() {
        return Vec::new();
    }
    vec![heading(Level::One, "Worth knowing"), bullets(notes)]
}
