//! The sign-offs in words: a heading a document, a row for everybody who signs it.

use crate::{
    guidance::{SignRole, StepId},
    project::{SignOff, day_words},
    rules::{ChangedThing, SignOffState, Standing},
    tui::{
        screen::Context,
        screens::list::capital,
        standing, text,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
        },
    },
};

/// What of the page is shown.
pub(super) struct View {
    /// The step whose document stands first in mind.
    pub(super) step: StepId,
    /// The row under which what changed stands whole.
    pub(super) unfolded: Option<usize>,
}

/// The sign-offs that the page lists, those of the step's own document first.
pub(super) fn rows<'a>(cx: &Context<'a>, step: &StepId) -> Vec<&'a SignOffState> {
    let mut rows = shown(cx);
    rows.sort_by_key(|state| step_of(cx, &state.subject) != Some(step));
    rows
}

fn shown<'a>(cx: &Context<'a>) -> Vec<&'a SignOffState> {
    cx.session
        .assessment()
        .sign_offs
        .iter()
        .filter(|state| is_shown(state))
        .collect()
}

/// One that is not required is shown once it is given.
fn is_shown(state: &SignOffState) -> bool {
    state.required || state.standing != Standing::Outstanding
}

/// The step that makes what is signed.
pub(super) fn step_of<'a>(cx: &Context<'a>, subject: &str) -> Option<&'a StepId> {
    let kind = subject.split('/').next().unwrap_or(subject);
    cx.session.edition().subject(kind).map(|subject| &subject.step)
}

/// How many of a step's sign-offs are open, in words.
pub(super) fn open_words(cx: &Context, step: &StepId) -> String {
    let own = shown(cx)
        .into_iter()
        .filter(|state| step_of(cx, &state.subject) == Some(step));
    let open = own
        .filter(|state| state.required && !matches!(state.standing, Standing::Given { .. }))
        .count();
    match open {
        0 => "all given".to_owned(),
        open => format!("{open} open"),
    }
}

/// The page.
pub(super) fn page(cx: &Context, columns: u16, view: &View) -> Sheet {
    let mut sheet = Sheet::new(columns, cx.look);
    let mut heading = String::new();
    let mut own = true;
    let rows = rows(cx, &view.step);
    let widths = Columns::of(cx, columns, &rows);
    for (at, state) in rows.into_iter().enumerate() {
        if own && step_of(cx, &state.subject) != Some(&view.step) {
            gate(cx, &mut sheet, &view.step);
            own = false;
        }
        if state.subject != heading {
            heading.clone_from(&state.subject);
            sheet.blank();
            let title = title(cx, &state.subject);
            let later = later(cx, &state.subject).map(|stage| format!("   to come in Stage {stage}"));
            let heading = Passage::typed(format!("{title}{}", later.unwrap_or_default()), cx.look.prompt());
            sheet.passage(heading);
            if let Some(mark) = cx.session.assessment().mark_of(&state.subject) {
                sheet.passage(Passage::typed(format!("{mark}."), cx.look.quiet()).indented(2));
            }
        }
        row(cx, &mut sheet, state, &widths);
        lapse(cx, &mut sheet, state, view.unfolded == Some(at));
    }
    if sheet.is_empty() {
        sheet.words("Nobody has to sign yet.", cx.look.prompt());
        sheet.blank();
        sheet.words(
            "Every party approves the concept, so its parties are named first: F2 goes to Partners.",
            cx.look.quiet(),
        );
    }
    if own {
        gate(cx, &mut sheet, &view.step);
    }
    sheet
}

/// What the gate behind a step's stage still needs, or that it is open.
fn gate(cx: &Context, sheet: &mut Sheet, step: &StepId) {
    let edition = cx.session.edition();
    let Some(stage) = edition.step(step.as_str()).map(|step| &step.stage) else {
        return;
    };
    let gates = &cx.session.assessment().gates;
    let Some(standing) = gates.iter().find(|gate| gate.stage == *stage) else {
        return;
    };
    sheet.blank();
    if standing.open {
        let next = next_stage(cx, step);
        sheet.words(format!("The gate to {next} is open."), cx.look.prompt());
        return;
    }
    let gate = edition.gates.iter().find(|gate| gate.id == standing.id);
    sheet.words(gate.map_or("", |gate| &gate.label), cx.look.quiet());
    for sentence in &standing.sentences {
        let words = standing::sentence_words(sentence, cx.session.acting());
        let words = Passage::typed(words, cx.look.quiet());
        sheet.passage(words.indented(2).hanging(2));
    }
}

