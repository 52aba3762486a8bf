//! How a comparison is laid out: the verdicts, the rows by group, and below them the selected one
//! with both answers in full; one row at a time where there is little room.

use ratatui::{
    buffer::Buffer,
    layout::Position,
    style::Style,
    text::{Line, Span},
};

use super::{Compare, rows};
use crate::{
    guidance::{Item, Severity, Verdict},
    interview,
    project::{Project, Value, choice_words},
    rules::{Agreement, CompareGroup, Compared, Given, Said},
    tui::{
        layout::{Height, PROSE, Regions, Width, take_rows},
        screen::Context,
        screens::question::{
            difference::Difference,
            reading::{Reading, written},
        },
        standing, text, theme,
        widgets::{
            paint,
            table::{Cell, Column, Row, Table},
        },
    },
};

/// The columns of severity and number, and of a question's label.
const WIDE: [u16; 2] = [8, 22];
/// The columns of our answer, and where there are fewer columns than in a usual terminal.
const OURS: [u16; 2] = [18, 13];
/// Where an item has no answer.
const OPEN: &str = "[ ]";

/// What is said where the answers alone do not tell the verdicts apart.
const PARTIES: &str =
    "With the same answers the verdicts would still differ: the parties recorded decide too.";

/// How an item is called on a line of its own: `4 A fair share`, `Size of the problem`.
pub(super) fn name(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("{number} {}", item.label),
        None => item.label.clone(),
    }
}

/// Draws it; says how many pages the answers below the table have, and where the cursor stands.
pub(super) fn view(
    compare: &Compare,
    cx: &Context,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> (usize, Option<Position>) {
    let page = Page { compare, cx };
    let density = regions.density;
    let one = density.eyebrow_in_header() || density.width <= Width::Narrow && density.height <= Height::Low;
    let mut area = regions.table();
    if one {
        area = regions.centre;
    } else {
        let sides = page.sides(area.width, density.height >= Height::Tall);
        let height = u16::try_from(sides.len()).unwrap_or(u16::MAX);
        sides.view(0, take_rows(&mut area, height), buf);
        take_rows(&mut area, 1);
    }
    let spaced = density.height >= Height::Tall;
    let table = page.table(area.width, density.width > Width::Narrow, one, spaced);
    if table.is_empty() {
        paint::line(buf, area, 0, "Nothing is answered yet, here or there.");
        return (1, paint::cursor(area, 0, 0).filter(|_| focused));
    }
    // below the table the answers keep their place, whatever the selected row says
    let rows = if one {
        1
    } else {
        table.height().min(area.height / 2)
    };
    let place = take_rows(&mut area, rows);
    let cursor = table.view(compare.state, focused, cx.look, place, buf);
    take_rows(&mut area, u16::from(!one));
    let detail = page.detail(area.width.min(PROSE), one);
    detail.view(compare.page, area, buf);
    (detail.pages(area.height), cursor)
}

struct Page<'a> {
    compare: &'a Compare,
    cx: &'a Context<'a>,
}

