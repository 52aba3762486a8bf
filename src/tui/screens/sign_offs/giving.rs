//! Recording one sign-off: who, on which day and, for a publication, where.

use crossterm::event::KeyEvent;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::page;
use crate::{
    guidance::SignRole,
    interview::written_day,
    project::{Change, day_words},
    rules::SignOffState,
    tui::{
        actions::{Action, Scope},
        layout::Regions,
        screen::{Context, Entering, Heading, Screen, Step},
        screens::list::capital,
        widgets::{
            footer::Button,
            form::{Form, FormField, FormStep},
            prose::{Passage, Prose, ProsePage},
        },
    },
};

/// The form that records a sign-off.
pub(super) struct Giving {
    subject: String,
    role: SignRole,
    party: String,
    prompt: String,
    form: Form,
}

impl Giving {
    /// The form for one that is wanted or was given.
    pub(super) fn new(cx: &Context, state: &SignOffState) -> Self {
        let project = cx.session.project();
        let who = capital(project.signer_name(cx.session.edition(), &state.party));
        let today = day_words(cx.session.acting().today());
        let mut fields = vec![
            FormField::line("name", "Name", "")
                .hinted("The person who did it, by full name.")
                .wanted(true),
            FormField::line("date", "Date", &today)
                .hinted("The day on which it was done: 21 Nov 2026, or today.")
                .wanted(true),
        ];
        if state.role == SignRole::Publish {
            let hint = "Where it can be read, such as the address of the page.";
            fields.push(
                FormField::line("address", "Address", "")
                    .hinted(hint)
                    .wanted(true),
            );
        }
        Self {
            subject: state.subject.clone(),
            role: state.role,
            party: state.party.clone(),
            prompt: format!(
                "{who} {} the {}",
                state.role.done(),
                page::title(cx, &state.subject)
            ),
            form: Form::new(fields),
        }
    }

    fn record(&mut self, cx: &Context) -> Step {
        let name = self.form.text("name").trim().to_owned();
        if name.is_empty() {
            self.form.focus("name");
            return Step::Say("Who did it? A name is needed.".to_owned());
        }
        let today = cx.session.acting().today();
        let date = match written_day(&self.form.text("date"), today) {
            Ok(date) if date > today => {
                self.form.focus("date");
                return Step::Say("That day is after today: record it when it is done.".to_owned());
            }
            Ok(date) => date,
            Err(what) => {
                self.form.focus("date");
                return Step::Say(what);
            }
        };
        let address = self.form.text("address").trim().to_owned();
        if self.role == SignRole::Publish && address.is_empty() {
            self.form.focus("address");
            return Step::Say("Where can it be read? An address is needed.".to_owned());
        }
        let change = Change::Sign {
            subject: self.subject.clone(),
            role: self.role,
            party: self.party.clone(),
            name,
            date: date.to_string(),
            address: (!address.is_empty()).then_some(address),
        };
        Step::CloseAnd(Box::new(Step::Apply(
            vec![change],
            Some("Recorded. Ctrl+Z takes it back.".to_owned()),
        )))
    }

    fn took(&mut self, step: FormStep, cx: &Context) -> Step {
        match step {
            FormStep::Ignored => Step::Ignored,
            FormStep::Stay | FormStep::Moved | FormStep::Chose | FormStep::Typed { .. } => Step::Stay,
            FormStep::Done => self.record(cx),
            FormStep::PastEnd => Step::Footer,
            FormStep::BeforeStart => Step::FooterEnd,
            FormStep::Refused(why) => Step::Say(why),
        }
    }
}

impl Screen for Giving {
    fn heading(&self, _cx: &Context) -> Heading {
        Heading {
            place: "Sign-offs / Record one".to_owned(),
            brief: String::new(),
        }
    }

    fn scopes(&self, _cx: &Context) -> Vec<Scope> {
        self.form.scopes()
    }

    fn in_text(&self) -> bool {
        self.form.in_text()
    }

    fn buttons(&self, _cx: &Context) -> Vec<Button> {
        vec![
            Button::of(Action::NextScreen, &[Scope::Everywhere]).labelled("record it"),
            Button::of(Action::NextControl, &[Scope::Everywhere]),
            Button::of(Action::Close, &[Scope::Everywhere]).labelled("leave it"),
        ]
    }

    fn act(&mut self, action: Action, cx: &Context) -> Step {
        match action {
            Action::NextScreen => self.record(cx),
            Action::PreviousScreen => Step::Close,
            action => {
                let step = self.form.act(action);
                self.took(step, cx)
            }
        }
    }

    fn typed(&mut self, key: KeyEvent, cx: &Context) -> Step {
        let step = self.form.typed(key);
        self.took(step, cx)
    }

    fn paste(&mut self, text: &str, cx: &Context) -> Step {
        let step = self.form.paste(text);
        self.took(step, cx)
    }

    fn enter(&mut self, from: Entering) {
        self.form.enter(from);
    }

    fn view(&self, cx: &Context, regions: &Regions, focused: bool, buf: &mut Buffer) -> Option<Position> {
        let area = regions.centre;
        let prompt = Prose::new(vec![Passage::typed(&self.prompt, cx.look.prompt())]);
        let rows = u16::try_from(prompt.rows(area.width, cx.look))
            .unwrap_or(1)
            .min(area.height);
        prompt.view(ProsePage::default(), cx.look, Rect { height: rows, ..area }, buf);
        let gap = u16::from(!regions.density.eyebrow_in_header());
        let top = area.y + (rows + gap).min(area.height);
        let form = Rect {
            y: top,
            height: area.bottom().saturating_sub(top),
            ..area
        };
        let wanted = self.form.rows(form.width).min(form.height);
        let form = Rect {
            height: wanted,
            ..form
        };
        let cursor = self.form.view(focused, cx.look, form, buf);
        let below = Rect {
            y: form.bottom() + gap,
            height: area.bottom().saturating_sub(form.bottom() + gap),
            width: area.width.min(crate::tui::layout::PROSE),
            ..area
        };
        let mut advice = self.form.advice(cx.look);
        advice.push(Passage::blank());
        advice.push(Passage::new(
            "It is bound to the wording as it stands now; when that changes, it shows as lapsed.",
            cx.look.quiet(),
        ));
        Prose::new(advice).view(ProsePage::default(), cx.look, below, buf);
        cursor
    }
}