/// The page's help.
pub(super) fn help(cx: &Context) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    vec![
        Passage::new(
            "A sign-off is recorded here, not given here: it says who approved, certified, signed or published what, \
             and on which day. It is bound to the wording that it was given on.",
            quiet,
        ),
        Passage::blank(),
        Passage::new(
            "When that wording changes it shows as LAPSED, with what changed and what it was, until it is given again \
             or the wording is put back (r). Withdrawing ends one, and says why; nothing is deleted.",
            quiet,
        ),
    ]
}

/// What a subject is called.
pub(super) fn title(cx: &Context, subject: &str) -> String {
    let edition = cx.session.edition();
    match subject.split_once('/') {
        Some((kind, id)) => {
            let title = edition
                .subject(kind)
                .map_or(kind, |subject| subject.title.as_str());
            let amendment = cx
                .session
                .project()
                .records_in(edition, crate::guidance::ListRole::Amendments);
            let name = amendment
                .iter()
                .find(|record| record.id == id)
                .map(|record| record.text("name"));
            let number = match cx.session.assessment().amendment(id) {
                Some(amendment) => format!(" {}", amendment.number),
                None => String::new(),
            };
            format!(
                "{title}{number}: {}",
                text::clean_line(name.filter(|name| !name.is_empty()).unwrap_or(id))
            )
        }
        None => edition
            .subject(subject)
            .map_or_else(|| subject.to_owned(), |subject| subject.title.clone()),
    }
}

/// The number of the stage in which a document is due, where that is still to come.
fn later(cx: &Context, subject: &str) -> Option<u8> {
    let edition = cx.session.edition();
    let step = edition.step(step_of(cx, subject)?.as_str())?;
    let number = edition.stage(step.stage.as_str())?.number;
    let now = cx
        .session
        .assessment()
        .stage
        .as_ref()
        .and_then(|stage| edition.stage(stage.as_str()))?
        .number;
    (number > now).then_some(number)
}

/// The stage behind the gate of a step's stage, in words.
fn next_stage(cx: &Context, step: &StepId) -> String {
    let edition = cx.session.edition();
    let number = edition
        .step(step.as_str())
        .and_then(|step| edition.stage(step.stage.as_str()))
        .map(|stage| stage.number);
    match number.filter(|number| usize::from(*number) < edition.stages.len()) {
        Some(number) => format!("Stage {}", number + 1),
        None => "its close".to_owned(),
    }
}

/// How wide the columns of a row are, and whether who signed stands beside them or below.
struct Columns {
    who: u16,
    what: u16,
    beside: bool,
}

impl Columns {
    /// Beside the row only where everybody's name and day fit there whole.
    fn of(cx: &Context, columns: u16, rows: &[&SignOffState]) -> Self {
        let (who, what) = match columns {
            ..60 => (18, 12),
            60..74 => (22, 10),
            _ => (30, 11),
        };
        let room = columns.saturating_sub(MARGIN + who + GAP + what);
        let fits = |state: &&SignOffState| {
            given(cx, state).is_none_or(|sign_off| text::width(&person(cx, state, sign_off)) <= room)
        };
        let beside = columns >= 60 && rows.iter().all(fits);
        let who = if beside || columns < 60 {
            who
        } else {
            WIDEST.min(columns.saturating_sub(MARGIN + GAP + what))
        };
        Self { who, what, beside }
    }
}

/// The columns before a row's name: where the cursor stands, and the mark.
const MARGIN: u16 = 6;
/// The columns between a row's name and what it did.
const GAP: u16 = 2;
/// The widest that a row's name stands.
const WIDEST: u16 = 44;

/// The sign-off that a row shows, where one was given.
fn given<'a>(cx: &Context<'a>, state: &SignOffState) -> Option<&'a SignOff> {
    match &state.standing {
        Standing::Outstanding => None,
        Standing::Given { id } | Standing::Lapsed { id, .. } => {
            let sign_offs = &cx.session.project().sign_offs;
            sign_offs.iter().find(|sign_off| sign_off.id == *id)
        }
    }
}

