//! How the list of projects is drawn.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Projects, WAYS, called, needs, read};
use crate::{
    guidance::Verdict,
    rules::Target,
    session::{Listed, ListedProject, beside_words},
    tui::{
        layout::{Height, PROSE, Regions, Width},
        screen::Context,
        standing, text,
        widgets::{
            prose::{Passage, Prose, ProsePage},
            sheet::{Entry, Sheet},
            table::{Cell, Column, Row, Table},
            typed_filter,
        },
    },
};

/// The table is never wider than this.
const WIDEST: u16 = 116;

pub(super) fn view(
    screen: &Projects,
    cx: &Context,
    regions: &Regions,
    focused: bool,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = wide(regions);
    if screen.is_empty(cx) {
        let tight = screen.ways.made_tight(regions.density.eyebrow_in_header());
        let sheet = ways(cx, Sheet::columns_of(area), tight);
        return sheet.view(&screen.ways, focused, area, buf);
    }
    let mut rest = area;
    let mut cursor = None;
    if let Some(filter) = &screen.filter {
        let at = focused && screen.in_filter;
        cursor = typed_filter::view("Filter", filter, at, true, cx.look, rest, buf);
        let gap = 1 + u16::from(regions.density.height >= Height::Short);
        rest = below(rest, gap);
    }
    let shown = screen.shown(cx);
    let details = details(screen, cx, regions);
    let table = table(&shown, cx, regions);
    let header = u16::from(has_header(regions));
    let wanted = u16::try_from(shown.len())
        .unwrap_or(u16::MAX)
        .saturating_add(header);
    let prose = Prose::new(details);
    let prose_rows = u16::try_from(prose.rows(rest.width.min(PROSE), cx.look)).unwrap_or(u16::MAX);
    let gap = u16::from(regions.density.height >= Height::Low);
    let most = rest.height / 2;
    let kept = prose_rows.min(most);
    let rows = wanted.min(rest.height.saturating_sub(kept + gap));
    let table_area = Rect { height: rows, ..rest };
    screen.page.set(table.page(rows));
    if shown.is_empty() {
        let words = if screen.filters() {
            "No project holds that. / changes the filter."
        } else {
            "Nothing is archived."
        };
        Prose::of(words, cx.look.quiet()).view(ProsePage::default(), cx.look, rest, buf);
    } else {
        let in_table = focused && !screen.in_filter;
        let mark = table.view(screen.table, in_table, cx.look, table_area, buf);
        cursor = cursor.or(mark.filter(|_| in_table));
    }
    let left = below(rest, rows + gap);
    let page = Rect {
        // the words stand under the titles, not under their marks
        x: left.x + 2.min(left.width),
        width: left.width.saturating_sub(2).min(PROSE),
        ..left
    };
    prose.view(ProsePage::default(), cx.look, page, buf);
    cursor
}

/// What stands in the status row: what the filter leaves out, or what is archived.
pub(super) fn status(screen: &Projects, cx: &Context) -> String {
    let archived = cx.projects.iter().filter(|listed| listed.is_archived()).count();
    let here = cx.projects.len() - archived;
    let all = if screen.archived { archived } else { here };
    if screen.filters() {
        return format!("{} of {}", screen.shown(cx).len(), projects(all));
    }
    match (screen.archived, archived) {
        (true, _) => "Archived projects: nothing here is deleted. F5 goes back.".to_owned(),
        (false, 0) => String::new(),
        (false, archived) => format!("{archived} archived: F9 has them"),
    }
}

/// What a filter looks through.
pub(super) fn searched(listed: &Listed) -> String {
    match &listed.state {
        Ok(project) => format!(
            "{} {} {} {}",
            project.title,
            listed.id,
            project.stage_label,
            project.verdict.words()
        ),
        Err(_) => listed.id.clone(),
    }
}

