//! The portfolio: several projects on a page or two, by stage and verdict, with what is overdue
//! and what each does next.

use jiff::civil::Date;

use super::{
    super::document::{Block, Document, Imprint, Level, Row, Style, Text},
    pieces::{NOTHING, bullets, heading, paragraph, row, styled, table},
    sound,
    words::{count, long_day, sentence},
};
use crate::{
    guidance::{Edition, Verdict},
    project::title_words,
    rules::capital,
};

/// A project as the portfolio shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioProject {
    /// Its id.
    pub id: String,
    /// Its title; empty while it has none.
    pub title: String,
    /// The word for its stage, such as `Scoping` or `Closed`.
    pub stage: String,
    /// Its candidate verdict.
    pub verdict: Verdict,
    /// How many items and conditions are met, over all steps.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// What is overdue, with its day, in sentences.
    pub overdue: Vec<String>,
    /// What comes next, in words; `None` once closed.
    pub next: Option<String>,
}

/// The portfolio of these projects on a day; those that cannot be read are named, each with why.
pub fn portfolio(
    edition: &Edition,
    projects: &[PortfolioProject],
    unreadable: &[(String, String)],
    today: Date,
) -> Document {
    let mut blocks = at_a_glance(edition, projects);
    blocks.extend(overdue(projects));
    blocks.extend(by_stage(edition, projects));
    if !unreadable.is_empty() {
        let lines = unreadable
            .iter()
            .map(|(id, why)| format!("{id}: {}", sentence(why)));
        blocks.push(heading(Level::One, "Cannot be read"));
        blocks.push(bullets(lines.collect()));
    }
    sound::sound(Document {
        name: "portfolio".to_owned(),
        title: "Portfolio".to_owned(),
        imprint: Imprint {
            project: String::new(),
            authors: String::new(),
            draft: None,
            line: format!(
                "Triplewin portfolio of {}, edition {}, printed {}",
                count(projects.len(), "project", "projects"),
                edition.id,
                long_day(today)
            ),
            credit: edition.credit.clone(),
            date: today.to_string(),
        },
        has_contents: false,
        blocks,
    })
}

/// How many stand where, and with which verdict.
fn at_a_glance(edition: &Edition, projects: &[PortfolioProject]) -> Vec<Block> {
    let title = heading(Level::One, "At a glance");
    if projects.is_empty() {
        return vec![title, paragraph("There is no project yet.")];
    }
    let stages = stages(edition, projects);
    let of = |wanted: &dyn Fn(&PortfolioProject) -> bool| -> String {
        match projects.iter().filter(|project| wanted(project)).count() {
            0 => NOTHING.to_owned(),
            count => count.to_string(),
        }
    };
    let mut rows: Vec<Row> = Vec::new();
    for verdict in Verdict::ALL {
        if !projects.iter().any(|project| project.verdict == verdict) {
            continue;
        }
        let mut cells = vec![Text::plain(capital(verdict.words()))];
        cells.extend(stages.iter().map(|stage| {
            Text::plain(of(&|project| {
                project.verdict == verdict && project.stage == *stage
            }))
        }));
        cells.push(Text::plain(of(&|project| project.verdict == verdict)));
        rows.push(row(cells));
    }
    let mut all = vec![styled("All", Style::Strong)];
    all.extend(
        stages
            .iter()
            .map(|stage| Text::plain(of(&|project| project.stage == *stage))),
    );
    all.push(styled(projects.len().to_string(), Style::Strong));
    rows.push(row(all));
    let mut columns = vec!["Verdict"];
    columns.extend(stages.iter().map(String::as_str));
    columns.push("All");
    vec![title, table("Projects by verdict and stage", &columns, rows)]
}

/// What is overdue, project by project.
fn overdue(projects: &[PortfolioProject]) -> Vec<Block> {
    let lines = projects.iter().flat_map(|project| {
        let late = project.overdue.iter();
        late.map(|what| format!("{}: {}", name(project), sentence(what)))
    });
    let lines: Vec<String> = lines.collect();
    let title = heading(Level::One, "Overdue");
    if lines.is_empty() {
        return vec![title, paragraph("Nothing is overdue.")];
    }
    vec![title, bullets(lines)]
}

/// Every project in a row, those of a stage together.
fn by_stage(edition: &Edition, projects: &[PortfolioProject]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for stage in stages(edition, projects) {
        let rows = projects.iter().filter(|project| project.stage == stage);
        let rows = rows.map(|project| row(cells(project)));
        let columns = ["Project", "Verdict", "Met", "Overdue", "Next"];
        blocks.push(heading(Level::One, stage.as_str()));
        let rows: Vec<Row> = rows.collect();
        let caption = count(rows.len(), "project", "projects");
        blocks.push(table(caption, &columns, rows));
    }
    blocks
}

fn cells(project: &PortfolioProject) -> Vec<Text> {
    let overdue = match project.overdue.len() {
        0 => Text::plain(NOTHING),
        count => styled(count.to_string(), Style::Strong),
    };
    let mut named = Text::plain(format!("{}\n", name(project)));
    named.0.extend(styled(&project.id, Style::Mark).0);
    vec![
        named,
        Text::plain(capital(project.verdict.words())),
        Text::plain(format!("{} of {}", project.done, project.total)),
        overdue,
        Text::plain(project.next.as_deref().map(sentence).unwrap_or_default()),
    ]
}

/// The stages in which there are projects: in the edition's order, and then the others.
fn stages(edition: &Edition, projects: &[PortfolioProject]) -> Vec<String> {
    let known = edition.stages.iter().map(|stage| stage.label.clone());
    let mut stages: Vec<String> = known
        .filter(|label| projects.iter().any(|project| project.stage == *label))
        .collect();
    for project in projects {
        if !stages.contains(&project.stage) {
            stages.push(project.stage.clone());
        }
    }
    stages
}

fn name(project: &PortfolioProject) -> &str {
    title_words(&project.title)
}
