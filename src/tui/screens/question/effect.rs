//! What an answer changes, in a sentence of the message line.

use crate::{
    guidance::{Edition, Item, ItemId, Severity, Verdict},
    project::choice_words,
    rules::Assessment,
    tui::{screen::Context, standing, text},
};

/// What choosing a value does, given what the rules make of the project with it.
pub(super) fn words(cx: &Context, item: &Item, value: &str, after: &Assessment) -> String {
    let (edition, before) = (cx.session.edition(), cx.session.assessment());
    let answer = choice_words(item, value).to_owned();
    match item.severity {
        Some(severity) => checklist(edition, item, severity, value, before, after),
        None => appearing(before, after)
            .unwrap_or_else(|| format!("{}: {}.", item.label, standing::uncapital(&answer))),
    }
}

fn checklist(
    edition: &Edition,
    item: &Item,
    severity: Severity,
    value: &str,
    before: &Assessment,
    after: &Assessment,
) -> String {
    let (was, is) = (before.eligibility.verdict, after.eligibility.verdict);
    let said = format!("Question {}: {}.", item.name(), choice_words(item, value));
    if was != is {
        return verdict_changed(edition, severity, value, was, after, &said);
    }
    if let Some(words) = routes(edition, before, after) {
        return words;
    }
    match (severity, value) {
        (Severity::Amber, "no") => "A no here is a risk to look after; it stops nothing.".to_owned(),
        (Severity::Amber, "unsure") => format!("{said} To be confirmed; it stops nothing."),
        (Severity::Amber, _) if before.eligibility.amber_no.contains(&item.id) => {
            format!("{said} It is no risk any more.")
        }
        (Severity::Amber, _) => said,
        (Severity::Red | Severity::Route, _) => format!("{said} {}", waits(edition, after)),
    }
}

/// The verdict before and after.
fn verdict_changed(
    edition: &Edition,
    severity: Severity,
    value: &str,
    was: Verdict,
    after: &Assessment,
    said: &str,
) -> String {
    match after.eligibility.verdict {
        Verdict::NotYetEligible if severity == Severity::Red && value == "no" => {
            "A no here stops the project. y or u takes it back.".to_owned()
        }
        Verdict::NotYetEligible => {
            format!(
                "Now not yet eligible: {}.",
                red_no(edition, after, "is no", "are no")
            )
        }
        verdict @ (Verdict::JointWorking | Verdict::CollaborativeWorking) => {
            format!("Now {}: all nine red questions are yes.", verdict.words())
        }
        Verdict::OtherSupport => "Now another form of support: 2 to 15 do not apply.".to_owned(),
        Verdict::Undetermined if was == Verdict::NotYetEligible => {
            format!("Nothing stops it now. {}", waits(edition, after))
        }
        Verdict::Undetermined => format!("{said} Not decided any more."),
    }
}

/// What the verdict is still waiting for.
fn waits(edition: &Edition, after: &Assessment) -> String {
    let eligibility = &after.eligibility;
    if eligibility.verdict == Verdict::NotYetEligible {
        let stops = red_no(edition, after, "still stops it", "still stop it");
        return format!("{}.", capital(&stops));
    }
    let decides = |id: &&ItemId| {
        edition
            .item(id.as_str())
            .is_some_and(|item| item.severity != Some(Severity::Amber))
    };
    let open = eligibility
        .unanswered
        .iter()
        .chain(&eligibility.to_confirm)
        .filter(decides)
        .count();
    match (eligibility.verdict, open) {
        (Verdict::Undetermined, 1) => "The verdict waits for 1 more answer.".to_owned(),
        (Verdict::Undetermined, 2..) => format!("The verdict waits for {open} more answers."),
        (verdict, _) => format!("{}.", capital(verdict.words())),
    }
}

/// The red questions that are answered no: `question 4 is no`, `questions 4 and 6 are no`.
fn red_no(edition: &Edition, after: &Assessment, one: &str, many: &str) -> String {
    let names: Vec<&str> = after
        .eligibility
        .red_no
        .iter()
        .filter_map(|id| edition.item(id.as_str()).map(Item::name))
        .collect();
    match names.as_slice() {
        [] => "the parties do not allow it yet".to_owned(),
        [only] => format!("question {only} {one}"),
        [first, second] => format!("questions {first} and {second} {many}"),
        all => format!("{} red questions {many}", all.len()),
    }
}

/// A routing question that is asked now, or no longer.
fn routes(edition: &Edition, before: &Assessment, after: &Assessment) -> Option<String> {
    let asked = |assessment: &Assessment, id: &ItemId| {
        assessment.item(id.as_str()).is_some_and(|state| state.applies)
    };
    edition.routes.iter().find_map(|route| {
        let name = edition.item(route.item.as_str())?.name();
        match (asked(before, &route.item), asked(after, &route.item)) {
            (false, true) => Some(format!("A no here: question {name} is asked next.")),
            (true, false) => Some(format!("Question {name} is not asked now; its answer is kept.")),
            _ => None,
        }
    })
}

/// How many questions appear or go with an answer outside the checklist.
fn appearing(before: &Assessment, after: &Assessment) -> Option<String> {
    let counts = |one: &Assessment, other: &Assessment| {
        one.items
            .iter()
            .filter(|state| state.counts && !other.item(state.id.as_str()).is_some_and(|state| state.counts))
            .count()
    };
    match (counts(after, before), counts(before, after)) {
        (0, 0) => None,
        (1, _) => Some("1 more question is asked now.".to_owned()),
        (0, 1) => Some("1 question is not asked now; its answer is kept.".to_owned()),
        (0, gone) => Some(format!("{gone} questions are not asked now; answers are kept.")),
        (new, _) => Some(format!("{new} more questions are asked now.")),
    }
}

fn capital(words: &str) -> String {
    let first = text::prefix(words, 1);
    format!(
        "{}{}",
        first.to_uppercase(),
        words.get(first.len()..).unwrap_or_default()
    )
}