impl Page<'_> {
    /// What the checklist makes of either side; where there is room, which copy it is, and who
    /// answered last.
    fn sides(&self, columns: u16, whole: bool) -> Reading {
        let (cx, found) = (self.cx, &self.compare.found);
        let theirs = &self.compare.theirs;
        let mut reading = Reading::default();
        if whole {
            let title = theirs.project.title(cx.session.edition());
            let file = theirs.path.file_name().unwrap_or_default().to_string_lossy();
            let words = match title {
                "" => format!("With {file}"),
                title => format!("With {title} ({file})"),
            };
            for line in text::wrap(&text::clean_line(&words), columns) {
                reading.line(line);
            }
            let wide = [found.verdict_a, found.verdict_b].map(|verdict| verdict.words().len());
            let wide = wide.into_iter().max().unwrap_or_default();
            reading.line(self.side("Here", cx.session.project(), found.verdict_a, wide));
            reading.line(self.side("There", &theirs.project, found.verdict_b, wide));
        } else {
            let word = |verdict| Span::styled(standing::capitals(verdict), cx.look.prompt());
            reading.line(Line::from(vec![
                Span::raw("Here "),
                word(found.verdict_a),
                Span::raw("   There "),
                word(found.verdict_b),
            ]));
        }
        if found.parties_decide {
            reading.say(PARTIES, cx.look.quiet(), columns, cx.look);
        }
        reading
    }

    fn side(&self, name: &str, project: &Project, verdict: Verdict, wide: usize) -> Line<'static> {
        let last = project.answers.values().filter(|answer| answer.at.is_some());
        let last = last.max_by_key(|answer| answer.at);
        let who = last.map(|answer| self.who(answer.by.as_deref(), answer.at));
        let word = standing::capitals(verdict);
        Line::from(vec![
            Span::raw(format!("{name:<7}")),
            Span::styled(format!("{word:<wide$}"), self.cx.look.prompt()),
            Span::raw(who.map(|who| format!("   last by {who}")).unwrap_or_default()),
        ])
    }

    /// Who, and when: `B. Person, yesterday at 14:02`.
    fn who(&self, by: Option<&str>, at: Option<jiff::Timestamp>) -> String {
        let at = at.map(|at| standing::moment_words(at, self.cx.session.acting()));
        let words: Vec<&str> = [by, at.as_deref()].into_iter().flatten().collect();
        text::clean_line(&words.join(", ")).into_owned()
    }

    /// The rows by group; without their headings where one row is shown at a time.
    fn table(&self, columns: u16, wide: bool, one: bool, spaced: bool) -> Table {
        let look = self.cx.look;
        let mut drawn: Vec<Row> = Vec::new();
        let mut last = None;
        for row in rows(&self.compare.found) {
            let Some(item) = self.cx.session.edition().item(row.item.as_str()) else {
                continue;
            };
            if !one && last != Some(row.group()) {
                last = Some(row.group());
                if spaced && !drawn.is_empty() {
                    drawn.push(Row::aside(""));
                }
                drawn.push(Row::aside(Cell::new(heading(row.group()), look.prompt())));
            }
            drawn.push(self.row(item, row, wide));
        }
        if !wide {
            return Table::new(vec![Column::new("", columns).growing()], drawn);
        }
        let ([number, label], [usual, narrow]) = (WIDE, OURS);
        let ours = if columns < PROSE { narrow } else { usual };
        let columns = vec![
            Column::new("", number),
            Column::new("", label),
            Column::new("Here", ours),
            Column::new("There", ours).growing(),
        ];
        let table = Table::new(columns, drawn).labelled_by(1);
        if one { table } else { table.with_header() }
    }

    fn row(&self, item: &Item, row: &Compared, wide: bool) -> Row {
        let look = self.cx.look;
        let severity = severity(item);
        let number = item.number.as_deref().unwrap_or_default();
        let class = format!("{} {number}", severity.map_or("", theme::Severity::word));
        let label = text::own(&item.label, look);
        let (here, there) = (cell(item, &row.a), cell(item, &row.b));
        let cells = if wide {
            vec![
                Cell::new(class.trim(), look.quiet()),
                Cell::new(label, look.quiet()),
                Cell::new(here, self.weight(item, &row.a)),
                Cell::new(there, self.weight(item, &row.b)),
            ]
        } else {
            let words = format!("{class} {label}: {here} | {there}");
            vec![Cell::new(words.trim(), look.quiet())]
        };
        match severity {
            Some(severity) => Row::new(cells).severe(severity),
            None => Row::new(cells),
        }
    }

    /// A *no* or a *not sure* of the checklist is what somebody looks for.
    fn weight(&self, item: &Item, given: &Given) -> Style {
        let look = self.cx.look;
        match &given.said {
            Said::Value(value)
                if item.severity.is_some() && matches!(value.chosen(), Some("no" | "unsure")) =>
            {
                look.alert()
            }
            Said::Versions(_) => look.alert(),
            Said::Value(_) | Said::NotApplicable(_) | Said::Nothing => look.quiet(),
        }
    }

    /// The selected row: what taking either answer would come to, which words differ, and both
    /// answers in full with notes and evidence.
    fn detail(&self, columns: u16, one: bool) -> Reading {
        let mut reading = Reading::default();
        let look = self.cx.look;
        let Some((row, item)) = self.compare.chosen().and_then(|row| {
            let item = self.cx.session.edition().item(row.item.as_str())?;
            Some((row, item))
        }) else {
            return reading;
        };
        if let Some(verdict) = row.a_becomes {
            let words = format!("With theirs, this project is {}.", verdict.words());
            reading.say(&words, look.quiet(), columns, look);
        }
        if let Some(verdict) = row.b_becomes {
            let words = format!("With ours, theirs is {}.", verdict.words());
            reading.say(&words, look.quiet(), columns, look);
        }
        let (here, there) = (full(item, &row.a), full(item, &row.b));
        let answers = difference(&here, &there);
        let notes = difference(&row.a.note, &row.b.note);
        if let Some(difference) = &answers {
            let named = match difference.words() {
                Some(words) => format!("From here to there: {words}."),
                None if row.agreement == Agreement::Differ => {
                    "Only blanks and line breaks differ.".to_owned()
                }
                None => String::new(),
            };
            let lines = text::wrap(&text::clean_line(&named), columns);
            reading.lines(lines.into_iter().filter(|line| !line.is_empty()).map(Line::from));
        }
        let mut given = |name, given, words: &str, marks: [&[bool]; 2]| {
            self.given(&mut reading, columns, name, item, given, words, marks);
        };
        let marks = |difference: &Option<Difference>| match difference {
            Some(difference) => (difference.first.clone(), difference.second.clone()),
            None => (Vec::new(), Vec::new()),
        };
        let (answers, notes) = (marks(&answers), marks(&notes));
        given("Here", &row.a, &here, [&answers.0, &notes.0]);
        given("There", &row.b, &there, [&answers.1, &notes.1]);
        if one {
            let found = &self.compare.found;
            let word = |verdict| standing::capitals(verdict);
            let words = format!("Here {}, there {}", word(found.verdict_a), word(found.verdict_b));
            reading.say(&words, look.quiet(), columns, look);
        }
        reading
    }

    #[allow(clippy::too_many_arguments)] // one side of one picture, split off to be read
    fn given(
        &self,
        reading: &mut Reading,
        columns: u16,
        name: &str,
        item: &Item,
        given: &Given,
        words: &str,
        [marks, noted]: [&[bool]; 2],
    ) {
        let short = match given.said {
            Said::Nothing => "no answer".to_owned(),
            _ if words.is_empty() => cell(item, given),
            _ => String::new(),
        };
        let who = self.who(given.by.as_deref(), given.at);
        let parked = if given.parked {
            "kept, though it does not apply now"
        } else {
            ""
        };
        let said = [short.as_str(), who.as_str(), parked];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        for line in text::wrap(&format!("{name:<6} {}", said.join(", ")), columns) {
            reading.line(line);
        }
        let mut typed = |words: &str, differs: &[bool]| self.typed(reading, columns, words, differs);
        typed(words, marks);
        if !given.note.is_empty() {
            // the label is a word of our own, and differs from nothing
            let marks: Vec<bool> = std::iter::once(false).chain(noted.iter().copied()).collect();
            typed(&format!("Note: {}", given.note), &marks);
        }
        for piece in &given.evidence {
            typed(&format!("Evidence: {piece}"), &[]);
        }
        if let Said::Versions(versions) = &given.said {
            for version in versions {
                let said = match Value::from_json(item, &version.value) {
                    Ok(Some(value)) => interview::words(item, &value),
                    Ok(None) => "no answer".to_owned(),
                    Err(_) => version.value.to_string(),
                };
                let who = self.who(version.by.as_deref(), version.at);
                typed(&format!("{who}: {said}"), &[]);
                if let Some(note) = version.note.as_ref().filter(|note| !note.is_empty()) {
                    typed(&format!("Note: {note}"), &[]);
                }
            }
        }
    }

    /// What somebody wrote, behind a bar.
    fn typed(&self, reading: &mut Reading, columns: u16, words: &str, differs: &[bool]) {
        if words.is_empty() {
            return;
        }
        let look = self.cx.look;
        let bar = look.input_bar(false);
        let before = Span::styled(format!("{} ", bar.symbol), bar.style);
        let lines = written(words, differs, &before, columns, look);
        reading.lines(lines.into_iter().map(|written| written.line));
    }
}

