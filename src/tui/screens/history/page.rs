//! The entries as a page: a heading a day, a person or a thing, and a row an entry.

use jiff::{Timestamp, Zoned, civil::Date};
use std::collections::{BTreeMap, HashMap};

use crate::{
    guidance::Edition,
    project::{About, Row, Topic, day_words},
    tui::{
        screen::Context,
        text,
        theme::Look,
        widgets::{
            paint,
            prose::Passage,
            sheet::{Entry, Sheet},
            typed_filter,
        },
    },
};

/// What the entries are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// The day on which they were made.
    Day,
    /// Who made them.
    Person,
    /// What they concern.
    Thing,
}

impl Grouping {
    /// What the key that leads to it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Day => "by day",
            Self::Person => "by person",
            Self::Thing => "by item",
        }
    }
}

/// The page, and which entry each of its rows is.
pub(super) struct Page {
    pub(super) sheet: Sheet,
    pub(super) order: Vec<usize>,
}

/// A page, and what it was made for.
pub(super) struct Made {
    size: Size,
    look: Look,
    today: Date,
    page: Page,
}

/// The room that a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) columns: u16,
    /// Whether there is none for blank rows and counts.
    pub(super) tight: bool,
}

/// The page for that room: the one that was made last where nothing is different.
pub(super) fn made<'m>(
    made: &'m mut Option<Made>,
    cx: &Context,
    size: Size,
    grouping: Grouping,
    topic: &Topic,
    rows: &[Row],
    typed: &str,
) -> &'m Page {
    let today = local(cx, cx.session.acting().clock.now()).date();
    let same = |made: &Made| made.size == size && made.look == cx.look && made.today == today;
    let kept = made.take().filter(same);
    let kept = kept.unwrap_or_else(|| Made {
        size,
        look: cx.look,
        today,
        page: Drawing {
            cx,
            grouping,
            topic,
            rows,
            today,
        }
        .page(size, typed),
    });
    &made.insert(kept).page
}

fn local(cx: &Context, at: Timestamp) -> Zoned {
    at.to_zoned(cx.session.acting().clock.zone())
}

struct Drawing<'a> {
    cx: &'a Context<'a>,
    grouping: Grouping,
    topic: &'a Topic,
    rows: &'a [Row],
    today: Date,
}

/// Some entries under a heading.
struct Group {
    heading: String,
    rows: Vec<usize>,
}