fn row(cx: &Context, sheet: &mut Sheet, state: &SignOffState, columns: &Columns) {
    let look = cx.look;
    let (mark, words, style) = match state.standing {
        Standing::Outstanding => ("[ ]", outstanding(state.role), look.quiet()),
        Standing::Given { .. } => ("[x]", state.role.done(), look.quiet()),
        Standing::Lapsed { .. } => ("[!]", "LAPSED", look.alert()),
    };
    let project = cx.session.project();
    let name = capital(project.signer_name(cx.session.edition(), &state.party));
    let entry = Entry::new()
        .then(format!("{mark} "), look.quiet())
        .labelled()
        .cell(&text::clean_line(&name), columns.who, look.quiet(), look)
        .then(" ".repeat(usize::from(GAP)), look.quiet())
        .cell(words, columns.what, style, look);
    match given(cx, state).map(|sign_off| person(cx, state, sign_off)) {
        None => sheet.entry(entry),
        Some(person) if columns.beside => sheet.entry(entry.then(person, look.quiet())),
        Some(person) => {
            sheet.entry(entry);
            sheet.below_entry(Passage::typed(person, look.quiet()).indented(6));
        }
    }
}

/// Who signed, and when; and by what it still stands, where its wording has changed.
fn person(cx: &Context, state: &SignOffState, sign_off: &SignOff) -> String {
    let address = sign_off
        .address
        .as_deref()
        .map(|address| format!(", {address}"))
        .unwrap_or_default();
    let amendment = state.healed_by.as_ref();
    let healed = amendment
        .and_then(|id| cx.session.assessment().amendment(id))
        .map(|amendment| format!("; stands by {}", amendment.title()))
        .unwrap_or_default();
    text::clean_line(&format!(
        "{}, {}{address}{healed}",
        sign_off.name,
        day_words(sign_off.date)
    ))
    .into_owned()
}

/// What is still to be done in a role.
fn outstanding(role: SignRole) -> &'static str {
    match role {
        SignRole::Approve => "to approve",
        SignRole::Certify => "to certify",
        SignRole::Sign => "to sign",
        SignRole::Publish => "to publish",
    }
}

/// What changed since, under a lapsed one: in a line, or whole.
fn lapse(cx: &Context, sheet: &mut Sheet, state: &SignOffState, unfolded: bool) {
    let Standing::Lapsed { changed, .. } = &state.standing else {
        return;
    };
    let acting = cx.session.acting();
    if !unfolded {
        let labels: Vec<&str> = changed.iter().map(|thing| thing.label.as_str()).collect();
        let first = changed.iter().filter(|thing| thing.at.is_some());
        let first = first.min_by_key(|thing| thing.at);
        let who = first.map(|thing| standing::by_at_words(thing.by.as_deref(), thing.at, acting));
        let who = who.map(|who| match changed.len() {
            1 => format!(" ({who})"),
            _ => format!(" (first by {who})"),
        });
        let words = format!(
            "{} changed{}. c shows what, r puts it back.",
            list_of(&labels),
            who.unwrap_or_default()
        );
        sheet.below_entry(Passage::typed(words, cx.look.quiet()).indented(6));
        return;
    }
    for thing in changed {
        sheet.below_entry(Passage::typed(heading(thing, acting), cx.look.alert()).indented(6));
        let was = thing
            .was
            .as_deref()
            .unwrap_or("The log does not tell what it was.");
        let was = if was.trim().is_empty() {
            "It was empty."
        } else {
            was
        };
        sheet.below_entry(
            Passage::typed(format!("It was: {was}"), cx.look.quiet())
                .indented(6)
                .hanging(2),
        );
    }
}

fn heading(thing: &ChangedThing, acting: &crate::session::Acting) -> String {
    let by = thing
        .by
        .as_deref()
        .map(|by| format!(" by {by}"))
        .unwrap_or_default();
    let at = thing
        .at
        .map(|at| format!(", {}", standing::moment_words(at, acting)))
        .unwrap_or_default();
    format!("{} changed{by}{at}", thing.label)
}

/// `Purpose`, `Purpose and Length`, `Purpose, Length and 3 more`.
fn list_of(labels: &[&str]) -> String {
    match labels {
        [] => "Its content".to_owned(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}
