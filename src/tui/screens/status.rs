//! Where the project stands, whole: verdict, what blocks the next gate, stages and steps, what is
//! due. It is the panel of wide screens, with rows that lead where something is to be done.

use ratatui::{buffer::Buffer, layout::Position, text::Span};

use crate::{
    guidance::{Edition, Severity},
    interview::Place,
    project::Project,
    rules::{Assessment, Back, Sentence},
    session::Acting,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Heading, Screen, Step},
        standing::{self, Counts, StageStanding},
        text,
        theme::{self, Look},
        widgets::{
            footer::Button,
            progress_bar::{percent, progress_bar},
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
        },
    },
};

/// The columns of the words before what is next, due and open.
const LABEL: u16 = 16;
/// The columns of a stage's bar.
const BAR: u16 = 12;

/// Where the project stands, over a screen.
#[derive(Default)]
pub struct Status {
    state: SheetState,
}

impl Status {
    /// The overlay over a screen.
    pub fn of(_cx: &Context, _below: &dyn Screen) -> Box<dyn Screen> {
        Box::new(Self::default())
    }
}

impl Screen for Status {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Where it stands".to_owned(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Standing]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let of = |action| Button::of(action, &[Scope::Everywhere]);
        let mut buttons = vec![of(Action::Accept).labelled("go there")];
        if self.chosen(cx).is_some_and(|lead| lead.back.is_some()) {
            buttons.push(Button::of(Action::Restore, &[Scope::Standing]));
        }
        buttons.extend([of(Action::Close), of(Action::GoTo), of(Action::Menu)]);
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let (sheet, leads) = page(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => {
                let chosen = self.state.chosen(&sheet);
                match chosen.and_then(|chosen| leads.into_iter().nth(chosen)) {
                    Some(lead) => Step::Go(lead.to),
                    None => Step::Stay,
                }
            }
            Action::Restore => match self.chosen(cx).and_then(|lead| lead.back) {
                Some(back) => super::history::back::of_gate(cx, &back),
                None => Step::Say("Nothing was changed here that could be put back.".to_owned()),
            },
            Action::Status => Step::Close,
            Action::GoTo | Action::Menu | Action::Search => Step::Press(action),
            _ => Step::Ignored,
        }
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "What stands before the next stage, most important first; then what is next, due and at risk, \
             and every step with how much of it is met; Enter on one shows its answers. [ ] empty, [~] part, [x] done, [-] does not apply, \
             [?] not sure, [!] needs somebody. Enter goes where the row is settled. Where somebody's change \
             shut a gate again, the row says who and when, and r puts back what it was.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let (sheet, _) = page(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf)
    }
}

impl Status {
    fn chosen(&self, cx: &Context) -> Option<Lead> {
        let (sheet, leads) = page(cx, self.state.columns(), self.state.is_tight());
        let chosen = self.state.chosen(&sheet)?;
        leads.into_iter().nth(chosen)
    }
}

/// Where a row leads, and what it can put back.
struct Lead {
    to: Place,
    back: Option<Back>,
}

impl From<Place> for Lead {
    fn from(to: Place) -> Self {
        Self { to, back: None }
    }
}

/// The page so many columns wide, and where each row that can be chosen leads.
fn page(cx: &Context, columns: u16, tight: bool) -> (Sheet, Vec<Lead>) {
    let mut page = Page {
        project: cx.session.project(),
        edition: cx.session.edition(),
        assessment: cx.session.assessment(),
        acting: cx.session.acting(),
        look: cx.look,
        today: cx.session.acting().today(),
        sheet: Sheet::new(columns, cx.look),
        leads: Vec::new(),
        tight,
    };
    page.verdict();
    page.before();
    page.soon();
    page.stages();
    page.deadlines();
    page.notes();
    (page.sheet, page.leads)
}

struct Page<'a> {
    project: &'a Project,
    edition: &'a Edition,
    assessment: &'a Assessment,
    acting: &'a Acting,
    look: Look,
    today: jiff::civil::Date,
    sheet: Sheet,
    leads: Vec<Lead>,
    tight: bool,
}

