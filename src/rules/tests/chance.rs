//! What may happen to a project by chance: changes of anything, several people at several
//! screens, things taken back and put back, and days that pass.

use jiff::{SignedDuration, ToSpan};
use proptest::prelude::*;

use super::*;
use crate::{
    guidance::{Field, FieldKind},
    project::{Done, LogEntry, Which, histories::SideIds, inverse, merge, restore, restore_signed},
};

/// Days on which something may be said to have happened: some long ago, some yet to come.
pub(super) const DAYS: [&str; 8] = [
    "0001-01-01",
    "1900-01-01",
    "2026-11-02",
    "2026-11-30",
    "2026-12-01",
    "2027-06-30",
    "2027-08-31",
    "9999-12-31",
];

/// Ids of records: those of the stories, and others.
const IDS: [&str; 9] = [
    "a",
    "b",
    "north",
    "acme",
    "visits",
    "first",
    "y2026",
    "y2027",
    "checklist-12",
];

const PARTIES: [&str; 4] = ["a", "b", "north", "acme"];

/// What people often change at once.
const CONTESTED: [&str; 12] = [
    "project.title",
    "project.therapy-focus",
    "checklist.1A",
    "checklist.4",
    "concept.purpose",
    "concept.objectives",
    "concept.decision",
    "pid.outcomes",
    "agreement.aims",
    "summary.period",
    "project.actual-start",
    "project.actual-end",
];

const CONTESTED_LISTS: [&str; 5] = [
    "parties",
    "plan.measures",
    "plan.milestones",
    "disclosure.records",
    "amendments",
];

const TEXTS: [&str; 5] = ["", "Text.", "One.\n\nTwo.", "One.", "Two."];

/// A change of anything by chance; what is malformed is refused, and that is all right here.
pub(super) fn any_change() -> impl Strategy<Value = Json> {
    let remove = (
        prop::sample::select(edition().lists().collect::<Vec<_>>()),
        prop::sample::select(IDS.to_vec()),
    )
        .prop_map(|(list, id)| json!({"op": "remove", "list": list.id, "id": id}));
    let archive = prop::sample::select(vec![json!({"op": "archive"}), json!({"op": "unarchive"})]);
    prop_oneof![12 => answer(), 10 => record(), 3 => party(), 2 => remove, 6 => sign(), 1 => archive]
}

fn answer() -> impl Strategy<Value = Json> {
    let all: Vec<&'static Item> = edition().items().collect();
    let contested = CONTESTED.map(|id| edition().item(id).unwrap()).to_vec();
    let text = || prop::sample::select(TEXTS.to_vec());
    (
        prop_oneof![prop::sample::select(all), prop::sample::select(contested)],
        0..7_usize,
        prop::sample::select(DAYS.to_vec()),
        [text(), text(), text()],
    )
        .prop_map(|(item, how, day, [one, two, three])| match (how, item.kind) {
            (0, _) => json!({"op": "clear", "item": item.id}),
            (1, ItemKind::YesNo) => json!({"op": "answer", "item": item.id, "value": "no"}),
            (2, ItemKind::YesNo) => json!({"op": "answer", "item": item.id, "value": "unsure"}),
            (_, ItemKind::Date) => json!({"op": "answer", "item": item.id, "value": day}),
            (1 | 3, _) if !item.carry.is_empty() => json!({"op": "confirm", "item": item.id}),
            (4, _) if item.skippable => json!({"op": "skip", "item": item.id, "reason": "No."}),
            (5, _) => json!({"op": "answer", "item": item.id, "note": one, "evidence": [two]}),
            (6, ItemKind::Text) => json!({"op": "answer", "item": item.id, "value": one}),
            (6, ItemKind::ThreeWay) => json!({"op": "answer", "item": item.id,
                "value": {"patients": one, "nhs": two, "industry": three}}),
            (6, ItemKind::Head) => json!({"op": "answer", "item": item.id,
                "value": {"covered": "no", "clause": "2", "notes": one}}),
            (6, ItemKind::Decision) => json!({"op": "answer", "item": item.id,
                "value": {"choice": "deferred", "details": one}}),
            (6, _) if !item.choices.is_empty() => {
                json!({"op": "answer", "item": item.id, "value": item.choices.last().unwrap().value})
            }
            _ => json!({"op": "answer", "item": item.id, "value": sound_value(item)}),
        })
}

