//! Whether a file still says what its answers say: its verdict, its sign-offs, its log.

use serde_json::Value as Json;
use std::collections::BTreeSet;

use super::{
    assessment::Standing,
    case::Case,
    checklist::verdict,
    receipt::{answers_hash, content_hash},
    sign_offs::kind_of,
    words::{and_more, capital, subject_title},
};
use crate::{
    characters::quoted,
    guidance::{Edition, FieldKind, Role},
    project::{Project, Value, field_from_json, unexplained},
};
use jiff::civil::Date;

/// What kind of thing does not match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// The file itself: something in it is not as the program writes it.
    File,
    /// The recorded verdict does not follow from the answers.
    Verdict,
    /// A standing sign-off no longer matches what was signed.
    SignOff,
    /// The log does not explain the answers.
    Log,
}

impl FindingKind {
    /// The kind as JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Verdict => "verdict",
            Self::SignOff => "sign-off",
            Self::Log => "log",
        }
    }
}

/// Something in a project that does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// What it concerns: an item, a record, a sign-off's subject.
    pub subject: String,
    /// What does not match, in a sentence.
    pub what: String,
}

/// Everything that does not match, the file first; the verdict is judged on the day that the
/// file names.
pub fn verify(edition: &Edition, project: &Project, today: Date) -> Vec<Finding> {
    let mut findings = file(edition, project);
    findings.extend(recorded_verdict(edition, project));
    let unexplained = unexplained(edition, project).into_iter();
    let log = unexplained.map(|found| finding(FindingKind::Log, &found.subject, found.what));
    let log: Vec<Finding> = log.collect();
    if findings.is_empty() && log.is_empty() {
        findings.extend(altered(edition, project));
    }
    findings.extend(sign_offs(edition, project, today));
    findings.extend(log);
    findings
}

/// Where all else matches: whether the file is still as it was saved. What another program wrote
/// into it is not ours to judge.
fn altered(edition: &Edition, project: &Project) -> Option<Finding> {
    let receipt = project.receipt.as_ref()?;
    let content = receipt.content.as_ref()?;
    let as_saved = *content == content_hash(edition, project, receipt) || !project.is_known_whole(edition);
    (!as_saved).then(|| {
        let what = "Something in the file is not as it was saved, and nothing else in it tells what";
        finding(FindingKind::File, "file", what.to_owned())
    })
}

fn finding(kind: FindingKind, subject: &str, what: String) -> Finding {
    Finding {
        kind,
        subject: subject.to_owned(),
        what,
    }
}

/// What reading alone does not refuse: fields of another kind, and names of nobody.
fn file(edition: &Edition, project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    let wrong = |subject: String, what: String| finding(FindingKind::File, &subject, what);
    if project.title_copy() != project.title(edition) {
        let what = format!(
            "The title that the file begins with is {}, and the answer is {}",
            quoted(project.title_copy()),
            quoted(project.title(edition))
        );
        findings.push(wrong("title".to_owned(), what));
    }
    for list in edition.lists() {
        for record in project.records(list.id.as_str()) {
            for field in &list.fields {
                let json = record.fields.get(&field.id).unwrap_or(&Json::Null);
                let place = format!("{}/{}", list.id, record.id);
                match field_from_json(field, json) {
                    Err(error) => findings.push(wrong(place, format!("{} {error}", field.label))),
                    Ok(Some(Json::String(party)))
                        if matches!(field.kind, FieldKind::Party | FieldKind::Company)
                            && project.party(edition, &party).is_none() =>
                    {
                        let what = format!("{} names {}, which is no party", field.label, quoted(&party));
                        findings.push(wrong(place, what));
                    }
                    Ok(_) => {}
                }
            }
        }
    }
    let mut ids = BTreeSet::new();
    for sign_off in &project.sign_offs {
        if !ids.insert(&sign_off.id) {
            let what = format!("The sign-off {} is there twice", quoted(&sign_off.id));
            findings.push(wrong(sign_off.subject.clone(), what));
        }
        if edition.subject(kind_of(&sign_off.subject)).is_none() {
            let what = "A sign-off of something that the edition does not know".to_owned();
            findings.push(wrong(sign_off.subject.clone(), what));
        }
    }
    let start = project.in_role(edition, Role::ActualStart).and_then(Value::date);
    if project.started.is_some() && start.is_none() {
        let what = "The file says that the work has started, and no actual start is recorded".to_owned();
        findings.push(wrong("started".to_owned(), what));
    }
    findings
}

fn recorded_verdict(edition: &Edition, project: &Project) -> Vec<Finding> {
    let wrong = |what: String| vec![finding(FindingKind::Verdict, "verdict", what)];
    let Some(receipt) = &project.receipt else {
        return wrong("The file records no verdict".to_owned());
    };
    if receipt.edition != project.edition {
        return wrong(format!(
            "The verdict was given under the edition {}, and the project is answered under {}",
            quoted(receipt.edition.as_str()),
            quoted(project.edition.as_str())
        ));
    }
    let now = verdict(edition, project, receipt.day);
    if now != receipt.verdict {
        return wrong(format!(
            "The file records {}, and its answers make it {}",
            receipt.verdict.words(),
            now.words()
        ));
    }
    if receipt.answers != answers_hash(edition, project, receipt.day) {
        return wrong("The answers or parties have changed since the verdict was recorded".to_owned());
    }
    Vec::new()
}

/// Standing sign-offs that no longer match; those that an agreed amendment heals match.
fn sign_offs(edition: &Edition, project: &Project, today: Date) -> Vec<Finding> {
    let case = Case::new(edition, project, today);
    case.sign_offs
        .lapsed()
        .map(|state| {
            let changed: Vec<&str> = match &state.standing {
                Standing::Lapsed { changed, .. } => {
                    changed.iter().map(|thing| thing.label.as_str()).collect()
                }
                Standing::Outstanding | Standing::Given { .. } => Vec::new(),
            };
            let what = format!(
                "{} {} {}, which has changed since: {}",
                capital(&case.signer(&state.party)),
                state.role.done(),
                subject_title(edition, &state.subject),
                and_more(&changed)
            );
            finding(FindingKind::SignOff, &state.subject, what)
        })
        .collect()
}
