//! Two versions of a record: both are shown, and one of them is chosen.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Span,
};
use serde_json::{Map, Value as Json};

use crate::{
    guidance::List,
    project::{Change, Record, Version, field_words},
    tui::{
        actions::{Action, Scope},
        layout::{Density, Height, PROSE, take_rows},
        screen::{Context, Step},
        standing::moment_words,
        widgets::{
            choice_row::{ChoiceRow, ChoiceStep},
            footer::Button,
            paint,
            prose::{Passage, Prose, ProsePage},
        },
    },
};

/// The versions of a record, and the one under the cursor.
pub(super) struct Versions {
    id: String,
    offered: Vec<Version>,
    fields: Vec<String>,
    row: ChoiceRow,
}

impl Versions {
    /// The versions of a record; the cursor stays where it was while they are the same.
    pub(super) fn new(list: &List, record: &Record, before: Option<Self>) -> Self {
        if let Some(before) = before.filter(|before| before.offered == record.versions) {
            return before;
        }
        let labels = (1..=record.versions.len()).map(|at| at.to_string());
        Self {
            id: record.id.clone(),
            offered: record.versions.clone(),
            fields: list.fields.iter().map(|field| field.id.clone()).collect(),
            row: ChoiceRow::new(labels, None),
        }
    }

    /// What can be pressed.
    pub(super) fn buttons(&self) -> Vec<Button> {
        let numbered = (1u8..=9).zip(&self.offered).map(|(at, version)| {
            let who = version.by.as_deref().unwrap_or("unknown");
            let who: String = who.chars().take(14).collect();
            Button::of(Action::Number(at), &[Scope::Choice])
                .keyed(&at.to_string())
                .labelled(&who)
        });
        numbered.collect()
    }

    /// What an action does here.
    pub(super) fn act(&mut self, action: Action, list: &str) -> Step {
        match self.row.act(action) {
            ChoiceStep::Moved => Step::Stay,
            ChoiceStep::Took(at) => match self.offered.get(at) {
                Some(version) => {
                    let who = version.by.as_deref().unwrap_or("unknown");
                    let say = format!("The version of {who} stands. Ctrl+Z takes it back.");
                    Step::Apply(vec![self.change(version, list)], Some(say))
                }
                None => Step::Stay,
            },
            ChoiceStep::GoOn => Step::Next,
            ChoiceStep::Ignored => Step::Ignored,
        }
    }

    /// The change that makes a version the record.
    fn change(&self, version: &Version, list: &str) -> Change {
        let Some(values) = version.value.as_object() else {
            return Change::Remove {
                list: list.to_owned(),
                id: self.id.clone(),
            };
        };
        let fields: Map<String, Json> = self
            .fields
            .iter()
            .map(|field| (field.clone(), values.get(field).cloned().unwrap_or(Json::Null)))
            .collect();
        Change::Update {
            list: list.to_owned(),
            id: self.id.clone(),
            fields,
        }
    }

    /// Draws each version: who, when, and the fields in which they differ.
    pub(super) fn view(
        &self,
        cx: &Context,
        list: &List,
        density: Density,
        focused: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let look = cx.look;
        let columns = area.width.min(PROSE);
        let mut area = area;
        if density.height >= Height::Usual {
            let words = "Two people wrote at once. Nothing is lost: choose which stands.";
            paint::line(buf, area, 0, words);
            take_rows(&mut area, 2);
        }
        let mut cursor = None;
        for (at, version) in self.offered.iter().enumerate() {
            let under = at == self.row.under();
            let row = take_rows(&mut area, 1);
            if focused && under {
                paint::at(buf, row, 0, 0, look.focus().span());
                cursor = paint::cursor(row, 3, 0);
            }
            paint::at(buf, row, 2, 0, look.radio(false).span());
            let who = version.by.as_deref().unwrap_or("unknown");
            let when = version
                .at
                .map(|at| format!(", {}", moment_words(at, cx.session.acting())))
                .unwrap_or_default();
            let label = paint::fitted(&format!("{who}{when}"), row.width.saturating_sub(6), look);
            let style = if focused && under {
                look.under_cursor()
            } else {
                look.quiet()
            };
            paint::at(buf, row, 6, 0, Span::styled(label, style));
            let said = self.said(cx, list, version);
            let passages: Vec<Passage> = said
                .into_iter()
                .map(|words| Passage::typed(words, look.quiet()).indented(6).hanging(2))
                .collect();
            let prose = Prose::new(passages);
            let rows = u16::try_from(prose.rows(columns, look)).unwrap_or(u16::MAX);
            let left = u16::try_from(self.offered.len() - at).unwrap_or(1);
            let room = (area.height / left.max(1)).max(1);
            let place = take_rows(&mut area, rows.min(room));
            if place.height > 0 {
                let place = Rect {
                    width: columns.min(place.width),
                    ..place
                };
                prose.view(ProsePage::default(), look, place, buf);
            }
            if density.height >= Height::Compact {
                take_rows(&mut area, 1);
            }
        }
        cursor
    }

    /// The fields of a version in which the versions differ, a sentence each.
    fn said(&self, cx: &Context, list: &List, version: &Version) -> Vec<String> {
        let (edition, project) = (cx.session.edition(), cx.session.project());
        let Some(values) = version.value.as_object() else {
            return vec!["Removed.".to_owned()];
        };
        let record = Record {
            id: self.id.clone(),
            fields: values.clone(),
            versions: Vec::new(),
        };
        let differs = |field: &str| {
            let mut values = self.offered.iter().map(|version| version.value.get(field));
            let first = values.next();
            values.any(|value| Some(value) != first)
        };
        let said: Vec<String> = list
            .fields
            .iter()
            .filter(|field| differs(&field.id))
            .map(|field| {
                let words = field_words(edition, project, field, &record);
                let words = if words.is_empty() { "empty" } else { &words };
                format!("{}: {words}", field.label)
            })
            .collect();
        if said.is_empty() {
            vec!["The same in every field.".to_owned()]
        } else {
            said
        }
    }
}
