//! The page: what is overdue, what is due, then the risks, open ones first.

use crate::{
    guidance::Edition,
    interview::Place,
    project::day_words,
    rules::{Assessment, Deadline, Risk},
    tui::{
        screen::Context,
        screens::list::capital,
        standing, text, theme,
        widgets::{
            paint,
            prose::Passage,
            sheet::{Entry, Sheet},
        },
    },
};

/// The columns of a day.
const DAY: u16 = 11;
/// How far off it is has at least so many, so that `waiting until 30 Jun 2027` fits over both.
const WAITING: u16 = 12;
/// The columns of a question's number.
const NUMBER: u16 = 3;
/// The columns of the word of a severity.
const WORD: u16 = 6;
/// How many rows of what is done about a risk are shown; its form has the rest.
const ROWS: usize = 2;
/// From so many columns on a row is a table.
const TABLE: u16 = 60;

/// The page so many columns wide, and where each row that can be chosen leads.
pub(super) fn page(cx: &Context, columns: u16, tight: bool) -> (Sheet, Vec<Place>) {
    let mut page = Page {
        cx,
        edition: cx.session.edition(),
        found: cx.session.assessment(),
        sheet: Sheet::new(columns, cx.look),
        leads: Vec::new(),
        tight,
    };
    if page.found.deadlines.is_empty() && page.found.risks.is_empty() {
        page.nothing();
    } else {
        page.deadlines();
        page.risks();
    }
    (page.sheet, page.leads)
}

/// The help of the screen.
pub(super) fn help(cx: &Context) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    vec![
        Passage::new(
            "What is overdue stands first, then what is due, earliest first: the expected end, milestones and measures \
             of the plan, publishing the outcomes within six months of the end, disclosing each year's value by 30 June \
             of the next, and what was promised about risks.",
            quiet,
        ),
        Passage::blank(),
        Passage::new(
            "Each amber question answered no is a risk, and so is what you add yourself. It wants a mitigation, \
             somebody who owns it, and a date. A risk whose question is answered otherwise later is kept, and says who \
             answered so and when. Enter opens a risk, or goes where a deadline is met.",
            quiet,
        ),
    ]
}

struct Page<'a> {
    cx: &'a Context<'a>,
    edition: &'a Edition,
    found: &'a Assessment,
    sheet: Sheet,
    leads: Vec<Place>,
    tight: bool,
}

