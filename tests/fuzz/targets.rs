//! The parsers, and what each has to keep whatever it is given.

use fastrand::Rng;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use triplewin::{
    characters::is_unwelcome,
    cli::sheet,
    documents::{Format, Which, docx, markdown},
    guidance::{EditionFile, check, editions},
    json,
    project::{Change, Project, unexplained},
    rules,
    session::{ReturnedKind, changes_from},
    tui::input::{Parser, Piece},
};

use super::{bend, corpus};

/// A parser, the sound inputs that are bent for it, and how it is tried.
pub struct Target {
    pub name: &'static str,
    sound: Vec<Vec<u8>>,
    /// The sound inputs that are JSON: half of the time their values are bent, not their bytes.
    values: Vec<Json>,
    /// Tries an input: whether it was taken. Panics where a promise is broken.
    takes: Box<dyn Fn(&[u8]) -> bool + Sync>,
}

impl Target {
    fn new(name: &'static str, sound: Vec<Vec<u8>>, takes: impl Fn(&[u8]) -> bool + Sync + 'static) -> Self {
        let values = sound.iter().filter_map(|bytes| json::parse(bytes).ok()).collect();
        let takes = Box::new(takes);
        Self {
            name,
            sound,
            values,
            takes,
        }
    }

    /// An input by these chances.
    pub fn input(&self, chance: &mut Rng) -> Vec<u8> {
        match chance.choice(&self.values) {
            Some(value) if chance.bool() => bend::json(chance, value).to_string().into_bytes(),
            _ => {
                let sound = chance.choice(&self.sound).unwrap();
                bend::bytes(chance, sound, &self.sound)
            }
        }
    }

    pub fn takes(&self, input: &[u8]) -> bool {
        (self.takes)(input)
    }
}

/// Every parser of ours.
pub fn all() -> Vec<Target> {
    vec![
        projects(),
        changes(),
        answers(),
        answers_by_field(),
        an_edition(),
        markdown_back(),
        word_back(),
        a_house_style(),
        keys(),
    ]
}

fn projects() -> Target {
    let edition = corpus::edition();
    let small = corpus::small().to_bytes(edition);
    // much the larger one, and so much the rarer
    let mut sound = vec![small; 31];
    sound.push(corpus::sample("remote-clinics").to_bytes(edition));
    Target::new("project", sound, |input| {
        let Ok((project, edition)) = Project::parse(input, editions()) else {
            return false;
        };
        let written = project.to_bytes(edition);
        let (again, _) = Project::parse(&written, editions()).expect("what was written is read");
        assert!(again.to_bytes(edition) == written, "and written as the same");
        let (held, kept) = (json::parse(input).unwrap(), json::parse(&written).unwrap());
        if let Some(lost) = lost(&held, &kept) {
            panic!("what the file held is gone: {lost}");
        }
        let _ = rules::assess(edition, &project, corpus::today());
        let _ = rules::verify(edition, &project, corpus::today());
        true
    })
}

/// The first thing that one JSON holds and the other does not, whatever else that one holds.
///
/// An instant may be told otherwise; a copy of the title follows the answer; nothing is nothing.
fn lost(held: &Json, kept: &Json) -> Option<String> {
    match (held, kept) {
        (Json::Object(held), Json::Object(kept)) => held.iter().find_map(|(key, value)| {
            let is_copy = key == "title" && held.contains_key("schema");
            let other = kept.get(key).unwrap_or(&Json::Null);
            let found = lost(value, other).filter(|_| !is_copy);
            found.map(|found| format!("{key}: {found}"))
        }),
        (Json::Array(held), Json::Array(kept)) if held.len() == kept.len() => {
            held.iter().zip(kept).find_map(|(held, kept)| lost(held, kept))
        }
        (Json::String(one), Json::String(other)) => {
            let instant = |text: &str| text.parse::<Timestamp>().ok();
            let same = one == other || (instant(one).is_some() && instant(one) == instant(other));
            (!same).then(|| one.clone())
        }
        (held, kept) if is_nothing(held) && is_nothing(kept) => None,
        (held, kept) => (held != kept).then(|| held.to_string()),
    }
}

fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(values) => values.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn changes() -> Target {
    let projects = [corpus::empty(), corpus::small()];
    let batch = corpus::changes();
    let alone = batch.as_array().unwrap().iter().map(|change| json!([change]));
    let sound = alone
        .chain([batch.clone()])
        .map(|json| json.to_string().into_bytes());
    Target::new("changes", sound.collect(), move |input| {
        let Ok(json) = json::parse(input) else {
            return false;
        };
        let Ok(changes) = Change::list_from_json(&json) else {
            return false;
        };
        let mut taken = false;
        for before in &projects {
            let mut project = before.clone();
            if corpus::applied(&mut project, &changes).is_err() {
                assert!(project == *before, "what is refused leaves no trace");
                continue;
            }
            let edition = corpus::edition();
            let bytes = project.to_bytes(edition);
            let (again, _) = Project::parse(&bytes, editions()).expect("what was applied is filed and read");
            assert_eq!(again, project, "and says the same");
            let hidden = unexplained(edition, &project);
            assert!(hidden.is_empty(), "the log explains it: {hidden:?}");
            taken = true;
        }
        taken
    })
}

fn answers() -> Target {
    let sound = br#"{"1A":"yes","2":"yes","4":"no","6":"unsure","12":"no"}"#.to_vec();
    Target::new("answers", vec![sound], |input| {
        let Ok(changes) = sheet::changes(corpus::edition(), input) else {
            return false;
        };
        let mut project = corpus::empty();
        corpus::applied(&mut project, &changes).expect("a sheet that was read is applied");
        let _ = rules::assess(corpus::edition(), &project, corpus::today());
        true
    })
}

fn answers_by_field() -> Target {
    let sound = br#"{"scoping.scale":"Two wards","concept.start":"Q4 2026","checklist.4":"no",
        "concept.objectives":{"patients":"p"},"project.title":"T"}"#;
    let project = corpus::small();
    Target::new("answers by field", vec![sound.to_vec()], move |input| {
        comes_back(&project, input, ReturnedKind::Answers)
    })
}

/// Whether an import is read; what it proposes has to be a change that can be made.
fn comes_back(project: &Project, input: &[u8], kind: ReturnedKind) -> bool {
    let Ok(import) = changes_from(corpus::edition(), project, corpus::today(), input, kind) else {
        return false;
    };
    let changes: Vec<Change> = import
        .changes
        .into_iter()
        .map(|proposed| proposed.change)
        .collect();
    let mut changed = project.clone();
    if let Err(refusal) = corpus::applied(&mut changed, &changes) {
        panic!("what was proposed is refused: {refusal}: {changes:?}");
    }
    true
}

fn an_edition() -> Target {
    const FILES: [(&str, &str); 4] = [
        ("edition.json", include_str!("../editions/small/edition.json")),
        ("test.json", include_str!("../editions/small/test.json")),
        ("who.json", include_str!("../editions/small/who.json")),
        ("work.json", include_str!("../editions/small/work.json")),
    ];
    let sound = FILES.map(|(_, text)| text.as_bytes().to_vec());
    Target::new("edition", sound.to_vec(), |input| {
        // which of the files it was is told by none of its bytes: it takes the place of each in turn
        let mut taken = false;
        for bent in 0..FILES.len() {
            let files: Vec<EditionFile> = FILES
                .iter()
                .enumerate()
                .map(|(at, (name, text))| EditionFile {
                    name,
                    json: if at == bent { input } else { text.as_bytes() },
                })
                .collect();
            if let Ok(edition) = check(&files) {
                let project = Project::new("a".to_owned(), &edition, corpus::now());
                let _ = rules::assess(&edition, &project, corpus::today());
                taken = true;
            }
        }
        taken
    })
}

