//! One box over the questions, their help, the words of the field, and one's own answers.

use crossterm::event::KeyEvent;
use ratatui::{buffer::Buffer, layout::Position};

use super::{
    ask::Ask,
    help,
    menu::{Chooser, choosing, typed_into},
};
use crate::{
    guidance::{Edition, Entry as Asked, Item, List},
    interview::Place,
    project::{Project, field_words},
    tui::{
        actions::{Action, Scope},
        layout::{PROSE, Regions},
        screen::{Context, Heading, Screen, Step},
        text,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
            text_input::TextInput,
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
    input: TextInput,
    state: SheetState,
}

impl Search {
    /// The overlay over a screen.
    pub fn of(cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Self {
            all: everything(cx),
            input: TextInput::line(""),
            state: SheetState::default(),
        })
    }

    /// What holds every word typed: what has it in its name first, then in the order of the guidance.
    fn found(&self) -> Vec<&Find> {
        let typed = self.input.text();
        if typed.trim().is_empty() {
            return Vec::new();
        }
        let mut found: Vec<&Find> = self
            .all
            .iter()
            .filter(|find| typed_filter::holds(&format!("{} {}", find.title, find.text), &typed))
            .collect();
        found.sort_by_key(|find| !typed_filter::holds(&find.title, &typed));
        found
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        let typed = self.input.text();
        if typed.trim().is_empty() {
            let words = "Type a word. Questions, their help, the words of the field and your own answers and \
                         notes are searched.";
            sheet.passage(Passage::new(words, look.quiet()).indented(2));
            return sheet;
        }
        let found = self.found();
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
                    &typed,
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

impl Screen for Search {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Search".to_owned(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Line, Scope::Text]
    }

    fn in_text(&self) -> bool {
        true
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        choosing("go there")
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => {
                let chosen = self.state.chosen(&sheet);
                match chosen.and_then(|chosen| self.found().into_iter().nth(chosen)) {
                    Some(find) => match &find.lead {
                        Lead::Place(place) => Step::Go(place.clone()),
                        Lead::Meaning(meaning) => Step::Overlay(Box::new(
                            Ask::new("Search / Word of the field", find.title.clone())
                                .because(meaning.clone())
                                .way("Back to the search", "", Step::Stay)
                                .called("back", "back"),
                        )),
                    },
                    None => Step::Stay,
                }
            }
            Action::Search => Step::Close,
            Action::Menu | Action::Status | Action::GoTo => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn typed(&mut self, key: KeyEvent, _cx: &Context) -> Step {
        typed_into(&mut self.input, &mut self.state, |input| input.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Context) -> Step {
        typed_into(&mut self.input, &mut self.state, |input| input.paste(text))
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "Looks for every word typed, in any order: in the questions and their help, in the words of the \
             field, and in your own answers, notes and records. Enter goes where it stands; a word of the \
             field shows what it means.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let words = match (self.input.is_empty(), self.found().len()) {
            (true, _) => String::new(),
            (false, 1) => "1 find".to_owned(),
            (false, count) => format!("{count} finds"),
        };
        let top = Chooser {
            prompt: "What are you looking for?",
            count: &words,
            input: &self.input,
        };
        let (cursor, area) = top.view(cx, regions, focused, buf);
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf);
        cursor
    }
}