/// The three ways to begin.
pub(super) fn ways(cx: &Context, columns: u16, tight: bool) -> Sheet {
    let look = cx.look;
    let mut sheet = Sheet::new(columns, look);
    sheet.words("Nothing here yet. Three ways to begin:", look.prompt());
    if !tight {
        sheet.blank();
    }
    for (_, key, label, what) in WAYS {
        let entry = Entry::new()
            .cell(key, 3, look.footer_key(), look)
            .labelled()
            .cell(label, 14, look.quiet(), look);
        let entry = if columns < 60 {
            entry
        } else {
            entry.then(what, look.quiet())
        };
        sheet.entry(entry);
    }
    if tight {
        return sheet;
    }
    let archived = cx.projects.iter().filter(|listed| listed.is_archived()).count();
    sheet.blank();
    if archived > 0 {
        let words = format!("{} in the archive: F9 has them.", projects(archived));
        sheet.words(words, look.quiet());
        sheet.blank();
    }
    sheet.words(
        "Each project is a file in a folder of yours. Nothing is sent anywhere.",
        look.quiet(),
    );
    sheet
}

fn projects(count: usize) -> String {
    format!("{count} {}", if count == 1 { "project" } else { "projects" })
}

/// The centre, and what is free right of it.
fn wide(regions: &Regions) -> Rect {
    let centre = regions.centre;
    let right = regions.area.right().saturating_sub(2);
    let width = right
        .saturating_sub(centre.x)
        .clamp(centre.width, WIDEST.max(centre.width));
    Rect { width, ..centre }
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

fn has_header(regions: &Regions) -> bool {
    regions.density.height >= Height::Low
}

fn table(shown: &[&Listed], cx: &Context, regions: &Regions) -> Table {
    let columns = regions.density.width;
    let room = wide(regions).width;
    let mut heads = match columns {
        Width::TooSmall | Width::Narrow => {
            vec![
                Column::new("Project", room.saturating_sub(20)),
                Column::new("Verdict", 16),
            ]
        }
        Width::Slim => vec![
            Column::new("Project", 27).growing(),
            Column::new("Stage", 8),
            Column::new("Verdict", 16),
        ],
        Width::Usual => vec![
            Column::new("Project", 28),
            Column::new("Stage", 8),
            Column::new("Verdict", 16),
            Column::new("Next", 16).growing(),
        ],
        Width::Wide | Width::Full => vec![
            Column::new("Project", 36),
            Column::new("Stage", 8),
            Column::new("Verdict", 16),
            Column::new("Next", 30).growing(),
        ],
    };
    if regions.density.width >= Width::Wide {
        heads.insert(2, Column::new("Done", 10));
    }
    let rows = shown.iter().map(|listed| {
        let title = Cell::new(called(listed), cx.look.quiet());
        let mut cells = vec![title];
        let (stage, done, verdict, next) = match read(listed) {
            None => (
                String::new(),
                String::new(),
                "cannot be read".to_owned(),
                String::new(),
            ),
            Some(project) => (
                project.stage_label.clone(),
                format!("{} of {}", project.done, project.total),
                short(project.verdict).to_owned(),
                next_words(cx, project, regions),
            ),
        };
        if columns >= Width::Slim {
            cells.push(stage.into());
        }
        if columns >= Width::Wide {
            cells.push(done.into());
        }
        cells.push(verdict.into());
        if columns >= Width::Usual {
            cells.push(next.into());
        }
        let row = Row::new(cells);
        if needs(listed) {
            row.needing_attention()
        } else {
            row
        }
    });
    let table = Table::new(heads, rows.collect());
    if has_header(regions) {
        table.with_header()
    } else {
        table
    }
}

/// A verdict as a cell has room for it.
fn short(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::CollaborativeWorking => "collaborative",
        Verdict::OtherSupport => "another form",
        Verdict::JointWorking | Verdict::NotYetEligible | Verdict::Undetermined => verdict.words(),
    }
}