fn heading(group: CompareGroup) -> &'static str {
    match group {
        CompareGroup::Decides => "Would change a verdict",
        CompareGroup::Differ => "Differ",
        CompareGroup::OnlyA => "Only here",
        CompareGroup::OnlyB => "Only there",
        CompareGroup::Same => "Agree",
    }
}

fn severity(item: &Item) -> Option<theme::Severity> {
    match item.severity? {
        Severity::Red => Some(theme::Severity::Red),
        Severity::Amber => Some(theme::Severity::Amber),
        Severity::Route => None,
    }
}

/// Which words differ, where both sides say something.
fn difference(here: &str, there: &str) -> Option<Difference> {
    let both = !here.is_empty() && !there.is_empty();
    both.then(|| Difference::between(&text::clean(here), &text::clean(there)))
}

/// An answer in the cell of a table.
fn cell(item: &Item, given: &Given) -> String {
    match &given.said {
        Said::Nothing => OPEN.to_owned(),
        Said::Value(value) => {
            let said = match value {
                Value::Chosen(choice) => choice_words(item, choice).to_owned(),
                value => value.text(item),
            };
            let first = said
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            text::clean_line(first).into_owned()
        }
        Said::NotApplicable(_) => "not applicable".to_owned(),
        Said::Versions(_) => "two versions".to_owned(),
    }
}

/// All that an answer says where it is more than a choice; of what does not apply, why.
fn full(item: &Item, given: &Given) -> String {
    match &given.said {
        Said::Value(Value::Chosen(_)) | Said::Nothing | Said::Versions(_) => String::new(),
        Said::Value(value) => interview::words(item, value),
        Said::NotApplicable(reason) => format!("Not applicable: {reason}"),
    }
}
