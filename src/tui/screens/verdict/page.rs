//! What stands on the page of the verdict, from the word down to other forms of support.

use super::{
    Lead,
    words::{self, capital},
};
use crate::{
    guidance::{Citation, Edition, Item, ItemId, ListRole, Severity, Verdict},
    rules::Eligibility,
    tui::{
        screen::Context,
        standing, text, theme,
        widgets::{
            prose::Passage,
            sheet::{Entry, Sheet},
        },
    },
};

/// What every verdict is, whatever it says.
pub(super) const CANDIDATE: &str = "A candidate verdict: the parties' own governance decides. Guidance p. 16";

/// With more open questions than these a triage's end starts with them.
const MANY: usize = 6;
/// From so many columns on the rows are a table.
const TABLE: u16 = 56;

/// The page so many columns wide, and what each row that can be chosen leads to.
pub(super) fn page(cx: &Context, columns: u16, tight: bool) -> (Sheet, Vec<Lead>) {
    let mut page = Page {
        cx,
        edition: cx.session.edition(),
        found: &cx.session.assessment().eligibility,
        sheet: Sheet::new(columns, cx.look),
        leads: Vec::new(),
        tight,
    };
    page.word();
    // what a verdict rests on comes before the risks that it takes along, unless somebody waits
    // to be asked what now
    let why_first = page.found.verdict.is_candidate() && !cx.triage && !tight;
    if why_first {
        page.why();
    }
    // where it is tight, what to do now is in sight first
    if cx.triage && tight {
        page.what_now();
    }
    page.questions();
    if cx.triage && !tight {
        page.what_now();
    }
    if tight {
        page.heading("In full");
        page.meaning();
    }
    if !why_first {
        page.why();
    }
    page.would_change();
    page.other_forms();
    (page.sheet, page.leads)
}

/// The help of the screen: what each verdict is.
pub(super) fn help(cx: &Context) -> Vec<Passage> {
    let mut passages = vec![Passage::new(
        "The verdict follows from the checklist at once, whatever the order of the answers. A red no makes \
         the project not yet eligible; an amber no never changes the verdict and becomes a risk to look \
         after. It is a candidate: the parties' own governance decides.",
        cx.look.quiet(),
    )];
    for text in &cx.session.edition().verdicts {
        passages.push(Passage::new(
            format!("{}: {}", text.title, text.means),
            cx.look.quiet(),
        ));
    }
    passages
}

struct Page<'a> {
    cx: &'a Context<'a>,
    edition: &'a Edition,
    found: &'a Eligibility,
    sheet: Sheet,
    leads: Vec<Lead>,
    tight: bool,
}

