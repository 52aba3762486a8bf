//! One box over the questions, their help, the words of the field, and one's own answers.

use super::{
    ask::Ask,
    chooser::{Choices, Chooser, Drawn},
    help,
};
use crate::{
    guidance::{Edition, Entry as Asked, Item, List},
    interview::Place,
    project::{Project, field_words},
    tui::{
        actions::Action,
        layout::PROSE,
        screen::{Context, Screen, Step},
        text,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
            typed_filter,
        },
    },
};

/// At most so many finds are shown.
const MOST: usize = 100;

/// Something that can be found.
struct Find {
    /// What it is found under: a question's number and label, a word of the field.
    title: String,
    /// Where it stands and what it is: `Checklist, help`.
    kind: String,
    /// The text that is looked through beside the title.
    text: String,
    /// Whether somebody typed the text.
    typed: bool,
    lead: Lead,
}

/// What a find leads to.
enum Lead {
    /// A screen.
    Place(Place),
    /// What a word of the field means.
    Meaning(String),
}

/// The search over a screen.
pub struct Search {
    all: Vec<Find>,
}

impl Search {
    /// The overlay over a screen.
    pub fn of(cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Chooser::new(Self { all: everything(cx) }))
    }

    /// What holds every word typed: what has it in its name first, then in the order of the guidance.
    fn found(&self, typed: &str) -> Vec<&Find> {
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let mut found: Vec<&Find> = self
            .all
            .iter()
            .filter(|find| typed_filter::holds(&format!("{} {}", find.title, find.text), typed))
            .collect();
        found.sort_by_key(|find| !typed_filter::holds(&find.title, typed));
        found
    }
}

impl Choices for Search {
    fn place(&self) -> &'static str {
        "Search"
    }

    fn prompt(&self) -> &'static str {
        "What are you looking for?"
    }

    fn enter(&self) -> &'static str {
        "go there"
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Search)
    }

    fn count(&self, typed: &str) -> String {
        match self.found(typed).len() {
            _ if typed.is_empty() => String::new(),
            1 => "1 find".to_owned(),
            count => format!("{count} finds"),
        }
    }

    fn sheet(&self, cx: &Context, typed: &str, drawn: Drawn) -> Sheet {
        let look = cx.look;
        let Drawn { columns, tight, .. } = drawn;
        let mut sheet = Sheet::new(columns, look);
        if typed.trim().is_empty() {
            let words = "Type a word. Questions, their help, the words of the field and your own answers and \
                         notes are searched.";
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
            return sheet;
        }
        let found = self.found(typed);
        for find in found.iter().take(MOST) {
            let title = text::own(&find.title, look);
            let wide = columns.min(PROSE);
            let kind = text::own(&find.kind, look);
            let kind = match kind.split_once(", ") {
                // where it is narrow, what it is counts more than where it stands
                Some((_, what)) if columns < 56 => std::borrow::Cow::Borrowed(what),
                _ => kind,
            };
            let room = wide.saturating_sub(2 + text::width(&kind) + 2);
            let shown = text::width(&title).min(room);
            let blanks = " ".repeat(usize::from(room - shown + 2));
            let entry = Entry::new()
                .cell(&title, shown, look.quiet(), look)
                .then(blanks, look.quiet())
                .then(kind.to_string(), look.quiet());
            sheet.entry(entry);
            if !tight && !find.text.is_empty() {
                let words = around(
                    &find.text,
                    typed,
                    usize::from(wide.saturating_sub(4)),
                    look.ellipsis(),
                );
                let passage = if find.typed {
                    Passage::typed(words, look.quiet())
                } else {
                    Passage::new(words, look.quiet())
                };
                sheet.below_entry(passage.indented(4));
            }
        }
        if found.is_empty() {
            let words = "Nothing holds all of that. Fewer words find more.";
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
        } else if found.len() > MOST {
            let words = format!("{} more finds: another word narrows them.", found.len() - MOST);
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
        }
        sheet
    }

    fn take(&self, typed: &str, row: Option<usize>) -> Step {
        let find = row.and_then(|row| self.found(typed).into_iter().nth(row));
        match find.map(|find| (&find.title, &find.lead)) {
            Some((_, Lead::Place(place))) => Step::Go(place.clone()),
            Some((title, Lead::Meaning(meaning))) => Step::Overlay(Box::new(
                Ask::new("Search / Word of the field", title.clone())
                    .because(meaning.clone())
                    .way("Back to the search", "", Step::Stay)
                    .called("back", "back"),
            )),
            None => Step::Stay,
        }
    }

    fn help(&self) -> &'static str {
        "Looks for every word typed, in any order: in the questions and their help, in the words of the \
         field, and in your own answers, notes and records. Enter goes where it stands; a word of the \
         field shows what it means."
    }
}