fn record() -> impl Strategy<Value = Json> {
    let all: Vec<_> = edition().lists().collect();
    let contested = CONTESTED_LISTS.map(|id| edition().list(id).unwrap()).to_vec();
    (
        prop_oneof![prop::sample::select(all), prop::sample::select(contested)],
        prop::sample::select(IDS.to_vec()),
        prop::collection::vec((any::<prop::sample::Index>(), 0..8_usize), 1..8),
        any::<bool>(),
    )
        .prop_map(|(list, id, picked, update)| {
            let mut fields: serde_json::Map<_, _> = picked
                .into_iter()
                .map(|(index, chance)| {
                    let field = index.get(&list.fields);
                    (field.id.clone(), field_value(field, chance))
                })
                .collect();
            if update {
                return json!({"op": "update", "list": list.id, "id": id, "fields": fields});
            }
            fields.insert("id".to_owned(), json!(id));
            json!({"op": "add", "list": list.id, "record": fields})
        })
}

/// A party that comes, goes, or turns out to be of another kind.
fn party() -> impl Strategy<Value = Json> {
    let kinds = &edition().list("parties").unwrap().field("kind").unwrap().choices;
    let days = || prop::sample::select(DAYS.to_vec());
    let fields = prop_oneof![
        prop::sample::select(kinds.clone()).prop_map(|kind| json!({"kind": kind.value})),
        days().prop_map(|day| json!({"left": day})),
        days().prop_map(|day| json!({"joined": day})),
        Just(json!({"left": null, "joined": null})),
        Just(json!({"project_manager": null})),
    ];
    (prop::sample::select(PARTIES.to_vec()), fields)
        .prop_map(|(id, fields)| json!({"op": "update", "list": "parties", "id": id, "fields": fields}))
}

fn sign() -> impl Strategy<Value = Json> {
    let signers = [&PARTIES[..], &["project-team", "governance-committee"]].concat();
    let wanted: Vec<_> = edition().sign_offs.iter().collect();
    (
        prop::sample::select(wanted),
        prop::sample::select(signers),
        prop::sample::select(DAYS.to_vec()),
        0..4_usize,
    )
        .prop_map(|(wanted, party, day, how)| {
            let subject = match wanted.subject.as_str() {
                "amendment" => "amendment/a",
                other => other,
            };
            let role = wanted.role.name();
            if how == 0 {
                return json!({"op": "withdraw", "subject": subject, "role": role, "party": party, "reason": ""});
            }
            let name = if how == 1 { "N" } else { "M" };
            let mut sign = json!({"op": "sign", "subject": subject, "role": role, "party": party,
                "name": name, "date": day});
            if role == "publish" {
                sign["address"] = json!("https://a.example");
            }
            sign
        })
}

/// The change aimed at something that is there, where what it names is not.
fn aimed(project: &Project, change: &Json) -> Json {
    let mut change = change.clone();
    let aim = |name: &mut Json, list: &str| {
        let records = project.records(list);
        let text = name.as_str().unwrap_or_default();
        let there = records.iter().any(|record| record.id == text);
        let sum = text.bytes().map(usize::from).sum::<usize>();
        if let Some(record) = records.get(sum % records.len().max(1)).filter(|_| !there) {
            *name = json!(record.id);
        }
    };
    let list = change["list"].as_str().unwrap_or_default().to_owned();
    match change["op"].as_str().unwrap() {
        "update" | "remove" => aim(&mut change["id"], &list),
        "sign" | "withdraw" => {
            if PARTIES.contains(&change["party"].as_str().unwrap()) {
                aim(&mut change["party"], "parties");
            }
            if let Some(id) = change["subject"].as_str().unwrap().strip_prefix("amendment/") {
                let mut id = json!(id);
                aim(&mut id, "amendments");
                change["subject"] = json!(format!("amendment/{}", id.as_str().unwrap()));
            }
        }
        _ => {}
    }
    for fields in ["fields", "record"] {
        for field in ["party", "company"] {
            if let Some(name) = change.get_mut(fields).and_then(|fields| fields.get_mut(field)) {
                aim(name, "parties");
            }
        }
    }
    change
}

pub(super) fn field_value(field: &Field, chance: usize) -> Json {
    match field.kind {
        FieldKind::Line | FieldKind::Text => json!(["", "Text", "Another"][chance % 3]),
        FieldKind::Choice => json!(field.choices[chance % field.choices.len()].value),
        FieldKind::Date => json!(DAYS[chance % DAYS.len()]),
        FieldKind::Party | FieldKind::Company => json!(PARTIES[chance % PARTIES.len()]),
        FieldKind::Year => json!([1900, 2026, 2027, 2999][chance % 4]),
        FieldKind::Pence => json!(chance),
        FieldKind::Reference => json!("checklist.12"),
        FieldKind::References => json!(["pid.exit"]),
    }
}

/// What happens at one of three screens that are open on one project.
#[derive(Debug, Clone)]
pub(super) enum Event {
    Change(Json),
    /// What this screen did last is taken back.
    Undo,
    /// What was there before an entry of the log, or what it made, is put back.
    Restore(prop::sample::Index, Which),
    /// What somebody signed is put back as it was signed.
    RestoreSigned(prop::sample::Index),
    /// What the screen holds is saved, merged with what the others saved.
    Save,
    /// Some days go by, for all of them.
    Days(i64),
}

