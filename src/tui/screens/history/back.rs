//! Putting back what was: an entry of the log, or everything that somebody signed.

use crate::{
    project::{
        About, Change, LogEntry, LogLine, Names, NoWay, Row, Texts, Which, restore, restore_agreed,
        restore_signed, texts,
    },
    rules::Back,
    tui::{
        screen::{Context, Step},
        screens::{ask::Ask, list::capital},
        text,
    },
};

/// The message line takes so many characters.
const MESSAGE: usize = 60;
/// The most characters of a text in the question.
const SNIPPET: usize = 200;

/// Puts back what was there before an entry, or what it made: the one that is not so already;
/// asked where both may be meant, and where something would be taken away.
pub(super) fn of_row(cx: &Context, row: &Row) -> Step {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let Some(entry) = row.entry(project) else {
        return Step::Say(sentence(&NoWay::Unknown));
    };
    let way = |which| restore(edition, project, entry, which);
    match (way(Which::Before), way(Which::Made)) {
        (Ok(before), Ok(made)) => ask(cx, row, entry, &[(Which::Before, before), (Which::Made, made)]),
        (Ok(changes), Err(_)) => one(cx, row, entry, Which::Before, changes),
        (Err(_), Ok(changes)) => one(cx, row, entry, Which::Made, changes),
        (Err(NoWay::AlreadySo), Err(why)) | (Err(why), Err(_)) => Step::Say(sentence(&why)),
    }
}

/// Puts back what a gate waits for since it shut again.
pub(in crate::tui::screens) fn of_gate(cx: &Context, back: &Back) -> Step {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    match back {
        Back::Signed(id) | Back::Agreed(id) => {
            let Some(sign_off) = project.sign_offs.iter().find(|sign_off| sign_off.id == *id) else {
                return Step::Say(sentence(&NoWay::NotTold));
            };
            let (changes, how) = if matches!(back, Back::Agreed(_)) {
                (restore_agreed(edition, project, sign_off), "agreed")
            } else {
                (restore_signed(edition, project, sign_off), "signed")
            };
            match changes {
                Ok(changes) => Step::Apply(changes, Some(format!("As it was {how}. Ctrl+Z undoes it."))),
                Err(why) => Step::Say(sentence(&why)),
            }
        }
        Back::Entry(id) => {
            let mut entries = project.log.iter().filter_map(LogLine::entry);
            let Some(entry) = entries.find(|entry| entry.id == *id) else {
                return Step::Say(sentence(&NoWay::NotTold));
            };
            let about = Change::from_json(&entry.change).map_or(About::Unknown, |change| About::of(&change));
            let thing = Names::of(edition, project).thing(&about);
            match restore(edition, project, entry, Which::Before) {
                Ok(changes) => Step::Apply(changes, Some(said(&thing))),
                Err(why) => Step::Say(sentence(&why)),
            }
        }
    }
}

/// The only way there is; asked about where it takes something away.
fn one(cx: &Context, row: &Row, entry: &LogEntry, which: Which, changes: Vec<Change>) -> Step {
    if takes_away(&changes).is_some() {
        ask(cx, row, entry, &[(which, changes)])
    } else {
        Step::Apply(changes, Some(said(&row.thing)))
    }
}

/// What the changes take away, as the label of what does.
fn takes_away(changes: &[Change]) -> Option<&'static str> {
    let taking = changes.iter().find(|change| change.takes_away())?;
    Some(match taking {
        Change::Remove { .. } => "Remove it",
        Change::Withdraw { .. } => "Withdraw it",
        _ => "Put it into the archive",
    })
}

fn ask(cx: &Context, row: &Row, entry: &LogEntry, ways: &[(Which, Vec<Change>)]) -> Step {
    let Texts { before, after } = texts(cx.session.edition(), cx.session.project(), entry);
    let said_of = |words: &str| match words.trim() {
        "" => "nothing".to_owned(),
        words => snippet(words),
    };
    let prompt = match ways {
        [(_, only)] => match takes_away(only) {
            Some(label) => format!("{}: {}?", row.thing, label.to_lowercase()),
            None => format!("{}: put it back?", row.thing),
        },
        _ => format!("{}: put back what?", row.thing),
    };
    let mut ask = Ask::new("History / Restore", prompt)
        .naming(format!("Before it: {}", said_of(&before)))
        .naming(format!("It made: {}", said_of(&after)))
        .called("do it", "leave it");
    for (which, changes) in ways {
        let label = takes_away(changes).unwrap_or(match which {
            Which::Before => "What was there before",
            Which::Made => "What this entry made",
        });
        let step = Step::Apply(changes.clone(), Some(said(&row.thing)));
        ask = ask.way(label, "", step);
    }
    Step::Overlay(Box::new(ask.way("Leave it as it is", "", Step::Stay)))
}

/// `Put back: Purpose. Ctrl+Z undoes it.`
fn said(thing: &str) -> String {
    let (before, after) = ("Put back: ", ". Ctrl+Z undoes it.");
    let room = MESSAGE - before.len() - after.len();
    let thing = text::clean_line(thing);
    if thing.chars().count() <= room {
        return format!("{before}{thing}{after}");
    }
    let kept: String = thing.chars().take(room - 3).collect();
    format!("{before}{}...{after}", kept.trim_end())
}

/// The beginning of a text, on one line.
fn snippet(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SNIPPET {
        return line;
    }
    let kept: String = line.chars().take(SNIPPET).collect();
    format!(
        "{} ...",
        kept.rsplit_once(' ').map_or(kept.as_str(), |(kept, _)| kept)
    )
}

/// A reason as a sentence of the message line.
fn sentence(why: &NoWay) -> String {
    format!("{}.", capital(&why.to_string()))
}
