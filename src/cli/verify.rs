//! `verify`: whether a project's file is sound and still says what its answers say.

use serde_json::{Value as Json, json};

use super::{
    args::VerifyArguments,
    context::Context,
    error::Failure,
    opened::{Opened, title},
    output::{Report, bullet, paragraph},
};
use crate::rules::{self, Finding, FindingKind};

/// The exit code where something does not match.
const UNSOUND: u8 = 5;

/// Everything that does not match; nothing where the file is sound.
pub fn run(context: &Context, arguments: &VerifyArguments) -> Result<Report, Failure> {
    let opened = Opened::find(context, &arguments.project)?;
    let findings = findings(context, &opened);
    let report = if arguments.json {
        Report::json(&to_json(&findings))
    } else {
        Report::text(words(title(&opened.edition, &opened.project), &findings))
    };
    Ok(report.with_code(if findings.is_empty() { 0 } else { UNSOUND }))
}

fn findings(context: &Context, opened: &Opened) -> Vec<Finding> {
    let file = |what: String| Finding {
        kind: FindingKind::File,
        subject: opened.project.id.clone(),
        what,
    };
    let mut findings: Vec<Finding> = opened.misnamed().map(file).into_iter().collect();
    match &opened.project.read_only {
        // What another program wrote by other rules cannot be judged by ours.
        Some(read_only) => findings.push(file(read_only.to_string())),
        None => findings.extend(rules::verify(
            &opened.edition,
            &opened.project,
            context.acting.today(),
        )),
    }
    findings
}

fn to_json(findings: &[Finding]) -> Json {
    let rows: Vec<Json> = findings
        .iter()
        .map(|found| json!({"kind": found.kind.name(), "subject": found.subject, "what": found.what}))
        .collect();
    json!({"sound": findings.is_empty(), "findings": rows})
}

fn words(title: &str, findings: &[Finding]) -> String {
    if findings.is_empty() {
        let sound = "the file is sound, its verdict follows from its answers, and every standing sign-off matches \
                     what was signed.";
        return paragraph("", "  ", &format!("{title}: {sound}"));
    }
    let mut text = paragraph("", "  ", &format!("{title}: something does not match."));
    for found in findings {
        let kind = match found.kind {
            FindingKind::File => "File",
            FindingKind::Verdict => "Verdict",
            FindingKind::SignOff => "Sign-off",
            FindingKind::Log => "Log",
        };
        text.push_str(&bullet(&format!("{kind}: {}: {}", found.subject, found.what)));
    }
    text
}