impl Page<'_> {
    fn gap(&mut self) {
        if !self.tight {
            self.sheet.blank();
        }
    }

    fn verdict(&mut self) {
        let found = &self.assessment.eligibility;
        let word = standing::capitals(found.verdict);
        let wide = text::width(&word);
        let entry = Entry::new()
            .then(word, self.look.prompt())
            .then("   ", self.look.quiet());
        let beside = super::verdict::beside(self.edition, found);
        let entry = if wide + 3 + text::width(&beside) + 2 <= self.sheet.columns() {
            entry.then(beside, self.look.quiet())
        } else {
            entry
        };
        self.sheet.entry(entry);
        self.leads.push(Place::Verdict.into());
        if found.route == Some(crate::guidance::Verdict::OtherSupport) {
            return;
        }
        let red = Counts::of(self.edition, found, Severity::Red);
        let amber = Counts::of(self.edition, found, Severity::Amber);
        let mut pieces = self.counts(theme::Severity::Red, red, "  ");
        let other = self.counts(theme::Severity::Amber, amber, "      ");
        let wide: u16 = pieces
            .iter()
            .chain(&other)
            .map(|piece| text::width(&piece.content))
            .sum();
        if wide <= self.sheet.columns() {
            pieces.extend(other);
            self.sheet.row(pieces);
        } else {
            self.sheet.row(pieces);
            self.sheet.row(self.counts(theme::Severity::Amber, amber, "  "));
        }
    }

    /// `RED    0 no   5 open   1 not sure`, with the bar where one is answered no.
    fn counts(&self, severity: theme::Severity, counts: Counts, before: &'static str) -> Vec<Span<'static>> {
        let look = self.look;
        let some = counts.no > 0;
        let style = if some { look.alert() } else { look.quiet() };
        let bar = if some {
            look.severity_bar(severity).span()
        } else {
            Span::raw(" ")
        };
        let mut pieces = vec![
            Span::raw(before.get(1..).unwrap_or_default().to_owned()),
            bar,
            Span::styled(format!("{:<6} ", severity.word()), style),
            Span::styled(format!("{} no", counts.no), style),
        ];
        for words in counts.rest() {
            pieces.push(Span::raw(format!("   {words}")));
        }
        pieces
    }

    fn before(&mut self) {
        let shut = standing::shut_again(self.edition, self.assessment);
        let started = !shut.is_empty();
        for (at, (label, sentences)) in shut.into_iter().enumerate() {
            self.gap();
            self.gate(&format!("{label}, shut again"), sentences, at == 0);
        }
        self.gap();
        let Some((label, sentences)) = standing::before(self.edition, self.assessment) else {
            let words = if self.assessment.stage.is_none() {
                "Closed: nothing is left to do."
            } else {
                "Nothing is in the way."
            };
            self.sheet.words(words, self.look.prompt());
            return;
        };
        self.gate(label, sentences, !started);
    }

    /// A gate with what is unmet of it.
    fn gate(&mut self, label: &str, sentences: &[Sentence], starts: bool) {
        self.sheet.row(vec![
            Span::styled(label.to_owned(), self.look.prompt()),
            Span::raw(format!("   {}", standing::things(sentences.len()))),
        ]);
        if starts {
            self.sheet.start_with_next();
        }
        for sentence in sentences {
            let words = standing::sentence_words(sentence, self.acting);
            self.sheet.sentence(&words, self.look.quiet());
            self.leads.push(Lead {
                to: standing::target_place(self.edition, &sentence.to),
                back: sentence.since.as_ref().map(|turned| turned.back.clone()),
            });
        }
    }

    fn soon(&mut self) {
        self.gap();
        let assessment = self.assessment;
        if let Some(next) = &assessment.next {
            let words = standing::next_words(self.edition, next);
            self.lead("Next", &words, standing::next_place(self.edition, next));
        }
        let due = standing::due_words(assessment);
        match assessment.deadlines.as_slice() {
            [] => self.told("Due", &due),
            [only] => self.lead("Due", &due, standing::target_place(self.edition, &only.to)),
            _ => self.lead("Due", &due, Place::RisksAndDeadlines),
        }
        let risks = standing::risk_words(self.edition, assessment);
        if assessment.risks.is_empty() {
            self.told("Risks", &risks);
        } else {
            self.lead("Risks", &risks, Place::RisksAndDeadlines);
        }
        let amendments = self.edition.list_role(crate::guidance::ListRole::Amendments);
        if let Some((open, list)) = assessment.open_amendment_words().zip(amendments) {
            self.lead("Amend", &open, Place::List(list.clone()));
        }
    }

    fn lead(&mut self, label: &str, words: &str, place: Place) {
        let look = self.look;
        let (before, hang) = self.label(label);
        let room = self.sheet.columns().saturating_sub(2 + hang);
        let mut lines = text::wrap(words, room).into_iter();
        let first = lines.next().unwrap_or_default();
        let entry = Entry::new()
            .then(before, look.quiet())
            .labelled()
            .then(first, look.quiet());
        self.sheet.entry(entry);
        for line in lines {
            self.sheet
                .below_entry(Passage::typed(line, look.quiet()).indented(2 + hang));
        }
        self.leads.push(place.into());
    }

    fn told(&mut self, label: &str, words: &str) {
        let (before, _) = self.label(label);
        let entry = Entry::new()
            .then(before, self.look.quiet())
            .then(words.to_owned(), self.look.quiet());
        self.sheet.still(entry);
    }

    /// A label in its columns, fewer of them where it is narrow.
    fn label(&self, label: &str) -> (String, u16) {
        let columns = if self.sheet.columns() < 60 { 7 } else { LABEL };
        (format!("{label:<width$}", width = usize::from(columns)), columns)
    }

    fn stages(&mut self) {
        self.gap();
        let stages = standing::stages(self.edition, self.assessment);
        for stage in stages {
            self.stage(&stage);
            self.steps(&stage);
        }
    }

    fn stage(&mut self, stage: &StageStanding) {
        let look = self.look;
        let mut pieces = vec![Span::raw(format!(
            "{} {} {:<12}",
            stage.mark.symbol(),
            stage.number,
            stage.label
        ))];
        if stage.to_come {
            pieces.push(Span::raw("to come"));
        } else {
            pieces.extend(progress_bar(stage.done, stage.total, BAR, look).spans);
            pieces.push(Span::raw(format!("  {:>4}", percent(stage.done, stage.total))));
        }
        let work = standing::work_words(self.edition, self.project, self.assessment);
        let work = work.filter(|(of, _)| *of == stage.id).map(|(_, words)| words);
        let wide: u16 = pieces.iter().map(|piece| text::width(&piece.content)).sum();
        match work {
            Some(words) if wide + 3 + text::width(&words) > self.sheet.columns() => {
                self.sheet.row(pieces);
                self.sheet.row(vec![Span::raw(format!("      {words}"))]);
            }
            work => {
                pieces.extend(work.map(|words| Span::raw(format!("   {words}"))));
                self.sheet.row(pieces);
            }
        }
    }

    /// The steps of a stage, a row each, which leads to its answers: mark and label, how much is met.
    fn steps(&mut self, stage: &StageStanding) {
        let look = self.look;
        for state in self.assessment.steps.iter().filter(|step| step.stage == stage.id) {
            let Some(step) = self.edition.step(state.id.as_str()) else {
                continue;
            };
            let mark = standing::step_mark(state.state).symbol();
            let room = 16_usize.saturating_sub(usize::from(text::width(&step.label)));
            let entry = Entry::new()
                .indented(2)
                .then(format!("{mark} "), look.quiet())
                .labelled()
                .then(step.label.clone(), look.quiet())
                .then(format!("{:room$}{:>9}", "", standing::share(state)), look.quiet());
            self.sheet.entry(entry);
            self.leads.push(Place::Check(state.id.clone()).into());
        }
    }

    fn deadlines(&mut self) {
        if self.assessment.deadlines.len() < 2 {
            return;
        }
        self.gap();
        self.sheet.words("What falls due", self.look.prompt());
        for deadline in &self.assessment.deadlines {
            let words = format!("{}: {}", deadline.timing(self.today), deadline.what);
            self.sheet.sentence(&words, self.look.quiet());
            self.leads
                .push(standing::target_place(self.edition, &deadline.to).into());
        }
    }

    fn notes(&mut self) {
        if self.assessment.notes.is_empty() {
            return;
        }
        self.gap();
        self.sheet.words("Worth knowing", self.look.prompt());
        for note in &self.assessment.notes {
            let words = format!("{} (p. {})", note.what, note.page);
            self.sheet.sentence(&words, self.look.quiet());
            self.leads
                .push(standing::target_place(self.edition, &note.to).into());
        }
    }
}