impl Drawing<'_> {
    fn page(&self, size: Size, typed: &str) -> Page {
        let shown: Vec<usize> = (0..self.rows.len())
            .filter(|at| self.row(*at).is_some_and(|row| self.holds(row, typed)))
            .collect();
        let mut sheet = Sheet::new(size.columns, self.cx.look);
        let mut order = Vec::new();
        if !size.tight || shown.is_empty() {
            self.count(&mut sheet, shown.len());
        }
        for group in self.groups(&shown) {
            if !size.tight {
                sheet.blank();
            }
            sheet.passage(Passage::typed(group.heading, self.cx.look.prompt()));
            for at in group.rows {
                if let Some(row) = self.row(at) {
                    self.entry(&mut sheet, row);
                    order.push(at);
                }
            }
        }
        Page { sheet, order }
    }

    fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    fn holds(&self, row: &Row, typed: &str) -> bool {
        if typed.trim().is_empty() {
            return true;
        }
        let day = row.at.map(|at| day_words(local(self.cx, at).date()));
        let said = format!("{} {} {} {}", row.by, row.thing, row.did, day.unwrap_or_default());
        typed_filter::holds(&said, typed)
    }

    /// `132 changes by 3 people`, and how many of them are shown.
    fn count(&self, sheet: &mut Sheet, shown: usize) {
        let look = self.cx.look;
        let many = |count: usize, one: &str, more: &str| {
            let word = if count == 1 { one } else { more };
            format!("{count} {word}")
        };
        if self.rows.is_empty() {
            let words = match self.topic {
                Topic::Project => "Nothing has been changed yet.",
                Topic::Item(_) | Topic::List(_) | Topic::Record(..) => "Nothing was ever said here.",
            };
            sheet.words(words, look.prompt());
            return;
        }
        let people: std::collections::HashSet<&str> = self.rows.iter().map(|row| row.by.as_str()).collect();
        let changes = many(self.rows.len(), "change", "changes");
        let words = if shown == self.rows.len() {
            format!("{changes} by {}", many(people.len(), "person", "people"))
        } else {
            format!("{shown} of {changes}")
        };
        sheet.words(words, look.quiet());
        if shown == 0 {
            sheet.blank();
            sheet.words(
                "No entry holds that. / goes back to the filter; an empty one closes.",
                look.quiet(),
            );
        }
    }

    fn groups(&self, shown: &[usize]) -> Vec<Group> {
        match self.grouping {
            Grouping::Day => self.by_day(shown),
            Grouping::Person => self.by_person(shown),
            Grouping::Thing => self.by_thing(shown),
        }
    }

    fn by_day(&self, shown: &[usize]) -> Vec<Group> {
        let day = |at: &usize| self.row(*at)?.at.map(|at| local(self.cx, at).date());
        shown
            .chunk_by(|one, other| day(one) == day(other))
            .map(|rows| Group {
                heading: match rows.first().and_then(day) {
                    None => "No day is told".to_owned(),
                    Some(day) if day == self.today => format!("{}, today", day_words(day)),
                    Some(day) if day.tomorrow().is_ok_and(|next| next == self.today) => {
                        format!("{}, yesterday", day_words(day))
                    }
                    Some(day) => day_words(day),
                },
                rows: rows.to_vec(),
            })
            .collect()
    }

    /// Whoever changed something last stands first.
    fn by_person(&self, shown: &[usize]) -> Vec<Group> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        for &at in shown {
            let Some(row) = self.row(at) else { continue };
            let place = *places.entry(&row.by).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.rows.push(at),
                None => groups.push(Group {
                    heading: match row.by.as_str() {
                        "" => "Nobody is named".to_owned(),
                        by => text::clean_line(by).into_owned(),
                    },
                    rows: vec![at],
                }),
            }
        }
        groups
    }

    /// In the guidance's order.
    fn by_thing(&self, shown: &[usize]) -> Vec<Group> {
        let mut groups: BTreeMap<(Order, &About), Vec<usize>> = BTreeMap::new();
        for &at in shown {
            if let Some(row) = self.row(at) {
                let key = (order(self.cx.session.edition(), &row.about), &row.about);
                groups.entry(key).or_default().push(at);
            }
        }
        let edition = self.cx.session.edition();
        let heading = |rows: &[usize]| {
            let Some(row) = rows.first().and_then(|at| self.row(*at)) else {
                return String::new();
            };
            let item = match &row.about {
                About::Item(id) => edition.item(id).filter(|item| item.severity.is_none()),
                About::Record(..) | About::SignOff(..) | About::Project | About::Unknown => None,
            };
            let thing = text::clean_line(&row.thing);
            match item.and_then(|item| edition.step(item.step.as_str())) {
                Some(step) => format!("{} / {}", step.label, item.map_or(&*thing, |item| &item.label)),
                None => thing.into_owned(),
            }
        };
        groups
            .into_values()
            .map(|rows| Group {
                heading: heading(&rows),
                rows,
            })
            .collect()
    }

    fn entry(&self, sheet: &mut Sheet, row: &Row) {
        let look = self.cx.look;
        let columns = sheet.columns();
        let when = self.when(row);
        let (by, thing) = (text::clean_line(&row.by), text::clean_line(&row.thing));
        let did = text::clean_line(&row.did);
        let alone = matches!(self.topic, Topic::Item(_) | Topic::Record(..));
        let who = self.grouping != Grouping::Person;
        let what = self.grouping != Grouping::Thing && !alone;
        let entry = Entry::new().then(format!("{when}  "), look.quiet()).labelled();
        let used = text::width(&when) + 4;
        if columns < NARROW {
            let room = columns.saturating_sub(used);
            let (first, below) = match (who, what) {
                (true, true) => (thing.into_owned(), format!("{by}: {did}")),
                (true, false) => (by.into_owned(), did.into_owned()),
                (false, true) => (thing.into_owned(), did.into_owned()),
                (false, false) => (did.into_owned(), String::new()),
            };
            sheet.entry(entry.then(paint::fitted(&first, room, look), look.quiet()));
            if !below.is_empty() {
                let below = paint::fitted(&below, columns.saturating_sub(4), look);
                sheet.below_entry(Passage::typed(below, look.quiet()).indented(4));
            }
            return;
        }
        let person = if columns < 70 { 11 } else { 13 };
        let named = if columns < 70 { 20 } else { 24 };
        let mut left = columns.saturating_sub(used);
        let mut entry = entry;
        if who {
            entry = entry
                .cell(&by, person, look.quiet(), look)
                .then("  ", look.quiet());
            left = left.saturating_sub(person + 2);
        }
        if what {
            entry = entry
                .cell(&thing, named, look.quiet(), look)
                .then("  ", look.quiet());
            left = left.saturating_sub(named + 2);
        }
        sheet.entry(entry.then(paint::fitted(&did, left, look), look.quiet()));
    }

    /// `14:02` under a day, `14 Nov 14:02` elsewhere, `14 Nov 2025` for another year.
    fn when(&self, row: &Row) -> String {
        let day_is_said = self.grouping == Grouping::Day;
        let Some(at) = row.at.map(|at| local(self.cx, at)) else {
            return " ".repeat(if day_is_said { 5 } else { DAY_AND_TIME });
        };
        let words = if day_is_said {
            at.strftime("%H:%M").to_string()
        } else if at.year() == self.today.year() {
            at.strftime("%-d %b %H:%M").to_string()
        } else {
            day_words(at.date())
        };
        let wide = if day_is_said { 0 } else { DAY_AND_TIME };
        format!("{words:>wide$}")
    }
}

/// Below so many columns an entry takes two rows.
const NARROW: u16 = 60;
/// The columns of `14 Nov 14:02`.
const DAY_AND_TIME: usize = 12;

/// Where a thing stands: items and lists in the guidance's order, a document's sign-offs behind
/// its step, then the project, then what is not known.
type Order = (usize, usize);

fn order(edition: &Edition, about: &About) -> Order {
    let unknown = (usize::MAX, usize::MAX);
    match about {
        About::Item(id) => edition.position(id).unwrap_or(unknown),
        About::Record(list, _) => edition.position(list).unwrap_or(unknown),
        About::SignOff(subject, ..) => {
            let kind = subject.split('/').next().unwrap_or(subject);
            let step = edition.subject(kind).map(|subject| &subject.step);
            let at = edition.steps().iter().position(|other| Some(&other.id) == step);
            (at.unwrap_or(usize::MAX), usize::MAX - 1)
        }
        About::Project => (usize::MAX, 0),
        About::Unknown => unknown,
    }
}