impl Page<'_> {
    fn heading(&mut self, words: &str) {
        if !self.tight {
            self.sheet.blank();
        }
        self.sheet.words(words, self.cx.look.prompt());
    }

    /// What an empty page teaches.
    fn nothing(&mut self) {
        let quiet = self.cx.look.quiet();
        if self.found.stage.is_none() {
            self.sheet
                .words("Closed: nothing is due any more.", self.cx.look.prompt());
            return;
        }
        self.sheet
            .words("Nothing here yet. Three ways to begin:", self.cx.look.prompt());
        if !self.tight {
            self.sheet.blank();
        }
        for words in [
            "a    adds a risk of the project's own",
            "F2   goes to Milestones or Measures: what they date falls due here",
            "F5   goes back; an amber question answered no raises a risk by itself",
        ] {
            self.sheet
                .passage(Passage::new(words, quiet).indented(2).hanging(5));
        }
    }

    fn deadlines(&mut self) {
        let (late, due): (Vec<&Deadline>, Vec<&Deadline>) =
            self.found.deadlines.iter().partition(|deadline| deadline.overdue);
        if !late.is_empty() {
            self.heading(&format!("{} overdue", late.len()));
            self.table(&late);
        }
        match (due.len(), late.len()) {
            (0, 0) if self.found.stage.is_none() => self.heading("Closed: nothing is due any more"),
            (0, 0) => self.heading("Nothing is due yet"),
            (0, _) => {}
            (count, _) => self.heading(&format!("{count} due")),
        }
        self.table(&due);
    }

    fn table(&mut self, deadlines: &[&Deadline]) {
        let today = self.cx.session.acting().today();
        let whens = deadlines.iter().map(|deadline| deadline.when(today));
        let wide = whens.map(|when| text::width(&when)).max().unwrap_or_default();
        for deadline in deadlines {
            self.deadline(deadline, wide);
        }
    }

    /// `31 Jan 2027  12 days late  The milestone "Training"`, wrapped under its words.
    fn deadline(&mut self, deadline: &Deadline, wide: u16) {
        let look = self.cx.look;
        let today = self.cx.session.acting().today();
        let style = if deadline.overdue {
            look.alert()
        } else {
            look.quiet()
        };
        if self.sheet.columns() < TABLE {
            let entry = Entry::new().labelled().then(deadline.timing(today), style);
            self.sheet.entry(entry);
            self.sheet
                .below_entry(Passage::typed(&deadline.what, look.quiet()).indented(4));
        } else {
            let before = DAY + 2 + wide.max(WAITING) + 2;
            let columns = self.sheet.columns().min(crate::tui::layout::PROSE);
            let room = columns.saturating_sub(2 + before);
            let mut lines = text::wrap(&deadline.what, room).into_iter();
            let entry = if deadline.waits() {
                Entry::new().cell(&deadline.timing(today), before, look.quiet(), look)
            } else {
                Entry::new()
                    .cell(&day_words(deadline.due), DAY + 2, look.quiet(), look)
                    .cell(&deadline.when(today), before - DAY - 2, style, look)
            };
            let entry = entry
                .labelled()
                .then(lines.next().unwrap_or_default(), look.quiet());
            self.sheet.entry(entry);
            for line in lines {
                self.sheet
                    .below_entry(Passage::typed(line, look.quiet()).indented(2 + before));
            }
        }
        self.leads
            .push(standing::target_place(self.edition, &deadline.to));
    }

    fn risks(&mut self) {
        match self.found.risk_counts() {
            counts if counts.is_empty() => {
                self.heading("No risk yet");
                self.sheet.passage(
                    Passage::new(
                        "An amber question answered no becomes one; a adds one of the project's own.",
                        self.cx.look.quiet(),
                    )
                    .indented(2),
                );
            }
            counts => self.heading(&format!("Risks: {counts}")),
        }
        for risk in self.found.risks_by_standing() {
            if let Some(place) = Place::of_risk(self.edition, risk) {
                self.risk(risk);
                self.leads.push(place);
            }
        }
    }

    /// A risk: its question, its title and how it stands; below it who does what by when, and what
    /// it lacks.
    fn risk(&mut self, risk: &Risk) {
        let look = self.cx.look;
        let open = risk.status == "open";
        let number = risk
            .item
            .as_ref()
            .and_then(|item| self.edition.item(item.as_str())?.number.as_deref())
            .unwrap_or_default();
        let due = risk.due.map(|due| format!(", due {}", day_words(due)));
        let due = due.filter(|_| open).unwrap_or_default();
        let standing = match risk.closed {
            Some(_) => String::new(),
            None => format!("{}{due}", risk.status_words()),
        };
        let columns = self.sheet.columns().min(crate::tui::layout::PROSE);
        let amber = theme::Severity::Amber;
        let word = if risk.raised && open { amber.word() } else { "" };
        let entry = if columns < TABLE {
            let title = paint::fitted(&risk.title, columns.saturating_sub(3 + NUMBER), look);
            Entry::new()
                .cell(number, NUMBER, look.quiet(), look)
                .labelled()
                .then(title, look.quiet())
        } else {
            let used = 3 + WORD + NUMBER + 2 + text::width(&standing);
            let room = columns.saturating_sub(used);
            Entry::new()
                .cell(word, WORD, look.quiet(), look)
                .cell(number, NUMBER, look.quiet(), look)
                .labelled()
                .then(paint::fitted(&risk.title, room, look), look.quiet())
        };
        let blanks = columns.saturating_sub(3 + entry.width() + text::width(&standing));
        let entry = if columns < TABLE {
            entry
        } else {
            entry
                .then(" ".repeat(usize::from(blanks)), look.quiet())
                .then(standing.clone(), look.quiet())
        };
        self.sheet.entry(if word.is_empty() {
            entry.indented(1)
        } else {
            entry.severe(amber)
        });
        if columns < TABLE {
            let words = format!("{word} {standing}");
            if !words.trim().is_empty() {
                self.below(&capital(words.trim()));
            }
        }
        if let Some(words) = standing::closed_words(risk, self.cx.session.acting()) {
            self.below(&words);
        }
        if let Some(lacks) = risk.lacks_words() {
            let words = format!("Still {lacks}.");
            self.sheet
                .below_entry(Passage::new(words, look.alert()).indented(self.indent()));
        }
        let owner = risk.owner.trim();
        let done = risk.mitigation.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = match (owner, done.as_str()) {
            ("", "") => return,
            (owner, "") => format!("Owner: {owner}."),
            ("", done) => done.to_owned(),
            (owner, done) => format!("{owner}: {done}"),
        };
        let room = columns.saturating_sub(self.indent());
        let mut lines = text::wrap(&words, room);
        if lines.len() > ROWS {
            let rest = lines.split_off(ROWS - 1).join(" ");
            lines.push(paint::fitted(&rest, room, look));
        }
        for line in lines {
            self.below(&line);
        }
    }

    /// More about the risk above, below its title.
    fn below(&mut self, words: &str) {
        let passage = Passage::typed(words, self.cx.look.quiet());
        self.sheet.below_entry(passage.indented(self.indent()));
    }

    /// Where the titles of risks begin.
    fn indent(&self) -> u16 {
        let word = if self.sheet.columns() < TABLE { 0 } else { WORD };
        3 + word + NUMBER
    }
}