impl Page<'_> {
    fn heading(&mut self, words: &str) {
        if self.tight {
            self.sheet.words(words, self.cx.look.prompt());
        } else {
            self.sheet.blank();
            self.sheet.words(words, self.cx.look.prompt());
        }
    }

    fn word(&mut self) {
        let look = self.cx.look;
        let word = standing::capitals(self.found.verdict);
        let beside = if self.cx.triage {
            let all = self.found.applying.len();
            let answered = all - self.found.unanswered.len();
            if answered == all {
                format!("{all} answers")
            } else {
                format!("{answered} of {all} answered")
            }
        } else {
            words::route(self.found).to_owned()
        };
        let room = self.sheet.columns().saturating_sub(text::width(&word) + 3);
        let mut pieces = vec![ratatui::text::Span::styled(word, look.prompt())];
        let fits = text::width(&beside) <= room;
        if fits {
            pieces.push(ratatui::text::Span::raw(format!("   {beside}")));
        }
        self.sheet.row(pieces);
        if !fits && !self.tight {
            self.sheet.words(beside, look.quiet());
        }
        if self.tight {
            self.meaning_cut();
        } else {
            self.sheet.blank();
            self.meaning();
        }
    }

    /// What a candidate may do next, while that still lies ahead.
    fn way_on(&self) -> &'static str {
        let stage = self.cx.session.assessment().stage.as_ref();
        let first = self.edition.stages.first().map(|stage| &stage.id);
        if self.cx.triage {
            "A project can be made of it."
        } else if stage == first {
            "The project can go on to its concept."
        } else {
            ""
        }
    }

    fn meaning(&mut self) {
        let words = words::meaning(self.edition, self.found, self.way_on());
        self.sheet.words(words, self.cx.look.quiet());
    }

    /// Two rows of what it means; all of it stands further down.
    fn meaning_cut(&mut self) {
        let look = self.cx.look;
        let words = words::meaning(self.edition, self.found, self.way_on());
        let lines = text::wrap(&text::own(&words, look), self.sheet.columns());
        let more = lines.len() > 2;
        for (at, line) in lines.into_iter().take(2).enumerate() {
            let line = if more && at == 1 {
                let room = self
                    .sheet
                    .columns()
                    .saturating_sub(text::width(look.ellipsis()) + 1);
                let kept = text::prefix(&line, room);
                let whole = match kept.rsplit_once(' ') {
                    Some((whole, _)) if kept.len() < line.len() => whole,
                    _ => kept,
                };
                format!("{whole} {}", look.ellipsis())
            } else {
                line
            };
            self.sheet.row(vec![line.into()]);
        }
    }

    /// The questions that hold it, and those that it takes along.
    fn questions(&mut self) {
        let open = |item: &&Item| self.is_open(&item.id);
        let asked = || {
            self.edition
                .checklist()
                .filter(|item| self.found.applying.contains(&item.id))
                .filter(open)
        };
        let decides = |item: &&Item| item.severity != Some(Severity::Amber);
        let holding: Vec<Item> = asked().filter(decides).cloned().collect();
        let along: Vec<Item> = asked().filter(|item| !decides(item)).cloned().collect();
        if holding.is_empty() && along.is_empty() {
            return;
        }
        let only_no = along.iter().all(|item| self.found.amber_no.contains(&item.id));
        if self.tight {
            // there is no room for a heading
        } else if !holding.is_empty() {
            self.sheet.blank();
        } else if only_no && !self.cx.triage {
            self.heading("Risks it takes along");
        } else {
            self.heading("To look after");
        }
        // what is answered no decides, so it stands before what is open
        let no = |item: &&Item| self.found.red_no.contains(&item.id);
        let (no, open): (Vec<&Item>, Vec<&Item>) = holding.iter().partition(no);
        for item in no.into_iter().chain(open).chain(&along) {
            self.question(item);
        }
    }

    fn is_open(&self, id: &ItemId) -> bool {
        let found = self.found;
        [
            &found.red_no,
            &found.amber_no,
            &found.to_confirm,
            &found.unanswered,
        ]
        .iter()
        .any(|ids| ids.contains(id))
    }

    fn question(&mut self, item: &Item) {
        let look = self.cx.look;
        let found = self.found;
        let is_no = found.red_no.contains(&item.id) || found.amber_no.contains(&item.id);
        let (answer, style) = if is_no {
            ("no", look.alert())
        } else if found.to_confirm.contains(&item.id) {
            ("not sure", look.alert())
        } else if self.sheet.columns() < TABLE {
            ("open", look.quiet())
        } else {
            ("[ ]", look.quiet())
        };
        let severity = match item.severity {
            Some(Severity::Red) => Some(theme::Severity::Red),
            Some(Severity::Amber) => Some(theme::Severity::Amber),
            Some(Severity::Route) | None => None,
        };
        let word = severity.map_or("", theme::Severity::word);
        let weight = if is_no { look.alert() } else { look.quiet() };
        let mut entry = Entry::new();
        if self.sheet.columns() < TABLE {
            let before = if word.is_empty() {
                String::new()
            } else {
                format!("{word} ")
            };
            entry = entry
                .then(before, weight)
                .then(format!("{} ", item.name()), look.quiet())
                .labelled()
                .then(item.label.clone(), look.quiet())
                .then(": ", look.quiet())
                .then(answer, style);
        } else {
            let note = self.note(item, is_no);
            let room = self.sheet.columns().saturating_sub(2 + 1 + 8 + 4 + 23 + 10);
            // a question without a severity has no bar, and keeps the column
            let first = if severity.is_none() { 9 } else { 8 };
            entry = entry
                .cell(word, first, weight, look)
                .cell(item.name(), 4, look.quiet(), look)
                .labelled()
                .cell(&item.label, 22, look.quiet(), look)
                .then(" ", look.quiet())
                .cell(answer, 10, style, look)
                .cell(&note, room, look.quiet(), look);
        }
        if let Some(severity) = severity {
            entry = entry.severe(severity);
        }
        self.sheet.entry(entry);
        self.leads.push(Lead::Item(item.id.clone()));
    }

    /// What was noted beside an answer; of a risk, who looks after it.
    fn note(&self, item: &Item, is_no: bool) -> String {
        let project = self.cx.session.project();
        let note = project.answer(item.id.as_str()).map(|answer| answer.note.trim());
        if let Some(note) = note.filter(|note| !note.is_empty()) {
            return note.lines().next().unwrap_or_default().to_owned();
        }
        if !is_no || item.severity != Some(Severity::Amber) || self.cx.triage {
            return String::new();
        }
        let record = self
            .edition
            .list_role(ListRole::Risks)
            .and_then(|list| project.record(list.as_str(), &crate::rules::risk_record_id(&item.id)));
        match record
            .map(|record| record.text("owner"))
            .filter(|owner| !owner.is_empty())
        {
            Some(owner) => format!("risk, {owner}"),
            None => "risk, no owner".to_owned(),
        }
    }

    fn what_now(&mut self) {
        let look = self.cx.look;
        if !self.tight {
            self.heading("What now?");
        }
        // what now is chosen, unless so much is open that it is out of sight
        if self.leads.len() <= MANY {
            self.sheet.start_with_next();
        }
        let ways = [
            ("m", "Make a project of it", "these answers go along", Lead::Make),
            ("e", "Export the result", "Word, Markdown or HTML", Lead::Export),
            ("q", "Leave", "keeps nothing", Lead::Leave),
        ];
        for (key, label, note, lead) in ways {
            let entry = Entry::new()
                .cell(key, 3, look.footer_key(), look)
                .labelled()
                .cell(label, 20, look.quiet(), look);
            let entry = if self.sheet.columns() < TABLE {
                entry
            } else {
                entry.then(format!("   {note}"), look.quiet())
            };
            self.sheet.entry(entry);
            self.leads.push(lead);
        }
    }

    fn why(&mut self) {
        // the amber ones stand above, row by row
        let amber = |id: &ItemId| {
            self.edition
                .item(id.as_str())
                .is_some_and(|item| item.severity == Some(Severity::Amber))
        };
        let told: Vec<String> = self
            .found
            .reasons
            .iter()
            .filter(|reason| reason.items.is_empty() || !reason.items.iter().all(amber))
            .map(|reason| format!("{} (p. {})", reason.what.trim_end(), reason.page))
            .collect();
        if told.is_empty() {
            return;
        }
        self.heading("Why");
        for words in told {
            let passage = Passage::typed(words, self.cx.look.quiet());
            self.sheet.passage(passage.indented(2).hanging(2));
        }
    }

    fn would_change(&mut self) {
        if self.found.would_change.is_empty() {
            return;
        }
        self.heading("What would change it");
        let look = self.cx.look;
        for row in &self.found.would_change {
            let to = capital(row.verdict.words());
            let change = words::change(self.edition, row);
            let words = if self.sheet.columns() < TABLE {
                format!("{to}: {change}")
            } else {
                format!("{to:<26}{change}")
            };
            let hang = if self.sheet.columns() < TABLE { 2 } else { 26 };
            self.sheet
                .passage(Passage::new(words, look.quiet()).indented(2).hanging(hang));
        }
    }

    fn other_forms(&mut self) {
        match self.found.verdict {
            Verdict::NotYetEligible | Verdict::OtherSupport => {}
            Verdict::JointWorking | Verdict::CollaborativeWorking | Verdict::Undetermined => return,
        }
        self.heading("Other forms of support");
        let look = self.cx.look;
        for form in &self.edition.other_forms {
            let words = format!("{}. {} ({})", form.title, form.means, cited(&form.source));
            self.sheet
                .passage(Passage::new(words, look.quiet()).indented(2).hanging(2));
        }
    }
}

/// Where to read more: `p. 16` of the guidance, `Code, Clause 23`.
fn cited(source: &Citation) -> String {
    match source.key.as_str() {
        "G" => format!("p. {}", source.page),
        "C" => format!("Code, {}", source.page),
        key => format!("{key}, {}", source.page),
    }
}