/// Everything that can be found, in the order of the guidance, the words of the field last.
fn everything(cx: &Context) -> Vec<Find> {
    let (edition, project) = (cx.session.edition(), cx.session.project());
    let mut all = Vec::new();
    for step in edition.steps() {
        for entry in &step.entries {
            match entry {
                Asked::Item(item) => {
                    if !cx.triage || item.severity.is_some() {
                        of_item(project, item, &step.label, &mut all);
                    }
                }
                Asked::List(list) => {
                    if !cx.triage {
                        of_list(edition, project, list, &step.label, &mut all);
                    }
                }
            }
        }
    }
    all.extend(edition.glossary.iter().map(|term| Find {
        title: match &term.short {
            Some(short) => format!("{} ({short})", term.term),
            None => term.term.clone(),
        },
        kind: "Words of the field, meaning".to_owned(),
        text: term.meaning.clone(),
        typed: false,
        lead: Lead::Meaning(help::meaning(term)),
    }));
    all
}

fn of_item(project: &Project, item: &Item, step: &str, all: &mut Vec<Find>) {
    let title = match &item.number {
        Some(number) => format!("{number}  {}", item.label),
        None => item.label.clone(),
    };
    let find = |what: &str, text: String, typed: bool| Find {
        title: title.clone(),
        kind: format!("{step}, {what}"),
        text,
        typed,
        lead: Lead::Place(Place::Item(item.id.clone())),
    };
    all.push(find("question", item.prompt.clone(), false));
    all.push(find("help", format!("{} {}", item.why, item.help), false));
    let Some(answer) = project.answer(item.id.as_str()) else {
        return;
    };
    let own = [
        (
            "answer",
            answer
                .value
                .as_ref()
                .map(|value| value.text(item))
                .unwrap_or_default(),
        ),
        ("note", answer.note.clone()),
        ("evidence", answer.evidence.join(" ")),
    ];
    for (what, text) in own {
        if !text.trim().is_empty() {
            all.push(find(what, text, true));
        }
    }
}

fn of_list(edition: &Edition, project: &Project, list: &List, step: &str, all: &mut Vec<Find>) {
    let find = |title: &str, what: &str, text: String, typed: bool, place: Place| Find {
        title: title.to_owned(),
        kind: format!("{step}, {what}"),
        text,
        typed,
        lead: Lead::Place(place),
    };
    let place = Place::List(list.id.clone());
    all.push(find(
        &list.label,
        "question",
        list.prompt.clone(),
        false,
        place.clone(),
    ));
    all.push(find(
        &list.label,
        "help",
        format!("{} {}", list.why, list.help),
        false,
        place,
    ));
    for record in project.records(list.id.as_str()) {
        let words: Vec<String> = list
            .fields
            .iter()
            .map(|field| field_words(edition, project, field, record))
            .filter(|words| !words.trim().is_empty())
            .collect();
        let Some(first) = words.first() else { continue };
        let place = Place::Record(list.id.clone(), record.id.clone());
        all.push(find(first, &list.one, words.join(", "), true, place));
    }
}

/// The part of a text around the first word that was typed, on one line.
fn around(text: &str, typed: &str, columns: usize, ellipsis: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = line.to_lowercase();
    let found = typed
        .to_lowercase()
        .split_whitespace()
        .filter_map(|word| lower.find(word))
        .min()
        .unwrap_or_default();
    // lower case may take other bytes: the find is a place near enough, brought to a word's start
    let before = line
        .char_indices()
        .take_while(|(at, _)| *at <= found.saturating_sub(columns / 3))
        .filter(|(at, c)| *c == ' ' || *at == 0)
        .last()
        .map_or(0, |(at, _)| at);
    let rest = line.get(before..).unwrap_or(&line).trim_start();
    let begun = if before == 0 { "" } else { ellipsis };
    let room = columns.saturating_sub(2 * (ellipsis.chars().count() + 1));
    let kept = text::prefix(rest, u16::try_from(room).unwrap_or(u16::MAX));
    if kept.len() == rest.len() {
        return format!("{begun}{}{rest}", if begun.is_empty() { "" } else { " " });
    }
    let whole = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
    format!(
        "{begun}{}{whole} {ellipsis}",
        if begun.is_empty() { "" } else { " " }
    )
}
