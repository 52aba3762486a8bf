//! The verdict's own words: how many, which, and what would have to become of them.

use crate::{
    guidance::{Edition, ItemId, Severity, Verdict},
    rules::{Eligibility, WouldChange},
};

/// What stands beside the verdict word: the route, in words.
pub(super) fn route(found: &Eligibility) -> &'static str {
    match (found.verdict, found.route) {
        (Verdict::JointWorking, _) => "patients first, with the NHS as a party",
        (Verdict::CollaborativeWorking, _) => "better care, or a gain for the NHS",
        (Verdict::OtherSupport, _) => "neither kind of partnership",
        (_, Some(Verdict::JointWorking)) => "on the way to joint working",
        (_, Some(Verdict::CollaborativeWorking)) => "on the way to collaborative working",
        (_, Some(_)) => "",
        (_, None) => "question 1A or 1B still decides the way",
    }
}

/// What the verdict means here, in a sentence or two; `way_on` is said of a candidate.
pub(super) fn meaning(edition: &Edition, found: &Eligibility, way_on: &str) -> String {
    let red = |ids: &[ItemId]| count(edition, ids, |severity| severity == Severity::Red);
    match found.verdict {
        Verdict::NotYetEligible => {
            let (number, are) = match red(&found.red_no) {
                1 => ("One".to_owned(), "question is"),
                many => (capital(&number(many)), "questions are"),
            };
            format!(
                "{number} red {are} answered no. Change the project there, or look at another form of support."
            )
        }
        Verdict::Undetermined => {
            let decides = |severity| severity != Severity::Amber;
            let open = count(edition, &found.unanswered, decides);
            let unsure = count(edition, &found.to_confirm, decides);
            format!(
                "No red question is answered no. {}: then the verdict follows at once.",
                wanted(open, unsure)
            )
        }
        Verdict::JointWorking | Verdict::CollaborativeWorking => {
            let all = red(&found.applying);
            format!("All {} red questions are answered yes. {way_on}", number(all))
                .trim_end()
                .to_owned()
        }
        Verdict::OtherSupport => edition
            .verdict_text(Verdict::OtherSupport)
            .map(|text| text.means.clone())
            .unwrap_or_default(),
    }
}

/// What the verdict needs, or the way it is on, within a line.
pub(super) fn beside(edition: &Edition, found: &Eligibility) -> String {
    let decides = |severity| severity != Severity::Amber;
    match found.verdict {
        Verdict::NotYetEligible => match found.red_no.len() {
            1 => "one red question is answered no".to_owned(),
            many => format!("{} red questions are answered no", number(many)),
        },
        Verdict::Undetermined => {
            let open = count(edition, &found.unanswered, decides);
            let unsure = count(edition, &found.to_confirm, decides);
            let wanted = wanted(open, unsure);
            wanted.replacen("A verdict", "a verdict", 1)
        }
        Verdict::JointWorking | Verdict::CollaborativeWorking | Verdict::OtherSupport => {
            route(found).to_owned()
        }
    }
}

fn wanted(open: usize, unsure: usize) -> String {
    let answers = |count: usize| if count == 1 { "answer" } else { "answers" };
    match (open, unsure) {
        (0, unsure) => format!("A verdict needs {} to be sure", of_answers(unsure)),
        (open, 0) => format!("A verdict needs {} more {}", number(open), answers(open)),
        (open, unsure) => format!(
            "A verdict needs {} more {}, and {} to be sure",
            number(open),
            answers(open),
            number(unsure)
        ),
    }
}

fn of_answers(count: usize) -> String {
    format!(
        "{} {}",
        number(count),
        if count == 1 { "answer" } else { "answers" }
    )
}

fn count(edition: &Edition, ids: &[ItemId], wanted: impl Fn(Severity) -> bool) -> usize {
    ids.iter()
        .filter_map(|id| edition.item(id.as_str())?.severity)
        .filter(|severity| wanted(*severity))
        .count()
}

/// What would have to become of which questions: `1A becomes no; 1B, 4 and 6 become yes`.
pub(super) fn change(edition: &Edition, row: &WouldChange) -> String {
    if let [only] = row.answers.as_slice()
        && row.verdict == Verdict::NotYetEligible
        && !only.yes
    {
        return "any one red question becomes no".to_owned();
    }
    let mut parts = Vec::new();
    for yes in [false, true] {
        let ids: Vec<&ItemId> = row
            .answers
            .iter()
            .filter(|answer| answer.yes == yes)
            .map(|answer| &answer.item)
            .collect();
        if ids.is_empty() {
            continue;
        }
        let verb = if ids.len() == 1 { "becomes" } else { "become" };
        let to = if yes { "yes" } else { "no" };
        parts.push(format!("{} {verb} {to}", names(edition, &ids)));
    }
    parts.join("; ")
}

/// Questions by their names, runs of three and more as one: `1A`, `4 and 6`, `2 to 10 and 12`.
pub(super) fn names(edition: &Edition, ids: &[&ItemId]) -> String {
    let order: Vec<&ItemId> = edition.checklist().map(|item| &item.id).collect();
    let name = |id: &ItemId| {
        edition
            .item(id.as_str())
            .map_or(id.to_string(), |item| item.name().to_owned())
    };
    // a run is of plain numbers: 1B and 2 are no run
    let plain = |id: &ItemId| name(id).bytes().all(|byte| byte.is_ascii_digit());
    let mut runs: Vec<Vec<(usize, &ItemId)>> = Vec::new();
    for id in ids {
        let at = order.iter().position(|other| other == id).unwrap_or(usize::MAX);
        match runs.last_mut() {
            Some(run)
                if run
                    .last()
                    .is_some_and(|(last, before)| last.checked_add(1) == Some(at) && plain(before)) =>
            {
                run.push((at, id));
            }
            _ => runs.push(vec![(at, id)]),
        }
    }
    let words: Vec<String> = runs
        .iter()
        .flat_map(|run| match run.as_slice() {
            [(_, first), .., (_, last)] if run.len() > 2 => {
                vec![format!("{} to {}", name(first), name(last))]
            }
            few => few.iter().map(|(_, id)| name(id)).collect(),
        })
        .collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A small number in words.
pub(super) fn number(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen",
    ];
    words
        .get(count)
        .map_or(count.to_string(), |word| (*word).to_owned())
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
