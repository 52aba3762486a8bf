//! The two faces that a question has beside its own: the source of its text changed since it was
//! taken over, and two people answered at once.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
};

use super::{
    Question, carried,
    difference::Difference,
    reading::{Reading, excerpt, written},
    view,
};
use crate::{
    guidance::{Item, ItemKind},
    interview,
    project::{Change, Offer, Value, Version, choice_words, offer},
    rules::Carry,
    tui::{
        actions::{Action, Scope},
        layout::{PROSE, Regions},
        screen::{Context, Step},
        standing, text,
        widgets::{
            choice_row::{ChoiceRow, ChoiceStep},
            footer::Button,
            paint,
        },
    },
};

/// What a question shows.
#[derive(Debug, Clone)]
pub(super) enum Face {
    /// Its answer.
    Ordinary,
    /// Its own text beside what its source has become.
    Source(ChoiceRow),
    /// Two versions to choose from.
    Versions(Choosing),
}

/// Choosing between versions.
#[derive(Debug, Clone)]
pub(super) struct Choosing {
    row: ChoiceRow,
    /// An arrow was pressed: Enter takes what is under the cursor.
    moved: bool,
    options: usize,
}

impl Face {
    /// What stands in capitals before the question.
    pub(super) fn words(&self) -> Option<&'static str> {
        match self {
            Self::Ordinary => None,
            Self::Source(_) => Some("SOURCE CHANGED"),
            Self::Versions(_) => Some("TWO VERSIONS"),
        }
    }
}

/// The face of an item as the project stands; the ordinary one where the others are put aside.
pub(super) fn face(cx: &Context, item: &Item, aside: bool) -> Face {
    let state = cx.session.assessment().item(item.id.as_str());
    let answer = cx.session.project().answer(item.id.as_str());
    match (state, answer) {
        (Some(_), Some(answer)) if !aside && !answer.versions.is_empty() => {
            let options = answer.versions.len() + 1;
            Face::Versions(Choosing {
                row: ChoiceRow::new(vec![""; options], None),
                moved: false,
                options,
            })
        }
        (Some(state), Some(_)) if !aside && state.carry == Carry::SourceChanged => {
            let Some(offer) = offer(cx.session.edition(), cx.session.project(), item) else {
                return Face::Ordinary;
            };
            let sources: Vec<&str> = carried::giving(&offer).collect();
            let name = standing::uncapital(&carried::short_name(cx.session.edition(), &sources));
            let take = match sources.as_slice() {
                [only] if cx.session.edition().item(only).is_some() => format!("Take the {name}'s"),
                _ => "Take the new".to_owned(),
            };
            let labels = ["Keep ours".to_owned(), take, "Edit ours".to_owned()];
            Face::Source(ChoiceRow::new(labels, None))
        }
        _ => Face::Ordinary,
    }
}

/// The face as it is now, with the cursor where somebody has moved it.
pub(super) fn taken_in(old: &Face, new: Face) -> Face {
    match (old, new) {
        (Face::Source(row), Face::Source(_)) => Face::Source(row.clone()),
        (Face::Versions(choosing), Face::Versions(new)) if choosing.options == new.options => {
            Face::Versions(choosing.clone())
        }
        (_, new) => new,
    }
}

/// The keys of a changed source.
pub(super) fn source_buttons(scopes: &[Scope]) -> Vec<Button> {
    let number = |number: u8, label: &str| {
        Button::of(Action::Number(number), scopes)
            .keyed(&number.to_string())
            .labelled(label)
    };
    vec![
        Button::of(Action::NextScreen, scopes),
        number(1, "keep"),
        number(2, "take"),
        number(3, "edit"),
    ]
}

/// The keys of two versions.
pub(super) fn version_buttons(choosing: &Choosing, scopes: &[Scope]) -> Vec<Button> {
    let mut buttons = vec![Button::of(Action::NextScreen, scopes).labelled("later")];
    for number in 1..=u8::try_from(choosing.options).unwrap_or(9).min(9) {
        let label = match number {
            1 => "first",
            2 => "second",
            3 if choosing.options == 3 => "anew",
            _ => "choose",
        };
        buttons.push(
            Button::of(Action::Number(number), scopes)
                .keyed(&number.to_string())
                .labelled(label),
        );
    }
    if choosing.moved {
        buttons.push(Button::of(Action::Accept, scopes).labelled("take it"));
    }
    buttons
}

/// What the status row says while there are two versions of what decides the verdict.
pub(super) fn status(question: &Question, cx: &Context) -> Option<String> {
    let decides = question.item(cx)?.severity.is_some();
    if !decides || !matches!(question.face, Face::Versions(_)) {
        return None;
    }
    let verdict = standing::capitals(cx.session.assessment().eligibility.verdict);
    let key = if cx.triage { "" } else { "   F3 all" };
    Some(format!(
        "{verdict}   two versions count as not sure until you choose{key}"
    ))
}

