//! What is said about a question: briefly below it, and uncut in the help.

use super::{Question, carried};
use crate::{
    guidance::{Citation, Item, Role},
    project::offer,
    rules::Carry,
    tui::{
        screen::Context,
        widgets::prose::{Passage, Prose},
    },
};

/// Where the official wording stands: `Guidance p. 16`; another source by its title.
pub(super) fn source_words(cx: &Context, source: &Citation) -> String {
    let edition = cx.session.edition();
    // the first source is the guidance itself
    let first = edition.sources.first().map(|source| source.key.as_str());
    let found = edition.sources.iter().find(|known| known.key == source.key);
    let name = match found {
        Some(known) if Some(known.key.as_str()) == first => "Guidance",
        Some(known) => known.title.as_str(),
        None => source.key.as_str(),
    };
    let page = if source.page.starts_with(|c: char| c.is_ascii_digit()) {
        "p. "
    } else {
        ""
    };
    format!("{name} {page}{}", source.page)
}

/// The heading above the help, by what it is about.
pub(super) fn heading(item: &Item) -> &'static str {
    if item.severity.is_some() {
        "What turns a no into a yes"
    } else {
        "What a good answer holds"
    }
}

/// Why and help below a question, under their headings where there is room.
pub(super) fn below(cx: &Context, item: &Item, headings: bool) -> Prose {
    let quiet = cx.look.quiet();
    if !headings {
        return Prose::of(format!("{} {}", item.why, item.help), quiet);
    }
    let mut passages = under("Why it is asked", &item.why, cx);
    passages.push(Passage::blank());
    passages.extend(under(heading(item), &item.help, cx));
    passages.extend(extras(cx, item));
    Prose::new(passages)
}

/// Everything about a question, uncut: what stands there, what is offered, and the help.
pub(super) fn page(question: &Question, cx: &Context, item: &Item) -> Vec<Passage> {
    let mut passages = vec![
        Passage::new(item.prompt.clone(), cx.look.prompt()),
        Passage::blank(),
    ];
    passages.extend(carried_texts(question, cx, item));
    passages.extend(under("Why it is asked", &item.why, cx));
    passages.push(Passage::blank());
    passages.extend(under(heading(item), &item.help, cx));
    let explained = item.choices.iter().filter(|choice| choice.help.is_some());
    for (at, choice) in explained.enumerate() {
        if at == 0 {
            passages.push(Passage::blank());
            passages.push(Passage::new("What can be chosen", cx.look.quiet()));
        }
        let help = choice.help.as_deref().unwrap_or_default();
        let words = format!("{}: {help}", choice.label);
        passages.push(Passage::new(words, cx.look.quiet()).indented(2).hanging(2));
    }
    passages.extend(extras(cx, item));
    passages.push(Passage::blank());
    passages.push(Passage::new(full_source(cx, &item.source), cx.look.quiet()).hanging(2));
    passages
}

/// The texts that the screen may show in part: the offered one, or ours and what the source is now.
fn carried_texts(question: &Question, cx: &Context, item: &Item) -> Vec<Passage> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let open = question
        .state(cx)
        .is_some_and(|state| matches!(state.carry, Carry::Offered | Carry::SourceChanged));
    let Some(offer) = offer(edition, project, item).filter(|_| open) else {
        return Vec::new();
    };
    let quiet = cx.look.quiet();
    let typed = |words: String| Passage::typed(words, quiet).indented(2);
    let mut passages = Vec::new();
    if let Some(ours) = project.value(item.id.as_str()) {
        passages.push(Passage::new("Ours", quiet));
        passages.push(typed(ours.text(item)));
        passages.push(Passage::blank());
    }
    let from = carried::from_words(edition, carried::giving(&offer));
    passages.push(Passage::new(format!("From {from}"), quiet));
    passages.push(typed(offer.value.text(item)));
    passages.push(Passage::blank());
    passages
}

/// Our own reading, what helps in the project's care setting, and examples.
fn extras(cx: &Context, item: &Item) -> Vec<Passage> {
    let edition = cx.session.edition();
    let setting = edition
        .role(Role::Setting)
        .and_then(|id| cx.session.project().chosen(id.as_str()));
    let mut passages = Vec::new();
    if let Some(ours) = &item.ours {
        passages.push(Passage::blank());
        passages.extend(under("How Triplewin reads it", ours, cx));
    }
    let tips = edition.tips.iter().filter(|tip| {
        tip.step == item.step && tip.setting.as_deref().is_none_or(|only| Some(only) == setting)
    });
    for tip in tips {
        let heading = match tip.setting {
            Some(_) => "In this care setting",
            None => "Good to know",
        };
        passages.push(Passage::blank());
        passages.extend(under(heading, &tip.text, cx));
    }
    let suggested: Vec<&str> = edition.suggestions_for(item.id.as_str(), setting).collect();
    if !suggested.is_empty() {
        passages.push(Passage::blank());
        passages.extend(under("For example", &suggested.join(", "), cx));
    }
    passages
}

fn under(heading: &str, words: &str, cx: &Context) -> Vec<Passage> {
    vec![
        Passage::new(heading, cx.look.quiet()),
        Passage::new(words, cx.look.quiet()).indented(2),
    ]
}

fn full_source(cx: &Context, source: &Citation) -> String {
    let found = cx
        .session
        .edition()
        .sources
        .iter()
        .find(|known| known.key == source.key);
    let short = source_words(cx, source);
    match found {
        Some(known) if !short.starts_with(&known.title) => {
            format!("{short}: {} ({}, {})", known.title, known.publisher, known.year)
        }
        _ => short,
    }
}
