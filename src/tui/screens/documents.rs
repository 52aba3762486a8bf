//! Documents: what each says as the project stands, what is missing in it, and its way to a file.

mod export;
mod page;
mod preview;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;

pub(in crate::tui) use export::{export, not_written, replace, replace_some};
pub(super) use preview::of as preview;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    documents::Which,
    interview::Place,
    session::{EVERYTHING, document_state},
    tui::{
        actions::{Action, Scope},
        layout::{PROSE, Regions},
        screen::{Context, Heading, Screen, Step},
        text,
        widgets::{
            footer::Button,
            prose::Passage,
            sheet::{Entry, Sheet, SheetState},
        },
    },
};

/// From so many columns on a document and its state stand on one row.
const TABLE: u16 = 60;

/// The most columns of a title, so that its state stands near it.
const TITLE: u16 = 46;

/// The screen of the documents.
pub(super) fn of(cx: &Context) -> Box<dyn Screen> {
    let mut documents = Documents::default();
    documents.read(cx);
    Box::new(documents)
}

/// The documents that there are, one of them chosen.
#[derive(Default)]
struct Documents {
    rows: Vec<Listed>,
    state: SheetState,
}

/// A document in the list.
struct Listed {
    which: Which,
    title: String,
    state: String,
    /// Why it is a draft; empty where it is none.
    because: String,
}

/// What the chosen row stands for.
enum Chosen<'a> {
    One(&'a Listed),
    Everything,
}

impl Documents {
    fn read(&mut self, cx: &Context) {
        let documents = cx.session.documents().into_iter();
        self.rows = documents
            .map(|(which, document)| Listed {
                state: document_state(&which, &document),
                because: document.imprint.draft.unwrap_or_default(),
                title: document.title,
                which,
            })
            .collect();
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        let wide = columns.min(PROSE);
        if !tight {
            sheet.words(
                "As the project stands now; a gap is an answer still missing",
                look.prompt(),
            );
            sheet.blank();
        }
        let state = self.rows.iter().map(|row| text::width(&row.state)).max();
        let state = state.unwrap_or_default();
        for (at, row) in self.rows.iter().enumerate() {
            if wide < TABLE {
                sheet.sentence(&text::own(&row.title, look), look.quiet());
                sheet.below_entry(Passage::new(&row.state, look.quiet()).indented(4));
            } else {
                let title = wide.saturating_sub(2 + 2 + state).min(TITLE);
                sheet.entry(
                    Entry::new()
                        .cell(&row.title, title, look.quiet(), look)
                        .then(format!("  {}", row.state), look.quiet()),
                );
            }
            if at == self.state.selected() && !row.because.is_empty() && !tight {
                sheet.below_entry(Passage::typed(&row.because, look.quiet()).indented(4));
            }
        }
        if !tight {
            sheet.blank();
        }
        sheet.sentence(EVERYTHING, look.quiet());
        sheet
    }

    fn chosen(&self, cx: &Context) -> Option<Chosen<'_>> {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        let at = self.state.chosen(&sheet)?;
        Some(self.rows.get(at).map_or(Chosen::Everything, Chosen::One))
    }
}

impl Screen for Documents {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Documents".to_owned(),
            brief: String::new(),
        }
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Documents)
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        vec![Scope::Documents]
    }

    fn buttons(&self, cx: &Context) -> Vec<Button> {
        let open = Button::of(Action::Open, &[Scope::Documents]);
        let mut buttons = match self.chosen(cx) {
            Some(Chosen::Everything) => vec![open.labelled("export")],
            Some(Chosen::One(_)) | None => vec![open, Button::of(Action::Export, &[Scope::Documents])],
        };
        buttons.push(Button::of(Action::PreviousScreen, &[Scope::Everywhere]));
        buttons.push(Button::of(Action::GoTo, &[Scope::Everywhere]));
        buttons
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match (action, self.chosen(cx)) {
            (Action::Open | Action::Accept, Some(Chosen::One(row))) => {
                Step::Go(Place::Document(row.which.to_string()))
            }
            (Action::Export, Some(Chosen::One(row))) => export(cx, &row.which),
            (Action::Open | Action::Accept | Action::Export, Some(Chosen::Everything)) => {
                export::everything(cx)
            }
            _ => Step::Ignored,
        }
    }

    fn come_from(&mut self, place: &Place, cx: &Context) {
        self.read(cx);
        let Place::Document(name) = place else { return };
        if let Some(at) = self.rows.iter().position(|row| row.which.to_string() == *name) {
            self.state.select(at);
        }
    }

    fn refresh(&mut self, cx: &Context) {
        self.read(cx);
    }

    fn help(&self, cx: &Context) -> Vec<Passage> {
        vec![Passage::new(
            "Every document is made from the answers, whole, whenever it is opened or exported. It is a draft \
             until its gate is open; what is missing is marked as a gap and never left out. Enter reads a \
             document, e writes it to a file; on the last row both write all of them, each as Word, Markdown \
             and HTML, into one folder.",
            cx.look.quiet(),
        )]
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf)
    }
}