fn markdown_back() -> Target {
    let project = corpus::small();
    let sound = vec![
        corpus::document(&project, &Which::Concept, Format::Markdown),
        corpus::document(&project, &Which::Summary, Format::Markdown),
    ];
    Target::new("import, Markdown", sound, move |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return false;
        };
        let fields = markdown::fields(text);
        let _ = markdown::origin(text);
        // the documents of the project are built anew for each: too slow for all
        if is_one_in(256, input) {
            comes_back(&project, input, ReturnedKind::Markdown);
        }
        !fields.is_empty()
    })
}

fn word_back() -> Target {
    let project = corpus::small();
    let file = corpus::document(&project, &Which::Summary, Format::Docx);
    let parts = corpus::parts(&file);
    let text = corpus::part(&parts, "word/document.xml");
    // now and then the file as it is packed, which a checksum guards
    Target::new(
        "import, Word",
        [vec![text; 9], vec![file]].concat(),
        move |input| {
            if input.starts_with(b"PK") {
                let _ = docx::Reference::read(input);
                return docx::fields(input).is_ok_and(|_| docx::origin(input).is_ok());
            }
            let file = corpus::packed(&parts, "word/document.xml", input);
            let Ok(fields) = docx::fields(&file) else {
                return false;
            };
            if is_one_in(64, input) {
                comes_back(&project, &file, ReturnedKind::Word);
            }
            !fields.is_empty()
        },
    )
}

fn a_house_style() -> Target {
    let project = corpus::small();
    let parts = corpus::parts(&corpus::document(&project, &Which::Summary, Format::Docx));
    let sound = vec![corpus::part(&parts, "word/styles.xml")];
    Target::new("house style", sound, move |input| {
        let file = corpus::packed(&parts, "word/styles.xml", input);
        let Ok(look) = docx::Reference::read(&file) else {
            return false;
        };
        if is_one_in(16, input) {
            let drawn = corpus::drawn(&project, &Which::Summary, &look);
            let fields = docx::fields(&drawn).expect("what is drawn in a house style is read");
            assert!(!fields.is_empty(), "and holds its fields");
        }
        true
    })
}

fn keys() -> Target {
    let sound = [
        "\x1b[A\x1b[B\x1bOP\x1b[15~\x1b[1;5C\x1b[Z\x1b",
        "\x1b[200~A pasted line\r\nand another\x1b[201~y",
        "plain words, \u{e9}\u{1f469}\u{200d}\u{1f469} and\x01\x05\x17\x15\x0b\x08\x7f",
        "\x1b[?62;c\x1b]11;rgb:0000/0000/0000\x07\x1bP1$r0m\x1b\\\x1b[24;80R\x1b[I\x1b[O",
        "\x1b[<0;10;10M\x1b[M !!\x1b[97;5u\x1b[27;5;9~",
    ];
    let sound = sound.map(|text| text.as_bytes().to_vec()).to_vec();
    Target::new("keys", sound, |input| {
        let mut parser = Parser::default();
        let mut pieces = Vec::new();
        // in reads of another length each time, with now and then nothing more for a while
        for (read, bytes) in input.chunks(1 + input.len() % 7).enumerate() {
            pieces.extend(parser.feed(bytes));
            if read % 11 == 10 {
                pieces.extend(parser.give_up());
            }
        }
        pieces.extend(parser.give_up());
        assert_eq!(parser.patience(), None, "nothing waits for ever");
        for piece in &pieces {
            if let Piece::Paste(text) = piece {
                assert!(!text.contains(is_unwelcome), "a paste is clean");
            }
        }
        !pieces.is_empty()
    })
}

/// Whether this is one of the few inputs that are tried further: by its bytes, so always the same.
fn is_one_in(many: usize, input: &[u8]) -> bool {
    let sum = input.iter().fold(input.len(), |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(*byte))
    });
    sum.is_multiple_of(many)
}
