//! The status report: where the project stands, what blocks the next gate, what is due, what
//! comes next. It is of its day, and never a draft.

use super::{
    super::document::{Block, Document, Level, Row, Style, Text},
    case::Case,
    draft, imprint,
    pieces::{bullets, heading, led, paragraph, row, styled, table},
    sign_offs,
    words::{page_words, sentence, who_and_when},
};
use crate::{
    guidance::{Citation, Stage},
    project::day_words,
    rules::{Amendment, Deadline, Risk, Sentence, Standing, State, StepState, capital},
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

/// What the next gate still needs, and an earlier one that has shut again.
fn blockers(case: &Case) -> Vec<Block> {
    let next = case.assessment.next_gate().map(|gate| &gate.id);
    let mut blocks = Vec::new();
    for gate in &case.assessment.gates {
        if gate.open {
            continue;
        }
        let label = draft::label(case, &gate.id);
        let title = if Some(&gate.id) == next {
            label.to_owned()
        } else {
            format!("Shut again: {label}")
        };
        blocks.push(heading(Level::One, title));
        blocks.push(bullets(gate.sentences.iter().map(blocker).collect()));
        // Every later gate needs the next one open, and waits for it.
        if Some(&gate.id) == next {
            break;
        }
    }
    blocks
}

/// What is not met, with by whom and when it came about.
fn blocker(said: &Sentence) -> String {
    let since = said.since.as_ref();
    match since.map(|since| who_and_when(since.by.as_deref(), since.at)) {
        Some(who) if !who.is_empty() => format!("{} ({who}).", said.what.trim_end_matches('.')),
        Some(_) | None => sentence(&said.what),
    }
}

fn deadlines(case: &Case) -> Vec<Block> {
    let title = heading(Level::One, "Deadlines");
    let due = &case.assessment.deadlines;
    if due.is_empty() {
        return vec![title, paragraph("Nothing is due.")];
    }
    // They come earliest first, and so those that are overdue before all others.
    let rows = due.iter().map(|deadline| row(deadline_cells(case, deadline)));
    vec![
        title,
        table("What is due, earliest first", &["When", "What"], rows.collect()),
    ]
}

fn deadline_cells(case: &Case, deadline: &Deadline) -> Vec<Text> {
    let timing = deadline.timing(case.today);
    let timing = if deadline.overdue {
        led("OVERDUE: ", timing)
    } else {
        Text::plain(timing)
    };
    vec![timing, Text::plain(&deadline.what)]
}

fn risks(case: &Case) -> Vec<Block> {
    let title = heading(Level::One, "Risks");
    let all = case.assessment.risks_by_standing();
    if all.is_empty() {
        return vec![title, paragraph("None recorded.")];
    }
    let rows = all.iter().map(|risk| row(risk_cells(case, risk)));
    let columns = ["Question", "Risk", "Status", "Owner", "Due"];
    vec![
        title,
        paragraph(format!("{}.", case.assessment.risk_counts())),
        table("Risks, those that need somebody first", &columns, rows.collect()),
    ]
}

fn risk_cells(case: &Case, risk: &Risk) -> Vec<Text> {
    let item = risk.item.as_ref().and_then(|id| case.edition.item(id.as_str()));
    let status = match risk.lacks_words() {
        Some(lacks) => format!("{}: {lacks}", risk.status_words()),
        None => risk.status_words().to_owned(),
    };
    let status = capital(&status);
    vec![
        Text::plain(item.map_or("", |item| item.name())),
        Text::plain(&risk.title),
        Text::plain(status),
        Text::plain(&risk.owner),
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
            Standing::Outstanding => Text::plain(format!("Not {} yet", state.role.done())),
            Standing::Given { id } => Text::plain(capital(&given(case, state.role.done(), id))),
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
    let columns = ["Document", "By", "State"];
    vec![title, table("Who signs what, and how it stands", &columns, rows)]
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
        Some((_, id)) => {
            let amendment = case.assessment.amendment(id);
            amendment.map_or_else(|| subject.to_owned(), Amendment::title)
        }
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
        blocks.push(table(&caption, &["Step", "State", "Met"], rows));
    }
    blocks
}

fn step_cells(title: &str, state: &StepState) -> Vec<Text> {
    let words = match state.state {
        State::Attention => styled("Needs attention", Style::Strong),
        State::Empty | State::Part | State::Done | State::Skipped => Text::plain(capital(state.state.name())),
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