impl Question {
    /// What an action does while another face than the answer's is shown.
    pub(super) fn act_on_face(&mut self, action: Action, cx: &Context) -> Step {
        match action {
            Action::NextControl => return Step::Footer,
            Action::PreviousControl => return Step::FooterEnd,
            _ => {}
        }
        let (row, moved) = match &mut self.face {
            Face::Source(row) => (row, None),
            Face::Versions(choosing) => (&mut choosing.row, Some(&mut choosing.moved)),
            Face::Ordinary => return Step::Ignored,
        };
        let stepped = row.act(action);
        row.choose(None);
        if let Some(moved) = moved {
            *moved = stepped == ChoiceStep::Moved || *moved && stepped == ChoiceStep::Ignored;
        }
        match stepped {
            ChoiceStep::Moved => Step::Stay,
            ChoiceStep::GoOn => Step::Next,
            ChoiceStep::Ignored => Step::Ignored,
            ChoiceStep::Took(_) if cx.session.project().read_only.is_some() => self.read_only(cx),
            ChoiceStep::Took(at) => match &self.face {
                Face::Source(_) => self.take_source(at, cx),
                Face::Versions(choosing) if at + 1 == choosing.options => self.answer_anew(),
                Face::Versions(_) => self.take_version(at, cx),
                Face::Ordinary => Step::Ignored,
            },
        }
    }

    fn take_source(&mut self, at: usize, cx: &Context) -> Step {
        match at {
            0 => {
                let ours = cx.session.project().value(self.item.as_str());
                let keep = ours.map(|ours| Change::value(self.item.as_str(), ours.to_json()));
                Step::Apply(
                    keep.into_iter().collect(),
                    Some("Kept: it is yours now, whatever the source becomes.".to_owned()),
                )
            }
            1 => {
                let confirm = Change::Confirm {
                    item: self.item.to_string(),
                };
                Step::Apply(
                    vec![confirm],
                    Some("Taken over as the source has it now.".to_owned()),
                )
            }
            _ => {
                self.aside = true;
                self.face = Face::Ordinary;
                Step::Say("Edit it: the first change makes it yours.".to_owned())
            }
        }
    }

    fn answer_anew(&mut self) -> Step {
        self.aside = true;
        self.face = Face::Ordinary;
        Step::Say("Both versions stand until you answer.".to_owned())
    }

    fn take_version(&mut self, at: usize, cx: &Context) -> Step {
        let Some(item) = self.item(cx) else {
            return Step::Stay;
        };
        let versions = versions(cx, item);
        let Some(version) = versions.get(at) else {
            return Step::Stay;
        };
        let id = item.id.to_string();
        let mut changes = Vec::new();
        if version.value.is_null() {
            changes.push(Change::Clear { item: id.clone() });
            changes.extend(version.note.as_deref().map(|note| Change::note(&id, note)));
        } else {
            changes.push(Change::Answer {
                item: id,
                value: Some(version.value.clone()),
                note: version.note.clone(),
                evidence: None,
            });
        }
        let who = version.by.as_deref().unwrap_or("somebody");
        Step::Apply(
            changes,
            Some(format!("Chosen: what {who} answered. Ctrl+Z undoes it.")),
        )
    }
}

fn versions<'a>(cx: &Context<'a>, item: &Item) -> &'a [Version] {
    cx.session
        .project()
        .answer(item.id.as_str())
        .map(|answer| answer.versions.as_slice())
        .unwrap_or_default()
}

/// Draws a text beside what its source has become.
pub(super) fn draw_source(
    question: &Question,
    row: &ChoiceRow,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let parts = regions.question();
    view::eyebrow(question, cx, item, parts.eyebrow, buf);
    let (body, choice) = split(regions, parts.prompt.y, row.rows(regions.centre.width));
    let columns = body.width.min(PROSE);
    let mut reading = Reading::default();
    reading.say(&item.prompt, cx.look.prompt(), columns, cx.look);
    if let Some(offer) = offer(cx.session.edition(), cx.session.project(), item) {
        compare(&mut reading, cx, item, &offer, columns, body.height);
    }
    question.drawn.pages.set(reading.pages(body.height));
    reading.view(question.page.page, body, buf);
    row.view(focused, cx.look, choice, buf)
}