/// An event, at a screen, so many seconds after the one before.
#[derive(Debug, Clone)]
pub(super) struct At {
    screen: usize,
    seconds: i64,
    event: Event,
}

/// Up to so many events.
pub(super) fn events(most: usize) -> impl Strategy<Value = Vec<At>> {
    let event = prop_oneof![
        24 => any_change().prop_map(Event::Change),
        2 => Just(Event::Undo),
        1 => any::<prop::sample::Index>().prop_map(|entry| Event::Restore(entry, Which::Before)),
        1 => any::<prop::sample::Index>().prop_map(|entry| Event::Restore(entry, Which::Made)),
        1 => any::<prop::sample::Index>().prop_map(Event::RestoreSigned),
        1 => Just(Event::Save),
        1 => (1..200_i64).prop_map(Event::Days),
    ];
    let one = (0..3_usize, prop_oneof![1..40_i64, 1..900_i64], event);
    prop::collection::vec(
        one.prop_map(|(screen, seconds, event)| At {
            screen,
            seconds,
            event,
        }),
        0..=most,
    )
}

/// How far a project has come where a history begins.
pub(super) fn beginning() -> impl Strategy<Value = usize> {
    prop_oneof![1 => Just(0), 1 => Just(1), 2 => Just(2), 4 => Just(3), 4 => Just(4), 2 => Just(5)]
}

/// One open screen: what it last read or saved, what it holds, and what it can take back.
struct Screen {
    base: Project,
    ours: Project,
    done: Vec<Done>,
    ids: SideIds,
}

impl Screen {
    /// Applies changes as one batch; a refused one changes nothing.
    fn change(&mut self, by: &str, at: Timestamp, today: Date, changes: &[Change]) -> Vec<Done> {
        let mut stamp = Stamp {
            by,
            at,
            today,
            ids: &mut self.ids,
            verdict: &|edition, project| verdict(edition, project, today),
        };
        let applied = apply(&mut self.ours, changes, edition(), &mut stamp);
        applied.map(|applied| applied.done).unwrap_or_default()
    }
}

/// The story of a project that had come so far, after these events.
pub(super) fn lived(begin: usize, events: &[At]) -> Story {
    lived_from(Story::at(begin).clone(), events)
}

/// The story after these events: one file and three screens, the first two of one person. At the
/// end everybody saves.
pub(super) fn lived_from(mut story: Story, events: &[At]) -> Story {
    let mut screens = ['x', 'y', 'z'].map(|side| Screen {
        base: story.project.clone(),
        ours: story.project.clone(),
        done: Vec::new(),
        ids: SideIds { side, count: 0 },
    });
    for At {
        screen,
        seconds,
        event,
    } in events
    {
        story.at += SignedDuration::from_secs(*seconds);
        let by = ["Ann", "Ann", "Bo"][*screen];
        let screen = &mut screens[*screen];
        match event {
            Event::Change(change) => {
                let change = Change::from_json(&aimed(&screen.ours, change)).unwrap();
                let done = screen.change(by, story.at, story.today, &[change]);
                screen.done.extend(done);
            }
            Event::Undo => {
                if let Some(Done { change, before }) = screen.done.pop() {
                    let back = inverse(edition(), &screen.ours, &change, &before);
                    screen.change(by, story.at, story.today, &back);
                }
            }
            Event::Restore(index, which) => {
                let entries: Vec<_> = screen.ours.log.iter().filter_map(|line| line.entry()).collect();
                if !entries.is_empty() {
                    let back = restore(edition(), &screen.ours, index.get::<&LogEntry>(&entries), *which);
                    let done = screen.change(by, story.at, story.today, &back.unwrap_or_default());
                    screen.done.extend(done);
                }
            }
            Event::RestoreSigned(index) => {
                if !screen.ours.sign_offs.is_empty() {
                    let back = restore_signed(edition(), &screen.ours, index.get(&screen.ours.sign_offs));
                    let done = screen.change(by, story.at, story.today, &back.unwrap_or_default());
                    screen.done.extend(done);
                }
            }
            Event::Save => story.take(screen),
            Event::Days(days) => story.today = story.today.checked_add(days.days()).unwrap(),
        }
    }
    for screen in &mut screens {
        story.take(screen);
    }
    story
}

impl Story {
    /// Saves what a screen holds, as a session does: merged with what the file holds by now.
    fn take(&mut self, screen: &mut Screen) {
        self.project = merge(edition(), &screen.base, &screen.ours, &self.project);
        self.save();
        (screen.base, screen.ours) = (self.project.clone(), self.project.clone());
    }
}
