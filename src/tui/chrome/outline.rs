//! The outline, from 140 columns: the stages, the steps of the one that is looked at, and the
//! questions of the present step, always with the present one in sight.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use crate::{
    guidance::{Entry, Item, Severity, Stage, Step},
    interview::{Place, places},
    tui::{
        screen::Context,
        screens::triage,
        standing, text,
        theme::Progress,
        widgets::{paint, progress_bar::percent},
    },
};

/// Where the entries of a step begin, and the mark of the present one before them.
const ENTRY: usize = 4;

/// A row of the outline.
struct Row {
    line: Line<'static>,
    /// What stands on the right, such as `4 of 4`.
    share: String,
    present: bool,
}

impl Row {
    /// The same with a short word before its mark.
    fn saying(mut self, cx: &Context, said: &'static str) -> Self {
        let Some(before) = self.line.spans.first_mut().filter(|_| !said.is_empty()) else {
            return self;
        };
        // the mark of the present row keeps its column
        let rest = before
            .content
            .chars()
            .skip(said.len() + 1 - usize::from(self.present));
        let rest: String = rest.collect();
        let blank = if self.present { "" } else { " " };
        *before = Span::styled(rest, before.style);
        let word = [Span::raw(blank), Span::styled(said, cx.look.alert())];
        self.line.spans.splice(0..0, word);
        self
    }
}

/// Draws the outline around the present place.
pub(super) fn draw(cx: &Context, here: Option<&Place>, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let rows = if cx.triage {
        triage_rows(cx, here)
    } else {
        rows(cx, here, area.width)
    };
    let height = usize::from(area.height);
    let present = rows.iter().position(|row| row.present).unwrap_or(0);
    let hidden = rows.len() > height;
    // one row below tells how many there are
    let shown = if hidden { height.saturating_sub(1) } else { height };
    let top = if present < shown {
        0
    } else {
        (present + 1 + shown / 4).saturating_sub(shown)
    };
    let top = top.min(rows.len().saturating_sub(shown));
    for (y, row) in (0..area.height).zip(rows.iter().skip(top).take(shown)) {
        paint::line(buf, area, y, row.line.clone());
        paint::right(buf, area, y, row.share.clone());
    }
    if hidden {
        let below = rows.len().saturating_sub(top + shown);
        let words = match (top, below) {
            (0, below) => format!("{below} more below"),
            (above, 0) => format!("{above} more above"),
            (above, below) => format!("{above} more above, {below} below"),
        };
        paint::at(buf, area, 4, area.height.saturating_sub(1), words);
    }
}

fn rows(cx: &Context, here: Option<&Place>, width: u16) -> Vec<Row> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let step = here.and_then(|place| place.step(edition));
    let open = step.map(|step| &step.stage).or(assessment.stage.as_ref());
    let standings = standing::stages(edition, assessment);
    let mut rows = Vec::new();
    for (stage, standing) in edition.stages.iter().zip(&standings) {
        let expanded = Some(&stage.id) == open;
        if expanded && !rows.is_empty() {
            rows.push(plain(Line::default()));
        }
        let share = if standing.to_come {
            "to come".to_owned()
        } else if standing.mark == Progress::Done {
            "done".to_owned()
        } else if expanded {
            String::new()
        } else {
            percent(standing.done, standing.total)
        };
        rows.push(Row {
            line: stage_line(stage),
            share,
            present: false,
        });
        if expanded {
            rows.push(plain(Line::default()));
            for each in edition.steps_of(&stage.id) {
                let is_here = step.is_some_and(|step| step.id == each.id);
                rows.push(step_row(cx, each, is_here.then_some(here).flatten()));
                if is_here {
                    rows.extend(entry_rows(cx, each, here, width));
                }
            }
            rows.push(plain(Line::default()));
        }
    }
    rows
}

fn stage_line(stage: &Stage) -> Line<'static> {
    Line::raw(format!("Stage {}  {}", stage.number, stage.label))
}

fn plain(line: Line<'static>) -> Row {
    Row {
        line,
        share: String::new(),
        present: false,
    }
}

/// A step; where one looks at all of its answers, it is the present row itself.
fn step_row(cx: &Context, step: &Step, here: Option<&Place>) -> Row {
    let state = cx.session.assessment().step(step.id.as_str());
    let mark = state.map_or(Progress::Empty, |state| standing::step_mark(state.state));
    let present = matches!(here, Some(Place::Check(_)));
    let style = if present {
        cx.look.chosen()
    } else {
        cx.look.quiet()
    };
    Row {
        line: Line::from(vec![
            marked(cx, mark, style),
            Span::styled(format!(" {}", step.label), style),
        ]),
        share: state.map(standing::share).unwrap_or_default(),
        present,
    }
}