/// Both texts, whole where there is room, else where they differ; the help has them whole.
fn compare(reading: &mut Reading, cx: &Context, item: &Item, offer: &Offer, columns: u16, rows: u16) {
    let edition = cx.session.edition();
    let Some(answer) = cx.session.project().answer(item.id.as_str()) else {
        return;
    };
    let changed = carried::changed(answer, offer);
    let ours = answer
        .value
        .as_ref()
        .map(|value| value.text(item))
        .unwrap_or_default();
    let theirs = offer.value.text(item);
    let difference = Difference::between(&text::clean(&ours), &text::clean(&theirs));
    reading.say(
        &carried::changed_words(cx, &changed),
        cx.look.quiet(),
        columns,
        cx.look,
    );
    reading.blank();
    let bar = Span::styled(
        format!("{} ", cx.look.input_bar(false).symbol),
        cx.look.input_bar(false).style,
    );
    let name = carried::short_name(edition, &changed);
    let label = text::width(&name).max(text::width("Ours"));
    let label = usize::from(label);
    let head = |name: &str, words: &str| format!("{name:<label$} {words}").trim_end().to_owned();
    let by = carried::day_and_name(cx, answer.at, answer.by.as_deref());
    let confirmed = if by.is_empty() {
        by
    } else {
        format!("confirmed {by}")
    };
    let ours = written(&ours, &difference.first, &bar, columns, cx.look);
    let theirs = written(&theirs, &difference.second, &bar, columns, cx.look);
    let named = difference
        .words()
        .map(|words| text::clean_line(&format!("Changed: {words}.")).into_owned())
        .map(|words| text::wrap(&words, columns))
        .unwrap_or_default();
    let whole = reading.len() + ours.len() + theirs.len() + named.len() + 4;
    let shown = |lines: Vec<_>| {
        if whole > usize::from(rows) {
            excerpt(lines, &bar, cx.look)
        } else {
            lines.into_iter().map(|written| written.line).collect()
        }
    };
    reading.line(head("Ours", &text::clean_line(&confirmed)));
    reading.lines(shown(ours));
    reading.blank();
    let (by, at) = match changed.as_slice() {
        [only] => carried::changed_by(cx.session.project(), only),
        _ => (None, None),
    };
    let by = carried::day_and_name(cx, at, by.as_deref());
    reading.line(head(&name, &text::clean_line(&by)));
    reading.lines(shown(theirs));
    if !named.is_empty() {
        reading.blank();
        reading.lines(named.into_iter().map(Line::from));
    }
}

/// Draws the versions, one below the other, each with who gave it and when.
pub(super) fn draw_versions(
    question: &Question,
    choosing: &Choosing,
    cx: &Context,
    item: &Item,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let parts = regions.question();
    view::eyebrow(question, cx, item, parts.eyebrow, buf);
    let body = below(regions, parts.prompt.y);
    // options stand two to the right, so that the focus has its place at any width
    let columns = body.width.min(PROSE);
    let mut reading = Reading::default();
    reading.say(&item.prompt, cx.look.prompt(), columns, cx.look);
    reading.blank();
    reading.say(
        "Two people answered at once. Nothing is lost: choose which stands.",
        cx.look.quiet(),
        columns,
        cx.look,
    );
    reading.blank();
    let mut starts = Vec::new();
    for line in option_lines(cx, item, choosing, focused, columns) {
        match line {
            OptionLine::Start(line) => {
                starts.push(reading.len());
                reading.line(line);
            }
            OptionLine::More(line) => reading.line(line),
        }
    }
    let pages = reading.pages(body.height);
    question.drawn.pages.set(pages);
    // the option under the cursor is always in sight
    let at = starts.get(choosing.row.under()).copied().unwrap_or(0);
    let page = reading
        .page_of(at, body.height)
        .max(question.page.page.min(pages - 1));
    let page = if choosing.moved {
        reading.page_of(at, body.height)
    } else {
        page
    };
    reading.view(page, body, buf);
    let row = reading.row_on_page(at, page, body.height);
    match row.filter(|_| focused) {
        Some(row) => {
            paint::at(buf, body, 0, row, cx.look.focus().span());
            paint::cursor(body, 3, row)
        }
        None => paint::cursor(body, 0, 0).filter(|_| focused),
    }
}

