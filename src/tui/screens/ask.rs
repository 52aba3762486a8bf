//! A question laid on top: what it is about, and the ways to go on, of which one is taken.

use ratatui::{buffer::Buffer, layout::Position};

use crate::tui::{
    actions::{Action, Scope},
    layout::Regions,
    screen::{Context, Heading, Screen, Step},
    text,
    widgets::{
        footer::Button,
        prose::Passage,
        sheet::{Entry, Sheet, SheetState},
    },
};

/// A question with its ways to go on, the first one chosen; Esc takes none of them.
pub struct Ask {
    place: String,
    prompt: String,
    because: Vec<Because>,
    ways: Vec<Way>,
    state: SheetState,
    /// What Enter and Esc are called in the footer.
    labels: (&'static str, &'static str),
    /// Whether the key that leaves led here: pressed again, it takes no answer.
    about_leaving: bool,
}

/// A paragraph under the prompt.
struct Because {
    words: String,
    typed: bool,
    hang: u16,
}

/// One way to go on.
struct Way {
    label: String,
    note: String,
    /// What it does; taken when it is done.
    step: Option<Step>,
}

impl Ask {
    /// A question asked at a place, with nothing said and no way to go on yet.
    pub fn new(place: &str, prompt: impl Into<String>) -> Self {
        Self {
            place: place.to_owned(),
            prompt: prompt.into(),
            because: Vec::new(),
            ways: Vec::new(),
            state: SheetState::default(),
            labels: ("do it", "leave it"),
            about_leaving: false,
        }
    }

    /// The same with a paragraph under the prompt.
    #[must_use]
    pub fn because(mut self, words: impl Into<String>) -> Self {
        self.because.push(Because {
            words: words.into(),
            typed: false,
            hang: 0,
        });
        self
    }

    /// The same with a line that holds what somebody typed.
    #[must_use]
    pub fn naming(mut self, words: impl Into<String>) -> Self {
        self.because.push(Because {
            words: words.into(),
            typed: true,
            hang: 2,
        });
        self
    }

    /// The same with one more way to go on: the overlay goes, and this is done.
    #[must_use]
    pub fn way(mut self, label: impl Into<String>, note: impl Into<String>, step: Step) -> Self {
        self.ways.push(Way {
            label: label.into(),
            note: note.into(),
            step: Some(Step::CloseAnd(Box::new(step))),
        });
        self
    }

    /// The same with one more way to go on: this is done while the screen below still holds what
    /// was typed, and then the overlay goes.
    #[must_use]
    pub fn way_over(mut self, label: impl Into<String>, note: impl Into<String>, step: Step) -> Self {
        self.ways.push(Way {
            label: label.into(),
            note: note.into(),
            step: Some(Step::Then(Box::new(step), Box::new(Step::Close))),
        });
        self
    }

    /// The same with other words for Enter and Esc in the footer.
    #[must_use]
    pub fn called(mut self, enter: &'static str, esc: &'static str) -> Self {
        self.labels = (enter, esc);
        self
    }

    /// The same, asked by the key that leaves: in a kiosk that key is no answer to it.
    #[must_use]
    pub fn about_leaving(mut self) -> Self {
        self.about_leaving = true;
        self
    }

    fn sheet(&self, cx: &Context, columns: u16, tight: bool) -> Sheet {
        let look = cx.look;
        let mut sheet = Sheet::new(columns, look);
        sheet.passage(Passage::typed(&self.prompt, look.prompt()));
        let because = |sheet: &mut Sheet| {
            for because in &self.because {
                if !tight && !because.typed {
                    sheet.blank();
                }
                let passage = if because.typed {
                    Passage::typed(&because.words, look.quiet()).indented(2)
                } else {
                    Passage::new(&because.words, look.quiet())
                };
                sheet.passage(passage.hanging(because.hang));
            }
        };
        if !tight {
            because(&mut sheet);
            sheet.blank();
        }
        let label = |way: &Way| text::width(&text::own(&way.label, look));
        let widest = self.ways.iter().map(label).max().unwrap_or_default();
        let beside = self
            .ways
            .iter()
            .all(|way| widest + 4 + 2 + text::width(&way.note) <= columns.min(crate::tui::layout::PROSE));
        for (at, way) in self.ways.iter().enumerate() {
            let words = text::own(&way.label, look);
            let entry = if beside {
                Entry::new()
                    .cell(&words, widest, look.quiet(), look)
                    .then(format!("  {}", text::own(&way.note, look)), look.quiet())
            } else {
                Entry::new().then(words, look.quiet())
            };
            sheet.entry(entry);
            // where it is tight, what a way means is told of the chosen one alone
            let told = !tight || at == self.state.selected();
            if !beside && !way.note.is_empty() && told {
                sheet.below_entry(Passage::new(&way.note, look.quiet()).indented(4));
            }
        }
        if tight {
            // what can be done is in sight first, what it is about below it
            because(&mut sheet);
        }
        sheet
    }
}

impl Screen for Ask {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: self.place.clone(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        Vec::new()
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        let everywhere = &[Scope::Everywhere];
        vec![
            Button::of(Action::Accept, everywhere).labelled(self.labels.0),
            Button::of(Action::Down, everywhere)
                .keyed("arrows")
                .labelled("choose"),
            Button::of(Action::Close, everywhere).labelled(self.labels.1),
        ]
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        let sheet = self.sheet(cx, self.state.columns(), self.state.is_tight());
        if self.state.act(action, &sheet) {
            return Step::Stay;
        }
        match action {
            Action::Accept => {
                let chosen = self.state.chosen(&sheet).unwrap_or_default();
                match self.ways.get_mut(chosen).and_then(|way| way.step.take()) {
                    Some(step) => step,
                    None => Step::Close,
                }
            }
            Action::NextScreen | Action::PreviousScreen => Step::Close,
            Action::Quit if self.about_leaving && cx.kiosk => Step::Stay,
            _ => Step::Ignored,
        }
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let tight = self.state.made_tight(regions.density.eyebrow_in_header());
        let sheet = self.sheet(cx, Sheet::columns_of(area), tight);
        sheet.view(&self.state, focused, area, buf)
    }
}