/// What to do next, as a cell has room for it: `question 4`, `Partners: In short`.
fn next_words(cx: &Context, project: &ListedProject, regions: &Regions) -> String {
    let edition = cx.session.edition();
    let Some(next) = &project.next else {
        return text::own("–", cx.look).into_owned();
    };
    let item = match &next.to {
        Target::Item(id) => edition.item(id.as_str()),
        Target::List(..) | Target::SignOff(..) => None,
    };
    let Some(item) = item else {
        return next.what.clone();
    };
    match (&item.severity, edition.step(item.step.as_str())) {
        (Some(_), _) => format!("question {}", item.name()),
        (None, Some(step)) if regions.density.width >= Width::Wide => {
            format!("{}: {}", step.label, item.label)
        }
        (None, _) => item.label.clone(),
    }
}

/// What stands under the table: what the selected project waits for, and its last change.
fn details(screen: &Projects, cx: &Context, regions: &Regions) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    let Some(listed) = screen.selected(cx) else {
        return Vec::new();
    };
    let project = match &listed.state {
        Ok(project) => project,
        Err(why) => return unread(listed, why, cx),
    };
    let beside = beside(listed, cx);
    if regions.density.height < Height::Low {
        if let Some(beside) = beside {
            return vec![beside];
        }
        let next = project.next.as_ref().map(|next| next.what.clone());
        let next = next.unwrap_or_else(|| "Closed.".to_owned());
        return vec![Passage::typed(next, quiet)];
    }
    let (before, sentences) = &project.before;
    let mut passages = if project.next.is_none() {
        vec![Passage::new("Closed: nothing is left to do.", quiet)]
    } else if regions.density.height >= Height::Tall {
        waits(before, sentences, cx)
    } else {
        waits_briefly(before, sentences, cx)
    };
    let done = if regions.density.width >= Width::Wide {
        String::new()
    } else {
        format!("{} of {} done. ", project.done, project.total)
    };
    let when = standing::moment_words(project.updated_at, cx.session.acting());
    let by = match &project.updated_by {
        Some(by) => format!(" by {by}"),
        None => String::new(),
    };
    passages.push(Passage::typed(format!("{done}Last change {when}{by}."), quiet));
    beside.into_iter().chain(passages).collect()
}

/// That other copies of a project lie beside it.
fn beside(listed: &Listed, cx: &Context) -> Option<Passage> {
    let words = beside_words(&listed.beside_names());
    let begin = words.get(..1)?.to_uppercase();
    let rest = words.get(1..)?;
    let words = format!("{begin}{rest}. Opening it offers to merge.");
    Some(Passage::typed(words, cx.look.quiet()))
}

/// Why a file cannot be read, and where the last good copy of it lies.
fn unread(listed: &Listed, why: &str, cx: &Context) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    let why = Passage::typed(format!("Cannot be read: {why}"), quiet).hanging(2);
    let copy = listed.copy.as_ref().map(|copy| {
        let copy = crate::characters::escaped(&copy.display().to_string());
        let words = format!("Enter puts an earlier copy back. The last good copy is {copy}");
        Passage::typed(words, quiet).hanging(2)
    });
    std::iter::once(why).chain(copy).collect()
}

/// What a project waits for, a row each.
fn waits(before: &str, sentences: &[String], cx: &Context) -> Vec<Passage> {
    let quiet = cx.look.quiet();
    if sentences.is_empty() {
        return Vec::new();
    }
    let heading = format!("{before}   {}", standing::things(sentences.len()));
    let rows = sentences
        .iter()
        .map(|sentence| Passage::typed(sentence, quiet).indented(2).hanging(2));
    std::iter::once(Passage::new(heading, cx.look.prompt()))
        .chain(rows)
        .chain([Passage::blank()])
        .collect()
}

/// The first two things that a project waits for, and how many more there are.
fn waits_briefly(before: &str, sentences: &[String], cx: &Context) -> Vec<Passage> {
    if sentences.is_empty() {
        return Vec::new();
    }
    let shown: Vec<String> = sentences
        .iter()
        .take(2)
        .map(|sentence| format!("{sentence}."))
        .collect();
    let more = match sentences.len().saturating_sub(2) {
        0 => String::new(),
        1 => " One more thing.".to_owned(),
        more => format!(" {more} more things."),
    };
    let words = format!("{before}: {}{more}", shown.join(" "));
    vec![Passage::typed(words, cx.look.quiet())]
}