/// The questions and lists of the present step, its verdict and its sign-offs.
fn entry_rows(cx: &Context, step: &Step, here: Option<&Place>, width: u16) -> Vec<Row> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let numbers = step.items().any(|item| item.number.is_some());
    let mut rows = Vec::new();
    for place in places(edition, assessment, step) {
        let is_here = here == Some(&place)
            || matches!((here, &place), (Some(Place::Record(at, _)), Place::List(list)) if at == list)
            || matches!(here, Some(Place::Item(item)) if Place::of_item(edition, item) == place);
        let mut said = "";
        let (mark, label, share) = match &place {
            Place::Item(id) => {
                let Some(item) = edition.item(id.as_str()) else {
                    continue;
                };
                let mark = assessment
                    .item(id.as_str())
                    .map_or(Progress::Empty, standing::item_mark);
                said = said_no(cx, item);
                let number = item.number.as_deref().unwrap_or_default();
                let label = if numbers {
                    format!("{number:<2} {}", item.label)
                } else {
                    item.label.clone()
                };
                (Some(mark), label, String::new())
            }
            Place::Set(_, set) => {
                let in_set = |entry: &&Entry| {
                    entry
                        .as_item()
                        .is_some_and(|item| step.table || item.set.as_deref() == Some(set.as_str()))
                };
                let states: Vec<_> = step
                    .entries
                    .iter()
                    .filter(in_set)
                    .filter_map(|entry| assessment.item(entry.id()))
                    .filter(|state| state.applies)
                    .collect();
                let done = states.iter().filter(|state| state.done).count();
                let label = set_label(step, set);
                (None, label, format!("{done} of {}", states.len()))
            }
            Place::List(id) => {
                let Some(list) = edition.list(id.as_str()) else {
                    continue;
                };
                let count = cx.session.project().records(id.as_str()).len();
                (None, list.label.clone(), count.to_string())
            }
            Place::Verdict => (None, "Verdict".to_owned(), String::new()),
            Place::SignOffs(_) => (None, "Sign-offs".to_owned(), String::new()),
            Place::Record(..)
            | Place::Check(_)
            | Place::RisksAndDeadlines
            | Place::History(_)
            | Place::Documents
            | Place::Document(_) => continue,
        };
        let row = entry_row(cx, mark, &label, share, is_here, width);
        rows.push(row.saying(cx, said));
    }
    rows
}

/// `no` where a red or amber question is answered so: an amber one is done, and yet not as well as
/// a yes.
fn said_no(cx: &Context, item: &Item) -> &'static str {
    let is_no = cx.session.project().chosen(item.id.as_str()) == Some("no");
    match item.severity {
        Some(Severity::Red | Severity::Amber) if is_no => "no",
        Some(_) | None => "",
    }
}

/// A set is called as it is in the edition: `heads`, `practices`.
fn set_label(step: &Step, set: &str) -> String {
    if step.table {
        return step.label.clone();
    }
    let mut letters = set.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn entry_row(
    cx: &Context,
    mark: Option<Progress>,
    label: &str,
    share: String,
    present: bool,
    width: u16,
) -> Row {
    let style = if present {
        cx.look.chosen()
    } else {
        cx.look.quiet()
    };
    let before = if present {
        let symbol = cx.look.present().symbol;
        Span::styled(format!("{symbol:>0$} ", ENTRY - 1), cx.look.present().style)
    } else {
        Span::raw(" ".repeat(ENTRY))
    };
    let mark = mark.map_or_else(|| Span::raw("   "), |mark| marked(cx, mark, style));
    let taken = u16::try_from(ENTRY + 4).unwrap_or(8) + text::width(&share);
    let label = paint::fitted(&text::own(label, cx.look), width.saturating_sub(taken), cx.look);
    Row {
        line: Line::from(vec![before, mark, Span::styled(format!(" {label}"), style)]),
        share,
        present,
    }
}

/// A mark; what needs a second look is bold.
fn marked(cx: &Context, mark: Progress, style: Style) -> Span<'static> {
    let style = match mark {
        Progress::Attention | Progress::NotSure => cx.look.alert(),
        Progress::Empty | Progress::Part | Progress::Done | Progress::Skipped => style,
    };
    Span::styled(mark.symbol(), style)
}

/// In a quick triage: its questions.
fn triage_rows(cx: &Context, here: Option<&Place>) -> Vec<Row> {
    let (edition, assessment) = (cx.session.edition(), cx.session.assessment());
    let mut rows = vec![plain(Line::raw("Quick triage")), plain(Line::default())];
    for place in triage::places(edition, assessment) {
        let present = here == Some(&place);
        let mut said = "";
        let (mark, label) = match &place {
            Place::Item(id) => {
                let Some(item) = edition.item(id.as_str()) else {
                    continue;
                };
                let mark = assessment
                    .item(id.as_str())
                    .map_or(Progress::Empty, standing::item_mark);
                said = said_no(cx, item);
                let number = item.number.as_deref().unwrap_or_default();
                (Some(mark), format!("{number:<2} {}", item.label))
            }
            _ => (None, "The result".to_owned()),
        };
        let row = entry_row(cx, mark, &label, String::new(), present, u16::MAX);
        rows.push(row.saying(cx, said));
    }
    rows
}