enum OptionLine {
    Start(Line<'static>),
    More(Line<'static>),
}

/// Before the words of an option: focus, blank, radio, blank.
const OPTION: u16 = 6;
/// From here on it says who gave the version.
const WHO: usize = 13;

fn option_lines(
    cx: &Context,
    item: &Item,
    choosing: &Choosing,
    focused: bool,
    columns: u16,
) -> Vec<OptionLine> {
    let versions = versions(cx, item);
    let texts: Vec<String> = versions.iter().map(|version| words_of(item, version)).collect();
    let difference = match texts.as_slice() {
        [first, second] => Some(Difference::between(&text::clean(first), &text::clean(second))),
        _ => None,
    };
    let mut lines = Vec::new();
    let label_style = |at: usize| {
        if focused && choosing.moved && choosing.row.under() == at {
            cx.look.under_cursor()
        } else {
            cx.look.quiet()
        }
    };
    let start = |at: usize, label: &str, who: &str| {
        let pad = WHO.saturating_sub(label.chars().count()).max(2);
        OptionLine::Start(Line::from(vec![
            Span::raw("  "),
            cx.look.radio(false).span(),
            Span::raw(" "),
            Span::styled(label.to_owned(), label_style(at)),
            Span::raw(if who.is_empty() {
                String::new()
            } else {
                format!("{}{who}", " ".repeat(pad))
            }),
        ]))
    };
    for (at, version) in versions.iter().enumerate() {
        let by = version.by.as_deref().unwrap_or_default();
        let when = version.at.map(|at| carried::moment(cx, at));
        let who: Vec<&str> = [Some(by), when.as_deref()]
            .into_iter()
            .flatten()
            .filter(|words| !words.is_empty())
            .collect();
        let who = text::clean_line(&who.join(", ")).into_owned();
        let label = label_of(item, version, at);
        lines.push(start(at, &label, &who));
        let mut more = Reading::default();
        let before = Span::raw(" ".repeat(usize::from(OPTION)));
        if !is_choice(item) && !version.value.is_null() {
            let differs = difference.as_ref().map(|difference| {
                if at == 0 {
                    difference.first.as_slice()
                } else {
                    difference.second.as_slice()
                }
            });
            let words = texts.get(at).map_or("", String::as_str);
            let words = written(words, differs.unwrap_or_default(), &before, columns, cx.look);
            more.lines(words.into_iter().map(|written| written.line));
        }
        if let Some(note) = version.note.as_deref().filter(|note| !note.is_empty()) {
            let note = written(note, &[], &before, columns, cx.look);
            more.lines(note.into_iter().map(|written| written.line));
        }
        more.blank();
        lines.extend(more.into_lines().into_iter().map(OptionLine::More));
    }
    lines.push(start(versions.len(), "Answer anew", ""));
    lines
}

fn is_choice(item: &Item) -> bool {
    match item.kind {
        ItemKind::YesNo | ItemKind::Choice | ItemKind::Practice | ItemKind::Outcome => true,
        ItemKind::Line
        | ItemKind::Text
        | ItemKind::ThreeWay
        | ItemKind::Quarter
        | ItemKind::Month
        | ItemKind::Date
        | ItemKind::Months
        | ItemKind::Money
        | ItemKind::Decision
        | ItemKind::Attestation
        | ItemKind::Head
        | ItemKind::Period => false,
    }
}

fn label_of(item: &Item, version: &Version, at: usize) -> String {
    if version.value.is_null() {
        return "No answer".to_owned();
    }
    match version.value.as_str().filter(|_| is_choice(item)) {
        Some(value) => {
            let parts = interview::parts(item);
            let form = parts.first().map(|part| &part.form);
            match form {
                Some(interview::Form::Choice(choices)) => {
                    choices.iter().find(|choice| choice.value == value).map_or_else(
                        || choice_words(item, value).to_owned(),
                        |choice| choice.label.clone(),
                    )
                }
                _ => choice_words(item, value).to_owned(),
            }
        }
        None if at == 0 => "The first".to_owned(),
        None => "The other".to_owned(),
    }
}

/// A version as one text, with everything that it says.
fn words_of(item: &Item, version: &Version) -> String {
    let value = Value::from_json(item, &version.value).ok().flatten();
    let raw = interview::raw(item, value.as_ref());
    let parts = interview::parts(item);
    match (value, parts.as_slice()) {
        (None, _) => String::new(),
        (Some(value), [_]) => value.text(item),
        (Some(_), parts) => parts
            .iter()
            .zip(&raw)
            .filter(|(_, (_, words))| !words.trim().is_empty())
            .map(|(part, (_, words))| format!("{}: {words}", part.label))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// The centre from a row down.
fn below(regions: &Regions, y: u16) -> Rect {
    let bottom = regions.centre.bottom();
    Rect {
        y: y.min(bottom),
        height: bottom.saturating_sub(y),
        ..regions.centre
    }
}

/// The centre from a row down, and below it the place of a row of choices.
fn split(regions: &Regions, y: u16, rows: u16) -> (Rect, Rect) {
    let whole = below(regions, y);
    // where it is tight, what the last key did lies over the last row
    let spare = u16::from(regions.density.eyebrow_in_header());
    let rows = rows.min(whole.height.saturating_sub(spare));
    let choice = Rect {
        y: whole.bottom().saturating_sub(rows + spare),
        height: rows,
        ..whole
    };
    let gap = u16::from(whole.height > rows + 4);
    let body = Rect {
        height: choice.y.saturating_sub(whole.y + gap),
        ..whole
    };
    (body, choice)
}
